//! `setsumon compare`: both editions side by side.

use std::path::PathBuf;

use clap::ValueEnum;
use setsumon::editions::compare::{self, Table};

use crate::console::Console;
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::Output;
use crate::print::Look;
use crate::survey::refuse_second_standard_input;

/// Set both editions side by side (新旧対照表): every question that changed as the questionnaire has it, old and new, with the
/// changed characters marked, why, what it does and to which variables. With places to sign.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon compare 2023.model.json 2024.survey --out changes.pdf     for the committee
  setsumon compare 2023.survey 2024.survey --out changes.html        for the screen
  setsumon compare 2023.survey 2024.survey --format markdown")]
pub(crate) struct Compare {
    /// The edition before and the edition after: surveys, or frozen models (.json).
    #[arg(value_names = ["OLD", "NEW"], num_args = 2, required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// As what; else as the name of the file says, and as a page where it says nothing.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    #[command(flatten)]
    pub(crate) output: Output,

    #[command(flatten)]
    pub(crate) look: Look,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page for the screen, that prints well.
    Html,
    /// Paper: A4 on its long side.
    Pdf,
    /// A table in Markdown.
    Markdown,
    /// For programs.
    Json,
}

pub(crate) fn run(console: &Console, options: &Compare) -> Result<Exit, Failure> {
    let Compare { files, format, output, look, warnings: _ } = options;
    let [old, new] = files.as_slice() else {
        return Err(Failure::usage("two editions are compared: the one before, then the one after"));
    };
    refuse_second_standard_input(files)?;
    output.refuse_to_replace(files)?;
    let format = chosen(console, *format, output);
    if let (Some(option), false) = (look.given(), format == Format::Pdf) {
        return Err(Failure::usage(format!("`{option}` is for the paper")).help("ask for it with `--format pdf`"));
    }
    let (old, new) = match Edition::both(console, old, new)? {
        Ok(both) => both,
        Err(exit) => return Ok(exit),
    };
    let table = compare::compare(&old.model, &new.model);
    match format {
        Format::Html => {
            let page = compare::html(&table);
            output
                .text(console, &page.map_err(|error| Failure::refused(format!("the page cannot be made: {error:#}")))?)
        }
        Format::Markdown => output.text(console, &compare::markdown(&table)),
        Format::Json => output.text(console, &json(&table)?),
        Format::Pdf => output.bytes(console, &crate::print::comparison(&table, look)?),
    }
}

fn json(table: &Table) -> Result<String, Failure> {
    let written = serde_json::to_string(table);
    Ok(written.map_err(|error| Failure::refused(format!("the table cannot be written: {error}")))? + "\n")
}

fn chosen(console: &Console, asked: Option<Format>, output: &Output) -> Format {
    match asked {
        Some(format) => format,
        None if output.out.is_none() && console.format == ResultFormat::Json => Format::Json,
        None if output.ends_in(&["pdf"]) => Format::Pdf,
        None if output.ends_in(&["md", "markdown"]) => Format::Markdown,
        None if output.ends_in(&["json"]) => Format::Json,
        None => Format::Html,
    }
}
