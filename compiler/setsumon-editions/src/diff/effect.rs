//! What a change does: to respondents, to stored data, to the time series.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, Class, Kind, ReasonKind};

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
    /// They must be brought under another name, code or unit.
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
            Some(respondent) => (respondent, data, series),
            None => (Respondent::NoLongerAsked, kept_or_lost(change), Series::Broken),
        },
    }
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
