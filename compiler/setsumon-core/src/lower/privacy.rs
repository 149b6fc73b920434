//! What told who somebody is does so still, unless its author says that it does not.
//!
//! What is retired stays as personal as it was. What is asked and was personal is refused until its author says which: nobody sees of a
//! question that went to another section, or of a section that lost its mark, that its answers lie among the open ones now.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::Diagnostic;

use super::Lowerer;
use super::markers::{called, takes_marker};
use crate::errors::editions as errors;
use crate::form::{Previous, Role, Variable};
use crate::ids::{RepeatId, VarId};
use crate::names;
use crate::resolve::symbols::{SymbolId, SymbolKind};
use crate::resolve::written::marker_place;

/// How many of the variables in something were personal and are open without a word, of how many.
#[derive(Default)]
struct Count {
    all: u32,
    lost: u32,
}

impl Lowerer<'_, '_> {
    /// Marks what is retired as it was marked.
    pub(super) fn keep_privacy(&mut self) {
        let Some(previous) = &self.previous else { return };
        let mut was = personal(previous);
        was.extend(previous.calcs.iter().filter(|past| past.personal).map(|past| past.name.as_str()));
        let kept: Vec<VarId> = self
            .variables
            .iter()
            .filter(|(id, variable)| {
                variable.role == Role::Retired && !variable.personal && !self.said_open.contains(id)
            })
            .filter(|(_, variable)| names_of(variable).any(|name| was.contains(name)))
            .map(|(id, _)| id)
            .collect();
        for variable in kept {
            self.variables.get_mut(variable).personal = true;
        }
        // How many entries a roster had says as much when nobody is asked for one any more.
        let lost = self.lost_rosters().into_iter().map(|(_, roster)| roster);
        let over: Vec<RepeatId> = lost.filter(|roster| self.is_over(*roster)).collect();
        for roster in over {
            self.repeats.get_mut(roster).personal = true;
        }
    }

    /// Tells of what is asked and was personal, at the outermost thing that was so as a whole.
    pub(super) fn check_kept_privacy(&self) -> Vec<Diagnostic> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let was = personal(previous);
        let symbols: FxHashMap<String, SymbolId> =
            self.symbols.iter().map(|(id, symbol)| (names::of(&symbol.path), id)).collect();
        let mut counts: FxHashMap<SymbolId, Count> = FxHashMap::default();
        let mut lost: Vec<SymbolId> = Vec::new();
        for (id, variable) in self.variables.iter() {
            let is_lost = match variable.role {
                Role::Answer | Role::Given => {
                    !variable.personal
                        && !self.said_open.contains(&id)
                        && names_of(variable).any(|name| was.contains(name))
                }
                Role::Retired => false,
                Role::Last(_) => continue,
            };
            let Some(symbol) = symbols.get(&variable.name).copied() else { continue };
            lost.extend(is_lost.then_some(symbol));
            let mut at = Some(symbol);
            while let Some(around) = at {
                let count = counts.entry(around).or_default();
                count.all += 1;
                count.lost += u32::from(is_lost);
                at = self.symbols.get(around).around();
            }
        }
        let whole = |id: SymbolId| counts.get(&id).is_some_and(|count| count.all == count.lost);
        let mut told = FxHashSet::default();
        let mut problems = Vec::new();
        let rosters = self.lost_rosters().into_iter().filter(|(_, roster)| !self.is_over(*roster));
        for start in rosters.map(|(symbol, _)| symbol).chain(lost) {
            let mut outermost = start;
            let mut at = Some(start);
            let mut covered = false;
            while let Some(id) = at {
                covered |= told.contains(&id);
                if whole(id) && bears_a_mark(self.symbols.get(id).kind) {
                    outermost = id;
                }
                at = self.symbols.get(id).around();
            }
            if !covered && told.insert(outermost) {
                problems.push(self.lost(outermost));
            }
        }
        problems
    }

    fn lost(&self, id: SymbolId) -> Diagnostic {
        let symbol = self.symbols.get(id);
        let add = symbol.statement.map(|statement| (marker_place(statement), " @personal".to_owned()));
        errors::privacy_dropped(symbol.span, &called(self.symbols, id), add)
    }

    /// The rosters that told as a whole who somebody is and are open without a word.
    fn lost_rosters(&self) -> Vec<(SymbolId, RepeatId)> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let was: FxHashSet<&str> = previous.past.iter().filter_map(|past| past.personal_roster.as_deref()).collect();
        if was.is_empty() {
            return Vec::new();
        }
        let by_path: FxHashMap<&str, RepeatId> =
            self.repeats.iter().map(|(id, repeat)| (repeat.path.as_str(), id)).collect();
        let mut known = FxHashMap::default();
        let rosters = self.symbols.iter().filter(|(_, symbol)| symbol.kind == SymbolKind::Repeat);
        let rosters = rosters.filter_map(|(id, symbol)| Some((id, *by_path.get(symbol.path.as_str())?)));
        let open =
            rosters.filter(|(_, roster)| !self.repeats.get(*roster).personal && !self.open_rosters.contains(roster));
        open.filter(|(id, _)| {
            let paths = self.old_paths(*id, &mut known);
            paths.iter().any(|path| was.contains(names::of(path).as_str()))
        })
        .collect()
    }

    /// Whether a roster is kept for its history alone.
    fn is_over(&self, roster: RepeatId) -> bool {
        let mut own = self.variables.values().filter(|variable| variable.repeat == Some(roster));
        own.all(|variable| variable.role == Role::Retired)
    }
}

/// The variables of earlier editions that told who somebody is.
fn personal(previous: &Previous) -> FxHashSet<&str> {
    previous.past.iter().filter(|past| past.personal).map(|past| past.name.as_str()).collect()
}

/// The names that a variable had in the edition before.
fn names_of(variable: &Variable) -> impl Iterator<Item = &str> {
    let own = variable.was.is_empty().then_some(variable.name.as_str());
    own.into_iter().chain(variable.was.iter().map(String::as_str))
}

/// What may bear `@personal` and stands for all that is in it.
fn bears_a_mark(kind: SymbolKind) -> bool {
    takes_marker(kind) || matches!(kind, SymbolKind::Given(_))
}
