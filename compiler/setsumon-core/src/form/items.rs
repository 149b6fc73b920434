//! The document in reading order: parts, sections, groups, branches and what stands between them.

use setsumon_diagnostics::Span;

use super::{Layout, Marker, Medium, Own};
use crate::ids::{CalcId, CondId, EndId, QuestionId, RepeatId, SectionId};
use crate::text::Text;

/// What stands in a survey outside sections, in reading order.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Prose with a title and a number.
    Page(Page),
    /// A paragraph of its own.
    Note(Note),
    /// A part.
    Part(Part),
    /// A section.
    Section(SectionId),
    /// A gate between sections.
    Gate(QuestionId),
    /// An early end between sections.
    End(EndId),
    /// `when E { … }` or its `otherwise`, around any of these.
    Branch(Branch<Entry>),
}

/// A page of prose.
#[derive(Debug, Clone)]
pub struct Page {
    /// `１．`, where the survey numbers its pages.
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// Its text.
    pub text: Text,
    /// When it concerns the respondent.
    pub asked: CondId,
    /// Where it is shown.
    pub medium: Medium,
    /// New or not.
    pub marker: Marker,
    /// Where it is written.
    pub origin: Span,
}

/// A paragraph of its own.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its text.
    pub text: Text,
    /// When it concerns the respondent, all that stands around it included.
    pub asked: CondId,
    /// Where it is shown.
    pub medium: Medium,
    /// Where it is written.
    pub origin: Span,
}

/// A part of the survey.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its number, where parts are numbered.
    pub number: Option<String>,
    /// Its title.
    pub label: Text,
    /// The sentence at its head.
    pub lead: Option<Text>,
    /// Who is asked, in words, where not everybody is.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// When it is asked.
    pub asked: CondId,
    /// Where it is shown.
    pub medium: Medium,
    /// What stands in it.
    pub entries: Vec<Entry>,
    /// Where it is written.
    pub origin: Span,
}

/// A section.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its code: the first segment of every variable in it.
    pub code: String,
    /// Its printed number, `（１）`; none when it is for the screen alone.
    pub number: Option<String>,
    /// Its title.
    pub label: Text,
    /// The sentence at its head.
    pub lead: Option<Text>,
    /// Who is asked, in words, where not everybody is.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// When it is asked.
    pub asked: CondId,
    /// The marker it gives to what is in it.
    pub marker: Marker,
    /// Where it is shown.
    pub medium: Medium,
    /// Whether it begins a page on paper.
    pub new_page: bool,
    /// Why we ask.
    pub rationale: Option<Text>,
    /// What stands in it.
    pub items: Vec<Item>,
    /// Where it is written.
    pub origin: Span,
}

/// What stands in a section, group, repeat or under an option, row or field, in reading order.
#[derive(Debug, Clone)]
pub enum Item {
    /// A question, gate or field.
    Question(QuestionId),
    /// One item with several fields: a `group`, or a `use … as`.
    Group(Group),
    /// A roster.
    Repeat(RepeatId),
    /// A paragraph of its own.
    Note(Note),
    /// A derived value; shown on screen if at all.
    Calc(CalcId),
    /// An early end.
    End(EndId),
    /// `lead "…" { items }`: one sentence over several items.
    Led(Led),
    /// `heading "…" { items }`: one label cell over several items.
    Headed(Headed),
    /// `when E { … }` or its `otherwise`.
    Branch(Branch<Item>),
}

/// Items under one condition.
#[derive(Debug, Clone)]
pub struct Branch<T> {
    /// Who is asked, in words; none where the author wrote `says none` or the condition prints no sentence.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// When its items are asked, all that stands around it included.
    pub asked: CondId,
    /// Its items.
    pub items: Vec<T>,
    /// Where it is written.
    pub origin: Span,
}

/// A sentence over several items.
#[derive(Debug, Clone)]
pub struct Led {
    /// The sentence.
    pub lead: Text,
    /// The items.
    pub items: Vec<Item>,
    /// Where it is written.
    pub origin: Span,
}

/// A label cell over several items.
#[derive(Debug, Clone)]
pub struct Headed {
    /// The label.
    pub label: Text,
    /// The sentence above, where given.
    pub lead: Option<Text>,
    /// The items.
    pub items: Vec<Item>,
    /// Where it is written.
    pub origin: Span,
}

/// One item with several fields.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its path, for references and for `id`s: `overview.profile`.
    pub path: String,
    /// Its printed number within the section, where it stands directly in one.
    pub number: Option<String>,
    /// Its caption.
    pub label: Option<Text>,
    /// The sentence above.
    pub lead: Option<Text>,
    /// Small print in the label cell.
    pub hint: Option<Text>,
    /// Small print at the answers.
    pub beside: Option<Text>,
    /// Who is asked, in words, where not everybody is.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// When it is asked.
    pub asked: CondId,
    /// New, updated or kept.
    pub marker: Marker,
    /// Where it is shown.
    pub medium: Medium,
    /// Presentation.
    pub layout: Layout,
    /// Why we ask.
    pub rationale: Option<Text>,
    /// Its fields.
    pub items: Vec<Item>,
    /// Where it is written.
    pub origin: Span,
}
