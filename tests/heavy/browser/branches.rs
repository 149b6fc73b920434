//! Every branch of the real survey, opened and closed in the browser: what is asked is seen, reached and handed in, and nothing else is.
//!
//! The ways into each branch and out of it are found by the reference: no answer is written down here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::ids::CondId;
use setsumon_core::rule::RuleKind;
use setsumon_tests::agreement::answers::answer;
use setsumon_tests::agreement::paths::{Asked, pruned, toward};
use setsumon_tests::agreement::random::Random;

use super::{Desk, REAL, survey};

/// At least so many branches, or the survey is not the real one.
const MANY: usize = 100;

#[test]
fn every_branch_opens_and_closes() {
    let desk = Desk::new("branches");
    desk.judge("branches.cjs", &job(&desk, usize::MAX));
}

/// The real form, and so many of its branches, from everywhere in it.
pub(super) fn job(desk: &Desk, most: usize) -> Json {
    let compiled = survey(REAL);
    let form = compiled.form(REAL);
    let (_, numbers) = setsumon_html::model(form);
    let keys = Keys::of(form);
    let mut branches = Vec::new();
    let mut stuck = Vec::new();
    for (cond, opens) in conditions(form) {
        match branch(form, &keys, &numbers, cond, &opens) {
            Some(branch) => branches.push(branch),
            None => stuck.push(opens),
        }
    }
    assert!(stuck.is_empty(), "the reference was not brought to open and to close these: {stuck:?}");
    assert!(branches.len() >= MANY, "only {} branches", branches.len());
    let step = (branches.len() / most.max(1)).max(1);
    let branches: Vec<Json> = branches.into_iter().step_by(step).collect();
    json!({ "form": desk.page("form", form, None), "told": REAL, "branches": branches })
}

/// Every condition that something is asked or offered by, with the names of what it opens: a variable, or `variable=code`.
fn conditions(form: &Form) -> BTreeMap<CondId, BTreeSet<String>> {
    let mut found: BTreeMap<CondId, BTreeSet<String>> = BTreeMap::new();
    for variable in form.variables().values() {
        let on_page = matches!(variable.role, Role::Answer) && variable.repeat.is_none();
        if on_page && !form.conds().is_always(variable.asked) && !form.conds().is_never(variable.asked) {
            found.entry(variable.asked).or_default().insert(variable.name.clone());
        }
    }
    for rule in form.rules().values() {
        if let RuleKind::Offered { variable, code, when } = &rule.kind
            && !form.conds().is_always(*when)
        {
            let name = &form.variables().get(*variable).name;
            found.entry(*when).or_default().insert(format!("{name}={code}"));
        }
    }
    found
}

/// A branch for the judge: the answers that open it, what is answered inside, the change that closes it, and what must be seen each time.
fn branch(form: &Form, keys: &Keys<'_>, numbers: &[CondId], cond: CondId, opens: &BTreeSet<String>) -> Option<Json> {
    let mut random = Random::new(setsumon_core::ids::Id::index(cond) as u64 + 1);
    let way = pruned(form, keys, &toward(form, keys, (cond, true), &Map::new(), &mut random)?);
    let mut open = way.clone();
    for name in opens.iter().take(12) {
        answer_inside(form, name, &mut open, &mut random);
    }
    let open = pruned(form, keys, &open);
    let closed = toward(form, keys, (cond, false), &open, &mut random)?;
    Some(json!({
        "opens": opens,
        "way": in_order(form, &way),
        "inside": in_order(form, &open),
        "closing": in_order(form, &closed),
        "open": state(form, keys, numbers, &open),
        "closed": state(form, keys, numbers, &pruned(form, keys, &closed)),
    }))
}

/// Answers what a branch opens, so that there is something to be dropped and to come back.
fn answer_inside(form: &Form, opened: &str, into: &mut Map<String, Json>, random: &mut Random) {
    let (name, code) = opened.split_once('=').map_or((opened, None), |(name, code)| (name, Some(code)));
    let (id, variable) = form.variables().iter().find(|(_, variable)| variable.name == name).expect("a variable");
    // "None of these" makes the others give way, and they it.
    let alone = |kind: &RuleKind| matches!(kind, RuleKind::Exclusive { option, .. } if *option == id);
    if form.rules().values().any(|rule| alone(&rule.kind)) {
        return;
    }
    let answer = match (&variable.value, code) {
        (Value::Code(_), Some(code)) => json!(code),
        _ => answer(form, variable, random),
    };
    into.entry(name).or_insert(answer);
}

/// Answers in the order in which the page asks.
fn in_order(form: &Form, file: &Map<String, Json>) -> Vec<(String, Json)> {
    let names = form.variables().values().map(|variable| &variable.name);
    names.filter_map(|name| file.get(name).map(|answer| (name.clone(), answer.clone()))).collect()
}

/// What must be seen under these answers: the file, what is not asked, what is not offered, and each condition of the page by its number.
fn state(form: &Form, keys: &Keys<'_>, numbers: &[CondId], file: &Map<String, Json>) -> Json {
    let Asked { closed, withheld } = Asked::of(form, keys, file);
    let answers = Answers::from_object(keys, file);
    let scope = Scope::file(form, &answers, None);
    let withheld: Vec<String> = withheld.into_iter().map(|(name, code)| format!("{name}={code}")).collect();
    let fails: Vec<usize> =
        numbers.iter().enumerate().filter(|(_, cond)| !scope.holds(**cond)).map(|(number, _)| number).collect();
    json!({ "file": file, "closed": closed, "withheld": withheld, "fails": fails })
}
