//! Numbers, casts, and what is said of values that may be missing.

/// What can be said of numbers.
pub(crate) trait Numbers {
    /// Whether numbers are kept as whole ones, scaled by a power of ten: the dialect has no exact decimals, or divides them as floats.
    fn scales(&self) -> bool;

    /// A column's number of so many places, exactly; where numbers are scaled, by as many places.
    fn exact(&self, column: &str, places: u32) -> String;

    /// The sign of a quotient: −1, 0 or 1.
    fn sign(&self, numerator: &str, denominator: &str) -> String;

    /// A quotient of two whole numbers, the second above 0, rounded half up.
    fn rounded_quotient(&self, above: &str, below: &str) -> String;

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

/// Ten to the power of so many places.
pub(crate) fn scale(places: u32) -> i64 {
    10_i64.saturating_pow(places)
}
