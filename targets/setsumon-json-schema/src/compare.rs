//! Comparisons: solved for the one answer that is open, or gone through case by case where the others have few values.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use setsumon_core::calendar::{full_years, plus_months};
use setsumon_core::cond::Comparison;
use setsumon_core::form::Day;
use setsumon_core::ids::VarId;
use setsumon_core::term::Term;

use crate::bound::{against, between, days, few};
use crate::cond::Printer;
use crate::linear::{Atom, Linear, whole};
use crate::refusal::{ARITHMETIC, COUNT};
use crate::said::Said;

/// A variable with more values than this is not gone through value by value.
const FEW_VALUES: i64 = 24;
/// No comparison is written out in more cases than this.
const MOST_CASES: i64 = 600;

impl Printer<'_> {
    /// Both sides have a value and compare so.
    pub(crate) fn compare(&mut self, left: &Term, op: Comparison, right: &Term) -> Said {
        match self.compared(left, op, right) {
            Some(said) => said,
            None => self.leave_out(ARITHMETIC),
        }
    }

    fn compared(&mut self, left: &Term, op: Comparison, right: &Term) -> Option<Said> {
        if let Some(said) = self.by_calendar(left, op, right) {
            return Some(said);
        }
        let (left, right) = (self.cases(left)?, self.cases(right)?);
        let mut cases = Vec::new();
        for one in &left {
            for other in &right {
                let difference = one.value.clone().plus(&whole(-1), &other.value);
                let holds = self.solved(&difference, op, MOST_CASES)?;
                let needs = difference.needs.iter().map(|variable| Said::present(self.key(*variable)));
                cases.push(Said::all([one.when.clone(), other.when.clone(), holds].into_iter().chain(needs)));
            }
        }
        Some(Said::any(cases))
    }

    /// `sum op 0`.
    fn solved(&mut self, sum: &Linear, op: Comparison, cases: i64) -> Option<Said> {
        match sum.atoms.as_slice() {
            [] => Some(if op.holds(sum.constant.cmp(&BigRational::zero())) { Said::Always } else { Said::Never }),
            [(atom, factor)] => {
                let op = if factor < &BigRational::zero() { mirrored(op) } else { op };
                self.one(atom, op, &(-&sum.constant / factor))
            }
            _ => self.by_cases(sum, op, cases),
        }
    }

    /// Goes through the values of one variable, so that fewer are open.
    fn by_cases(&mut self, sum: &Linear, op: Comparison, cases: i64) -> Option<Said> {
        let (variable, factor, values) = sum.atoms.iter().find_map(|(atom, factor)| match atom {
            Atom::Variable(variable) => Some((*variable, factor, few(self.form, *variable, FEW_VALUES)?)),
            Atom::Count(_) | Atom::Occurrences(_, _) => None,
        })?;
        let cases = cases / (values.end() - values.start() + 1);
        if cases < 1 {
            return None;
        }
        let mut said = Vec::new();
        for value in values {
            let mut rest = sum.clone();
            rest.atoms.retain(|(atom, _)| atom != &Atom::Variable(variable));
            rest.constant += factor * whole(value);
            let holds = self.solved(&rest, op, cases)?;
            said.push(Said::all([between(self.form, variable, value, value)?, holds]));
        }
        Some(Said::any(said))
    }

    fn one(&mut self, atom: &Atom, op: Comparison, constant: &BigRational) -> Option<Said> {
        match atom {
            Atom::Variable(variable) => against(self.form, *variable, op, constant),
            Atom::Count(variables) => {
                let (low, high, outside) = span(op, constant);
                let enough = self.at_least(variables, low);
                let too_many = high.map_or(Some(Said::Never), |high| self.at_least(variables, high.saturating_add(1)));
                let (Some(enough), Some(too_many)) = (enough, too_many) else {
                    return Some(self.leave_out(COUNT));
                };
                let inside = Said::all([enough, too_many.not()]);
                Some(if outside { inside.not() } else { inside })
            }
            Atom::Occurrences(repeat, cond) => {
                let (low, high, outside) = span(op, constant);
                let inside = self.so_many(*repeat, *cond, low, high)?;
                Some(if outside { inside.not() } else { inside })
            }
        }
    }

    /// Ages and months added to a day rise and fall with the one day that is open, so its bounds can be searched.
    fn by_calendar(&mut self, left: &Term, op: Comparison, right: &Term) -> Option<Said> {
        let (curve, op, constant) = match (curve(left), curve(right)) {
            (Some(curve), None) => (curve, op, constant(right)?),
            (None, Some(curve)) => (curve, mirrored(op), constant(left)?),
            (None, None) | (Some(_), Some(_)) => return None,
        };
        let (variable, at) = curve;
        let (min, max) = days(self.form, variable)?;
        let rises = at(max) >= at(min);
        let first_day = |reached: &dyn Fn(&BigRational) -> bool| {
            let (mut low, mut high) = (i64::from(min), i64::from(max) + 1);
            while low < high {
                // Days before 1970 are negative: halving must round down, or the search stands still.
                let middle = (low + high).div_euclid(2);
                let day = i32::try_from(middle).unwrap_or(max);
                if reached(&whole(at(day))) { high = middle } else { low = middle + 1 }
            }
            low
        };
        let (first, past) = if rises {
            (first_day(&|value| value >= &constant), first_day(&|value| value > &constant))
        } else {
            (first_day(&|value| value <= &constant), first_day(&|value| value < &constant))
        };
        let (min, max) = (i64::from(min), i64::from(max));
        let (less, less_or_equal) =
            if rises { ((min, first - 1), (min, past - 1)) } else { ((past, max), (first, max)) };
        let (greater, greater_or_equal) =
            if rises { ((past, max), (first, max)) } else { ((min, first - 1), (min, past - 1)) };
        let form = self.form;
        let days = |(low, high): (i64, i64)| between(form, variable, low, high);
        match op {
            Comparison::Equal => days((first, past - 1)),
            Comparison::NotEqual => Some(Said::any([days(less)?, days(greater)?])),
            Comparison::Less => days(less),
            Comparison::Greater => days(greater),
            Comparison::LessOrEqual => days(less_or_equal),
            Comparison::GreaterOrEqual => days(greater_or_equal),
        }
    }
}

/// The comparison with its sides exchanged.
fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal | Comparison::NotEqual => op,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

/// The counts that compare so: at least, at most, and whether those outside are meant.
fn span(op: Comparison, constant: &BigRational) -> (i64, Option<i64>, bool) {
    // No count comes near to what is beyond all whole numbers.
    let beyond = if *constant < whole(0) { i64::MIN } else { i64::MAX };
    let near = |constant: BigRational| constant.to_integer().to_i64().unwrap_or(beyond);
    let (floor, ceil) = (near(constant.floor()), near(constant.ceil()));
    match op {
        Comparison::Equal => (ceil, Some(floor), false),
        Comparison::NotEqual => (ceil, Some(floor), true),
        Comparison::Less => (0, Some(ceil.saturating_sub(1)), false),
        Comparison::LessOrEqual => (0, Some(floor), false),
        Comparison::Greater => (floor.saturating_add(1), None, false),
        Comparison::GreaterOrEqual => (ceil, None, false),
    }
}

type Curve = (VarId, Box<dyn Fn(i32) -> i64>);

/// A function of the calendar with one day open.
fn curve(term: &Term) -> Option<Curve> {
    match term {
        Term::Age(from, to) => match (operand(from), operand(to)) {
            (Some(Operand::Open(variable)), Some(Operand::Day(to))) => {
                Some((variable, Box::new(move |from| i64::from(full_years(Day(from), to)))))
            }
            (Some(Operand::Day(from)), Some(Operand::Open(variable))) => {
                Some((variable, Box::new(move |to| i64::from(full_years(from, Day(to))))))
            }
            (Some(Operand::Open(_)), Some(Operand::Open(_)))
            | (Some(Operand::Day(_)), Some(Operand::Day(_)))
            | (None, _)
            | (_, None) => None,
        },
        Term::PlusMonths(day, months) => match operand(day)? {
            Operand::Open(variable) => {
                let months = *months;
                Some((variable, Box::new(move |day| i64::from(plus_months(Day(day), months).0))))
            }
            Operand::Day(_) => None,
        },
        Term::Number(_)
        | Term::Day(_)
        | Term::Month(_)
        | Term::Value(_)
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
        | Term::PlusDays(_, _)
        | Term::FirstOf(_)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ }
        | Term::If { cond: _, then: _, otherwise: _ } => None,
    }
}

/// A day that is given, or an answer.
enum Operand {
    Open(VarId),
    Day(Day),
}

fn operand(term: &Term) -> Option<Operand> {
    match term {
        Term::Value(variable) => Some(Operand::Open(*variable)),
        Term::Day(day) => Some(Operand::Day(Day(*day))),
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
        | Term::PlusDays(_, _)
        | Term::PlusMonths(_, _)
        | Term::FirstOf(_)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ }
        | Term::If { cond: _, then: _, otherwise: _ } => None,
    }
}

/// The number or day count that a term is, where it is written in the survey.
fn constant(term: &Term) -> Option<BigRational> {
    match term {
        Term::Number(number) => Some(number.ratio()),
        Term::Day(day) => Some(whole(i64::from(*day))),
        Term::Negative(inner) => constant(inner).map(|inner| -inner),
        Term::Value(_)
        | Term::Month(_)
        | Term::Score { variable: _, scores: _ }
        | Term::CountPresent(_)
        | Term::Sum(_)
        | Term::Add(_, _)
        | Term::Subtract(_, _)
        | Term::Multiply(_, _)
        | Term::Divide(_, _)
        | Term::Round(_, _)
        | Term::Days(_, _)
        | Term::Age(_, _)
        | Term::PlusDays(_, _)
        | Term::PlusMonths(_, _)
        | Term::FirstOf(_)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ }
        | Term::If { cond: _, then: _, otherwise: _ } => None,
    }
}
