//! The order of clauses, and the correction where it is not kept.

use setsumon_diagnostics::Span;

use super::Reader;
use crate::ast::{ClauseKind, Marker, Statement};
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
    /// Whether a clause says the opposite of one before it, which is told.
    pub(super) fn contradicts(&mut self, statement: &Statement, kind: &ClauseKind, span: Span) -> bool {
        let opposite = opposite_of(kind);
        let Some(first) = statement.clauses.iter().find(|clause| Some(&clause.kind) == opposite.as_ref()) else {
            return false;
        };
        let [word, before] = [span, first.span].map(|span| self.lexed.slice(span.start, span.end).to_owned());
        self.say(errors::contradicting_clause(span, first.span, &word, &before));
        true
    }

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
                    // Written before the first that it belongs before, it stands right.
                    let belongs = |one: &&Met| one.word.rank() > clause.word.rank() && one.word.rank() != Rank::Free;
                    let first = met.iter().find(belongs).copied().unwrap_or(earlier);
                    wrong = Some((first, *clause));
                    break;
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
            // Whether all are asked and some must answer, or some are asked, is for the author to say.
            true if earlier.word == ClauseWord::Required || earlier.word == ClauseWord::Optional => {
                errors::required_when(clause.span, earlier.span, earlier.word.word(), Vec::new())
            }
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

/// The word of a clause; none of what stands in no head as a clause of its own.
pub(super) fn word_of(kind: &ClauseKind) -> Option<ClauseWord> {
    Some(match kind {
        ClauseKind::Of(_) => ClauseWord::Of,
        ClauseKind::Points { from: _, to: _ } => ClauseWord::Points,
        ClauseKind::Ends { low: _, high: _ } => ClauseWord::Ends,
        ClauseKind::Band(_) => ClauseWord::Equals,
        ClauseKind::Times { min: _, max: _ } => ClauseWord::Times,
        ClauseKind::Named(_) => ClauseWord::Named,
        ClauseKind::Parameters(_) => ClauseWord::Parameters,
        ClauseKind::Follows(_) => ClauseWord::Follows,
        ClauseKind::From { list: _, pick: _ } | ClauseKind::FromFile(_) => ClauseWord::From,
        ClauseKind::SelectedIn { question: _, answers: _ } => ClauseWord::Selected,
        ClauseKind::As(_) => ClauseWord::As,
        ClauseKind::With(_) => ClauseWord::With,
        ClauseKind::When(_) => ClauseWord::When,
        ClauseKind::Says(_) => ClauseWord::Says,
        ClauseKind::Specify { required: _ } => ClauseWord::Specify,
        ClauseKind::Required => ClauseWord::Required,
        ClauseKind::Optional => ClauseWord::Optional,
        ClauseKind::Min(_) => ClauseWord::Min,
        ClauseKind::Max(_) => ClauseWord::Max,
        ClauseKind::Digits(_) => ClauseWord::Digits,
        ClauseKind::Unit(_) | ClauseKind::UnitCode(_) => ClauseWord::Unit,
        ClauseKind::Prefix(_) => ClauseWord::Prefix,
        ClauseKind::Suffix(_) => ClauseWord::Suffix,
        ClauseKind::MaxLength(_) => ClauseWord::MaxLength,
        ClauseKind::Pattern(_) => ClauseWord::Pattern,
        ClauseKind::Exclusive => ClauseWord::Exclusive,
        ClauseKind::Value(_) => ClauseWord::Value,
        ClauseKind::Means(_) => ClauseWord::Means,
        ClauseKind::Pick { min: _, max: _ } => ClauseWord::Pick,
        ClauseKind::Layout(_) => ClauseWord::Layout,
        ClauseKind::Warn => ClauseWord::Warn,
        ClauseKind::Then(_) => ClauseWord::Then,
        ClauseKind::End(_) => ClauseWord::End,
        ClauseKind::Or(_) => ClauseWord::Or,
        ClauseKind::Spelling(_) => ClauseWord::Spelling,
        ClauseKind::Marker(_) => ClauseWord::Marker,
        ClauseKind::Was(_) => ClauseWord::Was,
        ClauseKind::Splits(_) => ClauseWord::Splits,
        ClauseKind::Revised(_) => ClauseWord::Revised,
        ClauseKind::Break(_) => ClauseWord::Break,
        ClauseKind::Allow { code: _, why: _ } => ClauseWord::Allow,
        ClauseKind::Kana(_) => return None,
    })
}

/// Where in a head a clause stands.
pub(super) fn rank_of(kind: &ClauseKind) -> Rank {
    word_of(kind).map_or(Rank::Free, ClauseWord::rank)
}

/// What cannot be true where a clause is.
fn opposite_of(kind: &ClauseKind) -> Option<ClauseKind> {
    let opposites = [
        (ClauseKind::Required, ClauseKind::Optional),
        (ClauseKind::Marker(Marker::New), ClauseKind::Marker(Marker::Updated)),
        (ClauseKind::Marker(Marker::Personal), ClauseKind::Marker(Marker::NotPersonal)),
        (ClauseKind::Marker(Marker::ScreenOnly), ClauseKind::Marker(Marker::PrintOnly)),
    ];
    opposites.into_iter().find_map(|(one, other)| match kind {
        kind if *kind == one => Some(other),
        kind if *kind == other => Some(one),
        _ => None,
    })
}
