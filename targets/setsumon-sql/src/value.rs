//! From a variable's value to a column: its type, the check of its domain, and what it weighs in a row.

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::{CodeList, Form, TextShape, Value, Variable};
use setsumon_core::number::Number;

use crate::dialect::Dialect;
use crate::shape;

/// Digits of a decimal number in all.
const DECIMAL_DIGITS: u32 = 15;
/// The first and last value of a 32-bit column.
const INT: std::ops::RangeInclusive<i64> = -2_147_483_648..=2_147_483_647;

/// The type of a variable's column.
pub(crate) fn column_type(form: &Form, dialect: Dialect, value: &Value) -> String {
    match value {
        Value::Code(list) => code_type(dialect, longest(form.code_lists().get(*list))),
        Value::Tick => match dialect {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => "BOOLEAN".to_owned(),
            Dialect::Sqlite => "INTEGER".to_owned(),
        },
        Value::Rank { max: _ } => integer_type(dialect, 1, 1_000).to_owned(),
        Value::Integer { min, max } => integer_type(dialect, *min, *max).to_owned(),
        Value::Decimal { digits, min: _, max: _ } => match dialect {
            Dialect::PostgreSql => format!("NUMERIC({}, {digits})", DECIMAL_DIGITS + digits),
            Dialect::MySql | Dialect::DuckDb => format!("DECIMAL({}, {digits})", DECIMAL_DIGITS + digits),
            Dialect::Sqlite => "REAL".to_owned(),
        },
        Value::Month { min: _, max: _ } => code_type(dialect, "9999-12".len()),
        Value::Date { min: _, max: _ } => match dialect {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => "DATE".to_owned(),
            Dialect::Sqlite => "TEXT".to_owned(),
        },
        Value::Text { shape: _, max_length: _, lines: _ } => text_type(dialect).to_owned(),
    }
}

/// The type of a short ASCII text that is compared byte by byte.
pub(crate) fn code_type(dialect: Dialect, bytes: usize) -> String {
    match dialect {
        Dialect::PostgreSql => "TEXT COLLATE \"C\"".to_owned(),
        Dialect::Sqlite => "TEXT".to_owned(),
        // One more than needed: MySQL cuts blanks off at the end rather than refuse them, and the check is to see the first of them.
        Dialect::MySql => format!("VARCHAR({}) CHARACTER SET ascii COLLATE ascii_bin", bytes + 1),
        Dialect::DuckDb => "VARCHAR".to_owned(),
    }
}

/// The type of text of any length.
pub(crate) fn text_type(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::Sqlite => "TEXT",
        Dialect::MySql => "TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        Dialect::DuckDb => "VARCHAR",
    }
}

/// The type of a whole number.
pub(crate) fn integer_type(dialect: Dialect, min: i64, max: i64) -> &'static str {
    match dialect {
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
pub(crate) fn weight(form: &Form, dialect: Dialect, variable: &Variable) -> usize {
    // A long text lies elsewhere; what is left is a pointer, which InnoDB reckons at twice its size.
    let long_text = match dialect {
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

/// The condition that a column's value, if there is one, must meet; `column` is its quoted name.
pub(crate) fn domain(form: &Form, dialect: Dialect, value: &Value, column: &str) -> String {
    match value {
        Value::Code(list) => code_domain(form.code_lists().get(*list), dialect, column),
        Value::Tick => match dialect {
            Dialect::PostgreSql | Dialect::DuckDb => column.to_owned(),
            Dialect::Sqlite | Dialect::MySql => format!("{column} = 1"),
        },
        Value::Rank { max } => format!("{column} BETWEEN 1 AND {max}"),
        Value::Integer { min, max } => format!("{column} BETWEEN {min} AND {max}"),
        Value::Decimal { digits, min, max } => decimal_domain(dialect, *digits, *min, *max, column),
        Value::Month { min, max } => {
            let (min, max) = (dialect.text(&iso_month(*min)), dialect.text(&iso_month(*max)));
            format!("{} AND {column} BETWEEN {min} AND {max}", shape::month(dialect, column))
        }
        Value::Date { min, max } => date_domain(dialect, &iso_day(*min), &iso_day(*max), column),
        Value::Text { shape, max_length, lines } => text_domain(dialect, shape, *max_length, *lines, column),
    }
}

fn code_domain(list: &CodeList, dialect: Dialect, column: &str) -> String {
    let codes: Vec<_> = list.codes.iter().filter(|code| !code.retired).map(|code| dialect.text(&code.code)).collect();
    if codes.is_empty() {
        return format!("{column} IS NULL");
    }
    let within = format!("{column} IN ({})", codes.join(", "));
    match dialect {
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => within,
        // MySQL compares as if blanks at the end were not there.
        Dialect::MySql => format!("{within} AND {column} NOT LIKE '% '"),
    }
}

/// A decimal literal with its point, so that no dialect takes it for a whole number of few bits.
pub(crate) fn literal(number: Number) -> String {
    number.to_string()
}

fn decimal_domain(dialect: Dialect, digits: u32, min: Number, max: Number, column: &str) -> String {
    let bounds = format!("{column} BETWEEN {} AND {}", literal(min), literal(max));
    match dialect {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => bounds,
        Dialect::Sqlite => format!("round({column}, {digits}) = {column} AND {bounds}"),
    }
}

fn date_domain(dialect: Dialect, min: &str, max: &str, column: &str) -> String {
    match dialect {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {
            format!("{column} BETWEEN DATE '{min}' AND DATE '{max}'")
        }
        Dialect::Sqlite => format!(
            "{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date({column}) IS {column} \
             AND {column} BETWEEN '{min}' AND '{max}'"
        ),
    }
}

fn text_domain(dialect: Dialect, shape: &TextShape, max_length: Option<u32>, lines: bool, column: &str) -> String {
    let mut parts = vec![shape::some_ink(dialect, column)];
    parts.extend(shape::no_nul(dialect, column));
    if !lines {
        parts.push(shape::one_line(dialect, column));
    }
    if let Some(max_length) = max_length {
        parts.push(format!("{} <= {max_length}", shape::length(dialect, column)));
    }
    parts.extend(shape::shaped(dialect, shape, column));
    parts.join(" AND ")
}
