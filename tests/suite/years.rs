//! The view over all years: today's names and codes, and three sorts of blanks, in SQLite over files of their own.

use rusqlite::Connection;
use serde_json::{Value as Json, json};
use setsumon_core::form::{Form, Value};
use setsumon_core::frozen::Model;
use setsumon_core::frozen::lineage::{NoChain, lineages};
use setsumon_editions::prefill::Status;
use setsumon_sql::Dialect;
use setsumon_sql::load::Loader;
use setsumon_sql::migrate::migration;
use setsumon_sql::years::{Year, script};
use setsumon_tests::agreement::classes::classes;
use setsumon_tests::agreement::migration::Step;
use setsumon_tests::project::Project;
use setsumon_tests::tables::rows;

const FIRST: &str = r#"setsumon 1
survey cafe "Cafés" { locale en  edition 2023 }
section a "A" {
  single kind "Kind" { cafe "Café"  bar "Bar"  pub "Pub" }
  multi sells "Sells" { coffee "Coffee"  tea "Tea"  ale "Ale" }
  integer seats "Seats" min 0
  integer stools "Stools" min 0
  text gone "Gone"
  text boss "Boss" @personal
  repeat staff "Staff" 0..3 { text name "Name" }
}
"#;

const SECOND: &str = r#"setsumon 1
survey cafe "Cafés" { locale en  edition 2024 follows "2023.model.json" }
section a "A" {
  single kind "Kind" { cafe "Café"  tavern "Tavern" was [bar, pub] }
  multi sells "Sells" { hot "Hot" was [coffee, tea]  ale "Ale" }
  integer chairs "Chairs" min 0 was [seats, stools]
  retired text gone "Gone"
  text boss "Boss" @personal
  repeat people "People" 0..3 was staff { text name "Name" }
}
"#;

const THIRD: &str = r#"setsumon 1
survey cafe "Our cafés" { locale en  edition 2025 follows "2024.model.json" }
section a "A" {
  single kind "Kind" { coffeehouse "Coffeehouse" was cafe  tavern "A tavern" revised typo "In full" }
  multi sells "Sells" { hot "Hot things" revised typo "In full"  ale "Ale" }
  integer places "Places" min 0 was chairs
  integer lamps "Lamps" when kind is tavern says none min 0 @new
  retired text gone "Gone"
  text boss "Boss" @personal
  repeat people "People" 0..3 { text name "Name" }
}
"#;

fn compiled(text: &str, others: &[(&str, &Model)]) -> Form {
    let project = others.iter().fold(Project::of(text), |project, (name, model)| project.with(name, model.write()));
    project.compile().form_before_markers("an edition of the café").clone()
}

/// Three editions, and their models as they were frozen, one after another.
fn editions() -> [(Form, Model); 3] {
    let first = compiled(FIRST, &[]);
    let model_2023 = Model::freeze(&first, None);
    let second = compiled(SECOND, &[("2023.model.json", &model_2023)]);
    let model_2024 = Model::freeze(&second, Some(&model_2023));
    let third = compiled(THIRD, &[("2024.model.json", &model_2024)]);
    let model_2025 = Model::freeze(&third, Some(&model_2024));
    [(first, model_2023), (second, model_2024), (third, model_2025)]
}

/// Writes an edition's file, filled.
pub(crate) fn file(folder: &std::path::Path, form: &Form, answers: &[(&str, Json)]) {
    let database = Connection::open(folder.join(form.survey().edition.to_string())).expect("a file");
    database.execute_batch(&setsumon_sql::script(form, Dialect::Sqlite)).expect("the script runs");
    let loader = Loader::new(form, Dialect::Sqlite);
    for (key, answers) in answers {
        let statements = loader.insert(key, answers.as_object().expect("an object"), true).expect("the answers fit");
        let script: Vec<String> = statements.iter().map(|one| one.literal(Dialect::Sqlite)).collect();
        database.execute_batch(&script.join(";\n")).expect("the answers are taken");
    }
}

/// Last year's database, and this year's, which was made of it: whoever answered last year answered once.
#[test]
fn a_response_that_was_brought_over_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let [(first, model_2023), (second, model_2024), _] = editions();
    let answers = [("a", json!({ "a__kind": "pub", "a__sells__tea": true })), ("b", json!({ "a__kind": "cafe" }))];
    file(folder.path(), &first, &answers);
    std::fs::copy(folder.path().join("2023"), folder.path().join("2024")).expect("a copy");
    let next = Connection::open(folder.path().join("2024")).expect("a file");
    let way = migration(&first, &second, Dialect::Sqlite, &[]).expect("a step");
    next.execute_batch(&way.script(false)).expect("it migrates");
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    for edition in [2023, 2024] {
        let place = folder.path().join(edition.to_string()).display().to_string();
        database.execute(&format!("ATTACH ?1 AS cafe_{edition}"), [place]).expect("it is attached");
    }
    let years = [(&model_2023, "cafe_2023"), (&model_2024, "cafe_2024")];
    let text = script(&years.map(|(model, schema)| Year { model, schema }), Dialect::Sqlite).expect("a chain");
    database.execute_batch(&text).expect("the script runs");
    let counted = rows(&database, "SELECT DISTINCT _edition, _response FROM cafe__all_years ORDER BY 1, 2");
    assert_eq!(counted, ["2023 | a", "2023 | b"]);
}

#[test]
fn three_years_are_read_under_todays_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let [(first, model_2023), (second, model_2024), (third, model_2025)] = editions();
    file(
        folder.path(),
        &first,
        &[
            (
                "a",
                json!({ "_respondent": "R1", "a__kind": "pub", "a__sells__tea": true, "a__stools": 4, "a__gone": "x",
                    "a__boss": "Ann", "a__staff": [{ "a__staff__name": "Bo" }, {}] }),
            ),
            ("b", json!({ "_respondent": "R2", "a__kind": "cafe", "a__sells__ale": true })),
        ],
    );
    file(folder.path(), &second, &[("a", json!({ "_respondent": "R1", "a__kind": "tavern", "a__chairs": 5 }))]);
    file(
        folder.path(),
        &third,
        &[
            ("a", json!({ "_respondent": "R1", "a__kind": "tavern", "a__places": 6 })),
            ("b", json!({ "_respondent": "R2", "a__kind": "coffeehouse" })),
        ],
    );
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    for edition in [2023, 2024, 2025] {
        let place = folder.path().join(edition.to_string()).display().to_string();
        database.execute(&format!("ATTACH '{place}' AS cafe_{edition}"), []).expect("the file is attached");
    }
    let years = [
        Year { model: &model_2023, schema: "cafe_2023" },
        Year { model: &model_2024, schema: "cafe_2024" },
        Year { model: &model_2025, schema: "cafe_2025" },
    ];
    let sql = script(&years, Dialect::Sqlite).expect("each follows the one before");
    // It may be run again, when an edition is added.
    for _ in 0..2 {
        database.execute_batch(&sql).expect("the script runs");
    }
    let of = |variable: &str| {
        rows(
            &database,
            &format!(
                "SELECT _edition, _respondent, _occurrence, value, label, state, variable_then FROM cafe__all_years \
                 WHERE variable = '{variable}' ORDER BY _edition, _response, _occurrence"
            ),
        )
    };
    assert_eq!(
        of("a__kind"),
        [
            "2023 | R1 | - | tavern | A tavern | answered | a__kind",
            "2023 | R2 | - | coffeehouse | Coffeehouse | answered | a__kind",
            "2024 | R1 | - | tavern | A tavern | answered | a__kind",
            "2025 | R1 | - | tavern | A tavern | answered | a__kind",
            "2025 | R2 | - | coffeehouse | Coffeehouse | answered | a__kind",
        ]
    );
    // Merged: whichever of the two was ticked or given.
    assert_eq!(
        of("a__sells__hot"),
        [
            "2023 | R1 | - | 1 | Sells / Hot things | answered | a__sells__tea",
            "2023 | R2 | - | 0 | Sells / Hot things | answered | a__sells__coffee",
            "2024 | R1 | - | - | Sells / Hot things | no_answer | a__sells__hot",
            "2025 | R1 | - | - | Sells / Hot things | no_answer | a__sells__hot",
            "2025 | R2 | - | - | Sells / Hot things | no_answer | a__sells__hot",
        ]
    );
    assert_eq!(
        of("a__places"),
        [
            "2023 | R1 | - | 4 | - | answered | a__stools",
            "2023 | R2 | - | - | - | no_answer | a__seats",
            "2024 | R1 | - | 5 | - | answered | a__chairs",
            "2025 | R1 | - | 6 | - | answered | a__places",
            "2025 | R2 | - | - | - | no_answer | a__places",
        ]
    );
    // Three sorts of blanks.
    assert_eq!(
        of("a__lamps"),
        [
            "2023 | R1 | - | - | - | not_in_edition | -",
            "2023 | R2 | - | - | - | not_in_edition | -",
            "2024 | R1 | - | - | - | not_in_edition | -",
            "2025 | R1 | - | - | - | no_answer | a__lamps",
            "2025 | R2 | - | - | - | not_applicable | a__lamps",
        ]
    );
    assert_eq!(
        of("a__gone")[..2],
        ["2023 | R1 | - | x | - | answered | a__gone", "2023 | R2 | - | - | - | no_answer | a__gone"]
    );
    assert_eq!(of("a__gone")[2], "2024 | R1 | - | - | - | not_in_edition | -");
    assert_eq!(
        of("a__people__name"),
        ["2023 | R1 | 1 | Bo | - | answered | a__staff__name", "2023 | R1 | 2 | - | - | no_answer | a__staff__name"]
    );
    // Nothing personal.
    assert!(of("a__boss").is_empty());
    assert_eq!(rows(&database, "SELECT count(*) FROM cafe__all_years WHERE value = 'Ann'"), ["0"]);
}

/// The view of two editions, of which the first is filled.
fn view_of(step: &Step, answers: &[(&str, Json)]) -> Connection {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), &step.old, answers);
    file(folder.path(), &step.new, &[]);
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    for (edition, schema) in [(2024, "then"), (2025, "now")] {
        let place = folder.path().join(edition.to_string()).display().to_string();
        database.execute(&format!("ATTACH '{place}' AS {schema}_"), []).expect("the file is attached");
    }
    let old = Model::freeze(&step.old, None);
    let new = Model::freeze(&step.new, Some(&old));
    let years = [Year { model: &old, schema: "then_" }, Year { model: &new, schema: "now_" }];
    database.execute_batch(&script(&years, Dialect::Sqlite).expect("a chain")).expect("the script runs");
    database
}

/// What `prefill` fills in stands under today's name and code; what says something else today does not, neither as a value nor as the no
/// of whoever ticked another option, and is not lost.
#[test]
fn what_says_something_else_today_is_another_series() {
    let mut wrong = Vec::new();
    let mut shown = 0;
    for (step, case) in classes() {
        let (key, value) = &case.answer;
        let is_personal = step.new.variables().values().any(|variable| variable.personal);
        let now = step.new.variables().values().find(|variable| {
            variable.was.iter().any(|was| was == key) || (variable.was.is_empty() && variable.name == *key)
        });
        let Some(now) = now.filter(|_| !is_personal && case.class != "removed") else { continue };
        let other = key.strip_suffix("__x").map_or("a__z".to_owned(), |question| format!("{question}__y"));
        let ticked = step.old.variables().values().any(|one| one.name == other && matches!(one.value, Value::Tick));
        let mut answers = vec![("a", json!({ *key: value }))];
        answers.extend(ticked.then(|| ("b", json!({ other: true }))));
        let database = view_of(&step, &answers);
        let read = |of: &str| {
            let what =
                "SELECT variable, coalesce(value, '-'), coalesce(label, '-') FROM t__all_years WHERE _edition = 2024";
            rows(&database, &format!("{what} AND state = 'answered' AND {of}"))
        };
        let code =
            if matches!(now.value, Value::Code(_)) { "value = 'x' OR value = 'z' OR value = 'y'" } else { "TRUE" };
        let today = read(&format!("variable = '{}' AND ({code})", now.name));
        let elsewhere = read(&format!("variable = '{}_' OR variable = '{}' OR value = 'x_'", now.name, key));
        let told = &step.told;
        let status = if case.is_of_a_year() { Status::Carried } else { case.status };
        match status {
            Status::Carried if today.len() != answers.len() => wrong.push(format!("{today:?} is not there: {told}")),
            Status::Shown if !today.is_empty() => wrong.push(format!("{today:?} is there: {told}")),
            Status::Shown if elsewhere.is_empty() => wrong.push(format!("lost: {told}")),
            Status::Carried | Status::Shown | Status::NotCarried => {}
        }
        shown += usize::from(case.status == Status::Shown);
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(shown > 80, "{shown} cases");
}

/// An option that says something else every year has a code each year.
#[test]
fn codes_that_say_something_else_are_told_apart() {
    let options = [r#"x "Tea"  y "Wine""#, r#"x "Coffee"  y "Wine""#, r#"x "Beer"  y "Wine""#];
    let mut chain: Vec<Model> = Vec::new();
    for (options, edition) in options.into_iter().zip(2023..) {
        let before = chain.last();
        let follows = before.map_or("", |_| " follows \"m\"");
        let head = format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition}{follows} }}\n");
        let text = format!("{head}section a \"A\" {{ single q \"Q\" {{ {options} }} }}\n");
        let form = compiled(&text, &before.map(|model| ("m", model)).into_iter().collect::<Vec<_>>());
        chain.push(Model::freeze(&form, before));
    }
    let chain: Vec<&Model> = chain.iter().collect();
    let found = lineages(&chain).expect("a chain");
    let [only] = found.as_slice() else { panic!("{} variables", found.len()) };
    let called: Vec<Vec<(&str, &str)>> = only
        .then
        .iter()
        .flatten()
        .map(|then| then.renamed.iter().map(|(then, today)| (*then, today.as_str())).collect())
        .collect();
    assert_eq!(called, [vec![("x", "x__")], vec![("x", "x_")], vec![]]);
}

/// Beside the view stands which editions between the oldest and the newest were not fielded.
#[test]
fn years_without_a_survey_stand_beside_the_view() {
    let text = |head: &str| {
        format!(
            "setsumon 1\nsurvey cafe \"Cafés\" {{ locale en  edition {head} }}\nsection a \"A\" {{ text same \"Same\" }}\n"
        )
    };
    let mut chain: Vec<(Form, Model)> = Vec::new();
    for head in [
        "2018",
        "2020 follows \"m\" except 2019 \"Before\"",
        "2023 follows \"m\" except 2022 \"The flood\", 2021 \"It's dry\"",
    ] {
        let before = chain.last().map(|(_, model)| model);
        let form = compiled(&text(head), &before.map(|model| ("m", model)).into_iter().collect::<Vec<_>>());
        let model = Model::freeze(&form, before);
        chain.push((form, model));
    }
    let told = |chain: &[(Form, Model)]| {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Connection::open_in_memory().expect("SQLite opens in memory");
        let mut schemas = Vec::new();
        for (form, _) in chain {
            file(folder.path(), form, &[("a", json!({ "a__same": "x" }))]);
            let edition = form.survey().edition;
            let place = folder.path().join(edition.to_string()).display().to_string();
            database.execute(&format!("ATTACH '{place}' AS cafe_{edition}"), []).expect("the file is attached");
            schemas.push(format!("cafe_{edition}"));
        }
        let years: Vec<Year<'_>> =
            chain.iter().zip(&schemas).map(|((_, model), schema)| Year { model, schema }).collect();
        database.execute_batch(&script(&years, Dialect::Sqlite).expect("a chain")).expect("the script runs");
        rows(&database, "SELECT edition, why FROM cafe__years_unfielded ORDER BY edition")
    };
    assert_eq!(told(&chain), ["2019 | Before", "2021 | It's dry", "2022 | The flood"]);
    // What lies before the oldest that is given is no gap in what is shown.
    assert_eq!(told(&chain[1..]), ["2021 | It's dry", "2022 | The flood"]);
}

#[test]
fn editions_that_are_no_chain_are_refused() {
    let [(_, first), (_, second), (_, third)] = editions();
    let year = |model| Year { model, schema: "s" };
    let gap = NoChain::Gap { edition: 2025, before: 2023, follows: Some(2024) };
    assert_eq!(script(&[year(&first), year(&third)], Dialect::Sqlite), Err(gap));
    let turned = NoChain::Gap { edition: 2023, before: 2024, follows: None };
    assert_eq!(script(&[year(&second), year(&first)], Dialect::Sqlite), Err(turned));
}

/// What has become personal is so from the years before too; what has ceased to be is open from then on.
#[test]
fn what_became_personal_is_not_told_of_the_years_before() {
    for (open, personal, name) in [
        ("text q \"Q\"", "text q \"Q\" @personal", "a__q"),
        ("single q \"Q\" { x \"X\"  y \"Y\" }", "single q \"Q\" @personal { x \"X\"  y \"Y\" }", "a__q"),
        ("multi q \"Q\" { x \"X\" }", "multi q \"Q\" @personal { x \"X\" }", "a__q__x"),
        ("repeat r \"R\" 0..3 { text q \"Q\" }", "repeat r \"R\" 0..3 { text q \"Q\" @personal }", "a__r__q"),
        ("repeat r \"R\" 0..3 { text q \"Q\" }", "repeat r \"R\" 0..3 @personal { text q \"Q\" }", "a__r__q"),
    ] {
        // That it is so no more is said aloud.
        let said = if open.contains('{') {
            open.replacen(" {", " @not_personal {", 1)
        } else {
            format!("{open} @not_personal")
        };
        for (then, now, shown) in [(open, personal, false), (personal, said.as_str(), true)] {
            let (old, form) = crate::kinds::step(then, now);
            let new = Model::freeze(&form, Some(&old));
            let years = [Year { model: &old, schema: "t_2024" }, Year { model: &new, schema: "t_2025" }];
            let text = script(&years, Dialect::Sqlite).expect("a chain");
            assert_eq!(text.contains(&format!("'{name}'")), shown, "{then} → {now}\n{text}");
            // It was asked all the same.
            assert_eq!(text.contains(&format!("2024, '{name}', 'personal'")), shown, "{then} → {now}\n{text}");
            assert!(!text.contains(&format!("'{name}', 'not_in_edition'")), "{then} → {now}\n{text}");
        }
    }
}
