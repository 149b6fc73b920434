//! Every word of the house that respondents and readers of a survey see, one file a language.
//!
//! A language is a [`Words`]: whole sentences, with what is filled in named or handed to a function of that language, so that order,
//! plural and case are its own affair. A further language is one file beside `en.rs` and a line in [`Locale`]; while it lacks a
//! sentence it does not compile. Nothing else asks which language it is.

#[macro_use]
mod catalogue;
mod calendar;
mod codebook;
mod diagram;
mod en;
mod ja;
mod judge;
mod locale;
mod page;
mod paper;
mod reasons;
mod reports;
mod sentences;
mod writing;

pub use calendar::Calendar;
pub use codebook::Codebook;
pub use diagram::Diagram;
pub use judge::{Judge, Misfits, Shapes, States, Strays};
pub use locale::Locale;
pub use page::{Page, Script};
pub use paper::{DatePart, DateUnit, Paper};
pub use reasons::Reasons;
pub use reports::{Changes, Classes, Comparison, Data, Impact, Kinds, Parts, Reports, Respondents, Series, Values};
pub use sentences::{Sentences, Wording};
pub use writing::{Writing, reference, spoken_number};

/// All that is said in a language.
#[derive(Debug)]
pub struct Words {
    /// How the language is written: quotation marks, numbers, what stands between words.
    pub writing: Writing,
    /// Days and months.
    pub calendar: Calendar,
    /// The sentences of form and paper alike, which a survey may replace.
    pub sentences: Sentences,
    /// What is said of an answer file.
    pub judge: Judge,
    /// Why a survey was changed.
    pub reasons: Reasons,
    /// What is told of a step from one edition to the next.
    pub reports: Reports,
    /// The survey that a new one begins as.
    pub first_survey: &'static str,
    /// The form's page.
    pub page: Page,
    /// What the page's script says.
    pub script: Script,
    /// The printed sheet.
    pub paper: Paper,
    /// The codebook.
    pub codebook: Codebook,
    /// The picture of who is led where.
    pub diagram: Diagram,
}
