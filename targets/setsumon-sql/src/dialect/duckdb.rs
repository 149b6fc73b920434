//! DuckDB.

use super::{Backslash, Dialect, Limits, Quoting, Room};

/// DuckDB.
#[derive(Debug)]
pub(crate) struct DuckDb;

impl Room for DuckDb {
    fn dialect(&self) -> Dialect {
        Dialect::DuckDb
    }

    fn code(&self) -> &'static str {
        "duckdb"
    }

    fn file(&self) -> &'static str {
        "duckdb.sql"
    }

    fn title(&self) -> &'static str {
        "DuckDB"
    }

    /// None.
    fn limits(&self) -> Limits {
        Limits { columns: usize::MAX, bytes: usize::MAX, view_columns: usize::MAX }
    }

    fn has_triggers(&self) -> bool {
        false
    }
}

impl Quoting for DuckDb {
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
