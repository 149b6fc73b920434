//! Everything that is printed goes through here.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use setsumon_diagnostics::{Diagnostics, Severity, SourceMap, render};

use crate::args::{Color, MessageFormat};
use crate::exit::Failure;

/// The two streams, and how they are written to.
#[derive(Debug)]
pub(crate) struct Console {
    pub(crate) format: MessageFormat,
    /// Of messages.
    colour: bool,
    /// Of results.
    colour_output: bool,
}

#[derive(Serialize)]
struct FailureLine<'a> {
    failure: &'a str,
    help: Option<&'a str>,
    exit: u8,
}

/// Whether whoever runs the command has nothing against colours.
fn allowed() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !dumb && !refused
}

impl Console {
    pub(crate) fn new(format: MessageFormat, color: Color) -> Self {
        let colour = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stderr().is_terminal() && allowed(),
        };
        let colour_output = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stdout().is_terminal() && allowed(),
        };
        Self { format, colour, colour_output }
    }

    /// Whether results are coloured.
    pub(crate) fn colours_output(&self) -> bool {
        self.colour_output
    }

    /// The result of the command. A reader that has gone away, such as `head`, is no failure.
    pub(crate) fn out(&self, text: &str) {
        let _ = io::stdout().lock().write_all(text.as_bytes());
    }

    /// Words for people beside the result; none where a program reads.
    pub(crate) fn aside(&self, text: &str) {
        match self.format {
            MessageFormat::Human | MessageFormat::Short => self.error_stream(text),
            MessageFormat::Json => {}
        }
    }

    fn error_stream(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// One JSON object on a line of its own.
    pub(crate) fn json(&self, value: &impl Serialize) {
        let mut line = serde_json::to_string(value).unwrap_or_default();
        line.push('\n');
        self.out(&line);
    }

    /// All that is to be said about a survey.
    pub(crate) fn diagnostics(&self, diagnostics: &Diagnostics, sources: &SourceMap) {
        let mut text = String::new();
        for diagnostic in diagnostics {
            match self.format {
                MessageFormat::Human => text.push_str(&render::human(diagnostic, sources, self.colour)),
                MessageFormat::Short => text.push_str(&render::short(diagnostic, sources)),
                MessageFormat::Json => text.push_str(&render::json(diagnostic, sources)),
            }
            text.push('\n');
        }
        match self.format {
            MessageFormat::Human | MessageFormat::Short => self.error_stream(&text),
            MessageFormat::Json => self.out(&text),
        }
    }

    /// What stops the command.
    pub(crate) fn failure(&self, failure: &Failure) {
        let Failure { exit, message, help } = failure;
        match self.format {
            MessageFormat::Human | MessageFormat::Short => {
                let (red, plain) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
                let help = help.as_ref().map_or_else(String::new, |help| format!("  help: {help}\n"));
                self.error_stream(&format!("{red}error{plain}: {message}\n{help}"));
            }
            MessageFormat::Json => {
                self.json(&FailureLine { failure: message, help: help.as_deref(), exit: exit.number() });
            }
        }
    }
}

/// How many mistakes and warnings there are.
pub(crate) fn counted(diagnostics: &Diagnostics) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// `1 mistake`, `2 mistakes`.
pub(crate) fn plural(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
