//! From a form to its script: tables of answers, what is checked at submission, the catalogue, views and rights.

use std::fmt::Write as _;

use setsumon_core::form::Form;

use crate::asked::Asked;
use crate::catalogue::{self, Catalogue};
use crate::constraint::constraints;
use crate::dialect::{Dialect, one_line};
use crate::layout::{Layout, Names};
use crate::rights;
use crate::seal;
use crate::table;
use crate::view;
use crate::words::Words;

/// About so many bytes a variable takes, so that the script is written in one piece of memory.
const BYTES_A_VARIABLE: usize = 700;

/// The whole script.
pub(crate) fn script(form: &Form, layout: &Layout, words: &Words) -> String {
    let dialect = layout.dialect;
    let mut names = Names::of(form);
    for table in &layout.tables {
        names.take(&table.name);
    }
    let catalogue = Catalogue::of(form, layout, &mut names);
    let asked = Asked::of(form, layout, &mut names);
    let constraints = constraints(form, layout);
    let mut out = String::with_capacity(form.variables().len() * BYTES_A_VARIABLE + 16_384);
    head(&mut out, form, dialect);
    for (table, constraints) in layout.tables.iter().zip(&constraints) {
        out.push('\n');
        table::create(&mut out, form, layout, words, table, constraints);
    }
    seal::script(&mut out, form, layout);
    catalogue::script(&mut out, form, layout, words, &catalogue, &constraints, &asked);
    let open = view::script(&mut out, form, layout, &mut names, &catalogue, &asked);
    rights::script(&mut out, form, layout, &catalogue, &open);
    out.push_str(match dialect {
        Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => "\nCOMMIT;\n",
        // MySQL commits every definition by itself.
        Dialect::MySql => "",
    });
    out
}

fn head(out: &mut String, form: &Form, dialect: Dialect) {
    let survey = form.survey();
    let _ = writeln!(out, "-- {} {}, for {}", one_line(&survey.title.plain()), survey.edition, dialect.title());
    out.push_str(match dialect {
        Dialect::PostgreSql => "\nBEGIN;\n",
        Dialect::Sqlite => "\nPRAGMA foreign_keys = ON;\nBEGIN;\n",
        Dialect::MySql => {
            "\nSET NAMES utf8mb4;\nSET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO';\n"
        }
        Dialect::DuckDb => "\nBEGIN;\n",
    });
}
