//! The edition held against the one before: markers and the codes of variables.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Diagnostic, Span};
use setsumon_syntax::ast::{ClauseKind, Marker as MarkerWord, Path, Statement};

use super::Lowerer;
use super::conditions::dotted;
use crate::errors::editions as errors;
use crate::form::{Marker, PreviousVariable, Role, Value, Variable};
use crate::ids::VarId;
use crate::resolve::symbols::{Symbol, SymbolId};

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

    /// Gives every variable the one of the edition before of which a `splits` on it or around it says it is a part.
    pub(super) fn trace_splits(&mut self) {
        let split: Vec<(String, String, Span)> = self.symbols.iter().filter_map(|(_, symbol)| splits(symbol)).collect();
        let mut problems = Vec::new();
        for (path, old, span) in split {
            let (new, old) = (path.replace('.', "__"), old.replace('.', "__"));
            let inside = format!("{new}__");
            for variable in self.variables.values_mut() {
                if variable.name == new {
                    variable.splits = Some(old.clone());
                } else if let Some(rest) = variable.name.strip_prefix(&inside) {
                    variable.splits = Some(format!("{old}__{rest}"));
                }
            }
            let Some(previous) = &self.previous else { continue };
            if !previous.variables.iter().any(|variable| held(variable, &old)) {
                problems.push(errors::was_unknown(span, &old.replace("__", ".")));
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
            let own = variable.name.replace("__", ".");
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
        let Some(previous) = &self.previous else { return };
        let mut problems = Vec::new();
        for id in renamed {
            let written = self.was(*id);
            for (path, written) in old.get(id).into_iter().flatten().zip(written) {
                let name = path.replace('.', "__");
                let inside = format!("{name}__");
                let known = previous
                    .variables
                    .iter()
                    .any(|variable| variable.name == name || variable.name.starts_with(&inside));
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
        let kinds: FxHashMap<&str, &str> =
            previous.variables.iter().map(|variable| (variable.name.as_str(), variable.kind.as_str())).collect();
        let mut problems = Vec::new();
        for (variable, span) in &self.last_reads {
            let read = self.variables.get(*variable);
            let there =
                before.contains(read.name.as_str()) || read.was.iter().any(|name| before.contains(name.as_str()));
            if !there {
                problems.push(crate::errors::types::last_unknown(*span, &read.name));
            }
        }
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
                // That it was not there under its old name either has been told at its `was`.
                (Marker::Kept | Marker::Updated, false) if !variable.was.is_empty() => continue,
                (Marker::Kept | Marker::Updated, false) => {
                    errors::marker_missing(variable.origin, &format!("`{}`", variable.name))
                }
                (Marker::New, false) => continue,
                (Marker::Kept | Marker::Updated, true) => {
                    let now = kind(&variable.value);
                    let then = kinds.get(variable.name.as_str()).copied().unwrap_or(now);
                    if then == now {
                        continue;
                    }
                    errors::type_changed(variable.origin, &variable.name, noun(then), noun(now))
                }
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
        problems.extend(self.changed_codes());
        self.diagnostics.extend(problems);
    }

    /// The options of single choices, which are codes of a column that was there before: the same double entry for them.
    fn changed_codes(&self) -> Vec<Diagnostic> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let past: FxHashMap<&str, &PreviousVariable> =
            previous.variables.iter().map(|variable| (variable.name.as_str(), variable)).collect();
        let symbols: FxHashMap<&str, SymbolId> =
            self.symbols.iter().map(|(id, symbol)| (symbol.path.as_str(), id)).collect();
        let mut problems = Vec::new();
        let mut told = FxHashSet::default();
        for variable in self.variables.values() {
            let (Role::Answer, Marker::Kept | Marker::Updated, Value::Code(list)) =
                (variable.role, variable.marker, &variable.value)
            else {
                continue;
            };
            let names = std::iter::once(&variable.name).chain(&variable.was);
            let Some(before) = names.filter_map(|name| past.get(name.as_str())).find(|past| !past.codes.is_empty())
            else {
                continue;
            };
            let own = variable.name.replace("__", ".");
            let around =
                variable.question.map(|question| self.questions.get(question).path.as_str()).unwrap_or_default();
            let mut kept: FxHashSet<&str> = FxHashSet::default();
            for entry in &self.code_lists.get(*list).codes {
                kept.insert(&entry.code);
                let named = [own.as_str(), around].map(|path| format!("{path}.{}", entry.code));
                let Some(option) = named.iter().find_map(|path| symbols.get(path.as_str())) else { continue };
                let old: Vec<&str> =
                    self.was(*option).iter().filter_map(|path| Some(path.segments.last()?.value.as_str())).collect();
                kept.extend(&old);
                let existed = before.codes.iter().any(|code| *code == entry.code || old.contains(&code.as_str()));
                let new = self.marked_new(*option);
                if entry.retired || new != existed || !told.insert((variable.question, entry.code.clone())) {
                    continue;
                }
                let (span, what) = (self.symbols.get(*option).span, format!("the option `{}`", entry.code));
                problems.push(if new {
                    errors::marker_wrong(span, &what)
                } else {
                    errors::marker_missing(span, &what)
                });
            }
            for code in before.codes.iter().filter(|code| !kept.contains(code.as_str())) {
                if told.insert((variable.question, code.clone())) {
                    let what = format!("the option `{code}` of `{}`", variable.name);
                    problems.push(errors::code_dropped(variable.origin, &what));
                }
            }
        }
        problems
    }

    fn marked_new(&self, symbol: SymbolId) -> bool {
        let clauses = self.symbols.get(symbol).statement.map_or(&[][..], |statement| &statement.clauses);
        clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Marker(MarkerWord::New)))
    }
}

/// The path of what is a part of something older, the path of that, and where it says so.
fn splits(symbol: &Symbol<'_>) -> Option<(String, String, Span)> {
    let clauses = &symbol.statement?.clauses;
    let (code, span) = clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Splits(code) => Some((&code.value, code.span)),
        _ => None,
    })?;
    let around = symbol.path.rsplit_once('.').map(|(around, _)| around);
    let old = around.map_or_else(|| code.clone(), |around| format!("{around}.{code}"));
    Some((symbol.path.clone(), old, span))
}

/// Whether a variable of the edition before is this one, lies in it, or has it as a code.
fn held(variable: &PreviousVariable, name: &str) -> bool {
    let code_of = name.strip_prefix(&variable.name).and_then(|rest| rest.strip_prefix("__"));
    variable.name == name
        || variable.name.strip_prefix(name).is_some_and(|rest| rest.starts_with("__"))
        || code_of.is_some_and(|code| variable.codes.iter().any(|known| known == code))
}

/// What a value is called in a frozen model.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Code(_) => "code",
        Value::Tick => "tick",
        Value::Rank { max: _ } => "rank",
        Value::Integer { min: _, max: _ } => "integer",
        Value::Decimal { digits: _, min: _, max: _ } => "decimal",
        Value::Month { min: _, max: _ } => "month",
        Value::Date { min: _, max: _ } => "date",
        Value::Text { shape: _, max_length: _, lines: _ } => "text",
    }
}

/// The same in a designer's words.
fn noun(kind: &str) -> &str {
    match kind {
        "code" => "one of several options",
        "tick" => "a tick",
        "rank" => "a rank",
        "integer" => "a whole number",
        "decimal" => "a decimal",
        "month" => "a month",
        "date" => "a day",
        "text" => "text",
        other => other,
    }
}
