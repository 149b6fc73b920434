//! What was left in a text by mistake.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::FIELD;

use crate::found::{Place, Said};
use crate::language::Phrases;
use crate::script::{Part, Script, Written};
use crate::words::Words;

/// The texts that respondents read.
fn shown<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House))
}

/// Notes of an author to himself, as they are written.
static NOTES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "TODO",
        "FIXME",
        "TBD",
        "DEPRECATED",
        "LEGACY",
        "Lorem ipsum",
        "lorem ipsum",
        "==>",
        "●●",
        "（要確認",
        "【要確認",
        "要確認】",
    ])
});

/// What a label is called before it has its words.
const NAMES: &[&str] = &["question", "option", "label", "section", "選択肢", "設問", "質問", "ラベル"];

/// A word that was to be replaced, “Question 4”, 選択肢2.
pub(crate) fn placeholder(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in shown(script) {
        let normal = text.words.normal();
        let named = matches!(text.part, Part::Label | Part::Option | Part::Title)
            && NAMES.iter().any(|name| {
                normal
                    .strip_prefix(name)
                    .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|sign| sign.is_ascii_digit()))
            });
        let whole = 0..text.words.blank().len();
        let Some(part) = NOTES.first(text.words.blank()).or_else(|| named.then_some(whole)) else { continue };
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::PlaceholderLeft, text.words.place(part), format!("`{raw}` is shown to respondents"))
                .here("left here")
                .help("write the words that are meant; what only its authors read is a comment, `// …`"),
        );
    }
}

/// How a question begins that asks what something is.
const ASKS: &[&str] = &["how", "what", "which", "when", "where", "who", "why"];

/// How one begins that is answered with yes or no, and what stands in one behind the words above.
const VERBS: &[&str] =
    &["do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "can", "could", "would", "will", "should"];

/// What such a verb is said of.
const SUBJECTS: &[&str] = &[
    "you", "your", "the", "they", "we", "there", "this", "these", "that", "any", "anyone", "anybody", "all", "people",
    "children", "he", "she", "it", "i",
];

/// Of whom something is said, where the verb stands behind.
const PERSONS: &[&str] = &["you", "we", "they", "i", "he", "she", "it", "there", "that"];

/// What begins the name of a thing, of which the rest is said.
const OWNED: &[&str] = &["the", "your", "our", "my", "his", "her", "their", "a", "an"];

const MARK: Said = Said {
    code: Code::QuestionMarkMissing,
    here: "without a mark",
    further: "and this",
    help: "end a question with `?`: so it is heard as one when it is read aloud",
    fix: Some("end it with `?`"),
};

/// “How many seats are there” without its mark.
pub(crate) fn mark(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    if !script.is_english() {
        return;
    }
    for text in script.texts.iter().filter(|text| text.part == Part::Label) {
        let blank = text.words.blank();
        if blank.contains(['?', ':', ',', ';', '\n', '…']) || !asks(text.words.folded()) {
            continue;
        }
        let Some((start, last)) = blank.char_indices().next_back() else { continue };
        let instead = if last == '.' { "?".to_owned() } else { format!("{last}?") };
        let place = Place { words: &text.words, part: start..blank.len(), instead: Some(instead) };
        found.extend(MARK.of(script, "a question ends without its mark".to_owned(), &[place]));
    }
}

fn asks(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
    let (Some(first), Some(second)) = (words.first(), words.get(1)) else { return false };
    if words.len() < 4 {
        return false;
    }
    if VERBS.contains(first) {
        return SUBJECTS.contains(second) && *second != "it";
    }
    // “What you like” and “how the room is” are no questions, “what do you like” is one.
    if !ASKS.contains(first) || OWNED.contains(second) {
        return false;
    }
    let turned = words.windows(2).skip(1).take(4).find_map(|pair| match pair {
        [before, word] if VERBS.contains(word) => Some(!PERSONS.contains(before)),
        _ => None,
    });
    VERBS.contains(second) || !PERSONS.contains(second) && turned.unwrap_or(false)
}

/// Words that may stand twice.
const TWICE: &[&str] =
    &["had", "that", "very", "is", "so", "no", "yes", "bye", "ha", "many", "long", "more", "far", "really"];

const WORD: Said = Said {
    code: Code::WordTwice,
    here: "once more",
    further: "and this",
    help: "take one of the two out",
    fix: Some("take it out"),
};

/// “Number of of seats”, 席をを.
pub(crate) fn word_twice(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in shown(script) {
        let blank = text.words.blank();
        let part = if text.words.is_japanese() {
            ["をを", "がが"].into_iter().find_map(|word| blank.find(word)).map(|at| {
                let length = 'を'.len_utf8();
                at + length..at + 2 * length
            })
        } else if script.is_english() {
            repeated(blank)
        } else {
            None
        };
        let Some(part) = part else { continue };
        let raw = blank.get(part.clone()).unwrap_or_default().trim().to_owned();
        let place = Place { words: &text.words, part, instead: Some(String::new()) };
        found.extend(WORD.of(script, format!("`{raw}` stands twice"), &[place]));
    }
}

/// The second of two words that are the same, with the space before.
fn repeated(words: &str) -> Option<Range<usize>> {
    let mut before: Option<(usize, &str)> = None;
    let mut at = 0;
    for word in words.split([' ', '\n']) {
        let twice = before.is_some_and(|(_, first)| first.eq_ignore_ascii_case(word));
        // `Pago Pago` is a name.
        let small = word.chars().next().is_some_and(|sign| sign.is_ascii_lowercase());
        let letters = word.chars().all(|sign| sign.is_ascii_alphabetic());
        if twice && small && letters && !TWICE.contains(&word) {
            return before.map(|(end, _)| end..at + word.len());
        }
        before = Some((at + word.len(), word));
        at += word.len() + 1;
    }
    None
}

/// Brackets that open and those that close them.
const PAIRS: &[(char, &[char])] =
    &[('（', &['）', ')']), ('(', &[')', '）']), ('「', &['」']), ('『', &['』']), ('【', &['】']), ('“', &['”'])];

/// All of them.
const BRACKETS: &[char] = &['（', '）', '(', ')', '「', '」', '『', '』', '【', '】', '“', '”'];

/// A bracket that is not closed, or was not opened.
pub(crate) fn brackets(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    // Other languages quote otherwise with the same signs.
    let quotes = matches!(script.locale, "en" | "ja");
    for text in shown(script).filter(|text| text.part != Part::Around) {
        let Some(at) = unmatched(&text.words, quotes) else { continue };
        let sign = text.words.blank().get(at..).and_then(|rest| rest.chars().next());
        let Some(sign) = sign else { continue };
        let opens = PAIRS.iter().any(|(open, _)| *open == sign);
        let (message, here) = if opens {
            (format!("`{sign}` is not closed"), "opened here")
        } else {
            (format!("`{sign}` closes nothing"), "closed here")
        };
        found.push(
            Diagnostic::new(Code::BracketsUnmatched, text.words.place(at..at + sign.len_utf8()), message)
                .here(here)
                .help("write the other one too, or leave this out"),
        );
    }
}

fn unmatched(words: &Words, quotes: bool) -> Option<usize> {
    let blank = words.blank();
    // `[0, 1)` is an interval.
    if blank.contains('[') || !blank.contains(BRACKETS) {
        return None;
    }
    let mut open: Vec<(usize, &[char])> = Vec::new();
    for (at, sign) in blank.char_indices() {
        if !quotes && matches!(sign, '“' | '”') {
            continue;
        }
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == sign) {
            open.push((at, closing));
        } else if PAIRS.iter().any(|(_, closing)| closing.contains(&sign)) {
            match open.last() {
                Some((_, closing)) if closing.contains(&sign) => {
                    open.pop();
                }
                Some((first, _)) => return Some(*first),
                None if is_list_sign(blank.get(..at)?) => {}
                None => return Some(at),
            }
        }
    }
    open.first().map(|(at, _)| *at)
}

/// Whether words end with the sign of a list’s item, `a)`, `12)`, or with half of a face, `:)`.
fn is_list_sign(before: &str) -> bool {
    let begin = before.rfind([' ', '\u{3000}', '\n', '、', '。', FIELD]);
    let last = begin
        .and_then(|at| before.get(at..))
        .map_or(before, |last| last.trim_start_matches([' ', '\u{3000}', '\n', '、', '。']));
    (1..=2).contains(&last.chars().count())
}
