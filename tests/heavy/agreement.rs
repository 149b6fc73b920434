//! Agreement on the real thing: every judge is asked about at least two thousand pairs of a survey and an answer file.
//!
//! `SETSUMON_AGREEMENT=5000` makes up so many surveys, `SETSUMON_FILES=200` so many answer files to each, `SETSUMON_SEED=17` begins with
//! another one. What disagrees is printed at its smallest.

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
use setsumon_tests::agreement::run::{Plan, SEEDS, agree};
use setsumon_tests::agreement::schema::JsonSchema;
use setsumon_tests::agreement::sqlite::Sqlite;

/// At least so many pairs for each judge.
const PAIRS: usize = 2_000;

/// More variables than any table holds: the survey is split, and stays constrained across the split.
const WIDE: usize = 5_000;

/// Judges of one speed are asked together.
fn asked(judges: &mut [&mut dyn Judge]) {
    let plan = Plan { wide: (60, 6), ..Plan::new(SEEDS.end - SEEDS.start, 14) };
    let count = agree(judges, plan);
    assert!(count.widest > WIDE, "{} variables are no wide survey", count.widest);
    let fewer_are_wanted = std::env::var_os("SETSUMON_AGREEMENT").is_some();
    assert!(fewer_are_wanted || count.pairs >= PAIRS, "they were asked about {} pairs only", count.pairs);
}

#[test]
fn the_paper_agrees() {
    let count = all_agree(Plan { written: 8, ..Plan::new(SEEDS.end - SEEDS.start, 8) });
    let fewer_are_wanted = std::env::var_os("SETSUMON_AGREEMENT").is_some();
    assert!(fewer_are_wanted || count.pairs >= PAIRS, "the paper was read {} times only", count.pairs);
}

#[test]
fn the_quick_agree() {
    asked(&mut [&mut JsonSchema, &mut Sqlite, &mut sqlite::Judge::start()]);
}

#[test]
fn ajv_and_python_agree() {
    asked(&mut [&mut validators::Validator::ajv(), &mut validators::Validator::python()]);
}

#[test]
fn the_servers_agree() {
    asked(&mut [&mut postgresql::Judge::start(), &mut mariadb::Judge::start()]);
}

#[test]
fn duckdb_agrees() {
    asked(&mut [&mut duckdb::Judge::start()]);
}
