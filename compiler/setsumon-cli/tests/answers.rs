//! Answers and tables: read in one way by every command that takes them, and written so that no program computes or obeys them.
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
use std::process::Command;

use shared::{cases, commands, ended, project, setsumon};

/// The commands that take answers, with what stands before and behind the answers.
const TAKERS: [(&str, &[&str], &[&str]); 3] = [
    ("validate", &["2024.survey"], &[]),
    ("insert", &["2024.survey"], &["--dialect", "postgresql"]),
    ("prefill", &["2024.survey", "2025.survey"], &[]),
];

/// Whatever takes answers takes and refuses the same files.
#[test]
fn every_command_that_takes_answers_takes_the_same() {
    // By its help, so that a new one is noticed.
    let takes = |command: &String| {
        let help = ended(setsumon(project().path(), command, &["--help"]));
        String::from_utf8(help.stdout).unwrap().contains("<ANSWERS>...")
    };
    let found: Vec<String> = commands().into_iter().filter(|command| command != "help").filter(takes).collect();
    let mut known: Vec<&str> = TAKERS.iter().map(|(command, _, _)| *command).collect();
    known.sort_unstable();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(sorted, known, "try the new one here too");
    let files = [
        ("one.json", "{\"s__q\":\"a\"}", 0),
        ("indented.json", "{\n  \"s__q\": \"a\"\n}\n", 0),
        ("marked.json", "\u{feff}{\"s__q\":\"a\"}", 0),
        ("lines.jsonl", "{\"s__q\":\"a\"}\n{\"s__q\":\"b\"}\n", 0),
        ("ours.json", "{\"_survey\":\"demo\",\"_edition\":2024,\"s__q\":\"a\"}", 0),
        ("table.csv", "\u{feff}_response,s__q\r\nr1,a\r\nr2,b\r\n", 0),
        ("twice.json", "{\"s__q\":\"a\",\"s__q\":\"b\"}", 1),
        ("other.json", "{\"_survey\":\"another\",\"s__q\":\"a\"}", 1),
        ("edition.json", "{\"_edition\":2023,\"s__q\":\"a\"}", 1),
        ("empty.json", "", 1),
        ("blank.json", " \n", 1),
        ("array.json", "[{\"s__q\":\"a\"}]", 1),
        ("number.jsonl", "{\"s__q\":\"a\"}\n7\n", 1),
        ("broken.json", "{\"s__q\":", 1),
        ("strange.csv", "x,y\r\n1,2\r\n", 1),
        ("twice.csv", "s__q,s__q\r\na,b\r\n", 1),
        ("open.csv", "s__q,note\r\na,\"x\r\nb,y\r\n", 1),
        ("heading.csv", "_response,s__q\r\n", 1),
        ("semicolons.csv", "_response;s__q\r\nr1;a\r\n", 1),
        ("narrow.csv", "_response,s__q\r\nr1,a\r\nr2\r\n", 1),
        ("none.json", "", 3),
    ];
    for (command, before, behind) in TAKERS {
        for (name, text, code) in files {
            let folder = project();
            if code != 3 {
                fs::write(folder.path().join(name), text).unwrap();
            }
            let run = ended(setsumon(folder.path(), command, &[before, &[name], behind].concat()));
            let (out, told) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
            assert_eq!(run.status.code(), Some(code), "{command} {name}: {out}{told}");
            if command == "insert" && code != 0 {
                assert!(!out.contains("COMMIT"), "{name}: {out}");
            }
        }
    }
}

/// A survey whose every text begins like a formula, through each command that writes a table.
#[test]
fn no_table_holds_a_formula() {
    let odd = |text: &str| {
        text.replace("\"Q\"", "\"=Q\"")
            .replace("\"A\"", "\"+A\"")
            .replace("\"S\"", "\"@S\"")
            .replace("\"Demo\"", "\"-Demo\"")
    };
    let folder = project();
    for name in ["2024.survey", "2025.survey"] {
        let file = folder.path().join(name);
        let text = odd(&fs::read_to_string(&file).unwrap()).replace("    b \"B\"", "    b \"B\" specify");
        fs::write(file, text).unwrap();
    }
    let frozen = ended(setsumon(folder.path(), "freeze", &["2024.survey", "--force"]));
    assert_eq!(frozen.status.code(), Some(0), "{}", String::from_utf8_lossy(&frozen.stderr));
    fs::write(folder.path().join("answers.json"), r#"{"_response":"=r","s__q":"b","s__q__b":"=1+1","=key":"@x"}"#)
        .unwrap();
    let runs: [(&str, &[&str]); 3] = [
        ("build", &["2024.survey", "--target", "codebook", "--report", "--out", "out"]),
        ("prefill", &["2024.survey", "2025.survey", "answers.json", "--report", "account.csv"]),
        ("prefill", &["2024.survey", "2025.survey", "answers.json", "--format", "csv"]),
    ];
    let mut tables = Vec::new();
    for (command, arguments) in runs {
        let run = ended(setsumon(folder.path(), command, arguments));
        assert_eq!(run.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        tables.push(run.stdout);
    }
    let tables = ["out/codebook.csv", "out/report.csv", "account.csv"]
        .map(|name| fs::read(folder.path().join(name)).unwrap())
        .into_iter()
        .chain(tables.pop());
    for table in tables {
        let text = String::from_utf8(table).unwrap();
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut guarded = 0;
        for row in csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes()).records() {
            for cell in &row.unwrap() {
                assert!(
                    !cell.starts_with(['=', '+', '@', '\t', '\r'])
                        && (!cell.starts_with('-') || cell.parse::<f64>().is_ok()),
                    "{cell:?} in\n{text}"
                );
                guarded += usize::from(cell.starts_with('\''));
            }
        }
        assert!(guarded > 0 || text.starts_with("rule,"), "nothing was to be guarded in\n{text}");
    }
}

/// A survey full of signs that a terminal obeys goes through every command on a terminal: none arrives there raw.
#[test]
fn no_command_sends_a_terminal_what_it_obeys() {
    const SIGNS: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{85}\u{202e}\u{2066}\u{200f}\u{7f}\u{8}";
    for command in commands().iter().filter(|command| !["preview", "help"].contains(&command.as_str())) {
        for case in cases(command) {
            for colour in ["never", "always"] {
                let folder = project();
                for name in ["2024.survey", "2025.survey", "untidy.survey", "tofix.survey", "answers.json"] {
                    let file = folder.path().join(name);
                    let text = fs::read_to_string(&file).unwrap();
                    let text = match name {
                        "answers.json" => format!("{{\"s__q\":\"{}\",\"zz\":\"\u{9b}\u{202e}\"}}", "a\\u001b[2J\u{85}"),
                        _ => text.replace("\"A\"", &format!("\"A{SIGNS}\"")).replace("\"Q\"", &format!("\"Q{SIGNS}\"")),
                    };
                    fs::write(file, text).unwrap();
                }
                // `script` gives the command a terminal of its own and writes down what arrives there.
                let line = [&["setsumon", command.as_str()], case.arguments, &["--color", colour]].concat();
                let quoted: Vec<String> = line.iter().map(|word| format!("'{word}'")).collect();
                let line = quoted.join(" ").replacen("'setsumon'", shared::SETSUMON, 1);
                let mut script = Command::new("script");
                script.args(["-qec", &line, "/dev/null"]).current_dir(&folder).stdin(std::process::Stdio::null());
                let run = ended(script);
                // The terminal itself puts a return before each end of a line.
                let sent = String::from_utf8_lossy(&run.stdout).replace("\r\r\n", "\n").replace("\r\n", "\n");
                let bare = without_colours(&sent);
                let obeyed = |sign: char| {
                    (sign.is_control() && !['\n', '\t'].contains(&sign))
                        || ['\u{202e}', '\u{2066}', '\u{200f}'].contains(&sign)
                };
                assert!(!bare.contains(obeyed), "{command} {:?} {colour}: {bare:?}", case.arguments);
                assert!(
                    colour == "always" || sent == bare,
                    "{command} {:?}: colours that nobody wanted",
                    case.arguments
                );
            }
        }
    }
}

/// A text without `ESC [ numbers m`.
fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let numbers = after.len() - after.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';').len();
        match after.get(numbers..).unwrap().strip_prefix('m') {
            Some(behind) => rest = behind,
            None => {
                out.push_str("\u{1b}[");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// One key twice, in one file or in two, by `_response` or by the file's name: the second is refused, and nothing is written.
#[test]
fn a_response_is_written_once() {
    for (files, names) in [
        (&["{\"_response\":\"r\",\"s__q\":\"a\"}\n{\"_response\":\"r\",\"s__q\":\"b\"}\n"][..], &["all.jsonl"][..]),
        (&["{\"s__q\":\"a\"}", "{\"_response\":\"one\",\"s__q\":\"b\"}"], &["one.json", "two.json"]),
        (&["_response,s__q\r\nr,a\r\nr,a\r\n"], &["all.csv"]),
    ] {
        let folder = project();
        for (name, text) in names.iter().zip(files) {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let run =
            ended(setsumon(folder.path(), "insert", &[&["2024.survey"], names, &["--dialect", "sqlite"]].concat()));
        let (out, told) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.code(), Some(1), "{names:?}: {told}");
        assert!(told.contains("it was written already") && out.ends_with("ROLLBACK;\n"), "{names:?}: {told}{out}");
    }
}
