//! What the page on meaning says of blanks: what is left out makes no draft wrong, and what is filled in makes nothing irrelevant but by the
//! words that it names.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role};
use setsumon_core::judge::Mode;
use setsumon_tests::agreement::answers::{Sort, answers};
use setsumon_tests::agreement::corpus::corpus;
use setsumon_tests::agreement::judge::{File, reference};
use setsumon_tests::agreement::leaving::{blank, parts, settled};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::Plan;
use setsumon_tests::agreement::survey::survey;
use setsumon_tests::repo;

/// Surveys made up for each law, and files to each.
const SURVEYS: u64 = 60;
const FILES: usize = 4;
const PARTS: usize = 24;

fn right_files(form: &Form, keys: &Keys<'_>, random: &mut Random) -> Vec<File> {
    let files = (0..FILES).map(|_| answers(form, Sort::Right, random));
    files.filter(|file| reference(form, keys, file, Mode::Submission).valid).collect()
}

/// "It stays one whatever answers are left out of it, if what is then no longer asked or offered is left out too."
#[test]
fn leaving_out_answers_never_turns_a_draft_wrong() {
    let mut asked = 0;
    let mut hold = |told: &str, form: &Form, files: &[File], random: &mut Random| {
        let keys = Keys::of(form);
        for file in files {
            for part in parts(file, PARTS, random) {
                let left = settled(form, &keys, &part);
                let verdict = reference(form, &keys, &left, Mode::Draft);
                let of = Json::Object(file.clone());
                assert!(verdict.valid, "{told}: {:?}\nleft {:#}\nof {of:#}", verdict.violations, Json::Object(left));
                asked += 1;
            }
        }
    };
    for case in corpus() {
        let form = case.survey.form().unwrap_or_else(|why| panic!("{}: {why}", case.told));
        let keys = Keys::of(&form);
        let right = case.files.iter().filter(|file| reference(&form, &keys, file, Mode::Draft).valid);
        hold(&case.told, &form, &right.cloned().collect::<Vec<_>>(), &mut Random::new(1));
    }
    for seed in Plan::new(SURVEYS, FILES).seeds() {
        let mut random = Random::new(seed);
        let survey = survey(&mut random);
        let Ok(form) = survey.form() else { continue };
        let files = right_files(&form, &Keys::of(&form), &mut random);
        hold(&format!("seed {seed}\n{}", survey.text), &form, &files, &mut random);
    }
    assert!(asked > 2_000, "only {asked} drafts were asked about");
}

/// The words through which the page says that filling in a blank may make another answer irrelevant.
fn exceptions() -> Vec<String> {
    let page = repo::read(&repo::path("docs/reference/semantics.md"));
    let sentence = page
        .split("\n\n")
        .find(|paragraph| {
            paragraph.starts_with("Filling in a blank question therefore never makes another answer irrelevant")
        })
        .expect("the page says when filling in a blank makes an answer irrelevant");
    sentence.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a survey uses a word outside of its texts.
fn uses(text: &str, word: &str) -> bool {
    let bare: String = text.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    // Of several ticks these ask the options.
    let bare = bare.replace("includes any of", "includes").replace("includes all of", "includes");
    let words: Vec<&str> = bare.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').collect();
    let wanted: Vec<&str> = word.split(' ').collect();
    words.windows(wanted.len()).any(|window| window == wanted.as_slice())
}

fn asked(form: &Form, keys: &Keys<'_>, file: &File) -> BTreeSet<String> {
    let answers = Answers::from_object(keys, file);
    let scope = Scope::file(form, &answers, None);
    let of_file = form.variables().values().filter(|variable| variable.repeat.is_none());
    let of_file = of_file.filter(|variable| matches!(variable.role, Role::Answer) && scope.holds(variable.asked));
    of_file.map(|variable| variable.name.clone()).collect()
}

/// Fills in the blanks of a file's parts one after another, and gives where an answer there became irrelevant.
fn made_irrelevant(form: &Form, file: &File, random: &mut Random) -> (usize, Option<String>) {
    let keys = Keys::of(form);
    let blank_of = |key: &str| {
        let variable = form.variables().values().find(|variable| variable.name == key);
        variable.map_or_else(|| key.to_owned(), |variable| blank(form, variable))
    };
    let blanks: BTreeSet<String> = file.keys().map(|key| blank_of(key)).collect();
    let mut steps = 0;
    for _ in 0..PARTS {
        let there: BTreeSet<&String> = blanks.iter().filter(|_| random.chance(50)).collect();
        let only = |there: &BTreeSet<&String>| -> File {
            let kept = file.iter().filter(|(key, _)| there.contains(&blank_of(key)));
            kept.map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let less = only(&there);
        let before = asked(form, &keys, &less);
        for filled in blanks.iter().filter(|blank| !there.contains(blank)) {
            let more: BTreeSet<&String> = there.iter().copied().chain([filled]).collect();
            let after = asked(form, &keys, &only(&more));
            steps += 1;
            if let Some(gone) = less.keys().find(|key| before.contains(*key) && !after.contains(*key)) {
                return (steps, Some(format!("{gone} by filling in {filled} beside {:#}", Json::Object(less.clone()))));
            }
        }
    }
    (steps, None)
}

#[test]
fn filling_in_a_blank_makes_nothing_irrelevant_but_by_the_words_of_the_page() {
    let exceptions = exceptions();
    assert!(exceptions.len() > 5, "{exceptions:?}");
    let mut steps = 0;
    let mut by_exception = 0;
    for seed in Plan::new(SURVEYS * 5, FILES).seeds() {
        let mut random = Random::new(seed);
        let survey = survey(&mut random);
        let Ok(form) = survey.form() else { continue };
        let excepted = exceptions.iter().any(|word| uses(&survey.text, word));
        // Of those that use them, some are enough to see that they are no idle exceptions.
        if excepted && by_exception >= 3 {
            continue;
        }
        for file in right_files(&form, &Keys::of(&form), &mut random) {
            let (made, irrelevant) = made_irrelevant(&form, &file, &mut random);
            match irrelevant {
                Some(_) if excepted => by_exception += 1,
                Some(what) => panic!("seed {seed}: {what}\n{}", survey.text),
                None if !excepted => steps += made,
                None => {}
            }
        }
    }
    assert!(steps > 2_000, "only {steps} blanks were filled in");
    assert!(by_exception > 0, "the exceptions of the page are none");
}
