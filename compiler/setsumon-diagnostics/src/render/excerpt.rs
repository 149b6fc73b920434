//! The few lines of a source that are shown for a message. However long a file or a line is, an excerpt of it is short, and is found
//! without reading what stands before it: a file with a mistake on each of its lines, or all in one line, is told as fast as any.

use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::line_index::LineIndex;
use crate::source::SourceMap;
use crate::span::{FileId, Span};

/// More bytes than these are not shown for one place.
const MOST: usize = 2_000;

/// So many bytes of a longer line are shown, and so many of them stand before the place.
const WINDOW: usize = 240;
const BEFORE: usize = 80;

/// A source as miette asks for it.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: Arc<str>,
    lines: Arc<LineIndex>,
}

impl Excerpt {
    pub(super) fn of(file: FileId, sources: &SourceMap) -> Self {
        Self { name: sources.name(file).to_owned(), text: sources.shared_text(file), lines: sources.shared_lines(file) }
    }

    /// The part of a place that can be shown: all of it, if it is not too long.
    pub(super) fn shown(&self, place: Span) -> (usize, usize) {
        let (start, end) = (place.start as usize, (place.end as usize).max(place.start as usize));
        if self.block(start, end, 0).is_some() {
            return (start, end - start);
        }
        let window = self.window(start);
        (start, end.min(window.1).saturating_sub(start))
    }

    /// Where the lines around a place begin and end, unless they are too long.
    fn block(&self, start: usize, end: usize, around: u32) -> Option<(usize, usize)> {
        let first = self.lines.line(offset(start)).saturating_sub(around);
        let last = self.lines.line(offset(end)) + around;
        let from = self.lines.start_of(first)? as usize;
        let to = self.lines.start_of(last + 1).map_or(self.text.len(), |next| next as usize);
        (to.saturating_sub(from) <= MOST).then_some((from, to))
    }

    /// The part of a long line around a place.
    fn window(&self, start: usize) -> (usize, usize) {
        let line = self.lines.line(offset(start));
        let begin = self.lines.start_of(line).unwrap_or(0) as usize;
        let end = self.lines.start_of(line + 1).map_or(self.text.len(), |next| next as usize - 1);
        let from = self.boundary(start.saturating_sub(BEFORE).max(begin));
        (from, self.boundary((from + WINDOW).min(end)).max(start.min(self.text.len())))
    }

    /// The nearest place before in which a character begins.
    fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let around = offset(before.max(after));
        let block = self.block(start, end, around).or_else(|| self.block(start, end, 0));
        let (from, to) = match block {
            Some(block) => block,
            None => Some(self.window(start)).filter(|(_, to)| end <= *to).ok_or(MietteError::OutOfBounds)?,
        };
        let data = self.text.as_bytes().get(from..to).ok_or(MietteError::OutOfBounds)?;
        // The header tells where the place itself begins; the drawing, in which line the excerpt does.
        let at = if before == 0 && after == 0 { start } else { from };
        let position = self.lines.position(&self.text, offset(at));
        let (line, column) = (position.line as usize - 1, position.column as usize - 1);
        let count = data.iter().filter(|byte| **byte == b'\n').count();
        let shown = SourceSpan::new(from.into(), to - from);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, shown, line, column, count)))
    }
}
