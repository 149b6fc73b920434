//! How variables, options and answers are called when the judge speaks of them.

use crate::answers::Held;
use crate::calendar;
use crate::evaluate::Scope;
use crate::form::{Form, Locale, Value, Variable};
use crate::ids::VarId;
use crate::text::{Block, Inline, Text};

/// Longer labels are shortened in messages.
const LONGEST_LABEL: usize = 60;

/// Words in the quotation marks of the survey's language.
pub(super) fn quoted(locale: Locale, words: &str) -> String {
    (locale.words().writing.quoted)(words)
}

/// The label of a variable in full; its name where it has none.
pub(super) fn variable(form: &Form, id: VarId) -> String {
    let variable = form.variables().get(id);
    named(form.survey().locale, variable, &variable.label)
}

/// What is answered when a tick or a rank is set: the question or row it belongs to. For every other variable its own label.
pub(super) fn asked_thing(form: &Form, id: VarId) -> String {
    let variable = form.variables().get(id);
    let of_several = match variable.value {
        Value::Tick | Value::Rank { max: _ } => variable.label.len() > 1,
        Value::Code(_)
        | Value::Integer { .. }
        | Value::Decimal { .. }
        | Value::Month { .. }
        | Value::Date { .. }
        | Value::Text { .. } => false,
    };
    let label = match variable.label.split_last() {
        Some((_, before)) if of_several => before,
        Some(_) | None => variable.label.as_slice(),
    };
    named(form.survey().locale, variable, label)
}

fn named(locale: Locale, variable: &Variable, label: &[Text]) -> String {
    let parts: Vec<String> = label.iter().map(one_line).filter(|part| !part.is_empty()).map(shortened).collect();
    if parts.is_empty() {
        quoted(locale, &variable.name)
    } else {
        quoted(locale, &parts.join(locale.words().writing.between_labels))
    }
}

/// A label that is a paragraph is quoted by its beginning.
fn shortened(label: String) -> String {
    if label.chars().nth(LONGEST_LABEL).is_none() {
        return label;
    }
    label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}

fn one_line(text: &Text) -> String {
    text.plain().replace('\n', " ")
}

/// The label of a code of a variable; the code itself where the list does not have it.
pub(super) fn code(form: &Form, variable: VarId, code: &str) -> String {
    let label = match &form.variables().get(variable).value {
        Value::Code(list) => form
            .code_lists()
            .get(*list)
            .codes
            .iter()
            .find(|entry| entry.code == code)
            .and_then(|entry| entry.label.last())
            .map(one_line),
        Value::Tick
        | Value::Rank { .. }
        | Value::Integer { .. }
        | Value::Decimal { .. }
        | Value::Month { .. }
        | Value::Date { .. }
        | Value::Text { .. } => None,
    };
    label.unwrap_or_else(|| code.to_owned())
}

/// An answer as it is read in a sentence: a code by its label, a day in words; nothing where there is no answer.
pub(super) fn answer(scope: &Scope<'_>, variable: VarId) -> Option<String> {
    let form = scope.form();
    let locale = form.survey().locale;
    let held = scope.held(variable).filter(|held| held.is_present())?;
    let of = form.variables().get(variable);
    match (&of.value, held) {
        (_, Held::Number(number)) => Some(number.to_string()),
        (_, Held::Tick) => of.label.last().map(one_line),
        (Value::Code(_), Held::Text(text)) => Some(code(form, variable, text)),
        (Value::Date { min: _, max: _ }, Held::Text(text)) => {
            Some(calendar::parse_day(text).map_or_else(|| text.clone(), |day| calendar::plain_day(day, locale)))
        }
        (Value::Month { min: _, max: _ }, Held::Text(text)) => {
            Some(calendar::parse_month(text).map_or_else(|| text.clone(), |month| calendar::long_month(month, locale)))
        }
        (
            Value::Tick | Value::Rank { .. } | Value::Integer { .. } | Value::Decimal { .. } | Value::Text { .. },
            Held::Text(text),
        ) => Some(text.clone()),
        (_, Held::Misplaced(_)) => None,
    }
}

/// A text with the answers it speaks of filled in, without markup, blocks parted by a newline.
pub fn fill(scope: &Scope<'_>, text: &Text) -> String {
    let mut lines = Vec::new();
    for block in text.blocks() {
        let of_block: &[Vec<Inline>] = match block {
            Block::Paragraph(line) => std::slice::from_ref(line),
            Block::Bullets(items) | Block::Numbered(items) => items,
        };
        for line in of_block {
            let mut words = String::new();
            fill_line(scope, line, &mut words);
            lines.push(words);
        }
    }
    lines.join("\n")
}

fn fill_line(scope: &Scope<'_>, line: &[Inline], words: &mut String) {
    for inline in line {
        match inline {
            Inline::Plain(plain) => words.push_str(plain),
            Inline::Strong(inner) | Inline::Link { url: _, words: inner } => fill_line(scope, inner, words),
            Inline::Answer { variable, otherwise } => {
                words.push_str(&answer(scope, *variable).unwrap_or_else(|| otherwise.clone()));
            }
        }
    }
}
