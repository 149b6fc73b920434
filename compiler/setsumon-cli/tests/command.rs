//! The command as its users call it: exit codes, streams, files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

#[path = "command/editions.rs"]
mod editions;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const GOOD: &str = r#"setsumon 1

survey demo "Demo" {
  locale en
  edition 2024
}

section s "S" {
  single q "Q" required {
    a "A"
    b "B"
  }
  integer n "N" when q is a min 0
}
"#;

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    run_with_input(folder, arguments, "")
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_setsumon"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
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

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
}

const TEXT_TARGETS: &str = "html,json-schema,ddl,codebook,model";

const TEXT_FILES: [&str; 12] = [
    "answer.draft.schema.json",
    "answer.schema.json",
    "codebook.csv",
    "codebook.html",
    "codebook.md",
    "duckdb.sql",
    "form.html",
    "model.json",
    "model.schema.json",
    "mysql.sql",
    "postgresql.sql",
    "sqlite.sql",
];

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn exit_codes_are_as_documented() {
    let folder = folder(&[("good.survey", GOOD), ("bad.survey", "setsumon 1\n\nsurvey x\n"), ("answers.json", "{}")]);
    let cases: [(&[&str], i32); 10] = [
        (&["check", "good.survey"], 0),
        (&["--help"], 0),
        (&["check", "bad.survey"], 1),
        (&["validate", "good.survey", "answers.json"], 1),
        (&["build", "good.survey", "--target", "paper"], 2),
        (&["explain", "E9999"], 2),
        (&["check", "-", "-"], 2),
        (&["check", "none.survey"], 3),
        (&["check", "."], 3),
        (&["check", "bad.survey", "none.survey", "good.survey"], 3),
    ];
    for (arguments, code) in cases {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}{}", run.out, run.err);
    }
}

#[test]
fn build_writes_all_files_under_their_fixed_names() {
    let folder = folder(&[("good.survey", GOOD)]);
    let run = run(folder.path(), &["build", "good.survey", "--target", TEXT_TARGETS]);
    assert_eq!(run.code, 0, "{}", run.err);
    let out = folder.path().join("out/demo-2024");
    assert_eq!(names(&out), TEXT_FILES);
    for name in TEXT_FILES {
        assert!(run.out.contains(name), "{name} is not in the table:\n{}", run.out);
    }
    assert!(run.out.contains("12 files"), "{}", run.out);
}

#[test]
fn building_again_gives_the_same_bytes_and_only_what_was_asked_for() {
    let folder = folder(&[("good.survey", GOOD)]);
    for place in ["one", "two"] {
        let run = run(folder.path(), &["build", "good.survey", "--target", TEXT_TARGETS, "--out", place]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    for name in TEXT_FILES {
        let read = |place: &str| fs::read(folder.path().join(place).join(name)).unwrap();
        assert!(read("one") == read("two"), "{name}");
    }
    let only = run(folder.path(), &["build", "good.survey", "-t", "model", "-t", "codebook", "-o", "some"]);
    assert_eq!(only.code, 0, "{}", only.err);
    assert_eq!(names(&folder.path().join("some")).len(), 5);
}

#[test]
fn a_mistake_anywhere_leaves_everything_as_it_was() {
    let folder = folder(&[
        ("good.survey", GOOD),
        ("bad.survey", "setsumon 1\n\nsurvey x\n"),
        ("out/demo-2024/model.json", "old"),
    ]);
    let run = run(folder.path(), &["build", "good.survey", "bad.survey", "--target", "model"]);
    assert_eq!(run.code, 1);
    let old = fs::read_to_string(folder.path().join("out/demo-2024/model.json")).unwrap();
    assert_eq!((old.as_str(), names(&folder.path().join("out"))), ("old", vec!["demo-2024".to_owned()]));
}

#[test]
fn two_surveys_for_one_folder_are_refused() {
    let folder = folder(&[("a.survey", GOOD), ("b.survey", GOOD)]);
    let run = run(folder.path(), &["build", "a.survey", "b.survey", "--target", "model"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn json_is_all_that_is_printed_for_programs() {
    let folder = folder(&[("good.survey", GOOD), ("bad.survey", "setsumon 1\n\nsurvey x\n")]);
    let check = run(folder.path(), &["check", "good.survey", "bad.survey", "--message-format", "json"]);
    let lines = json_lines(&check.out);
    assert_eq!((check.code, check.err.as_str()), (1, ""));
    assert_eq!(lines[0]["checked"], "good.survey");
    assert!(lines[1]["code"].is_string() && lines[1]["labels"][0]["file"] == "bad.survey", "{}", lines[1]);
    let build = run(folder.path(), &["build", "good.survey", "-t", "model", "--message-format", "json"]);
    let lines = json_lines(&build.out);
    let size = fs::metadata(folder.path().join(lines[0]["written"].as_str().unwrap())).unwrap().len();
    assert_eq!(lines[0]["bytes"], size);
    let lost = run(folder.path(), &["check", "none.survey", "--message-format", "json"]);
    assert_eq!((lost.code, lost.err.as_str(), &json_lines(&lost.out)[0]["exit"]), (3, "", &Value::from(3)));
}

#[test]
fn messages_name_files_as_they_were_typed() {
    let library = "setsumon 1\n\nchoices yn { yes }\n";
    let survey = GOOD.replace("section s", "import \"../lib/common.survey\"\n\nsection s");
    let folder = folder(&[("setsumon.toml", ""), ("lib/common.survey", library), ("in/s.survey", &survey)]);
    let above = run(folder.path(), &["check", "in/s.survey", "--message-format", "short"]);
    assert!(above.err.contains("lib/common.survey:3:"), "{}", above.err);
    let inside = run(&folder.path().join("lib"), &["check", "../in/s.survey", "--message-format", "short"]);
    assert!(inside.err.starts_with("common.survey:3:"), "{}", inside.err);
}

#[test]
fn imports_do_not_leave_the_project() {
    let library = "setsumon 1\n\nchoices yn { yes \"Yes\"  no \"No\" }\n";
    let survey = GOOD.replace("section s", "import \"../lib/common.survey\"\n\nsection s");
    let folder = folder(&[("lib/common.survey", library), ("in/s.survey", &survey)]);
    assert_eq!(run(folder.path(), &["check", "in/s.survey"]).code, 1, "without a marker the folder is the project");
    fs::write(folder.path().join("setsumon.toml"), "").unwrap();
    let marked = run(folder.path(), &["check", "in/s.survey"]);
    assert_eq!(marked.code, 0, "{}", marked.err);
}

#[test]
fn the_standard_input_imports_from_the_current_folder() {
    let library = "setsumon 1\n\nchoices yn { yes \"Yes\"  no \"No\" }\n";
    let survey = GOOD.replace("section s", "import \"common.survey\"\n\nsection s");
    let folder = folder(&[("common.survey", library)]);
    let good = run_with_input(folder.path(), &["check", "-"], &survey);
    assert_eq!(good.code, 0, "{}", good.err);
    let bad = run_with_input(folder.path(), &["check", "-", "--message-format", "short"], "survey");
    assert!(bad.code == 1 && bad.err.starts_with("<standard input>:1:"), "{}", bad.err);
}

#[test]
fn validate_tells_the_verdict_and_every_violation() {
    let folder = folder(&[
        ("s.survey", GOOD),
        ("right.json", r#"{"s__q": "a", "s__n": 3}"#),
        ("wrong.json", r#"{"s__q": "b", "s__n": 3}"#),
        ("half.json", "{}"),
        ("broken.json", "{"),
    ]);
    let right = run(folder.path(), &["validate", "s.survey", "right.json"]);
    assert_eq!((right.code, right.out.starts_with("right.json: valid, outcome complete")), (0, true), "{}", right.out);
    let wrong = run(folder.path(), &["validate", "s.survey", "wrong.json", "right.json", "--message-format", "json"]);
    let lines = json_lines(&wrong.out);
    assert_eq!((wrong.code, &lines[0]["valid"], &lines[1]["valid"]), (1, &Value::from(false), &Value::from(true)));
    assert_eq!(lines[0]["violations"][0]["variable"], "s__n");
    assert_eq!(run(folder.path(), &["validate", "s.survey", "half.json"]).code, 1);
    assert_eq!(run(folder.path(), &["validate", "s.survey", "half.json", "--draft"]).code, 0);
    let broken = run(folder.path(), &["validate", "s.survey", "broken.json"]);
    assert!(broken.code == 1 && broken.err.contains("broken.json:1:"), "{}", broken.err);
}

#[test]
fn freezing_is_done_once() {
    let folder = folder(&[("s.survey", GOOD)]);
    let model = folder.path().join("2024.model.json");
    assert_eq!(run(folder.path(), &["freeze", "s.survey"]).code, 0);
    let frozen = fs::read(&model).unwrap();
    assert_eq!(run(folder.path(), &["freeze", "s.survey"]).code, 0, "the same model may be frozen again");
    fs::write(folder.path().join("s.survey"), GOOD.replace("\"N\"", "\"Another\"")).unwrap();
    assert_eq!(run(folder.path(), &["freeze", "s.survey"]).code, 1);
    assert!(fs::read(&model).unwrap() == frozen, "what was in the field stays");
    assert_eq!(run(folder.path(), &["freeze", "s.survey", "--force"]).code, 0);
    assert!(fs::read(&model).unwrap() != frozen);
    let next = GOOD.replace("edition 2024", "edition 2025 follows \"2024.model.json\"").replace("\"N\"", "\"Another\"");
    fs::write(folder.path().join("next.survey"), next).unwrap();
    let run = run(folder.path(), &["freeze", "next.survey"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let model: Value = serde_json::from_slice(&fs::read(folder.path().join("2025.model.json")).unwrap()).unwrap();
    assert_eq!(model["history"][0]["editions"][0], 2024);
}

#[test]
fn formatting_changes_files_only_when_asked_to() {
    let untidy = GOOD.replace("  locale en", "      locale   en");
    let folder = folder(&[("s.survey", &untidy)]);
    let file = folder.path().join("s.survey");
    let check = run(folder.path(), &["fmt", "--check", "s.survey"]);
    assert!(
        check.code == 1 && check.out.contains("-      locale   en") && check.out.contains("+  locale en"),
        "{}",
        check.out
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), untidy);
    assert_eq!(run_with_input(folder.path(), &["fmt", "-"], &untidy).out, GOOD);
    assert_eq!(run(folder.path(), &["fmt", "s.survey"]).code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), GOOD);
    assert_eq!(run(folder.path(), &["fmt", "--check", "s.survey"]).code, 0);
    fs::write(&file, b"setsumon 1 \xff").unwrap();
    assert_eq!(run(folder.path(), &["fmt", "s.survey"]).code, 1);
    assert_eq!(fs::read(&file).unwrap(), b"setsumon 1 \xff", "what cannot be read is left alone");
}

#[test]
fn corrections_are_made_in_the_survey_and_in_what_it_imports() {
    let survey = "setsumon 1\n\nsurvey demo \"Demo\" {\n  locale en\n  edition 2024\n}\n\nimport \"lists.survey\"\n\n\
                  section s \"S\" {\n  single q \"Q\" requird from l\n}\n";
    let list = "setsumon 1\n\nchoices l {\n  a \"A\" @new\n  b \"B\"\n}\n";
    let folder = folder(&[("s.survey", survey), ("lists.survey", list)]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let shown = run(folder.path(), &["fix", "--diff", "s.survey"]);
    assert_eq!(shown.code, 1);
    assert!(shown.out.contains("-  a \"A\" @new\n+  a \"A\"\n"), "{}", shown.out);
    assert_eq!((read("s.survey").as_str(), read("lists.survey").as_str()), (survey, list), "nothing is changed");
    let fixed = run(folder.path(), &["fix", "s.survey"]);
    assert_eq!(fixed.code, 0, "{}{}", fixed.out, fixed.err);
    assert!(fixed.err.contains("lists.survey:4:9: E0702: leave out `@new`"), "{}", fixed.err);
    assert_eq!(read("lists.survey"), list.replace(" @new", ""));
    assert_eq!(run(folder.path(), &["check", "s.survey"]).code, 0);
    let again = run(folder.path(), &["fix", "--message-format", "json", "s.survey"]);
    assert!(again.out.starts_with("{\"fixed\":\"s.survey\",\"corrections\":0,"), "{}", again.out);
}

#[test]
fn the_lock_remembers_what_codes_mean() {
    let folder = folder(&[("s.survey", GOOD)]);
    let lock = folder.path().join("demo.lock");
    assert_eq!(run(folder.path(), &["lock", "--check", "s.survey"]).code, 1);
    assert!(!lock.exists(), "nothing is written");
    assert_eq!(run(folder.path(), &["lock", "s.survey"]).code, 0);
    let written = fs::read_to_string(&lock).unwrap();
    assert!(
        written.ends_with("s__n 2024 integer N\ns__q 2024 code Q\ns__q:a 2024 option A\ns__q:b 2024 option B\n"),
        "{written}"
    );
    assert_eq!(run(folder.path(), &["lock", "--check", "s.survey"]).code, 0);

    let next = GOOD.replace("2024", "2025").replace("integer n \"N\"", "integer n \"Number\"");
    fs::write(folder.path().join("s.survey"), &next).unwrap();
    for command in [
        &["check", "s.survey"][..],
        &["build", "--target", "model", "s.survey"],
        &["freeze", "s.survey"],
        &["lock", "s.survey"],
    ] {
        let told = run(folder.path(), command);
        assert!(told.code == 1 && told.err.contains("E0712"), "{command:?}: {}", told.err);
    }
    assert_eq!(fs::read_to_string(&lock).unwrap(), written, "a lock that was broken is not mended in silence");
    assert_eq!(run(folder.path(), &["lock", "--accept", "s.n", "s.survey"]).code, 0);
    assert!(fs::read_to_string(&lock).unwrap().contains("s__n 2024-2025 integer Number\n"));
    assert_eq!(run(folder.path(), &["check", "s.survey"]).code, 0);

    for accepted in ["zzz", "s.n"] {
        let stray = run(folder.path(), &["lock", "--accept", accepted, "s.survey"]);
        assert!(stray.code == 2 && stray.err.contains(&format!("nothing at `{accepted}` differs")), "{}", stray.err);
    }

    fs::write(&lock, "setsumon lock 1\n=======\n").unwrap();
    let told = run(folder.path(), &["lock", "s.survey"]);
    assert!(told.code == 1 && told.err.contains("demo.lock:2:1"), "{}", told.err);
}

/// Programs read the standard output, whatever was wrong with the call.
#[test]
fn wrong_usage_is_told_as_json_too() {
    let folder = folder(&[]);
    for arguments in [
        &["check", "--message-format", "json"][..],
        &["--message-format=json", "check"],
        &["nonsense", "--message-format", "json"],
        &["build", "s.survey", "--target", "stone", "--message-format", "json"],
        &["--message-format", "json"],
    ] {
        let wrong = run(folder.path(), arguments);
        assert!(wrong.code == 2 && wrong.err.is_empty(), "{arguments:?}: {} {}", wrong.out, wrong.err);
        let lines = json_lines(&wrong.out);
        assert_eq!((lines.len(), &lines[0]["exit"]), (1, &Value::from(2)), "{}", wrong.out);
        let message = lines[0]["failure"].as_str().unwrap();
        assert!(!message.is_empty() && !message.starts_with("error") && !message.contains('\n'), "{message}");
    }
}

#[test]
fn every_code_is_explained_and_every_shell_completed() {
    let folder = folder(&[]);
    let list = run(folder.path(), &["explain"]).out;
    let first = list.split_whitespace().next().unwrap().to_owned();
    let page = run(folder.path(), &["explain", &first.to_lowercase()]);
    assert!(page.code == 0 && page.out.contains(&first), "{}", page.out);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(folder.path(), &["completions", shell]);
        assert!(script.code == 0 && script.out.contains("setsumon"), "{shell}");
    }
    assert_eq!(run(folder.path(), &["--licenses"]).code, 0);
}

#[test]
fn colour_is_given_only_where_wanted() {
    let folder = folder(&[("bad.survey", "setsumon 1\n\nsurvey x\n")]);
    let escape = '\u{1b}';
    assert!(!run(folder.path(), &["check", "bad.survey"]).err.contains(escape), "a pipe is no terminal");
    assert!(run(folder.path(), &["check", "bad.survey", "--color", "always"]).err.contains(escape));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_its_engine_the_paper_is_refused_in_plain_words() {
    let folder = folder(&[("s.survey", GOOD)]);
    let run = run(folder.path(), &["build", "s.survey", "--target", "pdf,model"]);
    assert!(run.code == 2 && run.err.contains("without what prints on paper"), "{}", run.err);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn the_report_has_a_row_for_every_rule() {
    let folder = folder(&[("s.survey", GOOD)]);
    let run = run(folder.path(), &["build", "s.survey", "--target", "json-schema,ddl", "--out", "out", "--report"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = fs::read_to_string(folder.path().join("out/report.csv")).unwrap();
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[0], "\u{feff}rule,variable,kind,weight,binds,written,json-schema,ddl,why_declined");
    assert!(lines.iter().any(|line| line.starts_with("s__n.asked,s__n,asked,hard,always,s.survey:13:")), "{report}");
    assert!(lines[1..].iter().all(|line| line.contains(",enforced,enforced,")), "{report}");
    assert!(run.out.contains(&format!("{} rules", lines.len() - 1)), "{}", run.out);
}

#[test]
fn what_cannot_be_previewed_is_told_at_once() {
    let folder = folder(&[("s.survey", GOOD)]);
    assert_eq!(run(folder.path(), &["preview", "none.survey"]).code, 3);
    assert_eq!(run(folder.path(), &["preview", "-"]).code, 2);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = run(folder.path(), &["preview", "s.survey", "--port", &port]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains(&port) && run.err.contains("help"), "{}", run.err);
}
