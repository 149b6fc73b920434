//! Days and months: differences, full years, and days so many days or months later.

/// What can be said of days and months.
pub(crate) trait Calendar {
    /// A day.
    fn day(&self, iso: &str) -> String;

    /// A day so many days later.
    fn plus_days(&self, day: &Moment, days: i32) -> String;

    /// A day so many months later, and then so many; one that its month does not have becomes that month's last, each time.
    fn plus_months(&self, day: &Moment, months: &[i32]) -> String;

    /// Full days from the first to the second.
    fn days_between(&self, from: &str, to: &str) -> String;

    /// A day as a whole number: 20250131.
    fn as_digits(&self, day: &str) -> String;

    /// How many full ten-thousands are in a difference of two such, rounded down: the full years.
    fn ten_thousands(&self, difference: &str) -> String;

    /// The months of a column, counted from January of the year 0.
    fn months(&self, column: &str) -> String;

    /// A month as text, from that number.
    fn month(&self, months: &str) -> String;

    /// A column's day as an answer file writes it.
    fn day_as_text(&self, column: &str) -> String;
}

/// A day as an expression.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    pub(crate) text: String,
    /// Whether it is a column or a literal, which may be written twice.
    pub(crate) simple: bool,
    /// Whether it always has a value.
    pub(crate) present: bool,
}

/// A day that no answer is, nor any that is computed of one within the centuries: years have four digits, and the first is 1000.
pub(super) const FIRST: &str = "'0101-01-01'";

/// A day that may lie behind the last that the dialect knows, where its functions would give NULL: then a value that stands for all of those.
/// One that is more than a column is written once, so that a first day stands for it where it is missing, and is taken out again.
pub(super) fn beyond(day: &Moment, sum: impl Fn(&str) -> String, first: &str, last: &str) -> String {
    let text = &day.text;
    if day.present {
        return format!("coalesce({}, {last})", sum(text));
    }
    if day.simple {
        return format!("coalesce({}, CASE WHEN {text} IS NOT NULL THEN {last} END)", sum(text));
    }
    format!("nullif(coalesce({}, {last}), {})", sum(&format!("coalesce({text}, {first})")), sum(first))
}

/// The months of a column, by the type that a text is cast to.
pub(super) fn months_as(integer: &str, column: &str) -> String {
    format!("(CAST(substr({column}, 1, 4) AS {integer}) * 12 + CAST(substr({column}, 6, 2) AS {integer}) - 1)")
}
