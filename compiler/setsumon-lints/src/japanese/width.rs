//! Figures and letters of one width, and signs that only look like others.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};
use unicode_normalization::UnicodeNormalization;

use super::{shown, texts};
use crate::found::{Place, Said};
use crate::language::{has_kana, is_hiragana};
use crate::script::Script;

const WIDTH: Said = Said {
    code: Code::JaWidthMixed,
    here: "of full width",
    further: "and so is this",
    help: "write figures and letters in one width, best in half: so they are read by machines too",
    fix: Some("write them in half width"),
};

/// `9時から１７時`.
pub(crate) fn mixed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let blank = text.words.blank();
        // An address has its own letters.
        if blank.contains("://") || blank.contains('@') {
            continue;
        }
        let mut places: Vec<Place<'_>> = Vec::new();
        for of_kind in [is_figure, is_letter] {
            let runs = runs(blank, of_kind);
            let (wide, narrow): (Vec<_>, Vec<_>) =
                runs.into_iter().partition(|part| !blank.get(part.clone()).is_some_and(str::is_ascii));
            let one = |part: &Range<usize>| blank.get(part.clone()).is_some_and(|run| run.chars().count() == 1);
            // Single figures of full width among longer ones of half width are a style of their own: `５時から17時`.
            let styled = wide.iter().all(one) && !narrow.iter().any(one);
            if narrow.is_empty() || styled {
                continue;
            }
            places.extend(wide.into_iter().map(|part| {
                let instead = blank.get(part.clone()).map(|run| run.nfkc().collect());
                Place { words: &text.words, part, instead }
            }));
        }
        places.sort_by_key(|place| place.part.start);
        found.extend(WIDTH.of(script, "figures or letters of both widths stand in one text".to_owned(), &places));
    }
}

fn is_figure(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, '０'..='９')
}

fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// The runs of a kind of signs, without those that fill a bracket: `（１）` is a number of something.
fn runs(words: &str, of_kind: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = words.get(at..).and_then(|rest| rest.find(of_kind)).map(|start| at + start) {
        let rest = words.get(start..).unwrap_or_default();
        // Narrow and wide ones, one behind the other, are two runs.
        let ascii = rest.starts_with(|sign: char| sign.is_ascii());
        let length = rest.find(|sign: char| !of_kind(sign) || sign.is_ascii() != ascii).unwrap_or(rest.len());
        at = start + length;
        let before = words.get(..start).and_then(|before| before.chars().next_back());
        let behind = words.get(at..).and_then(|behind| behind.chars().next());
        if !(matches!(before, Some('（' | '(')) && matches!(behind, Some('）' | ')'))) {
            found.push(start..at);
        }
    }
    found
}

const ALIKE: Said = Said {
    code: Code::JaLookAlike,
    here: "looks like another",
    further: "and so does this",
    help: "write the usual sign: a search does not find the word otherwise, and not every font has it",
    fix: Some("write the usual sign"),
};

/// `ﾒｰｶｰ`, `コ−ヒ−`, loose marks of sound, signs from tables of radicals.
pub(crate) fn look_alike(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in shown(script).filter(|text| !text.words.blank().is_ascii()) {
        let blank = text.words.blank();
        let mut places: Vec<Place<'_>> = Vec::new();
        let mut before = None;
        let mut signs = blank.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let behind = signs.peek().map(|(_, sign)| *sign);
            let start = if is_mark(sign) { at - before.map_or(0, char::len_utf8) } else { at };
            let part = start..at + sign.len_utf8();
            if let Some(instead) = usual(before, sign, behind) {
                match places.last_mut() {
                    // What stands together is one.
                    Some(last) if last.part.end == part.start && is_half(sign) => {
                        last.part.end = part.end;
                        let raw = blank.get(last.part.clone()).unwrap_or_default();
                        last.instead = Some(raw.nfkc().collect());
                    }
                    Some(_) | None => places.push(Place { words: &text.words, part, instead: Some(instead) }),
                }
            }
            before = Some(sign);
        }
        let Some(first) = places.first() else { continue };
        let instead = first.instead.as_deref().unwrap_or_default();
        let message = format!("`{}` is not `{instead}`, which it looks like", first.raw());
        found.extend(ALIKE.of(script, message, &places));
    }
}

/// What a sign is to be, if it is one that only looks so.
fn usual(before: Option<char>, sign: char, behind: Option<char>) -> Option<String> {
    let kana = |sign: Option<char>| sign.is_some_and(is_katakana);
    match sign {
        _ if is_half(sign) => Some(sign.to_string().nfkc().collect()),
        '゛' | '゜' | '\u{3099}' | '\u{309A}' => {
            let combining = if matches!(sign, '゛' | '\u{3099}') { '\u{3099}' } else { '\u{309A}' };
            let joined: String = [before?, combining].into_iter().nfc().collect();
            (joined.chars().count() == 1).then_some(joined)
        }
        '\u{2E80}'..='\u{2FDF}' => {
            let plain: String = sign.to_string().nfkc().collect();
            (!plain.starts_with(sign)).then_some(plain)
        }
        '−' if kana(before) && !behind.is_some_and(|behind| behind.is_ascii_digit()) => Some("ー".to_owned()),
        '–' if kana(before) && (kana(behind) || behind.is_none()) => Some("ー".to_owned()),
        '一' if kana(before) && kana(behind) => Some("ー".to_owned()),
        _ => None,
    }
}

/// Katakana and punctuation of half width.
fn is_half(sign: char) -> bool {
    matches!(sign, '\u{FF61}'..='\u{FF9F}')
}

/// A mark of sound without its letter.
fn is_mark(sign: char) -> bool {
    matches!(sign, '゛' | '゜' | '\u{3099}' | '\u{309A}')
}

/// Whether a sign is katakana.
fn is_katakana(sign: char) -> bool {
    has_kana(sign.encode_utf8(&mut [0; 4])) && !is_hiragana(sign)
}
