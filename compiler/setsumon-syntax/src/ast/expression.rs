//! Conditions and calculations as written: a part of the tree of a file.

use setsumon_diagnostics::{Span, Spanned};

use super::{Name, Path};

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// The whole expression, its brackets not included.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// A number as written, in ASCII digits.
    Number(String),
    /// A date `2025-01-31`.
    Date {
        /// Year.
        year: i32,
        /// Month 1 to 12, as written (checked later).
        month: u32,
        /// Day, as written (checked later).
        day: u32,
    },
    /// A month `2025-01`.
    Month {
        /// Year.
        year: i32,
        /// Month, as written.
        month: u32,
    },
    /// A reference, `edition`, `as_of` and `deadline` among them.
    Path(Path),
    /// `last Q`.
    Last(Path),
    /// `not E`.
    Not(Box<Expr>),
    /// `- E`.
    Negative(Box<Expr>),
    /// `E and E`.
    And(Vec<Expr>),
    /// `E or E`.
    Or(Vec<Expr>),
    /// `E < E`.
    Compare {
        /// Left side.
        left: Box<Expr>,
        /// The sign.
        op: Spanned<CompareOp>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `E + E`.
    Arithmetic {
        /// Left side.
        left: Box<Expr>,
        /// The sign.
        op: Spanned<ArithmeticOp>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `DATE + 10 days`.
    Shift {
        /// The date.
        date: Box<Expr>,
        /// Negative for `-`.
        amount: Box<Expr>,
        /// Whether it is taken away.
        minus: bool,
        /// The unit of the shift.
        unit: CalendarUnit,
    },
    /// A predicate of a question: `Q is x`, `Q in [..]`, `Q includes any of [..]`, `Q is ticked`.
    Predicate {
        /// The question. Absent inside `any of G P`, where the cells are meant.
        subject: Option<Path>,
        /// What is said of it.
        predicate: Predicate,
    },
    /// `answered Q`.
    Answered(Path),
    /// `any of G P`, `all of G P`.
    Quantified {
        /// `all of` rather than `any of`.
        all: bool,
        /// The grid, or `R.q` of a repeat.
        over: Path,
        /// The predicate of each cell; its innermost subject is absent.
        predicate: Box<Expr>,
    },
    /// `count(Q)`, `count(R where P)`.
    Count {
        /// The question or repeat.
        of: Path,
        /// The condition each occurrence must meet.
        filter: Option<Box<Expr>>,
    },
    /// `sum(a, b, c)`, `sum(G)`, `sum(R.q where P)`.
    Sum {
        /// What is added.
        terms: Vec<Expr>,
        /// The condition each occurrence must meet.
        filter: Option<Box<Expr>>,
    },
    /// `round(E, 1)`.
    Round {
        /// What is rounded.
        value: Box<Expr>,
        /// Decimal places.
        digits: u32,
    },
    /// `days(a, b)`.
    Days(Box<Expr>, Box<Expr>),
    /// `age(a, b)`.
    Age(Box<Expr>, Box<Expr>),
    /// `first of (a, b)`.
    FirstOf(Vec<Expr>),
    /// What could not be read; it has been reported.
    Unreadable,
}

/// What is said of a question's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
    /// `is x`, `is not x`.
    Is {
        /// The option.
        code: Name,
        /// `is not`.
        negated: bool,
    },
    /// `in [a, b]`.
    In(Vec<Name>),
    /// `includes x`.
    Includes(Name),
    /// `includes any of [..]`.
    IncludesAny(Vec<Name>),
    /// `includes all of [..]`.
    IncludesAll(Vec<Name>),
    /// `includes none of [..]`.
    IncludesNone(Vec<Name>),
    /// `is ticked`, `is not ticked`.
    Ticked {
        /// `is not ticked`.
        negated: bool,
    },
    /// A comparison of each cell with a value, in `any of G >= 3`.
    Compare(Spanned<CompareOp>, Box<Expr>),
}

/// Comparison signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// Arithmetic signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// The units of date arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CalendarUnit {
    /// `days`
    Days,
    /// `months`
    Months,
    /// `years`
    Years,
}
