//! What all databases share: an answer file as statements, the views of derived values, and what is kept only at submission.

use std::collections::BTreeSet;

use setsumon_core::form::{Form, Role, Variable};
use setsumon_core::judge::Mode;
use setsumon_sql::load::{self, Statement};
use setsumon_sql::{Dialect, Place};

use super::judge::File;

/// An answer file as statements: those that write it as a draft, and the one that submits it.
///
/// # Errors
/// Where it fits no rows.
pub fn rows(form: &Form, dialect: Dialect, file: &File) -> Result<(Vec<Statement>, Statement), String> {
    let mut statements = load::insert(form, dialect, "r1", file, true).map_err(|unfit| unfit.to_string())?;
    let submit = statements.pop().ok_or("nothing submits the response")?;
    Ok((statements, submit))
}

/// Of wider surveys the long view takes its time, and shows nothing that it does not show of others.
const WIDEST_LONG: usize = 1_000;

/// The views that are compared with the reference: the derived values of the survey and of each roster that has some,
/// and the long view, which tells who was asked what.
pub fn views(form: &Form) -> Vec<String> {
    let rosters: BTreeSet<&str> = form
        .calcs()
        .values()
        .filter_map(|calc| calc.repeat)
        .map(|repeat| form.repeats().get(repeat).name.as_str())
        .collect();
    let survey = form.survey().code.as_str();
    let is_open = |variable: &Variable| !variable.personal && matches!(variable.role, Role::Answer);
    let some = form.variables().values().any(is_open);
    let long = (some && form.variables().len() <= WIDEST_LONG).then(|| format!("{survey}__long"));
    std::iter::once(survey).chain(rosters).map(|table| format!("{table}__derived")).chain(long).collect()
}

/// The rules that a database does not keep in a mode: in a draft, those that look at several tables.
pub fn excused(form: &Form, dialect: Dialect, mode: Mode) -> BTreeSet<String> {
    if mode == Mode::Submission {
        return BTreeSet::new();
    }
    let only_later = |place: Place| match place {
        Place::Submission | Place::View => true,
        Place::Column | Place::Constraint | Place::ConstraintOfSubmitted | Place::Table => false,
    };
    let places = setsumon_sql::places(form, dialect).into_iter().filter(|(_, place)| only_later(*place));
    places.map(|(id, _)| form.rules().get(id).name.clone()).collect()
}
