//! Compiling, like reading, is stopped by nothing: whatever is missing from a survey is told, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use setsumon_tests::project::Project;
use setsumon_tests::repo;

fn survives(what: &str, text: &str) {
    let done = catch_unwind(AssertUnwindSafe(|| Project::of_case(text).compile()));
    let compiled = done.unwrap_or_else(|_| panic!("compiling panics on {what}"));
    let Ok(said) = catch_unwind(AssertUnwindSafe(|| compiled.said())) else { panic!("telling panics on {what}") };
    assert!(!said.is_empty() || compiled.0.form.is_some(), "{what} gives neither a form nor a message");
}

/// Small surveys that between them use every construct: the corpus and the course.
fn small() -> Vec<(String, String)> {
    let files = ["examples", "tests/corpus"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    files.map(|file| (repo::told(&file), repo::read(&file))).collect()
}

#[test]
fn small_surveys_compile_without_any_one_of_their_lines() {
    for (told, text) in small() {
        let lines: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.starts_with("////")).collect();
        for without in 0..lines.len() {
            let rest: String = lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
            survives(&format!("{told} without line {}", without + 1), &rest);
        }
    }
}

#[test]
fn small_surveys_compile_up_to_any_place() {
    for (told, text) in small() {
        let every = (text.chars().count() / 60).max(1);
        for (at, _) in text.char_indices().step_by(every) {
            survives(&format!("the first {at} bytes of {told}"), &text[..at]);
        }
    }
}

#[test]
fn the_real_survey_compiles_without_some_of_its_lines() {
    let file = repo::path("surveys/chiren/2024.survey");
    let text = repo::read(&file);
    let common = repo::read(&repo::path("surveys/chiren/common.survey"));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let every = (lines.len() / 60).max(1);
    for without in (0..lines.len()).step_by(every) {
        let rest: String = lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
        let project = Project::of(&rest).with("common.survey", common.as_str());
        let done = catch_unwind(AssertUnwindSafe(|| project.compile().said()));
        assert!(done.is_ok(), "compiling panics on the real survey without line {}", without + 1);
    }
}
