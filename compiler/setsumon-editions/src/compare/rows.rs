//! Two lists of lines side by side: paired by what they are, with the marks, and without what is long and the same.

use rustc_hash::FxHashSet;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::lines::Draft;
use super::{Line, Role};
use crate::marks::{Run, marked};

/// A line on both sides, or on one.
struct Pair<'d> {
    old: Option<&'d Draft>,
    new: Option<&'d Draft>,
}

impl Pair<'_> {
    fn same(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old.words == new.words)
    }

    fn any(&self) -> Option<&Draft> {
        self.new.or(self.old)
    }
}

/// So many lines that are the same stay; a longer stretch is left out.
const STRETCH: usize = 2;

/// Both sides. The keys of `old` and `new` must be in the names of one edition.
pub(super) fn sides(old: &[Draft], new: &[Draft], omitted: &str) -> (Vec<Line>, Vec<Line>) {
    let pairs = pairs(old, new);
    let kept = kept(&pairs);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut stretch: Vec<&Pair<'_>> = Vec::new();
    for (pair, kept) in pairs.iter().zip(kept) {
        if kept {
            flush(&mut stretch, omitted, &mut left, &mut right);
            side_by_side(pair, &mut left, &mut right);
        } else {
            stretch.push(pair);
        }
    }
    flush(&mut stretch, omitted, &mut left, &mut right);
    (left, right)
}

/// All lines of a side, with nothing marked.
pub(super) fn whole(drafts: &[Draft]) -> Vec<Line> {
    drafts.iter().map(|draft| line(draft, Run::whole(&draft.words, false))).collect()
}

fn pairs<'d>(old: &'d [Draft], new: &'d [Draft]) -> Vec<Pair<'d>> {
    let keys = |drafts: &'d [Draft]| -> Vec<&'d str> { drafts.iter().map(|draft| draft.key.as_str()).collect() };
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        let before = old.get(operation.old_range()).unwrap_or_default();
        let after = new.get(operation.new_range()).unwrap_or_default();
        match operation {
            DiffOp::Equal { old_index: _, new_index: _, len: _ } => {
                pairs.extend(before.iter().zip(after).map(|(old, new)| Pair { old: Some(old), new: Some(new) }));
            }
            DiffOp::Delete { old_index: _, old_len: _, new_index: _ }
            | DiffOp::Insert { old_index: _, new_index: _, new_len: _ }
            | DiffOp::Replace { old_index: _, old_len: _, new_index: _, new_len: _ } => {
                alike(before, after, &mut pairs);
            }
        }
    }
    pairs
}

/// From so many percent on two sentences are one that was reworded.
const ALIKE: f64 = 0.5;

/// Sentences are known by what they say: one that says nearly the same is the same one. All else has a name and is not paired.
fn alike<'d>(old: &'d [Draft], new: &'d [Draft], pairs: &mut Vec<Pair<'d>>) {
    let mut left = old;
    for draft in new {
        let same = |old: &Draft| {
            old.spoken().is_some()
                && old.spoken() == draft.spoken()
                && old.owner() == draft.owner()
                && strsim::normalized_levenshtein(&old.words, &draft.words) >= ALIKE
        };
        let found = left.iter().position(same);
        if let Some((before, [old, rest @ ..])) = found.and_then(|place| left.split_at_checked(place)) {
            pairs.extend(before.iter().map(|old| Pair { old: Some(old), new: None }));
            pairs.push(Pair { old: Some(old), new: Some(draft) });
            left = rest;
        } else {
            pairs.push(Pair { old: None, new: Some(draft) });
        }
    }
    pairs.extend(left.iter().map(|old| Pair { old: Some(old), new: None }));
}

/// Which pairs are shown: what changed, what stands over it, and the head of the whole.
fn kept(pairs: &[Pair<'_>]) -> Vec<bool> {
    let whole = pairs.first().and_then(Pair::any).map_or("", Draft::owner);
    let mut owners: FxHashSet<&str> = FxHashSet::default();
    for draft in pairs.iter().filter(|pair| !pair.same()).filter_map(Pair::any) {
        let mut owner = draft.owner();
        while owners.insert(owner) {
            owner = owner.rsplit_once('.').map_or(owner, |(around, _)| around);
        }
    }
    let shown = |pair: &Pair<'_>| {
        let Some(draft) = pair.any() else { return false };
        let head = match draft.role {
            Role::Caption | Role::Item => owners.contains(draft.owner()) || draft.owner() == whole,
            Role::Lead => draft.owner() == whole && draft.key.ends_with("#lead"),
            Role::Who | Role::Note | Role::Option | Role::Small | Role::Check | Role::Omitted => false,
        };
        // A heading among options has no path of its own.
        let heading = draft.key.contains("#heading:");
        !pair.same() || (head && !heading)
    };
    pairs.iter().map(shown).collect()
}

fn flush(stretch: &mut Vec<&Pair<'_>>, omitted: &str, left: &mut Vec<Line>, right: &mut Vec<Line>) {
    let level = stretch.iter().filter_map(|pair| pair.any()).map(|draft| draft.level).min();
    if stretch.len() <= STRETCH {
        stretch.iter().for_each(|pair| side_by_side(pair, left, right));
    } else if let Some(level) = level {
        let line = Line { role: Role::Omitted, level, runs: Run::whole(omitted, false) };
        left.push(line.clone());
        right.push(line);
    }
    stretch.clear();
}

fn side_by_side(pair: &Pair<'_>, left: &mut Vec<Line>, right: &mut Vec<Line>) {
    match (pair.old, pair.new) {
        (Some(old), Some(new)) => {
            let (before, after) = marked(&old.words, &new.words);
            left.push(line(old, before));
            right.push(line(new, after));
        }
        (Some(old), None) => left.push(line(old, Run::whole(&old.words, true))),
        (None, Some(new)) => right.push(line(new, Run::whole(&new.words, true))),
        (None, None) => {}
    }
}

fn line(draft: &Draft, runs: Vec<Run>) -> Line {
    Line { role: draft.role, level: draft.level, runs }
}
