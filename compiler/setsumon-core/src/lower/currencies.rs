//! The currency of a derived value: its parts may name it in front of their blanks, where no unit tells it.

use super::Lowerer;
use crate::term::Term;
use crate::text::Text;
use crate::unit;

/// In which currency a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Currency {
    /// Any: a bare number fits all of them.
    Any,
    /// The one of this sign.
    Of(String),
    /// None, or several.
    None,
}

impl Currency {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Any, one) | (one, Self::Any) => one,
            (Self::Of(a), Self::Of(b)) if a == b => Self::Of(a),
            (Self::Of(_) | Self::None, Self::Of(_) | Self::None) => Self::None,
        }
    }
}

impl Lowerer<'_, '_> {
    /// The unit of a derived value, with the currency that all its parts share where the unit names none.
    pub(super) fn with_currency(&self, unit: Option<Text>, term: &Term) -> Option<Text> {
        let Currency::Of(sign) = self.currency(term) else { return unit };
        let words = unit.as_ref().map(Text::plain).unwrap_or_default();
        if !unit::currency(&words).is_empty() || !unit::around(&words).0.is_empty() {
            return unit;
        }
        let gap = if words.is_empty() { "" } else { unit::before_suffix(self.survey.locale) };
        Some(Text::of(format!("{sign}{gap}{words}")))
    }

    fn currency(&self, term: &Term) -> Currency {
        match term {
            Term::Value(variable) => {
                self.currencies.get(variable).map_or(Currency::None, |sign| Currency::Of(sign.clone()))
            }
            Term::Number(_) => Currency::Any,
            Term::Sum(terms) | Term::FirstOf(terms) => {
                terms.iter().fold(Currency::Any, |so_far, term| so_far.and(self.currency(term)))
            }
            Term::Add(a, b) | Term::Subtract(a, b) | Term::If { cond: _, then: a, otherwise: b } => {
                self.currency(a).and(self.currency(b))
            }
            // Twice an amount is an amount; an amount for each person is not, nor is a share of another amount.
            Term::Multiply(a, b) => match (self.currency(a), self.currency(b)) {
                (Currency::Any, one) | (one, Currency::Any) => one,
                (Currency::Of(_) | Currency::None, Currency::Of(_) | Currency::None) => Currency::None,
            },
            Term::Divide(a, b) => match self.currency(b) {
                Currency::Any => self.currency(a),
                Currency::Of(_) | Currency::None => Currency::None,
            },
            Term::Negative(term) | Term::Round(term, _) | Term::SumWhere { repeat: _, term, cond: _ } => {
                self.currency(term)
            }
            Term::Day(_)
            | Term::Month(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Days(..)
            | Term::Age(..)
            | Term::PlusDays(..)
            | Term::PlusMonths(..)
            | Term::CountWhere { repeat: _, cond: _ } => Currency::None,
        }
    }
}
