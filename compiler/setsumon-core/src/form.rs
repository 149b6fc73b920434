//! The checked model: a survey without a mistake in it, as every target reads it.
//!
//! A `Form` cannot be made outside this crate, so holding one proves that the survey passed every check.
//! Names, numbers, sentences, relevance and duties are computed here once; targets only print them.

mod answers;
mod items;
mod survey;
mod variables;

use std::sync::OnceLock;

use setsumon_diagnostics::Span;

use crate::cond::Conds;
use crate::evaluate::Standing;
use crate::frozen::{PastCalc, PastVariable, Unfielded, ValueKind};
use crate::ids::{Arena, CalcId, CodeListId, CondId, EndId, QuestionId, RepeatId, RuleId, SectionId, VarId};
use crate::number::Number;
use crate::rule::Rule;
use crate::term::Term;
use crate::text::Text;
use crate::walk::all;
use setsumon_words::Wording;

pub use answers::{
    Alternative, Answer, Cells, Choice, ChoiceOption, Column, Field, FieldKind, FieldSpec, Footnote, GateOption, Grid,
    Pick, Points, Row, RowEntry, Special,
};
pub use items::{Branch, Entry, Group, Headed, Item, Led, Note, Page, Part, Section};
pub use setsumon_words::Locale;
pub use survey::{Day, Survey};
pub use variables::{CodeEntry, CodeList, Role, TextShape, Value, Variable};

/// A finished survey.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) survey: Survey,
    pub(crate) wording: Wording,
    pub(crate) entries: Vec<Entry>,
    pub(crate) sections: Arena<SectionId, Section>,
    pub(crate) questions: Arena<QuestionId, Question>,
    pub(crate) variables: Arena<VarId, Variable>,
    pub(crate) code_lists: Arena<CodeListId, CodeList>,
    pub(crate) repeats: Arena<RepeatId, Repeat>,
    pub(crate) calcs: Arena<CalcId, Calc>,
    pub(crate) ends: Arena<EndId, End>,
    pub(crate) conds: Conds,
    pub(crate) rules: Arena<RuleId, Rule>,
    pub(crate) reasons: Vec<StatedReason>,
    pub(crate) previous: Option<Previous>,
    pub(crate) standing: OnceLock<Standing>,
}

impl Form {
    /// What the survey says of itself.
    pub fn survey(&self) -> &Survey {
        &self.survey
    }
    /// The house's own words: instructions, headings of the form, signs.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }
    /// Everything printed or shown, in reading order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// Parts, in reading order, those in others among them.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        all(&self.entries).filter_map(Entry::part)
    }
    /// Sections, in reading order.
    pub fn sections(&self) -> &Arena<SectionId, Section> {
        &self.sections
    }
    /// Questions, gates and nested fields, in reading order.
    pub fn questions(&self) -> &Arena<QuestionId, Question> {
        &self.questions
    }
    /// Variables, in reading order; one of last year's answers stands where it is first read.
    pub fn variables(&self) -> &Arena<VarId, Variable> {
        &self.variables
    }
    /// Lists of codes, each once.
    pub fn code_lists(&self) -> &Arena<CodeListId, CodeList> {
        &self.code_lists
    }
    /// Rosters, in reading order.
    pub fn repeats(&self) -> &Arena<RepeatId, Repeat> {
        &self.repeats
    }
    /// Derived values, in reading order.
    pub fn calcs(&self) -> &Arena<CalcId, Calc> {
        &self.calcs
    }
    /// Early ends, in reading order.
    pub fn ends(&self) -> &Arena<EndId, End> {
        &self.ends
    }
    /// The lowered conditions that all ids point into.
    pub fn conds(&self) -> &Conds {
        &self.conds
    }
    /// Of which rosters conditions read an occurrence where they stand. Found out when it is first asked.
    pub(crate) fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| Standing::of(self))
    }
    /// The rosters of which a condition reads an entry where it stands; none where that was not found out.
    pub fn reads_entries_of(&self, cond: CondId) -> Option<&[RepeatId]> {
        self.standing().of_cond(cond)
    }
    /// Every duty the form imposes on an answer file, in reading order of what it is about.
    pub fn rules(&self) -> &Arena<RuleId, Rule> {
        &self.rules
    }
    /// Why things were changed since the edition before, by what the reasons are said of.
    pub fn reasons(&self) -> &[StatedReason] {
        &self.reasons
    }
    /// The edition before, where the survey follows one.
    pub fn previous(&self) -> Option<&Previous> {
        self.previous.as_ref()
    }
}

/// A question, a gate or a nested field.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its path: `overview.status`, `overview.status.ended.at`.
    pub path: String,
    /// Its own code.
    pub code: String,
    /// The section it belongs to; none for a gate between sections.
    pub section: Option<SectionId>,
    /// The roster it belongs to.
    pub repeat: Option<RepeatId>,
    /// Its printed number within the section, where it has one of its own.
    pub number: Option<String>,
    /// The caption in the label cell; none where a lead or its owner names it.
    pub label: Option<Text>,
    /// The name under which other places speak of it: its label, else its owner's, else its lead.
    pub name: Text,
    /// The sentence above, generated instruction included.
    pub lead: Option<Text>,
    /// The instruction to be printed after the label in brackets, for a question that is a field of a group.
    pub instruction: Option<Text>,
    /// Lead and instruction on paper, where the points of a scale are circled.
    pub on_paper: Instructed,
    /// The same where a legend says what ○ and □ ask for: the author's own words, and what no mark says.
    pub beside_legend: Instructed,
    /// Small print in the label cell.
    pub hint: Option<Text>,
    /// Small print at the blank.
    pub beside: Option<Text>,
    /// Paragraphs between the lead and the answers.
    pub notes: Vec<Note>,
    /// Who is asked, in words, where not everybody is; none where a branch around it says so.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// That only what was chosen before is to be answered, in words, where `selected in` narrows it.
    pub narrowed: Option<Text>,
    /// When it is asked, everything around it and all earlier ends included.
    pub asked: CondId,
    /// Whether it must be answered where asked, at submission.
    pub required: bool,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether its answer tells who the respondent is.
    pub personal: bool,
    /// Where it is shown.
    pub medium: Medium,
    /// Whether it stands in an option, row or field and is asked only there.
    pub nested: bool,
    /// What may be answered.
    pub answer: Answer,
    /// Presentation.
    pub layout: Layout,
    /// Why we ask.
    pub rationale: Option<Text>,
    /// Why it was changed while the series goes on: what is said at it, else around it.
    pub revised: Option<Reason>,
    /// Why the series breaks here: what is said at it, else around it.
    pub breaks: Option<Reason>,
    /// Where it is written.
    pub origin: Span,
}

/// The sentence above a question and the instruction behind its label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Instructed {
    /// The sentence above.
    pub lead: Option<Text>,
    /// The instruction.
    pub instruction: Option<Text>,
}

/// A roster: the same items for each of several occurrences. Its variables lie in a table of their own.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// Its path: `staff.people`.
    pub path: String,
    /// The key of its array in an answer file, and the name of its table: `staff__people`.
    pub name: String,
    /// Its printed number within the section.
    pub number: Option<String>,
    /// Its caption.
    pub label: Text,
    /// The sentence above.
    pub lead: Option<Text>,
    /// Small print in the label cell.
    pub hint: Option<Text>,
    /// Who is asked, in words, where not everybody is.
    pub who: Option<Text>,
    /// Its own condition, where it has one.
    pub own: Option<Own>,
    /// When it is asked.
    pub asked: CondId,
    /// At least so many occurrences, where asked, at submission.
    pub min: u32,
    /// At most so many.
    pub max: u32,
    /// How one occurrence is called; its answers are those of the occurrence.
    pub named: Option<Text>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether all of it tells who somebody is.
    pub personal: bool,
    /// Where it is shown.
    pub medium: Medium,
    /// The section it belongs to.
    pub section: Option<SectionId>,
    /// Its items.
    pub items: Vec<Item>,
    /// Where it is written.
    pub origin: Span,
}

/// A derived value: exported, never part of a response.
#[derive(Debug, Clone)]
pub struct Calc {
    /// Its path.
    pub path: String,
    /// Its name in exports.
    pub name: String,
    /// Its label.
    pub label: Text,
    /// Its unit.
    pub unit: Option<Text>,
    /// The value; missing where a part is.
    pub term: Term,
    /// What the value is.
    pub value: CalcValue,
    /// The blanks that it adds up, where whoever fills them in on paper would add them up too; else none.
    pub adds: Vec<VarId>,
    /// When it is derived.
    pub asked: CondId,
    /// The roster in each of whose occurrences it is derived.
    pub repeat: Option<RepeatId>,
    /// Whether it rests on personal answers.
    pub personal: bool,
    /// Where it is written.
    pub origin: Span,
}

/// What a derived value is.
#[derive(Debug, Clone)]
pub enum CalcValue {
    /// A number with at most so many decimal places.
    Number {
        /// Decimal places.
        digits: u32,
    },
    /// A day.
    Date,
    /// A month.
    Month,
    /// A band: the code of the row that the term falls in.
    Band(Vec<BandRow>),
}

/// A row of a band.
#[derive(Debug, Clone)]
pub struct BandRow {
    /// The lowest number that belongs to it.
    pub low: Option<Number>,
    /// The highest number that belongs to it.
    pub high: Option<Number>,
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
}

/// An early end of the whole survey.
#[derive(Debug, Clone)]
pub struct End {
    /// When it ends the survey.
    pub fires: CondId,
    /// Whom it ends, in words.
    pub who: Option<Text>,
    /// Its own condition; none where a gate's option is behind it.
    pub own: Option<Own>,
    /// What those read for whom it ends.
    pub sentence: Text,
    /// Who the others are, in words, where they read something.
    pub others: Option<Text>,
    /// What the others read.
    pub then: Option<Text>,
    /// How the response counts.
    pub outcome: Outcome,
    /// Whether a gate's option is behind it, which prints its sentence.
    pub gate: Option<QuestionId>,
    /// Where it is written.
    pub origin: Span,
}

/// How a response counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Answered to the last question.
    Complete,
    /// Ended early, and complete as such.
    Ended,
    /// Not of the population.
    OutOfScope,
    /// Refused.
    Refused,
}

/// New, updated or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marker {
    /// As last year; last year's answer is filled in.
    Kept,
    /// Not in the edition before.
    New,
    /// A figure to be given anew.
    Updated,
}

/// The condition that is a thing's own, beyond all that stands around it, and who tells its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Where it holds.
    pub when: CondId,
    /// Who puts it into words.
    pub told: Teller,
}

/// Who puts a condition into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Teller {
    /// The compiler, by the survey's wordings.
    #[default]
    Compiler,
    /// The author, with `says "…"`.
    Author,
    /// Nobody: `says none`, or a condition on gates alone, whose sentences stand where they stand.
    Nobody,
}

/// Why something was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What sort of reason it is.
    pub sort: ReasonSort,
    /// The words.
    pub words: Text,
}

/// The sorts of reasons, after the vocabulary of comparative surveys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    Other,
}

impl ReasonSort {
    /// What it is called in reports; nothing of a reason of no sort in particular.
    pub fn name(self, locale: Locale) -> Option<&'static str> {
        let say = &locale.words().reasons;
        match self {
            Self::Typo => Some(say.typo),
            Self::Concept => Some(say.concept),
            Self::Reality => Some(say.reality),
            Self::Addition => Some(say.addition),
            Self::Other => None,
        }
    }
}

/// What an author says of the time series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Series {
    /// `revised`: it goes on.
    Revised,
    /// `break`: it breaks here.
    Break,
}

/// A reason, and what it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedReason {
    /// The path of a section, group, roster, question, option, row, column or derived value.
    pub path: String,
    /// What it says of the series.
    pub series: Series,
    /// The reason.
    pub reason: Reason,
    /// Where the clause is written.
    pub origin: Span,
}

/// Where something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medium {
    /// On screen and on paper.
    Both,
    /// On screen alone.
    Screen,
    /// On paper alone; only texts.
    Paper,
}

/// Presentation, never meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Layout {
    /// Options in so many columns.
    pub across: Option<u32>,
    /// Options side by side; in a grid, repeated in each row.
    pub inline: bool,
    /// Options one below another in each row of a grid.
    pub stacked: bool,
    /// The height of a free text, in lines.
    pub lines: Option<u32>,
    /// Begin a page on paper.
    pub new_page: bool,
}

/// The edition before, as its frozen model tells.
#[derive(Debug, Clone)]
pub struct Previous {
    /// Its edition.
    pub edition: i64,
    /// The editions before it that were not fielded, oldest first.
    pub unfielded: Vec<Unfielded>,
    /// Its variables by name, and those of the editions before it.
    pub variables: Vec<PreviousVariable>,
    /// The same with all that the editions after them remember.
    pub past: Vec<PastVariable>,
    /// Its derived values, and those of the editions before it.
    pub calcs: Vec<PastCalc>,
}

/// A variable of an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousVariable {
    /// Its name then.
    pub name: String,
    /// The editions that had it, oldest first.
    pub editions: Vec<i64>,
    /// Its label in the latest of them.
    pub label: String,
    /// What it could hold in the latest of them: `code`, `tick`, `integer` and so on, as the model names it.
    pub kind: ValueKind,
    /// The codes that the edition before offered, where it holds a code.
    pub codes: Vec<String>,
}
