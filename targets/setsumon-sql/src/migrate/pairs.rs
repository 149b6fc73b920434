//! Which variable and which roster of the new edition was which of the old.

use setsumon_core::form::{Form, Role, Variable};
use setsumon_core::ids::{Id, RepeatId, VarId};
use setsumon_core::pairing::former;

/// What became of what.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// By a new variable, what it was: several where they were merged.
    was: Vec<Vec<VarId>>,
    /// By an old variable, what it became.
    became: Vec<Vec<VarId>>,
    /// By a new roster, what it was.
    rosters: Vec<Option<RepeatId>>,
}

impl Pairs {
    pub(crate) fn of(old: &Form, new: &Form) -> Self {
        let known = |name: &str| named(old, name).is_some();
        let current: Vec<(VarId, &Variable)> = new.variables().iter().filter(|(_, one)| is_present(one.role)).collect();
        let names: Vec<(&str, &[String])> =
            current.iter().map(|(_, one)| (one.name.as_str(), one.was.as_slice())).collect();
        let mut was = vec![Vec::new(); new.variables().len()];
        for ((id, variable), before) in current.iter().zip(former(&names, known)) {
            // What is retired takes no values, but its name is not free for another either.
            if holds_values(variable.role)
                && let Some(slot) = was.get_mut(id.index())
            {
                let before = before.into_iter().filter_map(|name| named(old, name));
                *slot = before.filter(|id| holds_values(old.variables().get(*id).role)).collect();
            }
        }
        let mut pairs = Self { was, became: vec![Vec::new(); old.variables().len()], rosters: Vec::new() };
        pairs.rosters = new.repeats().iter().map(|(id, _)| pairs.roster_before(old, new, id)).collect();
        pairs.part_from_elsewhere(old, new);
        for (id, _) in new.variables().iter() {
            for before in pairs.was.get(id.index()).into_iter().flatten() {
                if let Some(became) = pairs.became.get_mut(before.index()) {
                    became.push(id);
                }
            }
        }
        pairs
    }

    /// A roster was where its first variable was that was in one; one without a past bears the name of what it was.
    fn roster_before(&self, old: &Form, new: &Form, roster: RepeatId) -> Option<RepeatId> {
        let own = new.variables().iter().filter(|(_, variable)| variable.repeat == Some(roster));
        let mut before = own.flat_map(|(id, _)| self.was(id)).map(|id| old.variables().get(*id).repeat);
        before.find_map(|repeat| repeat).or_else(|| {
            let name = &new.repeats().get(roster).name;
            old.repeats().iter().find(|(_, repeat)| repeat.name == *name).map(|(id, _)| id)
        })
    }

    /// A value of one occurrence among several is no value of the response, nor of an occurrence of another roster.
    fn part_from_elsewhere(&mut self, old: &Form, new: &Form) {
        for (id, variable) in new.variables().iter() {
            let roster = variable.repeat.map(|repeat| self.rosters.get(repeat.index()).copied().flatten());
            if let Some(was) = self.was.get_mut(id.index()) {
                was.retain(|before| match (roster, old.variables().get(*before).repeat) {
                    (None, None) => true,
                    (Some(roster), Some(before)) => roster == Some(before),
                    (None, Some(_)) | (Some(_), None) => false,
                });
            }
        }
    }

    /// What a variable of the new edition was.
    pub(crate) fn was(&self, new: VarId) -> &[VarId] {
        self.was.get(new.index()).map_or(&[], Vec::as_slice)
    }

    /// What a variable of the old edition became.
    pub(crate) fn became(&self, old: VarId) -> &[VarId] {
        self.became.get(old.index()).map_or(&[], Vec::as_slice)
    }

    /// What a roster of the new edition was.
    pub(crate) fn roster_was(&self, new: RepeatId) -> Option<RepeatId> {
        self.rosters.get(new.index()).copied().flatten()
    }

    /// Whether a roster of the old edition became one of the new.
    pub(crate) fn roster_lives_on(&self, old: RepeatId) -> bool {
        self.rosters.contains(&Some(old))
    }
}

fn named(form: &Form, name: &str) -> Option<VarId> {
    form.variables().iter().find(|(_, variable)| variable.name == name && is_present(variable.role)).map(|(id, _)| id)
}

/// Whether it is a variable of its edition, and not of the one before.
fn is_present(role: Role) -> bool {
    match role {
        Role::Answer | Role::Given | Role::Retired => true,
        Role::Last(_) => false,
    }
}

/// Whether its column may have values.
pub(crate) fn holds_values(role: Role) -> bool {
    match role {
        Role::Answer | Role::Given => true,
        Role::Retired | Role::Last(_) => false,
    }
}
