//! How the command ends: its exit codes, and what stops it.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

/// The exit codes, as `docs/reference/command-line.md` promises them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, nothing wrong.
    Fine,
    /// The survey or the answers have mistakes, or what was asked of them is refused.
    Mistakes,
    /// The command was called wrongly.
    Usage,
    /// A file could not be read or written.
    Files,
    /// A bug of ours.
    Bug,
}

impl Exit {
    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(self.number())
    }

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Mistakes => 1,
            Self::Usage => 2,
            Self::Files => 3,
            Self::Bug => 70,
        }
    }

    /// The one of two that matters more.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        if other.number() > self.number() { other } else { self }
    }
}

/// What stops the command, other than mistakes in a survey, which are diagnostics.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// One clause.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// Whether something could not be written: what was is then to be said.
    pub(crate) writing: bool,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: None, writing: false }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self { exit: Exit::Mistakes, message: message.into(), help: None, writing: false }
    }

    /// A file that could not be read or written.
    pub(crate) fn file(what: &str, path: &Path, error: &dyn Display) -> Self {
        let message = format!("cannot {what} `{}`: {error}", path.display());
        Self { exit: Exit::Files, message, help: None, writing: what != "read" }
    }

    /// A place where nothing can be written.
    pub(crate) fn unwritable(message: impl Into<String>) -> Self {
        Self { exit: Exit::Files, message: message.into(), help: None, writing: true }
    }

    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
