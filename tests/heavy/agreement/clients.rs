//! A script for a database's own command-line client: answer files written one after the other, and what the client wrote of each.
//!
//! The client marks where a file begins, where it stands as a draft and where it is submitted; between the marks it tells its errors.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};
use setsumon_core::form::Form;
use setsumon_sql::Dialect;
use setsumon_tests::agreement::judge::{File, Said};
use setsumon_tests::agreement::sql::{rows, views};

/// Begins every line that is a mark and no message.
const MARK: &str = "@setsumon ";

/// How a client is spoken to.
pub(super) struct Speech {
    pub(super) dialect: Dialect,
    /// A statement that writes a line.
    pub(super) say: fn(&str) -> String,
    /// A statement that writes each row of a view as a line: `@setsumon row VIEW {…}`.
    pub(super) tell: fn(&Form, &str) -> String,
}

/// The script that writes the files, and those of them that no row takes.
pub(super) fn script(speech: &Speech, form: &Form, files: &[File]) -> (String, Vec<Option<String>>) {
    let mut script = String::new();
    let mut unfit = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let (inserts, submit) = match rows(form, speech.dialect, file) {
            Ok(statements) => statements,
            Err(why) => {
                unfit.push(Some(why));
                continue;
            }
        };
        unfit.push(None);
        let mut say = |words: String| script.push_str(&words);
        say((speech.say)(&format!("{MARK}file {index}")));
        say("SAVEPOINT answer;\n".to_owned());
        for statement in inserts {
            say(format!("{};\n", statement.literal(speech.dialect)));
        }
        say((speech.say)(&format!("{MARK}draft")));
        say(format!("{};\n", submit.literal(speech.dialect)));
        say((speech.say)(&format!("{MARK}submitted")));
        for view in views(form) {
            say((speech.tell)(form, &view));
        }
        say((speech.say)(&format!("{MARK}done")));
        say("ROLLBACK TO SAVEPOINT answer;\n".to_owned());
    }
    (script, unfit)
}

/// What the client wrote, read back.
///
/// # Errors
/// Where it did not speak of every file, which means that it stopped before.
pub(super) fn said(unfit: Vec<Option<String>>, written: &str) -> Result<Vec<[Said; 2]>, String> {
    let mut answers: Vec<[Said; 2]> =
        unfit.iter().map(|why| [(); 2].map(|()| Said { refused: why.clone(), derived: Map::new() })).collect();
    let mut stage = "";
    let mut current = None;
    let mut done = unfit.iter().filter(|why| why.is_some()).count();
    for line in written.lines() {
        let Some(mark) = line.strip_prefix(MARK) else {
            let Some([submission, draft]) = current.and_then(|index: usize| answers.get_mut(index)) else { continue };
            match stage {
                "file" => [submission, draft].map(|said| told(said, line)),
                "draft" => [(); 2].map(|()| told(submission, line)),
                // What is derived of a refused file cannot be asked any more; of another it must be there, which is looked at elsewhere.
                _ => continue,
            };
            continue;
        };
        match mark.split_once(' ').unwrap_or((mark, "")) {
            ("file", index) => {
                stage = "file";
                current = Some(index.parse::<usize>().map_err(|why| format!("{line}: {why}"))?);
            }
            ("draft", _) => stage = "draft",
            ("submitted", _) => stage = "submitted",
            ("row", row) => {
                let (view, row) = row.split_once(' ').ok_or_else(|| format!("no row: {line}"))?;
                let row: Json = serde_json::from_str(row).map_err(|why| format!("{line}: {why}"))?;
                let said = current.and_then(|index| answers.get_mut(index)).ok_or("a row of no file")?;
                let rows = said[0].derived.entry(view).or_insert_with(|| Json::Array(Vec::new()));
                rows.as_array_mut().ok_or("rows are a list")?.push(row);
            }
            ("done", _) => {
                stage = "done";
                done += 1;
            }
            _ => return Err(format!("what does this mean: {line}")),
        }
    }
    if done == answers.len() { Ok(answers) } else { Err(format!("only {done} of {} files: {written}", answers.len())) }
}

/// The rows that a client wrote as lines of JSON.
pub(crate) fn objects(written: &str) -> Vec<File> {
    written.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why} in {line}"))).collect()
}

fn told(said: &mut Said, line: &str) {
    let words = said.refused.get_or_insert_default();
    let _ = write!(words, "{line} ");
}
