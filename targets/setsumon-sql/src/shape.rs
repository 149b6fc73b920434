//! What texts look like: regular expressions where the dialect has them, `GLOB` and string functions in SQLite.

use setsumon_core::form::TextShape;

use crate::dialect::{Dialect, Room};

/// Some character is not white space.
pub(crate) fn some_ink(out: &mut String, dialect: &dyn Room, column: &str) {
    around(
        out,
        column,
        match dialect.dialect() {
            Dialect::PostgreSql => ("btrim(", ", E' \\t\\n\\r\\u3000') <> ''"),
            Dialect::Sqlite => ("trim(", ", char(32, 9, 10, 13, 12288)) <> ''"),
            Dialect::MySql => ("", " REGEXP '[^ \\\\t\\\\n\\\\r\\\\x{3000}]'"),
            Dialect::DuckDb => ("regexp_matches(", ", '[^ \\t\\n\\r\\x{3000}]')"),
        },
    );
}

/// ` AND …`: no character is U+0000, where the dialect would take one.
pub(crate) fn no_nul(out: &mut String, dialect: &dyn Room, column: &str) {
    match dialect.dialect() {
        Dialect::PostgreSql => {}
        Dialect::Sqlite => around(out, column, (" AND instr(", ", char(0)) = 0")),
        Dialect::MySql => around(out, column, (" AND LOCATE(CHAR(0), ", ") = 0")),
        Dialect::DuckDb => around(out, column, (" AND NOT contains(", ", chr(0))")),
    }
}

/// No character is a line break.
pub(crate) fn one_line(out: &mut String, dialect: &dyn Room, column: &str) {
    around(
        out,
        column,
        match dialect.dialect() {
            Dialect::PostgreSql => ("", " !~ E'[\\n\\r]'"),
            Dialect::Sqlite => ("", " NOT GLOB '*[' || char(10, 13) || ']*'"),
            Dialect::MySql => ("", " NOT REGEXP '[\\\\n\\\\r]'"),
            Dialect::DuckDb => ("NOT regexp_matches(", ", '[\\n\\r]')"),
        },
    );
}

fn around(out: &mut String, column: &str, (before, behind): (&str, &str)) {
    out.push_str(before);
    out.push_str(column);
    out.push_str(behind);
}

/// Its length in code points.
pub(crate) fn length(dialect: &dyn Room, column: &str) -> String {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::MySql => format!("char_length({column})"),
        Dialect::Sqlite | Dialect::DuckDb => format!("length({column})"),
    }
}

/// A month: four digits, a hyphen, 01 to 12.
pub(crate) fn month(dialect: &dyn Room, column: &str) -> String {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => matches(dialect, column, "[0-9]{4}-(0[1-9]|1[0-2])"),
        Dialect::Sqlite => {
            format!("({column} GLOB '[0-9][0-9][0-9][0-9]-0[1-9]' OR {column} GLOB '[0-9][0-9][0-9][0-9]-1[0-2]')")
        }
    }
}

/// The shape of a text; none for free text.
pub(crate) fn shaped(dialect: &dyn Room, shape: &TextShape, column: &str) -> Option<String> {
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => {
            expression(shape).map(|expression| matches(dialect, column, &expression))
        }
        Dialect::Sqlite => globs(shape, column),
    }
}

/// The whole text matches.
fn matches(dialect: &dyn Room, column: &str, expression: &str) -> String {
    let text = |end: &str| dialect.text(&format!("^{expression}{end}"));
    match dialect.dialect() {
        Dialect::PostgreSql | Dialect::Sqlite => format!("{column} ~ {}", text("$")),
        // There `$` also matches before a line break at the end.
        Dialect::MySql => format!("{column} REGEXP {}", text("\\z")),
        Dialect::DuckDb => format!("regexp_matches({column}, {})", text("$")),
    }
}

fn expression(shape: &TextShape) -> Option<String> {
    match shape {
        TextShape::Free => None,
        TextShape::Email => Some("[!-?A-~]+@[!-?A-~]+[.][!-?A-~]+".to_owned()),
        TextShape::Tel => Some("[+0-9][0-9-]{5,19}".to_owned()),
        TextShape::PostalJa => Some("[0-9]{3}-[0-9]{4}".to_owned()),
        TextShape::PostalAny => Some("[0-9A-Za-z][0-9A-Za-z -]{0,8}[0-9A-Za-z]".to_owned()),
        TextShape::Url => Some("https?://[^\\x01-\\x20\\x7f-\\x9f\u{3000}]+".to_owned()),
        TextShape::Picture(picture) => Some(picture.chars().map(expression_char).collect()),
    }
}

fn expression_char(char: char) -> String {
    match char {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        '^' => "\\^".to_owned(),
        '\\' => "\\\\".to_owned(),
        '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => format!("[{char}]"),
        other => other.to_string(),
    }
}

fn globs(shape: &TextShape, column: &str) -> Option<String> {
    match shape {
        TextShape::Free => None,
        TextShape::Email => {
            Some(format!("{column} NOT GLOB '*[^!-~]*' AND {column} GLOB '?*@?*.?*' AND {column} NOT GLOB '*@*@*'"))
        }
        TextShape::Tel => Some(format!(
            "{column} GLOB '[+0-9]*' AND substr({column}, 2) NOT GLOB '*[^0-9-]*' AND length({column}) BETWEEN 6 AND 20"
        )),
        TextShape::PostalJa => Some(format!("{column} GLOB '[0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'")),
        TextShape::PostalAny => Some(format!(
            "{column} NOT GLOB '*[^0-9A-Za-z -]*' AND {column} GLOB '[0-9A-Za-z]*[0-9A-Za-z]' \
             AND length({column}) BETWEEN 2 AND 10"
        )),
        TextShape::Url => Some(format!(
            "({column} GLOB 'http://?*' OR {column} GLOB 'https://?*') \
             AND {column} NOT GLOB '*[' || char(1) || '-' || char(32) || char(127) || '-' || char(159) || char(12288) || ']*'"
        )),
        TextShape::Picture(picture) => {
            let glob: String = picture.chars().map(glob_char).collect();
            Some(format!("{column} GLOB {}", Dialect::Sqlite.room().text(&glob)))
        }
    }
}

fn glob_char(char: char) -> String {
    match char {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        '*' | '?' | '[' => format!("[{char}]"),
        other => other.to_string(),
    }
}
