//! Which answers of the edition before say something else today, though their option keeps its code: they are shown, and not filled in.
//!
//! Whoever ticked “In 2024” did not tick “In 2025”. What `was` says of an option is its author's word that it is the same.

use crate::alike::{Alike, alike};
use crate::form::{CodeEntry, Form, Marker, ReasonSort, Role, Value, Variable};
use crate::frozen::{JOINT, PastVariable};
use crate::ids::{CodeListId, VarId};
use crate::text::Text;

/// An option whose words are others than they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The variable that holds it: a code, or the option's own tick or rank.
    pub variable: VarId,
    /// Its code, where the variable holds one.
    pub code: Option<String>,
    /// What it said.
    pub words: String,
    /// What became of its words.
    pub how: How,
}

/// What became of the words of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// They speak of a year that moved with the edition.
    Moved,
    /// They say something else.
    Reworded,
}

/// The options that say something else than in an edition before, of which these are the variables.
pub fn changed(form: &Form, before: &[PastVariable], edition: i64) -> Vec<Changed> {
    let mut found = Vec::new();
    for (id, variable) in form.variables().iter() {
        if variable.role != Role::Answer || variable.marker == Marker::New {
            continue;
        }
        let step = Step { form, edition, id, variable };
        for past in
            before.iter().filter(|past| past.editions.contains(&edition) && names(variable).contains(&past.name))
        {
            match &variable.value {
                Value::Code(list) => step.codes(*list, past, &mut found),
                Value::Tick | Value::Rank { max: _ } => found.extend(step.own(past)),
                Value::Integer { min: _, max: _ }
                | Value::Decimal { digits: _, min: _, max: _ }
                | Value::Month { min: _, max: _ }
                | Value::Date { min: _, max: _ }
                | Value::Text { shape: _, max_length: _, lines: _ } => {}
            }
        }
    }
    found
}

struct Step<'f> {
    form: &'f Form,
    edition: i64,
    id: VarId,
    variable: &'f Variable,
}

impl Step<'_> {
    fn codes(&self, list: CodeListId, past: &PastVariable, found: &mut Vec<Changed>) {
        for entry in
            self.form.code_lists().get(list).codes.iter().filter(|entry| !entry.retired && entry.was.is_empty())
        {
            // What was a tick says what that said.
            let CodeEntry { code, label, value: _, means: _, retired: _, was: _, splits: _ } = entry;
            let then = past.codes.iter().find(|past| past.code == *code && past.editions.contains(&self.edition));
            let changed = then.and_then(|then| self.option(code, label, &then.label));
            found.extend(changed.map(|changed| Changed { code: Some(code.clone()), ..changed }));
        }
    }

    /// The option of a tick or a rank, which has a code of its own.
    fn own(&self, past: &PastVariable) -> Option<Changed> {
        let code = last_code(&self.variable.name);
        if let [only] = self.variable.was_codes.as_slice() {
            let then = past.codes.iter().find(|then| then.code == *only).filter(|_| only == code)?;
            return self.option(code, &self.variable.label, &then.label);
        }
        // A tick of a question by itself is the question.
        let is_option = self.variable.label.len() > 1 && code == last_code(&past.name);
        if is_option { self.option(code, &self.variable.label, &past.label) } else { None }
    }

    fn option(&self, code: &str, label: &[Text], then: &str) -> Option<Changed> {
        let now = label.last()?.plain();
        // Headings and the question stand before it.
        let parts = now.matches(JOINT).count() + 1;
        let then = then
            .rmatch_indices(JOINT)
            .nth(parts - 1)
            .and_then(|(at, joint)| then.get(at + joint.len()..))
            .unwrap_or(then);
        let how = match alike((self.edition, then), (self.form.survey().edition, &now)) {
            Alike::Same => return None,
            Alike::Moved => How::Moved,
            Alike::Other if self.is_typo(code) => return None,
            Alike::Other => How::Reworded,
        };
        Some(Changed { variable: self.id, code: None, words: then.to_owned(), how })
    }

    /// Whether the author says that only its writing changed, at the option or else at or around its question.
    fn is_typo(&self, code: &str) -> bool {
        let Some(question) = self.variable.question.map(|question| self.form.questions().get(question)) else {
            return false;
        };
        let path = format!("{}.{code}", question.path);
        let own = self.form.reasons().iter().find(|stated| stated.path == path).map(|stated| stated.reason.sort);
        let around = question.breaks.as_ref().or(question.revised.as_ref()).map(|reason| reason.sort);
        own.or(around) == Some(ReasonSort::Typo)
    }
}

/// The names of a variable in the edition before.
fn names(variable: &Variable) -> &[String] {
    if variable.was.is_empty() { std::slice::from_ref(&variable.name) } else { &variable.was }
}

fn last_code(name: &str) -> &str {
    name.rsplit_once("__").map_or(name, |(_, code)| code)
}
