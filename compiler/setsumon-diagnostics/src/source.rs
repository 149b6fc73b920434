//! The texts a compilation read, by name.

use std::sync::Arc;

use crate::line_index::{LineIndex, Position};
use crate::span::{FileId, Span};

#[derive(Debug, Clone)]
struct Source {
    name: String,
    text: Arc<str>,
    lines: Arc<LineIndex>,
}

/// Every text that was read, so that a [`Span`] can be shown.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<Source>,
}

impl SourceMap {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name people know it by.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let lines = Arc::new(LineIndex::new(&text));
        self.files.push(Source { name: name.into(), text, lines });
        FileId(self.files.len() as u32 - 1)
    }

    /// Gives every file the name it is to be shown under.
    pub fn rename(&mut self, shown: impl Fn(&str) -> String) {
        for source in &mut self.files {
            source.name = shown(&source.name);
        }
    }

    fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// The files, in the order added.
    pub fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The file's name; empty for a file that was never added.
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("", |source| source.name.as_str())
    }

    /// The file's text; empty for a file that was never added.
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).map_or("", |source| &source.text)
    }

    /// The file's text, shared.
    pub fn shared_text(&self, file: FileId) -> Arc<str> {
        self.get(file).map_or_else(|| Arc::from(""), |source| Arc::clone(&source.text))
    }

    /// The line index of the file's text, shared.
    pub fn shared_lines(&self, file: FileId) -> Arc<LineIndex> {
        self.get(file).map_or_else(|| Arc::new(LineIndex::new("")), |source| Arc::clone(&source.lines))
    }

    /// What stands at a place.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column of the beginning of a place.
    pub fn start(&self, span: Span) -> Position {
        self.position(span.file, span.start)
    }

    /// Line and column of the end of a place.
    pub fn end(&self, span: Span) -> Position {
        self.position(span.file, span.end)
    }

    /// The beginning of a place as editors and terminals understand it: `file:line:column`.
    pub fn place(&self, span: Span) -> String {
        let at = self.start(span);
        format!("{}:{}:{}", self.name(span.file), at.line, at.column)
    }

    /// Line and column of a byte.
    pub fn position(&self, file: FileId, offset: u32) -> Position {
        match self.get(file) {
            Some(source) => source.lines.position(&source.text, offset),
            None => Position { line: 1, column: 1, utf16: 0 },
        }
    }

    /// The line index of a file.
    pub fn lines(&self, file: FileId) -> Option<&LineIndex> {
        self.get(file).map(|source| &*source.lines)
    }
}
