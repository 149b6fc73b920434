//! Tables on the printed sheet, as data.

use serde::Serialize;

use crate::sheet::{Answer, Asked, Field, Text};

/// Rows by columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Grid {
    /// In the corner.
    pub corner: Text,
    /// Whether it needs a border of its own.
    pub framed: bool,
    /// The width of the rows' labels; without one they share what is left.
    pub label_mm: Option<f64>,
    /// How high its heads are where they are turned on their side, because the columns are too narrow for words.
    pub turned_mm: Option<f64>,
    /// Whether its heads are set smaller than usual.
    pub small: bool,
    /// Whether its rows may be broken.
    pub loose: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Column {
    /// Its head.
    pub text: Text,
    /// Its unit.
    pub unit: Text,
    /// What stands in front of its blank and behind it where that has a line of its own instead of a cell.
    #[serde(skip)]
    pub around: [Text; 2],
    /// Its width; without one it shares what is left.
    pub mm: Option<f64>,
    /// Whether its head is set small.
    pub narrow: bool,
}

impl Column {
    /// A column without a unit.
    pub(crate) fn of(text: Text, mm: Option<f64>, narrow: bool) -> Self {
        Self { text, unit: Text::new(), around: [Text::new(), Text::new()], mm, narrow }
    }
}

/// A line of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum GridRow {
    /// A heading over rows.
    Heading {
        /// Its words.
        heading: Text,
    },
    /// A row.
    Row {
        /// Its label.
        label: Text,
        /// Who is asked it.
        asked: Option<Asked>,
        /// Blanks behind the label.
        fields: Vec<Field>,
        /// What else is asked of it, under the label.
        body: Vec<Answer>,
        /// Its cells.
        cells: Vec<GridCell>,
    },
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum GridCell {
    /// An option's mark.
    Mark {
        /// The sign.
        mark: String,
        /// The field at it.
        widget: Option<usize>,
    },
    /// A number to circle.
    Point {
        /// The number.
        point: String,
        /// The field at it.
        widget: Option<usize>,
    },
    /// Anything else.
    Answers {
        /// What stands in it.
        answers: Vec<Answer>,
        /// The field that it is, where nothing does.
        widget: Option<usize>,
    },
}
