//! Those who judge answer files beside the reference, and where one of them says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::judge::{Mode, Verdict, judge};

/// An answer file.
pub type File = Map<String, Json>;

/// Both ways of judging a file, in the order in which judges answer.
pub const MODES: [Mode; 2] = [Mode::Submission, Mode::Draft];

/// What somebody says of one answer file in one mode.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Why the file is refused; `None` where it is accepted.
    pub refused: Option<String>,
    /// What is reckoned from the answers: the rows of each view of derived values, by its name. Empty where nothing is reckoned.
    pub derived: Map<String, Json>,
}

/// Somebody who judges answer files.
pub trait Judge {
    /// Its name for people.
    fn name(&self) -> &'static str;

    /// The rules of a form that it leaves out by name in a mode.
    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String>;

    /// What it says of each file as a submission and as a draft.
    ///
    /// # Errors
    /// Where it does not even read what was made of the form.
    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String>;
}

/// In which way a judge errs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrongly {
    /// It refuses what is right.
    Refuses,
    /// It accepts what is wrong, and leaves out none of the rules that are broken.
    Accepts,
    /// It reckons something else.
    Derives,
    /// It does not read what was made of the form.
    Fails,
}

/// A judge who does not agree with the reference.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The judge.
    pub who: &'static str,
    /// As what the file was judged.
    pub mode: Mode,
    /// In which way it errs.
    pub wrongly: Wrongly,
    /// What it says.
    pub what: String,
}

/// What the reference says of an answer file in a mode.
pub fn reference(form: &Form, keys: &Keys<'_>, file: &File, mode: Mode) -> Verdict {
    judge(form, &Answers::from_object(keys, file), None, mode)
}

/// Answer files of a form, and what the reference says of each in both modes: once, however many are asked about them.
#[derive(Debug)]
pub struct Judged<'a> {
    form: &'a Form,
    files: &'a [File],
    verdicts: Vec<(Answers, [Verdict; 2])>,
}

impl<'a> Judged<'a> {
    /// What the reference says of these files.
    pub fn of(form: &'a Form, files: &'a [File]) -> Self {
        let keys = Keys::of(form);
        let verdicts = files.iter().map(|file| {
            let answers = Answers::from_object(&keys, file);
            let verdicts = MODES.map(|mode| judge(form, &answers, None, mode));
            (answers, verdicts)
        });
        Self { form, files, verdicts: verdicts.collect() }
    }

    /// How many of the files are right as submissions.
    pub fn right(&self) -> usize {
        self.verdicts.iter().filter(|(_, [submission, _])| submission.valid).count()
    }
}

/// Where a judge does not agree with the reference: the index of the file, and in what.
///
/// # Errors
/// Where the judge does not read what was made of the form.
pub fn disagreements(other: &mut dyn Judge, judged: &Judged<'_>) -> Result<Vec<(usize, Disagreement)>, String> {
    let Judged { form, files, verdicts } = judged;
    let said = other.ask(form, files)?;
    assert_eq!(said.len(), files.len(), "{} leaves files out", other.name());
    let excused = MODES.map(|mode| other.excused(form, mode));
    let mut found = Vec::new();
    for (index, ((answers, verdicts), said)) in verdicts.iter().zip(said).enumerate() {
        for (((mode, verdict), said), excused) in MODES.into_iter().zip(verdicts).zip(said).zip(&excused) {
            if let Some((wrongly, what)) = compare(form, answers, verdict, &said, excused, mode) {
                found.push((index, Disagreement { who: other.name(), mode, wrongly, what }));
            }
        }
    }
    Ok(found)
}

fn compare(
    form: &Form,
    answers: &Answers,
    verdict: &Verdict,
    said: &Said,
    excused: &BTreeSet<String>,
    mode: Mode,
) -> Option<(Wrongly, String)> {
    let broken: BTreeSet<_> = verdict.violations.iter().map(|violation| violation.rule.clone()).collect();
    match (&said.refused, broken.is_empty()) {
        (Some(why), true) => Some((Wrongly::Refuses, format!("refuses what is right: {why}"))),
        (None, false) if !broken.is_subset(excused) => {
            Some((Wrongly::Accepts, format!("accepts what breaks {broken:?}")))
        }
        (None, true) if mode == Mode::Submission && !said.derived.is_empty() => {
            let mut differs = differs(form, verdict, &said.derived);
            if let Some(long) = said.derived.get(&format!("{}__long", form.survey().code)) {
                differs.extend(told_otherwise(form, answers, long));
            }
            (!differs.is_empty()).then(|| (Wrongly::Derives, differs.join("; ")))
        }
        _ => None,
    }
}

/// Where the views reckon something else than the reference.
fn differs(form: &Form, verdict: &Verdict, derived: &Map<String, Json>) -> Vec<String> {
    let survey = &form.survey().code;
    let cell = |view: &str, occurrence: Option<usize>, name: &str| {
        let rows = derived.get(&format!("{view}__derived")).and_then(Json::as_array);
        let row = rows.and_then(|rows| match occurrence {
            Some(number) => rows.iter().find(|row| row["_occurrence"] == number),
            None => rows.first(),
        });
        row.and_then(|row| row.get(name)).cloned()
    };
    let outcome = serde_json::to_value(verdict.outcome).unwrap();
    let wanted = std::iter::once((survey, None, "_outcome", outcome)).chain(verdict.derived.iter().map(|one| {
        let view = one.repeat.as_ref().unwrap_or(survey);
        (view, one.occurrence, one.name.as_str(), one.value.clone().unwrap_or(Json::Null))
    }));
    wanted
        .filter_map(|(view, occurrence, name, value)| {
            let cell = cell(view, occurrence, name);
            let same = cell.as_ref().is_some_and(|cell| same(cell, &value));
            (!same).then(|| format!("{name} is {value}, and {cell:?} in the view"))
        })
        .collect()
}

/// Where the long view tells of a variable that it was answered, not answered or not asked, and it was otherwise.
fn told_otherwise(form: &Form, answers: &Answers, long: &Json) -> Vec<String> {
    let file = Scope::file(form, answers, None);
    let mut told: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    for row in long.as_array().into_iter().flatten() {
        let occurrence = row["_occurrence"].as_u64().and_then(|number| usize::try_from(number).ok());
        let (variable, state) = (row["variable"].as_str(), row["state"].as_str());
        told.insert((variable.unwrap_or_default(), occurrence.unwrap_or_default()), state.unwrap_or_default());
    }
    let mut wrong = Vec::new();
    for (id, variable) in form.variables().iter().filter(|(_, variable)| !variable.personal) {
        if variable.role != Role::Answer {
            continue;
        }
        let scopes: Vec<_> = match variable.repeat {
            Some(repeat) => file.occurrences(repeat).enumerate().map(|(index, scope)| (index + 1, scope)).collect(),
            None => vec![(0, Scope::file(form, answers, None))],
        };
        for (occurrence, scope) in scopes {
            let asked = scope.holds(variable.asked);
            let wanted: &[&str] = match (&variable.value, scope.is_present(id), asked) {
                (_, true, _) => &["answered"],
                (_, false, false) => &["not_asked"],
                // A tick that is not set may be a no.
                (Value::Tick, false, true) => &["no_answer", "answered"],
                (_, false, true) => &["no_answer"],
            };
            let found = told.get(&(variable.name.as_str(), occurrence)).copied().unwrap_or("not there");
            if !wanted.contains(&found) {
                wrong.push(format!("{} {occurrence} is {wanted:?}, and {found} in the long view", variable.name));
            }
        }
    }
    wrong
}

/// The same value: databases that reckon with doubles are excused their last digits, and some write decimals as texts.
fn same(cell: &Json, value: &Json) -> bool {
    let number = |json: &Json| json.as_f64().or_else(|| json.as_str()?.parse::<f64>().ok());
    match (number(cell), number(value)) {
        (Some(cell), Some(value)) => (cell - value).abs() < 1e-9 * value.abs().max(1.0),
        _ => cell == value,
    }
}
