//! What changed between two editions: each change with its class and what it does to respondents, stored data and the time series.
//!
//! Things are paired by their code, then by what `was` says of them, never by a guess; what looks like a rename is suggested apart.

mod answers;
mod around;
mod came;
mod effect;
mod ends;
mod flow;
mod formula;
mod guess;
mod measure;
mod options;
pub(crate) mod order;
mod pairs;
mod prose;
mod questions;
mod reasons;
mod rest;
mod same;
mod side;
mod telling;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use setsumon_core::frozen::{Model, ReasonSort};

pub(crate) use guess::LikelySplit;
pub(crate) use options::{codes, retired};
pub(crate) use words::{answer_called, linked, say_the_same};

pub use effect::{Data, Effect, Respondent, Series};

/// The number of the format in which a [`Diff`] is written as JSON.
pub const FORMAT: u32 = 1;

/// What changed from one edition to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "Setsumon diff")]
pub struct Diff {
    /// The number of this format.
    pub format: u32,
    /// The code of the survey.
    pub survey: String,
    /// The edition before.
    pub old: i64,
    /// The edition after.
    pub new: i64,
    /// The changes, in the reading order of the new edition; what is gone comes last.
    pub changes: Vec<Change>,
    /// Pairs of something gone and something new that look like one thing under two codes.
    pub likely_renames: Vec<LikelyRename>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// What kind of change it is.
    pub class: Class,
    /// What changed.
    pub subject: Subject,
    /// Which of its words, where words changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// How it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// How it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The variables concerned, by their names in the new edition; of what is gone, by their last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<String>,
    /// What the author says about it, with `revised` or `break`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// What it does.
    pub effect: Effect,
    /// How it was and is in the language of the new edition, where the words are nobody's own.
    #[serde(skip)]
    pub(crate) told: Option<[String; 2]>,
    /// What its words are of, where answers hang on them.
    #[serde(skip)]
    pub(crate) words_of: WordsOf,
    /// The paths of the parts that one thing became, of which the subject names the first.
    #[serde(skip)]
    pub(crate) parts: Vec<String>,
}

/// What words are of that an answer was said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordsOf {
    /// Of nothing by which answers are told apart, or of what the subject says.
    Other,
    /// What a figure is counted in.
    Figure,
    /// A statement that is ticked.
    Statement,
    /// A question.
    Question,
}

/// What changed: a thing with a path, or a piece of prose by its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Subject {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its path in the edition before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Its path in the new edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// What people call it.
    pub name: String,
}

impl Subject {
    /// The path of the thing whose change it is, now or else before, and whether the subject is that whole thing: options, rows
    /// and columns are changes of their question.
    pub(crate) fn thing(&self) -> (&str, bool) {
        let path = self.new.as_deref().or(self.old.as_deref()).unwrap_or_default();
        match self.kind {
            Kind::Option | Kind::Row | Kind::Column => {
                (path.rsplit_once('.').map_or(path, |(around, _)| around), false)
            }
            Kind::Survey
            | Kind::Page
            | Kind::Part
            | Kind::Section
            | Kind::Group
            | Kind::Roster
            | Kind::Question
            | Kind::Check
            | Kind::Derived
            | Kind::End => (path, true),
        }
    }
}

/// The sorts of things that change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The survey as a whole.
    Survey,
    /// A page of prose.
    Page,
    /// A part.
    Part,
    /// A section.
    Section,
    /// A group of fields.
    Group,
    /// A roster.
    Roster,
    /// A question, a gate or a field.
    Question,
    /// A response option.
    Option,
    /// A row of a grid.
    Row,
    /// A column of a grid.
    Column,
    /// An edit rule.
    Check,
    /// A derived value.
    Derived,
    /// An early end.
    End,
}

/// The words of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Its label or title.
    Label,
    /// The sentence above.
    Lead,
    /// The instruction.
    Instruction,
    /// The small print in the label cell.
    Hint,
    /// The small print at the blank.
    Beside,
    /// A paragraph of its own, or a footnote.
    Note,
    /// The words before a blank.
    Prefix,
    /// The words behind a blank.
    Suffix,
    /// The words at the ends of a scale.
    Ends,
    /// The message of an edit rule, or the sentence of an early end.
    Message,
    /// The condition of an edit rule, which its words do not tell.
    Condition,
}

/// The classes of changes, from the least to the gravest for those who compare years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Only the year moved, with the edition.
    RollOver,
    /// Width, spacing or punctuation.
    Typography,
    /// Its printed number.
    Renumbered,
    /// It stands elsewhere.
    Moved,
    /// A hint, lead, note or instruction.
    Guidance,
    /// The words of the question.
    Wording,
    /// Whether it must be answered.
    Required,
    /// The same options in another order.
    OptionReordered,
    /// An option's words.
    OptionReworded,
    /// An option more.
    OptionAdded,
    /// An option less.
    OptionRemoved,
    /// The values that are allowed.
    Range,
    /// Asked of all who were asked, and of others.
    ConditionWider,
    /// Asked of some of those who were asked.
    ConditionNarrower,
    /// Asked of others.
    ConditionOther,
    /// An edit rule or an early end: new, gone, or another.
    Rule,
    /// A derived value that is computed otherwise.
    Derivation,
    /// Whether it tells who the respondent is.
    Privacy,
    /// The same thing under another code.
    Renamed,
    /// Several became one.
    Merged,
    /// One became several.
    Split,
    /// The unit of a figure.
    Unit,
    /// The points of a scale: how many there are, or which end is which.
    Scale,
    /// The type of the answer.
    Type,
    /// A code that meant something else before.
    CodeReused,
    /// New.
    Added,
    /// Gone.
    Removed,
}

/// Why something was changed, in the author's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reason {
    /// Whether the series goes on.
    pub series: ReasonKind,
    /// What sort of reason it is.
    pub sort: ReasonSort,
    /// The words.
    pub words: String,
}

/// What an author says of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// `revised`: it goes on.
    Revised,
    /// `break`: it breaks here.
    Break,
}

/// Something gone and something new that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LikelyRename {
    /// The path that is gone.
    pub old: String,
    /// The path that is new.
    pub new: String,
    /// How alike their words are, in percent.
    pub likeness: u8,
}

/// The changes from one edition to the next.
pub fn diff(old: &Model, new: &Model) -> Diff {
    let step = pairs::Step::new(old, new);
    let Told { changes, explained: _, given_for: _, likely: _, split: _ } = told(&step);
    let mut likely_renames = guess::renames(&step);
    likely_renames.extend(guess::renamed_calcs(&step));
    Diff {
        format: FORMAT,
        survey: new.survey.code.clone(),
        old: old.survey.edition,
        new: new.survey.edition,
        changes,
        likely_renames,
    }
}

/// The changes, and the paths of the reasons that explain one.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) changes: Vec<Change>,
    pub(crate) explained: BTreeSet<String>,
    /// By the path of a reason, the places among the changes of those that it is given for.
    pub(crate) given_for: BTreeMap<String, Vec<usize>>,
    /// What is gone and new and looks alike: sections and what else holds questions, questions, and the options, rows and columns of one.
    pub(crate) likely: Vec<LikelyRename>,
    /// Options and rows that are gone, where several new ones stand.
    pub(crate) split: Vec<LikelySplit>,
}

/// The changes of a step, with a guess at what may have been renamed.
pub(crate) fn changes(old: &Model, new: &Model) -> Told {
    let step = pairs::Step::new(old, new);
    let mut told = told(&step);
    told.likely = around::whole(&step, guess::renames(&step));
    told.split = guess::splits(&step, &told.changes);
    told.likely.extend(guess::renamed_parts(&told.changes));
    told
}

fn told(step: &pairs::Step<'_>) -> Told {
    let mut changes = Vec::new();
    prose::survey(step, &mut changes);
    prose::pages(step, &mut changes);
    questions::changes(step, &mut changes);
    rest::changes(step, &mut changes);
    answers::given(step, &mut changes);
    let reasons = reasons::Reasons::of(&step.new);
    let (mut explained, mut given_for) = (BTreeSet::new(), BTreeMap::<String, Vec<usize>>::new());
    for (place, change) in changes.iter_mut().enumerate() {
        let stated = reasons.for_change(change);
        change.reason = stated.first().map(|stated| reasons::told(stated));
        for stated in stated.into_iter().filter(|_| effect::is_made(change.class)) {
            explained.insert(stated.path.clone());
            given_for.entry(stated.path.clone()).or_default().push(place);
        }
        change.effect = effect::of(change);
    }
    for change in &mut changes {
        read_aloud(change, step);
    }
    Told { changes, explained, given_for, likely: Vec::new(), split: Vec::new() }
}

/// Everything in a change that people read, without the names of variables.
fn read_aloud(change: &mut Change, step: &pairs::Step<'_>) {
    let Change {
        class: _,
        subject,
        part: _,
        old,
        new,
        variables: _,
        reason,
        effect: _,
        told: _,
        words_of: _,
        parts: _,
    } = change;
    let (before, after) = (step.old.model, step.new.model);
    let Subject { kind: _, old: was, new: is, name } = subject;
    let of_new = is.is_some();
    let said = |text: &mut String, model| *text = words::readable(text, model);
    old.iter_mut().for_each(|text| said(text, before));
    new.iter_mut().chain(reason.as_mut().map(|reason| &mut reason.words)).for_each(|text| said(text, after));
    // What something is called is not where a link in it leads.
    let called = |text: &mut String, model| *text = words::called(text, model);
    was.iter_mut().for_each(|text| called(text, before));
    is.iter_mut().for_each(|text| called(text, after));
    called(name, if of_new { after } else { before });
}

/// Whether the time series asks why a change was made, where its author does not say so.
pub(crate) fn wants_reason(change: &Change) -> bool {
    change.reason.is_none() && effect::wants_reason(change)
}

/// Whether an author may say of a change that it is one of writing: only who wrote a unit knows whether 人 and 名 count the same.
pub(crate) fn can_be_writing(change: &Change) -> bool {
    if change.class == Class::Unit {
        // What a figure is counted in may be written otherwise; a thousand of it is no other spelling of one.
        let [old, new] = [&change.old, &change.new].map(|unit| unit.as_deref().unwrap_or_default());
        return !telling::are_other_units(old, new);
    }
    may_be_writing(change)
}

/// Whether a change may be no more than one of writing: most of the words stand as they stood.
pub(crate) fn may_be_writing(change: &Change) -> bool {
    match change.class {
        Class::Wording | Class::OptionReworded => {
            let both = change.old.as_deref().zip(change.new.as_deref());
            both.is_some_and(|(old, new)| guess::likeness(old, new) >= LITTLE && !telling::turns(old, new))
        }
        Class::RollOver
        | Class::Typography
        | Class::Renumbered
        | Class::Moved
        | Class::Guidance
        | Class::Required
        | Class::OptionReordered
        | Class::OptionAdded
        | Class::OptionRemoved
        | Class::Range
        | Class::ConditionWider
        | Class::ConditionNarrower
        | Class::ConditionOther
        | Class::Rule
        | Class::Derivation
        | Class::Privacy
        | Class::Renamed
        | Class::Merged
        | Class::Split
        | Class::Unit
        | Class::Scale
        | Class::Type
        | Class::CodeReused
        | Class::Added
        | Class::Removed => !effect::wants_reason(change),
    }
}

/// Where so much of the words stands as it stood, the change may be one of writing.
const LITTLE: f64 = 0.5;

/// Whether a change adds something.
pub(crate) fn adds(change: &Change) -> bool {
    match change.class {
        Class::OptionAdded
        | Class::Split
        | Class::ConditionWider
        | Class::Added
        | Class::Merged
        | Class::CodeReused => true,
        Class::RollOver
        | Class::Typography
        | Class::Renumbered
        | Class::Moved
        | Class::Guidance
        | Class::Wording
        | Class::Required
        | Class::OptionReordered
        | Class::OptionReworded
        | Class::OptionRemoved
        | Class::Range
        | Class::ConditionNarrower
        | Class::ConditionOther
        | Class::Rule
        | Class::Derivation
        | Class::Privacy
        | Class::Renamed
        | Class::Unit
        | Class::Scale
        | Class::Type
        | Class::Removed => false,
    }
}

/// A change to be filled in.
fn change(class: Class, subject: Subject) -> Change {
    let effect = Effect { respondent: Respondent::Nothing, data: Data::None, series: Series::Comparable };
    Change {
        class,
        subject,
        part: None,
        old: None,
        new: None,
        variables: Vec::new(),
        reason: None,
        effect,
        told: None,
        words_of: WordsOf::Other,
        parts: Vec::new(),
    }
}

/// The JSON Schema (draft 2020-12) of a [`Diff`].
pub fn schema() -> Schema {
    schemars::schema_for!(Diff)
}
