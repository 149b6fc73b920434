//! Texts of the model as texts of the sheet.

use setsumon_core::text::{Block, Inline as CoreInline, Text as CoreText};

use crate::sheet::{Inline, Para, Text};

/// Prose: every block of its own.
pub(super) fn prose(text: &CoreText) -> Vec<Para> {
    text.blocks
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
    for block in &text.blocks {
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
    line.iter()
        .map(|inline| match inline {
            CoreInline::Plain(plain) => Inline::Plain(plain.clone()),
            CoreInline::Strong(inner) => Inline::Strong { strong: line_of(inner) },
            CoreInline::Link { url, words } => Inline::Link { link: url.clone(), text: line_of(words) },
            // Paper knows no answers: the words that stand for one that is missing.
            CoreInline::Answer { variable: _, otherwise } => Inline::Plain(otherwise.clone()),
        })
        .collect()
}
