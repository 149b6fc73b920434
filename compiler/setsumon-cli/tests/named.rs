//! What is named to a command: what it is to read is not written over, and what was typed is repeated harmlessly.
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
use std::os::unix::fs::symlink;

use shared::{cases, commands, content, ended, project, setsumon};

/// Of every command that can be told where to write: nothing that it was told to read is written over, however it is called there.
#[test]
fn what_is_read_is_not_written_over() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for command in commands() {
        for case in cases(&command) {
            let inputs = case.arguments.iter().filter(|argument| project().path().join(argument).is_file());
            let inputs: Vec<&&str> = inputs.collect();
            for (option, input) in
                ["--out", "--report"].iter().flat_map(|option| inputs.iter().map(move |input| (option, input)))
            {
                for written in [(**input).to_owned(), format!("./{input}"), "link".to_owned()] {
                    let folder = project();
                    symlink(folder.path().join(**input), folder.path().join("link")).unwrap();
                    let before = content(folder.path());
                    let arguments: Vec<&str> =
                        case.arguments.iter().copied().chain([*option, &written, "--force"]).collect();
                    let run = ended(setsumon(folder.path(), &command, &arguments));
                    let after = content(folder.path());
                    tried += usize::from(run.status.code() != Some(2));
                    for (path, text) in before {
                        if path.ends_with(**input) && after.get(&path) != Some(&text) {
                            wrong.push(format!("{command} {arguments:?} wrote over what it read"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 20, "{tried}");
    // A folder is filled with names of the command's own: one of them may be that of what it reads.
    let folder = project();
    fs::create_dir(folder.path().join("there")).unwrap();
    for (from, to, command, arguments) in [
        ("2024.model.json", "there/model.json", "build", &["there/model.json", "--out", "there"][..]),
        (
            "answers.json",
            "there/answers.json",
            "prefill",
            &["2024.survey", "2025.survey", "there/answers.json", "--out", "there", "--force"],
        ),
    ] {
        fs::copy(folder.path().join(from), folder.path().join(to)).unwrap();
        let before = fs::read(folder.path().join(to)).unwrap();
        let run = ended(setsumon(folder.path(), command, arguments));
        assert_eq!(fs::read(folder.path().join(to)).unwrap(), before, "{command} {arguments:?}");
        assert_ne!(run.status.code(), Some(0), "{command} {arguments:?}");
    }
}

/// What was typed wrong is told without the signs that a terminal obeys.
#[test]
fn what_was_typed_is_repeated_harmlessly() {
    let folder = project();
    let hostile = "\u{9b}31m\u{85}\u{202e}\u{1b}[8m\u{7}";
    let mut told = 0;
    for command in commands().iter().map(String::as_str).chain([hostile]) {
        for argument in
            [hostile.to_owned(), format!("--{hostile}"), format!("--target={hostile}"), format!("--dialect={hostile}")]
        {
            let run = ended(setsumon(folder.path(), command, &[&argument]));
            let said = String::from_utf8_lossy(&run.stderr).into_owned();
            let obeyed = said.chars().find(|sign| ['\u{9b}', '\u{85}', '\u{202e}', '\u{1b}', '\u{7}'].contains(sign));
            assert_eq!(obeyed, None, "{command} {argument:?}: {said:?}");
            told += usize::from(!said.is_empty());
        }
    }
    assert!(told > 50, "{told}");
}
