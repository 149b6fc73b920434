//! The schemas, by ajv and by Python's jsonschema: both read them, and both say of answers what the command says.

use std::path::Path;

use serde_json::{Value, json};

use crate::built::{Built, CHIREN, everything};
use crate::run::{done, ended, node, python, setsumon};

/// A survey, an answer to it, and whether the answer may be handed in, and kept as a draft.
fn cases() -> Vec<(&'static str, Value, bool, bool)> {
    let choosing = "examples/01-one-question.survey";
    let kinds = "examples/02-kinds-of-questions.survey";
    let nested = "examples/06-inside-answers.survey";
    let checks = "examples/07-checks-and-figures.survey";
    let roster = "examples/09-rosters.survey";
    vec![
        (choosing, json!({"visit__how": "bike"}), true, true),
        (choosing, json!({}), true, true),
        (choosing, json!({"visit__how": "train"}), false, false),
        (choosing, json!({"visit__who": "bike"}), false, false),
        (choosing, json!({"visit__how": true}), false, false),
        (
            kinds,
            json!({"visit__people": 2, "visit__had__coffee": true, "visit__spent": 12.5, "visit__day": "2025-01-31"}),
            true,
            true,
        ),
        (kinds, json!({"visit__had__coffee": true}), false, true),
        (kinds, json!({"visit__people": 0}), false, false),
        (kinds, json!({"visit__people": 2, "visit__had__coffee": false}), false, false),
        (kinds, json!({"visit__people": 2, "visit__had__coffee": true, "visit__had__nothing": true}), false, false),
        (
            kinds,
            json!({"visit__people": 2, "visit__how": "other", "visit__how__other__specify": "by boat"}),
            true,
            true,
        ),
        (
            kinds,
            json!({"visit__people": 2, "visit__how": "bike", "visit__how__other__specify": "by boat"}),
            false,
            false,
        ),
        (kinds, json!({"visit__people": 2, "visit__day": "2025-02-30"}), false, false),
        (kinds, json!({"visit__people": 2, "visit__remarks": " "}), false, false),
        (nested, json!({"shop__guests": 30}), true, true),
        (nested, json!({"shop__guests__unknown": true, "shop__why_unknown": "no time"}), true, true),
        (nested, json!({"shop__guests": 30, "shop__guests__unknown": true}), false, false),
        (nested, json!({"shop__guests": 30, "shop__why_unknown": "no time"}), false, false),
        (checks, json!({"party__adults": 2, "party__children": 3, "party__discount": true}), true, true),
        (checks, json!({"party__adults": 4, "party__children": 1, "party__discount": true}), false, false),
        (
            roster,
            json!({"members__people": [{"members__people__name": "父", "members__people__birth": "1970-04-01"}]}),
            true,
            true,
        ),
        (roster, json!({"members__people": []}), false, true),
    ]
}

#[test]
fn the_judges_say_what_the_command_says() {
    let folder = tempfile::tempdir().expect("a folder for answers");
    let mut builds: std::collections::BTreeMap<&str, Built> = std::collections::BTreeMap::new();
    let mut claims = Vec::new();
    let mut wrong = Vec::new();
    for (number, (survey, answers, submission, draft)) in cases().into_iter().enumerate() {
        let built = builds.entry(survey).or_insert_with(|| Built::of(survey));
        let file = folder.path().join(format!("{number}.json"));
        std::fs::write(&file, answers.to_string()).expect("the answers are written");
        for (schema, valid, arguments) in [
            ("answer.schema.json", submission, &["validate"][..]),
            ("answer.draft.schema.json", draft, &["validate", "--draft"][..]),
        ] {
            claims.push(json!({"schema": built.file(schema), "answers": file, "valid": valid}));
            let output = ended(setsumon().args(arguments).arg(survey).arg(&file));
            if output.status.code() != Some(if valid { 0 } else { 1 }) {
                let told = String::from_utf8_lossy(&output.stderr).into_owned();
                wrong.push(format!("{survey} {arguments:?} {answers}: wanted is {valid}\n{told}"));
            }
        }
    }
    assert!(wrong.is_empty(), "the command says otherwise:\n{}", wrong.join("\n"));
    claims
        .push(json!({"schema": CHIREN.file("model.schema.json"), "answers": CHIREN.file("model.json"), "valid": true}));
    claims.push(json!({"schema": CHIREN.file("answer.draft.schema.json"), "answers": folder.path().join("1.json"), "valid": true}));
    ask(folder.path(), &claims);
}

#[test]
fn both_judges_read_every_schema() {
    let folder = tempfile::tempdir().expect("a folder for answers");
    let names = ["answer.schema.json", "answer.draft.schema.json", "model.schema.json"];
    let schemas = everything().into_iter().flat_map(|(_, built)| names.map(|name| built.file(name)));
    let claims: Vec<Value> = schemas.map(|schema| json!({"schema": schema})).collect();
    ask(folder.path(), &claims);
}

fn ask(folder: &Path, claims: &[Value]) {
    let list = folder.join("claims.json");
    std::fs::write(&list, Value::Array(claims.to_vec()).to_string()).expect("the claims are written");
    done(node("ajv.cjs").arg(&list));
    done(python("jsonschema_check.py").arg(&list));
}
