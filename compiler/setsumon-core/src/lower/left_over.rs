//! A `was` that was left from last year's exchange of codes: taken at its word, it would exchange everybody's answers once more.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::Diagnostic;
use setsumon_syntax::ast::Piece;

use super::Lowerer;
use crate::alike::{Alike, alike};
use crate::errors::editions as errors;
use crate::frozen::{JOINT, PastCode, PastVariable};
use crate::names;
use crate::resolve::symbols::{SymbolId, SymbolKind};
use crate::resolve::written::with_space_before;

/// The words that each code bore in the edition before: of questions, rows and options.
struct Words<'p> {
    edition: i64,
    by_name: FxHashMap<&'p str, &'p PastVariable>,
    /// Of columns, by the path of their table and their code: the words that each cell's label ends with.
    columns: FxHashMap<(String, &'p str), &'p str>,
}

impl<'p> Words<'p> {
    fn of(past: &'p [PastVariable], edition: i64) -> Self {
        let asked = || past.iter().filter(|past| past.editions.contains(&edition));
        let mut columns = FxHashMap::default();
        for variable in asked() {
            let Some((row, column)) = names::split(&variable.name) else { continue };
            let Some((table, _)) = names::split(row) else { continue };
            columns.extend(last(&variable.label).map(|words| ((names::path(table), column), words)));
            let codes = variable.codes.iter().filter(|code| code.editions.contains(&edition));
            let of_table = |code: &'p PastCode| Some(((names::path(row), code.code.as_str()), last(&code.label)?));
            columns.extend(codes.filter_map(of_table));
        }
        Self { edition, by_name: asked().map(|past| (past.name.as_str(), past)).collect(), columns }
    }

    /// What stood at a path.
    fn at(&self, path: &str) -> Option<&'p str> {
        if let Some(variable) = self.by_name.get(names::of(path).as_str()) {
            return last(&variable.label);
        }
        let (question, code) = path.rsplit_once('.')?;
        if let Some(words) = self.columns.get(&(question.to_owned(), code)) {
            return Some(words);
        }
        let codes = &self.by_name.get(names::of(question).as_str())?.codes;
        let option = codes.iter().find(|known| known.code == code && known.editions.contains(&self.edition))?;
        last(&option.label)
    }
}

fn last(label: &str) -> Option<&str> {
    label.rsplit(JOINT).next()
}

impl Lowerer<'_, '_> {
    /// Each thing that has today's words under today's code in the edition before, and says that it was one with other words there.
    pub(super) fn left_over(&self, renamed: &[SymbolId], old: &FxHashMap<SymbolId, Vec<String>>) -> Vec<Diagnostic> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let words = Words::of(&previous.past, previous.edition);
        let found = renamed.iter().filter(|id| !self.is_cell(**id)).filter_map(|id| {
            let symbol = self.symbols.get(*id);
            // What is asked under codes of its own inside has no words that are remembered alone.
            let alone = matches!(
                symbol.kind,
                SymbolKind::Question(_) | SymbolKind::Option | SymbolKind::Row | SymbolKind::Column
            );
            let statement = symbol.statement.filter(|_| alone)?;
            let ([path], [written]) = (old.get(id)?.as_slice(), self.was(*id)) else { return None };
            let [Piece::Plain(now)] = statement.label.as_ref()?.pieces.as_slice() else { return None };
            let (own, other) = (words.at(&symbol.path)?, words.at(path)?);
            let whole = with_space_before(statement, statement.was()?.span);
            let edition = self.survey.edition;
            let is = |then: &str| alike((previous.edition, then), (edition, now));
            // A year that moved with the edition is in the words of then as well.
            (is(own) != Alike::Other && is(other) == Alike::Other && *path != symbol.path)
                .then(|| errors::was_left_over(written.span, &symbol.path, path, other, whole))
        });
        found.collect()
    }
}
