//! The names of what a migration makes for its own use, beside everything that either edition has.

use crate::dialect::{Dialect, Room};
use crate::layout::Names;
use crate::migrate::plan::Plan;
use crate::whole::Made;

/// The names, as they are to be written.
pub(crate) struct Moving {
    /// Copies of rows, one table for each of the new edition.
    pub(crate) tables: Vec<String>,
    /// What has no place in them.
    pub(crate) kept: String,
    /// The rows that break the rule at hand.
    pub(crate) broken: String,
    /// What may be lost, by the plan, for counting it.
    pub(crate) risks: String,
    /// In MySQL, that the copies are complete.
    pub(crate) ready: String,
    /// What refuses where the dialect has no other way.
    pub(crate) guard: String,
    /// In SQLite, what is owed before anything may be committed.
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
        let mut name = |what: &str| dialect.name(&names.free(&format!("{survey}__{word}_{what}")));
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

    /// The tables that a dialect's migration makes, those that others point at last.
    pub(crate) fn all(&self, dialect: &dyn Room) -> Vec<&str> {
        let mut all = vec![self.risks.as_str(), &self.broken, &self.kept];
        all.extend(self.tables.iter().map(String::as_str));
        match dialect.dialect() {
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::MySql => {}
            Dialect::Sqlite => all.extend([self.guard.as_str(), &self.owed]),
        }
        all
    }
}

/// A name without what it is quoted by: what was quoted has neither sign within.
fn bare(name: &str) -> &str {
    name.trim_matches(['"', '`'])
}
