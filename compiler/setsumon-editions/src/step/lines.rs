//! The line that keeps something of the edition before.

use setsumon_core::frozen::{Calc, CalcValue, Cells, FieldSpec, Question, Text, Type};

/// What keeps a question, and what it was before where that is elsewhere.
pub(super) fn retired(question: &Question, code: &str, label: &Text, was: Option<&str>) -> Option<String> {
    let (kind, behind) = kind_words(question);
    let mark = if question.personal { " @personal" } else { "" };
    let was = was.map(|path| format!(" was {path}")).unwrap_or_default();
    Some(format!("retired {kind} {code} {}{behind}{mark}{was}", written(&label.plain())?))
}

/// The kind that keeps a question's columns, and what belongs to it behind the label: a table is kept as what its cells were.
fn kind_words(question: &Question) -> (String, String) {
    let bare = |kind: &str| (kind.to_owned(), String::new());
    match &question.answer {
        Type::Single { variable: _, choices: _ } | Type::Gate { variable: _, options: _ } => bare("single"),
        Type::Multi { choices: _, pick: _ } => bare("multi"),
        Type::Rank { choices: _, pick: _ } => bare("rank"),
        Type::Grid { rows: _, cells } => match cells {
            Cells::Single { choices: _ } => bare("single"),
            Cells::Multi { choices: _ } => bare("multi"),
            Cells::Fields { columns } => match columns.as_slice() {
                [only] => field_words(&only.field),
                _ => bare("text"),
            },
        },
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => field_words(field),
    }
}

pub(super) fn field_words(field: &FieldSpec) -> (String, String) {
    let FieldSpec { kind, digits, points, ends: _, prefix: _, unit: _, suffix: _ } = field;
    let points = points.map(|(first, last)| format!(" {first} to {last}"));
    let digits = digits.map(|digits| format!(" digits {digits}"));
    (kind.to_string(), points.or(digits).unwrap_or_default())
}

/// The last code of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// What keeps a derived value.
pub(super) fn derived(calc: &Calc) -> Option<String> {
    let (kind, behind) = value_words(&calc.value);
    let mark = if calc.personal { " @personal" } else { "" };
    Some(format!("retired {kind} {} {}{behind}{mark}", last(&calc.path), written(&calc.label.plain())?))
}

/// The kind that keeps the code of a derived value, and what it says behind its label.
fn value_words(value: &CalcValue) -> (&'static str, String) {
    match value {
        CalcValue::Number { digits: 0 } => ("integer", String::new()),
        CalcValue::Number { digits } => ("decimal", format!(" digits {}", (*digits).min(9))),
        CalcValue::Date => ("date", String::new()),
        CalcValue::Month => ("month", String::new()),
        CalcValue::Band { rows: _ } => ("single", String::new()),
    }
}

/// Words as a text of the source, where they can be written so.
pub(super) fn written(words: &str) -> Option<String> {
    let plain = !words.contains(['"', '\n']) && !words.trim().is_empty();
    plain.then(|| format!("\"{}\"", words.replace('{', "{{").replace('}', "}}")))
}
