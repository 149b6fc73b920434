//! What conditions and terms come to over one answer file: total, exact and without a third value.

mod calc;
#[cfg(test)]
mod laws;
mod once;
#[cfg(test)]
pub(crate) mod tests;

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

pub use self::calc::{CalcResult, decimal};
pub use self::once::{Decided, Standing};
use self::once::{Known, Reckoned};
use crate::answers::{Answers, Held, LastAnswers, Row};
use crate::calendar;
use crate::cond::Cond;
use crate::form::{Day, Form, Role, Value};
use crate::ids::{CondId, RepeatId, VarId};
use crate::term::Term;

/// A value, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// A number.
    Number(BigRational),
    /// A day.
    Day(Day),
    /// A month, counted from January of the year 0.
    Month(i32),
}

impl Quantity {
    fn number(self) -> Option<BigRational> {
        match self {
            Self::Number(number) => Some(number),
            Self::Day(_) | Self::Month(_) => None,
        }
    }

    fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Number(_) | Self::Month(_) => None,
        }
    }

    /// How two values of one kind compare; values of two kinds do not.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
            (Self::Day(left), Self::Day(right)) => Some(left.cmp(right)),
            (Self::Month(left), Self::Month(right)) => Some(left.cmp(right)),
            (Self::Number(_) | Self::Day(_) | Self::Month(_), Self::Number(_) | Self::Day(_) | Self::Month(_)) => None,
        }
    }
}

/// From where answers are read: the file, or an occurrence of a roster in it. Every condition is decided once in it, and what does not
/// depend on the occurrence once for the file.
#[derive(Debug)]
pub struct Scope<'a> {
    form: &'a Form,
    answers: &'a Answers,
    last: Option<&'a LastAnswers>,
    /// The occurrences we stand in, outermost first.
    within: Vec<Inside<'a>>,
    known: Rc<Known>,
    reckoned: Rc<Reckoned>,
}

/// An occurrence that we stand in.
#[derive(Debug, Clone, Copy)]
struct Inside<'a> {
    repeat: RepeatId,
    /// Its number, from 0.
    number: usize,
    row: &'a Row,
}

impl<'a> Scope<'a> {
    /// The file as a whole.
    pub fn file(form: &'a Form, answers: &'a Answers, last: Option<&'a LastAnswers>) -> Self {
        let reckoned = Rc::new(Reckoned::default());
        Self { form, answers, last, within: Vec::new(), known: reckoned.of_file(), reckoned }
    }

    /// The file as a whole, with what was decided before of the same answers; [`Scope::into_decided`] gives it.
    pub fn resumed(form: &'a Form, answers: &'a Answers, decided: Decided) -> Self {
        let file = Self::file(form, answers, None);
        file.known.resume(decided);
        file
    }

    /// What was decided in it.
    pub fn into_decided(self) -> Decided {
        self.known.decided()
    }

    /// The occurrences of a roster, each within this scope.
    pub fn occurrences(&self, repeat: RepeatId) -> impl Iterator<Item = Scope<'a>> {
        self.answers.occurrences(repeat).iter().enumerate().map(move |(number, row)| {
            let mut within = self.within.clone();
            within.push(Inside { repeat, number, row });
            self.standing_in(within)
        })
    }

    /// The same answers, read from within these occurrences.
    fn standing_in(&self, within: Vec<Inside<'a>>) -> Self {
        let Self { form, answers, last, within: _, known: _, reckoned } = self;
        let known = match within.as_slice() {
            [] => reckoned.of_file(),
            [only] => reckoned.of_occurrence(only.repeat, only.number),
            // Pairs are too many to be kept.
            _ => Rc::default(),
        };
        Self { form, answers, last: *last, within, known, reckoned: Rc::clone(reckoned) }
    }

    /// The scope in which the same is read by what reads only occurrences of these rosters where it stands; none if it is this one.
    fn narrowed(&self, reads: &[RepeatId]) -> Option<Self> {
        let is_read = |inside: &&Inside<'a>| reads.contains(&inside.repeat);
        let fewer = !self.within.iter().all(|inside| is_read(&inside));
        fewer.then(|| self.standing_in(self.within.iter().filter(is_read).copied().collect()))
    }

    /// The scope in which a condition reads the same; none if it is this one.
    fn narrowed_to(&self, cond: CondId) -> Option<Self> {
        if self.within.is_empty() {
            return None;
        }
        self.narrowed(self.form.standing().of_cond(cond)?)
    }

    /// The form the answers are read by.
    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// The answers that are read.
    pub fn answers(&self) -> &'a Answers {
        self.answers
    }

    /// Last year's answers.
    pub fn last(&self) -> Option<&'a LastAnswers> {
        self.last
    }

    /// What stands for a variable.
    pub fn held(&self, variable: VarId) -> Option<&'a Held> {
        let Self { form, answers, last, within, known: _, reckoned: _ } = self;
        let of = form.variables().get(variable);
        match (of.role, of.repeat) {
            (Role::Last(_), _) => last.and_then(|last| last.get(variable)),
            (Role::Answer | Role::Given | Role::Retired, None) => answers.file().get(variable),
            (Role::Answer | Role::Given | Role::Retired, Some(repeat)) => {
                within.iter().rev().find(|inside| inside.repeat == repeat)?.row.get(variable)
            }
        }
    }

    /// Whether a variable has a value; for a tick, whether it is ticked.
    pub fn is_present(&self, variable: VarId) -> bool {
        self.held(variable).is_some_and(Held::is_present)
    }

    /// The code that stands for a variable.
    fn code(&self, variable: VarId) -> Option<&'a str> {
        match self.held(variable)? {
            Held::Text(text) => Some(text),
            Held::Number(_) | Held::Tick | Held::Misplaced(_) => None,
        }
    }

    /// Whether a condition holds. The parts of a condition are decided before it, from a list and not by recursion,
    /// so that a chain of ten thousand questions that hang on one another needs no deep stack.
    pub fn holds(&self, cond: CondId) -> bool {
        let mut open = vec![cond];
        while let Some(top) = open.last().copied() {
            if self.known.of_cond(top).is_some() {
                open.pop();
                continue;
            }
            if let Some(narrowed) = self.narrowed_to(top) {
                self.known.decide(top, narrowed.holds(top));
                open.pop();
                continue;
            }
            let waiting = open.len();
            let parts = self.form.conds().get(top).joined().iter().copied();
            open.extend(parts.filter(|part| self.known.of_cond(*part).is_none()));
            if open.len() == waiting {
                self.known.decide(top, self.decide(self.form.conds().get(top)));
                open.pop();
            }
        }
        self.known.of_cond(cond).unwrap_or(false)
    }

    /// Decides a condition whose parts are known.
    fn decide(&self, cond: &Cond) -> bool {
        let is_true = |part: &CondId| self.known.of_cond(*part) == Some(true);
        match cond {
            Cond::Always => true,
            Cond::Never => false,
            Cond::Present(variable) => self.is_present(*variable),
            Cond::Absent(variable) => !self.is_present(*variable),
            Cond::In { variable, codes } => {
                self.is_present(*variable)
                    && self.code(*variable).is_some_and(|code| codes.iter().any(|known| known == code))
            }
            Cond::NotIn { variable, codes } => {
                self.is_present(*variable)
                    && !self.code(*variable).is_some_and(|code| codes.iter().any(|known| known == code))
            }
            Cond::Compare { left, op, right } => {
                let order = match (self.quantity(left), self.quantity(right)) {
                    (Some(left), Some(right)) => left.compare(&right),
                    (None, _) | (_, None) => None,
                };
                order.is_some_and(|order| op.holds(order))
            }
            Cond::All(parts) => parts.iter().all(is_true),
            Cond::Any(parts) => parts.iter().any(is_true),
            Cond::Some { repeat, cond } => self.occurrences(*repeat).any(|occurrence| occurrence.holds(*cond)),
            Cond::Every { repeat, cond } => self.occurrences(*repeat).all(|occurrence| occurrence.holds(*cond)),
        }
    }

    /// The value of a term, if it has one.
    pub fn quantity(&self, term: &Term) -> Option<Quantity> {
        match term {
            Term::Day(day) => Some(Quantity::Day(Day(*day))),
            Term::Month(month) => Some(Quantity::Month(*month)),
            Term::Value(variable) => self.value(*variable),
            Term::PlusDays(day, days) => Some(Quantity::Day(calendar::plus_days(self.day(day)?, *days))),
            Term::PlusMonths(from, months) => match self.quantity(from)? {
                Quantity::Day(day) => Some(Quantity::Day(calendar::plus_months(day, *months))),
                Quantity::Month(month) => Some(Quantity::Month(month.saturating_add(*months))),
                Quantity::Number(_) => None,
            },
            Term::FirstOf(terms) => terms.iter().find_map(|term| self.quantity(term)),
            Term::If { cond, then, otherwise } => self.quantity(if self.holds(*cond) { then } else { otherwise }),
            Term::Number(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Add(_, _)
            | Term::Subtract(_, _)
            | Term::Multiply(_, _)
            | Term::Divide(_, _)
            | Term::Negative(_)
            | Term::Round(_, _)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::SumWhere { repeat: _, term: _, cond: _ } => self.number(term).map(Quantity::Number),
        }
    }

    fn day(&self, term: &Term) -> Option<Day> {
        self.quantity(term)?.day()
    }

    fn number(&self, term: &Term) -> Option<BigRational> {
        match term {
            Term::Number(number) => Some(number.ratio()),
            Term::Score { variable, scores } => {
                let code = self.code(*variable)?;
                scores.iter().find(|(known, _)| known == code).map(|(_, score)| score.ratio())
            }
            Term::CountPresent(variables) => {
                Some(count(variables.iter().filter(|variable| self.is_present(**variable)).count()))
            }
            Term::Sum(terms) => terms.iter().filter_map(|term| self.number(term)).reduce(|sum, part| sum + part),
            Term::Add(left, right) => Some(self.number(left)? + self.number(right)?),
            Term::Subtract(left, right) => Some(self.number(left)? - self.number(right)?),
            Term::Multiply(left, right) => Some(self.number(left)? * self.number(right)?),
            Term::Divide(left, right) => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                (!right.is_zero()).then(|| left / right)
            }
            Term::Negative(term) => Some(-self.number(term)?),
            Term::Round(term, places) => Some(round(&self.number(term)?, *places)),
            Term::Days(from, to) => {
                let (from, to) = (self.day(from)?, self.day(to)?);
                Some(whole(i64::from(to.0) - i64::from(from.0)))
            }
            Term::Age(from, to) => Some(whole(i64::from(calendar::full_years(self.day(from)?, self.day(to)?)))),
            Term::CountWhere { repeat, cond } => self.once(term, |scope| {
                Some(count(scope.occurrences(*repeat).filter(|occurrence| occurrence.holds(*cond)).count()))
            }),
            Term::SumWhere { repeat, term: of, cond } => self.once(term, |scope| {
                let met = scope.occurrences(*repeat).filter(|occurrence| occurrence.holds(*cond));
                met.filter_map(|occurrence| occurrence.number(of)).reduce(|sum, part| sum + part)
            }),
            Term::Value(_) | Term::FirstOf(_) | Term::If { cond: _, then: _, otherwise: _ } => {
                self.quantity(term)?.number()
            }
            Term::Day(_) | Term::Month(_) | Term::PlusDays(_, _) | Term::PlusMonths(_, _) => None,
        }
    }

    /// What goes through a whole roster, reckoned once for the occurrences that it reads, or once for the file.
    fn once(&self, term: &Term, reckon: impl FnOnce(&Self) -> Option<BigRational>) -> Option<BigRational> {
        let narrowed = self.narrowed(&self.form.standing().of_term(self.form, term));
        let scope = narrowed.as_ref().unwrap_or(self);
        let place = self.reckoned.place(term);
        if let Some(number) = scope.known.of_place(place) {
            return number;
        }
        let number = reckon(scope);
        scope.known.reckon(place, number.clone());
        number
    }

    /// The value of a variable, as far as it can be reckoned with. What does not fit its type has none: its domain complains.
    fn value(&self, variable: VarId) -> Option<Quantity> {
        match (&self.form.variables().get(variable).value, self.held(variable)?) {
            (_, Held::Number(number)) => Some(Quantity::Number(number.ratio())),
            (Value::Date { min: _, max: _ }, Held::Text(text)) => calendar::parse_day(text).map(Quantity::Day),
            (Value::Month { min: _, max: _ }, Held::Text(text)) => calendar::parse_month(text).map(Quantity::Month),
            (
                Value::Code(_)
                | Value::Tick
                | Value::Rank { .. }
                | Value::Integer { .. }
                | Value::Decimal { .. }
                | Value::Text { .. },
                Held::Text(_),
            )
            | (_, Held::Tick | Held::Misplaced(_)) => None,
        }
    }
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

fn count(value: usize) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

/// Rounds to so many decimal places, halves away from zero.
pub fn round(value: &BigRational, places: u32) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(places));
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let scaled = (value.abs() * &scale + half).floor() / scale;
    if value.is_negative() { -scaled } else { scaled }
}
