//! The views of who was asked: a row a response or occurrence, a column for each condition under which something is asked.
//!
//! They say the relevance of the form, condition by condition, and nothing of their own: what the constraints refuse an answer for, and what
//! the long view calls *not asked*, are the same conditions of the same model.

use setsumon_core::carry::Before;
use setsumon_core::names;
use setsumon_core::walk::flat;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::form::{Answer, Cells, Field, Form, Role};
use setsumon_core::ids::{CondId, Id, VarId};
use setsumon_core::reads::Reads;

use crate::cond::Printer;
use crate::dialect::shortened;
use crate::layout::{Layout, Names, Table};
use crate::view::from;

/// What the views of who was asked have columns for.
pub(crate) struct Asked {
    /// One for each table that has open answers, by its index.
    views: Vec<View>,
    /// The columns of each variable, by its index.
    of: Vec<Columns>,
}

/// The view of a table.
#[derive(Default)]
struct View {
    /// Its name, quoted where that is needed; empty where there is none.
    name: String,
    columns: Vec<(String, What)>,
}

enum What {
    /// Whether it was asked.
    Asked(CondId),
    /// FALSE where one of these has a value, so that a tick that is not set is a no; else NULL. Of editions before this one, where
    /// there is one, nobody was asked of it in its words of today: NULL there.
    Unticked(Vec<VarId>, Option<i64>),
}

#[derive(Clone, Copy, Default)]
struct Columns {
    asked: Option<usize>,
    unticked: Option<usize>,
}

/// What stands behind the name of a column that tells what a tick that is not set means.
const UNTICKED: &str = "unticked";

impl Asked {
    pub(crate) fn of(form: &Form, layout: &Layout, names: &mut Names) -> Self {
        let mut asked = Self {
            views: layout.tables.iter().map(|_| View::default()).collect(),
            of: vec![Columns::default(); form.variables().len()],
        };
        let mut taken: FxHashSet<(usize, String)> = FxHashSet::default();
        let mut free = |table: usize, wish: String| {
            let mut name = shortened(&wish);
            while !taken.insert((table, name.clone())) {
                name = shortened(&format!("{name}_"));
            }
            name
        };
        let mut known: FxHashMap<(usize, CondId), usize> = FxHashMap::default();
        for (id, variable) in form.variables().iter() {
            let Some(table) = open_table(form, layout, id) else { continue };
            if form.conds().is_always(variable.asked) {
                continue;
            }
            let Some(view) = asked.views.get_mut(table) else { continue };
            let column = *known.entry((table, variable.asked)).or_insert_with(|| {
                let whole = variable.question.map(|question| form.questions().get(question));
                let wish = match whole {
                    Some(question) if question.asked == variable.asked => names::of(&question.path),
                    Some(_) | None => variable.name.clone(),
                };
                view.columns.push((free(table, wish), What::Asked(variable.asked)));
                view.columns.len() - 1
            });
            asked.set(id, |columns| columns.asked = Some(column));
        }
        let since = Since::of(form);
        for (name, group) in groups(form) {
            let Some(table) = group.first().and_then(|first| open_table(form, layout, *first)) else { continue };
            // A tick in another piece of the table is read from there.
            let Some(view) = asked.views.get_mut(table) else { continue };
            let mut columns: BTreeMap<Option<i64>, usize> = BTreeMap::new();
            for id in &group {
                if layout.home(*id) != Some(table) {
                    continue;
                }
                let since = since.of_option(*id);
                let column = *columns.entry(since).or_insert_with(|| {
                    let own = since.map_or_else(|| UNTICKED.to_owned(), |edition| format!("{UNTICKED}_{edition}"));
                    view.columns.push((free(table, names::member(&name, &own)), What::Unticked(group.clone(), since)));
                    view.columns.len() - 1
                });
                if let Some(own) = asked.of.get_mut(id.index()) {
                    own.unticked = Some(column);
                }
            }
        }
        for (view, table) in asked.views.iter_mut().zip(&layout.tables) {
            if !view.columns.is_empty() {
                view.name = layout.dialect.name(&names.free(&names::member(&table.name, "asked")));
            }
        }
        asked
    }

    fn set(&mut self, id: VarId, set: impl FnOnce(&mut Columns)) {
        if let Some(columns) = self.of.get_mut(id.index()) {
            set(columns);
        }
    }

    /// The column that tells whether a variable is asked; none where it always is.
    pub(crate) fn column(&self, layout: &Layout, id: VarId) -> Option<&str> {
        self.named(layout, id, |columns| columns.asked)
    }

    /// The column that tells what a tick means that is not set, where it stands among others.
    pub(crate) fn unticked(&self, layout: &Layout, id: VarId) -> Option<&str> {
        self.named(layout, id, |columns| columns.unticked)
    }

    fn named(&self, layout: &Layout, id: VarId, which: impl Fn(&Columns) -> Option<usize>) -> Option<&str> {
        let view = self.views.get(layout.home(id)?)?;
        let index = which(self.of.get(id.index())?)?;
        view.columns.get(index).map(|(name, _)| name.as_str())
    }

    /// The view of a table, by its index; none where everybody is asked everything in it.
    pub(crate) fn view(&self, table: usize) -> Option<&str> {
        self.views.get(table).map(|view| view.name.as_str()).filter(|name| !name.is_empty())
    }

    /// The views that there are.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.views.iter().map(|view| view.name.as_str()).filter(|name| !name.is_empty())
    }
}

/// The table of a variable that the views for analysis show: what was asked of everybody or of some, and is not personal.
pub(crate) fn open_table(form: &Form, layout: &Layout, id: VarId) -> Option<usize> {
    let variable = form.variables().get(id);
    match variable.role {
        Role::Answer | Role::Given => {}
        Role::Retired | Role::Last(_) => return None,
    }
    layout.home(id).filter(|home| layout.tables.get(*home).is_some_and(|table| !table.personal))
}

/// Ticks that stand together, so that one set says of the others that they are not: those of a multiple choice, of a grid's row, and those
/// that take the place of a value, with it. Each under its name.
fn groups(form: &Form) -> Vec<(String, Vec<VarId>)> {
    let mut groups = Vec::new();
    for question in form.questions().values() {
        let name = || names::of(&question.path);
        match &question.answer {
            Answer::Multi { choices, pick: _ } => {
                let offered = flat(choices).filter(|option| !option.retired);
                groups.push((name(), offered.filter_map(|option| option.variable).collect()));
            }
            Answer::Grid(grid) => match &grid.cells {
                Cells::Multi { choices: _ } => {
                    let rows = flat(&grid.rows).filter(|row| !row.retired);
                    groups.extend(rows.map(|row| (names::member(&name(), &row.code), row.cells.clone())));
                }
                Cells::Single { choices: _ } | Cells::Fields { columns: _ } => {}
            },
            Answer::Field(Field { variable, spec: _, specify: _, items: _, alternatives }) => {
                let ticks = alternatives.iter().filter(|one| !one.retired).map(|one| one.variable);
                groups.push((name(), std::iter::once(*variable).chain(ticks).collect()));
            }
            Answer::Single { variable: _, choices: _ }
            | Answer::Rank { choices: _, pick: _ }
            | Answer::Gate { variable: _, options: _ } => {}
        }
    }
    groups.retain(|(_, group)| group.len() > 1);
    groups
}

/// Writes the views.
pub(crate) fn script(out: &mut String, form: &Form, layout: &Layout, asked: &Asked) {
    let printer = Printer::query(form, layout);
    let mut first = true;
    for (index, (view, table)) in asked.views.iter().zip(&layout.tables).enumerate() {
        if view.columns.is_empty() {
            continue;
        }
        if first {
            out.push_str("\n-- Who was asked what, as the survey says: TRUE where the column's question is asked.\n");
            out.push_str("-- __unticked is FALSE where another tick of the same question is set, so that one that is not set is a no.\n");
            first = false;
        } else {
            out.push('\n');
        }
        let _ = write!(out, "CREATE VIEW {} AS SELECT\n  {}._response", view.name, table.quoted);
        if table.repeat.is_some() {
            let _ = write!(out, ",\n  {}._occurrence", table.quoted);
        }
        let mut homes = BTreeSet::from([index]);
        for (name, what) in &view.columns {
            out.push_str(",\n  ");
            match what {
                What::Asked(cond) => {
                    out.push('(');
                    printer.write(out, *cond);
                    out.push_str(") IS TRUE");
                    if layout.tables.len() > 1 {
                        let reads = Reads::of_cond(form, *cond);
                        homes.extend(reads.variables.iter().filter_map(|variable| layout.home(*variable)));
                    }
                }
                What::Unticked(group, since) => {
                    homes.extend(group.iter().filter_map(|variable| layout.home(*variable)));
                    unticked(out, printer, layout, group, *since);
                }
            }
            out.push_str(" AS ");
            layout.dialect.write_name(out, name);
        }
        out.push('\n');
        from(out, layout, table.repeat, &homes);
        out.push_str(";\n");
    }
}

/// FALSE where one of these has a value, in a response to this edition or a later one, else NULL.
fn unticked(out: &mut String, printer: Printer<'_>, layout: &Layout, group: &[VarId], since: Option<i64>) {
    let columns: Vec<String> = group.iter().map(|variable| printer.column(*variable)).collect();
    let present = printer.dialect().any_present(&columns);
    match since {
        Some(edition) => {
            let main = layout.main_name();
            let _ = write!(out, "CASE WHEN {main}._edition >= {edition} AND ({present}) THEN FALSE END");
        }
        None => {
            let _ = write!(out, "CASE WHEN {present} THEN FALSE END");
        }
    }
}

/// Since when options say what they say, in a survey that follows others: responses to those come over into its tables.
struct Since<'f> {
    before: Option<Before<'f>>,
    /// The first edition of which a response can be there.
    first: i64,
}

impl<'f> Since<'f> {
    fn of(form: &'f Form) -> Self {
        let previous = form.previous();
        let past = previous.map_or(&[][..], |previous| &previous.past);
        let first = past.iter().filter_map(|past| past.editions.first()).min().copied();
        Self {
            before: previous.map(|previous| Before::new(form, past, previous.edition)),
            first: first.unwrap_or(form.survey().edition),
        }
    }

    /// The edition, where not all that can be there are of it or later.
    fn of_option(&self, id: VarId) -> Option<i64> {
        self.before.as_ref().map(|before| before.since(id)).filter(|since| *since > self.first)
    }
}

/// What the views for analysis show of a table, in order.
pub(crate) fn shown<'t>(form: &'t Form, layout: &'t Layout, table: &'t Table) -> impl Iterator<Item = VarId> + 't {
    table.variables.iter().copied().filter(|id| open_table(form, layout, *id).is_some())
}
