//! Signs that are wrong or right by where they stand, and slips that are told once for a whole file however often they are made.

use std::collections::BTreeMap;

use setsumon_diagnostics::Span;

use super::Reader;
use crate::errors::{foreign, typing};
use crate::token::{T, Token};

/// Slips of one habit, each with all its places.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    separators: BTreeMap<String, Vec<(Span, String)>>,
    option_words: BTreeMap<String, OptionWord>,
}

#[derive(Debug)]
struct OptionWord {
    first: Span,
    right: String,
    out: Vec<Span>,
}

impl Reader<'_, '_, '_> {
    /// Takes the sign at hand if it is of a kind, and tells if it was typed as another.
    pub(super) fn take_sign(&mut self, kind: T) -> Option<Token> {
        let token = self.take_if(kind)?;
        self.tell_sign(token);
        Some(token)
    }

    /// Tells that a sign was typed as another, where the lexer left that to its reader.
    pub(super) fn tell_sign(&mut self, token: Token) {
        let raw = self.lexed.slice(token.start, token.end);
        if token.mended == 0 || typing::meant_where_it_stands(raw).is_none() {
            return;
        }
        let (span, right) = (self.span(token), self.str(token));
        self.say(match raw.is_ascii() {
            true => typing::foreign_sign(span, raw, right),
            false => typing::full_width(span, raw, right),
        });
    }

    /// Takes a comma or semicolon between statements.
    pub(super) fn separator(&mut self) {
        let token = self.take();
        let raw = self.lexed.slice(token.start, token.end).to_owned();
        let next = self.peek();
        let instead = if next.start == token.end && next.kind != T::End { " " } else { "" };
        let edit = (self.span(token), instead.to_owned());
        self.repeated.separators.entry(raw).or_default().push(edit);
    }

    /// Takes a word like `option` before the code of one.
    pub(super) fn option_word(&mut self) {
        let token = self.take();
        let (code, label) = (self.peek(), self.ahead(1));
        let raw = self.lexed.slice(token.start, token.end).to_owned();
        let first = self.span(token);
        let right = format!("{} {}", self.str(code), self.lexed.slice(label.start, label.end));
        let out = Span::new(self.file_id(), token.start, code.start);
        self.repeated.option_words.entry(raw).or_insert(OptionWord { first, right, out: Vec::new() }).out.push(out);
    }

    /// Tells what was gathered.
    pub(super) fn tell_repeated(&mut self) {
        let Repeated { separators, option_words } = std::mem::take(&mut self.repeated);
        for (raw, edits) in separators {
            self.out.extend(foreign::separators(&raw, edits));
        }
        for (raw, word) in option_words {
            self.say(foreign::option_words(&raw, word.first, &word.right, word.out));
        }
    }
}
