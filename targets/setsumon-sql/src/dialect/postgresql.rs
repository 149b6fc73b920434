//! PostgreSQL.

use super::{Backslash, Dialect, Limits, Quoting, Room};

/// PostgreSQL.
#[derive(Debug)]
pub(crate) struct PostgreSql;

impl Room for PostgreSql {
    fn dialect(&self) -> Dialect {
        Dialect::PostgreSql
    }

    fn code(&self) -> &'static str {
        "postgresql"
    }

    fn file(&self) -> &'static str {
        "postgresql.sql"
    }

    fn title(&self) -> &'static str {
        "PostgreSQL"
    }

    /// 1,600 columns, those once dropped included, and a page of 8 kB.
    fn limits(&self) -> Limits {
        Limits { columns: 1_050, bytes: 7_500, view_columns: 1_600 }
    }

    fn has_triggers(&self) -> bool {
        true
    }
}

impl Quoting for PostgreSql {
    fn quote(&self) -> char {
        '"'
    }

    fn backslash(&self) -> Backslash {
        Backslash::EscapesWhereSaid
    }

    fn constraints_share_names(&self) -> bool {
        false
    }

    fn joined(&self, parts: &[&str]) -> String {
        parts.join(" || ")
    }
}
