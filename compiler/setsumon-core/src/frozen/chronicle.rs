//! What became of each variable from edition to edition, up to today, under all the names it had.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::around::Around;
use super::blanks::Blanks;
use super::build::Build;
use super::history::{Edition, aged_calcs, same_but_for_years};
use super::{FieldKind, PastCalc, PastCode, PastState, PastVariable, Reason, Value};
use crate::alike::folded;
use crate::form::Form;

/// The histories of a form's variables.
#[derive(Debug)]
pub struct Chronicle {
    edition: i64,
    past: BTreeMap<String, PastVariable>,
    /// The editions in which a name went to another variable: what bears it since is not what bore it before.
    gone: BTreeMap<String, BTreeSet<i64>>,
    calcs: BTreeMap<String, PastCalc>,
}

/// The editions in which a variable bore one name, one after another; in which it was several, their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The name, or the names of those that were merged since.
    pub names: Vec<String>,
    /// The editions, oldest first.
    pub editions: Vec<i64>,
}

/// What changed in a variable in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The edition.
    pub edition: i64,
    /// Its name there, where it was one of several that were merged since.
    pub part: Option<String>,
    /// What changed; never nothing.
    pub changes: Vec<Change>,
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
    /// The words at both ends of a scale, before and since.
    Ends(Option<(String, String)>, Option<(String, String)>),
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

/// A variable in one edition, under its name there; also in one that only kept it, under another name than before.
#[derive(Debug, Clone, Copy)]
struct There<'a> {
    variable: &'a PastVariable,
    edition: i64,
}

impl There<'_> {
    /// Whether the edition asked it.
    fn is_asked(&self) -> bool {
        self.variable.editions.contains(&self.edition)
    }
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
        let mut gone: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for state in past.iter().flat_map(|past| &past.states) {
            for name in &state.was {
                gone.entry(name.clone()).or_default().insert(state.edition);
            }
        }
        Self { edition, past: past.into_iter().map(|past| (past.name.clone(), past)).collect(), gone, calcs }
    }

    /// The editions that had a variable, oldest first, under the names it had.
    pub fn editions(&self, name: &str) -> Vec<Passage> {
        let along = self.along(name);
        let mut found: Vec<Passage> = Vec::new();
        for together in along.chunk_by(|one, other| one.edition == other.edition) {
            let asked = together.iter().filter(|there| there.is_asked());
            let names: Vec<String> = asked.map(|there| there.variable.name.clone()).collect();
            let Some(edition) = together.first().map(|there| there.edition).filter(|_| !names.is_empty()) else {
                continue;
            };
            match found.last_mut() {
                Some(passage) if passage.names == names => passage.editions.push(edition),
                Some(_) | None => found.push(Passage { names, editions: vec![edition] }),
            }
        }
        found
    }

    /// The editions in which some variable bore a name, whichever it was.
    pub fn named(&self, name: &str) -> impl Iterator<Item = i64> {
        self.past.get(name).into_iter().flat_map(|past| &past.editions).copied()
    }

    /// The past of a derived value, up to this edition.
    pub fn calc(&self, name: &str) -> Option<&PastCalc> {
        self.calcs.get(name)
    }

    /// What changed in it, oldest first: each edition in which something did, and where it was several, each of them.
    pub fn changes(&self, name: &str) -> Vec<Changed> {
        let along = self.along(name);
        let parts = |edition: i64| along.iter().filter(|there| there.edition == edition).count();
        let each = along.iter().map(|there| Changed {
            edition: there.edition,
            part: (parts(there.edition) > 1).then(|| there.variable.name.clone()),
            changes: changes(&self.before(*there), *there),
        });
        each.filter(|changed| !changed.changes.is_empty()).collect()
    }

    /// In what a figure was counted, or on which scale something was rated, when it was last asked before this edition, and in what it
    /// is now: where that differs, the figures of then are none of now.
    pub fn measured_otherwise(&self, name: &str) -> Option<[String; 2]> {
        let now = self.last(name, self.edition).filter(|now| now.is_asked())?;
        let before = *self.before(now).first()?;
        let (then, now) = (state(before)?, state(now)?);
        let is_scale = |state: &PastState| state.blank == Some(FieldKind::Scale);
        let same_words = |one: &str, other: &str| folded(one) == folded(other);
        let other_ends = match (&then.ends, &now.ends) {
            (Some((first, last)), Some((left, right))) => !(same_words(first, left) && same_words(last, right)),
            (before, now) => before != now,
        };
        if is_scale(then) && is_scale(now) && (then.value != now.value || other_ends) {
            return Some([then, now].map(points));
        }
        let [old, new] = [then, now].map(|state| state.counted.as_ref().or(state.unit.as_ref()).cloned());
        let same = old.as_deref().zip(new.as_deref()).map_or(old == new, |(old, new)| same_words(old, new));
        (!same).then(|| [old, new].map(|unit| unit.unwrap_or_else(|| "no unit".to_owned())))
    }

    /// The variable edition by edition, oldest first, under the names it had in each.
    fn along(&self, name: &str) -> Vec<There<'_>> {
        let mut known: BTreeSet<(i64, &str)> = BTreeSet::new();
        let mut found: Vec<There<'_>> = Vec::new();
        let mut next: VecDeque<There<'_>> = self.last(name, self.edition).into_iter().collect();
        while let Some(there) = next.pop_front() {
            if known.insert((there.edition, &there.variable.name)) {
                found.push(there);
                next.extend(self.before(there));
            }
        }
        // Those of one edition stay in the order in which they were named.
        found.sort_by_key(|there| there.edition);
        found
    }

    /// The last edition up to one that asked a variable or kept it under a new name.
    fn last(&self, name: &str, until: i64) -> Option<There<'_>> {
        let variable = self.past.get(name)?;
        let named = variable.states.iter().filter(|state| !state.was.is_empty()).map(|state| state.edition);
        let edition = variable.editions.iter().copied().chain(named).filter(|edition| *edition <= until).max()?;
        Some(There { variable, edition })
    }

    /// What it was before: by what the edition says, else by its name, as long as that did not go to another.
    fn before<'a>(&'a self, there: There<'a>) -> Vec<There<'a>> {
        let until = there.edition - 1;
        let said = state(there).filter(|state| state.edition == there.edition);
        let named = said.into_iter().flat_map(|state| &state.was).filter_map(|name| self.last(name, until));
        let named: Vec<There<'_>> = named.collect();
        if !named.is_empty() {
            return named;
        }
        let name = there.variable.name.as_str();
        let own = self.last(name, until).filter(|own| {
            let gone = self.gone.get(name);
            gone.is_none_or(|gone| gone.range(own.edition + 1..=there.edition).next().is_none())
        });
        own.into_iter().collect()
    }
}

/// How a variable was in an edition.
fn state<'a>(there: There<'a>) -> Option<&'a PastState> {
    there.variable.states.iter().rfind(|state| state.edition <= there.edition)
}

fn changes(before: &[There<'_>], there: There<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    // What an edition says of the step to it stands in a state of that edition.
    let now = state(there);
    let said = now.filter(|state| state.edition == there.edition);
    if let Some(said) = said {
        if !said.was.is_empty() {
            found.push(Change::Was(was(said)));
        }
        found.extend(said.splits.clone().map(Change::Splits));
    }
    for before in before {
        if let (Some(then), Some(now)) = (state(*before), now) {
            for change in otherwise(then, now, there.edition - before.edition) {
                // Of several that were alike, it is said once.
                if !found.contains(&change) {
                    found.push(change);
                }
            }
        }
    }
    // The options of a question that became several ticks are those ticks, and the other way round.
    let kind = |there: There<'_>| state(there).map(|state| state.value.kind());
    let alike: Vec<There<'_>> = before.iter().copied().filter(|before| kind(*before) == kind(there)).collect();
    if !alike.is_empty() {
        codes(&alike, there, &mut found);
    }
    found.extend(said.into_iter().flat_map(|said| &said.reasons).cloned().map(Change::Reason));
    found
}

/// What is otherwise in a state than so many years before, but for what moves with the edition.
fn otherwise(then: &PastState, now: &PastState, years: i64) -> Vec<Change> {
    let mut found = Vec::new();
    if !same_but_for_years(&then.label, &now.label, years) {
        found.push(Change::Label(then.label.clone(), now.label.clone()));
    }
    if !same_bounds(then, now, years) {
        found.push(Change::Value(then.value.clone(), now.value.clone()));
    }
    let [old, new] = [then, now].map(|state| state.counted.as_ref().or(state.unit.as_ref()).cloned());
    if old != new {
        found.push(Change::Unit(old, new));
    }
    let same_ends = match (&then.ends, &now.ends) {
        (Some((first, last)), Some((left, right))) => {
            same_but_for_years(first, left, years) && same_but_for_years(last, right, years)
        }
        (before, now) => before == now,
    };
    if !same_ends {
        found.push(Change::Ends(then.ends.clone(), now.ends.clone()));
    }
    found
}

/// A scale as it is written: `1 to 5 ends "low" "high"`.
fn points(state: &PastState) -> String {
    let ends = state.ends.as_ref().map_or_else(String::new, |(first, last)| format!(" ends \"{first}\" \"{last}\""));
    #[expect(clippy::wildcard_enum_match_arm, reason = "a scale holds whole numbers")]
    match &state.value {
        Value::Integer { min, max } => format!("{min} to {max}{ends}"),
        other => format!("{}{ends}", other.kind().as_str()),
    }
}

/// Whether what may be held is the same; that a year in a bound moved with the edition is no change.
fn same_bounds(then: &PastState, now: &PastState, years: i64) -> bool {
    let whole = |before: i64, after: i64| before == after || before.checked_add(years) == Some(after);
    let day = |before: &str, after: &str| {
        before == after
            || match (before.split_once('-'), after.split_once('-')) {
                (Some((year, rest)), Some((moved, same))) => {
                    let moved = year.parse().ok().zip(moved.parse().ok());
                    rest == same && moved.is_some_and(|(before, after)| whole(before, after))
                }
                (_, _) => false,
            }
    };
    let years_alone = [then, now].iter().all(|state| state.blank == Some(FieldKind::Year));
    match (&then.value, &now.value) {
        (Value::Integer { min, max }, Value::Integer { min: first, max: last }) if years_alone => {
            whole(*min, *first) && whole(*max, *last)
        }
        (Value::Month { min, max }, Value::Month { min: first, max: last })
        | (Value::Date { min, max }, Value::Date { min: first, max: last }) => day(min, first) && day(max, last),
        (then, now) => then == now,
    }
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

/// What became of the codes; `before` is what it was, of the same kind.
fn codes(before: &[There<'_>], there: There<'_>, found: &mut Vec<Change>) {
    let offered = |there: There<'_>| -> Vec<(String, String)> {
        let codes = there.variable.codes.iter().filter(|code| code.editions.contains(&there.edition));
        codes.map(|code| (code.code.clone(), label(code, there.edition))).collect()
    };
    let each: Vec<(i64, Vec<(String, String)>)> =
        before.iter().map(|before| (there.edition - before.edition, offered(*before))).collect();
    let mut then: Vec<(String, String)> = Vec::new();
    for (code, label) in each.iter().flat_map(|(_, codes)| codes) {
        if then.iter().all(|(known, _)| known != code) {
            then.push((code.clone(), label.clone()));
        }
    }
    let now = offered(there);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeMap<&str, &[String]> = BTreeMap::new();
    for code in &there.variable.codes {
        for rename in code.was.iter().filter(|rename| rename.edition == there.edition) {
            taken.extend(rename.was.iter().map(String::as_str));
            named.insert(&code.code, &rename.was);
            found.push(Change::CodeWas(rename.was.clone(), code.code.clone()));
        }
    }
    let is = |all: &[(String, String)], code: &str| all.iter().any(|(known, _)| known == code);
    let added: Vec<_> =
        now.iter().filter(|(code, _)| !is(&then, code) && !named.contains_key(code.as_str())).cloned().collect();
    let gone: Vec<_> =
        then.iter().filter(|(code, _)| !is(&now, code) && !taken.contains(code.as_str())).cloned().collect();
    if !added.is_empty() {
        found.push(Change::CodesAdded(added));
    }
    if !gone.is_empty() {
        found.push(Change::CodesGone(gone));
    }
    for (code, now) in &now {
        let mut told: Vec<&str> = Vec::new();
        // Whose label it had: its own, unless that code is another's past. Of several that became one, which was it?
        let former = match named.get(code.as_str()) {
            Some([one]) => one,
            Some(_) => continue,
            None if taken.contains(code.as_str()) => continue,
            None => code,
        };
        for (years, codes) in &each {
            let then = codes.iter().find(|(known, _)| known == former).map(|(_, label)| label.as_str());
            if let Some(then) = then.filter(|then| !told.contains(then) && !same_but_for_years(then, now, *years)) {
                told.push(then);
                found.push(Change::CodeLabel(code.clone(), then.to_owned(), now.clone()));
            }
        }
    }
}

/// The label of a code in an edition.
fn label(code: &PastCode, edition: i64) -> String {
    let then = code.labels.iter().find(|label| label.edition >= edition);
    then.map_or_else(|| code.label.clone(), |label| label.label.clone())
}
