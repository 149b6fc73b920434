//! From the value of an old column to that of a new one: value by value, and only where nothing of it is lost.

use std::fmt::Write as _;

use setsumon_core::carry::{Kind, comes_over};
use setsumon_core::form::{CodeList, Form, TextShape, Value};
use setsumon_core::number::Number;
use setsumon_core::pairing::former;

use crate::dialect::Room;
use crate::value::write_domain;

/// How an old column becomes a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conversion {
    /// The new value, as an expression.
    pub(crate) value: String,
    /// Where the old value, if there is one, has a new one; everywhere, where there is no condition.
    pub(crate) fits: Option<String>,
    /// Where it has one, and that says something else than the old value did.
    pub(crate) says_else: Option<String>,
    /// The codes that are called otherwise now, with what they are called.
    pub(crate) recoded: Vec<(String, String)>,
    /// The codes of which several became one.
    pub(crate) merged: Vec<String>,
    /// Whether it is another type.
    pub(crate) retyped: bool,
    /// Of a choice the codes that have a place, each with what it is called there, but for those that say something else.
    pub(crate) codes: Option<Vec<(String, String)>>,
    /// Of a figure or a day whether it must be asked for more than the bounds of the new one: that nothing of it would be cut off.
    pub(crate) guarded: bool,
}

impl Conversion {
    /// A value that the old one has where a condition holds.
    pub(crate) fn part(value: String, fits: String) -> Self {
        Self {
            value,
            fits: Some(fits),
            says_else: None,
            recoded: Vec::new(),
            merged: Vec::new(),
            retyped: true,
            codes: None,
            guarded: false,
        }
    }

    /// Whether the new value is the old one, whatever it is.
    pub(crate) fn is_plain(&self) -> bool {
        self.fits.is_none() && self.says_else.is_none() && self.recoded.is_empty() && !self.retyped
    }

    /// Whether the new value is the old one wherever there is one.
    pub(crate) fn is_the_same(&self) -> bool {
        self.recoded.is_empty() && self.merged.is_empty() && !self.retyped
    }

    /// These codes of the old column say something else today.
    pub(crate) fn without(&mut self, dialect: &dyn Room, column: &str, says_else: &[String]) {
        if says_else.is_empty() {
            return;
        }
        self.says_else = Some(one_of(dialect, column, says_else));
        if let Some(codes) = &mut self.codes {
            codes.retain(|(then, _)| !says_else.contains(then));
        }
    }

    /// The new value; none where the old one has none.
    pub(crate) fn staged(&self) -> String {
        let value = match &self.fits {
            None => self.value.clone(),
            Some(fits) => format!("CASE WHEN {fits} THEN {} END", self.value),
        };
        match &self.says_else {
            None => value,
            Some(says_else) => format!("CASE WHEN NOT {says_else} THEN {value} END"),
        }
    }
}

/// How an old column becomes a new one; none where no value of it could.
pub(crate) fn conversion(
    dialect: &dyn Room,
    (old_form, old): (&Form, &Value),
    (new_form, new): (&Form, &Value),
    column: &str,
) -> Option<Conversion> {
    // Of what a value was written in, the plan has asked already.
    if !comes_over(Kind::of(old, None), Kind::of(new, None)) {
        return None;
    }
    let (value, guard) = match (old, new) {
        (Value::Code(old), Value::Code(new)) => {
            let (old, new) = (old_form.code_lists().get(*old), new_form.code_lists().get(*new));
            return codes(dialect, old, new, column);
        }
        (Value::Decimal { digits, min: _, max: _ }, Value::Integer { min: _, max: _ }) => {
            (dialect.as_whole(column), (*digits > 0).then(|| format!("round({column}, 0) = {column}")))
        }
        (Value::Decimal { digits: before, min: _, max: _ }, Value::Decimal { digits, min: _, max: _ }) => {
            let guard = (digits < before).then(|| format!("round({column}, {digits}) = {column}"));
            (column.to_owned(), guard)
        }
        (
            Value::Code(_)
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ },
            _,
        ) => (column.to_owned(), None),
    };
    let retyped = std::mem::discriminant(old) != std::mem::discriminant(new);
    let guarded = guard.is_some();
    let fits = match (guard, contains(new, old)) {
        (guard, true) => guard,
        (guard, false) => {
            let mut domain = String::new();
            write_domain(&mut domain, new_form, dialect, new, &value);
            // What does not pass the guard must not come so far as to be converted.
            Some(match guard {
                Some(guard) => format!("CASE WHEN {guard} THEN {domain} ELSE FALSE END"),
                None => domain,
            })
        }
    };
    let (recoded, merged) = (Vec::new(), Vec::new());
    Some(Conversion { value, fits, says_else: None, recoded, merged, retyped, codes: None, guarded })
}

/// Codes go by what `was` says of them.
fn codes(dialect: &dyn Room, old: &CodeList, new: &CodeList, column: &str) -> Option<Conversion> {
    let live: Vec<&str> = old.codes.iter().filter(|code| !code.retired).map(|code| code.code.as_str()).collect();
    let names: Vec<(&str, &[String])> =
        new.codes.iter().map(|code| (code.code.as_str(), code.was.as_slice())).collect();
    let former = former(&names, |name| live.contains(&name));
    let mut kept: Vec<&str> = Vec::new();
    let mut recoded = Vec::new();
    let mut merged = Vec::new();
    for (code, before) in new.codes.iter().zip(former).filter(|(code, _)| !code.retired) {
        if before.len() > 1 {
            merged.extend(before.iter().map(|name| (*name).to_owned()));
        }
        for name in before {
            kept.push(name);
            if name != code.code {
                recoded.push((name.to_owned(), code.code.clone()));
            }
        }
    }
    if kept.is_empty() {
        return None;
    }
    let mut value = column.to_owned();
    if !recoded.is_empty() {
        value = format!("CASE {column}");
        for (from, to) in &recoded {
            let _ = write!(value, " WHEN {} THEN {}", dialect.text(from), dialect.text(to));
        }
        let _ = write!(value, " ELSE {column} END");
    }
    let all = live.iter().all(|code| kept.contains(code));
    let fits = (!all).then(|| one_of(dialect, column, &kept));
    let all = kept.iter().map(|name| ((*name).to_owned(), (*name).to_owned()));
    let renamed = |(then, now): (String, String)| match recoded.iter().find(|(from, _)| *from == then) {
        Some((_, to)) => (then, to.clone()),
        None => (then, now),
    };
    let codes = Some(all.map(renamed).collect());
    Some(Conversion { value, fits, says_else: None, recoded, merged, retyped: false, codes, guarded: false })
}

/// That a column has one of these codes.
pub(crate) fn one_of(dialect: &dyn Room, column: &str, codes: &[impl AsRef<str>]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| dialect.text(code.as_ref())).collect();
    format!("{column} IN ({})", codes.join(", "))
}

/// Whether every value of one domain lies in another of the same sort.
fn contains(new: &Value, old: &Value) -> bool {
    match (new, old) {
        (Value::Rank { max }, Value::Rank { max: before }) => max >= before,
        (Value::Integer { min, max }, Value::Integer { min: low, max: high }) => min <= low && high <= max,
        (Value::Integer { min, max }, Value::Rank { max: high }) => *min <= 1 && i64::from(*high) <= *max,
        (Value::Integer { min, max }, Value::Decimal { digits: _, min: low, max: high }) => {
            Number::whole(*min) <= *low && *high <= Number::whole(*max)
        }
        (Value::Decimal { digits: _, min, max }, Value::Integer { min: low, max: high }) => {
            *min <= Number::whole(*low) && Number::whole(*high) <= *max
        }
        (Value::Decimal { digits, min, max }, Value::Decimal { digits: before, min: low, max: high }) => {
            before <= digits && min <= low && high <= max
        }
        (Value::Month { min, max }, Value::Month { min: low, max: high }) => min <= low && high <= max,
        (Value::Date { min, max }, Value::Date { min: low, max: high }) => min <= low && high <= max,
        (Value::Text { shape, max_length, lines }, Value::Text { shape: before, max_length: most, lines: several }) => {
            let shaped = *shape == TextShape::Free || look(shape) == look(before) || takes(shape, before);
            let most = most.iter().copied().chain(longest(before)).min();
            let short = match (max_length, most) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(max), Some(most)) => most <= *max,
            };
            // A line of a look of its own is one line.
            shaped && short && (*lines || !*several || *before != TextShape::Free)
        }
        (Value::Tick, Value::Tick) => true,
        (
            Value::Code(_)
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ },
            _,
        ) => false,
    }
}

/// The picture that a text is drawn by, where its shape is one.
fn look(shape: &TextShape) -> Result<&str, &TextShape> {
    match shape {
        TextShape::Picture(picture) => Ok(picture),
        TextShape::PostalJa => Ok("999-9999"),
        TextShape::Free | TextShape::Email | TextShape::Tel | TextShape::PostalAny | TextShape::Url => Err(shape),
    }
}

/// Whether every text of one look has another.
fn takes(new: &TextShape, old: &TextShape) -> bool {
    *new == TextShape::PostalAny && look(old) == Ok("999-9999")
}

/// How many characters a text of a shape has at most, if it has a limit.
fn longest(shape: &TextShape) -> Option<u32> {
    match shape {
        TextShape::Free | TextShape::Email | TextShape::Url => None,
        TextShape::Tel => Some(20),
        TextShape::PostalAny => Some(10),
        TextShape::PostalJa => Some(8),
        TextShape::Picture(picture) => u32::try_from(picture.chars().count()).ok(),
    }
}

/// A value as text: a tick is `1`, everything else as an answer file writes it.
pub(crate) fn as_text(dialect: &dyn Room, value: &Value, column: &str) -> String {
    match value {
        Value::Tick => "'1'".to_owned(),
        Value::Date { min: _, max: _ } => dialect.day_as_text(column),
        Value::Text { shape: _, max_length: _, lines: _ } => column.to_owned(),
        Value::Decimal { digits: digits @ 1.., min: _, max: _ } => dialect.decimal_as_text(column, *digits),
        Value::Code(_)
        | Value::Rank { max: _ }
        | Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: 0, min: _, max: _ }
        | Value::Month { min: _, max: _ } => dialect.as_text(column),
    }
}
