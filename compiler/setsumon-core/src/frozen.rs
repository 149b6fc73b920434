//! The published model: the checked survey as versioned JSON, for other tools and for the next edition.
//!
//! These structs are a format of their own. A change inside the compiler does not change them; a change of them is a new
//! [`FORMAT`]. `docs/targets/model.md` describes the format, `model.schema.json` is derived from these types.

mod around;
mod asked;
mod blanks;
mod build;
mod build_items;
mod build_words;
mod chronicle;
mod held;
mod history;
mod items;
pub mod lineage;
mod options;
mod restore;
mod target;
#[cfg(test)]
mod tests;
mod tree;
mod variable;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::Locale;
use setsumon_words::reference;

pub(crate) use around::Around;
pub use asked::{Condition, Score, Term};
pub use chronicle::{Change, Changed, Chronicle, Passage};
pub(crate) use held::Held;
pub(crate) use history::{JOINT, same_but_for_years};
pub use history::{PastCalc, PastCode, PastLabel, PastRename, PastState, PastVariable};
pub use items::{Branch, Group, Headed, Instructed, Item, Led, Note, Question, Type};
pub use options::{Alternative, Cells, Choice, ChoiceOption, Column, FieldSpec, Footnote, GateOption, Row, RowEntry};
pub use restore::Unsound;
pub use target::{ModelTarget, schema};
pub use tree::{BandRow, Calc, CalcValue, End, Entry, Page, Part, Repeat, Rule, Section};
pub use variable::{Code, CodeList, Value, Variable};
pub use words::{FieldKind, Role, RuleKind, TextShape, ValueKind};

/// The number of the format these structs write and read.
pub const FORMAT: u32 = 1;

/// The version of the language this compiler reads.
pub const LANGUAGE: u32 = 1;

/// Whether a part of the model has nothing to say and is left out of the file.
fn nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A checked survey. Variables are named by their `name`; one of last year's file by `last.` and its name there.
/// Conditions are numbers: places in `conditions`, from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Setsumon model")]
pub struct Model {
    /// The number of this format.
    pub format: u32,
    /// The version of the language the survey is written in.
    pub language: u32,
    /// What the survey says of itself.
    pub survey: Survey,
    /// Everything printed or shown, in reading order.
    pub entries: Vec<Entry>,
    /// Sections, in reading order.
    pub sections: Vec<Section>,
    /// Questions, gates and nested fields, in reading order.
    pub questions: Vec<Question>,
    /// Variables, in reading order; those of last year's answers stand at the end.
    pub variables: Vec<Variable>,
    /// Lists of codes.
    pub code_lists: Vec<CodeList>,
    /// Rosters.
    #[serde(default, skip_serializing_if = "nothing")]
    pub repeats: Vec<Repeat>,
    /// Derived values.
    #[serde(default, skip_serializing_if = "nothing")]
    pub calcs: Vec<Calc>,
    /// Early ends.
    #[serde(default, skip_serializing_if = "nothing")]
    pub ends: Vec<End>,
    /// Every duty the form imposes on an answer file.
    pub rules: Vec<Rule>,
    /// The conditions that all numbers point at; parts before wholes.
    pub conditions: Vec<Condition>,
    /// The house's own sentences, by name.
    pub wording: Vec<(String, String)>,
    /// Why things were changed since the edition before.
    #[serde(default, skip_serializing_if = "nothing")]
    pub reasons: Vec<Reason>,
    /// In a frozen model: every variable of the editions before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<PastVariable>>,
    /// In a frozen model: every derived value of the editions before this one.
    #[serde(default, skip_serializing_if = "nothing")]
    pub past_calcs: Vec<PastCalc>,
}

impl Model {
    /// How its texts speak of an item of a section, `（２５）の1`, `question 1 of section 25`; none where it has no such wording.
    pub fn reference(&self, section: &str, item: &str) -> Option<String> {
        let (_, template) = self.wording.iter().find(|(name, _)| name == "item_ref")?;
        Some(reference(template, self.survey.locale, section, item))
    }
}

/// What a survey says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survey {
    /// Its code: the name of the main table.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The language of its texts, as a BCP 47 tag.
    pub locale: Locale,
    /// The edition: a year or a running number.
    pub edition: i64,
    /// The edition it follows.
    #[serde(default, skip_serializing_if = "nothing")]
    pub follows: Option<i64>,
    /// The editions that were not fielded since the first that is known, oldest first.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unfielded: Vec<Unfielded>,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "nothing")]
    pub publisher: Option<Text>,
    /// The day the answers speak of, `2025-01-01`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub as_of: Option<String>,
    /// The last day for answers, `2025-02-28`.
    #[serde(default, skip_serializing_if = "nothing")]
    pub deadline: Option<String>,
    /// Free metadata.
    #[serde(default, skip_serializing_if = "nothing")]
    pub info: Vec<Info>,
    /// What is left to do with finished answers.
    #[serde(default, skip_serializing_if = "nothing")]
    pub submit: Option<Text>,
    /// Whether the screen shows one section at a time.
    #[serde(default, skip_serializing_if = "nothing")]
    pub by_section: bool,
}

/// An edition that was not fielded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unfielded {
    /// The edition.
    pub edition: i64,
    /// Why.
    pub why: String,
}

/// A piece of free metadata.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Info {
    /// Its code.
    pub code: String,
    /// Its text.
    pub text: Text,
}

/// A text: a string where it is one paragraph of plain words, else its blocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    /// One paragraph of plain words.
    Plain(String),
    /// Blocks.
    Rich(Vec<Block>),
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// What it is made of.
        line: Vec<Inline>,
    },
    /// A list with dots.
    Bullets {
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// A numbered list, from 1.
    Numbered {
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Plain {
        /// The words.
        words: String,
    },
    /// Words that weigh more.
    Strong {
        /// The words.
        words: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads: `http:`, `https:`, `mailto:` or `tel:`.
        url: String,
        /// What is read.
        words: Vec<Inline>,
    },
    /// An answer given before.
    Answer {
        /// Whose answer.
        variable: String,
        /// What stands there while it is not answered.
        otherwise: String,
    },
}

/// New, updated or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// As in the edition before.
    Kept,
    /// Not in the edition before.
    New,
    /// A figure to be given anew.
    Updated,
}

/// Where something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// On screen and on paper.
    #[default]
    Both,
    /// On screen alone.
    Screen,
    /// On paper alone.
    Paper,
}

/// The condition that is a thing's own, beyond all that stands around it, and who tells its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Own {
    /// Where it holds.
    pub when: u32,
    /// Who puts it into words; left out: the compiler.
    #[serde(default, skip_serializing_if = "nothing")]
    pub told: Teller,
}

/// Who puts a condition into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Told")]
pub enum Teller {
    /// The compiler, by the survey's wordings.
    #[default]
    Compiler,
    /// The author.
    Author,
    /// Nobody.
    Nobody,
}

/// What a special answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// Does not know.
    DontKnow,
    /// Prefers not to answer.
    Refused,
    /// Does not apply.
    NotApplicable,
}

/// Why something was changed since the edition before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The path of the section, group, roster, question, option, row, column or derived value that it is said of.
    pub path: String,
    /// What it says of the time series.
    pub series: ReasonSeries,
    /// What sort of reason it is.
    pub sort: ReasonSort,
    /// The words.
    pub words: Text,
}

/// What an author says of the time series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonSeries {
    /// `revised`: it goes on.
    Revised,
    /// `break`: it breaks here.
    Break,
}

/// The sorts of reasons, after the vocabulary of comparative surveys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonSort {
    /// A mistake in writing, or other words for the same.
    Typo,
    /// A better concept of what is measured.
    Concept,
    /// What is measured has changed.
    Reality,
    /// An element was added.
    Addition,
    /// Any other.
    #[default]
    Other,
}

impl From<ReasonSort> for crate::form::ReasonSort {
    fn from(sort: ReasonSort) -> Self {
        match sort {
            ReasonSort::Typo => Self::Typo,
            ReasonSort::Concept => Self::Concept,
            ReasonSort::Reality => Self::Reality,
            ReasonSort::Addition => Self::Addition,
            ReasonSort::Other => Self::Other,
        }
    }
}

/// Presentation, never meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Layout {
    /// Options in so many columns.
    #[serde(default, skip_serializing_if = "nothing")]
    pub across: Option<u32>,
    /// Options side by side.
    #[serde(default, skip_serializing_if = "nothing")]
    pub inline: bool,
    /// Options one below another in each row of a grid.
    #[serde(default, skip_serializing_if = "nothing")]
    pub stacked: bool,
    /// The height of a free text, in lines.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lines: Option<u32>,
    /// Begin a page on paper.
    #[serde(default, skip_serializing_if = "nothing")]
    pub new_page: bool,
}

impl Text {
    /// The words alone, blocks parted by a newline.
    pub fn plain(&self) -> String {
        match self {
            Self::Plain(words) => words.clone(),
            Self::Rich(blocks) => {
                let lines = blocks.iter().flat_map(|block| match block {
                    Block::Paragraph { line } => vec![plain(line)],
                    Block::Bullets { items } | Block::Numbered { items } => {
                        items.iter().map(|item| plain(item)).collect()
                    }
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

fn plain(line: &[Inline]) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Plain { words } => words.clone(),
        Inline::Strong { words } | Inline::Link { url: _, words } => plain(words),
        Inline::Answer { variable: _, otherwise } => otherwise.clone(),
    };
    line.iter().map(inline).collect()
}
