//! What became of each variable from edition to edition, up to today, under all the names it had.

use std::collections::{BTreeMap, BTreeSet};

use super::around::Around;
use super::blanks::Blanks;
use super::build::Build;
use super::history::{Edition, aged_calcs, same_but_for_years};
use super::{PastCalc, PastCode, PastState, PastVariable, Reason, Value};
use crate::form::Form;

/// The histories of a form's variables.
#[derive(Debug)]
pub struct Chronicle {
    edition: i64,
    past: BTreeMap<String, PastVariable>,
    calcs: BTreeMap<String, PastCalc>,
}

/// The editions in which a variable bore one name, one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The name.
    pub name: String,
    /// The editions, oldest first.
    pub editions: Vec<i64>,
}

/// A change of a variable in an edition.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It had another name, or several were merged into it.
    Was(Vec<String>),
    /// It is a part of what it was.
    Splits(String),
    /// Its label, before and since.
    Label(String, String),
    /// What it may hold, before and since.
    Value(Value, Value),
    /// What its figures are counted in, before and since.
    Unit(Option<String>, Option<String>),
    /// Codes that were not offered before, with their labels.
    CodesAdded(Vec<(String, String)>),
    /// Codes that were offered before, with their labels.
    CodesGone(Vec<(String, String)>),
    /// A code under other names before.
    CodeWas(Vec<String>, String),
    /// The label of a code, before and since.
    CodeLabel(String, String, String),
    /// Why it was changed, in the author's words.
    Reason(Reason),
}

/// A variable in one edition, under its name there.
struct There<'a> {
    variable: &'a PastVariable,
    edition: i64,
}

impl Chronicle {
    /// Of a form, and the editions that it follows.
    pub fn of(form: &Form) -> Self {
        let build = Build::new(form);
        let variables: Vec<_> = form.variables().values().map(|one| build.variable(one, Vec::new())).collect();
        let lists: Vec<_> = form.code_lists().values().map(|list| build.code_list(list)).collect();
        let reasons: Vec<_> = form.reasons().iter().map(|reason| build.reason(reason)).collect();
        let questions: Vec<_> = form.questions().values().map(|question| build.question(question)).collect();
        let edition = form.survey().edition;
        let now = Edition {
            edition,
            variables: &variables,
            lists: &lists,
            blanks: Blanks::of(&questions),
            // Only the next edition asks for it.
            around: Around::default(),
            reasons: &reasons,
            personal_rosters: form.repeats().values().filter(|one| one.personal).map(|one| one.name.as_str()).collect(),
        };
        let past = now.past(form.previous().map_or(&[][..], |previous| &previous.past));
        let calcs: Vec<_> = form.calcs().values().map(|calc| build.calc(calc)).collect();
        let older = form.previous().map_or(&[][..], |previous| &previous.calcs);
        let calcs =
            aged_calcs(&calcs, older, &reasons, edition).into_iter().map(|past| (past.name.clone(), past)).collect();
        Self { edition, past: past.into_iter().map(|past| (past.name.clone(), past)).collect(), calcs }
    }

    /// The editions that had a variable, oldest first, under the names it had. Merged ones stand one after another.
    pub fn editions(&self, name: &str) -> Vec<Passage> {
        let mut found: Vec<Passage> = Vec::new();
        for There { variable, edition } in self.along(name) {
            match found.iter_mut().find(|passage| passage.name == variable.name) {
                Some(passage) => passage.editions.push(edition),
                None => found.push(Passage { name: variable.name.clone(), editions: vec![edition] }),
            }
        }
        found
    }

    /// The past of a derived value, up to this edition.
    pub fn calc(&self, name: &str) -> Option<&PastCalc> {
        self.calcs.get(name)
    }

    /// What changed in it, oldest first: each edition in which something did.
    pub fn changes(&self, name: &str) -> Vec<(i64, Vec<Change>)> {
        let along = self.along(name);
        let mut found: Vec<(i64, Vec<Change>)> = Vec::new();
        for (at, there) in along.iter().enumerate() {
            // Of several that were merged, the first says how it was.
            let last = along.iter().take(at).map(|before| before.edition).rfind(|edition| *edition < there.edition);
            let before = along.iter().find(|other| Some(other.edition) == last);
            let changes = changes(before, there);
            if !changes.is_empty() {
                match found.last_mut() {
                    Some((edition, all)) if *edition == there.edition => all.extend(changes),
                    Some(_) | None => found.push((there.edition, changes)),
                }
            }
        }
        found
    }

    /// The variable edition by edition, oldest first, under the name it had in each.
    fn along(&self, name: &str) -> Vec<There<'_>> {
        let mut found = Vec::new();
        let mut names = vec![name.to_owned()];
        let mut until = self.edition;
        let mut gone = BTreeSet::new();
        while !names.is_empty() {
            let mut next = Vec::new();
            let mut oldest = until;
            for name in names {
                let Some(variable) = self.past.get(&name).filter(|_| gone.insert(name.clone())) else { continue };
                let from = variable.states.iter().rfind(|state| state.edition <= until && !state.was.is_empty());
                let first = from.map_or(i64::MIN, |from| from.edition);
                let editions = variable.editions.iter().rev().filter(|edition| (first..=until).contains(*edition));
                found.extend(editions.map(|edition| There { variable, edition: *edition }));
                if let Some(from) = from {
                    next.extend(from.was.iter().cloned());
                    oldest = oldest.min(from.edition - 1);
                }
            }
            names = next;
            until = oldest;
        }
        found.sort_by_key(|there| there.edition);
        found
    }
}

/// How a variable was in an edition.
fn state<'a>(there: &There<'a>) -> Option<&'a PastState> {
    there.variable.states.iter().rfind(|state| state.edition <= there.edition)
}

fn changes(before: Option<&There<'_>>, there: &There<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    // What an edition says of the step to it stands in a state of that edition.
    let now = state(there);
    if let Some(said) = now.filter(|state| state.edition == there.edition) {
        if !said.was.is_empty() {
            found.push(Change::Was(was(said)));
        }
        found.extend(said.splits.clone().map(Change::Splits));
    }
    if let Some(before) = before {
        if let (Some(then), Some(now)) = (state(before), now) {
            if !same_but_for_years(&then.label, &now.label, now.edition - then.edition) {
                found.push(Change::Label(then.label.clone(), now.label.clone()));
            }
            if then.value != now.value {
                found.push(Change::Value(then.value.clone(), now.value.clone()));
            }
            let [old, new] = [then, now].map(|state| state.counted.as_ref().or(state.unit.as_ref()).cloned());
            if old != new {
                found.push(Change::Unit(old, new));
            }
        }
        // The options of a question that became several ticks are those ticks, and the other way round.
        let kind = |there: &There<'_>| state(there).map(|state| state.value.kind());
        if kind(before) == kind(there) {
            codes(before, there, &mut found);
        }
    }
    if let Some(said) = now.filter(|state| state.edition == there.edition) {
        found.extend(said.reasons.iter().cloned().map(Change::Reason));
    }
    found
}

/// What it was; of one answer that became several, with the codes: `kind = cafe`.
fn was(said: &PastState) -> Vec<String> {
    if said.was_codes.is_empty() {
        return said.was.clone();
    }
    let tick = said.value == Value::Tick;
    let owner = said.was.iter().cycle();
    let pairs = said.was_codes.iter().zip(owner);
    pairs.map(|(code, name)| if tick { format!("{name} = {code}") } else { name.clone() }).collect()
}

fn codes(before: &There<'_>, there: &There<'_>, found: &mut Vec<Change>) {
    let offered = |there: &There<'_>| -> Vec<(String, String)> {
        let codes = there.variable.codes.iter().filter(|code| code.editions.contains(&there.edition));
        codes.map(|code| (code.code.clone(), label(code, there.edition))).collect()
    };
    let (then, now) = (offered(before), offered(there));
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for code in &there.variable.codes {
        for rename in code.was.iter().filter(|rename| rename.edition == there.edition) {
            taken.extend(rename.was.iter().map(String::as_str));
            named.insert(&code.code);
            found.push(Change::CodeWas(rename.was.clone(), code.code.clone()));
        }
    }
    let is = |all: &[(String, String)], code: &str| all.iter().any(|(known, _)| known == code);
    let added: Vec<_> =
        now.iter().filter(|(code, _)| !is(&then, code) && !named.contains(code.as_str())).cloned().collect();
    let gone: Vec<_> =
        then.iter().filter(|(code, _)| !is(&now, code) && !taken.contains(code.as_str())).cloned().collect();
    if !added.is_empty() {
        found.push(Change::CodesAdded(added));
    }
    if !gone.is_empty() {
        found.push(Change::CodesGone(gone));
    }
    for (code, now) in &now {
        let then = then.iter().find(|(known, _)| known == code).map(|(_, label)| label);
        let years = there.edition - before.edition;
        if let Some(then) = then.filter(|then| !same_but_for_years(then, now, years)) {
            found.push(Change::CodeLabel(code.clone(), then.clone(), now.clone()));
        }
    }
}

/// The label of a code in an edition.
fn label(code: &PastCode, edition: i64) -> String {
    let then = code.labels.iter().find(|label| label.edition >= edition);
    then.map_or_else(|| code.label.clone(), |label| label.label.clone())
}
