//! From a variable's value to a column: its type, the check of its domain, and what it weighs in a row.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::{CodeList, Form, TextShape, Value, Variable};
use setsumon_core::number::Number;

use crate::dialect::{Dialect, Room};
use crate::shape;

/// Digits of a decimal number in all.
const DECIMAL_DIGITS: u32 = 15;
/// The first and last value of a 32-bit column.
const INT: std::ops::RangeInclusive<i64> = -2_147_483_648..=2_147_483_647;

/// The type of a variable's column.
pub(crate) fn column_type(form: &Form, dialect: &dyn Room, value: &Value) -> Cow<'static, str> {
    match value {
        Value::Code(list) => code_type(dialect, longest(form.code_lists().get(*list))),
        Value::Tick => truth_type(dialect).into(),
        Value::Rank { max: _ } => integer_type(dialect, 1, 1_000).into(),
        Value::Integer { min, max } => integer_type(dialect, *min, *max).into(),
        Value::Decimal { digits, min: _, max: _ } => match dialect.dialect() {
            Dialect::PostgreSql => format!("NUMERIC({}, {digits})", DECIMAL_DIGITS + digits).into(),
            Dialect::MySql | Dialect::DuckDb => format!("DECIMAL({}, {digits})", DECIMAL_DIGITS + digits).into(),
            Dialect::Sqlite => "REAL".into(),
        },
        Value::Month { min: _, max: _ } => code_type(dialect, "9999-12".len()),
        Value::Date { min: _, max: _ } => match dialect.dialect() {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => "DATE".into(),
            Dialect::Sqlite => "TEXT".into(),
        },
        Value::Text { shape: _, max_length: _, lines: _ } => text_type(dialect).into(),
    }
}

/// The type of TRUE and FALSE.
pub(crate) fn truth_type(dialect: &dyn Room) -> &'static str {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => "BOOLEAN",
        Dialect::Sqlite => "INTEGER",
    }
}

/// The type of a short ASCII text that is compared byte by byte.
pub(crate) fn code_type(dialect: &dyn Room, bytes: usize) -> Cow<'static, str> {
    match dialect.dialect() {
        Dialect::PostgreSql => "TEXT COLLATE \"C\"".into(),
        Dialect::Sqlite => "TEXT".into(),
        // One more than needed: MySQL cuts blanks off at the end rather than refuse them, and the check is to see the first of them.
        Dialect::MySql => format!("VARCHAR({}) CHARACTER SET ascii COLLATE ascii_bin", bytes + 1).into(),
        Dialect::DuckDb => "VARCHAR".into(),
    }
}

/// The type of text of any length.
pub(crate) fn text_type(dialect: &dyn Room) -> &'static str {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::Sqlite => "TEXT",
        Dialect::MySql => "TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        Dialect::DuckDb => "VARCHAR",
    }
}

/// The type of a whole number.
pub(crate) fn integer_type(dialect: &dyn Room, min: i64, max: i64) -> &'static str {
    match dialect.dialect() {
        Dialect::Sqlite => "INTEGER",
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {
            if i16::try_from(min).is_ok() && i16::try_from(max).is_ok() {
                "SMALLINT"
            } else if INT.contains(&min) && INT.contains(&max) {
                "INTEGER"
            } else {
                "BIGINT"
            }
        }
    }
}

fn longest(list: &CodeList) -> usize {
    list.codes.iter().map(|code| code.code.len()).max().unwrap_or(1).max(1)
}

/// What a column weighs at most in the part of a row that must lie in one page.
pub(crate) fn weight(form: &Form, dialect: &dyn Room, variable: &Variable) -> usize {
    // A long text lies elsewhere; what is left is a pointer, which InnoDB reckons at twice its size.
    let long_text = match dialect.dialect() {
        Dialect::PostgreSql => 18,
        Dialect::MySql => 42,
        Dialect::Sqlite | Dialect::DuckDb => 0,
    };
    match &variable.value {
        Value::Code(list) => longest(form.code_lists().get(*list)) + 2,
        Value::Tick => 1,
        Value::Rank { max: _ } => 2,
        Value::Integer { min: _, max: _ } => 8,
        Value::Decimal { digits: _, min: _, max: _ } => 16,
        Value::Month { min: _, max: _ } => 9,
        Value::Date { min: _, max: _ } => 4,
        Value::Text { shape: _, max_length: _, lines: _ } => long_text,
    }
}

/// Writes the condition that a column's value, if there is one, must meet; `column` is its name as it is to be written.
pub(crate) fn write_domain(out: &mut String, form: &Form, dialect: &dyn Room, value: &Value, column: &str) {
    match value {
        Value::Code(list) => code_domain(out, form.code_lists().get(*list), dialect, column),
        Value::Tick => {
            out.push_str(column);
            match dialect.dialect() {
                Dialect::PostgreSql | Dialect::DuckDb => {}
                Dialect::Sqlite | Dialect::MySql => out.push_str(" = 1"),
            }
        }
        Value::Rank { max } => within(out, column, 1, max),
        Value::Integer { min, max } => within(out, column, min, max),
        Value::Decimal { digits, min, max } => {
            match dialect.dialect() {
                Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {}
                Dialect::Sqlite => {
                    let _ = write!(out, "round({column}, {digits}) = {column} AND ");
                }
            }
            within(out, column, literal(*min), literal(*max));
        }
        Value::Month { min, max } => {
            out.push_str(&shape::month(dialect, column));
            out.push_str(" AND ");
            within(out, column, dialect.text(&iso_month(*min)), dialect.text(&iso_month(*max)));
        }
        Value::Date { min, max } => date_domain(out, dialect, &iso_day(*min), &iso_day(*max), column),
        Value::Text { shape, max_length, lines } => text_domain(out, dialect, shape, *max_length, *lines, column),
    }
}

fn within(out: &mut String, column: &str, min: impl Display, max: impl Display) {
    let _ = write!(out, "{column} BETWEEN {min} AND {max}");
}

fn code_domain(out: &mut String, list: &CodeList, dialect: &dyn Room, column: &str) {
    out.push_str(column);
    let mut some = false;
    for code in list.codes.iter().filter(|code| !code.retired) {
        out.push_str(if some { ", " } else { " IN (" });
        dialect.write_text(out, &code.code);
        some = true;
    }
    if !some {
        out.push_str(" IS NULL");
        return;
    }
    out.push(')');
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {}
        // MySQL compares as if blanks at the end were not there.
        Dialect::MySql => {
            out.push_str(" AND ");
            out.push_str(column);
            out.push_str(" NOT LIKE '% '");
        }
    }
}

/// A decimal literal with its point, so that no dialect takes it for a whole number of few bits.
pub(crate) fn literal(number: Number) -> String {
    number.to_string()
}

fn date_domain(out: &mut String, dialect: &dyn Room, min: &str, max: &str, column: &str) {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {
            within(out, column, format_args!("DATE '{min}'"), format_args!("DATE '{max}'"));
        }
        Dialect::Sqlite => {
            // Without a step, SQLite before 3.46 gives a day that the calendar does not have back as it is.
            let _ = write!(
                out,
                "{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date({column}, '+0 days') IS {column} AND "
            );
            within(out, column, format_args!("'{min}'"), format_args!("'{max}'"));
        }
    }
}

fn text_domain(
    out: &mut String,
    dialect: &dyn Room,
    shape: &TextShape,
    max_length: Option<u32>,
    lines: bool,
    column: &str,
) {
    shape::some_ink(out, dialect, column);
    shape::no_nul(out, dialect, column);
    if !lines {
        out.push_str(" AND ");
        shape::one_line(out, dialect, column);
    }
    if let Some(max_length) = max_length {
        let _ = write!(out, " AND {} <= {max_length}", shape::length(dialect, column));
    }
    if let Some(shaped) = shape::shaped(dialect, shape, column) {
        out.push_str(" AND ");
        out.push_str(&shaped);
    }
}
