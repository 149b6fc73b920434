//! What stands behind the questions, as data: lists of options, and conditions in words.

use serde::Serialize;

use crate::sheet::Text;

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum ListEntry {
    /// A heading over some of its options.
    Heading {
        /// Its words.
        heading: Text,
    },
    /// An option.
    Option {
        /// Its number in the list.
        number: String,
        /// Its words.
        text: Text,
    },
}

impl ListEntry {
    /// Whether it can be chosen.
    pub fn is_option(&self) -> bool {
        match self {
            Self::Heading { heading: _ } => false,
            Self::Option { number: _, text: _ } => true,
        }
    }

    /// Its words.
    pub fn text(&self) -> &Text {
        match self {
            Self::Heading { heading: text } | Self::Option { number: _, text } => text,
        }
    }
}

/// A sentence that says who is asked, what it covers, and where it is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Condition {
    /// What it covers: numbers and labels.
    pub covers: String,
    /// The sentence.
    pub text: Text,
    /// The number of the block at which it is printed.
    pub block: usize,
}
