//! The web form: one self-contained HTML file that works without JavaScript and branches with it.

mod blank;
mod carried;
mod choices;
mod contents;
mod control;
mod entries;
mod form_writer;
mod grid;
mod items;
mod long;
mod markup;
mod page;
mod policy;
mod question;
mod roster;
mod rules;
mod term;
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

impl Options {
    /// Options of a form that posts to this address: `https://…` or `http://…`, or a path on the server the form comes from, as `/answers`.
    ///
    /// # Errors
    /// In words, where the address is neither, or holds what no address may hold.
    pub fn posting_to(action: &str) -> Result<Self, String> {
        let host = action.strip_prefix("https://").or_else(|| action.strip_prefix("http://"));
        let is_address = match host {
            Some(host) => host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['),
            None => action.starts_with('/') && !action.starts_with("//"),
        };
        if !is_address {
            return Err("an address begins with https://, http:// or, on the form's own server, with /".to_owned());
        }
        match action.chars().find(|character| !character.is_ascii_graphic() || "\"'<>;,\\^`{|}".contains(*character)) {
            Some(character) => Err(format!("{character:?} cannot stand in an address; write it percent-encoded")),
            None => Ok(Self { action: Some(action.to_owned()) }),
        }
    }
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

// The build script's own, so that it can be tested.
#[cfg(test)]
#[path = "../build/modules.rs"]
mod modules;
#[cfg(test)]
#[path = "../build/names.rs"]
mod names;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_go_to_addresses_alone() {
        for good in ["https://example.org/answers?a=b", "http://127.0.0.1:8000/", "http://[::1]/", "/answers"] {
            assert_eq!(Options::posting_to(good), Ok(Options { action: Some(good.to_owned()) }));
        }
        for bad in [
            "",
            "answers",
            "//example.org",
            "javascript:alert(1)",
            "mailto:a@b.c",
            "https://",
            "https:///a",
            "/a b",
            "/a;b",
            "/例",
        ] {
            assert!(Options::posting_to(bad).is_err(), "{bad}");
        }
    }
}
