//! DuckDB, in memory, by its package for Python.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::{Dialect, Place};
use setsumon_tests::agreement::judge::{self, File, Said};
use setsumon_tests::agreement::sql::{excused, rows, views};

use super::hostile::Catalogue;
use super::loading::Loading;
use super::speaking::Speaking;
use crate::run::python;

/// The program that asks it.
pub(super) struct Judge {
    program: Speaking,
}

impl Judge {
    pub(super) fn start() -> Self {
        Self { program: Speaking::start(&mut python("duckdb_agree.py")) }
    }
}

impl Loading for Judge {
    fn loads(&mut self, script: &str) -> Result<(), String> {
        self.tables(script, &[]).map(|_| ())
    }
}

impl Catalogue for Judge {
    fn rows(&mut self, form: &Form, table: &str, _: &[&str]) -> Vec<File> {
        let tables =
            self.tables(&setsumon_sql::script(form, Dialect::DuckDb), &[table]).unwrap_or_else(|why| panic!("{why}"));
        let rows = tables[table].as_array().expect("rows are a list");
        rows.iter().map(|row| row.as_object().expect("a row is an object").clone()).collect()
    }
}

impl Judge {
    /// The rows of these tables, in a database made for the survey.
    fn tables(&mut self, script: &str, tables: &[&str]) -> Result<Json, String> {
        let answer = self.program.ask(&json!({ "script": script, "files": [], "tables": tables }));
        match answer["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["tables"].clone()),
        }
    }
}

impl judge::Judge for Judge {
    fn name(&self) -> &'static str {
        "DuckDB"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::DuckDb, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let dialect = Dialect::DuckDb;
        let across = setsumon_sql::places(form, dialect).into_iter().any(|(_, place)| place == Place::View);
        let written: Vec<Result<Json, String>> = files
            .iter()
            .map(|file| {
                let (inserts, submit) = rows(form, dialect, file)?;
                let inserts: Vec<_> = inserts.iter().map(|statement| statement.literal(dialect)).collect();
                Ok(json!({ "inserts": inserts, "submit": submit.literal(dialect) }))
            })
            .collect();
        let answer = self.program.ask(&json!({
            "script": setsumon_sql::script(form, dialect),
            "files": written.iter().flatten().collect::<Vec<_>>(),
            "views": views(form),
            "broken": across.then(|| format!("{}__broken", form.survey().code)),
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

fn both(said: &Json) -> [Said; 2] {
    let refused = |mode: &str| said[mode].as_str().map(str::to_owned);
    let derived = said["derived"].as_object().cloned().unwrap_or_default();
    [Said { refused: refused("submission"), derived }, Said { refused: refused("draft"), derived: Map::new() }]
}
