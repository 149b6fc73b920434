//! The order of clauses, and the correction where it is not kept.

use setsumon_diagnostics::Span;

use super::Reader;
use crate::clauses::{ClauseWord, Rank};
use crate::errors::head as errors;

/// A clause as it was met: which, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub(super) word: ClauseWord,
    pub(super) span: Span,
    /// Whether it has all that it needs.
    pub(super) whole: bool,
}

impl Reader<'_, '_, '_> {
    /// Says where the clauses stand in another order than the language's, with the right order as a correction.
    pub(super) fn order(&mut self, met: &[Met]) {
        let mut before: Option<Met> = None;
        let mut wrong: Option<(Met, Met)> = None;
        for clause in met {
            if clause.word.rank() == Rank::Free {
                continue;
            }
            match before {
                Some(earlier) if earlier.word.rank() > clause.word.rank() => {
                    wrong.get_or_insert((earlier, *clause));
                }
                Some(_) | None => before = Some(*clause),
            }
        }
        let Some((earlier, clause)) = wrong else {
            return;
        };
        let edits = self.reordered(met);
        let trap = clause.word == ClauseWord::When
            && matches!(
                earlier.word,
                ClauseWord::Required | ClauseWord::Optional | ClauseWord::Exclusive | ClauseWord::Specify
            );
        self.say(match trap {
            true => errors::required_when(clause.span, earlier.span, earlier.word.word(), edits),
            false => {
                let (word, before) = (self.called(clause), self.called(earlier));
                errors::clause_order(clause.span, earlier.span, word, before, edits)
            }
        });
    }

    /// A clause by its word; a marker by itself, `@personal`, because its sign alone is no word.
    fn called(&self, clause: Met) -> &str {
        let word = clause.word.word();
        let written = self.lexed.slice(clause.span.start, clause.span.end);
        if written.starts_with('@') { written.split_whitespace().next().unwrap_or(word) } else { word }
    }

    /// The clauses in the right order, written over all of them; nothing where a remark stands between, nor where one lacks what must
    /// follow it: in another place it would take for its own what happens to stand behind it there.
    fn reordered(&self, met: &[Met]) -> Vec<(Span, String)> {
        let (Some(first), Some(last)) = (met.first(), met.last()) else {
            return Vec::new();
        };
        if met.iter().any(|clause| !clause.whole) {
            return Vec::new();
        }
        let whole = first.span.to(last.span);
        let behind = self.lexed.comments.partition_point(|comment| comment.start < whole.start);
        if self.lexed.comments.get(behind).is_some_and(|comment| comment.start < whole.end) {
            return Vec::new();
        }
        let mut sorted = met.to_vec();
        // A free clause goes with the settings: it is theirs by meaning.
        let rank = |clause: &Met| if clause.word.rank() == Rank::Free { Rank::Setting } else { clause.word.rank() };
        sorted.sort_by_key(rank);
        let words: Vec<&str> =
            sorted.iter().map(|clause| self.lexed.slice(clause.span.start, clause.span.end)).collect();
        vec![(whole, words.join(" "))]
    }
}
