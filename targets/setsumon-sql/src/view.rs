//! Views for those who read the data: derived values, and answers with labels instead of codes.

use std::collections::BTreeSet;

use setsumon_core::form::{Form, Value};
use setsumon_core::ids::{RepeatId, VarId};

use crate::calc::reads;
use crate::cond::Printer;
use crate::layout::{Layout, Names, Table};

/// All views.
pub(crate) fn script(form: &Form, layout: &Layout, names: &mut Names, codes: &str) -> String {
    let mut views = vec![derived(form, layout, names, None)];
    for (id, _) in form.repeats().iter() {
        if form.calcs().values().any(|calc| calc.repeat == Some(id)) {
            views.push(derived(form, layout, names, Some(id)));
        }
    }
    for table in &layout.tables {
        views.extend(labelled(form, layout, names, table, codes));
    }
    views.join("\n")
}

/// The derived values of a response, or of an occurrence.
fn derived(form: &Form, layout: &Layout, names: &mut Names, repeat: Option<RepeatId>) -> String {
    let dialect = layout.dialect;
    let printer = Printer::query(form, layout);
    let main = layout.main_name();
    let (response, occurrence) = (dialect.name("_response"), dialect.name("_occurrence"));
    let base = repeat.and_then(|repeat| layout.base_of(repeat));
    let mut columns = vec![format!("{main}.{response}")];
    let mut variables: BTreeSet<VarId> = BTreeSet::new();
    match base {
        Some(base) => columns.push(format!("{}.{occurrence}", dialect.name(&base.name))),
        None => {
            for end in form.ends().values() {
                variables.extend(setsumon_core::reads::Reads::of_cond(form, end.fires).variables);
            }
            columns.push(format!("{} AS {}", printer.outcome(), dialect.name("_outcome")));
        }
    }
    for calc in form.calcs().values().filter(|calc| calc.repeat == repeat) {
        variables.extend(reads(form, calc).variables);
        columns.push(format!("{} AS {}", printer.calc(calc), dialect.name(&calc.name)));
    }
    let read: BTreeSet<usize> = variables.iter().filter_map(|variable| layout.home(*variable)).collect();
    let mut from = format!("FROM {main}");
    if let Some(base) = base {
        let base = dialect.name(&base.name);
        from.push_str(&format!(" JOIN {base} ON {base}.{response} = {main}.{response}"));
    }
    for table in read.iter().filter_map(|index| layout.tables.get(*index)).filter(|table| !table.base) {
        let name = dialect.name(&table.name);
        let mut on = format!("{name}.{response} = {main}.{response}");
        if let (Some(_), Some(base)) = (table.repeat, base) {
            on.push_str(&format!(" AND {name}.{occurrence} = {}.{occurrence}", dialect.name(&base.name)));
        }
        from.push_str(&format!(" LEFT JOIN {name} ON {on}"));
    }
    let owner = base.map_or(form.survey().code.as_str(), |base| base.name.as_str());
    let name = dialect.name(&names.free(&format!("{owner}__derived")));
    format!("CREATE VIEW {name} AS SELECT\n  {}\n{from};\n", columns.join(",\n  "))
}

/// A table with the labels of its codes instead of them; none where it has no codes.
fn labelled(form: &Form, layout: &Layout, names: &mut Names, table: &Table, codes: &str) -> Option<String> {
    let dialect = layout.dialect;
    let own = dialect.name(&table.name);
    let mut columns = vec![format!("{own}.{}", dialect.name("_response"))];
    if table.repeat.is_some() {
        columns.push(format!("{own}.{}", dialect.name("_occurrence")));
    }
    let mut some = false;
    for id in &table.variables {
        let variable = form.variables().get(*id);
        let column = format!("{own}.{}", dialect.name(&variable.name));
        match &variable.value {
            Value::Code(list) => {
                some = true;
                let list = dialect.text(&form.code_lists().get(*list).name);
                columns.push(format!(
                    "(SELECT c.{} FROM {codes} c WHERE c.{} = {list} AND c.{} = {column}) AS {}",
                    dialect.name("label"),
                    dialect.name("list"),
                    dialect.name("code"),
                    dialect.name(&variable.name)
                ));
            }
            Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => columns.push(column),
        }
    }
    if !some {
        return None;
    }
    let name = dialect.name(&names.free(&format!("{}__labelled", table.name)));
    Some(format!("CREATE VIEW {name} AS SELECT\n  {}\nFROM {own};\n", columns.join(",\n  ")))
}
