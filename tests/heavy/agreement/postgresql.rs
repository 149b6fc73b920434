//! PostgreSQL: a schema for each survey, a savepoint for each answer file, by `psql`.

use std::collections::BTreeSet;

use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::Dialect;
use setsumon_tests::agreement::judge::{self, File, Said};
use setsumon_tests::agreement::sql::excused;

use super::clients::{Speech, said, script};
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

impl judge::Judge for Judge {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::PostgreSql, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let made = setsumon_sql::script(form, Dialect::PostgreSql);
        let (asked, unfit) = script(&SPEECH, form, files);
        // What is made of the survey must be taken as it is; from then on errors are answers.
        let text = format!(
            "\\set ON_ERROR_STOP 1\nCREATE SCHEMA survey;\nSET search_path TO survey;\n{made}\n\\set ON_ERROR_STOP 0\n\
             \\set VERBOSITY terse\nBEGIN;\n{asked}ROLLBACK;\n"
        );
        let written = self.server.told("postgres", &text);
        self.server.told("postgres", "DROP SCHEMA IF EXISTS survey CASCADE;\n");
        said(unfit, &written)
    }
}
