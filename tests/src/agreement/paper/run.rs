//! A run: papers of made-up surveys and of the repository's own are read, in every manner.

use std::time::Instant;

use super::sheet::paper;
use super::{Count, agrees, spoken};
use crate::agreement::random::Random;
use crate::agreement::run::Plan;
use crate::agreement::shrink::smaller;
use crate::agreement::survey::{Survey, survey, written};

/// Reads a survey's paper with the answers of a seed.
///
/// # Errors
/// What is wrong with it, first.
pub fn wrong(survey: &Survey, files: usize, seed: u64, count: &mut Count) -> Result<(), String> {
    let form = survey.form()?;
    agrees(&form, &paper(&form), files, &mut Random::new(seed), count)
}

/// Reads the papers of made-up surveys and of those of the repository, and tells how many.
///
/// # Panics
/// Where one sends somebody wrong, with the smallest survey that shows it.
pub fn all_agree(plan: Plan) -> Count {
    let started = Instant::now();
    let mut count = Count::default();
    let mut failures = Vec::new();
    let mut no_surveys = 0;
    for seed in plan.seeds() {
        let told = match spoken(&survey(&mut Random::new(seed))) {
            Ok(told) => told,
            Err(why) => {
                no_surveys += 1;
                if std::env::var_os("SETSUMON_WHY").is_some() {
                    eprintln!("seed {seed}: {why}");
                }
                continue;
            }
        };
        if let Err(why) = wrong(&told, plan.files, seed, &mut count) {
            let same = |survey: &Survey| {
                survey.form().is_ok() && wrong(survey, plan.files, seed, &mut Count::default()).is_err()
            };
            let small = if failures.len() < 3 { smaller(told, same) } else { told };
            let why = wrong(&small, plan.files, seed, &mut Count::default()).err().unwrap_or(why);
            failures.push(format!("seed {seed}: {why}\n{}", small.text));
        }
    }
    for (told, survey) in written() {
        if let Err(why) = wrong(&survey, plan.written, 1, &mut count) {
            failures.push(format!("{told}: {why}"));
        }
    }
    let Count { surveys, pairs, trusted, sentences, arrows, filled } = count;
    eprintln!(
        "the paper: {pairs} readings of {surveys} surveys, {filled} places filled in; {sentences} sentences taken apart, \
         {trusted} at the author's word, {arrows} arrows; seeds {:?}, {:.1} s",
        plan.seeds(),
        started.elapsed().as_secs_f64()
    );
    assert!(no_surveys * 4 <= plan.surveys, "{no_surveys} of {} made-up surveys are none", plan.surveys);
    assert!(failures.is_empty(), "{} papers send somebody wrong:\n{}", failures.len(), failures.join("\n\n"));
    count
}
