//! What of two texts differs: the pieces that the other text lacks, as a reader would underline them.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Changes that are so few characters apart are one to a reader.
const NEAR: usize = 2;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Its words.
    pub words: String,
    /// Whether the other text lacks them.
    pub marked: bool,
}

impl Run {
    /// A whole text as one piece; none for no words.
    pub(crate) fn whole(words: &str, marked: bool) -> Vec<Self> {
        if words.is_empty() { Vec::new() } else { vec![Self { words: words.to_owned(), marked }] }
    }
}

/// Both texts in pieces. Japanese has no spaces to go by, so it goes character by character; figures and words in Latin
/// letters are taken whole. Where one of them is empty nothing is marked: all of the other is new.
pub(crate) fn marked(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    if old.is_empty() || new.is_empty() {
        return (Run::whole(old, false), Run::whole(new, false));
    }
    let (before, after) = (tokens(old), tokens(new));
    let operations = capture_diff_slices(Algorithm::Myers, &before, &after);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let last = operations.len().saturating_sub(1);
    for (place, operation) in operations.iter().enumerate() {
        let one = before.get(operation.old_range()).unwrap_or_default().concat();
        let other = after.get(operation.new_range()).unwrap_or_default().concat();
        let same = matches!(operation, DiffOp::Equal { .. });
        let between = same && place > 0 && place < last && one.chars().count() <= NEAR && !one.contains('\n');
        push(&mut left, &one, !same || between);
        push(&mut right, &other, !same || between);
    }
    (left, right)
}

/// From so many characters on a text is long, and what of it is the same is not shown in whole.
const LONG: usize = 160;

/// So many characters stay on either side of what changed.
const AROUND: usize = 30;

/// A long text as the part of it that changed, with `…` for what is left out.
pub(crate) fn shortened(runs: Vec<Run>) -> Vec<Run> {
    let whole: usize = runs.iter().map(|run| run.words.chars().count()).sum();
    if whole < LONG || runs.iter().all(|run| !run.marked) {
        return runs;
    }
    let last = runs.len().saturating_sub(1);
    let short = |(place, run): (usize, Run)| {
        let length = run.words.chars().count();
        let (head, tail) = (if place == 0 { 0 } else { AROUND }, if place == last { 0 } else { AROUND });
        if run.marked || length <= head + tail + 1 {
            return run;
        }
        let begin: String = run.words.chars().take(head).collect();
        let end: String = run.words.chars().skip(length - tail).collect();
        Run { words: format!("{begin}…{end}"), marked: false }
    };
    runs.into_iter().enumerate().map(short).collect()
}

/// The words of runs.
pub(crate) fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.words.as_str()).collect()
}

fn push(runs: &mut Vec<Run>, words: &str, marked: bool) {
    match runs.last_mut() {
        Some(last) if last.marked == marked => last.words.push_str(words),
        Some(_) | None => runs.extend(Run::whole(words, marked)),
    }
}

/// A text in figures, words of Latin letters, and single characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let whole = sort(first);
        let length = rest
            .char_indices()
            .find(|(at, character)| *at > 0 && (whole == Sort::Other || sort(*character) != whole))
            .map_or(rest.len(), |(at, _)| at);
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(token);
        rest = after;
    }
    tokens
}

#[derive(PartialEq, Eq)]
enum Sort {
    Figure,
    Letter,
    Other,
}

fn sort(character: char) -> Sort {
    match character {
        '0'..='9' | '０'..='９' => Sort::Figure,
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | '\'' => Sort::Letter,
        _ => Sort::Other,
    }
}

#[cfg(test)]
mod tests {
    fn told(old: &str, new: &str) -> String {
        let (left, right) = super::marked(old, new);
        let side = |runs: Vec<super::Run>| -> String {
            runs.iter().map(|run| if run.marked { format!("[{}]", run.words) } else { run.words.clone() }).collect()
        };
        format!("{} → {}", side(left), side(right))
    }

    #[test]
    fn of_a_long_text_the_part_that_changed_is_shown() {
        let long = "the same words again and again ".repeat(9);
        let (old, new) = (format!("{long}one{long}"), format!("{long}two{long}"));
        let (left, right) = super::marked(&old, &new);
        for (runs, word) in [(left, "one"), (right, "two")] {
            let told = super::words(&super::shortened(runs));
            assert!(told.starts_with('…') && told.ends_with('…') && told.contains(word), "{told}");
            assert!(told.chars().count() < 80, "{told}");
        }
        let (short, _) = super::marked("a day", "a week");
        assert_eq!(super::shortened(short.clone()), short);
    }

    #[test]
    fn what_the_other_lacks_is_marked_and_confetti_is_joined() {
        for (old, new, expected) in [
            ("設問（１）～（３５）は", "設問（１）～（３９）は", "設問（１）～（[３５]）は → 設問（１）～（[３９]）は"),
            ("2023年度", "2024年度", "[2023]年度 → [2024]年度"),
            ("実施する", "実施しない", "実施[する] → 実施[しない]"),
            ("the old words", "the new words", "the [old] words → the [new] words"),
            ("今は甲の乙です", "今は丙の丁です", "今は[甲の乙]です → 今は[丙の丁]です"),
            ("", "新しい", " → 新しい"),
            ("同じ", "同じ。", "同じ → 同じ[。]"),
        ] {
            assert_eq!(told(old, new), expected);
        }
    }
}
