//! Warnings that an author allows: `allow W0506 "why"` at a thing silences one of it and of what stands in it, at `survey` one of all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, FileId, Severity, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Statement};

use crate::errors::texts::allowed_nothing;
use crate::resolve::written::with_space_before;

/// A clause that allows a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Allowance {
    span: Span,
    /// With the space before it.
    whole: Span,
}

/// A statement at which a warning is allowed.
#[derive(Debug)]
struct Room {
    span: Span,
    clause: Allowance,
    /// The room around it, by its place in the list.
    around: Option<usize>,
}

/// The warnings that a survey allows.
#[derive(Debug, Default)]
pub(crate) struct Allowances {
    /// Those of a statement, by their beginnings: two of them lie apart, or one in the other.
    rooms: BTreeMap<(Code, FileId), Vec<Room>>,
    /// Those of the whole survey, with their clauses.
    everywhere: BTreeMap<Code, Allowance>,
}

impl Allowances {
    /// Those that stand in statements, and in what stands in them.
    pub(crate) fn of(statements: &[Statement]) -> Self {
        let mut all = Self::default();
        statements.iter().for_each(|statement| all.gather(statement));
        for rooms in all.rooms.values_mut() {
            rooms.sort_by_key(|room| (room.span.start, Reverse(room.span.end), room.clause));
            // A block that is used more than once has each of its own once.
            rooms.dedup_by_key(|room| (room.clause, room.span));
            let mut open: Vec<usize> = Vec::new();
            for at in 0..rooms.len() {
                let Some(span) = rooms.get(at).map(|room| room.span) else { break };
                while open.last().and_then(|last| rooms.get(*last)).is_some_and(|last| !last.span.contains(span)) {
                    open.pop();
                }
                if let Some(room) = rooms.get_mut(at) {
                    room.around = open.last().copied();
                }
                open.push(at);
            }
        }
        all
    }

    fn gather(&mut self, statement: &Statement) {
        for (code, span) in statement.allows() {
            let clause = Allowance { span, whole: with_space_before(statement, span) };
            if statement.kind == Kind::Survey {
                self.everywhere.insert(code, clause);
            } else {
                let mut room = |span: Span| {
                    self.rooms.entry((code, span.file)).or_default().push(Room { span, clause, around: None });
                };
                room(statement.span);
                // What it takes from a list or a block stands elsewhere, and is its own all the same.
                drawn(statement, statement.span, &mut room);
            }
        }
        for clause in &statement.clauses {
            if let ClauseKind::Or(options) = &clause.kind {
                options.iter().for_each(|option| self.gather(option));
            }
        }
        let otherwise = statement.otherwise.iter().flat_map(|otherwise| &otherwise.body);
        statement.body.iter().chain(otherwise).for_each(|inner| self.gather(inner));
    }

    /// The clause that allows a warning: the nearest one.
    fn allowing(&self, told: &Diagnostic) -> Option<Allowance> {
        if told.severity() != Severity::Warning {
            return None;
        }
        let place = told.span();
        let rooms = self.rooms.get(&(told.code, place.file)).map_or(&[][..], Vec::as_slice);
        let mut at = rooms.partition_point(|room| room.span.start <= place.start).checked_sub(1);
        while let Some(room) = at.and_then(|at| rooms.get(at)) {
            if room.span.contains(place) {
                return Some(room.clause);
            }
            at = room.around;
        }
        self.everywhere.get(&told.code).copied()
    }

    /// Takes the allowed warnings away. Where everything else could be told, a clause that allows nothing is told.
    pub(crate) fn apply(&self, told: Diagnostics, complete: bool) -> Diagnostics {
        let mut needed: BTreeSet<Allowance> = BTreeSet::new();
        let mut kept = Diagnostics::default();
        for diagnostic in told {
            match self.allowing(&diagnostic) {
                Some(clause) => {
                    needed.insert(clause);
                }
                None => kept.push(diagnostic),
            }
        }
        if complete {
            let of_rooms =
                self.rooms.iter().flat_map(|((code, _), rooms)| rooms.iter().map(|room| (*code, room.clause)));
            let all = of_rooms.chain(self.everywhere.iter().map(|(code, clause)| (*code, *clause)));
            kept.extend(
                all.filter(|(_, clause)| !needed.contains(clause))
                    .map(|(code, clause)| allowed_nothing(clause.span, code, clause.whole)),
            );
        }
        kept
    }
}

/// What stands in a statement once everything is put in its place, and is written outside of it.
fn drawn(statement: &Statement, within: Span, found: &mut impl FnMut(Span)) {
    for inner in &statement.body {
        if within.contains(inner.span) {
            drawn(inner, within, found);
        } else {
            found(inner.span);
        }
    }
}
