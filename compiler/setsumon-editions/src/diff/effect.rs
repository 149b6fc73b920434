//! What a change does: to respondents, to stored data, to the time series.

use schemars::JsonSchema;
use serde::Serialize;

use setsumon_core::frozen::ReasonSort;

use super::{Change, Class, Kind, Part, ReasonKind, WordsOf};

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Effect {
    /// To who answers.
    pub respondent: Respondent,
    /// To what is stored.
    pub data: Data,
    /// To who compares years.
    pub series: Series,
}

/// What respondents notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Respondent {
    /// Nothing.
    Nothing,
    /// They read other words, or find it elsewhere.
    ReadsOtherwise,
    /// They may or must answer otherwise.
    AnswersOtherwise,
    /// They are asked something new.
    AskedAnew,
    /// They are no longer asked it.
    NoLongerAsked,
    /// More of them are asked.
    MoreAreAsked,
    /// Fewer of them are asked.
    FewerAreAsked,
    /// Others are asked.
    OthersAreAsked,
}

/// What happens to data that are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Data {
    /// Nothing.
    None,
    /// There is room for more.
    Additive,
    /// They must be brought under another name, code, unit or meaning. Under another name or code that is done by `prefill` and
    /// `migrate`; what says something else today they leave to people: it is shown and not filled in, and stands aside.
    Recode,
    /// They have no place any more.
    Loss,
}

/// Whether the years can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// As before.
    Comparable,
    /// Yes, if one knows of the change.
    WithCare,
    /// No.
    Broken,
}

/// The effect of a change. What its author says of the series goes before what its class would say.
pub(super) fn of(change: &Change) -> Effect {
    let (respondent, data, series) = by_class(change);
    let data = match says_something_else(change) {
        Some(true) => Data::Recode,
        Some(false) => Data::None,
        None => data,
    };
    let series = match change.reason.as_ref().map(|reason| reason.series) {
        // A new option does not make a broken series of a question whose author says that it goes on, and the other way about.
        Some(ReasonKind::Revised) => Series::Comparable,
        Some(ReasonKind::Break) if bears_on_the_series(change.class) => Series::Broken,
        Some(ReasonKind::Break) | None => series,
    };
    Effect { respondent, data, series }
}

fn by_class(change: &Change) -> (Respondent, Data, Series) {
    use Class as C;
    let (data, series) = (Data::None, Series::Comparable);
    match change.class {
        C::RollOver | C::Typography | C::Renumbered => (Respondent::Nothing, data, series),
        C::Privacy | C::Renamed => (Respondent::Nothing, Data::Recode, series),
        C::Derivation => (Respondent::Nothing, data, Series::WithCare),
        C::Moved | C::Guidance | C::OptionReordered => (Respondent::ReadsOtherwise, data, series),
        // Nobody's answers hang on the title of a page.
        C::Wording if read_alone(change.subject.kind).is_some() => (Respondent::ReadsOtherwise, data, series),
        C::Wording | C::OptionReworded => (Respondent::ReadsOtherwise, data, Series::WithCare),
        C::Required | C::Range | C::Rule => (Respondent::AnswersOtherwise, data, series),
        C::OptionAdded => (Respondent::AnswersOtherwise, Data::Additive, Series::WithCare),
        C::OptionRemoved => (Respondent::AnswersOtherwise, kept_or_lost(change), Series::WithCare),
        C::ConditionWider => (Respondent::MoreAreAsked, data, Series::WithCare),
        C::ConditionNarrower => (Respondent::FewerAreAsked, data, Series::WithCare),
        C::ConditionOther => (Respondent::OthersAreAsked, data, Series::WithCare),
        C::Merged => (Respondent::AnswersOtherwise, Data::Recode, Series::WithCare),
        C::Split => (Respondent::AnswersOtherwise, Data::Additive, Series::WithCare),
        C::Unit | C::Scale | C::Type | C::CodeReused => (Respondent::AnswersOtherwise, Data::Recode, Series::Broken),
        C::Added => (read_alone(change.subject.kind).unwrap_or(Respondent::AskedAnew), added(change), series),
        C::Removed => match read_alone(change.subject.kind) {
            // Nobody answers a derived value; its series ends all the same.
            Some(respondent) if change.subject.kind == Kind::Derived => (respondent, data, Series::Broken),
            Some(respondent) => (respondent, data, series),
            None => (Respondent::NoLongerAsked, kept_or_lost(change), Series::Broken),
        },
    }
}

/// Whether what was answered says something else today, where a change bears on that: the other side of [`setsumon_core::carry`], by
/// which `prefill`, the form and `migrate` go. No reason but `typo` makes another answer of the one that was given.
fn says_something_else(change: &Change) -> Option<bool> {
    use Class as C;
    let is_typo = change.reason.as_ref().is_some_and(|reason| reason.sort == ReasonSort::Typo);
    let (old, new) = (change.subject.old.as_deref(), change.subject.new.as_deref());
    // `was` is its author's word that an option is the same one.
    let same_code = old.zip(new).is_some_and(|(old, new)| last_code(old) == last_code(new));
    let of_option = change.subject.kind == Kind::Option && change.part == Some(Part::Label);
    // Words at ends that had none, or have none now, say of the points what the question said.
    let is_written = |words: &Option<String>| words.as_ref().is_some_and(|words| !words.is_empty());
    let of_ends = change.part == Some(Part::Ends) && is_written(&change.old) && is_written(&change.new);
    let is_broken = change.reason.as_ref().is_some_and(|reason| reason.series == ReasonKind::Break);
    match change.class {
        C::Wording if matches!(change.subject.kind, Kind::Row | Kind::Column) && change.part == Some(Part::Label) => {
            Some(same_code && !is_typo)
        }
        C::Wording if change.words_of == WordsOf::Statement => Some(same_code && !is_typo),
        C::Wording if change.words_of == WordsOf::Question && is_broken => Some(same_code && !is_typo),
        C::CodeReused => Some(!is_typo),
        C::OptionReworded => Some(same_code && !is_typo),
        C::Unit => Some(!is_typo),
        C::Wording if of_ends => Some(!is_typo),
        // Whoever ticked “In 2024” did not tick “In 2025”.
        C::RollOver if of_option => Some(same_code),
        C::RollOver if of_ends || change.words_of == WordsOf::Figure => Some(!is_typo),
        C::RollOver
        | C::Wording
        | C::Typography
        | C::Renumbered
        | C::Moved
        | C::Guidance
        | C::Required
        | C::OptionReordered
        | C::OptionAdded
        | C::OptionRemoved
        | C::Range
        | C::ConditionWider
        | C::ConditionNarrower
        | C::ConditionOther
        | C::Rule
        | C::Derivation
        | C::Privacy
        | C::Renamed
        | C::Merged
        | C::Split
        | C::Scale
        | C::Type
        | C::Added
        | C::Removed => None,
    }
}

fn last_code(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, code)| code)
}

/// Whether somebody made the change; a year moves and a number counts by itself.
pub(super) fn is_made(class: Class) -> bool {
    !matches!(class, Class::RollOver | Class::Renumbered)
}

/// Whether a change leaves the time series other than it was and nothing says so. What is gone bears a word of its own,
/// `retired`; so does a question that is a part of another, `splits`. The options of one question are one scale.
pub(super) fn wants_reason(change: &Change) -> bool {
    let (_, _, series) = by_class(change);
    let said = change.class == Class::Removed || (change.class == Class::Split && change.subject.kind != Kind::Option);
    // An early end has no code by which a reason could be found again in later years.
    let can_say = change.subject.kind != Kind::End;
    series != Series::Comparable && can_say && !said
}

/// What nobody answers is read, or not even that.
fn read_alone(kind: Kind) -> Option<Respondent> {
    match kind {
        Kind::Survey | Kind::Page | Kind::Part => Some(Respondent::ReadsOtherwise),
        Kind::Derived => Some(Respondent::Nothing),
        Kind::Section
        | Kind::Group
        | Kind::Roster
        | Kind::Question
        | Kind::Option
        | Kind::Row
        | Kind::Column
        | Kind::Check
        | Kind::End => None,
    }
}

/// What is retired keeps its column; what is gone without a word takes its data along.
fn kept_or_lost(change: &Change) -> Data {
    let retired = change.subject.new.is_some();
    if retired || change.variables.is_empty() { Data::None } else { Data::Loss }
}

fn added(change: &Change) -> Data {
    match change.subject.kind {
        Kind::Page | Kind::Part | Kind::Survey | Kind::Check | Kind::End | Kind::Derived => Data::None,
        Kind::Section | Kind::Group | Kind::Roster | Kind::Question | Kind::Option | Kind::Row | Kind::Column => {
            Data::Additive
        }
    }
}

fn bears_on_the_series(class: Class) -> bool {
    use Class as C;
    match class {
        C::RollOver | C::Typography | C::Renumbered | C::Moved | C::Renamed | C::Privacy | C::Added => false,
        C::Guidance
        | C::Wording
        | C::Required
        | C::OptionReordered
        | C::OptionReworded
        | C::OptionAdded
        | C::OptionRemoved
        | C::Range
        | C::ConditionWider
        | C::ConditionNarrower
        | C::ConditionOther
        | C::Rule
        | C::Derivation
        | C::Merged
        | C::Split
        | C::Unit
        | C::Scale
        | C::Type
        | C::CodeReused
        | C::Removed => true,
    }
}
