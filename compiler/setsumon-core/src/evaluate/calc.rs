//! Derived values: what they come to and how they are written.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::{Quantity, Scope, round};
use crate::calendar;
use crate::form::{BandRow, Calc, CalcValue};
use crate::ids::CalcId;

/// What a derived value came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalcResult {
    /// It is not derived here.
    NotAsked,
    /// A part of it is missing, or no band takes it.
    Missing,
    /// A number, written plainly.
    Number(String),
    /// A day, a month or the code of a band, as an answer file would write it.
    Text(String),
}

impl Scope<'_> {
    /// What a derived value comes to. For one in a roster, this must be an occurrence's scope.
    pub fn calc(&self, calc: CalcId) -> CalcResult {
        let Calc { term, value, asked, .. } = self.form.calcs().get(calc);
        if !self.holds(*asked) {
            return CalcResult::NotAsked;
        }
        match (self.quantity(term), value) {
            (Some(Quantity::Number(number)), CalcValue::Number { digits }) => {
                CalcResult::Number(decimal(&number, *digits))
            }
            (Some(Quantity::Number(number)), CalcValue::Band(rows)) => {
                band(rows, &number).map_or(CalcResult::Missing, |row| CalcResult::Text(row.code.clone()))
            }
            (Some(Quantity::Day(day)), CalcValue::Date) => CalcResult::Text(calendar::iso_day(day)),
            (Some(Quantity::Month(month)), CalcValue::Month) => CalcResult::Text(calendar::iso_month(month)),
            (
                Some(Quantity::Number(_) | Quantity::Day(_) | Quantity::Month(_)),
                CalcValue::Number { digits: _ } | CalcValue::Band(_) | CalcValue::Date | CalcValue::Month,
            )
            | (None, _) => CalcResult::Missing,
        }
    }
}

/// The first band that takes a number; its bounds belong to it.
fn band<'a>(rows: &'a [BandRow], number: &BigRational) -> Option<&'a BandRow> {
    rows.iter().find(|row| {
        row.low.is_none_or(|low| *number >= low.ratio()) && row.high.is_none_or(|high| *number <= high.ratio())
    })
}

/// Writes a number with at most so many decimal places: `-0.5`, `12`.
pub fn decimal(number: &BigRational, digits: u32) -> String {
    let scale = BigInt::from(10).pow(digits);
    let units = (round(number, digits) * BigRational::from_integer(scale)).to_integer();
    let width = usize::try_from(digits).unwrap_or_default();
    let sign = if units.is_negative() { "-" } else { "" };
    let padded = format!("{:0>1$}", units.abs().to_string(), width + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - width).unwrap_or((&padded, ""));
    match fraction.trim_end_matches('0') {
        "" if units.is_zero() => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}
