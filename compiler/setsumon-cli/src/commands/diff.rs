//! `setsumon diff`: what changed between two editions.

use std::path::PathBuf;

use clap::ValueEnum;
use setsumon::editions::diff::{Class, Data, Series};
use setsumon::editions::report::{self, Filter, Places};
use setsumon::editions::{diff, diff::schema};

use crate::console::Console;
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::survey::refuse_second_standard_input;

/// Say what changed from one edition to the next, by meaning: question by question, with what it does to respondents, to
/// stored data and to the time series. Things are paired by their codes and by `was`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon diff 2023.model.json 2024.survey
  setsumon diff 2023.survey 2024.survey --all         the slight changes too
  setsumon diff 2023.survey 2024.survey --series broken --exit-code
  setsumon diff 2023.survey 2024.survey --format html > changes.html")]
pub(crate) struct Diff {
    /// The edition before and the edition after: surveys, or frozen models (.json).
    #[arg(value_names = ["OLD", "NEW"], required_unless_present = "schema", num_args = 2)]
    pub(crate) files: Vec<PathBuf>,

    /// How it is told. With `--message-format json` it is JSON.
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    pub(crate) format: DiffFormat,

    /// Only changes of these classes, parted by commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CLASS")]
    pub(crate) class: Vec<Class>,

    /// The changes too that are no more than a year that moved on, a sign or a printed number.
    #[arg(long)]
    pub(crate) all: bool,

    /// Only changes with at least this effect on stored data.
    #[arg(long, value_enum)]
    pub(crate) data: Option<Data>,

    /// Only changes with at least this effect on the time series.
    #[arg(long, value_enum)]
    pub(crate) series: Option<Series>,

    /// End with 1 if there is anything to show.
    #[arg(long)]
    pub(crate) exit_code: bool,

    /// Print the JSON Schema of the JSON instead.
    #[arg(long)]
    pub(crate) schema: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a terminal, with both places.
    Terminal,
    /// A table in Markdown.
    Markdown,
    /// A page, with the words that changed marked.
    Html,
    /// For programs; `--schema` prints its JSON Schema. Every change is in it, whatever is filtered.
    Json,
}

pub(crate) fn run(console: &Console, options: &Diff) -> Result<Exit, Failure> {
    let Diff { files, format, class, all, data, series, exit_code, schema: wants_schema, warnings: _ } = options;
    if *wants_schema {
        console.json(&schema());
        return Ok(Exit::Fine);
    }
    let [old, new] = files.as_slice() else {
        return Err(Failure::usage("two editions are compared: the one before, then the one after"));
    };
    refuse_second_standard_input(files)?;
    let (old, new) = match Edition::both(console, old, new)? {
        Ok(both) => both,
        Err(exit) => return Ok(exit),
    };
    let found = diff(&old.model, &new.model);
    let filter = Filter { classes: class.clone(), all: *all, data: *data, series: *series };
    let shown = filter.apply(&found);
    let survey = &new.model.survey;
    let format = if console.format == ResultFormat::Json { DiffFormat::Json } else { *format };
    match format {
        DiffFormat::Terminal => {
            let places = Places { old: old.places, new: new.places };
            console.out(&report::terminal(&shown, &places, console.colours_output()));
        }
        DiffFormat::Markdown => console.document(&report::markdown(&shown, survey.locale)),
        DiffFormat::Html => {
            let page = report::html(&shown, &survey.title.plain(), survey.locale);
            console.document(&page.map_err(|error| Failure::refused(format!("the page cannot be made: {error:#}")))?);
        }
        // Programs filter for themselves, and are to see what people are spared.
        DiffFormat::Json => console.json(&found),
    }
    let changed = !shown.changes.is_empty();
    Ok(if *exit_code && changed { Exit::Mistakes } else { Exit::Fine })
}
