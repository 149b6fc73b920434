//! How much of the new edition is filled in from last year's answers, for somebody who answered all of them.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use setsumon_core::carry::{Kind, changed, comes_over};
use setsumon_core::form::Form;
use setsumon_core::frozen::{self, Marker, Model, Variable};

use super::Side;

/// How much is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Of all questions.
    pub questions: Shares,
    /// Of all variables.
    pub variables: Shares,
    /// Of the questions on the longest way; none where no way is known to be just as long.
    pub longest: Option<Shares>,
    /// Of the questions of the respondent in the middle.
    pub typical: Option<Shares>,
}

/// How many are filled in, and how many are not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// Filled in with last year's answer.
    pub kept: usize,
    /// Filled in, and part of it is new.
    pub partly: usize,
    /// Last year's answer stands beside the blank: it is to be given anew.
    pub updated: usize,
    /// There is no last year's answer.
    pub new: usize,
}

impl Shares {
    /// All of them.
    pub fn all(self) -> usize {
        self.kept + self.partly + self.updated + self.new
    }

    /// How many are filled in, in percent.
    pub fn percent(self) -> usize {
        ((self.kept + self.partly) * 100 + self.all() / 2).checked_div(self.all()).unwrap_or(0)
    }

    fn count(&mut self, share: Share) {
        match share {
            Share::Kept => self.kept += 1,
            Share::Partly => self.partly += 1,
            Share::Updated => self.updated += 1,
            Share::New => self.new += 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    Kept,
    Partly,
    Updated,
    New,
}

pub(super) fn of(old: &Model, new: Side<'_>, longest: Option<&[String]>, typical: Option<&[String]>) -> Coverage {
    let shown = shown_only(old, new.form);
    let new = new.model;
    let known: FxHashMap<&str, &Variable> = old
        .variables
        .iter()
        .filter(|variable| variable.role == frozen::Role::Answer)
        .map(|one| (one.name.as_str(), one))
        .collect();
    let mut variables = Shares::default();
    let mut of_question: FxHashMap<&str, Vec<Share>> = FxHashMap::default();
    for variable in new.variables.iter().filter(|variable| variable.role == frozen::Role::Answer) {
        let share = share(variable, &known, &shown);
        variables.count(share);
        if let Some(question) = &variable.question {
            of_question.entry(question).or_default().push(share);
        }
    }
    let question = |path: &str| of_question.get(path).map(|shares| joint(shares));
    let counted = |paths: &[String]| {
        let mut shares = Shares::default();
        paths.iter().filter_map(|path| question(path)).for_each(|share| shares.count(share));
        shares
    };
    let mut questions = Shares::default();
    let outer = new.questions.iter().filter(|question| !question.nested);
    outer.filter_map(|outer| question(&outer.path)).for_each(|share| questions.count(share));
    Coverage { questions, variables, longest: longest.map(counted), typical: typical.map(counted) }
}

/// The variables whose value of last year says something else today, whatever it is. A frozen model has no form to tell.
fn shown_only(old: &Model, new: Option<&Form>) -> FxHashSet<String> {
    let Some(form) = new else { return FxHashSet::default() };
    let all = changed(form, &old.past(), old.survey.edition).into_iter().filter(|changed| changed.code.is_none());
    all.map(|changed| form.variables().get(changed.variable).name.clone()).collect()
}

fn share(variable: &Variable, known: &FxHashMap<&str, &Variable>, shown: &FxHashSet<String>) -> Share {
    // What is marked as new was no other question, whatever it is called.
    let once: Vec<&str> = match (variable.marker, variable.was.as_slice()) {
        (Marker::New, _) => return Share::New,
        (Marker::Kept | Marker::Updated, []) => vec![variable.name.as_str()],
        (Marker::Kept | Marker::Updated, was) => was.iter().map(String::as_str).collect(),
    };
    let carried = once.iter().filter_map(|name| known.get(name)).any(|old| {
        let is_reshaped = !variable.was_codes.is_empty();
        is_reshaped || comes_over(Kind::then(&old.value, None), Kind::then(&variable.value, None))
    });
    match (carried, variable.marker) {
        (false, _) => Share::New,
        (true, Marker::Updated) => Share::Updated,
        (true, Marker::Kept | Marker::New) if shown.contains(&variable.name) => Share::Updated,
        (true, Marker::Kept | Marker::New) => Share::Kept,
    }
}

/// That of a question of several variables.
fn joint(shares: &[Share]) -> Share {
    let has = |share: Share| shares.contains(&share);
    if has(Share::Updated) {
        Share::Updated
    } else if has(Share::Kept) {
        if has(Share::New) { Share::Partly } else { Share::Kept }
    } else {
        Share::New
    }
}
