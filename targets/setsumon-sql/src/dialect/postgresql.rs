//! The room of PostgreSQL: what stands within a statement. Whole statements and scripts are in [`statements`].

mod statements;

use std::borrow::Cow;

use setsumon_core::form::TextShape;

use super::calendar::{Moment, months_as};
use super::numbers::{any_one_by_one, back, not_zero, twice};
use super::texts::{MONTH, expression};
use super::types::by_bits;
use crate::figure::{Binds, Figure};

use super::{Around, Backslash, Calendar, Limits, Missing, Numbers, Quoting, Room, Texts, Types};

/// PostgreSQL.
#[derive(Debug)]
pub(crate) struct PostgreSql;

impl Room for PostgreSql {
    fn code(&self) -> &'static str {
        "postgresql"
    }

    fn file(&self) -> &'static str {
        "postgresql.sql"
    }

    fn title(&self) -> &'static str {
        "PostgreSQL"
    }

    /// 1,600 columns, those once dropped included, and a page of 8 kB.
    fn limits(&self) -> Limits {
        Limits { columns: 1_050, bytes: 7_500, view_columns: 1_600 }
    }
}

impl Quoting for PostgreSql {
    fn quote(&self) -> char {
        '"'
    }

    fn backslash(&self) -> Backslash {
        Backslash::EscapesWhereSaid
    }

    fn constraints_share_names(&self) -> bool {
        false
    }

    fn joined(&self, parts: &[&str]) -> String {
        parts.join(" || ")
    }
}

impl Types for PostgreSql {
    fn truth_type(&self) -> &'static str {
        "BOOLEAN"
    }

    fn code_type(&self, _bytes: usize) -> Cow<'static, str> {
        "TEXT COLLATE \"C\"".into()
    }

    fn text_type(&self) -> &'static str {
        "TEXT"
    }

    fn integer_type(&self, min: i64, max: i64) -> &'static str {
        by_bits(min, max)
    }

    fn decimal_type(&self, digits: u32, places: u32) -> Cow<'static, str> {
        format!("NUMERIC({digits}, {places})").into()
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
        "JSONB"
    }

    fn json_check(&self, _column: &str) -> String {
        String::new()
    }

    fn text_weight(&self) -> usize {
        // A long text lies elsewhere; what is left is a pointer.
        18
    }

    fn write_is_set(&self, _out: &mut String) {}

    fn write_no_blank_at_end(&self, _out: &mut String, _column: &str) {}

    fn write_places(&self, _out: &mut String, _column: &str, _places: u32) {}

    fn write_is_day(&self, _out: &mut String, _column: &str) {}
}

/// The whole text matches a regular expression.
fn matches(column: &str, expression: &str) -> String {
    format!("{column} ~ {}", PostgreSql.text(&format!("^{expression}$")))
}

impl Texts for PostgreSql {
    fn some_ink(&self) -> Around {
        Around("btrim(", ", E' \\t\\n\\r\\u3000') <> ''")
    }

    fn no_nul(&self) -> Option<Around> {
        None
    }

    fn one_line(&self) -> Around {
        Around("", " !~ E'[\\n\\r]'")
    }

    fn length(&self) -> Around {
        Around("char_length(", ")")
    }

    fn is_month(&self, column: &str) -> String {
        matches(column, MONTH)
    }

    fn shaped(&self, shape: &TextShape, column: &str) -> Option<String> {
        expression(shape).map(|expression| matches(column, &expression))
    }
}

impl Calendar for PostgreSql {
    fn day(&self, iso: &str) -> String {
        format!("DATE '{iso}'")
    }

    fn plus_days(&self, day: &Moment, days: i32) -> String {
        format!("({} + ({days}))", day.text)
    }

    fn plus_months(&self, day: &Moment, months: &[i32]) -> String {
        months.iter().fold(day.text.clone(), |day, months| format!("CAST({day} + INTERVAL '{months} months' AS DATE)"))
    }

    fn days_between(&self, from: &str, to: &str) -> String {
        format!("({to} - {from})")
    }

    fn as_digits(&self, day: &str) -> String {
        format!("CAST(to_char({day}, 'YYYYMMDD') AS INTEGER)")
    }

    fn ten_thousands(&self, difference: &str) -> String {
        format!("CAST(floor(({difference}) / 10000.0) AS INTEGER)")
    }

    fn months(&self, column: &str) -> String {
        months_as("INTEGER", column)
    }

    fn month(&self, months: &str) -> String {
        format!("lpad(CAST({months} / 12 AS TEXT), 4, '0') || '-' || lpad(CAST({months} % 12 + 1 AS TEXT), 2, '0')")
    }

    fn day_as_text(&self, column: &str) -> String {
        // How a session shows days does not matter here.
        format!("to_char({column}, 'YYYY-MM-DD')")
    }
}

impl Numbers for PostgreSql {
    fn scales(&self) -> bool {
        false
    }

    fn exact(&self, column: &str, _places: u32) -> String {
        format!("CAST({column} AS NUMERIC)")
    }

    fn widened(&self, number: &str) -> Option<String> {
        Some(format!("CAST({number} AS NUMERIC)"))
    }

    fn rounded(&self, over: &Figure, under: Option<&Figure>, places: u32) -> (String, Binds) {
        let Some(under) = under else { return (format!("round({}, {places})", over.text), Binds::Whole) };
        // `/` has some digits more than its operands and no others; what is cut off to a whole number is exact.
        let halves = format!("div({}, {})", twice(over, places), not_zero(under));
        back(format!("round({halves} * 0.5)"), places)
    }

    fn unscaled(&self, scaled: &str, _places: u32) -> String {
        scaled.to_owned()
    }

    fn as_whole(&self, value: &str) -> String {
        format!("CAST({value} AS BIGINT)")
    }

    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS TEXT)")
    }

    fn decimal_as_text(&self, column: &str, _places: u32) -> String {
        format!("rtrim(rtrim({}, '0'), '.')", self.as_text(column))
    }
}

/// So many arguments `num_nonnulls` takes at most, with room.
const MOST_ARGUMENTS: usize = 90;

impl Missing for PostgreSql {
    fn present(&self, columns: &[String]) -> Vec<String> {
        columns.chunks(MOST_ARGUMENTS).map(|chunk| format!("num_nonnulls({})", chunk.join(", "))).collect()
    }

    fn any_present(&self, columns: &[String]) -> String {
        if columns.len() <= MOST_ARGUMENTS {
            format!("num_nonnulls({}) > 0", columns.join(", "))
        } else {
            any_one_by_one(columns)
        }
    }

    fn differs(&self) -> Option<&'static str> {
        Some(" IS DISTINCT FROM ")
    }

    fn null(&self, kind: &str) -> String {
        format!("CAST(NULL AS {kind})")
    }
}
