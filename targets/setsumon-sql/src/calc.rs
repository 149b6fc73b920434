//! Derived values as expressions: numbers, days, months and bands, and how a response counts.

use setsumon_core::form::{BandRow, Calc, CalcValue, Form, Outcome};
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use crate::cond::Printer;
use crate::figure::Binds;

/// What a derived value reads, the condition under which it is derived included.
pub(crate) fn reads(form: &Form, calc: &Calc) -> Reads {
    let mut reads = Reads::of_term(form, &calc.term);
    let asked = Reads::of_cond(form, calc.asked);
    reads.variables.extend(asked.variables);
    reads.repeats.extend(asked.repeats);
    reads
}

impl Printer<'_> {
    /// A derived value.
    pub(crate) fn calc(&self, calc: &Calc) -> String {
        let value = match &calc.value {
            CalcValue::Number { digits: _ } => self.unscaled(&calc.term),
            CalcValue::Date => self.day(&calc.term),
            CalcValue::Month => self.month_text(&calc.term),
            CalcValue::Band(rows) => self.band(&calc.term, rows),
        };
        if self.form.conds().is_always(calc.asked) {
            return value;
        }
        format!("CASE WHEN {} THEN {value} END", self.cond(calc.asked))
    }

    /// A number as people read it.
    fn unscaled(&self, term: &Term) -> String {
        let number = self.number(term);
        match u32::try_from(number.places) {
            Ok(places) if places > 0 => self.dialect().unscaled(&number.over.within(Binds::Product), places),
            Ok(_) | Err(_) => number.over.text,
        }
    }

    fn month_text(&self, term: &Term) -> String {
        if let Some(text) = self.month_as_text(term) {
            return text;
        }
        self.dialect().month(&self.month(term))
    }

    fn band(&self, term: &Term, rows: &[BandRow]) -> String {
        let whens: Vec<_> = rows
            .iter()
            .map(|BandRow { low, high, code, label: _ }| {
                let mut tests = Vec::new();
                for (bound, sign) in [(low, ">="), (high, "<=")] {
                    if let Some(bound) = bound {
                        let (left, right) = self.aligned(self.number(term), self.number(&Term::Number(*bound)));
                        tests.push(format!("{left} {sign} {right}"));
                    }
                }
                if tests.is_empty() {
                    tests.push(format!("{} IS NOT NULL", self.number(term).over.within(Binds::Sum)));
                }
                format!("WHEN {} THEN {}", tests.join(" AND "), self.dialect().text(code))
            })
            .collect();
        format!("CASE {} END", whens.join(" "))
    }

    /// How a response counts: as its first end that acts says.
    pub(crate) fn outcome(&self) -> String {
        let whens: Vec<_> = self
            .form
            .ends()
            .values()
            .map(|end| format!("WHEN {} THEN '{}'", self.cond(end.fires), outcome(end.outcome)))
            .collect();
        if whens.is_empty() {
            return format!("'{}'", outcome(Outcome::Complete));
        }
        format!("CASE {} ELSE '{}' END", whens.join(" "), outcome(Outcome::Complete))
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "complete",
        Outcome::Ended => "ended",
        Outcome::OutOfScope => "out_of_scope",
        Outcome::Refused => "refused",
    }
}
