//! Where in a statement something about the edition before is written, or would have to be.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;
use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{Clause, ClauseKind, Kind, Marker, Statement};

use super::symbols::{SymbolId, Symbols};

/// Where the things of a survey are written, by their paths.
#[derive(Debug)]
pub struct Written<'a> {
    symbols: &'a Symbols<'a>,
    by_path: OnceCell<FxHashMap<&'a str, SymbolId>>,
}

/// Where one thing is written. What comes from a list or block is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// Its code.
    pub name: Span,
    /// The whole statement with its body.
    pub whole: Span,
    /// The braces of its body, where it has one.
    pub body: Option<Span>,
    /// The empty place where a reason for a change goes.
    pub reason: Span,
    /// Whether it is kept for its history alone.
    pub retired: bool,
}

impl<'a> Written<'a> {
    pub(crate) fn new(symbols: &'a Symbols<'a>) -> Self {
        Self { symbols, by_path: OnceCell::new() }
    }

    /// Where the survey begins.
    pub fn survey(&self) -> Span {
        self.symbols.get(self.symbols.root()).span
    }

    /// Where the thing at a path is written.
    pub fn site(&self, path: &str) -> Option<Site> {
        let symbol = self.symbols.get(self.symbol(path)?);
        let statement = symbol.statement?;
        Some(Site {
            name: symbol.span,
            whole: statement.span,
            body: statement.body_span,
            reason: reason_place(statement),
            retired: statement.kind == Kind::Retired,
        })
    }

    /// A clause of the thing at a path with the space before it: what is to be deleted to take it out.
    pub fn clause_with_space(&self, path: &str, clause: Span) -> Span {
        self.statement(path).map_or(clause, |statement| with_space_before(statement, clause))
    }

    /// Whether the thing at a path, or what it stands in, is said to have been something else, or to be new.
    pub fn is_another(&self, path: &str) -> bool {
        self.says(path, |kind| {
            matches!(kind, ClauseKind::Was(_) | ClauseKind::Splits(_) | ClauseKind::Marker(Marker::New))
        })
    }

    /// Whether a reason is given for a change of the thing at a path, or of what it stands in.
    pub fn has_reason(&self, path: &str) -> bool {
        self.says(path, |kind| matches!(kind, ClauseKind::Revised(_) | ClauseKind::Break(_)))
    }

    fn says(&self, path: &str, what: impl Fn(&ClauseKind) -> bool) -> bool {
        let mut at = self.symbol(path);
        while let Some(id) = at {
            let symbol = self.symbols.get(id);
            let clauses = symbol.statement.map_or(&[][..], |statement| &statement.clauses);
            if clauses.iter().any(|clause| what(&clause.kind)) {
                return true;
            }
            at = symbol.around();
        }
        false
    }

    fn statement(&self, path: &str) -> Option<&'a Statement> {
        self.symbols.get(self.symbol(path)?).statement
    }

    fn symbol(&self, path: &str) -> Option<SymbolId> {
        let index = || self.symbols.iter().map(|(id, symbol)| (symbol.path.as_str(), id)).collect();
        self.by_path.get_or_init(index).get(path).copied()
    }
}

/// The empty place where ` @new` goes: behind the settings, before what else is said of the edition before.
pub(crate) fn marker_place(statement: &Statement) -> Span {
    place(statement, |kind| {
        !matches!(kind, ClauseKind::Was(_) | ClauseKind::Splits(_) | ClauseKind::Revised(_) | ClauseKind::Break(_))
    })
}

/// The empty place where a reason goes: behind everything but the body.
pub(crate) fn reason_place(statement: &Statement) -> Span {
    place(statement, |_| true)
}

fn place(statement: &Statement, before: impl Fn(&ClauseKind) -> bool) -> Span {
    let behind = |clause: &Clause| !before(&clause.kind);
    if statement.body_span.is_none() && !statement.clauses.iter().any(behind) {
        return statement.span.after();
    }
    let clauses = statement.clauses.iter().filter(|clause| before(&clause.kind));
    // `or { … }` stands where its author likes.
    let ends = clauses.filter(|clause| !matches!(clause.kind, ClauseKind::Or(_))).map(|clause| clause.span.end);
    let end = ends.max().map_or(0, |end| end.max(head(statement))).max(head(statement));
    Span::new(statement.span.file, end, end)
}

/// Where the kind, the code, the label and the condition end.
fn head(statement: &Statement) -> u32 {
    let code = statement.code.as_ref().map_or(0, |code| code.span.end);
    let label = statement.label.as_ref().map_or(0, |label| label.span.end);
    let condition = statement.condition.as_ref().map_or(0, |condition| condition.span.end);
    statement.kind_span.end.max(code).max(label).max(condition)
}

/// A clause with the space before it: what is to be deleted to take it out.
pub(crate) fn with_space_before(statement: &Statement, clause: Span) -> Span {
    let ends = statement.clauses.iter().map(|other| other.span.end).filter(|end| *end <= clause.start);
    let code = statement.code.as_ref().map(|code| code.span.end);
    let label = statement.label.as_ref().map(|label| label.span.end);
    let heads = [Some(statement.kind_span.end), code, label];
    let before = ends.chain(heads.into_iter().flatten().filter(|end| *end <= clause.start)).max();
    Span::new(clause.file, before.unwrap_or(clause.start), clause.end)
}

/// The clause that marks a statement as new or updated.
pub(crate) fn marker_clause(statement: &Statement, marker: Marker) -> Option<&Clause> {
    statement.clauses.iter().find(|clause| clause.kind == ClauseKind::Marker(marker))
}
