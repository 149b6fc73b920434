//! `setsumon validate`: the verdict on answer files.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::answers::{Answers, Columns, Keys, LastAnswers, Problem, check_last_origin, check_origin, object};
use setsumon::judge::{Mode, Verdict, judge};
use setsumon::survey::Form;

use crate::answers::{self, Answer};
use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
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
    /// The survey, or its model (.json).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The answers: JSON objects, one a file or one after another as in JSON Lines, or CSV with a heading of variables; `-` is
    /// the standard input.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// Judge as drafts: answers may be missing, none may be wrong.
    #[arg(long)]
    pub(crate) draft: bool,

    /// Last year's answer file of the same respondent, for checks that compare with it.
    #[arg(long, value_name = "LAST")]
    pub(crate) last: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Judged<'a> {
    answers: String,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

pub(crate) fn run(console: &Console, options: &Validate) -> Result<Exit, Failure> {
    let Validate { file, answers, draft, last, warnings: _ } = options;
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
    let judging = Judging { console, form, keys: Keys::of(form), last, mode };
    let mut exit = Exit::Fine;
    for path in answers {
        // What went wrong in the middle of a file is told, and the rest of the files are looked at too.
        if let Err(failure) = judging.file(path, &mut exit) {
            console.failure(&failure);
            exit = exit.and(failure.exit);
        }
    }
    Ok(exit)
}

struct Judging<'a> {
    console: &'a Console,
    form: &'a Form,
    keys: Keys<'a>,
    last: Option<LastAnswers>,
    mode: Mode,
}

impl Judging<'_> {
    fn file(&self, path: &Path, exit: &mut Exit) -> Result<(), Failure> {
        answers::each(path, &|heading| Columns::of_form(&self.keys, heading), &mut |Answer { name, stem: _, read }| {
            let judged = read.and_then(|object| {
                let survey = self.form.survey();
                check_origin(&survey.code, survey.edition, &object).map_err(|why| why.to_string())?;
                Ok(judge(self.form, &Answers::from_object(&self.keys, &object), self.last.as_ref(), self.mode))
            });
            match judged {
                Ok(verdict) => {
                    told(self.console, &name, &verdict);
                    *exit = exit.and(if verdict.valid { Exit::Fine } else { Exit::Mistakes });
                }
                Err(why) => {
                    self.console.failure(&Failure::refused(format!("{name}: {why}")));
                    *exit = exit.and(Exit::Mistakes);
                }
            }
            Ok(())
        })
    }
}

fn last_answers(form: &Form, path: &Path) -> Result<LastAnswers, Failure> {
    let file = object(&read_text(path)?).map_err(|problem| unreadable(path, &problem))?;
    check_last_origin(form, &file).map_err(|why| Failure::refused(format!("{}: {why}", shown(path))))?;
    Ok(LastAnswers::from_object(form, &file))
}

fn unreadable(path: &Path, problem: &Problem) -> Failure {
    let Problem { message, line, column } = problem;
    let place = if *line == 0 { String::new() } else { format!(":{line}:{column}") };
    Failure::refused(format!("{}{place}: {message}", shown(path)))
}

fn told(console: &Console, name: &str, verdict: &Verdict) {
    match console.format {
        ResultFormat::Json => console.json(&Judged { answers: name.to_owned(), verdict }),
        ResultFormat::Short => told_shortly(console, name, verdict),
        ResultFormat::Human => told_people(console, name, verdict),
    }
}

fn told_shortly(console: &Console, name: &str, verdict: &Verdict) {
    for (weight, list) in [("error", &verdict.violations), ("warning", &verdict.warnings)] {
        for violation in list {
            let at = violation.place();
            console.out(&format!("{name}: {at}: {weight}[{}]: {}\n", violation.rule, violation.message));
        }
    }
    console.out(&format!("{name}: {}\n", summary(verdict)));
}

fn told_people(console: &Console, name: &str, verdict: &Verdict) {
    let mut rows = Vec::new();
    for (sign, list) in [("✗", &verdict.violations), ("!", &verdict.warnings)] {
        for violation in list {
            let rule = violation.rule.clone();
            rows.push(vec![sign.to_owned(), violation.place(), rule, violation.message.replace('\n', " ")]);
        }
    }
    console.out(&format!("{}: {}\n{}", name, summary(verdict), table::aligned(&rows, 4)));
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
