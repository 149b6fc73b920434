//! One table of answers: its columns, keys and constraints, with the labels as comments.

use std::fmt::Write as _;

use setsumon_core::form::Form;
use setsumon_core::ids::{RepeatId, VarId};

use crate::cond::Printer;
use crate::dialect::{NewTable, Room, Telling, one_line};
use crate::layout::{Layout, Table};
use crate::value;
use crate::words::Words;

/// Bytes of a response's key.
pub(crate) const KEY_BYTES: usize = 64;

/// Writes the lines of a table's definition: a comma between them, and a label behind a line where the dialect has no comments of its own.
pub(crate) struct Lines<'o> {
    pub(crate) out: &'o mut String,
    /// The label of the line before, which stands behind its comma.
    label: Option<String>,
    some: bool,
}

impl<'o> Lines<'o> {
    pub(crate) fn new(out: &'o mut String) -> Self {
        Self { out, label: None, some: false }
    }

    /// Begins a line.
    pub(crate) fn line(&mut self) -> &mut String {
        if self.some {
            self.out.push(',');
        }
        self.some = true;
        self.end_line();
        self.out.push_str("  ");
        self.out
    }

    /// The label of the line just written.
    fn labelled(&mut self, dialect: &dyn Room, label: &str) {
        if dialect.columns_are_told() == Telling::InScript {
            self.label = Some(one_line(label).into_owned());
        }
    }

    fn end_line(&mut self) {
        if let Some(label) = self.label.take() {
            self.out.push_str(" -- ");
            self.out.push_str(&label);
        }
        self.out.push('\n');
    }

    /// Ends the last line.
    pub(crate) fn end(mut self) {
        self.end_line();
    }
}

/// Writes the table's definition, with checks that bear the names of their rules.
pub(crate) fn create_with_checks(out: &mut String, NewTable { form, layout, words, table, constraints }: NewTable<'_>) {
    let dialect = layout.dialect;
    let title = title(form, table);
    let told = dialect.tables_are_told();
    if told == Telling::InScript {
        let _ = writeln!(out, "-- {}", one_line(&title));
    }
    let _ = write!(out, "CREATE TABLE {} (", table.quoted);
    let mut lines = Lines::new(out);
    keys(&mut lines, form, layout, table);
    for id in &table.variables {
        column(&mut lines, form, layout, words, *id);
    }
    primary_and_foreign(&mut lines, form, layout, table);
    let printer = Printer::constraint(form, layout);
    let survey = &form.survey().code;
    for constraint in constraints {
        let out = lines.line();
        out.push_str("CONSTRAINT ");
        dialect.write_constraint(out, survey, &constraint.name);
        out.push_str(" CHECK (");
        constraint.write(out, printer);
        out.push(')');
    }
    lines.end();
    let _ = writeln!(out, "){};", dialect.options());
    if told == Telling::ByStatement {
        out.push('\n');
        comment_on_table(out, dialect, &table.quoted, &title);
    }
    // The labels of variables follow once the catalogue has them.
    comment_on_columns(out, dialect, &table.quoted, own_columns(table));
}

/// Writes the statement that says what a table is.
fn comment_on_table(out: &mut String, dialect: &dyn Room, table: &str, what: &str) {
    let _ = writeln!(out, "COMMENT ON TABLE {table} IS {};", dialect.text(what));
}

/// Writes the statements that say what columns are, where the dialect has them.
pub(crate) fn comment_on_columns<'c>(
    out: &mut String,
    dialect: &dyn Room,
    table: &str,
    columns: impl Iterator<Item = (&'c str, &'c str)>,
) {
    if dialect.columns_are_told() == Telling::ByStatement {
        for (column, comment) in columns {
            let _ = writeln!(out, "COMMENT ON COLUMN {table}.{column} IS {};", dialect.text(comment));
        }
    }
}

/// Writes the end of a table's definition, and what it is said to be.
pub(crate) fn end_told(out: &mut String, dialect: &dyn Room, table: &str, what: &str) {
    out.push(')');
    out.push_str(dialect.options());
    let told = dialect.tables_are_told();
    match told {
        Telling::InScript => out.push_str(";\n"),
        Telling::InDefinition => {
            let _ = writeln!(out, " COMMENT = {};", dialect.text(what));
        }
        Telling::ByStatement => {
            out.push_str(";\n");
            comment_on_table(out, dialect, table, what);
        }
    }
}

/// A variable's column.
fn column(lines: &mut Lines<'_>, form: &Form, layout: &Layout, words: &Words, id: VarId) {
    let dialect = layout.dialect;
    let variable = form.variables().get(id);
    let column = layout.column(id);
    let out = lines.line();
    out.push_str(column);
    out.push(' ');
    out.push_str(&value::column_type(form, dialect, &variable.value));
    out.push_str(" CONSTRAINT ");
    write_domain_name(out, dialect, &form.survey().code, &variable.name);
    out.push_str(" CHECK (");
    value::write_domain(out, form, dialect, &variable.value, column);
    out.push(')');
    lines.labelled(dialect, words.with_unit(id));
}

/// Writes the name of the constraint that keeps a variable in its domain.
pub(crate) fn write_domain_name(out: &mut String, dialect: &dyn Room, survey: &str, variable: &str) {
    if variable.len() + DOMAIN.len() > dialect.plain_constraint(survey) {
        dialect.write_constraint(out, survey, &format!("{variable}{DOMAIN}"));
        return;
    }
    let quote = dialect.quote();
    out.push(quote);
    if dialect.constraints_share_names() {
        out.push_str(survey);
        out.push('.');
    }
    out.push_str(variable);
    out.push_str(DOMAIN);
    out.push(quote);
}

/// What the name of a domain's rule has behind that of its variable.
pub(crate) const DOMAIN: &str = ".domain";

/// The table's own columns, and what they are.
fn own_columns(table: &Table) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_response: &[_] = if table.base && table.repeat.is_none() { OF_RESPONSE } else { &[] };
    let of_occurrence: &[_] = if table.repeat.is_some() { OF_OCCURRENCE } else { &[] };
    of_occurrence.iter().chain(of_response).copied()
}

const OF_OCCURRENCE: &[(&str, &str)] = &[("_occurrence", "The number of the occurrence, from 1.")];
const OF_RESPONSE: &[(&str, &str)] = &[
    ("_response", "The key of the response."),
    ("_respondent", "Who responds, as whoever sends the survey out knows them; no name."),
    ("_edition", "The edition that is answered."),
    ("_status", "draft or submitted; earlier or earlier_draft of a response to an edition before."),
    ("_created_at", "When the row was written."),
    ("_submitted_at", "When the response was handed in, if that is known."),
    ("_carried", "The variables carried over from the edition before, as a JSON array of their names."),
    ("_confirmed", "The variables that were carried over and confirmed by the respondent, likewise."),
    ("_notes", "What was said to warnings, as a JSON object."),
];

pub(crate) fn title(form: &Form, table: &Table) -> String {
    let mut title = match table.repeat {
        None => form.survey().title.plain(),
        Some(repeat) => form.repeats().get(repeat).label.plain(),
    };
    if table.personal {
        title.push_str(" (personal)");
    }
    title
}

/// The columns that are the table's own: their names begin with `_`, which no variable's does.
pub(crate) fn keys(lines: &mut Lines<'_>, form: &Form, layout: &Layout, table: &Table) {
    let dialect = layout.dialect;
    let key = dialect.code_type(KEY_BYTES);
    let _ = write!(lines.line(), "_response {key} NOT NULL");
    if let Some(repeat) = table.repeat {
        occurrence(lines.line(), form, dialect, repeat);
    }
    if !table.base || table.repeat.is_some() {
        return;
    }
    let survey = &form.survey().code;
    let edition = form.survey().edition;
    let integer = dialect.integer_type(0, 999_999);
    let status = dialect.code_type(EARLIER_DRAFT.len());
    let _ = write!(lines.line(), "_respondent {key}");
    let _ = write!(lines.line(), "_edition {integer} NOT NULL DEFAULT {edition}");
    let out = lines.line();
    let _ = write!(out, "_status {status} NOT NULL DEFAULT 'draft'");
    named(
        out,
        dialect,
        survey,
        "_status",
        &format!("_status IN ('draft', 'submitted', '{EARLIER}', '{EARLIER_DRAFT}')"),
    );
    let moment = dialect.moment_type();
    let _ = write!(lines.line(), "_created_at {moment} NOT NULL DEFAULT CURRENT_TIMESTAMP");
    let out = lines.line();
    let _ = write!(out, "_submitted_at {moment}{}", dialect.may_be_missing());
    for own in ["_carried", "_confirmed", "_notes"] {
        let _ = write!(lines.line(), "{own} {}{}", dialect.json_type(), dialect.json_check(own));
    }
}

/// The status of a response to an edition before that was submitted then, and of one that was not. Only a migration gives them: rules that
/// bind submitted responses do not bind these.
pub(crate) const EARLIER: &str = "earlier";
pub(crate) const EARLIER_DRAFT: &str = "earlier_draft";

/// Writes that a response is one to this edition exactly where its status does not say otherwise.
fn edition_and_status(lines: &mut Lines<'_>, form: &Form, dialect: &dyn Room) {
    let out = lines.line();
    out.push_str("CONSTRAINT ");
    dialect.write_constraint(out, &form.survey().code, "_edition");
    let edition = form.survey().edition;
    let _ = write!(out, " CHECK ((_edition = {edition}) = (_status IN ('draft', 'submitted')))");
}

fn occurrence(out: &mut String, form: &Form, dialect: &dyn Room, repeat: RepeatId) {
    let max = form.repeats().get(repeat).max;
    let integer = dialect.integer_type(1, i64::from(max));
    let _ = write!(out, "_occurrence {integer} NOT NULL CHECK (_occurrence BETWEEN 1 AND {max})");
}

/// A check inside of a column, under its name where it can bear one.
fn named(out: &mut String, dialect: &dyn Room, survey: &str, name: &str, check: &str) {
    if dialect.names_checks_of_columns() {
        out.push_str(" CONSTRAINT ");
        dialect.write_constraint(out, survey, name);
    }
    let _ = write!(out, " CHECK ({check})");
}

pub(crate) fn primary_and_foreign(lines: &mut Lines<'_>, form: &Form, layout: &Layout, table: &Table) {
    let key = match table.repeat {
        None => "_response",
        Some(_) => "_response, _occurrence",
    };
    let _ = write!(lines.line(), "PRIMARY KEY ({key})");
    let owner = match (table.repeat, table.base) {
        (None, true) => {
            edition_and_status(lines, form, layout.dialect);
            None
        }
        (None, false) | (Some(_), true) => layout.main().map(|main| ("_response", main)),
        (Some(repeat), false) => layout.base_of(repeat).map(|base| (key, base)),
    };
    if let Some((key, owner)) = owner {
        foreign(lines.line(), layout.dialect, key, &owner.quoted);
    }
}

/// Writes a foreign key into a table of the same columns.
pub(crate) fn foreign(out: &mut String, dialect: &dyn Room, key: &str, owner: &str) {
    let cascade = dialect.cascade();
    let _ = write!(out, "FOREIGN KEY ({key}) REFERENCES {owner} ({key}){cascade}");
}
