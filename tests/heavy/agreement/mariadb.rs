//! MariaDB: a database for each survey, a savepoint for each answer file, by its own client.

use std::collections::BTreeSet;

use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::Dialect;
use setsumon_tests::agreement::judge::{self, File, Said};
use setsumon_tests::agreement::sql::excused;

use super::clients::{Speech, objects, said, script};
use super::hostile::Catalogue;
use super::loading::Loading;
use crate::servers::Mariadb;

const SPEECH: Speech = Speech { dialect: Dialect::MySql, say: |words| format!("SELECT '{words}';\n"), tell: row };

/// The names of what is derived, since MariaDB makes no JSON of a row that it is not told.
fn row(form: &Form, view: &str) -> String {
    if view.ends_with("__long") {
        let pairs = "'_occurrence', `_occurrence`, 'variable', `variable`, 'state', `state`";
        return format!("SELECT CONCAT('@setsumon row {view} ', JSON_OBJECT({pairs})) FROM `{view}`;\n");
    }
    let table = view.trim_end_matches("__derived");
    let roster = form.repeats().iter().find(|(_, repeat)| repeat.name == table).map(|(id, _)| id);
    let calcs = form.calcs().values().filter(|calc| calc.repeat == roster).map(|calc| calc.name.as_str());
    let own = if roster.is_some() { "_occurrence" } else { "_outcome" };
    let pairs: Vec<_> = std::iter::once(own).chain(calcs).map(|name| format!("'{name}', `{name}`")).collect();
    format!("SELECT CONCAT('@setsumon row {view} ', JSON_OBJECT({})) FROM `{view}`;\n", pairs.join(", "))
}

/// The server.
pub(super) struct Judge {
    server: Mariadb,
}

impl Judge {
    pub(super) fn start() -> Self {
        Self { server: Mariadb::start() }
    }
}

impl Loading for Judge {
    /// In a database of its own, in place of the one before; the first error ends it.
    fn loads(&mut self, script: &str) -> Result<(), String> {
        let fresh = "DROP DATABASE IF EXISTS survey; CREATE DATABASE survey CHARACTER SET utf8mb4; USE survey;\n";
        self.server.takes(&format!("{fresh}{script}")).map(|_| ())
    }
}

impl Catalogue for Judge {
    fn rows(&mut self, form: &Form, table: &str, columns: &[&str]) -> Vec<File> {
        self.loads(&setsumon_sql::script(form, Dialect::MySql)).unwrap_or_else(|why| panic!("{why}"));
        let pairs: Vec<_> = columns.iter().map(|name| format!("'{name}', `{name}`")).collect();
        objects(&self.server.told(&format!("USE survey;\nSELECT JSON_OBJECT({}) FROM `{table}`;\n", pairs.join(", "))))
    }
}

impl judge::Judge for Judge {
    fn name(&self) -> &'static str {
        "MariaDB"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::MySql, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        self.loads(&setsumon_sql::script(form, Dialect::MySql))?;
        let (asked, unfit) = script(&SPEECH, form, files);
        let mode =
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO';";
        said(unfit, &self.server.told(&format!("USE survey;\n{mode}\nSTART TRANSACTION;\n{asked}ROLLBACK;\n")))
    }
}
