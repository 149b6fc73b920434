//! A `"` in the middle of a text: the words between were meant as one with what stands on both sides.

use super::Lexer;
use crate::errors::foreign as errors;
use crate::token::{T, Token};

impl Lexer<'_, '_> {
    /// Makes one text of those that a `"` in their middle has parted, and tells it.
    pub(super) fn join_quotes(&mut self) {
        let mut at = 0;
        let mut told = Vec::new();
        let mut kept = Vec::with_capacity(self.lexed.tokens.len());
        while let Some(token) = self.lexed.tokens.get(at).copied() {
            let Some(last) = self.end_of_parted(at) else {
                kept.push(token);
                at += 1;
                continue;
            };
            let parts: Vec<Token> = self.lexed.tokens.get(at..=last).map(<[Token]>::to_vec).unwrap_or_default();
            if let Some((joined, one)) = self.joined(&parts) {
                kept.push(joined);
                told.push(one);
            }
            at = last + 1;
        }
        self.lexed.tokens = kept;
        if told.is_empty() {
            return;
        }
        // What its signs would mean outside of a text is no mistake of their own.
        self.out.drop_within_any(told.iter().map(setsumon_diagnostics::Diagnostic::span).collect());
        self.out.extend(told);
    }

    /// Up to which token a text goes on that begins here and is parted by quotes.
    fn end_of_parted(&self, at: usize) -> Option<usize> {
        let tokens = &self.lexed.tokens;
        let plain = |token: &Token| token.kind == T::Text && token.mended == 0;
        tokens.get(at).filter(|first| plain(first))?;
        if let Some(last) = self.end_of_doubled(at) {
            return Some(last);
        }
        let mut last = at;
        while let Some(next) = self.next_part(last) {
            last = next;
        }
        (last > at).then_some(last)
    }

    /// Up to which token a text goes on whose inner quotes are doubled, as tables of values have them: `"He said ""yes"""`.
    fn end_of_doubled(&self, at: usize) -> Option<usize> {
        let tokens = self.lexed.tokens.get(at..)?;
        let close = |(one, next): &(&Token, &Token)| {
            next.kind == T::Text && next.mended == 0 && !next.fresh && one.end == next.start
        };
        let count = tokens.iter().zip(tokens.iter().skip(1)).take_while(close).count();
        (count >= 2 && count.is_multiple_of(2)).then_some(at + count)
    }

    /// The text that goes on one that ends at a token, if the words between stand close to both.
    fn next_part(&self, at: usize) -> Option<usize> {
        let tokens = &self.lexed.tokens;
        let first = tokens.get(at)?;
        let begin = tokens.get(at + 1)?;
        if begin.start != first.end || begin.fresh {
            return None;
        }
        let inner = tokens.get(at + 1..)?;
        let count = inner.iter().take_while(|token| !token.fresh && self.is_inner(token)).count();
        let next = inner.get(count).filter(|token| token.kind == T::Text && token.mended == 0 && !token.fresh)?;
        let before = inner.get(..count)?.last()?;
        if before.end != next.start {
            return None;
        }
        // `foot"On foot"bike"By bike"` is two options without a blank.
        let codes = inner.get(..count)?.iter().all(|token| {
            token.kind == T::Word
                && self
                    .lexed
                    .str(*token)
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        });
        let (left, right) = (self.lexed.content(*first).0, self.lexed.content(*next).0);
        let opens = left.ends_with([' ', '(', '[', '（', '「']);
        let closes = right.is_empty() || right.starts_with([' ', ')', ']', '.', ',', '）', '」', '、', '。']);
        (!codes || opens || closes).then_some(at + 1 + count)
    }

    fn is_inner(&self, token: &Token) -> bool {
        !matches!(token.kind, T::Text | T::Block | T::Open | T::Close | T::End)
    }

    /// One text of all its parts, and what is told of it.
    fn joined(&mut self, parts: &[Token]) -> Option<(Token, setsumon_diagnostics::Diagnostic)> {
        let (first, last) = (parts.first()?, parts.last()?);
        let mut edits = Vec::new();
        let mut words = String::new();
        let mut inner = "";
        let texts = parts.iter().filter(|token| token.kind == T::Text).copied().collect::<Vec<_>>();
        for (number, token) in texts.iter().enumerate() {
            // Other languages write `\"` for a quote inside; the sign before it is no part of the words.
            let (content, signs) = without_escape(self.lexed.content(*token).0);
            let signs = if number + 1 < texts.len() { signs } else { 0 };
            words.push_str(if signs > 0 { content } else { self.lexed.content(*token).0 });
            if let Some(next) = texts.get(number + 1) {
                if token.end == next.start {
                    let sign = if number.is_multiple_of(2) { "“" } else { "”" };
                    inner = if inner.is_empty() { self.lexed.content(*next).0 } else { inner };
                    words.push_str(sign);
                    edits.push((self.span(token.end - 1 - signs, next.start + 1), sign.to_owned()));
                    continue;
                }
                let (between, escape) = without_escape(self.lexed.slice(token.end, next.start));
                inner = if inner.is_empty() { between } else { inner };
                words.push('“');
                words.push_str(between);
                words.push('”');
                edits.push((self.span(token.end - 1 - signs, token.end), "“".to_owned()));
                edits.push((self.span(next.start - escape, next.start + 1), "”".to_owned()));
            }
        }
        let span = self.span(first.start, last.end);
        let told = errors::quotes_within(span, inner, edits);
        self.lexed.mended.push(words);
        let mended = self.lexed.mended.len() as u32;
        Some((Token { end: last.end, mended, ..*first }, told))
    }
}

/// Words without the `\` that stands before the quote behind them, and how many signs that is.
fn without_escape(words: &str) -> (&str, u32) {
    words.strip_suffix('\\').map_or((words, 0), |plain| (plain, 1))
}
