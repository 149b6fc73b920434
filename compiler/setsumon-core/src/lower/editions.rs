//! The edition held against the one before: markers and the codes of variables.

use crate::names;
use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Diagnostic, Span, Spanned};
use setsumon_syntax::ast::{Kind, Marker as MarkerWord, Path, Statement};

use super::Lowerer;
use super::conditions::dotted;
use super::markers::{Past, is_asked};
use crate::errors::editions as errors;
use crate::form::{Marker, Role, Value, Variable};
use crate::frozen::ValueKind;
use crate::ids::VarId;
use crate::resolve::symbols::{Symbol, SymbolId, SymbolKind};
use crate::resolve::written::with_space_before;

impl<'a> Lowerer<'a, '_> {
    /// Gives every variable its names in the edition before, where a `was` on it or around it says they differ.
    pub(super) fn trace_renames(&mut self) {
        let renamed: Vec<SymbolId> =
            self.symbols.iter().map(|(id, _)| id).filter(|id| !self.was(*id).is_empty()).collect();
        if renamed.is_empty() {
            return;
        }
        let mut old = FxHashMap::default();
        let mut found = Vec::new();
        let past = self.previous.as_ref().map(Past::of);
        for (id, symbol) in self.symbols.iter() {
            let paths = self.old_paths(id, &mut old);
            // What a column was, it was in the rows that were there.
            let in_old_row = past.as_ref().is_none_or(|past| paths.iter().any(|path| past.knows(&names::of(path))));
            if self.is_cell(id) && !in_old_row {
                continue;
            }
            if paths.as_slice() != [symbol.path.as_str()]
                && let Some(variable) = self.names.get(&names::of(&symbol.path))
            {
                found.push((*variable, paths.iter().map(|path| names::of(path)).collect::<Vec<_>>()));
            }
        }
        for (variable, names) in found {
            self.variables.get_mut(variable).was = names;
        }
        self.check_renames(&renamed, &old);
    }

    /// Gives every variable the one of the edition before of which a `splits` on it or around it says it is a part.
    pub(super) fn trace_splits(&mut self) {
        let split: Vec<(String, String, Span, Span, bool)> = self
            .symbols
            .iter()
            .filter_map(|(id, symbol)| {
                let (path, old, span, whole) = splits(symbol)?;
                Some((path, old, span, whole, self.is_cell(id)))
            })
            .collect();
        let past = self.previous.as_ref().map(Past::of);
        let mut problems = Vec::new();
        for (path, old, span, whole, of_column) in split {
            let (new, old) = (names::of(&path), names::of(&old));
            let is_known = past.as_ref().is_none_or(|past| past.knows(&old));
            // What a column is a part of, it is in the rows that were there; of the column itself it is told whether it was.
            if of_column && !is_known {
                continue;
            }
            for variable in self.variables.values_mut() {
                if variable.name == new {
                    variable.splits = Some(old.clone());
                } else if let Some(rest) = names::within(&variable.name, &new) {
                    variable.splits = Some(names::member(&old, rest));
                }
            }
            if !is_known {
                problems.push(errors::splits_unknown(span, &names::path(&old), whole));
            }
        }
        self.diagnostics.extend(problems);
    }

    /// An option, row or column marked `@new` in a question that is not: its ticks and cells are new.
    pub(super) fn mark_parts(&mut self) {
        if self.previous.is_none() {
            return;
        }
        let marked: FxHashSet<&str> = self
            .symbols
            .iter()
            .filter(|(id, _)| self.marked_new(*id))
            .map(|(_, symbol)| symbol.path.as_str())
            .collect();
        let is_marked = |variable: &Variable| {
            let own = names::path(&variable.name);
            let question = variable.question.map(|question| self.questions.get(question).path.as_str());
            let column = question.zip(own.rsplit('.').next()).map(|(question, code)| format!("{question}.{code}"));
            marked.contains(own.as_str()) || column.is_some_and(|column| marked.contains(column.as_str()))
        };
        let new: Vec<VarId> =
            self.variables.iter().filter(|(_, variable)| is_marked(variable)).map(|(id, _)| id).collect();
        for variable in new {
            self.variables.get_mut(variable).marker = Marker::New;
        }
    }

    /// What `was` names must have been there.
    fn check_renames(&mut self, renamed: &[SymbolId], old: &FxHashMap<SymbolId, Vec<String>>) {
        let Some(past) = self.previous.as_ref().map(Past::of) else { return };
        let mut problems = Vec::new();
        // What is said of a column is told of at the column, and not of each of its cells again.
        for id in renamed.iter().filter(|id| !self.is_cell(**id)) {
            let written = self.was(*id);
            for (path, written) in old.get(id).into_iter().flatten().zip(written) {
                let name = names::of(path);
                if past.knows(&name) {
                    continue;
                }
                let symbol = self.symbols.get(*id);
                match (past.derived(&name), is_asked(symbol.kind)) {
                    // It was computed, and is kept or goes along with what it stands in.
                    (true, false) => {}
                    (true, true) => {
                        problems.push(errors::was_derived(written.span, &dotted(written), self.was_clause(*id)))
                    }
                    (false, _) => {
                        problems.push(errors::was_unknown(written.span, &dotted(written), self.stale_was(*id, &past)));
                    }
                }
            }
        }
        problems.extend(self.contradicting_renames(renamed, old, &past));
        problems.extend(self.left_over(renamed, old));
        self.diagnostics.extend(problems);
    }

    /// One thing became one thing: two that say they were it, or one that is retired as well.
    fn contradicting_renames(
        &self,
        renamed: &[SymbolId],
        old: &FxHashMap<SymbolId, Vec<String>>,
        past: &Past<'_>,
    ) -> Vec<Diagnostic> {
        let of_old: FxHashMap<&str, SymbolId> =
            self.symbols.iter().map(|(id, symbol)| (symbol.path.as_str(), id)).collect();
        let was = |id: SymbolId| old.get(&id).into_iter().flatten().zip(self.was(id));
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        let mut problems = Vec::new();
        for id in renamed {
            for (path, written) in was(*id).filter(|(path, _)| past.knows(&names::of(path))) {
                if let Some(other) = first.get(path.as_str()).filter(|other| **other != written.span) {
                    problems.push(errors::was_twice(written.span, path, *other));
                    continue;
                }
                first.insert(path, written.span);
                let Some(there) = of_old.get(path.as_str()).copied() else { continue };
                let other = self.symbols.get(there);
                if other.statement.is_some_and(|statement| statement.kind == Kind::Retired) {
                    problems.push(errors::was_retired(written.span, path, other.span));
                }
            }
        }
        problems
    }

    /// A `was` left over from an earlier edition: its code was there already under its present name.
    fn stale_was(&self, id: SymbolId, past: &Past<'_>) -> Option<Span> {
        self.was_clause(id).filter(|_| past.knows(&names::of(&self.symbols.get(id).path)))
    }

    /// The `was` of something with the space before it.
    fn was_clause(&self, id: SymbolId) -> Option<Span> {
        let statement = self.symbols.get(id).statement?;
        Some(with_space_before(statement, statement.was()?.span))
    }

    /// What `was` on it says. A write-in is looked up with the clauses of what it stands in, and was where that was.
    pub(super) fn was(&self, symbol: SymbolId) -> &'a [Path] {
        let found = self.symbols.get(symbol);
        let statement: Option<&'a Statement> = found.statement.filter(|_| found.kind != SymbolKind::Specify);
        statement.and_then(Statement::was).map(|was| was.value).unwrap_or_default()
    }

    /// Whether it is a cell, which bears the words of its column.
    pub(super) fn is_cell(&self, id: SymbolId) -> bool {
        let symbol = self.symbols.get(id);
        let in_row = symbol.parent.is_some_and(|parent| self.symbols.get(parent).kind == SymbolKind::Row);
        symbol.kind == SymbolKind::Column && in_row
    }

    /// A bare code was in the same place; a dotted path is where it was, and of a cell where its column was: its row stood in the same
    /// table.
    pub(super) fn old_paths(&self, id: SymbolId, known: &mut FxHashMap<SymbolId, Vec<String>>) -> Vec<String> {
        if let Some(paths) = known.get(&id) {
            return paths.clone();
        }
        let symbol = self.symbols.get(id);
        let around = match symbol.parent {
            Some(parent) if !self.symbols.get(parent).path.is_empty() => self.old_paths(parent, known),
            _ => vec![String::new()],
        };
        let placed = |code: &str| -> Vec<String> {
            around
                .iter()
                .map(|around| if around.is_empty() { code.to_owned() } else { format!("{around}.{code}") })
                .collect()
        };
        let own = self.was(id);
        let paths = if own.is_empty() {
            placed(&symbol.code)
        } else {
            own.iter()
                .flat_map(|path| match path.segments.as_slice() {
                    [only] => placed(&only.value),
                    [table @ .., column] if self.is_cell(id) => {
                        let table: Vec<&str> = table.iter().map(|segment| segment.value.as_str()).collect();
                        let row = |around: &String| around.rsplit('.').next().unwrap_or_default().to_owned();
                        let rows = around.iter().map(row);
                        rows.map(|row| format!("{}.{row}.{}", table.join("."), column.value)).collect()
                    }
                    _ => vec![dotted(path)],
                })
                .collect()
        };
        known.insert(id, paths.clone());
        paths
    }

    /// The edition held against the one before: what is read of it, markers, types.
    pub(super) fn check_editions(&mut self) {
        let Some(previous) = &self.previous else { return };
        let past = Past::of(previous);
        let mut problems = Vec::new();
        for (variable, span) in &self.last_reads {
            let read = self.variables.get(*variable);
            if !past.has(&read.name) && !read.was.iter().any(|name| past.has(name)) {
                problems.push(crate::errors::types::last_unknown(*span, &read.name));
            }
        }
        problems.extend(self.check_markers());
        problems.extend(self.check_kept_privacy());
        problems.extend(self.check_kept_as());
        let mut reported = FxHashSet::default();
        for variable in self.variables.values().filter(|variable| variable.role == Role::Answer) {
            let now = kind(&variable.value);
            let then = past.get(&variable.name).map_or(now, |before| before.kind);
            // The cells of one question lie together: one message for all of them.
            if variable.marker != Marker::New && then != now && reported.insert(variable.question) {
                problems.push(errors::type_changed(
                    variable.origin,
                    &names::path(&variable.name),
                    noun(then),
                    noun(now),
                ));
            }
        }
        self.diagnostics.extend(problems);
    }

    fn marked_new(&self, symbol: SymbolId) -> bool {
        self.symbols.get(symbol).statement.is_some_and(|statement| statement.marked(MarkerWord::New).is_some())
    }
}

/// The path of what is a part of something older, the path of that, where it says so, and what takes it out.
fn splits(symbol: &Symbol<'_>) -> Option<(String, String, Span, Span)> {
    // A write-in is looked up with the clauses of what it stands in; it is no part of anything itself.
    let statement = symbol.statement.filter(|_| symbol.kind != SymbolKind::Specify)?;
    let Spanned { value: code, span: clause } = statement.splits()?;
    let around = symbol.path.rsplit_once('.').map(|(around, _)| around);
    let old = around.map_or_else(|| code.value.clone(), |around| format!("{around}.{}", code.value));
    Some((symbol.path.clone(), old, code.span, with_space_before(statement, clause)))
}

/// What a value is called in a frozen model.
fn kind(value: &Value) -> ValueKind {
    match value {
        Value::Code(_) => ValueKind::Code,
        Value::Tick => ValueKind::Tick,
        Value::Rank { max: _ } => ValueKind::Rank,
        Value::Integer { min: _, max: _ } => ValueKind::Integer,
        Value::Decimal { digits: _, min: _, max: _ } => ValueKind::Decimal,
        Value::Month { min: _, max: _ } => ValueKind::Month,
        Value::Date { min: _, max: _ } => ValueKind::Date,
        Value::Text { shape: _, max_length: _, lines: _ } => ValueKind::Text,
    }
}

/// The same in a designer's words.
fn noun(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Code => "one of several options",
        ValueKind::Tick => "a tick",
        ValueKind::Rank => "a rank",
        ValueKind::Integer => "a whole number",
        ValueKind::Decimal => "a decimal",
        ValueKind::Month => "a month",
        ValueKind::Date => "a day",
        ValueKind::Text => "text",
    }
}
