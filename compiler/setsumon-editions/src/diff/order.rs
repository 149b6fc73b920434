//! What moved: the fewest things that must be taken up and put down elsewhere to bring the old order into the new.

/// Of places in the old order, listed in the new order, which ones moved.
pub(crate) fn moved(places: &[usize]) -> Vec<bool> {
    let kept = longest_rising(places);
    (0..places.len()).map(|index| !kept.contains(&index)).collect()
}

/// The indexes of a longest rising run, by patience sorting.
fn longest_rising(places: &[usize]) -> std::collections::BTreeSet<usize> {
    // The index that ends the best run of each length, and the one before each index in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places.get(*end).is_some_and(|other| other < place));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = std::collections::BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept.insert(index);
        at = before.get(index).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn as_few_as_possible_moved() {
        assert_eq!(moved(&[0, 1, 2]), [false, false, false]);
        assert_eq!(moved(&[2, 0, 1]), [true, false, false]);
        assert_eq!(moved(&[1, 2, 0]), [false, false, true]);
        assert_eq!(moved(&[2, 1, 0]).iter().filter(|moved| **moved).count(), 2);
        assert!(moved(&[]).is_empty());
    }
}
