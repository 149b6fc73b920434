//! Rosters: so many entries one after the other, and what may lie beyond those that are looked at.

use batsat::Lit;
use rustc_hash::FxHashMap;
use setsumon_core::ids::{Id as _, RepeatId};

use super::{Encoder, Within};

/// A roster.
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    /// Whether each entry is there; each only where the one before it is.
    pub(crate) there: Vec<Lit>,
    /// Whether there may be more entries than these; never, where there cannot be.
    pub(crate) more: Lit,
    /// At most so many more.
    pub(crate) most_more: u32,
}

/// The rosters that were read.
#[derive(Debug, Default)]
pub(super) struct Rosters {
    known: FxHashMap<RepeatId, Roster>,
    order: Vec<RepeatId>,
}

impl Rosters {
    /// All of them, in the order in which they were read.
    pub(super) fn all(&self) -> impl Iterator<Item = (RepeatId, &Roster)> {
        self.order.iter().filter_map(|repeat| Some((*repeat, self.known.get(repeat)?)))
    }

    /// Those that may have more entries than are looked at.
    pub(super) fn more(&self) -> impl Iterator<Item = (RepeatId, Lit)> {
        self.all().filter(|(_, roster)| roster.most_more > 0).map(|(repeat, roster)| (repeat, roster.more))
    }
}

impl Encoder<'_> {
    pub(super) fn roster(&mut self, repeat: RepeatId) -> Roster {
        if let Some(known) = self.rosters.known.get(&repeat) {
            return known.clone();
        }
        let max = self.form.repeats().get(repeat).max;
        let looked_at = max.min(self.entries);
        let there: Vec<Lit> = (0..looked_at).map(|_| self.sat.fresh()).collect();
        for (before, after) in there.iter().zip(there.iter().skip(1)) {
            self.sat.implies(*after, *before);
        }
        let most_more = max - looked_at;
        let more = if most_more > 0 { self.sat.fresh() } else { self.sat.constant(false) };
        if let Some(last) = there.last() {
            self.sat.implies(more, *last);
        }
        let roster = Roster { there, more, most_more };
        self.rosters.known.insert(repeat, roster.clone());
        self.rosters.order.push(repeat);
        self.open_rosters.push(repeat);
        roster
    }

    /// Whether an entry is there.
    pub(super) fn there(&mut self, repeat: RepeatId, entry: u32) -> Lit {
        let never = self.sat.constant(false);
        self.roster(repeat).entry(entry).unwrap_or(never)
    }

    /// What is read from within an entry, of what was read from there.
    pub(super) fn entry(&mut self, within: Within, repeat: RepeatId, entry: u32) -> Within {
        let mut inside = self.within.get(within.0 as usize).cloned().unwrap_or_default();
        inside.retain(|(other, _)| *other != repeat);
        inside.push((repeat, entry));
        inside.sort_unstable_by_key(|(repeat, entry)| (repeat.index(), *entry));
        self.interned(inside)
    }

    fn interned(&mut self, inside: Vec<(RepeatId, u32)>) -> Within {
        if let Some(known) = self.within_ids.get(&inside) {
            return *known;
        }
        let id = Within(u32::try_from(self.within.len()).unwrap_or(u32::MAX));
        self.within.push(inside.clone());
        self.within_ids.insert(inside, id);
        id
    }

    /// The entry of a roster that something is read from within.
    pub(super) fn entry_of(&self, within: Within, repeat: RepeatId) -> Option<u32> {
        let inside = self.within.get(within.0 as usize)?;
        inside.iter().find(|(other, _)| *other == repeat).map(|(_, entry)| *entry)
    }

    /// The same with no other entries than those of these rosters.
    pub(super) fn narrowed(&mut self, within: Within, to: &[RepeatId]) -> Within {
        if within == Within::FILE {
            return within;
        }
        let mut inside = self.within.get(within.0 as usize).cloned().unwrap_or_default();
        inside.retain(|(repeat, _)| to.contains(repeat));
        self.interned(inside)
    }

    /// All entries that are looked at: whether each is there, and what is read from within it.
    pub(super) fn all_entries(&mut self, within: Within, repeat: RepeatId) -> Vec<(Lit, Within)> {
        let there = self.roster(repeat).there;
        (0..).zip(there).map(|(entry, there)| (there, self.entry(within, repeat, entry))).collect()
    }
}
