//! Texts of the model as texts of the sheet.

use setsumon_core::text::{Block, Inline as CoreInline, Text as CoreText};

use crate::sheet::{Inline, Para, Text};

/// Longer words of Latin letters get places to break, one every so many letters.
const LONGEST_WORD: usize = 24;
const BREAK_EVERY: usize = 8;

/// Prose: every block of its own.
pub(super) fn prose(text: &CoreText) -> Vec<Para> {
    text.blocks()
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => Para::Paragraph { p: line_of(line) },
            Block::Bullets(items) => Para::List { list: lines_of(items), ordered: false },
            Block::Numbered(items) => Para::List { list: lines_of(items), ordered: true },
        })
        .collect()
}

/// A label: one run, blocks parted by a new line.
pub(super) fn label(text: &CoreText) -> Text {
    let mut run = Vec::new();
    for block in text.blocks() {
        let lines: &[Vec<CoreInline>] = match block {
            Block::Paragraph(line) => std::slice::from_ref(line),
            Block::Bullets(items) | Block::Numbered(items) => items,
        };
        for line in lines {
            if !run.is_empty() {
                run.push(Inline::Break { line_break: true });
            }
            run.extend(line_of(line));
        }
    }
    run
}

/// A label that may be missing.
pub(super) fn optional(text: Option<&CoreText>) -> Text {
    text.map(label).unwrap_or_default()
}

/// Prose that may be missing.
pub(super) fn optional_prose(text: Option<&CoreText>) -> Vec<Para> {
    text.map(prose).unwrap_or_default()
}

/// Plain words as a run.
pub(super) fn words(words: impl Into<String>) -> Text {
    vec![Inline::Plain(words.into())]
}

/// One paragraph of a run.
pub(super) fn paragraph(run: Text) -> Vec<Para> {
    vec![Para::Paragraph { p: run }]
}

/// One paragraph of a run with weight: a caption.
pub(super) fn caption(run: Text) -> Vec<Para> {
    paragraph(vec![Inline::Strong { strong: run }])
}

fn lines_of(items: &[Vec<CoreInline>]) -> Vec<Text> {
    items.iter().map(|line| line_of(line)).collect()
}

fn line_of(line: &[CoreInline]) -> Text {
    let mut run = Vec::new();
    for inline in line {
        match inline {
            CoreInline::Plain(plain) => run.extend(breakable(plain)),
            CoreInline::Strong(inner) => run.push(Inline::Strong { strong: line_of(inner) }),
            CoreInline::Link { url, words } => run.push(Inline::Link { link: url.clone(), text: line_of(words) }),
            // Paper knows no answers: the words that stand for one that is missing.
            CoreInline::Answer { variable: _, otherwise } => run.extend(breakable(otherwise)),
        }
    }
    run
}

/// Words, with places to break in those that are too long for a narrow cell: they would run over its border.
fn breakable(words: &str) -> Text {
    let mut run = Vec::new();
    let mut piece = String::new();
    for part in words.split_inclusive(|c: char| !c.is_ascii_graphic()) {
        if part.chars().count() <= LONGEST_WORD {
            piece.push_str(part);
            continue;
        }
        for (index, c) in part.chars().enumerate() {
            if index > 0 && index % BREAK_EVERY == 0 {
                run.push(Inline::Plain(std::mem::take(&mut piece)));
                run.push(Inline::Soft { soft_break: true });
            }
            piece.push(c);
        }
    }
    if !piece.is_empty() {
        run.push(Inline::Plain(piece));
    }
    run
}

#[cfg(test)]
mod tests {
    use super::{Inline, breakable};

    #[test]
    fn only_long_words_may_break() {
        assert_eq!(breakable("医療DXと http://a.jp/"), [Inline::Plain("医療DXと http://a.jp/".to_owned())]);
        let long = "a".repeat(30);
        let pieces = breakable(&long);
        assert_eq!(pieces.len(), 7, "{pieces:?}");
    }
}
