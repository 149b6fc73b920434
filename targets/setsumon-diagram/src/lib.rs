//! A survey as a picture: its sections in reading order, who is led where, where some are at the end; of two editions, what is new,
//! gone and changed.
//!
//! ```text
//! form ──outline──▶ steps ──graph──▶ boxes and arrows ──▶ Mermaid, DOT
//!                     ├──▶ SVG
//! diff ──marks──▶     └──▶ text
//! ```
//!
//! A picture of a large survey is readable because a section is one box. Some may be opened: then their questions are boxes.

mod dot;
mod graph;
mod marks;
mod mermaid;
mod outline;
mod svg;
mod text;
mod told;

use std::collections::BTreeSet;
use std::fmt;

use setsumon_core::form::{Form, Locale};
use setsumon_editions::Diff;

pub use outline::{Exit, Shape, Sign, Step};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Diagram {
    /// What stands above it.
    pub title: String,
    /// The steps, in reading order.
    pub steps: Vec<Step>,
    /// Whether it is of two editions, so that what is new, gone and changed is marked.
    pub compared: bool,
    locale: Locale,
}

/// A code was to be opened that no section has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchSection {
    /// The code.
    pub code: String,
    /// The codes that sections have.
    pub known: Vec<String>,
}

impl fmt::Display for NoSuchSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no section `{}` to be opened", self.code)
    }
}

impl std::error::Error for NoSuchSection {}

impl Diagram {
    /// A survey, with the questions of the sections that are to be opened.
    ///
    /// # Errors
    /// The first code that is to be opened and is none of a section.
    pub fn of(form: &Form, open: &[String]) -> Result<Self, NoSuchSection> {
        refuse_strays(&[form], open)?;
        let survey = form.survey();
        let title = (survey.locale.words().diagram.title)(&survey.title.told(form), survey.edition);
        Ok(Self { title, steps: outline::steps(form, open), compared: false, locale: survey.locale })
    }

    /// Two editions in one picture: the newer one, with what is gone where it stood.
    ///
    /// # Errors
    /// The first code that is to be opened and is a section's in neither.
    pub fn compared(old: &Form, new: &Form, diff: &Diff, open: &[String]) -> Result<Self, NoSuchSection> {
        refuse_strays(&[old, new], open)?;
        let survey = new.survey();
        let words = &survey.locale.words().diagram;
        let title = (words.compared)(&survey.title.told(new), old.survey().edition, survey.edition);
        let open_before = marks::opened_before(diff, open);
        let mut steps = outline::steps(new, open);
        marks::mark(&mut steps, outline::steps(old, &open_before), diff);
        Ok(Self { title, steps, compared: true, locale: survey.locale })
    }

    /// As SVG, which needs no program but a browser: light and dark, as wide as a phone, with a text alternative.
    pub fn svg(&self) -> String {
        svg::write(self)
    }

    /// As an indented list, which says all that the picture shows.
    pub fn text(&self) -> String {
        text::write(self)
    }

    /// As a flowchart in Mermaid.
    pub fn mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// As a graph in DOT, the language of Graphviz.
    pub fn dot(&self) -> String {
        dot::write(self)
    }

    pub(crate) fn words(&self) -> &'static setsumon_words::Diagram {
        &self.locale.words().diagram
    }

    /// What stands at the end of everything.
    pub(crate) fn complete(&self) -> &'static str {
        self.locale.words().codebook.outcome_complete
    }

    pub(crate) fn locale(&self) -> Locale {
        self.locale
    }
}

fn refuse_strays(forms: &[&Form], open: &[String]) -> Result<(), NoSuchSection> {
    let known: BTreeSet<&String> =
        forms.iter().flat_map(|form| form.sections().values()).map(|section| &section.code).collect();
    match open.iter().find(|code| !known.contains(code)) {
        Some(code) => Err(NoSuchSection { code: code.clone(), known: known.into_iter().cloned().collect() }),
        None => Ok(()),
    }
}
