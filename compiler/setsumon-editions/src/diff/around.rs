//! A section, roster or `use` that comes under another code takes along all that stands in it: that is suggested once, at it.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::LikelyRename;
use super::pairs::Step;

/// The suggestions, those of what lies in one thing that likely has another code as one for that.
pub(super) fn whole(step: &Step<'_>, likely: Vec<LikelyRename>) -> Vec<LikelyRename> {
    let (before, after) = (around(step.old.model), around(step.new.model));
    let mut pairs: BTreeMap<(String, String), Vec<u8>> = BTreeMap::new();
    let mut inside = |one: &LikelyRename| {
        let (old, new) = outermost(&one.old, &one.new)?;
        // What is there still under its code is no other now, nor is that new which was there.
        let is_renamed = before.contains(old) && after.contains(new) && !after.contains(old) && !before.contains(new);
        is_renamed.then(|| {
            pairs.entry((old.to_owned(), new.to_owned())).or_default().push(one.likeness);
        })
    };
    let single: Vec<LikelyRename> = likely.into_iter().filter(|one| inside(one).is_none()).collect();
    let mut taken = FxHashSet::default();
    // What several may have become is that with which it has most in common.
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, alike)| std::cmp::Reverse(alike.len()));
    let mut found = Vec::new();
    for ((old, new), alike) in pairs {
        if taken.contains(&old) || taken.contains(&new) {
            continue;
        }
        taken.extend([old.clone(), new.clone()]);
        let likeness = alike.into_iter().min().unwrap_or_default();
        found.push(LikelyRename { old, new, likeness });
    }
    found.extend(single);
    found
}

/// All that questions stand in.
fn around(model: &setsumon_core::frozen::Model) -> FxHashSet<&str> {
    let paths = model.questions.iter().map(|question| question.path.as_str());
    paths.flat_map(|path| path.match_indices('.').filter_map(|(at, _)| path.get(..at))).collect()
}

/// Both paths without the codes that they end with alike, where they have some.
fn outermost<'p>(old: &'p str, new: &'p str) -> Option<(&'p str, &'p str)> {
    let (mut old, mut new) = (old, new);
    let mut found = None;
    while let (Some((around, code)), Some((now, same))) = (old.rsplit_once('.'), new.rsplit_once('.')) {
        if code != same {
            break;
        }
        (old, new) = (around, now);
        found = Some((old, new));
    }
    found.filter(|(old, new)| old != new)
}
