//! From a form to its script: tables of answers, what is checked at submission, the catalogue, and views.

use setsumon_core::form::Form;

use crate::catalogue;
use crate::constraint::constraints;
use crate::dialect::{Dialect, one_line};
use crate::layout::{Layout, Names};
use crate::seal;
use crate::table;
use crate::view;

/// The whole script.
pub(crate) fn script(form: &Form, layout: &Layout) -> String {
    let dialect = layout.dialect;
    let mut names = Names::of(form);
    for table in &layout.tables {
        names.take(&table.name);
    }
    let constraints = constraints(form, layout);
    let mut parts = vec![head(form, dialect)];
    for index in 0..layout.tables.len() {
        parts.push(table::create(form, layout, index, &constraints));
    }
    let (catalogue, codes) = catalogue::script(form, layout, &mut names, &constraints);
    parts.push(seal::script(form, layout));
    parts.push(catalogue);
    parts.push(view::script(form, layout, &mut names, &codes));
    parts.push(foot(dialect));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn head(form: &Form, dialect: Dialect) -> String {
    let survey = form.survey();
    let mut head = format!("-- {} {}, for {}\n", one_line(&survey.title.plain()), survey.edition, dialect.title());
    head.push_str(match dialect {
        Dialect::PostgreSql => "\nBEGIN;\n",
        Dialect::Sqlite => "\nPRAGMA foreign_keys = ON;\nBEGIN;\n",
        Dialect::MySql => {
            "\nSET NAMES utf8mb4;\nSET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO';\n"
        }
        Dialect::DuckDb => "\nBEGIN;\n",
    });
    head
}

fn foot(dialect: Dialect) -> String {
    match dialect {
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => "COMMIT;\n".to_owned(),
        // MySQL commits every definition by itself.
        Dialect::MySql => String::new(),
    }
}
