//! Numbers while they are written: an expression, how tightly it binds, and within what it lies.
//!
//! What a derived value reads is written out where it stands, and what is written twice doubles at each value that reads another. So an
//! expression is written once wherever a dialect has a way to say what is meant with one; a figure knows what such ways hang on.

use setsumon_core::number::Number;

/// How tightly an expression binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Binds {
    /// A sum or difference.
    Sum,
    /// A product or quotient.
    Product,
    /// A name, a literal, a call, or what stands in brackets.
    Whole,
}

/// A number as an expression.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) text: String,
    pub(crate) binds: Binds,
    /// What it is at least, and at most.
    pub(crate) least: f64,
    pub(crate) most: f64,
    /// The decimal places that it has where numbers are not scaled.
    pub(crate) places: u32,
    /// Whether it is a column or a literal, which may be written twice.
    pub(crate) simple: bool,
    /// Whether it is computed with fewer bits than it may need: an integer of 32 or 64 bits.
    pub(crate) narrow: bool,
    /// Whether it always has a value.
    pub(crate) present: bool,
}

impl Figure {
    /// An expression that binds as tightly as a name.
    pub(crate) fn whole(text: String, least: f64, most: f64) -> Self {
        Self { text, binds: Binds::Whole, least, most, places: 0, simple: false, narrow: false, present: false }
    }

    /// A whole number that is written in the script.
    pub(crate) fn literal(number: i64) -> Self {
        Self::written(Number::whole(number))
    }

    /// A number that is written in the script; a negative one in brackets, because `--` begins a comment.
    pub(crate) fn written(number: Number) -> Self {
        let text = number.to_string();
        let text = if text.starts_with('-') { format!("({text})") } else { text };
        let value = near(number);
        let whole = Self::whole(text, value, value);
        Self { places: number.places(), simple: true, narrow: number.places() == 0, present: true, ..whole }
    }

    /// What has no value.
    pub(crate) fn missing() -> Self {
        Self { simple: true, ..Self::whole("NULL".to_owned(), 0.0, 0.0) }
    }

    /// The expression as an operand of what binds so tightly.
    pub(crate) fn within(&self, binds: Binds) -> String {
        if self.binds < binds { format!("({})", self.text) } else { self.text.clone() }
    }

    /// The largest that it is, whatever its sign.
    pub(crate) fn widest(&self) -> f64 {
        self.least.abs().max(self.most.abs())
    }

    /// The smallest that it is where it is not 0, whatever its sign.
    pub(crate) fn smallest(&self) -> f64 {
        let step = 10_f64.powi(-i32::try_from(self.places).unwrap_or(i32::MAX));
        if self.least > 0.0 { self.least.max(step) } else { step }
    }

    /// What it is as an expression of another kind.
    pub(crate) fn written_as(self, text: String, binds: Binds) -> Self {
        Self { text, binds, simple: false, ..self }
    }

    fn joined(&self, other: &Self, text: String, binds: Binds) -> Self {
        Self {
            text,
            binds,
            least: 0.0,
            most: 0.0,
            places: self.places.max(other.places),
            simple: false,
            narrow: self.narrow && other.narrow,
            present: self.present && other.present,
        }
    }

    /// This + other.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let text = format!("{} + {}", self.text, other.within(Binds::Product));
        Self { least: self.least + other.least, most: self.most + other.most, ..self.joined(other, text, Binds::Sum) }
    }

    /// This − other.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let text = format!("{} - {}", self.text, other.within(Binds::Product));
        Self { least: self.least - other.most, most: self.most - other.least, ..self.joined(other, text, Binds::Sum) }
    }

    /// This × other.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let text = format!("{} * {}", self.within(Binds::Product), other.within(Binds::Whole));
        let corners =
            [self.least * other.least, self.least * other.most, self.most * other.least, self.most * other.most];
        Self {
            least: corners.into_iter().fold(f64::INFINITY, f64::min),
            most: corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
            places: self.places + other.places,
            ..self.joined(other, text, Binds::Product)
        }
    }

    /// The whole number that it is, where it is one that is written in the script.
    pub(crate) fn as_literal(&self) -> Option<i64> {
        if self.simple && self.present { self.text.trim_matches(['(', ')']).parse().ok() } else { None }
    }

    /// −this.
    pub(crate) fn negative(self) -> Self {
        let (least, most) = (-self.most, -self.least);
        let text = format!("(-{})", self.within(Binds::Whole));
        Self { least, most, ..self.written_as(text, Binds::Whole) }
    }

    /// One of these, whichever: what lies around all of them.
    pub(crate) fn around(parts: &[Self], text: String) -> Self {
        let whole = Self::whole(
            text,
            parts.iter().map(|part| part.least).fold(f64::INFINITY, f64::min),
            parts.iter().map(|part| part.most).fold(f64::NEG_INFINITY, f64::max),
        );
        let places = parts.iter().map(|part| part.places).max().unwrap_or(0);
        Self { places, narrow: parts.iter().all(|part| part.narrow), ..whole }
    }
}

/// A number, nearly.
#[expect(clippy::cast_precision_loss, reason = "a bound need not be exact: who asks leaves room")]
pub(crate) fn near(number: Number) -> f64 {
    number.units() as f64 / 10_f64.powi(i32::try_from(number.places()).unwrap_or(i32::MAX))
}
