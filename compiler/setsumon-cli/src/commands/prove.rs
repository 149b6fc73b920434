//! `setsumon prove`: with which answers somebody comes somewhere, or why nobody does.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Map, Value};
use setsumon::flow::{Goal, Proof, Why, object, told};

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::survey::compiled;

/// Say with which answers somebody comes to a question, an option, a row or a section – to all that are named, where several are –, or
/// prove that nobody does and show what clashes. Without any it says whether the survey can be handed in.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon prove 2024.survey --to staff.doctors
  setsumon prove 2024.survey --to staff.doctors --to network.none       whether the same respondent comes to both
  setsumon prove 2024.survey --to staff.doctors --json > answers.json   an answer file, for `validate` or a test

Exit codes: 0 somebody does, 1 nobody does or it was not found out.")]
pub(crate) struct Prove {
    /// The survey, or its model (.json).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Where: the path of a question, an option (`came.car`), a row, a group, a roster or a section, or the end of it.
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Vec<String>,

    /// Print the answers as an answer file.
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Proven<'a> {
    to: &'a [String],
    proven: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<Map<String, Value>>,
}

pub(crate) fn run(console: &Console, options: &Prove) -> Result<Exit, Failure> {
    let Prove { file, to, json, warnings: _ } = options;
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let mut goal = Goal::new(form);
    for name in to {
        goal.to(name).map_err(|unknown| {
            let failure = Failure::usage(format!("nothing, or more than one thing, is called `{}`", unknown.name));
            match unknown.close {
                Some(close) => failure.help(format!("did you mean `{close}`?")),
                None => failure.help("name a question as the survey does: `section.question`"),
            }
        })?;
    }
    let tell = |proven: &'static str, answers: Option<Map<String, Value>>| {
        if console.format == ResultFormat::Json {
            console.json(&Proven { to, proven, answers });
        }
    };
    match goal.prove() {
        Proof::Reached(witness) => {
            let answers = object(form, &witness.answers);
            if *json {
                console.out(&format!("{}\n", Value::Object(answers)));
            } else if console.format == ResultFormat::Json {
                tell("reached", Some(answers));
            } else {
                console.aside("somebody does, with these answers:\n");
                console.out(&told(form, &witness.answers));
            }
            Ok(Exit::Fine)
        }
        Proof::Never(why) => {
            tell("never", None);
            console.diagnostics(&std::iter::once(*why).collect(), &survey.checked.sources);
            Ok(Exit::Mistakes)
        }
        Proof::Undecided(why) => {
            tell("undecided", None);
            let because = match why {
                Why::TooLong => "it would take too long",
                Why::Entries(_) => "it may hang on more entries of a roster than are looked at",
                Why::Computed => "it hangs on a value that is multiplied, divided or rounded",
            };
            console.aside(&format!("it was not found out: {because}\n"));
            Ok(Exit::Mistakes)
        }
    }
}
