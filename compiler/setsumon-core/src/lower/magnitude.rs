//! How large what is computed can become: databases compute exactly with so many digits and no more.

use super::Lowerer;
use crate::form::Value;
use crate::ids::VarId;
use crate::number::Number;
use crate::term::{Joint, Term};

/// The most that DuckDB's whole numbers of 128 bits and MySQL's decimals of 65 digits both hold, with room for one more sum.
const MOST: f64 = 1e37;
/// What whole numbers of 64 bits hold, with room, and what they hold with one more digit.
const WHOLE: f64 = 9.0e18;
const LONGER: f64 = 9.0e17;
/// More than any day or month is, counted from the first.
const CALENDAR: f64 = 1e7;

/// A number as databases compute with it: a whole one, of so many decimal places, over a divisor.
#[derive(Clone, Copy)]
pub(super) struct Size {
    units: f64,
    /// Fewer than none where it was divided by a number of more.
    places: i32,
    divisor: Option<f64>,
    /// The smallest that the number is where it is not 0, and the smallest that its divisor is.
    smallest: f64,
    step: f64,
    /// The largest number met on the way.
    peak: f64,
    /// Whether it, or its divisor, may be below 0.
    pub(super) below: bool,
}

impl Size {
    fn of(units: f64, places: i32) -> Self {
        Self { units, places, divisor: None, smallest: 1.0, step: 1.0, peak: units, below: false }
    }

    /// With more decimal places, or as many.
    fn at(self, places: i32) -> Self {
        let by = power(places - self.places);
        let (units, smallest) = (self.units * by, self.smallest * by);
        Self { units, smallest, places: places.max(self.places), peak: self.peak.max(units), ..self }
    }

    fn with(units: f64, places: i32, divisor: Option<f64>, parts: [Size; 2]) -> Self {
        let peak = parts.iter().map(|part| part.peak).fold(units.max(divisor.unwrap_or(1.0)), f64::max);
        let step = parts.iter().map(|part| part.step).product();
        Self { units, places, divisor, smallest: 1.0, step, peak, below: parts.iter().any(|part| part.below) }
    }
}

impl Lowerer<'_, '_> {
    /// How many digits two values that are compared may have while they are computed, where that is too many.
    pub(super) fn too_many_digits(&self, left: &Term, right: &Term) -> Option<u32> {
        let (left, right) = (self.size(left), self.size(right));
        let places = left.places.max(right.places);
        let peak = left.at(places).peak.max(right.at(places).peak);
        (peak > MOST).then(|| digits(peak))
    }

    /// How many parts a term is written out with, where databases write some of them more than once: what a sum adds and must know to be
    /// missing, the day that months are added to, what is divided where it is too large for a quotient to be doubled.
    pub(super) fn written(&self, term: &Term) -> u64 {
        let inside = match term {
            Term::Number(_) | Term::Day(_) | Term::Month(_) | Term::Value(_) | Term::Score { .. } => 0,
            Term::CountPresent(variables) => variables.len() as u64,
            Term::Sum(_) => {
                let parts: Vec<u64> = term.flat().into_iter().map(|part| self.written(part)).collect();
                let longest = parts.iter().copied().max().unwrap_or(0);
                // A column that is written twice is no more than that, and the longest is written once.
                let each = parts.iter().map(|part| if *part > 1 { part.saturating_mul(3) } else { 1 });
                each.fold(0, u64::saturating_add).saturating_sub(longest.saturating_sub(1).saturating_mul(2))
            }
            Term::FirstOf(_) => term.flat().iter().fold(0_u64, |sum, part| sum.saturating_add(self.written(part))),
            Term::Round(a, places) => {
                let [over, under] = self.written_over(a);
                let size = self.size(a);
                let [above, below] = if !is_large(size, *places) {
                    [1, 1]
                } else if !is_largest(size, *places) {
                    [2, 2]
                } else {
                    [4, 5]
                };
                over.saturating_mul(above).saturating_add(under.saturating_mul(below))
            }
            Term::PlusMonths(_, _) => {
                let (from, steps) = term.months_later();
                let (from, steps) = (self.written(from), steps.len() as u64);
                from.saturating_mul(steps.saturating_add(3)).saturating_add(steps)
            }
            Term::PlusDays(_, _) => self.written(term.days_later().0),
            Term::Add(a, b)
            | Term::Subtract(a, b)
            | Term::Multiply(a, b)
            | Term::Divide(a, b)
            | Term::Days(a, b)
            | Term::Age(a, b) => self.written(a).saturating_add(self.written(b)),
            Term::If { cond, then, otherwise } => {
                let parts = self.written(then).saturating_add(self.written(otherwise));
                parts.saturating_add(self.conds.parts(*cond))
            }
            Term::Negative(a) => self.written(a),
            Term::CountWhere { repeat: _, cond } => self.conds.parts(*cond),
            Term::SumWhere { repeat: _, term, cond } => self.written(term).saturating_add(self.conds.parts(*cond)),
        };
        inside.saturating_add(1)
    }

    /// The same of what is divided and of its divisor. Sums of quotients are multiplied out.
    fn written_over(&self, term: &Term) -> [u64; 2] {
        let both = |a: &Term, b: &Term| (self.written_over(a), self.written_over(b));
        match term.joint() {
            Joint::Add(a, b) | Joint::Subtract(a, b) => {
                let ([a, by_a], [b, by_b]) = both(a, b);
                let under = by_a.saturating_add(by_b);
                [a.saturating_add(b).saturating_add(under).saturating_add(1), under]
            }
            Joint::Multiply(a, b) => {
                let ([a, by_a], [b, by_b]) = both(a, b);
                [a.saturating_add(b).saturating_add(1), by_a.saturating_add(by_b)]
            }
            Joint::Divide(a, b) => {
                let ([a, by_a], [b, by_b]) = both(a, b);
                [a.saturating_add(by_b), by_a.saturating_add(b)]
            }
            Joint::Negative(a) => self.written_over(a),
            Joint::None => [self.written(term), 0],
        }
    }

    pub(super) fn size(&self, term: &Term) -> Size {
        match term {
            Term::Number(number) => of_number(*number),
            Term::Value(variable) => self.largest(*variable),
            Term::Score { variable: _, scores } => {
                let scores: Vec<Size> = scores.iter().map(|(_, score)| of_number(*score)).collect();
                widest(&scores)
            }
            Term::CountPresent(variables) => Size::of(variables.len() as f64, 0),
            Term::CountWhere { repeat, cond: _ } => Size::of(f64::from(self.repeats.get(*repeat).max), 0),
            Term::Sum(parts) => {
                let parts: Vec<Size> = parts.iter().map(|part| self.size(part)).collect();
                let widest = widest(&parts);
                let units = parts.iter().map(|part| part.at(widest.places).units).sum();
                Size { units, smallest: 1.0, peak: widest.peak.max(units), ..widest }
            }
            Term::SumWhere { repeat, term, cond: _ } => {
                let each = self.size(term);
                let units = each.units * f64::from(self.repeats.get(*repeat).max);
                Size { units, smallest: 1.0, peak: each.peak.max(units), ..each }
            }
            Term::Add(a, b) | Term::Subtract(a, b) => {
                let subtracts = matches!(term, Term::Subtract(..));
                let (a, b) = (self.size(a), self.size(b));
                let places = a.places.max(b.places);
                let left = a.at(places).units * b.divisor.unwrap_or(1.0);
                let right = b.at(places).units * a.divisor.unwrap_or(1.0);
                let whole = Size::with(left + right, places, product(a.divisor, b.divisor), [a, b]);
                Size { below: whole.below || subtracts, ..whole }
            }
            Term::Multiply(a, b) => {
                let (a, b) = (self.size(a), self.size(b));
                Size::with(a.units * b.units, a.places + b.places, product(a.divisor, b.divisor), [a, b])
            }
            Term::Divide(a, b) => {
                let (a, b) = (self.size(a), self.size(b));
                let over = a.units * b.divisor.unwrap_or(1.0);
                let whole = Size::with(over, a.places - b.places, product(a.divisor, Some(b.units)), [a, b]);
                // A divisor's own divisor went to what is divided.
                Size { step: a.step * b.smallest, ..whole }
            }
            Term::Round(a, places) => {
                let (a, places) = (self.size(a), of_places(*places));
                let over = a.at(places).units;
                let fewer = power(a.places - places);
                let under = a.divisor.unwrap_or(1.0) * fewer;
                let peak = a.peak.max(2.0 * over + under);
                // No larger than what is divided by the smallest divisor, and a half.
                let units = (over / (a.step * fewer) + 1.0).min(over.max(1.0));
                Size { units, places, divisor: None, smallest: 1.0, step: 1.0, peak, below: a.below }
            }
            Term::FirstOf(parts) => {
                let parts: Vec<Size> = parts.iter().map(|part| self.size(part)).collect();
                widest(&parts)
            }
            Term::If { cond: _, then, otherwise } => widest(&[self.size(then), self.size(otherwise)]),
            Term::Negative(a) => Size { below: true, ..self.size(a) },
            Term::Day(_)
            | Term::Month(_)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::PlusDays(_, _)
            | Term::PlusMonths(_, _) => Size { below: true, ..Size::of(CALENDAR, 0) },
        }
    }

    fn largest(&self, variable: VarId) -> Size {
        match &self.variables.get(variable).value {
            Value::Rank { max } => Size::of(f64::from(*max), 0),
            Value::Integer { min, max } => {
                let units = min.unsigned_abs().max(max.unsigned_abs()) as f64;
                Size { below: *min < 0, smallest: (*min).max(1) as f64, ..Size::of(units, 0) }
            }
            Value::Decimal { digits, min, max } => {
                Size { smallest: 1.0, ..widest(&[of_number(*min), of_number(*max)]).at(of_places(*digits)) }
            }
            Value::Code(_) | Value::Tick | Value::Month { .. } | Value::Date { .. } | Value::Text { .. } => {
                Size::of(CALENDAR, 0)
            }
        }
    }
}

/// Whether twice a number in units of its last place of so many may have no room for another digit.
pub(super) fn is_large(size: Size, places: u32) -> bool {
    2.0 * size.at(of_places(places)).units >= LONGER
}

/// Whether it may have no room at all.
pub(super) fn is_largest(size: Size, places: u32) -> bool {
    2.0 * size.at(of_places(places)).units >= WHOLE
}

fn of_number(number: Number) -> Size {
    let units = number.units().unsigned_abs() as f64;
    Size { below: number.units() < 0, smallest: units.max(1.0), ..Size::of(units, of_places(number.places())) }
}

/// The largest of these, all with the same decimal places. They are looked at twice, and so are known: reckoned at each look, they would
/// be reckoned four times in a value that reads this one.
fn widest(parts: &[Size]) -> Size {
    let places = parts.iter().map(|part| part.places).max().unwrap_or(0);
    parts.iter().map(|part| part.at(places)).fold(Size::of(0.0, places), |widest, part| Size {
        units: widest.units.max(part.units),
        places,
        divisor: None,
        smallest: if widest.units == 0.0 { part.smallest } else { widest.smallest.min(part.smallest) },
        step: 1.0,
        peak: widest.peak.max(part.peak),
        below: widest.below || part.below,
    })
}

fn product(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a * b),
        (one, other) => one.or(other),
    }
}

/// Ten to the power of so many places; of fewer than none, 1.
fn power(places: i32) -> f64 {
    10_f64.powi(places.max(0))
}

fn of_places(places: u32) -> i32 {
    i32::try_from(places).unwrap_or(i32::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the logarithm of a number above 1")]
fn digits(number: f64) -> u32 {
    (number.log10() as u32).saturating_add(1)
}
