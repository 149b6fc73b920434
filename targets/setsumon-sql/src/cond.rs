//! From a condition to an SQL expression that is TRUE exactly where the condition holds, else FALSE or NULL.
//!
//! Conditions have no negation above their atoms, so a NULL where the condition says FALSE never makes the whole TRUE. Where NULL and
//! FALSE are not the same, as in a constraint, `IS TRUE` stands around the whole once.

use setsumon_core::names;
use std::collections::BTreeSet;

use setsumon_core::cond::{Comparison, Cond};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use crate::dialect::Room;
use crate::kind::{Kind, kind};
use crate::layout::{Layout, Table};

/// How columns are written where an expression stands.
#[derive(Debug, Clone, Copy)]
enum Columns {
    /// In a constraint: alone.
    Alone,
    /// In a query: with their tables, where another could bear the name.
    WithTable,
    /// In a trigger on a row: as those of the new row.
    OfNewRow,
}

/// Prints expressions for one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer<'a> {
    pub(crate) form: &'a Form,
    pub(crate) layout: &'a Layout,
    /// How columns are written.
    columns: Columns,
}

impl<'a> Printer<'a> {
    /// For a constraint of a table, which sees that table alone.
    pub(crate) fn constraint(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::Alone }
    }

    /// For a trigger on a row of a table, which sees that row alone.
    pub(crate) fn new_row(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::OfNewRow }
    }

    /// For a query over several tables.
    pub(crate) fn query(form: &'a Form, layout: &'a Layout) -> Self {
        Self { form, layout, columns: Columns::WithTable }
    }

    pub(crate) fn dialect(&self) -> &'static dyn Room {
        self.layout.dialect
    }

    /// The column of a variable. Last year's values lie in no table: they are read as missing.
    pub(crate) fn column(&self, variable: VarId) -> String {
        let mut column = String::new();
        self.write_column(&mut column, variable);
        column
    }

    /// Writes the column of a variable.
    pub(crate) fn write_column(&self, out: &mut String, variable: VarId) {
        let Some(table) = self.layout.table_of(variable) else {
            out.push_str("NULL");
            return;
        };
        match self.columns {
            Columns::Alone => {}
            // A name with `__` in it is a column of one table alone; another could be a catalogue's or a script's.
            Columns::WithTable if names::has_several(self.layout.column(variable)) => {}
            Columns::WithTable => {
                out.push_str(&table.quoted);
                out.push('.');
            }
            Columns::OfNewRow => out.push_str("NEW."),
        }
        out.push_str(self.layout.column(variable));
    }

    /// The column that says whether the response is submitted, of the survey's own table.
    pub(crate) fn write_status(&self, out: &mut String) {
        match self.columns {
            Columns::Alone => {}
            Columns::WithTable => {
                out.push_str(self.layout.main_name());
                out.push('.');
            }
            Columns::OfNewRow => out.push_str("NEW."),
        }
        out.push_str("_status");
    }

    /// A condition: TRUE exactly where it holds, else FALSE or NULL.
    pub(crate) fn cond(&self, id: CondId) -> String {
        let mut text = String::new();
        self.write(&mut text, id);
        text
    }

    /// Writes a condition: TRUE exactly where it holds, else FALSE or NULL. There is no negation in conditions, so NULL for FALSE in a
    /// part never makes the whole TRUE.
    pub(crate) fn write(&self, out: &mut String, id: CondId) {
        match self.form.conds().get(id) {
            Cond::Always => out.push_str("TRUE"),
            Cond::Never => out.push_str("FALSE"),
            Cond::Present(variable) => {
                self.write_column(out, *variable);
                out.push_str(" IS NOT NULL");
            }
            Cond::Absent(variable) => {
                self.write_column(out, *variable);
                out.push_str(" IS NULL");
            }
            Cond::In { variable, codes } => self.write_codes(out, *variable, codes, true),
            Cond::NotIn { variable, codes } => self.write_codes(out, *variable, codes, false),
            Cond::Compare { left, op, right } => out.push_str(&self.compare(left, *op, right)),
            Cond::All(parts) => self.write_all(out, parts),
            Cond::Any(parts) => self.write_any(out, parts),
            Cond::Some { repeat, cond } => {
                out.push_str("EXISTS (SELECT 1 ");
                out.push_str(&self.occurrences(*repeat, &self.reads(*cond)));
                self.write_and(out, *cond);
                out.push(')');
            }
            Cond::Every { repeat, cond } => {
                out.push_str("NOT EXISTS (SELECT 1 ");
                out.push_str(&self.occurrences(*repeat, &self.reads(*cond)));
                out.push_str(" AND ");
                self.write_broken(out, *cond);
                out.push(')');
            }
        }
    }

    /// Writes a condition in brackets, unless it is a single predicate.
    fn write_nested(&self, out: &mut String, id: CondId) {
        let bracketed = match self.form.conds().get(id) {
            Cond::All(parts) => self.without_guards(parts).count() > 1,
            Cond::Any(parts) => !self.is_one_predicate(parts),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => false,
        };
        if bracketed {
            out.push('(');
        }
        self.write(out, id);
        if bracketed {
            out.push(')');
        }
    }

    /// Writes ` AND …`, for behind another condition; nothing for one that always holds.
    pub(crate) fn write_and(&self, out: &mut String, id: CondId) {
        if !self.form.conds().is_always(id) {
            out.push_str(" AND ");
            self.write_nested(out, id);
        }
    }

    /// ` AND …`, for behind another condition; nothing for one that always holds.
    pub(crate) fn and(&self, id: CondId) -> String {
        let mut text = String::new();
        self.write_and(&mut text, id);
        text
    }

    /// Writes a condition as TRUE or FALSE, never NULL, alone or behind an `OR`, for a constraint: NULL would let a row through.
    pub(crate) fn write_decided(&self, out: &mut String, id: CondId) {
        if !self.is_decided(id, &[]) {
            out.push('(');
            self.write(out, id);
            out.push_str(") IS TRUE");
        } else if !self.form.conds().get(id).alternatives().is_empty() {
            self.write(out, id);
        } else {
            self.write_nested(out, id);
        }
    }

    /// Writes that a condition does not hold, as TRUE or FALSE.
    pub(crate) fn write_broken(&self, out: &mut String, id: CondId) {
        let decided = self.is_decided(id, &[]);
        out.push_str(if decided { "NOT (" } else { "(" });
        self.write(out, id);
        out.push_str(if decided { ")" } else { ") IS NOT TRUE" });
    }

    /// Whether a condition's expression is never NULL where these variables have values.
    fn is_decided(&self, id: CondId, given: &[VarId]) -> bool {
        let has = |term: &Term| match term.as_variable() {
            Some(variable) => given.contains(&variable),
            None => term.is_written(),
        };
        match self.form.conds().get(id) {
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => true,
            Cond::In { variable, codes: _ } | Cond::NotIn { variable, codes: _ } => given.contains(variable),
            Cond::Compare { left, op: _, right } => has(left) && has(right),
            Cond::All(parts) => parts.iter().all(|part| self.is_decided(*part, given)),
            Cond::Any(parts) => {
                // Where one of these has no value, the whole is TRUE whatever the rest is.
                let mut given = given.to_vec();
                given.extend(self.absent(parts));
                parts.iter().all(|part| self.is_decided(*part, &given))
            }
        }
    }

    fn write_all(&self, out: &mut String, parts: &[CondId]) {
        for (index, part) in self.without_guards(parts).enumerate() {
            if index > 0 {
                out.push_str(" AND ");
            }
            self.write_nested(out, part);
        }
    }

    /// The parts of a conjunction but for *it has a value* beside a comparison of that value, which is not TRUE where it has none.
    fn without_guards(&self, parts: &[CondId]) -> impl Iterator<Item = CondId> {
        let conds = self.form.conds();
        parts.iter().copied().filter(move |part| match conds.get(*part) {
            Cond::Present(variable) => !parts.iter().any(|other| match conds.get(*other) {
                Cond::Compare { left, op: _, right } => {
                    left.as_variable() == Some(*variable) || right.as_variable() == Some(*variable)
                }
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => false,
            }),
            Cond::Always
            | Cond::Never
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::All(_)
            | Cond::Any(_)
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => true,
        })
    }

    /// The variables of which one of these parts says that they have no value.
    fn absent(&self, parts: &[CondId]) -> impl Iterator<Item = VarId> {
        let conds = self.form.conds();
        parts.iter().filter_map(|part| match conds.get(*part) {
            Cond::Absent(variable) => Some(*variable),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::All(_)
            | Cond::Any(_)
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => None,
        })
    }

    /// The variable and code of `not this code`, which may be missing too.
    fn other_than(&self, parts: &[CondId]) -> Option<(VarId, &'a str)> {
        let conds = self.form.conds();
        let [first, second] = parts else { return None };
        match (conds.get(*first), conds.get(*second)) {
            (Cond::Absent(absent), Cond::NotIn { variable, codes }) if absent == variable => match codes.as_slice() {
                [only] => Some((*variable, only.as_str())),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether `write_any` writes a single predicate.
    fn is_one_predicate(&self, parts: &[CondId]) -> bool {
        self.dialect().differs().is_some() && self.other_than(parts).is_some()
    }

    /// At least one of these. `Not answered, or another code` is one predicate with its own answer for NULL, where the dialect has it.
    fn write_any(&self, out: &mut String, parts: &[CondId]) {
        if let Some(((variable, code), differs)) = self.other_than(parts).zip(self.dialect().differs()) {
            self.write_column(out, variable);
            out.push_str(differs);
            self.dialect().write_text(out, code);
            return;
        }
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                out.push_str(" OR ");
            }
            self.write_nested(out, *part);
        }
    }

    /// One of these codes, or none of them; NULL where there is no value.
    fn write_codes(&self, out: &mut String, variable: VarId, codes: &[String], among: bool) {
        self.write_column(out, variable);
        if let [only] = codes {
            out.push_str(if among { " = " } else { " <> " });
            self.dialect().write_text(out, only);
            return;
        }
        out.push_str(if among { " IN (" } else { " NOT IN (" });
        for (index, code) in codes.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            self.dialect().write_text(out, code);
        }
        out.push(')');
    }

    fn compare(&self, left: &Term, op: Comparison, right: &Term) -> String {
        let sign = sign(op);
        let by_itself = |term: &Term| term.as_variable().map(|variable| self.column(variable));
        match kind(self.form, left) {
            Kind::Day => format!("{} {sign} {}", self.day(left), self.day(right)),
            Kind::Month => match (self.month_as_text(left), self.month_as_text(right)) {
                (Some(left), Some(right)) => format!("{left} {sign} {right}"),
                (None, _) | (_, None) => format!("{} {sign} {}", self.month(left), self.month(right)),
            },
            Kind::Number => {
                // A column against a column or a constant needs no arithmetic, whatever the storage.
                let left_plain = by_itself(left).or_else(|| left.as_number().map(|number| number.to_string()));
                let right_plain = by_itself(right).or_else(|| right.as_number().map(|number| number.to_string()));
                match (left_plain, right_plain) {
                    (Some(left), Some(right)) => format!("{left} {sign} {right}"),
                    (None, _) | (_, None) => {
                        let (left, right) = self.aligned(self.number(left), self.number(right));
                        format!("{left} {sign} {right}")
                    }
                }
            }
        }
    }

    fn reads(&self, cond: CondId) -> Reads {
        Reads::of_cond(self.form, cond)
    }

    /// `FROM … WHERE`: the occurrences of a roster that belong to the response at hand.
    pub(crate) fn occurrences(&self, repeat: RepeatId, reads: &Reads) -> String {
        let Some(base) = self.layout.base_of(repeat) else { return String::new() };
        let base_name = &base.quoted;
        let mut from = format!("FROM {base_name}");
        for table in self.tables_of(reads) {
            if table.repeat == Some(repeat) && !table.base {
                let name = &table.quoted;
                from.push_str(&format!(
                    " LEFT JOIN {name} ON {name}._response = {base_name}._response AND {name}._occurrence = {base_name}._occurrence"
                ));
            }
        }
        format!("{from} WHERE {base_name}._response = {}._response", self.layout.main_name())
    }

    /// The tables that hold what is read, in order.
    pub(crate) fn tables_of(&self, reads: &Reads) -> Vec<&'a Table> {
        let layout: &'a Layout = self.layout;
        let homes: BTreeSet<usize> = reads.variables.iter().filter_map(|variable| layout.home(*variable)).collect();
        homes.into_iter().filter_map(|index| layout.tables.get(index)).collect()
    }
}

/// A comparison's sign.
fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
