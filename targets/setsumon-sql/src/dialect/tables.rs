//! Tables: their definitions, what they are said to be, what seals them, and who may see them.

use setsumon_core::form::Form;

use crate::constraint::Constraint;
use crate::layout::{Layout, Table};
use crate::seal::{Query, Sealed};
use crate::words::Words;

/// A table of answers that is to be made.
#[derive(Clone, Copy)]
pub(crate) struct NewTable<'a> {
    pub(crate) form: &'a Form,
    pub(crate) layout: &'a Layout,
    pub(crate) words: &'a Words,
    pub(crate) table: &'a Table,
    pub(crate) constraints: &'a [Constraint<'a>],
}

/// How it is said what something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// By a statement that comments on it.
    ByStatement,
    /// In its definition.
    InDefinition,
    /// In a line of the script alone: the database has no comments, or none that are worth their time.
    InScript,
}

/// Tables.
pub(crate) trait Tables {
    /// Writes the definition of a table of answers, and whatever else keeps its constraints.
    fn create(&self, out: &mut String, table: NewTable<'_>);

    /// What stands behind the brackets of a definition.
    fn options(&self) -> &'static str;

    /// How it is said what a table is.
    fn tables_are_told(&self) -> Telling;

    /// How it is said what a column is.
    fn columns_are_told(&self) -> Telling;

    /// Writes what comments on the columns of answers by the catalogue's table of variables, where that is done by statements.
    fn write_comments(&self, out: &mut String, variables: &str);

    /// Whether a check inside of a column takes a name.
    fn names_checks_of_columns(&self) -> bool;

    /// What a foreign key says about rows that are deleted.
    fn cascade(&self) -> &'static str;
}

/// A survey's tables, and the rules that look at several of them.
#[derive(Clone, Copy)]
pub(crate) struct ToSeal<'a> {
    pub(crate) form: &'a Form,
    pub(crate) layout: &'a Layout,
    pub(crate) queries: &'a [Query<'a>],
}

/// Who may see what, by the names of tables and roles as they are to be written.
#[derive(Debug)]
pub(crate) struct Rights<'a> {
    pub(crate) reader: String,
    pub(crate) writer: String,
    pub(crate) contacts: String,
    /// What readers may see.
    pub(crate) readable: Vec<&'a str>,
    /// What writers may write.
    pub(crate) writable: Vec<&'a str>,
    /// What tells who somebody is.
    pub(crate) personal: Vec<&'a str>,
}

impl Rights<'_> {
    /// What they are, in words.
    pub(crate) const WHAT: &'static str =
        "Rights: readers see everything but who somebody is, writers keep answers, contacts see who somebody is.";
}

/// What keeps tables beside their constraints.
pub(crate) trait Keeping {
    /// Whether conditions over several tables are checked by triggers when a response is submitted.
    fn has_triggers(&self) -> bool;

    /// Writes what checks a response when it is submitted and seals it, or in its place a view of what is broken.
    fn seal(&self, out: &mut String, seal: ToSeal<'_>) -> Sealed;

    /// Writes who may see what, where there are rights.
    fn grant(&self, out: &mut String, rights: &Rights<'_>);
}
