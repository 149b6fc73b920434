//! Reading texts: pieces between braces, and lines of long texts joined as they are to be read.

use setsumon_diagnostics::Span;

use super::Reader;
use crate::ast::{Field, FieldKind, Path, Piece, Text};
use crate::errors::{foreign as brought, texts as errors};
use crate::token::{T, Token};

/// Pieces as they are gathered: words go together until a field comes between.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    words: String,
}

impl Pieces {
    fn field(&mut self, field: Field) {
        self.flush();
        self.push(Piece::Field(field));
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.push(Piece::Plain(words));
        }
    }

    fn push(&mut self, piece: Piece) {
        // Nearly every text is one piece, and a vector that is let alone makes room for four.
        if self.done.is_empty() {
            self.done.reserve_exact(1);
        }
        self.done.push(piece);
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.done.is_empty()
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }
}

/// Whether no blank belongs between this character and a neighbour of its kind.
fn is_japanese(char: char) -> bool {
    matches!(char,
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{203B}' | '\u{2460}'..='\u{24FF}'
        | '\u{25A0}'..='\u{25FF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a line begins an item of a list, and so is not joined to the one before.
fn begins_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|char: char| char.is_ascii_digit());
    line.starts_with("- ") || (digits.len() < line.len() && digits.starts_with(". "))
}

impl Reader<'_, '_, '_> {
    /// Takes the string at hand.
    pub(super) fn text(&mut self) -> Text {
        let token = self.take();
        let span = self.span(token);
        let (content, start) = self.lexed.content(token);
        // What had to be put together was told as a whole. It stands nowhere as it is read here, so nothing in it has a place.
        if self.lexed.slice(start, start + content.len() as u32) != content {
            return Text { span, pieces: vec![Piece::Plain(content.to_owned())] };
        }
        if let Some((at, sign)) = crate::shown::first_unshown(content) {
            self.say(errors::unshown(self.place(start + at as u32, sign.len_utf8() as u32), sign));
        }
        self.for_a_browser(content, start);
        let pieces = match token.kind == T::Block {
            true => self.block_pieces(content, start),
            false => {
                let mut pieces = Pieces::default();
                self.pieces(content, start, &mut pieces);
                pieces.finish()
            }
        };
        Text { span, pieces }
    }

    /// The string at hand, if there is one and the statement goes on with it.
    pub(super) fn text_here(&mut self) -> Option<Text> {
        (self.peek().is_text() && self.goes_on()).then(|| self.text())
    }

    fn block_pieces(&mut self, content: &str, start: u32) -> Vec<Piece> {
        let mut pieces = Pieces::default();
        let mut at = start;
        let mut paragraph_ended = false;
        for raw in content.split_inclusive('\n') {
            let line = raw.trim();
            let line_start = at + (raw.len() - raw.trim_start().len()) as u32;
            at += raw.len() as u32;
            if line.is_empty() {
                paragraph_ended = true;
                continue;
            }
            if !pieces.is_empty() {
                pieces.words.push_str(joint_between(pieces.words.chars().next_back(), line, paragraph_ended));
            }
            paragraph_ended = false;
            self.pieces(line, line_start, &mut pieces);
        }
        pieces.finish()
    }

    /// Takes a stretch of one line apart.
    fn pieces(&mut self, content: &str, start: u32, pieces: &mut Pieces) {
        let mut rest = content;
        let mut at = start;
        while let Some(brace) = rest.find(['{', '}']) {
            let (words, found) = rest.split_at(brace);
            pieces.words.push_str(words);
            at += brace as u32;
            let taken = if let Some(after) = found.strip_prefix("{{") {
                pieces.words.push('{');
                (after, 2)
            } else if let Some(after) = found.strip_prefix("}}") {
                pieces.words.push('}');
                (after, 2)
            } else if let Some(after) = found.strip_prefix('}') {
                self.say(errors::stray_closing(self.place(at, 1)));
                pieces.words.push('}');
                (after, 1)
            } else {
                self.opened(found, at, pieces)
            };
            rest = taken.0;
            at += taken.1;
        }
        pieces.words.push_str(rest);
    }

    /// A `{` and what follows. Returns what stands behind it and how many bytes it took.
    fn opened<'c>(&mut self, found: &'c str, at: u32, pieces: &mut Pieces) -> (&'c str, u32) {
        let after = found.get(1..).unwrap_or("");
        match after.find(['{', '}']).map(|end| after.split_at(end)) {
            Some((inside, rest)) if rest.starts_with('}') => {
                let length = inside.len() as u32 + 2;
                let span = self.place(at, length);
                if pieces.words.ends_with('$') {
                    self.say(brought::dollar_field(self.place(at - 1, length + 1), &format!("${{{inside}}}"), inside));
                    pieces.words.pop();
                    pieces.words.push_str(inside);
                } else if let Some(kind) = self.field_kind(inside, at + 1, span) {
                    pieces.field(Field { span, kind });
                } else {
                    // Kept as words, so that the sentence stays whole for whatever else looks at it.
                    pieces.words.push_str(inside);
                }
                (rest.get(1..).unwrap_or(""), length)
            }
            Some(_) | None => {
                self.say(errors::unclosed_field(self.place(at, 1)));
                pieces.words.push('{');
                (after, 1)
            }
        }
    }

    fn place(&self, start: u32, length: u32) -> Span {
        Span::new(self.file_id(), start, start + length)
    }

    /// A text without any field, as the name of a file must be; a field in it is told.
    pub(super) fn plain_text(&mut self, token: Token) -> Text {
        debug_assert!(token.is_text());
        let text = self.text();
        for piece in &text.pieces {
            if let Piece::Field(field) = piece {
                self.out.push(errors::field_not_allowed(field.span));
            }
        }
        text
    }
}

/// What goes between two lines: `before` is the last sign of the first, none where something is filled in there.
pub(crate) fn joint_between(before: Option<char>, line: &str, paragraph_ended: bool) -> &'static str {
    match (paragraph_ended, begins_item(line)) {
        (true, _) => return "\n\n",
        (false, true) => return "\n",
        (false, false) => {}
    }
    let after_field = before.is_none() || line.starts_with('{');
    let (before, next) = (before.is_some_and(is_japanese), line.chars().next().is_some_and(is_japanese));
    // A field takes the side of its neighbour: `{edition}` and 年度 go together, as the author wrote them.
    let together = if after_field { before || next } else { before && next };
    if together { "" } else { " " }
}

impl Text {
    /// The words of a text that has no field.
    pub fn plain(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Plain(words)] => Some(words),
            [_, ..] => None,
        }
    }

    /// The paths that are read in it: of answers and of what is named.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Plain(_) => None,
            Piece::Field(field) => match &field.kind {
                FieldKind::Edition { offset: _, era: _ } | FieldKind::Calendar { deadline: _, era: _ } => None,
                FieldKind::NumberOf(path) | FieldKind::NumbersOf(path) | FieldKind::LabelOf(path) => Some(path),
                FieldKind::Value { path, last: _, otherwise: _ } => Some(path),
            },
        })
    }
}
