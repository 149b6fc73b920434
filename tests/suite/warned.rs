//! What a migration's plan warns of can come about, and what can come about it warns of: in SQLite, over made-up steps.

use std::collections::BTreeSet;

use setsumon_sql::Dialect;
use setsumon_sql::migrate::{ToldStep, migration};
use setsumon_tests::agreement::migration::{Step, counts, kept, made_up, migrates, responses};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::sqlite::Lasting;

/// So often answers are made up until everything has happened that was warned of.
const ROUNDS: u64 = 6;

/// What the plan warns of: the variable and why, and whether all its values are meant.
fn warnings(step: &Step) -> Vec<(String, String, bool)> {
    let told = migration(&step.old, &step.new, Dialect::Sqlite, &[]).expect("a step").told();
    let risk = |step| {
        if let ToldStep::Risk { variable, why, whole, codes: _, goes: _ } = step {
            Some((variable, why, whole))
        } else {
            None
        }
    };
    told.steps.into_iter().filter_map(risk).collect()
}

/// Where each rule of the new edition is that of the old or a wider one, nobody is warned of anything, and the database takes everything.
#[test]
fn nobody_is_warned_of_what_cannot_be() {
    let mut wrong = Vec::new();
    for seed in Plan::new(150, 0).seeds() {
        let (step, _) = kept(seed);
        let told = warnings(&step);
        if !told.is_empty() {
            wrong.push(format!("{}\nwarns of {told:?}", step.told));
        }
        if seed % 3 == 0 {
            let filled = responses(&step.old, 12, &mut Random::new(seed));
            match migrates(&mut Lasting::new(), &step, &filled) {
                Ok(0) => {}
                Ok(aside) => wrong.push(format!("{}\n{aside} values stand aside", step.told)),
                Err(why) => wrong.push(why),
            }
        }
        assert!(wrong.len() < 5, "{}", wrong.join("\n\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The same backwards, and steps in which everything may become of a question: what is told of some values happens to some, and what
/// happens to any was told (a migration that meets a rule it did not tell of fails).
#[test]
fn what_is_warned_of_can_be() {
    let (mut all, mut never) = (0, Vec::new());
    for seed in Plan::new(40, 0).seeds() {
        let back = kept(seed).1;
        for step in back.into_iter().chain([made_up(seed)]) {
            let told = warnings(&step);
            let mut happens: BTreeSet<(String, String)> = BTreeSet::new();
            for round in 0..ROUNDS {
                let filled = responses(&step.old, 60, &mut Random::new(seed + 1000 * round));
                if round == 0 {
                    let few = filled.get(..filled.len().min(12)).expect("the first");
                    migrates(&mut Lasting::new(), &step, few).unwrap_or_else(|why| panic!("{why}"));
                }
                let found = counts(&mut Lasting::new(), &step, &filled).unwrap_or_else(|why| panic!("{why}"));
                happens.extend(found.into_iter().filter(|(_, count)| *count > 0).map(|(what, _)| what));
                if told.iter().all(|(variable, why, _)| happens.contains(&(variable.clone(), why.clone()))) {
                    break;
                }
            }
            for (variable, why, whole) in &told {
                all += 1;
                if !whole && !happens.contains(&(variable.clone(), why.clone())) {
                    never.push(format!("seed {seed}: {variable} {why}: {}", step.told));
                }
            }
            for (variable, why) in &happens {
                assert!(
                    told.iter().any(|(one, reason, _)| one == variable && reason == why),
                    "{variable} {why}: {}",
                    step.told
                );
            }
        }
    }
    for told in &never {
        println!("{}", told.lines().next().unwrap_or_default());
    }
    println!("{} of {all} warnings never came true", never.len());
    assert!(never.len() * 20 < all, "{} of {all} warnings never came true:\n{}", never.len(), never.join("\n"));
}
