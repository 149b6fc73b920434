//! Hostile words as labels: each database takes them as data, and its catalogue has them as the survey wrote them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use setsumon_core::form::Form;
use setsumon_tests::agreement::hostile::{Hostile, hostile};
use setsumon_tests::agreement::judge::{File, Judge};
use setsumon_tests::agreement::schema::{JsonSchema, schemas};
use setsumon_tests::agreement::sqlite::Sqlite;

use super::{duckdb, mariadb, postgresql, validators};

/// A database whose tables can be read.
pub(super) trait Catalogue {
    /// The rows of a table of a survey's database, which is made for it; of these columns at least.
    fn rows(&mut self, form: &Form, table: &str, columns: &[&str]) -> Vec<File>;
}

impl Catalogue for Sqlite {
    fn rows(&mut self, form: &Form, table: &str, _: &[&str]) -> Vec<File> {
        Self::table(form, table)
    }
}

/// Labels by what they are of.
type Labels = BTreeMap<Vec<String>, String>;

fn read(database: &mut dyn Catalogue, form: &Form, table: &str, of: &[&str]) -> Labels {
    let columns: Vec<&str> = of.iter().copied().chain(["label"]).collect();
    let text = |row: &File, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    let rows = database.rows(form, &format!("s__{table}"), &columns);
    rows.iter().map(|row| (of.iter().map(|column| text(row, column)).collect(), text(row, "label"))).collect()
}

fn takes_as_data(database: &mut dyn Catalogue) {
    let Hostile { survey, questions, options, sections } = hostile();
    let form = survey.form().unwrap_or_else(|why| panic!("{why}"));
    let one = |(of, label): (String, String)| (vec![of], label);
    let two = |(of, code, label): (String, String, String)| (vec![of, code], label);
    let wanted: [(&str, &[&str], Labels); 3] = [
        ("section", &["section"], sections.into_iter().map(one).collect()),
        ("question", &["question"], questions.into_iter().map(one).collect()),
        ("option", &["question", "code"], options.into_iter().map(two).collect()),
    ];
    for (table, of, labels) in wanted {
        let found = read(database, &form, table, of);
        for (of, label) in labels {
            assert_eq!(found.get(&of), Some(&label), "{table} {of:?}");
        }
    }
}

#[test]
fn sqlite_takes_hostile_words_as_data() {
    takes_as_data(&mut Sqlite);
}

#[test]
fn postgresql_takes_hostile_words_as_data() {
    takes_as_data(&mut postgresql::Judge::start());
}

#[test]
fn mariadb_takes_hostile_words_as_data() {
    takes_as_data(&mut mariadb::Judge::start());
}

#[test]
fn duckdb_takes_hostile_words_as_data() {
    takes_as_data(&mut duckdb::Judge::start());
}

/// Every validator reads the schemas, whose titles have the words in them.
#[test]
fn validators_take_hostile_words_as_data() {
    let Hostile { survey, questions, .. } = hostile();
    let form = survey.form().unwrap_or_else(|why| panic!("{why}"));
    let mut words = BTreeSet::new();
    texts(&schemas(&form)[0], &mut words);
    for (question, label) in questions {
        // Of U+0000 JSON needs no replacement.
        let label = label.replace('\u{fffd}', "\0");
        assert!(words.iter().any(|text| text.contains(&label)), "{question}: no title has {label:?}");
    }
    let judges: [&mut dyn Judge; 3] =
        [&mut JsonSchema, &mut validators::Validator::ajv(), &mut validators::Validator::python()];
    for judge in judges {
        let said = judge.ask(&form, &[File::new()]).unwrap_or_else(|why| panic!("{}: {why}", judge.name()));
        assert!(said[0][0].refused.is_none(), "{}: {said:?}", judge.name());
    }
}

fn texts(json: &Json, into: &mut BTreeSet<String>) {
    match json {
        Json::String(text) => {
            into.insert(text.clone());
        }
        Json::Array(parts) => parts.iter().for_each(|part| texts(part, into)),
        Json::Object(parts) => parts.values().for_each(|part| texts(part, into)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
