//! Rows of constants for a table, as few statements as the databases take at once.

use std::fmt::{Display, Write as _};

use crate::dialect::Room;

/// Rows of one `INSERT`.
const ROWS_A_STATEMENT: usize = 500;
/// Bytes of a key in the catalogue.
const KEY_BYTES: usize = 190;

#[derive(Clone, Copy)]
pub(crate) enum Column {
    Key,
    Words,
    Whole,
    Truth,
}

/// Writes the rows of a table.
pub(crate) struct Filler<'o> {
    out: &'o mut String,
    dialect: &'static dyn Room,
    table: &'o str,
    rows: usize,
    cells: usize,
}

impl<'o> Filler<'o> {
    /// Defines the table, to be filled.
    pub(crate) fn create(
        out: &'o mut String,
        dialect: &'static dyn Room,
        table: &'o str,
        what: &str,
        keys: usize,
        columns: &[(&str, Column)],
    ) -> Self {
        let _ = write!(out, "\n-- {what}\nCREATE TABLE {table} (\n");
        for (index, (column, kind)) in columns.iter().enumerate() {
            let column_type = match kind {
                Column::Key => dialect.code_type(KEY_BYTES),
                Column::Words => dialect.text_type().into(),
                Column::Whole => "INTEGER".into(),
                Column::Truth => dialect.truth_type().into(),
            };
            let not_null = if index < keys { " NOT NULL" } else { "" };
            let _ = writeln!(out, "  {column} {column_type}{not_null},");
        }
        let keys: Vec<_> = columns.iter().take(keys).map(|(column, _)| *column).collect();
        let _ = writeln!(out, "  PRIMARY KEY ({})\n){};", keys.join(", "), dialect.options());
        Self { out, dialect, table, rows: 0, cells: 0 }
    }

    pub(crate) fn row(&mut self) -> &mut Self {
        if self.rows > 0 {
            self.out.push(')');
        }
        if self.rows.is_multiple_of(ROWS_A_STATEMENT) {
            if self.rows > 0 {
                self.out.push_str(";\n");
            }
            self.out.push_str("INSERT INTO ");
            self.out.push_str(self.table);
            self.out.push_str(" VALUES\n  (");
        } else {
            self.out.push_str(",\n  (");
        }
        self.rows += 1;
        self.cells = 0;
        self
    }

    fn cell(&mut self) {
        if self.cells > 0 {
            self.out.push_str(", ");
        }
        self.cells += 1;
    }

    pub(crate) fn words(&mut self, words: &str) -> &mut Self {
        self.cell();
        self.dialect.write_text(self.out, words);
        self
    }

    /// A code or name of the survey's or of ours, in which nothing needs care.
    pub(crate) fn code(&mut self, code: &str) -> &mut Self {
        self.cell();
        self.out.push('\'');
        self.out.push_str(code);
        self.out.push('\'');
        self
    }

    pub(crate) fn maybe_code(&mut self, code: Option<&str>) -> &mut Self {
        match code {
            Some(code) => self.code(code),
            None => self.maybe(None),
        }
    }

    pub(crate) fn maybe(&mut self, words: Option<&str>) -> &mut Self {
        match words {
            Some(words) => self.words(words),
            None => {
                self.cell();
                self.out.push_str("NULL");
                self
            }
        }
    }

    pub(crate) fn whole(&mut self, number: impl Display) -> &mut Self {
        self.cell();
        let _ = write!(self.out, "{number}");
        self
    }

    /// A whole number that may be below nought.
    pub(crate) fn number(&mut self, number: i64) -> &mut Self {
        self.cell();
        let _ = write!(self.out, "{number}");
        self
    }

    pub(crate) fn truth(&mut self, truth: bool) -> &mut Self {
        self.cell();
        self.out.push_str(crate::dialect::truth(truth));
        self
    }

    pub(crate) fn end(self) {
        if self.rows > 0 {
            self.out.push_str(");\n");
        }
    }
}
