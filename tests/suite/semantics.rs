//! The examples of the page on meaning: each survey compiles, and each answer file below it gets the verdict that is claimed there.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::answers::{Answers, LastAnswers};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, Verdict, Violation, judge};
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::render::human;
use setsumon_tests::markdown::{Fence, fences};
use setsumon_tests::repo;

/// What an example claims in the comments at its top.
#[derive(Debug, Default)]
struct Claim {
    draft: bool,
    valid: bool,
    outcome: Option<String>,
    broken: BTreeSet<String>,
    warned: BTreeSet<String>,
    derived: BTreeMap<String, String>,
    last: Option<String>,
}

impl Claim {
    fn of(fence: &Fence) -> Self {
        let mut lines = fence.text.lines().filter_map(|line| line.strip_prefix("// "));
        let first = lines.next().unwrap_or_else(|| panic!("{}: no claim", fence.told()));
        let mut claim = Self::default();
        let first = match first.strip_prefix("draft ") {
            Some(rest) => {
                claim.draft = true;
                rest
            }
            None => first,
        };
        let (verdict, items) = first.split_once([',', ':']).unwrap_or((first, ""));
        claim.valid = match verdict {
            "valid" => true,
            "refused" => false,
            other => panic!("{}: `{other}` is no verdict", fence.told()),
        };
        for item in items.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            match item.split_once(' ') {
                Some(("outcome", outcome)) => claim.outcome = Some(outcome.to_owned()),
                Some((name, value)) if claim.valid => {
                    claim.derived.insert(name.to_owned(), value.to_owned());
                }
                Some(_) => {
                    claim.broken.insert(item.to_owned());
                }
                None => panic!("{}: `{item}` claims nothing", fence.told()),
            }
        }
        assert!(claim.valid || !claim.broken.is_empty(), "{}: refused by what?", fence.told());
        for line in lines {
            match line.split_once(": ") {
                Some(("last", json)) => claim.last = Some(json.to_owned()),
                Some(("warns", items)) => claim.warned.extend(items.split(", ").map(str::to_owned)),
                _ => panic!("{}: `{line}` claims nothing", fence.told()),
            }
        }
        claim
    }

    fn check(&self, form: &Form, json: &str, told: &str) {
        let answers = Answers::from_json(form, json).unwrap_or_else(|problem| panic!("{told}: {problem:?}"));
        let last = self.last.as_deref().map(|json| LastAnswers::from_json(form, json).unwrap());
        let judged = |mode| judge(form, &answers, last.as_ref(), mode);
        let verdict = judged(if self.draft { Mode::Draft } else { Mode::Submission });
        assert_eq!(told_of(&verdict.violations), self.broken, "{told}: violations\n{}", words(&verdict));
        assert_eq!(verdict.valid, self.valid, "{told}");
        assert_eq!(told_of(&verdict.warnings), self.warned, "{told}: warnings\n{}", words(&verdict));
        if let Some(outcome) = &self.outcome {
            assert_eq!(verdict.outcome.map(|outcome| outcome.as_str()), Some(outcome.as_str()), "{told}: outcome");
        }
        if !self.derived.is_empty() {
            assert_eq!(derived(&verdict), self.derived, "{told}: derived values");
        }
        if verdict.valid {
            assert!(judged(Mode::Draft).valid, "{told}: a valid submission is a valid draft");
        }
        let said = verdict.violations.iter().chain(&verdict.warnings);
        assert!(said.clone().all(|violation| !violation.message.is_empty()), "{told}: a violation without words");
    }
}

fn told_of(violations: &[Violation]) -> BTreeSet<String> {
    let told = |violation: &Violation| {
        let Violation { variable, kind, occurrence, repeat: _, rule: _, message: _ } = violation;
        match occurrence {
            Some(number) => format!("{} {variable} {number}", kind.as_str()),
            None => format!("{} {variable}", kind.as_str()),
        }
    };
    violations.iter().map(told).collect()
}

fn derived(verdict: &Verdict) -> BTreeMap<String, String> {
    let told = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    verdict.derived.iter().filter_map(|one| Some((one.name.clone(), told(one.value.as_ref()?)))).collect()
}

fn words(verdict: &Verdict) -> String {
    let said = verdict.violations.iter().chain(&verdict.warnings);
    said.map(|violation| format!("  {}: {}\n", violation.rule, violation.message)).collect()
}

/// A fragment stands in a section `s`; a whole survey stands for itself.
fn survey(fence: &Fence) -> String {
    match fence.info.as_str() {
        "survey" => fence.text.clone(),
        "survey fragment" => format!(
            "setsumon 1\n\nsurvey test \"Test\" {{ locale en  edition 2025  as_of 2025-01-01 }}\n\nsection s \"Section\" {{\n{}}}\n",
            fence.text
        ),
        other => panic!("{}: what is a `{other}`?", fence.told()),
    }
}

fn compile(fence: &Fence) -> Form {
    let outcome = setsumon_core::compile(&MemorySources::new().with("main.survey", survey(fence)), "main.survey");
    let errors: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.severity() == setsumon_diagnostics::Severity::Error)
        .map(|diagnostic| human(diagnostic, &outcome.sources, false))
        .collect();
    assert!(errors.is_empty(), "{} does not compile:\n{}", fence.told(), errors.join("\n"));
    outcome.form.unwrap_or_else(|| panic!("{}: no form", fence.told()))
}

#[test]
fn every_example_of_the_page_on_meaning_is_true() {
    let mut form = None;
    let mut examples = 0;
    for fence in fences(repo::root().join("docs/reference/semantics.md")) {
        if fence.info == "json" {
            let form = form.as_ref().unwrap_or_else(|| panic!("{}: answers to which survey?", fence.told()));
            let json: String =
                fence.text.lines().filter(|line| !line.starts_with("// ")).collect::<Vec<_>>().join("\n");
            Claim::of(&fence).check(form, &json, &fence.told());
            examples += 1;
        } else {
            form = Some(compile(&fence));
        }
    }
    assert!(examples > 60, "the page has lost its examples: {examples}");
}
