//! The checked model: a survey without a mistake in it, as every target reads it.
//!
//! A `Form` cannot be made outside this crate, so holding one proves that the survey passed every check.
//! Names, numbers, sentences, relevance and duties are computed here once; targets only print them.

use setsumon_diagnostics::Span;

use crate::cond::Conds;
use crate::ids::{Arena, CalcId, CodeListId, CondId, EndId, QuestionId, RepeatId, RuleId, SectionId, VarId};
use crate::number::Number;
use crate::rule::Rule;
use crate::term::Term;
use crate::text::Text;
use crate::wording::Wording;

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
    pub(crate) previous: Option<Previous>,
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
    /// Sections, in reading order.
    pub fn sections(&self) -> &Arena<SectionId, Section> {
        &self.sections
    }
    /// Questions, gates and nested fields, in reading order.
    pub fn questions(&self) -> &Arena<QuestionId, Question> {
        &self.questions
    }
    /// Variables, in reading order; those of last year's answers stand at the end.
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
    /// Every duty the form imposes on an answer file, in reading order of what it is about.
    pub fn rules(&self) -> &Arena<RuleId, Rule> {
        &self.rules
    }
    /// The edition before, where the survey follows one.
    pub fn previous(&self) -> Option<&Previous> {
        self.previous.as_ref()
    }
}

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
    /// Who publishes it.
    pub publisher: Option<Text>,
    /// The day the answers speak of.
    pub as_of: Option<Day>,
    /// The last day for answers.
    pub deadline: Option<Day>,
    /// Free metadata: code and text.
    pub info: Vec<(String, Text)>,
}

/// The languages the generated sentences are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Locale {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// A day, counted from 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

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
    /// Small print in the label cell.
    pub hint: Option<Text>,
    /// Small print at the blank.
    pub beside: Option<Text>,
    /// Paragraphs between the lead and the answers.
    pub notes: Vec<Note>,
    /// Who is asked, in words, where not everybody is; none where a branch around it says so.
    pub who: Option<Text>,
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
    /// Why it was changed while the series goes on, and where the series breaks.
    pub revised: Option<Text>,
    /// Why the series breaks here.
    pub breaks: Option<Text>,
    /// Where it is written.
    pub origin: Span,
}

/// What may be answered: the closed list of question types. A new one does not compile until every target handles it.
#[derive(Debug, Clone)]
pub enum Answer {
    /// One of the options.
    Single {
        /// Its variable: a code.
        variable: VarId,
        /// The options.
        choices: Vec<Choice>,
    },
    /// Any number of the options.
    Multi {
        /// The options, each with a tick of its own.
        choices: Vec<Choice>,
        /// At least so many ticks, and at most.
        pick: Option<Pick>,
    },
    /// The options in order of importance, from 1.
    Rank {
        /// The options, each with a rank of its own.
        choices: Vec<Choice>,
        /// At least so many ranks, and at most.
        pick: Option<Pick>,
    },
    /// A filter: a question on screen, a sentence on paper.
    Gate {
        /// Its variable: a code.
        variable: VarId,
        /// The options.
        options: Vec<GateOption>,
    },
    /// A table.
    Grid(Grid),
    /// One blank.
    Field(Field),
}

/// At least and at most so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// What stands in a list of options.
#[derive(Debug, Clone)]
pub enum Choice {
    /// A heading over some of them.
    Heading {
        /// Its words.
        label: Text,
        /// The options under it.
        choices: Vec<Choice>,
    },
    /// An option.
    Option(ChoiceOption),
}

/// An option.
#[derive(Debug, Clone)]
pub struct ChoiceOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its own variable, in a multiple choice (a tick) or ranking (a rank).
    pub variable: Option<VarId>,
    /// When it is offered, beyond its question being asked: its own condition, or its having been ticked before.
    pub offered: CondId,
    /// Its own condition in words.
    pub who: Option<Text>,
    /// Whether it excludes the others, in a multiple choice.
    pub exclusive: bool,
    /// What it means, where it is no answer proper.
    pub means: Option<Special>,
    /// Its score.
    pub value: Option<Number>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print behind it.
    pub hint: Option<Text>,
    /// Words at its blank.
    pub beside: Option<Text>,
    /// Its footnote, with the number the compiler gave it: `※1`.
    pub footnote: Option<Footnote>,
    /// Its write-in, the field coded `specify`.
    pub specify: Option<QuestionId>,
    /// Further fields asked where it is chosen; the write-in is not among them.
    pub items: Vec<Item>,
    /// Kept for its history: not offered, not printed, refused in answers.
    pub retired: bool,
}

/// A footnote of an option or row.
#[derive(Debug, Clone)]
pub struct Footnote {
    /// `※1`.
    pub sign: String,
    /// Its text.
    pub text: Text,
    /// Whether this is the place where the text is printed; the same note under the same list elsewhere only repeats the sign.
    pub printed: bool,
}

/// What a special answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Special {
    /// Does not know.
    DontKnow,
    /// Prefers not to answer.
    Refused,
    /// Does not apply.
    NotApplicable,
}

/// An option of a gate.
#[derive(Debug, Clone)]
pub struct GateOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// What those read who go on.
    pub then: Option<Text>,
    /// The early end it causes.
    pub end: Option<EndId>,
    /// Kept for its history.
    pub retired: bool,
}

/// A table of rows and columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its rows.
    pub rows: Vec<RowEntry>,
    /// What each row holds.
    pub cells: Cells,
}

/// What stands among the rows of a grid.
#[derive(Debug, Clone)]
pub enum RowEntry {
    /// A label cell over some rows.
    Heading {
        /// Its words.
        label: Text,
        /// The rows under it.
        rows: Vec<RowEntry>,
    },
    /// A row.
    Row(Row),
}

/// A row of a grid.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// When it is offered, beyond its grid being asked.
    pub offered: CondId,
    /// Its own condition in words.
    pub who: Option<Text>,
    /// Whether it may stay blank though the grid is required.
    pub optional: bool,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print under it.
    pub hint: Option<Text>,
    /// Words at its blanks.
    pub beside: Option<Text>,
    /// Its footnote.
    pub footnote: Option<Footnote>,
    /// Its write-in.
    pub specify: Option<QuestionId>,
    /// Further fields, asked where the row is answered.
    pub items: Vec<Item>,
    /// The variables of its cells: one for `Single` (a code), one for each option of `Multi` (ticks), one for each column of `Fields`.
    pub cells: Vec<VarId>,
    /// Kept for its history.
    pub retired: bool,
}

/// What the rows of a grid hold.
#[derive(Debug, Clone)]
pub enum Cells {
    /// One of the options a row.
    Single {
        /// The options, which have neither fields nor variables of their own.
        choices: Vec<Choice>,
    },
    /// Any number of the options a row.
    Multi {
        /// The options, which have neither fields nor variables of their own.
        choices: Vec<Choice>,
    },
    /// Blanks.
    Fields {
        /// The columns; one without label and code where the grid has no `columns`.
        columns: Vec<Column>,
    },
}

/// A column of blanks.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its code; empty where the grid has no `columns`.
    pub code: String,
    /// Its label.
    pub label: Option<Text>,
    /// The blank. Its `variable` is that of no row: take the row's cells.
    pub field: FieldSpec,
    /// Whether each blank must be filled in.
    pub required: bool,
    /// New, updated or kept.
    pub marker: Marker,
}

/// One blank of its own.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its variable.
    pub variable: VarId,
    /// What may be written.
    pub spec: FieldSpec,
    /// Its write-in, the field coded `specify`.
    pub specify: Option<QuestionId>,
    /// Further fields, asked where it is answered (a flag: ticked).
    pub items: Vec<Item>,
    /// Answers that take the place of a value: `or { unknown "…" }`. Each is a tick of its own.
    pub alternatives: Vec<Alternative>,
}

/// A tick that takes the place of a value.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its tick.
    pub variable: VarId,
    /// What it means.
    pub means: Option<Special>,
    /// Kept for its history.
    pub retired: bool,
}

/// What may be written in a blank, and the words around it.
#[derive(Debug, Clone)]
pub struct FieldSpec {
    /// The kind of blank.
    pub kind: FieldKind,
    /// Words before it.
    pub prefix: Option<Text>,
    /// Its unit as printed.
    pub unit: Option<Text>,
    /// Words behind it.
    pub suffix: Option<Text>,
}

/// The kinds of blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Integer,
    /// A number with so many decimal places.
    Decimal {
        /// Decimal places, 1 to 9.
        digits: u32,
    },
    /// Points from one number to another, with words at the ends.
    Scale {
        /// The lowest.
        from: i64,
        /// The highest.
        to: i64,
        /// Words at the lowest and at the highest.
        ends: Option<(Text, Text)>,
    },
    /// A calendar year.
    Year,
    /// A fiscal year.
    FiscalYear,
    /// A month.
    Month,
    /// A day.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A postal code.
    Postal,
    /// A web address.
    Url,
    /// A box to tick.
    Flag,
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
    /// What those read for whom it ends.
    pub sentence: Text,
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

/// One column of the data.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its one name everywhere: key, column, heading, `name`; at most 63 bytes.
    pub name: String,
    /// The question it belongs to; none for what is given or lies in last year's file.
    pub question: Option<QuestionId>,
    /// The roster whose table it lies in.
    pub repeat: Option<RepeatId>,
    /// What it may hold.
    pub value: Value,
    /// What it is for.
    pub role: Role,
    /// Its label in full: the question's name, then headings, row, option or column.
    pub label: Vec<Text>,
    /// Its unit.
    pub unit: Option<Text>,
    /// When it may have a value; for last year's and given ones always.
    pub asked: CondId,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether it tells who the respondent is.
    pub personal: bool,
    /// Its names in the edition before, where they differ (`was`).
    pub was: Vec<String>,
    /// Where it is written.
    pub origin: Span,
}

/// What a variable is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An answer.
    Answer,
    /// Known before the respondent answers; always optional.
    Given,
    /// Kept for its history; refused in answers.
    Retired,
    /// Last year's value of a variable, read from last year's file; no part of this answer file.
    Last(VarId),
}

/// What a variable may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A code of a list that is not retired in it.
    Code(CodeListId),
    /// `true`, or absent.
    Tick,
    /// A rank from 1 to the number of options.
    Rank {
        /// The last rank.
        max: u32,
    },
    /// A whole number, of −(2^53−1) to 2^53−1 unless bounded. Years and scales are whole numbers too, always bounded.
    Integer {
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// A number with at most so many decimal places and 15 digits in all.
    Decimal {
        /// Decimal places.
        digits: u32,
        /// The lowest.
        min: Number,
        /// The highest.
        max: Number,
    },
    /// A month, `2025-01`, of the years 1000 to 9999 unless bounded.
    Month {
        /// The first, counted from January of the year 0.
        min: i32,
        /// The last.
        max: i32,
    },
    /// A day, `2025-01-31`, of the years 1000 to 9999 unless bounded.
    Date {
        /// The first.
        min: Day,
        /// The last.
        max: Day,
    },
    /// Text: some character that is not white space (U+0020, U+3000, tab, U+000A, U+000D), none that is U+0000, and of the shape.
    Text {
        /// What the text looks like.
        shape: TextShape,
        /// At most so many Unicode code points.
        max_length: Option<u32>,
        /// Whether a line break (U+000A, U+000D) may stand in it.
        lines: bool,
    },
}

/// What a text looks like. Each is defined in the reference, not by any engine's own idea of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextShape {
    /// Anything.
    Free,
    /// Printable ASCII without spaces, one `@` that is not first, and behind it a `.` that is neither first nor last there.
    Email,
    /// A `+` or digit, then 5 to 19 digits or hyphens.
    Tel,
    /// Three digits, a hyphen, four digits.
    PostalJa,
    /// 2 to 10 ASCII letters, digits, spaces or hyphens, the first and last no space or hyphen.
    PostalAny,
    /// `http://` or `https://` and at least one character; none that is a control character (U+0000–U+001F, U+007F–U+009F), a space or U+3000.
    Url,
    /// A picture: `9` a digit, `A` a letter A–Z, everything else itself.
    Picture(String),
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeList {
    /// A name for it: that of the `choices` it comes from where it is taken whole, else its first variable's.
    pub name: String,
    /// Its codes, in printed order.
    pub codes: Vec<CodeEntry>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeEntry {
    /// The code.
    pub code: String,
    /// Its label, headings first.
    pub label: Vec<Text>,
    /// Its score.
    pub value: Option<Number>,
    /// What it means, where it is no answer proper.
    pub means: Option<Special>,
    /// Kept for its history; refused in answers.
    pub retired: bool,
}

/// The edition before, as its frozen model tells.
#[derive(Debug, Clone)]
pub struct Previous {
    /// Its edition.
    pub edition: i64,
    /// Its variables by name, and those of the editions before it.
    pub variables: Vec<PreviousVariable>,
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
    pub kind: String,
}
