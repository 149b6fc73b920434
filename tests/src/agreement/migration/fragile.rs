//! A database in which every migration fails somewhere in the middle before it is run whole.

use setsumon_sql::Dialect;

use super::Database;
use crate::agreement::judge::File;

/// Breaks off after so many thousandths of the places where a script can be parted.
pub struct Fragile<'d> {
    /// The database.
    pub database: &'d mut dyn Database,
    /// How far the first try gets.
    pub thousandths: usize,
}

impl std::fmt::Debug for Fragile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fragile").field("thousandths", &self.thousandths).finish_non_exhaustive()
    }
}

/// The places where a statement begins by itself, behind what a client must read in one.
fn places(script: &str, dialect: Dialect) -> Vec<usize> {
    let from = match dialect {
        // Before it nothing is run at all.
        Dialect::MySql => script.find("\nCALL ").unwrap() + 1,
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => script.find("\nBEGIN").unwrap() + 1,
    };
    let begins = |rest: &str| {
        ["INSERT INTO ", "CREATE TABLE ", "CREATE VIEW ", "DROP TABLE ", "COMMIT;"]
            .iter()
            .any(|word| rest.starts_with(word))
    };
    let ends = script.match_indices(";\n").map(|(at, _)| at + 2);
    // What comes behind the commitment only sweeps up.
    let until = script.rfind("\nCOMMIT;").unwrap() + 1;
    ends.filter(|at| *at > from && *at <= until && begins(script[*at..].trim_start())).collect()
}

impl Database for Fragile<'_> {
    fn name(&self) -> &'static str {
        self.database.name()
    }

    fn dialect(&self) -> Dialect {
        self.database.dialect()
    }

    fn fresh(&mut self) {
        self.database.fresh();
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        if script.starts_with("-- ") && script.contains(": takes a filled database") {
            let places = places(script, self.dialect());
            let part = &script[..places[self.thousandths * (places.len() - 1) / 1_000]];
            match self.dialect() {
                // It is run again, and must finish.
                Dialect::MySql => drop(self.database.run(part)),
                Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {
                    let before = self.database.catalogue();
                    let why = self.database.run(&format!("{part}\nSELECT * FROM there_is_no_such_table;\n"));
                    assert!(why.is_err(), "{}: what is not there was found", self.name());
                    assert_eq!(self.database.catalogue(), before, "{}: a failure changed the database", self.name());
                }
            }
        }
        self.database.run(script)
    }

    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String> {
        self.database.told(script)
    }

    fn rows(&mut self, query: &str, columns: &[&str]) -> Vec<File> {
        self.database.rows(query, columns)
    }

    fn catalogue(&mut self) -> Vec<String> {
        self.database.catalogue()
    }
}
