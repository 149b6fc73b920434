//! Options that several commands understand.

use clap::ValueEnum;
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

impl DialectKind {
    /// The dialect that is meant.
    pub(crate) fn dialect(self) -> Dialect {
        match self {
            Self::Postgresql => Dialect::PostgreSql,
            Self::Sqlite => Dialect::Sqlite,
            Self::Mysql => Dialect::MySql,
            Self::Duckdb => Dialect::DuckDb,
        }
    }
}
