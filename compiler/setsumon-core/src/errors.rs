//! Everything the checker says: one constructor for each thing, so that the wording of all messages can be read in one place.

use std::cell::Cell;

pub(crate) mod choices;
pub(crate) mod editions;
pub(crate) mod logic;
pub(crate) mod names;
pub(crate) mod size;
pub(crate) mod texts;
pub(crate) mod types;

/// Codes in backticks, joined as a person would: "`a`, `b` or `c`".
pub(crate) fn or_list<S: AsRef<str>>(codes: &[S]) -> String {
    let mut list = String::new();
    for (index, code) in codes.iter().enumerate() {
        if index > 0 {
            list.push_str(if index + 1 == codes.len() { " or " } else { ", " });
        }
        list.push('`');
        list.push_str(code.as_ref());
        list.push('`');
    }
    list
}

/// So many unknown names are compared with those there are.
const COMPARED: usize = 100;

/// How many unknown names may still be compared with those there are. Each is compared with all of them, so that thousands would take
/// a time that grows with their square; and whoever has made a hundred such mistakes does not wait for more before mending them.
#[derive(Debug)]
pub(crate) struct Comparisons(Cell<usize>);

impl Comparisons {
    pub(crate) fn new() -> Self {
        Self(Cell::new(COMPARED))
    }

    /// What one more unknown name is to be compared with: what is known, and nothing once there were too many.
    pub(crate) fn with<'k, S: AsRef<str> + ?Sized + 'k>(&self, known: impl Iterator<Item = &'k S>) -> Vec<&'k str> {
        match self.0.get().checked_sub(1) {
            Some(left) => {
                self.0.set(left);
                known.map(AsRef::as_ref).collect()
            }
            None => Vec::new(),
        }
    }
}

/// "did you mean `x`?" where something known is close, else what there is, if it is not too much to list.
pub(crate) fn suggestion<S: AsRef<str>>(word: &str, known: &[S]) -> Option<String> {
    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    if let Some(close) = setsumon_diagnostics::did_you_mean(word, known.iter().copied()) {
        return Some(format!("did you mean `{close}`?"));
    }
    let mut sorted = known;
    sorted.sort_unstable();
    sorted.dedup();
    (1..=8).contains(&sorted.len()).then(|| format!("there is {}", or_list(&sorted)))
}
