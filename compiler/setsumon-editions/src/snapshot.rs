//! What each question says and means, one readable page a question, so that its designer sees what an edit has changed.
//!
//! A page holds what a respondent reads and what is done with the answer, and nothing else: no printed numbers, which move when
//! something is put in before, no presentation, and no sentence that the compiler adds. What a text takes from elsewhere stands in
//! it as its author wrote it, `{number of purpose}`. So an edit changes the pages of what it touches and no others.

mod answers;
mod compare;
mod file;
mod outline;
mod page;
mod questions;
mod told;

use serde::Serialize;
use setsumon_core::ByItself;

pub use compare::{Difference, Edit, Fate, compare};
pub use file::{PENDING, is_ours, read, write};
pub use told::{Known, told, told_shortly};

/// The page of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its path: `overview.status`; of the survey itself its code.
    pub path: String,
    /// What people call it.
    pub name: String,
    /// Its file in the survey's folder of snapshots, with `/`: `overview/status.snap`.
    pub file: String,
    /// What is on the page, without a newline at its end.
    pub content: String,
}

/// The sorts of things that have a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The survey: its head, its pages of prose, and the order of its parts.
    Survey,
    /// A part: its head and the order of its sections.
    Part,
    /// A section: its head, its groups and notes, and the order of its questions.
    Section,
    /// A gate between sections, or a question with the fields in it.
    Question,
    /// A roster: its head and the order of its questions.
    Roster,
    /// A derived value.
    Derived,
}

impl Kind {
    /// As it is called in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Part => "part",
            Self::Section => "section",
            Self::Question => "question",
            Self::Roster => "roster",
            Self::Derived => "derived value",
        }
    }
}

/// The pages of a survey, in reading order.
pub fn snapshots(survey: &ByItself) -> Vec<Snapshot> {
    outline::all(survey.form())
}
