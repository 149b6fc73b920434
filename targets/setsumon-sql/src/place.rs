//! Where each rule is kept: in a column, in a constraint, at submission, or only told.

use std::collections::BTreeSet;

use setsumon_core::form::Form;
use setsumon_core::ids::{RuleId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::{Binds, Rule, RuleKind};
use setsumon_core::target::Duty;

use crate::layout::Layout;

/// Where a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the column itself, drafts included.
    Column,
    /// In a constraint of one table, drafts included.
    Constraint,
    /// In a constraint of the survey's own table that binds submitted responses.
    ConstraintOfSubmitted,
    /// By a trigger when a response is submitted: the rule looks at several tables, or at one that does not know whether it is submitted.
    Submission,
    /// In a view that lists what is broken: the rule looks at several tables, and the dialect has no triggers.
    View,
    /// In the table of rules alone: a soft check refuses nothing.
    Table,
}

/// What each rule reads, by the rule's index: the same in every dialect.
pub(crate) fn reads(form: &Form) -> Vec<Reads> {
    form.rules().values().map(|rule| Reads::of_cond(form, rule.holds)).collect()
}

/// Where a rule is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) place: Place,
    /// The index of the table whose constraint it is.
    pub(crate) table: Option<usize>,
}

/// Where a rule that reads this is kept in one layout.
pub(crate) fn kept(layout: &Layout, rule: &Rule, reads: &Reads) -> Kept {
    let table = reads.variables.iter().find_map(|variable| layout.home(*variable)).or_else(|| layout.home(rule.at));
    // What reads the response alone and is asked of each occurrence is no rule of the response's row: that may have no occurrence.
    let repeat = table.and_then(|table| layout.tables.get(table)).and_then(|table| table.repeat);
    Kept { place: place(layout, rule, reads, repeat == rule.repeat), table }
}

fn place(layout: &Layout, rule: &Rule, reads: &Reads, at_home: bool) -> Place {
    if !rule.hard {
        return Place::Table;
    }
    match &rule.kind {
        RuleKind::Domain { variable: _ } => return Place::Column,
        RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _ } => {}
    }
    let homes: BTreeSet<usize> = reads.variables.iter().filter_map(|variable: &VarId| layout.home(*variable)).collect();
    let one_table = at_home && homes.len() <= 1 && reads.repeats.is_empty();
    let in_main = homes.iter().all(|home| *home == 0) && rule.repeat.is_none();
    match (one_table, rule.binds) {
        (true, Binds::Always) => Place::Constraint,
        (true, Binds::Submission) if in_main => Place::ConstraintOfSubmitted,
        (true, Binds::Submission) | (false, Binds::Always | Binds::Submission) => {
            if layout.dialect.has_triggers() {
                Place::Submission
            } else {
                Place::View
            }
        }
    }
}

/// The best that any dialect does about each rule.
pub(crate) fn best_duties(form: &Form, layouts: &[Layout]) -> Vec<(RuleId, Duty)> {
    form.rules()
        .iter()
        .map(|(id, _)| {
            let enforced = layouts.iter().any(|layout| match layout.kept(id).place {
                Place::Column | Place::Constraint | Place::ConstraintOfSubmitted | Place::Submission => true,
                Place::View | Place::Table => false,
            });
            (id, if enforced { Duty::Enforced } else { Duty::Printed })
        })
        .collect()
}
