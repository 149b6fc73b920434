//! What a term is: a number, a day or a month.

use setsumon_core::form::{Form, Value};
use setsumon_core::term::Term;

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Day,
    Month,
}

/// What a term is.
pub(crate) fn kind(form: &Form, term: &Term) -> Kind {
    match term {
        Term::Day(_) | Term::PlusDays(_, _) => Kind::Day,
        Term::Month(_) => Kind::Month,
        Term::Value(variable) => match form.variables().get(*variable).value {
            Value::Date { min: _, max: _ } => Kind::Day,
            Value::Month { min: _, max: _ } => Kind::Month,
            Value::Code(_)
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => Kind::Number,
        },
        Term::PlusMonths(a, _) => kind(form, a),
        Term::FirstOf(parts) => parts.first().map_or(Kind::Number, |part| kind(form, part)),
        Term::If { cond: _, then, otherwise: _ } => kind(form, then),
        Term::Number(_)
        | Term::Score { variable: _, scores: _ }
        | Term::CountPresent(_)
        | Term::Sum(_)
        | Term::Add(_, _)
        | Term::Subtract(_, _)
        | Term::Multiply(_, _)
        | Term::Divide(_, _)
        | Term::Negative(_)
        | Term::Round(_, _)
        | Term::Days(_, _)
        | Term::Age(_, _)
        | Term::CountWhere { repeat: _, cond: _ }
        | Term::SumWhere { repeat: _, term: _, cond: _ } => Kind::Number,
    }
}
