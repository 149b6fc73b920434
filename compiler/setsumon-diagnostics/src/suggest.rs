//! "Did you mean …?"

/// The candidate nearest to a word, if at most a third of its letters differ.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
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

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(did_you_mean("exclusve", ["exclusive", "specify"]), Some("exclusive"));
        assert_eq!(did_you_mean("wehn", ["when", "was"]), Some("when"));
        assert_eq!(did_you_mean("banana", ["when", "was"]), None);
        assert_eq!(did_you_mean("", ["when"]), None);
    }
}
