//! What a lock should say: what it said, what the frozen model followed remembers, and the codes of this edition.

use setsumon_core::names;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{self, Model, PastVariable, Text, Variable};

use super::{Entry, Key, Lock, Sort};

impl Lock {
    /// The lock brought up to an edition, and to the model of the edition before, with all that it remembers.
    #[must_use]
    pub fn updated(&self, edition: &Model, before: Option<&Model>) -> Self {
        let number = edition.survey.edition;
        let mut lock = self.clone();
        if let Some(before) = before {
            lock.remember_all(before);
        }
        // What this edition has is told anew.
        lock.entries.retain(|_, entry| {
            let others = entry.editions.iter().any(|other| *other != number) || entry.editions.is_empty();
            entry.editions.remove(&number);
            others
        });
        for used in used(edition) {
            let Used { key, kind, label, retired, path: _, question: _ } = used;
            let later = lock.entries.get(&key).is_some_and(|known| known.editions.iter().any(|other| *other > number));
            let entry = lock.entries.entry(key).or_insert_with(|| entry(kind, &label));
            if !retired {
                entry.editions.insert(number);
            }
            if !retired && !later {
                (entry.kind, entry.label) = (kind, label);
            }
        }
        lock
    }

    /// The paths in an edition of all that means something else by now than it says, each with that of its question.
    pub fn differing(&self, edition: &Model) -> BTreeSet<String> {
        let differs = |used: &Used| {
            let entry = self.entries.get(&used.key);
            !used.retired && entry.is_some_and(|entry| (entry.kind, &entry.label) != (used.kind, &used.label))
        };
        let differing = used(edition).into_iter().filter(differs);
        differing.flat_map(|used| [Some(used.path), used.question.map(|(path, _)| path)]).flatten().collect()
    }

    /// What a frozen model remembers: its own codes, and those of all editions before it.
    pub(super) fn of_frozen(before: &Model) -> Self {
        let mut lock = Self::default();
        lock.remember_all(before);
        lock
    }

    fn remember_all(&mut self, before: &Model) {
        let variables: FxHashMap<&str, &Variable> =
            before.variables.iter().map(|variable| (variable.name.as_str(), variable)).collect();
        for past in before.past() {
            self.remember(&variables, past);
        }
    }

    /// A variable of an earlier edition, with its codes.
    fn remember(&mut self, variables: &FxHashMap<&str, &Variable>, past: PastVariable) {
        let PastVariable { name, editions, label, around: _, kind, personal: _, personal_roster: _, codes, states } =
            past;
        // What is retired holds what it held when it was last asked.
        let asked = states.last().map(|state| (state.value.kind(), state.label.clone()));
        let (kind, label) = asked.unwrap_or((kind, label));
        let owner = variables.get(name.as_str()).map_or_else(|| name.clone(), |variable| owner(variable));
        self.known(Key { name, code: None }, editions, Sort::Variable(kind), label);
        for code in codes {
            let key = Key { name: owner.clone(), code: Some(code.code) };
            self.known(key, code.editions, Sort::Option, code.label);
        }
    }

    fn known(&mut self, key: Key, editions: Vec<i64>, kind: Sort, label: String) {
        let entry = self.entries.entry(key).or_insert_with(|| entry(kind, &one_line(&label)));
        if editions.iter().max() > entry.editions.iter().max() {
            (entry.kind, entry.label) = (kind, one_line(&label));
        }
        entry.editions.extend(editions);
    }
}

fn entry(kind: Sort, label: &str) -> Entry {
    Entry { editions: BTreeSet::new(), kind, label: label.to_owned(), at: (0, 0) }
}

/// A code that an edition uses, or keeps for its history.
#[derive(Debug)]
pub(super) struct Used {
    pub(super) key: Key,
    pub(super) kind: Sort,
    pub(super) label: String,
    pub(super) retired: bool,
    /// Its path in the survey.
    pub(super) path: String,
    /// The path and the words of its question, where it is a part of one.
    pub(super) question: Option<(String, String)>,
}

/// The codes of an edition: of its variables, and of the options of those that hold a code, once for each question.
pub(super) fn used(edition: &Model) -> Vec<Used> {
    let names: FxHashMap<&str, String> =
        edition.questions.iter().map(|question| (question.path.as_str(), one_line(&question.name.plain()))).collect();
    let mut used = Vec::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for variable in edition.variables.iter().filter(|variable| variable.role != frozen::Role::Last) {
        let path = names::path(&variable.name);
        let question = variable.question.as_ref();
        let own = question.filter(|question| **question != path);
        used.push(Used {
            key: Key { name: variable.name.clone(), code: None },
            kind: Sort::Variable(variable.value.kind()),
            label: joined(&variable.label),
            retired: variable.role == frozen::Role::Retired,
            question: own.and_then(|question| Some((question.clone(), names.get(question.as_str())?.clone()))),
            path,
        });
        let list = variable.value.code_list().and_then(|list| edition.code_lists.get(list));
        for code in list.into_iter().flat_map(|list| &list.codes) {
            let owner = owner(variable);
            if !told.insert((owner.clone(), code.code.clone())) {
                continue;
            }
            used.push(Used {
                kind: Sort::Option,
                label: joined(&code.label),
                retired: code.retired || variable.role == frozen::Role::Retired,
                path: format!("{}.{}", names::path(&owner), code.code),
                question: None,
                key: Key { name: owner, code: Some(code.code.clone()) },
            });
        }
    }
    used
}

/// The name that the options of a variable are remembered under: its question's, which is one for all rows of a table.
fn owner(variable: &Variable) -> String {
    variable.question.as_ref().map_or_else(|| variable.name.clone(), |question| names::of(question))
}

fn joined(label: &[Text]) -> String {
    let parts: Vec<String> = label.iter().map(|text| one_line(&text.plain())).filter(|part| !part.is_empty()).collect();
    parts.join(" / ")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
