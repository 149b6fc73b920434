//! The real survey's tables made anew in each database, one after the other in the same place, and how long that took.
//!
//! `cargo test -p setsumon-tests --test heavy loads_again -- --nocapture --test-threads 1` prints the times; the goal is two seconds.

use std::time::{Duration, Instant};

use setsumon_sql::Dialect;
use setsumon_tests::agreement::survey::written;

use super::{duckdb, mariadb, postgresql};

/// A database that is made for a survey, in place of the one before.
pub(super) trait Loading {
    /// Runs a script of its dialect.
    ///
    /// # Errors
    /// With what the database told.
    fn loads(&mut self, script: &str) -> Result<(), String>;
}

/// In memory, as SQLite is here.
struct Sqlite;

impl Loading for Sqlite {
    fn loads(&mut self, script: &str) -> Result<(), String> {
        let database = rusqlite::Connection::open_in_memory().map_err(|why| why.to_string())?;
        database.execute_batch(script).map_err(|why| why.to_string())
    }
}

/// Makes the real survey's tables, and prints the best time of some tries. How long it takes is no verdict: the machine may be busy.
fn loads(name: &str, dialect: Dialect, database: &mut dyn Loading) {
    let path = "surveys/chiren/2024.survey";
    let (_, survey) = written().into_iter().find(|(told, _)| told == path).expect("the real survey");
    let form = survey.form().unwrap_or_else(|why| panic!("{why}"));
    let script = setsumon_sql::script(&form, dialect);
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let started = Instant::now();
        database.loads(&script).unwrap_or_else(|why| panic!("{name}: {why}"));
        best = best.min(started.elapsed());
    }
    eprintln!("{name}: {} variables in {:.2} s", form.variables().len(), best.as_secs_f64());
}

#[test]
fn sqlite_loads_again() {
    loads("SQLite", Dialect::Sqlite, &mut Sqlite);
}

#[test]
fn postgresql_loads_again() {
    loads("PostgreSQL", Dialect::PostgreSql, &mut postgresql::Judge::start());
}

#[test]
fn mariadb_loads_again() {
    loads("MariaDB", Dialect::MySql, &mut mariadb::Judge::start());
}

#[test]
fn duckdb_loads_again() {
    loads("DuckDB", Dialect::DuckDb, &mut duckdb::Judge::start());
}
