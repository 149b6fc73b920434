//! The view over all years of the real survey, filled, in four databases: each row by row what the answer files say.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_core::frozen::lineage::{Lineage, lineages};
use setsumon_sql::Dialect;
use setsumon_sql::load::Loader;
use setsumon_sql::years::{Year, script};
use setsumon_tests::agreement::answers::fullest;
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

use crate::run::python;
use crate::servers::{Mariadb, Postgresql};

const OLD: &str = "surveys/chiren/2023.survey";
const NEW: &str = "surveys/chiren/2024.survey";

/// An edition with its answer files.
struct Filled {
    form: Form,
    model: Model,
    files: Vec<Map<String, Json>>,
}

impl Filled {
    fn of(path: &str) -> Self {
        let compiled = Compiled::file(&repo::path(path));
        let form = compiled.form(path).clone();
        let mut files = fullest(&form, 0..8);
        // The fullest, and the emptiest, in which the most is not asked.
        files = vec![files.swap_remove(0), files.pop().expect("several right answer files")];
        for (number, file) in files.iter_mut().enumerate() {
            file.insert("_respondent".to_owned(), json!(format!("R{number}")));
        }
        Self { model: Model::of(&form), form, files }
    }

    fn schema(&self) -> String {
        format!("chiren_{}", self.form.survey().edition)
    }

    /// The edition's own database, filled.
    fn database(&self, dialect: Dialect) -> String {
        let mut made = setsumon_sql::script(&self.form, dialect);
        let loader = Loader::new(&self.form, dialect);
        for (number, file) in self.files.iter().enumerate() {
            for statement in loader.insert(&format!("r{number}"), file, true).expect("the answers fit") {
                made.push_str(&statement.literal(dialect));
                made.push_str(";\n");
            }
        }
        made
    }
}

fn view(editions: &[Filled], dialect: Dialect) -> String {
    let schemas: Vec<String> = editions.iter().map(Filled::schema).collect();
    let years: Vec<Year<'_>> =
        editions.iter().zip(&schemas).map(|(filled, schema)| Year { model: &filled.model, schema }).collect();
    script(&years, dialect).expect("one follows the other")
}

/// Edition, response and variable: value and state.
type Rows = BTreeMap<(i64, String, String), (Option<String>, String)>;

fn rows(found: &[Json]) -> Rows {
    let text = |row: &Json, key: &str| row[key].as_str().unwrap_or_else(|| panic!("{key} in {row}")).to_owned();
    let row = |row: &Json| {
        let place = (row["_edition"].as_i64().expect("an edition"), text(row, "_response"), text(row, "variable"));
        assert_eq!(text(row, "_respondent"), text(row, "_response").replace('r', "R"), "{row}");
        (place, (row["value"].as_str().map(str::to_owned), text(row, "state")))
    };
    let rows: Rows = found.iter().map(row).collect();
    assert_eq!(rows.len(), found.len(), "no variable of a response stands twice");
    rows
}

/// What the answer files say: every value that is not personal under today's name and code, and what was not there that year.
fn agrees(name: &str, editions: &[Filled], rows: &Rows) {
    let models: Vec<&Model> = editions.iter().map(|filled| &filled.model).collect();
    let chain: Vec<Lineage<'_>> = lineages(&models).expect("one follows the other");
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, state) in rows.values() {
        *states.entry(state).or_default() += 1;
    }
    eprintln!("{name}: {} rows, {states:?}", rows.len());
    let (mut told, mut absent) = (0, 0);
    for (index, Filled { form, files, model: _ }) in editions.iter().enumerate() {
        let edition = form.survey().edition;
        for (number, file) in files.iter().enumerate() {
            for lineage in &chain {
                let key = (edition, format!("r{number}"), lineage.name.clone());
                let then = &lineage.then[index];
                let open = |variable: &setsumon_core::frozen::Variable| {
                    !variable.personal && variable.role != setsumon_core::frozen::Role::Retired
                };
                let shown: Vec<_> = then.iter().filter(|then| open(then.variable)).collect();
                let row = rows.get(&key);
                if shown.is_empty() {
                    if let Some((_, state)) = row {
                        let asked = |variable: &setsumon_core::frozen::Variable| {
                            variable.role != setsumon_core::frozen::Role::Retired
                        };
                        let personal = then.iter().any(|then| asked(then.variable));
                        assert_eq!(state, if personal { "personal" } else { "not_in_edition" }, "{name}: {key:?}");
                        absent += 1;
                    }
                    continue;
                }
                let (value, state) = row.unwrap_or_else(|| panic!("{name}: no row of {key:?}"));
                assert!(!["not_in_edition", "personal"].contains(&state.as_str()), "{name}: {key:?}");
                let given = shown.iter().find_map(|then| file.get(&then.variable.name).map(|value| (*then, value)));
                let Some((then, given)) = given else {
                    assert!(value.is_none() || value.as_deref() == Some("0"), "{name}: {key:?} {value:?}");
                    continue;
                };
                let given = match given {
                    Json::Bool(_) => "1".to_owned(),
                    Json::String(text) => {
                        let today = then.renamed.iter().find(|(then, _)| then == text);
                        today.map_or_else(|| text.clone(), |(_, today)| today.clone())
                    }
                    other @ (Json::Null | Json::Number(_) | Json::Array(_) | Json::Object(_)) => other.to_string(),
                };
                let value = value.as_deref().unwrap_or_else(|| panic!("{name}: {key:?} has no value"));
                let same = value == given
                    || value.parse::<f64>().ok().zip(given.parse::<f64>().ok()).is_some_and(|(a, b)| a == b);
                assert!(same, "{name}: {key:?} is {value:?}, and was given as {given:?}");
                assert_eq!(state, "answered", "{name}: {key:?}");
                told += 1;
            }
        }
    }
    assert!(told > 800 && absent > 50, "{name}: {told} values and {absent} blanks of other years are not enough");
    assert!(states.contains_key("not_applicable") && states.contains_key("no_answer"), "{name}: {states:?}");
}

fn editions() -> [Filled; 2] {
    [Filled::of(OLD), Filled::of(NEW)]
}

fn objects(written: &str) -> Vec<Json> {
    let lines = written.lines().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why} in {line}"))).collect()
}

#[test]
fn all_years_in_sqlite() {
    let editions = editions();
    let folder = tempfile::tempdir().expect("a folder");
    let years = rusqlite::Connection::open_in_memory().expect("SQLite opens in memory");
    for filled in &editions {
        let place = folder.path().join(filled.schema());
        let database = rusqlite::Connection::open(&place).expect("a file");
        database.execute_batch(&filled.database(Dialect::Sqlite)).expect("the edition's own script runs");
        years.execute(&format!("ATTACH '{}' AS {}", place.display(), filled.schema()), []).expect("it is attached");
    }
    years.execute_batch(&view(&editions, Dialect::Sqlite)).expect("the script runs");
    let query = "SELECT json_object('_edition', _edition, '_respondent', _respondent, '_response', _response, \
                 'variable', variable, 'value', value, 'state', state) FROM chiren__all_years";
    let mut statement = years.prepare(query).expect("the view can be asked");
    let found = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    let found: Vec<Json> = found.map(|row| serde_json::from_str(&row.expect("a row")).expect("JSON")).collect();
    agrees("SQLite", &editions, &rows(&found));
}

#[test]
fn all_years_in_postgresql() {
    let editions = editions();
    let server = Postgresql::start();
    let mut made = "\\set ON_ERROR_STOP 1\nSET client_min_messages = warning;\n".to_owned();
    for filled in &editions {
        let schema = filled.schema();
        let database = filled.database(Dialect::PostgreSql);
        made.push_str(&format!("CREATE SCHEMA {schema};\nSET search_path TO {schema};\n{database}\n"));
    }
    made.push_str("SET search_path TO public;\n");
    let sql = view(&editions, Dialect::PostgreSql);
    made.push_str(&sql);
    // It may be run again.
    made.push_str(&sql);
    made.push_str("SELECT to_jsonb(found) FROM chiren__all_years found;\n");
    let told = server.told("postgres", &made);
    let found = objects(&told);
    assert!(!found.is_empty(), "{told}");
    agrees("PostgreSQL", &editions, &rows(&found));
}

#[test]
fn all_years_in_mariadb() {
    let editions = editions();
    let server = Mariadb::start();
    for filled in &editions {
        let (schema, database) = (filled.schema(), filled.database(Dialect::MySql));
        server
            .takes(&format!("CREATE DATABASE {schema};\nUSE {schema};\n{database}"))
            .expect("the edition's own script runs");
    }
    let sql = view(&editions, Dialect::MySql);
    server.takes(&format!("CREATE DATABASE years;\nUSE years;\n{sql}\n{sql}")).expect("the script runs, and again");
    let query = "SELECT json_object('_edition', _edition, '_respondent', _respondent, '_response', _response, \
                 'variable', variable, 'value', value, 'state', state) FROM chiren__all_years;\n";
    let told = server.told(&format!("SET NAMES utf8mb4;\nUSE years;\n{query}"));
    let found = objects(&told);
    assert!(!found.is_empty(), "{told}");
    agrees("MariaDB", &editions, &rows(&found));
}

#[test]
fn all_years_in_duckdb() {
    let editions = editions();
    let mut made = String::new();
    for filled in &editions {
        let (schema, database) = (filled.schema(), filled.database(Dialect::DuckDb));
        made.push_str(&format!("ATTACH ':memory:' AS {schema};\nUSE {schema};\n{database}\n"));
    }
    made.push_str("USE memory;\n");
    made.push_str(&view(&editions, Dialect::DuckDb));
    let job = json!({ "script": made, "files": [], "tables": ["chiren__all_years"] });
    let mut child = python("duckdb_agree.py").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python");
    writeln!(child.stdin.take().expect("its input"), "{job}").expect("it can be asked");
    let written = child.wait_with_output().expect("it answers").stdout;
    let answer: Json = serde_json::from_slice(&written).expect("JSON");
    let found = answer["tables"]["chiren__all_years"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
    agrees("DuckDB", &editions, &rows(&found));
}
