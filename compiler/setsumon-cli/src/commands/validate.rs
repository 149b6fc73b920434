//! `setsumon validate`: the verdict on answer files.

use std::path::Path;

use serde::Serialize;
use setsumon_core::answers::{Answers, LastAnswers, Problem};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, Verdict, judge};

use crate::args::{MessageFormat, Validate};
use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::survey::{compiled, read_text, refuse_second_standard_input, shown};
use crate::table;

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
