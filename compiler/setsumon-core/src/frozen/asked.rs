//! Conditions and terms, in the published model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::cond::Comparison;

/// A two-valued condition over an answer file. `of` and `cond` are places in `conditions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// Holds for every answer file.
    Always,
    /// Holds for none.
    Never,
    /// The variable has a value.
    Present {
        /// The variable.
        variable: String,
    },
    /// The variable has no value.
    Absent {
        /// The variable.
        variable: String,
    },
    /// The variable has a value and it is one of these codes.
    In {
        /// The variable.
        variable: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// The variable has a value and it is none of these codes.
    NotIn {
        /// The variable.
        variable: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// Both sides have a value and they compare so.
    Compare {
        /// Left side.
        left: Term,
        /// How.
        op: Comparison,
        /// Right side.
        right: Term,
    },
    /// All of these.
    All {
        /// The parts.
        of: Vec<u32>,
    },
    /// At least one of these.
    Any {
        /// The parts.
        of: Vec<u32>,
    },
    /// At least one occurrence of the repeat meets the condition.
    Some {
        /// The name of the roster.
        repeat: String,
        /// The condition of an occurrence.
        cond: u32,
    },
    /// Every occurrence of the repeat meets the condition.
    Every {
        /// The name of the roster.
        repeat: String,
        /// The condition of an occurrence.
        cond: u32,
    },
}

/// A value computed from an answer file, exactly. Numbers are decimal numbers in strings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Term {
    /// A number.
    Number {
        /// The number.
        number: String,
    },
    /// A day, `2025-01-31`.
    Day {
        /// The day.
        day: String,
    },
    /// A month, `2025-01`.
    Month {
        /// The month.
        month: String,
    },
    /// The value of a variable.
    Value {
        /// The variable.
        variable: String,
    },
    /// The score of the code chosen.
    Score {
        /// The variable.
        variable: String,
        /// Code and score.
        scores: Vec<Score>,
    },
    /// How many of these variables have a value.
    CountPresent {
        /// The variables.
        variables: Vec<String>,
    },
    /// The sum of those that have a value; missing only where none has.
    Sum {
        /// The parts.
        of: Vec<Term>,
    },
    /// a + b + …; missing if one of them is.
    Add {
        /// What is added.
        of: Vec<Term>,
    },
    /// a − b.
    Subtract {
        /// a.
        left: Box<Term>,
        /// b.
        right: Box<Term>,
    },
    /// a × b × …; missing if one of them is.
    Multiply {
        /// What is multiplied.
        of: Vec<Term>,
    },
    /// a ÷ b, exact; missing where b is 0.
    Divide {
        /// a.
        left: Box<Term>,
        /// b.
        right: Box<Term>,
    },
    /// −a.
    Negative {
        /// a.
        of: Box<Term>,
    },
    /// Rounded, halves away from zero.
    Round {
        /// What is rounded.
        of: Box<Term>,
        /// To so many decimal places.
        digits: u32,
    },
    /// Full days from the first day to the second.
    Days {
        /// The first day.
        left: Box<Term>,
        /// The second day.
        right: Box<Term>,
    },
    /// Full years from the first day to the second.
    Age {
        /// The first day.
        left: Box<Term>,
        /// The second day.
        right: Box<Term>,
    },
    /// A day so many days later.
    PlusDays {
        /// The day.
        of: Box<Term>,
        /// So many days.
        days: i32,
    },
    /// A day or month so many months later; a day that its month does not have becomes that month's last.
    PlusMonths {
        /// The day or month.
        of: Box<Term>,
        /// So many months.
        months: i32,
    },
    /// The first of these that has a value.
    FirstOf {
        /// The parts.
        of: Vec<Term>,
    },
    /// How many occurrences of a repeat meet a condition.
    CountWhere {
        /// The name of the roster.
        repeat: String,
        /// The condition of an occurrence.
        cond: u32,
    },
    /// The sum over those occurrences that meet the condition and have a value; missing where none has.
    SumWhere {
        /// The name of the roster.
        repeat: String,
        /// The value of an occurrence.
        of: Box<Term>,
        /// The condition of an occurrence.
        cond: u32,
    },
    /// One value where the condition holds, another elsewhere.
    If {
        /// The condition.
        cond: u32,
        /// The value where it holds.
        then: Box<Term>,
        /// The value elsewhere.
        otherwise: Box<Term>,
    },
}

/// A code and its score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The code.
    pub code: String,
    /// Its score, as a decimal number in a string.
    pub score: String,
}
