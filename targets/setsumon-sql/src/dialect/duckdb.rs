//! The room of DuckDB: what stands within a statement. Whole statements and scripts are in [`statements`].

mod statements;

use std::borrow::Cow;

use setsumon_core::form::TextShape;

use super::calendar::{Moment, months_as};
use super::numbers::{any_one_by_one, not_zero, scale};
use super::texts::{MONTH, expression};
use super::types::by_bits;
use crate::figure::{Binds, Figure};

use super::{Around, Backslash, Calendar, Limits, Missing, Numbers, Quoting, Room, Texts, Types};

/// DuckDB.
#[derive(Debug)]
pub(crate) struct DuckDb;

impl Room for DuckDb {
    fn code(&self) -> &'static str {
        "duckdb"
    }

    fn file(&self) -> &'static str {
        "duckdb.sql"
    }

    fn title(&self) -> &'static str {
        "DuckDB"
    }

    /// None.
    fn limits(&self) -> Limits {
        Limits { columns: usize::MAX, bytes: usize::MAX, view_columns: usize::MAX }
    }
}

impl Quoting for DuckDb {
    fn quote(&self) -> char {
        '"'
    }

    fn backslash(&self) -> Backslash {
        Backslash::Plain
    }

    fn constraints_share_names(&self) -> bool {
        false
    }

    fn joined(&self, parts: &[&str]) -> String {
        parts.join(" || ")
    }
}

impl Types for DuckDb {
    fn truth_type(&self) -> &'static str {
        "BOOLEAN"
    }

    fn code_type(&self, _bytes: usize) -> Cow<'static, str> {
        "VARCHAR".into()
    }

    fn text_type(&self) -> &'static str {
        "VARCHAR"
    }

    fn integer_type(&self, min: i64, max: i64) -> &'static str {
        by_bits(min, max)
    }

    fn decimal_type(&self, digits: u32, places: u32) -> Cow<'static, str> {
        format!("DECIMAL({digits}, {places})").into()
    }

    fn day_type(&self) -> &'static str {
        "DATE"
    }

    fn moment_type(&self) -> &'static str {
        "TIMESTAMPTZ"
    }

    fn may_be_missing(&self) -> &'static str {
        ""
    }

    fn json_type(&self) -> &'static str {
        "JSON"
    }

    fn json_check(&self, _column: &str) -> String {
        String::new()
    }

    fn text_weight(&self) -> usize {
        0
    }

    fn write_is_set(&self, _out: &mut String) {}

    fn write_no_blank_at_end(&self, _out: &mut String, _column: &str) {}

    fn write_places(&self, _out: &mut String, _column: &str, _places: u32) {}

    fn write_is_day(&self, _out: &mut String, _column: &str) {}
}

/// The whole text matches a regular expression.
fn matches(column: &str, expression: &str) -> String {
    format!("regexp_matches({column}, {})", DuckDb.text(&format!("^{expression}$")))
}

impl Texts for DuckDb {
    fn some_ink(&self) -> Around {
        Around("regexp_matches(", ", '[^ \\t\\n\\r\\x{3000}]')")
    }

    fn no_nul(&self) -> Option<Around> {
        Some(Around(" AND NOT contains(", ", chr(0))"))
    }

    fn one_line(&self) -> Around {
        Around("NOT regexp_matches(", ", '[\\n\\r]')")
    }

    fn length(&self) -> Around {
        Around("length(", ")")
    }

    fn is_month(&self, column: &str) -> String {
        matches(column, MONTH)
    }

    fn shaped(&self, shape: &TextShape, column: &str) -> Option<String> {
        expression(shape).map(|expression| matches(column, &expression))
    }
}

impl Calendar for DuckDb {
    fn day(&self, iso: &str) -> String {
        format!("DATE '{iso}'")
    }

    fn plus_days(&self, day: &Moment, days: i32) -> String {
        format!("({} + ({days}))", day.text)
    }

    fn plus_months(&self, day: &Moment, months: &[i32]) -> String {
        months.iter().fold(day.text.clone(), |day, months| format!("CAST({day} + INTERVAL ({months}) MONTH AS DATE)"))
    }

    fn days_between(&self, from: &str, to: &str) -> String {
        format!("date_diff('day', {from}, {to})")
    }

    fn as_digits(&self, day: &str) -> String {
        format!("CAST(strftime({day}, '%Y%m%d') AS INTEGER)")
    }

    fn ten_thousands(&self, difference: &str) -> String {
        format!("(({difference} + 100000000) // 10000 - 10000)")
    }

    fn months(&self, column: &str) -> String {
        months_as("INTEGER", column)
    }

    fn month(&self, months: &str) -> String {
        format!("printf('%04d-%02d', {months} // 12, {months} % 12 + 1)")
    }

    fn day_as_text(&self, column: &str) -> String {
        self.as_text(column)
    }
}

impl Numbers for DuckDb {
    fn scales(&self) -> bool {
        true
    }

    fn exact(&self, column: &str, places: u32) -> String {
        match places {
            0 => format!("CAST({column} AS HUGEINT)"),
            _ => format!("CAST({column} * {} AS HUGEINT)", scale(places)),
        }
    }

    fn widened(&self, number: &str) -> Option<String> {
        Some(self.exact(number, 0))
    }

    fn rounded(&self, over: &Figure, under: Option<&Figure>, _places: u32) -> (String, Binds) {
        let Some(under) = under else { return (over.text.clone(), over.binds) };
        let halves = format!("{} * 2 // {}", over.within(Binds::Product), not_zero(under));
        if over.least >= 0.0 && under.least >= 0.0 {
            return (format!("({halves} + 1) // 2"), Binds::Product);
        }
        // Decimals are rounded away from zero.
        (format!("CAST(round(CAST({halves} AS DECIMAL(37, 0)) * 0.5) AS HUGEINT)"), Binds::Whole)
    }

    fn unscaled(&self, scaled: &str, places: u32) -> String {
        format!("CAST({scaled} AS DECIMAL(38, {places})) / {}", scale(places))
    }

    fn as_whole(&self, value: &str) -> String {
        format!("CAST({value} AS BIGINT)")
    }

    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS VARCHAR)")
    }

    fn decimal_as_text(&self, column: &str, _places: u32) -> String {
        format!("rtrim(rtrim({}, '0'), '.')", self.as_text(column))
    }
}

impl Missing for DuckDb {
    fn present(&self, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| format!("CAST({column} IS NOT NULL AS INTEGER)")).collect()
    }

    fn any_present(&self, columns: &[String]) -> String {
        any_one_by_one(columns)
    }

    fn differs(&self) -> Option<&'static str> {
        Some(" IS DISTINCT FROM ")
    }

    fn null(&self, kind: &str) -> String {
        format!("CAST(NULL AS {kind})")
    }
}
