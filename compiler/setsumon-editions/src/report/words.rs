//! Which word of a language stands for what a report tells.

use setsumon_core::form::{self, Locale};

use crate::diff::{Class, Data, Kind, Part, Reason, Respondent, Series};

pub(crate) fn class(class: Class, language: Locale) -> &'static str {
    let say = &language.words().reports.classes;
    match class {
        Class::RollOver => say.roll_over,
        Class::Typography => say.typography,
        Class::Renumbered => say.renumbered,
        Class::Moved => say.moved,
        Class::Guidance => say.guidance,
        Class::Wording => say.wording,
        Class::Required => say.required,
        Class::OptionReordered => say.option_reordered,
        Class::OptionReworded => say.option_reworded,
        Class::OptionAdded => say.option_added,
        Class::OptionRemoved => say.option_removed,
        Class::Range => say.range,
        Class::ConditionWider => say.condition_wider,
        Class::ConditionNarrower => say.condition_narrower,
        Class::ConditionOther => say.condition_other,
        Class::Rule => say.rule,
        Class::Derivation => say.derivation,
        Class::Privacy => say.privacy,
        Class::Renamed => say.renamed,
        Class::Merged => say.merged,
        Class::Split => say.split,
        Class::Unit => say.unit,
        Class::Scale => say.scale,
        Class::Type => say.type_,
        Class::CodeReused => say.code_reused,
        Class::Added => say.added,
        Class::Removed => say.removed,
    }
}

pub(crate) fn kind(kind: Kind, language: Locale) -> &'static str {
    let say = &language.words().reports.kinds;
    match kind {
        Kind::Survey => say.survey,
        Kind::Page => say.page,
        Kind::Part => say.part,
        Kind::Section => say.section,
        Kind::Group => say.group,
        Kind::Roster => say.roster,
        Kind::Question => say.question,
        Kind::Option => say.option,
        Kind::Row => say.row,
        Kind::Column => say.column,
        Kind::Check => say.check,
        Kind::Derived => say.derived,
        Kind::End => say.end,
    }
}

pub(crate) fn part(part: Part, language: Locale) -> &'static str {
    let say = &language.words().reports.parts;
    match part {
        Part::Label => say.label,
        Part::Lead => say.lead,
        Part::Instruction => say.instruction,
        Part::Hint => say.hint,
        Part::Beside => say.beside,
        Part::Note => say.note,
        Part::Prefix => say.prefix,
        Part::Suffix => say.suffix,
        Part::Ends => say.ends,
        Part::Message => say.message,
        Part::Condition => say.condition,
    }
}

/// A reason after its sort.
pub(crate) fn reason(reason: &Reason, language: Locale) -> String {
    let Reason { series: _, sort, words } = reason;
    match form::ReasonSort::from(*sort).name(language) {
        Some(sort) => format!("{sort}{}{words}", language.words().writing.colon),
        None => words.clone(),
    }
}

pub(crate) fn respondent(effect: Respondent, language: Locale) -> &'static str {
    let say = &language.words().reports.respondents;
    match effect {
        Respondent::Nothing => say.nothing,
        Respondent::ReadsOtherwise => say.reads_otherwise,
        Respondent::AnswersOtherwise => say.answers_otherwise,
        Respondent::AskedAnew => say.asked_anew,
        Respondent::NoLongerAsked => say.no_longer_asked,
        Respondent::MoreAreAsked => say.more_are_asked,
        Respondent::FewerAreAsked => say.fewer_are_asked,
        Respondent::OthersAreAsked => say.others_are_asked,
    }
}

pub(crate) fn data(effect: Data, language: Locale) -> &'static str {
    let say = &language.words().reports.data;
    match effect {
        Data::None => say.none,
        Data::Additive => say.additive,
        Data::Recode => say.recode,
        Data::Loss => say.loss,
    }
}

pub(crate) fn series(effect: Series, language: Locale) -> &'static str {
    let say = &language.words().reports.series;
    match effect {
        Series::Comparable => say.comparable,
        Series::WithCare => say.with_care,
        Series::Broken => say.broken,
    }
}

/// What stands over the columns of the list of changes.
pub(crate) fn heads(language: Locale) -> [&'static str; 7] {
    let say = &language.words().reports;
    let [class, what, old, new] = say.changes.heads;
    [class, what, old, new, say.respondents.head, say.data.head, say.series.head]
}

/// `理由：`
pub(crate) fn why(language: Locale) -> String {
    let words = language.words();
    format!("{}{}", words.reports.changes.why, words.writing.colon)
}
