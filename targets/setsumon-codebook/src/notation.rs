//! Conditions and terms over variable names, as analysts would write them: `status in [planned, ended] and x <= 3`.

use std::fmt::Write;

use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::form::{Day, Form, Role};
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::term::Term;

/// How firmly what stands around a condition binds it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    And,
    Or,
}

/// A condition in full.
pub(crate) fn condition(form: &Form, id: CondId) -> String {
    let mut out = String::new();
    cond(form, id, Around::Nothing, &mut out);
    out
}

/// A term in full.
pub(crate) fn formula(form: &Form, of: &Term) -> String {
    let mut out = String::new();
    term(form, of, &mut out);
    out
}

/// How a variable is spoken of: one of last year's file by `last` and its name there.
fn name(form: &Form, id: VarId, out: &mut String) {
    let variable = form.variables().get(id);
    match variable.role {
        Role::Answer | Role::Given | Role::Retired => {}
        Role::Last(_) => out.push_str("last "),
    }
    out.push_str(&variable.name);
}

fn cond(form: &Form, id: CondId, around: Around, out: &mut String) {
    match form.conds().get(id) {
        Cond::Always => out.push_str("always"),
        Cond::Never => out.push_str("never"),
        Cond::Present(variable) => {
            out.push_str("answered ");
            name(form, *variable, out);
        }
        Cond::Absent(variable) => {
            out.push_str("not answered ");
            name(form, *variable, out);
        }
        Cond::In { variable, codes } => membership(form, *variable, "in", codes, out),
        Cond::NotIn { variable, codes } => membership(form, *variable, "not in", codes, out),
        Cond::Compare { left, op, right } => {
            term(form, left, out);
            out.push_str(sign(*op));
            term(form, right, out);
        }
        Cond::All(parts) => joined(form, parts, " and ", Around::And, around == Around::Or, out),
        Cond::Any(parts) => joined(form, parts, " or ", Around::Or, around == Around::And, out),
        Cond::Some { repeat, cond: inner } => {
            let _ = write!(out, "any of {} (", form.repeats().get(*repeat).name);
            cond(form, *inner, Around::Nothing, out);
            out.push(')');
        }
        Cond::Every { repeat, cond: inner } => {
            let _ = write!(out, "all of {} (", form.repeats().get(*repeat).name);
            cond(form, *inner, Around::Nothing, out);
            out.push(')');
        }
    }
}

fn membership(form: &Form, variable: VarId, word: &str, codes: &[String], out: &mut String) {
    name(form, variable, out);
    let _ = write!(out, " {word} [{}]", codes.join(", "));
}

fn joined(form: &Form, parts: &[CondId], joint: &str, inside: Around, brackets: bool, out: &mut String) {
    if brackets {
        out.push('(');
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(joint);
        }
        cond(form, *part, inside, out);
    }
    if brackets {
        out.push(')');
    }
}

fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => " = ",
        Comparison::NotEqual => " != ",
        Comparison::Less => " < ",
        Comparison::LessOrEqual => " <= ",
        Comparison::Greater => " > ",
        Comparison::GreaterOrEqual => " >= ",
    }
}

fn term(form: &Form, of: &Term, out: &mut String) {
    match of {
        Term::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Term::Day(day) => out.push_str(&iso_day(Day(*day))),
        Term::Month(month) => out.push_str(&iso_month(*month)),
        Term::Value(variable) => name(form, *variable, out),
        Term::Score { variable, scores } => {
            out.push_str("score(");
            name(form, *variable, out);
            for (code, score) in scores {
                let _ = write!(out, ", {code}: {score}");
            }
            out.push(')');
        }
        Term::CountPresent(variables) => {
            out.push_str("count(");
            for (index, variable) in variables.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                name(form, *variable, out);
            }
            out.push(')');
        }
        Term::Sum(parts) => call(form, "sum", parts, out),
        Term::FirstOf(parts) => call(form, "first of ", parts, out),
        Term::Add(left, right) => infix(form, left, " + ", right, out),
        Term::Subtract(left, right) => infix(form, left, " - ", right, out),
        Term::Multiply(left, right) => infix(form, left, " * ", right, out),
        Term::Divide(left, right) => infix(form, left, " / ", right, out),
        Term::Negative(part) => {
            out.push('-');
            term(form, part, out);
        }
        Term::Round(part, digits) => {
            out.push_str("round(");
            term(form, part, out);
            let _ = write!(out, ", {digits})");
        }
        Term::Days(from, to) => two(form, "days", from, to, out),
        Term::Age(from, to) => two(form, "age", from, to, out),
        Term::PlusDays(part, days) => {
            term(form, part, out);
            let _ = write!(out, " + {days} days");
        }
        Term::PlusMonths(part, months) => {
            term(form, part, out);
            let _ = write!(out, " + {months} months");
        }
        Term::CountWhere { repeat, cond: inner } => {
            let _ = write!(out, "count({} where ", form.repeats().get(*repeat).name);
            cond(form, *inner, Around::Nothing, out);
            out.push(')');
        }
        Term::SumWhere { repeat: _, term: part, cond: inner } => {
            out.push_str("sum(");
            term(form, part, out);
            out.push_str(" where ");
            cond(form, *inner, Around::Nothing, out);
            out.push(')');
        }
        Term::If { cond: inner, then, otherwise } => {
            out.push_str("if(");
            cond(form, *inner, Around::Nothing, out);
            out.push_str(", ");
            term(form, then, out);
            out.push_str(", ");
            term(form, otherwise, out);
            out.push(')');
        }
    }
}

fn call(form: &Form, function: &str, parts: &[Term], out: &mut String) {
    out.push_str(function);
    out.push('(');
    for (index, part) in parts.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        term(form, part, out);
    }
    out.push(')');
}

fn two(form: &Form, function: &str, left: &Term, right: &Term, out: &mut String) {
    out.push_str(function);
    infix_in(form, left, ", ", right, out);
}

fn infix(form: &Form, left: &Term, sign: &str, right: &Term, out: &mut String) {
    infix_in(form, left, sign, right, out);
}

fn infix_in(form: &Form, left: &Term, sign: &str, right: &Term, out: &mut String) {
    out.push('(');
    term(form, left, out);
    out.push_str(sign);
    term(form, right, out);
    out.push(')');
}
