//! Types of columns, and what a column must be asked because its type does not say it.

use std::borrow::Cow;

/// The types of columns.
pub(crate) trait Types {
    /// TRUE and FALSE.
    fn truth_type(&self) -> &'static str;

    /// A short ASCII text that is compared byte by byte.
    fn code_type(&self, bytes: usize) -> Cow<'static, str>;

    /// Text of any length.
    fn text_type(&self) -> &'static str;

    /// A whole number.
    fn integer_type(&self, min: i64, max: i64) -> &'static str;

    /// A decimal of so many digits in all, and so many of them behind the point.
    fn decimal_type(&self, digits: u32, places: u32) -> Cow<'static, str>;

    /// A day.
    fn day_type(&self) -> &'static str;

    /// A moment, of which a table has one that is always there and one that may not be.
    fn moment_type(&self) -> &'static str;

    /// What must stand behind a moment that may be missing.
    fn may_be_missing(&self) -> &'static str;

    /// Some JSON.
    fn json_type(&self) -> &'static str;

    /// ` CHECK …`, where the type takes what is no JSON.
    fn json_check(&self, column: &str) -> String;

    /// What a long text weighs in the part of a row that must lie in one page.
    fn text_weight(&self) -> usize;

    /// Writes, behind a tick's column, that it is set.
    fn write_is_set(&self, out: &mut String);

    /// Writes ` AND …`: a text has no blank at its end, where a comparison would not see one.
    fn write_no_blank_at_end(&self, out: &mut String, column: &str);

    /// Writes `… AND `: a decimal has no more places than these, where its type takes more.
    fn write_places(&self, out: &mut String, column: &str, places: u32);

    /// Writes `… AND `: a text is a day of the calendar, where days are texts.
    fn write_is_day(&self, out: &mut String, column: &str);
}

/// The type of a whole number by the bits that it needs.
pub(super) fn by_bits(min: i64, max: i64) -> &'static str {
    if i16::try_from(min).is_ok() && i16::try_from(max).is_ok() {
        "SMALLINT"
    } else if i32::try_from(min).is_ok() && i32::try_from(max).is_ok() {
        "INTEGER"
    } else {
        "BIGINT"
    }
}
