//! The account: what became of each value of last year's file, and why.

use serde::Serialize;
use serde_json::Value as Json;

/// What became of one value. It borrows from the file and the survey, because there are hundreds in every file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line<'a> {
    /// Its key in last year's file.
    pub key: &'a str,
    /// The key of the roster it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roster: Option<&'a str>,
    /// Which occurrence of the roster, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    /// The value, as it stands there.
    pub value: &'a Json,
    /// What became of it.
    pub status: Status,
    /// Why it is not carried over, or shown though it is not `@updated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The variable of the new edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variable: Option<&'a str>,
    /// The value today, where its code has another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub became: Option<Json>,
    /// What the survey says about it, in its language; the names of what it was split into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether it tells who the respondent is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is filled in.
    Carried,
    /// It is shown beside an empty blank: `@updated` wants it given anew, or it says something else today.
    Shown,
    /// It is not filled in.
    NotCarried,
}

impl Status {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Shown => "shown",
            Self::NotCarried => "not_carried",
        }
    }
}

/// Why a value is not carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its question, option or row is gone.
    Removed,
    /// Its question, option or row is retired.
    Retired,
    /// It was split: which part it belongs to is for the respondent to say.
    Split,
    /// The code means something else now: its variable is marked `@new`.
    NewMeaning,
    /// The code is offered no more, or never was.
    CodeGone,
    /// It does not fit the type or range of today.
    Misfit,
    /// It is not asked, under today's conditions and beside the other answers that are carried over.
    NotAsked,
    /// The option is not offered beside the other answers.
    NotOffered,
    /// Several became one answer, and of them more than one figure was given, or more than one option ticked, or not the same was said.
    Several,
    /// The words of its option speak of a year that moved with the edition.
    Moves,
    /// The words of its option say something else today.
    Reworded,
    /// It was given in another unit.
    Unit,
    /// It is a point of a scale that has other points now, or other words at its ends.
    Scale,
    /// It is an answer of another kind: words are no option that somebody chose, and no figure either.
    Type,
    /// Beside the other answers it breaks a rule.
    Rule,
    /// The roster has no place for so many occurrences.
    TooMany,
    /// It was known before the answers, and the office says it anew.
    Given,
    /// It was derived, and is derived anew.
    Derived,
    /// An entry of the file's own: it speaks of last year's file.
    Own,
    /// The older edition has no such key.
    UnknownKey,
    /// A roster that is no array of objects.
    Misshapen,
}

impl Reason {
    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Retired => "retired",
            Self::Split => "split",
            Self::NewMeaning => "new_meaning",
            Self::CodeGone => "code_gone",
            Self::Misfit => "misfit",
            Self::NotAsked => "not_asked",
            Self::NotOffered => "not_offered",
            Self::Several => "several",
            Self::Moves => "moves",
            Self::Reworded => "reworded",
            Self::Unit => "unit",
            Self::Scale => "scale",
            Self::Type => "type",
            Self::Rule => "rule",
            Self::TooMany => "too_many",
            Self::Given => "given",
            Self::Derived => "derived",
            Self::Own => "own",
            Self::UnknownKey => "unknown_key",
            Self::Misshapen => "misshapen",
        }
    }

    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Removed => "the question is gone",
            Self::Retired => "retired",
            Self::Split => "split into several",
            Self::NewMeaning => "the code means something else now",
            Self::CodeGone => "not offered any more",
            Self::Misfit => "does not fit the type or range",
            Self::NotAsked => "not asked beside the other answers",
            Self::NotOffered => "not offered beside the other answers",
            Self::Several => "one answer now, and several were given",
            Self::Moves => "its words speak of another year now",
            Self::Reworded => "its words say something else now",
            Self::Unit => "given in another unit",
            Self::Scale => "a point of another scale",
            Self::Type => "an answer of another type",
            Self::Rule => "breaks a rule beside the other answers",
            Self::TooMany => "more occurrences than the roster has",
            Self::Given => "known before the answers, brought anew",
            Self::Derived => "derived, not answered",
            Self::Own => "speaks of last year's file",
            Self::UnknownKey => "unknown to the old edition",
            Self::Misshapen => "no array of objects",
        }
    }
}
