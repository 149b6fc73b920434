//! How sentences end.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::FIELD;

use super::texts;
use crate::found::{Place, Said};
use crate::language::is_japanese;
use crate::script::{Part, Script};

/// The ends of sentences that are said to somebody.
const POLITE: &[&str] = &["です", "ます", "ません", "でした", "ました", "ましょう", "ください", "下さい", "でしょう"];

/// Those of sentences that state. What is a wish or a command is neither.
const PLAIN: &[&str] =
    &["である", "であった", "する", "される", "なる", "だった", "ではない", "とした", "なった", "された"];

const STYLE: Said = Said {
    code: Code::JaStyleMixed,
    here: "ends plainly",
    further: "and so does this",
    help: "write all sentences as ～です and ～ます",
    fix: None,
};

/// A sentence in である among those in です.
pub(crate) fn style(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let (mut plain, mut polite) = (Vec::new(), 0);
    for text in texts(script).filter(|text| matches!(text.part, Part::Lead | Part::Prose)) {
        let blank = text.words.blank();
        let mut start = 0;
        for (end, stop) in blank.match_indices('。') {
            let sentence = blank.get(start..end).unwrap_or_default();
            let end_of = |ends: &[&str]| ends.iter().find(|word| sentence.ends_with(**word)).map(|word| word.len());
            // What stands within brackets or quotes has a style of its own.
            let within =
                sentence.matches(['「', '（', '(', '『']).count() > sentence.matches(['」', '）', ')', '』']).count();
            if end_of(POLITE).is_some() {
                polite += 1;
            } else if let Some(length) = end_of(PLAIN).filter(|_| !within) {
                plain.push(Place { words: &text.words, part: end - length..end + stop.len(), instead: None });
            }
            start = end + stop.len();
        }
    }
    if plain.len() < polite {
        let raw = plain.first().map_or("", Place::raw).to_owned();
        found.extend(STYLE.of(script, format!("a sentence ends with `{raw}`, and others with です or ます"), &plain));
    }
}

const PERIOD: Said = Said {
    code: Code::JaPeriodMixed,
    here: "without 。",
    further: "and so is this",
    help: "end every sentence with 。, as most are",
    fix: Some("end it with 。"),
};

/// A sentence without 。 among those with one.
pub(crate) fn period(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let (mut without, mut with) = (Vec::new(), 0);
    for text in texts(script).filter(|text| matches!(text.part, Part::Prose | Part::Hint | Part::Message)) {
        let blank = text.words.blank();
        let end = |words: &str| POLITE.iter().find(|word| words.ends_with(**word)).map(|word| word.len());
        if blank.strip_suffix('。').and_then(end).is_some() {
            with += 1;
        } else if let Some(length) = end(blank).filter(|length| is_sentence(blank, *length)) {
            let part: Range<usize> = blank.len() - length..blank.len();
            let instead = blank.get(part.clone()).map(|word| format!("{word}。"));
            without.push(Place { words: &text.words, part, instead });
        }
    }
    if without.len() <= with {
        found.extend(PERIOD.of(script, "a sentence ends without 。, and others with one".to_owned(), &without));
    }
}

/// Whether there are words before the last one: `です` alone is none.
fn is_sentence(words: &str, end: usize) -> bool {
    let before = words.get(..words.len() - end).and_then(|before| before.chars().next_back());
    before.is_some_and(|sign| is_japanese(sign) || sign == FIELD)
}
