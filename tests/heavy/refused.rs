//! What cannot be printed: found by `check --print` beforehand, and no reason to make nothing else.

use std::path::Path;

use crate::run::{ended, setsumon};

/// A survey with a title, which the fonts have or lack.
fn survey(folder: &Path, label: &str) {
    let text = format!(
        "setsumon 1\n\nsurvey s \"S\" {{ locale en  edition 2025 }}\n\nsection t \"T\" {{\n  text a \"A\"\n  text b \"{label}\"\n}}\n"
    );
    std::fs::write(folder.join("s.survey"), text).expect("the survey is written");
}

/// How the command ended, and what it said.
fn told(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = ended(setsumon().current_dir(folder).args(arguments));
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn check_says_beforehand_what_cannot_be_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    survey(folder, "Smile");
    assert_eq!(told(folder, &["check", "s.survey", "--print"]).0, Some(0));
    survey(folder, "Smile \u{1f600}");
    assert_eq!(told(folder, &["check", "s.survey"]).0, Some(0), "the survey itself is right");
    let (code, words) = told(folder, &["check", "s.survey", "--print"]);
    assert_eq!(code, Some(1), "{words}");
    for wanted in ["s.survey:7:3", "E0801", "U+1F600", "`t.b`"] {
        assert!(words.contains(wanted), "{wanted} is not said: {words}");
    }
    let (code, words) = told(folder, &["check", "s.survey", "--theme", "house.toml"]);
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("--print"), "{words}");
    assert_eq!(names(folder), ["s.survey"], "nothing is written");
}

#[test]
fn what_one_target_refuses_keeps_no_other_from_being_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let build = || told(folder, &["build", "s.survey", "--target", "html,pdf,model", "--out", "out"]);
    let out = folder.join("out");
    let others = ["form.html", "model.json", "model.schema.json"];
    let read = |name: &str| std::fs::read_to_string(out.join(name)).expect("the file is there");

    survey(folder, "Grin \u{1f600}");
    let (code, words) = build();
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("E0801") && words.contains("pdf is not made"), "{words}");
    assert_eq!(names(&out), others, "the others, and no half of a print");
    assert!(read("form.html").contains('\u{1f600}'));

    survey(folder, "Grin");
    assert_eq!(build().0, Some(0));
    let before = std::fs::read(out.join("questionnaire.pdf")).expect("the print");
    survey(folder, "Laugh \u{1f600}");
    assert_eq!(build().0, Some(1));
    assert!(read("form.html").contains("Laugh"), "the others are those of now");
    assert!(before == std::fs::read(out.join("questionnaire.pdf")).expect("the print"), "the print is the one before");

    let (code, words) = told(folder, &["build", "s.survey", "--target", "pdf", "--out", "alone"]);
    assert_eq!(code, Some(1), "{words}");
    assert!(!folder.join("alone").exists(), "nothing was made, so there is no folder");
}
