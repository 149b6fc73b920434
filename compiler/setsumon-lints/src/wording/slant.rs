//! Questions that are hard to answer honestly: those that tell the answer, and those with two negations.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};

use super::outside;
use crate::language::Phrases;
use crate::script::{Part, Script};

/// What tells the reader what to think.
static LEADING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "wouldn't you",
        "wouldn’t you",
        "isn't it",
        "isn’t it",
        "don't you agree",
        "don’t you agree",
        "don't you think",
        "don’t you think",
        "would you not agree",
        "surely",
        "obviously",
        "as you know",
        "as we all know",
        "as everyone knows",
        "as everybody knows",
        "most people think",
        "most people agree",
        "most people believe",
        "と思いませんか",
        "ではないでしょうか",
        "ご存じのとおり",
        "ご存知のとおり",
        "ご存じの通り",
        "ご存知の通り",
        "もちろん",
        "言うまでもなく",
    ])
});

/// “Wouldn’t you agree …?”, と思いませんか.
pub(crate) fn leading(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| matches!(text.part, Part::Label | Part::Lead)) {
        let Some(part) = LEADING.first_in(&text.words) else { continue };
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::Leading, text.words.place(part), format!("`{raw}` tells the answer that is wanted"))
                .here("leads the reader")
                .help("ask without it, and offer both sides, as “Is it too small, too large, or right?”"),
        );
    }
}

/// Words that deny by themselves.
static DENY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "without",
        "unless",
        "fail",
        "fails",
        "failed",
        "refuse",
        "refuses",
        "refused",
        "avoid",
        "avoids",
        "avoided",
        "prevent",
        "prevents",
        "prevented",
        "unhappy",
        "unlikely",
        "unnecessary",
        "unable",
        "uncommon",
        "unusual",
        "unimportant",
        "unsatisfied",
        "unwilling",
        "unfair",
        "unsafe",
        "dissatisfied",
        "disagree",
        "dislike",
        "disapprove",
        "impossible",
        "inadequate",
    ])
});

/// Two negations in Japanese.
static TWICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "なくはない",
        "なくはありません",
        "なくもない",
        "なくもありません",
        "ないことはない",
        "ないことはありません",
        "ないわけではない",
        "ないわけではありません",
        "ざるを得ない",
        "ざるを得ません",
        "ざるをえない",
    ])
});

/// The words that deny stand so close behind the first, in bytes.
const CLOSE: usize = 40;

/// “Do you not dislike …?”, 反対でないことはないですか.
pub(crate) fn double_negation(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| matches!(text.part, Part::Label | Part::Lead)) {
        let folded = text.words.folded();
        let Some(part) = english(folded).or_else(|| TWICE.first(folded)).or_else(|| against(folded)) else { continue };
        found.push(
            Diagnostic::new(
                Code::DoubleNegation,
                text.words.place(text.words.unfolded(part)),
                "two negations stand in one question",
            )
            .here("no, or not no?")
            .help("ask for what is, as “Do you like it?”: with two negations, yes and no are mistaken for one another"),
        );
    }
}

fn english(folded: &str) -> Option<Range<usize>> {
    let words = outside(folded);
    let negations = ["not ", "n't ", "n’t ", "never "].into_iter().flat_map(|word| words.match_indices(word));
    let mut found: Vec<Range<usize>> = negations
        .filter_map(|(at, word)| {
            let before = words.get(..at)?.chars().next_back();
            let begins = word.starts_with("n'")
                || word.starts_with("n’")
                || before.is_none_or(|sign| !sign.is_alphanumeric())
                || words.get(..at)?.ends_with("can");
            let behind = words.get(at + word.len()..)?;
            let clause = behind
                .find([',', ';', '.', ':', '?', '!', '\n'])
                .map_or(behind, |end| behind.get(..end).unwrap_or(behind));
            let part = DENY.first(clause).filter(|part| part.start <= CLOSE && begins)?;
            Some(at..at + word.len() + part.end)
        })
        .collect();
    found.sort_by_key(|part| part.start);
    found.into_iter().next()
}

/// Being against that something is not.
fn against(folded: &str) -> Option<Range<usize>> {
    let end = folded.find("に反対")?;
    let before = folded.get(..end)?;
    let clause = before.rfind(['、', '。', '\n']).map_or(0, |at| at + 1);
    let start = before.rfind("ない").filter(|at| *at > clause && end - at <= CLOSE)?;
    Some(start..end + "に反対".len())
}
