//! Which variable lies in which table: the survey's own, one for personal answers, one a roster, and further ones where a dialect's limits demand it.

use setsumon_core::names;
use std::collections::BTreeSet;

use setsumon_core::form::{Form, Role};
use setsumon_core::ids::{Id, RepeatId, RuleId, SectionId, VarId};
use setsumon_core::reads::Reads;

use crate::dialect::{Limits, NAME_BYTES, Room, shortened};
use crate::place::{Kept, Place, kept};
use crate::value::weight;

/// The tables of a form in one dialect.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) dialect: &'static dyn Room,
    /// The survey's own table first, then its further ones, then those of rosters.
    pub(crate) tables: Vec<Table>,
    /// The table of each variable, by its index.
    home: Vec<Option<usize>>,
    /// Where each rule is kept, by its index.
    kept: Vec<Kept>,
    /// The column of each variable, its name quoted where that is needed, by its index.
    columns: Vec<String>,
}

/// A table of answers.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// The same, quoted where that is needed.
    pub(crate) quoted: String,
    /// The roster of whose occurrences it holds a row each; none for a row a response.
    pub(crate) repeat: Option<RepeatId>,
    /// Whether it is the one whose row says that the response or occurrence is there.
    pub(crate) base: bool,
    /// Whether it holds what tells who somebody is.
    pub(crate) personal: bool,
    pub(crate) variables: Vec<VarId>,
}

impl Layout {
    pub(crate) fn of(form: &Form, dialect: &'static dyn Room, reads: &[Reads]) -> Self {
        let mut names = Names::of(form);
        let mut tables = Tables { dialect, tables: Vec::new() };
        let code = &form.survey().code;
        let owned = Owned::of(form);
        for (index, variables) in split(form, dialect, &owned.open).into_iter().enumerate() {
            let name =
                if index == 0 { code.clone() } else { names.free(&names::member(code, &(index + 1).to_string())) };
            tables.push(name, None, index == 0, false, variables);
        }
        tables.push_personal(&mut names, code, None, split(form, dialect, &owned.personal));
        for ((id, repeat), (open, personal)) in form.repeats().iter().zip(&owned.rosters) {
            for (index, variables) in split(form, dialect, open).into_iter().enumerate() {
                let name = match index {
                    0 => repeat.name.clone(),
                    _ => names.free(&names::member(&repeat.name, &(index + 1).to_string())),
                };
                tables.push(name, Some(id), index == 0, repeat.personal, variables);
            }
            tables.push_personal(&mut names, &repeat.name, Some(id), split(form, dialect, personal));
        }
        let tables = tables.tables;
        let mut home = vec![None; form.variables().len()];
        for (index, table) in tables.iter().enumerate() {
            for variable in &table.variables {
                if let Some(slot) = home.get_mut(variable.index()) {
                    *slot = Some(index);
                }
            }
        }
        let columns = form.variables().values().map(|variable| dialect.name(&variable.name)).collect();
        let mut layout = Self { dialect, tables, home, kept: Vec::new(), columns };
        layout.kept = form.rules().values().zip(reads).map(|(rule, reads)| kept(&layout, rule, reads)).collect();
        layout
    }

    /// The same, with its tables under other names, one for each.
    pub(crate) fn with_tables(mut self, names: &[String]) -> Self {
        for (table, name) in self.tables.iter_mut().zip(names) {
            table.quoted.clone_from(name);
        }
        self
    }

    /// The same, with its columns under other names, one for each variable.
    pub(crate) fn with_columns(mut self, columns: Vec<String>) -> Self {
        self.columns = columns;
        self
    }

    /// Where a rule is kept.
    pub(crate) fn kept(&self, rule: RuleId) -> Kept {
        self.kept.get(rule.index()).copied().unwrap_or(Kept { place: Place::Table, table: None })
    }

    /// The index of the table that a variable lies in; none for last year's values, which lie in no table of this survey.
    pub(crate) fn home(&self, variable: VarId) -> Option<usize> {
        self.home.get(variable.index()).copied().flatten()
    }

    /// The table that a variable lies in.
    pub(crate) fn table_of(&self, variable: VarId) -> Option<&Table> {
        self.home(variable).and_then(|index| self.tables.get(index))
    }

    /// The column of a variable, without its table.
    pub(crate) fn column(&self, variable: VarId) -> &str {
        self.columns.get(variable.index()).map_or("NULL", String::as_str)
    }

    /// The survey's own table.
    pub(crate) fn main(&self) -> Option<&Table> {
        self.tables.first()
    }

    /// The name of the survey's own table, quoted.
    pub(crate) fn main_name(&self) -> &str {
        self.main().map_or("", |table| table.quoted.as_str())
    }

    /// The table whose rows are the occurrences of a roster.
    pub(crate) fn base_of(&self, repeat: RepeatId) -> Option<&Table> {
        self.base(Some(repeat)).map(|(_, table)| table)
    }

    /// The table whose rows are the occurrences of a roster, or the responses themselves, with its index.
    pub(crate) fn base(&self, repeat: Option<RepeatId>) -> Option<(usize, &Table)> {
        self.tables.iter().enumerate().find(|(_, table)| table.base && table.repeat == repeat)
    }
}

/// The tables so far.
struct Tables {
    dialect: &'static dyn Room,
    tables: Vec<Table>,
}

impl Tables {
    fn push(&mut self, name: String, repeat: Option<RepeatId>, base: bool, personal: bool, variables: Vec<VarId>) {
        let quoted = self.dialect.name(&name);
        self.tables.push(Table { name, quoted, repeat, base, personal, variables });
    }

    fn push_personal(&mut self, names: &mut Names, owner: &str, repeat: Option<RepeatId>, pieces: Vec<Vec<VarId>>) {
        for (index, variables) in pieces.into_iter().enumerate().filter(|(_, variables)| !variables.is_empty()) {
            let wish = if index == 0 {
                names::member(owner, "personal")
            } else {
                names::member(owner, &format!("personal_{}", index + 1))
            };
            self.push(names.free(&wish), repeat, false, true, variables);
        }
    }
}

/// The variables that are stored, by the kind of table they belong in.
struct Owned {
    /// Of the response, and not personal.
    open: Vec<VarId>,
    /// Of the response, and personal.
    personal: Vec<VarId>,
    /// Of each roster: its own, and those that are personal where it is not so as a whole.
    rosters: Vec<(Vec<VarId>, Vec<VarId>)>,
}

impl Owned {
    fn of(form: &Form) -> Self {
        let rosters = form.repeats().values().map(|_| (Vec::new(), Vec::new())).collect();
        let mut owned = Self { open: Vec::new(), personal: Vec::new(), rosters };
        for (id, variable) in form.variables().iter() {
            match variable.role {
                Role::Answer | Role::Given | Role::Retired => {}
                Role::Last(_) => continue,
            }
            match variable.repeat {
                None if variable.personal => owned.personal.push(id),
                None => owned.open.push(id),
                Some(repeat) => {
                    if let Some((open, personal)) = owned.rosters.get_mut(repeat.index()) {
                        let apart = variable.personal && !form.repeats().get(repeat).personal;
                        if apart { personal.push(id) } else { open.push(id) }
                    }
                }
            }
        }
        owned
    }
}

/// The variables of one kind in pieces that fit a table: at least one, empty if there are none. Sections are kept whole where they fit,
/// so that conditions, which mostly look within their section, find what they read in their own table.
fn split(form: &Form, dialect: &dyn Room, variables: &[VarId]) -> Vec<Vec<VarId>> {
    let limits = dialect.limits();
    let mut runs: Vec<(Option<SectionId>, Vec<VarId>)> = Vec::new();
    for id in variables {
        let section = form.variables().get(*id).question.and_then(|question| form.questions().get(question).section);
        match runs.last_mut() {
            Some((known, run)) if *known == section => run.push(*id),
            Some(_) | None => runs.push((section, vec![*id])),
        }
    }
    let mut pieces = vec![Vec::new()];
    let mut filled = Filled::default();
    for (_, run) in runs {
        let mut whole = filled;
        for variable in &run {
            whole.add(form, dialect, *variable);
        }
        if !whole.fits(limits) && !filled.is_empty() {
            pieces.push(Vec::new());
            filled = Filled::default();
        }
        for variable in run {
            let mut next = filled;
            next.add(form, dialect, variable);
            if !next.fits(limits) {
                pieces.push(Vec::new());
                next = Filled::default();
                next.add(form, dialect, variable);
            }
            filled = next;
            if let Some(piece) = pieces.last_mut() {
                piece.push(variable);
            }
        }
    }
    pieces
}

#[derive(Debug, Clone, Copy, Default)]
struct Filled {
    columns: usize,
    bytes: usize,
}

impl Filled {
    fn add(&mut self, form: &Form, dialect: &dyn Room, variable: VarId) {
        self.columns += 1;
        self.bytes += weight(form, dialect, form.variables().get(variable));
    }

    fn is_empty(self) -> bool {
        self.columns == 0
    }

    fn fits(self, limits: Limits) -> bool {
        self.columns <= limits.columns && self.bytes <= limits.bytes
    }
}

/// Names of tables that are taken.
#[derive(Debug)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub(crate) fn of(form: &Form) -> Self {
        let mut taken: BTreeSet<String> = form.repeats().values().map(|repeat| repeat.name.clone()).collect();
        taken.insert(form.survey().code.clone());
        Self { taken }
    }

    /// Marks a name as taken.
    pub(crate) fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// The name wished for, or one like it that is free: no code ends in `_`, so one more of them is never an author's name.
    pub(crate) fn free(&mut self, wish: &str) -> String {
        let mut name = shortened(wish);
        while !self.taken.insert(name.clone()) {
            name = if name.len() < NAME_BYTES { format!("{name}_") } else { shortened(&format!("{name}_{wish}")) };
        }
        name
    }
}
