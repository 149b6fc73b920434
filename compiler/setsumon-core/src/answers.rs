//! One answer file as its form reads it: a value for each variable, the occurrences of each roster, and what the form has no place for.
//!
//! Numbers are read as JSON numbers are read everywhere: into the nearest double, and from there to the shortest decimal that means it.
//! That gives back every number of up to 15 digits exactly, and a variable has no more; `1.0` and `1e0` are the number 1.

mod cells;
mod origin;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value as Json};

use crate::carry::Before;
use crate::form::{Form, Role};
use crate::ids::{RepeatId, VarId};
use crate::number::Number;

pub use cells::{BadColumns, Cell, Column, Columns};
pub use origin::{NotOurs, check_last_origin, check_origin, own_key};
pub use read::{Strict, held, object};

/// The white space of the language, and no other character.
pub const WHITE_SPACE: [char; 5] = [' ', '\u{3000}', '\t', '\n', '\r'];

/// Why an answer file could not be read at all. That is no verdict on its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in one clause.
    pub message: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The column, from 1; 0 where the file as a whole is meant.
    pub column: usize,
}

/// What stands in an answer file for one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A number.
    Number(Number),
    /// A text, a code, a day or a month; perhaps an empty one.
    Text(String),
    /// `true`.
    Tick,
    /// Something that no value of the variable's type looks like.
    Misplaced(Misplaced),
}

/// Something that no value of the variable's type looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    /// `null`.
    Null,
    /// `false`.
    False,
    /// A number with more digits than any variable has.
    HugeNumber,
    /// A value of another JSON type.
    OtherType,
}

impl Held {
    /// Whether it counts as an answer: not `null`, `false` or white space alone.
    pub fn is_present(&self) -> bool {
        match self {
            Self::Number(_) | Self::Tick | Self::Misplaced(Misplaced::HugeNumber | Misplaced::OtherType) => true,
            Self::Text(text) => !is_blank(text),
            Self::Misplaced(Misplaced::Null | Misplaced::False) => false,
        }
    }
}

/// Whether a text has no character but white space.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| WHITE_SPACE.contains(&character))
}

/// The values of the file, or of one occurrence of a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    values: BTreeMap<VarId, Held>,
}

impl Row {
    /// A row of these values.
    pub fn of(values: impl IntoIterator<Item = (VarId, Held)>) -> Self {
        Self { values: values.into_iter().collect() }
    }

    /// What stands there for a variable.
    pub fn get(&self, variable: VarId) -> Option<&Held> {
        self.values.get(&variable)
    }

    /// Everything that stands there, in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = (VarId, &Held)> {
        self.values.iter().map(|(variable, held)| (*variable, held))
    }
}

/// Something in an answer file that the form has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Its key.
    pub key: String,
    /// The roster and the occurrence (from 0) it stands in; none for the file itself.
    pub occurrence: Option<(RepeatId, usize)>,
    /// Why there is no place for it.
    pub why: StrayReason,
}

/// Why there is no place for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayReason {
    /// The form has no variable of this name.
    Unknown,
    /// It is a derived value, computed from the answers and never part of them.
    Derived,
    /// It belongs into the objects of this roster's array.
    BelongsInto(RepeatId),
    /// It belongs to the file itself, or to another roster.
    BelongsElsewhere,
    /// A roster's key holds something that is no array.
    NotAnArray(RepeatId),
    /// An element of a roster's array is no object.
    NotAnObject(RepeatId),
}

/// One answer file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    file: Row,
    occurrences: BTreeMap<RepeatId, Vec<Row>>,
    strays: Vec<Stray>,
    own: Map<String, Json>,
}

impl Answers {
    /// An answer file of these values.
    pub fn of(file: Row, occurrences: impl IntoIterator<Item = (RepeatId, Vec<Row>)>) -> Self {
        Self { file, occurrences: occurrences.into_iter().collect(), strays: Vec::new(), own: Map::new() }
    }

    /// Reads an answer file.
    ///
    /// # Errors
    /// Where the text is no JSON, bears a key twice or is no object. Whatever else is wrong with it is for the judge to say.
    pub fn from_json(form: &Form, text: &str) -> Result<Self, Problem> {
        Ok(Self::from_object(&Keys::of(form), &read::object(text)?))
    }

    /// Reads an answer file that is parsed already. Many files of one form share their `Keys`.
    pub fn from_object(keys: &Keys<'_>, object: &Map<String, Json>) -> Self {
        let mut answers = Self::default();
        for (key, value) in object {
            if key.starts_with('_') {
                answers.own.insert(key.clone(), value.clone());
                continue;
            }
            match keys.get(key) {
                Some(Key::Variable(variable)) if keys.repeat_of(variable).is_none() => {
                    answers.file.values.insert(variable, keys.held(variable, value));
                }
                Some(Key::Repeat(repeat)) => answers.read_occurrences(keys, repeat, key, value),
                found => answers.strays.push(Stray { key: key.clone(), occurrence: None, why: keys.stray(found) }),
            }
        }
        answers
    }

    fn read_occurrences(&mut self, keys: &Keys<'_>, repeat: RepeatId, key: &str, value: &Json) {
        let Json::Array(elements) = value else {
            let why = StrayReason::NotAnArray(repeat);
            self.strays.push(Stray { key: key.to_owned(), occurrence: None, why });
            return;
        };
        let mut rows = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let mut row = Row::default();
            let occurrence = Some((repeat, index));
            if let Json::Object(object) = element {
                for (key, value) in object {
                    match keys.get(key) {
                        Some(Key::Variable(variable)) if keys.repeat_of(variable) == Some(repeat) => {
                            row.values.insert(variable, keys.held(variable, value));
                        }
                        found => {
                            self.strays.push(Stray { key: key.clone(), occurrence, why: keys.stray(found) });
                        }
                    }
                }
            } else {
                self.strays.push(Stray { key: key.to_owned(), occurrence, why: StrayReason::NotAnObject(repeat) });
            }
            rows.push(row);
        }
        self.occurrences.insert(repeat, rows);
    }

    /// Puts a value that stands outside rosters in the place of the one that was there; none takes that away.
    pub fn set(&mut self, variable: VarId, held: Option<Held>) {
        match held {
            Some(held) => self.file.values.insert(variable, held),
            None => self.file.values.remove(&variable),
        };
    }

    /// Puts the occurrences of a roster in the place of those that were there.
    pub fn set_occurrences(&mut self, repeat: RepeatId, rows: Vec<Row>) {
        self.occurrences.insert(repeat, rows);
    }

    /// The values that stand outside rosters.
    pub fn file(&self) -> &Row {
        &self.file
    }

    /// The occurrences of a roster.
    pub fn occurrences(&self, repeat: RepeatId) -> &[Row] {
        self.occurrences.get(&repeat).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the form has no place for, in the file's order.
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    /// The file's own entries, whose keys begin with `_`. They never bear on validity.
    pub fn own(&self) -> &Map<String, Json> {
        &self.own
    }
}

/// Last year's answers, as far as this year's form asks for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastAnswers {
    file: Row,
}

impl LastAnswers {
    /// Those of these values, for variables whose role is `Last`.
    pub fn of(file: Row) -> Self {
        Self { file }
    }

    /// Reads last year's answer file by the names that `last` values had then. It is read leniently: what does not fit counts as not there.
    ///
    /// # Errors
    /// Where the text is no JSON, bears a key twice or is no object.
    pub fn from_json(form: &Form, text: &str) -> Result<Self, Problem> {
        Ok(Self::from_object(form, &read::object(text)?))
    }

    /// Reads last year's answer file that is parsed already. A variable is looked for by the names that it had then (`was`),
    /// else by the one it has; of several that fit, the first counts. What says something else today is nothing to compare with.
    pub fn from_object(form: &Form, object: &Map<String, Json>) -> Self {
        let mut last = Self::default();
        let before = form.previous().map(|previous| Before::new(form, &previous.past, previous.edition));
        for (id, variable) in form.variables().iter() {
            let (now, changed) = match variable.role {
                Role::Last(now) => {
                    (form.variables().get(now), before.as_ref().map_or_else(Vec::new, |before| before.changed(now)))
                }
                Role::Answer | Role::Given | Role::Retired => continue,
            };
            let names = if now.was.is_empty() { std::slice::from_ref(&now.name) } else { &now.was };
            let stays = |held: &Held| match held {
                Held::Text(text) => changed.iter().all(|one| one.code.as_ref().is_some_and(|code| code != text)),
                Held::Number(_) | Held::Tick | Held::Misplaced(_) => changed.iter().all(|one| one.code.is_some()),
            };
            let fits = |held: &Held| stays(held) && crate::domain::check(form, &variable.value, held).is_ok();
            let found = names.iter().filter_map(|name| object.get(name)).map(|json| read::held(&variable.value, json));
            if let Some(held) = found.into_iter().find(fits) {
                last.file.values.insert(id, held);
            }
        }
        last
    }

    /// Last year's value of a variable whose role is `Last`.
    pub fn get(&self, variable: VarId) -> Option<&Held> {
        self.file.get(variable)
    }
}

/// What a key of an answer file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A variable.
    Variable(VarId),
    /// A roster.
    Repeat(RepeatId),
    /// A derived value, which has no place in an answer file.
    Calc,
}

/// What the keys of an answer file stand for.
#[derive(Debug)]
pub struct Keys<'a> {
    form: &'a Form,
    known: FxHashMap<&'a str, Key>,
}

impl<'a> Keys<'a> {
    /// The keys of a form's answer files.
    pub fn of(form: &'a Form) -> Self {
        let mut known = FxHashMap::default();
        for (_, calc) in form.calcs().iter() {
            known.insert(calc.name.as_str(), Key::Calc);
        }
        for (id, repeat) in form.repeats().iter() {
            known.insert(repeat.name.as_str(), Key::Repeat(id));
        }
        for (id, variable) in form.variables().iter() {
            match variable.role {
                Role::Answer | Role::Given | Role::Retired => {
                    known.insert(variable.name.as_str(), Key::Variable(id));
                }
                Role::Last(_) => {}
            }
        }
        Self { form, known }
    }

    /// What a key stands for.
    pub fn get(&self, key: &str) -> Option<Key> {
        self.known.get(key).copied()
    }

    fn repeat_of(&self, variable: VarId) -> Option<RepeatId> {
        self.form.variables().get(variable).repeat
    }

    fn held(&self, variable: VarId, value: &Json) -> Held {
        read::held(&self.form.variables().get(variable).value, value)
    }

    fn stray(&self, found: Option<Key>) -> StrayReason {
        match found {
            None => StrayReason::Unknown,
            Some(Key::Calc) => StrayReason::Derived,
            Some(Key::Repeat(_)) => StrayReason::BelongsElsewhere,
            Some(Key::Variable(variable)) => {
                self.repeat_of(variable).map_or(StrayReason::BelongsElsewhere, StrayReason::BelongsInto)
            }
        }
    }
}
