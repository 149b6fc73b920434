//! What a survey says of itself.

use std::ops::RangeInclusive;

use setsumon_words::Locale;

use crate::frozen::Unfielded;
use crate::text::Text;

/// What the survey says of itself.
#[derive(Debug, Clone)]
pub struct Survey {
    /// Its code: the name of the main table.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The language of its texts and of the generated sentences.
    pub locale: Locale,
    /// The edition: a year or a running number.
    pub edition: i64,
    /// The editions that were not fielded since the first that is known, oldest first.
    pub unfielded: Vec<Unfielded>,
    /// Who publishes it.
    pub publisher: Option<Text>,
    /// The day the answers speak of.
    pub as_of: Option<Day>,
    /// The last day for answers.
    pub deadline: Option<Day>,
    /// Free metadata: code and text.
    pub info: Vec<(String, Text)>,
    /// What is left to do with finished answers, in words for the screen.
    pub submit: Option<Text>,
    /// Whether the screen shows one section at a time, unless the respondent wants the whole.
    pub by_section: bool,
}

impl Survey {
    /// The editions there can be: a year as the language has it, or a count.
    pub const EDITIONS: RangeInclusive<i64> = 1..=9999;
}

/// A day, counted from 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);
