//! `count(…)` and `sum(…)`: over ticks, rows, columns, groups and the occurrences of a roster.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{Expr, ExprKind, Path};

use super::Lowerer;
use super::conditions::dotted;
use super::referents::{Referent, ValueKind};
use super::terms::Operand;
use crate::errors::types;
use crate::ids::{CondId, RepeatId, VarId};
use crate::number::Number;
use crate::resolve::symbols::{SymbolId, SymbolKind};
use crate::term::Term;

impl<'a> Lowerer<'a, '_> {
    /// `count(Q)`: ticks, rows answered, fields answered, occurrences.
    pub(super) fn count(&mut self, of: &Path, filter: Option<&Expr>, scope: SymbolId) -> Option<Operand> {
        let (symbol, referent) = self.refer(of, scope)?;
        let name = dotted(of);
        let (term, decided) = match &referent {
            Referent::Repeat { id, asked } => {
                let cond = match filter {
                    Some(filter) => self.inside(*id, |lowerer| lowerer.condition(filter, symbol).holds),
                    None => self.always(),
                };
                self.note_occurrences(*id, &name, of.span);
                return Some(Operand {
                    term: Term::CountWhere { repeat: *id, cond },
                    kind: ValueKind::Number,
                    unit: None,
                    decided: *asked,
                    constant: false,
                });
            }
            Referent::Ticks(ticks) => {
                for (_, tick) in ticks.ticks.iter() {
                    self.note_read(*tick, &name, of.span, false);
                }
                (Term::CountPresent(ticks.ticks.iter().map(|(_, tick)| *tick).collect()), ticks.asked)
            }
            Referent::Grid { rows, asked } => {
                let mut parts = Vec::new();
                for (row, _) in rows.iter() {
                    let cells = self.variables_of(*row);
                    for cell in &cells {
                        self.note_read(*cell, &name, of.span, false);
                    }
                    parts.push(self.one_if_any(&cells));
                }
                (Term::Sum(parts), *asked)
            }
            Referent::Several(members) => {
                let mut parts = Vec::new();
                for member in members.iter() {
                    let fields = self.variables_of(*member);
                    for field in &fields {
                        self.note_read(*field, &name, of.span, false);
                    }
                    if !fields.is_empty() {
                        parts.push(self.one_if_any(&fields));
                    }
                }
                (Term::Sum(parts), self.conds.always())
            }
            Referent::Cells(cells) => {
                for cell in cells.iter() {
                    self.note_read(*cell, &name, of.span, false);
                }
                (Term::CountPresent(cells.to_vec()), self.conds.always())
            }
            Referent::Choice(_)
            | Referent::Value(_)
            | Referent::Flag { .. }
            | Referent::Calc(_)
            | Referent::Let { .. }
            | Referent::Option => {
                let found = self.symbols.get(symbol);
                let (path, declared) = (found.path.clone(), found.span);
                let right = self.instead_of_count(symbol, &referent, &name);
                self.say(types::wrong_predicate(of.span, &path, self.noun(&referent), declared, &right));
                return None;
            }
        };
        Some(Operand { term, kind: ValueKind::Number, unit: None, decided, constant: false })
    }

    fn one_if_any(&mut self, variables: &[VarId]) -> Term {
        let present: Vec<CondId> = variables.iter().map(|variable| self.conds.present(*variable)).collect();
        Term::If {
            cond: self.conds.any(present),
            then: Box::new(Term::Number(Number::whole(1))),
            otherwise: Box::new(Term::Number(Number::ZERO)),
        }
    }

    /// Lowers something within an occurrence of a roster.
    fn inside<T>(&mut self, repeat: RepeatId, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.reading_repeat.replace(repeat);
        let lowered = lower(self);
        self.reading_repeat = outer;
        lowered
    }

    /// `sum(…)`: blanks are skipped.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn sum(
        &mut self,
        terms: &[Expr],
        filter: Option<&Expr>,
        span: Span,
        scope: SymbolId,
    ) -> Option<Operand> {
        let mut parts: Vec<Operand> = Vec::new();
        for term in terms {
            match &term.kind {
                ExprKind::Path(path) => {
                    if let [only] = path.segments.as_slice()
                        && only.value == "edition"
                    {
                        continue;
                    }
                    let Some(symbol) = self.symbols.seek(path, scope) else {
                        self.refer(path, scope);
                        return None;
                    };
                    let outer = self.reading_repeat;
                    if let Some(repeat) = self.repeat_of(symbol).filter(|repeat| Some(*repeat) != outer) {
                        let occurrence = self.symbols.get(symbol).parent.unwrap_or(scope);
                        let (operand, cond) = self.inside(repeat, |lowerer| {
                            let operand = lowerer
                                .refer_symbol(symbol, path.span)
                                .and_then(|referent| lowerer.operand_of(symbol, &referent, path.span, &dotted(path)));
                            let cond = match filter {
                                Some(filter) => lowerer.condition(filter, occurrence).holds,
                                None => lowerer.conds.always(),
                            };
                            (operand, cond)
                        });
                        let operand = operand?;
                        let always = self.always();
                        let summed = Box::new(self.where_decided(operand.clone(), path.span));
                        let term = Term::SumWhere { repeat, term: summed, cond };
                        parts.push(Operand { term, decided: always, ..operand });
                    } else {
                        self.parts_of(symbol, path.span, &dotted(path), &mut parts)?;
                    }
                }
                _ => parts.push(self.figure(term, scope)?),
            }
        }
        let unit = parts.iter().find_map(|part| part.unit.clone());
        for pair in parts.windows(2) {
            if let [a, b] = pair {
                let (a, b) = (a.clone(), b.clone());
                self.check_units(&a, &b, span);
            }
        }
        if parts.is_empty() {
            return self.not_a_number(span, "an empty sum");
        }
        let term = Term::Sum(parts.into_iter().map(|part| self.where_decided(part, span)).collect());
        Some(Operand { term, kind: ValueKind::Number, unit, decided: self.always(), constant: false })
    }

    /// The figures in whatever is summed: a grid's cells, a column's, a row's, a group's fields, or one figure.
    fn parts_of(&mut self, symbol: SymbolId, span: Span, name: &str, parts: &mut Vec<Operand>) -> Option<()> {
        if self.symbols.get(symbol).kind == SymbolKind::Column && !self.referents.contains_key(&symbol) {
            return self.refer_symbol(symbol, span).map(|_| ());
        }
        let referent = self.refer_symbol(symbol, span)?;
        match &referent {
            Referent::Several(members) => {
                for member in members.iter() {
                    // What is no figure in a group is no part of its sum.
                    let figures = match self.referents.get(member) {
                        Some(Referent::Value(value)) => value.kind == ValueKind::Number,
                        Some(Referent::Several(_) | Referent::Cells(_)) => true,
                        _ => false,
                    };
                    if figures {
                        self.parts_of(*member, span, name, parts)?;
                    }
                }
                Some(())
            }
            Referent::Grid { rows, asked: _ } => {
                for (row, _) in rows.iter() {
                    self.parts_of(*row, span, name, parts)?;
                }
                Some(())
            }
            Referent::Cells(cells) => {
                let path = self.symbols.get(symbol).path.clone();
                for cell in cells.iter() {
                    self.note_read(*cell, &path, span, false);
                    let figure = matches!(
                        self.variables.get(*cell).value,
                        crate::form::Value::Integer { .. } | crate::form::Value::Decimal { .. }
                    );
                    if figure {
                        let unit = self.counted(*cell);
                        let decided = self.always();
                        parts.push(Operand {
                            term: Term::Value(*cell),
                            kind: ValueKind::Number,
                            unit,
                            decided,
                            constant: false,
                        });
                    }
                }
                Some(())
            }
            Referent::Choice(_)
            | Referent::Ticks(_)
            | Referent::Value(_)
            | Referent::Flag { .. }
            | Referent::Repeat { .. }
            | Referent::Calc(_)
            | Referent::Let { .. }
            | Referent::Option => {
                let operand = self.operand_of(symbol, &referent, span, name)?;
                if operand.kind != ValueKind::Number {
                    self.not_a_number(span, operand.kind.noun());
                    return None;
                }
                parts.push(operand);
                Some(())
            }
        }
    }
}
