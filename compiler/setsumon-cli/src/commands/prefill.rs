//! `setsumon prefill`: last year's answer files as drafts of this year's edition, one or thousands, with an account of every value.

mod output;
mod summary;

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Map, Value};
use setsumon::answers::own_key;
use setsumon::editions::prefill::{Line, NoStep, Prefill as Step};

use self::output::{Drafts, Report};
use self::summary::Summary;
use crate::answers::{self, Answer};
use crate::console::{Console, plural};
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::Replacing;
use crate::survey::{compiled, refuse_second_standard_input};

/// Carry last year's answers over to this year's edition, by code and by `was`. Each becomes a draft without a mistake, which the web
/// form takes in; figures that are `@updated` are shown beside their blanks. What cannot be carried over is accounted for, value by value.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon prefill 2023.model.json 2024.survey last/clinic.json > draft.json
  setsumon prefill 2023.model.json 2024.survey last/*.json --out drafts
  setsumon prefill 2023.survey 2024.survey all.jsonl --report account.csv > drafts.jsonl
  setsumon prefill 2023.survey 2024.survey all.csv --format csv > drafts.csv")]
pub(crate) struct Prefill {
    /// The edition of the answers: its survey, or its model (.json).
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The edition that follows it: its survey, or its model.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// Last year's answers: JSON objects, one a file or one after another as in JSON Lines, or CSV with a heading of variables; `-` is
    /// the standard input.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// How the drafts are written to the standard output; one JSON object a line if left out.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<DraftFormat>,

    /// Write each draft into this folder, a JSON file each, named after its `_response`, else after the file it comes from.
    #[arg(long, short, value_name = "DIR", conflicts_with = "format")]
    pub(crate) out: Option<PathBuf>,

    /// Write what became of every value: CSV where the name ends in `.csv`, else JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// Overwrite files that are there.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

/// How drafts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DraftFormat {
    /// One JSON object a line.
    Jsonl,
    /// A heading and a row a draft. A row cannot hold rosters; they are left out, and it is said.
    Csv,
    /// Indented JSON objects, one after another.
    Json,
}

pub(crate) fn run(console: &Console, options: &Prefill) -> Result<Exit, Failure> {
    let Prefill { old, new, answers, format, out, report, force, warnings: _ } = options;
    if console.format == ResultFormat::Json && out.is_none() {
        let message = "the drafts go to the standard output, so messages as JSON cannot go there too";
        return Err(
            Failure::usage(message).help("write the drafts into a folder with `--out`, or the account with `--report`")
        );
    }
    let mut inputs = vec![old.clone(), new.clone()];
    inputs.extend(answers.iter().cloned());
    refuse_second_standard_input(&inputs)?;
    let edition = match Edition::read(console, old)? {
        Ok(edition) => edition,
        Err(exit) => return Ok(exit),
    };
    let survey = compiled(console, new)?;
    let form = match survey.sound(console, new) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let step = Step::new(&edition.model, form).map_err(|why| no_step(&why))?;
    let replacing = Replacing { force: *force, inputs: &inputs };
    let drafts = Drafts::new(console, form, *format, out.as_deref(), replacing)?;
    let report = report.as_deref().map(|report| Report::new(report, replacing)).transpose()?;
    let mut run = Run { console, step: &step, drafts, report, summary: Summary::default() };
    let mut exit = Exit::Fine;
    for path in answers {
        // What went wrong in the middle of a file is told, and the rest of the files are looked at too.
        let done = answers::each(path, &|heading| step.columns(heading), &mut |answer| run.one(&answer));
        if let Err(failure) = done {
            console.failure(&failure);
            exit = exit.and(failure.exit);
        }
        // Where the drafts cannot go anywhere, there is no use in more of them.
        if console.is_lost() {
            return Ok(exit);
        }
    }
    let Run { console: _, step: _, drafts, report, summary } = run;
    let left_out = match drafts.finish(console) {
        Ok(left_out) => left_out,
        Err(failure) => {
            console.failure(&failure);
            return Ok(exit.and(failure.exit));
        }
    };
    for (roster, drafts) in left_out {
        let drafts = plural(drafts, "draft");
        console.aside(&format!("the roster `{roster}` of {drafts} is left out: a row cannot hold it, JSON can\n"));
    }
    if let Some(report) = report {
        report.finish(console)?;
    }
    summary.tell(console, step.from().1, form.survey().edition);
    Ok(if summary.refused > 0 { exit.and(Exit::Mistakes) } else { exit })
}

fn no_step(why: &NoStep) -> Failure {
    let failure = Failure::refused(why.to_string());
    match why {
        NoStep::OtherSurvey { old: _, new: _ } | NoStep::NotLater { old: _, new: _ } => failure,
        NoStep::FollowsOther { old: _, new: _, follows: _ } => failure
            .help("answers are carried over a year at a time: from the edition that the new one names with `follows`"),
    }
}

struct Run<'a> {
    console: &'a Console,
    step: &'a Step<'a>,
    drafts: Drafts<'a>,
    report: Option<Report>,
    summary: Summary,
}

impl Run<'_> {
    /// One answer: its draft and its account. What is wrong with it alone is told and counted; only files that cannot be written stop.
    fn one(&mut self, answer: &Answer) -> Result<(), Failure> {
        let refused = match &answer.read {
            Ok(file) => match self.step.carry(file) {
                Ok(prefilled) => {
                    self.drafts.write(self.console, answer, &prefilled.draft)?;
                    self.summary.add(&prefilled.account);
                    self.account(answer, file, &prefilled.account)?;
                    return Ok(());
                }
                Err(not_ours) => not_ours.to_string(),
            },
            Err(why) => why.clone(),
        };
        self.summary.refused += 1;
        self.console.failure(&Failure::refused(format!("{}: {refused}", answer.name)));
        Ok(())
    }

    fn account(&mut self, answer: &Answer, file: &Map<String, Value>, lines: &[Line<'_>]) -> Result<(), Failure> {
        let respondent = ["_respondent", "_response"].iter().find_map(|key| own_key(file, key).ok().flatten());
        let respondent = respondent.as_deref();
        for line in lines {
            let told = output::AccountLine { answers: &answer.name, respondent, line };
            if self.console.format == ResultFormat::Json {
                self.console.json(&told);
            }
            if let Some(report) = &mut self.report {
                report.write(&told)?;
            }
        }
        Ok(())
    }
}
