//! Reading of a frozen model only what the checker asks of it: it is read on every check of the survey that follows it.

use serde::Deserialize;

use super::history::{self, Edition, known_format};
use super::{CodeList, PastVariable, Reason, Variable};
use crate::form::Previous;

/// The variables of a model and of those before it; of entries, questions and conditions nothing.
#[derive(Deserialize)]
struct Lean {
    survey: LeanSurvey,
    variables: Vec<Variable>,
    code_lists: Vec<CodeList>,
    #[serde(default)]
    reasons: Vec<Reason>,
    #[serde(default)]
    history: Vec<PastVariable>,
}

#[derive(Deserialize)]
struct LeanSurvey {
    edition: i64,
}

/// The same as `Model::read(text)?.previous()`, without making the rest of the model.
///
/// # Errors
/// Where the text is no model, or one of a format that this compiler does not know.
pub fn previous(text: &str) -> Result<Previous, String> {
    known_format(text)?;
    let Lean { survey: LeanSurvey { edition }, variables, code_lists, reasons, history } =
        serde_json::from_str(text).map_err(|error| format!("this is not a Setsumon model: {error}"))?;
    let past = Edition { edition, variables: &variables, lists: &code_lists, reasons: &reasons }.past(&history);
    Ok(history::previous(past, edition))
}
