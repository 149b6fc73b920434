//! `setsumon scenarios`: the few respondents who take every branch both ways.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;
use setsumon::flow::{Cover, Reached, cover, object};

use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::survey::compiled;

/// Make up as few respondents as can be found who between them take every branch both ways, each part of its condition deciding once.
/// They are printed as answer files, one a line (JSON Lines): for `validate`, `insert`, a trial of the form, a training.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon scenarios 2024.survey > scenarios.jsonl
  setsumon scenarios 2024.survey | setsumon validate 2024.survey -")]
pub(crate) struct Scenarios {
    /// The survey, or its model (.json).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Covered {
    scenarios: usize,
    goals: usize,
    reached: usize,
    impossible: usize,
    undecided: usize,
}

pub(crate) fn run(console: &Console, options: &Scenarios) -> Result<Exit, Failure> {
    let Scenarios { file, warnings: _ } = options;
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let found = crate::progress::during(console, "making up respondents", || cover(form));
    for (answers, _) in &found.respondents {
        console.out(&format!("{}\n", Value::Object(object(form, answers))));
    }
    let counted = counted(&found);
    match console.format {
        ResultFormat::Json => console.json(&counted),
        ResultFormat::Human | ResultFormat::Short => {
            let Covered { scenarios, goals, reached, impossible, undecided } = counted;
            let respondents = plural(scenarios, "respondent");
            let mut told = format!("{respondents} take {reached} of {}", plural(goals, "way"));
            if impossible > 0 {
                told.push_str(&format!("; {impossible} are proven impossible"));
            }
            if undecided > 0 {
                told.push_str(&format!("; of {undecided} it was not found out"));
            }
            console.aside(&format!("{told}\n"));
            for (goal, became) in &found.goals {
                let way = if goal.holds { "holds" } else { "does not" };
                let part = goal.part.map_or_else(String::new, |part| format!(", part {part}"));
                let place = survey.checked.sources.place(goal.origin);
                match became {
                    Reached::By(_) => {}
                    Reached::Never(_) => console.aside(&format!("{place}: never {way}{part}\n")),
                    Reached::Undecided(_) => console.aside(&format!("{place}: not found out whether it {way}{part}\n")),
                }
            }
        }
    }
    Ok(Exit::Fine)
}

fn counted(found: &Cover) -> Covered {
    let count = |is: fn(&Reached) -> bool| found.goals.iter().filter(|(_, became)| is(became)).count();
    Covered {
        scenarios: found.respondents.len(),
        goals: found.goals.len(),
        reached: count(|became| matches!(became, Reached::By(_))),
        impossible: count(|became| matches!(became, Reached::Never(_))),
        undecided: count(|became| matches!(became, Reached::Undecided(_))),
    }
}
