//! What is pasted or typed as if for a reader and not for a compiler: options with bullets, `1.` or `a)`, figures behind the word for a
//! scale, JSON. Each is told once, however many lines or signs it has.

use setsumon_diagnostics::Spanned;

use super::super::codes::is_well_formed;
use super::Before;
use super::listing::BULLETS;
use super::typed::is_choice;
use crate::ast::{Clause, ClauseKind, Statement};
use crate::errors::{foreign as errors, head};
use crate::foreign::{self, Begins, Behind, Said};
use crate::places::Place;
use crate::read::Reader;
use crate::token::{T, Token};
use crate::words;

impl Reader<'_, '_, '_> {
    /// What a word of another tool means where a code and a label follow it, or do not.
    pub(super) fn with_its_label(&self, meant: Begins, word: &str, tokens: usize) -> Option<Begins> {
        let (code, label) = (self.ahead(tokens), self.ahead(tokens + 1));
        let labelled = self.is_code(code) && !code.fresh && label.is_text() && !label.fresh;
        // `M` is a kind of LimeSurvey's only where they do.
        if word.len() == 1 && !labelled {
            return None;
        }
        let figures = || labelled && !self.opens_on_its_line() && self.figures_at_hand(tokens + 2).is_some();
        // `likert agree "…" 1-5` has figures, and no statements to stand in rows.
        let scale = matches!(meant, Begins::With("grid", Behind::OfSingle)) && figures();
        Some(if scale { Begins::With("scale", Behind::Points) } else { meant })
    }

    /// A line that begins with no word of the language, nor of another: what its signs would mean is no mistake of their own.
    pub(in crate::read) fn unknown_line(&mut self, token: Token, place: Place) -> Option<Statement> {
        let word = self.str(token);
        let sign = usize::from(!self.ahead(1).fresh && self.ahead(1).kind == T::Strange);
        let next = self.ahead(1 + sign);
        let (kind, label) = (next, self.ahead(2 + sign));
        let on_line = !kind.fresh && !label.fresh && kind.kind == T::Word && label.is_text();
        let behind = on_line && words::question_kind(self.str(kind)).is_some();
        if self.foreign_kind_behind(token, sign) {
            // Told.
        } else if behind {
            let span = self.span(token).to(self.span(kind));
            // A code that cannot be one is for its author to choose.
            let code = if is_well_formed(word, false) { Some(word.to_owned()) } else { self.heard().better(word) };
            let right = format!("{} {}", self.str(kind), code.as_deref().unwrap_or("name"));
            let edits = code.map(|_| vec![(span, right.clone())]);
            self.say(head::code_before_kind(span, word, &right, edits));
        } else if !self.told_behind_colon(token) {
            let label = (next.is_text() && !next.fresh).then(|| self.lexed.slice(next.start, next.end));
            self.say(head::unknown_kind(self.span(token), word, label, place));
        }
        let start = token.start;
        self.taken(if behind { 2 + sign } else { 1 });
        self.skip_line(|reader, token| reader.begins_statement(token));
        self.told_whole.push(self.since(start));
        if self.peek().kind == T::Open && !self.peek().fresh {
            self.skip_braces();
        }
        None
    }

    /// `name: string(20) "Name"`: the code before the word of another language for a kind. Returns whether it was that, and tells it.
    fn foreign_kind_behind(&mut self, token: Token, sign: usize) -> bool {
        let word = self.ahead(1 + sign);
        let Some(Said::Kind(keyword)) =
            (word.kind == T::Word && !word.fresh).then(|| foreign::said(self.str(word))).flatten()
        else {
            return false;
        };
        // Without a sign a letter alone is no word for a kind.
        if sign == 0 && self.str(word).chars().count() < 3 {
            return false;
        }
        let (figures, sure, tokens) = self.figures_behind(2 + sign, keyword).unwrap_or((String::new(), true, 0));
        let label = self.ahead(2 + sign + tokens);
        if words::question_kind(self.str(word)).is_some() && figures.is_empty() || !label.is_text() || label.fresh {
            return false;
        }
        let span = self.span(token).to(self.span(label));
        let code = if is_well_formed(self.str(token), false) { Some(self.str(token).to_owned()) } else { None };
        let code = code.or_else(|| self.heard().better(self.str(token)));
        let words = self.lexed.slice(label.start, label.end);
        let right = format!("{keyword} {} {words}{figures}", code.as_deref().unwrap_or("name"));
        let raw = self.lexed.slice(span.start, span.end);
        let needs_more = matches!(keyword, "single" | "multi" | "rank" | "scale" | "decimal") && figures.is_empty();
        let edits = (code.is_some() && sure && !needs_more).then(|| vec![(span, right.clone())]);
        self.say(errors::other_shape(span, raw, &right, edits));
        true
    }

    /// How many tokens at the beginning of a line are a bullet, a number or a letter before an option: `-`, `1.`, `a)`, `[ ]`, `□`.
    pub(super) fn list_mark(&self) -> Option<usize> {
        let (first, second, third) = (self.peek(), self.ahead(1), self.ahead(2));
        if !first.fresh {
            return None;
        }
        let stop = |token: Token| token.kind == T::Strange && matches!(self.str(token), "." | "．");
        let close = |token: Token| token.kind == T::RightParen || stop(token);
        let raw = self.str(first);
        let numbered = first.kind == T::Number || (first.kind == T::Word && raw.chars().count() == 1);
        let circled = |char: char| ('①'..='⑳').contains(&char);
        let tokens = match first.kind {
            T::Minus | T::Star | T::Plus if !second.fresh => 1,
            T::Strange if raw.starts_with(BULLETS) || raw.starts_with(circled) => 1,
            T::Word | T::Number if numbered && close(second) && second.start == first.end => 2,
            // `ア はい`
            T::Word if raw.starts_with(|char| ('ア'..='ン').contains(&char)) && raw.chars().count() == 1 => 1,
            T::LeftParen if third.kind == T::RightParen && !third.fresh => 3,
            T::LeftBracket if second.kind == T::RightBracket && !second.fresh => 2,
            T::LeftBracket if third.kind == T::RightBracket && !third.fresh => 3,
            T::Word
            | T::Number
            | T::Date
            | T::Text
            | T::Block
            | T::Marker
            | T::Open
            | T::Close
            | T::Minus
            | T::Star
            | T::Plus
            | T::LeftParen
            | T::RightParen
            | T::LeftBracket
            | T::RightBracket
            | T::Comma
            | T::Range
            | T::Equal
            | T::NotEqual
            | T::Less
            | T::LessOrEqual
            | T::Greater
            | T::GreaterOrEqual
            | T::Slash
            | T::Strange
            | T::End => return None,
        };
        let behind = self.ahead(tokens);
        (!behind.fresh && !matches!(behind.kind, T::End | T::Open | T::Close)).then_some(tokens)
    }

    /// Tells that a statement has no `{ }`; options on the lines behind it are what it was to hold.
    pub(in crate::read) fn body_missing(&mut self, statement: &mut Statement, place: Place) {
        if is_choice(statement.kind) && self.typed_below(statement, place) {
            return;
        }
        let word = words::keyword(statement.kind).unwrap_or("this");
        self.say(head::missing_body(statement.kind_span, word, statement.kind));
    }

    /// Whether a `{` begins what is pasted from another tool's file: `{ "type": …`.
    pub(in crate::read) fn json_at_hand(&self, open: Token) -> bool {
        let (key, colon) = (self.ahead(1), self.ahead(2));
        open.kind == T::Open && key.is_text() && self.lexed.slice(colon.start, colon.end) == ":"
    }

    /// Takes what is pasted, and tells it. Returns whether something was.
    pub(in crate::read) fn pasted_json(&mut self, open: Token) -> bool {
        if !self.json_at_hand(open) {
            return false;
        }
        let key = self.ahead(1);
        let raw = format!("{{ {}:", self.lexed.slice(key.start, key.end));
        self.skip_braces();
        if self.peek().kind == T::Comma {
            self.take();
        }
        let whole = self.since(open.start);
        self.told_whole.push(whole);
        self.say(errors::pasted_json(self.span(open).to(self.span(key)), &raw));
        true
    }

    /// The figures behind the word of another tool for a scale: `slider q "…" 0 100`, `1-5`, `(1-5)`, `5`, `min 0 max 10`.
    pub(super) fn figures_at_hand(&self, from: usize) -> Option<(usize, Token, Token)> {
        let number = |at: usize| Some(self.ahead(at)).filter(|token| token.kind == T::Number && !token.fresh);
        let is = |at: usize, word: &str| self.ahead(at).kind == T::Word && self.str(self.ahead(at)) == word;
        if is(from, "min") && is(from + 2, "max") && !self.ahead(from).fresh {
            return Some((4, number(from + 1)?, number(from + 3)?));
        }
        let bracket = usize::from(self.ahead(from).kind == T::LeftParen && !self.ahead(from).fresh);
        let low = number(from + bracket)?;
        let next = self.ahead(from + bracket + 1);
        let joined = matches!(next.kind, T::Minus | T::Range | T::Comma) || is(from + bracket + 1, "to");
        let behind = from + bracket + 1 + usize::from(joined);
        let high = number(behind);
        let taken = behind - from + usize::from(high.is_some());
        let closed = usize::from(bracket > 0 && self.ahead(from + taken).kind == T::RightParen);
        match high {
            Some(high) => Some((taken + closed, low, high)),
            None if joined => None,
            None => Some((taken + closed, low, low)),
        }
    }

    /// Reads such figures as the points of a scale, and keeps how they are to be written.
    pub(in crate::read) fn figures_of_scale(&mut self, statement: &mut Statement, before: Option<&Before>) {
        let Some(Before::Foreign { meant, tokens: _, allowed: _ }) = before else { return };
        if !meant.is_scale() {
            return;
        }
        let Some((tokens, low, high)) = self.figures_at_hand(0) else { return };
        let alone = low.start == high.start;
        let value = |token: Token| self.str(token).parse::<i64>().ok();
        let (Some(from), Some(to)) = (if alone { Some(1) } else { value(low) }, value(high)) else { return };
        let (low, high) = (self.span(low), self.span(high));
        let span = self.taken(tokens);
        let kind = ClauseKind::Points { from: Spanned::new(from, low), to: Spanned::new(to, high) };
        statement.clauses.push(Clause { span, kind });
        let right = format!("{from} to {to}");
        let raw = self.lexed.slice(span.start, span.end);
        self.told_whole.push(span);
        self.habits.points = (raw != right).then_some((span, right));
    }
}
