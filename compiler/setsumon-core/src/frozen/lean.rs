//! Reading of a frozen model only what the checker asks of it: it is read on every check of the survey that follows it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::Text;
use super::history::{joined, known_format};
use crate::form::{Previous, PreviousVariable};

#[derive(Deserialize)]
struct Lean<'a> {
    survey: LeanSurvey,
    #[serde(borrow)]
    variables: Vec<LeanVariable<'a>>,
    #[serde(borrow)]
    code_lists: Vec<LeanList<'a>>,
    #[serde(borrow, default)]
    history: Vec<LeanPast<'a>>,
}

#[derive(Deserialize)]
struct LeanSurvey {
    edition: i64,
}

#[derive(Deserialize)]
struct LeanVariable<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    role: Cow<'a, str>,
    label: Vec<Text>,
    #[serde(borrow)]
    value: LeanValue<'a>,
}

#[derive(Deserialize)]
struct LeanValue<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    list: Option<usize>,
}

#[derive(Deserialize)]
struct LeanList<'a> {
    #[serde(borrow)]
    codes: Vec<LeanCode<'a>>,
}

#[derive(Deserialize)]
struct LeanCode<'a> {
    #[serde(borrow)]
    code: Cow<'a, str>,
    #[serde(default)]
    retired: bool,
}

#[derive(Deserialize)]
struct LeanPast<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    editions: Vec<i64>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

fn offered(list: &LeanList<'_>) -> Vec<String> {
    list.codes.iter().filter(|code| !code.retired).map(|code| code.code.to_string()).collect()
}

/// The same as `Model::read(text)?.previous()`, without making the rest of the model.
///
/// # Errors
/// Where the text is no model, or one of a format that this compiler does not know.
pub fn previous(text: &str) -> Result<Previous, String> {
    known_format(text)?;
    let Lean { survey: LeanSurvey { edition }, variables, code_lists, history } =
        serde_json::from_str(text).map_err(|error| format!("this is not a Setsumon model: {error}"))?;
    let mut older: BTreeMap<&str, &LeanPast<'_>> = history.iter().map(|past| (past.name.as_ref(), past)).collect();
    let mut all = Vec::with_capacity(variables.len() + history.len());
    for LeanVariable { name, role, label, value } in variables.iter().filter(|variable| variable.role != "last") {
        let mut editions = older.remove(name.as_ref()).map_or_else(Vec::new, |past| past.editions.clone());
        if role != "retired" && !editions.contains(&edition) {
            editions.push(edition);
        }
        all.push(PreviousVariable {
            name: name.to_string(),
            editions,
            label: joined(label),
            kind: value.kind.to_string(),
            codes: value.list.and_then(|list| code_lists.get(list)).map_or_else(Vec::new, offered),
        });
    }
    for LeanPast { name, editions, label, kind } in history.iter().filter(|past| older.contains_key(past.name.as_ref()))
    {
        all.push(PreviousVariable {
            name: name.to_string(),
            editions: editions.clone(),
            label: label.to_string(),
            kind: kind.to_string(),
            codes: Vec::new(),
        });
    }
    Ok(Previous { edition, variables: all })
}
