//! Early ends on the way: how those who come as far as a thing lie to those who came, by the ends before it alone.
//!
//! Everything behind an early end is asked only where it did not end the survey. A change of the end is told at the end, and
//! not again at each of the many things behind it.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{Entry, Item};

use super::side::Side;

/// The early ends of an edition in reading order, and how many of them stand before each thing.
#[derive(Debug)]
pub(super) struct Ends<'m> {
    fires: Vec<u32>,
    before: FxHashMap<&'m str, usize>,
}

impl<'m> Ends<'m> {
    pub(super) fn of(side: &Side<'m>) -> Self {
        let mut behind: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for end in &side.model.ends {
            if let Some(gate) = &end.gate {
                behind.entry(gate).or_default().push(end.fires);
            }
        }
        let mut walk = Walk { side, behind, ends: Self { fires: Vec::new(), before: FxHashMap::default() } };
        // Most surveys have none, and then nothing needs a place.
        if !side.model.ends.is_empty() {
            walk.entries(&side.model.entries);
        }
        walk.ends
    }

    /// How many stand before a thing, else before what it stands in.
    pub(super) fn before(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(count) = self.before.get(path) {
                return *count;
            }
            match path.rsplit_once('.') {
                Some((around, _)) => path = around,
                None => return 0,
            }
        }
    }

    /// The conditions of all.
    pub(super) fn all(&self) -> &[u32] {
        &self.fires
    }

    /// The conditions of the first so many.
    pub(super) fn first(&self, count: usize) -> &[u32] {
        self.fires.get(..count).unwrap_or(&self.fires)
    }

    /// The place of an end among them, by its condition.
    pub(super) fn place(&self, fires: u32) -> usize {
        self.fires.iter().position(|known| *known == fires).unwrap_or(self.fires.len())
    }
}

struct Walk<'s, 'm> {
    side: &'s Side<'m>,
    /// The ends behind the options of each gate.
    behind: FxHashMap<&'m str, Vec<u32>>,
    ends: Ends<'m>,
}

impl<'m> Walk<'_, 'm> {
    fn entries(&mut self, entries: &'m [Entry]) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) => {
                    self.pass(&part.code);
                    self.entries(&part.entries);
                }
                Entry::Section { code } => {
                    self.pass(code);
                    if let Some(section) = self.side.section(code) {
                        self.items(&section.items);
                    }
                }
                Entry::Gate { path } => self.question(path),
                Entry::End { end } => self.end(*end),
                Entry::Branch(branch) => self.entries(&branch.items),
            }
        }
    }

    fn items(&mut self, items: &'m [Item]) {
        for item in items {
            match item {
                Item::Question { path } => self.question(path),
                Item::Group(group) => {
                    self.pass(&group.path);
                    self.items(&group.items);
                }
                Item::Repeat { name } => {
                    if let Some(roster) = self.side.roster(name) {
                        self.pass(&roster.path);
                        self.items(&roster.items);
                    }
                }
                Item::Note(_) | Item::Calc { name: _ } => {}
                Item::End { end } => self.end(*end),
                Item::Led(led) => self.items(&led.items),
                Item::Headed(headed) => self.items(&headed.items),
                Item::Branch(branch) => self.items(&branch.items),
            }
        }
    }

    /// A question, and the ends behind the options of a gate.
    fn question(&mut self, path: &'m str) {
        self.pass(path);
        self.ends.fires.extend(self.behind.get(path).into_iter().flatten());
    }

    fn pass(&mut self, path: &'m str) {
        self.ends.before.insert(path, self.ends.fires.len());
    }

    fn end(&mut self, place: u32) {
        self.ends.fires.extend(self.side.model.ends.get(place as usize).map(|end| end.fires));
    }
}
