//! What became of each step since the edition before; what is gone is put where it stood.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_editions::diff::{Change, Class, Diff, Kind};
use setsumon_editions::report::Filter;

use crate::outline::{Exit, Shape, Sign, Step, end_called};

/// What the changes say of paths.
#[derive(Default)]
struct Fates {
    /// Paths of the new edition.
    added: BTreeSet<String>,
    /// Paths of the new edition, of what changed and of all that stands around it.
    changed: BTreeSet<String>,
    /// Paths of the edition before.
    removed: BTreeSet<String>,
    /// What a path is now.
    now: BTreeMap<String, String>,
}

/// The codes that sections had before which are to be opened.
pub(crate) fn opened_before(diff: &Diff, open: &[String]) -> Vec<String> {
    let wanted: BTreeSet<&String> = open.iter().collect();
    let before = diff.changes.iter().filter(|change| change.subject.kind == Kind::Section).filter_map(|change| {
        let (old, new) = (change.subject.old.as_ref()?, change.subject.new.as_ref()?);
        wanted.contains(new).then(|| old.clone())
    });
    open.iter().cloned().chain(before).collect()
}

/// Marks the steps of the new edition, and puts those of the old one between them that are gone.
pub(crate) fn mark(steps: &mut Vec<Step>, old: Vec<Step>, diff: &Diff) {
    let fates = fates(diff);
    fates.mark(steps, false);
    let mut gone = Gone::default();
    fates.gather(old, &Place::Begin(String::new()), &mut gone);
    let begun = std::mem::take(steps);
    *steps = gone.placed(begun, "");
    // Where what it stood in is gone too, it stands at the end.
    steps.extend(gone.steps.into_values().flatten());
}

fn fates(diff: &Diff) -> Fates {
    let mut fates = Fates::default();
    for change in Filter::default().apply(diff).changes {
        match change.subject.kind {
            Kind::Survey | Kind::Page | Kind::Check | Kind::Derived => {}
            Kind::End => fates.end(change),
            Kind::Part
            | Kind::Section
            | Kind::Group
            | Kind::Roster
            | Kind::Question
            | Kind::Option
            | Kind::Row
            | Kind::Column => fates.thing(change),
        }
    }
    // What stands around what is gone has changed; it may have another code now.
    let around: Vec<String> =
        fates.removed.iter().filter_map(|path| path.rsplit_once('.')).map(|(path, _)| path.to_owned()).collect();
    for path in around {
        let now = fates.now(&path).to_owned();
        fates.around(&now);
    }
    fates
}

impl Fates {
    fn end(&mut self, change: &Change) {
        let key = end_called(&change.subject.name);
        match (&change.subject.old, &change.subject.new) {
            (None, _) => self.added.insert(key),
            (Some(_), None) => self.removed.insert(key),
            (Some(_), Some(_)) => self.changed.insert(key),
        };
    }

    fn thing(&mut self, change: &Change) {
        let is_piece = [Kind::Option, Kind::Row, Kind::Column].contains(&change.subject.kind);
        match (&change.subject.old, &change.subject.new) {
            (None, Some(new)) if change.class == Class::Added && !is_piece => {
                self.added.insert(new.clone());
                if let Some((around, _)) = new.rsplit_once('.') {
                    self.around(around);
                }
            }
            (Some(old), None) if !is_piece => {
                self.removed.insert(old.clone());
            }
            (old, Some(new)) => {
                self.around(new);
                if let Some(old) = old.as_ref().filter(|old| *old != new) {
                    self.now.insert(old.clone(), new.clone());
                }
            }
            (Some(old), None) => {
                if let Some((around, _)) = old.rsplit_once('.') {
                    let now = self.now(around).to_owned();
                    self.around(&now);
                }
            }
            (None, None) => {}
        }
    }

    /// Something at a path has changed, and so has all around it.
    fn around(&mut self, path: &str) {
        let mut path = path;
        loop {
            // What is around it is known to have changed if it is.
            if !self.changed.insert(path.to_owned()) {
                return;
            }
            match path.rsplit_once('.') {
                Some((around, _)) => path = around,
                None => return,
            }
        }
    }

    /// What a path of the edition before is now.
    fn now<'a>(&'a self, path: &'a str) -> &'a str {
        self.now.get(path).map_or(path, String::as_str)
    }

    fn sign(&self, path: &str) -> Option<Sign> {
        if path.is_empty() {
            None
        } else if self.added.contains(path) {
            Some(Sign::Added)
        } else {
            self.changed.contains(path).then_some(Sign::Changed)
        }
    }

    fn mark(&self, steps: &mut [Step], added: bool) {
        for step in steps {
            step.sign = if added { Some(Sign::Added) } else { self.sign(&step.path) };
            let added = step.sign == Some(Sign::Added) && step.shape != Shape::Part;
            for exit in &mut step.exits {
                exit.sign = if added { Some(Sign::Added) } else { self.sign(&exit.path) };
            }
            self.mark(&mut step.inside, added);
        }
    }

    /// Gathers what is gone among some steps of the edition before, each with what stood before it; what it is behind at the end.
    fn gather(&self, steps: Vec<Step>, begin: &Place, gone: &mut Gone) -> Place {
        let mut place = begin.clone();
        for mut step in steps {
            let inside = std::mem::take(&mut step.inside);
            let now = self.now(&step.path).to_owned();
            match step.shape {
                // It has no name of its own: what is in it stands where it stands.
                Shape::Branch => place = self.gather(inside, &place, gone),
                // Its sections may be there still.
                Shape::Part if self.removed.contains(&step.path) => {
                    step.sign = Some(Sign::Removed);
                    gone.steps.entry(place.clone()).or_default().push(step);
                    place = self.gather(inside, &place, gone);
                }
                Shape::Part => {
                    self.gather(inside, &Place::Begin(now.clone()), gone);
                    place = Place::Behind(now);
                }
                Shape::Section | Shape::Gate | Shape::Question | Shape::Group | Shape::Roster | Shape::End => {
                    if self.removed.contains(&step.path) {
                        step.inside = inside;
                        remove(&mut step);
                        gone.steps.entry(place.clone()).or_default().push(step);
                        continue;
                    }
                    let exits = step.exits.into_iter().filter(|exit| self.removed.contains(&exit.path));
                    let exits: Vec<Exit> = exits.map(|exit| Exit { sign: Some(Sign::Removed), ..exit }).collect();
                    if !exits.is_empty() {
                        gone.exits.insert(now.clone(), exits);
                    }
                    self.gather(inside, &Place::Begin(now.clone()), gone);
                    place = Place::Behind(now);
                }
            }
        }
        place
    }
}

fn remove(step: &mut Step) {
    step.sign = Some(Sign::Removed);
    step.exits.iter_mut().for_each(|exit| exit.sign = Some(Sign::Removed));
    step.inside.iter_mut().for_each(remove);
}

/// Where something stood, by the paths of the new edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// First in what has this path.
    Begin(String),
    /// Behind what has this path.
    Behind(String),
}

/// What is gone, by where it stood.
#[derive(Default)]
struct Gone {
    steps: BTreeMap<Place, Vec<Step>>,
    exits: BTreeMap<String, Vec<Exit>>,
}

impl Gone {
    /// The steps in what has a path, with what is gone between them.
    fn placed(&mut self, steps: Vec<Step>, within: &str) -> Vec<Step> {
        let mut placed = self.steps.remove(&Place::Begin(within.to_owned())).unwrap_or_default();
        for mut step in steps {
            let inside = std::mem::take(&mut step.inside);
            if step.shape == Shape::Branch {
                step.inside = self.between(inside);
                placed.push(step);
                continue;
            }
            step.inside = self.placed(inside, &step.path);
            step.exits.extend(self.exits.remove(&step.path).unwrap_or_default());
            let behind = self.steps.remove(&Place::Behind(step.path.clone()));
            placed.push(step);
            placed.extend(behind.unwrap_or_default());
        }
        placed
    }

    /// The same under a condition, at whose beginning nothing can have stood: it has no path.
    fn between(&mut self, steps: Vec<Step>) -> Vec<Step> {
        self.placed(steps, "\u{0}")
    }
}
