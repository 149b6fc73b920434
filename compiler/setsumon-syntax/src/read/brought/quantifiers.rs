//! What is said of each of several answers, in the words of other languages: `any(kids.age > 3)`, `every kids.age > 3`,
//! `max(kids.age) < 20`.

use setsumon_diagnostics::Span;

use super::aggregates::SIGNS;
use crate::ast::{Expr, ExprKind};
use crate::errors::foreign as errors;
use crate::foreign::{self, Call};
use crate::read::Reader;
use crate::token::{T, Token};

impl Reader<'_, '_, '_> {
    /// `any(kids.age > 3)`: told and read.
    pub(super) fn quantified_in_brackets(&mut self, token: Token, all: bool) -> Option<Option<Expr>> {
        let (name, says) = (self.ahead(2), self.ahead(3));
        let closing = self.closing_of(1)?;
        if name.kind != T::Word || says.kind == T::RightParen || says.kind == T::Comma {
            return None;
        }
        if !self.of_several(self.str(name)) {
            self.taken(2);
            self.depth += 1;
            self.told_of_one(token, all);
            self.depth -= 1;
            self.take_if(T::RightParen);
            return Some(None);
        }
        let word = if all { "all of" } else { "any of" };
        let (open, close) = (self.ahead(1), self.ahead(closing));
        let inner = self.lexed.slice(open.end, close.start).trim();
        let right = format!("{word} {inner}");
        let whole = self.span(token).to(self.span(close));
        let begin = Span::new(self.file_id(), token.start, name.start);
        let edits = vec![(begin, format!("{word} ")), (self.span(close), String::new())];
        self.say(errors::said_otherwise(whole, self.lexed.slice(whole.start, whole.end), &right, edits));
        self.taken(2);
        let over = self.path();
        let at = self.peek();
        let predicate = self.bare_predicate().flatten();
        self.take_if(T::RightParen);
        let Some(predicate) = predicate else { return Some(None) };
        let span = self.since(at.start);
        let predicate = Box::new(Expr { span, kind: ExprKind::Predicate { subject: None, predicate } });
        Some(Some(Expr { span: self.since(token.start), kind: ExprKind::Quantified { all, over, predicate } }))
    }

    /// `every kids.age > 3`, `any kids.age > 3`: told and read where it can be asked of each; else told with what is meant of one. Nothing if
    /// it is not that.
    pub(in crate::read) fn quantifier_otherwise(&mut self, token: Token) -> Option<Option<Expr>> {
        let (name, says) = (self.ahead(1), self.ahead(2));
        let all = match foreign::call(&foreign::squeezed(self.str(token)))? {
            Call::Any => false,
            Call::All => true,
            Call::Selected
            | Call::Today
            | Call::Count
            | Call::CountIf
            | Call::Sum
            | Call::SumIf
            | Call::Mean
            | Call::Greatest
            | Call::Least
            | Call::Otherwise(_) => return None,
        };
        let said =
            SIGNS.contains(&says.kind) || (says.kind == T::Word && ["is", "in", "includes"].contains(&self.str(says)));
        let named = name.kind == T::Word && !name.fresh && !crate::words::is_reserved(self.str(name));
        if !named || !said || says.fresh {
            return None;
        }
        if self.of_several(self.str(name)) {
            return Some(self.quantified(token, all));
        }
        self.take();
        self.told_of_one(token, all);
        Some(None)
    }

    /// Whether something has an answer for each row or entry.
    pub(in crate::read) fn of_several(&self, name: &str) -> bool {
        self.in_roster(name).is_some() || self.heard().is_grid(name)
    }

    /// Tells that what stands behind a word, which is taken, is asked of one answer, and takes it.
    fn told_of_one(&mut self, word: Token, all: bool) {
        let (first, said) = (self.peek(), self.out.len());
        let read = self.sum().and_then(|left| self.predicate_of(left));
        let span = self.since(first.start);
        // What else is wrong with it is seen once it stands alone.
        self.out.truncate(said);
        let right = self.lexed.slice(span.start, span.end);
        let of = if all { "all of" } else { "any of" };
        let help =
            format!("write `{right}`: there is one answer to it; `{of}` goes before a grid or a question in a roster");
        let raw = self.str(word);
        let told = errors::foreign_word(self.span(word), raw, help);
        let fits = read.is_some() && word.kind == T::Word && self.str(self.ahead(0)) != ")";
        let out = Span::new(self.file_id(), word.start, first.start);
        self.say(if fits { told.fix(format!("take `{raw}` out"), vec![(out, String::new())]) } else { told });
    }

    /// `max(kids.age) < 20` is `all of kids.age < 20`, `max(kids.age) >= 18` is `any of kids.age >= 18`: told and read. The call stands at
    /// hand, with one name in its brackets.
    pub(super) fn bound_of_all(&mut self, token: Token, greatest: bool) -> Option<Option<Expr>> {
        let (name, close, sign) = (self.ahead(2), self.ahead(3), self.ahead(4));
        let below = matches!(sign.kind, T::Less | T::LessOrEqual);
        if sign.fresh || !(below || matches!(sign.kind, T::Greater | T::GreaterOrEqual)) {
            return None;
        }
        let all = below == greatest;
        let word = if all { "all of" } else { "any of" };
        let raw = self.lexed.slice(sign.start, self.ahead(5).end);
        let right = format!("{word} {} {raw}", self.str(name));
        let call = self.span(token).to(self.span(close));
        let whole = call.to(self.span(self.ahead(5)));
        let edits = vec![(call, format!("{word} {}", self.str(name)))];
        self.say(errors::said_otherwise(whole, self.lexed.slice(whole.start, whole.end), &right, edits));
        self.taken(2);
        let over = self.path();
        self.take();
        let predicate = self.bare_predicate().flatten();
        let Some(predicate) = predicate else { return Some(None) };
        let span = self.since(sign.start);
        let predicate = Box::new(Expr { span, kind: ExprKind::Predicate { subject: None, predicate } });
        Some(Some(Expr { span: self.since(token.start), kind: ExprKind::Quantified { all, over, predicate } }))
    }
}
