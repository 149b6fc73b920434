//! Reading what is said of an answer: `is`, `in`, `includes`, comparisons.

use setsumon_diagnostics::Spanned;

use super::Reader;
use super::hearsay::InQuotes;
use crate::ast::{CompareOp, Expr, ExprKind, Name, Path, Predicate};
use crate::errors::expression as errors;
use crate::token::T;
use crate::words;

impl Reader<'_, '_, '_> {
    /// What stands behind an operand, if anything is said of it.
    pub(super) fn predicate_of(&mut self, left: Expr) -> Option<Expr> {
        if let Some(read) = self.said_otherwise(&left) {
            return read;
        }
        if let Some(op) = self.comparison_sign() {
            let sign = self.take();
            let right = self.sum()?;
            if self.comparison_sign().is_some() {
                let second = self.span(self.peek());
                self.say(errors::chained(second, self.span(sign)));
                return None;
            }
            let span = left.span.to(right.span);
            let op = Spanned::new(op, self.span(sign));
            let (left, right) = (Box::new(left), Box::new(right));
            return Some(Expr { span, kind: ExprKind::Compare { left, op, right } });
        }
        let word = self.peek();
        let question = asked(&left);
        let Some(predicate) = self.worded_predicate(question.as_deref())? else {
            return Some(left);
        };
        let start = left.span;
        let Some(subject) = subject(left) else {
            self.say(errors::predicate_of_what(self.span(word), self.str(word), start));
            return None;
        };
        Some(Expr { span: self.since(start.start), kind: ExprKind::Predicate { subject: Some(subject), predicate } })
    }

    /// A predicate without its subject; the outer option is "could not be read", the inner one "there is none".
    pub(super) fn bare_predicate(&mut self) -> Option<Option<Predicate>> {
        if self.comparison_sign().is_some() {
            return Some(Some(self.compared()?));
        }
        self.worded_predicate(None)
    }

    /// `question` is what something is said of, where that is known.
    fn worded_predicate(&mut self, question: Option<&str>) -> Option<Option<Predicate>> {
        let token = self.peek();
        if token.kind != T::Word || !self.at_hand(token) {
            return Some(None);
        }
        match self.str(token) {
            "is" => {
                self.take();
                let negated = self.take_inner("not");
                if self.take_inner("ticked") {
                    return Some(Some(Predicate::Ticked { negated }));
                }
                let words = if negated { "is not" } else { "is" };
                let code = self.answer(words, question)?;
                if self.take_inner("or") {
                    // `is a or b`: the help shows `in [a, b]`.
                    let next = self.peek();
                    if self.is_code(next) && !self.continues_with_predicate() {
                        let (span, next) = (self.span(next), self.str(next));
                        let not = if negated { "not " } else { "" };
                        self.say(errors::is_or(span, next, &format!("{not}Q in [{}, {next}]", code.value)));
                        return None;
                    }
                    self.at -= 1;
                }
                Some(Some(Predicate::Is { code, negated }))
            }
            "in" => {
                self.take();
                Some(Some(Predicate::In(self.code_list("in", false, question))))
            }
            "not" if self.ahead(1).kind == T::Word && self.str(self.ahead(1)) == "in" => {
                self.say(errors::not_in(self.span(token), "not Q in [a, b]", None));
                None
            }
            "includes" => {
                self.take();
                let which = self.peek();
                let next = self.ahead(1);
                let of = next.kind == T::Word && self.str(next) == "of" && self.at_hand(next);
                let name = if which.kind == T::Word { self.str(which) } else { "" };
                if of && matches!(name, "any" | "all" | "none") {
                    self.take();
                    self.take();
                    let codes = self.code_list(&format!("includes {name} of"), false, question);
                    return Some(Some(match name {
                        "any" => Predicate::IncludesAny(codes),
                        "all" => Predicate::IncludesAll(codes),
                        _ => Predicate::IncludesNone(codes),
                    }));
                }
                if which.kind == T::LeftBracket {
                    self.say(errors::includes_list(self.span(which)));
                    let codes = self.code_list("includes", false, question);
                    return Some(Some(Predicate::IncludesAny(codes)));
                }
                Some(Some(Predicate::Includes(self.answer("includes", question)?)))
            }
            _ => Some(None),
        }
    }

    /// Takes a word within an expression.
    fn take_inner(&mut self, word: &str) -> bool {
        let found = self.is_word(word) && self.at_hand(self.peek());
        if found {
            self.take();
        }
        found
    }

    /// Whether the code at hand is a condition of its own: something is said of it, or it is a name for one.
    pub(super) fn continues_with_predicate(&self) -> bool {
        let next = self.ahead(1);
        let said = ["is", "in", "includes"];
        let sign = matches!(
            next.kind,
            T::Equal
                | T::NotEqual
                | T::Less
                | T::LessOrEqual
                | T::Greater
                | T::GreaterOrEqual
                | T::LeftParen
                | T::Plus
                | T::Minus
                | T::Star
                | T::Slash
        );
        let first = self.str(self.peek());
        let named = self.named.own.contains(first) || self.named.imports;
        named
            || sign
            || (next.kind == T::Word && (said.contains(&self.str(next)) || self.str(next) == "between"))
            || words::is_reserved(first)
            || first.contains('.')
            || matches!(first, "any" | "all" | "first")
    }

    /// The code of an answer to a question, where that is known.
    pub(super) fn answer(&mut self, after: &str, question: Option<&str>) -> Option<Name> {
        let token = self.peek();
        if token.is_text() && self.at_hand(token) {
            return self.code_in_quotes(question);
        }
        let reserved = token.kind == T::Word && words::is_reserved(self.str(token));
        if !self.is_code(token) || !self.at_hand(token) || reserved {
            self.say(errors::missing_answer(self.here(), after));
            return None;
        }
        Some(self.used_code())
    }

    /// Takes a text that stands where the code of an option should: the code itself in quotes, or the label of an option. Where the
    /// question has no such option, or is not known, nothing is read.
    pub(super) fn code_in_quotes(&mut self, question: Option<&str>) -> Option<Name> {
        let token = self.take();
        let (span, words) = (self.span(token), self.lexed.content(token).0);
        let meant = question.and_then(|question| self.heard().meant_by(question, words));
        // In which quotes it stands makes no difference where none belong.
        self.told_whole.push(span);
        self.say(errors::quoted_code(span, words, meant));
        let (InQuotes::Code(code) | InQuotes::Label(code)) = meant?;
        Some(Spanned::new(code.to_owned(), span))
    }

    pub(super) fn comparison_sign(&self) -> Option<CompareOp> {
        let token = self.peek();
        if !self.at_hand(token) {
            return None;
        }
        let signs = [
            (T::Equal, CompareOp::Equal),
            (T::NotEqual, CompareOp::NotEqual),
            (T::Less, CompareOp::Less),
            (T::LessOrEqual, CompareOp::LessOrEqual),
            (T::Greater, CompareOp::Greater),
            (T::GreaterOrEqual, CompareOp::GreaterOrEqual),
        ];
        signs.iter().find(|(kind, _)| *kind == token.kind).map(|(_, op)| *op)
    }

    /// A comparison of each cell, in `any of G >= 3`.
    pub(super) fn compared(&mut self) -> Option<Predicate> {
        let op = self.comparison_sign()?;
        let sign = self.take();
        let right = self.sum()?;
        Some(Predicate::Compare(Spanned::new(op, self.span(sign)), Box::new(right)))
    }
}

/// The path of a question that something is said of.
pub(super) fn asked(left: &Expr) -> Option<String> {
    let ExprKind::Path(path) = &left.kind else { return None };
    Some(path.segments.iter().map(|segment| segment.value.as_str()).collect::<Vec<_>>().join("."))
}

fn subject(left: Expr) -> Option<Path> {
    if let ExprKind::Path(path) = left.kind { Some(path) } else { None }
}
