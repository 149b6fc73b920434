//! The commands that carry answers from year to year, as people use them: what they read, write, refuse and leave alone.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::{Value as Json, json};
use setsumon_tests::repo;
use tempfile::TempDir;

use crate::run::{done, ended, setsumon};

const OLD: &str = "examples/2024.model.json";
const NEW: &str = "examples/14-this-year.survey";

/// A folder with answers of last year.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = Self { folder: tempfile::tempdir().expect("a folder") };
        let one = json!({ "_survey": "yearly", "_edition": 2024, "_respondent": "R1", "shop__guests": 120, "shop__chairs": 30, "shop__kind": "bar" });
        folder.write("one.json", &format!("{one:#}"));
        folder.write(
            "all.jsonl",
            &format!(
                "{one}\n{{\"shop__chairs\": 1, \"shop__chairs\": 2}}\n\n{}\n",
                json!({ "shop__chairs": 4, "x": 1 })
            ),
        );
        folder.write(
            "all.csv",
            "\u{feff}_respondent,shop__guests,shop__chairs,shop__kind\r\nR7,12,many,cafe\r\nR8,,5,\r\n",
        );
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).expect("it can be written");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    }

    fn prefill(&self, arguments: &[&str]) -> Output {
        ended(
            setsumon()
                .args(["prefill"])
                .args([repo::path(OLD), repo::path(NEW)])
                .args(arguments)
                .current_dir(self.folder.path()),
        )
    }
}

fn lines(text: &[u8]) -> Vec<Json> {
    let text = std::str::from_utf8(text).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))).collect()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_file_becomes_a_draft_that_validates() {
    let folder = Folder::new();
    let output = folder.prefill(&["one.json"]);
    assert!(output.status.success(), "{}", told(&output));
    let draft = lines(&output.stdout).remove(0);
    assert_eq!(draft["_edition"], 2025);
    assert_eq!(draft["_respondent"], "R1");
    assert_eq!(draft["shop__seats"], 30);
    assert_eq!(draft["_carried"], json!(["shop__seats"]));
    assert_eq!(draft["_last"], json!({ "shop__guests": 120, "shop__kind": "bar" }));
    folder.write("draft.json", &draft.to_string());
    let new = repo::path(NEW);
    done(setsumon().args([Path::new("validate"), &new, &folder.path("draft.json"), Path::new("--draft")]));
    let summary = told(&output);
    assert!(summary.contains("shop__kind = bar") && summary.contains("not offered any more"), "{summary}");
}

#[test]
fn what_is_wrong_with_one_of_many_stops_no_other() {
    let folder = Folder::new();
    let output = folder.prefill(&["all.jsonl", "--report", "account.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output.stdout).len(), 2);
    assert!(told(&output).contains("all.jsonl:2: column 38: the key `shop__chairs` stands twice"), "{}", told(&output));
    let account = folder.read("account.csv");
    assert!(account.contains("all.jsonl:4,,x,,,1,not_carried,unknown_key"), "{account}");
    assert!(account.contains("all.jsonl:1,R1,shop__chairs,,,30,carried,,shop__seats"), "{account}");
    // What is there stays there.
    let again = folder.prefill(&["all.jsonl", "--report", "account.csv"]);
    assert!(told(&again).contains("is there already"), "{}", told(&again));
    let other = folder.path("other.json");
    std::fs::write(&other, r#"{"_survey": "yearly", "_edition": 2023}"#).expect("it can be written");
    let output = folder.prefill(&["other.json", "one.json"]);
    assert_eq!((output.status.code(), lines(&output.stdout).len()), (Some(1), 1));
    assert!(told(&output).contains("these are answers to edition 2023, not 2024"), "{}", told(&output));
}

#[test]
fn csv_goes_in_and_out() {
    let folder = Folder::new();
    let output = folder.prefill(&["all.csv", "--format", "csv"]);
    assert!(output.status.success(), "{}", told(&output));
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows.len(), 3, "{text}");
    assert!(rows[0].starts_with("_survey,_edition,_respondent,_response,_carried,_last,"), "{text}");
    assert!(rows[1].starts_with("yearly,2025,R7,"), "{text}");
    // A word where a number stands is told, not guessed at.
    assert!(told(&output).contains("shop__chairs") && told(&output).contains("does not fit"), "{}", told(&output));
    folder.write("bad.csv", "size,colour\n1,2\n");
    let bad = folder.prefill(&["bad.csv"]);
    assert!(
        told(&bad).contains("no column of the first line is a variable of the edition these answers are of"),
        "{}",
        told(&bad)
    );
}

#[test]
fn drafts_in_a_folder_are_not_overwritten() {
    let folder = Folder::new();
    let arguments = ["one.json", "--out", "drafts", "--message-format", "json"];
    let output = folder.prefill(&arguments);
    assert!(output.status.success(), "{}", told(&output));
    let account = lines(&output.stdout);
    assert!(account.iter().any(|line| line["key"] == "shop__guests" && line["status"] == "shown"), "{account:?}");
    assert_eq!(account.last().expect("a summary")["drafts"], 1);
    folder.write("drafts/one.json", "mine");
    assert_eq!(folder.prefill(&arguments).status.code(), Some(1));
    assert_eq!(folder.read("drafts/one.json"), "mine");
    let forced: Vec<&str> = arguments.iter().copied().chain(["--force"]).collect();
    assert!(folder.prefill(&forced).status.success());
    assert!(folder.read("drafts/one.json").contains("\"shop__seats\": 30"));
}

#[test]
fn editions_that_do_not_follow_one_another_are_refused() {
    let output = ended(setsumon().args(["prefill", NEW, NEW, "-"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("edition 2025 follows 2024, not 2025"), "{}", told(&output));
    let output = ended(setsumon().args(["years", NEW, OLD, "--dialect", "sqlite"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("name the editions oldest first"), "{}", told(&output));
    let output = ended(setsumon().args(["years", OLD, NEW, "--dialect", "sqlite", "--schema", "2020=x"]));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_standard_input_is_read_as_it_comes() {
    let mut child = setsumon()
        .args(["prefill", OLD, NEW, "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(b"{\n  \"shop__chairs\": 3\n}\n{\n  \"shop__chairs\": 4\n}\n").expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let drafts: Vec<Json> =
        serde_json::Deserializer::from_slice(&output.stdout).into_iter().map(|draft| draft.expect("JSON")).collect();
    let seats: Vec<&Json> = drafts.iter().map(|draft| &draft["shop__seats"]).collect();
    assert_eq!(seats, [&json!(3), &json!(4)]);
}
