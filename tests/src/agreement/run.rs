//! A run: judges are asked about past failures, made-up surveys, the repository's own and a wide one, and must agree on all.

use std::time::{Duration, Instant};

use serde_json::Value as Json;
use setsumon_core::form::Form;

use super::answers::{Sort, answers};
use super::corpus::{Case, corpus};
use super::judge::{File, Judge, Judged, disagreements};
use super::random::Random;
use super::shrink::smallest;
use super::survey::{Survey, chains, survey, wide, written};

/// Of what sort the files of a survey are, again and again.
pub const SORTS: [Sort; 8] =
    [Sort::Right, Sort::Changed, Sort::Left, Sort::Changed, Sort::Right, Sort::Changed, Sort::Wild, Sort::Changed];

/// The seeds of the surveys that every judge is asked about.
pub const SEEDS: std::ops::Range<u64> = 1..151;

/// What makes up a survey of a seed, by its name.
type MakesUp = (&'static str, fn(&mut Random) -> Survey);

/// How surveys are made up.
const MADE_UP: [MakesUp; 2] = [("seed", survey), ("chains of seed", chains)];

/// How much is asked. `SETSUMON_AGREEMENT=5000` makes up so many surveys, `SETSUMON_FILES=200` so many answer files to each of them,
/// `SETSUMON_SEED=17` begins with another one.
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
            files: usize::try_from(number("SETSUMON_FILES", files as u64)).unwrap_or(usize::MAX),
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

/// Asks judges about the same, and tells what was asked.
///
/// # Panics
/// Where one of them does not agree, with the smallest survey and answer file that show it.
pub fn agree(judges: &mut [&mut dyn Judge], plan: Plan) -> Count {
    let asked =
        judges.iter_mut().map(|judge| Asked { judge: &mut **judge, took: Duration::ZERO, failures: Vec::new() });
    let now = Instant::now();
    let mut run = Run { asked: asked.collect(), count: Count::default(), started: now, told: now };
    let mut no_surveys = 0;
    for Case { told, survey, files } in corpus() {
        let form = survey.form().unwrap_or_else(|why| panic!("{told}: {why}"));
        run.ask_of(&told, &survey, &form, &files);
    }
    for (seed, (kind, made)) in plan.seeds().flat_map(|seed| MADE_UP.map(|made| (seed, made))) {
        let mut random = Random::new(seed);
        let survey = made(&mut random);
        match survey.form() {
            Ok(form) => run.ask(&format!("{kind} {seed}"), &survey, &form, plan.files, &mut random),
            Err(why) => {
                no_surveys += 1;
                if std::env::var_os("SETSUMON_WHY").is_some() {
                    eprintln!("{kind} {seed}: {why}\n{}", survey.text);
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
    run.tell(&format!("seeds {:?}", plan.seeds()));
    let failures: Vec<_> = run.asked.into_iter().flat_map(|asked| asked.failures).collect();
    assert!(failures.is_empty(), "{} disagreements:\n{}", failures.len(), failures.join("\n\n"));
    let Count { surveys: _, pairs, right, widest: _ } = run.count;
    let made_up = plan.surveys * MADE_UP.len() as u64;
    assert!(no_surveys * 5 <= made_up, "{no_surveys} of {made_up} made-up surveys are none");
    assert!(right * 5 >= pairs, "only {right} of {pairs} are right: nothing would be seen to be refused wrongly");
    run.count
}

/// One fault often shows in many surveys; so many are made smaller, of others the seed is told.
const SMALLEST: usize = 4;

/// How often a long run says how far it is.
const PATIENCE: Duration = Duration::from_secs(60);

/// A judge, how long it took, and where it did not agree.
struct Asked<'a> {
    judge: &'a mut dyn Judge,
    took: Duration,
    failures: Vec<String>,
}

impl Asked<'_> {
    fn ask(&mut self, told: &str, survey: &Survey, judged: &Judged<'_>, files: &[File]) {
        let started = Instant::now();
        let said = disagreements(self.judge, judged);
        self.took += started.elapsed();
        let failure = match said.as_deref() {
            Ok([]) => return,
            Ok([(_, first), ..]) if self.failures.len() >= SMALLEST => format!("{told}: {first:?}"),
            Ok([(index, first), ..]) => {
                let (survey, file) = smallest(self.judge, survey.clone(), files[*index].clone(), first);
                format!("{told}: {first:?}\n{}\n{:#}", survey.text, Json::Object(file))
            }
            Err(why) => {
                format!("{told}: {} does not read what was made of it: {why}\n{}", self.judge.name(), survey.text)
            }
        };
        // A long run may be ended before its time.
        eprintln!("{failure}");
        self.failures.push(failure);
    }
}

struct Run<'a> {
    asked: Vec<Asked<'a>>,
    count: Count,
    started: Instant,
    told: Instant,
}

impl Run<'_> {
    fn ask(&mut self, told: &str, survey: &Survey, form: &Form, files: usize, random: &mut Random) {
        let sorts = SORTS.iter().cycle().take(files);
        let files: Vec<File> = sorts.map(|sort| answers(form, *sort, random)).collect();
        self.ask_of(told, survey, form, &files);
    }

    fn ask_of(&mut self, told: &str, survey: &Survey, form: &Form, files: &[File]) {
        let judged = Judged::of(form, files);
        for asked in &mut self.asked {
            asked.ask(told, survey, &judged, files);
        }
        self.count.surveys += 1;
        self.count.pairs += files.len();
        self.count.right += judged.right();
        if self.told.elapsed() > PATIENCE {
            self.tell(told);
        }
    }

    /// What was asked by now, how long it took, and how much of that each judge.
    fn tell(&mut self, told: &str) {
        self.told = Instant::now();
        let Count { surveys, pairs, right, widest } = self.count;
        let each = |Asked { judge, took, failures }: &Asked<'_>| {
            format!("{} {:.1} s, {} disagreements", judge.name(), took.as_secs_f64(), failures.len())
        };
        let each: Vec<_> = self.asked.iter().map(each).collect();
        eprintln!(
            "{told}: {pairs} answer files of {surveys} surveys, {right} of them right, up to {widest} variables, in {:.1} s; {}",
            self.started.elapsed().as_secs_f64(),
            each.join("; ")
        );
    }
}
