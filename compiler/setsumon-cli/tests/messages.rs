//! What is said of surveys: by every command of the command line's own list, in every format, with warnings that count as mistakes and
//! with those that a project makes more or less of.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by failing"
)]

mod shared;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use shared::{Case, cases, commands, content, ended, project, project_with, setsumon};
use tempfile::TempDir;

/// What is wrong with the surveys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Clean,
    Warned,
    Wrong,
}

const KINDS: [Kind; 3] = [Kind::Clean, Kind::Warned, Kind::Wrong];

const FORMATS: [&str; 5] = ["human", "short", "json", "sarif", "github"];

/// The project in which each command has something to do, its surveys with a mistake, with a warning, or with neither.
fn surveys(kind: Kind) -> TempDir {
    match kind {
        Kind::Clean => project(),
        // Nothing mends that.
        Kind::Warned => project_with(&|text| text.replace("\"Q\"", "\"<b>Q</b>\"")),
        Kind::Wrong => {
            let folder = project();
            for name in ["2024.survey", "2025.survey", "untidy.survey", "tofix.survey"] {
                let file = folder.path().join(name);
                let text = fs::read_to_string(&file).unwrap();
                fs::write(
                    &file,
                    text.replace("section s \"S\" {\n", "section s \"S\" {\n  text w \"W\" when zzz is a\n"),
                )
                .unwrap();
            }
            folder
        }
    }
}

struct Came {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs a command to its end. A preview has none: it is ended once it has said where it is.
fn came(folder: &Path, command: &str, arguments: &[&str]) -> Came {
    let mut run = setsumon(folder, command, arguments);
    if command != "preview" || arguments.contains(&"sarif") {
        let output = ended(run);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        return Came { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    }
    let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut out = String::new();
    while !out.contains("http://localhost") {
        assert!(lines.read_line(&mut out).unwrap() > 0, "{out}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut err = String::new();
    lines.read_to_string(&mut out).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    Came { code: None, out, err }
}

/// The ways in which a command is tried, in one format each.
fn tried(command: &str) -> Vec<Case> {
    cases(command).into_iter().filter(|case| !case.arguments.contains(&"--message-format")).collect()
}

fn names_a_survey(case: &Case) -> bool {
    case.arguments.iter().any(|argument| argument.ends_with(".survey"))
}

fn schema() -> jsonschema::Validator {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/judges/sarif-2.1.0.schema.json"));
    // One of its patterns has a bracket too many, which not every engine lets pass.
    let text = text.unwrap().replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// The codes that are told, where everything is as the format says.
fn told(format: &str, came: &Came, schema: &jsonschema::Validator) -> Result<Vec<String>, String> {
    let code = |line: &str| line.get(1..6).map(str::to_owned).ok_or_else(|| line.to_owned());
    let quiet = |stream: &str| if stream.is_empty() { Ok(()) } else { Err(format!("it also says {stream}")) };
    match format {
        "human" => {
            let is_code = |line: &&str| {
                line.len() == 5
                    && line.starts_with(['E', 'W'])
                    && line.bytes().skip(1).all(|byte| byte.is_ascii_digit())
            };
            Ok(came.err.lines().filter(is_code).map(str::to_owned).collect())
        }
        "short" => {
            let lines =
                came.err.lines().filter_map(|line| line.split_once(": error[").or(line.split_once(": warning[")));
            lines
                .map(|(place, rest)| {
                    let mut numbers = place.rsplit(':').take(2);
                    let placed = numbers.all(|number| number.parse::<u32>().is_ok());
                    if placed { rest.get(..5).map(str::to_owned).ok_or(rest.to_owned()) } else { Err(place.to_owned()) }
                })
                .collect()
        }
        "github" => {
            let lines = came.err.lines().filter(|line| line.starts_with("::") && !line.contains(" title=setsumon::"));
            lines
                .map(|line| {
                    let (_, title) = line.split_once(",title=").ok_or(line)?;
                    let (title, _) = title.split_once("::").ok_or(line)?;
                    code(&format!(" {title}"))
                })
                .collect()
        }
        "json" => {
            quiet(&came.err)?;
            let mut codes = Vec::new();
            for line in came.out.lines() {
                let value: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
                let object = value.as_object().ok_or_else(|| line.to_owned())?;
                if object.contains_key("slug") {
                    codes.push(object["code"].as_str().unwrap().to_owned());
                }
            }
            Ok(codes)
        }
        "sarif" => {
            quiet(&came.err)?;
            let document: Value = serde_json::from_str(&came.out).map_err(|error| format!("{error}: {}", came.out))?;
            if let Some(error) = schema.iter_errors(&document).next() {
                return Err(format!("{}: {error}", error.instance_path()));
            }
            let run = &document["runs"][0];
            assert_eq!(run["invocations"][0]["exitCode"].as_i64(), came.code.map(i64::from));
            Ok(run["results"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["ruleId"].as_str().unwrap().to_owned())
                .collect())
        }
        other => panic!("{other} is a new format: say here how it is read"),
    }
}

/// The formats are those of the command line.
#[test]
fn every_format_is_tried() {
    let help = ended(setsumon(project().path(), "check", &["--help"]));
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, list) = help.split_once("--message-format").unwrap();
    let (list, _) = list.split_once("--color").unwrap();
    let named: Vec<&str> = list.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()).collect();
    assert_eq!(named, FORMATS, "{help}");
}

#[test]
fn every_command_tells_the_same_in_every_format() {
    let schema = schema();
    for command in commands().iter().filter(|command| *command != "help") {
        for case in tried(command) {
            for kind in KINDS {
                let mut by_format = Vec::new();
                // What names no survey says nothing of one: pages, scripts and manuals are what they are.
                let reads = names_a_survey(&case);
                for format in FORMATS.into_iter().filter(|format| reads || *format != "json") {
                    // Each in a project of its own: some change what they read.
                    let folder = surveys(kind);
                    let arguments = [case.arguments, &["--message-format", format]].concat();
                    let came = came(folder.path(), command, &arguments);
                    let codes = told(format, &came, &schema)
                        .unwrap_or_else(|why| panic!("{command} {arguments:?} {kind:?}: {why}"));
                    // Where a document cannot stand beside the answer, that is said, and nothing is done.
                    let refuses = came.code == Some(2) && (format == "sarif" || format == "json");
                    if refuses {
                        assert!(codes.is_empty(), "{command} {arguments:?}");
                    } else {
                        by_format.push((format, codes, came.code));
                    }
                }
                let (_, first, code) = &by_format[0];
                for (format, codes, ended) in &by_format {
                    assert_eq!((codes, ended), (first, code), "{command} {:?} {kind:?} {format}", case.arguments);
                }
            }
        }
    }
}

/// Whoever tells warnings can be told to take them for mistakes, and nobody else.
#[test]
fn warnings_count_as_mistakes_wherever_they_are_told() {
    let mut deny = 0;
    for command in commands().iter().filter(|command| *command != "help") {
        let help = String::from_utf8(ended(setsumon(project().path(), command, &["--help"])).stdout).unwrap();
        let offers = help.contains("--deny-warnings");
        deny += usize::from(offers);
        for case in tried(command) {
            let folder = surveys(Kind::Warned);
            let short = [case.arguments, &["--message-format", "short"]].concat();
            let plain = came(folder.path(), command, &short);
            let tells = plain.err.contains(": warning[W0606]");
            assert_eq!(tells, offers && names_a_survey(&case), "{command} {:?}: {}", case.arguments, plain.err);
            if !tells {
                continue;
            }
            assert!(plain.code.is_none_or(|code| code == case.good), "{command} {:?}: {}", case.arguments, plain.err);
            let folder = surveys(Kind::Warned);
            let denied = came(folder.path(), command, &[&short[..], &["--deny-warnings"]].concat());
            assert!(denied.err.contains(": warning[W0606]"), "it stays a warning: {}", denied.err);
            if command == "preview" {
                assert!(denied.err.contains("1 mistake"), "{}", denied.err);
                continue;
            }
            assert_eq!(denied.code, Some(1), "{command} {:?}: {}", case.arguments, denied.err);
            // What can be mended is.
            if command != "fix" {
                let places = |files: std::collections::BTreeMap<std::path::PathBuf, String>, of: &TempDir| -> Vec<_> {
                    files
                        .into_iter()
                        .map(|(path, text)| (path.strip_prefix(of.path()).unwrap().to_owned(), text))
                        .collect()
                };
                let fresh = surveys(Kind::Warned);
                assert_eq!(
                    places(content(folder.path()), &folder),
                    places(content(fresh.path()), &fresh),
                    "{command} {:?} writes what is refused",
                    case.arguments
                );
            }
            // Where there is nothing to warn of, it changes nothing.
            let clean = surveys(Kind::Clean);
            let fine = came(clean.path(), command, &[&short[..], &["--deny-warnings"]].concat());
            assert_eq!(fine.code, Some(case.good), "{command} {:?}: {}", case.arguments, fine.err);
        }
    }
    assert!(deny > 15, "{deny} commands offer it");
}

/// What a project says of a warning holds for whoever would tell it.
#[test]
fn a_project_turns_warnings_off_or_makes_mistakes_of_them_everywhere() {
    for command in commands().iter().filter(|command| *command != "help") {
        for case in tried(command) {
            let short = [case.arguments, &["--message-format", "short"]].concat();
            let with = |text: &str| {
                let folder = surveys(Kind::Warned);
                fs::write(folder.path().join("setsumon.toml"), text).unwrap();
                came(folder.path(), command, &short)
            };
            let as_it_is = with("");
            if !as_it_is.err.contains(": warning[W0606]") {
                // It tells no warnings, so it does not look at what a project makes of them.
                let broken = with("[levels]\nW0606 = 3\n");
                assert_eq!((broken.code, broken.err), (as_it_is.code, as_it_is.err), "{command} {:?}", case.arguments);
                continue;
            }
            let off = with("[levels]\nW0606 = \"off\"\n");
            assert!(!off.err.contains("W0606"), "{command} {:?}: {}", case.arguments, off.err);
            assert_eq!(off.code, as_it_is.code, "{command} {:?}: {}", case.arguments, off.err);
            let raised = with("[levels]\nprinted-as-it-stands = \"error\"\n");
            assert!(raised.err.contains(": error[W0606]"), "{command} {:?}: {}", case.arguments, raised.err);
            let broken = with("[levels]\nW0606 = 3\n");
            let said = broken.err.matches("setsumon.toml:2:9: error[E1103]").count();
            assert_eq!(said, 1, "{command} {:?}: {}", case.arguments, broken.err);
            if command != "preview" {
                assert_eq!((raised.code, broken.code), (Some(1), Some(1)), "{command} {:?}", case.arguments);
            }
        }
    }
}

/// The nearest file holds, for what lies in its folder and below, and one beyond the repository for nobody.
#[test]
fn the_nearest_project_file_holds() {
    let folder = tempfile::tempdir().unwrap();
    let survey = shared::OLD.replace("\"Q\"", "\"<b>Q</b>\"");
    for place in ["repo/a", "repo/b", "repo/b/c"] {
        fs::create_dir_all(folder.path().join(place)).unwrap();
        fs::write(folder.path().join(place).join("s.survey"), &survey).unwrap();
    }
    let write = |place: &str, level: &str| {
        fs::write(folder.path().join(place).join("setsumon.toml"), format!("[levels]\nW0606 = \"{level}\"\n")).unwrap();
    };
    let weighs = |place: &str| {
        let file = format!("{place}/s.survey");
        let came = came(folder.path(), "check", &[&file, "--message-format", "short"]);
        [": error[", ": warning["].map(|sign| came.err.contains(sign))
    };
    let (mistake, warned, silent) = ([true, false], [false, true], [false, false]);
    write(".", "error");
    assert_eq!(weighs("repo/b/c"), mistake);
    fs::create_dir(folder.path().join("repo/.git")).unwrap();
    assert_eq!(weighs("repo/b/c"), warned);
    write("repo", "off");
    write("repo/b", "error");
    assert_eq!(["repo/a", "repo/b", "repo/b/c"].map(weighs), [silent, mistake, mistake]);
    write("repo/b/c", "warning");
    assert_eq!(weighs("repo/b/c"), warned);
}

/// A project file with mistakes is told once for all surveys, with its place.
#[test]
fn what_is_wrong_with_a_project_file_is_told_once() {
    let folder = project();
    fs::write(folder.path().join("setsumon.toml"), "[levels]\nW0670 = \"off\"\nE0201 = \"off\"\n").unwrap();
    let came = came(folder.path(), "check", &["2024.survey", "2025.survey", "untidy.survey"]);
    assert_eq!(came.code, Some(1));
    assert_eq!(came.err.matches("E1104").count(), 1, "{}", came.err);
    assert!(came.err.contains("setsumon.toml:2:1") && came.err.contains("did you mean `W0607`?"), "{}", came.err);
    assert!(came.err.contains("setsumon.toml:3:1"), "{}", came.err);
}
