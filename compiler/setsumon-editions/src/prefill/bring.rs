//! What last year's file brings, before anything is asked: each value under today's name and code, and whether it fits.

use setsumon_core::frozen;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde_json::{Map, Value as Json};
use setsumon_core::answers::{self, Held, is_blank};
use setsumon_core::carry::{How, is_amount};
use setsumon_core::domain::{self, Misfit};
use setsumon_core::form::{Form, Marker, Role, Value, Variable};
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::judge;
use setsumon_core::unit;

use super::account::{Line, Reason, Status};
use super::{OldKey, Prefill, former};

/// A value under today's name.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub(super) json: Json,
    pub(super) held: Held,
    /// Its lines of the account; several where several became one.
    pub(super) lines: Vec<usize>,
}

/// Values of the file or of one occurrence.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// What fits and is to be filled in.
    pub(super) filled: BTreeMap<VarId, Filled>,
    /// What fits and is to be given anew.
    pub(super) shown: BTreeMap<VarId, Json>,
    /// What does not fit.
    pub(super) unfit: BTreeMap<VarId, Json>,
    /// The answers that became one, where none of them is the whole.
    pub(super) several: BTreeMap<VarId, Vec<Json>>,
}

impl Row {
    /// Whether a variable has a value that fits.
    fn fits(&self, id: VarId) -> bool {
        self.filled.contains_key(&id) || self.shown.contains_key(&id)
    }
}

/// Of how many of these occurrences something is filled in, from the first to the last such: of one that is to be given anew nobody said
/// that there is one.
pub(super) fn said(rows: &[Row]) -> usize {
    rows.iter().rposition(|row| !row.filled.is_empty()).map_or(0, |at| at + 1)
}

/// Everything a file brings.
#[derive(Debug)]
pub(super) struct Brought<'f> {
    pub(super) file: Row,
    pub(super) rosters: Vec<Roster>,
    pub(super) account: Vec<Line<'f>>,
}

/// The occurrences of a roster.
#[derive(Debug)]
pub(super) struct Roster {
    pub(super) id: RepeatId,
    pub(super) rows: Vec<Row>,
    /// So many of them, the first, are filled in.
    pub(super) kept: usize,
}

/// Where a value stands in last year's file.
#[derive(Debug, Clone, Copy)]
struct Place<'k> {
    roster: Option<&'k str>,
    occurrence: Option<usize>,
}

const FILE: Place<'static> = Place { roster: None, occurrence: None };

pub(super) fn bring<'f>(step: &'f Prefill<'_>, file: &'f Map<String, Json>) -> Brought<'f> {
    let form = step.form;
    let mut account = Vec::with_capacity(file.len());
    let mut row = Row::default();
    let mut used: FxHashSet<&str> = FxHashSet::default();
    for (id, variable) in form.variables().iter() {
        if variable.repeat.is_none() {
            take(step, (id, variable), file, FILE, &mut row, &mut used, &mut account);
        }
    }
    let mut rosters = Vec::new();
    for (id, _) in form.repeats().iter() {
        let rows = roster(step, id, file, &mut used, &mut account);
        rosters.push(Roster { id, kept: said(&rows), rows });
    }
    rest(step, file, FILE, &used, &mut account);
    Brought { file: row, rosters, account }
}

/// Takes a variable's value from under the names it had.
fn take<'f>(
    step: &'f Prefill<'_>,
    (id, variable): (VarId, &'f Variable),
    from: &'f Map<String, Json>,
    place: Place<'f>,
    into: &mut Row,
    used: &mut FxHashSet<&'f str>,
    account: &mut Vec<Line<'f>>,
) {
    match (variable.role, variable.marker) {
        (Role::Given | Role::Last(_), _) | (_, Marker::New) => return,
        (Role::Answer | Role::Retired, Marker::Kept | Marker::Updated) => {}
    }
    let several = are_several(step.form, variable, from);
    for (place_of, name) in former(variable).iter().enumerate() {
        let Some((key, written)) = from.get_key_value(name) else { continue };
        let became = match reshaped(variable, place_of, written) {
            Shape::AsItWas => recoded(step.form, variable, written),
            Shape::Other(json) => Some(json),
            // Another of the variables that it became takes it.
            Shape::OfAnother => continue,
        };
        used.insert(key);
        if !is_answer(written) {
            continue;
        }
        if several {
            into.several.entry(id).or_default().push(became.clone().unwrap_or_else(|| written.clone()));
            account.push(Line {
                reason: Some(Reason::Several),
                variable: Some(&variable.name),
                ..left(key, place, written, Reason::Several, None, is_personal(step, variable, key))
            });
            continue;
        }
        let json = became.clone().unwrap_or_else(|| written.clone());
        let held = answers::held(&variable.value, &json);
        // Of several that became one the second says the same.
        let (status, reason, words) = if into.fits(id) {
            if let Some(value) = into.filled.get_mut(&id) {
                value.lines.push(account.len());
            }
            status_of(step, (id, variable))
        } else {
            match beside(step, (id, variable), key, &held) {
                Some((status, reason, words)) => {
                    into.unfit.insert(id, json);
                    (status, Some(reason), words)
                }
                None => {
                    match status_of(step, (id, variable)).0 {
                        Status::Shown => into.shown.insert(id, json).is_some(),
                        Status::Carried | Status::NotCarried => {
                            into.filled.insert(id, Filled { json, held, lines: vec![account.len()] }).is_some()
                        }
                    };
                    status_of(step, (id, variable))
                }
            }
        };
        account.push(Line {
            key,
            roster: place.roster,
            occurrence: place.occurrence,
            value: written,
            status,
            reason,
            variable: Some(&variable.name),
            became,
            words,
            personal: is_personal(step, variable, key),
        });
    }
}

/// Whether several that became one answer were given, so that none of them is the answer of today: more than one figure, more than one
/// option of which one alone may be chosen, or texts and codes that are not the same.
fn are_several(form: &Form, variable: &Variable, from: &Map<String, Json>) -> bool {
    let names = former(variable);
    if names.len() < 2 || variable.value == Value::Tick || variable.role == Role::Retired {
        return false;
    }
    let given = names.iter().filter_map(|name| from.get(name).filter(|written| is_answer(written)));
    if is_amount(&variable.value) || !variable.was_codes.is_empty() {
        return given.count() > 1;
    }
    let mut today = given.map(|written| recoded(form, variable, written).unwrap_or_else(|| written.clone()));
    today.next().is_some_and(|first| today.any(|other| other != first))
}

/// What becomes of an answer that fits, and why.
fn status_of(step: &Prefill<'_>, (id, variable): (VarId, &Variable)) -> (Status, Option<Reason>, Option<String>) {
    match variable.marker {
        Marker::Updated => (Status::Shown, None, None),
        Marker::Kept | Marker::New if step.of_a_year.contains(&id) => (Status::Shown, Some(Reason::Moves), None),
        Marker::Kept | Marker::New => (Status::Carried, None, None),
    }
}

/// Whether something counts as an answer: not `null`, `false` or white space alone.
fn is_answer(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(false) => false,
        Json::String(text) => !is_blank(text),
        Json::Bool(true) | Json::Number(_) | Json::Array(_) | Json::Object(_) => true,
    }
}

/// What a value is today.
enum Shape {
    /// What it was.
    AsItWas,
    /// This: a tick that was a code, or the other way round.
    Other(Json),
    /// Nothing in this variable, but perhaps in another that it became.
    OfAnother,
}

/// A value where one answer became several, or several one. `place` is that of its name among those that the variable had.
fn reshaped(variable: &Variable, place: usize, written: &Json) -> Shape {
    if variable.was_codes.is_empty() {
        return Shape::AsItWas;
    }
    match (&variable.value, variable.was_codes.get(place)) {
        (Value::Tick, _) => match written.as_str() {
            Some(code) if variable.was_codes.iter().any(|own| own == code) => Shape::Other(Json::Bool(true)),
            Some(_) | None => Shape::OfAnother,
        },
        (_, Some(code)) if *written == Json::Bool(true) => Shape::Other(Json::String(code.clone())),
        (_, _) => Shape::OfAnother,
    }
}

/// Today's code for one that had another name.
fn recoded(form: &Form, variable: &Variable, json: &Json) -> Option<Json> {
    let codes = &form.code_lists().get(variable.value.code_list()?).codes;
    let code = json.as_str()?;
    let entry = codes.iter().find(|entry| entry.was.iter().any(|was| was == code))?;
    Some(Json::String(entry.code.clone()))
}

/// Why a value is not filled in: it does not fit, or says something else today.
fn beside(
    step: &Prefill<'_>,
    variable: (VarId, &Variable),
    key: &str,
    held: &Held,
) -> Option<(Status, Reason, Option<String>)> {
    // Of an answer that is counted otherwise it says nothing whether it would fit: 10 of 10 is as little 10 of 5 as 3 of 10 is 3 of 5.
    let other = says_something_else(step, variable.0, held);
    let unfit = || unfit(step, variable, key, held).map(|(reason, words)| (Status::NotCarried, reason, words));
    let shown = |(reason, words)| (Status::Shown, reason, words);
    other.map(shown).or_else(unfit)
}

/// Why an option that is offered today is not the one that was ticked, or a figure not the one that was given; with the figure as it was
/// said, in its unit or on its scale.
fn says_something_else(step: &Prefill<'_>, id: VarId, held: &Held) -> Option<(Reason, Option<String>)> {
    let code = match held {
        Held::Text(code) => step.changed.get(&(id, Some(code.clone()))),
        Held::Number(_) | Held::Tick | Held::Misplaced(_) => None,
    };
    let (how, behind) = code.or_else(|| step.changed.get(&(id, None)))?;
    let reason = match how {
        How::Moved => Reason::Moves,
        How::Reworded | How::OfOther => Reason::Reworded,
        How::Unit => Reason::Unit,
        How::Scale => Reason::Scale,
        How::Kind | How::Option => Reason::Type,
    };
    let figure = match held {
        Held::Number(number) => Some(number.to_string()),
        Held::Text(text) => Some(text.clone()),
        Held::Tick | Held::Misplaced(_) => None,
    };
    let said = figure.zip(behind.as_ref()).map(|(figure, words)| {
        let (front, behind) = unit::around_figure(words, step.form.survey().locale);
        format!("{front}{figure}{behind}")
    });
    Some((reason, said))
}

/// Why a value does not fit, with the survey's words.
fn unfit(
    step: &Prefill<'_>,
    (id, variable): (VarId, &Variable),
    key: &str,
    held: &Held,
) -> Option<(Reason, Option<String>)> {
    if variable.role == Role::Retired {
        return Some(split(step, key).unwrap_or((Reason::Retired, None)));
    }
    let misfit = domain::check(step.form, &variable.value, held).err()?;
    let words = judge::misfit(step.form, id, held, &misfit);
    let reason = match misfit {
        Misfit::UnknownCode | Misfit::RetiredCode => match split_code(step, variable, held) {
            Some(parts) => return Some((Reason::Split, Some(parts))),
            None => Reason::CodeGone,
        },
        Misfit::Null
        | Misfit::False
        | Misfit::NotATick
        | Misfit::NotANumber
        | Misfit::NotAText
        | Misfit::Blank
        | Misfit::NotWhole
        | Misfit::TooManyPlaces(_)
        | Misfit::TooManyDigits
        | Misfit::OutOfRange { min: _, max: _ }
        | Misfit::TooLow(_)
        | Misfit::TooHigh(_)
        | Misfit::TooEarly(_)
        | Misfit::TooLate(_)
        | Misfit::NotADay
        | Misfit::NotAMonth
        | Misfit::Nul
        | Misfit::LineBreak
        | Misfit::TooLong { max: _, length: _ }
        | Misfit::WrongShape(_) => Reason::Misfit,
    };
    Some((reason, Some(words)))
}

/// The options that say of themselves that they are parts of one that was chosen, by their labels.
fn split_code(step: &Prefill<'_>, variable: &Variable, held: &Held) -> Option<String> {
    let (Value::Code(list), Held::Text(code)) = (&variable.value, held) else { return None };
    let list = step.form.code_lists().get(*list);
    let parts = list.codes.iter().filter(|part| part.splits.as_deref() == Some(code.as_str()));
    let parts: Vec<String> = parts.filter_map(|part| Some(part.label.last()?.plain())).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn split(step: &Prefill<'_>, key: &str) -> Option<(Reason, Option<String>)> {
    let parts = step.parts.get(key)?;
    Some((Reason::Split, Some(parts.join(", "))))
}

/// The occurrences of a roster: the array under its name, or one whose objects bear its variables' names.
fn roster<'f>(
    step: &'f Prefill<'_>,
    id: RepeatId,
    file: &'f Map<String, Json>,
    used: &mut FxHashSet<&'f str>,
    account: &mut Vec<Line<'f>>,
) -> Vec<Row> {
    let repeat = step.form.repeats().get(id);
    let own = || step.form.variables().iter().filter(|(_, variable)| variable.repeat == Some(id));
    let names: FxHashSet<&str> = own().flat_map(|(_, variable)| former(variable)).map(String::as_str).collect();
    let bears =
        |json: &Json| json.as_object().is_some_and(|object| object.keys().any(|key| names.contains(key.as_str())));
    let found = file.iter().find_map(|(key, value)| {
        let all = value.as_array().filter(|all| *key == repeat.name || all.iter().any(bears))?;
        Some((key, all))
    });
    let Some((key, all)) = found else { return Vec::new() };
    used.insert(key);
    let mut rows = Vec::with_capacity(all.len());
    for (index, json) in all.iter().enumerate() {
        let place = Place { roster: Some(key), occurrence: Some(index + 1) };
        match json {
            Json::Object(object) => {
                let mut row = Row::default();
                let mut used = FxHashSet::default();
                for (id, variable) in own() {
                    take(step, (id, variable), object, place, &mut row, &mut used, account);
                }
                rest(step, object, place, &used, account);
                rows.push(row);
            }
            Json::Array(_) | Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                account.push(left(key, place, json, Reason::Misshapen, None, false));
            }
        }
    }
    rows
}

/// The lines of what no variable of today takes.
fn rest<'f>(
    step: &'f Prefill<'_>,
    from: &'f Map<String, Json>,
    place: Place<'f>,
    used: &FxHashSet<&str>,
    account: &mut Vec<Line<'f>>,
) {
    for (key, value) in from {
        if used.contains(key.as_str()) || !is_answer(value) || is_kept(key) {
            continue;
        }
        let old = step.old.get(key.as_str());
        let personal = match old {
            Some(OldKey::Variable(variable)) => variable.personal,
            Some(OldKey::Roster | OldKey::Derived) | None => false,
        };
        let (reason, words) = why_left(step, key, old);
        match (old, value) {
            // Each value of a roster that is gone is told for itself.
            (Some(OldKey::Roster), Json::Array(all)) if place.roster.is_none() => gone_roster(step, key, all, account),
            (Some(OldKey::Variable(_) | OldKey::Roster | OldKey::Derived) | None, _) => {
                account.push(left(key, place, value, reason, words, personal));
            }
        }
    }
}

fn gone_roster<'f>(step: &'f Prefill<'_>, key: &'f str, all: &'f [Json], account: &mut Vec<Line<'f>>) {
    for (index, json) in all.iter().enumerate() {
        let place = Place { roster: Some(key), occurrence: Some(index + 1) };
        match json {
            Json::Object(object) => rest(step, object, place, &FxHashSet::default(), account),
            Json::Array(_) | Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                account.push(left(key, place, json, Reason::Misshapen, None, false));
            }
        }
    }
}

/// The entries of the file's own that the draft has too.
fn is_kept(key: &str) -> bool {
    ["_survey", "_edition", "_respondent", "_response"].contains(&key)
}

fn why_left(step: &Prefill<'_>, key: &str, old: Option<&OldKey<'_>>) -> (Reason, Option<String>) {
    if key.starts_with('_') {
        return (Reason::Own, None);
    }
    match old {
        None => (Reason::UnknownKey, None),
        Some(OldKey::Derived) => (Reason::Derived, None),
        Some(OldKey::Roster) => (Reason::Misshapen, None),
        Some(OldKey::Variable(variable)) if variable.role == frozen::Role::Given => (Reason::Given, None),
        Some(OldKey::Variable(_)) if is_new(step, key) => (Reason::NewMeaning, None),
        // Out of a roster that is gone nothing is taken: what it asked may be kept outside.
        Some(OldKey::Variable(_)) if is_retired(step, key) => split(step, key).unwrap_or((Reason::Retired, None)),
        Some(OldKey::Variable(_)) if step.takers.contains_key(key) => (Reason::CodeGone, None),
        Some(OldKey::Variable(_)) => split(step, key).unwrap_or((Reason::Removed, None)),
    }
}

/// Whether a variable of today bears this name and is another than last year's.
fn is_new(step: &Prefill<'_>, key: &str) -> bool {
    let takers = step.takers.get(key).map_or(&[][..], Vec::as_slice);
    takers.iter().any(|id| step.form.variables().get(*id).marker == Marker::New)
}

/// Whether all that it became is kept for its history alone.
fn is_retired(step: &Prefill<'_>, key: &str) -> bool {
    let takers = step.takers.get(key).map_or(&[][..], Vec::as_slice);
    !takers.is_empty() && takers.iter().all(|id| step.form.variables().get(*id).role == Role::Retired)
}

/// Whether an answer is personal: whoever was asked in confidence gave it so, whatever the question is today.
fn is_personal(step: &Prefill<'_>, variable: &Variable, key: &str) -> bool {
    let then = || match step.old.get(key) {
        Some(OldKey::Variable(old)) => old.personal,
        Some(OldKey::Roster | OldKey::Derived) | None => false,
    };
    variable.personal || then()
}

fn left<'f>(
    key: &'f str,
    place: Place<'f>,
    value: &'f Json,
    reason: Reason,
    words: Option<String>,
    personal: bool,
) -> Line<'f> {
    Line {
        key,
        roster: place.roster,
        occurrence: place.occurrence,
        value,
        status: Status::NotCarried,
        reason: Some(reason),
        variable: None,
        became: None,
        words,
        personal,
    }
}
