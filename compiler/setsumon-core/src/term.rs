//! Terms: the values that conditions compare and that derived values are made of.

use crate::cond::{Cond, Conds};
use crate::ids::{CondId, RepeatId, VarId};
use crate::number::Number;

/// A value computed from an answer file, exactly: a number, a day or a month.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term {
    /// A number.
    Number(Number),
    /// A day, counted from 1970-01-01, in the proleptic Gregorian calendar.
    Day(i32),
    /// A month, counted from January of the year 0.
    Month(i32),
    /// The value of a variable: a number, year, scale point or rank; the day of a date; the month of a month.
    Value(VarId),
    /// The `value` of the code chosen; codes that give none (`means …`) are not in the table.
    Score {
        /// A variable whose values are codes.
        variable: VarId,
        /// Code and score.
        scores: Vec<(String, Number)>,
    },
    /// How many of these ticks, or of these variables, are there.
    CountPresent(Vec<VarId>),
    /// The sum of those parts that have a value; missing only where none has.
    Sum(Vec<Term>),
    /// a + b.
    Add(Box<Term>, Box<Term>),
    /// a − b.
    Subtract(Box<Term>, Box<Term>),
    /// a × b.
    Multiply(Box<Term>, Box<Term>),
    /// a ÷ b, exact; missing where b is 0. In comparisons it stands only inside `Round`: elsewhere lowering has multiplied it out.
    Divide(Box<Term>, Box<Term>),
    /// −a.
    Negative(Box<Term>),
    /// Rounded to so many decimal places, halves away from zero.
    Round(Box<Term>, u32),
    /// Full days from the first day to the second.
    Days(Box<Term>, Box<Term>),
    /// Full years from the first day to the second.
    Age(Box<Term>, Box<Term>),
    /// A day so many days later.
    PlusDays(Box<Term>, i32),
    /// A day or month so many months later; a day that its month does not have becomes that month's last.
    PlusMonths(Box<Term>, i32),
    /// The first of these that has a value.
    FirstOf(Vec<Term>),
    /// How many occurrences of a repeat meet a condition.
    CountWhere {
        /// The roster.
        repeat: RepeatId,
        /// The condition of an occurrence.
        cond: CondId,
    },
    /// The sum over those occurrences that meet the condition and have a value; missing where none has.
    SumWhere {
        /// The roster.
        repeat: RepeatId,
        /// The value of an occurrence.
        term: Box<Term>,
        /// The condition of an occurrence.
        cond: CondId,
    },
    /// One value or another, by condition: `then` where the condition holds, else `otherwise`.
    If {
        /// The condition.
        cond: CondId,
        /// The value where it holds.
        then: Box<Term>,
        /// The value elsewhere.
        otherwise: Box<Term>,
    },
}

/// How arithmetic takes a term apart; inside of all else it stays as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Joint<'t> {
    /// a + b.
    Add(&'t Term, &'t Term),
    /// a − b.
    Subtract(&'t Term, &'t Term),
    /// a × b.
    Multiply(&'t Term, &'t Term),
    /// a ÷ b.
    Divide(&'t Term, &'t Term),
    /// −a.
    Negative(&'t Term),
    /// No sign of arithmetic.
    None,
}

impl Term {
    /// What has no value: the sum of nothing.
    pub fn nothing() -> Self {
        Self::Sum(Vec::new())
    }

    /// The variable whose value the term is, if it is nothing but that.
    pub fn as_variable(&self) -> Option<VarId> {
        if let Self::Value(variable) = self { Some(*variable) } else { None }
    }

    /// The number that the term is, if it is written in the survey.
    pub fn as_number(&self) -> Option<Number> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The day or month that the term is, counted as such are, if it is written in the survey.
    pub fn as_day_or_month(&self) -> Option<i32> {
        if let Self::Day(at) | Self::Month(at) = self { Some(*at) } else { None }
    }

    /// Whether the term is a number, day or month that is written in the survey.
    pub fn is_written(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Day(_) | Self::Month(_))
    }

    /// Whether it always has a value, as one of those is written in the survey of which it is the first that has one.
    pub fn is_given(&self) -> bool {
        match self {
            Self::Number(_) | Self::Day(_) | Self::Month(_) => true,
            Self::FirstOf(parts) => parts.iter().any(Self::is_given),
            Self::PlusDays(from, _) | Self::PlusMonths(from, _) => from.is_given(),
            Self::Value(_)
            | Self::Score { .. }
            | Self::CountPresent(_)
            | Self::Sum(_)
            | Self::Add(..)
            | Self::Subtract(..)
            | Self::Multiply(..)
            | Self::Divide(..)
            | Self::Negative(_)
            | Self::Round(..)
            | Self::Days(..)
            | Self::Age(..)
            | Self::CountWhere { .. }
            | Self::SumWhere { .. }
            | Self::If { .. } => false,
        }
    }

    /// The sign of arithmetic that joins its parts.
    pub(crate) fn joint(&self) -> Joint<'_> {
        match self {
            Self::Add(a, b) => Joint::Add(a, b),
            Self::Subtract(a, b) => Joint::Subtract(a, b),
            Self::Multiply(a, b) => Joint::Multiply(a, b),
            Self::Divide(a, b) => Joint::Divide(a, b),
            Self::Negative(a) => Joint::Negative(a),
            Self::Number(_)
            | Self::Day(_)
            | Self::Month(_)
            | Self::Value(_)
            | Self::Score { .. }
            | Self::CountPresent(_)
            | Self::Sum(_)
            | Self::Round(..)
            | Self::Days(..)
            | Self::Age(..)
            | Self::PlusDays(..)
            | Self::PlusMonths(..)
            | Self::FirstOf(_)
            | Self::CountWhere { .. }
            | Self::SumWhere { .. }
            | Self::If { .. } => Joint::None,
        }
    }

    /// Its parts, those of parts of the same kind among them: of a sum those of the sums in it, of what is first that has a value likewise.
    pub fn flat(&self) -> Vec<&Self> {
        let mut flat = Vec::new();
        // From a list and not by recursion, the first on top.
        let mut open = vec![self];
        while let Some(term) = open.pop() {
            match (self, term) {
                (Self::Sum(_), Self::Sum(parts)) | (Self::FirstOf(_), Self::FirstOf(parts)) => {
                    open.extend(parts.iter().rev());
                }
                (_, part) => flat.push(part),
            }
        }
        flat
    }

    /// The day that this is so many days later than, and how many: those of a chain of such are one number.
    pub fn days_later(&self) -> (&Self, i32) {
        let (mut day, mut later) = (self, 0_i32);
        while let Self::PlusDays(from, days) = day {
            later = later.saturating_add(*days);
            day = from;
        }
        (day, later)
    }

    /// The day or month that this is so many months later than, and how many, one step after the other: each may shorten the day.
    pub fn months_later(&self) -> (&Self, Vec<i32>) {
        let (mut from, mut steps) = (self, Vec::new());
        while let Self::PlusMonths(before, months) = from {
            steps.push(*months);
            from = before;
        }
        steps.reverse();
        (from, steps)
    }

    /// How many levels it has, written out.
    pub(crate) fn depth(&self) -> usize {
        let inside = match self {
            Self::Number(_)
            | Self::Day(_)
            | Self::Month(_)
            | Self::Value(_)
            | Self::Score { variable: _, scores: _ }
            | Self::CountWhere { repeat: _, cond: _ }
            | Self::CountPresent(_) => 0,
            Self::Sum(parts) | Self::FirstOf(parts) => parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Divide(a, b)
            | Self::Days(a, b)
            | Self::Age(a, b)
            | Self::If { cond: _, then: a, otherwise: b } => a.depth().max(b.depth()),
            Self::Negative(a)
            | Self::Round(a, _)
            | Self::PlusDays(a, _)
            | Self::PlusMonths(a, _)
            | Self::SumWhere { repeat: _, term: a, cond: _ } => a.depth(),
        };
        inside + 1
    }

    /// How many parts it has, written out.
    pub(crate) fn parts(&self) -> u64 {
        let inside: u64 = match self {
            Self::Number(_)
            | Self::Day(_)
            | Self::Month(_)
            | Self::Value(_)
            | Self::Score { variable: _, scores: _ }
            | Self::CountWhere { repeat: _, cond: _ } => 0,
            Self::CountPresent(variables) => variables.len() as u64,
            Self::Sum(parts) | Self::FirstOf(parts) => parts.iter().map(Self::parts).sum(),
            Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Divide(a, b)
            | Self::Days(a, b)
            | Self::Age(a, b)
            | Self::If { cond: _, then: a, otherwise: b } => a.parts() + b.parts(),
            Self::Negative(a)
            | Self::Round(a, _)
            | Self::PlusDays(a, _)
            | Self::PlusMonths(a, _)
            | Self::SumWhere { repeat: _, term: a, cond: _ } => a.parts(),
        };
        inside + 1
    }

    /// The condition under which the term has a value.
    pub(crate) fn guard(&self, conds: &mut Conds) -> CondId {
        match self {
            Self::Number(_)
            | Self::Day(_)
            | Self::Month(_)
            | Self::CountPresent(_)
            | Self::CountWhere { repeat: _, cond: _ } => conds.always(),
            Self::Value(variable) => conds.present(*variable),
            Self::Score { variable, scores } => {
                conds.one_of(*variable, scores.iter().map(|(code, _)| code.clone()).collect())
            }
            Self::Sum(parts) | Self::FirstOf(parts) => {
                let guards: Vec<_> = parts.iter().map(|part| part.guard(conds)).collect();
                conds.any(guards)
            }
            Self::Add(a, b) | Self::Subtract(a, b) | Self::Multiply(a, b) | Self::Days(a, b) | Self::Age(a, b) => {
                let a = a.guard(conds);
                let b = b.guard(conds);
                conds.all([a, b])
            }
            Self::Divide(a, b) => {
                let a = a.guard(conds);
                let divisor = b.guard(conds);
                let nonzero = conds.add(Cond::Compare {
                    left: (**b).clone(),
                    op: crate::cond::Comparison::NotEqual,
                    right: Self::Number(Number::ZERO),
                });
                conds.all([a, divisor, nonzero])
            }
            Self::Negative(a) | Self::Round(a, _) | Self::PlusDays(a, _) | Self::PlusMonths(a, _) => a.guard(conds),
            Self::SumWhere { repeat, term, cond } => {
                let has_value = term.guard(conds);
                let counted = conds.all([*cond, has_value]);
                conds.some(*repeat, counted)
            }
            Self::If { cond, then, otherwise } => {
                let then = then.guard(conds);
                let holds = conds.all([*cond, then]);
                let not = conds.negate(*cond);
                let otherwise = otherwise.guard(conds);
                let fails = conds.all([not, otherwise]);
                conds.any([holds, fails])
            }
        }
    }
}
