//! Filled databases taken to the next edition: in SQLite, which lives in this process; `tests/heavy/migrate.rs` asks servers the same.

use setsumon_tests::agreement::migration::{made_up, migrates, real, responses, topics};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::sqlite::Lasting;

#[test]
fn every_topic_migrates() {
    let mut aside = 0;
    for step in topics() {
        let filled = responses(&step.old, 40, &mut Random::new(1));
        aside += migrates(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
    }
    assert!(aside > 100, "only {aside} values had no place");
}

#[test]
fn made_up_steps_migrate() {
    let mut wrong = Vec::new();
    for seed in Plan::new(60, 0).seeds() {
        let step = made_up(seed);
        let filled = responses(&step.old, 12, &mut Random::new(seed));
        wrong.extend(migrates(&mut Lasting::new(), &step, &filled).err());
        assert!(wrong.len() < 3, "{}", wrong.join("\n\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_real_survey_migrates() {
    let step = real();
    let filled = responses(&step.old, 20, &mut Random::new(1));
    assert!(filled.len() >= 15, "only {} responses to the real survey", filled.len());
    migrates(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
}
