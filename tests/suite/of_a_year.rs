//! What is asked of the year of an edition is asked anew in the next one, wherever the year is written: at the question, its row, in what
//! stands around it, or at what it hangs on; after one edition as after several.

use serde_json::{Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_editions::prefill::{Prefill, Reason, Status};
use setsumon_tests::project::Project;

/// A place where a year may stand, as `YEAR`, around an answer; the key of that, and a response.
type Place = (&'static str, &'static str, &'static str, fn() -> Json);

const PLACES: &[Place] = &[
    ("question", "section a \"A\" { integer n \"Guests in YEAR\" }", "a__n", || json!({ "a__n": 7 })),
    ("box", "section a \"A\" { flag n \"Open in YEAR\" }", "a__n", || json!({ "a__n": true })),
    ("choice", "section a \"A\" { single n \"Best of YEAR\" { x \"X\"  y \"Y\" } }", "a__n", || json!({ "a__n": "x" })),
    ("lead", "section a \"A\" { integer n \"Guests\" { lead \"Of YEAR:\" } }", "a__n", || json!({ "a__n": 7 })),
    ("hint", "section a \"A\" { integer n \"Guests\" { hint \"in YEAR\" } }", "a__n", || json!({ "a__n": 7 })),
    ("group", "section a \"A\" { group g \"In YEAR\" { integer n \"Guests\" } }", "a__n", || json!({ "a__n": 7 })),
    (
        "hint of a group",
        "section a \"A\" { group g \"G\" { hint \"in YEAR\"  integer n \"Guests\" } }",
        "a__n",
        || json!({ "a__n": 7 }),
    ),
    (
        "lead over several",
        "section a \"A\" { lead \"In YEAR:\" { integer n \"Guests\"  integer m \"Beds\" } }",
        "a__n",
        || json!({ "a__n": 7 }),
    ),
    (
        "heading over several",
        "section a \"A\" { heading \"In YEAR\" { integer n \"Guests\"  integer m \"Beds\" } }",
        "a__n",
        || json!({ "a__n": 7 }),
    ),
    (
        "group under a lead in a branch",
        "section a \"A\" { single o \"O\" { x \"X\"  y \"Y\" }  when o is x { lead \"In YEAR:\" { group g \"G\" { integer n \"Guests\"  integer m \"Beds\" } } } }",
        "a__n",
        || json!({ "a__o": "x", "a__n": 7 }),
    ),
    (
        "row",
        "section a \"A\" { grid n \"N\" of integer { rows { x \"In YEAR\"  y \"Later\" } } }",
        "a__n__x",
        || json!({ "a__n__x": 7 }),
    ),
    (
        "question with a grid",
        "section a \"A\" { grid n \"In YEAR\" of single { rows { x \"X\"  y \"Y\" } columns { u \"U\"  v \"V\" } } }",
        "a__n__x",
        || json!({ "a__n__x": "u" }),
    ),
    (
        "question with a write-in",
        "section a \"A\" { single n \"Paid in YEAR by\" { x \"X\"  y \"Other\" specify } }",
        "a__n__y__specify",
        || json!({ "a__n": "y", "a__n__y__specify": "beads" }),
    ),
    (
        "choices with a field",
        "section a \"A\" { multi n \"Paid in YEAR by\" { x \"X\"  y \"Card\" { integer k \"How often\" } } }",
        "a__n__y__k",
        || json!({ "a__n__y": true, "a__n__y__k": 3 }),
    ),
    (
        "field of a question with a lead",
        "section a \"A\" { single n \"N\" { lead \"In YEAR:\"  x \"X\"  y \"Card\" { integer k \"How often\" } } }",
        "a__n__y__k",
        || json!({ "a__n": "y", "a__n__y__k": 3 }),
    ),
    (
        "field with a field",
        "section a \"A\" { integer n \"Rooms in YEAR\" { text k \"Which\" } }",
        "a__n__k",
        || json!({ "a__n": 2, "a__n__k": "the red one" }),
    ),
];

fn survey(edition: i64, follows: bool, source: &str, year: &str) -> String {
    let follows = if follows { " follows \"before.model.json\"" } else { "" };
    let source = source.replace("YEAR", year);
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition}{follows} }}\n{source}\n")
}

fn compiled(text: &str, before: Option<&Model>) -> Form {
    let project = match before {
        Some(model) => Project::of(text).with("before.model.json", model.write()),
        None => Project::of(text),
    };
    project.compile().form(text).clone()
}

/// What becomes of the answer in the last of so many editions, where the year is written so.
fn last_step(place: &Place, editions: i64, year: impl Fn(i64) -> String) -> (Status, Option<Reason>) {
    let (_, source, key, value) = place;
    let mut before: Option<Model> = None;
    for edition in 2020..2020 + editions {
        let text = survey(edition, before.is_some(), source, &year(edition));
        let form = compiled(&text, before.as_ref());
        if edition + 1 == 2020 + editions {
            let old = before.expect("an edition before");
            let file = value();
            let carry = Prefill::new(&old, &form).expect("a step");
            let carried = carry.carry(file.as_object().expect("a file")).expect("answers of the edition before");
            let line = carried.account.iter().find(|line| line.key == *key).expect("an account of the answer");
            return (line.status, line.reason);
        }
        before = Some(Model::freeze(&form, before.as_ref()));
    }
    unreachable!("the last edition is met")
}

#[test]
fn an_answer_of_a_year_is_no_answer_of_the_next() {
    let mut wrong = Vec::new();
    for place in PLACES {
        for editions in [2, 3, 5] {
            for (told, year) in [
                ("by name", (|_| "{edition}".to_owned()) as fn(i64) -> String),
                ("by hand", |edition| edition.to_string()),
                ("the year before", |edition| (edition - 1).to_string()),
            ] {
                let found = last_step(place, editions, year);
                if found != (Status::Shown, Some(Reason::Moves)) {
                    wrong.push(format!("{}, {told}, {editions} editions: {found:?}", place.0));
                }
            }
            // A year that stays is a name.
            let found = last_step(place, editions, |_| "1995".to_owned());
            if found != (Status::Carried, None) {
                wrong.push(format!("{}, a year that stays, {editions} editions: {found:?}", place.0));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// Of an entry that is to be given anew nobody said that there is one; of one that is kept, its author said so.
#[test]
fn entries_that_nobody_gave_are_not_counted() {
    let show = |label: &str, title: &str, then: &str| {
        format!(
            "section a \"A\" {{ repeat show \"{label}\" 0..5 {{ text t \"Title\"{title} integer n \"Guests\"{then} }}\n calc c \"How many\" = count(show) }}"
        )
    };
    let file = json!({ "a__show": [{ "a__show__t": "Cups" }, { "a__show__t": "Maps", "a__show__n": 7 }] });
    let cases = [
        (show("Shows", "", ""), show("Shows", "", ""), 2),
        (show("Shows in {edition}", "", ""), show("Shows in {edition}", "", ""), 0),
        (show("Shows", "", ""), show("Shows", " @updated ", " @updated"), 0),
        (show("Shows", "", ""), show("Shows", "", " @updated"), 2),
        // The second entry alone has a figure, which stays.
        (show("Shows", "", ""), show("Shows", " @updated ", ""), 2),
    ];
    for (then, now, wanted) in cases {
        let before = Model::freeze(&compiled(&survey(2020, false, &then, ""), None), None);
        let form = compiled(&survey(2021, true, &now, ""), Some(&before));
        let carry = Prefill::new(&before, &form).expect("a step");
        let draft = carry.carry(file.as_object().expect("a file")).expect("answers of the edition before").draft;
        let entries = draft.get("a__show").and_then(Json::as_array).map_or(0, Vec::len);
        assert_eq!(entries, wanted, "{now}: {draft:?}");
        if wanted == 0 {
            assert_eq!(draft["_last"]["a__show"].as_array().map(Vec::len), Some(2), "{now}: {draft:?}");
        }
    }
}
