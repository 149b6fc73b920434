//! The targets agree: for surveys and answer files of every sort, the reference, both schemas and the database give the same verdict.
//!
//! Here are the judges that live in this process; `tests/heavy/agreement.rs` asks servers and validators of other languages the same.

mod blanks;
mod html;
mod paper;
mod prefill;

use std::collections::BTreeSet;

use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_tests::agreement::answers::{Sort, answers};
use setsumon_tests::agreement::constructs;
use setsumon_tests::agreement::corpus::corpus;
use setsumon_tests::agreement::hostile::{WORDS, hostile};
use setsumon_tests::agreement::judge::{Disagreement, File, Judge, Judged, Said, Wrongly, disagreements};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::{Plan, SEEDS, agree};
use setsumon_tests::agreement::schema::{JsonSchema, declined};
use setsumon_tests::agreement::shrink::smallest;
use setsumon_tests::agreement::sqlite::Sqlite;
use setsumon_tests::agreement::survey::{survey, written};
use setsumon_tests::repo;

/// Few enough for the inner loop.
#[test]
fn schemas_and_database_agree() {
    agree(&mut [&mut JsonSchema, &mut Sqlite], Plan::new(40, 8));
}

#[test]
fn what_is_left_out_is_listed() {
    for (page, reasons) in
        [("docs/targets/json-schema.md", setsumon_json_schema::REASONS), ("docs/targets/ddl.md", setsumon_sql::REASONS)]
    {
        let page = repo::read(&repo::path(page));
        let listed: BTreeSet<_> = page.lines().filter_map(|line| line.strip_prefix("- Left out: ")).collect();
        assert_eq!(listed, reasons.iter().copied().collect());
    }
}

/// No reason is listed that no survey gives, and none is given that is not listed.
#[test]
fn what_is_listed_as_left_out_is_left_out() {
    let made_up = Plan::new(40, 0).seeds().map(|seed| survey(&mut Random::new(seed)));
    let kept = corpus().into_iter().map(|case| case.survey).chain(written().into_iter().map(|(_, survey)| survey));
    let forms = made_up.chain(kept).filter_map(|survey| survey.form().ok());
    let given: BTreeSet<_> = forms.flat_map(|form| declined(&form).into_values()).collect();
    assert_eq!(given, setsumon_json_schema::REASONS.iter().copied().collect());
}

/// What the servers are asked in `tests/heavy` has every construct of the language in it.
#[test]
fn made_up_surveys_have_every_construct() {
    let forms = SEEDS.filter_map(|seed| survey(&mut Random::new(seed)).form().ok());
    let found: BTreeSet<_> = forms.flat_map(|form| constructs::of(&form)).collect();
    let missing: Vec<_> = constructs::all().difference(&found).copied().collect();
    assert!(missing.is_empty(), "no seed makes up: {missing:?}");
}

/// Nearly every made-up survey is one; `SETSUMON_WHY=1` prints those that are none.
#[test]
fn made_up_surveys_are_surveys() {
    let mut none = 0;
    for seed in Plan::new(300, 0).seeds() {
        let survey = survey(&mut Random::new(seed));
        if let Err(why) = survey.form() {
            none += 1;
            if std::env::var_os("SETSUMON_WHY").is_some() {
                eprintln!("seed {seed}: {why}");
            }
        }
    }
    assert!(none <= 30, "{none} of 300 made-up surveys are none");
}

#[test]
fn hostile_words_make_a_survey() {
    let hostile = hostile();
    let form = hostile.survey.form().unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(form.sections().len(), WORDS.len() + 1);
}

/// Says of every draft that it is fine.
struct Liar;

impl Judge for Liar {
    fn name(&self) -> &'static str {
        "a liar"
    }

    fn excused(&self, _: &Form, _: Mode) -> BTreeSet<String> {
        BTreeSet::new()
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let said = JsonSchema.ask(form, files)?;
        Ok(said.into_iter().map(|[submission, _]| [submission, Said::default()]).collect())
    }
}

fn lies(form: &Form, file: &File) -> Vec<(usize, Disagreement)> {
    disagreements(&mut Liar, &Judged::of(form, std::slice::from_ref(file))).unwrap()
}

/// A judge who errs is caught, and what is printed is small enough to be read.
#[test]
fn a_liar_is_caught() {
    let (form, survey, file) = SEEDS
        .filter_map(|seed| {
            let mut random = Random::new(seed);
            let survey = survey(&mut random);
            let form = survey.form().ok()?;
            let file = answers(&form, Sort::Wild, &mut random);
            (survey.text.lines().count() > 60 && !survey.text.contains("follows")).then_some((form, survey, file))
        })
        .find(|(form, _, file)| !lies(form, file).is_empty())
        .expect("some wild file is no draft");
    let found = lies(&form, &file);
    let (_, lie) = &found[0];
    assert_eq!((lie.mode, lie.wrongly), (Mode::Draft, Wrongly::Accepts));
    let (survey, file) = smallest(&mut Liar, survey, file, lie);
    assert!(survey.text.lines().count() < 12, "{}", survey.text);
    assert!(file.len() <= 2, "{file:?}");
}
