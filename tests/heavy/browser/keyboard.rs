//! The real form from start to end by keyboard alone: phone and desktop, with and without script.

use serde_json::{Map, Value as Json, json};
use setsumon_tests::made_up::answers::fullest;

use super::{Desk, REAL, rosters, survey};
use crate::run::{done, setsumon};

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
