//! Last year's answers as rows of cells, as CSV has them: a column a variable.

use std::fmt;

use rustc_hash::FxHashSet;
use serde_json::{Map, Number, Value as Json};
use setsumon_core::frozen::Value;

use super::{OldKey, Prefill};

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
    /// Not one column is of the older edition.
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
            Self::None => f.write_str("no column of the first line is a variable of the older edition"),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Tick,
    Number,
    Text,
}

/// The columns of a table of old answers.
#[derive(Debug)]
pub struct Columns {
    names: Vec<(String, Kind)>,
}

impl Columns {
    /// Reads the heading.
    ///
    /// # Errors
    /// Where it has a column twice, one of a roster, or none that the older edition knows.
    pub fn of<'h>(step: &Prefill<'_>, heading: impl IntoIterator<Item = &'h str>) -> Result<Self, BadColumns> {
        let mut names = Vec::new();
        let mut seen = FxHashSet::default();
        let mut known = false;
        for column in heading {
            let column = column.trim_start_matches('\u{feff}').trim();
            if !seen.insert(column) {
                return Err(BadColumns::Twice(column.to_owned()));
            }
            let kind = match step.old.get(column) {
                None | Some(OldKey::Derived) => Kind::Text,
                Some(OldKey::Roster) => {
                    return Err(BadColumns::Roster { column: column.to_owned(), roster: column.to_owned() });
                }
                Some(OldKey::Variable(variable)) => {
                    if let Some(roster) = &variable.repeat {
                        return Err(BadColumns::Roster { column: column.to_owned(), roster: roster.clone() });
                    }
                    known = true;
                    kind(&variable.value)
                }
            };
            names.push((column.to_owned(), kind));
        }
        if known { Ok(Self { names }) } else { Err(BadColumns::None) }
    }

    /// A row as an answer file. An empty cell is no answer, a tick is `true` or `1`; what is no number stays text, and is told.
    pub fn file<'c>(&self, cells: impl IntoIterator<Item = &'c str>) -> Map<String, Json> {
        let filled = self.names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        filled.map(|((name, kind), cell)| (name.clone(), value(*kind, cell))).collect()
    }
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Tick => Kind::Tick,
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ } => {
            Kind::Number
        }
        Value::Code { list: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, picture: _, max_length: _, lines: _ } => Kind::Text,
    }
}

fn value(kind: Kind, cell: &str) -> Json {
    let text = || Json::from(cell);
    match kind {
        Kind::Text => text(),
        Kind::Tick => match cell.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Json::Bool(true),
            "false" | "0" => Json::Bool(false),
            _ => text(),
        },
        Kind::Number => {
            let number = cell.trim();
            let whole = number.parse::<i64>().ok().map(Number::from);
            let number = whole.or_else(|| Number::from_f64(number.parse::<f64>().ok()?));
            number.map_or_else(text, Json::Number)
        }
    }
}
