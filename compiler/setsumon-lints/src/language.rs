//! What rules ask of words: whether they are the same, of which writing they are, what is said in them.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;

use crate::words::Words;

/// A label as it is compared: width, capitals, spaces and a final stop make no other of it, signs do.
pub(crate) fn same(words: &str) -> String {
    let plain: String = if words.is_ascii() {
        words.chars().filter(|sign| !sign.is_whitespace()).map(|sign| sign.to_ascii_lowercase()).collect()
    } else {
        let signs = words.nfkc().flat_map(char::to_lowercase).filter(|sign| !sign.is_whitespace());
        signs.map(|sign| if sign == '’' { '\'' } else { sign }).collect()
    };
    plain.trim_end_matches(['.', '。']).to_owned()
}

/// Whether there is kana in it: then it is Japanese.
pub(crate) fn has_kana(words: &str) -> bool {
    words.chars().any(is_kana)
}

/// Whether a sign is kana.
pub(crate) fn is_kana(sign: char) -> bool {
    matches!(sign, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}')
}

/// Whether a sign is hiragana.
pub(crate) fn is_hiragana(sign: char) -> bool {
    matches!(sign, '\u{3041}'..='\u{3096}')
}

/// Whether a sign is of a Japanese text: kana, kanji, signs of full width.
pub(crate) fn is_japanese(sign: char) -> bool {
    is_kana(sign) || matches!(sign, '\u{3005}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Phrases to be looked for, in small letters and signs of half width. A phrase that begins or ends with a letter of ASCII begins or ends
/// a word there.
#[derive(Debug)]
pub(crate) struct Phrases {
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    /// These phrases; of several that begin at one place, the longest counts.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = &'p &'p str>) -> Self {
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases);
        Self { automaton: automaton.ok() }
    }

    /// The first of them in a text, as a part of [`Words::blank`].
    pub(crate) fn first_in(&self, words: &Words) -> Option<Range<usize>> {
        self.first(words.folded()).map(|part| words.unfolded(part))
    }

    /// The first of them in folded words.
    pub(crate) fn first(&self, folded: &str) -> Option<Range<usize>> {
        let found = self.automaton.iter().flat_map(|automaton| automaton.find_iter(folded));
        found.map(|found| found.range()).find(|part| is_whole(folded, part))
    }

    /// Every one of them in words, with its number, wherever a word begins; in words as they are written, capitals count.
    pub(crate) fn all<'w>(&'w self, words: &'w str) -> impl Iterator<Item = (usize, Range<usize>)> {
        let found = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(words));
        found.map(|found| (found.pattern().as_usize(), found.range()))
    }

    /// Whether one of them stands in folded words.
    pub(crate) fn are_in(&self, folded: &str) -> bool {
        self.first(folded).is_some()
    }
}

/// Whether a part begins and ends where a word does.
fn is_whole(folded: &str, part: &Range<usize>) -> bool {
    let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let inside = folded.get(part.clone()).unwrap_or_default();
    let before = folded.get(..part.start).and_then(|before| before.chars().next_back());
    let behind = folded.get(part.end..).and_then(|behind| behind.chars().next());
    !(letter(inside.chars().next()) && letter(before) || letter(inside.chars().next_back()) && letter(behind))
}
