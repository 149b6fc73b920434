//! `setsumon check`: what is wrong with surveys.

use std::path::{Path, PathBuf};

use serde::Serialize;

use setsumon::editions::impact::Size;
use setsumon::targets::Target;

use crate::commands::build::tell_refused;
use crate::console::{Console, counted, plural};
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::print::Look;
use crate::survey::{Survey, advised, let_go, refuse_second_standard_input, shown};

/// Say what is wrong with surveys. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon check 2024.survey
  setsumon check surveys/*/*.survey --message-format short
  setsumon check --deny-warnings - < 2024.survey
  setsumon check 2024.survey --print                  and whether it can be printed")]
pub(crate) struct Check {
    /// The surveys, or models of surveys (.json); `-` is the standard input, whose imports are looked for from the current folder.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Also say whether the questionnaire can be printed: it is laid out, and no file is made.
    #[arg(long)]
    pub(crate) print: bool,

    #[command(flatten)]
    pub(crate) look: Look,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Checked {
    checked: String,
    errors: usize,
    warnings: usize,
}

pub(crate) fn run(console: &Console, options: &Check) -> Result<Exit, Failure> {
    let Check { files, print, look, warnings: _ } = options;
    refuse_second_standard_input(files)?;
    let paper = paper(*print, look)?;
    let mut exit = Exit::Fine;
    for file in files {
        match advised(console, file) {
            Ok(survey) => {
                exit = exit.and(told(console, file, &survey));
                if let Some(paper) = &paper {
                    exit = exit.and(printed(console, &survey, paper.as_ref()));
                }
                let_go(survey, files.len() == 1);
            }
            // One file that cannot be read does not keep the others from being checked.
            Err(failure) => {
                console.failure(&failure);
                exit = exit.and(failure.exit);
            }
        }
    }
    Ok(exit)
}

/// What prints, where it is asked for.
fn paper(print: bool, look: &Look) -> Result<Option<Box<dyn Target>>, Failure> {
    if print {
        return crate::registry::paper(look).map(Some);
    }
    match look.given() {
        Some(option) => {
            Err(Failure::usage(format!("`{option}` is for the paper, which is not looked at")).help("add `--print`"))
        }
        None => Ok(None),
    }
}

/// Lays the questionnaire out and says what cannot be printed.
fn printed(console: &Console, survey: &Survey, paper: &dyn Target) -> Exit {
    let Some(form) = survey.checked.form() else { return Exit::Mistakes };
    match crate::progress::during(console, "laying out the print", || paper.emit(form)) {
        Ok(_) => Exit::Fine,
        Err(refusals) => {
            tell_refused(console, paper.name(), &refusals, &survey.checked.sources);
            Exit::Mistakes
        }
    }
}

fn told(console: &Console, file: &Path, survey: &Survey) -> Exit {
    let (errors, warnings) = counted(&survey.checked.diagnostics);
    let name = shown(file);
    match console.format {
        ResultFormat::Json => console.json(&Checked { checked: name, errors, warnings }),
        ResultFormat::Human | ResultFormat::Short => {
            let size = survey.checked.form().map_or_else(String::new, |form| {
                let sections = plural(form.sections().len(), "section");
                // As `compare` and `impact` count: a write-in belongs to its question, and what is retired is not asked.
                let Size { questions, variables } = Size::of(form);
                let questions = plural(questions, "question");
                format!("{sections}, {questions}, {}; ", plural(variables, "variable"))
            });
            let mistakes = if errors == 0 { "no mistakes".to_owned() } else { plural(errors, "mistake") };
            let warned = if warnings == 0 { String::new() } else { format!(", {}", plural(warnings, "warning")) };
            console.aside(&format!("{name}: {size}{mistakes}{warned}\n"));
        }
    }
    if survey.is_wrong() { Exit::Mistakes } else { Exit::Fine }
}
