//! A survey held against the edition that it follows: every change that bears on the time series says why, every reason is for a
//! change, and nothing is gone without a word.

mod dropped;
mod reasons;

use setsumon_core::Finished;
use setsumon_core::frozen::Model;
use setsumon_diagnostics::Diagnostic;

use crate::diff;

/// What is wrong with the step from the edition before, where the survey follows one; and the survey's model, if that was made.
pub(crate) fn check(finished: &Finished<'_>) -> (Vec<Diagnostic>, Option<Model>) {
    let Some(before) = finished.followed else { return (Vec::new(), None) };
    let after = Model::of(finished.form);
    let told = diff::changes(before, &after);
    let mut problems = dropped::check(finished, before, &after, &told.changes);
    problems.extend(reasons::demanded(finished, before, &told.changes));
    problems.extend(reasons::stale(finished, &told.explained));
    problems.extend(reasons::contradicting(finished, &told));
    (problems, Some(after))
}
