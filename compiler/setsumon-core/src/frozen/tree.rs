//! What stands outside sections, and what is computed: pages, parts, sections, rosters, derived values, ends and duties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::judge::OutcomeName;

use super::{Branch, Item, Marker, Medium, Note, Own, RuleKind, Text, nothing};

/// What stands in a survey outside sections, in reading order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// Prose with a title.
    Page(Page),
    /// A paragraph of its own.
    Note(Note),
    /// A part.
    Part(Box<Part>),
    /// A section, by its code.
    Section {
        /// The code of one of `sections`.
        code: String,
    },
    /// A gate between sections, by its path.
    Gate {
        /// The path of one of `questions`.
        path: String,
    },
    /// An early end between sections, by its place in `ends`, from 0.
    End {
        /// Its place.
        end: u32,
    },
    /// Entries under one condition.
    Branch(Branch<Entry>),
}

/// A page of prose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// Its printed number.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// Its text.
    pub text: Text,
    /// When it concerns the respondent; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// New or not.
    pub marker: Marker,
}

/// A part of the survey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its printed number.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// Its title.
    pub label: Text,
    /// The sentence at its head.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// When it is asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Its code: the first segment of every variable in it.
    pub code: String,
    /// Its printed number.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// Its title.
    pub label: Text,
    /// The sentence at its head.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// When it is asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// The marker it gives to what is in it.
    pub marker: Marker,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// Whether it begins a page on paper.
    #[serde(default, skip_serializing_if = "nothing")]
    pub new_page: bool,
    /// Why we ask.
    #[serde(default, skip_serializing_if = "nothing")]
    pub rationale: Option<Text>,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// A roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repeat {
    /// Its path: `staff.people`.
    pub path: String,
    /// The key of its array in an answer file, and the name of its table.
    pub name: String,
    /// The code of its section.
    #[serde(default, skip_serializing_if = "nothing")]
    pub section: Option<String>,
    /// Its printed number within the section.
    #[serde(default, skip_serializing_if = "nothing")]
    pub number: Option<String>,
    /// Its caption.
    pub label: Text,
    /// The sentence above.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lead: Option<Text>,
    /// Small print in the label cell.
    #[serde(default, skip_serializing_if = "nothing")]
    pub hint: Option<Text>,
    /// Who is asked, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// Its own condition, beyond all that stands around it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// When it is asked; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// At least so many occurrences, where asked, at submission.
    pub min: u32,
    /// At most so many.
    pub max: u32,
    /// How one occurrence is called.
    #[serde(default, skip_serializing_if = "nothing")]
    pub named: Option<Text>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether all of it tells who somebody is.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "nothing")]
    pub medium: Medium,
    /// Its items.
    pub items: Vec<Item>,
}

/// A derived value: exported, never part of a response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Calc {
    /// Its path.
    pub path: String,
    /// Its name in exports.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Its unit.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unit: Option<Text>,
    /// What the value is.
    pub value: CalcValue,
    /// How it is computed.
    pub term: super::Term,
    /// The blanks that it adds up, where whoever fills them in on paper would add them up too. Models written before this was kept
    /// have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub adds: Vec<String>,
    /// When it is derived; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// The name of the roster in each of whose occurrences it is derived.
    #[serde(default, skip_serializing_if = "nothing")]
    pub repeat: Option<String>,
    /// Whether it rests on personal answers.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
}

/// What a derived value is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalcValue {
    /// A number.
    Number {
        /// At most so many decimal places.
        digits: u32,
    },
    /// A day.
    Date,
    /// A month.
    Month,
    /// The code of the row that the term falls in.
    Band {
        /// The rows.
        rows: Vec<BandRow>,
    },
}

/// A row of a band. Its bounds are decimal numbers in strings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BandRow {
    /// The lowest number that belongs to it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub low: Option<String>,
    /// The highest number that belongs to it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub high: Option<String>,
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
}

/// An early end of the whole survey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// The condition that ends the survey.
    pub fires: u32,
    /// Whom it ends, in words.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Option<Text>,
    /// Its own condition; none where a gate's option is behind it. Models written before this was kept have none.
    #[serde(default, skip_serializing_if = "nothing")]
    pub own: Option<Own>,
    /// What those read for whom it ends.
    pub sentence: Text,
    /// Who the others are, in words, where they read something.
    #[serde(default, skip_serializing_if = "nothing")]
    pub others: Option<Text>,
    /// What the others read.
    #[serde(default, skip_serializing_if = "nothing")]
    pub then: Option<Text>,
    /// How the response counts.
    pub outcome: OutcomeName,
    /// The path of the gate whose option is behind it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub gate: Option<String>,
}

/// A duty on an answer file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Its stable name.
    pub name: String,
    /// What the duty is.
    pub kind: RuleKind,
    /// The condition that must hold; left out for `domain`, whose meaning is the variable's `value`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub holds: Option<u32>,
    /// When it binds, apart from what it wants; left out: when the question, the cell of a table or the roster is asked that it is of.
    /// Of `offered`, when the code is; models written before this was kept have it at the option alone. None of a `check`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub when: Option<u32>,
    /// The condition under which a `check` complains; left out: where `holds` does not hold.
    #[serde(default, skip_serializing_if = "nothing")]
    pub complains: Option<u32>,
    /// Whether it binds at submission only.
    #[serde(default, skip_serializing_if = "nothing")]
    pub submission: bool,
    /// Whether breaking it is only reported.
    #[serde(default, skip_serializing_if = "nothing")]
    pub soft: bool,
    /// The name of the roster in each of whose occurrences it must hold.
    #[serde(default, skip_serializing_if = "nothing")]
    pub repeat: Option<String>,
    /// The variable it is reported at.
    pub at: String,
    /// What a `check` says.
    #[serde(default, skip_serializing_if = "nothing")]
    pub message: Option<Text>,
}
