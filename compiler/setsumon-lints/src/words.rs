//! The words of a text as its author wrote them, what is filled in blanked, with the way back into the file.

use std::ops::Range;

use setsumon_diagnostics::{SourceMap, Span};
use setsumon_syntax::ast::{Piece, Text};
use setsumon_syntax::{FIELD, Stretch, stretches};

use crate::language::{has_kana, same};

/// The words of a text.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The whole text in its file, quotes included.
    pub(crate) span: Span,
    /// As it is written, with [`FIELD`] for each thing that is filled in.
    blank: String,
    /// The same, each sign of full width as that of ASCII, capitals as small letters.
    folded: String,
    /// As it is compared with others.
    normal: String,
    /// Whether there is kana in it.
    kana: bool,
    /// Where in `blank` each stretch begins; in the same order as they are written. None of a text that stands in a list's file.
    stretches: Vec<(usize, Stretch)>,
}

impl Words {
    /// Those of a text of the tree.
    pub(crate) fn of(text: &Text, sources: &SourceMap) -> Self {
        let filled: String = text
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(words) => words.clone(),
                Piece::Field(_) => FIELD.to_string(),
            })
            .collect();
        let mut blank = String::with_capacity(filled.len());
        let mut found = Vec::new();
        for stretch in stretches(sources.slice(text.span)) {
            let at = blank.len();
            blank.push_str(&stretch.words);
            found.push((at, stretch));
        }
        // Words that a block is given stand elsewhere; an option of a list's file stands at the name of that file.
        if blank != filled && !blank.contains(FIELD) {
            (blank, found) = (filled, Vec::new());
        }
        let folded = blank.chars().map(folded).collect();
        let normal = same(&blank);
        let kana = !blank.is_ascii() && has_kana(&blank);
        Self { span: text.span, blank, folded, normal, kana, stretches: found }
    }

    /// As they are written, what is filled in as [`FIELD`].
    pub(crate) fn blank(&self) -> &str {
        &self.blank
    }

    /// The same, each sign of full width as that of ASCII, capitals of ASCII as small letters: to look for words in.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether it is Japanese: there is kana in it.
    pub(crate) fn is_japanese(&self) -> bool {
        self.kana
    }

    /// As it is compared with others: width, capitals, spaces and a final stop make no other of it, signs do.
    pub(crate) fn normal(&self) -> &str {
        &self.normal
    }

    /// The same, of what is filled in too: for telling whether two read the same.
    pub(crate) fn read(&self, sources: &SourceMap) -> String {
        if self.blank.contains(FIELD) { same(self.written(sources)) } else { self.normal.clone() }
    }

    /// As it stands in its file, what is filled in by its name.
    pub(crate) fn written<'s>(&'s self, sources: &'s SourceMap) -> &'s str {
        if self.stretches.is_empty() { &self.blank } else { sources.slice(self.span).trim_matches('"') }
    }

    /// As a message quotes it: not all of what is long.
    pub(crate) fn shown(&self) -> String {
        shown(&self.blank)
    }

    /// Where in [`Self::blank`] a part of [`Self::folded`] lies.
    pub(crate) fn unfolded(&self, part: Range<usize>) -> Range<usize> {
        if self.blank.len() == self.folded.len() {
            return part;
        }
        let position = |at: usize| {
            let count = self.folded.get(..at).map_or(0, |before| before.chars().count());
            self.blank.char_indices().nth(count).map_or(self.blank.len(), |(at, _)| at)
        };
        position(part.start)..position(part.end)
    }

    /// Where a part of [`Self::blank`] is written; the whole text where its place is not known.
    pub(crate) fn place(&self, part: Range<usize>) -> Span {
        let place = || {
            let start = self.byte(part.start, false)?;
            let end = if part.is_empty() { start } else { self.byte(part.end, true)? };
            Some(Span::new(self.span.file, self.span.start + start, self.span.start + end))
        };
        place().unwrap_or(self.span)
    }

    /// The byte of the file, from the text's beginning, at which a part begins or ends.
    fn byte(&self, at: usize, is_end: bool) -> Option<u32> {
        let before = |(start, _): &(usize, Stretch)| if is_end { *start < at } else { *start <= at };
        let (start, stretch) = self.stretches.get(self.stretches.partition_point(before).checked_sub(1)?)?;
        let within = u32::try_from(at.checked_sub(*start)?).ok()?;
        let verbatim = stretch.is_verbatim().then_some(stretch.start + within);
        Some(verbatim.unwrap_or(if is_end { stretch.end } else { stretch.start }).min(stretch.end))
    }

    /// What is to be written for a part of [`Self::blank`], as an edit of the file. None where the part is not written in one piece.
    pub(crate) fn edit(&self, part: Range<usize>, instead: &str) -> Option<(Span, String)> {
        let (start, stretch) =
            self.stretches.get(self.stretches.partition_point(|(start, _)| *start <= part.start).checked_sub(1)?)?;
        let whole = stretch.is_verbatim() && part.end <= start + stretch.words.len();
        whole.then(|| (self.place(part), instead.to_owned()))
    }

    /// Whether the text stands in a file of the survey, and not in a table of options.
    pub(crate) fn is_written(&self) -> bool {
        !self.stretches.is_empty() || self.blank.is_empty()
    }
}

/// Words as a message quotes them: what is filled in as `{…}`, lines as one, not all of what is long.
pub(crate) fn shown(words: &str) -> String {
    const MOST: usize = 40;
    let line: String = words.chars().map(|sign| if sign == '\n' { ' ' } else { sign }).collect();
    let mut short: String = line.chars().take(MOST).collect();
    if line.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short.replace(FIELD, "{…}")
}

/// A sign as it is looked for.
fn folded(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(sign) - 0xFEE0).map_or(sign, |narrow| narrow.to_ascii_lowercase())
        }
        '\u{3000}' => ' ',
        _ => sign.to_ascii_lowercase(),
    }
}
