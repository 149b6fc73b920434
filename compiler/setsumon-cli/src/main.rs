//! The command `setsumon`: the one place that reads files, prints and exits.
#![allow(clippy::disallowed_methods, reason = "files and the environment are what this crate is for")]

mod answers;
mod args;
mod commands;
mod console;
mod crash;
mod disk;
mod edition;
mod exit;
mod kept;
mod notices;
mod options;
mod output;
mod place;
mod played;
mod preview;
mod print;
mod progress;
mod registry;
mod report;
mod rules;
mod staged;
mod survey;
mod swap;
mod table;
mod terminal;
mod turn;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, ValueEnum};

use crate::args::{Args, Command};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::{Color, MessageFormat};

/// A survey is a great many small pieces; the system's allocator would take a third of all the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Args::try_parse() {
        Ok(args) => crash::guarded(|| run(&args)).code(),
        Err(error) => not_run(&error).code(),
    }
}

/// Help and the version are asked for; everything else is a mistake in how the command was called.
fn not_run(error: &clap::Error) -> Exit {
    let wanted = format_wanted();
    // Help is help, however messages are wanted.
    let console = Console::new(if error.use_stderr() { wanted } else { MessageFormat::Human }, Color::Auto);
    if error.use_stderr() && wanted.is_for_programs() {
        let text = error.to_string();
        let (message, help) = text.trim_end().split_once("\n\n").unwrap_or((text.trim_end(), ""));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let failure = Failure::usage(words(message.trim_start_matches("error: ")));
        let help = words(help);
        return console.end(Err(if help.is_empty() { failure } else { failure.help(help) }));
    }
    if !error.use_stderr() {
        let told = error.print().and_then(|()| std::io::stdout().flush());
        told.unwrap_or_else(|error| console.lose_output(error));
        return console.end(Ok(Exit::Fine));
    }
    // It repeats what was typed, which a terminal might obey. Where even the error stream is closed, the exit code is all that is left.
    if console.usage(&error.render()).is_ok() { Exit::Usage } else { Exit::Files }
}

/// How messages are wanted, as far as that can be told of arguments that are wrong.
fn format_wanted() -> MessageFormat {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let is_wanted = |format: &MessageFormat| {
        let word = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let whole = format!("--message-format={word}");
        let parted = ["--message-format", word.as_str()];
        arguments.iter().any(|argument| argument == whole.as_str()) || arguments.windows(2).any(|two| two == parted)
    };
    MessageFormat::value_variants().iter().copied().find(is_wanted).unwrap_or(MessageFormat::Human)
}

fn run(args: &Args) -> Exit {
    let mut console = Console::new(args.message_format, args.color);
    console.denies_warnings = args.command.as_ref().is_some_and(Command::denies_warnings);
    if args.message_format == MessageFormat::Sarif
        && let Some(why) = args.answers_otherwise()
    {
        return console.end(Err(Failure::usage(why).help(
            "see what is said of a survey with `setsumon check --message-format sarif`, and leave it out here",
        )));
    }
    if args.licenses {
        return console.end(notices::print(&console));
    }
    let done = match &args.command {
        Some(Command::New(options)) => commands::new::run(&console, options),
        Some(Command::Check(options)) => commands::check::run(&console, options),
        Some(Command::Build(options)) => commands::build::run(&console, options),
        Some(Command::Fix(options)) => commands::fix::run(&console, options),
        Some(Command::Fmt(options)) => commands::fmt::run(&console, options),
        Some(Command::Validate(options)) => commands::validate::run(&console, options),
        Some(Command::Insert(options)) => commands::insert::run(&console, options),
        Some(Command::Migrate(options)) => commands::migrate::run(&console, options),
        Some(Command::Prove(options)) => commands::prove::run(&console, options),
        Some(Command::Scenarios(options)) => commands::scenarios::run(&console, options),
        Some(Command::Preview(options)) => commands::preview::run(&console, options),
        Some(Command::Diff(options)) => commands::diff::run(&console, options),
        Some(Command::Diagram(options)) => commands::diagram::run(&console, options),
        Some(Command::Compare(options)) => commands::compare::run(&console, options),
        Some(Command::Prefill(options)) => commands::prefill::run(&console, options),
        Some(Command::Impact(options)) => commands::impact::run(&console, options),
        Some(Command::Rollover(options)) => commands::rollover::run(&console, options),
        Some(Command::Snapshot(options)) => commands::snapshot::run(&console, options),
        Some(Command::Test(options)) => commands::test::run(&console, options),
        Some(Command::Years(options)) => commands::years::run(&console, options),
        Some(Command::Freeze(options)) => commands::freeze::run(&console, options),
        Some(Command::Lock(options)) => commands::lock::run(&console, options),
        Some(Command::Explain(options)) => commands::explain::run(&console, options),
        Some(Command::Completions(options)) => commands::completions::run(&console, options, Args::command()),
        Some(Command::Man(options)) => commands::man::run(&console, options, Args::command()),
        None => Err(Failure::usage("there is nothing to do: name a command, or see `setsumon --help`")),
    };
    console.end(done)
}
