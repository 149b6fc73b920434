//! Every kind of answer as every other: which are carried over, and that drafts and databases agree on every one of them. That the form
//! does the same is seen in `agreement::prefill`, which goes through these steps too.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use setsumon_core::answers::{Answers, Keys, LastAnswers};
use setsumon_core::frozen::Model;
use setsumon_core::frozen::lineage::lineages;
use setsumon_core::judge::{Mode, judge};
use setsumon_editions::prefill::{Line, Prefill, Reason, Status};
use setsumon_sql::Dialect;
use setsumon_sql::migrate::migration;
use setsumon_tests::agreement::kinds::{asked, kinds};
use setsumon_tests::agreement::migration::{Database as _, Response, filling, migrates};
use setsumon_tests::agreement::sqlite::Lasting;
use setsumon_tests::project::Project;

/// Of which kind a question was, and of which kinds it may be today for some answer to be carried over: the table of `docs/editions.md`,
/// question by question.
const CARRIED: &[(&str, &[&str])] = &[
    ("text", &["text", "longtext", "pattern", "email", "tel", "postal", "url"]),
    ("longtext", &["text", "longtext", "email"]),
    ("pattern", &["text", "longtext", "pattern", "tel", "postal"]),
    ("email", &["text", "longtext", "email"]),
    ("tel", &["text", "longtext", "pattern", "tel"]),
    ("postal", &["text", "longtext", "pattern", "postal"]),
    ("url", &["text", "longtext", "url"]),
    ("integer", &["integer", "decimal", "year", "fiscal_year", "bounded"]),
    ("bounded", &["integer", "decimal", "bounded"]),
    ("decimal", &["integer", "decimal", "year", "fiscal_year", "bounded"]),
    ("year", &["integer", "decimal", "year"]),
    ("fiscal_year", &["integer", "decimal", "fiscal_year"]),
    ("scale", &["scale"]),
    ("month", &["month"]),
    ("date", &["date"]),
    ("single", &["single", "gate", "multi"]),
    ("gate", &["single", "gate", "multi"]),
    ("flag", &["flag"]),
    ("multi", &["multi", "single"]),
    ("rank", &["rank"]),
    ("grid of integer", &["grid of integer"]),
    ("grid of scale", &["grid of scale"]),
    ("grid of text", &["grid of text"]),
    ("grid of single", &["grid of single"]),
    ("grid of date", &["grid of date"]),
];

/// What stands in a database after the migration: by response and name, in the new columns, and beside them with the reason.
pub(crate) type Cells = BTreeMap<(String, String), String>;
pub(crate) type Aside = BTreeMap<(String, String), (String, String)>;

#[test]
fn what_is_carried_over_is_an_answer_that_was_given() {
    let all = asked();
    let mut wrong: Vec<String> = Vec::new();
    let mut carried: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (then, step, files) in kinds() {
        let old = Model::of(&step.old);
        let carry = Prefill::new(&old, &step.new).expect("a step");
        let response = |(index, file): (usize, _)| Response { key: format!("r{}", index + 1), file, submitted: false };
        let mut responses: Vec<Response> = files.iter().cloned().enumerate().map(response).collect();
        let (cells, aside) = migrated(&step.old, &step.new, &responses);
        for (response, file) in responses.iter().zip(&files) {
            let account = carry.carry(file).expect("answers of the edition before").account;
            for (place, now) in all.iter().enumerate() {
                let key = then.key(place);
                let line = account.iter().find(|line| line.key == key).expect("an account of every answer");
                if line.status == Status::Carried {
                    carried.entry(then.name).or_default().insert(now.name);
                }
                if let Err(why) = agrees(line, &response.key, &cells, &aside) {
                    wrong.push(format!("{} → {}: {}: {why}", then.name, now.name, line.value));
                }
            }
        }
        // And all that holds of every migration.
        for response in &mut responses {
            response.file.insert("_carried".to_owned(), Json::Array(Vec::new()));
            response.file.insert("_respondent".to_owned(), Json::from(response.key.as_str()));
            response.file.insert("_notes".to_owned(), json!({}));
        }
        wrong.extend(migrates(&mut Lasting::new(), &step, &responses).err());
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
    let wanted: BTreeMap<&str, BTreeSet<&str>> =
        CARRIED.iter().map(|(then, now)| (*then, now.iter().copied().collect())).collect();
    assert_eq!(carried, wanted);
}

/// Whether a database did with an answer what the account says.
pub(crate) fn agrees(line: &Line<'_>, response: &str, cells: &Cells, aside: &Aside) -> Result<(), String> {
    let stands = aside.get(&(response.to_owned(), line.key.to_owned()));
    let cell = line.variable.and_then(|name| cells.get(&(response.to_owned(), name.to_owned())));
    let told = format!("{:?} {:?}, and in the database {cell:?}, beside it {stands:?}", line.status, line.reason);
    let same = match (line.status, cell, stands) {
        (Status::Carried, Some(cell), None) => {
            let value = line.became.as_ref().unwrap_or(line.value);
            *cell == plain(value)
        }
        (Status::Shown | Status::NotCarried, None, Some((value, why))) => {
            let reasons: &[Option<Reason>] = match why.as_str() {
                "type" => &[Some(Reason::Type)],
                "domain" => &[Some(Reason::Misfit), Some(Reason::CodeGone)],
                "scale" => &[Some(Reason::Scale)],
                "several" => &[Some(Reason::Several)],
                "removed" => &[Some(Reason::Removed)],
                "reworded" => &[Some(Reason::Reworded)],
                "moves" => &[Some(Reason::Moves)],
                _ => &[],
            };
            *value == plain(line.value) && reasons.contains(&line.reason)
        }
        (_, _, _) => false,
    };
    if same { Ok(()) } else { Err(told) }
}

pub(crate) fn migrated(
    old: &setsumon_core::form::Form,
    new: &setsumon_core::form::Form,
    responses: &[Response],
) -> (Cells, Aside) {
    let mut database = Lasting::new();
    database.run(&setsumon_sql::script(old, Dialect::Sqlite)).expect("the tables");
    database.run(&filling(old, Dialect::Sqlite, responses)).expect("the responses");
    database.run(&migration(old, new, Dialect::Sqlite, &[]).expect("a step").script(false)).expect("it migrates");
    let names: Vec<&str> = new.variables().values().map(|one| one.name.as_str()).collect();
    let columns: Vec<&str> = std::iter::once("_response").chain(names).collect();
    let mut cells = Cells::new();
    for row in database.rows(&format!("SELECT {} FROM t", columns.join(", ")), &columns) {
        let response = plain(&row["_response"]);
        let some = row.iter().filter(|(name, cell)| !name.starts_with('_') && !cell.is_null());
        cells.extend(some.map(|(name, cell)| ((response.clone(), name.clone()), plain(cell))));
    }
    let columns = ["_response", "variable", "value", "why"];
    let rows = database.rows(&format!("SELECT {} FROM t__earlier", columns.join(", ")), &columns);
    let aside = rows.iter().map(|row| {
        let [response, variable, value, why] = columns.map(|column| plain(&row[column]));
        ((response, variable), (value, why))
    });
    (cells, aside.collect())
}

/// A value as text, the same whatever told it: a tick is 1, and 3.0 is 3.
pub(crate) fn plain(json: &Json) -> String {
    match json {
        Json::Bool(true) => "1".to_owned(),
        Json::Number(number) => number.as_f64().expect("a number").to_string(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The form of the edition before, of a question.
pub(crate) fn form(then: &str) -> setsumon_core::form::Form {
    Project::of(&survey("2024", then)).compile().form(then).clone()
}

fn survey(head: &str, question: &str) -> String {
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {head} }}\nsection a \"A\" {{\n  {question}\n}}\n")
}

/// Two editions: how a question was, and how it is.
pub(crate) fn step(then: &str, now: &str) -> (Model, setsumon_core::form::Form) {
    let before = survey("2024", then);
    let after = survey("2025 follows \"old.model.json\"", now);
    let new = Project::of(&after).with_frozen("old.model.json", &before).compile();
    (Model::of(Project::of(&before).compile().form(then)), new.form(now).clone())
}

/// With what says something else today nothing is compared: 40 thousand of last year are not fewer than 900.
#[test]
fn last_years_answer_is_compared_where_it_is_the_same() {
    let checked = "\n  check n <= 2 * last n warn \"Too many\"";
    for (then, now, last, compared) in [
        ("integer n \"N\"", "integer n \"N\" min 0", json!(40), true),
        ("integer m \"N\"", "integer n \"N\" was m", json!(40), true),
        ("integer n \"N\" unit \"thousand\"", "integer n \"N\" unit \"beds\" break \"As told\"", json!(40), false),
        ("scale m \"N\" 1 to 5", "integer n \"N\" was m break \"As told\"", json!(4), false),
        ("decimal m \"N\" digits 1", "integer n \"N\" was m break \"As told\"", json!(40), true),
    ] {
        let (_, form) = step(then, &format!("{now}{checked}"));
        let object = |json: Json| json.as_object().expect("an object").clone();
        let last = object(json!({ "a__n": last, "a__m": last }));
        let answers = Answers::from_object(&Keys::of(&form), &object(json!({ "a__n": 900 })));
        let verdict = judge(&form, &answers, Some(&LastAnswers::from_object(&form, &last)), Mode::Submission);
        assert_eq!(verdict.warnings.len(), usize::from(compared), "{then}\n{now}");
    }
}

/// The account says a figure as it was given: with the currency in front of it and all else behind.
#[test]
fn the_account_says_a_figure_whole() {
    let other = "break \"As told\"";
    for (then, now, value, words) in [
        ("decimal n \"N\" digits 2 prefix \"£\"", "decimal n \"N\" digits 2 prefix \"€\"", json!(1.5), "£1.5"),
        ("integer n \"N\" unit \"£ per week\"", "integer n \"N\" unit \"£\"", json!(250), "£250 per week"),
        ("integer n \"N\" prefix \"£\" suffix \"a week\"", "integer n \"N\"", json!(250), "£250 a week"),
        ("integer n \"N\" unit \"US$\"", "integer n \"N\" unit \"€\"", json!(-3), "US$-3"),
        ("integer n \"N\" unit \"km\"", "integer n \"N\" unit \"miles\"", json!(7), "7 km"),
        ("scale n \"N\" 1 to 5", "scale n \"N\" 1 to 7", json!(4), "4 (1 to 5)"),
    ] {
        let (old, form) = step(then, &format!("{now} {other}"));
        let file = json!({ "a__n": value });
        let carry = Prefill::new(&old, &form).expect("a step");
        let prefilled = carry.carry(file.as_object().expect("a file")).expect("answers of the edition before");
        let said: Vec<Option<&str>> = prefilled.account.iter().map(|line| line.words.as_deref()).collect();
        assert_eq!(said, [Some(words)], "{then}\n{now}");
    }
}

/// In the view of all years an answer bears the label of a code that it is, and of none that it reads like.
#[test]
fn answers_of_another_kind_are_another_series() {
    for (then, now, series) in [
        ("text m \"N\"", "single n \"N\" was m break \"As told\" { a \"A\"  b \"B\" }", 2),
        ("text m \"N\"", "email n \"N\" was m break \"As told\"", 1),
        ("integer m \"N\"", "decimal n \"N\" digits 1 was m break \"As told\"", 1),
    ] {
        let (old, form) = step(then, now);
        let new = Model::freeze(&form, Some(&old));
        assert_eq!(lineages(&[&old, &new]).expect("a chain").len(), series, "{then}\n{now}");
    }
}
