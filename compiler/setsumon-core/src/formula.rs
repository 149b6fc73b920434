//! Conditions of two editions as formulas over names that both understand, for [`crate::decide`] to hold against one another.

mod reading;

use crate::cond::Comparison;
use crate::number::Number;

pub use reading::{Names, Stands, formula, present};

/// A condition, in names of one edition whichever it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// It holds of all answers.
    Always,
    /// It holds of none.
    Never,
    /// What holds or does not.
    Atom(Atom),
    /// All of these.
    All(Vec<Formula>),
    /// At least one of these.
    Any(Vec<Formula>),
}

/// What holds or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// A variable in some of its cases.
    Value {
        /// The variable, or what else may be compared.
        variable: String,
        /// Which cases.
        test: Test,
    },
    /// Anything else, by its whole text.
    Opaque {
        /// The text.
        text: String,
        /// Whether it holds.
        holds: bool,
    },
}

/// What is asked of one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It has a value.
    Present,
    /// It has none.
    Absent,
    /// It has one of these codes.
    In(Vec<String>),
    /// It has a code, and none of these.
    NotIn(Vec<String>),
    /// It has a value that compares so with a constant.
    Compare(Comparison, Constant),
}

/// A constant that a variable is compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constant {
    /// A number.
    Number(Number),
    /// A day or month as it is written, which sorts by time.
    Time(String),
}

impl Formula {
    /// A variable in some of its cases.
    pub fn value(variable: impl Into<String>, test: Test) -> Self {
        Self::Atom(Atom::Value { variable: variable.into(), test })
    }

    /// Something that holds, by its whole text.
    pub fn opaque(text: impl Into<String>) -> Self {
        Self::Atom(Atom::Opaque { text: text.into(), holds: true })
    }

    /// All of these, each of which may be such a conjunction.
    pub fn all(parts: Vec<Self>) -> Self {
        Self::joined(parts, [Self::Always, Self::Never], Self::All)
    }

    /// At least one of these.
    pub fn any(parts: Vec<Self>) -> Self {
        Self::joined(parts, [Self::Never, Self::Always], Self::Any)
    }

    /// Parts of which the first of two says nothing, and the second decides alone.
    fn joined(mut parts: Vec<Self>, [idle, decisive]: [Self; 2], several: fn(Vec<Self>) -> Self) -> Self {
        if parts.contains(&decisive) {
            return decisive;
        }
        parts.retain(|part| *part != idle);
        match parts.pop() {
            None => idle,
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                several(parts)
            }
        }
    }

    /// That it does not hold.
    #[must_use]
    pub fn negated(&self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::All(parts) => Self::any(parts.iter().map(Self::negated).collect()),
            Self::Any(parts) => Self::all(parts.iter().map(Self::negated).collect()),
            Self::Atom(Atom::Opaque { text, holds }) => Self::Atom(Atom::Opaque { text: text.clone(), holds: !holds }),
            Self::Atom(Atom::Value { variable, test }) => {
                let of = |test| Self::value(variable.clone(), test);
                match test {
                    Test::Present => of(Test::Absent),
                    Test::Absent => of(Test::Present),
                    Test::In(codes) => Self::any(vec![of(Test::Absent), of(Test::NotIn(codes.clone()))]),
                    Test::NotIn(codes) => Self::any(vec![of(Test::Absent), of(Test::In(codes.clone()))]),
                    Test::Compare(op, constant) => {
                        Self::any(vec![of(Test::Absent), of(Test::Compare(op.opposite(), constant.clone()))])
                    }
                }
            }
        }
    }

    /// The names of all that it asks about, each once, in order.
    pub fn asks_about(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(next) = open.pop() {
            match next {
                Self::Always | Self::Never => {}
                Self::Atom(Atom::Value { variable: name, test: _ } | Atom::Opaque { text: name, holds: _ }) => {
                    found.push(name.as_str());
                }
                Self::All(parts) | Self::Any(parts) => open.extend(parts),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
