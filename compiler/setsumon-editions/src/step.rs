//! A survey held against the edition that it follows: every change that bears on the time series says why, every reason is for a
//! change, and nothing is gone without a word.

mod dropped;
mod history;
mod lines;
mod places;
mod reasons;
mod rosters;

use setsumon_core::Finished;
use setsumon_core::frozen::Model;
use setsumon_diagnostics::{Diagnostic, Span};

use crate::diff::{self, LikelyRename, LikelySplit};
use crate::errors;

/// What there is to say of the step from the edition before, where the survey follows one.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) problems: Vec<Diagnostic>,
    /// The survey's model, if that was made.
    pub(crate) after: Option<Model>,
    /// Where something is said to be new that is likely something old, and what to write there instead.
    pub(crate) renamed: Vec<Renamed>,
}

/// Something new that is likely something old under another code.
#[derive(Debug)]
pub(crate) struct Renamed {
    /// The places where it may be told to be new: its own, and those of what it stands in.
    pub(crate) places: Vec<Span>,
    /// What to write, as `was guests`, and at what.
    pub(crate) help: String,
    /// Whether it is so likely that nothing is written before its author says what it is.
    pub(crate) is_likely: bool,
}

impl Renamed {
    fn of(finished: &Finished<'_>, likely: &LikelyRename) -> Self {
        let own = std::iter::once(likely.new.as_str());
        let outer = likely.new.rmatch_indices('.').filter_map(|(at, _)| likely.new.get(..at));
        let places = own.chain(outer).filter_map(|path| Some(finished.written.site(path)?.name)).collect();
        Self { places, help: errors::likely_renamed(likely), is_likely: true }
    }

    fn of_split(finished: &Finished<'_>, split: &LikelySplit) -> Self {
        let places = split.parts.iter().filter_map(|path| Some(finished.written.site(path)?.name)).collect();
        Self { places, help: errors::likely_split(split), is_likely: split.is_alike }
    }
}

/// Holds a survey against the edition that it follows.
pub(crate) fn check(finished: &Finished<'_>) -> Checked {
    let Some(before) = finished.followed else { return Checked::default() };
    let after = Model::of(finished.form);
    let told = diff::changes(before, &after);
    let mut problems = dropped::check(finished, before, &after, &told);
    problems.extend(rosters::moved(finished, before, &after));
    problems.extend(reasons::demanded(finished, before, &told.changes));
    problems.extend(reasons::stale(finished, &told.explained));
    problems.extend(reasons::contradicting(finished, &told));
    let split = told.split.iter().map(|split| Renamed::of_split(finished, split));
    let is_part = |likely: &&LikelyRename| !told.split.iter().any(|split| split.old == likely.old);
    let whole = told.likely.iter().filter(is_part).map(|likely| Renamed::of(finished, likely));
    let renamed = split.chain(whole).collect();
    Checked { problems, after: Some(after), renamed }
}
