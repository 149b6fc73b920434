//! Reading `.survey` files: the shape in pest, the meaning of lines in Rust, mistakes mended and told; and writing them neatly.

pub mod ast;
mod braces;
mod clauses;
mod errors;
mod foreign;
mod format;
mod kept;
mod lex;
pub mod names;
mod places;
mod read;
mod shown;
mod stretches;
mod token;
pub mod words;

pub use format::format;
use setsumon_diagnostics::{Diagnostics, FileId, Span};
pub use shown::first_unshown;
pub use stretches::{FIELD, Stretch, stretches};

/// A file as read, and what was wrong with it.
#[derive(Debug, Clone)]
pub struct Parse {
    /// The tree; what could not be read is left out of it.
    pub file: ast::File,
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

/// Reads a file. Never fails: what is wrong is in the diagnostics.
pub fn parse(file: FileId, text: &str) -> Parse {
    let mut diagnostics = Diagnostics::new();
    let mut lexed = lex::lex(file, text, &mut diagnostics);
    braces::balance(&mut lexed, &mut diagnostics);
    let file = read::read(&lexed, &mut diagnostics);
    kept::guard(text, &mut diagnostics);
    diagnostics.sort();
    Parse { file, diagnostics }
}

/// Reads a file as found on disk, and gives the text that was read: what is no UTF-8 is told, and stands there as `U+FFFD`.
pub fn parse_bytes(file: FileId, bytes: &[u8]) -> (String, Parse) {
    if let Some(text) = of_utf16(bytes) {
        let mut parse = parse(file, &text);
        parse.diagnostics.push(errors::typing::utf16(Span::new(file, 0, 0)));
        parse.diagnostics.sort();
        return (text, parse);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first_broken = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first_broken.get_or_insert(text.len() as u32);
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let mut parse = parse(file, &text);
    if let Some(start) = first_broken {
        // One message for the file: what is in another encoding is so throughout.
        let width = char::REPLACEMENT_CHARACTER.len_utf8() as u32;
        parse.diagnostics.push(errors::typing::not_utf8(Span::new(file, start, start + width)));
        parse.diagnostics.sort();
    }
    (text, parse)
}

/// The text of a file in UTF-16, which says so in its first two bytes.
fn of_utf16(bytes: &[u8]) -> Option<String> {
    let (order, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units = rest.chunks_exact(2).filter_map(|pair| Some(order(pair.try_into().ok()?)));
    Some(char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// Whether two files say the same, wherever their words stand.
pub fn same_meaning(one: &ast::File, other: &ast::File) -> bool {
    without_places(one) == without_places(other)
}

/// The tree written out, the marks of places (`@12..34`) taken out of it, but not what looks like one in the author's own words.
fn without_places(file: &ast::File) -> String {
    let written = format!("{:?}", file.statements);
    let mut kept = String::with_capacity(written.len());
    let mut rest = written.as_str();
    while let Some(at) = rest.find(['@', '"']) {
        let (before, mark) = rest.split_at(at);
        kept.push_str(before);
        let length = if mark.starts_with('"') {
            let quoted = quoted_length(mark);
            kept.push_str(mark.get(..quoted).unwrap_or(mark));
            quoted
        } else {
            mark.find(|char: char| !(char.is_ascii_digit() || char == '@' || char == '.')).unwrap_or(mark.len())
        };
        rest = mark.get(length..).unwrap_or("");
    }
    kept.push_str(rest);
    kept
}

/// How long the quoted words are that something begins with, as `Debug` writes them.
fn quoted_length(written: &str) -> usize {
    let mut escaped = false;
    for (at, char) in written.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    written.len()
}
