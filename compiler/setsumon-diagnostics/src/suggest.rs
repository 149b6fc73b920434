//! "Did you mean …?"

use std::cell::Cell;

/// Nobody mistypes a longer word: comparing two takes a time that grows with the square of their length.
const LONGEST: usize = 100;

/// The candidate nearest to a word, if at most a third of its letters differ.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let candidate_length = candidate.chars().count();
        let allowed = (length.max(candidate_length) / 3).max(usize::from(length >= 2));
        // At least as many letters differ as the one is longer than the other.
        if candidate == word || candidate_length.abs_diff(length) > allowed {
            continue;
        }
        // Swapped letters are one slip, not two.
        let distance = strsim::osa_distance(word, candidate);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// So many unknown names are compared with those there are.
const COMPARED: usize = 100;

/// How many unknown names may still be compared with those there are. Each is compared with all of them, so that thousands would take
/// a time that grows with their square; and whoever has made a hundred such mistakes does not wait for more before mending them.
#[derive(Debug)]
pub struct Comparisons(Cell<usize>);

impl Default for Comparisons {
    fn default() -> Self {
        Self(Cell::new(COMPARED))
    }
}

impl Comparisons {
    /// As many as there may be.
    pub fn new() -> Self {
        Self::default()
    }

    /// What one more unknown name is to be compared with: what is known, and nothing once there were too many.
    pub fn with<'k, S: AsRef<str> + ?Sized + 'k>(&self, known: impl Iterator<Item = &'k S>) -> Vec<&'k str> {
        match self.0.get().checked_sub(1) {
            Some(left) => {
                self.0.set(left);
                known.map(AsRef::as_ref).collect()
            }
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(did_you_mean("exclusve", ["exclusive", "specify"]), Some("exclusive"));
        assert_eq!(did_you_mean("wehn", ["when", "was"]), Some("when"));
        assert_eq!(did_you_mean("banana", ["when", "was"]), None);
        assert_eq!(did_you_mean("", ["when"]), None);
        assert_eq!(did_you_mean(&"a".repeat(1000), [format!("{}b", "a".repeat(999)).as_str()]), None);
    }
}
