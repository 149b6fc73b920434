//! Filled databases of every dialect taken to the next edition, on real servers: every topic, made-up steps and the real survey's.
//!
//! `cargo test -p setsumon-tests --test heavy migrate -- --nocapture --test-threads 1` prints how long the real survey's take;
//! `SETSUMON_RESPONSES=10000` says of how many responses, `SETSUMON_AGREEMENT=500` how many steps are made up.

mod servers;

use std::collections::BTreeMap;
use std::time::Instant;

use setsumon_sql::Dialect;
use setsumon_sql::migrate::migration;
use setsumon_tests::agreement::migration::{
    Database, Fragile, Response, Step, filling, made_up, migrates, real, responses, topics, wide,
};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::{Plan, number};
use setsumon_tests::agreement::sqlite::Lasting;

/// Steps that are made up for each dialect.
const STEPS: u64 = 25;

fn migrates_all(database: &mut dyn Database) {
    for step in topics() {
        let filled = responses(&step.old, 30, &mut Random::new(1));
        migrates(database, &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    }
    // Its columns lie in several tables, and not in the same before and after.
    let step = wide();
    let filled = responses(&step.old, 6, &mut Random::new(3));
    assert!(filled.len() >= 3, "only {} responses to {}", filled.len(), step.told);
    migrates(database, &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    let mut aside = 0;
    let mut wrong = Vec::new();
    for seed in Plan::new(STEPS, 0).seeds() {
        let step = made_up(seed);
        let filled = responses(&step.old, 12, &mut Random::new(seed));
        match migrates(database, &step, &filled) {
            Ok(count) => aside += count,
            Err(why) => wrong.push(why),
        }
        assert!(wrong.len() < 4, "{}", wrong.join("\n\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let seeds = Plan::new(STEPS, 0).seeds();
    assert!(aside > 8 * seeds.count(), "only {aside} values had no place");
    // Early, before the old tables give way, in the midst of the new ones, and before the last word.
    for (step, thousandths) in topics().iter().zip([0, 150, 400, 700, 900, 1_000].into_iter().cycle()) {
        let filled = responses(&step.old, 5, &mut Random::new(2));
        let mut fragile = Fragile { database, thousandths };
        migrates(&mut fragile, step, &filled)
            .unwrap_or_else(|why| panic!("broken off at {thousandths} of 1000: {why}"));
    }
    let step = real();
    let filled = responses(&step.old, 40, &mut Random::new(1));
    migrates(database, &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    takes(database, &step, &filled, number("SETSUMON_RESPONSES", 300));
}

/// Prints how long the real survey's database takes, filled with so many responses: these again and again, under other keys.
fn takes(database: &mut dyn Database, step: &Step, filled: &[Response], count: u64) {
    let dialect = database.dialect();
    // A whole number of times.
    let last = count / u64::try_from(filled.len()).unwrap() - 1;
    let count = (last + 1) * u64::try_from(filled.len()).unwrap();
    let run = |database: &mut dyn Database, script: &str| database.run(script).unwrap_or_else(|why| panic!("{why}"));
    database.fresh();
    run(database, &setsumon_sql::script(&step.old, dialect));
    run(database, &filling(&step.old, dialect, filled));
    let survey = &step.old.survey().code;
    let stored =
        database.rows(&format!("SELECT variable, stored_in FROM {survey}__variable"), &["variable", "stored_in"]);
    let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &stored {
        tables.entry(row["stored_in"].as_str().unwrap()).or_default().push(row["variable"].as_str().unwrap());
    }
    // The survey's own table is named first, as others point at it: its name begins theirs.
    for (table, columns) in tables {
        let (quote, key) = match dialect {
            Dialect::MySql => ('`', "CONCAT(_response, '-', i)"),
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => ('"', "_response || '-' || i"),
        };
        let columns: Vec<String> = columns.iter().map(|column| format!("{quote}{column}{quote}")).collect();
        let columns = columns.join(", ");
        run(
            database,
            &format!(
                "INSERT INTO {quote}{table}{quote} (_response, {columns}) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})\n  \
                 SELECT {key}, {columns} FROM {quote}{table}{quote} CROSS JOIN n;\n"
            ),
        );
    }
    let found = migration(&step.old, &step.new, dialect, &[]).unwrap();
    for (what, script) in [("counted", found.dry_run()), ("migrated", found.script(false))] {
        let started = Instant::now();
        run(database, &script);
        eprintln!("{}: {count} responses {what} in {:.2} s", database.name(), started.elapsed().as_secs_f64());
    }
    let counted = database.rows(&format!("SELECT count(*) AS responses FROM {survey}__labelled"), &["responses"]);
    assert_eq!(counted[0]["responses"].to_string(), count.to_string(), "{}: responses are lost", database.name());
}

#[test]
fn sqlite_migrates() {
    migrates_all(&mut Lasting::new());
}

#[test]
fn postgresql_migrates() {
    migrates_all(&mut servers::postgresql());
}

#[test]
fn mariadb_migrates() {
    migrates_all(&mut servers::mariadb());
}

#[test]
fn duckdb_migrates() {
    migrates_all(&mut servers::duckdb());
}
