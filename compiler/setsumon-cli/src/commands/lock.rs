//! `setsumon lock`: the file that remembers every code of a survey.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::editions::Lock;
use setsumon::editions::lock::Difference;
use setsumon::model::Model;

use crate::console::{Console, plural};
use crate::disk;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::staged::Staged;
use crate::survey::{compiled_accepting, is_standard_input, refuse_stray};

/// Write `<survey>.lock` beside the survey, or bring it up to date: every code that the survey has used, what it holds, in which
/// editions, and what it means. Where the file lies there, no command lets a code mean something else.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon lock surveys/chiren/2024.survey            writes surveys/chiren/chiren.lock
  setsumon lock --check surveys/chiren/2024.survey    change nothing, end with 1 if it is not up to date
  setsumon lock --accept size.guests cafe.survey      the same question in other words")]
pub(crate) struct LockCodes {
    /// The survey, of its latest edition.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Change nothing; end with 1 if the lock is not up to date.
    #[arg(long)]
    pub(crate) check: bool,

    /// Take the new meaning of what stands at these paths, parted by commas. For surveys that follow no edition: others say
    /// `revised` or `break`.
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub(crate) accept: Vec<String>,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Locked {
    locked: String,
    codes: usize,
    up_to_date: bool,
    #[serde(flatten)]
    difference: Difference,
}

pub(crate) fn run(console: &Console, options: &LockCodes) -> Result<Exit, Failure> {
    let LockCodes { file, check, accept, warnings: _ } = options;
    if is_standard_input(file) {
        return Err(Failure::usage("a survey on the standard input has no lock: it lies beside its file"));
    }
    let survey = compiled_accepting(console, file, accept)?;
    survey.refuse_model(file, "a lock keeps what the codes in it mean")?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let place = file.with_file_name(format!("{}.lock", form.survey().code));
    let old = if place.exists() {
        Some(disk::read_found(&place).map_err(|error| Failure::file("read", &place, &error))?)
    } else {
        None
    };
    // That it can be read has been seen to with the survey.
    let lock = old.as_deref().map(String::from_utf8_lossy).and_then(|text| Lock::read(&text).ok()).unwrap_or_default();
    let model = Model::of(form);
    refuse_stray(accept, lock.differing(&model).iter().map(String::as_str))?;
    let new = lock.updated(&model, survey.checked.followed.as_ref());
    let text = new.write();
    // A checkout on Windows may have ended its lines in its own way.
    let unix = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let current = old.as_deref().map(unix).as_deref() == Some(text.as_str());
    if !current && !check {
        let mut staged = Staged::default();
        staged.instead(&place, old.as_deref(), text.as_bytes())?;
        staged.commit(console)?;
    }
    told(console, &place, &new, lock.difference(&new), current, *check);
    Ok(if *check && !current { Exit::Mistakes } else { Exit::Fine })
}

fn told(console: &Console, place: &Path, lock: &Lock, difference: Difference, current: bool, check: bool) {
    let name = place.display().to_string();
    match console.format {
        ResultFormat::Json => {
            console.json(&Locked { locked: name, codes: lock.len(), up_to_date: current, difference });
        }
        ResultFormat::Human | ResultFormat::Short => {
            let Difference { added, changed, forgotten } = difference;
            let what = match (current, check) {
                (true, _) => "unchanged",
                (false, true) => "not up to date:",
                (false, false) => "wrote",
            };
            let counted = [(added, "added"), (changed, "changed"), (forgotten, "forgotten")];
            let counted: Vec<String> =
                counted.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            let counted = if counted.is_empty() { String::new() } else { format!(": {}", counted.join(", ")) };
            console.out(&format!("{what} {name} ({}{counted})\n", plural(lock.len(), "code")));
            if !current && check {
                console.aside("run `setsumon lock` and read in the review what it changes\n");
            }
        }
    }
}
