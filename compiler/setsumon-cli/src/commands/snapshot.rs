//! `setsumon snapshot`: what each question says and means, kept beside the survey.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::editions::snapshot::{Difference, Fate, Snapshot, compare, snapshots};

use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::kept::Kept;
use crate::options::{ResultFormat, Warnings};
use crate::survey::{compiled, is_standard_input};

/// Keep what each question says and means as a readable file in `snapshots/` beside the survey. From then on `setsumon test`
/// shows which questions an edit has changed, and how.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon snapshot surveys/chiren/2024.survey        writes surveys/chiren/snapshots/2024/
  setsumon snapshot surveys/chiren/2024.survey --force")]
pub(crate) struct Snap {
    /// The surveys.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Overwrite snapshots that differ, unread. `setsumon test` shows them, and `setsumon test --accept` takes them.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Taken<'a> {
    snapshots: &'a str,
    count: usize,
    written: usize,
    removed: usize,
}

pub(crate) fn run(console: &Console, options: &Snap) -> Result<Exit, Failure> {
    let Snap { files, force, warnings: _ } = options;
    let mut exit = Exit::Fine;
    for file in files {
        match keep(console, file, *force) {
            Ok(one) => exit = exit.and(one),
            Err(failure) => {
                console.failure(&failure);
                exit = exit.and(failure.exit);
            }
        }
    }
    Ok(exit)
}

fn keep(console: &Console, file: &Path, force: bool) -> Result<Exit, Failure> {
    if is_standard_input(file) {
        return Err(Failure::usage("a survey on the standard input has no folder in which snapshots could be kept"));
    }
    let survey = compiled(console, file)?;
    survey.refuse_model(file, "snapshots keep how it was written")?;
    if let Err(exit) = survey.sound(console, file) {
        return Ok(exit);
    }
    let now = survey.checked.by_itself().as_ref().map(snapshots).unwrap_or_default();
    let kept = Kept::of(file)?;
    let differences = compare(&now, &kept.files);
    let unread = differences.iter().filter(|difference| difference.fate != Fate::New).count();
    if unread > 0 && !force {
        let subject = if unread == 1 { "1 snapshot differs".to_owned() } else { format!("{unread} snapshots differ") };
        let message = format!("`{}`: {subject} from what was reviewed", kept.folder().display());
        let help =
            format!("see how with `setsumon test {0}`, then take it with `setsumon test --accept {0}`", file.display());
        return Err(Failure::refused(message).help(help));
    }
    let (written, removed) = take(console, &kept, &now, &differences)?;
    let folder = kept.folder().display().to_string();
    match console.format {
        ResultFormat::Json => console.json(&Taken { snapshots: &folder, count: now.len(), written, removed }),
        ResultFormat::Human | ResultFormat::Short => {
            let gone = if removed > 0 { format!(", {removed} removed") } else { String::new() };
            console.out(&format!("{folder}: {}, {written} written{gone}\n", plural(now.len(), "snapshot")));
        }
    }
    Ok(Exit::Fine)
}

/// Takes the differences as reviewed; how many files were written and removed.
pub(crate) fn take(
    console: &Console,
    kept: &Kept,
    now: &[Snapshot],
    differences: &[Difference],
) -> Result<(usize, usize), Failure> {
    let files: BTreeSet<&str> = differences.iter().map(|difference| difference.file.as_str()).collect();
    let written: Vec<&Snapshot> = now.iter().filter(|snapshot| files.contains(snapshot.file.as_str())).collect();
    let gone = differences.iter().filter(|difference| difference.fate == Fate::Gone);
    let gone: Vec<&str> = gone.map(|difference| difference.file.as_str()).collect();
    kept.accept(console, &written, &gone)?;
    Ok((written.len(), gone.len()))
}
