//! SQLite as the system ships it, by the system's Python: older than the one that the tests are built with.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::Dialect;
use setsumon_sql::load::{Parameter, Statement};
use setsumon_tests::agreement::judge::{self, File, Said};
use setsumon_tests::agreement::sql::{excused, rows, views};
use setsumon_tests::repo;

use super::speaking::Speaking;

/// The program that asks it.
pub(super) struct Judge {
    program: Speaking,
}

impl Judge {
    pub(super) fn start() -> Self {
        let mut command = Command::new("/usr/bin/python3");
        command.arg(repo::path("tests/judges/sqlite_agree.py"));
        let mut program = Speaking::start(&mut command);
        let version = program.ask(&json!({ "version": true }));
        eprintln!("the system's SQLite is {}, that of the tests {}", version["version"], rusqlite::version());
        Self { program }
    }
}

impl judge::Judge for Judge {
    fn name(&self) -> &'static str {
        "the system's SQLite"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::Sqlite, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let dialect = Dialect::Sqlite;
        let written: Vec<Result<Json, String>> = files
            .iter()
            .map(|file| {
                let (inserts, submit) = rows(form, dialect, file)?;
                let inserts: Vec<_> = inserts.iter().map(statement).collect();
                Ok(json!({ "inserts": inserts, "submit": statement(&submit) }))
            })
            .collect();
        let answer = self.program.ask(&json!({
            "script": setsumon_sql::script(form, dialect),
            "files": written.iter().flatten().collect::<Vec<_>>(),
            "views": views(form),
        }));
        if let Some(error) = answer["error"].as_str() {
            return Err(error.to_owned());
        }
        let mut answered = answer["said"].as_array().expect("it says something of each file").iter();
        let said = written.into_iter().map(|file| match file {
            Ok(_) => both(answered.next().expect("it says something of each file")),
            Err(why) => [(); 2].map(|()| Said { refused: Some(why.clone()), derived: Map::new() }),
        });
        Ok(said.collect())
    }
}

/// A statement with its parameters.
fn statement(statement: &Statement) -> Json {
    let parameters = statement.parameters.iter().map(|parameter| match parameter {
        Parameter::Integer(number) => json!(number),
        Parameter::Decimal(number) => json!(number),
        Parameter::Truth(truth) => json!(i64::from(*truth)),
        Parameter::Text(text) => json!(text),
    });
    json!([statement.sql, parameters.collect::<Vec<_>>()])
}

fn both(said: &Json) -> [Said; 2] {
    let refused = |mode: &str| said[mode].as_str().map(str::to_owned);
    let derived = said["derived"].as_object().cloned().unwrap_or_default();
    [Said { refused: refused("submission"), derived }, Said { refused: refused("draft"), derived: Map::new() }]
}
