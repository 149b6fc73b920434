//! Conditions and terms in the notation that the page's interpreter reads: JSON lists whose first element is a word.

use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::ids::{CondId, Id, RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::term::Term;

/// Writes a JSON string that may stand inside a script element.
pub(crate) fn string(out: &mut String, words: &str) {
    out.push('"');
    for character in words.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '<' | '\u{2028}' | '\u{2029}' | '\u{0}'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

/// Writes a whole number.
pub(crate) fn number(out: &mut String, number: impl std::fmt::Display) {
    use std::fmt::Write as _;
    // Writing into a String cannot fail.
    let _ = write!(out, "{number}");
}

/// Writes things parted by commas, in brackets.
pub(crate) fn list<T>(out: &mut String, things: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    out.push('[');
    for (index, thing) in things.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, thing);
    }
    out.push(']');
}

/// Where a condition stands in the list that the page gets.
pub(crate) trait Places {
    /// The place of a condition that has one.
    fn place(&self, id: CondId) -> u32;
}

/// Writes a condition whose parts have places.
pub(crate) fn cond(out: &mut String, cond: &Cond, places: &impl Places) {
    match cond {
        Cond::Always => out.push_str("[\"yes\"]"),
        Cond::Never => out.push_str("[\"no\"]"),
        Cond::Present(variable) => atom(out, "has", *variable),
        Cond::Absent(variable) => atom(out, "lacks", *variable),
        Cond::In { variable, codes } => codes_atom(out, "in", *variable, codes),
        Cond::NotIn { variable, codes } => codes_atom(out, "out", *variable, codes),
        Cond::Compare { left, op, right } => {
            out.push_str("[\"compare\",");
            term(out, left, places);
            out.push(',');
            string(out, sign(*op));
            out.push(',');
            term(out, right, places);
            out.push(']');
        }
        Cond::All(parts) => parts_of(out, "all", parts, places),
        Cond::Any(parts) => parts_of(out, "any", parts, places),
        Cond::Some { repeat, cond } => quantified(out, "some", *repeat, *cond, places),
        Cond::Every { repeat, cond } => quantified(out, "every", *repeat, *cond, places),
    }
}

fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn open(out: &mut String, word: &str) {
    out.push('[');
    string(out, word);
    out.push(',');
}

fn atom(out: &mut String, word: &str, variable: VarId) {
    open(out, word);
    number(out, variable.index());
    out.push(']');
}

fn codes_atom(out: &mut String, word: &str, variable: VarId, codes: &[String]) {
    open(out, word);
    number(out, variable.index());
    out.push(',');
    list(out, codes, |out, code| string(out, code));
    out.push(']');
}

fn parts_of(out: &mut String, word: &str, parts: &[CondId], places: &impl Places) {
    open(out, word);
    list(out, parts, |out, part| number(out, places.place(*part)));
    out.push(']');
}

fn quantified(out: &mut String, word: &str, repeat: RepeatId, cond: CondId, places: &impl Places) {
    open(out, word);
    number(out, repeat.index());
    out.push(',');
    number(out, places.place(cond));
    out.push(']');
}

/// Writes a term.
pub(crate) fn term(out: &mut String, term: &Term, places: &impl Places) {
    match term {
        Term::Number(value) => text_atom(out, "number", *value),
        Term::Day(day) => number_atom(out, "day", *day),
        Term::Month(month) => number_atom(out, "month", *month),
        Term::Value(variable) => atom(out, "value", *variable),
        Term::Score { variable, scores } => scored(out, *variable, scores),
        Term::CountPresent(variables) => {
            open(out, "count");
            list(out, variables, |out, variable| number(out, variable.index()));
            out.push(']');
        }
        Term::Sum(parts) => terms(out, "sum", parts, places),
        Term::Add(a, b) => pair(out, "add", a, b, places),
        Term::Subtract(a, b) => pair(out, "subtract", a, b, places),
        Term::Multiply(a, b) => pair(out, "multiply", a, b, places),
        Term::Divide(a, b) => pair(out, "divide", a, b, places),
        Term::Negative(a) => {
            open(out, "negative");
            self::term(out, a, places);
            out.push(']');
        }
        Term::Round(a, digits) => shifted(out, "round", a, *digits, places),
        Term::Days(a, b) => pair(out, "days", a, b, places),
        Term::Age(a, b) => pair(out, "age", a, b, places),
        Term::PlusDays(a, days) => shifted(out, "plus_days", a, *days, places),
        Term::PlusMonths(a, months) => shifted(out, "plus_months", a, *months, places),
        Term::FirstOf(parts) => terms(out, "first", parts, places),
        Term::CountWhere { repeat, cond } => quantified(out, "count_where", *repeat, *cond, places),
        Term::SumWhere { repeat, term, cond } => {
            open(out, "sum_where");
            number(out, repeat.index());
            out.push(',');
            self::term(out, term, places);
            out.push(',');
            number(out, places.place(*cond));
            out.push(']');
        }
        Term::If { cond, then, otherwise } => {
            open(out, "if");
            number(out, places.place(*cond));
            out.push(',');
            self::term(out, then, places);
            out.push(',');
            self::term(out, otherwise, places);
            out.push(']');
        }
    }
}

/// Numbers travel as text: JSON's would become binary fractions.
fn text_atom(out: &mut String, word: &str, value: Number) {
    open(out, word);
    string(out, &value.to_string());
    out.push(']');
}

fn number_atom(out: &mut String, word: &str, value: i32) {
    open(out, word);
    number(out, value);
    out.push(']');
}

fn scored(out: &mut String, variable: VarId, scores: &[(String, Number)]) {
    open(out, "score");
    number(out, variable.index());
    out.push_str(",{");
    for (index, (code, score)) in scores.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        string(out, code);
        out.push(':');
        string(out, &score.to_string());
    }
    out.push_str("}]");
}

fn terms(out: &mut String, word: &str, parts: &[Term], places: &impl Places) {
    open(out, word);
    list(out, parts, |out, part| term(out, part, places));
    out.push(']');
}

fn pair(out: &mut String, word: &str, a: &Term, b: &Term, places: &impl Places) {
    open(out, word);
    term(out, a, places);
    out.push(',');
    term(out, b, places);
    out.push(']');
}

fn shifted(out: &mut String, word: &str, a: &Term, by: impl std::fmt::Display, places: &impl Places) {
    open(out, word);
    term(out, a, places);
    out.push(',');
    number(out, by);
    out.push(']');
}

/// The conditions that a term reads.
pub(crate) fn conditions_of(term: &Term, visit: &mut impl FnMut(CondId)) {
    match term {
        Term::Number(_)
        | Term::Day(_)
        | Term::Month(_)
        | Term::Value(_)
        | Term::Score { variable: _, scores: _ }
        | Term::CountPresent(_) => {}
        Term::Sum(parts) | Term::FirstOf(parts) => parts.iter().for_each(|part| conditions_of(part, visit)),
        Term::Add(a, b)
        | Term::Subtract(a, b)
        | Term::Multiply(a, b)
        | Term::Divide(a, b)
        | Term::Days(a, b)
        | Term::Age(a, b) => {
            conditions_of(a, visit);
            conditions_of(b, visit);
        }
        Term::Negative(a) | Term::Round(a, _) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => {
            conditions_of(a, visit);
        }
        Term::CountWhere { repeat: _, cond } => visit(*cond),
        Term::SumWhere { repeat: _, term, cond } => {
            conditions_of(term, visit);
            visit(*cond);
        }
        Term::If { cond, then, otherwise } => {
            visit(*cond);
            conditions_of(then, visit);
            conditions_of(otherwise, visit);
        }
    }
}
