//! A diff for people: in a terminal, as Markdown, as a page of its own.

mod html;
pub(crate) mod markdown;
mod terminal;
pub(crate) mod words;

use std::collections::BTreeMap;

use crate::diff::{Change, Class, Diff};

pub use html::html;
pub use markdown::markdown;
pub use terminal::{Places, terminal};

/// Which changes are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These classes alone; empty: all but those that are no more than a year, a sign or a number, unless `all`.
    pub classes: Vec<Class>,
    /// Those classes too.
    pub all: bool,
    /// Changes with at least this effect on stored data.
    pub data: Option<crate::diff::Data>,
    /// Changes with at least this effect on the time series.
    pub series: Option<crate::diff::Series>,
}

/// The changes that are shown, and how many of each class are not.
#[derive(Debug)]
pub struct Shown<'d> {
    /// The diff.
    pub diff: &'d Diff,
    /// What is shown, in order.
    pub changes: Vec<&'d Change>,
    /// What is not, by class.
    pub hidden: BTreeMap<Class, usize>,
}

impl Filter {
    /// Sorts the changes of a diff into those to be shown and the others.
    pub fn apply<'d>(&self, diff: &'d Diff) -> Shown<'d> {
        let mut shown = Shown { diff, changes: Vec::new(), hidden: BTreeMap::new() };
        for change in &diff.changes {
            if self.shows(change) {
                shown.changes.push(change);
            } else {
                *shown.hidden.entry(change.class).or_default() += 1;
            }
        }
        shown
    }

    fn shows(&self, change: &Change) -> bool {
        let class = if self.classes.is_empty() {
            // Who asks what becomes of stored data is to see every change that does something to them.
            self.all || !is_slight(change.class) || self.data.is_some()
        } else {
            self.classes.contains(&change.class)
        };
        class
            && self.data.is_none_or(|least| change.effect.data >= least)
            && self.series.is_none_or(|least| change.effect.series >= least)
    }
}

/// Whether a change is no more than a year that moved on, a sign, or a printed number.
pub(crate) fn is_slight(class: Class) -> bool {
    match class {
        Class::RollOver | Class::Typography | Class::Renumbered => true,
        Class::Moved
        | Class::Guidance
        | Class::Wording
        | Class::Required
        | Class::OptionReordered
        | Class::OptionReworded
        | Class::OptionAdded
        | Class::OptionRemoved
        | Class::Range
        | Class::ConditionWider
        | Class::ConditionNarrower
        | Class::ConditionOther
        | Class::Rule
        | Class::Derivation
        | Class::Privacy
        | Class::Renamed
        | Class::Merged
        | Class::Split
        | Class::Unit
        | Class::Scale
        | Class::Type
        | Class::CodeReused
        | Class::Added
        | Class::Removed => false,
    }
}
