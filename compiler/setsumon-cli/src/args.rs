//! What the command understands, and its help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diff_names::{ClassName, DataName, SeriesName};
use crate::print::Print;
use crate::registry::TargetKind;

const EXAMPLES: &str = "\
Examples:
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Excerpts of the source with the facts drawn in, on the error stream.
    Human,
    /// One line each, on the error stream.
    Short,
    /// One JSON object a line, on the standard output.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong with surveys.
    Check(Check),
    /// Write the form, schemas, databases, paper and codebook of surveys.
    Build(Build),
    /// Bring surveys into the one canonical layout.
    Fmt(Fmt),
    /// Judge answer files.
    Validate(Validate),
    /// Show a survey's form in the browser, made anew on every save.
    Preview(Preview),
    /// Say what changed between two editions.
    Diff(Diff),
    /// Begin next year's file.
    Rollover(Rollover),
    /// Write answer files as SQL for the survey's database.
    Insert(Insert),
    /// Freeze a survey that goes to the field, for the next edition to follow.
    Freeze(Freeze),
    /// Explain a message by its code.
    Explain(Explain),
    /// Write the completions of a shell to the standard output.
    Completions(Completions),
}

/// Say what is wrong with surveys. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon check 2024.survey
  setsumon check surveys/*/*.survey --message-format short
  setsumon check --deny-warnings - < 2024.survey")]
pub(crate) struct Check {
    /// The surveys; `-` is the standard input, whose imports are looked for from the current folder.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Count warnings as mistakes.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

/// Write the files of surveys. They replace older ones all together and only if everything asked for succeeded.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon build 2024.survey                          into out/<survey>-<edition>/
  setsumon build 2024.survey --target html,ddl        these targets only
  setsumon build 2024.survey --out /var/www/survey    into this folder
  setsumon build surveys/*/2024.survey --out out      each into out/<survey>-<edition>/
  setsumon build 2024.survey --theme house.toml       printed in the colours of the house
  setsumon build 2024.survey --action /answers        the form posts there
  setsumon build 2024.survey --report                 and what becomes of each rule in each target")]
pub(crate) struct Build {
    /// The surveys; `-` is the standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What to make, parted by commas; everything if left out.
    #[arg(long, short, value_enum, value_delimiter = ',', value_name = "TARGET")]
    pub(crate) target: Vec<TargetKind>,

    /// Into which folder. With several surveys, each has a folder `<survey>-<edition>` in it.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Where the form posts the answers to: an http(s) address, or a path on its own server. Without it the form offers the answer file.
    #[arg(long, value_name = "URL", value_parser = setsumon_html::Options::posting_to)]
    pub(crate) action: Option<setsumon_html::Options>,

    /// Account for every rule: say which a target leaves out and why, and write report.csv, a row a rule.
    #[arg(long)]
    pub(crate) report: bool,

    #[command(flatten)]
    pub(crate) print: Print,
}

/// Bring surveys into the one canonical layout, in place.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon fmt 2024.survey common.survey
  setsumon fmt --check surveys/*/*.survey             say what would change, change nothing
  setsumon fmt - < 2024.survey                        to the standard output")]
pub(crate) struct Fmt {
    /// The files; `-` formats the standard input to the standard output.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Change nothing; show what would change, and end with 1 if anything would.
    #[arg(long)]
    pub(crate) check: bool,
}

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

/// Show a survey's form in the browser of this machine, made anew whenever one of its files is saved. What was typed
/// into the form stays. While the survey has mistakes the page tells them and keeps the last form without.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon preview 2024.survey                        then open the address that it prints
  setsumon preview 2024.survey --port 8080            at this port

It serves until it is ended with Ctrl-C, answers this machine alone, and keeps nothing that is handed in.")]
pub(crate) struct Preview {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// At which port; 4780 if left out, or the next that is free.
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
}

/// Write answer files as SQL for the database that `build --target ddl` makes: one transaction, to the standard output.
/// Each response is judged first; if any is refused, the script undoes itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon insert 2024.survey incoming/*.json --dialect postgresql | psql -v ON_ERROR_STOP=1 survey
  setsumon insert 2024.survey all.jsonl --dialect sqlite | sqlite3 -bail survey.db
  setsumon insert 2024.survey half.json --draft --dialect mysql | mariadb survey")]
pub(crate) struct Insert {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The answer files: each one JSON object, or one after another as in JSON Lines; `-` is the standard input.
    /// A response's key is its `_response`, else the name of its file.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// Whose SQL.
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub(crate) dialect: DialectKind,

    /// Leave them as drafts: answers may be missing, none may be wrong.
    #[arg(long)]
    pub(crate) draft: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectKind {
    /// PostgreSQL.
    Postgresql,
    /// SQLite.
    Sqlite,
    /// MySQL and MariaDB.
    Mysql,
    /// DuckDB.
    Duckdb,
}

/// Write `<edition>.model.json` beside the survey: the checked model, with the variables of all editions before.
/// Next year's survey says `follows` to it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon freeze surveys/chiren/2024.survey          writes surveys/chiren/2024.model.json")]
pub(crate) struct Freeze {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Overwrite a frozen model that differs. What it said was in the field is then forgotten.
    #[arg(long)]
    pub(crate) force: bool,
}

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
    #[arg(value_name = "OLD NEW", required_unless_present = "schema", num_args = 2)]
    pub(crate) files: Vec<PathBuf>,

    /// How it is told. With `--message-format json` it is JSON.
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    pub(crate) format: DiffFormat,

    /// Only changes of these classes, parted by commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CLASS")]
    pub(crate) class: Vec<ClassName>,

    /// The changes too that are no more than a year that moved on, a sign or a printed number.
    #[arg(long)]
    pub(crate) all: bool,

    /// Only changes with at least this effect on stored data.
    #[arg(long, value_enum)]
    pub(crate) data: Option<DataName>,

    /// Only changes with at least this effect on the time series.
    #[arg(long, value_enum)]
    pub(crate) series: Option<SeriesName>,

    /// End with 1 if there is anything to show.
    #[arg(long)]
    pub(crate) exit_code: bool,

    /// Print the JSON Schema of the JSON instead.
    #[arg(long)]
    pub(crate) schema: bool,
}

/// Write next year's file beside this year's: the edition and the survey's days moved on, `follows` set, and `@new`, `was`,
/// `splits`, `revised` and `break` taken out, because they speak of the edition before. Comments and layout stay. Years that
/// somebody typed into a text are pointed out and left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon rollover surveys/chiren/2024.survey        writes surveys/chiren/2025.survey
  setsumon rollover 2024.survey --out draft.survey")]
pub(crate) struct Rollover {
    /// This year's survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Where to write it.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Overwrite a file that is there.
    #[arg(long)]
    pub(crate) force: bool,
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

/// Explain a message: what it means, an example that has it, and one that has not.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon explain E0201
  setsumon explain unknown-name
  setsumon explain                                    lists all codes")]
pub(crate) struct Explain {
    /// The code, `E0201`, or its name, `unknown-name`.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// Write the completions of a shell to the standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon completions bash > ~/.local/share/bash-completion/completions/setsumon
  setsumon completions zsh > ~/.zfunc/_setsumon
  setsumon completions fish > ~/.config/fish/completions/setsumon.fish")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}
