//! One table of answers: its columns, keys and constraints, with the labels as comments.

use setsumon_core::form::{Form, Variable};
use setsumon_core::ids::RepeatId;
use setsumon_core::rule::Rule;
use setsumon_core::text::Text;

use crate::cond::Printer;
use crate::dialect::{Dialect, cut, one_line};
use crate::layout::{Layout, Table};
use crate::place::{Place, place, table_of};
use crate::value;

/// The most characters of a comment in MySQL.
const COMMENT_CHARACTERS: usize = 1_000;
/// Bytes of a response's key.
const KEY_BYTES: usize = 64;

/// A line of a table's definition, and its label.
struct Line {
    definition: String,
    comment: Option<String>,
}

fn line(definition: String) -> Line {
    Line { definition, comment: None }
}

/// The table's definition.
pub(crate) fn create(form: &Form, layout: &Layout, index: usize) -> String {
    let Some(table) = layout.tables.get(index) else { return String::new() };
    let dialect = layout.dialect;
    let mut lines = keys(form, layout, table);
    let mut constraints = Vec::new();
    let survey = &form.survey().code;
    for id in &table.variables {
        let variable = form.variables().get(*id);
        let name = dialect.name(&variable.name);
        let domain = value::domain(form, dialect, &variable.value, &name);
        let check = format!("CONSTRAINT {} CHECK ({domain})", dialect.constraint(survey, layout.domain_name(*id)));
        let column = format!("{name} {}", value::column_type(form, dialect, &variable.value));
        let label = label(variable);
        match dialect {
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {
                lines.push(Line { definition: format!("{column} {check}"), comment: Some(label) });
            }
            Dialect::MySql => {
                // MariaDB takes names of constraints only beside the columns, not in them.
                let comment = dialect.text(&cut(&one_line(&label), COMMENT_CHARACTERS));
                lines.push(line(format!("{column} COMMENT {comment}")));
                constraints.push(line(check));
            }
        }
    }
    lines.extend(primary_and_foreign(layout, table));
    lines.extend(constraints);
    lines.extend(rules(form, layout, index).map(line));
    let body = written(dialect, &lines);
    let head = format!("CREATE TABLE {} (\n{body}\n)", dialect.name(&table.name));
    let title = title(form, table);
    match dialect {
        Dialect::PostgreSql | Dialect::DuckDb => {
            let mut script = format!("{head};\n\n");
            script.push_str(&format!("COMMENT ON TABLE {} IS {};\n", dialect.name(&table.name), dialect.text(&title)));
            for id in &table.variables {
                let variable = form.variables().get(*id);
                script.push_str(&format!(
                    "COMMENT ON COLUMN {}.{} IS {};\n",
                    dialect.name(&table.name),
                    dialect.name(&variable.name),
                    dialect.text(&label(variable))
                ));
            }
            script
        }
        Dialect::Sqlite => format!("-- {}\n{head} STRICT;\n", one_line(&title)),
        Dialect::MySql => format!(
            "{head} ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = {};\n",
            dialect.text(&cut(&one_line(&title), COMMENT_CHARACTERS))
        ),
    }
}

/// The lines, each but the last with its comma; labels behind them where the dialect has no comments of its own.
fn written(dialect: Dialect, lines: &[Line]) -> String {
    let last = lines.len().saturating_sub(1);
    let lines: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(index, Line { definition, comment })| {
            let comma = if index == last { "" } else { "," };
            match (dialect, comment) {
                (Dialect::Sqlite, Some(comment)) => format!("  {definition}{comma} -- {}", one_line(comment)),
                (Dialect::Sqlite | Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb, _) => {
                    format!("  {definition}{comma}")
                }
            }
        })
        .collect();
    lines.join("\n")
}

/// A variable's label and unit.
pub(crate) fn label(variable: &Variable) -> String {
    let label = variable.label.iter().map(Text::plain).collect::<Vec<_>>().join(" / ");
    match &variable.unit {
        None => label,
        Some(unit) => format!("{label} ({})", unit.plain()),
    }
}

fn title(form: &Form, table: &Table) -> String {
    let mut title = match table.repeat {
        None => form.survey().title.plain(),
        Some(repeat) => form.repeats().get(repeat).label.plain(),
    };
    if table.personal {
        title.push_str(" (personal)");
    }
    title
}

/// The columns that are the table's own: their names begin with `_`, which no variable's does.
fn keys(form: &Form, layout: &Layout, table: &Table) -> Vec<Line> {
    let dialect = layout.dialect;
    let key = value::code_type(dialect, KEY_BYTES);
    let mut lines = vec![line(format!("{} {key} NOT NULL", dialect.name("_response")))];
    if let Some(repeat) = table.repeat {
        lines.push(line(occurrence(form, dialect, repeat)));
    }
    if table.base && table.repeat.is_none() {
        let survey = &form.survey().code;
        let edition = form.survey().edition;
        let status = dialect.name("_status");
        let integer = value::integer_type(dialect, 0, 999_999);
        lines.push(line(format!(
            "{} {integer} NOT NULL DEFAULT {edition}{}",
            dialect.name("_edition"),
            named(dialect, survey, "_edition", &format!("{} = {edition}", dialect.name("_edition")))
        )));
        lines.push(line(format!(
            "{status} {} NOT NULL DEFAULT 'draft'{}",
            value::code_type(dialect, "submitted".len()),
            named(dialect, survey, "_status", &format!("{status} IN ('draft', 'submitted')"))
        )));
        for own in ["_carried", "_confirmed", "_notes"] {
            lines.push(line(format!("{} {}", dialect.name(own), json_type(dialect, own))));
        }
    }
    lines
}

fn occurrence(form: &Form, dialect: Dialect, repeat: RepeatId) -> String {
    let column = dialect.name("_occurrence");
    let max = form.repeats().get(repeat).max;
    let integer = value::integer_type(dialect, 1, i64::from(max));
    format!("{column} {integer} NOT NULL CHECK ({column} BETWEEN 1 AND {max})")
}

/// A named check inside of a column, which MariaDB does not take a name for.
fn named(dialect: Dialect, survey: &str, name: &str, check: &str) -> String {
    match dialect {
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => {
            format!(" CONSTRAINT {} CHECK ({check})", dialect.constraint(survey, name))
        }
        Dialect::MySql => format!(" CHECK ({check})"),
    }
}

fn json_type(dialect: Dialect, column: &str) -> String {
    match dialect {
        Dialect::PostgreSql => "JSONB".to_owned(),
        Dialect::Sqlite => format!("TEXT CHECK (json_valid({}))", dialect.name(column)),
        Dialect::MySql | Dialect::DuckDb => "JSON".to_owned(),
    }
}

fn primary_and_foreign(layout: &Layout, table: &Table) -> Vec<Line> {
    let dialect = layout.dialect;
    let (response, occurrence) = (dialect.name("_response"), dialect.name("_occurrence"));
    let key = match table.repeat {
        None => response.clone(),
        Some(_) => format!("{response}, {occurrence}"),
    };
    let mut lines = vec![line(format!("PRIMARY KEY ({key})"))];
    let owner = match (table.repeat, table.base) {
        (None, true) => None,
        (None, false) | (Some(_), true) => layout.main().map(|main| (response.clone(), main)),
        (Some(repeat), false) => layout.base_of(repeat).map(|base| (key, base)),
    };
    if let Some((key, owner)) = owner {
        let cascade = match dialect {
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::MySql => " ON DELETE CASCADE",
            // DuckDB has none: delete from the inside out.
            Dialect::DuckDb => "",
        };
        lines.push(line(format!("FOREIGN KEY ({key}) REFERENCES {} ({key}){cascade}", dialect.name(&owner.name))));
    }
    lines
}

/// The rules that are constraints of this table.
fn rules<'a>(form: &'a Form, layout: &'a Layout, index: usize) -> impl Iterator<Item = String> + 'a {
    form.rules().values().filter_map(move |rule| {
        let condition = match place(form, layout, rule) {
            Place::Column | Place::Submission | Place::View | Place::Table => return None,
            Place::Constraint | Place::ConstraintOfSubmitted if form.conds().is_always(rule.holds) => return None,
            Place::Constraint => Printer::constraint(form, layout).cond(rule.holds),
            Place::ConstraintOfSubmitted => format!(
                "{} <> 'submitted' OR {}",
                layout.dialect.name("_status"),
                Printer::constraint(form, layout).nested(rule.holds)
            ),
        };
        (table_of(form, layout, rule) == Some(index)).then(|| constraint(form, layout, rule, &condition))
    })
}

fn constraint(form: &Form, layout: &Layout, rule: &Rule, condition: &str) -> String {
    format!("CONSTRAINT {} CHECK ({condition})", layout.dialect.constraint(&form.survey().code, &rule.name))
}
