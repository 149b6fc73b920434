//! The first steps of somebody new: beginning a survey, and what a build says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let done = Command::new(env!("CARGO_BIN_EXE_setsumon")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_survey_is_begun_in_a_folder_of_its_own_and_compiles_as_it_is() {
    let folder = folder(&[]);
    for (name, locale, file) in [
        ("cafe", "en", "cafe.survey"),
        ("My Café-2", "ja", "my_caf_2.survey"),
        ("check", "en", "check_item.survey"),
        ("喫茶", "ja", "questionnaire.survey"),
    ] {
        let begun = run(folder.path(), &["new", name, "--locale", locale]);
        assert_eq!(begun.code, 0, "{}", begun.err);
        let path = format!("{name}/{file}");
        assert!(begun.out.contains(&path) && begun.err.contains("setsumon preview"), "{}{}", begun.out, begun.err);
        let text = fs::read_to_string(folder.path().join(&path)).unwrap();
        assert!(text.contains(&format!("locale {locale}")), "{text}");
        let checked = run(folder.path(), &["check", &path]);
        assert!(checked.code == 0 && checked.err.contains("no mistakes"), "{}{text}", checked.err);
        let formatted = run(folder.path(), &["fmt", "--check", &path]);
        assert_eq!(formatted.code, 0, "{}{text}", formatted.out);
        assert_eq!(names(&folder.path().join(name)), [file.to_owned()]);
    }
}

#[test]
fn a_new_survey_overwrites_nothing() {
    let folder = folder(&[("cafe/notes.txt", "mine"), ("file", "mine"), ("empty/x/y", "")]);
    fs::remove_dir_all(folder.path().join("empty/x")).unwrap();
    for name in ["cafe", "file"] {
        let refused = run(folder.path(), &["new", name]);
        assert_eq!(refused.code, 1, "{}", refused.out);
    }
    assert_eq!(names(&folder.path().join("cafe")), ["notes.txt".to_owned()]);
    assert_eq!(run(folder.path(), &["new", "empty"]).code, 0);
    assert_eq!(run(folder.path(), &["new", "a/b"]).code, 0);
    assert_eq!(run(folder.path(), &["new", "/"]).code, 2);
    let told = run(folder.path(), &["--message-format", "json", "new", "c", "--locale", "en"]);
    assert_eq!(told.out.trim(), r#"{"begun":"c/c.survey","locale":"en"}"#);
}

#[test]
fn what_a_target_leaves_out_is_told_where_it_is_asked_for() {
    let survey = "setsumon 1\n\nsurvey d \"D\" { locale en  edition 2024 }\n\nsection s \"S\" {\n  integer a \"A\" min 0\n  \
                  integer b \"B\" min 0\n  check a + b <= 9 \"Too many\"\n}\n";
    let folder = folder(&[("s.survey", survey)]);
    let plain = run(folder.path(), &["build", "s.survey", "--target", "json-schema"]);
    assert_eq!((plain.code, plain.err.as_str()), (0, ""));
    let asked = run(folder.path(), &["build", "s.survey", "--target", "json-schema", "--report"]);
    assert!(asked.out.contains("leaves out"), "{}", asked.out);
}
