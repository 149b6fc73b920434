//! The room of SQLite: what stands within a statement. Whole statements and scripts are in [`statements`].

mod statements;

use std::borrow::Cow;
use std::fmt::Write as _;

use setsumon_core::form::TextShape;

use super::calendar::{FIRST, Moment, beyond, months_as};
use super::numbers::{any_one_by_one, scale};
use crate::figure::{Binds, Figure};

use super::{Around, Backslash, Calendar, Limits, Missing, Numbers, Quoting, Room, Texts, Types};

/// SQLite.
#[derive(Debug)]
pub(crate) struct Sqlite;

impl Room for Sqlite {
    fn code(&self) -> &'static str {
        "sqlite"
    }

    fn file(&self) -> &'static str {
        "sqlite.sql"
    }

    fn title(&self) -> &'static str {
        "SQLite"
    }

    /// 2,000 columns.
    fn limits(&self) -> Limits {
        Limits { columns: 1_300, bytes: usize::MAX, view_columns: 2_000 }
    }
}

impl Quoting for Sqlite {
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

impl Types for Sqlite {
    fn truth_type(&self) -> &'static str {
        "INTEGER"
    }

    fn code_type(&self, _bytes: usize) -> Cow<'static, str> {
        "TEXT".into()
    }

    fn text_type(&self) -> &'static str {
        "TEXT"
    }

    fn integer_type(&self, _min: i64, _max: i64) -> &'static str {
        "INTEGER"
    }

    fn decimal_type(&self, _digits: u32, _places: u32) -> Cow<'static, str> {
        "REAL".into()
    }

    fn day_type(&self) -> &'static str {
        "TEXT"
    }

    fn moment_type(&self) -> &'static str {
        // `2025-01-31 12:34:56`, as CURRENT_TIMESTAMP gives it.
        "TEXT"
    }

    fn may_be_missing(&self) -> &'static str {
        ""
    }

    fn json_type(&self) -> &'static str {
        "TEXT"
    }

    fn json_check(&self, column: &str) -> String {
        // Older releases say of NULL that it is no JSON.
        format!(" CHECK ({column} IS NULL OR json_valid({column}))")
    }

    fn text_weight(&self) -> usize {
        0
    }

    fn write_is_set(&self, out: &mut String) {
        out.push_str(" = 1");
    }

    fn write_no_blank_at_end(&self, _out: &mut String, _column: &str) {}

    fn write_places(&self, out: &mut String, column: &str, places: u32) {
        let _ = write!(out, "round({column}, {places}) = {column} AND ");
    }

    fn write_is_day(&self, out: &mut String, column: &str) {
        // Without a step, a release before 3.46 gives a day that the calendar does not have back as it is.
        let _ = write!(
            out,
            "{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date({column}, '+0 days') IS {column} AND "
        );
    }
}

impl Texts for Sqlite {
    fn some_ink(&self) -> Around {
        Around("trim(", ", char(32, 9, 10, 13, 12288)) <> ''")
    }

    fn no_nul(&self) -> Option<Around> {
        Some(Around(" AND instr(", ", char(0)) = 0"))
    }

    fn one_line(&self) -> Around {
        Around("", " NOT GLOB '*[' || char(10, 13) || ']*'")
    }

    fn length(&self) -> Around {
        Around("length(", ")")
    }

    fn is_month(&self, column: &str) -> String {
        format!("({column} GLOB '[0-9][0-9][0-9][0-9]-0[1-9]' OR {column} GLOB '[0-9][0-9][0-9][0-9]-1[0-2]')")
    }

    fn shaped(&self, shape: &TextShape, column: &str) -> Option<String> {
        globs(shape, column)
    }
}

/// A shape in `GLOB` and functions of texts: there are no regular expressions.
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
            Some(format!("{column} GLOB {}", Sqlite.text(&glob)))
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

/// What stands for all days behind the last that it knows, and sorts behind them.
const BEYOND: &str = "'9999-12-31~'";

impl Calendar for Sqlite {
    fn day(&self, iso: &str) -> String {
        format!("'{iso}'")
    }

    fn plus_days(&self, day: &Moment, days: i32) -> String {
        beyond(day, |day| format!("date({day}, '{days:+} days')"), FIRST, BEYOND)
    }

    fn plus_months(&self, day: &Moment, months: &[i32]) -> String {
        // A month has no more days than it has, and it is the month of the day that the rest is reckoned from: all is said of that day.
        let text = &day.text;
        let mut after = 0_i32;
        let mut days = vec![format!("CAST(substr({text}, 9) AS INTEGER)")];
        for by in months {
            after = after.saturating_add(*by);
            // The calendar is the same 400 years before, which is within the years that there are.
            let same = if after >= 0 { after % (400 * 12) - 400 * 12 } else { after };
            days.push(format!(
                "CAST(strftime('%d', {text}, 'start of month', '{:+} months', '-1 days') AS INTEGER)",
                same.saturating_add(1)
            ));
        }
        let days = format!("'+' || (min({}) - 1) || ' days'", days.join(", "));
        let sum = format!("date({text}, 'start of month', '{after:+} months', {days})");
        format!("coalesce({sum}, CASE WHEN {text} IS NOT NULL THEN {BEYOND} END)")
    }

    fn days_between(&self, from: &str, to: &str) -> String {
        format!("CAST(julianday({to}) - julianday({from}) AS INTEGER)")
    }

    fn as_digits(&self, day: &str) -> String {
        format!("CAST(replace({day}, '-', '') AS INTEGER)")
    }

    fn ten_thousands(&self, difference: &str) -> String {
        format!("(({difference} + 100000000) / 10000 - 10000)")
    }

    fn months(&self, column: &str) -> String {
        months_as("INTEGER", column)
    }

    fn month(&self, months: &str) -> String {
        // `printf` would take a month that is missing for 0; every month that is derived has four digits of its year.
        format!("({months} / 12) || '-' || substr('0' || ({months} % 12 + 1), -2)")
    }

    fn day_as_text(&self, column: &str) -> String {
        self.as_text(column)
    }
}

/// What stays within 64 bits, with room.
const WHOLE: f64 = 9.0e18;
/// What a float holds exactly, with room.
const FLOAT: f64 = 9.0e15;
/// What stays within 64 bits with one more digit, with room.
const LONGER: f64 = 9.0e17;
/// The lower half of 64 bits.
const HALF: i64 = 1 << 32;

/// A quotient of whole numbers, rounded. A quotient of such is cut off, so what is halved is twice the quotient; that of numbers which are
/// never negative is rounded by adding the half before, and else the half must go away from zero, on whichever side of it the number is.
fn rounded(over: &Figure, under: &Figure) -> (String, Binds) {
    let twice = 2.0 * over.widest();
    let steps = twice / under.smallest();
    let positive = over.least >= 0.0 && under.least >= 0.0;
    let by = under.within(Binds::Whole);
    if let Some(half) = under.as_literal().filter(|by| positive && by % 2 == 0 && *by > 0).map(|by| by / 2) {
        return (format!("({} + {half}) / {by}", over.text), Binds::Product);
    }
    let halves = format!("{} * 2 / {by}", over.within(Binds::Product));
    if twice >= WHOLE {
        let (above, below) = (format!("abs({})", over.text), format!("abs({})", under.text));
        let quotient = format!("({above} / {below} + ({above} % {below} >= {below} - {above} % {below}))");
        return (format!("{quotient} * sign({}) * sign({})", over.text, under.text), Binds::Product);
    }
    if positive {
        return (format!("({halves} + 1) / 2"), Binds::Product);
    }
    if steps < FLOAT {
        return (format!("CAST(round({halves} / 2.0) AS INTEGER)"), Binds::Whole);
    }
    if steps < LONGER {
        // A figure behind the last adds away from zero: 10·n + 5 + 5 is 10·(n + 1) for n from 0 on, and 10·n − 5 + 5 is 10·n below.
        return (format!("((CAST(({halves}) || '5' AS INTEGER) + 5) / 10 >> 1)"), Binds::Whole);
    }
    (format!("{halves} / 2 + {halves} % 2"), Binds::Sum)
}

impl Numbers for Sqlite {
    fn scales(&self) -> bool {
        true
    }

    fn exact(&self, column: &str, places: u32) -> String {
        match places {
            0 => column.to_owned(),
            _ => format!("CAST(round({column} * {}) AS INTEGER)", scale(places)),
        }
    }

    fn widened(&self, _number: &str) -> Option<String> {
        None
    }

    fn rounded(&self, over: &Figure, under: Option<&Figure>, _places: u32) -> (String, Binds) {
        let Some(under) = under else { return (over.text.clone(), over.binds) };
        rounded(over, under)
    }

    fn summed(&self, expression: &str, from: &str, most: f64) -> String {
        if most < WHOLE {
            return format!("(SELECT sum({expression}) {from})");
        }
        // A sum of whole numbers beyond 64 bits is an error; a product or sum of two beyond them is a float.
        format!("(SELECT sum(part / {HALF}) * {HALF} + sum(part % {HALF}) FROM (SELECT {expression} AS part {from}))")
    }

    fn unscaled(&self, scaled: &str, places: u32) -> String {
        format!("{scaled} / {}.0", scale(places))
    }

    fn as_whole(&self, value: &str) -> String {
        format!("CAST({value} AS INTEGER)")
    }

    fn as_text(&self, value: &str) -> String {
        format!("CAST({value} AS TEXT)")
    }

    fn decimal_as_text(&self, column: &str, places: u32) -> String {
        // `printf` takes a value that is missing for 0.
        format!("rtrim(rtrim(CASE WHEN {column} IS NOT NULL THEN printf('%.{places}f', {column}) END, '0'), '.')")
    }
}

impl Missing for Sqlite {
    fn present(&self, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| format!("({column} IS NOT NULL)")).collect()
    }

    fn any_present(&self, columns: &[String]) -> String {
        any_one_by_one(columns)
    }

    fn differs(&self) -> Option<&'static str> {
        Some(" IS NOT ")
    }

    fn null(&self, _kind: &str) -> String {
        "NULL".to_owned()
    }
}
