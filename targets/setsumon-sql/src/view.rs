//! Views for those who read the data: derived values, and answers with labels instead of codes, nothing personal among them.

use setsumon_core::names;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use setsumon_core::form::Form;
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::reads::Reads;

use crate::asked::{self, Asked, shown};
use crate::calc::reads;
use crate::catalogue::Catalogue;
use crate::cond::Printer;
use crate::layout::{Layout, Names};
use crate::long;

/// The names of views.
pub(crate) struct Views {
    /// Those that readers may see.
    pub(crate) open: Vec<String>,
    /// All of them, in the order in which they are made.
    pub(crate) all: Vec<String>,
}

/// Writes all views.
pub(crate) fn script(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    names: &mut Names,
    catalogue: &Catalogue,
    asked: &Asked,
) -> Views {
    let dialect = layout.dialect;
    let main = derived(out, form, layout, names, None);
    let rosters: Vec<_> = form
        .repeats()
        .iter()
        .map(|(id, _)| {
            let some = form.calcs().values().any(|calc| calc.repeat == Some(id));
            (id, some.then(|| derived(out, form, layout, names, Some(id))))
        })
        .collect();
    asked::script(out, form, layout, asked);
    let mut open: Vec<String> = asked.names().map(str::to_owned).collect();
    open.extend(labelled(out, form, layout, names, catalogue, None, Some(&main)));
    for (id, derived) in &rosters {
        open.extend(labelled(out, form, layout, names, catalogue, Some(*id), derived.as_deref()));
    }
    let long = dialect.name(&names.free(&names::member(&form.survey().code, "long")));
    if long::script(out, form, layout, asked, catalogue, &long) {
        open.push(long);
    }
    let derived = std::iter::once(main).chain(rosters.into_iter().filter_map(|(_, derived)| derived));
    Views { all: derived.chain(open.iter().cloned()).collect(), open }
}

/// Writes `FROM`: the survey's own table, the roster's, and whatever others these homes are.
pub(crate) fn from(out: &mut String, layout: &Layout, repeat: Option<RepeatId>, homes: &BTreeSet<usize>) {
    let main = layout.main_name();
    let base = repeat.and_then(|repeat| layout.base_of(repeat));
    let _ = write!(out, "FROM {main}");
    if let Some(base) = base {
        let base = &base.quoted;
        let _ = write!(out, " JOIN {base} ON {base}._response = {main}._response");
    }
    for table in homes.iter().filter_map(|index| layout.tables.get(*index)).filter(|table| !table.base) {
        let name = &table.quoted;
        let _ = write!(out, "\n  LEFT JOIN {name} ON {name}._response = {main}._response");
        if let (Some(_), Some(base)) = (table.repeat, base) {
            let _ = write!(out, " AND {name}._occurrence = {}._occurrence", base.quoted);
        }
    }
}

/// Writes the view of the derived values of a response, or of an occurrence; its name.
fn derived(out: &mut String, form: &Form, layout: &Layout, names: &mut Names, repeat: Option<RepeatId>) -> String {
    let dialect = layout.dialect;
    let printer = Printer::query(form, layout);
    let main = layout.main_name();
    let base = repeat.and_then(|repeat| layout.base_of(repeat));
    let owner = base.map_or(form.survey().code.as_str(), |base| base.name.as_str());
    let name = dialect.name(&names.free(&names::member(owner, "derived")));
    let _ = write!(out, "\nCREATE VIEW {name} AS SELECT\n  {main}._response");
    let mut variables: BTreeSet<VarId> = BTreeSet::new();
    match base {
        Some(base) => {
            let _ = write!(out, ",\n  {}._occurrence", base.quoted);
        }
        None => {
            for end in form.ends().values() {
                variables.extend(Reads::of_cond(form, end.fires).variables);
            }
            let _ = write!(out, ",\n  {} AS _outcome", printer.outcome());
        }
    }
    for calc in form.calcs().values().filter(|calc| calc.repeat == repeat) {
        variables.extend(reads(form, calc).variables);
        let _ = write!(out, ",\n  {} AS {}", printer.calc(calc), dialect.name(&calc.name));
    }
    out.push('\n');
    let homes = variables.iter().filter_map(|variable| layout.home(*variable)).collect();
    from(out, layout, repeat, &homes);
    out.push_str(";\n");
    name
}

/// Writes the view of all open answers with the labels of codes, and of what is derived from them: one, or as many as its columns need.
/// Their names.
fn labelled(
    out: &mut String,
    form: &Form,
    layout: &Layout,
    names: &mut Names,
    catalogue: &Catalogue,
    repeat: Option<RepeatId>,
    derived: Option<&str>,
) -> Vec<String> {
    let dialect = layout.dialect;
    let printer = Printer::query(form, layout);
    let tables = layout.tables.iter().enumerate().filter(|(_, table)| table.repeat == repeat && !table.personal);
    let all: Vec<(usize, VarId)> =
        tables.flat_map(|(index, table)| shown(form, layout, table).map(move |id| (index, id))).collect();
    let Some(base) = repeat.map_or(layout.main(), |repeat| layout.base_of(repeat)).filter(|base| !base.personal) else {
        return Vec::new();
    };
    let calcs: Vec<_> = form.calcs().values().filter(|calc| calc.repeat == repeat && !calc.personal).collect();
    let room = dialect.limits().view_columns.saturating_sub(calcs.len() + 8).max(1);
    let mut views = Vec::new();
    let pieces: Vec<&[(usize, VarId)]> = if all.is_empty() { vec![&[]] } else { all.chunks(room).collect() };
    for (piece, variables) in pieces.into_iter().enumerate() {
        let suffix = if piece == 0 { String::new() } else { format!("_{}", piece + 1) };
        let name = dialect.name(&names.free(&names::member(&base.name, &format!("labelled{suffix}"))));
        let main = layout.main_name();
        let _ = write!(
            out,
            "\n-- Open answers with the labels of their codes.\nCREATE VIEW {name} AS SELECT\n  {main}._response"
        );
        if repeat.is_some() {
            let _ = write!(out, ",\n  {}._occurrence", base.quoted);
        } else {
            let _ = write!(out, ",\n  {main}._edition,\n  {main}._status,\n  {main}._submitted_at,\n  d._outcome");
        }
        for (_, id) in variables {
            out.push_str(",\n  ");
            column(out, printer, catalogue, *id);
        }
        for calc in &calcs {
            let _ = write!(out, ",\n  d.{}", dialect.name(&calc.name));
        }
        out.push('\n');
        from(out, layout, repeat, &variables.iter().map(|(table, _)| *table).collect());
        if let Some(derived) = derived {
            let _ = write!(out, "\n  JOIN {derived} d ON d._response = {main}._response");
            if repeat.is_some() {
                let _ = write!(out, " AND d._occurrence = {}._occurrence", base.quoted);
            }
        }
        if let Some(labels) = dialect.labels(&catalogue.code) {
            out.push_str(&labels);
        }
        out.push_str(";\n");
        views.push(name);
    }
    views
}

/// A column, with the label where it is a code.
fn column(out: &mut String, printer: Printer<'_>, catalogue: &Catalogue, id: VarId) {
    let (form, layout) = (printer.form, printer.layout);
    let list = form.variables().get(id).value.code_list().map(|list| form.code_lists().get(list).name.as_str());
    let column = layout.column(id);
    let Some(list) = list else {
        printer.write_column(out, id);
        return;
    };
    let label = layout.dialect.label(&catalogue.code, list, &printer.column(id));
    let _ = write!(out, "{label} AS {column}");
}
