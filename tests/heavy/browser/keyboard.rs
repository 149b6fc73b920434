//! The real form from start to end by keyboard alone: phone and desktop, with and without script.

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::{Form, Marker, Value};
use setsumon_tests::agreement::answers::{answer as another, fullest};
use setsumon_tests::agreement::random::Random;

use super::{Desk, REAL, rosters, survey};
use crate::run::{bytes, done, setsumon};

/// How many answers a file must have at least to count as the whole form.
const MANY: usize = 200;

#[test]
fn the_whole_form_is_filled_in_by_keyboard() {
    let compiled = survey(REAL);
    let form = compiled.form(REAL);
    let files = fullest(form, 0..40);
    let [first, second, third, ..] = files.as_slice() else {
        panic!("the reference has only {} right answer files for {REAL}", files.len())
    };
    assert!(third.len() >= MANY, "the fullest answer files have only {} answers", third.len());
    let desk = Desk::new("keyboard");
    let (saves, posts) = (desk.page("saves", form, None), desk.page("posts", form, Some("/answers")));
    let run = |told: &str, answers: &Map<String, Json>, more: Json| {
        let mut run = json!({
            "told": told, "answers": answers, "rosters": rosters(form), "screen": "phone", "script": true,
            "form": &saves, "out": desk.path(&format!("{}.json", told.replace(' ', "-"))),
        });
        run.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        run
    };
    let runs = [
        run("on a phone", first, json!({ "fullWidth": true })),
        run("at a desk and posted", second, json!({ "screen": "desktop", "form": &posts, "posts": true })),
        run("without JavaScript", third, json!({ "script": false, "form": &posts, "posts": true })),
    ];
    desk.judge("keyboard.cjs", &json!({ "runs": &runs }));
    for run in &runs {
        done(setsumon().args(["validate", REAL]).arg(run["out"].as_str().expect("a path")));
    }
}

/// A form filled in at a desk, in any engine.
pub(super) fn run_of(desk: &Desk, told: &str) -> Json {
    let compiled = survey(told);
    let form = compiled.form(told);
    let answers = fullest(form, 0..12).into_iter().next().expect("a right answer file");
    let page = desk.page(&told.replace('/', "-"), form, None);
    json!({ "told": told, "answers": answers, "rosters": rosters(form), "screen": "desktop", "script": true, "form": page })
}

/// The second year: the page brings last year's answers, most of which still hold.
#[test]
fn the_whole_form_is_filled_in_by_keyboard_with_last_years_answers_in_it() {
    let compiled = survey(REAL);
    let form = compiled.form(REAL);
    let wanted = fullest(form, 40..60).into_iter().next().expect("a right answer file");
    let last = last_year(form, &wanted);
    let desk = Desk::new("second-year");
    let (out, before) = (desk.path("answers.json"), desk.path("last.json"));
    std::fs::write(&before, Json::Object(last.clone()).to_string()).expect("last year's file can be written");
    let run = json!({
        "told": "with last year's answers", "answers": &wanted, "rosters": rosters(form), "screen": "phone", "script": true,
        "filled": true, "form": desk.page("form", form, None), "brings": { "last": &last }, "out": &out,
    });
    desk.judge("keyboard.cjs", &json!({ "runs": [run] }));
    done(setsumon().args(["validate", REAL]).arg(&out).arg("--last").arg(&before));
    let told: Map<String, Json> = serde_json::from_slice(&bytes(&out)).expect("the answer file is JSON");
    told_apart(form, &wanted, &last, &told);
}

/// An answer file of the edition before: this year's answers by the names they had, one in seven of them otherwise.
fn last_year(form: &Form, wanted: &Map<String, Json>) -> Map<String, Json> {
    let mut random = Random::new(7);
    let mut last = Map::new();
    last.insert("_survey".to_owned(), json!(form.survey().code));
    last.insert("_edition".to_owned(), json!(form.survey().edition - 1));
    for variable in form.variables().values() {
        if let Some(answer) = wanted.get(&variable.name) {
            let answer = if random.chance(14) { another(form, variable, &mut random) } else { answer.clone() };
            last.insert(variable.was.first().unwrap_or(&variable.name).clone(), answer);
        }
    }
    last
}

/// What is listed as carried over or confirmed is as it was; what is as it was is listed, where it stands by itself.
fn told_apart(form: &Form, wanted: &Map<String, Json>, last: &Map<String, Json>, told: &Map<String, Json>) {
    let listed: Vec<&str> = ["_carried", "_confirmed"]
        .into_iter()
        .flat_map(|list| told.get(list).and_then(Json::as_array).unwrap_or_else(|| panic!("the file has no {list}")))
        .filter_map(Json::as_str)
        .collect();
    assert!(listed.len() > MANY / 4, "only {} answers are told to be last year's", listed.len());
    for variable in form.variables().values() {
        let was = last.get(variable.was.first().unwrap_or(&variable.name));
        let same = was.is_some() && was == wanted.get(&variable.name) && !matches!(variable.marker, Marker::New);
        let is_listed = listed.contains(&variable.name.as_str());
        assert!(same || !is_listed, "{} was changed and is listed as last year's", variable.name);
        // Ticks of one question change together, and so do a value and what may stand in its place.
        let alone = matches!(variable.value, Value::Code(_));
        assert!(!same || is_listed || !alone, "{} is as it was and is not listed", variable.name);
    }
}
