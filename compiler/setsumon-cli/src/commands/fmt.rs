//! `setsumon fmt`: the one canonical layout.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::editions::unified;

use crate::console::Console;
use crate::disk;
use crate::exit::{Exit, Failure};
use crate::options::ResultFormat;
use crate::staged::Staged;
use crate::survey::{is_standard_input, no_text, refuse_second_standard_input, shown};

/// Bring surveys into the one canonical layout, in place.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon fmt 2024.survey common.survey
  setsumon fmt --check surveys/*/*.survey             say what would change, change nothing
  setsumon fmt - < 2024.survey                        to the standard output")]
pub(crate) struct Fmt {
    /// The files; `-` formats the standard input to the standard output.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Change nothing; show what would change, and end with 1 if anything would.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Serialize)]
struct Formatted {
    formatted: String,
    changed: bool,
}

pub(crate) fn run(console: &Console, options: &Fmt) -> Result<Exit, Failure> {
    let Fmt { files, check } = options;
    refuse_second_standard_input(files)?;
    let mut staged = Staged::default();
    let mut formatted = Vec::new();
    let mut exit = Exit::Fine;
    for file in files {
        let old = text(file)?;
        if setsumon::is_model(old.as_bytes()) {
            return Err(no_text(file, "there is nothing to lay out"));
        }
        let new = setsumon::text::format(&old);
        let changed = new != old;
        if *check {
            told(console, file, &old, &new);
            exit = exit.and(if changed { Exit::Mistakes } else { Exit::Fine });
        } else if is_standard_input(file) {
            console.document(&new);
        } else if changed {
            staged.instead(file, Some(old.as_bytes()), new.as_bytes())?;
            formatted.push(file);
        } else {
            report(console, file, false);
        }
    }
    staged.commit(console)?;
    for file in formatted {
        report(console, file, true);
    }
    Ok(exit)
}

/// The text of a file. One that is no UTF-8 is left alone: there is no telling what its letters are.
fn text(file: &Path) -> Result<String, Failure> {
    let bytes = if is_standard_input(file) { disk::standard_input() } else { disk::read_at_most(file) };
    let bytes = bytes.map_err(|error| Failure::file("read", Path::new(&shown(file)), &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::refused(format!("`{}` is not UTF-8 at byte {at}", shown(file)))
            .help("save it as UTF-8 in the editor; a file in Shift JIS shows as such there")
    })
}

fn report(console: &Console, file: &Path, changed: bool) {
    match console.format {
        ResultFormat::Json => console.json(&Formatted { formatted: shown(file), changed }),
        ResultFormat::Human | ResultFormat::Short if changed => console.aside(&format!("formatted {}\n", shown(file))),
        ResultFormat::Human | ResultFormat::Short => {}
    }
}

/// What would change.
fn told(console: &Console, file: &Path, old: &str, new: &str) {
    let name = shown(file);
    match console.format {
        ResultFormat::Json => console.json(&Formatted { formatted: name, changed: old != new }),
        ResultFormat::Human | ResultFormat::Short if old == new => {}
        ResultFormat::Short => console.out(&format!("{name}: would change\n")),
        ResultFormat::Human => console.document(&unified([old, new], [&name, &format!("{name} (formatted)")])),
    }
}
