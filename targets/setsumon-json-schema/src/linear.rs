//! Terms as sums: a constant and so many times each thing that is not known before the answer file is.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::json;
use setsumon_core::calendar::{full_years, plus_months};
use setsumon_core::form::{Day, Form, Value};
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::term::Term;

use crate::cond::{Printer, one_of};
use crate::said::Said;

/// What only the answer file tells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Atom {
    /// A number, or the count of a day or month.
    Variable(VarId),
    /// How many of these are there.
    Count(Vec<VarId>),
    /// How many occurrences meet a condition.
    Occurrences(RepeatId, CondId),
}

/// `constant + Σ factor · atom`.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    pub(crate) constant: BigRational,
    pub(crate) atoms: Vec<(Atom, BigRational)>,
    /// The answers that it has no value without, whatever they are: `a − a` is 0 where `a` is answered.
    pub(crate) needs: Vec<VarId>,
}

/// A case of a term: its value, where this is so.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) when: Said,
    pub(crate) value: Linear,
}

pub(crate) fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

impl Linear {
    pub(crate) fn constant(constant: BigRational) -> Self {
        Self { constant, atoms: Vec::new(), needs: Vec::new() }
    }

    /// Another constant, where this has a value.
    fn becomes(self, constant: BigRational) -> Self {
        Self { constant, ..self }
    }

    fn atom(atom: Atom) -> Self {
        Self { constant: BigRational::zero(), atoms: vec![(atom, whole(1))], needs: Vec::new() }
    }

    /// This, and so many times the other.
    pub(crate) fn plus(mut self, factor: &BigRational, other: &Self) -> Self {
        self.constant += factor * &other.constant;
        for (atom, by) in &other.atoms {
            match self.atoms.iter_mut().find(|(known, _)| known == atom) {
                Some((_, known)) => *known += factor * by,
                None => self.atoms.push((atom.clone(), factor * by)),
            }
        }
        self.settled().needing(other)
    }

    /// What is in it no time is no part of it, and has to be answered nevertheless.
    fn settled(mut self) -> Self {
        let (gone, left) = std::mem::take(&mut self.atoms).into_iter().partition(|(_, by)| by.is_zero());
        let gone: Vec<(Atom, BigRational)> = gone;
        self.atoms = left;
        self.needs.extend(gone.into_iter().filter_map(|(atom, _)| match atom {
            Atom::Variable(variable) => Some(variable),
            Atom::Count(_) | Atom::Occurrences(_, _) => None,
        }));
        self
    }

    /// This, where the other has a value too.
    fn needing(mut self, other: &Self) -> Self {
        self.needs.extend(&other.needs);
        self
    }

    fn times(mut self, factor: &BigRational) -> Self {
        self.constant *= factor;
        for (_, by) in &mut self.atoms {
            *by *= factor;
        }
        self.settled()
    }

    fn known(&self) -> Option<&BigRational> {
        self.atoms.is_empty().then_some(&self.constant)
    }

    fn known_day(&self) -> Option<Day> {
        let days = self.known()?;
        days.is_integer().then(|| i32::try_from(days.to_integer()).ok().map(Day))?
    }
}

/// One case, come what may.
fn plainly(value: Linear) -> Vec<Case> {
    vec![Case { when: Said::Always, value }]
}

impl Printer<'_> {
    /// The cases of a term, of which at most one is met; `None` where the term is no sum.
    pub(crate) fn cases(&mut self, term: &Term) -> Option<Vec<Case>> {
        match term {
            Term::Number(number) => Some(plainly(Linear::constant(number.ratio()))),
            Term::Day(days) => Some(plainly(Linear::constant(whole(i64::from(*days))))),
            Term::Month(months) => Some(plainly(Linear::constant(whole(i64::from(*months))))),
            Term::Value(variable) => Some(plainly(Linear::atom(Atom::Variable(*variable)))),
            Term::Score { variable, scores } => Some(self.score_cases(*variable, scores)),
            Term::CountPresent(variables) => Some(plainly(Linear::atom(Atom::Count(variables.clone())))),
            Term::CountWhere { repeat, cond } => Some(plainly(Linear::atom(Atom::Occurrences(*repeat, *cond)))),
            Term::Sum(parts) => match parts.as_slice() {
                [only] => self.cases(only),
                _ => None,
            },
            Term::Add(a, b) => self.combine(a, b, |a, b| Some(a.plus(&whole(1), b))),
            Term::Subtract(a, b) => self.combine(a, b, |a, b| Some(a.plus(&whole(-1), b))),
            Term::Days(a, b) => self.combine(a, b, |a, b| Some(b.clone().plus(&whole(-1), &a))),
            Term::Multiply(a, b) => self.combine(a, b, |a, b| match (a.known().cloned(), b.known()) {
                (_, Some(factor)) => Some(a.times(factor).needing(b)),
                (Some(factor), None) => Some(b.clone().times(&factor).needing(&a)),
                (None, None) => None,
            }),
            Term::Divide(a, b) => self.combine(a, b, |a, b| {
                let divisor = b.known().filter(|divisor| !divisor.is_zero())?;
                Some(a.times(&divisor.recip()).needing(b))
            }),
            Term::Age(a, b) => self.combine(a, b, |a, b| {
                let years = whole(i64::from(full_years(a.known_day()?, b.known_day()?)));
                Some(a.becomes(years).needing(b))
            }),
            Term::Negative(a) => self.each(a, |a| Some(a.times(&whole(-1)))),
            Term::Round(a, places) => self.each(a, |a| {
                let rounded = round(a.known()?, *places);
                Some(a.becomes(rounded))
            }),
            Term::PlusDays(a, days) => {
                self.each(a, |a| Some(a.plus(&whole(i64::from(*days)), &Linear::constant(whole(1)))))
            }
            Term::PlusMonths(a, months) => {
                let of_days = is_day(self.form, a);
                self.each(a, |a| {
                    if of_days {
                        let day = plus_months(a.known_day()?, *months);
                        return Some(a.becomes(whole(i64::from(day.0))));
                    }
                    Some(a.plus(&whole(i64::from(*months)), &Linear::constant(whole(1))))
                })
            }
            Term::FirstOf(parts) => self.first_cases(parts),
            Term::SumWhere { repeat: _, term: _, cond: _ } => None,
            Term::If { cond, then, otherwise } => {
                let holds = self.whole_cond(*cond)?;
                let mut cases = under(&holds, self.cases(then)?);
                cases.extend(under(&holds.not(), self.cases(otherwise)?));
                Some(cases)
            }
        }
    }

    /// A condition, if it can be said without leaving anything out.
    fn whole_cond(&mut self, cond: CondId) -> Option<Said> {
        let outer = self.take_left_out();
        let said = self.cond(cond);
        let complete = self.take_left_out().is_none();
        if let Some(why) = outer {
            self.leave_out(why);
        }
        complete.then_some(said)
    }

    fn score_cases(&self, variable: VarId, scores: &[(String, Number)]) -> Vec<Case> {
        let mut by_score: Vec<(Number, Vec<String>)> = Vec::new();
        for (code, score) in scores {
            match by_score.iter_mut().find(|(known, _)| known == score) {
                Some((_, codes)) => codes.push(code.clone()),
                None => by_score.push((*score, vec![code.clone()])),
            }
        }
        by_score
            .into_iter()
            .map(|(score, codes)| Case {
                when: Said::there(self.key(variable), one_of(&codes)),
                value: Linear::constant(score.ratio()),
            })
            .collect()
    }

    fn first_cases(&mut self, parts: &[Term]) -> Option<Vec<Case>> {
        let mut cases = Vec::new();
        let mut none_before = Said::Always;
        for part in parts {
            let has_value = self.has_value(part)?;
            let first = Said::all([none_before.clone(), has_value.clone()]);
            cases.extend(under(&first, self.cases(part)?));
            none_before = Said::all([none_before, has_value.not()]);
        }
        Some(cases)
    }

    /// The condition under which a part of `first of` has a value; only plain answers and constants stand there.
    fn has_value(&self, term: &Term) -> Option<Said> {
        match term {
            Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::CountPresent(_)
            | Term::CountWhere { repeat: _, cond: _ } => Some(Said::Always),
            Term::Value(variable) => Some(Said::present(self.key(*variable))),
            Term::Score { variable, scores } => {
                let codes: Vec<_> = scores.iter().map(|(code, _)| json!(code)).collect();
                Some(Said::there(self.key(*variable), json!({ "enum": codes })))
            }
            Term::Negative(a) | Term::Round(a, _) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => self.has_value(a),
            Term::Sum(parts) | Term::FirstOf(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|part| self.has_value(part)).collect();
                parts.map(Said::any)
            }
            Term::Add(a, b) | Term::Subtract(a, b) | Term::Multiply(a, b) | Term::Days(a, b) | Term::Age(a, b) => {
                Some(Said::all([self.has_value(a)?, self.has_value(b)?]))
            }
            Term::Divide(_, _)
            | Term::SumWhere { repeat: _, term: _, cond: _ }
            | Term::If { cond: _, then: _, otherwise: _ } => None,
        }
    }

    fn each(&mut self, term: &Term, make: impl Fn(Linear) -> Option<Linear>) -> Option<Vec<Case>> {
        let cases = self.cases(term)?;
        cases.into_iter().map(|Case { when, value }| Some(Case { when, value: make(value)? })).collect()
    }

    fn combine(&mut self, a: &Term, b: &Term, make: impl Fn(Linear, &Linear) -> Option<Linear>) -> Option<Vec<Case>> {
        let (left, right) = (self.cases(a)?, self.cases(b)?);
        let mut cases = Vec::new();
        for one in &left {
            for other in &right {
                cases.push(Case {
                    when: Said::all([one.when.clone(), other.when.clone()]),
                    value: make(one.value.clone(), &other.value)?,
                });
            }
        }
        Some(cases)
    }
}

fn under(condition: &Said, cases: Vec<Case>) -> Vec<Case> {
    cases.into_iter().map(|Case { when, value }| Case { when: Said::all([condition.clone(), when]), value }).collect()
}

/// Rounded to so many places, halves away from zero.
fn round(value: &BigRational, places: u32) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(places));
    (value * &scale).round() / scale
}

/// Whether a term is a day, rather than a month or a number.
pub(crate) fn is_day(form: &Form, term: &Term) -> bool {
    match term {
        Term::Day(_) => true,
        Term::Value(variable) => match form.variables().get(*variable).value {
            Value::Date { min: _, max: _ } => true,
            Value::Code(_)
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => false,
        },
        Term::PlusDays(_, _) => true,
        Term::PlusMonths(a, _) => is_day(form, a),
        Term::FirstOf(parts) => parts.first().is_some_and(|part| is_day(form, part)),
        Term::If { cond: _, then, otherwise: _ } => is_day(form, then),
        Term::Number(_)
        | Term::Month(_)
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
        | Term::SumWhere { repeat: _, term: _, cond: _ } => false,
    }
}
