//! Of which kind an answer is, and which kind it may be today: the one table that all ask who carry an answer over.

use crate::form::{self, TextShape};
use crate::frozen;

/// The kind of answer that a variable holds, as far as an answer of one is none of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of any look, or as a picture has them.
    Words,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A postal code.
    Postal,
    /// A web address.
    Url,
    /// A number, whole or not.
    Number,
    /// A year.
    Year,
    /// A fiscal year.
    FiscalYear,
    /// A point of a scale.
    Point,
    /// A month.
    Month,
    /// A day.
    Day,
    /// The one option that was chosen.
    Choice,
    /// A box that was ticked.
    Tick,
    /// The place that an option was given.
    Rank,
}

/// Whether an answer of one kind, where it fits, is the same answer as one of another. The value itself stays what it is: nothing is
/// made of an answer that nobody gave.
///
/// Words that read like a code were not chosen among options, and a code was written by nobody. What may be read in two ways, as the
/// figure or the day in a text, is not read at all.
pub fn comes_over(then: Kind, now: Kind) -> bool {
    match then {
        Kind::Words => match now {
            Kind::Words | Kind::Email | Kind::Tel | Kind::Postal | Kind::Url => true,
            Kind::Number
            | Kind::Year
            | Kind::FiscalYear
            | Kind::Point
            | Kind::Month
            | Kind::Day
            | Kind::Choice
            | Kind::Tick
            | Kind::Rank => false,
        },
        Kind::Number => match now {
            Kind::Number | Kind::Year | Kind::FiscalYear => true,
            Kind::Words
            | Kind::Email
            | Kind::Tel
            | Kind::Postal
            | Kind::Url
            | Kind::Point
            | Kind::Month
            | Kind::Day
            | Kind::Choice
            | Kind::Tick
            | Kind::Rank => false,
        },
        // An address is words too, and a year a number; but a telephone number is no postal code, and a fiscal year no year.
        Kind::Email | Kind::Tel | Kind::Postal | Kind::Url => now == then || now == Kind::Words,
        Kind::Year | Kind::FiscalYear => now == then || now == Kind::Number,
        Kind::Point | Kind::Month | Kind::Day | Kind::Choice | Kind::Tick | Kind::Rank => now == then,
    }
}

impl Kind {
    /// That of a variable of a form; `blank` is what it is written in, where that is known.
    pub fn of(value: &form::Value, blank: Option<&form::FieldKind>) -> Self {
        use form::{FieldKind, Value};
        match value {
            Value::Code(_) => Self::Choice,
            Value::Tick => Self::Tick,
            Value::Rank { max: _ } => Self::Rank,
            Value::Integer { min: _, max: _ } => match blank {
                Some(FieldKind::Scale { from: _, to: _, ends: _ }) => Self::Point,
                Some(FieldKind::Year) => Self::Year,
                Some(FieldKind::FiscalYear) => Self::FiscalYear,
                // A box beside the blank, or an option, is no whole number.
                Some(
                    FieldKind::Integer
                    | FieldKind::Decimal { digits: _ }
                    | FieldKind::Text
                    | FieldKind::LongText
                    | FieldKind::Month
                    | FieldKind::Date
                    | FieldKind::Email
                    | FieldKind::Tel
                    | FieldKind::Postal
                    | FieldKind::Url
                    | FieldKind::Flag,
                )
                | None => Self::Number,
            },
            Value::Decimal { digits: _, min: _, max: _ } => Self::Number,
            Value::Month { min: _, max: _ } => Self::Month,
            Value::Date { min: _, max: _ } => Self::Day,
            Value::Text { shape, max_length: _, lines: _ } => match shape {
                TextShape::Free | TextShape::Picture(_) => Self::Words,
                TextShape::Email => Self::Email,
                TextShape::Tel => Self::Tel,
                TextShape::PostalJa | TextShape::PostalAny => Self::Postal,
                TextShape::Url => Self::Url,
            },
        }
    }

    /// The same of a published model.
    pub fn then(value: &frozen::Value, blank: Option<frozen::FieldKind>) -> Self {
        use frozen::{FieldKind, TextShape, Value};
        match value {
            Value::Code { list: _ } => Self::Choice,
            Value::Tick => Self::Tick,
            Value::Rank { max: _ } => Self::Rank,
            Value::Integer { min: _, max: _ } => match blank {
                Some(FieldKind::Scale) => Self::Point,
                Some(FieldKind::Year) => Self::Year,
                Some(FieldKind::FiscalYear) => Self::FiscalYear,
                Some(
                    FieldKind::Integer
                    | FieldKind::Decimal
                    | FieldKind::Text
                    | FieldKind::LongText
                    | FieldKind::Month
                    | FieldKind::Date
                    | FieldKind::Email
                    | FieldKind::Tel
                    | FieldKind::Postal
                    | FieldKind::Url
                    | FieldKind::Flag,
                )
                | None => Self::Number,
            },
            Value::Decimal { digits: _, min: _, max: _ } => Self::Number,
            Value::Month { min: _, max: _ } => Self::Month,
            Value::Date { min: _, max: _ } => Self::Day,
            Value::Text { shape, picture: _, max_length: _, lines: _ } => match shape {
                TextShape::Free | TextShape::Picture => Self::Words,
                TextShape::Email => Self::Email,
                TextShape::Tel => Self::Tel,
                TextShape::PostalJa | TextShape::Postal => Self::Postal,
                TextShape::Url => Self::Url,
            },
        }
    }
}
