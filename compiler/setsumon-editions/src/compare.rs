//! The two-column table of both editions (新旧対照表) that a committee reads and signs: what changed, as the questionnaire sets it.
//!
//! A [`Table`] is plain data: the page, the Markdown and the paper are made of it and add nothing.

mod about;
mod html;
mod lines;
mod markdown;
mod names;
mod paper;
mod rows;
mod slight;
mod speech;
mod table;

use serde::Serialize;
use setsumon_core::form::Locale;
use setsumon_core::frozen::Model;

pub use html::html;
pub use markdown::markdown;

use crate::diff::{Series, diff};
pub use crate::marks::Run;

/// The number of the format in which a [`Table`] is written as JSON.
pub const FORMAT: u32 = 1;

/// Both editions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The number of this format.
    pub comparison: u32,
    /// The BCP 47 tag of the language that the table is written in.
    pub language: Locale,
    /// The code of the survey.
    pub survey: String,
    /// What the table is called: `新旧対照表`.
    pub title: &'static str,
    /// The edition before.
    pub old: Edition,
    /// The new edition.
    pub new: Edition,
    /// What changed, in figures.
    pub summary: Vec<String>,
    /// The heads of the three columns.
    pub heads: [String; 3],
    /// The rows, in the order of the questionnaire.
    pub rows: Vec<Row>,
    /// What is said where there are no rows.
    pub nothing: &'static str,
    /// Changes that are no more than a year that moved on, a sign, or a printed number.
    pub slight: Slight,
    /// What the marks mean.
    pub legend: Vec<String>,
    /// The sign in front of each line of that.
    pub remark: &'static str,
    /// The places to sign at.
    pub signatures: Signatures,
}

/// An edition, in the head of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The year, or the running number.
    pub edition: i64,
    /// The title of the survey.
    pub title: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Whether it is the title of a section, over the rows under it.
    pub heading: bool,
    /// The edition before.
    pub old: Cell,
    /// The new edition.
    pub new: Cell,
    /// What the change is, why, and what it does.
    pub about: About,
}

/// One side of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// It is not in this edition, and what stands there instead: `（新設）`.
    Missing(&'static str),
    /// What the questionnaire says.
    Lines(Vec<Line>),
}

/// A line of a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// How far it stands in, from 0.
    pub level: usize,
    /// Its words, those marked that the other side lacks.
    pub runs: Vec<Run>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The number and the label of the whole.
    Caption,
    /// The label of something in it.
    Item,
    /// Who is asked.
    Who,
    /// The sentence above.
    Lead,
    /// A paragraph of its own.
    Note,
    /// An option, a row or a blank.
    Option,
    /// Small print.
    Small,
    /// What the form says when answers do not go together.
    Check,
    /// What is the same on both sides and left out.
    Omitted,
}

/// What a change is, why, and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// The classes of the changes, in words.
    pub classes: Vec<String>,
    /// What the questionnaire does not print, in words: `値の範囲：0..10 → 0..20`.
    pub details: Vec<String>,
    /// Why, in the author's words, each with what it says of the series.
    pub reasons: Vec<String>,
    /// What it does, in words, from the respondent to the time series.
    pub effects: Vec<Named>,
    /// The gravest that it does to the time series.
    pub series: Series,
    /// The variables concerned.
    pub variables: Vec<String>,
    /// Them, with what several have in common said once.
    pub variables_told: String,
    /// What stands in front of the variables.
    pub variables_word: &'static str,
}

/// A word and what is said under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The word.
    pub name: &'static str,
    /// What is said.
    pub words: String,
    /// How grave it is, where it is said of the time series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
}

/// The slight changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slight {
    /// What stands over them.
    pub title: String,
    /// The heads of the columns: what it is, before, after.
    pub heads: [&'static str; 4],
    /// Each with its class, its name, and both sides.
    pub rows: Vec<SlightRow>,
    /// What stands over those whose number alone changed.
    pub numbers_title: String,
    /// Those whose number alone changed: before, after, and what it is.
    pub numbers: Vec<[String; 3]>,
}

/// A slight change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlightRow {
    /// Its class, in words.
    pub class: String,
    /// What changed.
    pub name: String,
    /// How it was.
    pub old: Vec<Run>,
    /// How it is.
    pub new: Vec<Run>,
}

/// Where it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signatures {
    /// What stands over the places.
    pub title: &'static str,
    /// Who signs.
    pub roles: [&'static str; 3],
    /// What each fills in: name, date.
    pub fields: [&'static str; 2],
}

/// Both editions side by side.
pub fn compare(old: &Model, new: &Model) -> Table {
    table::of(old, new, &diff(old, new))
}
