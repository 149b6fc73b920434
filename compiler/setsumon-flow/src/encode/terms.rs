//! Terms as sums of unknowns, and where they have a value.

use batsat::Lit;
use num_rational::BigRational;
use num_traits::{One as _, Zero as _};
use setsumon_core::form::Value as Domain;
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::term::Term;

use super::answers::Worth;
use super::{Encoder, Within};
use crate::computed::{Computed, Made, rounded};
use crate::linear::Linear;

/// A term.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// What it is, where it has a value.
    pub(super) is: Linear,
    /// Where it has one.
    pub(super) has: Lit,
}

/// A value that may be a quotient: one sum divided by another.
struct Quotient {
    over: Linear,
    under: Linear,
    has: Lit,
}

/// So many decimal places has a value that some condition chooses.
const PLACES: u32 = 9;

impl Encoder<'_> {
    pub(super) fn term(&mut self, term: &Term, within: Within) -> Value {
        match term {
            Term::Number(number) => self.known(Linear::constant(number.ratio())),
            Term::Day(day) => self.known(Linear::whole(i64::from(*day))),
            Term::Month(month) => self.known(Linear::whole(i64::from(*month))),
            Term::Value(variable) => self.value_of(*variable, within),
            Term::Score { variable, scores } => self.score(*variable, scores, within),
            Term::CountPresent(variables) => {
                let mut sum = Linear::whole(0);
                for variable in variables {
                    let there = self.present(*variable, within);
                    sum = sum.plus(&self.numbers.indicator(&mut self.sat, there));
                }
                self.known(sum)
            }
            Term::Sum(parts) => {
                let parts: Vec<Value> = parts.iter().map(|part| self.term(part, within)).collect();
                self.sum(parts)
            }
            Term::Add(a, b) => self.joined(a, b, within, |a, b| a.plus(b)),
            Term::Subtract(a, b) => self.joined(a, b, within, |a, b| a.minus(b)),
            Term::Days(a, b) => self.joined(a, b, within, |from, to| to.clone().minus(&from)),
            Term::Negative(a) => {
                let Value { is, has } = self.term(a, within);
                Value { is: is.times(&-BigRational::one()), has }
            }
            Term::Multiply(a, b) => {
                let (a, b) = (self.term(a, within), self.term(b, within));
                let has = self.sat.all([a.has, b.has]);
                let is = self.product(a.is, b.is, has);
                Value { is, has }
            }
            // It stands only where it is rounded; by itself it has no exact sum.
            Term::Divide(_, _) => {
                let Quotient { over, under, has } = self.quotient(term, within);
                match under.known().filter(|under| !under.is_zero()) {
                    Some(under) => Value { is: over.times(&under.recip()), has },
                    None => Value { is: self.anything(), has },
                }
            }
            Term::Round(inner, places) => self.rounded(inner, *places, within),
            Term::Age(from, to) => {
                let (from, to) = (self.term(from, within), self.term(to, within));
                let has = self.sat.all([from.has, to.has]);
                let is = self.years(from.is, to.is, has);
                Value { is, has }
            }
            Term::PlusDays(day, days) => {
                let Value { is, has } = self.term(day, within);
                Value { is: is.plus(&Linear::whole(i64::from(*days))), has }
            }
            Term::PlusMonths(from, months) => {
                let Value { is, has } = self.term(from, within);
                let is = if self.is_day(from) {
                    self.later(is, *months, has)
                } else {
                    is.plus(&Linear::whole(i64::from(*months)))
                };
                Value { is, has }
            }
            Term::FirstOf(parts) => {
                let parts: Vec<Value> = parts.iter().map(|part| self.term(part, within)).collect();
                self.first_of(parts)
            }
            Term::CountWhere { repeat, cond } => self.count_where(*repeat, *cond, within),
            Term::SumWhere { repeat, term, cond } => self.sum_where(*repeat, term, *cond, within),
            Term::If { cond, then, otherwise } => {
                let holds = self.cond(*cond, within);
                let (then, otherwise) = (self.term(then, within), self.term(otherwise, within));
                let cases = [(holds, then), (!holds, otherwise)].map(|(when, value)| {
                    let has = self.sat.all([when, value.has]);
                    Value { is: value.is, has }
                });
                self.one_of_values(cases.to_vec())
            }
        }
    }

    fn known(&self, is: Linear) -> Value {
        Value { is, has: self.sat.constant(true) }
    }

    fn value_of(&mut self, variable: VarId, within: Within) -> Value {
        let given = self.read(variable, within);
        match given.value {
            Worth::Number(unknown, places, _) => Value { is: Linear::of(unknown, places), has: given.there },
            Worth::Tick | Worth::Code(_) | Worth::Text => Value { is: Linear::whole(0), has: self.sat.constant(false) },
        }
    }

    fn score(&mut self, variable: VarId, scores: &[(String, setsumon_core::number::Number)], within: Within) -> Value {
        let (mut is, mut has) = (Linear::whole(0), Vec::new());
        for (code, score) in scores {
            let chosen = self.one_of_codes(variable, std::slice::from_ref(code), within);
            is = is.plus(&self.numbers.indicator(&mut self.sat, chosen).times(&score.ratio()));
            has.push(chosen);
        }
        let has = self.sat.any(has);
        Value { is, has }
    }

    fn joined(&mut self, a: &Term, b: &Term, within: Within, join: impl Fn(Linear, &Linear) -> Linear) -> Value {
        let (a, b) = (self.term(a, within), self.term(b, within));
        let has = self.sat.all([a.has, b.has]);
        Value { is: join(a.is, &b.is), has }
    }

    /// A number that is something where one literal holds, else whatever the others say.
    fn equals_where(&mut self, when: Lit, one: &Linear, other: &Linear) {
        let apart = one.clone().minus(other);
        let (not_above, below) = (
            self.numbers.not_above_zero(&mut self.sat, &apart, false),
            self.numbers.not_above_zero(&mut self.sat, &apart, true),
        );
        self.sat.implies(when, not_above);
        self.sat.implies(when, !below);
    }

    /// A value with as many decimal places as any of these.
    fn chosen<'v>(&mut self, of: impl IntoIterator<Item = &'v Linear>) -> Linear {
        let places = of.into_iter().map(|one| one.places().unwrap_or(PLACES)).max().unwrap_or(PLACES);
        Linear::of(self.numbers.unknown(), places)
    }

    /// Any value: what it is cannot be said.
    fn anything(&mut self) -> Linear {
        self.inexact = true;
        self.chosen([])
    }

    /// The sum of those that have a value.
    fn sum(&mut self, parts: Vec<Value>) -> Value {
        let (mut is, mut has) = (Linear::whole(0), Vec::new());
        for part in parts {
            let counted = match self.sat.settled(part.has) {
                Some(true) => part.is,
                Some(false) => continue,
                None => {
                    let counted = self.chosen([&part.is]);
                    self.equals_where(part.has, &counted, &part.is);
                    self.equals_where(!part.has, &counted, &Linear::whole(0));
                    counted
                }
            };
            is = is.plus(&counted);
            has.push(part.has);
        }
        let has = self.sat.any(has);
        Value { is, has }
    }

    /// The first that has a value.
    fn first_of(&mut self, parts: Vec<Value>) -> Value {
        let mut before: Vec<Lit> = Vec::new();
        let mut cases = Vec::new();
        for part in parts {
            let has = self.sat.all(before.iter().map(|has| !*has).chain([part.has]).collect::<Vec<_>>());
            before.push(part.has);
            cases.push(Value { is: part.is, has });
        }
        self.one_of_values(cases)
    }

    /// That of these which has a value: at most one has.
    fn one_of_values(&mut self, cases: Vec<Value>) -> Value {
        if let [only] = cases.as_slice() {
            return only.clone();
        }
        let is = self.chosen(cases.iter().map(|case| &case.is));
        for case in &cases {
            self.equals_where(case.has, &is, &case.is);
        }
        let has = self.sat.any(cases.iter().map(|case| case.has));
        Value { is, has }
    }

    fn count_where(&mut self, repeat: RepeatId, cond: CondId, within: Within) -> Value {
        let mut sum = Linear::whole(0);
        for (there, entry) in self.all_entries(within, repeat) {
            let meets = self.cond(cond, entry);
            let counted = self.sat.all([there, meets]);
            sum = sum.plus(&self.numbers.indicator(&mut self.sat, counted));
        }
        let most_more = self.roster(repeat).most_more;
        if most_more > 0 {
            let more = Linear::of(self.numbers.unknown(), 0);
            let beyond = self.beyond(repeat);
            self.equals_where(!beyond, &more, &Linear::whole(0));
            let above = Linear::whole(1).minus(&more);
            let below = more.clone().minus(&Linear::whole(i64::from(most_more)));
            for bound in [above, below] {
                let lit = self.numbers.not_above_zero(&mut self.sat, &bound, false);
                self.sat.implies(beyond, lit);
            }
            sum = sum.plus(&more);
        }
        self.known(sum)
    }

    fn sum_where(&mut self, repeat: RepeatId, term: &Term, cond: CondId, within: Within) -> Value {
        let mut parts = Vec::new();
        for (there, entry) in self.all_entries(within, repeat) {
            let meets = self.cond(cond, entry);
            let value = self.term(term, entry);
            let has = self.sat.all([there, meets, value.has]);
            parts.push(Value { is: value.is, has });
        }
        if self.roster(repeat).most_more > 0 {
            let (is, has) = (self.chosen(parts.iter().map(|part| &part.is)), self.beyond(repeat));
            parts.push(Value { is, has });
        }
        self.sum(parts)
    }

    fn product(&mut self, a: Linear, b: Linear, has: Lit) -> Linear {
        match (a.known(), b.known()) {
            (Some(factor), _) => b.times(factor),
            (_, Some(factor)) => a.times(factor),
            (None, None) => self.computed(Made::Product(a, b), 2 * PLACES, has),
        }
    }

    fn computed(&mut self, what: Made, places: u32, has: Lit) -> Linear {
        let out = self.numbers.unknown();
        self.numbers.computed.push(Computed { out, places, what, has });
        Linear::of(out, places)
    }

    /// A term as one sum divided by another.
    fn quotient(&mut self, term: &Term, within: Within) -> Quotient {
        match term {
            Term::Divide(a, b) => {
                let (a, b) = (self.quotient(a, within), self.quotient(b, within));
                let zero = self.numbers.is_zero(&mut self.sat, &b.over);
                let has = self.sat.all([a.has, b.has, !zero]);
                // (a / c) / (b / d) = a d / b c.
                Quotient { over: self.product(a.over, b.under, has), under: self.product(a.under, b.over, has), has }
            }
            Term::Multiply(a, b) => {
                let (a, b) = (self.quotient(a, within), self.quotient(b, within));
                let has = self.sat.all([a.has, b.has]);
                Quotient { over: self.product(a.over, b.over, has), under: self.product(a.under, b.under, has), has }
            }
            Term::Add(a, b) | Term::Subtract(a, b) => {
                let (a, b) = (self.quotient(a, within), self.quotient(b, within));
                let has = self.sat.all([a.has, b.has]);
                let left = self.product(a.over, b.under.clone(), has);
                let right = self.product(b.over, a.under.clone(), has);
                let over = if let Term::Subtract(_, _) = term { left.minus(&right) } else { left.plus(&right) };
                Quotient { over, under: self.product(a.under, b.under, has), has }
            }
            Term::Negative(a) => {
                let Quotient { over, under, has } = self.quotient(a, within);
                Quotient { over: over.times(&-BigRational::one()), under, has }
            }
            Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::Value(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Round(_, _)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::PlusDays(_, _)
            | Term::PlusMonths(_, _)
            | Term::FirstOf(_)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::SumWhere { repeat: _, term: _, cond: _ }
            | Term::If { cond: _, then: _, otherwise: _ } => {
                let Value { is, has } = self.term(term, within);
                Quotient { over: is, under: Linear::whole(1), has }
            }
        }
    }

    fn rounded(&mut self, inner: &Term, places: u32, within: Within) -> Value {
        let Quotient { over, under, has } = self.quotient(inner, within);
        let Some(known) = under.known().filter(|under| !under.is_zero()).cloned() else {
            return Value { is: self.computed(Made::Rounded(over, under, places), places, has), has };
        };
        let exact = over.times(&known.recip());
        if let Some(value) = exact.known() {
            return Value { is: Linear::constant(rounded(value, places)), has };
        }
        let is = self.computed(Made::Rounded(exact.clone(), Linear::whole(1), places), places, has);
        // No farther than half a unit from what it rounds.
        let half = BigRational::new(1.into(), crate::linear::ten_to(places) * 2);
        self.near(&is, &exact, &half, has);
        Value { is, has }
    }

    /// That two values lie no farther apart than so much, where they are there.
    fn near(&mut self, one: &Linear, other: &Linear, most: &BigRational, has: Lit) {
        let most = Linear::constant(most.clone());
        for (a, b) in [(one, other), (other, one)] {
            let beyond = a.clone().minus(b).minus(&most);
            let within = self.numbers.not_above_zero(&mut self.sat, &beyond, false);
            self.sat.implies(has, within);
        }
    }

    /// Full years: 365.2425 days each, but for the days of one more year and of the calendar's unevenness.
    fn years(&mut self, from: Linear, to: Linear, has: Lit) -> Linear {
        let days = to.clone().minus(&from);
        let is = self.computed(Made::Years(from, to), 0, has);
        let of_days = days.times(&BigRational::new(400.into(), 146_097.into()));
        self.near(&is, &of_days, &BigRational::new(102.into(), 100.into()), has);
        is
    }

    /// A day so many months later: 30.436875 days for each, but for the lengths of months.
    fn later(&mut self, day: Linear, months: i32, has: Lit) -> Linear {
        let is = self.computed(Made::Later(day.clone(), months), 0, has);
        let about = day.plus(&Linear::constant(BigRational::new((i64::from(months) * 146_097).into(), 4_800.into())));
        self.near(&is, &about, &BigRational::from_integer(7.into()), has);
        is
    }

    /// Whether a term is a day, and no month.
    fn is_day(&self, term: &Term) -> bool {
        match term {
            Term::Day(_) | Term::PlusDays(_, _) => true,
            Term::Value(variable) => {
                matches!(self.form.variables().get(*variable).value, Domain::Date { min: _, max: _ })
            }
            Term::PlusMonths(from, _) => self.is_day(from),
            Term::FirstOf(parts) | Term::Sum(parts) => parts.first().is_some_and(|part| self.is_day(part)),
            Term::If { cond: _, then, otherwise: _ } => self.is_day(then),
            Term::Number(_)
            | Term::Month(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
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
}
