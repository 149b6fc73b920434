//! Compiling, like reading, is stopped by nothing: whatever is missing from a survey is told, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use setsumon_tests::project::Project;
use setsumon_tests::repo;
use setsumon_tests::targets::{emit, text_targets};

/// A survey to be broken, with the files it needs.
struct Whole {
    told: String,
    text: String,
    project: Project,
    /// In how many places it is broken.
    places: usize,
}

/// Compiles and tells; whichever comes of it, it must be one of the two.
fn survives(whole: &Whole, what: &str, broken: &str) {
    let project = whole.project.with_survey(broken);
    let done = catch_unwind(AssertUnwindSafe(|| {
        let compiled = project.compile();
        (compiled.said(), compiled.0.form().is_some())
    }));
    let Ok((said, form)) = done else { panic!("compiling panics on {what} of {}", whole.told) };
    assert!(!said.is_empty() || form, "{what} of {} gives neither a form nor a message", whole.told);
}

/// The small surveys that between them use every construct, and the real one.
fn surveys() -> Vec<Whole> {
    let mut found = Vec::new();
    for file in ["examples", "tests/corpus/types", "tests/corpus/check"]
        .into_iter()
        .flat_map(|folder| repo::files(folder, ".survey"))
    {
        let text = repo::read(&file);
        let main = text.split("\n////").next().unwrap_or_default().to_owned();
        let places = if text.len() > 600 { 60 } else { 15 };
        let library = repo::read(&repo::path("examples/common.survey"));
        let project = Project::of_case(&text).with("common.survey", library);
        found.push(Whole { told: repo::told(&file), text: main, project, places });
    }
    let real = repo::read(&repo::path("surveys/chiren/2024.survey"));
    let common = repo::read(&repo::path("surveys/chiren/common.survey"));
    let project = Project::of(&real).with("common.survey", common);
    found.push(Whole { told: "surveys/chiren/2024.survey".to_owned(), text: real, project, places: 60 });
    found
}

#[test]
fn surveys_compile_without_any_one_of_their_lines() {
    for whole in surveys() {
        let lines: Vec<&str> = whole.text.split_inclusive('\n').collect();
        for without in (0..lines.len()).step_by((lines.len() / whole.places).max(1)) {
            let rest: String =
                lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
            survives(&whole, &format!("all but line {}", without + 1), &rest);
        }
    }
}

#[test]
fn surveys_compile_up_to_any_place() {
    for whole in surveys() {
        let every = (whole.text.chars().count() / whole.places).max(1);
        for (at, _) in whole.text.char_indices().step_by(every) {
            survives(&whole, &format!("the first {at} bytes"), &whole.text[..at]);
        }
    }
}

/// Numbers at the ends of what is counted with, and beyond.
const FARTHEST: [&str; 9] = [
    "-99999999999999999999",
    "-9223372036854775808",
    "-9223372036854775807",
    "-1",
    "0",
    "1",
    "9223372036854775806",
    "9223372036854775807",
    "99999999999999999999",
];

/// A survey whose numbers are as large as they may be is one of which everything can be made, or is refused.
#[test]
fn the_farthest_numbers_stop_nothing() {
    let mut made = 0;
    let asked = [
        "integer n \"N\"",
        "decimal n \"N\" digits 3",
        "decimal n \"N\" digits 18",
        "multi n \"N\" { a \"A\"  b \"B\" }",
    ];
    for kind in asked {
        for (low, high) in FARTHEST.iter().flat_map(|low| FARTHEST.map(|high| (*low, high))) {
            let bounds = if kind.starts_with("multi") { String::new() } else { format!("min {low} max {high}") };
            let n = if kind.starts_with("multi") { "count(n)" } else { "n" };
            let question = if bounds.is_empty() { kind.to_owned() } else { format!("{kind} {bounds}") };
            for constant in [low, high] {
                let checks: String = ["=", "!=", "<", "<=", ">", ">="]
                    .iter()
                    .map(|op| format!("  check {n} {op} {constant} \"{op} {constant}\"\n"))
                    .collect();
                let text = format!(
                    "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  {question}\n{checks}}}\n"
                );
                let compiled = Project::of(&text).compile();
                let Some(form) = compiled.0.form() else { continue };
                made += 1;
                for target in text_targets() {
                    emit(target.as_ref(), form, &text);
                }
            }
        }
    }
    assert!(made > 100, "only {made} of these are surveys");
}
