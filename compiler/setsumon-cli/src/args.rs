//! What the command understands, and its help.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::build::Build;
use crate::commands::check::Check;
use crate::commands::compare::Compare;
use crate::commands::completions::Completions;
use crate::commands::diagram::Diagram;
use crate::commands::diff::Diff;
use crate::commands::explain::Explain;
use crate::commands::fix::Fix;
use crate::commands::fmt::Fmt;
use crate::commands::freeze::Freeze;
use crate::commands::impact::Impact;
use crate::commands::insert::Insert;
use crate::commands::lock::LockCodes;
use crate::commands::man::Man;
use crate::commands::migrate::Migrate;
use crate::commands::new::New;
use crate::commands::prefill::Prefill;
use crate::commands::preview::Preview;
use crate::commands::prove::Prove;
use crate::commands::rollover::Rollover;
use crate::commands::scenarios::Scenarios;
use crate::commands::snapshot::Snap;
use crate::commands::test::Test;
use crate::commands::validate::Validate;
use crate::commands::years::Years;
use crate::options::{Color, MessageFormat};
use crate::survey::is_standard_input;

const EXAMPLES: &str = "\
Examples:
  setsumon new cafe
  setsumon preview cafe/cafe.survey
  setsumon check surveys/chiren/2024.survey
  setsumon build surveys/chiren/2024.survey
  setsumon build --target html,ddl --out /tmp/form surveys/chiren/2024.survey
  setsumon validate surveys/chiren/2024.survey answers.json
  setsumon explain E0201

Exit codes: 0 fine, 1 mistakes in the survey or the answers, 2 wrong usage, 3 files that cannot be read or written, 70 a bug of ours.";

/// One source for a questionnaire: the form, the schemas, the databases, the paper and the codebook come out of it.
#[derive(Debug, Parser)]
#[command(name = "setsumon", version, about, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// How messages are written.
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,

    /// Whether messages are coloured.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Print the notices of third parties for what is built into this command.
    #[arg(long)]
    pub(crate) licenses: bool,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

impl Args {
    /// Why messages cannot be one document on the standard output, where the answer itself goes there.
    pub(crate) fn answers_otherwise(&self) -> Option<&'static str> {
        let answers = match &self.command {
            _ if self.licenses => true,
            Some(command) => command.answers_aloud(),
            None => false,
        };
        answers.then_some("the answer of this command goes to the standard output, so no SARIF document can")
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a survey in a folder of its own.
    New(New),
    /// Say what is wrong with surveys.
    Check(Check),
    /// Write the form, schemas, databases, paper and codebook of surveys.
    Build(Build),
    /// Make the corrections that messages offer.
    Fix(Fix),
    /// Bring surveys into the one canonical layout.
    Fmt(Fmt),
    /// Judge answer files.
    Validate(Validate),
    /// Say with which answers somebody comes somewhere, or why nobody does.
    Prove(Prove),
    /// Show a survey's form in the browser, made anew on every save.
    Preview(Preview),
    /// Say what changed between two editions.
    Diff(Diff),
    /// Set both editions side by side, for a committee to sign.
    Compare(Compare),
    /// Draw who is led where, and what changed between two editions.
    Diagram(Diagram),
    /// Carry last year's answers over to this year's edition.
    Prefill(Prefill),
    /// Say on one page what a new edition means to respondents and to the series.
    Impact(Impact),
    /// Begin next year's file.
    Rollover(Rollover),
    /// Write answer files as SQL for the survey's database.
    Insert(Insert),
    /// Write the SQL that takes a filled database to the next edition.
    Migrate(Migrate),
    /// Keep what each question says and means, for `test`.
    Snapshot(Snap),
    /// Make up the few respondents who take every branch both ways.
    Scenarios(Scenarios),
    /// Show which questions changed since they were reviewed, and play through the survey's scenarios.
    Test(Test),
    /// Write the SQL of a view over the databases of all editions.
    Years(Years),
    /// Freeze a survey that goes to the field, for the next edition to follow.
    Freeze(Freeze),
    /// Remember every code, so that none ever means something else.
    Lock(LockCodes),
    /// Explain a message by its code.
    Explain(Explain),
    /// Write the completions of a shell to the standard output.
    Completions(Completions),
    /// Write the manual page of a command to the standard output.
    Man(Man),
}

impl Command {
    /// Whether its answer, other than what is said of a survey, goes to the standard output.
    fn answers_aloud(&self) -> bool {
        let is_standard_input = |files: &[PathBuf]| files.iter().any(|file| is_standard_input(file));
        match self {
            Self::New(_)
            | Self::Check(_)
            | Self::Build(_)
            | Self::Rollover(_)
            | Self::Snapshot(_)
            | Self::Freeze(_)
            | Self::Lock(_) => false,
            Self::Fix(options) => !options.check && is_standard_input(&options.files),
            Self::Fmt(options) => !options.check && is_standard_input(&options.files),
            Self::Compare(options) => options.output.out.is_none(),
            Self::Diagram(options) => options.output.out.is_none(),
            Self::Impact(options) => options.output.out.is_none(),
            Self::Prefill(options) => options.out.is_none(),
            Self::Validate(_)
            | Self::Preview(_)
            | Self::Diff(_)
            | Self::Insert(_)
            | Self::Migrate(_)
            | Self::Prove(_)
            | Self::Scenarios(_)
            | Self::Test(_)
            | Self::Years(_)
            | Self::Explain(_)
            | Self::Completions(_)
            | Self::Man(_) => true,
        }
    }

    /// Whether warnings are to count as mistakes.
    pub(crate) fn denies_warnings(&self) -> bool {
        let warnings = match self {
            Self::Check(options) => &options.warnings,
            Self::Build(options) => &options.warnings,
            Self::Fix(options) => &options.warnings,
            Self::Validate(options) => &options.warnings,
            Self::Preview(options) => &options.warnings,
            Self::Diff(options) => &options.warnings,
            Self::Compare(options) => &options.warnings,
            Self::Prove(options) => &options.warnings,
            Self::Scenarios(options) => &options.warnings,
            Self::Diagram(options) => &options.warnings,
            Self::Prefill(options) => &options.warnings,
            Self::Impact(options) => &options.warnings,
            Self::Rollover(options) => &options.warnings,
            Self::Insert(options) => &options.warnings,
            Self::Migrate(options) => &options.warnings,
            Self::Snapshot(options) => &options.warnings,
            Self::Test(options) => &options.warnings,
            Self::Years(options) => &options.warnings,
            Self::Freeze(options) => &options.warnings,
            Self::Lock(options) => &options.warnings,
            // They read no survey, or only how it is laid out.
            Self::New(_) | Self::Fmt(_) | Self::Explain(_) | Self::Completions(_) | Self::Man(_) => return false,
        };
        warnings.deny_warnings
    }
}
