//! What changes in a file, as a unified diff.
//!
//! A line that stands on one side alone is no part of what stayed. Only the others are searched for what is common, so that a thousand
//! corrections cost a thousand lines and not their square.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use similar::{Algorithm, capture_diff_slices, group_diff_ops};
use similar::{DiffOp, DiffTag};

/// So many lines that stayed are shown around what changed.
const AROUND: usize = 3;

/// The lines that change from one text to another, under the names of both; nothing where none does.
pub fn unified([before, after]: [&str; 2], [before_name, after_name]: [&str; 2]) -> String {
    let before: Vec<&str> = before.split_inclusive('\n').collect();
    let after: Vec<&str> = after.split_inclusive('\n').collect();
    let groups = group_diff_ops(differences(&before, &after), AROUND);
    let mut out = String::new();
    if !groups.is_empty() {
        let _ = write!(out, "--- {before_name}\n+++ {after_name}\n");
    }
    for group in groups {
        hunk(&mut out, &group, &before, &after);
    }
    out
}

/// What stayed and what changed, in order and without a gap.
fn differences(before: &[&str], after: &[&str]) -> Vec<DiffOp> {
    let (old, new) = (common(before, after), common(after, before));
    let lines = |all: &[&str], places: &[usize]| -> Vec<String> {
        places.iter().filter_map(|place| all.get(*place)).map(|line| (*line).to_owned()).collect()
    };
    let found = capture_diff_slices(Algorithm::Myers, &lines(before, &old), &lines(after, &new));
    let stayed = found.iter().filter(|op| op.tag() == DiffTag::Equal).flat_map(|op| {
        let pairs = op.old_range().zip(op.new_range());
        pairs.filter_map(|(one, other)| Some((*old.get(one)?, *new.get(other)?)))
    });
    let mut ops: Vec<DiffOp> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (one, other) in stayed.chain([(before.len(), after.len())]) {
        changed(&mut ops, (from, one), (to, other));
        if one < before.len() {
            match ops.last_mut() {
                Some(DiffOp::Equal { len, .. }) => *len += 1,
                Some(_) | None => ops.push(DiffOp::Equal { old_index: one, new_index: other, len: 1 }),
            }
        }
        (from, to) = (one + 1, other + 1);
    }
    ops
}

fn changed(ops: &mut Vec<DiffOp>, (old_index, old_end): (usize, usize), (new_index, new_end): (usize, usize)) {
    let (old_len, new_len) = (old_end.saturating_sub(old_index), new_end.saturating_sub(new_index));
    match (old_len, new_len) {
        (0, 0) => {}
        (_, 0) => ops.push(DiffOp::Delete { old_index, old_len, new_index }),
        (0, _) => ops.push(DiffOp::Insert { old_index, new_index, new_len }),
        (_, _) => ops.push(DiffOp::Replace { old_index, old_len, new_index, new_len }),
    }
}

/// The places of the lines that stand in the other too.
fn common(lines: &[&str], other: &[&str]) -> Vec<usize> {
    let other: FxHashSet<&str> = other.iter().copied().collect();
    lines.iter().enumerate().filter(|(_, line)| other.contains(*line)).map(|(place, _)| place).collect()
}

fn hunk(out: &mut String, ops: &[DiffOp], before: &[&str], after: &[&str]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return };
    let range = |start: usize, end: usize| {
        let length = end.saturating_sub(start);
        // An empty range is told by the line before it, and of one line its number is enough.
        let from = if length == 0 { start } else { start + 1 };
        if length == 1 { from.to_string() } else { format!("{from},{length}") }
    };
    let old = range(first.old_range().start, last.old_range().end);
    let new = range(first.new_range().start, last.new_range().end);
    let _ = writeln!(out, "@@ -{old} +{new} @@");
    for op in ops {
        match op.tag() {
            DiffTag::Equal => lines(out, ' ', before.get(op.old_range())),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                lines(out, '-', before.get(op.old_range()));
                lines(out, '+', after.get(op.new_range()));
            }
        }
    }
}

fn lines(out: &mut String, sign: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified;
    use setsumon_flow::random::Random;

    /// What a diff makes of a text.
    fn applied(before: &str, diff: &str) -> String {
        let mut rest: Vec<&str> = before.split_inclusive('\n').rev().collect();
        let mut out = String::new();
        let mut at = 1;
        let mut shown = diff.lines().skip(2).peekable();
        while let Some(line) = shown.next() {
            if let Some(range) = line.strip_prefix("@@ -") {
                let (old, _) = range.split_once(' ').unwrap();
                let (start, length) = old.split_once(',').unwrap_or((old, "1"));
                let start: usize = start.parse().unwrap();
                while at < start + usize::from(length == "0") {
                    out.push_str(rest.pop().unwrap());
                    at += 1;
                }
                continue;
            }
            let (sign, words) = line.split_at(1);
            let ends = shown.next_if(|next| next.starts_with('\\')).is_none();
            let whole = format!("{words}{}", if ends { "\n" } else { "" });
            if sign != "+" {
                assert_eq!(rest.pop(), Some(whole.as_str()));
                at += 1;
            }
            if sign != "-" {
                out.push_str(&whole);
            }
        }
        rest.reverse();
        out + &rest.concat()
    }

    #[test]
    fn what_is_shown_makes_one_text_of_the_other() {
        let mut random = Random::new(1);
        let mut text = || {
            let lines: Vec<&str> = (0..random.below(30)).map(|_| ["a", "b", "c", "", "d"][random.below(5)]).collect();
            lines.join("\n")
        };
        for _ in 0..2000 {
            let (before, after) = (text(), text());
            let diff = unified([&before, &after], ["before", "after"]);
            assert_eq!(diff.is_empty(), before == after);
            assert_eq!(applied(&before, &diff), after, "{before}\n----\n{after}\n----\n{diff}");
        }
    }
}
