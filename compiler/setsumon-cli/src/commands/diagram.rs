//! `setsumon diagram`: who is led where, as a picture.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use setsumon::diagram::{self, NoSuchSection};
use setsumon::editions::diff;

use crate::console::Console;
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::Output;
use crate::survey::{compiled, refuse_second_standard_input, shown};

/// Draw who is led where: the sections in reading order, conditions as ways around, gates, and where some are at the end. Of two
/// editions it is drawn what is new, gone and changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon diagram 2024.survey --out flow.svg
  setsumon diagram 2024.survey --open overview --out flow.svg      with the questions of a section
  setsumon diagram 2023.model.json 2024.survey --out changes.svg   what changed
  setsumon diagram 2024.survey --format text                       the same as a list")]
pub(crate) struct Diagram {
    /// The survey, or its model (.json); or the edition before and the edition after.
    #[arg(value_names = ["FILE", "NEW"], num_args = 1..=2, required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// As what; else as the name of the file says, and as SVG where it says nothing.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Show what is in this section; may be given several times.
    #[arg(long, value_name = "CODE")]
    pub(crate) open: Vec<String>,

    #[command(flatten)]
    pub(crate) output: Output,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A picture that every browser shows.
    Svg,
    /// A flowchart in Mermaid, for wikis and code hosts.
    Mermaid,
    /// A graph in DOT, for Graphviz.
    Dot,
    /// An indented list.
    Text,
}

pub(crate) fn run(console: &Console, options: &Diagram) -> Result<Exit, Failure> {
    let Diagram { files, format, open, output, warnings: _ } = options;
    if console.format == ResultFormat::Json && output.out.is_none() {
        let message = "the picture goes to the standard output, so messages as JSON cannot go there too";
        return Err(Failure::usage(message).help("name a file with `--out`"));
    }
    refuse_second_standard_input(files)?;
    output.refuse_to_replace(files)?;
    let drawn = match files.as_slice() {
        [file] => {
            let survey = compiled(console, file)?;
            let form = match survey.before_markers(console, file) {
                Ok(form) => form,
                Err(exit) => return Ok(exit),
            };
            diagram::Diagram::of(form, open)
        }
        [old, new] => {
            let (before, after) = match Edition::both(console, old, new)? {
                Ok(both) => both,
                Err(exit) => return Ok(exit),
            };
            let was = before.form().map_err(|why| undrawn(old, why))?;
            let is = after.form().map_err(|why| undrawn(new, why))?;
            diagram::Diagram::compared(was, is, &diff(&before.model, &after.model), open)
        }
        _ => return Err(Failure::usage("one survey is drawn, or two editions of one")),
    };
    let drawn = drawn.map_err(|stray| no_section(&stray))?;
    let text = match format.unwrap_or_else(|| by_name(output)) {
        Format::Svg => drawn.svg(),
        Format::Mermaid => drawn.mermaid(),
        Format::Dot => drawn.dot(),
        Format::Text => drawn.text(),
    };
    output.text(console, &text)
}

fn undrawn(path: &Path, why: &str) -> Failure {
    Failure::refused(format!("`{}` is a model that cannot be drawn: {why}", shown(path))).help("hand in its survey")
}

fn by_name(output: &Output) -> Format {
    if output.ends_in(&["mmd", "mermaid"]) {
        Format::Mermaid
    } else if output.ends_in(&["dot", "gv"]) {
        Format::Dot
    } else if output.ends_in(&["txt"]) {
        Format::Text
    } else {
        Format::Svg
    }
}

fn no_section(stray: &NoSuchSection) -> Failure {
    let NoSuchSection { code, known } = stray;
    let failure = Failure::usage(format!("there is no section `{code}` to be opened"));
    match setsumon::diagnostics::did_you_mean(code, known.iter().map(String::as_str)) {
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None => failure.help("a section is named by its code, as it stands behind `section`"),
    }
}
