//! What `migrate --plan` warns of can happen: to each warning there is an answer that goes aside for that reason.

use std::collections::BTreeSet;

use setsumon_sql::Dialect;
use setsumon_sql::migrate::{ToldStep, migration};
use setsumon_tests::agreement::classes::classes;
use setsumon_tests::agreement::kinds::kinds;
use setsumon_tests::agreement::migration::{Database as _, Response, Step, filling, made_up, responses, topics};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::sqlite::Lasting;

/// The warnings of a plan, by variable and reason, that none of so many responses bears out.
fn idle(step: &Step, given: &[Response], count: usize) -> BTreeSet<(String, String)> {
    let found = migration(&step.old, &step.new, Dialect::Sqlite, &[]).expect("a step");
    let mut left: BTreeSet<(String, String)> = found
        .told()
        .steps
        .iter()
        .filter_map(|step| match step {
            ToldStep::Risk { variable, why, .. } => Some((variable.clone(), why.clone())),
            _ => None,
        })
        .collect();
    if left.is_empty() {
        return left;
    }
    for seed in 0..4 {
        let filled = if seed == 0 { given.to_vec() } else { responses(&step.old, count, &mut Random::new(seed)) };
        let mut database = Lasting::new();
        database.run(&setsumon_sql::script(&step.old, Dialect::Sqlite)).expect("the tables");
        database.run(&filling(&step.old, Dialect::Sqlite, &filled)).expect("the responses");
        for row in database.told(&found.dry_run()).expect("it counts") {
            if let [variable, why, _, _, answers] = row.as_slice()
                && answers != "0"
            {
                left.remove(&(variable.clone(), why.clone()));
            }
        }
    }
    left
}

#[test]
fn what_is_warned_of_can_happen() {
    let mut all = Vec::new();
    for (_, step, files) in kinds() {
        let given: Vec<Response> = files
            .iter()
            .cloned()
            .enumerate()
            .map(|(at, file)| Response { key: format!("k{at}"), file, submitted: false })
            .collect();
        all.push((step, given));
    }
    for (step, _) in classes() {
        all.push((step, Vec::new()));
    }
    for step in topics() {
        all.push((step, Vec::new()));
    }
    for seed in 0..40 {
        all.push((made_up(seed), Vec::new()));
    }
    let mut wrong = Vec::new();
    for (step, given) in &all {
        let left = idle(step, given, 60);
        if !left.is_empty() {
            let old = |name: &str| {
                step.old.variables().values().find(|one| one.name == name).map(|one| format!("{:?}", one.value))
            };
            let new = |name: &str| {
                step.new
                    .variables()
                    .values()
                    .find(|one| one.name == name || one.was.iter().any(|was| was == name))
                    .map(|one| format!("{} {:?}", one.name, one.value))
            };
            let about: Vec<String> =
                left.iter().map(|(name, why)| format!("{name} {why}: {:?} → {:?}", old(name), new(name))).collect();
            let told = if step.told.len() > 1500 { "" } else { step.told.as_str() };
            wrong.push(format!("{}\n   {}", about.join("\n"), told.replace('\n', "\n   ")));
        }
    }
    std::fs::write("/tmp/idle.txt", wrong.join("\n")).unwrap();
    assert!(wrong.is_empty(), "{} of {}", wrong.len(), all.len());
}
