//! The web form: one self-contained HTML file that works without JavaScript and branches with it.

mod blank;
mod choices;
mod contents;
mod control;
mod entries;
mod form_writer;
mod grid;
mod items;
mod markup;

mod page;
mod policy;
mod question;
mod roster;
mod rules;
mod term;
mod words;
mod writer;

use setsumon_core::form::Form;
use setsumon_core::ids::CondId;
use setsumon_core::target::{Emitted, Refusal, Target};

/// Where the form sends what was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The address that answers are posted to. Without one the form offers the answer file instead.
    pub action: Option<String>,
}

/// The target `html`.
#[derive(Debug, Clone, Default)]
pub struct Html {
    /// Where the form sends what was answered.
    pub options: Options,
}

impl Target for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let (html, ledger) = page::write(form, &self.options)?;
        Ok(Emitted { files: vec![("form.html", html.into_bytes())], ledger })
    }
}

/// The interpreter and everything else of the runtime that knows no page, in the order in which it must be read.
/// Tests run it outside a browser.
pub const INTERPRETER: &str = page::INTERPRETER;

/// The rules of a form as its page has them: JSON, and the conditions by the numbers that the page calls them (`data-if`).
pub fn model(form: &Form) -> (String, Vec<CondId>) {
    page::model(form)
}
