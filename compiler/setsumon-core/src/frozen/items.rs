//! What stands in a section, in the published model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Alternative, Cells, Choice, FieldSpec, GateOption, Layout, Marker, Medium, Own, ReasonSort, RowEntry, Text, nothing,
};

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
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
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
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
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
    /// Both on paper, where the points of a scale are circled; left out: the same as here.
    #[serde(default, skip_serializing_if = "nothing")]
    pub on_paper: Option<Instructed>,
    /// Both on paper where a legend says what ○ and □ ask for; left out: what is on paper without the house's own sentence of its type.
    #[serde(default, skip_serializing_if = "nothing")]
    pub beside_legend: Option<Instructed>,
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
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// That only what was chosen before is to be answered, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub narrowed: Option<Text>,
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
    /// What sort of reason that is; left out: of no sort in particular.
    #[serde(default, skip_serializing_if = "nothing")]
    pub revised_sort: ReasonSort,
    /// Why the series breaks here, as said at it or around it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub breaks: Option<Text>,
    /// What sort of reason that is; left out: of no sort in particular.
    #[serde(default, skip_serializing_if = "nothing")]
    pub breaks_sort: ReasonSort,
    /// What may be answered.
    #[serde(flatten)]
    pub answer: Type,
}

/// The sentence above a question and the instruction after its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Instructed {
    /// The sentence above.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// The instruction after the label.
    #[serde(default, skip_serializing_if = "nothing")]
    pub instruction: Option<Text>,
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
