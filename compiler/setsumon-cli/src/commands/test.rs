//! `setsumon test`: which questions changed since somebody reviewed them, and whether the survey's scenarios go as they should.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;
use setsumon::editions::snapshot::{Difference, Fate, Known, Snapshot, compare, snapshots, told, told_shortly};

use super::snapshot::take;
use crate::console::{Console, plural};
use crate::edition::places;
use crate::exit::{Exit, Failure};
use crate::kept::Kept;
use crate::options::{ResultFormat, Warnings};
use crate::played::{self, Played};
use crate::survey::{compiled, is_named, is_standard_input, refuse_stray};

/// Compare what each question says and means with the snapshots that were reviewed, and play through the scenarios of the survey.
/// What differs is shown, and written beside the snapshot as `.snap.new`, for `cargo insta review` or any other tool.
/// Where the variable CI is set, as on build servers, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon test surveys/chiren/2024.survey
  setsumon test surveys/chiren/2024.survey --accept
  setsumon test surveys/chiren/2024.survey --accept=overview.status,size")]
pub(crate) struct Test {
    /// The surveys.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Take what differs as reviewed: everything, or these questions and all that is in these sections.
    #[arg(
        long,
        value_name = "PATH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_delimiter = ','
    )]
    pub(crate) accept: Option<Vec<String>>,

    /// Write no `.snap.new`.
    #[arg(long)]
    pub(crate) no_write: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Tested<'a> {
    tested: String,
    passed: bool,
    snapshots: usize,
    accepted: usize,
    differences: &'a [Difference],
    scenarios: &'a [Played],
}

pub(crate) fn run(console: &Console, options: &Test) -> Result<Exit, Failure> {
    let mut exit = Exit::Fine;
    for file in &options.files {
        match test(console, file, options) {
            Ok(one) => exit = exit.and(one),
            Err(failure) => {
                console.failure(&failure);
                exit = exit.and(failure.exit);
            }
        }
    }
    Ok(exit)
}

fn test(console: &Console, file: &Path, options: &Test) -> Result<Exit, Failure> {
    let Test { files: _, accept, no_write, warnings: _ } = options;
    if is_standard_input(file) {
        return Err(Failure::usage("a survey on the standard input has no folder with snapshots or scenarios"));
    }
    let begin = Instant::now();
    let survey = compiled(console, file)?;
    survey.refuse_model(file, "snapshots are held against it")?;
    // What is only wrong as a step from the edition before, such as a reason that is missing, keeps nobody from seeing what changed.
    let form = match survey.before_markers(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let sound = survey.checked.form().is_some();
    if accept.is_some() && !sound {
        return Err(Failure::refused("nothing is accepted while the survey has mistakes")
            .help("mend them, or leave out `--accept` to see what changed"));
    }
    let kept = Kept::of(file)?;
    let scenarios = played::files(file)?;
    let take_them = format!("setsumon snapshot {}", file.display());
    if !kept.is_there() && scenarios.is_empty() {
        return Err(Failure::refused(format!("`{}` has neither snapshots nor scenarios", file.display()))
            .help(format!("take snapshots with `{take_them}`, or write a scenario (docs/testing.md)")));
    }
    let now = if kept.is_there() {
        survey.checked.by_itself().as_ref().map(snapshots).unwrap_or_default()
    } else {
        Vec::new()
    };
    let (accepted, open) = sorted(compare(&now, &kept.files), accept.as_deref())?;
    take(console, &kept, &now, &accepted)?;
    if !no_write && !is_build_server() {
        kept.propose(console, &waiting(&now, &open))?;
    }
    let played = played::play(form, survey.checked.followed.as_ref(), &scenarios)?;
    let failed = played.iter().filter(|played| !played.passed).count();
    let passed = sound && open.is_empty() && failed == 0;
    match console.format {
        ResultFormat::Json => console.json(&Tested {
            tested: file.display().to_string(),
            passed,
            snapshots: now.len(),
            accepted: accepted.len(),
            differences: &open,
            scenarios: &played,
        }),
        ResultFormat::Human | ResultFormat::Short => {
            let known = Known::of(form, places(form, &survey.checked.sources));
            let short = console.format == ResultFormat::Short;
            let colour = console.colours_output();
            console.out(&if short { told_shortly(&open, &known) } else { told(&open, &known, colour) });
            for played in &played {
                console.out(&if short { played.told_shortly() } else { played.told(colour) });
            }
            let mut parts = counted(&now, &accepted, &open);
            if !kept.is_there() {
                parts = vec!["no snapshots".to_owned()];
                console.aside(&format!("there is nothing to compare with: {take_them}\n"));
            }
            parts.push(plural(played.len(), "scenario"));
            if failed > 0 {
                parts.push(format!("{failed} failed"));
            }
            let lead = if passed || short { "" } else { "\n" };
            let took = begin.elapsed().as_millis();
            console.out(&format!("{lead}{}: {} ({took} ms)\n", file.display(), parts.join(", ")));
            if !open.is_empty() && sound {
                console.aside(&format!("if that is as it should be: setsumon test --accept {}\n", file.display()));
            }
        }
    }
    Ok(if passed { Exit::Fine } else { Exit::Mistakes })
}

/// The differences that are accepted, and those that stay open.
fn sorted(
    differences: Vec<Difference>,
    accept: Option<&[String]>,
) -> Result<(Vec<Difference>, Vec<Difference>), Failure> {
    let Some(named) = accept else { return Ok((Vec::new(), differences)) };
    let everything = named.iter().all(String::is_empty);
    refuse_stray(named, differences.iter().map(|difference| difference.path.as_str()))?;
    Ok(differences
        .into_iter()
        .partition(|difference| everything || named.iter().any(|name| is_named(&difference.path, name))))
}

/// What is to wait for review.
fn waiting<'s>(now: &'s [Snapshot], open: &[Difference]) -> Vec<&'s Snapshot> {
    let open: BTreeSet<&str> = open.iter().map(|difference| difference.file.as_str()).collect();
    now.iter().filter(|snapshot| open.contains(snapshot.file.as_str())).collect()
}

/// Whether this runs where nobody could review what is written, as `insta` finds out too.
fn is_build_server() -> bool {
    std::env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no))
}

/// How many snapshots there are, and what became of them.
fn counted(now: &[Snapshot], accepted: &[Difference], open: &[Difference]) -> Vec<String> {
    let count = |fate: Fate| open.iter().filter(|difference| difference.fate == fate).count();
    let mut parts = vec![plural(now.len(), "snapshot")];
    if !accepted.is_empty() {
        parts.push(format!("{} accepted", accepted.len()));
    }
    for fate in [Fate::Changed, Fate::New, Fate::Gone] {
        match count(fate) {
            0 => {}
            some => parts.push(format!("{some} {}", fate.word())),
        }
    }
    parts
}
