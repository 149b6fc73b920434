//! What stands in a section, in the published model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FieldKind, Layout, Marker, Medium, Special, Text, nothing};

/// What stands in a section, group, repeat or under an option, row or field, in reading order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    /// A question, gate or field, by its path.
    Question {
        /// The path of one of `questions`.
        path: String,
    },
    /// One item with several fields.
    Group(Box<Group>),
    /// A roster, by its name.
    Repeat {
        /// The name of one of `repeats`.
        name: String,
    },
    /// A paragraph of its own.
    Note(Note),
    /// A derived value, by its name.
    Calc {
        /// The name of one of `calcs`.
        name: String,
    },
    /// An early end, by its place in `ends`, from 0.
    End {
        /// Its place.
        end: u32,
    },
    /// One sentence over several items.
    Led(Led),
    /// One label cell over several items.
    Headed(Headed),
    /// Items under one condition.
    Branch(Branch<Item>),
}

/// Items under one condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Branch<T> {
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// When its items are asked, all that stands around it included; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// Its items.
    pub items: Vec<T>,
}

/// A sentence over several items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Led {
    /// The sentence.
    pub lead: Text,
    /// The items.
    pub items: Vec<Item>,
}

/// A label cell over several items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headed {
    /// The label.
    pub label: Text,
    /// The sentence above.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// The items.
    pub items: Vec<Item>,
}

/// A paragraph of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Its text.
    pub text: Text,
    /// When it concerns the respondent; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
}

/// One item with several fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Its path.
    pub path: String,
    /// Its printed number within the section.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// Its caption.
    #[serde(default, skip_serializing_if = "nothing")]
    pub label: Option<Text>,
    /// The sentence above.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// Small print in the label cell.
    #[serde(default, skip_serializing_if = "nothing")]
    pub hint: Option<Text>,
    /// Small print at the answers.
    #[serde(default, skip_serializing_if = "nothing")]
    pub beside: Option<Text>,
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// When it is asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// Presentation.
    #[serde(default, skip_serializing_if = "nothing")]
    pub layout: Layout,
    /// Why we ask.
    #[serde(default, skip_serializing_if = "nothing")]
    pub rationale: Option<Text>,
    /// Its fields.
    pub items: Vec<Item>,
}

/// A question, a gate or a nested field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// Its path: `overview.status`.
    pub path: String,
    /// Its own code.
    pub code: String,
    /// The code of its section; none for a gate between sections.
    #[serde(default, skip_serializing_if = "nothing")]
    pub section: Option<String>,
    /// The name of its roster.
    #[serde(default, skip_serializing_if = "nothing")]
    pub repeat: Option<String>,
    /// Its printed number within the section.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// The caption in the label cell.
    #[serde(default, skip_serializing_if = "nothing")]
    pub label: Option<Text>,
    /// The name under which other places speak of it.
    pub name: Text,
    /// The sentence above.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// The instruction after the label.
    #[serde(default, skip_serializing_if = "nothing")]
    pub instruction: Option<Text>,
    /// Small print in the label cell.
    #[serde(default, skip_serializing_if = "nothing")]
    pub hint: Option<Text>,
    /// Small print at the blank.
    #[serde(default, skip_serializing_if = "nothing")]
    pub beside: Option<Text>,
    /// Paragraphs between the lead and the answers.
    #[serde(default, skip_serializing_if = "nothing")]
    pub notes: Vec<Note>,
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// When it is asked, everything around it included; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// Whether it must be answered where asked, at submission.
    #[serde(default, skip_serializing_if = "nothing")]
    pub required: bool,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether its answer tells who the respondent is.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// Whether it stands in an option, row or field and is asked only there.
    #[serde(default, skip_serializing_if = "nothing")]
    pub nested: bool,
    /// Presentation.
    #[serde(default, skip_serializing_if = "nothing")]
    pub layout: Layout,
    /// Why we ask.
    #[serde(default, skip_serializing_if = "nothing")]
    pub rationale: Option<Text>,
    /// Why it was changed while the series goes on, as said at it or around it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub revised: Option<Text>,
    /// Why the series breaks here, as said at it or around it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub breaks: Option<Text>,
    /// What may be answered.
    #[serde(flatten)]
    pub answer: Type,
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Type {
    /// One of the options.
    Single {
        /// Its variable: a code.
        variable: String,
        /// The options.
        choices: Vec<Choice>,
    },
    /// Any number of the options.
    Multi {
        /// The options, each a tick of its own.
        choices: Vec<Choice>,
        /// At least and at most so many.
        #[serde(default, skip_serializing_if = "nothing")]
        pick: Option<(u32, u32)>,
    },
    /// The options in order of importance.
    Rank {
        /// The options, each a rank of its own.
        choices: Vec<Choice>,
        /// At least and at most so many.
        #[serde(default, skip_serializing_if = "nothing")]
        pick: Option<(u32, u32)>,
    },
    /// A filter.
    Gate {
        /// Its variable: a code.
        variable: String,
        /// The options.
        options: Vec<GateOption>,
    },
    /// A table.
    Grid {
        /// Its rows.
        rows: Vec<RowEntry>,
        /// What each row holds.
        cells: Cells,
    },
    /// One blank.
    Field {
        /// Its variable.
        variable: String,
        /// What may be written.
        field: Box<FieldSpec>,
        /// The path of its write-in.
        #[serde(default, skip_serializing_if = "nothing")]
        specify: Option<String>,
        /// Further fields, asked where it is answered.
        #[serde(default, skip_serializing_if = "nothing")]
        items: Vec<Item>,
        /// Ticks that take the place of a value.
        #[serde(default, skip_serializing_if = "nothing")]
        alternatives: Vec<Alternative>,
    },
}

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
    /// `※1`.
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
