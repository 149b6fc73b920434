//! Agreement on the real thing: every judge is asked about at least two thousand pairs of a survey and an answer file.
//!
//! `SETSUMON_AGREEMENT=5000` makes up so many surveys, `SETSUMON_SEED=17` begins with another one. What disagrees is printed at its smallest.

pub(crate) mod clients;
mod duckdb;
mod hostile;
mod loading;
mod mariadb;
mod postgresql;
pub(crate) mod speaking;
mod sqlite;
mod validators;

use setsumon_tests::agreement::judge::Judge;
use setsumon_tests::agreement::paper::all_agree;
use setsumon_tests::agreement::run::{Plan, SEEDS, agrees};
use setsumon_tests::agreement::schema::JsonSchema;
use setsumon_tests::agreement::sqlite::Sqlite;

/// At least so many pairs for each judge.
const PAIRS: usize = 2_000;

/// More variables than any table holds: the survey is split, and stays constrained across the split.
const WIDE: usize = 5_000;

fn asked(judge: &mut dyn Judge) {
    let plan = Plan { wide: (60, 6), ..Plan::new(SEEDS.end - SEEDS.start, 14) };
    let count = agrees(judge, plan);
    assert!(count.widest > WIDE, "{} variables are no wide survey", count.widest);
    let fewer_are_wanted = std::env::var_os("SETSUMON_AGREEMENT").is_some();
    assert!(fewer_are_wanted || count.pairs >= PAIRS, "{} was asked about {} pairs only", judge.name(), count.pairs);
}

#[test]
fn the_crate_jsonschema_agrees() {
    asked(&mut JsonSchema);
}

#[test]
fn the_paper_agrees() {
    let count = all_agree(Plan { written: 8, ..Plan::new(SEEDS.end - SEEDS.start, 8) });
    let fewer_are_wanted = std::env::var_os("SETSUMON_AGREEMENT").is_some();
    assert!(fewer_are_wanted || count.pairs >= PAIRS, "the paper was read {} times only", count.pairs);
}

#[test]
fn ajv_agrees() {
    asked(&mut validators::Validator::ajv());
}

#[test]
fn the_jsonschema_of_python_agrees() {
    asked(&mut validators::Validator::python());
}

#[test]
fn sqlite_agrees() {
    asked(&mut Sqlite);
}

#[test]
fn the_sqlite_of_the_system_agrees() {
    asked(&mut sqlite::Judge::start());
}

#[test]
fn postgresql_agrees() {
    asked(&mut postgresql::Judge::start());
}

#[test]
fn mariadb_agrees() {
    asked(&mut mariadb::Judge::start());
}

#[test]
fn duckdb_agrees() {
    asked(&mut duckdb::Judge::start());
}
