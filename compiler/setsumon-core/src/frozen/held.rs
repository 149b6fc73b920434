//! What a variable or derived value of earlier editions held, as a form says it: what is retired keeps it.

use super::{CalcValue, PastCalc, PastCode, PastVariable, Value, ValueKind};
use crate::domain::{MOST_WHOLE, every_decimal};
use crate::form::{self, CodeEntry};
use crate::number::Number;
use crate::text::Text;
use crate::within::{every_day, every_month};

/// What was held.
pub(crate) enum Held {
    /// One of these codes, none of which is offered any more.
    Code(Vec<CodeEntry>),
    /// Anything else.
    Value(form::Value),
}

impl PastVariable {
    /// What it held in the latest edition that asked it; nothing where its model does not tell.
    pub(crate) fn held(&self) -> Option<Held> {
        match self.states.last().map(|state| &state.value) {
            Some(Value::Code { list: _ }) => self.codes(),
            Some(value) => super::restore::plain_value(value).map(Held::Value),
            // It was retired before any edition asked it, as a derived value is, or it is of a model that does not remember.
            None => match self.kind {
                ValueKind::Code => self.codes(),
                ValueKind::Tick => Some(Held::Value(form::Value::Tick)),
                ValueKind::Rank
                | ValueKind::Integer
                | ValueKind::Decimal
                | ValueKind::Month
                | ValueKind::Date
                | ValueKind::Text => None,
            },
        }
    }

    fn codes(&self) -> Option<Held> {
        let codes: Vec<CodeEntry> = self.codes.iter().map(retired).collect();
        (!codes.is_empty()).then_some(Held::Code(codes))
    }

    /// What its figures were counted in, with the currency that stood in front of them.
    pub(crate) fn counted(&self) -> Option<&str> {
        let state = self.states.last()?;
        state.counted.as_deref().or(state.unit.as_deref())
    }
}

impl PastCalc {
    /// What it came to; nothing where its model does not tell.
    pub(crate) fn held(&self) -> Option<Held> {
        Some(match self.value.as_ref()? {
            CalcValue::Band { rows } => {
                Held::Code(rows.iter().map(|row| gone(&row.code, vec![Text::of(row.label.plain())])).collect())
            }
            CalcValue::Number { digits: 0 } => Held::Value(form::Value::Integer { min: -MOST_WHOLE, max: MOST_WHOLE }),
            CalcValue::Number { digits } => {
                // An answer has no more places than these; what is computed may.
                let digits = (*digits).min(MOST_PLACES);
                let [min, max] = every_decimal(digits);
                Held::Value(form::Value::Decimal { digits, min, max })
            }
            CalcValue::Date => {
                let [min, max] = every_day();
                Held::Value(form::Value::Date { min, max })
            }
            CalcValue::Month => {
                let [min, max] = every_month();
                Held::Value(form::Value::Month { min, max })
            }
        })
    }
}

/// The most decimal places of an answer.
const MOST_PLACES: u32 = 9;

fn retired(past: &PastCode) -> CodeEntry {
    let PastCode { code, editions: _, label, labels: _, value, means, was: _ } = past;
    let label = if label.is_empty() { Vec::new() } else { vec![Text::of(label.clone())] };
    CodeEntry {
        value: value.as_deref().and_then(Number::parse),
        means: means.map(super::restore::special_of),
        ..gone(code, label)
    }
}

fn gone(code: &str, label: Vec<Text>) -> CodeEntry {
    CodeEntry { code: code.to_owned(), label, value: None, means: None, retired: true, was: Vec::new(), splits: None }
}
