//! How long the databases take to make what a survey asks of them. The real survey's must be made in two seconds.
//!
//! `cargo test -p setsumon-tests --test heavy loads_in_two_seconds -- --nocapture --test-threads 1` prints the times.

use std::time::{Duration, Instant};

use setsumon_sql::Dialect;
use setsumon_tests::agreement::survey::written;

use super::{duckdb, mariadb, postgresql};

/// So long at most.
const MOST: Duration = Duration::from_secs(2);

/// How many programs share a core of this machine: what takes a second alone takes so many then.
fn crowd() -> f64 {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let waiting: f64 = load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(1.0);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (waiting / f64::from(u32::try_from(cores).unwrap_or(1))).max(1.0)
}

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

/// The best of some tries, since other tests may be running beside this one.
fn loads_in_two_seconds(name: &str, dialect: Dialect, database: &mut dyn Loading) {
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
    let crowd = crowd();
    eprintln!(
        "{name}: {} variables in {:.2} s, {crowd:.1} programs a core",
        form.variables().len(),
        best.as_secs_f64()
    );
    assert!(best < MOST.mul_f64(crowd), "{name} takes {best:?} with {crowd:.1} programs a core");
}

#[test]
fn sqlite_loads_in_two_seconds() {
    loads_in_two_seconds("SQLite", Dialect::Sqlite, &mut Sqlite);
}

#[test]
fn postgresql_loads_in_two_seconds() {
    loads_in_two_seconds("PostgreSQL", Dialect::PostgreSql, &mut postgresql::Judge::start());
}

#[test]
fn mariadb_loads_in_two_seconds() {
    loads_in_two_seconds("MariaDB", Dialect::MySql, &mut mariadb::Judge::start());
}

#[test]
fn duckdb_loads_in_two_seconds() {
    loads_in_two_seconds("DuckDB", Dialect::DuckDb, &mut duckdb::Judge::start());
}
