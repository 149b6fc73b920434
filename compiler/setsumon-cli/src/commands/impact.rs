//! `setsumon impact`: what a new edition means, on one page.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Map, Value};
use setsumon::answers::Strict;
use setsumon::editions::impact::{self, RESPONDENTS, Respondents, Side};

use crate::console::Console;
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::Output;
use crate::print::Look;
use crate::survey::{read_text, refuse_second_standard_input, shown};

/// Say on one page what a new edition means: what is new, gone and changed, how long the way through the questionnaire is for the
/// shortest, the typical and the longest answer file, how much is filled in from last time, and which series break.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon impact 2023.survey 2024.survey --out impact.html
  setsumon impact 2023.survey 2024.survey --out impact.pdf                          for the committee
  setsumon impact 2023.survey 2024.survey --answers 2023.jsonl --out impact.html    typical as last year's respondents
  setsumon impact 2023.model.json 2024.survey --format markdown                     without the ways through 2023")]
pub(crate) struct Impact {
    /// The edition before: its survey, or its model (.json).
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The edition that follows it: its survey, or its model.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// As what; else as the name of the file says, and as a page where it says nothing.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Take the typical respondents from these answers to the edition before (JSON Lines), instead of making them up.
    #[arg(long, value_name = "FILE", conflicts_with = "respondents")]
    pub(crate) answers: Option<PathBuf>,

    /// Make up so many respondents.
    #[arg(long, value_name = "NUMBER", default_value_t = RESPONDENTS, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    pub(crate) respondents: usize,

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
    /// Paper.
    Pdf,
    /// Markdown.
    Markdown,
    /// For programs.
    Json,
}

pub(crate) fn run(console: &Console, options: &Impact) -> Result<Exit, Failure> {
    let Impact { old, new, format, answers, respondents, output, look, warnings: _ } = options;
    let inputs: Vec<PathBuf> = [old, new].into_iter().chain(answers).cloned().collect();
    refuse_second_standard_input(&inputs)?;
    output.refuse_to_replace(&inputs)?;
    let format = chosen(console, *format, output);
    if let (Some(option), false) = (look.given(), format == Format::Pdf) {
        return Err(Failure::usage(format!("`{option}` is for the paper")).help("ask for it with `--format pdf`"));
    }
    let path = new;
    let (old, new) = match Edition::both(console, old, new)? {
        Ok(both) => both,
        Err(exit) => return Ok(exit),
    };
    let form = new.form().map_err(|why| {
        Failure::refused(format!("`{}` is a model whose ways cannot be walked: {why}", shown(path)))
            .help("hand in the survey of the new edition")
    })?;
    let files = answers.as_deref().map(read).transpose()?;
    let respondents = match &files {
        Some(files) => Respondents::Answers(files),
        None => Respondents::MadeUp(*respondents),
    };
    let told = impact::impact(
        Side { model: &old.model, form: old.form().ok() },
        Side { model: &new.model, form: Some(form) },
        &respondents,
    );
    let bug = |error: &dyn std::fmt::Display| Failure::refused(format!("the page cannot be made: {error:#}"));
    match format {
        Format::Html => output.text(console, &impact::html(&told).map_err(|error| bug(&error))?),
        Format::Pdf => output.bytes(console, &crate::print::impact(&told, look)?),
        Format::Markdown => output.text(console, &impact::markdown(&told)),
        Format::Json => output.text(console, &(serde_json::to_string(&told).map_err(|error| bug(&error))? + "\n")),
    }
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

/// The answer files of a JSON Lines file.
fn read(path: &Path) -> Result<Vec<Map<String, Value>>, Failure> {
    let text = read_text(path)?;
    let mut files = Vec::new();
    for file in serde_json::Deserializer::from_str(&text).into_iter::<Strict>() {
        let place = |error: &serde_json::Error| format!("{}:{}:{}: {error}", shown(path), error.line(), error.column());
        let Value::Object(file) = file.map_err(|error| Failure::refused(place(&error)))?.0 else {
            return Err(Failure::refused(format!("{}: an answer file is a JSON object", shown(path))));
        };
        files.push(file);
    }
    if files.is_empty() {
        return Err(Failure::refused(format!("{}: there are no answers in it", shown(path))));
    }
    Ok(files)
}
