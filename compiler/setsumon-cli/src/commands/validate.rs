//! `setsumon validate`: the verdict on answer files.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon_core::answers::{Answers, LastAnswers, Problem};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, Verdict, judge};

use crate::args::MessageFormat;
use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::survey::{compiled, read_text, refuse_second_standard_input, shown};
use crate::table;

/// Judge answer files by the survey's own meaning, the one that every target is tested against.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon validate 2024.survey answers.json
  setsumon validate 2024.survey incoming/*.json --message-format json
  setsumon validate 2024.survey half.json --draft
  setsumon validate 2024.survey answers.json --last 2023/answers.json")]
pub(crate) struct Validate {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The answer files; `-` is the standard input.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// Judge as drafts: answers may be missing, none may be wrong.
    #[arg(long)]
    pub(crate) draft: bool,

    /// Last year's answer file of the same respondent, for checks that compare with it.
    #[arg(long, value_name = "LAST")]
    pub(crate) last: Option<PathBuf>,
}

#[derive(Serialize)]
struct Judged<'a> {
    answers: String,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

pub(crate) fn run(console: &Console, options: &Validate) -> Result<Exit, Failure> {
    let Validate { file, answers, draft, last } = options;
    let mut inputs = vec![file.clone()];
    inputs.extend(answers.iter().chain(last).cloned());
    refuse_second_standard_input(&inputs)?;
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let mode = if *draft { Mode::Draft } else { Mode::Submission };
    let last = last.as_deref().map(|last| last_answers(form, last)).transpose()?;
    let mut exit = Exit::Fine;
    for path in answers {
        exit = exit.and(match judged(form, path, last.as_ref(), mode) {
            Ok(verdict) => {
                told(console, path, &verdict);
                if verdict.valid { Exit::Fine } else { Exit::Mistakes }
            }
            Err(failure) => {
                console.failure(&failure);
                failure.exit
            }
        });
    }
    Ok(exit)
}

fn judged(form: &Form, path: &Path, last: Option<&LastAnswers>, mode: Mode) -> Result<Verdict, Failure> {
    let answers = Answers::from_json(form, &read_text(path)?).map_err(|problem| unreadable(path, &problem))?;
    Ok(judge(form, &answers, last, mode))
}

fn last_answers(form: &Form, path: &Path) -> Result<LastAnswers, Failure> {
    LastAnswers::from_json(form, &read_text(path)?).map_err(|problem| unreadable(path, &problem))
}

fn unreadable(path: &Path, problem: &Problem) -> Failure {
    let Problem { message, line, column } = problem;
    let place = if *line == 0 { String::new() } else { format!(":{line}:{column}") };
    Failure::refused(format!("{}{place}: {message}", shown(path)))
}

fn told(console: &Console, path: &Path, verdict: &Verdict) {
    match console.format {
        MessageFormat::Json => console.json(&Judged { answers: shown(path), verdict }),
        MessageFormat::Short => told_shortly(console, path, verdict),
        MessageFormat::Human => told_people(console, path, verdict),
    }
}

fn told_shortly(console: &Console, path: &Path, verdict: &Verdict) {
    let name = shown(path);
    for (weight, list) in [("error", &verdict.violations), ("warning", &verdict.warnings)] {
        for violation in list {
            let at = violation.place();
            console.out(&format!("{name}: {at}: {weight}[{}]: {}\n", violation.rule, violation.message));
        }
    }
    console.out(&format!("{name}: {}\n", summary(verdict)));
}

fn told_people(console: &Console, path: &Path, verdict: &Verdict) {
    let mut rows = Vec::new();
    for (sign, list) in [("✗", &verdict.violations), ("!", &verdict.warnings)] {
        for violation in list {
            let rule = violation.rule.clone();
            rows.push(vec![sign.to_owned(), violation.place(), rule, violation.message.replace('\n', " ")]);
        }
    }
    console.out(&format!("{}: {}\n{}", shown(path), summary(verdict), table::aligned(&rows, 4)));
}

fn summary(verdict: &Verdict) -> String {
    let mut words = if verdict.valid {
        "valid".to_owned()
    } else {
        format!("not valid, {}", plural(verdict.violations.len(), "violation"))
    };
    if let Some(outcome) = verdict.outcome {
        words.push_str(&format!(", outcome {}", outcome.as_str()));
    }
    if !verdict.warnings.is_empty() {
        words.push_str(&format!(", {} to be confirmed", verdict.warnings.len()));
    }
    words
}
