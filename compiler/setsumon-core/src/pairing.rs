//! What of a new edition was what of the old: by what `was` says, else by its name, never by a guess.

use rustc_hash::FxHashSet;

/// For each new thing, given by its name and what `was` says of it, the names it had in the edition before: several where they were
/// merged, none where it is new. `known` tells whether the edition before had a name.
///
/// What `was` names and the edition before had not, says nothing. A name that another new thing says it bore is not this one's past.
pub fn former<'n>(new: &[(&'n str, &'n [String])], known: impl Fn(&str) -> bool) -> Vec<Vec<&'n str>> {
    let claimed: FxHashSet<&str> = new.iter().flat_map(|(_, was)| was.iter()).map(String::as_str).collect();
    new.iter()
        .map(|(name, was)| {
            let before: Vec<&str> = was.iter().map(String::as_str).filter(|name| known(name)).collect();
            if !before.is_empty() {
                before
            } else if known(name) && !claimed.contains(name) {
                vec![*name]
            } else {
                Vec::new()
            }
        })
        .collect()
}
