//! How large what is computed can become: databases compute exactly with so many digits and no more.

use super::Lowerer;
use crate::form::Value;
use crate::ids::VarId;
use crate::number::Number;
use crate::term::Term;

/// The most that DuckDB's whole numbers of 128 bits and MySQL's decimals of 65 digits both hold, with room for one more sum.
const MOST: f64 = 1e37;
/// More than any day or month is, counted from the first.
const CALENDAR: f64 = 1e7;

/// A number as databases compute with it: a whole one, of so many decimal places, over a divisor.
#[derive(Clone, Copy)]
struct Size {
    units: f64,
    places: u32,
    divisor: Option<f64>,
    /// The largest number met on the way.
    peak: f64,
}

impl Size {
    fn of(units: f64, places: u32) -> Self {
        Self { units, places, divisor: None, peak: units }
    }

    /// With more decimal places, or as many.
    fn at(self, places: u32) -> Self {
        let units = self.units * power(places.saturating_sub(self.places));
        Self { units, places: places.max(self.places), divisor: self.divisor, peak: self.peak.max(units) }
    }

    fn with(units: f64, places: u32, divisor: Option<f64>, parts: [Size; 2]) -> Self {
        let peak = parts.iter().map(|part| part.peak).fold(units.max(divisor.unwrap_or(1.0)), f64::max);
        Self { units, places, divisor, peak }
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

    fn size(&self, term: &Term) -> Size {
        match term {
            Term::Number(number) => of_number(*number),
            Term::Value(variable) => self.largest(*variable),
            Term::Score { variable: _, scores } => widest(scores.iter().map(|(_, score)| of_number(*score))),
            Term::CountPresent(variables) => Size::of(variables.len() as f64, 0),
            Term::CountWhere { repeat, cond: _ } => Size::of(f64::from(self.repeats.get(*repeat).max), 0),
            Term::Sum(parts) => {
                let parts: Vec<Size> = parts.iter().map(|part| self.size(part)).collect();
                let widest = widest(parts.iter().copied());
                let units = parts.iter().map(|part| part.at(widest.places).units).sum();
                Size { units, peak: widest.peak.max(units), ..widest }
            }
            Term::SumWhere { repeat, term, cond: _ } => {
                let each = self.size(term);
                let units = each.units * f64::from(self.repeats.get(*repeat).max);
                Size { units, peak: each.peak.max(units), ..each }
            }
            Term::Add(a, b) | Term::Subtract(a, b) => {
                let (a, b) = (self.size(a), self.size(b));
                let places = a.places.max(b.places);
                let left = a.at(places).units * b.divisor.unwrap_or(1.0);
                let right = b.at(places).units * a.divisor.unwrap_or(1.0);
                Size::with(left + right, places, product(a.divisor, b.divisor), [a, b])
            }
            Term::Multiply(a, b) => {
                let (a, b) = (self.size(a), self.size(b));
                Size::with(a.units * b.units, a.places + b.places, product(a.divisor, b.divisor), [a, b])
            }
            Term::Divide(a, b) => {
                let (a, b) = (self.size(a), self.size(b));
                let over = a.at(b.places).units * b.divisor.unwrap_or(1.0);
                Size::with(over, 0, product(a.divisor, Some(b.at(a.places).units)), [a, b])
            }
            Term::Round(a, places) => {
                let a = self.size(a);
                let over = a.at(*places).units;
                let under = a.divisor.unwrap_or(1.0) * power(a.places.saturating_sub(*places));
                Size { units: over, places: *places, divisor: None, peak: a.peak.max(2.0 * over + under) }
            }
            Term::FirstOf(parts) => widest(parts.iter().map(|part| self.size(part))),
            Term::If { cond: _, then, otherwise } => widest([self.size(then), self.size(otherwise)].into_iter()),
            Term::Negative(a) => self.size(a),
            Term::Day(_)
            | Term::Month(_)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::PlusDays(_, _)
            | Term::PlusMonths(_, _) => Size::of(CALENDAR, 0),
        }
    }

    fn largest(&self, variable: VarId) -> Size {
        match &self.variables.get(variable).value {
            Value::Rank { max } => Size::of(f64::from(*max), 0),
            Value::Integer { min, max } => Size::of(min.unsigned_abs().max(max.unsigned_abs()) as f64, 0),
            Value::Decimal { digits, min, max } => widest([of_number(*min), of_number(*max)].into_iter()).at(*digits),
            Value::Code(_) | Value::Tick | Value::Month { .. } | Value::Date { .. } | Value::Text { .. } => {
                Size::of(CALENDAR, 0)
            }
        }
    }
}

fn of_number(number: Number) -> Size {
    Size::of(number.units().unsigned_abs() as f64, number.places())
}

/// The largest of these, all with the same decimal places.
fn widest(parts: impl Iterator<Item = Size> + Clone) -> Size {
    let places = parts.clone().map(|part| part.places).max().unwrap_or(0);
    parts.map(|part| part.at(places)).fold(Size::of(0.0, places), |widest, part| Size {
        units: widest.units.max(part.units),
        places,
        divisor: None,
        peak: widest.peak.max(part.peak),
    })
}

fn product(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a * b),
        (one, other) => one.or(other),
    }
}

fn power(places: u32) -> f64 {
    10_f64.powi(i32::try_from(places).unwrap_or(i32::MAX))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the logarithm of a number above 1")]
fn digits(number: f64) -> u32 {
    (number.log10() as u32).saturating_add(1)
}
