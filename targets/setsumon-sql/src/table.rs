//! One table of answers: its columns, keys and constraints, with the labels as comments.

use setsumon_core::form::{Form, Variable};
use setsumon_core::ids::RepeatId;
use setsumon_core::text::Text;

use crate::cond::Printer;
use crate::constraint::Constraint;
use crate::dialect::{Dialect, one_line};
use crate::layout::{Layout, Table};
use crate::value;

/// Bytes of a response's key.
const KEY_BYTES: usize = 64;

/// A line of a table's definition, and its label.
pub(crate) struct Line {
    pub(crate) definition: String,
    comment: Option<String>,
}

pub(crate) fn line(definition: String) -> Line {
    Line { definition, comment: None }
}

/// The table's definition.
pub(crate) fn create(form: &Form, layout: &Layout, index: usize, constraints: &[Constraint]) -> String {
    let Some(table) = layout.tables.get(index) else { return String::new() };
    let dialect = layout.dialect;
    let printer = Printer::constraint(form, layout);
    let mut lines = keys(form, layout, table);
    let survey = &form.survey().code;
    for id in &table.variables {
        let variable = form.variables().get(*id);
        let column = printer.column(*id);
        let domain = value::domain(form, dialect, &variable.value, &column);
        let check = dialect.constraint(survey, layout.domain_name(*id));
        let column_type = value::column_type(form, dialect, &variable.value);
        let definition = format!("{column} {column_type} CONSTRAINT {check} CHECK ({domain})");
        lines.push(Line { definition, comment: Some(label(variable)) });
    }
    lines.extend(primary_and_foreign(layout, table));
    lines.extend(constraints.iter().filter(|constraint| constraint.table == index).map(|constraint| {
        let name = dialect.constraint(survey, &constraint.name);
        line(format!("CONSTRAINT {name} CHECK ({})", constraint.condition(printer)))
    }));
    let body = written(dialect, &lines);
    let head = format!("CREATE TABLE {} (\n{body}\n)", dialect.name(&table.name));
    let title = title(form, table);
    match dialect {
        Dialect::PostgreSql => {
            let mut script = format!("{head};\n\n{}", comment_on_table(dialect, table, &title));
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
        // DuckDB writes a table anew for each comment on a column, which takes minutes where there are hundreds.
        Dialect::DuckDb => format!("{head};\n\n{}", comment_on_table(dialect, table, &title)),
        Dialect::Sqlite => format!("-- {}\n{head} STRICT;\n", one_line(&title)),
        // MySQL has ways of its own.
        Dialect::MySql => crate::mysql::create(form, layout, index, constraints),
    }
}

fn comment_on_table(dialect: Dialect, table: &Table, title: &str) -> String {
    format!("COMMENT ON TABLE {} IS {};\n", dialect.name(&table.name), dialect.text(title))
}

/// The lines, each but the last with its comma; labels behind them where the dialect has no comments of its own.
pub(crate) fn written(dialect: Dialect, lines: &[Line]) -> String {
    let last = lines.len().saturating_sub(1);
    let lines: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(index, Line { definition, comment })| {
            let comma = if index == last { "" } else { "," };
            match (dialect, comment) {
                (Dialect::Sqlite | Dialect::DuckDb, Some(comment)) => {
                    format!("  {definition}{comma} -- {}", one_line(comment))
                }
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

pub(crate) fn title(form: &Form, table: &Table) -> String {
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
pub(crate) fn keys(form: &Form, layout: &Layout, table: &Table) -> Vec<Line> {
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

pub(crate) fn primary_and_foreign(layout: &Layout, table: &Table) -> Vec<Line> {
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
