//! What became of all values in a few lines: how many were carried over, and what was not and why, the most frequent first.

use std::collections::BTreeMap;

use serde::Serialize;
use setsumon::editions::prefill::{Line, Reason, Status};

use crate::console::{Console, plural};
use crate::options::MessageFormat;
use crate::table;

/// So many lines of what is not carried over are shown.
const SHOWN: usize = 12;

/// So many are counted apart; a file of another survey could hold any number of keys.
const COUNTED: usize = 10_000;

/// Counts over all answers.
#[derive(Debug, Default)]
pub(super) struct Summary {
    drafts: usize,
    pub(super) refused: usize,
    carried: usize,
    shown: usize,
    not_carried: usize,
    why: BTreeMap<(Reason, String), usize>,
}

#[derive(Serialize)]
struct Told<'a> {
    drafts: usize,
    refused: usize,
    carried: usize,
    shown: usize,
    not_carried: usize,
    reasons: BTreeMap<&'a str, usize>,
}

impl Summary {
    pub(super) fn add(&mut self, account: &[Line<'_>]) {
        self.drafts += 1;
        for line in account {
            match (line.status, line.reason) {
                (Status::Carried, _) => self.carried += 1,
                (Status::Shown | Status::NotCarried, reason) => {
                    match line.status {
                        Status::Shown => self.shown += 1,
                        Status::Carried | Status::NotCarried => self.not_carried += 1,
                    }
                    let Some(reason) = reason else { continue };
                    // An answer to a choice is told with its code: the question itself may well be there.
                    let key = match (reason, line.value.as_str()) {
                        (Reason::CodeGone | Reason::Moves | Reason::Reworded, Some(code)) => {
                            format!("{} = {code}", line.key)
                        }
                        (_, _) => line.key.to_owned(),
                    };
                    let full = self.why.len() >= COUNTED;
                    let key = (reason, if full { String::new() } else { key });
                    *self.why.entry(key).or_default() += 1;
                }
            }
        }
    }

    pub(super) fn tell(&self, console: &Console, old: i64, new: i64) {
        match console.format {
            MessageFormat::Json => {
                let mut reasons = BTreeMap::new();
                for ((reason, _), count) in &self.why {
                    *reasons.entry(reason.as_str()).or_default() += count;
                }
                let Self { drafts, refused, carried, shown, not_carried, why: _ } = *self;
                console.json(&Told { drafts, refused, carried, shown, not_carried, reasons });
            }
            // Where no file could be read at all, that is all there is to say.
            MessageFormat::Human | MessageFormat::Short if self.drafts + self.refused == 0 => {}
            MessageFormat::Human | MessageFormat::Short => console.aside(&self.words(old, new)),
        }
    }

    fn words(&self, old: i64, new: i64) -> String {
        let mut words = format!("{} of edition {new} from answers of {old}", plural(self.drafts, "draft"));
        if self.refused > 0 {
            words.push_str(&format!(", {} refused", plural(self.refused, "answer file")));
        }
        words.push('\n');
        if self.drafts == 0 {
            return words;
        }
        let row = |count: usize, what: &str| vec![what.to_owned(), count.to_string()];
        let counts = [
            row(self.carried, "carried over"),
            row(self.shown, "shown only, to be given anew"),
            row(self.not_carried, "not carried over"),
        ];
        words.push_str(&table::aligned(&counts, 1));
        let mut why: Vec<(&(Reason, String), &usize)> = self.why.iter().collect();
        why.sort_by_key(|((reason, key), count)| (std::cmp::Reverse(**count), *reason, key));
        if !why.is_empty() {
            words.push_str("\nnot carried over:\n");
        }
        let rows: Vec<Vec<String>> = why
            .iter()
            .take(SHOWN)
            .map(|((reason, key), count)| vec![key.clone(), reason.words().to_owned(), count.to_string()])
            .collect();
        words.push_str(&table::aligned(&rows, 2));
        if let Some(more) = why.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            words.push_str(&format!("  and {more} more; `--report` tells every value\n"));
        }
        words
    }
}
