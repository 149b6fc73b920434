//! The draft: the answers that are filled in, in the form's order, and beside them what last year's file brings and the form shows.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::ids::VarId;

use super::bring::{Brought, Roster, Row};
use super::{Prefill, Prefilled};

pub(super) fn written<'f>(step: &Prefill<'_>, file: &Map<String, Json>, brought: Brought<'f>) -> Prefilled<'f> {
    let form = step.form;
    let survey = form.survey();
    let mut draft = Map::new();
    draft.insert("_survey".to_owned(), Json::from(survey.code.as_str()));
    draft.insert("_edition".to_owned(), Json::from(survey.edition));
    for key in ["_respondent", "_response"] {
        if let Some(value) = file.get(key) {
            draft.insert(key.to_owned(), value.clone());
        }
    }
    let filled = |row: &Row| entries(form, row.filled.iter().map(|(id, value)| (*id, value.json.clone())));
    answers(step, &brought, &mut draft, &filled, |roster| roster.kept);
    let carried: Vec<&str> = carried(form, &brought);
    if !carried.is_empty() {
        draft.insert("_carried".to_owned(), json!(carried));
    }
    let mut last = Map::new();
    let beside = |row: &Row| entries(form, beside(row).into_iter());
    answers(step, &brought, &mut last, &beside, |roster| {
        roster.rows.iter().rposition(|row| !self::beside(row).is_empty()).map_or(0, |at| at + 1)
    });
    if !last.is_empty() {
        draft.insert("_last".to_owned(), Json::Object(last));
    }
    Prefilled { draft, account: brought.account }
}

/// What is brought and not filled in, of several that became one a list. Of a variable that is filled in, nothing is.
fn beside(row: &Row) -> BTreeMap<VarId, Json> {
    let unfit = row.unfit.iter().filter(|(id, _)| !row.filled.contains_key(id));
    let several = row.several.iter().map(|(id, all)| (*id, Json::Array(all.clone())));
    unfit.chain(&row.shown).map(|(id, json)| (*id, json.clone())).chain(several).collect()
}

fn entries(form: &Form, values: impl Iterator<Item = (VarId, Json)>) -> Map<String, Json> {
    values.map(|(id, json)| (form.variables().get(id).name.clone(), json)).collect()
}

/// Writes values in the form's order, each roster where its first variable stands.
fn answers(
    step: &Prefill<'_>,
    brought: &Brought<'_>,
    into: &mut Map<String, Json>,
    written: &dyn Fn(&Row) -> Map<String, Json>,
    count: impl Fn(&Roster) -> usize,
) {
    let form = step.form;
    let some = brought.rosters.iter().filter(|roster| count(roster) > 0);
    let mut rosters: Vec<(Option<VarId>, &Roster)> =
        some.map(|roster| (step.first.get(&roster.id).copied(), roster)).collect();
    rosters.sort_by_key(|(first, _)| *first);
    let ids: BTreeMap<&str, VarId> = if rosters.is_empty() {
        BTreeMap::new()
    } else {
        form.variables().iter().map(|(id, variable)| (variable.name.as_str(), id)).collect()
    };
    let mut waiting = rosters.into_iter().peekable();
    let put = |into: &mut Map<String, Json>, roster: &Roster| {
        let rows = roster.rows.iter().take(count(roster)).map(|row| Json::Object(written(row))).collect();
        into.insert(form.repeats().get(roster.id).name.clone(), Json::Array(rows));
    };
    for (name, json) in written(&brought.file) {
        while let Some((_, roster)) = waiting.next_if(|(first, _)| *first < ids.get(name.as_str()).copied()) {
            put(into, roster);
        }
        into.insert(name, json);
    }
    for (_, roster) in waiting {
        put(into, roster);
    }
}

/// The names of the variables that are filled in, in the form's order.
fn carried<'a>(form: &'a Form, brought: &Brought<'_>) -> Vec<&'a str> {
    let rows = brought.rosters.iter().flat_map(|roster| roster.rows.iter().take(roster.kept));
    let mut ids: Vec<VarId> =
        rows.chain(std::iter::once(&brought.file)).flat_map(|row| row.filled.keys().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| form.variables().get(id).name.as_str()).collect()
}
