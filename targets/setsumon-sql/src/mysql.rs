//! What MySQL and MariaDB need of their own: comments in the columns, names of constraints beside them, `DELIMITER`, and triggers on rows.
//!
//! MariaDB keeps a table's definition with its comments and constraints in 64 kB. A table that needs more leaves its comments to the catalogue,
//! and if that is not enough, its constraints to triggers, which refuse a row just as constraints do.

use setsumon_core::form::Form;

use crate::cond::Printer;
use crate::constraint::Constraint;
use crate::dialect::{Dialect, cut, one_line, shortened};
use crate::layout::{Layout, Table};
use crate::seal::{Query, first_broken, names};
use crate::table::{keys, label, line, primary_and_foreign, title, written};
use crate::value;

/// The most characters of a comment.
const COMMENT_CHARACTERS: usize = 1_000;
/// The most bytes of a table's definition, with room for what MariaDB adds.
const DEFINITION_BYTES: usize = 56_000;
/// What MariaDB keeps of a column beside its name.
const COLUMN_BYTES: usize = 24;
/// So many constraints are looked at by one expression at most.
const CONSTRAINTS_AN_EXPRESSION: usize = 100;

/// The table's definition, and triggers where its constraints are too many.
pub(crate) fn create(form: &Form, layout: &Layout, index: usize, constraints: &[Constraint]) -> String {
    let Some(table) = layout.tables.get(index) else { return String::new() };
    let dialect = layout.dialect;
    let own: Vec<_> = constraints.iter().filter(|constraint| constraint.table == index).collect();
    let checks = checks(form, layout, table, &own, Printer::constraint(form, layout));
    let title = dialect.text(&cut(&one_line(&title(form, table)), COMMENT_CHARACTERS));
    let columns: usize = table.variables.iter().map(|id| form.variables().get(*id).name.len() + COLUMN_BYTES).sum();
    let of_checks: usize = checks.iter().map(|(name, condition)| name.len() + condition.len()).sum();
    let of_comments: usize = table.variables.iter().map(|id| comment(form, dialect, *id).len()).sum();
    let checked = columns + of_checks <= DEFINITION_BYTES;
    let commented = columns + of_comments + if checked { of_checks } else { 0 } <= DEFINITION_BYTES;

    let mut lines = keys(form, layout, table);
    for id in &table.variables {
        let variable = form.variables().get(*id);
        let mut definition =
            format!("{} {}", dialect.name(&variable.name), value::column_type(form, dialect, &variable.value));
        if commented {
            definition.push_str(&format!(" COMMENT {}", comment(form, dialect, *id)));
        }
        lines.push(line(definition));
    }
    lines.extend(primary_and_foreign(layout, table));
    if checked {
        lines.extend(checks.iter().map(|(name, condition)| line(format!("CONSTRAINT {name} CHECK ({condition})"))));
    }
    let mut script = format!(
        "CREATE TABLE {} (\n{}\n) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = {title};\n",
        dialect.name(&table.name),
        written(dialect, &lines)
    );
    if !checked {
        script.push_str(&row_triggers(form, layout, table, &own));
    }
    script
}

fn comment(form: &Form, dialect: Dialect, variable: setsumon_core::ids::VarId) -> String {
    dialect.text(&cut(&one_line(&label(form.variables().get(variable))), COMMENT_CHARACTERS))
}

/// The names, quoted, and conditions of a table's constraints, those of domains first.
fn checks(
    form: &Form,
    layout: &Layout,
    table: &Table,
    constraints: &[&Constraint],
    printer: Printer<'_>,
) -> Vec<(String, String)> {
    let (dialect, survey) = (layout.dialect, &form.survey().code);
    let domains = table.variables.iter().map(|id| {
        let value = &form.variables().get(*id).value;
        (dialect.constraint(survey, layout.domain_name(*id)), value::domain(form, dialect, value, &printer.column(*id)))
    });
    let rules = constraints
        .iter()
        .map(|constraint| (dialect.constraint(survey, &constraint.name), constraint.condition(printer)));
    domains.chain(rules).collect()
}

/// Triggers that refuse a row which breaks a constraint. As with a constraint, NULL is no breach.
fn row_triggers(form: &Form, layout: &Layout, table: &Table, constraints: &[&Constraint]) -> String {
    let dialect = layout.dialect;
    let checks = checks(form, layout, table, constraints, Printer::new_row(form, layout));
    let mut body = String::new();
    for chunk in checks.chunks(CONSTRAINTS_AN_EXPRESSION) {
        let whens: Vec<_> = chunk
            .iter()
            .map(|(name, condition)| {
                let name = dialect.text(name.trim_matches('`'));
                format!("    WHEN NOT ({condition}) THEN {name}")
            })
            .collect();
        body.push_str(&format!(
            "  SET broken = CASE\n{}\n  END;\n  IF broken IS NOT NULL THEN\n    \
             SET broken = left(concat('constraint broken: ', broken), 128);\n    \
             SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = broken;\n  END IF;\n",
            whens.join("\n")
        ));
    }
    let mut script = "\n-- Too many constraints for a table of MariaDB: triggers keep them.\nDELIMITER $$\n".to_owned();
    for event in ["INSERT", "UPDATE"] {
        let name = dialect.name(&shortened(&format!("{}__check_{}", table.name, event.to_lowercase())));
        script.push_str(&format!(
            "\nCREATE TRIGGER {name} BEFORE {event} ON {} FOR EACH ROW\nBEGIN\n  \
             DECLARE broken TEXT CHARACTER SET utf8mb4;\n{body}END$$\n",
            dialect.name(&table.name)
        ));
    }
    script.push_str("\nDELIMITER ;\n");
    script
}

/// The triggers that check a response when it is submitted, and seal it.
pub(crate) fn seal(form: &Form, layout: &Layout, queries: &[Query]) -> String {
    let dialect = layout.dialect;
    let (main, response, status) = (layout.main_name(), dialect.name("_response"), dialect.name("_status"));
    let mut body = String::new();
    for query in queries {
        body.push_str(&format!(
            "    SELECT {} INTO broken\n    {} WHERE {main}.{response} = NEW.{response};\n    \
             IF broken IS NOT NULL THEN\n      SET broken = left(concat('rule broken: ', broken), 128);\n      \
             SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = broken;\n    END IF;\n",
            first_broken(dialect, query),
            query.from
        ));
    }
    let mut script = format!(
        "DELIMITER $$\n\n\
         CREATE TRIGGER {} BEFORE INSERT ON {main} FOR EACH ROW\nBEGIN\n  IF NEW.{status} = 'submitted' THEN\n    \
         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'write the response as a draft, then submit it';\n  END IF;\nEND$$\n\n\
         CREATE TRIGGER {} AFTER UPDATE ON {main} FOR EACH ROW\nBEGIN\n  DECLARE broken TEXT CHARACTER SET utf8mb4;\n  \
         IF NEW.{status} = 'submitted' THEN\n{body}    SET broken = NULL;\n  END IF;\nEND$$\n",
        names(form, layout, "draft_first"),
        names(form, layout, "submit"),
    );
    for table in layout.tables.iter().skip(1) {
        for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
            let name = dialect.name(&shortened(&format!("{}__sealed_{}", table.name, event.to_lowercase())));
            script.push_str(&format!(
                "\nCREATE TRIGGER {name} BEFORE {event} ON {} FOR EACH ROW\nBEGIN\n  \
                 IF EXISTS (SELECT 1 FROM {main} WHERE {response} = {row}.{response} AND {status} = 'submitted') THEN\n    \
                 SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the response is submitted: make it a draft before it is changed';\n  \
                 END IF;\nEND$$\n",
                dialect.name(&table.name)
            ));
        }
    }
    script.push_str("\nDELIMITER ;\n");
    script
}
