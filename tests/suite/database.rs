//! What analysts read in the database: the long view's three states, labels, and nothing personal.

use rusqlite::Connection;
use serde_json::json;
use setsumon_core::form::Form;
use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_sql::Dialect;
use setsumon_sql::load::Loader;
use setsumon_tests::tables::rows;

const SURVEY: &str = r#"setsumon 1

survey shop "Shop" {
  locale en
  edition 2025
}

section s "Section" {
  single a "Open?" {
    yes "Yes"
    no "No"
  }
  text b "Since when" when a is yes
  multi m "Sells" {
    x "Bread"
    y "Milk"
  }
  multi o "Also" {
    x "Wine"
    y "Beer"
  }
  integer n "Staff" min 0
  text who "Your name" @personal
  repeat shops "Shops" 0..3 {
    single kind "Kind" {
      big "Big"
      small "Small"
    }
  }
}
"#;

fn form() -> Form {
    let sources = MemorySources::new().with("shop.survey", SURVEY);
    let compilation = Session::new().check(&sources, "shop.survey");
    let messages: Vec<_> = compilation.diagnostics.iter().map(|one| one.message.clone()).collect();
    compilation.soundness.sound().unwrap_or_else(|| panic!("{messages:?}"))
}

fn filled(form: &Form, answers: &serde_json::Value) -> Connection {
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    database.execute_batch(&setsumon_sql::script(form, Dialect::Sqlite)).expect("the script runs");
    let loader = Loader::new(form, Dialect::Sqlite);
    let answers = answers.as_object().expect("an object");
    let script = loader.script("r1", answers, true).expect("the answers fit");
    database.execute_batch(&[&loader.begin(), &script, loader.end(true)].concat()).expect("the answers are taken");
    database
}

#[test]
fn the_long_view_tells_three_states_apart() {
    let form = form();
    let answers =
        json!({ "s__a": "no", "s__m__x": true, "s__who": "Ann", "s__shops": [{ "s__shops__kind": "big" }, {}] });
    let database = filled(&form, &answers);
    let long = rows(
        &database,
        "SELECT l._occurrence, l.variable, l.value, l.label, l.state FROM shop__long l JOIN shop__variable v USING (variable) \
         ORDER BY v.position, l._occurrence",
    );
    assert_eq!(
        long,
        [
            "- | s__a | no | No | answered",
            "- | s__b | - | - | not_asked",
            "- | s__m__x | 1 | Sells / Bread | answered",
            "- | s__m__y | 0 | Sells / Milk | answered",
            "- | s__o__x | - | Also / Wine | no_answer",
            "- | s__o__y | - | Also / Beer | no_answer",
            "- | s__n | - | - | no_answer",
            "1 | s__shops__kind | big | Big | answered",
            "2 | s__shops__kind | - | - | no_answer",
        ]
    );
}

#[test]
fn the_wide_view_has_labels_and_nothing_personal() {
    let form = form();
    let database = filled(&form, &json!({ "s__a": "yes", "s__b": "1999", "s__n": 3, "s__who": "Ann" }));
    assert_eq!(
        rows(&database, "SELECT _response, _status, _outcome, s__a, s__b, s__n FROM shop__labelled"),
        ["r1 | submitted | complete | Yes | 1999 | 3"]
    );
    assert_eq!(rows(&database, "SELECT _submitted_at IS NOT NULL FROM shop__labelled"), ["1"]);
    let views = rows(&database, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    assert!(views.len() >= 5, "{views:?}");
    for view in views {
        let columns = rows(&database, &format!("SELECT name FROM pragma_table_info('{view}')"));
        assert!(!columns.iter().any(|column| column.contains("s__who")), "{view}: {columns:?}");
    }
    assert_eq!(rows(&database, "SELECT count(*) FROM shop__long WHERE value = 'Ann'"), ["0"]);
}

#[test]
fn the_catalogue_leads_from_a_constraint_to_its_question() {
    let form = form();
    let database = filled(&form, &json!({}));
    let refused = database.execute("UPDATE shop SET s__a = 'maybe'", []).expect_err("no such code");
    assert!(refused.to_string().ends_with("s__a.domain"), "{refused}");
    assert_eq!(
        rows(
            &database,
            "SELECT r.rule, q.label, q.who FROM shop__rule r JOIN shop__variable v USING (variable) \
             JOIN shop__question q USING (question) WHERE r.rule IN ('s__a.domain', 's__b.asked') ORDER BY r.rule"
        ),
        ["s__a.domain | Open? | -", "s__b.asked | Since when | If you answered “Yes” above:"]
    );
    assert_eq!(
        rows(&database, "SELECT code, label FROM shop__option WHERE question = 's.a' ORDER BY position"),
        ["yes | Yes", "no | No"]
    );
    let kept = "SELECT count(*) FROM shop__rule r LEFT JOIN shop__variable v USING (variable) WHERE v.variable IS NULL";
    assert_eq!(rows(&database, kept), ["0"]);
}

#[test]
fn who_is_nobody_is_not_the_same_respondent_as_others() {
    let form = form();
    for (respondent, kept) in
        [(json!("R7"), "R7"), (json!(""), "-"), (json!("R 7"), "-"), (json!(7), "7"), (json!(7.5), "-")]
    {
        let database = filled(&form, &json!({ "_respondent": respondent, "s__a": "no" }));
        assert_eq!(rows(&database, "SELECT _respondent FROM shop"), [kept], "{respondent}");
    }
}
