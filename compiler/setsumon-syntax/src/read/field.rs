//! Reading what stands in `{ }` in a text.

use setsumon_diagnostics::{Span, Spanned, did_you_mean};

use super::Reader;
use crate::ast::{FieldKind, Path};
use crate::errors::texts as errors;

/// A word or sign within the braces, and its first byte.
type Word<'c> = (&'c str, u32);

fn words(inside: &str, start: u32) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, char) in inside.char_indices() {
        let sign = char == '+' || char == '-';
        if sign || char.is_whitespace() {
            if let Some(from) = begun.take() {
                words.push((inside.get(from..at).unwrap_or(""), start + from as u32));
            }
            if sign {
                words.push((if char == '+' { "+" } else { "-" }, start + at as u32));
            }
        } else {
            begun.get_or_insert(at);
        }
    }
    if let Some(from) = begun {
        words.push((inside.get(from..).unwrap_or(""), start + from as u32));
    }
    words
}

fn is_path(word: &str) -> bool {
    let code = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    word.split('.').all(code)
}

impl Reader<'_, '_, '_> {
    /// What the braces ask for; what cannot be read is told.
    pub(super) fn field_kind(&mut self, inside: &str, start: u32, span: Span) -> Option<FieldKind> {
        let (asked, otherwise) = match inside.split_once('|') {
            Some((asked, words)) => (asked, Some(words.trim().to_owned())),
            None => (inside, None),
        };
        let mut words = words(asked, start);
        if let Some((word, at)) = words.first_mut()
            && let Some(short) = self.told_of_more(word, *at)
        {
            *word = short;
        }
        let read = self.asked_for(&words, otherwise.clone());
        if read.is_none() {
            let first = words.first().map_or("", |(word, _)| word);
            let known = ["edition", "as_of", "deadline", "number of", "numbers of", "label of", "last"];
            let meant = did_you_mean(asked.trim(), known).or_else(|| did_you_mean(first, known));
            self.say(errors::unreadable_field(span, inside, meant));
            return None;
        }
        let takes_words = matches!(read, Some(FieldKind::Value { .. }));
        if otherwise.is_some() && !takes_words {
            self.say(errors::needless_words(span));
        }
        read
    }

    fn asked_for(&self, words: &[Word<'_>], otherwise: Option<String>) -> Option<FieldKind> {
        let path = |word: &Word<'_>| self.field_path(*word);
        match words {
            [("edition", _), rest @ ..] => {
                let (offset, rest) = match rest {
                    [("+", _), (amount, _), rest @ ..] => (amount.parse().ok()?, rest),
                    [("-", _), (amount, _), rest @ ..] => (-amount.parse::<i64>().ok()?, rest),
                    rest => (0, rest),
                };
                Some(FieldKind::Edition { offset, era: in_era(rest)? })
            }
            [("as_of", _), rest @ ..] => Some(FieldKind::Calendar { deadline: false, era: in_era(rest)? }),
            [("deadline", _), rest @ ..] => Some(FieldKind::Calendar { deadline: true, era: in_era(rest)? }),
            [("number", _), ("of", _), word] => Some(FieldKind::NumberOf(path(word)?)),
            [("numbers", _), ("of", _), word] => Some(FieldKind::NumbersOf(path(word)?)),
            [("label", _), ("of", _), word] => Some(FieldKind::LabelOf(path(word)?)),
            [("last", _), word] => Some(FieldKind::Value { path: path(word)?, last: true, otherwise }),
            [word] => Some(FieldKind::Value { path: path(word)?, last: false, otherwise }),
            _ => None,
        }
    }

    fn field_path(&self, (word, start): Word<'_>) -> Option<Path> {
        if !is_path(word) {
            return None;
        }
        let file = self.file_id();
        let mut at = start;
        let mut segments = Vec::with_capacity(2);
        for part in word.split('.') {
            let end = at + part.len() as u32;
            segments.push(Spanned::new(part.to_owned(), Span::new(file, at, end)));
            at = end + 1;
        }
        Some(Path { span: Span::new(file, start, start + word.len() as u32), segments })
    }
}

fn in_era(rest: &[Word<'_>]) -> Option<bool> {
    match rest {
        [] => Some(false),
        [("in", _), ("era", _)] => Some(true),
        _ => None,
    }
}
