//! Terms of days and months.

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::Day;
use setsumon_core::term::Term;

use crate::cond::Printer;
use crate::dialect::Moment;

impl Printer<'_> {
    /// A day.
    pub(crate) fn day(&self, term: &Term) -> String {
        match term {
            Term::Day(day) => self.dialect().day(&iso_day(Day(*day))),
            Term::Value(variable) => self.column(*variable),
            Term::PlusDays(_, _) => {
                let (day, days) = term.days_later();
                self.dialect().plus_days(&self.moment(day), days)
            }
            Term::PlusMonths(_, _) => {
                let (day, months) = term.months_later();
                self.dialect().plus_months(&self.moment(day), &months)
            }
            Term::FirstOf(_) => {
                let parts: Vec<_> = term.flat().into_iter().map(|part| self.day(part)).collect();
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

    fn moment(&self, day: &Term) -> Moment {
        let simple = day.is_written() || day.as_variable().is_some();
        Moment { text: self.day(day), simple, present: day.is_given() }
    }

    /// Full days from the first to the second.
    pub(crate) fn days_between(&self, from: &Term, to: &Term) -> String {
        self.dialect().days_between(&self.day(from), &self.day(to))
    }

    /// Full years from the first to the second: the years between, one less where the second's anniversary is still to come.
    pub(crate) fn age(&self, from: &Term, to: &Term) -> String {
        let [from, to] = [from, to].map(|day| self.dialect().as_digits(&self.day(day)));
        // 20250131 − 19600201 = 650 − 70 … : the ten-thousands of the difference are the full years, rounded down.
        self.dialect().ten_thousands(&format!("{to} - {from}"))
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
            Term::Value(variable) => self.dialect().months(&self.column(*variable)),
            Term::PlusMonths(_, _) => {
                let (month, months) = term.months_later();
                let months = months.into_iter().fold(0, i32::saturating_add);
                format!("({} + ({months}))", self.month(month))
            }
            Term::FirstOf(_) => {
                let parts: Vec<_> = term.flat().into_iter().map(|part| self.month(part)).collect();
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
}
