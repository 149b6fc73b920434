//! The command as people use it: what it prints, where it writes, how it ends.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::run::{done, ended, setsumon};

fn code(arguments: &[&str]) -> i32 {
    ended(setsumon().args(arguments)).status.code().expect("the command ends by itself")
}

#[test]
fn it_ends_as_documented() {
    assert_eq!(code(&["check", "examples/01-one-question.survey"]), 0);
    assert_eq!(code(&["check", "examples/broken/names.survey"]), 1);
    assert_eq!(code(&["check", "examples/01-one-question.survey", "examples/broken/names.survey"]), 1);
    assert_eq!(code(&["check", "--no-such-option"]), 2);
    assert_eq!(code(&["check", "no/such/file.survey"]), 3);
    assert_eq!(code(&["explain", "E9999"]), 2);
}

#[test]
fn it_reads_the_standard_input() {
    let mut child = setsumon()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let survey = std::fs::read(setsumon_tests::repo::path("examples/01-one-question.survey")).expect("the survey");
    child.stdin.take().expect("its input").write_all(&survey).expect("it reads");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn its_json_is_one_object_a_line() {
    let output = ended(setsumon().args(["check", "--message-format", "json", "examples/broken/names.survey"]));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let objects: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect();
    let codes = objects.iter().filter(|object| object.get("code").is_some()).count();
    assert!(codes >= 5, "the messages are there:\n{text}");
}

#[test]
fn its_short_messages_begin_with_the_place() {
    let output = ended(setsumon().args(["check", "--message-format", "short", "examples/broken/names.survey"]));
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        text.lines().any(|line| line.starts_with("examples/broken/names.survey:10:") && line.contains("error[E0203]")),
        "{text}"
    );
}

#[test]
fn it_explains_by_number_and_by_name() {
    let by_number = done(setsumon().args(["explain", "E0201"]));
    assert!(by_number.contains("unknown-name"), "{by_number}");
    assert_eq!(by_number, done(setsumon().args(["explain", "unknown-name"])));
}

#[test]
fn the_surveys_of_the_repository_are_formatted() {
    let files = ["surveys/chiren/2023.survey", "surveys/chiren/2024.survey", "surveys/chiren/common.survey"];
    done(setsumon().args(["fmt", "--check"]).args(files));
}

#[test]
fn a_mistake_leaves_what_was_built_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let survey = folder.path().join("s.survey");
    let out = folder.path().join("out");
    let build = || {
        ended(setsumon().args(["build", "--target", "html,json-schema", "--out"]).arg(&out).arg(&survey)).status.code()
    };
    std::fs::copy(setsumon_tests::repo::path("examples/01-one-question.survey"), &survey).expect("a survey");
    assert_eq!(build(), Some(0));
    let before = std::fs::read(out.join("form.html")).expect("the form");
    std::fs::write(&survey, "setsumon 1\n").expect("a broken survey");
    assert_eq!(build(), Some(1));
    assert!(before == std::fs::read(out.join("form.html")).expect("the form"), "the form has changed");
}

#[test]
fn every_command_has_a_manual_page() {
    let page = done(setsumon().arg("man"));
    let help = done(setsumon().arg("--help"));
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What is said of a command goes on below it, further in.
    let named = listed.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let commands: Vec<&str> = named.filter_map(|line| line.split(' ').next()).filter(|name| *name != "help").collect();
    assert!(commands.len() > 20, "{help}");
    for command in commands {
        assert!(page.contains(&format!("setsumon\\-{command}(1)")), "{command} is not in the page of setsumon");
        let own = done(setsumon().args(["man", command]));
        assert!(own.starts_with(".ie") && own.contains(&format!(".TH setsumon-{command} 1")), "{command}: {own}");
    }
}

#[test]
fn completions_are_there_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(done(setsumon().args(["completions", shell])).contains("setsumon"), "{shell}");
    }
}
