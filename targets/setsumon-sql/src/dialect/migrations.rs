//! Migrations: copies of rows, what refuses, and in what order the steps are done.

use std::fmt::Write as _;

use crate::migrate::{Moving, Script};

/// A table that is there for as long as a migration needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scratch {
    /// What is created.
    pub(crate) kind: &'static str,
    /// Whether its key is worth its time.
    pub(crate) keyed: bool,
    /// What stands behind its definition.
    pub(crate) options: &'static str,
}

/// A database that is looked at before anything is done: the table of the edition, and a condition that holds where it is another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard<'a> {
    pub(crate) names: &'a Moving,
    pub(crate) table: &'a str,
    pub(crate) is_other: &'a str,
    /// What is told then.
    pub(crate) wrong: &'a str,
}

/// Migrations.
pub(crate) trait Migrations {
    /// Writes the whole migration. `refuse`: nothing is put aside; where something would have to be, nothing is done.
    fn migrate(&self, out: &mut String, script: &Script<'_>, refuse: bool);

    /// Writes what counts what would be put aside, and leaves the database as it is.
    fn count(&self, out: &mut String, script: &Script<'_>);

    /// A table that is there for as long as it is needed.
    fn scratch(&self) -> Scratch;

    /// Writes what lets the database know a table that was just filled.
    fn write_analyze(&self, out: &mut String, table: &str);

    /// A column's JSON as text.
    fn json_as_text(&self, column: &str) -> String;

    /// A text as JSON.
    fn text_as_json(&self, text: &str) -> String;

    /// Writes an error where the database is another than it should be.
    fn guard(&self, out: &mut String, guard: Guard<'_>);

    /// Writes an error where a condition holds.
    fn refuse(&self, out: &mut String, names: &Moving, condition: &str, wrong: &str);

    /// Writes that whoever else would write to these tables waits.
    fn lock(&self, out: &mut String, tables: &[&str]);

    /// Writes what is owed since the guard, where every response and every occurrence has come over.
    fn settle(&self, out: &mut String, script: &Script<'_>);

    /// Writes what takes away the copies, whether there are any or not.
    fn sweep(&self, out: &mut String, names: &Moving);

    /// Writes what takes them away when all is done.
    fn sweep_behind(&self, out: &mut String, names: &Moving);
}

/// Takes away tables, whether they are there or not.
pub(super) fn drop_if_there<'a>(out: &mut String, tables: impl IntoIterator<Item = &'a str>) {
    for table in tables {
        let _ = writeln!(out, "DROP TABLE IF EXISTS {table};");
    }
}
