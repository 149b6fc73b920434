//! What an answer file says that it answers: `_survey` and `_edition`.

use std::fmt;

use serde_json::{Map, Value as Json};

/// Why an answer file is not taken for one of this edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOurs {
    /// It says that it answers another survey.
    OtherSurvey {
        /// The survey it names.
        named: String,
        /// The survey that was given.
        survey: String,
    },
    /// It says that it answers another edition.
    OtherEdition {
        /// The edition it names, as it is written there.
        named: String,
        /// The edition that was given.
        edition: i64,
    },
}

impl fmt::Display for NotOurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSurvey { named, survey } => {
                write!(f, "these are answers to the survey `{named}`, not `{survey}`")
            }
            Self::OtherEdition { named, edition } => write!(f, "these are answers to edition {named}, not {edition}"),
        }
    }
}

/// Looks at what a file says of itself. One that says nothing may be of any edition. That is no matter of its answers, so
/// the judge does not ask; whoever takes in files does.
///
/// # Errors
/// Where it says that it answers something else.
pub fn check_origin(survey: &str, edition: i64, file: &Map<String, Json>) -> Result<(), NotOurs> {
    let written = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    if let Some(named) = file.get("_survey").map(written).filter(|named| named != survey) {
        return Err(NotOurs::OtherSurvey { named, survey: survey.to_owned() });
    }
    match file.get("_edition").map(written) {
        Some(named) if named != edition.to_string() => Err(NotOurs::OtherEdition { named, edition }),
        Some(_) | None => Ok(()),
    }
}
