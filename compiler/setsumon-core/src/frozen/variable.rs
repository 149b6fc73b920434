//! Variables and lists of codes, in the published model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Marker, Role, Special, Text, TextShape, ValueKind, nothing};

/// One column of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Variable {
    /// Its one name everywhere.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// For `last`: the variable of this edition whose last year's value it is.
    #[serde(default, skip_serializing_if = "nothing")]
    pub of: Option<String>,
    /// The path of its question; none for what is given or lies in last year's file.
    #[serde(default, skip_serializing_if = "nothing")]
    pub question: Option<String>,
    /// The name of the roster whose table it lies in.
    #[serde(default, skip_serializing_if = "nothing")]
    pub repeat: Option<String>,
    /// Its label in full: the question's name, then headings, row, option or column.
    pub label: Vec<Text>,
    /// What it may hold.
    pub value: Value,
    /// Its unit.
    #[serde(default, skip_serializing_if = "nothing")]
    pub unit: Option<Text>,
    /// Who is asked, in words, from the outermost sentence to the innermost; empty: everybody.
    #[serde(default, skip_serializing_if = "nothing")]
    pub who: Vec<String>,
    /// When it may have a value; left out: always.
    #[serde(default, skip_serializing_if = "nothing")]
    pub asked: Option<u32>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether it tells who the respondent is.
    #[serde(default, skip_serializing_if = "nothing")]
    pub personal: bool,
    /// Its names in the edition before, where they differ.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was: Vec<String>,
    /// Where one answer became several or several one: of a tick, the codes of `was` that it stands for; of a code, what each tick of
    /// `was` is today.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was_codes: Vec<String>,
    /// The variable of the edition before of which it is a part.
    #[serde(default, skip_serializing_if = "nothing")]
    pub splits: Option<String>,
}

/// What a variable may hold. Numbers that may have decimal places are strings, days `2025-01-31`, months `2025-01`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Value {
    /// A code of one of `code_lists`.
    Code {
        /// Its place in `code_lists`, from 0.
        list: u32,
    },
    /// `true`, or absent.
    Tick,
    /// A rank from 1.
    Rank {
        /// The last rank.
        max: u32,
    },
    /// A whole number.
    Integer {
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// A decimal number.
    Decimal {
        /// At most so many decimal places.
        digits: u32,
        /// The lowest.
        min: String,
        /// The highest.
        max: String,
    },
    /// A month.
    Month {
        /// The first.
        min: String,
        /// The last.
        max: String,
    },
    /// A day.
    Date {
        /// The first.
        min: String,
        /// The last.
        max: String,
    },
    /// Text.
    Text {
        /// What it looks like.
        shape: TextShape,
        /// The picture: `9` a digit, `A` a letter A–Z, everything else itself.
        #[serde(default, skip_serializing_if = "nothing")]
        picture: Option<String>,
        /// At most so many Unicode code points.
        #[serde(default, skip_serializing_if = "nothing")]
        max_length: Option<u32>,
        /// Whether a line break may stand in it.
        #[serde(default, skip_serializing_if = "nothing")]
        lines: bool,
    },
}

impl Value {
    /// Its kind, as `kind` has it.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Code { list: _ } => ValueKind::Code,
            Self::Tick => ValueKind::Tick,
            Self::Rank { max: _ } => ValueKind::Rank,
            Self::Integer { min: _, max: _ } => ValueKind::Integer,
            Self::Decimal { digits: _, min: _, max: _ } => ValueKind::Decimal,
            Self::Month { min: _, max: _ } => ValueKind::Month,
            Self::Date { min: _, max: _ } => ValueKind::Date,
            Self::Text { shape: _, picture: _, max_length: _, lines: _ } => ValueKind::Text,
        }
    }

    /// The place in `code_lists` of the codes it may hold, where it holds one of a list.
    pub fn code_list(&self) -> Option<usize> {
        if let Self::Code { list } = self { usize::try_from(*list).ok() } else { None }
    }
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodeList {
    /// Its name.
    pub name: String,
    /// Its codes, in printed order.
    pub codes: Vec<Code>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Its label, headings first.
    pub label: Vec<Text>,
    /// Its score, as a decimal number in a string.
    #[serde(default, skip_serializing_if = "nothing")]
    pub value: Option<String>,
    /// What it means, where it is no answer proper.
    #[serde(default, skip_serializing_if = "nothing")]
    pub means: Option<Special>,
    /// Kept for its history; refused in answers.
    #[serde(default, skip_serializing_if = "nothing")]
    pub retired: bool,
    /// Its codes in the edition before, where they differ.
    #[serde(default, skip_serializing_if = "nothing")]
    pub was: Vec<String>,
    /// The code of the edition before of which it is a part.
    #[serde(default, skip_serializing_if = "nothing")]
    pub splits: Option<String>,
}
