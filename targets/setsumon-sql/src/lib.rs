//! The `ddl` target: the database of a survey for PostgreSQL, SQLite, MySQL or MariaDB, and DuckDB.
//!
//! Five seams: [`value`] turns a variable's value into a column and its check, [`cond`] and [`term`] a condition into an expression,
//! [`whole`] a form into its script, and [`refusal`] names what is left out; how each dialect says these things, [`dialect`] knows alone.
//! [`load`] writes an answer file into the tables. [`migrate`] takes filled tables to the next edition.

mod asked;
mod calc;
mod calendar;
mod catalogue;
mod cond;
mod constraint;
mod dialect;
mod earlier;
mod figure;
mod filler;
mod kind;
mod layout;
pub mod load;
mod long;
pub mod migrate;
mod place;
mod refusal;
mod rights;
mod seal;
mod table;
mod term;
mod value;
mod view;
mod whole;
mod words;
pub mod years;

use setsumon_core::form::Form;
use setsumon_core::ids::RuleId;
use setsumon_core::target::{Emitted, Ledger, Refusal, Target};

pub use dialect::Dialect;
pub use place::Place;
pub use refusal::REASONS;

/// The target.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ddl;

impl Target for Ddl {
    fn name(&self) -> &'static str {
        "ddl"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let reads = place::reads(form);
        let layouts = Dialect::ALL.map(|dialect| layout::Layout::of(form, dialect.room(), &reads));
        let mut ledger = Ledger::new(form);
        for (id, duty) in place::best_duties(form, &layouts) {
            ledger.enter(id, duty);
        }
        let words = words::Words::of(form);
        let files = layouts
            .iter()
            .map(|layout| (layout.dialect.file(), whole::script(form, layout, &words).into_bytes()))
            .collect();
        Ok(Emitted { files, ledger })
    }
}

/// The whole script of one dialect.
pub fn script(form: &Form, dialect: Dialect) -> String {
    whole::script(form, &layout::Layout::of(form, dialect.room(), &place::reads(form)), &words::Words::of(form))
}

/// Where each rule is kept in one dialect.
pub fn places(form: &Form, dialect: Dialect) -> Vec<(RuleId, Place)> {
    let layout = layout::Layout::of(form, dialect.room(), &place::reads(form));
    form.rules().iter().map(|(id, _)| (id, layout.kept(id).place)).collect()
}
