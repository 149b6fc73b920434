//! Reading what computes: `count(…)`, `sum(…)`, `round(…)`, `days(…)`, `age(…)`.

use super::Reader;
use crate::ast::{Expr, ExprKind};
use crate::errors::expression as errors;
use crate::token::{T, Token};

impl Reader<'_, '_, '_> {
    /// `count(…)`, `sum(…)`, `round(…)`, `days(…)`, `age(…)`.
    pub(super) fn function(&mut self, token: Token) -> Option<Expr> {
        let word = self.str(token);
        if matches!(word, "count" | "sum")
            && let Some(read) = self.where_in_brackets_of(token)
        {
            return read;
        }
        self.function_called(token, word)
    }

    /// The same of a function that is written with another word.
    pub(super) fn function_called(&mut self, token: Token, word: &str) -> Option<Expr> {
        self.take();
        let open = self.peek();
        let (mut terms, filter) = self.terms(token)?;
        let span = self.since(token.start);
        let filter = filter.map(Box::new);
        if let (Some(filter), true) = (&filter, !matches!(word, "count" | "sum")) {
            self.say(errors::where_not_here(filter.span, word));
            return None;
        }
        let wanted = match word {
            "count" => 1,
            "sum" => terms.len().max(1),
            _ => 2,
        };
        if terms.len() != wanted && !(word == "round" && terms.len() == 1) {
            self.say(errors::wrong_count(self.since(open.start), word, terms.len()));
            return None;
        }
        let second = if terms.len() == 2 && word != "sum" { terms.pop() } else { None };
        let kind = match (word, second) {
            ("sum", _) => ExprKind::Sum { terms, filter },
            ("count", _) => match terms.pop() {
                Some(Expr { kind: ExprKind::Path(of), span: _ }) => ExprKind::Count { of, filter },
                Some(Expr { span, kind: _ }) => {
                    self.say(errors::count_of_what(span));
                    return None;
                }
                None => return None,
            },
            ("round", digits) => {
                let value = Box::new(terms.pop()?);
                ExprKind::Round { value, digits: self.decimal_places(digits)? }
            }
            ("days", Some(to)) => ExprKind::Days(Box::new(terms.pop()?), Box::new(to)),
            (_, to) => ExprKind::Age(Box::new(terms.pop()?), Box::new(to?)),
        };
        Some(Expr { span, kind })
    }

    fn decimal_places(&mut self, digits: Option<Expr>) -> Option<u32> {
        let Some(digits) = digits else { return Some(0) };
        let read = if let ExprKind::Number(number) = &digits.kind { number.parse().ok() } else { None };
        if read.is_none() {
            self.say(errors::decimal_places(digits.span));
        }
        read
    }

    /// `(a, b, c)` or `(a where P)`.
    pub(super) fn terms(&mut self, after: Token) -> Option<(Vec<Expr>, Option<Expr>)> {
        let open = self.peek();
        if open.kind != T::LeftParen {
            self.say(errors::needs_brackets(self.span(after), self.str(after)));
            return None;
        }
        self.take();
        self.deeper(open)?;
        let mut terms = Vec::new();
        let mut filter = None;
        while self.peek().kind != T::RightParen {
            terms.push(self.or_chain()?);
            if self.is_word("where") {
                self.take();
                filter = Some(self.or_chain()?);
                break;
            }
            if self.take_sign(T::Comma).is_none() {
                break;
            }
        }
        self.closing(open)?;
        self.depth -= 1;
        Some((terms, filter))
    }
}
