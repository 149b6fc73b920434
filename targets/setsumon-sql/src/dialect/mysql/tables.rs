//! MySQL and MariaDB: tables, with comments in the columns, names of constraints beside them, and triggers on rows.
//!
//! MariaDB keeps a table's definition with its comments and constraints in 64 kB. A table that needs more leaves its comments to the catalogue,
//! and if that is not enough, its constraints to triggers, which refuse a row just as constraints do.

use setsumon_core::names;
use std::fmt::Write as _;

use setsumon_core::form::Form;

use super::MySql;
use crate::cond::Printer;
use crate::constraint::Constraint;
use crate::dialect::{NewTable, Quoting as _, Tables, Telling, cut, shortened, without_breaks};
use crate::layout::{Layout, Table};
use crate::table::{DOMAIN, Lines, keys, primary_and_foreign, title};
use crate::value;

/// The most characters of a comment.
const COMMENT_CHARACTERS: usize = 1_000;
/// The most bytes of a table's definition, with room for what MariaDB adds.
const DEFINITION_BYTES: usize = 56_000;
/// What MariaDB keeps of a column beside its name.
const COLUMN_BYTES: usize = 24;
/// So many constraints are looked at by one expression at most.
const CONSTRAINTS_AN_EXPRESSION: usize = 100;

impl Tables for MySql {
    fn create(&self, out: &mut String, table: NewTable<'_>) {
        create(out, self, table);
    }

    fn options(&self) -> &'static str {
        " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    }

    fn tables_are_told(&self) -> Telling {
        Telling::InDefinition
    }

    fn columns_are_told(&self) -> Telling {
        Telling::InDefinition
    }

    fn write_comments(&self, _out: &mut String, _variables: &str) {}

    /// MariaDB does not take one.
    fn names_checks_of_columns(&self) -> bool {
        false
    }

    fn cascade(&self) -> &'static str {
        " ON DELETE CASCADE"
    }
}

/// Writes the table's definition, and triggers where its constraints are too many.
fn create(out: &mut String, dialect: &MySql, NewTable { form, layout, words, table, constraints }: NewTable<'_>) {
    let checks = checks(form, layout, table, constraints, Printer::constraint(form, layout));
    let comment = |id| dialect.text(&cut(&without_breaks(words.with_unit(id)), COMMENT_CHARACTERS));
    let columns: usize = table.variables.iter().map(|id| form.variables().get(*id).name.len() + COLUMN_BYTES).sum();
    let of_comments: usize = table.variables.iter().map(|id| comment(*id).len()).sum();
    let checked = columns + checks.bytes <= DEFINITION_BYTES;
    let commented = columns + of_comments + if checked { checks.bytes } else { 0 } <= DEFINITION_BYTES;

    let _ = write!(out, "CREATE TABLE {} (", table.quoted);
    let mut lines = Lines::new(out);
    keys(&mut lines, form, layout, table);
    for id in &table.variables {
        let out = lines.line();
        out.push_str(layout.column(*id));
        out.push(' ');
        out.push_str(&value::column_type(form, dialect, &form.variables().get(*id).value));
        if commented {
            out.push_str(" COMMENT ");
            out.push_str(&comment(*id));
        }
    }
    primary_and_foreign(&mut lines, form, layout, table);
    if checked {
        for (name, condition) in checks.iter() {
            let out = lines.line();
            out.push_str("CONSTRAINT ");
            dialect.write_name(out, name);
            let _ = write!(out, " CHECK ({condition})");
        }
    }
    lines.end();
    let title = dialect.text(&cut(&without_breaks(&title(form, table)), COMMENT_CHARACTERS));
    let _ = writeln!(out, "){} COMMENT = {title};", dialect.options());
    if !checked {
        row_triggers(out, form, layout, table, constraints);
    }
}

/// Names and conditions of a table's constraints, one behind another in one text.
struct Checks {
    text: String,
    /// Where each name and each condition ends.
    ends: Vec<(usize, usize)>,
    /// What they weigh in a table's definition.
    bytes: usize,
}

impl Checks {
    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut begin = 0;
        self.ends.iter().map(move |(name, condition)| {
            let pair =
                (self.text.get(begin..*name).unwrap_or_default(), self.text.get(*name..*condition).unwrap_or_default());
            begin = *condition;
            pair
        })
    }
}

/// The constraints of a table, those of domains first.
fn checks(form: &Form, layout: &Layout, table: &Table, constraints: &[Constraint<'_>], printer: Printer<'_>) -> Checks {
    let (dialect, survey) = (layout.dialect, &form.survey().code);
    let mut checks = Checks { text: String::new(), ends: Vec::new(), bytes: 0 };
    for id in &table.variables {
        let variable = form.variables().get(*id);
        let name = format!("{}{DOMAIN}", variable.name);
        checks.text.push_str(&dialect.constraint_name(survey, &name));
        let end = checks.text.len();
        value::write_domain(&mut checks.text, form, dialect, &variable.value, &printer.column(*id));
        checks.ends.push((end, checks.text.len()));
    }
    for constraint in constraints {
        checks.text.push_str(&dialect.constraint_name(survey, &constraint.name));
        let end = checks.text.len();
        constraint.write(&mut checks.text, printer);
        checks.ends.push((end, checks.text.len()));
    }
    checks.bytes = checks.text.len() + 2 * checks.ends.len();
    checks
}

/// Writes triggers that refuse a row which breaks a constraint. As with a constraint, NULL is no breach.
fn row_triggers(out: &mut String, form: &Form, layout: &Layout, table: &Table, constraints: &[Constraint<'_>]) {
    let dialect = layout.dialect;
    let checks = checks(form, layout, table, constraints, Printer::new_row(form, layout));
    let all: Vec<_> = checks.iter().collect();
    let mut body = String::new();
    for chunk in all.chunks(CONSTRAINTS_AN_EXPRESSION) {
        body.push_str("  SET broken = CASE\n");
        for (name, condition) in chunk {
            let _ = writeln!(body, "    WHEN NOT ({condition}) THEN {}", dialect.text(name));
        }
        body.push_str(
            "  END;\n  IF broken IS NOT NULL THEN\n    \
             SET broken = left(concat('constraint broken: ', broken), 128);\n    \
             SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = broken;\n  END IF;\n",
        );
    }
    out.push_str("\n-- Too many constraints for a table of MariaDB: triggers keep them.\nDELIMITER $$\n");
    for event in ["INSERT", "UPDATE"] {
        let name = dialect.name(&shortened(&names::member(&table.name, &format!("check_{}", event.to_lowercase()))));
        let _ = write!(
            out,
            "\nCREATE TRIGGER {name} BEFORE {event} ON {} FOR EACH ROW\nBEGIN\n  \
             DECLARE broken TEXT CHARACTER SET utf8mb4;\n{body}END$$\n",
            table.quoted
        );
    }
    out.push_str("\nDELIMITER ;\n");
}
