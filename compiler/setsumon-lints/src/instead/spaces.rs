//! Spaces where none belongs.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::language::{is_hiragana, is_japanese};
use crate::script::{Part, Script};

/// A space where it does not belong: what is to stand there, and what is wrong.
type Stray = (Range<usize>, &'static str, &'static str);

/// Two spaces, one at an end, one before a comma, one that nobody sees, one between Japanese letters.
pub(crate) fn stray(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House)) {
        let all = strays(text.words.blank(), text.part != Part::Around);
        let Some((first, _, what)) = all.first() else { continue };
        let told = Diagnostic::new(Code::SpaceStray, text.words.place(first.clone()), *what)
            .help("take it out: it leaves a gap, and no search finds the words on both sides of it");
        let edits: Option<Vec<_>> =
            all.iter().map(|(part, instead, _)| text.words.edit(part.clone(), instead)).collect();
        found.push(match edits {
            Some(edits) => told.fix("take it out", edits),
            None => told,
        });
    }
}

/// The spaces of a text that do not belong, in order.
fn strays(words: &str, at_ends: bool) -> Vec<Stray> {
    let mut found: Vec<Stray> = Vec::new();
    for (at, sign) in words.char_indices().filter(|(_, sign)| is_unseen(*sign)) {
        found.push((at..at + sign.len_utf8(), "", "a sign that nobody sees stands in the text"));
    }
    let mut from = 0;
    while let Some(start) = words.get(from..).and_then(|rest| rest.find([' ', '\u{3000}'])).map(|at| from + at) {
        let inside = words.get(start..).unwrap_or_default();
        let run = inside.len() - inside.trim_start_matches([' ', '\u{3000}']).len();
        from = start + run;
        let spaces = inside.get(..run).unwrap_or_default();
        let before = words.get(..start).and_then(|before| before.chars().next_back());
        let behind = words.get(from..).and_then(|behind| behind.chars().next());
        found.extend(
            match (before, behind) {
                (Some(before), Some(behind)) => between(spaces, before, behind),
                (Some(_), None) | (None, Some(_)) | (None, None) => {
                    at_ends.then_some(("", "a space stands at the beginning or the end of the text"))
                }
            }
            .map(|(instead, what)| (start..from, instead, what)),
        );
    }
    found.sort_by_key(|(part, _, _)| part.start);
    found
}

/// What is wrong with the spaces between two signs.
fn between(spaces: &str, before: char, behind: char) -> Option<(&'static str, &'static str)> {
    let wide = spaces.contains('\u{3000}');
    let japanese = is_japanese(before) && is_japanese(behind);
    if matches!(behind, '?' | ',' | ';') && before.is_alphabetic() {
        Some(("", "a space stands before a sign that belongs to the word"))
    } else if japanese && (is_hiragana(before) || is_hiragana(behind)) && !wide {
        Some(("", "a space stands between Japanese letters"))
    } else if spaces.chars().count() > 1 {
        Some((if wide { "\u{3000}" } else { " " }, "several spaces stand where one does"))
    } else {
        None
    }
}

/// Signs without a width of their own. Those that join letters to one are part of the writing.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}
