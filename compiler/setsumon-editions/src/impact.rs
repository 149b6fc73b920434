//! What a step from one edition to the next means to those who answer and to the series: one page for whoever decides on it.

mod coverage;
mod page;
mod walk;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use setsumon_core::form::{Form, Locale};
use setsumon_core::frozen::{self, Model};

pub use coverage::{Coverage, Shares};
pub use page::{Page, html, markdown, page};
pub use walk::{Typical, Ways};

pub use crate::paths::Size;

use crate::diff::{Change, Class, Kind, Reason, Series, diff};
use crate::paths::{Counter, Length};
use crate::report::is_slight;

/// The number of the format in which an [`Impact`] is written as JSON.
pub const FORMAT: u32 = 1;

/// So many respondents are made up, unless somebody wants others.
pub const RESPONDENTS: usize = 500;

/// What a step means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Impact {
    /// The number of this format.
    pub impact: u32,
    /// The BCP 47 tag of the survey's language.
    pub locale: Locale,
    /// The code of the survey.
    pub survey: String,
    /// The edition before.
    pub old: Edition,
    /// The new edition.
    pub new: Edition,
    /// How many changes there are of each class, slight ones apart.
    pub classes: BTreeMap<Class, usize>,
    /// How many there are that are no more than a year, a sign or a number.
    pub slight: usize,
    /// Things that are new, gone, or changed: sections and what stands in them are one thing each.
    pub things: Things,
    /// What changed, thing by thing, gravest for the series first.
    pub changes: Vec<Listed>,
    /// How much of the new edition is filled in from last year's answers.
    pub coverage: Coverage,
}

/// An edition in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edition {
    /// The year, or the running number.
    pub edition: i64,
    /// The title of the survey.
    pub title: String,
    /// All questions and blanks there are; none of a frozen model, which has no form to count in.
    pub all: Option<Length>,
    /// The variables.
    pub variables: usize,
    /// How long the way through it is; none of a frozen model, whose conditions cannot be walked.
    pub ways: Option<Ways>,
}

/// How many things are new, gone, or changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Things {
    /// New.
    pub added: usize,
    /// Gone.
    pub removed: usize,
    /// Changed.
    pub changed: usize,
}

/// What changed about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The classes of its changes, each with how many there are of it.
    pub classes: BTreeMap<Class, usize>,
    /// What sort of thing changed.
    pub kind: Kind,
    /// Its path in the new edition; of what is gone, in the old.
    pub path: String,
    /// What people call it.
    pub name: String,
    /// Where it stands on the questionnaire, where it has a number.
    pub place: Option<String>,
    /// What it does to the series; nothing to that of what is new.
    pub series: Option<Series>,
    /// Why.
    pub reason: Option<Reason>,
}

/// What typical respondents are taken from.
#[derive(Debug)]
pub enum Respondents<'a> {
    /// So many are made up.
    MadeUp(usize),
    /// Those who answered the edition before: their answer files. In the new edition they answer what is carried over as they did,
    /// and the rest by chance.
    Answers(&'a [Map<String, Json>]),
}

/// An edition as it is compared: its model, and its form where it is a survey.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The model.
    pub model: &'a Model,
    /// The form; none of a frozen model.
    pub form: Option<&'a Form>,
}

/// What the step from `old` to `new` means.
pub fn impact(old: Side<'_>, new: Side<'_>, respondents: &Respondents<'_>) -> Impact {
    let found = diff(old.model, new.model);
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    for change in found.changes.iter().filter(|change| !is_slight(change.class)) {
        *classes.entry(change.class).or_default() += 1;
    }
    let walks = walk::walks(old, new, respondents);
    let longest = walks.new.as_ref().and_then(|walked| walked.longest.as_deref());
    let typical = walks.new.as_ref().map(|walked| walked.median.as_slice());
    let coverage = coverage::of(old.model, new, longest, typical);
    Impact {
        impact: FORMAT,
        locale: new.model.survey.locale,
        survey: new.model.survey.code.clone(),
        slight: found.changes.len() - classes.values().sum::<usize>(),
        classes,
        things: things(&found.changes, old.model, new.model),
        changes: listed(&found.changes, old.model, new.model),
        coverage,
        old: edition(old, walks.old.map(|walked| walked.ways)),
        new: edition(new, walks.new.map(|walked| walked.ways)),
    }
}

fn edition(side: Side<'_>, ways: Option<Ways>) -> Edition {
    Edition {
        edition: side.model.survey.edition,
        title: side.model.survey.title.plain(),
        all: side.form.map(|form| Counter::new(form).all()),
        variables: side.model.variables.iter().filter(|variable| variable.role == frozen::Role::Answer).count(),
        ways,
    }
}

/// What became of a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Removed,
    Changed,
}

/// As many as there are rows in the list: what changed in a thing that is new, as a rule of it, is that thing.
fn things(changes: &[Change], old: &Model, new: &Model) -> Things {
    let mut fates: FxHashMap<&str, Fate> = FxHashMap::default();
    for change in changes.iter().filter(|change| !is_slight(change.class)) {
        let (_, whole) = change.subject.thing();
        // Checks and ends are told by what they say; they are changes of the questionnaire and no things in it.
        let counts = whole && !matches!(change.subject.kind, Kind::Check | Kind::End);
        let gone = change.subject.new.is_none() || change.class == Class::Removed;
        let words_alone = matches!(change.class, Class::Wording | Class::Guidance);
        let fate = if counts && change.subject.old.is_none() && !words_alone {
            Fate::Added
        } else if counts && gone {
            Fate::Removed
        } else {
            Fate::Changed
        };
        let known = fates.entry(owner(change, old, new)).or_insert(fate);
        if *known == Fate::Changed {
            *known = fate;
        }
    }
    let count = |wanted| fates.values().filter(|fate| **fate == wanted).count();
    Things { added: count(Fate::Added), removed: count(Fate::Removed), changed: count(Fate::Changed) }
}

/// The path of the thing that a change is told of. A check is called by what it says; people look for the question that it is of.
fn owner<'c>(change: &'c Change, old: &'c Model, new: &'c Model) -> &'c str {
    let model = if change.subject.new.is_some() { new } else { old };
    let of_check = change.variables.first().filter(|_| change.subject.kind == Kind::Check);
    of_check.and_then(|at| question_of(model, at)).unwrap_or(change.subject.thing().0)
}

fn listed(changes: &[Change], old: &Model, new: &Model) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    for change in changes.iter().filter(|change| !is_slight(change.class)) {
        let (_, whole) = change.subject.thing();
        let model = if change.subject.new.is_some() { new } else { old };
        let path = owner(change, old, new);
        let question = model.questions.iter().find(|question| question.path == path);
        let series = Some(change.effect.series).filter(|_| change.class != Class::Added);
        if let Some(known) = listed.iter_mut().find(|known| known.path == path) {
            *known.classes.entry(change.class).or_default() += 1;
            known.series = known.series.max(series);
            known.reason = known.reason.take().or_else(|| change.reason.clone());
            continue;
        }
        listed.push(Listed {
            classes: BTreeMap::from([(change.class, 1)]),
            kind: if whole { change.subject.kind } else { Kind::Question },
            path: path.to_owned(),
            // What became several is called as it was.
            name: question
                .filter(|_| change.parts.is_empty() || !whole)
                .map_or_else(|| change.subject.name.clone(), |question| question.name.plain()),
            place: place(change, path, old, new),
            series,
            reason: change.reason.clone(),
        });
    }
    listed.sort_by_key(|change| std::cmp::Reverse(change.series));
    listed
}

fn question_of<'m>(model: &'m Model, variable: &str) -> Option<&'m str> {
    model.variables.iter().find(|known| known.name == variable)?.question.as_deref()
}

/// Where a thing stands; what is gone where it stood, with the edition that had it there.
fn place(change: &Change, path: &str, old: &Model, new: &Model) -> Option<String> {
    let gone = change.subject.new.is_none() || change.class == Class::Removed;
    if !gone {
        return placed(new, path);
    }
    let (_, whole) = change.subject.thing();
    let stood = placed(old, change.subject.old.as_deref().filter(|_| whole).unwrap_or(path))?;
    let edition = old.survey.edition;
    Some((new.survey.locale.words().reports.of_edition)(&stood, edition))
}

/// `（１０）の1`
fn placed(model: &Model, path: &str) -> Option<String> {
    let code = path.split('.').next().unwrap_or(path);
    let section = model.sections.iter().find(|section| section.code == code)?.number.as_deref()?;
    let number =
        model.questions.iter().find(|question| question.path == path).and_then(|found| found.number.as_deref());
    Some(number.and_then(|number| model.reference(section, number)).unwrap_or_else(|| section.to_owned()))
}
