//! `setsumon fmt`: the one canonical layout.

use std::path::Path;

use serde::Serialize;
use similar::TextDiff;

use crate::args::{Fmt, MessageFormat};
use crate::console::Console;
use crate::disk;
use crate::exit::{Exit, Failure};
use crate::staged::Staged;
use crate::survey::{is_standard_input, refuse_second_standard_input, shown};

#[derive(Serialize)]
struct Formatted {
    formatted: String,
    changed: bool,
}

pub(crate) fn run(console: &Console, options: &Fmt) -> Result<Exit, Failure> {
    let Fmt { files, check } = options;
    refuse_second_standard_input(files)?;
    let mut staged = Staged::default();
    let mut exit = Exit::Fine;
    for file in files {
        let old = text(file)?;
        let new = setsumon_syntax::format(&old);
        let changed = new != old;
        if *check {
            told(console, file, &old, &new);
            exit = exit.and(if changed { Exit::Mistakes } else { Exit::Fine });
        } else if is_standard_input(file) {
            console.out(&new);
        } else if changed {
            staged.add(file, new.as_bytes())?;
            report(console, file, true);
        } else {
            report(console, file, false);
        }
    }
    staged.commit()?;
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
        MessageFormat::Json => console.json(&Formatted { formatted: shown(file), changed }),
        MessageFormat::Human | MessageFormat::Short if changed => {
            console.aside(&format!("formatted {}\n", shown(file)))
        }
        MessageFormat::Human | MessageFormat::Short => {}
    }
}

/// What would change.
fn told(console: &Console, file: &Path, old: &str, new: &str) {
    let name = shown(file);
    match console.format {
        MessageFormat::Json => console.json(&Formatted { formatted: name, changed: old != new }),
        MessageFormat::Human | MessageFormat::Short if old == new => {}
        MessageFormat::Short => console.out(&format!("{name}: would change\n")),
        MessageFormat::Human => {
            let diff = TextDiff::from_lines(old, new);
            console.out(&diff.unified_diff().header(&name, &format!("{name} (formatted)")).to_string());
        }
    }
}
