//! Words for degrees: of agreement, satisfaction, likelihood, ease; on which side they are.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What is held in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Agree, disagree.
    Agreement,
    /// Think so, do not think so.
    Thinking,
    /// Satisfied, dissatisfied.
    Satisfaction,
    /// Likely, unlikely.
    Likelihood,
    /// Easy, difficult.
    Ease,
}

/// On which side a degree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Degree {
    /// Agrees, is satisfied.
    For,
    /// Neither the one nor the other, or a part of it.
    Between,
    /// Disagrees, is dissatisfied.
    Against,
}

/// The words of a family: those against before those in favour, which may be a part of them.
const WORDS: [(Family, &[&str], &[&str]); 5] = [
    (
        Family::Agreement,
        &[
            "disagree",
            "do not agree",
            "don't agree",
            "not agree",
            "反対",
            "同意しない",
            "同意できない",
            "賛成しない",
            "賛成できない",
        ],
        &["agree", "賛成", "同意する", "同意できる"],
    ),
    (Family::Thinking, &["そう思わない", "そうは思わない", "そう思いません"], &["そう思う", "そう思います"]),
    (
        Family::Satisfaction,
        &[
            "dissatisfied",
            "unsatisfied",
            "not satisfied",
            "not at all satisfied",
            "不満",
            "満足していない",
            "満足でない",
            "満足しない",
        ],
        &["satisfied", "満足"],
    ),
    (Family::Likelihood, &["unlikely", "not likely", "not at all likely"], &["likely"]),
    (
        Family::Ease,
        &[
            "difficult",
            "hard",
            "not easy",
            "not at all easy",
            "難しい",
            "むずかしい",
            "困難",
            "簡単ではない",
            "簡単でない",
            "容易でない",
            "容易ではない",
        ],
        &["easy", "簡単", "やさしい", "易しい", "容易"],
    ),
];

/// Words that make of a degree one that is neither.
const BETWEEN: &[&str] = &[
    "neither",
    " nor ",
    "neutral",
    "undecided",
    "in part",
    "partly",
    "partially",
    "to some extent",
    "どちらとも",
    "どちらでも",
    "ふつう",
    "普通",
    "一部",
];

/// All of these words, to be looked for at once.
static ANY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(_, against, pro)| against.iter().chain(*pro));
    AhoCorasick::new(words.chain(BETWEEN)).ok()
});

/// Which degree of what a label in folded words is; none of what is none. A word for the middle is of every family.
pub(super) fn degree(folded: &str) -> Option<(Option<Family>, Degree)> {
    if !ANY.as_ref().is_some_and(|any| any.is_match(folded)) {
        return None;
    }
    let words = folded.replace('’', "'");
    let found = WORDS.iter().find_map(|(family, against, pro)| {
        let is = |words_of: &[&str]| words_of.iter().any(|word| words.contains(word));
        if is(against) {
            Some((*family, Degree::Against))
        } else if is(pro) {
            Some((*family, Degree::For))
        } else {
            None
        }
    });
    let between = BETWEEN.iter().any(|word| words.contains(word));
    // An option that says more than its degree is an answer of its own.
    let short = words.chars().count() <= if words.is_ascii() { 40 } else { 20 };
    match found {
        Some((family, _)) if between && short => Some((Some(family), Degree::Between)),
        Some((family, degree)) if short => Some((Some(family), degree)),
        None if between && short => Some((None, Degree::Between)),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Degree, degree};

    #[test]
    fn degrees_are_told_apart() {
        for (label, wanted) in [
            ("strongly agree", Degree::For),
            ("somewhat disagree", Degree::Against),
            ("neither agree nor disagree", Degree::Between),
            ("i agree in part", Degree::Between),
            ("i do not agree", Degree::Against),
            ("very satisfied", Degree::For),
            ("not at all satisfied", Degree::Against),
            ("やや不満", Degree::Against),
            ("やや満足していない", Degree::Against),
            ("まあ満足", Degree::For),
            ("どちらともいえない", Degree::Between),
            ("very unlikely", Degree::Against),
            ("quite easy", Degree::For),
            ("あまりそう思わない", Degree::Against),
        ] {
            assert_eq!(degree(label).map(|(_, degree)| degree), Some(wanted), "{label}");
        }
        for label in ["excellent", "poor", "よい", "coffee", "患者の同意があれば、参加施設すべてで連携する方式"]
        {
            assert_eq!(degree(label), None, "{label}");
        }
    }
}
