//! The editions before, in a frozen model: one file carries the whole history.

use crate::names;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::around::Around;
use super::blanks::Blanks;
use super::{
    Calc, CalcValue, CodeList, FORMAT, FieldKind, Model, Reason, Role, Special, Survey, Text, Unfielded, Value,
    ValueKind, Variable, nothing,
};
use crate::form::{Form, Previous, PreviousVariable};

/// A variable of earlier editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastVariable {
    /// Its name then.
    pub name: String,
    /// The editions that had it, oldest first.
    pub editions: Vec<i64>,
    /// Its label in full in the latest of them.
    pub label: String,
    /// The words around its question in the latest of them: of groups, rosters, leads and hints those with figures in them.
    #[serde(default, skip_serializing_if = "nothing")]
    pub around: Vec<String>,
    /// What it could hold in the latest of them.
    pub kind: ValueKind,
    /// Whether it told who the respondent is, in the latest edition that had or kept it. Models that were frozen before this was kept
    /// say so of their own variables alone.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
    /// The roster that it lay in there, where that told as a whole who somebody is.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal_roster: Option<String>,
    /// Its codes, of all these editions, where it has codes.
    #[serde(default, skip_serializing_if = "nothing")]
    pub codes: Vec<PastCode>,
    /// How it was, oldest first: the first edition, and each in which it was otherwise than in the one before. Models that were frozen
    /// before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub states: Vec<PastState>,
}

/// How a variable was in an edition, and after it until the next of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastState {
    /// The edition.
    pub edition: i64,
    /// Its label in full.
    pub label: String,
    /// What it could hold; of a code the `list` means nothing.
    pub value: Value,
    /// Its unit.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unit: Option<String>,
    /// What a figure was counted in, where the words around it say more of it than its unit.
    #[serde(default, skip_serializing_if = "nothing")]
    pub counted: Option<String>,
    /// The words at the first and the last point, of a scale that has them.
    #[serde(default, skip_serializing_if = "nothing")]
    pub ends: Option<(String, String)>,
    /// What a whole number was written in, where that is more than a number.
    #[serde(default, skip_serializing_if = "nothing")]
    pub blank: Option<FieldKind>,
    /// Its names in the edition before, where they differed.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was: Vec<String>,
    /// The codes by which it was told apart there, where one answer became several or several one.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was_codes: Vec<String>,
    /// The variable of the edition before of which it was a part.
    #[serde(default, skip_serializing_if = "nothing")]
    pub splits: Option<String>,
    /// Why it, or what it stands in, was changed since the edition before.
    #[serde(default, skip_serializing_if = "nothing")]
    pub reasons: Vec<Reason>,
}

/// A derived value of earlier editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastCalc {
    /// Its name then.
    pub name: String,
    /// The editions that had it, oldest first.
    pub editions: Vec<i64>,
    /// What it came to in the latest of them. Models that were frozen before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub value: Option<CalcValue>,
    /// Its unit there.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unit: Option<String>,
    /// Whether it rested on personal answers there.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
    /// Why it, or what it stands in, was changed, each with the edition that says so.
    #[serde(default, skip_serializing_if = "nothing")]
    pub reasons: Vec<(i64, Reason)>,
}

/// A code of a variable of earlier editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastCode {
    /// The code.
    pub code: String,
    /// The editions that offered it, oldest first.
    pub editions: Vec<i64>,
    /// Its label in full in the latest of them.
    pub label: String,
    /// Its labels before that, with the last edition that had each.
    #[serde(default, skip_serializing_if = "nothing")]
    pub labels: Vec<PastLabel>,
    /// Its score there, as a decimal number in a string.
    #[serde(default, skip_serializing_if = "nothing")]
    pub value: Option<String>,
    /// What it meant there, where it was no answer proper.
    #[serde(default, skip_serializing_if = "nothing")]
    pub means: Option<Special>,
    /// Its codes in the edition before, where they differed.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was: Vec<PastRename>,
}

/// A label that a code had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PastLabel {
    /// The last edition that had it.
    pub edition: i64,
    /// The label in full.
    pub label: String,
}

/// What a code was called before an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PastRename {
    /// The edition that said so.
    pub edition: i64,
    /// The codes of the edition before; several where they were merged.
    pub was: Vec<String>,
}

/// The sign between the parts of a label in full.
pub(crate) const JOINT: &str = " / ";

impl Model {
    /// The model of a survey that goes to the field. It carries the variables of `previous`, the frozen model it follows,
    /// and of all before that.
    pub fn freeze(form: &Form, previous: Option<&Model>) -> Self {
        Self {
            history: Some(previous.map_or_else(Vec::new, Self::past)),
            past_calcs: previous.map_or_else(Vec::new, Self::derived_past),
            ..Self::of(form)
        }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// Where the text is no model, or one of a format that this compiler does not know.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Result<Self, _> = serde_json::from_str(text);
        // A model of another format is told as such, whatever else of it cannot be read.
        known_format(text, read.as_ref().map(|model| model.format).ok())?;
        read.map_err(not_a_model)
    }

    /// What the checker wants to know of the edition before.
    pub fn previous(&self) -> Previous {
        previous(self.past(), self.derived_past(), self.survey.edition, self.survey.unfielded.clone())
    }

    /// Every derived value of this edition and of those before it.
    fn derived_past(&self) -> Vec<PastCalc> {
        aged_calcs(&self.calcs, &self.past_calcs, &self.reasons, self.survey.edition)
    }

    /// Every variable of this edition and of those before it: this edition's in reading order, then those it no longer has.
    pub fn past(&self) -> Vec<PastVariable> {
        let edition = Edition {
            edition: self.survey.edition,
            variables: &self.variables,
            lists: &self.code_lists,
            blanks: Blanks::of(&self.questions),
            around: Around::of_model(self),
            reasons: &self.reasons,
            personal_rosters: self
                .repeats
                .iter()
                .filter(|roster| roster.personal)
                .map(|roster| &*roster.name)
                .collect(),
        };
        edition.past(self.history.as_deref().unwrap_or_default())
    }
}

/// What an edition remembers of the one that it follows; of a model that is not frozen, that edition's number.
pub(super) fn previous_of(
    follows: i64,
    survey: &Survey,
    history: Option<&[PastVariable]>,
    calcs: &[PastCalc],
) -> Previous {
    let unfielded = survey.unfielded.iter().filter(|one| one.edition < follows).cloned();
    previous(history.unwrap_or_default().to_vec(), calcs.to_vec(), follows, unfielded.collect())
}

/// The derived values of an edition, then those of the editions before that it no longer has.
pub(super) fn aged_calcs(now: &[Calc], history: &[PastCalc], reasons: &[Reason], edition: i64) -> Vec<PastCalc> {
    let mut older: BTreeMap<&str, &PastCalc> = history.iter().map(|past| (past.name.as_str(), past)).collect();
    let mut past = Vec::new();
    for calc in now {
        let (editions, mut said) = older
            .remove(calc.name.as_str())
            .map_or_else(Default::default, |past| (past.editions.clone(), past.reasons.clone()));
        let path = calc.path.as_str();
        let around = |said: &str| path.strip_prefix(said).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let own = reasons.iter().filter(|reason| around(&reason.path)).map(|reason| (edition, reason.clone()));
        said.extend(own);
        past.push(PastCalc {
            name: calc.name.clone(),
            editions: with(&editions, edition, true),
            value: Some(calc.value.clone()),
            unit: calc.unit.as_ref().map(Text::plain),
            personal: calc.personal,
            reasons: said,
        });
    }
    past.extend(history.iter().filter(|gone| older.contains_key(gone.name.as_str())).cloned());
    past
}

fn previous(past: Vec<PastVariable>, calcs: Vec<PastCalc>, edition: i64, unfielded: Vec<Unfielded>) -> Previous {
    let variables = past.iter().map(|past| {
        let PastVariable { name, editions, label, around: _, kind, personal: _, personal_roster: _, codes, states: _ } =
            past;
        PreviousVariable {
            name: name.clone(),
            editions: editions.clone(),
            label: label.clone(),
            kind: *kind,
            codes: offered(codes, edition),
        }
    });
    Previous { edition, unfielded, variables: variables.collect(), past, calcs }
}

/// What of an edition the editions after it remember.
pub(super) struct Edition<'a> {
    pub(super) edition: i64,
    pub(super) variables: &'a [Variable],
    pub(super) lists: &'a [CodeList],
    /// What its numbers are written in.
    pub(super) blanks: Blanks<'a>,
    /// What stands around its questions.
    pub(super) around: Around,
    pub(super) reasons: &'a [Reason],
    /// The names of the rosters that tell as a whole who somebody is.
    pub(super) personal_rosters: BTreeSet<&'a str>,
}

impl Edition<'_> {
    /// Its variables in reading order, then those of the editions before that it no longer has.
    pub(super) fn past(&self, history: &[PastVariable]) -> Vec<PastVariable> {
        let mut older: BTreeMap<&str, &PastVariable> = history.iter().map(|past| (past.name.as_str(), past)).collect();
        let mut past: Vec<PastVariable> = Vec::with_capacity(self.variables.len() + history.len());
        for variable in self.variables.iter().filter(|variable| variable.role != Role::Last) {
            let before = older.remove(variable.name.as_str());
            past.push(self.aged(variable, before));
        }
        past.extend(history.iter().filter(|gone| older.contains_key(gone.name.as_str())).cloned());
        past
    }

    /// A variable as a later edition will remember it. A retired one was not offered in this edition.
    fn aged(&self, variable: &Variable, before: Option<&PastVariable>) -> PastVariable {
        let offered = variable.role != Role::Retired;
        let codes = before.map_or(&[][..], |before| &before.codes);
        let mut states = before.map_or_else(Vec::new, |before| before.states.clone());
        if offered {
            let state = self.state(variable);
            if states.last().is_none_or(|last| is_other(last, &state)) {
                states.push(state);
            }
        } else if !variable.was.is_empty() {
            // What is kept under another name has its years under that one.
            states.push(self.state(variable));
        }
        PastVariable {
            name: variable.name.clone(),
            editions: with(before.map_or(&[][..], |before| &before.editions), self.edition, offered),
            label: joined(&variable.label),
            around: self.around(variable),
            kind: variable.value.kind(),
            personal: variable.personal,
            personal_roster: variable.repeat.clone().filter(|name| self.personal_rosters.contains(name.as_str())),
            codes: aged_codes(&variable.value, codes, self.lists, self.edition),
            states,
        }
    }

    fn around(&self, variable: &Variable) -> Vec<String> {
        let path = variable.question.as_deref().unwrap_or_default();
        self.around.question(path).into_iter().map(str::to_owned).collect()
    }

    fn state(&self, variable: &Variable) -> PastState {
        let path = names::path(&variable.name);
        let blank = self.blanks.blank(variable);
        let unit = variable.unit.as_ref().map(Text::plain);
        PastState {
            edition: self.edition,
            label: joined(&variable.label),
            // The list has no place in another model; its codes are remembered by themselves.
            value: variable.value.code_list().map_or_else(|| variable.value.clone(), |_| Value::Code { list: 0 }),
            counted: self.blanks.counted(variable).filter(|all| Some(all) != unit.as_ref()),
            unit,
            ends: blank.and_then(|blank| blank.ends.as_ref()).map(|(first, last)| (first.plain(), last.plain())),
            blank: blank
                .map(|blank| blank.kind)
                .filter(|kind| ![FieldKind::Integer, FieldKind::Decimal].contains(kind)),
            was: variable.was.clone(),
            was_codes: variable.was_codes.clone(),
            splits: variable.splits.clone(),
            reasons: self.reasons.iter().filter(|reason| speaks_of(reason, variable, &path)).cloned().collect(),
        }
    }
}

/// Whether a reason is said of a variable: of itself, of what it stands in, of its column, or of one of its codes.
fn speaks_of(reason: &Reason, variable: &Variable, path: &str) -> bool {
    let inside = |around: &str, within: &str| {
        within.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let said = reason.path.as_str();
    let column = || {
        let question = variable.question.as_deref()?;
        let (_, last) = path.rsplit_once('.')?;
        Some(said.strip_prefix(question)?.strip_prefix('.')? == last)
    };
    inside(said, path) || inside(path, said) || column().unwrap_or(false)
}

/// Whether a variable was otherwise than before. That the year in a label moved with the edition is no change.
fn is_other(before: &PastState, now: &PastState) -> bool {
    let PastState { edition, label, value, unit, counted, ends, blank, was, was_codes: _, splits, reasons } = now;
    !was.is_empty()
        || splits.is_some()
        || !reasons.is_empty()
        || *value != before.value
        || *unit != before.unit
        || *counted != before.counted
        || *ends != before.ends
        || *blank != before.blank
        || !same_but_for_years(&before.label, label, edition - before.edition)
}

/// Whether two texts say the same but for numbers that moved by so many years.
pub(crate) fn same_but_for_years(before: &str, now: &str, years: i64) -> bool {
    let (before, now) = (pieces(before), pieces(now));
    before.len() == now.len()
        && before.iter().zip(&now).enumerate().all(|(at, (then, today))| {
            then == today
                || match (then, today) {
                    (Piece::Number(then), Piece::Number(today)) => {
                        today.checked_sub(*then) == Some(years)
                            // A year on, the last day of February may be another.
                            || [(28, 29), (29, 28)].contains(&(*then, *today)) && is_of_february(&before, at)
                    }
                    (Piece::Number(_) | Piece::Sign(_), Piece::Number(_) | Piece::Sign(_)) => false,
                }
        })
}

/// Whether what stands before a number is the second month: `2月`, `02-`, `2/`.
fn is_of_february(pieces: &[Piece], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|from| pieces.get(from..at));
    matches!(before, Some([Piece::Number(2), Piece::Sign('月' | '-' | '/' | '.')]))
}

#[derive(PartialEq)]
enum Piece {
    Sign(char),
    Number(i64),
}

/// A text as signs and whole numbers, in whatever width their digits are.
fn pieces(text: &str) -> Vec<Piece> {
    let digit = |sign: char| {
        sign.to_digit(10)
            .or_else(|| u32::from(sign).checked_sub(u32::from('０')).filter(|digit| *digit < 10))
            .map(i64::from)
    };
    let mut found: Vec<Piece> = Vec::new();
    let mut open = false;
    for sign in text.chars() {
        let Some(digit) = digit(sign) else {
            found.push(Piece::Sign(sign));
            open = false;
            continue;
        };
        match found.last_mut() {
            Some(Piece::Number(number)) if open => *number = number.saturating_mul(10).saturating_add(digit),
            Some(_) | None => found.push(Piece::Number(digit)),
        }
        open = true;
    }
    found
}

#[derive(Deserialize)]
struct Head {
    format: u32,
}

fn known_format(text: &str, read: Option<u32>) -> Result<(), String> {
    let format = match read {
        Some(format) => format,
        None => serde_json::from_str::<Head>(text).map_err(not_a_model)?.format,
    };
    match format {
        FORMAT => Ok(()),
        other => Err(format!("this model has format {other}; this compiler reads format {FORMAT}")),
    }
}

fn not_a_model(error: serde_json::Error) -> String {
    format!("this is not a Setsumon model: {error}")
}

fn offered(codes: &[PastCode], edition: i64) -> Vec<String> {
    codes.iter().filter(|code| code.editions.contains(&edition)).map(|code| code.code.clone()).collect()
}

fn aged_codes(value: &Value, before: &[PastCode], lists: &[CodeList], edition: i64) -> Vec<PastCode> {
    let list = value.code_list().and_then(|list| lists.get(list));
    let Some(list) = list else { return before.to_vec() };
    let mut codes: Vec<PastCode> = Vec::with_capacity(list.codes.len());
    for code in &list.codes {
        let past = before.iter().find(|past| past.code == code.code);
        let label = joined(&code.label);
        let mut labels = past.map_or_else(Vec::new, |past| past.labels.clone());
        let last = past.and_then(|past| Some((past, *past.editions.last()?)));
        labels.extend(
            last.filter(|(past, last)| !same_but_for_years(&past.label, &label, edition - last))
                .map(|(past, last)| PastLabel { edition: last, label: past.label.clone() }),
        );
        let mut was = past.map_or_else(Vec::new, |past| past.was.clone());
        was.extend((!code.was.is_empty()).then(|| PastRename { edition, was: code.was.clone() }));
        codes.push(PastCode {
            code: code.code.clone(),
            editions: with(past.map_or(&[][..], |past| &past.editions), edition, !code.retired),
            label,
            labels,
            value: code.value.clone(),
            means: code.means,
            was,
        });
    }
    let gone = before.iter().filter(|past| list.codes.iter().all(|code| code.code != past.code));
    codes.extend(gone.cloned());
    codes
}

fn with(editions: &[i64], edition: i64, offered: bool) -> Vec<i64> {
    let mut editions = editions.to_vec();
    if offered && !editions.contains(&edition) {
        editions.push(edition);
    }
    editions
}

pub(super) fn joined(label: &[Text]) -> String {
    let parts: Vec<String> = label.iter().map(Text::plain).filter(|part| !part.is_empty()).collect();
    parts.join(JOINT)
}
