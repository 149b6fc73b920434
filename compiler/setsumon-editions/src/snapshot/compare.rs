//! What differs between the pages that were reviewed and those of the survey as it is: page by page, and fact by fact.

use std::collections::{BTreeMap, BTreeSet};

use super::page::LINE;
use super::{Kind, Snapshot, file};
use crate::diff::order;
use serde::Serialize;

/// A page that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of it.
    pub fate: Fate,
    /// What sort of thing it is the page of; unknown of one that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The path of the thing; of one that is gone, as its file tells it.
    pub path: String,
    /// What people call it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its file in the folder of snapshots.
    pub file: String,
    /// What changed on it, in the order of the new page; nothing of one that is new or gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// The page as it is now; of one that is gone, as it was.
    #[serde(skip)]
    pub content: String,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It says something else than when it was reviewed.
    Changed,
    /// Nobody has reviewed it yet.
    New,
    /// What it was the page of is gone.
    Gone,
}

impl Fate {
    /// As it is called in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// A change on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Which fact, with what it stands in: `option other › write-in`.
    pub what: String,
    /// How it was; none, if it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// How it is; none, if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether it only stands elsewhere on the page.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
}

/// Compares the pages of a survey with the texts of the snapshot files that are kept, by their names in the folder of snapshots.
/// In reading order; what is gone comes last.
pub fn compare(now: &[Snapshot], kept: &BTreeMap<String, String>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for snapshot in now {
        let old = kept.get(&snapshot.file).map(|text| file::read(text));
        let (fate, edits) = match old {
            None => (Fate::New, Vec::new()),
            Some(old) if old == snapshot.content => continue,
            Some(old) => (Fate::Changed, edits(&old, &snapshot.content)),
        };
        let Snapshot { kind, path, name, file, content } = snapshot.clone();
        differences.push(Difference { fate, kind: Some(kind), path, name, file, edits, content });
    }
    let files: BTreeSet<&str> = now.iter().map(|snapshot| snapshot.file.as_str()).collect();
    for (name, text) in kept.iter().filter(|(name, _)| !files.contains(name.as_str())) {
        differences.push(Difference {
            fate: Fate::Gone,
            kind: None,
            path: name.trim_end_matches(".snap").replace('/', "."),
            name: String::new(),
            file: name.clone(),
            edits: Vec::new(),
            content: file::read(text),
        });
    }
    differences
}

/// A fact with all that it stands in, told apart from an equal one before it by a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    facts: Vec<String>,
    before: usize,
}

impl Key {
    /// What it stands in.
    fn around(&self) -> &[String] {
        self.facts.split_last().map_or(&[], |(_, around)| around)
    }

    fn told(&self) -> String {
        self.facts.join(" › ")
    }
}

fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (before, after) = (facts(old), facts(new));
    let was: BTreeMap<&Key, &str> = before.iter().map(|(key, words)| (key, words.as_str())).collect();
    let is: BTreeMap<&Key, &str> = after.iter().map(|(key, words)| (key, words.as_str())).collect();
    let moved = moved(&before, &after);
    let mut edits = Vec::new();
    for (key, words) in &after {
        let old = was.get(key).copied();
        if old != Some(words) {
            let old = old.map(str::to_owned);
            edits.push(Edit { what: key.told(), old, new: Some(words.clone()), moved: false });
        } else if moved.contains(&key) {
            edits.push(Edit { what: key.told(), old: None, new: None, moved: true });
        }
    }
    for (key, words) in before.iter().filter(|(key, _)| !is.contains_key(key)) {
        edits.push(Edit { what: key.told(), old: Some(words.clone()), new: None, moved: false });
    }
    edits
}

/// The fewest facts that explain another order of what stands beside one another.
fn moved<'f>(before: &'f [(Key, String)], after: &'f [(Key, String)]) -> Vec<&'f Key> {
    let places: BTreeMap<&Key, usize> = before.iter().enumerate().map(|(place, (key, _))| (key, place)).collect();
    let mut beside: BTreeMap<&[String], Vec<(&Key, usize)>> = BTreeMap::new();
    for (key, _) in after {
        if let Some(place) = places.get(key) {
            beside.entry(key.around()).or_default().push((key, *place));
        }
    }
    let mut moved = Vec::new();
    for keys in beside.values() {
        let places: Vec<usize> = keys.iter().map(|(_, place)| *place).collect();
        let elsewhere = order::moved(&places);
        moved.extend(keys.iter().zip(elsewhere).filter(|(_, moved)| *moved).map(|((key, _), _)| *key));
    }
    moved
}

/// The facts of a page, in order.
fn facts(page: &str) -> Vec<(Key, String)> {
    let mut facts: Vec<(Key, String)> = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for line in page.lines() {
        let words = line.trim_start();
        let depth = line.len() - words.len();
        if let Some(more) = words.strip_prefix(LINE.trim_end()) {
            if let Some((_, text)) = facts.last_mut() {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(more.strip_prefix(' ').unwrap_or(more));
            }
            continue;
        }
        let (key, value) = words.split_once(": ").unwrap_or((words.trim_end_matches(':'), ""));
        open.retain(|(around, _)| *around < depth);
        open.push((depth, key.to_owned()));
        let path: Vec<String> = open.iter().map(|(_, key)| key.clone()).collect();
        let before = seen.entry(path.clone()).or_insert(0);
        facts.push((Key { facts: path, before: *before }, value.to_owned()));
        *before += 1;
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, wanted: &[(&str, Option<&str>, Option<&str>, bool)]) {
        let found = edits(old, new);
        let found: Vec<_> = found
            .iter()
            .map(|edit| (edit.what.as_str(), edit.old.as_deref(), edit.new.as_deref(), edit.moved))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn facts_are_compared_by_what_they_are_of() {
        let page = "label: A\noption a: One\n  hint: h\noption b: Two\nlead:\n  | x\n  |\n  | y";
        check(page, page, &[]);
        check(page, &page.replace("One", "Eins"), &[("option a", Some("One"), Some("Eins"), false)]);
        check(page, &page.replace("hint: h", "hint: i"), &[("option a › hint", Some("h"), Some("i"), false)]);
        check(page, &page.replace("\n  |\n  | y", ""), &[("lead", Some("x\n\ny"), Some("x"), false)]);
    }

    #[test]
    fn what_came_went_and_moved_is_told_apart() {
        check("a: 1\nb: 2", "a: 1\nb: 2\nc: 3", &[("c", None, Some("3"), false)]);
        check("a: 1\nb: 2", "b: 2", &[("a", Some("1"), None, false)]);
        check("a: 1\n  x: 0\nb: 2\nc: 3", "b: 2\nc: 3\na: 1\n  x: 0", &[("a", None, None, true)]);
    }

    #[test]
    fn equal_facts_are_told_apart_by_their_order() {
        check("note: x\nnote: y", "note: x\nnote: z", &[("note", Some("y"), Some("z"), false)]);
    }
}
