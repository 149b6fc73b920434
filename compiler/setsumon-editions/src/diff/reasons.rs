//! Why a thing was changed: the nearest reason that its author states at or around it.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{self, Item, Model, ReasonSeries};
use setsumon_core::walk::bare;

use super::side::Side;
use super::words::said;
use super::{Change, Kind, Reason, ReasonKind, Subject};

/// The reasons that the new edition states.
#[derive(Debug)]
pub(super) struct Reasons<'m> {
    stated: FxHashMap<&'m str, &'m frozen::Reason>,
    /// By the path of a question, roster or group, the path of the group that it stands in.
    groups: FxHashMap<&'m str, &'m str>,
}

impl<'m> Reasons<'m> {
    pub(super) fn of(new: &Side<'m>) -> Self {
        let mut reasons = Self { stated: FxHashMap::default(), groups: FxHashMap::default() };
        for reason in &new.model.reasons {
            // Where both are said of one thing, its series breaks.
            if reason.series == ReasonSeries::Break || !reasons.stated.contains_key(reason.path.as_str()) {
                reasons.stated.insert(&reason.path, reason);
            }
        }
        if !reasons.stated.is_empty() {
            for group in new.groups() {
                grouped(new.model, &group.items, &group.path, &mut reasons.groups);
            }
        }
        reasons
    }

    /// The reasons for a change: what is stated at the thing, else around it. Of what became several, what is stated at any of these,
    /// or at what is kept of the whole.
    pub(super) fn for_change(&self, change: &Change) -> Vec<&'m frozen::Reason> {
        let Subject { kind, old, new, name: _ } = &change.subject;
        if self.stated.is_empty() || !has_a_path(*kind) {
            return Vec::new();
        }
        let mut found: Vec<&frozen::Reason> = Vec::new();
        if change.parts.is_empty() {
            found.extend(new.as_deref().or(old.as_deref()).and_then(|path| self.at(path)));
        }
        for path in change.parts.iter().chain(old.iter().filter(|_| !change.parts.is_empty())) {
            let stated = self.at(path).filter(|stated| found.iter().all(|known| known.path != stated.path));
            found.extend(stated);
        }
        found
    }

    /// At a path, else at the groups that it stands in, else around it.
    fn at(&self, path: &str) -> Option<&'m frozen::Reason> {
        let mut path = path;
        loop {
            let mut at = Some(path);
            while let Some(here) = at {
                if let Some(reason) = self.stated.get(here) {
                    return Some(reason);
                }
                at = self.groups.get(here).copied();
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

/// A reason as the report has it.
pub(super) fn told(stated: &frozen::Reason) -> Reason {
    let series = match stated.series {
        ReasonSeries::Revised => ReasonKind::Revised,
        ReasonSeries::Break => ReasonKind::Break,
    };
    Reason { series, sort: stated.sort, words: said(&stated.words) }
}

/// Whether what it says of itself is a path of codes: prose has none, and rules are named by their count.
fn has_a_path(kind: Kind) -> bool {
    match kind {
        Kind::Part
        | Kind::Section
        | Kind::Group
        | Kind::Roster
        | Kind::Question
        | Kind::Option
        | Kind::Row
        | Kind::Column
        | Kind::Derived => true,
        Kind::Survey | Kind::Page | Kind::Check | Kind::End => false,
    }
}

fn grouped<'m>(model: &'m Model, items: &'m [Item], group: &'m str, groups: &mut FxHashMap<&'m str, &'m str>) {
    for item in bare(items) {
        let path = match item {
            Item::Question { path } => Some(path.as_str()),
            Item::Group(inner) => Some(inner.path.as_str()),
            Item::Repeat { name } => {
                model.repeats.iter().find(|repeat| repeat.name == *name).map(|repeat| repeat.path.as_str())
            }
            Item::Calc { name } => model.calcs.iter().find(|calc| calc.name == *name).map(|calc| calc.path.as_str()),
            Item::Note(_) | Item::End { end: _ } | Item::Led(_) | Item::Headed(_) | Item::Branch(_) => None,
        };
        if let Some(path) = path {
            groups.insert(path, group);
        }
    }
}
