//! Options that speak of the edition or its days: every year their code means something else.

use rustc_hash::FxHashSet;
use setsumon_syntax::ast::{FieldKind, Kind, Piece, Statement};

use super::Lowerer;
use crate::errors::editions as errors;
use crate::resolve::symbols::{SymbolId, SymbolKind};

impl Lowerer<'_, '_> {
    /// Tells of options whose words move with the edition, unless `was` says what they were.
    pub(super) fn check_moving_options(&mut self) {
        let mut claimed: FxHashSet<(SymbolId, &str)> = FxHashSet::default();
        for (id, symbol) in self.symbols.iter() {
            let codes = self.was(id).iter().filter_map(|path| path.segments.last());
            claimed.extend(
                symbol
                    .parent
                    .into_iter()
                    .flat_map(|parent| codes.clone().map(move |code| (parent, code.value.as_str()))),
            );
        }
        let mut told = Vec::new();
        for (id, symbol) in self.symbols.iter() {
            let Some(statement) = symbol.statement.filter(|statement| moves(statement)) else { continue };
            let is_claimed = symbol.parent.is_some_and(|parent| claimed.contains(&(parent, symbol.code.as_str())));
            let is_option = match symbol.kind {
                SymbolKind::Option | SymbolKind::Column => statement.kind == Kind::Option,
                SymbolKind::Root
                | SymbolKind::GivenSpace
                | SymbolKind::Given(_)
                | SymbolKind::Info
                | SymbolKind::Part
                | SymbolKind::Section
                | SymbolKind::Group
                | SymbolKind::Use
                | SymbolKind::Repeat
                | SymbolKind::Question(_)
                | SymbolKind::Grid
                | SymbolKind::Gate
                | SymbolKind::Row
                | SymbolKind::Calc
                | SymbolKind::Let
                | SymbolKind::Specify
                | SymbolKind::Retired => false,
            };
            if is_option && !is_claimed && self.was(id).is_empty() {
                told.push(errors::moving_option(symbol.span, &symbol.code));
            }
        }
        self.diagnostics.extend(told);
    }
}

/// Whether the words of a statement are others in another edition.
fn moves(statement: &Statement) -> bool {
    let pieces = statement.label.as_ref().map_or(&[][..], |label| &label.pieces);
    pieces.iter().any(|piece| match piece {
        Piece::Field(field) => match &field.kind {
            FieldKind::Edition { offset: _, era: _ } | FieldKind::Calendar { deadline: _, era: _ } => true,
            FieldKind::NumberOf(_)
            | FieldKind::NumbersOf(_)
            | FieldKind::LabelOf(_)
            | FieldKind::Value { path: _, last: _, otherwise: _ } => false,
        },
        Piece::Plain(_) => false,
    })
}
