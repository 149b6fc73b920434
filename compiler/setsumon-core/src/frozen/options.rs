//! What may be chosen and written: options, rows, columns and blanks, in the published model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FieldKind, Item, Marker, Own, Special, Text, nothing};

/// What stands in a list of options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Choice {
    /// A heading over some of them.
    Heading {
        /// Its words.
        label: Text,
        /// The options under it.
        choices: Vec<Choice>,
    },
    /// An option.
    Option(Box<ChoiceOption>),
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChoiceOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its own variable, in a multiple choice or ranking.
    #[serde(default, skip_serializing_if = "nothing")]
    pub variable: Option<String>,
    /// When it is offered, beyond its question being asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub offered: Option<u32>,
    /// Its own condition in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// When it is offered, and who tells it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// Whether it excludes the others.
    #[serde(default, skip_serializing_if = "nothing")]
    pub exclusive: bool,
    /// What it means, where it is no answer proper.
    #[serde(default, skip_serializing_if = "nothing")]
    pub means: Option<Special>,
    /// Its score, as a decimal number in a string.
    #[serde(default, skip_serializing_if = "nothing")]
    pub value: Option<String>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print behind it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub hint: Option<Text>,
    /// Words at its blank.
    #[serde(default, skip_serializing_if = "nothing")]
    pub beside: Option<Text>,
    /// How it is read.
    #[serde(default, skip_serializing_if = "nothing")]
    pub kana: Option<String>,
    /// Its footnote.
    #[serde(default, skip_serializing_if = "nothing")]
    pub footnote: Option<Footnote>,
    /// The path of its write-in.
    #[serde(default, skip_serializing_if = "nothing")]
    pub specify: Option<String>,
    /// Further fields asked where it is chosen.
    #[serde(default, skip_serializing_if = "nothing")]
    pub items: Vec<Item>,
    /// Kept for its history: not offered.
    #[serde(default, skip_serializing_if = "nothing")]
    pub retired: bool,
}

/// A footnote of an option or row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Footnote {
    /// `※1`, `*1`.
    pub sign: String,
    /// Its text.
    pub text: Text,
    /// Whether this is the place where the text is printed.
    #[serde(default, skip_serializing_if = "nothing")]
    pub printed: bool,
}

/// An option of a gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GateOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// What those read who go on.
    #[serde(default, skip_serializing_if = "nothing")]
    pub then: Option<Text>,
    /// The early end it causes, by its place in `ends`, from 0.
    #[serde(default, skip_serializing_if = "nothing")]
    pub end: Option<u32>,
    /// Kept for its history.
    #[serde(default, skip_serializing_if = "nothing")]
    pub retired: bool,
}

/// What stands among the rows of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowEntry {
    /// A label cell over some rows.
    Heading {
        /// Its words.
        label: Text,
        /// The rows under it.
        rows: Vec<RowEntry>,
    },
    /// A row.
    Row(Box<Row>),
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// When it is offered, beyond its grid being asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub offered: Option<u32>,
    /// Its own condition in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// When it is offered, and who tells it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// Whether it may stay blank though the grid is required.
    #[serde(default, skip_serializing_if = "nothing")]
    pub optional: bool,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print under it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub hint: Option<Text>,
    /// Words at its blanks.
    #[serde(default, skip_serializing_if = "nothing")]
    pub beside: Option<Text>,
    /// Its footnote.
    #[serde(default, skip_serializing_if = "nothing")]
    pub footnote: Option<Footnote>,
    /// The path of its write-in.
    #[serde(default, skip_serializing_if = "nothing")]
    pub specify: Option<String>,
    /// Further fields, asked where the row is answered.
    #[serde(default, skip_serializing_if = "nothing")]
    pub items: Vec<Item>,
    /// The variables of its cells, in the order of the columns.
    pub variables: Vec<String>,
    /// Kept for its history.
    #[serde(default, skip_serializing_if = "nothing")]
    pub retired: bool,
}

/// What the rows of a grid hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cells {
    /// One of the options a row.
    Single {
        /// The options.
        choices: Vec<Choice>,
    },
    /// Any number of the options a row.
    Multi {
        /// The options.
        choices: Vec<Choice>,
    },
    /// Blanks.
    Fields {
        /// The columns.
        columns: Vec<Column>,
    },
}

/// A column of blanks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// Its code; empty where the grid has no `columns`.
    pub code: String,
    /// Its label.
    #[serde(default, skip_serializing_if = "nothing")]
    pub label: Option<Text>,
    /// The blank.
    pub field: FieldSpec,
    /// Whether each blank must be filled in.
    #[serde(default, skip_serializing_if = "nothing")]
    pub required: bool,
    /// New, updated or kept.
    pub marker: Marker,
}

/// A tick that takes the place of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its variable: a tick.
    pub variable: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "nothing")]
    pub means: Option<Special>,
    /// Kept for its history.
    #[serde(default, skip_serializing_if = "nothing")]
    pub retired: bool,
}

/// What may be written in a blank, and the words around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldSpec {
    /// The kind of blank.
    pub kind: FieldKind,
    /// Decimal places, of a `decimal`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub digits: Option<u32>,
    /// The first and the last point, of a `scale`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub points: Option<(i64, i64)>,
    /// The words at the first and the last point, of a `scale`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub ends: Option<(Text, Text)>,
    /// Words before it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub prefix: Option<Text>,
    /// Its unit as printed.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unit: Option<Text>,
    /// Words behind it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub suffix: Option<Text>,
}
