//! What may be answered: type, range, unit, whether it must be, and whether it is personal.

use setsumon_core::alike::folded;
use setsumon_core::frozen::{Cells, FieldKind, FieldSpec, Question, Text, Type, Value, Variable};

use super::pairs::Step;
use super::questions::{Words, texts};
use super::side::type_name;
use super::words::said;
use super::{Change, Class, Part, Subject, change};

/// Everything that changed about the answer of a question, its options apart.
pub(super) fn changes(step: &Step<'_>, old: &Question, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    let mut told = |class: Class, old: String, new: String| {
        if old != new {
            let mut change = change(class, subject.clone());
            (change.old, change.new) = (Some(old), Some(new));
            changes.push(change);
        }
    };
    let (before, after) = (type_name(&old.answer), type_name(&new.answer));
    let same_type = before == after;
    told(Class::Type, before, after);
    told(Class::Required, necessity(old.required), necessity(new.required));
    told(Class::Privacy, privacy(old.personal), privacy(new.personal));
    if same_type {
        told(Class::Range, picked(&old.answer), picked(&new.answer));
        for variable in step.new.variables_of(new) {
            let Some(before) = step.was(&variable.name).first() else { continue };
            let (old, now) = (ranged(before), ranged(variable));
            if old != now {
                // 5 of 5 is not 5 of 7.
                let class = if is_scale(&new.answer, variable) { Class::Scale } else { Class::Range };
                told(class, old, now);
                break;
            }
        }
    }
    units(step, new, subject, changes);
    words(step, old, new, subject, changes);
}

fn necessity(required: bool) -> String {
    if required { "required" } else { "may be left blank" }.to_owned()
}

fn privacy(personal: bool) -> String {
    if personal { "personal" } else { "not personal" }.to_owned()
}

fn picked(answer: &Type) -> String {
    match answer {
        Type::Multi { choices: _, pick } | Type::Rank { choices: _, pick } => {
            pick.map_or_else(|| "any number".to_owned(), |(min, max)| format!("{min} to {max} of them"))
        }
        Type::Single { variable: _, choices: _ }
        | Type::Gate { variable: _, options: _ }
        | Type::Grid { rows: _, cells: _ }
        | Type::Field { variable: _, field: _, specify: _, items: _, alternatives: _ } => String::new(),
    }
}

/// The values that a variable takes, where they are a range or a shape.
fn ranged(variable: &Variable) -> String {
    match &variable.value {
        // Their codes are told one by one.
        Value::Code { list: _ } | Value::Tick => String::new(),
        // The last rank is the number of options.
        Value::Rank { max: _ } => String::new(),
        Value::Integer { min, max } => format!("{min} to {max}"),
        Value::Decimal { digits, min, max } => format!("{min} to {max}, {digits} behind the point"),
        Value::Month { min, max } | Value::Date { min, max } => format!("{min} to {max}"),
        Value::Text { shape, picture, max_length, lines } => {
            let picture = picture.as_ref().map(|picture| format!(" {picture}")).unwrap_or_default();
            let length = max_length.map(|length| format!(", at most {length} characters")).unwrap_or_default();
            format!("{shape}{picture}{length}{}", if *lines { ", several lines" } else { "" })
        }
    }
}

fn units(step: &Step<'_>, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    let plain = |unit: Option<&Text>| unit.map_or_else(String::new, said);
    for variable in step.new.variables_of(new) {
        let Some(before) = step.was(&variable.name).first() else { continue };
        let pair = [(Part::Suffix, before.unit.as_ref(), variable.unit.as_ref(), Class::Unit)];
        if plain(before.unit.as_ref()) != plain(variable.unit.as_ref()) {
            return texts(step, subject, &pair, changes);
        }
    }
}

/// The words around a blank.
fn words(step: &Step<'_>, old: &Question, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    let (Some(before), Some(after)) = (blank(&old.answer), blank(&new.answer)) else { return };
    let ends = |field: &FieldSpec| {
        let ends = field.ends.as_ref();
        ends.map(|(first, last)| Text::Plain(format!("{} – {}", said(first), said(last))))
    };
    let (first, last) = (ends(before), ends(after));
    let pairs: [Words<'_>; 3] = [
        (Part::Prefix, before.prefix.as_ref(), after.prefix.as_ref(), Class::Wording),
        (Part::Suffix, before.suffix.as_ref(), after.suffix.as_ref(), Class::Wording),
        (
            Part::Ends,
            first.as_ref(),
            last.as_ref(),
            if is_turned(before, after) { Class::Scale } else { Class::Wording },
        ),
    ];
    texts(step, subject, &pairs, changes);
}

/// Whether the words at the ends of a scale changed places: what was its best point is its worst.
fn is_turned(before: &FieldSpec, after: &FieldSpec) -> bool {
    let (Some((first, last)), Some((low, high))) = (&before.ends, &after.ends) else { return false };
    let same = |one: &Text, other: &Text| folded(&one.plain()) == folded(&other.plain());
    same(first, high) && same(last, low) && !same(low, high)
}

/// Whether a variable is a point of a scale.
fn is_scale(answer: &Type, variable: &Variable) -> bool {
    let is_scale = |field: &FieldSpec| field.kind == FieldKind::Scale;
    match answer {
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => is_scale(field),
        Type::Grid { rows: _, cells: Cells::Fields { columns } } => {
            let code = variable.name.rsplit_once("__").map_or("", |(_, code)| code);
            let own = columns.iter().find(|column| column.code == code || columns.len() == 1);
            own.is_some_and(|column| is_scale(&column.field))
        }
        Type::Grid { rows: _, cells: Cells::Single { choices: _ } | Cells::Multi { choices: _ } }
        | Type::Single { variable: _, choices: _ }
        | Type::Multi { choices: _, pick: _ }
        | Type::Rank { choices: _, pick: _ }
        | Type::Gate { variable: _, options: _ } => false,
    }
}

/// The blank of a question that has one, or that has one in each cell.
fn blank(answer: &Type) -> Option<&FieldSpec> {
    match answer {
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => Some(field),
        Type::Grid { rows: _, cells: Cells::Fields { columns } } => match columns.as_slice() {
            [only] => Some(&only.field),
            _ => None,
        },
        Type::Grid { rows: _, cells: Cells::Single { choices: _ } | Cells::Multi { choices: _ } }
        | Type::Single { variable: _, choices: _ }
        | Type::Multi { choices: _, pick: _ }
        | Type::Rank { choices: _, pick: _ }
        | Type::Gate { variable: _, options: _ } => None,
    }
}
