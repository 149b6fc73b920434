//! What every command makes of a model in the place of its survey: the same, or a refusal in words. The commands are those of the command
//! line's own list.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

mod shared;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use shared::{Case, cases, commands, content, ended, project, setsumon};
use tempfile::TempDir;

/// What a command does with a model.
#[derive(PartialEq)]
enum Takes {
    /// What it does with the survey: the same words and the same files.
    Same,
    /// The same, but that it cannot say where in the survey something is written.
    WithoutPlaces,
    /// It needs the text.
    Refuses,
    /// It reads no survey.
    NoSurvey,
}

/// A command that is not here fails the test: it is to be said what it does.
fn takes(command: &str) -> Takes {
    match command {
        "check" | "build" | "validate" | "insert" | "migrate" | "preview" | "prefill" | "compare" | "diagram"
        | "prove" | "scenarios" | "impact" | "years" => Takes::Same,
        "diff" => Takes::WithoutPlaces,
        "fix" | "fmt" | "freeze" | "lock" | "rollover" | "snapshot" | "test" => Takes::Refuses,
        "new" | "explain" | "completions" | "man" | "help" => Takes::NoSurvey,
        other => panic!("`{other}` is a new command: say here what it makes of a model"),
    }
}

/// A project with a model of both surveys.
fn with_models() -> TempDir {
    let folder = project();
    let frozen = ended(setsumon(folder.path(), "freeze", &["2025.survey"]));
    assert!(frozen.status.success());
    folder
}

/// What came of a command.
#[derive(Debug, PartialEq)]
struct Came {
    code: Option<i32>,
    out: String,
    err: String,
    files: BTreeMap<PathBuf, String>,
}

fn came(command: &str, arguments: &[&str]) -> Came {
    let folder = with_models();
    let before = content(folder.path());
    let run = ended(setsumon(folder.path(), command, arguments));
    let mut files = content(folder.path());
    // Where a rule is written is told of a survey alone.
    files.retain(|path, text| before.get(path) != Some(text) && !path.ends_with("report.csv"));
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(".model.json", ".survey");
    Came {
        code: run.status.code(),
        // How long it took is another time another.
        out: if command == "build" { String::new() } else { words(&run.stdout) },
        err: words(&run.stderr),
        files: files.into_iter().map(|(path, text)| (inside(folder.path(), &path), text)).collect(),
    }
}

fn inside(folder: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(folder).unwrap().to_path_buf()
}

/// The arguments with each survey's model in its place; none where no survey is named.
fn of_models(case: &Case) -> Option<Vec<String>> {
    let named = case.arguments.iter().any(|argument| argument.ends_with(".survey"));
    let model = |argument: &&str| match *argument {
        "2024.survey" | "untidy.survey" | "tofix.survey" => "2024.model.json".to_owned(),
        "2025.survey" => "2025.model.json".to_owned(),
        other => other.to_owned(),
    };
    named.then(|| case.arguments.iter().map(model).collect())
}

#[test]
fn every_command_takes_a_model_or_says_that_it_does_not() {
    let mut tried = 0;
    for command in commands().iter().filter(|command| *command != "preview") {
        for case in cases(command) {
            let Some(models) = of_models(&case) else { continue };
            let models: Vec<&str> = models.iter().map(String::as_str).collect();
            let of_model = came(command, &models);
            tried += 1;
            match takes(command) {
                Takes::Same => {
                    let of_survey = came(command, case.arguments);
                    assert_eq!(of_survey.code, Some(case.good), "{command} {:?}", case.arguments);
                    assert_eq!(of_model, of_survey, "{command} {models:?}");
                }
                Takes::WithoutPlaces => {
                    assert_eq!(of_model.code, Some(case.good), "{command} {models:?}: {of_model:?}")
                }
                Takes::Refuses => {
                    assert!(
                        of_model.code == Some(2) && of_model.err.contains("is a model, which has no text"),
                        "{command} {models:?}: {of_model:?}"
                    );
                    assert!(of_model.files.is_empty(), "{command} {models:?}: {:?}", of_model.files.keys());
                }
                Takes::NoSurvey => panic!("{command} {models:?} reads a survey"),
            }
        }
    }
    assert!(tried > 20, "{tried} cases are not all there are");
}

#[test]
fn a_model_is_previewed() {
    assert!(takes("preview") == Takes::Same);
    let folder = with_models();
    let mut preview = setsumon(folder.path(), "preview", &["2025.model.json", "--port", "0"]);
    let mut child = preview.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("2025.model.json: made in"), "{line}");
}

#[test]
fn what_is_wrong_with_a_model_is_told_with_its_place() {
    let folder = with_models();
    let model = std::fs::read_to_string(folder.path().join("2025.model.json")).unwrap();
    for (wrong, place) in [
        (model.replacen("\"variable\":\"s__q\"", "\"variable\":\"s__r\"", 1), "there is no variable `s__r`"),
        (model.replace("\"format\":1", "\"format\":7").replace("\"format\": 1", "\"format\": 7"), "format 7"),
        ("{}".to_owned(), "this is not a Setsumon model"),
        ("{".to_owned(), "this is not a Setsumon model"),
    ] {
        std::fs::write(folder.path().join("wrong.json"), wrong).unwrap();
        for command in ["check", "build"] {
            let run = ended(setsumon(folder.path(), command, &["wrong.json"]));
            let told = String::from_utf8_lossy(&run.stderr).into_owned();
            assert!(run.status.code() == Some(1) && told.contains(place), "{command}: {told}");
        }
    }
}
