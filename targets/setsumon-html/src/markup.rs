//! Texts of the survey as HTML: paragraphs, lists, strong words, links, and answers given before.

use setsumon_core::ids::{Id, VarId};
use setsumon_core::text::{Block, Inline, Text};

use crate::writer::Html;

/// A text as paragraphs and lists, at the end of an element. A paragraph ends with the next block or with that element, so that HTML
/// lets its end tag be left out: a form has hundreds.
pub(crate) fn blocks(html: &mut Html, text: &Text) {
    for block in text.blocks() {
        match block {
            Block::Paragraph(line) => {
                html.raw("<p>");
                inlines(html, line);
            }
            Block::Bullets(lines) => {
                html.raw("<ul>");
                list(html, lines);
                html.raw("</ul>");
            }
            Block::Numbered(lines) => {
                html.raw("<ol>");
                list(html, lines);
                html.raw("</ol>");
            }
        }
    }
}

fn list(html: &mut Html, lines: &[Vec<Inline>]) {
    for line in lines {
        html.raw("<li>");
        inlines(html, line);
    }
}

/// Whether a text is nothing but words, so that no element need hold it together.
pub(crate) fn is_bare(text: &Text) -> bool {
    match text.blocks() {
        [Block::Paragraph(line)] => match line.as_slice() {
            [Inline::Plain(_)] => true,
            []
            | [Inline::Strong(_) | Inline::Link { url: _, words: _ } | Inline::Answer { variable: _, otherwise: _ }] => {
                false
            }
            [_, _, ..] => false,
        },
        [] | [Block::Bullets(_) | Block::Numbered(_)] | [_, _, ..] => false,
    }
}

/// A text within a line: its blocks parted by line breaks.
pub(crate) fn line(html: &mut Html, text: &Text) {
    let mut first = true;
    let mut part = |html: &mut Html, pieces: &[Inline]| {
        if !first {
            html.raw("<br>");
        }
        first = false;
        inlines(html, pieces);
    };
    for block in text.blocks() {
        match block {
            Block::Paragraph(pieces) => part(html, pieces),
            Block::Bullets(lines) | Block::Numbered(lines) => lines.iter().for_each(|pieces| part(html, pieces)),
        }
    }
}

fn inlines(html: &mut Html, pieces: &[Inline]) {
    for piece in pieces {
        match piece {
            Inline::Plain(words) => {
                html.text(words);
            }
            Inline::Strong(inner) => {
                html.raw("<strong>");
                inlines(html, inner);
                html.raw("</strong>");
            }
            Inline::Link { url, words } => {
                html.raw("<a").attr("href", &address(url)).raw(" rel=\"noreferrer\">");
                inlines(html, words);
                html.raw("</a>");
            }
            Inline::Answer { variable, otherwise } => {
                html.raw("<span data-answer=").number(variable.index());
                html.raw(">").text(otherwise).raw("</span>");
            }
        }
    }
}

/// An address as it may stand in `href`: what no address may hold is percent-encoded.
fn address(url: &str) -> String {
    let mut written = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=0x1f | 0x7f..=0xff => {
                written.push_str(&format!("%{byte:02X}"));
            }
            plain => written.push(char::from(plain)),
        }
    }
    written
}

/// A piece of a message that the script puts together: words, or an answer with its words for "not answered".
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// An answer.
    Answer(VarId, &'a str),
}

/// A text as the pieces of a message, without its markup.
pub(crate) fn pieces(text: &Text) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    for block in text.blocks() {
        match block {
            Block::Paragraph(line) => collect(line, &mut found),
            Block::Bullets(lines) | Block::Numbered(lines) => {
                for line in lines {
                    collect(line, &mut found);
                }
            }
        }
    }
    found
}

fn collect<'a>(line: &'a [Inline], found: &mut Vec<Piece<'a>>) {
    for piece in line {
        match piece {
            Inline::Plain(words) => found.push(Piece::Words(words)),
            Inline::Strong(inner) | Inline::Link { url: _, words: inner } => collect(inner, found),
            Inline::Answer { variable, otherwise } => found.push(Piece::Answer(*variable, otherwise)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_escapes_and_loses_what_is_no_address() {
        assert_eq!(address("https://例.jp/a b?c=%20&d"), "https://%E4%BE%8B.jp/a%20b?c=%20&d");
    }
}
