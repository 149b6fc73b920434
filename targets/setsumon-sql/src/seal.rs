//! What looks at several tables is checked when a response is submitted; from then on its rows are sealed until it is a draft again.
//!
//! A `CHECK` sees one row. Triggers on every table would refuse the rows of a response that is still being written, in whatever order.
//! So a response is written as a draft, and submitting it asks for everything at once.

use setsumon_core::names;
use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use setsumon_core::form::Form;
use setsumon_core::ids::RuleId;
use setsumon_core::reads::Reads;
use setsumon_core::rule::Rule;

use crate::cond::Printer;
use crate::dialect::{Room, ToSeal, shortened};
use crate::layout::Layout;
use crate::place::Place;

/// Rules that one query looks at together, because they need the same tables.
pub(crate) struct Query<'a> {
    pub(crate) from: String,
    printer: Printer<'a>,
    rules: Vec<RuleId>,
}

/// So many rules are looked at by one query at most.
const RULES_A_QUERY: usize = 100;

/// What stands by itself of what is made here; triggers go with their tables.
#[derive(Default)]
pub(crate) struct Sealed {
    pub(crate) functions: Vec<String>,
    pub(crate) views: Vec<String>,
}

/// Writes the triggers, or for a dialect without them the view of what is broken; nothing where every rule is a constraint.
pub(crate) fn script(out: &mut String, form: &Form, layout: &Layout) -> Sealed {
    let queries = queries(form, layout);
    if queries.is_empty() && layout.tables.len() < 2 {
        return Sealed::default();
    }
    out.push('\n');
    layout.dialect.seal(out, ToSeal { form, layout, queries: &queries })
}

fn queries<'a>(form: &'a Form, layout: &'a Layout) -> Vec<Query<'a>> {
    let mut queries: Vec<Query<'a>> = Vec::new();
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    let printer = Printer::query(form, layout);
    for (id, rule) in form.rules().iter() {
        match layout.kept(id).place {
            Place::Column | Place::Constraint | Place::ConstraintOfSubmitted | Place::Table => {}
            Place::Submission | Place::View => {
                let from = from(form, layout, rule);
                let open = last.get(&from).and_then(|index| queries.get_mut(*index));
                match open.filter(|query| query.rules.len() < RULES_A_QUERY) {
                    Some(query) => query.rules.push(id),
                    None => {
                        last.insert(from.clone(), queries.len());
                        queries.push(Query { from, printer, rules: vec![id] });
                    }
                }
            }
        }
    }
    queries
}

impl Query<'_> {
    /// The rules.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|id| self.printer.form.rules().get(*id))
    }

    /// Writes that a rule is broken.
    pub(crate) fn write_broken(&self, out: &mut String, rule: &Rule) {
        self.printer.write_broken(out, rule.holds);
    }

    /// Writes the name of the first rule that is broken, as an expression over its rows.
    pub(crate) fn write_first_broken(&self, out: &mut String, dialect: &dyn Room, indent: &str) {
        out.push_str("min(CASE\n");
        for rule in self.rules() {
            out.push_str(indent);
            out.push_str("  WHEN ");
            self.printer.write_broken(out, rule.holds);
            out.push_str(" THEN ");
            dialect.write_text(out, &rule.name);
            out.push('\n');
        }
        out.push_str(indent);
        out.push_str("END)");
    }
}

/// The survey's own table, for a rule of a roster its occurrences, and whatever else the rule reads.
pub(crate) fn from(form: &Form, layout: &Layout, rule: &Rule) -> String {
    let main = layout.main_name();
    let mut from = format!("FROM {main}");
    let base = rule.repeat.and_then(|repeat| layout.base_of(repeat)).map(|base| base.quoted.as_str());
    if let Some(base) = &base {
        let _ = write!(from, " JOIN {base} ON {base}._response = {main}._response");
    }
    for table in Printer::query(form, layout).tables_of(&Reads::of_cond(form, rule.holds)) {
        let name = &table.quoted;
        let _ = match (table.repeat, table.base, &base) {
            (None, false, _) => write!(from, " LEFT JOIN {name} ON {name}._response = {main}._response"),
            (Some(_), false, Some(base)) => write!(
                from,
                " LEFT JOIN {name} ON {name}._response = {base}._response AND {name}._occurrence = {base}._occurrence"
            ),
            (_, true, _) | (Some(_), false, None) => Ok(()),
        };
    }
    from
}

/// The name of something that belongs to the survey, quoted where that is needed.
pub(crate) fn names(form: &Form, layout: &Layout, suffix: &str) -> String {
    layout.dialect.name(&shortened(&names::member(&form.survey().code, suffix)))
}
