//! Options that several commands understand.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use setsumon::targets::sql::Dialect;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Excerpts of the source with the facts drawn in, on the error stream.
    Human,
    /// One line each, on the error stream.
    Short,
    /// One JSON object a line, on the standard output.
    Json,
    /// One SARIF document on the standard output, for code hosts and editors.
    Sarif,
    /// One workflow command each on the error stream, which GitHub shows at the lines of a change.
    Github,
}

impl MessageFormat {
    /// Whether a program reads them, and nothing else may stand between them.
    pub(crate) fn is_for_programs(self) -> bool {
        match self {
            Self::Human | Self::Short => false,
            Self::Json | Self::Sarif | Self::Github => true,
        }
    }

    /// How the results of commands are written beside such messages.
    pub(crate) fn results(self) -> ResultFormat {
        match self {
            Self::Human | Self::Github => ResultFormat::Human,
            Self::Short => ResultFormat::Short,
            Self::Json | Self::Sarif => ResultFormat::Json,
        }
    }
}

/// How the results of commands are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResultFormat {
    /// In words for people.
    Human,
    /// A line each.
    Short,
    /// For programs.
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

/// What is made of warnings.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Warnings {
    /// Count warnings as mistakes.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

/// The dialects of SQL, by their names.
pub(crate) fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(|dialect| PossibleValue::new(dialect.code()).help(dialect.title()));
    PossibleValuesParser::new(names).try_map(|name| Dialect::named(&name).ok_or("this is no dialect"))
}
