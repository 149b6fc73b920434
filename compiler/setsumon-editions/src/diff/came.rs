//! What came together and what came apart: questions that became one, or rows, options and blanks of one, and the other way round.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{Question, Text, Variable};
use setsumon_core::names;

use super::pairs::Step;
use super::questions::{labelled, subject};
use super::words::said;
use super::{Change, Class, Kind, change};

/// How a question lies to the one that it was.
pub(super) enum Came {
    /// It was that one.
    Alone,
    /// It was several, with what these were called: one answer of all, or one that stands for each.
    Together { names: Vec<String>, each: bool },
    /// It was a row, option or blank of it.
    Apart { was: String, label: String },
}

impl Came {
    pub(super) fn of(step: &Step<'_>, old: &Question, new: &Question) -> Self {
        let merged = merged(step, new);
        if !merged.is_empty() && step.new.variables_of(new).len() == 1 {
            return Self::Together { names: merged, each: false };
        }
        let each = each(step, new);
        if !each.is_empty() {
            return Self::Together { names: each, each: true };
        }
        match (step.new.variables_of(new), step.old.variables_of(old)) {
            ([only], [_, _, ..]) if only.was_codes.is_empty() && names::path(&only.name) == new.path => {
                match step.was(&only.name) {
                    [was] if names::path(&was.name) != old.path => {
                        Self::Apart { was: names::path(&was.name), label: labelled(&was.label) }
                    }
                    [] | [_, ..] => Self::Alone,
                }
            }
            (_, _) => Self::Alone,
        }
    }

    /// The names of what became one.
    pub(super) fn several(&self) -> Option<&[String]> {
        match self {
            Self::Together { names, each: _ } => Some(names),
            Self::Alone | Self::Apart { was: _, label: _ } => None,
        }
    }

    /// Where it stood, if that was in another question.
    pub(super) fn place(&self) -> Option<String> {
        match self {
            Self::Apart { was, label: _ } => Some(was.clone()),
            Self::Alone | Self::Together { names: _, each: _ } => None,
        }
    }

    /// What it was called: what each of several was called stands in the one change that it is.
    pub(super) fn label(&self, old: &Question, new: &Question) -> Option<Text> {
        match self {
            Self::Alone => old.label.clone(),
            Self::Together { names: _, each: _ } => new.label.clone(),
            Self::Apart { was: _, label } => Some(Text::Plain(label.clone())),
        }
    }

    /// Whether both are answered in one way.
    pub(super) fn is_alike(&self) -> bool {
        match self {
            Self::Alone | Self::Together { names: _, each: false } => true,
            Self::Together { names: _, each: true } | Self::Apart { was: _, label: _ } => false,
        }
    }
}

/// The names of several questions, each of which is a row, an option or a blank of one now.
fn each(step: &Step<'_>, new: &Question) -> Vec<String> {
    let own = step.new.variables_of(new);
    let inside = |name: &str| step.became(name).is_some_and(|now| now.question.as_deref() == Some(&new.path));
    let mut found: Vec<&Question> = Vec::new();
    for variable in own.iter().filter(|variable| variable.was_codes.is_empty()) {
        let question = match step.was(&variable.name) {
            [] => continue,
            [was] => was.question.as_deref().and_then(|path| step.old.question(path)),
            [_, _, ..] => None,
        };
        // One that goes on took in the others, and what went in parts is told where each went.
        let whole = |question: &&Question| {
            question.path != new.path && step.old.variables_of(question).iter().all(|one| inside(&one.name))
        };
        let Some(question) = question.filter(whole) else { return Vec::new() };
        if found.iter().all(|known| known.path != question.path) {
            found.push(question);
        }
    }
    let several = found.len() > 1 && own.len() > 1;
    if several { found.into_iter().map(|question| said(&question.name)).collect() } else { Vec::new() }
}

/// Questions that became several, each with the place of the change that tells of it.
#[derive(Default)]
pub(super) struct Split(FxHashMap<String, usize>);

impl Split {
    /// Whether a question is told to have become several.
    pub(super) fn tells_of(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// One of several that a question became: they are told as one change. `name` is that of the whole, or of something in it.
    pub(super) fn part(&mut self, step: &Step<'_>, name: &str, question: &Question, changes: &mut Vec<Change>) {
        let path = names::path(name);
        let around = path.match_indices('.').filter_map(|(at, _)| path.get(..at)).chain([path.as_str()]);
        let whole = around.filter_map(|path| step.old.question(path)).next_back();
        let key = whole.map_or(path.as_str(), |whole| whole.path.as_str());
        let known = self.0.get(key).and_then(|place| changes.get_mut(*place));
        let own = step.new.names_under(&question.path);
        if let Some(known) = known {
            let said = said(&question.name);
            known.new = Some(known.new.take().map_or_else(|| said.clone(), |others| format!("{others}, {said}")));
            known.variables.extend(own);
            known.parts.push(question.path.clone());
            return;
        }
        // What is asked still is there beside what came of a part of it.
        let old = whole.filter(|whole| !step.is_carried(whole)).map(|whole| whole.path.as_str());
        let name = whole.map_or(&question.name, |whole| &whole.name);
        let mut split = change(Class::Split, subject(Kind::Question, old, Some(&question.path), name));
        split.old = Some(whole.map_or_else(|| key.to_owned(), |whole| said(&whole.name)));
        split.new = Some(said(&question.name));
        split.variables = own;
        split.parts = vec![question.path.clone()];
        self.0.insert(key.to_owned(), changes.len());
        changes.push(split);
    }
}

/// The names of what became one question: of several questions, and not of several options or rows of one, which are told themselves.
fn merged(step: &Step<'_>, new: &Question) -> Vec<String> {
    let of_several = |variable: &Variable| {
        let mut questions = step.was(&variable.name).iter().map(|before| before.question.as_deref());
        let first = questions.next();
        variable.was_codes.is_empty() && questions.any(|other| Some(other) != first)
    };
    let known = step.new.variables_of(new).iter().copied().filter(|variable| !step.was(&variable.name).is_empty());
    // Beside what was of one question alone, the question is that one.
    if !known.clone().all(of_several) {
        return Vec::new();
    }
    known.flat_map(|variable| step.was(&variable.name)).map(|before| labelled(&before.label)).collect()
}
