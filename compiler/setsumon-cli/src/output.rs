//! A document that a command writes: into a file, or to the standard output.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::ResultFormat;
use crate::staged::Growing;
use crate::table;

/// Where a document goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Into this file, instead of the standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Overwrite a file that is there.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

/// What a command may replace: where it is wanted what is there, and in no case what it reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replacing<'a> {
    pub(crate) force: bool,
    /// The files that were named to be read.
    pub(crate) inputs: &'a [PathBuf],
}

/// Refuses to write over what is read.
pub(crate) fn refuse_what_is_read(place: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let Some(end) = place.canonicalize().ok().filter(|end| end.is_file()) else { return Ok(()) };
    if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == end)) {
        return Err(Failure::refused(format!("`{}` is read by this command", place.display()))
            .help("name another place: nothing is written over what is read"));
    }
    Ok(())
}

/// Refuses to replace what is there, unless that is wanted. What is written into a device replaces nothing.
pub(crate) fn refuse_to_replace(place: &Path, replacing: Replacing<'_>) -> Result<(), Failure> {
    refuse_what_is_read(place, replacing.inputs)?;
    let is_something = place.is_file() || place.is_dir() || place.is_symlink() && !place.exists();
    if is_something && !replacing.force {
        return Err(Failure::refused(format!("`{}` is there already", place.display()))
            .help("name another place, or overwrite it with `--force`"));
    }
    Ok(())
}

#[derive(Serialize)]
struct Written {
    written: String,
    bytes: usize,
}

impl Output {
    /// Refuses to replace what is there, before anything is made.
    pub(crate) fn refuse_to_replace(&self, inputs: &[PathBuf]) -> Result<(), Failure> {
        let replacing = Replacing { force: self.force, inputs };
        self.out.as_deref().map_or(Ok(()), |place| refuse_to_replace(place, replacing))
    }

    /// The name of the file ends in one of these.
    pub(crate) fn ends_in(&self, extensions: &[&str]) -> bool {
        let extension = self.out.as_deref().and_then(|place| place.extension()).and_then(|ending| ending.to_str());
        extension.is_some_and(|ending| extensions.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }

    /// Writes a text, into the file or to the standard output.
    pub(crate) fn text(&self, console: &Console, text: &str) -> Result<Exit, Failure> {
        if self.out.is_some() {
            return self.bytes(console, text.as_bytes());
        }
        console.document(text);
        Ok(Exit::Fine)
    }

    /// Writes what is no text, which needs a file.
    pub(crate) fn bytes(&self, console: &Console, content: &[u8]) -> Result<Exit, Failure> {
        let Some(place) = &self.out else {
            return Err(Failure::usage("this is no text for a terminal").help("name a file with `--out`"));
        };
        let mut file = Growing::new(place, self.force)?;
        file.write_all(content).map_err(|error| Failure::file("write", place, &error))?;
        file.commit(console)?;
        let (written, bytes) = (place.display().to_string(), content.len());
        match console.format {
            ResultFormat::Json => console.json(&Written { written, bytes }),
            ResultFormat::Human | ResultFormat::Short => {
                console.out(&format!("wrote {written} ({})\n", table::size(bytes)));
            }
        }
        Ok(Exit::Fine)
    }
}
