//! The editions before, in a frozen model: one file carries the whole history.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeList, FORMAT, Model, Text, Value, Variable, nothing};
use crate::form::{Form, Previous, PreviousVariable};

/// A variable of earlier editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastVariable {
    /// Its name then.
    pub name: String,
    /// The editions that had it, oldest first.
    pub editions: Vec<i64>,
    /// Its label in full in the latest of them.
    pub label: String,
    /// What it could hold in the latest of them, as a `kind` of `value`.
    pub kind: String,
    /// Its codes, of all these editions, where it has codes.
    #[serde(default, skip_serializing_if = "nothing")]
    pub codes: Vec<PastCode>,
}

/// A code of a variable of earlier editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastCode {
    /// The code.
    pub code: String,
    /// The editions that offered it, oldest first.
    pub editions: Vec<i64>,
    /// Its label in full in the latest of them.
    pub label: String,
}

/// The sign between the parts of a label in full.
const JOINT: &str = " / ";

impl Model {
    /// The model of a survey that goes to the field. It carries the variables of `previous`, the frozen model it follows,
    /// and of all before that.
    pub fn freeze(form: &Form, previous: Option<&Model>) -> Self {
        Self { history: Some(previous.map_or_else(Vec::new, Self::past)), ..Self::of(form) }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// Where the text is no model, or one of a format that this compiler does not know.
    pub fn read(text: &str) -> Result<Self, String> {
        known_format(text)?;
        serde_json::from_str(text).map_err(|error| format!("this is not a Setsumon model: {error}"))
    }

    /// What the checker wants to know of the edition before.
    pub fn previous(&self) -> Previous {
        let variables = self.past().into_iter().map(|past| {
            let PastVariable { name, editions, label, kind, codes } = past;
            PreviousVariable { name, editions, label, kind, codes: offered(codes, self.survey.edition) }
        });
        Previous { edition: self.survey.edition, variables: variables.collect() }
    }

    /// Every variable of this edition and of those before it: this edition's in reading order, then those it no longer has.
    pub fn past(&self) -> Vec<PastVariable> {
        let history = self.history.as_deref().unwrap_or_default();
        let mut older: BTreeMap<&str, &PastVariable> = history.iter().map(|past| (past.name.as_str(), past)).collect();
        let mut past: Vec<PastVariable> = Vec::new();
        for variable in self.variables.iter().filter(|variable| variable.role != "last") {
            let before = older.remove(variable.name.as_str());
            past.push(aged(variable, before, &self.code_lists, self.survey.edition));
        }
        past.extend(history.iter().filter(|gone| older.contains_key(gone.name.as_str())).cloned());
        past
    }
}

#[derive(Deserialize)]
struct Head {
    format: u32,
}

pub(super) fn known_format(text: &str) -> Result<(), String> {
    let head: Head = serde_json::from_str(text).map_err(|error| format!("this is not a Setsumon model: {error}"))?;
    match head.format {
        FORMAT => Ok(()),
        other => Err(format!("this model has format {other}; this compiler reads format {FORMAT}")),
    }
}

/// A variable as a later edition will remember it. A retired one was not offered in this edition.
fn aged(variable: &Variable, before: Option<&PastVariable>, lists: &[CodeList], edition: i64) -> PastVariable {
    let offered = variable.role != "retired";
    let codes = before.map_or(&[][..], |before| &before.codes);
    PastVariable {
        name: variable.name.clone(),
        editions: with(before.map_or(&[][..], |before| &before.editions), edition, offered),
        label: joined(&variable.label),
        kind: variable.value.kind().to_owned(),
        codes: aged_codes(&variable.value, codes, lists, edition),
    }
}

fn offered(codes: Vec<PastCode>, edition: i64) -> Vec<String> {
    codes.into_iter().filter(|code| code.editions.contains(&edition)).map(|code| code.code).collect()
}

fn aged_codes(value: &Value, before: &[PastCode], lists: &[CodeList], edition: i64) -> Vec<PastCode> {
    let list = value.code_list().and_then(|list| lists.get(list));
    let Some(list) = list else { return before.to_vec() };
    let mut codes: Vec<PastCode> = Vec::with_capacity(list.codes.len());
    for code in &list.codes {
        let past = before.iter().find(|past| past.code == code.code);
        codes.push(PastCode {
            code: code.code.clone(),
            editions: with(past.map_or(&[][..], |past| &past.editions), edition, !code.retired),
            label: joined(&code.label),
        });
    }
    let gone = before.iter().filter(|past| list.codes.iter().all(|code| code.code != past.code));
    codes.extend(gone.cloned());
    codes
}

fn with(editions: &[i64], edition: i64, offered: bool) -> Vec<i64> {
    let mut editions = editions.to_vec();
    if offered && !editions.contains(&edition) {
        editions.push(edition);
    }
    editions
}

pub(super) fn joined(label: &[Text]) -> String {
    let parts: Vec<String> = label.iter().map(Text::plain).filter(|part| !part.is_empty()).collect();
    parts.join(JOINT)
}
