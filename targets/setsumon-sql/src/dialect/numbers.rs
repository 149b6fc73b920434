//! Numbers, casts, and what is said of values that may be missing.

use setsumon_core::number::Number;

use crate::figure::{Binds, Figure};

/// What can be said of numbers.
pub(crate) trait Numbers {
    /// Whether numbers are kept as whole ones, scaled by a power of ten: the dialect has no exact decimals, or divides them as floats.
    fn scales(&self) -> bool;

    /// A column's number of so many places, exactly; where numbers are scaled, by as many places.
    fn exact(&self, column: &str, places: u32) -> String;

    /// A number that is computed with as many digits as others, from one of 32 or 64 bits; none where there are no others.
    fn widened(&self, number: &str) -> Option<String>;

    /// A number, or a quotient of two, rounded to so many places, halves away from zero, and how tightly that binds; missing where the
    /// divisor is 0. Where numbers are scaled, that is a quotient of whole numbers, rounded to a whole one. Both are written once, unless
    /// the numbers are so large that there is no way to.
    fn rounded(&self, over: &Figure, under: Option<&Figure>, places: u32) -> (String, Binds);

    /// The sum of an expression over the rows of a query, that may be so large.
    fn summed(&self, expression: &str, from: &str, _most: f64) -> String {
        format!("(SELECT sum({expression}) {from})")
    }

    /// A number of so many places as people read it, from a scaled one.
    fn unscaled(&self, scaled: &str, places: u32) -> String;

    /// A number or text as a whole number.
    fn as_whole(&self, value: &str) -> String;

    /// A code, whole number or month as text.
    fn as_text(&self, value: &str) -> String;

    /// A decimal as text, without the zeros that its column shows at its end.
    fn decimal_as_text(&self, column: &str, places: u32) -> String;
}

/// What can be said of values that may be missing.
pub(crate) trait Missing {
    /// How many of these columns have a value, as parts of a sum.
    fn present(&self, columns: &[String]) -> Vec<String>;

    /// Whether any of these columns has a value.
    fn any_present(&self, columns: &[String]) -> String;

    /// What stands between a column and a value where the column may be missing and then differs too; none where there is no such sign.
    fn differs(&self) -> Option<&'static str>;

    /// A missing value of a type.
    fn null(&self, kind: &str) -> String;
}

/// Whether any of these columns has a value, one by one.
pub(super) fn any_one_by_one(columns: &[String]) -> String {
    let some: Vec<String> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
    some.join(" OR ")
}

/// A divisor that is missing where it is 0.
pub(super) fn not_zero(under: &Figure) -> String {
    if under.least > 0.0 { under.within(Binds::Whole) } else { format!("nullif({}, 0)", under.text) }
}

/// Twice a number in units of its last place of so many, as an operand of a quotient.
pub(super) fn twice(over: &Figure, places: u32) -> String {
    format!("{} * {}", over.within(Binds::Product), scale(places).saturating_mul(2))
}

/// Back from units of the last place of so many to the number itself, which is exact with decimals.
pub(super) fn back(units: String, places: u32) -> (String, Binds) {
    if places == 0 {
        return (units, Binds::Whole);
    }
    (format!("{units} * {}", Figure::written(Number::new(1, places)).text), Binds::Product)
}

/// Ten to the power of so many places.
pub(crate) fn scale(places: u32) -> i64 {
    10_i64.saturating_pow(places)
}
