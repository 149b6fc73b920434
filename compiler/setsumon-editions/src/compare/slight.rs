//! The changes that nobody has to decide on: years that moved with the edition, signs, printed numbers.

use super::{Slight, SlightRow};
use crate::diff::{Change, Class, Diff};
use crate::marks::marked;
use crate::report::is_slight;
use crate::report::words;
use setsumon_core::form::Locale;

/// The slight changes of a diff, each once.
pub(super) fn of(diff: &Diff, language: Locale) -> Slight {
    let mut rows: Vec<SlightRow> = Vec::new();
    let mut numbers: Vec<[String; 3]> = Vec::new();
    let mut count = 0_usize;
    for change in diff.changes.iter().filter(|change| is_slight(change.class)) {
        if let (Class::Renumbered, None, Some(old), Some(new)) = (change.class, change.part, &change.old, &change.new) {
            numbers.push([old.clone(), new.clone(), change.subject.name.clone()]);
            continue;
        }
        // What stands in a block is shown once, and counted wherever it is used.
        count += 1;
        let row = row(change, language);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let say = &language.words().reports;
    Slight {
        title: (say.comparison.slight)(count),
        heads: say.changes.heads,
        rows,
        numbers_title: (say.comparison.numbers)(numbers.len()),
        numbers,
    }
}

fn row(change: &Change, language: Locale) -> SlightRow {
    let Change { class, subject, part, old, new, variables: _, reason: _, effect: _, told: _, words_of: _, parts: _ } =
        change;
    let (before, after) = marked(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
    let mut class = words::class(*class, language).to_owned();
    if let Some(part) = part {
        let part = words::part(*part, language);
        class = (language.words().writing.bracketed)(&class, part);
    }
    SlightRow { class, name: subject.name.clone(), old: before, new: after }
}
