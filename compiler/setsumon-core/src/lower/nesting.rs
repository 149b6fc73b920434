//! How many brackets stand in one another where a formula is written out: SQLite before 3.46 reads an expression with a stack of a hundred
//! places, and loads no script in which it needs more.
//!
//! What is counted is what the script of SQLite needs of that stack, at most: a bracket is a place, the name of a function another, and what
//! stands before an operand two.

use super::Lowerer;
use super::magnitude::{is_large, is_largest};
use crate::form::Value;
use crate::ids::VarId;
use crate::term::{Joint, Term};

/// The most places that a formula may need, with room for the conditions and the statement around it.
pub(super) const MOST_NESTED: usize = 60;

/// What stands before the entries of a roster that are counted, and before what is added up of them, at once or in two halves.
const COUNTED: usize = 18;
const ADDED: usize = 9;
const HALVED: usize = 13;

impl Lowerer<'_, '_> {
    /// How many places a term needs.
    pub(super) fn nested(&self, term: &Term) -> usize {
        match term {
            Term::Number(_) | Term::Day(_) | Term::Month(_) => 2,
            Term::Value(variable) => self.column(*variable),
            Term::Score { .. } => 8,
            Term::CountPresent(_) => 5,
            Term::CountWhere { .. } => COUNTED,
            Term::SumWhere { repeat: _, term: added, cond: _ } => {
                self.nested(added) + if is_largest(self.size(term), 0) { HALVED } else { ADDED }
            }
            Term::Sum(_) => {
                let mut parts: Vec<usize> = term.flat().into_iter().map(|part| self.nested(part)).collect();
                parts.sort_unstable();
                // The longest is written first, and the others behind it and in its place.
                let longest = parts.pop().unwrap_or_default();
                parts.pop().map_or(longest, |next| (longest + 3).max(next + 15))
            }
            Term::FirstOf(_) => {
                let parts = term.flat().into_iter().map(|part| self.nested(part)).enumerate();
                parts.map(|(index, part)| part + if index == 0 { 3 } else { 5 }).max().unwrap_or_default()
            }
            Term::Add(..) | Term::Subtract(..) | Term::Multiply(..) | Term::Divide(..) => {
                let [over, under] = self.nested_over(term);
                over.max(under)
            }
            Term::Negative(a) => self.nested(a) + 3,
            Term::Round(a, places) => {
                let [over, under] = self.nested_over(a);
                let size = self.size(a);
                let (before, between) = if is_largest(size, *places) {
                    (9, 4)
                } else if is_large(size, *places) {
                    (4, 2)
                } else if size.below {
                    (5, 2)
                } else {
                    (2, 2)
                };
                (over + before).max(under + before + between)
            }
            Term::Days(from, to) => (self.nested(to) + 5).max(self.nested(from) + 7),
            Term::Age(from, to) => (self.nested(to) + 8).max(self.nested(from) + 10),
            Term::PlusDays(_, _) => {
                let from = term.days_later().0;
                self.nested(from) + if is_column(from) || from.is_given() { 6 } else { 13 }
            }
            Term::PlusMonths(_, _) => {
                let from = term.months_later().0;
                self.nested(from) + if is_column(from) { 8 } else { 24 }
            }
            Term::If { cond: _, then, otherwise } => self.nested(then).max(self.nested(otherwise)) + 5,
        }
    }

    /// The same of what is divided, and of its divisor.
    fn nested_over(&self, term: &Term) -> [usize; 2] {
        let joined = |a: &Term, b: &Term, bracket: usize| {
            let ([a, by_a], [b, by_b]) = (self.nested_over(a), self.nested_over(b));
            let under = if by_a.max(by_b) == 0 { 0 } else { by_a.max(by_b + 3) };
            // Where there are divisors, they are multiplied into the other side.
            let with = if under == 0 { 0 } else { under + 4 };
            [(a + bracket).max(b + 3).max(with), under]
        };
        match term.joint() {
            Joint::Add(a, b) | Joint::Subtract(a, b) => joined(a, b, 0),
            Joint::Multiply(a, b) => joined(a, b, bracket(a)),
            Joint::Divide(a, b) => {
                let before = bracket(a);
                let ([a, by_a], [b, by_b]) = (self.nested_over(a), self.nested_over(b));
                [(a + before).max(by_b + 3), by_a.max(b + 3)]
            }
            Joint::Negative(a) => {
                let [over, under] = self.nested_over(a);
                [over + 3, under]
            }
            Joint::None => [self.nested(term), 0],
        }
    }

    fn column(&self, variable: VarId) -> usize {
        match &self.variables.get(variable).value {
            Value::Decimal { digits, min: _, max: _ } if *digits > 0 => 9,
            Value::Month { .. } => 9,
            Value::Decimal { .. }
            | Value::Rank { .. }
            | Value::Integer { .. }
            | Value::Code(_)
            | Value::Tick
            | Value::Date { .. }
            | Value::Text { .. } => 3,
        }
    }
}

/// The bracket around what is multiplied or divided.
fn bracket(term: &Term) -> usize {
    usize::from(matches!(term, Term::Add(..) | Term::Subtract(..)))
}

/// Whether it is written as a column or a literal.
fn is_column(term: &Term) -> bool {
    term.is_written() || term.as_variable().is_some()
}
