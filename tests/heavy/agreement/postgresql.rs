//! PostgreSQL: a schema for each survey, a savepoint for each answer file, by `psql`.

use std::collections::BTreeSet;

use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::Dialect;
use setsumon_tests::agreement::judge::{self, File, Said};
use setsumon_tests::agreement::sql::excused;

use super::clients::{Speech, objects, said, script};
use super::hostile::Catalogue;
use super::loading::Loading;
use crate::servers::Postgresql;

const SPEECH: Speech = Speech {
    dialect: Dialect::PostgreSql,
    say: |words| format!("\\echo {words}\n"),
    tell: |_, view| format!("SELECT '@setsumon row {view} ' || to_jsonb(found) FROM \"{view}\" AS found;\n"),
};

/// The server.
pub(super) struct Judge {
    server: Postgresql,
}

impl Judge {
    pub(super) fn start() -> Self {
        Self { server: Postgresql::start() }
    }
}

/// Makes a survey's database in a schema of its own; the first error ends it.
fn making(script: &str) -> String {
    format!(
        "\\set ON_ERROR_STOP 1\nCREATE SCHEMA survey;\nSET search_path TO survey;\n{script}\n\\set ON_ERROR_STOP 0\n"
    )
}

impl Judge {
    /// What the client writes while a survey's database is there; it is thrown away afterwards.
    fn with_survey(&self, script: &str, then: &str) -> String {
        let written = self.server.told("postgres", &format!("{}{then}", making(script)));
        self.server.told("postgres", "DROP SCHEMA IF EXISTS survey CASCADE;\n");
        written
    }
}

impl Catalogue for Judge {
    fn rows(&mut self, form: &Form, table: &str, _: &[&str]) -> Vec<File> {
        let query = format!("SELECT to_jsonb(found) FROM \"{table}\" AS found;\n");
        objects(&self.with_survey(&setsumon_sql::script(form, Dialect::PostgreSql), &query))
    }
}

impl Loading for Judge {
    fn loads(&mut self, script: &str) -> Result<(), String> {
        let written = self.with_survey(script, "\\echo loaded\n");
        if written.ends_with("loaded\n") { Ok(()) } else { Err(written) }
    }
}

impl judge::Judge for Judge {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::PostgreSql, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let (asked, unfit) = script(&SPEECH, form, files);
        // What is made of the survey must be taken as it is; from then on errors are answers.
        let made = setsumon_sql::script(form, Dialect::PostgreSql);
        let written = self.with_survey(&made, &format!("\\set VERBOSITY terse\nBEGIN;\n{asked}ROLLBACK;\n"));
        said(unfit, &written)
    }
}
