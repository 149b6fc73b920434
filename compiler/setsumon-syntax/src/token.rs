//! The tokens of a file: what the shape grammar saw, made small.

use setsumon_diagnostics::{FileId, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum T {
    /// A word, a code or a dotted path.
    Word,
    /// Digits, perhaps with a decimal part.
    Number,
    /// `2025-01-31` or `2025-01`.
    Date,
    /// `"…"`.
    Text,
    /// `"""…"""`.
    Block,
    /// `@new`.
    Marker,
    /// `{`
    Open,
    /// `}`; of no width where it is missing and was put in by the reader.
    Close,
    /// `(`
    LeftParen,
    /// `)`
    RightParen,
    /// `[`
    LeftBracket,
    /// `]`
    RightBracket,
    /// `,`
    Comma,
    /// `..`
    Range,
    /// `=`, or `==`, which has been reported.
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Star,
    /// `/`
    Slash,
    /// A sign that means nothing by itself; it has been reported.
    Strange,
    /// The end of the file.
    End,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: T,
    /// Whether it is the first on its line.
    pub(crate) fresh: bool,
    /// The first byte.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    /// Which entry of [`Lexed::mended`] tells its text, from 1; 0 where the file's own text does.
    pub(crate) mended: u32,
}

impl Token {
    /// Whether it is a string.
    pub(crate) fn is_text(self) -> bool {
        self.kind == T::Text || self.kind == T::Block
    }
}

/// A comment and its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comment {
    /// The first byte, that of the first `/`.
    pub(crate) start: u32,
    /// The byte after the last, without the line end.
    pub(crate) end: u32,
}

/// A file as tokens.
#[derive(Debug)]
pub(crate) struct Lexed<'t> {
    /// The file.
    pub(crate) file: FileId,
    /// Its text.
    pub(crate) text: &'t str,
    /// The tokens, the last being [`T::End`].
    pub(crate) tokens: Vec<Token>,
    /// The comments, in order.
    pub(crate) comments: Vec<Comment>,
    /// The texts of tokens that were typed otherwise than they are read.
    pub(crate) mended: Vec<String>,
}

impl<'t> Lexed<'t> {
    /// Where a token stands.
    pub(crate) fn span(&self, token: Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }

    /// What stands between two bytes.
    pub(crate) fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// A token's text, as it is read.
    pub(crate) fn str(&self, token: Token) -> &str {
        match token.mended.checked_sub(1).and_then(|index| self.mended.get(index as usize)) {
            Some(mended) => mended,
            None => self.slice(token.start, token.end),
        }
    }

    /// What stands between the quotes of a string, and at which byte that begins.
    pub(crate) fn content(&self, token: Token) -> (&str, u32) {
        let raw = self.slice(token.start, token.end);
        let width = if token.kind == T::Block { 3 } else { raw.chars().next().map_or(0, char::len_utf8) };
        let start = token.start + width as u32;
        if token.mended > 0 {
            return (self.str(token), start);
        }
        let end = (token.end as usize).saturating_sub(width).max(start as usize);
        (self.text.get(start as usize..end).unwrap_or(""), start)
    }
}
