//! The examples of the page on meaning: each survey compiles, and each answer file below it gets the verdict that is claimed there,
//! from the reference, from both schemas and from a database.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::answers::{Answers, LastAnswers};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, Verdict, Violation, judge};
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::render::human;
use setsumon_diagnostics::{Diagnostic, Severity};
use setsumon_editions::Session;
use setsumon_tests::agreement::judge::{File, Judge, Judged, disagreements};
use setsumon_tests::agreement::schema::JsonSchema;
use setsumon_tests::agreement::sqlite::Sqlite;
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

    /// What differs between the claim and the verdict.
    fn differs(&self, form: &Form, json: &str) -> Vec<String> {
        let answers = match Answers::from_json(form, json) {
            Ok(answers) => answers,
            Err(problem) => return vec![format!("{problem:?}")],
        };
        let last = self.last.as_deref().map(|json| LastAnswers::from_json(form, json).unwrap());
        let judged = |mode| judge(form, &answers, last.as_ref(), mode);
        let verdict = judged(if self.draft { Mode::Draft } else { Mode::Submission });
        let mut wrong = Vec::new();
        let mut same = |what: &str, found: String, claimed: String| {
            if found != claimed {
                wrong.push(format!("{what}: found {found}, claimed {claimed}"));
            }
        };
        same("violations", format!("{:?}", told_of(&verdict.violations)), format!("{:?}", self.broken));
        same("valid", verdict.valid.to_string(), self.valid.to_string());
        same("warnings", format!("{:?}", told_of(&verdict.warnings)), format!("{:?}", self.warned));
        if let Some(outcome) = &self.outcome {
            same("outcome", verdict.outcome.map_or("none", |outcome| outcome.as_str()).to_owned(), outcome.clone());
        }
        if !self.derived.is_empty() {
            same("derived", format!("{:?}", derived(&verdict)), format!("{:?}", self.derived));
        }
        if verdict.valid {
            same("valid as a draft", judged(Mode::Draft).valid.to_string(), "true".to_owned());
        }
        let said = verdict.violations.iter().chain(&verdict.warnings);
        same("without words", said.filter(|one| one.message.is_empty()).count().to_string(), "0".to_owned());
        if !wrong.is_empty() {
            wrong.push(words(&verdict));
        }
        wrong
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

fn compile(fence: &Fence) -> Result<Form, String> {
    let compiled = Session::new().check(&MemorySources::new().with("main.survey", survey(fence)), "main.survey");
    let is_error = |diagnostic: &&Diagnostic| diagnostic.code.severity() == Severity::Error;
    let said =
        compiled.diagnostics.iter().filter(is_error).map(|diagnostic| human(diagnostic, &compiled.sources, false));
    let said = said.collect::<Vec<_>>().join("\n");
    compiled.soundness.sound().ok_or_else(|| format!("{} does not compile:\n{said}", fence.told()))
}

/// What the schemas and the database say otherwise.
fn said_otherwise(form: &Form, json: &str) -> Vec<String> {
    let file: File = serde_json::from_str(json).unwrap();
    let judges: [&mut dyn Judge; 2] = [&mut JsonSchema, &mut Sqlite];
    let judged = Judged::of(form, std::slice::from_ref(&file));
    let said = judges.into_iter().flat_map(|judge| match disagreements(judge, &judged) {
        Ok(found) => found.into_iter().map(|(_, found)| format!("{found:?}")).collect(),
        Err(why) => vec![why],
    });
    said.collect()
}

#[test]
fn every_example_of_the_page_on_meaning_is_true() {
    let mut form = None;
    let mut examples = 0;
    let mut wrong = Vec::new();
    for fence in fences(repo::root().join("docs/reference/semantics.md")) {
        if fence.info != "json" {
            form = compile(&fence).map_err(|said| wrong.push(said)).ok();
            continue;
        }
        examples += 1;
        if let Some(form) = &form {
            let json = fence.text.lines().filter(|line| !line.starts_with("// ")).collect::<Vec<_>>().join("\n");
            let differs = Claim::of(&fence).differs(form, &json);
            wrong.extend(differs.into_iter().map(|what| format!("{}: {what}", fence.told())));
            wrong.extend(said_otherwise(form, &json).into_iter().map(|what| format!("{}: {what}", fence.told())));
        }
    }
    assert!(wrong.is_empty(), "the page on meaning is not true:\n{}", wrong.join("\n"));
    assert!(examples > 60, "the page has lost its examples: {examples}");
}

/// What the page says of the fields of a blank: they go with its value, and not with what was ticked in its place, which answers it too.
#[test]
fn the_fields_of_a_blank_go_with_its_value() {
    let page = repo::read(&repo::path("docs/reference/semantics.md"));
    assert!(page.contains("blank holding a value, which an answer in its place is not"), "the page says it otherwise");
    for kind in ["integer", "text", "date", "decimal digits 1"] {
        let (kind, clauses) = kind.split_once(' ').unwrap_or((kind, ""));
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n\
             {kind} n \"N\" {clauses} or {{ unknown \"Not known\" }} {{ text why \"Why\" }}\n\
             text seen \"Seen\" when answered n says none\n}}\n"
        );
        let compiled = Session::new().check(&MemorySources::new().with("main.survey", text), "main.survey");
        let form = compiled.soundness.sound().unwrap_or_else(|| panic!("{kind}"));
        let json = r#"{ "s__n__unknown": true, "s__n__why": "?", "s__seen": "answered" }"#;
        let verdict = judge(&form, &Answers::from_json(&form, json).unwrap(), None, Mode::Submission);
        assert_eq!(told_of(&verdict.violations), BTreeSet::from(["asked s__n__why".to_owned()]), "{kind}");
        assert!(words(&verdict).contains("Not known” is ticked"), "{}", words(&verdict));
        let otherwise = said_otherwise(&form, json);
        assert!(otherwise.is_empty(), "{kind}: {otherwise:?}");
    }
}
