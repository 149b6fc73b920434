//! What was answered to editions before and has no place in the tables of this one: a row a value, in a table beside them.
//!
//! A [migration](crate::migrate) fills it. Every database has it from the start, so that one that was migrated is like any other.

use setsumon_core::names;
use std::fmt::Write as _;

use setsumon_core::form::Form;

use crate::dialect::Room;
use crate::layout::{Layout, Names};
use crate::table::{KEY_BYTES, Lines, comment_on_columns, end_told, foreign};

/// Bytes of a variable's name.
const VARIABLE_BYTES: usize = 63;

/// The columns, in order, and what they are.
pub(crate) const COLUMNS: [(&str, &str); 6] = [
    ("_response", "The key of the response."),
    ("_occurrence", "The number of the occurrence of a roster; 0 for the response itself."),
    ("_edition", "The edition under whose name for it the value stands."),
    ("variable", "The variable, by its name in that edition; a roster, for an occurrence as such."),
    ("value", "The value as text; of a tick 1."),
    ("why", "Why it has no column: removed, retired, moved, type, unit, domain, merged, or the rule it would break."),
];

/// The names of the tables, quoted where that is needed.
pub(crate) struct Earlier {
    pub(crate) open: String,
    /// For what tells who somebody is.
    pub(crate) personal: String,
}

impl Earlier {
    pub(crate) fn of(form: &Form, layout: &Layout, names: &mut Names) -> Self {
        let mut name = |what: &str| layout.dialect.name(&names.free(&names::member(&form.survey().code, what)));
        Self { open: name("earlier"), personal: name("earlier_personal") }
    }
}

/// Writes both tables.
pub(crate) fn script(out: &mut String, layout: &Layout, earlier: &Earlier) {
    let what = "Answers to editions before that have no column in this one, as a migration found them";
    create(out, layout, &earlier.open, &format!("{what}."));
    create(out, layout, &earlier.personal, &format!("{what}; personal."));
}

/// Writes the columns' definitions, each on a line of its own.
pub(crate) fn columns(lines: &mut Lines<'_>, dialect: &dyn Room) {
    let key = dialect.code_type(KEY_BYTES);
    let integer = dialect.integer_type(0, 999_999);
    let _ = write!(lines.line(), "_response {key} NOT NULL");
    let _ = write!(lines.line(), "_occurrence {integer} NOT NULL");
    let _ = write!(lines.line(), "_edition {integer} NOT NULL");
    let _ = write!(lines.line(), "variable {} NOT NULL", dialect.code_type(VARIABLE_BYTES));
    let _ = write!(lines.line(), "value {} NOT NULL", dialect.text_type());
    // The name of a rule may be longer than that of a variable, and none is compared.
    let _ = write!(lines.line(), "why {} NOT NULL", dialect.text_type());
}

fn create(out: &mut String, layout: &Layout, name: &str, what: &str) {
    let dialect = layout.dialect;
    let _ = write!(out, "\n-- {what}\nCREATE TABLE {name} (");
    let mut lines = Lines::new(out);
    columns(&mut lines, dialect);
    lines.line().push_str("PRIMARY KEY (_response, _edition, variable, _occurrence)");
    foreign(lines.line(), dialect, "_response", layout.main_name());
    lines.end();
    end_told(out, dialect, name, what);
    comment_on_columns(out, dialect, name, COLUMNS.into_iter());
}
