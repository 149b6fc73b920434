//! What looks at several tables is checked when a response is submitted; from then on its rows are sealed until it is a draft again.
//!
//! A `CHECK` sees one row. Triggers on every table would refuse the rows of a response that is still being written, in whatever order.
//! So a response is written as a draft, and submitting it asks for everything at once.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use setsumon_core::form::Form;
use setsumon_core::ids::RuleId;
use setsumon_core::reads::Reads;
use setsumon_core::rule::Rule;

use crate::cond::Printer;
use crate::dialect::{Dialect, Room, shortened};
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
    let mut sealed = Sealed::default();
    if queries.is_empty() && layout.tables.len() < 2 {
        return sealed;
    }
    out.push('\n');
    match layout.dialect.dialect() {
        Dialect::PostgreSql => {
            postgresql(out, form, layout, &queries);
            sealed.functions = vec![names(form, layout, "submit"), names(form, layout, "sealed")];
        }
        Dialect::Sqlite => sqlite(out, form, layout, &queries),
        Dialect::MySql => crate::mysql::seal(out, form, layout, &queries),
        Dialect::DuckDb => {
            view(out, form, layout, &queries);
            if !queries.is_empty() {
                sealed.views = vec![names(form, layout, "broken")];
            }
        }
    }
    sealed
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
    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|id| self.printer.form.rules().get(*id))
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
    layout.dialect.name(&shortened(&format!("{}__{suffix}", form.survey().code)))
}

fn postgresql(out: &mut String, form: &Form, layout: &Layout, queries: &[Query<'_>]) {
    let main = layout.main_name();
    let submit = names(form, layout, "submit");
    let sealed = names(form, layout, "sealed");
    let _ = write!(
        out,
        "CREATE FUNCTION {submit}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  broken text;\nBEGIN\n"
    );
    for query in queries {
        out.push_str("  SELECT ");
        query.write_first_broken(out, layout.dialect, "  ");
        let _ = write!(
            out,
            " INTO broken\n  {} WHERE {main}._response = NEW._response;\n  \
             IF broken IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken,\n      \
             MESSAGE = format('response %s breaks the rule %s', NEW._response, broken);\n  END IF;\n",
            query.from
        );
    }
    let _ = write!(
        out,
        "  RETURN NULL;\nEND\n$setsumon$;\n\n\
         CREATE TRIGGER {submit} AFTER INSERT OR UPDATE ON {main}\n  FOR EACH ROW WHEN (NEW._status = 'submitted') \
         EXECUTE FUNCTION {submit}();\n\n\
         CREATE FUNCTION {sealed}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  key text := CASE WHEN TG_OP = 'INSERT' \
         THEN NEW._response ELSE OLD._response END;\nBEGIN\n  \
         IF EXISTS (SELECT 1 FROM {main} WHERE _response = key AND _status = 'submitted') THEN\n    \
         RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',\n      \
         MESSAGE = format('response %s is submitted: make it a draft before it is changed', key);\n  END IF;\n  \
         RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\nEND\n$setsumon$;\n"
    );
    for table in layout.tables.iter().skip(1) {
        let _ = write!(
            out,
            "\nCREATE TRIGGER _sealed BEFORE INSERT OR UPDATE OR DELETE ON {}\n  FOR EACH ROW EXECUTE FUNCTION {sealed}();\n",
            table.quoted
        );
    }
}

fn sqlite(out: &mut String, form: &Form, layout: &Layout, queries: &[Query<'_>]) {
    let dialect = layout.dialect;
    let main = layout.main_name();
    let _ = write!(
        out,
        "CREATE TRIGGER {} BEFORE INSERT ON {main} WHEN NEW._status = 'submitted' BEGIN\n  \
         SELECT RAISE(ABORT, 'write the response as a draft, then submit it');\nEND;\n\n\
         CREATE TRIGGER {} AFTER UPDATE ON {main} WHEN NEW._status = 'submitted' BEGIN\n",
        names(form, layout, "draft_first"),
        names(form, layout, "submit"),
    );
    if queries.is_empty() {
        out.push_str("  SELECT 1;\n");
    }
    for query in queries {
        for rule in query.rules() {
            let _ = write!(
                out,
                "  SELECT RAISE(ABORT, {}) {} WHERE {main}._response = NEW._response AND ",
                dialect.text(&format!("rule broken: {}", rule.name)),
                query.from
            );
            query.printer.write_broken(out, rule.holds);
            out.push_str(";\n");
        }
    }
    out.push_str("END;\n");
    for table in layout.tables.iter().skip(1) {
        for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
            let name = dialect.name(&format!("{}__sealed_{}", table.name, event.to_lowercase()));
            let _ = write!(
                out,
                "\nCREATE TRIGGER {name} BEFORE {event} ON {}\n  \
                 WHEN EXISTS (SELECT 1 FROM {main} WHERE _response = {row}._response AND _status = 'submitted') BEGIN\n  \
                 SELECT RAISE(ABORT, 'the response is submitted: make it a draft before it is changed');\nEND;\n",
                table.quoted
            );
        }
    }
}

fn view(out: &mut String, form: &Form, layout: &Layout, queries: &[Query<'_>]) {
    let main = layout.main_name();
    let mut some = false;
    for query in queries {
        for rule in query.rules() {
            if some {
                out.push_str("\n  UNION ALL\n");
            } else {
                let _ = writeln!(
                    out,
                    "-- What is broken across tables: DuckDB has no triggers, so look here before a response is taken as submitted.\n\
                     CREATE VIEW {} AS",
                    names(form, layout, "broken")
                );
                some = true;
            }
            let name = layout.dialect.text(&rule.name);
            // What was answered to an edition before is judged by none of its rules.
            let _ = write!(
                out,
                "  SELECT {main}._response, {name} AS rule {} WHERE {main}._status IN ('draft', 'submitted') AND ",
                query.from
            );
            query.printer.write_broken(out, rule.holds);
        }
    }
    if some {
        out.push_str(";\n");
    }
}
