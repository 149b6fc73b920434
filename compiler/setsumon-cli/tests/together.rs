//! Several commands at once, in one project: what is there is whole, and each says what became of it.
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
use std::path::Path;
use std::process::{Child, Stdio};

use shared::{OLD, cases, commands, content, project, setsumon};

fn begun(folder: &Path, command: &str, arguments: &[&str]) -> Child {
    setsumon(folder, command, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> (i32, String) {
    let run = child.wait_with_output().unwrap();
    (run.status.code().unwrap_or(-1), String::from_utf8_lossy(&run.stderr).into_owned())
}

/// Every command runs several times at once: each does its work, or says in words that another was first.
#[test]
fn of_one_command_at_once_each_does_it_or_says_who_was_first() {
    for command in commands() {
        for case in cases(&command).iter().filter(|case| case.writes_files) {
            let alone = project();
            assert_eq!(ended(begun(alone.path(), &command, case.arguments)).0, 0);
            let names = |folder: &Path| -> Vec<_> {
                content(folder).into_keys().map(|file| file.strip_prefix(folder).unwrap().to_path_buf()).collect()
            };
            for _ in 0..4 {
                let folder = project();
                let children: Vec<Child> = (0..5).map(|_| begun(folder.path(), &command, case.arguments)).collect();
                let runs: Vec<(i32, String)> = children.into_iter().map(ended).collect();
                assert!(runs.iter().any(|(code, _)| *code == 0), "{command}: {runs:?}");
                for (code, told) in &runs {
                    let in_words = ["there already", "meanwhile"].iter().any(|words| told.contains(words));
                    assert!(*code == 0 || (*code == 1 && in_words), "{command}: {runs:?}");
                }
                // What begins something new is done once.
                if ["new", "rollover"].contains(&command.as_str()) {
                    assert_eq!(runs.iter().filter(|(code, _)| *code == 0).count(), 1, "{command}: {runs:?}");
                }
                assert_eq!(names(folder.path()), names(alone.path()), "{command} leaves something, or not enough");
            }
        }
    }
}

/// Two editions are built into one folder at once, one that is there and one that is not yet: it holds one of them in the end.
#[test]
fn of_two_builds_into_one_folder_one_edition_is_there() {
    let folder = project();
    let surveys = ["one.survey", "other.survey"];
    for (name, word) in surveys.iter().zip(["One", "Other"]) {
        fs::write(folder.path().join(name), OLD.replace("\"Q\"", &format!("\"{word}\""))).unwrap();
    }
    let targets = ["--target", "html,ddl,codebook", "--out", "both"];
    for round in 0..12 {
        let children = surveys.map(|survey| begun(folder.path(), "build", &[&[survey][..], &targets].concat()));
        for (code, told) in children.map(ended) {
            assert_eq!(code, 0, "round {round}: {told}");
        }
        let files = ["form.html", "postgresql.sql", "codebook.csv"];
        let texts = files.map(|name| fs::read_to_string(folder.path().join("both").join(name)).unwrap());
        let other = texts.map(|text| text.contains("Other"));
        assert!(other == [true; 3] || other == [false; 3], "round {round}: {other:?}");
        if round % 2 == 0 {
            fs::remove_dir_all(folder.path().join("both")).unwrap();
        }
    }
}

/// One edition is built into a folder while another is built into a folder in it, which is there or not: both are there in the end.
#[test]
fn a_build_into_a_folder_and_one_into_a_folder_in_it_do_not_meet() {
    let folder = project();
    let surveys = ["one.survey", "other.survey"];
    for (name, word) in surveys.iter().zip(["One", "Other"]) {
        fs::write(folder.path().join(name), OLD.replace("\"Q\"", &format!("\"{word}\""))).unwrap();
    }
    for round in 0..12 {
        let outs = ["o", ["o/sub", "o/a/b"][round / 2 % 2]];
        let build = |(survey, out): (&str, &str)| {
            begun(folder.path(), "build", &[survey, "--target", "html,ddl,codebook", "--out", out])
        };
        let children: Vec<Child> = surveys.into_iter().zip(outs).map(build).collect();
        for (code, told) in children.into_iter().map(ended) {
            assert_eq!(code, 0, "round {round}: {told}");
        }
        for (out, word) in outs.iter().zip(["One", "Other"]) {
            for name in ["form.html", "postgresql.sql", "codebook.csv"] {
                let text = fs::read_to_string(folder.path().join(out).join(name));
                assert!(text.is_ok_and(|text| text.contains(word)), "round {round}: {out}/{name}");
            }
        }
        if round % 2 == 0 {
            fs::remove_dir_all(folder.path().join("o")).unwrap();
        }
    }
}
