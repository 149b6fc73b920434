//! Markers held against the edition before: what is new bears `@new`, what is old does not.
//!
//! What lies is told once, at the outermost thing that lies as a whole.

use crate::names;
use std::collections::BTreeSet;
use std::ops::Bound;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Diagnostic, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Marker as MarkerWord, Statement};

use super::Lowerer;
use crate::errors::editions as errors;
use crate::form::{Marker, Previous, PreviousVariable, Role, Value, Variable};
use crate::frozen::ValueKind;
use crate::ids::VarId;
use crate::resolve::symbols::{SymbolId, SymbolKind, Symbols};
use crate::resolve::written::{marker_clause, marker_place, with_space_before};

/// The variables of the edition before.
pub(super) struct Past<'p> {
    names: BTreeSet<&'p str>,
    variables: FxHashMap<&'p str, &'p PreviousVariable>,
    /// The names of what was derived.
    derived: BTreeSet<&'p str>,
}

impl<'p> Past<'p> {
    pub(super) fn of(previous: &'p Previous) -> Self {
        let own = previous.variables.iter().filter(|variable| variable.editions.contains(&previous.edition));
        let variables: FxHashMap<&str, &PreviousVariable> =
            own.map(|variable| (variable.name.as_str(), variable)).collect();
        let derived = previous.calcs.iter().filter(|calc| calc.editions.contains(&previous.edition));
        Self {
            names: variables.keys().copied().collect(),
            variables,
            derived: derived.map(|calc| calc.name.as_str()).collect(),
        }
    }

    /// Whether a value was derived at a name or inside of it.
    pub(super) fn derived(&self, name: &str) -> bool {
        self.derived.contains(name)
            || self
                .derived
                .range(names::beginning_within(name).as_str()..)
                .next()
                .is_some_and(|known| names::within(known, name).is_some())
    }

    pub(super) fn get(&self, name: &str) -> Option<&'p PreviousVariable> {
        self.variables.get(name).copied()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// The variables at a name or inside of it.
    fn under<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'p str> + use<'s, 'p> {
        let near = self
            .names
            .range::<str, _>((Bound::Included(name), Bound::Unbounded))
            .take_while(move |known| known.starts_with(name));
        // `size2` lies between `size` and `size__beds` and is neither.
        near.filter(move |known| names::is_or_is_within(known, name)).copied()
    }

    /// Whether there was something at a name, or a code of it.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.is_or_has(name) || self.has_code(name)
    }

    /// Whether there was a variable at a name or inside of it.
    fn is_or_has(&self, name: &str) -> bool {
        self.under(name).next().is_some()
    }

    /// Whether there was such a value at a name or inside of it.
    fn holds(&self, name: &str, kind: ValueKind) -> bool {
        self.under(name).any(|name| self.get(name).is_some_and(|own| own.kind == kind))
    }

    /// Whether a name ends in a code that was offered by what it begins with.
    fn has_code(&self, name: &str) -> bool {
        let Some((owner, code)) = names::split(name) else { return false };
        let offered = |name: &str| self.get(name).is_some_and(|owner| owner.codes.iter().any(|known| known == code));
        // The options of a grid are codes of each of its rows, its columns stand at each of them.
        offered(owner)
            || self.under(owner).any(|name| {
                let mut inner = names::within(name, owner).into_iter().flat_map(names::codes).skip(1);
                match inner.next() {
                    None => offered(name),
                    Some(column) => column == code && inner.next().is_none(),
                }
            })
    }
}

/// How a variable lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// It is new and does not say so.
    Missing,
    /// It says it is new and is not.
    Wrong,
}

/// How many of the variables in something lie, and in which way.
#[derive(Default)]
struct Count {
    all: u32,
    missing: u32,
    wrong: u32,
}

impl<'a> Lowerer<'a, '_> {
    /// A write-in that an old option or field now has is new without a word: there is no place for one.
    pub(super) fn mark_write_ins(&mut self) {
        let Some(previous) = &self.previous else { return };
        let past = Past::of(previous);
        let mut new = Vec::new();
        for (_, symbol) in self.symbols.iter().filter(|(_, symbol)| symbol.kind == SymbolKind::Specify) {
            let Some((owner, _)) = symbol.path.rsplit_once('.') else { continue };
            let Some(id) = self.names.get(&names::of(&symbol.path)) else { continue };
            let variable = self.variables.get(*id);
            // Under the old code of what it stands in, where that has another now.
            let mut own = std::iter::once(&variable.name).chain(&variable.was);
            let around = |name: &String| names::split(name).is_some_and(|(around, _)| past.knows(around));
            let was_there = past.knows(&names::of(owner)) || variable.was.iter().any(around);
            if !own.any(|name| past.has(name)) && was_there {
                new.push(*id);
            }
        }
        for id in new {
            self.variables.get_mut(id).marker = Marker::New;
        }
    }

    pub(super) fn check_markers(&self) -> Vec<Diagnostic> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let past = Past::of(previous);
        let lies = self.lies(&past);
        let mut told = Problems::default();
        for (id, lie) in &lies.found {
            match lie {
                Lie::Missing => self.missing(*id, &lies, &past, &mut told),
                Lie::Wrong => self.wrong(*id, &lies, &past, &mut told),
            }
        }
        self.check_options(&past, &mut told);
        told.problems
    }

    fn lies(&self, past: &Past<'_>) -> Lies {
        let by_path: FxHashMap<String, SymbolId> =
            self.symbols.iter().map(|(id, symbol)| (names::of(&symbol.path), id)).collect();
        let mut lies = Lies { found: Vec::new(), counts: FxHashMap::default(), by_name: by_path };
        for (id, variable) in self.variables.iter() {
            if variable.role != Role::Answer {
                continue;
            }
            let existed = past.has(&variable.name) || variable.was.iter().any(|name| past.has(name));
            let lie = match (variable.marker, existed) {
                (Marker::New, true) => Some(Lie::Wrong),
                // That it was not there under its old name either has been told at its `was`.
                (Marker::Kept | Marker::Updated, false) if variable.was.is_empty() => Some(Lie::Missing),
                (Marker::New, false) | (Marker::Kept | Marker::Updated, _) => None,
            };
            let mut at = lies.by_name.get(&variable.name).copied();
            while let Some(symbol) = at {
                let count = lies.counts.entry(symbol).or_default();
                count.all += 1;
                count.missing += u32::from(lie == Some(Lie::Missing));
                count.wrong += u32::from(lie == Some(Lie::Wrong));
                at = self.symbols.get(symbol).around();
            }
            lies.found.extend(lie.map(|lie| (id, lie)));
        }
        lies
    }

    /// Tells of something new without `@new` at the outermost thing that is new as a whole.
    fn missing(&self, id: VarId, lies: &Lies, past: &Past<'_>, told: &mut Problems) {
        let variable = self.variables.get(id);
        let mut outermost = None;
        let mut at = lies.by_name.get(&variable.name).copied();
        while let Some(symbol) = at {
            let found = self.symbols.get(symbol);
            let whole = lies.counts.get(&symbol).is_some_and(|count| count.all == count.missing);
            let name = names::of(&found.path);
            if whole && takes_marker(found.kind) {
                // The option of another question is nothing that a question was.
                let known = if is_asked(found.kind) { past.is_or_has(&name) } else { past.knows(&name) };
                if !known {
                    outermost = Some(symbol);
                } else if is_asked(found.kind) && past.has(&name) != self.names.contains_key(&name) {
                    return told.push(self.other_shape(symbol, past.has(&name), past));
                } else if let Some(table) = self.reshaped_table(symbol, past) {
                    return told.push(self.other_shape(table, past.has(&name), past));
                }
            }
            at = found.around();
        }
        let Some(symbol) = outermost else {
            told.push(errors::marker_missing(variable.origin, &format!("`{}`", names::path(&variable.name)), None));
            return;
        };
        let found = self.symbols.get(symbol);
        let what = called(self.symbols, symbol);
        let updated = found.statement.and_then(|statement| marker_clause(statement, MarkerWord::Updated));
        told.push(match updated {
            Some(clause) => errors::updated_wrong(clause.span, &what),
            None => return told.push_of(symbol, self.unmarked_new(symbol, &what)),
        });
    }

    /// One value became several, or several one: none of the variables is what any was before.
    fn other_shape(&self, symbol: SymbolId, was_one: bool, past: &Past<'_>) -> Diagnostic {
        let found = self.symbols.get(symbol);
        let name = names::of(&found.path);
        let (one, several) = if was_one {
            (true, past.holds(&name, ValueKind::Code))
        } else {
            (false, past.holds(&name, ValueKind::Tick))
        };
        let now = |kind: fn(&Value) -> bool| {
            let inside = |own: &&Variable| names::is_or_is_within(&own.name, &name);
            self.variables.values().filter(inside).any(|own| kind(&own.value))
        };
        let is_same = match one {
            true => several && now(|value| matches!(value, Value::Tick)),
            false => several && now(|value| matches!(value, Value::Code(_))),
        };
        if is_same {
            return errors::shape_changed(
                found.span,
                &found.path,
                &found.code,
                (was_one, found.kind == SymbolKind::Grid),
            );
        }
        let (then, now) = if was_one { ("one value", "several") } else { ("several values", "one") };
        errors::values_changed(found.span, &found.path, then, now)
    }

    /// The table of a row whose one answer became several, or the other way round.
    fn reshaped_table(&self, row: SymbolId, past: &Past<'_>) -> Option<SymbolId> {
        let found = self.symbols.get(row);
        let table = found.parent.filter(|parent| self.symbols.get(*parent).kind == SymbolKind::Grid)?;
        let name = names::of(&found.path);
        let is_row = found.kind == SymbolKind::Row && past.is_or_has(&name);
        (is_row && past.has(&name) != self.names.contains_key(&name)).then_some(table)
    }

    /// Tells of something old with `@new` at what bears the marker.
    fn wrong(&self, id: VarId, lies: &Lies, past: &Past<'_>, told: &mut Problems) {
        let variable = self.variables.get(id);
        let mut at = lies.by_name.get(&variable.name).copied();
        while let Some(symbol) = at {
            let found = self.symbols.get(symbol);
            if let Some(statement) = found.statement
                && let Some(clause) = marker_clause(statement, MarkerWord::New)
            {
                let whole = lies.counts.get(&symbol).is_some_and(|count| count.all == count.wrong);
                // What is new itself may hold nothing but what came from elsewhere: that is what was there.
                let was_there = past.knows(&names::of(&found.path)) || !self.was(symbol).is_empty();
                let what = if whole && was_there {
                    called(self.symbols, symbol)
                } else {
                    format!("`{}`", names::path(&variable.name))
                };
                return told.push(errors::marker_wrong(clause.span, &what, unmarked(statement)));
            }
            at = found.around();
        }
        told.push(errors::marker_wrong(variable.origin, &format!("`{}`", names::path(&variable.name)), Vec::new()));
    }

    /// The options of single choices, which are codes of a column that was there before: the same double entry for them.
    fn check_options(&self, past: &Past<'_>, told: &mut Problems) {
        let symbols: FxHashMap<&str, SymbolId> =
            self.symbols.iter().map(|(id, symbol)| (symbol.path.as_str(), id)).collect();
        for variable in self.variables.values() {
            let (Role::Answer, Marker::Kept | Marker::Updated, Value::Code(list)) =
                (variable.role, variable.marker, &variable.value)
            else {
                continue;
            };
            let names = std::iter::once(&variable.name).chain(&variable.was);
            let Some(before) = names.filter_map(|name| past.get(name)).find(|past| !past.codes.is_empty()) else {
                continue;
            };
            let own = names::path(&variable.name);
            let around =
                variable.question.map(|question| self.questions.get(question).path.as_str()).unwrap_or_default();
            for entry in &self.code_lists.get(*list).codes {
                let named = [own.as_str(), around].map(|path| format!("{path}.{}", entry.code));
                let Some(option) = named.iter().find_map(|path| symbols.get(path.as_str())) else { continue };
                let was = self.was(*option).iter().filter_map(|path| Some(path.segments.last()?.value.as_str()));
                let existed =
                    was.chain([entry.code.as_str()]).any(|code| before.codes.iter().any(|known| known == code));
                if !entry.retired {
                    self.check_option(*option, existed, told);
                }
            }
        }
    }

    fn check_option(&self, option: SymbolId, existed: bool, told: &mut Problems) {
        let found = self.symbols.get(option);
        let Some(statement) = found.statement else { return };
        match (marker_clause(statement, MarkerWord::New), existed) {
            (Some(clause), true) => {
                told.push(errors::marker_wrong(clause.span, &called(self.symbols, option), unmarked(statement)));
            }
            (None, false) => {
                told.push_of(option, self.unmarked_new(option, &called(self.symbols, option)));
            }
            (Some(_), false) | (None, true) => {}
        }
    }

    /// Something new that does not say so. An option of a list from a file has no place for a word: that is said where the list is used.
    fn unmarked_new(&self, symbol: SymbolId, what: &str) -> Diagnostic {
        let found = self.symbols.get(symbol);
        let Some(statement) = found.statement else { return errors::marker_missing(found.span, what, None) };
        if !is_from_a_file(statement) {
            let add = (marker_place(statement), " @new".to_owned());
            return errors::marker_missing(found.span, what, Some(add));
        }
        let user = found.parent.filter(|_| found.kind == SymbolKind::Option).map(|parent| self.symbols.get(parent));
        let add = user.and_then(|user| Some(inside(user.statement?, &format!("{} @new", found.code))));
        errors::marker_missing(user.map_or(found.span, |user| user.span), what, add)
    }
}

struct Lies {
    found: Vec<(VarId, Lie)>,
    counts: FxHashMap<SymbolId, Count>,
    /// What bears a code, by the name that its variable has or would have.
    by_name: FxHashMap<String, SymbolId>,
}

/// What is told, each place once: the cells of one column lie together.
#[derive(Default)]
struct Problems {
    problems: Vec<Diagnostic>,
    places: FxHashSet<Span>,
    options: FxHashSet<SymbolId>,
}

impl Problems {
    fn push(&mut self, problem: Diagnostic) {
        if self.places.insert(problem.span()) {
            self.problems.push(problem);
        }
    }

    /// The same of an option: those of a list from a file are told at one place.
    fn push_of(&mut self, symbol: SymbolId, problem: Diagnostic) {
        let several = problem.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(|(_, text)| text != " @new"));
        if several && self.options.insert(symbol) {
            self.problems.push(problem);
        } else if !several {
            self.push(problem);
        }
    }
}

/// Whether an option was read from a file: all of it stands at the name of that.
fn is_from_a_file(statement: &Statement) -> bool {
    statement.kind == Kind::Option && statement.label.as_ref().is_some_and(|label| label.span == statement.span)
}

/// The place for a statement inside of another, with what is written there.
fn inside(statement: &Statement, inner: &str) -> (Span, String) {
    match statement.body_span {
        Some(body) => {
            let place = Span::new(body.file, body.start + 1, body.start + 1);
            // An option of a list has no words there, and stands on a line of its own.
            (place, format!("\n    {inner}\n   "))
        }
        None => (statement.span.after(), format!(" {{ {inner} }}")),
    }
}

/// What takes `@new` out of a statement; what it splits goes with it.
fn unmarked(statement: &Statement) -> Vec<Span> {
    let of_new = |kind: &ClauseKind| matches!(kind, ClauseKind::Marker(MarkerWord::New) | ClauseKind::Splits(_));
    let clauses = statement.clauses.iter().filter(|clause| of_new(&clause.kind));
    clauses.map(|clause| with_space_before(statement, clause.span)).collect()
}

/// What a designer calls it: its kind, unless it is a question, and its path.
pub(super) fn called(symbols: &Symbols<'_>, id: SymbolId) -> String {
    let found = symbols.get(id);
    let in_row = found.parent.map(|parent| symbols.get(parent)).filter(|row| row.kind == SymbolKind::Row);
    // A cell is told of as its column.
    let path = match in_row.and_then(|row| row.path.rsplit_once('.')) {
        Some((grid, _)) if found.kind == SymbolKind::Column => format!("{grid}.{}", found.code),
        _ => found.path.clone(),
    };
    match found.kind.noun() {
        "question" => format!("`{path}`"),
        noun => format!("the {noun} `{path}`"),
    }
}

/// What may bear `@new`.
pub(super) fn takes_marker(kind: SymbolKind) -> bool {
    match kind {
        SymbolKind::Section
        | SymbolKind::Group
        | SymbolKind::Use
        | SymbolKind::Repeat
        | SymbolKind::Question(_)
        | SymbolKind::Grid
        | SymbolKind::Gate
        | SymbolKind::Option
        | SymbolKind::Row
        | SymbolKind::Column => true,
        SymbolKind::Root
        | SymbolKind::GivenSpace
        | SymbolKind::Given(_)
        | SymbolKind::Info
        | SymbolKind::Part
        | SymbolKind::Calc
        | SymbolKind::Let
        | SymbolKind::Specify
        | SymbolKind::Retired => false,
    }
}

/// Whether it is answered itself.
pub(super) fn is_asked(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Question(_) | SymbolKind::Grid | SymbolKind::Gate)
}
