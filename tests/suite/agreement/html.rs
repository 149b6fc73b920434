//! The form's interpreter, run by Node without a page, gives the reference's verdict: rule by rule, over made-up and written surveys.

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::Form;
use setsumon_core::judge::{Kind, Mode, Violation, judge};
use setsumon_core::normalize::{CASES, Input};

use setsumon_tests::agreement::answers;
use setsumon_tests::agreement::corpus::{Case, corpus};
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::{SORTS, number};
use setsumon_tests::agreement::survey::{Survey, survey, written};
use setsumon_tests::node;

/// A form with answer files made up for it.
struct Job {
    name: String,
    form: Form,
    files: Vec<Map<String, Json>>,
}

impl Job {
    fn new(name: String, form: Form, files: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let sorts = SORTS.iter().cycle().take(usize::try_from(files).unwrap());
        let files = sorts.map(|sort| answers::answers(&form, *sort, &mut random)).collect();
        Self { name, form, files }
    }
}

fn jobs() -> Vec<Job> {
    let mut jobs = Vec::new();
    for Case { told, survey, files } in corpus() {
        jobs.push(Job { name: told, form: survey.form().unwrap(), files });
    }
    let first = number("SETSUMON_SEED", 1);
    for seed in first..first + number("SETSUMON_AGREEMENT", 120) {
        let survey = survey(&mut Random::new(seed));
        if let Ok(form) = survey.form() {
            jobs.push(Job::new(format!("seed {seed}\n{}", survey.text), form, 8, seed));
        }
    }
    for (told, survey) in written() {
        jobs.push(Job::new(told, survey.form().unwrap(), 16, 1));
    }
    jobs
}

/// What Node says of all files; `None` where there is no Node.
fn asked(jobs: &[Job]) -> Json {
    let surveys: Vec<Json> = jobs
        .iter()
        .map(|job| {
            let model: Json = serde_json::from_str(&setsumon_html::model(&job.form).0).expect("the model is JSON");
            json!({ "model": model, "files": job.files })
        })
        .collect();
    let typed: Vec<Json> = CASES
        .iter()
        .map(|(input, typed, _)| {
            let (name, picture) = input_name(*input);
            let beside = if let Input::Number(beside) = input { beside } else { &[][..] };
            json!([name, typed, picture, beside])
        })
        .collect();
    let job = json!({ "surveys": surveys, "typed": typed });
    node::run(include_str!("html/judge.js"), job)
}

fn input_name(input: Input<'_>) -> (&'static str, Option<&str>) {
    match input {
        Input::Text => ("text", None),
        Input::LongText => ("longtext", None),
        Input::Number(_) => ("number", None),
        Input::Year => ("year", None),
        Input::Month => ("month", None),
        Input::Date => ("date", None),
        Input::Email => ("email", None),
        Input::Url => ("url", None),
        Input::Tel => ("tel", None),
        Input::PostalJa => ("postal_ja", None),
        Input::PostalAny => ("postal_any", None),
        Input::Picture(picture) => ("picture", Some(picture)),
    }
}

#[test]
fn interpreter_and_reference_agree() {
    let jobs = jobs();
    let said = asked(&jobs);
    let mut files = 0;
    for (job, found) in jobs.iter().zip(said["judged"].as_array().unwrap()) {
        let keys = Keys::of(&job.form);
        for (file, found) in job.files.iter().zip(found.as_array().unwrap()) {
            files += 1;
            let answers = Answers::from_object(&keys, file);
            for (mode, name) in [(Mode::Submission, "submission"), (Mode::Draft, "draft")] {
                let expected = of_judge(&job.form, &answers, mode);
                let got = of_interpreter(&found[name], &expected);
                assert_eq!(got, expected, "{mode:?}, {}\n{:#}", job.name, Json::Object(file.clone()));
            }
            same_truth(job, &answers, &found["truth"], file);
            nothing_off_the_path(job, &keys, &found["kept"], file);
        }
    }
    eprintln!("{files} answer files of {} surveys", jobs.len());
    assert!(jobs.len() > 10, "only {} surveys", jobs.len());
    for ((input, typed, normal), got) in CASES.iter().zip(said["normal"].as_array().unwrap()) {
        assert_eq!(got, normal, "{input:?} {typed:?}");
    }
}

/// Findings as kind, place and occurrence, sorted.
fn of_judge(form: &Form, answers: &Answers, mode: Mode) -> Vec<(String, String, u64)> {
    let verdict = judge(form, answers, None, mode);
    let mut found: Vec<_> =
        verdict.violations.iter().chain(&verdict.warnings).map(|each| of_violation(form, each)).collect();
    found.sort();
    found
}

fn of_violation(form: &Form, violation: &Violation) -> (String, String, u64) {
    let kind = match violation.kind {
        Kind::UnknownKey | Kind::RosterShape => "unknown".to_owned(),
        other => serde_json::to_value(other).unwrap().as_str().unwrap().to_owned(),
    };
    let rule = form.rules().values().find(|rule| rule.name == violation.rule);
    let variable = rule.map_or(violation.variable.clone(), |rule| form.variables().get(rule.at).name.clone());
    let occurrence = if kind == "unknown" { 0 } else { violation.occurrence.unwrap_or(0) };
    (kind, variable, u64::try_from(occurrence).unwrap())
}

/// The same of what Node found. The judge keeps still about what is missing because what stands there is none;
/// the form, in which nothing of the sort can be typed, need not.
fn of_interpreter(found: &Json, expected: &[(String, String, u64)]) -> Vec<(String, String, u64)> {
    let misfit = expected.iter().any(|(kind, _, _)| kind == "domain" || kind == "unknown");
    let mut found: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|each| (text(&each[0]), text(&each[1]), each[2].as_u64().unwrap()))
        .filter(|each| !misfit || expected.contains(each) || !(each.0 == "required" || each.0 == "occurrences_min"))
        .collect();
    found.sort();
    found
}

fn text(json: &Json) -> String {
    json.as_str().unwrap().to_owned()
}

/// Every condition that the page carries holds exactly where the reference says so; those of rosters are judged by their duties.
fn same_truth(job: &Job, answers: &Answers, found: &Json, file: &Map<String, Json>) {
    let (_, conditions) = setsumon_html::model(&job.form);
    let scope = Scope::file(&job.form, answers, None);
    for (condition, holds) in conditions.iter().zip(found.as_array().unwrap()) {
        let same = holds.is_null() || holds == scope.holds(*condition);
        assert!(same, "{:?}, {}\n{:#}", job.form.conds().get(*condition), job.name, Json::Object(file.clone()));
    }
}

/// What the form would hand in of these answers holds nothing that is not asked or not offered.
fn nothing_off_the_path(job: &Job, keys: &Keys<'_>, kept: &Json, file: &Map<String, Json>) {
    let answers = Answers::from_object(keys, kept.as_object().unwrap());
    let verdict = judge(&job.form, &answers, None, Mode::Submission);
    for violation in verdict.violations {
        let off = matches!(violation.kind, Kind::Asked | Kind::Offered | Kind::UnknownKey | Kind::RosterShape);
        assert!(!off, "{violation:?}, {}\n{:#}\n{kept:#}", job.name, Json::Object(file.clone()));
    }
}

/// What is said of a whole roster is reckoned once on the page too: how many terms that takes grows with the entries, and with a chain of
/// rosters by no power of them.
#[test]
fn the_page_goes_through_a_roster_once() {
    let entries = |roster: &str, question: &str, n: usize| {
        let entries: Vec<_> = (0..n).map(|i| json!({ format!("s__{roster}__{question}"): i % 7 })).collect();
        (format!("s__{roster}"), Json::Array(entries))
    };
    let two = |n: usize| Json::Object([entries("r", "z", n), entries("p", "y", n)].into_iter().collect());
    let chain: Vec<String> = (1..=5)
        .map(|link| {
            format!(
                "repeat r{link} \"R\" 0..10 {{ integer z \"Z\" min 0 max 9  calc k \"K\" = sum(r{}.k) + z }}",
                link - 1
            )
        })
        .collect();
    let surveys = [
        (
            "repeat r \"R\" 0..1000 { integer z \"Z\" }\n\
             repeat p \"P\" 0..1000 { integer y \"Y\"  calc q \"Q\" = sum(r.z) + y  check count(r where z < 99) >= y \"C\" }\n\
             check sum(p.q) >= 0 \"C\""
                .to_owned(),
            vec![two(100), two(400)],
        ),
        (
            format!("repeat r0 \"R\" 0..10 {{ integer z \"Z\" min 0 max 9  calc k \"K\" = z }}\n{}\ncheck sum(r5.k) > 0 \"C\"", chain.join("\n")),
            vec![Json::Object((0..=5).map(|link| entries(&format!("r{link}"), "z", 10)).collect())],
        ),
    ];
    let surveys: Vec<Json> = surveys
        .into_iter()
        .map(|(section, files)| {
            let text = format!(
                "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n{section}\n}}\n"
            );
            let form = Survey::new(text).form().unwrap_or_else(|why| panic!("{why}"));
            json!({ "model": serde_json::from_str::<Json>(&setsumon_html::model(&form).0).unwrap(), "files": files })
        })
        .collect();
    let counted = node::run(include_str!("html/steps.js"), json!({ "surveys": surveys }));
    let steps = |survey: usize, file: usize| counted[survey][file].as_f64().expect("the answers are right");
    let exponent = (steps(0, 1) / steps(0, 0)).log(4.0);
    assert!(exponent < 1.2, "n^{exponent:.2}");
    assert!(steps(1, 0) < 2_000.0, "{} terms in a chain of seven rosters of ten", steps(1, 0));
}
