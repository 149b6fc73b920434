//! The names of what a migration makes for its own use, beside everything that either edition has.

use crate::layout::Names;
use crate::migrate::plan::Plan;
use crate::whole::Made;
use setsumon_core::names;

/// The names, as they are to be written.
#[derive(Debug)]
pub(crate) struct Moving {
    /// Copies of rows, one table for each of the new edition.
    pub(crate) tables: Vec<String>,
    /// What has no place in them.
    pub(crate) kept: String,
    /// The rows that break the rule at hand.
    pub(crate) broken: String,
    /// What may be lost, by the plan, for counting it.
    pub(crate) risks: String,
    /// That the copies are complete, where not all is done in one transaction; what is owed, where something is.
    pub(crate) ready: String,
    /// What refuses where the dialect has no other way.
    pub(crate) guard: String,
    /// What says so, where something is owed before anything may be committed.
    pub(crate) owed: String,
}

impl Moving {
    /// `word` is what stands in all of them.
    pub(crate) fn of(plan: &Plan<'_>, made: [&Made; 2], word: &str) -> Self {
        let dialect = plan.dialect();
        let mut names = Names::of(plan.new.form);
        for made in made {
            for name in made.tables.iter().chain(&made.functions).chain(&made.views) {
                names.take(bare(name));
            }
        }
        let survey = &plan.new.form.survey().code;
        let mut name = |what: &str| dialect.name(&names.free(&names::member(survey, &format!("{word}_{what}"))));
        Self {
            tables: (1..=plan.new.layout.tables.len()).map(|number| name(&number.to_string())).collect(),
            kept: name("kept"),
            broken: name("broken"),
            risks: name("risks"),
            ready: name("ready"),
            guard: name("guard"),
            owed: name("owed"),
        }
    }

    /// The copies, and what else is written in every dialect; those that others point at last.
    pub(crate) fn copies(&self) -> impl Iterator<Item = &str> {
        [self.risks.as_str(), &self.broken, &self.kept].into_iter().chain(self.tables.iter().map(String::as_str))
    }
}

/// A name without what it is quoted by: what was quoted has neither sign within.
fn bare(name: &str) -> &str {
    name.trim_matches(['"', '`'])
}
