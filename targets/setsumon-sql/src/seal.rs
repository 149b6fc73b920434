//! What looks at several tables is checked when a response is submitted; from then on its rows are sealed until it is a draft again.
//!
//! A `CHECK` sees one row. Triggers on every table would refuse the rows of a response that is still being written, in whatever order.
//! So a response is written as a draft, and submitting it asks for everything at once.

use setsumon_core::form::Form;
use setsumon_core::reads::Reads;
use setsumon_core::rule::Rule;

use crate::cond::Printer;
use crate::dialect::{Dialect, shortened};
use crate::layout::Layout;
use crate::place::Place;

/// Rules that one query looks at together, because they need the same tables.
pub(crate) struct Query {
    pub(crate) from: String,
    pub(crate) rules: Vec<(String, String)>,
}

/// So many rules are looked at by one query at most.
const RULES_A_QUERY: usize = 100;

/// The triggers, or for a dialect without them the view of what is broken; empty where every rule is a constraint.
pub(crate) fn script(form: &Form, layout: &Layout) -> String {
    let queries = queries(form, layout);
    if queries.is_empty() && layout.tables.len() < 2 {
        return String::new();
    }
    match layout.dialect {
        Dialect::PostgreSql => postgresql(form, layout, &queries),
        Dialect::Sqlite => sqlite(form, layout, &queries),
        Dialect::MySql => crate::mysql::seal(form, layout, &queries),
        Dialect::DuckDb => view(form, layout, &queries),
    }
}

fn queries(form: &Form, layout: &Layout) -> Vec<Query> {
    let mut queries: Vec<Query> = Vec::new();
    let printer = Printer::query(form, layout);
    for (id, rule) in form.rules().iter() {
        match layout.kept(id).place {
            Place::Column | Place::Constraint | Place::ConstraintOfSubmitted | Place::Table => {}
            Place::Submission | Place::View => {
                let from = from(form, layout, rule);
                let broken = (rule.name.clone(), format!("NOT ({})", printer.cond(rule.holds)));
                match queries.iter_mut().find(|query| query.from == from && query.rules.len() < RULES_A_QUERY) {
                    Some(query) => query.rules.push(broken),
                    None => queries.push(Query { from, rules: vec![broken] }),
                }
            }
        }
    }
    queries
}

/// The survey's own table, for a rule of a roster its occurrences, and whatever else the rule reads.
fn from(form: &Form, layout: &Layout, rule: &Rule) -> String {
    let dialect = layout.dialect;
    let (response, occurrence) = (dialect.name("_response"), dialect.name("_occurrence"));
    let main = layout.main_name();
    let mut from = format!("FROM {main}");
    let base = rule.repeat.and_then(|repeat| layout.base_of(repeat)).map(|base| dialect.name(&base.name));
    if let Some(base) = &base {
        from.push_str(&format!(" JOIN {base} ON {base}.{response} = {main}.{response}"));
    }
    for table in Printer::query(form, layout).tables_of(&Reads::of_cond(form, rule.holds)) {
        let name = dialect.name(&table.name);
        match (table.repeat, table.base, &base) {
            (_, true, _) => {}
            (None, false, _) => from.push_str(&format!(" LEFT JOIN {name} ON {name}.{response} = {main}.{response}")),
            (Some(_), false, Some(base)) => from.push_str(&format!(
                " LEFT JOIN {name} ON {name}.{response} = {base}.{response} AND {name}.{occurrence} = {base}.{occurrence}"
            )),
            (Some(_), false, None) => {}
        }
    }
    from
}

/// The quoted name of something that belongs to the survey.
pub(crate) fn names(form: &Form, layout: &Layout, suffix: &str) -> String {
    layout.dialect.name(&shortened(&format!("{}__{suffix}", form.survey().code)))
}

/// The name of the first rule that is broken.
pub(crate) fn first_broken(dialect: Dialect, query: &Query) -> String {
    let whens: Vec<_> =
        query.rules.iter().map(|(name, broken)| format!("      WHEN {broken} THEN {}", dialect.text(name))).collect();
    format!("min(CASE\n{}\n    END)", whens.join("\n"))
}

fn postgresql(form: &Form, layout: &Layout, queries: &[Query]) -> String {
    let dialect = layout.dialect;
    let (main, response, status) = (layout.main_name(), dialect.name("_response"), dialect.name("_status"));
    let submit = names(form, layout, "submit");
    let sealed = names(form, layout, "sealed");
    let mut body = String::new();
    for query in queries {
        body.push_str(&format!(
            "  SELECT {} INTO broken\n    {} WHERE {main}.{response} = NEW.{response};\n  \
             IF broken IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken,\n      \
             MESSAGE = format('response %s breaks the rule %s', NEW.{response}, broken);\n  END IF;\n",
            first_broken(dialect, query),
            query.from
        ));
    }
    let mut script = format!(
        "CREATE FUNCTION {submit}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  broken text;\nBEGIN\n{body}  \
         RETURN NULL;\nEND\n$setsumon$;\n\n\
         CREATE TRIGGER {submit} AFTER INSERT OR UPDATE ON {main}\n  FOR EACH ROW WHEN (NEW.{status} = 'submitted') \
         EXECUTE FUNCTION {submit}();\n\n\
         CREATE FUNCTION {sealed}() RETURNS trigger LANGUAGE plpgsql AS $setsumon$\nDECLARE\n  key text := CASE WHEN TG_OP = 'INSERT' \
         THEN NEW.{response} ELSE OLD.{response} END;\nBEGIN\n  \
         IF EXISTS (SELECT 1 FROM {main} WHERE {response} = key AND {status} = 'submitted') THEN\n    \
         RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',\n      \
         MESSAGE = format('response %s is submitted: make it a draft before it is changed', key);\n  END IF;\n  \
         RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\nEND\n$setsumon$;\n"
    );
    for table in layout.tables.iter().skip(1) {
        script.push_str(&format!(
            "\nCREATE TRIGGER {} BEFORE INSERT OR UPDATE OR DELETE ON {}\n  FOR EACH ROW EXECUTE FUNCTION {sealed}();\n",
            dialect.name("_sealed"),
            dialect.name(&table.name)
        ));
    }
    script
}

fn sqlite(form: &Form, layout: &Layout, queries: &[Query]) -> String {
    let dialect = layout.dialect;
    let (main, response, status) = (layout.main_name(), dialect.name("_response"), dialect.name("_status"));
    let mut body = String::new();
    for query in queries {
        for (name, broken) in &query.rules {
            body.push_str(&format!(
                "  SELECT RAISE(ABORT, {}) {} WHERE {main}.{response} = NEW.{response} AND {broken};\n",
                dialect.text(&format!("rule broken: {name}")),
                query.from
            ));
        }
    }
    if body.is_empty() {
        body.push_str("  SELECT 1;\n");
    }
    let mut script = format!(
        "CREATE TRIGGER {} BEFORE INSERT ON {main} WHEN NEW.{status} = 'submitted' BEGIN\n  \
         SELECT RAISE(ABORT, 'write the response as a draft, then submit it');\nEND;\n\n\
         CREATE TRIGGER {} AFTER UPDATE ON {main} WHEN NEW.{status} = 'submitted' BEGIN\n{body}END;\n",
        names(form, layout, "draft_first"),
        names(form, layout, "submit"),
    );
    for table in layout.tables.iter().skip(1) {
        for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
            let name = dialect.name(&format!("{}__sealed_{}", table.name, event.to_lowercase()));
            script.push_str(&format!(
                "\nCREATE TRIGGER {name} BEFORE {event} ON {}\n  \
                 WHEN EXISTS (SELECT 1 FROM {main} WHERE {response} = {row}.{response} AND {status} = 'submitted') BEGIN\n  \
                 SELECT RAISE(ABORT, 'the response is submitted: make it a draft before it is changed');\nEND;\n",
                dialect.name(&table.name)
            ));
        }
    }
    script
}

fn view(form: &Form, layout: &Layout, queries: &[Query]) -> String {
    let dialect = layout.dialect;
    let (main, response) = (layout.main_name(), dialect.name("_response"));
    let selects: Vec<_> = queries
        .iter()
        .flat_map(|query| {
            let main = &main;
            let response = &response;
            query.rules.iter().map(move |(name, broken)| {
                format!("  SELECT {main}.{response}, {} AS \"rule\" {} WHERE {broken}", dialect.text(name), query.from)
            })
        })
        .collect();
    if selects.is_empty() {
        return String::new();
    }
    format!(
        "-- What is broken across tables: DuckDB has no triggers, so look here before a response is taken as submitted.\n\
         CREATE VIEW {} AS\n{};\n",
        names(form, layout, "broken"),
        selects.join("\n  UNION ALL\n")
    )
}
