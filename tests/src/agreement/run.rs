//! A run: a judge is asked about past failures, made-up surveys, the repository's own and a wide one, and must agree on all.

use std::time::Instant;

use serde_json::Value as Json;
use setsumon_core::answers::Keys;
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;

use super::answers::{Sort, answers};
use super::corpus::{Case, corpus};
use super::judge::{File, Judge, disagreements, reference};
use super::random::Random;
use super::shrink::smallest;
use super::survey::{Survey, survey, wide, written};

/// Of what sort the files of a survey are, again and again.
pub const SORTS: [Sort; 8] =
    [Sort::Right, Sort::Changed, Sort::Left, Sort::Changed, Sort::Right, Sort::Changed, Sort::Wild, Sort::Changed];

/// The seeds of the surveys that every judge is asked about.
pub const SEEDS: std::ops::Range<u64> = 1..151;

/// How much is asked. `SETSUMON_AGREEMENT=5000` makes up so many surveys, `SETSUMON_SEED=17` begins with another one.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The seed of the first made-up survey.
    pub first: u64,
    /// Made-up surveys.
    pub surveys: u64,
    /// Answer files to each of them.
    pub files: usize,
    /// Answer files to each survey of the repository.
    pub written: usize,
    /// Sections of the wide survey, each of some 87 variables, and answer files to it.
    pub wide: (usize, usize),
}

/// A number in the environment.
pub fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

impl Plan {
    /// So many made-up surveys with as many files each, unless the environment says otherwise.
    pub fn new(surveys: u64, files: usize) -> Self {
        Self {
            first: number("SETSUMON_SEED", SEEDS.start),
            surveys: number("SETSUMON_AGREEMENT", surveys),
            files,
            written: 16,
            wide: (26, 6),
        }
    }

    /// The seeds of the made-up surveys.
    pub fn seeds(self) -> std::ops::Range<u64> {
        self.first..self.first + self.surveys
    }
}

/// What was asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Surveys.
    pub surveys: usize,
    /// Pairs of a survey and an answer file, each judged as a submission and as a draft.
    pub pairs: usize,
    /// How many of them are right as submissions.
    pub right: usize,
    /// Variables of the wide survey.
    pub widest: usize,
}

/// Asks a judge, and tells what was asked.
///
/// # Panics
/// Where it does not agree, with the smallest survey and answer file that show it.
pub fn agrees(judge: &mut dyn Judge, plan: Plan) -> Count {
    let started = Instant::now();
    let mut run = Run { judge, count: Count::default(), failures: Vec::new() };
    let mut no_surveys = 0;
    for Case { told, survey, files } in corpus() {
        let form = survey.form().unwrap_or_else(|why| panic!("{told}: {why}"));
        run.ask_of(&told, &survey, &form, &files);
    }
    for seed in plan.seeds() {
        let mut random = Random::new(seed);
        let survey = survey(&mut random);
        match survey.form() {
            Ok(form) => run.ask(&format!("seed {seed}"), &survey, &form, plan.files, &mut random),
            Err(why) => {
                no_surveys += 1;
                if std::env::var_os("SETSUMON_WHY").is_some() {
                    eprintln!("seed {seed}: {why}\n{}", survey.text);
                }
            }
        }
    }
    for (told, survey) in written() {
        let form = survey.form().unwrap_or_else(|why| panic!("{told}: {why}"));
        run.ask(&told, &survey, &form, plan.written, &mut Random::new(plan.first));
    }
    let (sections, files) = plan.wide;
    if files > 0 {
        let survey = wide(sections);
        let form = survey.form().unwrap_or_else(|why| panic!("the wide survey: {why}"));
        run.count.widest = form.variables().len();
        run.ask("the wide survey", &survey, &form, files, &mut Random::new(plan.first));
    }
    let Count { surveys, pairs, right, widest } = run.count;
    eprintln!(
        "{}: {pairs} answer files of {surveys} surveys, {right} of them right, up to {widest} variables, seeds {:?}, {:.1} s",
        run.judge.name(),
        plan.seeds(),
        started.elapsed().as_secs_f64()
    );
    assert!(run.failures.is_empty(), "{} does not agree:\n{}", run.judge.name(), run.failures.join("\n\n"));
    assert!(no_surveys * 5 <= plan.surveys, "{no_surveys} of {} made-up surveys are none", plan.surveys);
    assert!(right * 5 >= pairs, "only {right} of {pairs} are right: nothing would be seen to be refused wrongly");
    run.count
}

/// One fault often shows in many surveys; so many tell whether it is one.
const MOST_FAILURES: usize = 4;

struct Run<'a> {
    judge: &'a mut dyn Judge,
    count: Count,
    failures: Vec<String>,
}

impl Run<'_> {
    fn ask(&mut self, told: &str, survey: &Survey, form: &Form, files: usize, random: &mut Random) {
        let sorts = SORTS.iter().cycle().take(files);
        let files: Vec<File> = sorts.map(|sort| answers(form, *sort, random)).collect();
        self.ask_of(told, survey, form, &files);
    }

    fn ask_of(&mut self, told: &str, survey: &Survey, form: &Form, files: &[File]) {
        let keys = Keys::of(form);
        self.count.surveys += 1;
        self.count.pairs += files.len();
        self.count.right += files.iter().filter(|file| reference(form, &keys, file, Mode::Submission).valid).count();
        if self.failures.len() == MOST_FAILURES {
            return;
        }
        match disagreements(self.judge, form, files) {
            Ok(found) => {
                if let Some((index, first)) = found.first() {
                    let (survey, file) = smallest(self.judge, survey.clone(), files[*index].clone(), first);
                    self.failures.push(format!("{told}: {first:?}\n{}\n{:#}", survey.text, Json::Object(file)));
                }
            }
            Err(why) => self.failures.push(format!(
                "{told}: {} does not read what was made of it: {why}\n{}",
                self.judge.name(),
                survey.text
            )),
        }
    }
}
