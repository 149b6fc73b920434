//! Why things were changed: each reason at what it is said of, and the nearest one for every question.

use rustc_hash::FxHashMap;
use setsumon_syntax::ast::{ClauseKind, Reason as Written, ReasonSort as SortWord, Statement};

use super::Lowerer;
use crate::errors::logic::marker_misplaced;
use crate::form::{Reason, ReasonSort, Series, StatedReason};
use crate::resolve::symbols::{Symbol, SymbolId, SymbolKind};

impl<'a> Lowerer<'a, '_> {
    /// Takes up what `revised` and `break` say, and gives each question the nearest reason at or around it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn state_reasons(&mut self) -> Vec<StatedReason> {
        let symbols = self.symbols;
        let (mut stated, mut own) = (Vec::new(), FxHashMap::default());
        for (id, symbol) in symbols.iter() {
            if !self.bears_its_clauses(symbol) {
                continue;
            }
            let Some(statement) = symbol.statement else { continue };
            for clause in &statement.clauses {
                let (series, written) = match &clause.kind {
                    ClauseKind::Revised(reason) => (Series::Revised, reason),
                    ClauseKind::Break(reason) => (Series::Break, reason),
                    _ => continue,
                };
                let reason = self.reason(written, symbol.parent.unwrap_or(symbols.root()));
                own.insert((id, series), reason.clone());
                stated.push(StatedReason { path: symbol.path.clone(), series, reason, origin: clause.span });
            }
        }
        if !own.is_empty() {
            self.give_reasons(&own);
        }
        stated
    }

    /// A `use` without a code of its own puts its fields in place, and is nothing that could have been something before.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn history_of_nothing(&mut self, statement: &Statement) {
        for clause in &statement.clauses {
            let word = match &clause.kind {
                ClauseKind::Was(_) => "was",
                ClauseKind::Splits(_) => "splits",
                ClauseKind::Revised(_) => "revised",
                ClauseKind::Break(_) => "break",
                _ => continue,
            };
            let help = "a `use` without `as` has no code: say it on a group around it, or in the block";
            self.say(marker_misplaced(clause.span, word, help));
        }
    }

    /// A write-in and a cell are looked up with the clauses of what they stand in; those are its own.
    fn bears_its_clauses(&self, symbol: &Symbol<'_>) -> bool {
        let in_row = symbol.parent.is_some_and(|parent| self.symbols.get(parent).kind == SymbolKind::Row);
        symbol.kind != SymbolKind::Specify && !(symbol.kind == SymbolKind::Column && in_row)
    }

    fn reason(&mut self, Written { sort, words }: &'a Written, scope: SymbolId) -> Reason {
        let sort = match sort {
            SortWord::Typo => ReasonSort::Typo,
            SortWord::Concept => ReasonSort::Concept,
            SortWord::Reality => ReasonSort::Reality,
            SortWord::Addition => ReasonSort::Addition,
            SortWord::Other => ReasonSort::Other,
        };
        Reason { sort, words: self.text(words, scope) }
    }

    fn give_reasons(&mut self, own: &FxHashMap<(SymbolId, Series), Reason>) {
        let symbols = self.symbols;
        let by_path: FxHashMap<&str, SymbolId> =
            symbols.iter().map(|(id, symbol)| (symbol.path.as_str(), id)).collect();
        let nearest = |path: &str, series| {
            let mut at = by_path.get(path).copied();
            while let Some(id) = at {
                if let Some(reason) = own.get(&(id, series)) {
                    return Some(reason.clone());
                }
                at = symbols.get(id).around();
            }
            None
        };
        for question in self.questions.values_mut() {
            question.revised = nearest(&question.path, Series::Revised);
            question.breaks = nearest(&question.path, Series::Break);
        }
    }
}
