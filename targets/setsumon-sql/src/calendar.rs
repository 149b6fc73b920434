//! Days and months in each dialect: differences, full years, and days so many days or months later.

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::Day;
use setsumon_core::term::Term;

use crate::cond::Printer;
use crate::dialect::{Dialect, Room};

/// A day that may lie behind the last that the dialect knows, where its functions would give NULL: then a value that stands for all of those.
fn beyond(day: &str, sum: &str, last: &str) -> String {
    format!("coalesce({sum}, CASE WHEN {day} IS NOT NULL THEN {last} END)")
}

impl Printer<'_> {
    /// A day.
    pub(crate) fn day(&self, term: &Term) -> String {
        match term {
            Term::Day(day) => self.day_literal(Day(*day)),
            Term::Value(variable) => self.column(*variable),
            Term::PlusDays(day, days) => self.plus_days(&self.day(day), *days),
            Term::PlusMonths(day, months) => self.plus_months(&self.day(day), *months),
            Term::FirstOf(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.day(part)).collect();
                format!("coalesce({})", parts.join(", "))
            }
            Term::If { cond, then, otherwise } => {
                format!("(CASE WHEN {} THEN {} ELSE {} END)", self.cond(*cond), self.day(then), self.day(otherwise))
            }
            Term::Number(_)
            | Term::Month(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Add(_, _)
            | Term::Subtract(_, _)
            | Term::Multiply(_, _)
            | Term::Divide(_, _)
            | Term::Negative(_)
            | Term::Round(_, _)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::SumWhere { repeat: _, term: _, cond: _ } => "NULL".to_owned(),
        }
    }

    fn day_literal(&self, day: Day) -> String {
        let iso = iso_day(day);
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => format!("DATE '{iso}'"),
            Dialect::Sqlite => format!("'{iso}'"),
        }
    }

    fn plus_days(&self, day: &str, days: i32) -> String {
        match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::DuckDb => format!("({day} + ({days}))"),
            Dialect::Sqlite => beyond(day, &format!("date({day}, '{days:+} days')"), "'9999-12-31~'"),
            Dialect::MySql => beyond(day, &format!("{day} + INTERVAL ({days}) DAY"), "DATE '9999-12-31'"),
        }
    }

    /// A day that its month does not have becomes that month's last.
    fn plus_months(&self, day: &str, months: i32) -> String {
        match self.dialect().dialect() {
            Dialect::PostgreSql => format!("CAST({day} + INTERVAL '{months} months' AS DATE)"),
            Dialect::DuckDb => format!("CAST({day} + INTERVAL ({months}) MONTH AS DATE)"),
            Dialect::MySql => beyond(day, &format!("{day} + INTERVAL ({months}) MONTH"), "DATE '9999-12-31'"),
            Dialect::Sqlite => {
                let first = format!("date({day}, 'start of month', '{months:+} months'");
                let same = format!("{first}, '+' || (CAST(substr({day}, 9) AS INTEGER) - 1) || ' days')");
                let last = format!("coalesce({first}, '+1 months', '-1 days'), '9999-12-31')");
                beyond(day, &format!("min({same}, {last})"), "'9999-12-31~'")
            }
        }
    }

    /// Full days from the first to the second.
    pub(crate) fn days_between(&self, from: &Term, to: &Term) -> String {
        let (from, to) = (self.day(from), self.day(to));
        match self.dialect().dialect() {
            Dialect::PostgreSql => format!("({to} - {from})"),
            Dialect::DuckDb => format!("date_diff('day', {from}, {to})"),
            Dialect::Sqlite => format!("CAST(julianday({to}) - julianday({from}) AS INTEGER)"),
            Dialect::MySql => format!("datediff({to}, {from})"),
        }
    }

    /// Full years from the first to the second: the years between, one less where the second's anniversary is still to come.
    pub(crate) fn age(&self, from: &Term, to: &Term) -> String {
        let (from, to) = (self.year_month_day(&self.day(from)), self.year_month_day(&self.day(to)));
        // 20250131 − 19600201 = 650 − 70 … : the ten-thousands of the difference are the full years, rounded down.
        let difference = format!("{to} - {from}");
        match self.dialect().dialect() {
            Dialect::PostgreSql => format!("CAST(floor(({difference}) / 10000.0) AS INTEGER)"),
            Dialect::MySql => format!("floor(({difference}) / 10000)"),
            Dialect::Sqlite => format!("(({difference} + 100000000) / 10000 - 10000)"),
            Dialect::DuckDb => format!("(({difference} + 100000000) // 10000 - 10000)"),
        }
    }

    fn year_month_day(&self, day: &str) -> String {
        match self.dialect().dialect() {
            Dialect::PostgreSql => format!("CAST(to_char({day}, 'YYYYMMDD') AS INTEGER)"),
            Dialect::MySql => format!("(year({day}) * 10000 + month({day}) * 100 + day({day}))"),
            Dialect::Sqlite => format!("CAST(replace({day}, '-', '') AS INTEGER)"),
            Dialect::DuckDb => format!("CAST(strftime({day}, '%Y%m%d') AS INTEGER)"),
        }
    }

    /// A month as its text, where it is a column or a constant: texts of months sort as months do.
    pub(crate) fn month_as_text(&self, term: &Term) -> Option<String> {
        match term {
            Term::Value(variable) => Some(self.column(*variable)),
            Term::Month(month) => Some(format!("'{}'", iso_month(*month))),
            Term::Number(_)
            | Term::Day(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Add(_, _)
            | Term::Subtract(_, _)
            | Term::Multiply(_, _)
            | Term::Divide(_, _)
            | Term::Negative(_)
            | Term::Round(_, _)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::PlusDays(_, _)
            | Term::PlusMonths(_, _)
            | Term::FirstOf(_)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::SumWhere { repeat: _, term: _, cond: _ }
            | Term::If { cond: _, then: _, otherwise: _ } => None,
        }
    }

    /// A month, counted from January of the year 0.
    pub(crate) fn month(&self, term: &Term) -> String {
        match term {
            Term::Month(month) => month.to_string(),
            Term::Value(variable) => self.months(&self.column(*variable)),
            Term::PlusMonths(month, months) => format!("({} + ({months}))", self.month(month)),
            Term::FirstOf(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.month(part)).collect();
                format!("coalesce({})", parts.join(", "))
            }
            Term::If { cond, then, otherwise } => {
                format!("(CASE WHEN {} THEN {} ELSE {} END)", self.cond(*cond), self.month(then), self.month(otherwise))
            }
            Term::Number(_)
            | Term::Day(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Add(_, _)
            | Term::Subtract(_, _)
            | Term::Multiply(_, _)
            | Term::Divide(_, _)
            | Term::Negative(_)
            | Term::Round(_, _)
            | Term::Days(_, _)
            | Term::Age(_, _)
            | Term::PlusDays(_, _)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::SumWhere { repeat: _, term: _, cond: _ } => "NULL".to_owned(),
        }
    }

    fn months(&self, column: &str) -> String {
        let integer = match self.dialect().dialect() {
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => "INTEGER",
            Dialect::MySql => "SIGNED",
        };
        format!("(CAST(substr({column}, 1, 4) AS {integer}) * 12 + CAST(substr({column}, 6, 2) AS {integer}) - 1)")
    }
}
