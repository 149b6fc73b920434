//! One of several options as other tools name it, each a variable of its own: `[liked(cake)] = '1'`, `liked_cake.NAOK == "Y"`,
//! `liked.cake = true`, `liked[cake]`; and names with something behind them, `how.NAOK`.

use setsumon_diagnostics::{Span, Spanned};

use crate::ast::{Expr, ExprKind, Path, Predicate, QuestionKind};
use crate::errors::{expression, foreign as errors};
use crate::foreign;
use crate::read::Reader;
use crate::token::{T, Token};

/// A question and one of its options, over so many tokens.
struct Named {
    question: String,
    option: String,
    tokens: usize,
    /// Whether it says by itself that the option is ticked.
    says_all: bool,
}

impl<'l> Reader<'l, '_, '_> {
    /// An option that is held against yes or no, or named as if it were a box: told and read.
    pub(in crate::read) fn option_as_box(&mut self) -> Option<Expr> {
        let Named { question, option, tokens, says_all } = self.named_option()?;
        let said = self.truth_behind(tokens);
        if said.is_none() && !says_all {
            return None;
        }
        let (holds, more) = said.unwrap_or((true, 0));
        let first = self.peek();
        let span = self.taken(tokens + more);
        self.told_whole.push(span);
        let not = if holds { "" } else { "not " };
        let right = format!("{not}{question} includes {option}");
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::said_otherwise(span, raw, &right, vec![(span, right.clone())]));
        let subject = Path { span: self.span(first), segments: vec![Spanned::new(question, span)] };
        let predicate = Predicate::Includes(Spanned::new(option, span));
        let read = Expr { span, kind: ExprKind::Predicate { subject: Some(subject), predicate } };
        Some(if holds { read } else { Expr { span, kind: ExprKind::Not(Box::new(read)) } })
    }

    /// The question and option at hand, where the file has both.
    fn named_option(&self) -> Option<Named> {
        let bracket = usize::from(self.peek().kind == T::LeftBracket);
        let word = self.ahead(bracket);
        if word.kind != T::Word {
            return None;
        }
        let name = self.without_behind(self.str(word));
        let (open, inner, close) = (self.ahead(bracket + 1), self.ahead(bracket + 2), self.ahead(bracket + 3));
        let round = open.kind == T::LeftParen && close.kind == T::RightParen;
        let square = bracket == 0 && open.kind == T::LeftBracket && close.kind == T::RightBracket;
        if (round || square) && open.start == word.end && matches!(inner.kind, T::Word | T::Text) {
            let option = if inner.is_text() { self.lexed.content(inner).0 } else { self.str(inner) };
            let closed = bracket == 0 || self.ahead(bracket + 4).kind == T::RightBracket;
            let tokens = bracket + 4 + bracket;
            let found = closed && self.has_option(name, option);
            return found.then(|| Named {
                question: name.to_owned(),
                option: option.to_owned(),
                tokens,
                says_all: true,
            });
        }
        let closed = bracket == 0 || open.kind == T::RightBracket;
        let mut parts = name.match_indices(['.', '_']).map(|(at, sign)| (name.get(..at), name.get(at + sign.len()..)));
        let (question, option) = parts.find_map(|(question, option)| {
            let (question, option) = (question?, option?.trim_start_matches('_'));
            self.has_option(question, option).then_some((question.to_owned(), option.to_owned()))
        })?;
        closed.then_some(Named { question, option, tokens: 1 + 2 * bracket, says_all: false })
    }

    fn has_option(&self, question: &str, option: &str) -> bool {
        let several = matches!(self.heard().kind(question), Some(QuestionKind::Multi | QuestionKind::Rank));
        several && self.heard().may_have(question, option)
    }

    /// Whether something is said to be so or not so, behind so many tokens, and how many tokens that takes: `= true`, `!= '1'`.
    fn truth_behind(&self, tokens: usize) -> Option<(bool, usize)> {
        let (sign, value) = (self.ahead(tokens), self.ahead(tokens + 1));
        let negated = sign.kind == T::NotEqual;
        let says = negated || sign.kind == T::Equal || (sign.kind == T::Word && self.str(sign) == "is");
        if !says {
            return None;
        }
        if !self.at_hand(value) {
            return None;
        }
        let words = if value.is_text() { self.lexed.content(value).0 } else { self.str(value) };
        let ticked = match words {
            "ticked" | "checked" | "selected" => Some(true),
            words => foreign::truth(&foreign::squeezed(words)),
        };
        Some((ticked? != negated, 2))
    }

    /// A name without what another tool writes behind it.
    fn without_behind<'n>(&self, name: &'n str) -> &'n str {
        match name.rsplit_once('.') {
            Some((before, behind)) if foreign::is_behind_name(&foreign::squeezed(behind)) => before,
            Some(_) | None => name,
        }
    }

    /// `how.NAOK`: takes it, tells it, and reads the question. `None` if it is no such name.
    pub(in crate::read) fn name_with_more(&mut self, token: Token) -> Option<Path> {
        let name: &'l str = self.str(token);
        let short = self.without_behind(name);
        if short.len() == name.len() || self.heard().kind(short).is_none() || self.heard().may_have_own(name) {
            return None;
        }
        self.take();
        let span = self.span(token);
        let told = errors::foreign_word(span, name, format!("write `{short}`: a question is called by its code alone"));
        self.say(told.fix(format!("write `{short}`"), vec![(span, short.to_owned())]));
        Some(Path { span, segments: short.split('.').map(|part| Spanned::new(part.to_owned(), span)).collect() })
    }

    /// `{how.shown}` in a text: tells it, and gives the name alone.
    pub(in crate::read) fn told_of_more<'n>(&mut self, name: &'n str, at: u32) -> Option<&'n str> {
        let short = self.without_behind(name);
        if short.len() == name.len() || self.heard().kind(short).is_none() || self.heard().may_have_own(name) {
            return None;
        }
        let end = at.saturating_add(u32::try_from(name.len()).unwrap_or(0));
        let span = Span::new(self.file_id(), at, end);
        let help = format!("write `{{{short} | …}}`, with the words that stand there if it is not answered");
        self.say(
            errors::foreign_word(span, name, help).fix(format!("write `{short}`"), vec![(span, short.to_owned())]),
        );
        Some(short)
    }

    /// `count-selected(liked)`: told and read.
    pub(in crate::read) fn count_selected(&mut self) -> Option<Expr> {
        let (minus, word, open, name, close) =
            (self.ahead(1), self.ahead(2), self.ahead(3), self.ahead(4), self.ahead(5));
        let said = minus.kind == T::Minus && word.kind == T::Word && self.str(word) == "selected";
        if !said || open.kind != T::LeftParen || name.kind != T::Word || close.kind != T::RightParen {
            return None;
        }
        let question = self.str(name).to_owned();
        let span = self.taken(6);
        self.told_whole.push(span);
        let right = format!("count({question})");
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::said_otherwise(span, raw, &right, vec![(span, right.clone())]));
        let of = Path { span, segments: question.split('.').map(|part| Spanned::new(part.to_owned(), span)).collect() };
        Some(Expr { span, kind: ExprKind::Count { of, filter: None } })
    }

    /// `selected(liked, 'cake')`, where the file has both: told and read. Nothing if something is said of it.
    pub(super) fn selected_call(&mut self) -> Option<Expr> {
        let (open, name, comma, code, close) =
            (self.ahead(1), self.ahead(2), self.ahead(3), self.ahead(4), self.ahead(5));
        let shape = open.kind == T::LeftParen && comma.kind == T::Comma && close.kind == T::RightParen;
        let (question, option) = (self.str(name).to_owned(), self.lexed.content(code).0);
        let option = if code.is_text() { option } else { self.str(code) }.to_owned();
        let several = self.has_option(&question, &option);
        let one =
            self.heard().kind(&question) == Some(QuestionKind::Single) && self.heard().may_have(&question, &option);
        if !shape || !(several || one) || self.truth_behind(6).is_some() {
            return None;
        }
        let span = self.taken(6);
        self.told_whole.push(span);
        let right = if several { format!("{question} includes {option}") } else { format!("{question} is {option}") };
        self.say(
            expression::foreign_call(span, "selected", &format!("write `{right}`"))
                .fix(format!("write `{right}`"), vec![(span, right.clone())]),
        );
        let code = Spanned::new(option, span);
        let predicate = if several { Predicate::Includes(code) } else { Predicate::Is { code, negated: false } };
        let subject = Some(Path { span, segments: vec![Spanned::new(question, span)] });
        Some(Expr { span, kind: ExprKind::Predicate { subject, predicate } })
    }
}
