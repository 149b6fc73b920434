//! What a variable may hold: kind, bounds, digits, length and format.

use setsumon_core::calendar::{iso_day, iso_month, month_count};
use setsumon_core::domain::MOST_WHOLE;
use setsumon_core::form::{TextShape, Value};
use setsumon_core::frozen;
use setsumon_core::ids::CodeListId;
use setsumon_core::number::Number;

use crate::words::Words;

/// The digits in all of a decimal number that is not bounded.
const DIGITS: u32 = 15;

/// What a variable may hold, in parts. What is not bounded by the survey is left empty.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The kind, in the words of the format.
    pub(crate) kind: &'static str,
    pub(crate) min: String,
    pub(crate) max: String,
    pub(crate) digits: Option<u32>,
    pub(crate) max_length: Option<u32>,
    /// What a text looks like, where it is not free: its word in the file.
    pub(crate) format: String,
    pub(crate) lines: bool,
    pub(crate) codes: Option<CodeListId>,
}

impl Facts {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Code(list) => Self { kind: "code", codes: Some(*list), ..Self::default() },
            Value::Tick => Self { kind: "tick", ..Self::default() },
            Value::Rank { max } => Self { kind: "rank", min: "1".to_owned(), max: max.to_string(), ..Self::default() },
            Value::Integer { min, max } => Self {
                kind: "integer",
                min: unless(*min == -MOST_WHOLE, || min.to_string()),
                max: unless(*max == MOST_WHOLE, || max.to_string()),
                ..Self::default()
            },
            Value::Decimal { digits, min, max } => {
                let widest = 10_i64.pow(DIGITS) - 1;
                Self {
                    kind: "decimal",
                    digits: Some(*digits),
                    min: unless(*min == Number::new(-widest, *digits), || min.to_string()),
                    max: unless(*max == Number::new(widest, *digits), || max.to_string()),
                    ..Self::default()
                }
            }
            Value::Month { min, max } => Self {
                kind: "month",
                min: unless(*min == month_count(1000, 1), || iso_month(*min)),
                max: unless(*max == month_count(9999, 12), || iso_month(*max)),
                ..Self::default()
            },
            Value::Date { min, max } => Self {
                kind: "date",
                min: unless(iso_day(*min) == "1000-01-01", || iso_day(*min)),
                max: unless(iso_day(*max) == "9999-12-31", || iso_day(*max)),
                ..Self::default()
            },
            Value::Text { shape, max_length, lines } => {
                Self { kind: "text", format: format(shape), max_length: *max_length, lines: *lines, ..Self::default() }
            }
        }
    }

    /// The same of a value of an earlier edition, as its model has it.
    pub(crate) fn past(value: &frozen::Value) -> Self {
        let kind = value.kind().as_str();
        let bounded = |min: &str, max: &str, low: &str, high: &str| Self {
            kind,
            min: unless(min == low, || min.to_owned()),
            max: unless(max == high, || max.to_owned()),
            ..Self::default()
        };
        match value {
            frozen::Value::Code { list: _ } | frozen::Value::Tick => Self { kind, ..Self::default() },
            frozen::Value::Rank { max } => Self { kind, min: "1".to_owned(), max: max.to_string(), ..Self::default() },
            frozen::Value::Integer { min, max } => {
                bounded(&min.to_string(), &max.to_string(), &(-MOST_WHOLE).to_string(), &MOST_WHOLE.to_string())
            }
            frozen::Value::Decimal { digits, min, max } => {
                let widest = 10_i64.pow(DIGITS) - 1;
                let (low, high) = (Number::new(-widest, *digits), Number::new(widest, *digits));
                Self { digits: Some(*digits), ..bounded(min, max, &low.to_string(), &high.to_string()) }
            }
            frozen::Value::Month { min, max } => bounded(min, max, "1000-01", "9999-12"),
            frozen::Value::Date { min, max } => bounded(min, max, "1000-01-01", "9999-12-31"),
            frozen::Value::Text { shape, picture, max_length, lines } => Self {
                kind,
                format: match (picture, shape) {
                    (Some(picture), _) => format!("{PICTURE}{picture}"),
                    (None, frozen::TextShape::Free) => String::new(),
                    (None, shape) => shape.to_string(),
                },
                max_length: *max_length,
                lines: *lines,
                ..Self::default()
            },
        }
    }

    fn kind_word(&self, words: &Words) -> String {
        let word = match (self.kind, self.format.as_str()) {
            ("code", _) => words.code_kind,
            ("tick", _) => words.tick,
            ("rank", _) => words.rank_kind,
            ("integer", _) => words.integer,
            ("decimal", _) => words.decimal,
            ("month", _) => words.month,
            ("date", _) => words.date,
            (_, "") => words.text,
            (_, "email") => words.email,
            (_, "tel") => words.tel,
            (_, "postal_ja" | "postal") => words.postal,
            (_, "url") => words.url,
            (_, picture) => return format!("{} {}", words.picture, picture.strip_prefix(PICTURE).unwrap_or(picture)),
        };
        word.to_owned()
    }

    /// Kind, bounds and format in words, for people.
    pub(crate) fn in_words(&self, words: &Words, unit: Option<&str>) -> String {
        let mut said = self.kind_word(words);
        let mut add = |part: &str| {
            said.push_str(", ");
            said.push_str(part);
        };
        if !self.min.is_empty() || !self.max.is_empty() {
            add(&format!("{}–{}", self.min, self.max));
        }
        if let Some(digits) = self.digits {
            add(&format!("{} {digits}", words.digits));
        }
        if let Some(length) = self.max_length {
            add(&format!("{length} {}", words.characters));
        }
        if self.lines {
            add(words.several_lines);
        }
        if let Some(unit) = unit {
            add(unit);
        }
        said
    }
}

/// What stands before a picture in the file, so that no picture can be taken for a word.
const PICTURE: &str = "picture:";

fn format(shape: &TextShape) -> String {
    match shape {
        TextShape::Free => String::new(),
        TextShape::Email => "email".to_owned(),
        TextShape::Tel => "tel".to_owned(),
        TextShape::PostalJa => "postal_ja".to_owned(),
        TextShape::PostalAny => "postal".to_owned(),
        TextShape::Url => "url".to_owned(),
        TextShape::Picture(picture) => format!("{PICTURE}{picture}"),
    }
}

fn unless(usual: bool, words: impl FnOnce() -> String) -> String {
    if usual { String::new() } else { words() }
}
