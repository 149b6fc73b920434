//! Filled databases of every dialect taken to the next edition, on real servers: every topic, made-up steps and the real survey's.
//!
//! `cargo test -p setsumon-tests --test heavy migrate -- --nocapture --test-threads 1` prints how long the real survey's take;
//! `SETSUMON_RESPONSES=10000` says of how many responses, `SETSUMON_AGREEMENT=500` how many steps are made up.

mod servers;

use setsumon_tests::agreement::migration::{Database, Fragile, made_up, migrates, real, responses, topics};
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
    let count = usize::try_from(number("SETSUMON_RESPONSES", 300)).unwrap();
    // Few are made up, and stand in the database under many keys: making up one takes longer than writing it.
    let few = responses(&step.old, count.min(60), &mut Random::new(1));
    let filled: Vec<_> = (0..count)
        .map(|index| {
            let mut response = few[index % few.len()].clone();
            response.key = format!("r{}", index + 1);
            response
        })
        .collect();
    migrates(database, &step, &filled).unwrap_or_else(|why| panic!("{why}"));
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
