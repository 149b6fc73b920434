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

/// The dialects of SQL, by their names.
pub(crate) fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(|dialect| PossibleValue::new(dialect.code()).help(dialect.title()));
    PossibleValuesParser::new(names).try_map(|name| Dialect::named(&name).ok_or("this is no dialect"))
}
