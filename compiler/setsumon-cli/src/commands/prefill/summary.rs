//! What became of all values in a few lines: how many were carried over, and what was not and why, the most frequent first.

use std::collections::BTreeMap;

use serde::Serialize;
use setsumon::editions::prefill::{Line, Reason, Status};

use crate::console::{Console, plural};
use crate::options::ResultFormat;
use crate::table;

/// So many lines of each, what is shown only and what is not carried over, are told.
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
    /// Of what is not filled in: whether it is shown, why, and under which key it stood.
    why: BTreeMap<(bool, Reason, String), usize>,
}

#[derive(Serialize)]
struct Totals<'a> {
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
                    let shown = line.status == Status::Shown;
                    let key = (shown, reason, if full { String::new() } else { key });
                    *self.why.entry(key).or_default() += 1;
                }
            }
        }
    }

    pub(super) fn tell(&self, console: &Console, old: i64, new: i64) {
        match console.format {
            ResultFormat::Json => {
                let mut reasons = BTreeMap::new();
                for ((_, reason, _), count) in &self.why {
                    *reasons.entry(reason.as_str()).or_default() += count;
                }
                let Self { drafts, refused, carried, shown, not_carried, why: _ } = *self;
                console.json(&Totals { drafts, refused, carried, shown, not_carried, reasons });
            }
            // Where no file could be read at all, that is all there is to say.
            ResultFormat::Human | ResultFormat::Short if self.drafts + self.refused == 0 => {}
            ResultFormat::Human | ResultFormat::Short => console.aside(&self.words(old, new)),
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
        // What is shown beside its blank is not lost to its respondent, and what is not carried over is.
        for (is_shown, head) in [(true, "shown only"), (false, "not carried over")] {
            let mut why: Vec<(Reason, &str, usize)> = self
                .why
                .iter()
                .filter(|((shown, _, _), _)| *shown == is_shown)
                .map(|((_, reason, key), count)| (*reason, key.as_str(), *count))
                .collect();
            if why.is_empty() {
                continue;
            }
            why.sort_by_key(|(reason, key, count)| (std::cmp::Reverse(*count), *reason, *key));
            words.push_str(&format!("\n{head}:\n"));
            let row = |(reason, key, count): &(Reason, &str, usize)| {
                vec![(*key).to_owned(), reason.words().to_owned(), count.to_string()]
            };
            let rows: Vec<Vec<String>> = why.iter().take(SHOWN).map(row).collect();
            words.push_str(&table::aligned(&rows, 2));
            if let Some(more) = why.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                words.push_str(&format!("  and {more} more; `--report` tells every value\n"));
            }
        }
        words
    }
}
