//! `setsumon snapshot` and `setsumon test` as a designer uses them: what is written, what is told, and how it ends.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::run::{done, ended, setsumon};

const SURVEY: &str = r#"setsumon 1

survey demo "Demo" { locale en  edition 2025 }

section visit "Visit" {
  single how "How did you come?" { foot "On foot"  bike "By bike" }
  text rack "Where did you leave it?" when how is bike
}
"#;

const SCENARIO: &str = r#"title = "Who walks has nothing to park"
[answers]
visit.how = "foot"
[expect]
accepted = true
not_shown = ["visit.rack"]
"#;

/// A folder with a survey that has snapshots and a scenario.
struct Desk {
    _folder: tempfile::TempDir,
    survey: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let survey = folder.path().join("s.survey");
        std::fs::write(&survey, SURVEY).expect("the survey");
        let scenarios = folder.path().join("scenarios/s");
        std::fs::create_dir_all(&scenarios).expect("a folder");
        std::fs::write(scenarios.join("walker.toml"), SCENARIO).expect("the scenario");
        let desk = Self { _folder: folder, survey };
        done(&mut desk.run(&["snapshot"]));
        desk
    }

    /// The command on the survey, as at a desk and not on a server.
    fn run(&self, arguments: &[&str]) -> Command {
        let mut command = setsumon();
        command.args(arguments).arg(&self.survey).env_remove("CI").env_remove("TF_BUILD");
        command
    }

    fn edit(&self, old: &str, new: &str) {
        let text = std::fs::read_to_string(&self.survey).expect("the survey");
        assert!(text.contains(old), "{old}");
        std::fs::write(&self.survey, text.replace(old, new)).expect("the survey");
    }

    fn file(&self, inside: &str) -> PathBuf {
        self.survey.with_file_name("snapshots/s").join(inside)
    }
}

fn code(command: &mut Command) -> i32 {
    ended(command).status.code().expect("it ends by itself")
}

fn said(command: &mut Command) -> (i32, String) {
    let output = ended(command);
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stdout).expect("UTF-8"))
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn an_edit_is_shown_proposed_and_taken() {
    let desk = Desk::new();
    assert_eq!(code(&mut desk.run(&["test"])), 0, "nothing was edited");
    desk.edit("By bike", "By bicycle");
    let (exit, told) = said(&mut desk.run(&["test"]));
    assert_eq!(exit, 1);
    assert!(told.contains("changed question visit.how"), "{told}");
    assert!(told.contains("option bike: By bike → By bicycle"), "{told}");
    assert!(told.contains("s.survey:6:"), "{told}");
    assert!(!told.contains("visit.rack"), "{told}");
    assert!(text(&desk.file("visit/how.snap.new")).contains("option bike: By bicycle"));
    assert_eq!(code(&mut desk.run(&["test", "--accept"])), 0);
    assert!(text(&desk.file("visit/how.snap")).contains("option bike: By bicycle"));
    assert!(!desk.file("visit/how.snap.new").exists(), "what was taken waits no more");
}

#[test]
fn what_is_as_it_was_waits_no_more() {
    let desk = Desk::new();
    desk.edit("On foot", "Walking");
    assert_eq!(code(&mut desk.run(&["test"])), 1);
    assert!(desk.file("visit/how.snap.new").exists());
    desk.edit("Walking", "On foot");
    assert_eq!(code(&mut desk.run(&["test"])), 0);
    assert!(!desk.file("visit/how.snap.new").exists());
}

#[test]
fn one_of_several_is_taken() {
    let desk = Desk::new();
    desk.edit("On foot", "Walking");
    desk.edit("Where did you leave it?", "Where is it?");
    assert_eq!(code(&mut desk.run(&["test", "--accept=visit.rack"])), 1, "the other is open");
    assert!(text(&desk.file("visit/rack.snap")).contains("Where is it?"));
    assert!(text(&desk.file("visit/how.snap")).contains("On foot"));
    let misspelt = ended(&mut desk.run(&["test", "--accept=visit.hwo"]));
    assert_eq!(misspelt.status.code(), Some(2));
    let told = String::from_utf8_lossy(&misspelt.stderr).into_owned();
    assert!(told.contains("did you mean `visit.how`?"), "{told}");
}

#[test]
fn what_is_gone_is_told_and_removed() {
    let desk = Desk::new();
    desk.edit("  text rack \"Where did you leave it?\" when how is bike\n", "");
    std::fs::remove_dir_all(desk.survey.with_file_name("scenarios")).expect("the scenario asks for it");
    let (exit, told) = said(&mut desk.run(&["test"]));
    assert_eq!(exit, 1);
    assert!(told.contains("gone visit.rack"), "{told}");
    assert_eq!(code(&mut desk.run(&["test", "--accept"])), 0);
    assert!(!desk.file("visit/rack.snap").exists());
}

#[test]
fn nothing_is_written_on_a_server() {
    let desk = Desk::new();
    desk.edit("On foot", "Walking");
    assert_eq!(code(desk.run(&["test"]).env("CI", "true")), 1);
    assert_eq!(code(&mut desk.run(&["test", "--no-write"])), 1);
    assert!(!desk.file("visit/how.snap.new").exists());
    assert_eq!(code(desk.run(&["test"]).env("CI", "false")), 1);
    assert!(desk.file("visit/how.snap.new").exists(), "this is no server");
}

#[test]
fn what_differs_is_not_overwritten_unread() {
    let desk = Desk::new();
    desk.edit("On foot", "Walking");
    assert_eq!(code(&mut desk.run(&["snapshot"])), 1);
    assert!(text(&desk.file("visit/how.snap")).contains("On foot"));
    assert_eq!(code(&mut desk.run(&["snapshot", "--force"])), 0);
    assert!(text(&desk.file("visit/how.snap")).contains("Walking"));
}

#[test]
fn a_scenario_that_goes_otherwise_is_told_with_its_cause() {
    let desk = Desk::new();
    desk.edit("when how is bike", "when how is foot");
    let (exit, told) = said(&mut desk.run(&["test", "--accept"]));
    assert_eq!(exit, 1, "what a question is can be accepted, what happens to people cannot");
    for words in ["scenario Who walks has nothing to park", "walker.toml:6:14", "is foot “On foot”"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

/// A reason that is missing is a mistake, and still the designer sees what the edit did.
#[test]
fn what_changed_is_shown_though_no_reason_is_given() {
    let desk = Desk::new();
    done(&mut desk.run(&["freeze"]));
    std::fs::rename(desk.survey.with_file_name("2025.model.json"), desk.survey.with_file_name("2024.model.json"))
        .expect("the model");
    let model = desk.survey.with_file_name("2024.model.json");
    let before = text(&model).replacen("\"edition\":2025", "\"edition\":2024", 1);
    std::fs::write(&model, before).expect("the model");
    desk.edit("edition 2025", "edition 2025 follows \"2024.model.json\"");
    done(&mut desk.run(&["test", "--accept"]));
    desk.edit("By bike", "By train");
    let (exit, told) = said(&mut desk.run(&["test"]));
    assert_eq!(exit, 1);
    assert!(told.contains("option bike: By bike → By train"), "{told}");
    let refused = ended(&mut desk.run(&["test", "--accept"]));
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&desk.file("visit/how.snap")).contains("By bike"), "nothing is accepted before the reason is given");
}

#[test]
fn programs_are_told_the_same() {
    let desk = Desk::new();
    desk.edit("when how is bike", "when how is foot");
    let (exit, told) = said(&mut desk.run(&["test", "--message-format", "json"]));
    assert_eq!(exit, 1);
    let told: Value = serde_json::from_str(&told).expect("one object");
    assert_eq!(told["passed"], false);
    assert_eq!(told["differences"][0]["path"], "visit.rack");
    assert_eq!(told["differences"][0]["edits"][0]["new"], "when visit.how is foot");
    assert_eq!(told["scenarios"][0]["failed"][0]["line"], 6);
}

#[test]
fn logs_are_told_a_line_each() {
    let desk = Desk::new();
    desk.edit("when how is bike", "when how is foot");
    let (_, told) = said(&mut desk.run(&["test", "--message-format", "short"]));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].ends_with("s.survey:7:3: changed question visit.rack: asked"), "{told}");
    assert!(lines[1].contains("walker.toml:6:14: expected visit.rack"), "{told}");
    assert_eq!(lines.len(), 3, "{told}");
}

#[test]
fn the_surveys_of_the_repository_pass() {
    let surveys = [
        "surveys/chiren/2024.survey",
        "examples/07-checks-and-figures.survey",
        "examples/11-gates-and-ends.survey",
        "examples/12-given-and-personal.survey",
    ];
    done(setsumon().arg("test").args(surveys).arg("--no-write"));
    assert_eq!(code(setsumon().args(["test", "examples/01-one-question.survey"])), 1, "there is nothing to test");
    assert_eq!(code(setsumon().args(["test", "-"])), 2, "the standard input lies nowhere");
}
