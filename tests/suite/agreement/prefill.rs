//! Last year's answers carried over: `setsumon prefill` and the web form bring the same, and no draft has a violation.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_core::judge::{Mode, judge};
use setsumon_editions::prefill::{Line, Prefill, Prefilled, Reason, Status};
use setsumon_tests::agreement::answers::answers;
use setsumon_tests::agreement::kinds::{kinds, merges};
use setsumon_tests::agreement::migration::Step;
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::{SORTS, number};
use setsumon_tests::agreement::steps::steps;
use setsumon_tests::node;

/// A step from edition to edition with old answers, and what `prefill` makes of them.
struct Job {
    told: String,
    old: Model,
    new: Form,
    files: Vec<Map<String, Json>>,
}

fn jobs() -> Vec<Job> {
    let (first, surveys) = (number("SETSUMON_SEED", 1), number("SETSUMON_AGREEMENT", 40));
    steps(first..first + surveys)
        .into_iter()
        .map(|Step { told, old, new }| {
            let mut random = Random::new(7);
            let sorts = SORTS.iter().cycle().take(8);
            let files = sorts.map(|sort| answers(&old, *sort, &mut random)).collect();
            Job { told, old: Model::of(&old), new, files }
        })
        .chain(kinds().into_iter().chain(merges()).map(|(_, Step { told, old, new }, files)| Job {
            told,
            old: Model::of(&old),
            new,
            files,
        }))
        .collect()
}

fn asked(jobs: &[Job], drafts: &[Vec<Prefilled<'_>>]) -> Json {
    let surveys: Vec<Json> = jobs
        .iter()
        .zip(drafts)
        .map(|(job, drafts)| {
            let model: Json = serde_json::from_str(&setsumon_html::model(&job.new).0).expect("the model is JSON");
            let drafts: Vec<&Map<String, Json>> = drafts.iter().map(|each| &each.draft).collect();
            json!({ "model": model, "files": job.files, "drafts": drafts })
        })
        .collect();
    let job = json!({ "surveys": surveys });
    node::run(include_str!("html/prefill.js"), job)
}

/// Values by roster (the name of today), occurrence and variable.
type Values = BTreeMap<(String, usize, String), Json>;

fn values(file: &Map<String, Json>) -> Values {
    let mut found = Values::new();
    for (key, value) in file.iter().filter(|(key, _)| !key.starts_with('_')) {
        match value.as_array() {
            Some(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    for (name, value) in row.as_object().unwrap() {
                        found.insert((key.clone(), index, name.clone()), plain(value));
                    }
                }
            }
            None => {
                found.insert((String::new(), 0, key.clone()), plain(value));
            }
        }
    }
    found
}

/// A number as JavaScript knows it: 1.0 is 1.
fn plain(value: &Json) -> Json {
    value.as_f64().map_or_else(|| value.clone(), |number| json!(number))
}

#[test]
fn prefill_and_the_form_bring_the_same() {
    let jobs = jobs();
    let steps: Vec<Prefill<'_>> = jobs
        .iter()
        .map(|job| Prefill::new(&job.old, &job.new).unwrap_or_else(|why| panic!("{why}\n{}", job.told)))
        .collect();
    let drafts: Vec<Vec<Prefilled<'_>>> = jobs
        .iter()
        .zip(&steps)
        .map(|(job, step)| {
            job.files.iter().map(|file| step.carry(file).expect("answers of the edition before")).collect()
        })
        .collect();
    let said = asked(&jobs, &drafts);
    let (mut carried, mut left) = (0, BTreeMap::<&str, usize>::new());
    for ((job, drafts), said) in jobs.iter().zip(&drafts).zip(said.as_array().unwrap()) {
        for ((file, prefilled), said) in job.files.iter().zip(drafts).zip(said.as_array().unwrap()) {
            let told =
                || format!("{}\n{:#}\n{:#}\n{:#?}", job.told, json!(file), json!(prefilled.draft), prefilled.account);
            no_violation(&job.new, &prefilled.draft, &told);
            everything_is_accounted_for(file, &prefilled.account, &told);
            same_as_the_form(prefilled, said, &told);
            for line in &prefilled.account {
                match line.reason {
                    Some(reason) => *left.entry(reason.as_str()).or_default() += 1,
                    None => carried += 1,
                }
            }
        }
    }
    eprintln!("{carried} values carried over in {} steps; not carried over: {left:?}", jobs.len());
    let made_up = [
        Reason::NotAsked,
        Reason::NotOffered,
        Reason::CodeGone,
        Reason::Misfit,
        Reason::Retired,
        Reason::Split,
        Reason::Several,
        Reason::Moves,
        Reason::Reworded,
        Reason::Type,
        Reason::Rule,
        Reason::TooMany,
        Reason::Given,
        Reason::UnknownKey,
    ];
    for reason in made_up {
        assert!(left.contains_key(reason.as_str()), "no answer made up was left out as {reason:?}");
    }
}

/// Nothing is wrong with a draft that is not wrong with an empty one too: a rule about what is known before the answers can be.
fn no_violation(form: &Form, draft: &Map<String, Json>, told: &dyn Fn() -> String) {
    let rules = |file: &Map<String, Json>| -> Vec<String> {
        let verdict = judge(form, &Answers::from_object(&Keys::of(form), file), None, Mode::Draft);
        verdict.violations.into_iter().map(|violation| violation.rule).collect()
    };
    let found = rules(draft);
    let always = if found.is_empty() { Vec::new() } else { rules(&Map::new()) };
    assert!(found.iter().all(|rule| always.contains(rule)), "{found:?}\n{}", told());
}

/// Every value of the old file stands in the account.
fn everything_is_accounted_for(file: &Map<String, Json>, account: &[Line<'_>], told: &dyn Fn() -> String) {
    let is_told = |key: &str, roster: Option<&str>, occurrence: Option<usize>| {
        account.iter().any(|line| line.key == key && line.roster == roster && line.occurrence == occurrence)
    };
    let is_blank = |value: &Json| match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => setsumon_core::answers::is_blank(text),
        _ => false,
    };
    for (key, value) in file.iter().filter(|(_, value)| !is_blank(value)) {
        match value.as_array() {
            Some(rows) if !is_told(key, None, None) => {
                for (index, row) in rows.iter().enumerate() {
                    let number = Some(index + 1);
                    match row.as_object() {
                        Some(row) => {
                            for (name, _) in row.iter().filter(|(_, value)| !is_blank(value)) {
                                assert!(is_told(name, Some(key), number), "{key}[{index}].{name}\n{}", told());
                            }
                        }
                        None => assert!(is_told(key, Some(key), number), "{key}[{index}]\n{}", told()),
                    }
                }
            }
            _ => assert!(is_told(key, None, None), "{key}\n{}", told()),
        }
    }
}

fn same_as_the_form(prefilled: &Prefilled<'_>, said: &Json, told: &dyn Fn() -> String) {
    let object = |key: &str| said[key].as_object().unwrap();
    let (draft, kept) = (values(&prefilled.draft), values(object("kept")));
    let by_rule = |line: &&Line<'_>| line.reason == Some(Reason::Rule) || line.reason == Some(Reason::TooMany);
    if prefilled.account.iter().any(|line| by_rule(&line)) {
        // The form fills these in and says what is wrong with them.
        assert_ne!(said["violations"], json!(0), "{}", told());
        let more = draft.iter().find(|(place, value)| kept.get(*place) != Some(value));
        assert_eq!(more, None, "{}", told());
    } else {
        assert_eq!(draft, kept, "{}", told());
    }
    // A draft that is loaded brings the form what last year's own file would have brought it.
    assert_eq!(values(object("again")), values(object("brought")), "{}", told());
    let unfit = |key: &str| {
        let mut all: Vec<String> = said[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|each| json!([each[0], plain(&each[1]), each[2]]).to_string())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let (again, then) = (unfit("unfit_again"), unfit("unfit"));
    assert!(again.iter().all(|each| then.contains(each)), "{again:?} {then:?}\n{}", told());
    // What the form does not know either has no variable of today.
    let mut unknown: Vec<&str> = prefilled
        .account
        .iter()
        .filter(|line| line.status == Status::NotCarried && line.variable.is_none() && line.roster.is_none())
        .filter(|line| line.reason != Some(Reason::Own) && !line.key.starts_with("given__"))
        .map(|line| line.key)
        .collect();
    unknown.sort_unstable();
    let mut known: Vec<&str> = said["unknown"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    known.sort_unstable();
    assert!(unknown.iter().all(|key| known.contains(key)), "{unknown:?} {known:?}\n{}", told());
}
