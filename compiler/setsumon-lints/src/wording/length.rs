//! Sentences and questions that are read twice.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};

use super::outside;
use crate::language::has_kana;
use crate::script::{Part, Script};

/// The most characters and commas of a Japanese sentence, brackets and quotes apart, and the most words of another.
const LONGEST: (usize, usize, usize) = (120, 4, 40);

/// So many bytes hold no long sentence: neither five commas nor forty words.
const SHORT: usize = 30;

/// A sentence too long to be held in mind.
pub(crate) fn sentence(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in &script.texts {
        match text.part {
            Part::Label | Part::Lead | Part::Hint | Part::Instruction | Part::Prose | Part::Message => {}
            Part::Title | Part::Option | Part::Around | Part::House | Part::Aside => continue,
        }
        // Nothing that is short holds a long sentence.
        if text.words.blank().len() <= SHORT {
            continue;
        }
        let words = outside(text.words.blank());
        let japanese = has_kana(&words);
        let long = sentences(&words, japanese).into_iter().find_map(|part| {
            let sentence = words.get(part.clone())?;
            let how = if japanese {
                let signs = sentence.chars().filter(|sign| *sign != ' ').count();
                let commas = sentence.matches('、').count();
                if signs > LONGEST.0 {
                    format!("{signs} characters")
                } else if commas > LONGEST.1 {
                    format!("{commas} commas")
                } else {
                    return None;
                }
            } else {
                let count = sentence.split_whitespace().count();
                (count > LONGEST.2).then(|| format!("{count} words"))?
            };
            Some((part, how))
        });
        let Some((part, how)) = long else { continue };
        found.push(
            Diagnostic::new(Code::SentenceTooLong, text.words.place(part), format!("a sentence of {how}"))
                .here("read twice")
                .help("cut it in two, or write what is enumerated as a list"),
        );
    }
}

/// The sentences of a text, those of its lists apart.
fn sentences(words: &str, japanese: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line = 0;
    for raw in words.split_inclusive('\n') {
        let item =
            raw.starts_with("- ") || raw.trim_start_matches(|sign: char| sign.is_ascii_digit()).starts_with(". ");
        let mut start = 0;
        let stops = raw.char_indices().filter(|(at, sign)| match sign {
            '。' | '？' | '！' | '\n' => true,
            // A stop ends a sentence before a space: `1.5` and an address go on.
            '.' | '?' | '!' => {
                !japanese && raw.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
            }
            _ => false,
        });
        let ends = stops.map(|(at, sign)| at + sign.len_utf8()).chain([raw.len()]);
        for end in ends.filter(|_| !item) {
            if start < end {
                found.push(line + start..line + end);
            }
            start = end;
        }
        line += raw.len();
    }
    found
}

/// The most characters of a question in Japanese, and the most words of another.
const MOST: (usize, usize) = (200, 75);

/// Many words before a blank.
pub(crate) fn question(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let texts = [question.lead, question.label];
        let bytes: usize =
            texts.into_iter().filter_map(|text| script.words(text)).map(|words| words.blank().len()).sum();
        if bytes <= MOST.1 {
            continue;
        }
        let all: Vec<&str> =
            texts.into_iter().filter_map(|text| script.words(text)).map(|words| words.blank()).collect();
        let signs: usize = all.iter().map(|words| words.chars().count()).sum();
        let words: usize = all.iter().map(|words| words.split_whitespace().count()).sum();
        let how = if all.iter().any(|words| has_kana(words)) {
            (signs > MOST.0).then(|| format!("{signs} characters"))
        } else {
            (words > MOST.1).then(|| format!("{words} words"))
        };
        let Some(how) = how else { continue };
        found.push(
            Diagnostic::new(Code::QuestionTooLong, script.name(question), format!("{how} stand before the blank"))
                .here("asked here")
                .help("put what explains it into a `note` above, and leave the question itself"),
        );
    }
}
