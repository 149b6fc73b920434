//! SQLite.

use super::{Backslash, Dialect, Limits, Quoting, Room};

/// SQLite.
#[derive(Debug)]
pub(crate) struct Sqlite;

impl Room for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn code(&self) -> &'static str {
        "sqlite"
    }

    fn file(&self) -> &'static str {
        "sqlite.sql"
    }

    fn title(&self) -> &'static str {
        "SQLite"
    }

    /// 2,000 columns.
    fn limits(&self) -> Limits {
        Limits { columns: 1_300, bytes: usize::MAX, view_columns: 2_000 }
    }

    fn has_triggers(&self) -> bool {
        true
    }
}

impl Quoting for Sqlite {
    fn quote(&self) -> char {
        '"'
    }

    fn backslash(&self) -> Backslash {
        Backslash::Plain
    }

    fn constraints_share_names(&self) -> bool {
        false
    }

    fn joined(&self, parts: &[&str]) -> String {
        parts.join(" || ")
    }
}
