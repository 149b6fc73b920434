//! The room of MySQL and MariaDB: what stands within a statement. Whole ones are in [`tables`], [`statements`] and [`migrations`].

mod migrations;
mod statements;
mod tables;

use std::borrow::Cow;

use setsumon_core::calendar::{iso_day, parse_day, plus_days, plus_months};
use setsumon_core::form::{Day, TextShape};

use super::calendar::{Moment, months_as};
use super::numbers::{any_one_by_one, back, not_zero, twice};
use super::texts::{MONTH, expression};
use super::types::by_bits;
use crate::figure::{Binds, Figure};

use super::{Around, Backslash, Calendar, Limits, Missing, Numbers, Quoting, Room, Texts, Types};

/// MySQL and MariaDB.
#[derive(Debug)]
pub(crate) struct MySql;

impl Room for MySql {
    fn code(&self) -> &'static str {
        "mysql"
    }

    fn file(&self) -> &'static str {
        "mysql.sql"
    }

    fn title(&self) -> &'static str {
        "MySQL and MariaDB"
    }

    /// InnoDB has 1,017 columns and half a page of 16 kB.
    fn limits(&self) -> Limits {
        Limits { columns: 980, bytes: 7_400, view_columns: 4_000 }
    }
}

impl Quoting for MySql {
    fn quote(&self) -> char {
        '`'
    }

    fn backslash(&self) -> Backslash {
        Backslash::Escapes
    }

    fn constraints_share_names(&self) -> bool {
        true
    }

    fn joined(&self, parts: &[&str]) -> String {
        format!("concat({})", parts.join(", "))
    }
}

impl Types for MySql {
    fn truth_type(&self) -> &'static str {
        "BOOLEAN"
    }

    fn code_type(&self, bytes: usize) -> Cow<'static, str> {
        // One more than needed: blanks at the end are cut off rather than refused, and the check is to see the first of them.
        format!("VARCHAR({}) CHARACTER SET ascii COLLATE ascii_bin", bytes + 1).into()
    }

    fn text_type(&self) -> &'static str {
        "TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
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
        "TIMESTAMP"
    }

    fn may_be_missing(&self) -> &'static str {
        // The first moment of a table would be given a value of its own.
        " NULL"
    }

    fn json_type(&self) -> &'static str {
        "JSON"
    }

    fn json_check(&self, _column: &str) -> String {
        String::new()
    }

    fn text_weight(&self) -> usize {
        // A long text lies elsewhere; what is left is a pointer, which InnoDB reckons at twice its size.
        42
    }

    fn write_is_set(&self, out: &mut String) {
        out.push_str(" = 1");
    }

    fn write_no_blank_at_end(&self, out: &mut String, column: &str) {
        // It compares as if blanks at the end were not there.
        out.push_str(" AND ");
        out.push_str(column);
        out.push_str(" NOT LIKE '% '");
    }

    fn write_places(&self, _out: &mut String, _column: &str, _places: u32) {}

    fn write_is_day(&self, _out: &mut String, _column: &str) {}
}

/// The whole text matches a regular expression. `$` would also match before a line break at the end.
fn matches(column: &str, expression: &str) -> String {
    format!("{column} REGEXP {}", MySql.text(&format!("^{expression}\\z")))
}

impl Texts for MySql {
    fn some_ink(&self) -> Around {
        Around("", " REGEXP '[^ \\\\t\\\\n\\\\r\\\\x{3000}]'")
    }

    fn no_nul(&self) -> Option<Around> {
        Some(Around(" AND LOCATE(CHAR(0), ", ") = 0"))
    }

    fn one_line(&self) -> Around {
        Around("", " NOT REGEXP '[\\\\n\\\\r]'")
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

/// The days that it knows.
const FIRST_DAY: &str = "0001-01-01";
const LAST_DAY: &str = "9999-12-31";

/// A day so many days or months later. One that would lie behind the last day there is would be an error where rows are written, so that
/// no later day is gone from than the last from which there is one.
fn later(day: &str, by: i32, unit: &str, back: fn(Day, i32) -> Day) -> String {
    let days = parse_day(FIRST_DAY).zip(parse_day(LAST_DAY));
    let day = match days.filter(|_| by > 0) {
        Some((first, last)) => {
            format!("least({day}, {})", MySql.day(&iso_day(back(last, by.saturating_neg()).max(first))))
        }
        None => day.to_owned(),
    };
    format!("({day} + INTERVAL ({by}) {unit})")
}

impl Calendar for MySql {
    fn day(&self, iso: &str) -> String {
        format!("DATE '{iso}'")
    }

    fn plus_days(&self, day: &Moment, days: i32) -> String {
        later(&day.text, days, "DAY", plus_days)
    }

    fn plus_months(&self, day: &Moment, months: &[i32]) -> String {
        months.iter().fold(day.text.clone(), |day, by| later(&day, *by, "MONTH", plus_months))
    }

    fn days_between(&self, from: &str, to: &str) -> String {
        format!("datediff({to}, {from})")
    }

    fn as_digits(&self, day: &str) -> String {
        format!("(year({day}) * 10000 + month({day}) * 100 + day({day}))")
    }

    fn ten_thousands(&self, difference: &str) -> String {
        format!("floor(({difference}) / 10000)")
    }

    fn months(&self, column: &str) -> String {
        months_as("SIGNED", column)
    }

    fn month(&self, months: &str) -> String {
        format!("concat(lpad({months} DIV 12, 4, '0'), '-', lpad({months} % 12 + 1, 2, '0'))")
    }

    fn day_as_text(&self, column: &str) -> String {
        self.as_text(column)
    }
}

/// What a whole quotient holds, with room.
const WHOLE: f64 = 9.0e18;
/// One, of as many places as there can be: a quotient has as many as what is divided, and a few.
const ONE: &str = "1.000000000000000000000000000000";

impl Numbers for MySql {
    fn scales(&self) -> bool {
        false
    }

    fn exact(&self, column: &str, places: u32) -> String {
        format!("CAST({column} AS DECIMAL(30, {places}))")
    }

    fn widened(&self, number: &str) -> Option<String> {
        Some(self.exact(number, 0))
    }

    fn rounded(&self, over: &Figure, under: Option<&Figure>, places: u32) -> (String, Binds) {
        let Some(under) = under else { return (format!("round({}, {places})", over.text), Binds::Whole) };
        let unit = 10_f64.powi(i32::try_from(places).unwrap_or(i32::MAX));
        if 2.0 * unit * over.widest() / under.smallest() >= WHOLE {
            // Of so many places that the nearest quotient that is no half differs from one in them.
            return (
                format!("round({} * {ONE} / {}, {places})", over.within(Binds::Product), not_zero(under)),
                Binds::Whole,
            );
        }
        let halves = format!("{} DIV {}", twice(over, places), not_zero(under));
        back(format!("round(({halves}) * 0.5)"), places)
    }

    fn unscaled(&self, scaled: &str, _places: u32) -> String {
        scaled.to_owned()
    }

    fn as_whole(&self, value: &str) -> String {
        format!("CAST({value} AS SIGNED)")
    }

    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS CHAR)")
    }

    fn decimal_as_text(&self, column: &str, _places: u32) -> String {
        format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {}))", self.as_text(column))
    }
}

impl Missing for MySql {
    fn present(&self, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| format!("({column} IS NOT NULL)")).collect()
    }

    fn any_present(&self, columns: &[String]) -> String {
        any_one_by_one(columns)
    }

    fn differs(&self) -> Option<&'static str> {
        None
    }

    fn null(&self, _kind: &str) -> String {
        "NULL".to_owned()
    }
}
