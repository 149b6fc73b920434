//! The edition held against the one before: markers and the codes of variables.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_syntax::ast::{ClauseKind, Path, Statement};

use super::Lowerer;
use super::conditions::dotted;
use crate::errors::editions as errors;
use crate::form::{Marker, Role};
use crate::resolve::symbols::SymbolId;

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
        for (id, symbol) in self.symbols.iter() {
            let paths = self.old_paths(id, &mut old);
            if paths.as_slice() != [symbol.path.as_str()]
                && let Some(variable) = self.names.get(&symbol.path.replace('.', "__"))
            {
                found.push((*variable, paths.iter().map(|path| path.replace('.', "__")).collect::<Vec<_>>()));
            }
        }
        for (variable, names) in found {
            self.variables.get_mut(variable).was = names;
        }
        self.check_renames(&renamed, &old);
    }

    /// What `was` names must have been there.
    fn check_renames(&mut self, renamed: &[SymbolId], old: &FxHashMap<SymbolId, Vec<String>>) {
        let Some(previous) = &self.previous else { return };
        let mut problems = Vec::new();
        for id in renamed {
            let written = self.was(*id);
            for (path, written) in old.get(id).into_iter().flatten().zip(written) {
                let name = path.replace('.', "__");
                let inside = format!("{name}__");
                let known =
                    previous.variables.iter().any(|variable| variable.name == name || variable.name.starts_with(&inside));
                // The options of a single choice are codes of its column, which this list of variables does not name.
                let is_code = matches!(self.symbols.get(*id).kind, crate::resolve::symbols::SymbolKind::Option);
                if !known && !is_code {
                    problems.push(errors::was_unknown(written.span, &dotted(written)));
                }
            }
        }
        self.diagnostics.extend(problems);
    }

    fn was(&self, symbol: SymbolId) -> &'a [Path] {
        let statement: Option<&'a Statement> = self.symbols.get(symbol).statement;
        statement
            .into_iter()
            .flat_map(|statement| &statement.clauses)
            .find_map(|clause| match &clause.kind {
                ClauseKind::Was(paths) => Some(paths.as_slice()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// A bare code was in the same place; a dotted path is where it was.
    fn old_paths(&self, id: SymbolId, known: &mut FxHashMap<SymbolId, Vec<String>>) -> Vec<String> {
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
                    _ => vec![dotted(path)],
                })
                .collect()
        };
        known.insert(id, paths.clone());
        paths
    }

    /// Marker against history, variable by variable; a question is reported once, at its first variable that lies.
    pub(super) fn check_editions(&mut self, survey: &Statement) {
        let Some(previous) = &self.previous else { return };
        let before: FxHashSet<&str> = previous
            .variables
            .iter()
            .filter(|variable| variable.editions.contains(&previous.edition))
            .map(|variable| variable.name.as_str())
            .collect();
        let mut problems = Vec::new();
        let mut reported = FxHashSet::default();
        let mut kept: FxHashSet<&str> = FxHashSet::default();
        for variable in self.variables.values() {
            kept.insert(variable.name.as_str());
            kept.extend(variable.was.iter().map(String::as_str));
            match variable.role {
                Role::Answer => {}
                Role::Given | Role::Retired | Role::Last(_) => continue,
            }
            let existed = before.contains(variable.name.as_str())
                || variable.was.iter().any(|name| before.contains(name.as_str()));
            let problem = match (variable.marker, existed) {
                (Marker::New, true) => errors::marker_wrong(variable.origin, &format!("`{}`", variable.name)),
                (Marker::Kept | Marker::Updated, false) => {
                    errors::marker_missing(variable.origin, &format!("`{}`", variable.name))
                }
                (Marker::New, false) | (Marker::Kept | Marker::Updated, true) => continue,
            };
            // The cells of one question lie together: one message for all of them.
            if reported.insert(variable.question) {
                problems.push(problem);
            }
        }
        let mut gone: Vec<&str> = before.into_iter().filter(|name| !kept.contains(name)).collect();
        gone.sort_unstable();
        for name in gone {
            problems.push(errors::code_dropped(survey.kind_span, &format!("`{name}`")));
        }
        self.diagnostics.extend(problems);
    }
}
