//! The code lock: a file beside a survey, one for all its editions, that remembers every code, what it means and when it was used.

mod check;
mod file;
mod update;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use setsumon_core::frozen::ValueKind;
use setsumon_diagnostics::Span;

pub(crate) use check::check;
pub use file::Unreadable;

/// What a lock remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    entries: BTreeMap<Key, Entry>,
}

/// A variable, by its name; or an option of one that holds a code, by the name of its question and its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    name: String,
    code: Option<String>,
}

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A variable that holds such values.
    Variable(ValueKind),
    /// An option.
    Option,
}

impl Sort {
    /// The word that stands in the file.
    fn as_str(self) -> &'static str {
        match self {
            Self::Variable(kind) => kind.as_str(),
            Self::Option => "option",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let kinds = ValueKind::ALL.iter().map(|kind| Self::Variable(*kind));
        kinds.chain([Self::Option]).find(|sort| sort.as_str() == word)
    }
}

#[derive(Debug, Clone)]
struct Entry {
    /// The editions that asked or offered it.
    editions: BTreeSet<i64>,
    /// What it is.
    kind: Sort,
    /// What it means, in the words of the latest edition that has it.
    label: String,
    /// Where it stands in the file.
    at: (u32, u32),
}

/// The same, wherever it stands.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (&self.editions, &self.kind, &self.label) == (&other.editions, &other.kind, &other.label)
    }
}

impl Eq for Entry {}

/// How a lock differs from what it should say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// Codes it does not know.
    pub added: usize,
    /// Codes of which it says something else.
    pub changed: usize,
    /// Codes that this edition alone had, and has no more.
    pub forgotten: usize,
}

impl Lock {
    /// How many codes it remembers.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How `other` differs from it.
    pub fn difference(&self, other: &Self) -> Difference {
        let changed = |(key, entry): &(&Key, &Entry)| other.entries.get(key).is_some_and(|other| other != *entry);
        let missing =
            |one: &Self, other: &Self| one.entries.keys().filter(|key| !other.entries.contains_key(key)).count();
        Difference {
            added: missing(other, self),
            changed: self.entries.iter().filter(changed).count(),
            forgotten: missing(self, other),
        }
    }
}

/// Where the lock of a survey lies: beside it, named after its code.
pub fn lock_path(root: &str, survey: &str) -> String {
    match root.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{survey}.lock"),
        None => format!("{survey}.lock"),
    }
}

/// An entry's place in its file.
fn place(file: setsumon_diagnostics::FileId, entry: &Entry) -> Span {
    Span::new(file, entry.at.0, entry.at.1)
}
