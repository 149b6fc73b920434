//! Answers as rows of cells, as CSV has them: a column a variable.

use std::fmt;

use rustc_hash::FxHashSet;
use serde_json::{Map, Number, Value as Json};

use super::{Key, Keys};
use crate::form::Value;
use crate::spreadsheet::meant;

/// Why a heading cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadColumns {
    /// A column that stands twice.
    Twice(String),
    /// A column of a roster, whose occurrences a row cannot hold.
    Roster {
        /// The column.
        column: String,
        /// The roster.
        roster: String,
    },
    /// Not one column is a variable.
    None,
}

impl fmt::Display for BadColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice(column) => write!(f, "the column `{column}` stands twice"),
            Self::Roster { column, roster } => write!(
                f,
                "the column `{column}` is of the roster `{roster}`, and a row cannot hold its occurrences: hand these answers in as JSON"
            ),
            Self::None => f.write_str("no column of the first line is a variable of the edition these answers are of"),
        }
    }
}

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// `true` or `1`.
    Tick,
    /// A number.
    Number,
    /// As it is.
    Text,
    /// JSON, as which a table writes what is no single value.
    Json,
}

/// The keys of a file's own that hold lists and objects.
const STRUCTURED: [&str; 4] = ["_carried", "_confirmed", "_notes", "_last"];

/// What the name of a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column<'a> {
    /// A variable of the file itself.
    Variable(Cell),
    /// A roster, or a variable in it.
    Roster(&'a str),
    /// A key of the file's own, a derived value, or nothing that is known.
    Other,
}

/// The columns of a table of answers.
#[derive(Debug)]
pub struct Columns {
    names: Vec<(String, Cell)>,
}

impl Columns {
    /// Reads the heading; `known` says what a name stands for.
    ///
    /// # Errors
    /// Where it has a column twice, one of a roster, or none that is a variable.
    pub fn of<'h, 'k>(
        heading: impl IntoIterator<Item = &'h str>,
        known: impl Fn(&str) -> Column<'k>,
    ) -> Result<Self, BadColumns> {
        let mut names = Vec::new();
        let mut seen = FxHashSet::default();
        let mut some = false;
        for column in heading {
            let column = column.trim_start_matches('\u{feff}').trim();
            if !seen.insert(column) {
                return Err(BadColumns::Twice(column.to_owned()));
            }
            let cell = match known(column) {
                Column::Other if STRUCTURED.contains(&column) => Cell::Json,
                Column::Other => Cell::Text,
                Column::Roster(roster) => {
                    return Err(BadColumns::Roster { column: column.to_owned(), roster: roster.to_owned() });
                }
                Column::Variable(cell) => {
                    some = true;
                    cell
                }
            };
            names.push((column.to_owned(), cell));
        }
        if some { Ok(Self { names }) } else { Err(BadColumns::None) }
    }

    /// Reads the heading of answers to a form.
    ///
    /// # Errors
    /// As [`Columns::of`].
    pub fn of_form<'h>(keys: &Keys<'_>, heading: impl IntoIterator<Item = &'h str>) -> Result<Self, BadColumns> {
        let form = keys.form;
        Self::of(heading, |column| match keys.get(column) {
            None | Some(Key::Calc) => Column::Other,
            Some(Key::Repeat(repeat)) => Column::Roster(&form.repeats().get(repeat).name),
            Some(Key::Variable(variable)) => match form.variables().get(variable).repeat {
                Some(repeat) => Column::Roster(&form.repeats().get(repeat).name),
                None => Column::Variable(cell(&form.variables().get(variable).value)),
            },
        })
    }

    /// A row as an answer file. An empty cell is no answer, a tick is `true` or `1`; what is no number stays text, and is told.
    pub fn file<'c>(&self, cells: impl IntoIterator<Item = &'c str>) -> Map<String, Json> {
        let filled = self.names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        filled.map(|((name, kind), cell)| (name.clone(), value(*kind, meant(cell)))).collect()
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Tick => Cell::Tick,
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ } => {
            Cell::Number
        }
        Value::Code(_)
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => Cell::Text,
    }
}

fn value(kind: Cell, cell: &str) -> Json {
    let text = || Json::from(cell);
    match kind {
        Cell::Text => text(),
        Cell::Json => serde_json::from_str(cell).unwrap_or_else(|_| text()),
        Cell::Tick => match cell.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Json::Bool(true),
            "false" | "0" => Json::Bool(false),
            _ => text(),
        },
        Cell::Number => {
            let number = cell.trim();
            let whole = number.parse::<i64>().ok().map(Number::from);
            let number = whole.or_else(|| Number::from_f64(number.parse::<f64>().ok()?));
            number.map_or_else(text, Json::Number)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Cell, Column, Columns};

    #[test]
    fn lists_of_the_files_own_are_read_as_lists() {
        let known = |name: &str| if name.starts_with('_') { Column::Other } else { Column::Variable(Cell::Text) };
        let columns = Columns::of(["a", "_carried", "_notes", "_respondent"], known).expect("columns");
        let file = columns.file(["[1]", r#"["a"]"#, "{", "[7]"]);
        assert_eq!(json!(file), json!({ "a": "[1]", "_carried": ["a"], "_notes": "{", "_respondent": "[7]" }));
    }
}
