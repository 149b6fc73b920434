//! Everything that is printed goes through here, and what could not be printed is known here.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use setsumon::diagnostics::render::{self, Sarif};
use setsumon::diagnostics::{Diagnostic, Diagnostics, Severity, SourceMap};

use crate::exit::{Exit, Failure};
use crate::options::{Color, MessageFormat, ResultFormat};
use crate::terminal::{harmless, harmless_json};

/// The two streams, and how they are written to.
#[derive(Debug)]
pub(crate) struct Console {
    /// Of what is said of surveys.
    messages: MessageFormat,
    /// Of the results.
    pub(crate) format: ResultFormat,
    /// Of messages.
    colour: bool,
    /// Of results.
    colour_output: bool,
    /// Whether results are read on a terminal.
    terminal: bool,
    /// Whether warnings count as mistakes.
    pub(crate) denies_warnings: bool,
    outcome: Mutex<Outcome>,
}

/// What has become of what was written so far.
#[derive(Debug, Default)]
struct Outcome {
    /// Why a stream is not whole. Nothing more is written to the standard output then.
    lost: Option<Lost>,
    /// The files that are in their places.
    written: Vec<PathBuf>,
    /// The project files of which all is said.
    told_of: BTreeSet<PathBuf>,
    /// What is said at the end, where all of it is one document.
    gathered: Sarif,
}

/// A stream that did not take what it was given.
#[derive(Debug)]
struct Lost {
    stream: &'static str,
    error: io::Error,
    told: bool,
}

/// So many files are named, the others counted.
const NAMED: usize = 5;

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
    pub(crate) fn new(messages: MessageFormat, color: Color) -> Self {
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
        let terminal = io::stdout().is_terminal();
        Self {
            messages,
            format: messages.results(),
            colour,
            colour_output,
            terminal,
            denies_warnings: false,
            outcome: Mutex::default(),
        }
    }

    /// Says how the command is called, to whom it was called otherwise.
    pub(crate) fn usage(&self, told: &clap::builder::StyledStr) -> io::Result<()> {
        let text = if self.colour { told.ansi().to_string() } else { told.to_string() };
        io::stderr().lock().write_all(harmless(&text, self.colour).as_bytes())
    }

    /// Whether results are coloured.
    pub(crate) fn colours_output(&self) -> bool {
        self.colour_output
    }

    /// A result in words for people.
    pub(crate) fn out(&self, text: &str) {
        self.standard_output(harmless(text, self.colour_output).as_bytes());
    }

    /// A result that a program or another file is to take in, byte for byte. On a terminal it is made harmless.
    pub(crate) fn document(&self, text: &str) {
        if self.terminal { self.out(text) } else { self.standard_output(text.as_bytes()) }
    }

    /// A document that is written piece by piece.
    pub(crate) fn writer(&self) -> Pieces<'_> {
        Pieces { console: self, line: Vec::new() }
    }

    /// Words for people beside the result; none where a program reads.
    pub(crate) fn aside(&self, text: &str) {
        match self.format {
            ResultFormat::Human | ResultFormat::Short => self.error_stream(text),
            ResultFormat::Json => {}
        }
    }

    fn standard_output(&self, bytes: &[u8]) {
        if self.is_lost() {
            return;
        }
        let mut stream = io::stdout().lock();
        // Without the flush, a full disk would be noticed when nobody can tell it any more.
        if let Err(error) = stream.write_all(bytes).and_then(|()| stream.flush()) {
            self.lose_output(error);
        }
    }

    /// Remembers that the standard output did not take what it was given.
    pub(crate) fn lose_output(&self, error: io::Error) {
        self.outcome().lost = Some(Lost { stream: "standard output", error, told: false });
    }

    fn error_stream(&self, text: &str) {
        let written = io::stderr().lock().write_all(harmless(text, self.colour).as_bytes());
        if let Err(error) = written {
            let mut outcome = self.outcome();
            // Nobody can be told; the exit code is what is left.
            outcome.lost.get_or_insert(Lost { stream: "error stream", error, told: true });
        }
    }

    fn outcome(&self) -> MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something that was printed did not arrive: there is no use in going on.
    pub(crate) fn is_lost(&self) -> bool {
        self.outcome().lost.is_some()
    }

    /// Remembers a file that is in its place.
    pub(crate) fn wrote(&self, place: &Path) {
        self.outcome().written.push(place.to_path_buf());
    }

    /// Why a stream is not whole, where it has not been told.
    pub(crate) fn lost(&self) -> Option<Failure> {
        let mut outcome = self.outcome();
        let Lost { stream, error, told } = outcome.lost.as_mut()?;
        if std::mem::replace(told, true) {
            return None;
        }
        let why = if error.kind() == io::ErrorKind::BrokenPipe {
            "the program that was to read it has ended".to_owned()
        } else {
            error.to_string()
        };
        Some(Failure::unwritable(format!(
            "the {stream} could not be written, so what stands there is not whole: {why}"
        )))
    }

    /// How the command ends: where something could not be written, what was and what was not is said.
    pub(crate) fn end(&self, done: Result<Exit, Failure>) -> Exit {
        let exit = done.unwrap_or_else(|failure| {
            self.failure(&failure);
            failure.exit
        });
        if self.messages == MessageFormat::Sarif {
            let document = self.outcome().gathered.document(env!("CARGO_PKG_VERSION"), exit.number());
            self.standard_output(harmless_json(&document).as_bytes());
        }
        if let Some(failure) = self.lost() {
            self.failure(&failure);
        }
        if self.is_lost() { exit.and(Exit::Files) } else { exit }
    }

    /// Whether nothing was said of a project file yet; from now on it is.
    pub(crate) fn is_news(&self, file: &Path) -> bool {
        self.outcome().told_of.insert(file.to_path_buf())
    }

    fn what_was_written(&self) -> String {
        let outcome = self.outcome();
        let named: Vec<String> =
            outcome.written.iter().take(NAMED).map(|place| format!("`{}`", place.display())).collect();
        match (named.as_slice(), outcome.written.len().saturating_sub(NAMED)) {
            ([], _) => "no file was written".to_owned(),
            (_, 0) => format!("these files were written, and are whole: {}", named.join(", ")),
            (_, more) => format!("these files were written, and are whole: {} and {more} more", named.join(", ")),
        }
    }

    /// A result as one JSON object on a line of its own; none where the standard output is one document of messages.
    pub(crate) fn json(&self, value: &impl Serialize) {
        if self.messages == MessageFormat::Sarif {
            return;
        }
        let mut line = serde_json::to_string(value).unwrap_or_default();
        line.push('\n');
        self.standard_output(harmless_json(&line).as_bytes());
    }

    /// All that is to be said about a survey.
    pub(crate) fn diagnostics(&self, diagnostics: &Diagnostics, sources: &SourceMap) {
        let lines = |line: &dyn Fn(&Diagnostic) -> String| {
            diagnostics.iter().map(|diagnostic| line(diagnostic) + "\n").collect::<String>()
        };
        match self.messages {
            MessageFormat::Human => self.error_stream(&lines(&|one| render::human(one, sources, self.colour))),
            MessageFormat::Short => self.error_stream(&lines(&|one| render::short(one, sources))),
            MessageFormat::Github => self.error_stream(&lines(&|one| render::github(one, sources))),
            MessageFormat::Json => {
                self.standard_output(harmless_json(&lines(&|one| render::json(one, sources))).as_bytes());
            }
            MessageFormat::Sarif => self.outcome().gathered.add(diagnostics, sources),
        }
    }

    /// What stops the command.
    pub(crate) fn failure(&self, failure: &Failure) {
        let Failure { exit, message, help, writing } = failure;
        let account = writing.then(|| self.what_was_written());
        let help: Vec<&str> = help.iter().chain(&account).map(String::as_str).collect();
        let help = (!help.is_empty()).then(|| help.join("; "));
        match self.messages {
            MessageFormat::Json if !self.is_lost() => {
                self.json(&FailureLine { failure: message, help: help.as_deref(), exit: exit.number() });
            }
            MessageFormat::Sarif if !self.is_lost() => self.outcome().gathered.fail(message, help.as_deref()),
            MessageFormat::Github => {
                self.error_stream(&(render::github_failure(message, help.as_deref()) + "\n"));
            }
            // Where the standard output is gone, the error stream is what is left.
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Json | MessageFormat::Sarif => {
                let (red, plain) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
                let help = help.as_ref().map_or_else(String::new, |help| format!("  help: {help}\n"));
                self.error_stream(&format!("{red}error{plain}: {message}\n{help}"));
            }
        }
    }
}

/// The standard output as something to write a document to.
#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    console: &'a Console,
    /// What has come of a line, where a terminal is to see whole ones: half a letter cannot be looked at.
    line: Vec<u8>,
}

impl Pieces<'_> {
    fn send(&mut self, until: usize) -> io::Result<()> {
        let whole: Vec<u8> = self.line.drain(..until).collect();
        self.console.document(&String::from_utf8_lossy(&whole));
        if self.console.is_lost() { Err(io::ErrorKind::WriteZero.into()) } else { Ok(()) }
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.console.terminal {
            self.console.standard_output(bytes);
            return if self.console.is_lost() { Err(io::ErrorKind::WriteZero.into()) } else { Ok(bytes.len()) };
        }
        self.line.extend_from_slice(bytes);
        if let Some(end) = self.line.iter().rposition(|byte| *byte == b'\n') {
            self.send(end + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.line.is_empty() { Ok(()) } else { self.send(self.line.len()) }
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
