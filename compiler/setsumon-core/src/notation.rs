//! Conditions and terms over variables, as people write them: `status in [planned, ended] and x <= 3`.

use crate::names;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::calendar::{iso_day, iso_month};
use crate::cond::{Comparison, Cond};
use crate::form::{Day, Form, Role, Value};
use crate::ids::{CondId, RepeatId, VarId};
use crate::term::Term;

/// How firmly what stands around a condition binds it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    And,
    Or,
}

/// A condition in full, over the names of variables.
pub fn condition(form: &Form, id: CondId) -> String {
    Notation { form, settled: false }.condition(id)
}

/// A term in full, over the names of variables.
pub fn formula(form: &Form, of: &Term) -> String {
    Notation { form, settled: false }.formula(of)
}

/// All of these conditions over paths, in one spelling however their authors put them: parts in the order of the alphabet, what
/// goes without saying left out, whole numbers compared by `<=` and `>=`. Empty for none.
pub fn settled(form: &Form, all: &[CondId]) -> String {
    let mut out = String::new();
    let notation = Notation { form, settled: true };
    match all {
        [only] => notation.cond(*only, Around::Nothing, &mut out),
        _ => notation.joined(all, " and ", Around::And, false, &mut out),
    }
    out
}

/// A term over paths, in one spelling however its author put it.
pub fn settled_formula(form: &Form, of: &Term) -> String {
    Notation { form, settled: true }.formula(of)
}

/// How the language speaks of a variable: `size.registered`, `last size.registered`.
pub fn path(form: &Form, id: VarId) -> String {
    let variable = form.variables().get(id);
    match variable.role {
        Role::Answer | Role::Given | Role::Retired => names::path(&variable.name),
        Role::Last(now) => format!("last {}", names::path(&form.variables().get(now).name)),
    }
}

struct Notation<'a> {
    form: &'a Form,
    settled: bool,
}

impl Notation<'_> {
    fn condition(&self, id: CondId) -> String {
        let mut out = String::new();
        self.cond(id, Around::Nothing, &mut out);
        out
    }

    fn formula(&self, of: &Term) -> String {
        let mut out = String::new();
        self.term(of, &mut out);
        out
    }

    /// How a variable is spoken of: one of last year's file by `last` and its name there.
    fn name(&self, id: VarId, out: &mut String) {
        if self.settled {
            out.push_str(&path(self.form, id));
            return;
        }
        let variable = self.form.variables().get(id);
        match variable.role {
            Role::Answer | Role::Given | Role::Retired => {}
            Role::Last(_) => out.push_str("last "),
        }
        out.push_str(&variable.name);
    }

    fn cond(&self, id: CondId, around: Around, out: &mut String) {
        match self.form.conds().get(id) {
            Cond::Always => out.push_str("always"),
            Cond::Never => out.push_str("never"),
            Cond::Present(variable) => self.answered(*variable, true, out),
            Cond::Absent(variable) => self.answered(*variable, false, out),
            Cond::In { variable, codes } => self.membership(*variable, true, codes, out),
            Cond::NotIn { variable, codes } => self.membership(*variable, false, codes, out),
            Cond::Compare { left, op, right } => self.compare(left, *op, right, out),
            Cond::All(parts) => self.joined(parts, " and ", Around::And, around == Around::Or, out),
            Cond::Any(parts) => self.joined(parts, " or ", Around::Or, around == Around::And, out),
            Cond::Some { repeat, cond: inner } => {
                let _ = write!(out, "any of {} (", self.roster(*repeat));
                self.cond(*inner, Around::Nothing, out);
                out.push(')');
            }
            Cond::Every { repeat, cond: inner } => {
                let _ = write!(out, "all of {} (", self.roster(*repeat));
                self.cond(*inner, Around::Nothing, out);
                out.push(')');
            }
        }
    }

    fn roster(&self, repeat: RepeatId) -> &str {
        let repeat = self.form.repeats().get(repeat);
        if self.settled { &repeat.path } else { &repeat.name }
    }

    /// Which occurrences count; settled, nothing where all do.
    fn filter(&self, cond: CondId, out: &mut String) {
        if !self.settled || !self.form.conds().is_always(cond) {
            out.push_str(" where ");
            self.cond(cond, Around::Nothing, out);
        }
    }

    fn answered(&self, variable: VarId, is: bool, out: &mut String) {
        let tick = self.form.variables().get(variable).value == Value::Tick;
        if self.settled && tick {
            self.name(variable, out);
            out.push_str(if is { " is ticked" } else { " is not ticked" });
        } else {
            out.push_str(if is { "answered " } else { "not answered " });
            self.name(variable, out);
        }
    }

    fn membership(&self, variable: VarId, is: bool, codes: &[String], out: &mut String) {
        self.name(variable, out);
        let _ = match (codes, is) {
            ([code], true) if self.settled => write!(out, " is {code}"),
            ([code], false) if self.settled => write!(out, " is not {code}"),
            (_, true) => write!(out, " in [{}]", codes.join(", ")),
            (_, false) => write!(out, " not in [{}]", codes.join(", ")),
        };
    }

    fn compare(&self, left: &Term, op: Comparison, right: &Term, out: &mut String) {
        if self.settled {
            out.push_str(&self.compared(left, op, right));
        } else {
            self.term(left, out);
            out.push_str(sign(op));
            self.term(right, out);
        }
    }

    /// Answers before what is computed, then in the order of the alphabet.
    fn rank(&self, term: &Term) -> (bool, String) {
        (!matches!(term, Term::Value(_)), self.formula(term))
    }

    /// A comparison in one spelling: what is fixed stands on the right, and of two that vary the first in the alphabet on the left.
    fn compared(&self, left: &Term, op: Comparison, right: &Term) -> String {
        let turned = match (is_fixed(left), is_fixed(right)) {
            (true, false) => true,
            (false, true) => false,
            (true, true) | (false, false) => self.rank(left) > self.rank(right),
        };
        let (left, op, right) = if turned { (right, mirrored(op), left) } else { (left, op, right) };
        match self.whole(left, op, right) {
            Some((op, bound)) => format!("{}{}{bound}", self.formula(left), sign(op)),
            None => format!("{}{}{}", self.formula(left), sign(op), self.formula(right)),
        }
    }

    /// `n > 3` of a whole number as `n >= 4`.
    fn whole(&self, left: &Term, op: Comparison, right: &Term) -> Option<(Comparison, i64)> {
        let (Term::Value(variable), Term::Number(number)) = (left, right) else { return None };
        let bound = number.as_whole()?;
        match self.form.variables().get(*variable).value {
            Value::Integer { min: _, max: _ } | Value::Rank { max: _ } => match op {
                Comparison::Less => Some((Comparison::LessOrEqual, bound.checked_sub(1)?)),
                Comparison::Greater => Some((Comparison::GreaterOrEqual, bound.checked_add(1)?)),
                Comparison::Equal | Comparison::NotEqual | Comparison::LessOrEqual | Comparison::GreaterOrEqual => None,
            },
            Value::Code(_)
            | Value::Tick
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => None,
        }
    }

    fn joined(&self, parts: &[CondId], joint: &str, inside: Around, brackets: bool, out: &mut String) {
        let mut said: Vec<String> = Vec::new();
        let mut memberships: BTreeMap<VarId, Vec<&String>> = BTreeMap::new();
        for part in self.worth_saying(parts, inside) {
            match (self.form.conds().get(part), inside) {
                // `x is a or x is b` is `x in [a, b]`, and `x is not a and x is not b` is `x not in [a, b]`.
                (Cond::In { variable, codes }, Around::Or) | (Cond::NotIn { variable, codes }, Around::And)
                    if self.settled =>
                {
                    memberships.entry(*variable).or_default().extend(codes);
                }
                (_, _) => said.push(self.within(part, inside)),
            }
        }
        for (variable, codes) in memberships {
            let mut out = String::new();
            self.membership(variable, inside == Around::Or, &self.in_order(variable, &codes), &mut out);
            said.push(out);
        }
        if self.settled {
            said.sort();
            said.dedup();
        }
        let brackets = brackets && said.len() > 1;
        if brackets {
            out.push('(');
        }
        out.push_str(&said.join(joint));
        if brackets {
            out.push(')');
        }
    }

    /// Codes in the order of their list, each once.
    fn in_order(&self, variable: VarId, codes: &[&String]) -> Vec<String> {
        let list = self.form.variables().get(variable).value.code_list();
        let known = list.map_or(&[][..], |list| &self.form.code_lists().get(list).codes);
        known.iter().map(|entry| &entry.code).filter(|code| codes.contains(code)).cloned().collect()
    }

    fn within(&self, part: CondId, around: Around) -> String {
        let mut out = String::new();
        self.cond(part, around, &mut out);
        out
    }

    /// The parts of a condition; settled, without those that a comparison beside them needs anyway.
    fn worth_saying<'p>(&self, parts: &'p [CondId], inside: Around) -> impl Iterator<Item = CondId> + 'p {
        let mut needed = Vec::new();
        if self.settled && inside == Around::And {
            for part in parts {
                if let Cond::Compare { left, op: _, right } = self.form.conds().get(*part) {
                    needs(left, &mut needed);
                    needs(right, &mut needed);
                }
            }
        }
        let goes_without: Vec<CondId> = parts
            .iter()
            .copied()
            .filter(|part| match self.form.conds().get(*part) {
                Cond::Present(variable) => needed.contains(variable),
                Cond::Always
                | Cond::Never
                | Cond::Absent(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => false,
            })
            .collect();
        parts.iter().copied().filter(move |part| !goes_without.contains(part))
    }

    fn term(&self, of: &Term, out: &mut String) {
        match of {
            Term::Number(number) => {
                let _ = write!(out, "{number}");
            }
            Term::Day(day) => out.push_str(&iso_day(Day(*day))),
            Term::Month(month) => out.push_str(&iso_month(*month)),
            Term::Value(variable) => self.name(*variable, out),
            Term::Score { variable, scores } => {
                out.push_str("score(");
                self.name(*variable, out);
                for (code, score) in scores {
                    let _ = write!(out, ", {code}: {score}");
                }
                out.push(')');
            }
            Term::CountPresent(variables) => {
                out.push_str("count(");
                for (index, variable) in variables.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { ", " });
                    self.name(*variable, out);
                }
                out.push(')');
            }
            Term::Sum(parts) => self.call("sum", parts, out),
            Term::FirstOf(parts) => self.call("first of ", parts, out),
            Term::Add(left, right) => self.commuting(left, " + ", right, out),
            Term::Subtract(left, right) => self.infix(left, " - ", right, out),
            Term::Multiply(left, right) => self.commuting(left, " * ", right, out),
            Term::Divide(left, right) => self.infix(left, " / ", right, out),
            Term::Negative(part) => {
                out.push('-');
                self.term(part, out);
            }
            Term::Round(part, digits) => {
                out.push_str("round(");
                self.term(part, out);
                let _ = write!(out, ", {digits})");
            }
            Term::Days(from, to) => self.two("days", from, to, out),
            Term::Age(from, to) => self.two("age", from, to, out),
            Term::PlusDays(part, days) => {
                self.term(part, out);
                let _ = write!(out, " + {days} days");
            }
            Term::PlusMonths(part, months) => {
                self.term(part, out);
                let _ = write!(out, " + {months} months");
            }
            Term::CountWhere { repeat, cond: inner } => {
                let _ = write!(out, "count({}", self.roster(*repeat));
                self.filter(*inner, out);
                out.push(')');
            }
            Term::SumWhere { repeat: _, term: part, cond: inner } => {
                out.push_str("sum(");
                self.term(part, out);
                self.filter(*inner, out);
                out.push(')');
            }
            Term::If { cond: inner, then, otherwise } => {
                out.push_str("if(");
                self.cond(*inner, Around::Nothing, out);
                out.push_str(", ");
                self.term(then, out);
                out.push_str(", ");
                self.term(otherwise, out);
                out.push(')');
            }
        }
    }

    fn call(&self, function: &str, parts: &[Term], out: &mut String) {
        out.push_str(function);
        out.push('(');
        for (index, part) in parts.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            self.term(part, out);
        }
        out.push(')');
    }

    /// Two parts whose order does not matter.
    fn commuting(&self, left: &Term, sign: &str, right: &Term, out: &mut String) {
        if !self.settled {
            return self.infix(left, sign, right, out);
        }
        // Written once each, to be compared and to be put here: twice would be four times in a sum of this sum.
        let mut sides = [self.rank(left), self.rank(right)];
        sides.sort();
        let [(_, left), (_, right)] = sides;
        let _ = write!(out, "({left}{sign}{right})");
    }

    fn two(&self, function: &str, left: &Term, right: &Term, out: &mut String) {
        out.push_str(function);
        self.infix(left, ", ", right, out);
    }

    fn infix(&self, left: &Term, sign: &str, right: &Term, out: &mut String) {
        out.push('(');
        self.term(left, out);
        out.push_str(sign);
        self.term(right, out);
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

/// The comparison that says the same with its sides exchanged.
fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

fn is_fixed(term: &Term) -> bool {
    matches!(term, Term::Number(_) | Term::Day(_) | Term::Month(_))
}

/// The variables without which a term has no value.
fn needs(term: &Term, found: &mut Vec<VarId>) {
    match term {
        Term::Value(variable) | Term::Score { variable, scores: _ } => found.push(*variable),
        Term::Add(left, right)
        | Term::Subtract(left, right)
        | Term::Multiply(left, right)
        | Term::Divide(left, right)
        | Term::Days(left, right)
        | Term::Age(left, right) => {
            needs(left, found);
            needs(right, found);
        }
        Term::Negative(part) | Term::Round(part, _) | Term::PlusDays(part, _) | Term::PlusMonths(part, _) => {
            needs(part, found);
        }
        Term::Number(_)
        | Term::Day(_)
        | Term::Month(_)
        | Term::CountPresent(_)
        | Term::Sum(_)
        | Term::FirstOf(_)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ }
        | Term::If { cond: _, then: _, otherwise: _ } => {}
    }
}
