//! How much of the new edition is filled in from last year's answers, for somebody who answered all of them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use setsumon_core::carry::{Changed, Kind, changed, comes_over, of_a_year};
use setsumon_core::form::Form;
use setsumon_core::frozen::{self, Marker, Model, Variable};
use setsumon_core::ids::VarId;

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
    /// Filled in, but for part of it: that is new, or of some options a value of last year is not filled in.
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
    let shown = Shown::of(old, new.form);
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

/// The variables whose value of last year is shown and not filled in, because it says something else today.
#[derive(Debug, Default)]
struct Shown {
    /// Whatever it is.
    whole: FxHashSet<String>,
    /// Where it is one of some options, and others are filled in.
    partly: FxHashSet<String>,
}

impl Shown {
    /// A frozen model has no form to tell.
    fn of(old: &Model, new: Option<&Form>) -> Self {
        let Some(form) = new else { return Self::default() };
        let (mut shown, mut codes) = (Self::default(), BTreeMap::<VarId, usize>::new());
        let past = old.past();
        for Changed { variable, code, words: _, how: _ } in changed(form, &past, old.survey.edition) {
            match code {
                Some(_) => *codes.entry(variable).or_default() += 1,
                None => {
                    shown.whole.insert(form.variables().get(variable).name.clone());
                }
            }
        }
        let of_a_year = of_a_year(form, &past, old.survey.edition);
        shown.whole.extend(of_a_year.iter().map(|id| form.variables().get(*id).name.clone()));
        for (id, count) in codes {
            let variable = form.variables().get(id);
            let list = variable.value.code_list().map(|list| form.code_lists().get(list));
            let before = |code: &str| {
                let mut names =
                    past.iter().filter(|past| past.name == variable.name || variable.was.contains(&past.name));
                names.any(|past| past.codes.iter().any(|known| known.code == code))
            };
            let offered = list.iter().flat_map(|list| &list.codes).filter(|entry| !entry.retired);
            let old = offered.filter(|entry| !entry.was.is_empty() || before(&entry.code)).count();
            let known = if count < old { &mut shown.partly } else { &mut shown.whole };
            known.insert(variable.name.clone());
        }
        shown
    }
}

fn share(variable: &Variable, known: &FxHashMap<&str, &Variable>, shown: &Shown) -> Share {
    // What is marked as new was no other question, whatever it is called.
    let once: Vec<&str> = match (variable.marker, variable.was.as_slice()) {
        (Marker::New, _) => return Share::New,
        (Marker::Kept | Marker::Updated, []) => vec![variable.name.as_str()],
        (Marker::Kept | Marker::Updated, was) => was.iter().map(String::as_str).collect(),
    };
    let was = || once.iter().filter_map(|name| known.get(name));
    let carried = was().any(|old| {
        let is_reshaped = !variable.was_codes.is_empty();
        is_reshaped || comes_over(Kind::then(&old.value, None), Kind::then(&variable.value, None))
    });
    // Whoever gave all the figures that became one finds none of them filled in: none is the sum.
    let parts = was().count() > 1 && numbers(&variable.value).is_some();
    let unfit = parts || was().all(|old| are_apart(&old.value, &variable.value));
    match (carried, variable.marker) {
        (false, _) => Share::New,
        (true, Marker::Updated) => Share::Updated,
        (true, Marker::Kept | Marker::New) if unfit || shown.whole.contains(&variable.name) => Share::Updated,
        (true, Marker::Kept | Marker::New) if shown.partly.contains(&variable.name) => Share::Partly,
        (true, Marker::Kept | Marker::New) => Share::Kept,
    }
}

/// Whether no value of the one lies within the bounds of the other, as where a window of days has moved on with the year.
fn are_apart(old: &frozen::Value, new: &frozen::Value) -> bool {
    let days = days(old).zip(days(new)).is_some_and(|(old, new)| old.1 < new.0 || new.1 < old.0);
    days || numbers(old).zip(numbers(new)).is_some_and(|(old, new)| old.1 < new.0 || new.1 < old.0)
}

/// The first and the last, as they are written; in that order they are read, too.
fn days(value: &frozen::Value) -> Option<(&str, &str)> {
    match value {
        frozen::Value::Month { min, max } | frozen::Value::Date { min, max } => Some((min, max)),
        frozen::Value::Code { list: _ }
        | frozen::Value::Tick
        | frozen::Value::Rank { max: _ }
        | frozen::Value::Integer { min: _, max: _ }
        | frozen::Value::Decimal { digits: _, min: _, max: _ }
        | frozen::Value::Text { shape: _, picture: _, max_length: _, lines: _ } => None,
    }
}

fn numbers(value: &frozen::Value) -> Option<(f64, f64)> {
    let [min, max] = match value {
        frozen::Value::Integer { min, max } => [min.to_string(), max.to_string()],
        frozen::Value::Decimal { digits: _, min, max } => [min.clone(), max.clone()],
        frozen::Value::Code { list: _ }
        | frozen::Value::Tick
        | frozen::Value::Rank { max: _ }
        | frozen::Value::Month { min: _, max: _ }
        | frozen::Value::Date { min: _, max: _ }
        | frozen::Value::Text { shape: _, picture: _, max_length: _, lines: _ } => return None,
    };
    Some((min.parse().ok()?, max.parse().ok()?))
}

/// That of a question of several variables.
fn joint(shares: &[Share]) -> Share {
    let has = |share: Share| shares.contains(&share);
    let is_filled_in = has(Share::Kept) || has(Share::Partly);
    if is_filled_in {
        if shares.iter().all(|share| *share == Share::Kept) { Share::Kept } else { Share::Partly }
    } else if has(Share::Updated) {
        Share::Updated
    } else {
        Share::New
    }
}
