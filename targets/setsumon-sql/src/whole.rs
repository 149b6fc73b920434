//! From a form to its script: tables of answers, what is checked at submission, the catalogue, views and rights.

use std::fmt::Write as _;

use setsumon_core::form::Form;

use crate::asked::Asked;
use crate::catalogue::{self, Catalogue};
use crate::constraint::constraints;
use crate::dialect::{NewTable, one_line};
use crate::earlier::{self, Earlier};
use crate::layout::{Layout, Names};
use crate::rights;
use crate::seal;
use crate::view;
use crate::words::Words;

/// About so many bytes a variable takes, so that the script is written in one piece of memory.
const BYTES_A_VARIABLE: usize = 700;

/// What a script makes that stands by itself, by its name as it is to be written, in the order in which it is made. Constraints, triggers
/// and comments go with their tables.
pub(crate) struct Made {
    pub(crate) tables: Vec<String>,
    pub(crate) functions: Vec<String>,
    pub(crate) views: Vec<String>,
    pub(crate) earlier: Earlier,
    /// The table of the catalogue that tells the edition.
    pub(crate) edition: String,
}

/// The whole script.
pub(crate) fn script(form: &Form, layout: &Layout, words: &Words) -> String {
    let survey = form.survey();
    let mut out = String::with_capacity(form.variables().len() * BYTES_A_VARIABLE + 16_384);
    let _ = writeln!(out, "-- {} {}, for {}", one_line(&survey.title.plain()), survey.edition, layout.dialect.title());
    let frame = layout.dialect.frame();
    out.push_str(frame.begin);
    body(&mut out, form, layout, words);
    out.push_str(frame.end);
    out
}

/// Writes everything between the beginning of the transaction and its end.
pub(crate) fn body(out: &mut String, form: &Form, layout: &Layout, words: &Words) -> Made {
    let mut names = Names::of(form);
    for table in &layout.tables {
        names.take(&table.name);
    }
    let catalogue = Catalogue::of(form, layout, &mut names);
    let earlier = Earlier::of(form, layout, &mut names);
    let asked = Asked::of(form, layout, &mut names);
    let constraints = constraints(form, layout);
    for (table, constraints) in layout.tables.iter().zip(&constraints) {
        out.push('\n');
        layout.dialect.create(out, NewTable { form, layout, words, table, constraints });
    }
    earlier::script(out, layout, &earlier);
    let sealed = seal::script(out, form, layout);
    catalogue::script(out, form, layout, words, &catalogue, &constraints, &asked);
    let views = view::script(out, form, layout, &mut names, &catalogue, &asked);
    rights::script(out, form, layout, &catalogue, &earlier, &views.open);
    let own = layout.tables.iter().map(|table| table.quoted.clone());
    let beside = [earlier.open.clone(), earlier.personal.clone()];
    let told = catalogue.names().map(str::to_owned);
    Made {
        tables: own.chain(beside).chain(told).collect(),
        functions: sealed.functions,
        views: sealed.views.into_iter().chain(views.all).collect(),
        edition: catalogue.edition,
        earlier,
    }
}
