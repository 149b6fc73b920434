//! What may be answered: type, range, unit, whether it must be, and whether it is personal.

use setsumon_core::alike::folded;
use setsumon_core::domain::MOST_WHOLE;
use setsumon_core::form::Locale;
use setsumon_core::frozen::{Cells, FieldKind, FieldSpec, Question, Role, Text, Type, Value, Variable};
use setsumon_core::names;
use setsumon_core::unit::{counted_in, currency};
use setsumon_words::Values;

use super::pairs::Step;
use super::questions::{Words, texts};
use super::side::type_name;
use super::words::{is_near, said};
use super::{Change, Class, Kind, Part, Subject, change};

/// Everything that changed about the answer of a question, its options apart.
pub(super) fn changes(step: &Step<'_>, old: &Question, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    let spoken = &step.new.model.survey.locale.words().reports.values;
    let told = |class: Class, [old, new]: [String; 2], told: Option<[String; 2]>| {
        (old != new).then(|| {
            let mut change = change(class, subject.clone());
            (change.old, change.new, change.told) = (Some(old), Some(new), told);
            change
        })
    };
    let types = [old, new].map(|question| type_name(&question.answer));
    let [before, after] = &types;
    // A row that was a question, or became one, holds what it held.
    let same_type = before == after || held_in(&old.answer) == Some(after) || held_in(&new.answer) == Some(before);
    if !same_type {
        changes.extend(told(Class::Type, types.clone(), None));
    }
    changes.extend(told(Class::Required, [old, new].map(|question| necessity(question.required)), None));
    changes.extend(privacy(step, subject, [old.personal, new.personal]));
    if before == after {
        let pick = |say: &Values| [old, new].map(|question| picked(&question.answer, say));
        changes.extend(told(Class::Range, pick(english()), Some(pick(spoken))));
    }
    if same_type {
        for variable in step.new.variables_of(new) {
            let Some(before) = step.was(&variable.name).first() else { continue };
            let range = |say: &Values| [before, variable].map(|variable| ranged(variable, say));
            let both = range(english());
            let [was, is] = &both;
            if was != is {
                let kind = field_of(&new.answer, variable).map(|field| field.kind);
                let class = if kind == Some(FieldKind::Scale) {
                    // 5 of 5 is not 5 of 7.
                    Class::Scale
                } else if rolled_over(step, kind, &before.value, &variable.value) {
                    // `max edition - 1` is the same bound a year on.
                    Class::RollOver
                } else {
                    Class::Range
                };
                changes.extend(told(class, both, Some(range(spoken))));
                break;
            }
        }
    }
    units(step, old, new, subject, changes);
    words(step, old, new, subject, changes);
}

/// What each row of a table, or each tick of several, is when it stands alone.
fn held_in(answer: &Type) -> Option<&'static str> {
    match answer {
        Type::Grid { rows: _, cells } => match cells {
            Cells::Single { choices: _ } => Some("single"),
            Cells::Multi { choices: _ } => Some("multi"),
            Cells::Fields { columns } => match columns.as_slice() {
                [first, rest @ ..] if rest.iter().all(|column| column.field.kind == first.field.kind) => {
                    Some(first.field.kind.as_str())
                }
                [] | [_, ..] => None,
            },
        },
        Type::Multi { choices: _, pick: _ } => Some("flag"),
        Type::Single { variable: _, choices: _ }
        | Type::Rank { choices: _, pick: _ }
        | Type::Gate { variable: _, options: _ }
        | Type::Field { variable: _, field: _, specify: _, items: _, alternatives: _ } => None,
    }
}

fn necessity(required: bool) -> String {
    if required { "required" } else { "may be left blank" }.to_owned()
}

/// A list of changes is in English, whatever the survey's language.
fn english() -> &'static Values {
    &Locale::En.words().reports.values
}

/// That something tells who the respondent is and did not, or the other way round.
pub(super) fn privacy(step: &Step<'_>, subject: &Subject, personal: [bool; 2]) -> Option<Change> {
    let spoken = &step.new.model.survey.locale.words().reports.values;
    let said = |say: &Values| {
        let [yes, no] = say.privacy;
        personal.map(|is| if is { yes } else { no }.to_owned())
    };
    let [was, is] = personal;
    (was != is).then(|| {
        let mut told = change(Class::Privacy, subject.clone());
        let [old, new] = said(english());
        (told.old, told.new, told.told) = (Some(old), Some(new), Some(said(spoken)));
        told
    })
}

fn picked(answer: &Type, say: &Values) -> String {
    match answer {
        Type::Multi { choices: _, pick } | Type::Rank { choices: _, pick } => {
            pick.map_or_else(|| say.any_number.to_owned(), |(min, max)| (say.picked)(min, max))
        }
        Type::Single { variable: _, choices: _ }
        | Type::Gate { variable: _, options: _ }
        | Type::Grid { rows: _, cells: _ }
        | Type::Field { variable: _, field: _, specify: _, items: _, alternatives: _ } => String::new(),
    }
}

/// The values that a variable takes, where they are a range or a shape.
fn ranged(variable: &Variable, say: &Values) -> String {
    let bounded = |min: Option<String>, max: Option<String>| (say.between)(min.as_deref(), max.as_deref());
    match &variable.value {
        // Their codes are told one by one.
        Value::Code { list: _ } | Value::Tick => String::new(),
        // The last rank is the number of options.
        Value::Rank { max: _ } => String::new(),
        Value::Integer { min, max } => bounded(bound(*min, -MOST_WHOLE), bound(*max, MOST_WHOLE)),
        Value::Decimal { digits, min, max } => {
            let own = |bound: &String| Some(bound.clone()).filter(|bound| !is_widest(bound));
            (say.digits)(&bounded(own(min), own(max)), *digits)
        }
        Value::Month { min, max } | Value::Date { min, max } => {
            let day = |bound: &String, open: &str| Some(bound.clone()).filter(|bound| !bound.starts_with(open));
            bounded(day(min, "1000-01"), day(max, "9999-12"))
        }
        Value::Text { shape, picture, max_length, lines } => {
            let picture = picture.as_ref().map(|picture| format!(" {picture}")).unwrap_or_default();
            let length = max_length.map(|most| (say.length)(most)).unwrap_or_default();
            format!("{shape}{picture}{length}{}", if *lines { say.lines } else { "" })
        }
    }
}

/// A bound that the author gave, and not the one that a kind has by itself.
fn bound(bound: i64, open: i64) -> Option<String> {
    (bound != open).then(|| bound.to_string())
}

/// Whether a bound is as far out as a decimal goes: it is nobody's.
fn is_widest(bound: &str) -> bool {
    let digits: Vec<char> = bound.chars().filter(char::is_ascii_digit).collect();
    digits.len() == WIDEST && digits.iter().all(|digit| *digit == '9')
}

/// A decimal has so many digits at most.
const WIDEST: usize = 15;

fn units(step: &Step<'_>, old: &Question, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    for variable in step.new.variables_of(new) {
        let Some(before) = step.was(&variable.name).first() else { continue };
        if plain(before.unit.as_ref()) == plain(variable.unit.as_ref()) {
            continue;
        }
        // The sign that stood in front as a word is the unit now.
        let same = counted(&old.answer, before) == counted(&new.answer, variable);
        let class = if same { Class::Wording } else { Class::Unit };
        let pair = [(Part::Suffix, before.unit.as_ref(), variable.unit.as_ref(), class)];
        return texts(step, subject, &pair, changes);
    }
}

/// What the office knows of a respondent is no question: of its figures it is told that they are counted otherwise.
pub(super) fn given(step: &Step<'_>, changes: &mut Vec<Change>) {
    for variable in step.new.model.variables.iter().filter(|variable| variable.role == Role::Given) {
        let Some(before) = step.was(&variable.name).first() else { continue };
        let units = [before.unit.as_ref(), variable.unit.as_ref()].map(plain);
        let [old, new] = &units;
        if folded(old) == folded(new) || before.value.kind() != variable.value.kind() {
            continue;
        }
        let [was, is] = [&before.name, &variable.name].map(|name| Some(names::path(name)));
        let name = variable.label.last().map_or_else(|| variable.name.clone(), said);
        let mut told = change(Class::Unit, Subject { kind: Kind::Question, old: was, new: is, name });
        let [old, new] = units;
        (told.part, told.old, told.new) = (Some(Part::Suffix), Some(old), Some(new));
        told.variables = vec![variable.name.clone()];
        changes.push(told);
    }
}

/// What the figures of a variable are counted in.
pub(super) fn counted(answer: &Type, variable: &Variable) -> String {
    let around = field_of(answer, variable).map(|field| [&field.prefix, &field.suffix]);
    let [prefix, suffix] = around.map_or_else(Default::default, |around| around.map(|text| plain(text.as_ref())));
    counted_in(&prefix, &plain(variable.unit.as_ref()), &suffix)
}

fn plain(text: Option<&Text>) -> String {
    text.map_or_else(String::new, said)
}

/// The words around each blank.
fn words(step: &Step<'_>, old: &Question, new: &Question, subject: &Subject, changes: &mut Vec<Change>) {
    let mut told: Vec<&FieldSpec> = Vec::new();
    for variable in step.new.variables_of(new) {
        let Some(then) = step.was(&variable.name).first() else { continue };
        let (Some(before), Some(after)) = (field_of(&old.answer, then), field_of(&new.answer, variable)) else {
            continue;
        };
        // The rows of a table have its columns in common.
        if !told.iter().any(|known| std::ptr::eq(*known, after)) {
            told.push(after);
            around(step, before, after, subject, changes);
        }
    }
}

fn around(step: &Step<'_>, before: &FieldSpec, after: &FieldSpec, subject: &Subject, changes: &mut Vec<Change>) {
    let ends = |field: &FieldSpec| {
        let ends = field.ends.as_ref();
        ends.map(|(first, last)| Text::Plain(format!("{} – {}", said(first), said(last))))
    };
    let (first, last) = (ends(before), ends(after));
    // What a figure is counted in stands around it, whatever it is called; but not if it is the unit now.
    let counted = |field: &FieldSpec| {
        let [prefix, unit, suffix] = [&field.prefix, &field.unit, &field.suffix].map(|text| plain(text.as_ref()));
        counted_in(&prefix, &unit, &suffix)
    };
    let recounted = is_number(after.kind) && counted(before) != counted(after);
    let class = |is_counted: bool| if recounted && is_counted { Class::Unit } else { Class::Wording };
    let [old, new] = [before, after].map(|field| currency(&plain(field.prefix.as_ref())));
    let pairs: [Words<'_>; 3] = [
        (Part::Prefix, before.prefix.as_ref(), after.prefix.as_ref(), class(old != new)),
        (Part::Suffix, before.suffix.as_ref(), after.suffix.as_ref(), class(true)),
        (
            Part::Ends,
            first.as_ref(),
            last.as_ref(),
            if is_turned(before, after) { Class::Scale } else { Class::Wording },
        ),
    ];
    texts(step, subject, &pairs, changes);
}

fn is_number(kind: FieldKind) -> bool {
    match kind {
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Scale | FieldKind::Year | FieldKind::FiscalYear => true,
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Month
        | FieldKind::Date
        | FieldKind::Email
        | FieldKind::Tel
        | FieldKind::Postal
        | FieldKind::Url
        | FieldKind::Flag => false,
    }
}

/// Whether the words at the ends of a scale changed places: what was its best point is its worst.
pub(super) fn is_turned(before: &FieldSpec, after: &FieldSpec) -> bool {
    let (Some((first, last)), Some((low, high))) = (&before.ends, &after.ends) else { return false };
    let same = |one: &Text, other: &Text| folded(&one.plain()) == folded(&other.plain());
    same(first, high) && same(last, low) && !same(low, high)
}

/// Whether bounds are where they were, or moved with the edition as `max edition - 1` does.
fn rolled_over(step: &Step<'_>, kind: Option<FieldKind>, before: &Value, now: &Value) -> bool {
    let editions = [step.old.model, step.new.model].map(|model| model.survey.edition);
    let [then, today] = editions;
    let is_year = matches!(kind, Some(FieldKind::Year | FieldKind::FiscalYear));
    // 100 and 101 are years as well, and of a count they are not meant so.
    let year = |old: i64, new: i64| {
        old == new || (new - old == today - then && (is_year || (is_near(old, then) && is_near(new, today))))
    };
    let day = |old: &str, new: &str| {
        let parts = |text: &str| text.split_once('-').map(|(year, rest)| (year.parse::<i64>().ok(), rest.to_owned()));
        old == new
            || parts(old).zip(parts(new)).is_some_and(|((old, month), (new, same))| {
                month == same && old.zip(new).is_some_and(|(old, new)| new - old == today - then)
            })
    };
    match (before, now) {
        (Value::Integer { min: from, max: to }, Value::Integer { min, max }) => year(*from, *min) && year(*to, *max),
        (Value::Month { min: from, max: to }, Value::Month { min, max })
        | (Value::Date { min: from, max: to }, Value::Date { min, max }) => day(from, min) && day(to, max),
        (
            Value::Code { list: _ }
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, picture: _, max_length: _, lines: _ },
            _,
        ) => false,
    }
}

/// The blank that a variable is written in.
pub(super) fn field_of<'q>(answer: &'q Type, variable: &Variable) -> Option<&'q FieldSpec> {
    match answer {
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => Some(field),
        Type::Grid { rows: _, cells: Cells::Fields { columns } } => {
            let code = names::code(&variable.name);
            let own = columns.iter().find(|column| column.code == code || columns.len() == 1);
            own.map(|column| &column.field)
        }
        Type::Grid { rows: _, cells: Cells::Single { choices: _ } | Cells::Multi { choices: _ } }
        | Type::Single { variable: _, choices: _ }
        | Type::Multi { choices: _, pick: _ }
        | Type::Rank { choices: _, pick: _ }
        | Type::Gate { variable: _, options: _ } => None,
    }
}
