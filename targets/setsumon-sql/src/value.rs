//! From a variable's value to a column: its type, the check of its domain, and what it weighs in a row.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::{CodeList, Form, TextShape, Value, Variable};
use setsumon_core::number::Number;

use crate::dialect::Room;

/// Digits of a decimal number in all.
const DECIMAL_DIGITS: u32 = 15;

/// The type of a variable's column.
pub(crate) fn column_type(form: &Form, dialect: &dyn Room, value: &Value) -> Cow<'static, str> {
    match value {
        Value::Code(list) => dialect.code_type(longest(form.code_lists().get(*list))),
        Value::Tick => dialect.truth_type().into(),
        Value::Rank { max: _ } => dialect.integer_type(1, 1_000).into(),
        Value::Integer { min, max } => dialect.integer_type(*min, *max).into(),
        Value::Decimal { digits, min: _, max: _ } => dialect.decimal_type(DECIMAL_DIGITS + digits, *digits),
        Value::Month { min: _, max: _ } => dialect.code_type("9999-12".len()),
        Value::Date { min: _, max: _ } => dialect.day_type().into(),
        Value::Text { shape: _, max_length: _, lines: _ } => dialect.text_type().into(),
    }
}

fn longest(list: &CodeList) -> usize {
    list.codes.iter().map(|code| code.code.len()).max().unwrap_or(1).max(1)
}

/// What a column weighs at most in the part of a row that must lie in one page.
pub(crate) fn weight(form: &Form, dialect: &dyn Room, variable: &Variable) -> usize {
    match &variable.value {
        Value::Code(list) => longest(form.code_lists().get(*list)) + 2,
        Value::Tick => 1,
        Value::Rank { max: _ } => 2,
        Value::Integer { min: _, max: _ } => 8,
        Value::Decimal { digits: _, min: _, max: _ } => 16,
        Value::Month { min: _, max: _ } => 9,
        Value::Date { min: _, max: _ } => 4,
        Value::Text { shape: _, max_length: _, lines: _ } => dialect.text_weight(),
    }
}

/// Writes the condition that a column's value, if there is one, must meet; `column` is its name as it is to be written.
pub(crate) fn write_domain(out: &mut String, form: &Form, dialect: &dyn Room, value: &Value, column: &str) {
    match value {
        Value::Code(list) => code_domain(out, form.code_lists().get(*list), dialect, column),
        Value::Tick => {
            out.push_str(column);
            dialect.write_is_set(out);
        }
        Value::Rank { max } => within(out, column, 1, max),
        Value::Integer { min, max } => within(out, column, min, max),
        Value::Decimal { digits, min, max } => {
            dialect.write_places(out, column, *digits);
            within(out, column, literal(*min), literal(*max));
        }
        Value::Month { min, max } => {
            out.push_str(&dialect.is_month(column));
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
    dialect.write_no_blank_at_end(out, column);
}

/// A decimal literal with its point, so that no dialect takes it for a whole number of few bits.
pub(crate) fn literal(number: Number) -> String {
    number.to_string()
}

fn date_domain(out: &mut String, dialect: &dyn Room, min: &str, max: &str, column: &str) {
    dialect.write_is_day(out, column);
    within(out, column, dialect.day(min), dialect.day(max));
}

fn text_domain(
    out: &mut String,
    dialect: &dyn Room,
    shape: &TextShape,
    max_length: Option<u32>,
    lines: bool,
    column: &str,
) {
    dialect.some_ink().write(out, column);
    if let Some(no_nul) = dialect.no_nul() {
        no_nul.write(out, column);
    }
    if !lines {
        out.push_str(" AND ");
        dialect.one_line().write(out, column);
    }
    if let Some(max_length) = max_length {
        out.push_str(" AND ");
        dialect.length().write(out, column);
        let _ = write!(out, " <= {max_length}");
    }
    if let Some(shaped) = dialect.shaped(shape, column) {
        out.push_str(" AND ");
        out.push_str(&shaped);
    }
}
