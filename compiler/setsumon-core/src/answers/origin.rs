//! What an answer file says that it answers: `_survey` and `_edition`.

use std::fmt;

use serde_json::{Map, Value as Json};

use crate::form::Form;

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

/// A key that a file gives of itself, `_response` or `_respondent`: a text, or a whole number as its digits; none where it gives none.
///
/// # Errors
/// Where something else stands there: it must not be taken for a file without a key.
pub fn own_key(file: &Map<String, Json>, key: &str) -> Result<Option<String>, String> {
    match file.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.clone())),
        Some(Json::Number(number)) if number.is_i64() || number.is_u64() => Ok(Some(number.to_string())),
        Some(other) => Err(format!("its `{key}` is `{other}`: it must be a text or a whole number")),
    }
}

/// Looks at what a file says of itself. One that says nothing may be of any edition. That is no matter of its answers, so
/// the judge does not ask; whoever takes in files does.
///
/// # Errors
/// Where it says that it answers something else.
pub fn check_origin(survey: &str, edition: i64, file: &Map<String, Json>) -> Result<(), NotOurs> {
    of_survey(survey, file)?;
    of_edition(edition, file)
}

/// The same of a file that is handed in as last year's: it answers the edition that a form follows, where that follows one.
///
/// # Errors
/// Where it says that it answers something else.
pub fn check_last_origin(form: &Form, file: &Map<String, Json>) -> Result<(), NotOurs> {
    of_survey(&form.survey().code, file)?;
    form.previous().map_or(Ok(()), |previous| of_edition(previous.edition, file))
}

fn of_survey(survey: &str, file: &Map<String, Json>) -> Result<(), NotOurs> {
    match file.get("_survey").map(written).filter(|named| named != survey) {
        Some(named) => Err(NotOurs::OtherSurvey { named, survey: survey.to_owned() }),
        None => Ok(()),
    }
}

fn of_edition(edition: i64, file: &Map<String, Json>) -> Result<(), NotOurs> {
    // 2025.0 is the number 2025.
    let same = |json: &Json| json.as_f64().is_some_and(|number| number == edition as f64);
    match file.get("_edition").filter(|json| !same(json)).map(written) {
        Some(named) if named != edition.to_string() => Err(NotOurs::OtherEdition { named, edition }),
        Some(_) | None => Ok(()),
    }
}

fn written(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{check_origin, own_key};

    fn key(json: Value) -> Result<Option<String>, String> {
        own_key(json!({ "_response": json }).as_object().expect("an object"), "_response")
    }

    #[test]
    fn a_key_is_a_text_or_a_whole_number_and_nothing_else_is_no_key() {
        assert_eq!(key(json!("a5")), Ok(Some("a5".to_owned())));
        assert_eq!(key(json!(5)), Ok(Some("5".to_owned())));
        assert_eq!(key(Value::Null), Ok(None));
        for wrong in [json!(5.5), json!(true), json!(["a"]), json!({})] {
            assert!(key(wrong).is_err());
        }
    }

    #[test]
    fn an_edition_is_a_number_however_it_is_written() {
        for edition in [json!(2025), json!(2025.0), json!("2025")] {
            let file = json!({ "_edition": edition });
            assert_eq!(check_origin("s", 2025, file.as_object().expect("an object")), Ok(()));
        }
        let file = json!({ "_edition": 2024.5 });
        assert!(check_origin("s", 2025, file.as_object().expect("an object")).is_err());
    }
}
