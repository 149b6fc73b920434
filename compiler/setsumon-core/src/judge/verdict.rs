//! The verdict as data, for people's eyes and for other programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answers::StrayReason;
use crate::form::Outcome;
use crate::rule::RuleKind;

/// What an answer file is judged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Handed in.
    Submission,
    /// Put aside: answers may be missing, none may be wrong.
    Draft,
}

/// The verdict on an answer file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Verdict {
    /// Whether every hard duty is met.
    pub valid: bool,
    /// How the response counts, where that is settled.
    pub outcome: Option<OutcomeName>,
    /// What makes the answer file wrong.
    pub violations: Vec<Violation>,
    /// What the office would ask about; it makes nothing wrong.
    pub warnings: Vec<Violation>,
    /// The derived values.
    pub derived: Vec<Derived>,
}

/// A duty that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Violation {
    /// The variable it is reported at; for a roster as a whole its name, for a key without a place the key.
    pub variable: String,
    /// The roster it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// Which occurrence of the roster, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    /// The name of the duty; `answer_file` where a key has no place in the form.
    pub rule: String,
    /// The kind of the duty.
    pub kind: Kind,
    /// What to do about it, in the survey's language.
    pub message: String,
}

impl Violation {
    /// Where it is: `size__beds`, in a roster `staff__people[2].staff__people__age`.
    pub fn place(&self) -> String {
        match (&self.repeat, self.occurrence) {
            (Some(repeat), Some(number)) => format!("{repeat}[{number}].{}", self.variable),
            (Some(_) | None, _) => self.variable.clone(),
        }
    }
}

/// A derived value of this answer file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Derived {
    /// Its name in exports.
    pub name: String,
    /// The roster it is derived in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// Which occurrence of the roster, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    /// Its value; nothing where it is not derived or a part of it is missing.
    pub value: Option<serde_json::Value>,
}

/// How a response counts, by its name in exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeName {
    /// Answered to the last question.
    Complete,
    /// Ended early, and complete as such.
    Ended,
    /// Not of the population.
    OutOfScope,
    /// Refused.
    Refused,
}

impl OutcomeName {
    /// The name of an outcome.
    pub fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => Self::Complete,
            Outcome::Ended => Self::Ended,
            Outcome::OutOfScope => Self::OutOfScope,
            Outcome::Refused => Self::Refused,
        }
    }

    /// The outcome of a name.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Complete => Outcome::Complete,
            Self::Ended => Outcome::Ended,
            Self::OutOfScope => Outcome::OutOfScope,
            Self::Refused => Outcome::Refused,
        }
    }

    /// As it is written in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Ended => "ended",
            Self::OutOfScope => "out_of_scope",
            Self::Refused => "refused",
        }
    }
}

/// The kinds of duties and of what else can be wrong with an answer file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A value that is not of its variable's type, range, codes, shape or length.
    Domain,
    /// A value where nothing is asked.
    Asked,
    /// A code that is not offered.
    Offered,
    /// A missing answer.
    Required,
    /// A tick beside one that excludes it.
    Exclusive,
    /// A value beside a tick that takes its place.
    Alternative,
    /// Too few ticks or ranks.
    PickMin,
    /// Too many ticks or ranks.
    PickMax,
    /// A rank given twice.
    RanksDiffer,
    /// A rank left out.
    RanksWithoutGap,
    /// Too few occurrences.
    OccurrencesMin,
    /// Too many occurrences.
    OccurrencesMax,
    /// An edit rule of the author's.
    Check,
    /// A key that the form has no place for.
    UnknownKey,
    /// A roster that is no array of objects.
    RosterShape,
}

impl Kind {
    /// The kind of a duty.
    pub fn of(kind: &RuleKind) -> Self {
        match kind {
            RuleKind::Domain { .. } => Self::Domain,
            RuleKind::Asked { .. } => Self::Asked,
            RuleKind::Offered { .. } => Self::Offered,
            RuleKind::Required { .. } => Self::Required,
            RuleKind::Exclusive { .. } => Self::Exclusive,
            RuleKind::Alternative { .. } => Self::Alternative,
            RuleKind::PickMin { .. } => Self::PickMin,
            RuleKind::PickMax { .. } => Self::PickMax,
            RuleKind::RanksDiffer { .. } => Self::RanksDiffer,
            RuleKind::RanksWithoutGap { .. } => Self::RanksWithoutGap,
            RuleKind::OccurrencesMin { .. } => Self::OccurrencesMin,
            RuleKind::OccurrencesMax { .. } => Self::OccurrencesMax,
            RuleKind::Check { .. } => Self::Check,
        }
    }

    /// The kind of a key without a place.
    pub(super) fn of_stray(why: StrayReason) -> Self {
        match why {
            StrayReason::NotAnArray(_) | StrayReason::NotAnObject(_) => Self::RosterShape,
            StrayReason::Unknown
            | StrayReason::Derived
            | StrayReason::BelongsInto(_)
            | StrayReason::BelongsElsewhere => Self::UnknownKey,
        }
    }

    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Asked => "asked",
            Self::Offered => "offered",
            Self::Required => "required",
            Self::Exclusive => "exclusive",
            Self::Alternative => "alternative",
            Self::PickMin => "pick_min",
            Self::PickMax => "pick_max",
            Self::RanksDiffer => "ranks_differ",
            Self::RanksWithoutGap => "ranks_without_gap",
            Self::OccurrencesMin => "occurrences_min",
            Self::OccurrencesMax => "occurrences_max",
            Self::Check => "check",
            Self::UnknownKey => "unknown_key",
            Self::RosterShape => "roster_shape",
        }
    }
}

/// A plainly written decimal as a JSON number; as a text where it has more digits than a JSON number is read with.
pub(super) fn json_number(text: &str) -> serde_json::Value {
    let number = match text.parse::<i64>() {
        Ok(whole) => Some(serde_json::Number::from(whole)),
        Err(_) => text.parse::<f64>().ok().and_then(serde_json::Number::from_f64),
    };
    match number {
        Some(number) if number.to_string() == text => serde_json::Value::Number(number),
        Some(_) | None => serde_json::Value::String(text.to_owned()),
    }
}
