//! Agreement in the browser: what real pages make of answer files, against the reference evaluator.
//!
//! An answer file is taken in as a respondent would pick it. What the page then hands out is judged by the reference: the page must
//! have kept every right answer that is asked and no other, must show exactly the questions that are asked, and its summary must tell
//! exactly the duties that are broken, each with a link to its place.
//!
//! `SETSUMON_AGREEMENT=2000` asks about so many surveys, `SETSUMON_SEED=17` begins elsewhere.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::judge::{Kind, Mode, Verdict, Violation, judge};
use setsumon_core::normalize::{Input, normalize};
use setsumon_tests::agreement::answers::answers;
use setsumon_tests::agreement::paths::Asked;
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::{SORTS, number};
use setsumon_tests::agreement::survey;
use setsumon_tests::repo;

use super::{Desk, REAL, rosters, survey};

/// Answer files for each form.
const FILES: usize = 8;
/// Made-up surveys, where no other number is asked for.
const SURVEYS: u64 = 24;

/// A form with answer files made up for it.
struct Case {
    told: String,
    form: Form,
    files: Vec<Map<String, Json>>,
}

impl Case {
    fn new(told: String, form: Form, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let files = SORTS.iter().cycle().take(FILES).map(|sort| answers(&form, *sort, &mut random)).collect();
        Self { told, form, files }
    }
}

fn cases() -> Vec<Case> {
    let (surveys, first) = (number("SETSUMON_AGREEMENT", SURVEYS), number("SETSUMON_SEED", 1));
    let mut cases: Vec<Case> = (first..first + surveys)
        .filter_map(|seed| {
            let survey = survey::survey(&mut Random::new(seed));
            let form = survey.form().ok()?;
            Some(Case::new(format!("seed {seed}\n{}", survey.text), form, seed))
        })
        .collect();
    assert!(cases.len() as u64 * 3 >= surveys * 2, "only {} of {surveys} made-up surveys are surveys", cases.len());
    let course = repo::files("examples", ".survey").into_iter().filter(|step| {
        step.file_name().is_some_and(|name| name.to_string_lossy().starts_with(|first: char| first.is_ascii_digit()))
    });
    for told in std::iter::once(REAL.to_owned()).chain(course.map(|step| repo::told(&step))) {
        let form = survey(&told).0.soundness.sound().unwrap_or_else(|| panic!("{told} does not compile"));
        cases.push(Case::new(told, form, first));
    }
    cases
}

#[test]
fn pages_and_reference_agree() {
    let (cases, desk) = (cases(), Desk::new("agreement"));
    let out = desk.path("said.json");
    let surveys: Vec<Json> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            json!({ "told": case.told, "form": desk.page(&index.to_string(), &case.form, None), "files": case.files })
        })
        .collect();
    desk.judge("agreement.cjs", &json!({ "surveys": surveys, "out": &out }));
    let said: Vec<Vec<Json>> = serde_json::from_slice(&crate::run::bytes(&out)).expect("the judge writes JSON");
    let (mut pairs, mut right, mut found) = (0, 0, Vec::new());
    for (case, said) in cases.iter().zip(&said) {
        for (file, said) in case.files.iter().zip(said) {
            pairs += 1;
            let one = One::new(case, file, said);
            right += usize::from(one.verdict.valid);
            one.keeps_what_is_asked();
            one.shows_what_is_asked();
            one.tells_what_is_broken();
            found.extend(one.found.into_inner());
        }
    }
    eprintln!("{pairs} answer files in {} forms, {right} right as the pages hand them out", cases.len());
    let heads = found.iter().take(40).map(|each: &String| each.lines().next().unwrap_or_default()).collect::<Vec<_>>();
    assert!(found.is_empty(), "{} disagreements:\n  {}\n\nThe first: {}", found.len(), heads.join("\n  "), found[0]);
    assert!(
        pairs >= number("SETSUMON_AGREEMENT", SURVEYS) * 5,
        "only {pairs} pairs of survey and answer file were asked about"
    );
    assert!(right * 8 >= usize::try_from(pairs).unwrap(), "only {right} of {pairs} are right");
}

/// One answer file, and what the page says of it.
struct One<'a> {
    case: &'a Case,
    file: &'a Map<String, Json>,
    said: &'a Json,
    saved: Map<String, Json>,
    verdict: Verdict,
    found: RefCell<Vec<String>>,
}

impl<'a> One<'a> {
    fn new(case: &'a Case, file: &'a Map<String, Json>, said: &'a Json) -> Self {
        let mut saved = said["saved"].as_object().expect("the page saves an object").clone();
        saved.retain(|key, _| !key.starts_with('_'));
        let answers = Answers::from_object(&Keys::of(&case.form), &saved);
        let verdict = judge(&case.form, &answers, None, Mode::Submission);
        Self { case, file, said, saved, verdict, found: RefCell::default() }
    }

    /// Keeps a disagreement, with all that is needed to see it again.
    fn fail(&self, what: &str) {
        let (file, saved) = (Json::Object(self.file.clone()), Json::Object(self.saved.clone()));
        self.found.borrow_mut().push(format!(
            "{what}\n{}\nthe file: {file:#}\nas the page hands it out: {saved:#}\nthe page says: {:#}\nthe reference: {:#}",
            self.case.told,
            self.said["entries"],
            serde_json::to_value(&self.verdict).unwrap()
        ));
    }

    /// Whether the page has a place for a variable: what is on paper only, or is known before, has none.
    fn is_on_page(&self, name: &str) -> bool {
        let shown = self.said["shown"].as_object().expect("what is shown");
        let stem = |key: &str| key.split(['.', '=']).next() == Some(name);
        shown.keys().any(|key| stem(key))
    }

    /// Whether the page has an open control for a variable.
    fn is_open(&self, name: &str) -> bool {
        let shown = self.said["shown"].as_object().expect("what is shown");
        shown.iter().any(|(key, open)| key.split(['.', '=']).next() == Some(name) && open == true)
    }

    /// A right answer is kept where it is asked and offered; nothing else comes out than what went in.
    fn keeps_what_is_asked(&self) {
        let wrong = self.wrongly_valued();
        let asked = Asked::of(&self.case.form, &Keys::of(&self.case.form), &self.saved);
        for (name, value) in self.file {
            if wrong.contains(name.as_str()) || self.case.form.repeats().values().any(|repeat| repeat.name == *name) {
                continue;
            }
            let wanted = self.is_on_page(name) && asked.takes(name, value.as_str());
            match self.saved.get(name) {
                Some(kept) if !same(kept, value) => self.fail(&format!("{name} came out as {kept} instead of {value}")),
                Some(_) if !wanted && !name.starts_with("given__") => {
                    self.fail(&format!("{name} is not asked and was kept"))
                }
                None if wanted => self.fail(&format!("{name} is asked, rightly answered, and was lost")),
                Some(_) | None => {}
            }
        }
        // A roster shows the least number of occurrences that it must have, empty.
        let is_empty = |answer: &Json| answer.as_array().is_some_and(|all| all.iter().all(|one| one == &json!({})));
        let mut new = self.saved.iter().filter(|(name, answer)| !self.file.contains_key(*name) && !is_empty(answer));
        if let Some((new, _)) = new.next() {
            self.fail(&format!("{new} came out and had not gone in"));
        }
    }

    /// Names that hold in the file what is no value of theirs: what a page makes of that is its own affair.
    fn wrongly_valued(&self) -> BTreeSet<String> {
        let answers = Answers::from_object(&Keys::of(&self.case.form), self.file);
        let found = judge(&self.case.form, &answers, None, Mode::Draft).violations;
        let wrong = |found: &Violation| matches!(found.kind, Kind::Domain | Kind::UnknownKey | Kind::RosterShape);
        found.into_iter().filter(wrong).map(|found| found.repeat.unwrap_or(found.variable)).collect()
    }

    /// Every control is open exactly where the reference asks its question and offers its option.
    fn shows_what_is_asked(&self) {
        let asked = Asked::of(&self.case.form, &Keys::of(&self.case.form), &self.saved);
        for (key, shown) in self.said["shown"].as_object().expect("what is shown") {
            if key.contains('.') {
                continue;
            }
            let (name, code) = key.split_once('=').map_or((key.as_str(), None), |(name, code)| (name, Some(code)));
            let wanted = asked.takes(name, code);
            if shown != wanted {
                self.fail(&format!("{key} is {} and should be {}", open(shown == true), open(wanted)));
            }
        }
    }

    /// The summary tells every broken duty once: its kind, its place, and whether it stops the answers.
    fn tells_what_is_broken(&self) {
        let hard = self.verdict.violations.iter().map(|found| (true, found));
        let soft = self.verdict.warnings.iter().map(|found| (false, found));
        let mut expected: Vec<_> = hard.chain(soft).map(|(hard, found)| self.of_reference(hard, found)).collect();
        let entries = self.said["entries"].as_array().expect("entries");
        let misfit = self.verdict.violations.iter().any(|found| found.kind == Kind::Domain);
        let mut told: Vec<_> = entries.iter().map(|entry| self.of_page(entry)).collect();
        // The reference keeps still about what is missing where a wrong value stands instead.
        told.retain(|entry| !misfit || expected.contains(entry) || entry.1 != "required");
        expected.sort();
        told.sort();
        // What every entry of a roster breaks of one answer outside of it is told there once.
        expected.dedup();
        told.dedup();
        if told != expected {
            let only = |left: &[Entry], right: &[Entry]| {
                left.iter().filter(|entry| !right.contains(entry)).map(|entry| format!("{entry:?}")).collect::<Vec<_>>()
            };
            let (page, reference) = (only(&told, &expected), only(&expected, &told));
            self.fail(&format!("the summary differs: only the page says {page:?}, only the reference {reference:?}"));
        }
    }

    fn of_reference(&self, hard: bool, found: &Violation) -> Entry {
        let kind = serde_json::to_value(found.kind).unwrap().as_str().unwrap().to_owned();
        let rule = self.case.form.rules().values().find(|rule| rule.name == found.rule);
        let at = rule.map(|rule| self.case.form.variables().get(rule.at));
        let place = match at {
            // A duty of a roster as a whole leads to the roster.
            Some(at) if at.repeat.is_some() && found.occurrence.is_none() => {
                at.repeat.map(|repeat| self.case.form.repeats().get(repeat).name.clone()).unwrap_or_default()
            }
            // What a check reads may not be asked: then it is told at the section.
            Some(at) if self.is_open(&at.name) => at.name.clone(),
            Some(_) | None => String::new(),
        };
        // What an entry says of an answer outside of it is told there; where nobody answers it, at the roster or section.
        let outside = at.is_some_and(|at| at.repeat.is_none());
        (hard, kind, place, found.occurrence.filter(|_| !outside).unwrap_or(0))
    }

    fn of_page(&self, entry: &Json) -> Entry {
        let kind = entry["kind"].as_str().unwrap().to_owned();
        let of_roster = entry["name"] == "" && entry["roster"] != -1;
        let place = if of_roster {
            let index = entry["roster"].as_u64().and_then(|index| usize::try_from(index).ok());
            index.map(|index| rosters(&self.case.form)[index].to_owned()).unwrap_or_default()
        } else {
            entry["name"].as_str().unwrap().to_owned()
        };
        // A check that stands at no answer is told at what it stands in, section or roster, which the reference does not name.
        let place = if of_roster && kind == "check" { String::new() } else { place };
        let occurrence = if of_roster { 0 } else { entry["occurrence"].as_u64().unwrap() };
        (entry["hard"] == true, kind, place, usize::try_from(occurrence).unwrap())
    }
}

/// Whether it stops the answers, the kind, the place, the occurrence from 1.
type Entry = (bool, String, String, usize);

fn open(shown: bool) -> &'static str {
    if shown { "open" } else { "closed" }
}

/// The same answer: numbers by value, texts as a page normalises them.
fn same(kept: &Json, given: &Json) -> bool {
    match (kept, given) {
        (Json::Number(kept), Json::Number(given)) => kept.as_f64() == given.as_f64(),
        (Json::String(kept), Json::String(given)) => {
            kept == given || [Input::Text, Input::LongText].iter().any(|input| normalize(*input, given) == *kept)
        }
        (kept, given) => kept == given,
    }
}
