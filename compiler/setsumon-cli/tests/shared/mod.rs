//! Every command of the command line's own list, and a project in which each has something to do.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    missing_debug_implementations,
    reason = "each test binary uses a part of it"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

pub const SETSUMON: &str = env!("CARGO_BIN_EXE_setsumon");

pub const OLD: &str = "setsumon 1\n\nsurvey demo \"Demo\" {\n  locale en\n  edition 2024\n}\n\n\
                   section s \"S\" {\n  single q \"Q\" {\n    a \"A\"\n    b \"B\"\n  }\n}\n";

/// A command with arguments with which it has something to write, and how it ends well.
pub struct Case {
    pub arguments: &'static [&'static str],
    pub good: i32,
    /// What is to be a file and can be a device instead.
    pub out: Option<&'static str>,
    /// Whether it writes files with these arguments.
    pub writes_files: bool,
}

pub const fn says(arguments: &'static [&'static str], good: i32) -> Case {
    Case { arguments, good, out: None, writes_files: false }
}

pub const fn says_or_writes(arguments: &'static [&'static str], out: &'static str) -> Case {
    Case { arguments, good: 0, out: Some(out), writes_files: false }
}

pub const fn writes(arguments: &'static [&'static str]) -> Case {
    Case { arguments, good: 0, out: None, writes_files: true }
}

/// How each command is tried. One that is not here fails the test: it is to be tried too.
pub fn cases(command: &str) -> Vec<Case> {
    match command {
        "new" => vec![writes(&["begun"])],
        "check" => vec![says(&["2024.survey"], 0), says(&["2024.survey", "--message-format", "json"], 0)],
        "build" => vec![writes(&["2024.survey", "--target", "html,ddl,codebook", "--report"])],
        "fix" => vec![writes(&["tofix.survey"]), says(&["--diff", "tofix.survey"], 1)],
        "fmt" => vec![writes(&["untidy.survey"]), says(&["--check", "untidy.survey"], 1)],
        "validate" => vec![says(&["2024.survey", "answers.json"], 0)],
        "insert" => vec![says(&["2024.survey", "answers.json", "--dialect", "sqlite"], 0)],
        "migrate" => vec![says(&["2024.survey", "2025.survey", "--dialect", "sqlite"], 0)],
        "preview" => vec![says(&["2024.survey", "--port", "0"], 0)],
        "diff" => vec![says(&["2024.survey", "2025.survey"], 0), says(&["--schema"], 0)],
        "prove" => vec![says(&["2024.survey", "--to", "s.q"], 0), says(&["2024.survey", "--to", "s.q", "--json"], 0)],
        "scenarios" => vec![says(&["2024.survey"], 0)],
        "diagram" => vec![
            says_or_writes(&["2024.survey", "--open", "s"], "--out"),
            says_or_writes(&["2024.survey", "2025.survey"], "--out"),
        ],
        "compare" => vec![says_or_writes(&["2024.survey", "2025.survey"], "--out")],
        "impact" => vec![says_or_writes(&["2024.survey", "2025.survey", "--respondents", "3"], "--out")],
        "prefill" => vec![
            says_or_writes(&["2024.survey", "2025.survey", "answers.json"], "--report"),
            says(&["2024.survey", "2025.survey", "answers.json", "--format", "csv"], 0),
            writes(&["2024.survey", "2025.survey", "answers.json", "--out", "drafts"]),
            writes(&["2024.survey", "2025.survey", "answers.json", "--report", "account.csv"]),
        ],
        "rollover" => vec![writes(&["2025.survey"]), says_or_writes(&["2025.survey"], "--out")],
        "snapshot" => vec![writes(&["2024.survey"])],
        "test" => vec![writes(&["2025.survey", "--accept"])],
        "years" => vec![says(&["2024.survey", "2025.survey", "--dialect", "sqlite"], 0)],
        "lock" => vec![writes(&["2024.survey"])],
        "freeze" => vec![writes(&["2025.survey"])],
        "explain" => vec![says(&["E0201"], 0), says(&[], 0)],
        "completions" => vec![says(&["bash"], 0)],
        "man" => vec![says(&["build"], 0), says(&[], 0)],
        "help" => vec![says(&[], 0), says(&["check"], 0)],
        other => panic!("`{other}` is a new command: say here how it is tried where it cannot write"),
    }
}

/// The commands as the command line lists them.
pub fn commands() -> Vec<String> {
    let help = Command::new(SETSUMON).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.trim().is_empty());
    let names: Vec<String> =
        lines.filter_map(|line| Some(line.strip_prefix("  ")?.split(' ').next()?.to_owned())).collect();
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 15, "the list is not where it was: {help}");
    names
}

/// A project in which every command has something to do.
pub fn project() -> TempDir {
    project_with(&str::to_owned)
}

/// The same with other surveys.
pub fn project_with(change: &dyn Fn(&str) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let new = OLD.replace("edition 2024", "edition 2025 follows \"2024.model.json\"");
    let new =
        new.replace("\"Q\" {", "\"Q\" revised addition \"asked for\" {").replace("\"B\"", "\"B\"\n    c \"C\" @new");
    let mut files = vec![
        ("setsumon.toml", String::new()),
        ("2024.survey", OLD.to_owned()),
        ("2025.survey", new),
        ("untidy.survey", OLD.replace("  locale en", "        locale   en")),
        ("tofix.survey", OLD.replace("single q \"Q\" {", "single q \"Q\" requird {")),
        ("answers.json", r#"{"s__q":"a"}"#.to_owned()),
    ];
    let header = "---\nsource: \"2025.survey\"\ndescription: \"Q\"\nexpression: \"s.q\"\n---\nold\n";
    files.push(("snapshots/2025/s/q.snap", header.to_owned()));
    files.push(("snapshots/2025/s/gone.snap", header.to_owned()));
    for (name, content) in files {
        let content = if name.ends_with(".survey") { change(&content) } else { content };
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    let frozen = Command::new(SETSUMON).args(["freeze", "2024.survey"]).current_dir(&folder).output().unwrap();
    assert!(frozen.status.success());
    folder
}

/// Everything in a folder, with what it holds.
pub fn content(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(content(&path));
        } else if path.is_file() {
            found.insert(path.clone(), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
        }
    }
    found
}

pub fn setsumon(folder: &Path, command: &str, arguments: &[&str]) -> Command {
    let mut setsumon = Command::new(SETSUMON);
    setsumon.arg(command).args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("CI");
    setsumon
}

/// Runs it to its end, and not for ever.
pub fn ended(mut command: Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    // What it writes is read all along: it would wait for ever where the pipe is full.
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || send.send(child.wait_with_output()));
    receive.recv_timeout(Duration::from_secs(60)).map_or_else(
        |_| {
            let _ = Command::new("kill").args(["-9", &id]).status();
            panic!("it does not end: {command:?}");
        },
        Result::unwrap,
    )
}
