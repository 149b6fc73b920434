//! MySQL and MariaDB.

use super::{Backslash, Dialect, Limits, Quoting, Room};

/// MySQL and MariaDB.
#[derive(Debug)]
pub(crate) struct MySql;

impl Room for MySql {
    fn dialect(&self) -> Dialect {
        Dialect::MySql
    }

    fn code(&self) -> &'static str {
        "mysql"
    }

    fn file(&self) -> &'static str {
        "mysql.sql"
    }

    fn title(&self) -> &'static str {
        "MySQL and MariaDB"
    }

    /// InnoDB has 1,017 columns and half a page of 16 kB.
    fn limits(&self) -> Limits {
        Limits { columns: 980, bytes: 7_400, view_columns: 4_000 }
    }

    fn has_triggers(&self) -> bool {
        true
    }
}

impl Quoting for MySql {
    fn quote(&self) -> char {
        '`'
    }

    fn backslash(&self) -> Backslash {
        Backslash::Escapes
    }

    fn constraints_share_names(&self) -> bool {
        true
    }

    fn joined(&self, parts: &[&str]) -> String {
        format!("concat({})", parts.join(", "))
    }
}
