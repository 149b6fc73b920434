//! Compiling, like reading, is stopped by nothing: whatever is missing from a survey is told, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use setsumon_tests::project::Project;
use setsumon_tests::repo;

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
