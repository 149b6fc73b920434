//! The way through the form, in a sample of the course's forms, in every form of the corpus, which have all there is, and in the real one: one section at a time, the contents and
//! their states, targets of 44 pixels, answers that give way, long lists, sliders, and the answers looked through before they are handed in.

use serde_json::{Value as Json, json};
use setsumon_tests::agreement::answers::fullest;
use setsumon_tests::agreement::run::number;
use setsumon_tests::repo;

use super::{Desk, REAL, survey};

/// What of the course has things of a form that neither the corpus nor the real survey has: rosters, and an end that is reached early.
const ALWAYS: [&str; 2] = ["examples/09-rosters.survey", "examples/11-gates-and-ends.survey"];

#[test]
fn every_form_is_gone_through() {
    let desk = Desk::new("flow");
    let course = repo::files("examples", ".survey").into_iter().filter(|step| {
        step.file_name().is_some_and(|name| name.to_string_lossy().starts_with(|first: char| first.is_ascii_digit()))
    });
    let corpus = repo::files("tests/corpus/flow", ".survey");
    let told: Vec<String> =
        corpus.into_iter().chain(course).map(|file| repo::told(&file)).chain([REAL.to_owned()]).collect();
    let forms: Vec<Json> = told
        .iter()
        .enumerate()
        .filter_map(|(index, told)| {
            let compiled = survey(told);
            let form = compiled.form(told);
            let file = fullest(form, 0..12).into_iter().next()?;
            let page = desk.page(&index.to_string(), form, None);
            let always = !told.starts_with("examples/") || ALWAYS.contains(&told.as_str());
            Some(json!({ "told": told, "form": page, "file": file, "submit": form.survey().submit.is_some(), "always": always }))
        })
        .collect();
    assert!(forms.len() + 2 >= told.len(), "only {} of {} surveys have a right answer file", forms.len(), told.len());
    desk.judge(
        "flow.cjs",
        &json!({
            "forms": forms,
            "size": number("SETSUMON_AGREEMENT", 3), "seed": number("SETSUMON_SEED", 1),
            // What people type who have no Japanese keyboard at hand.
            "romaji": { "01": "hokkaido", "13": "toukyou", "26": "kyoto", "27": "oosaka", "40": "hukuoka", "12": "chiba", "10": "gumma" },
            "least": { "steps": 60, "ways": 8, "found": 100, "sliders": 3, "links": 300 },
        }),
    );
}
