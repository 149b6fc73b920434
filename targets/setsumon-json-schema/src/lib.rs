//! The `json-schema` target: two schemas of Draft 2020-12 that accept exactly the valid answer files, one for submissions and one for drafts.
//!
//! Four seams: [`value`] turns a variable's value into a schema, [`cond`] a condition, [`whole`] a form, and [`refusal`] names what is left out.

mod bound;
mod compare;
mod cond;
mod count;
mod linear;
mod occurrence;
mod pattern;
mod pretty;
mod refusal;
mod said;
mod shared;
mod value;
mod whole;

use setsumon_core::form::Form;
use setsumon_core::rule::{Binds, Rule};
use setsumon_core::target::{Emitted, Ledger, Refusal, Target};

pub use refusal::REASONS;

/// The target.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonSchema;

/// Which answer files a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Those handed in.
    Submission,
    /// Those put aside: answers may be missing, none may be wrong.
    Draft,
}

impl Mode {
    /// Whether a rule binds answer files of this kind.
    pub fn binds(self, rule: &Rule) -> bool {
        match (self, rule.binds) {
            (Self::Submission, Binds::Always | Binds::Submission) | (Self::Draft, Binds::Always) => true,
            (Self::Draft, Binds::Submission) => false,
        }
    }
}

impl Target for JsonSchema {
    fn name(&self) -> &'static str {
        "json-schema"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let mut ledger = Ledger::new(form);
        let common = whole::Common::of(form);
        let submission = whole::schema(form, Mode::Submission, &common, &mut ledger);
        let draft = whole::schema(form, Mode::Draft, &common, &mut ledger);
        Ok(Emitted {
            files: vec![
                ("answer.schema.json", submission.into_bytes()),
                ("answer.draft.schema.json", draft.into_bytes()),
            ],
            ledger,
        })
    }
}

/// The schema of one kind of answer files; the duties of the rules that bind it are entered in the ledger.
pub fn schema(form: &Form, mode: Mode, ledger: &mut Ledger) -> serde_json::Value {
    let text = whole::schema(form, mode, &whole::Common::of(form), ledger);
    // What was just written is JSON: a test compares it with what serde writes.
    serde_json::from_str(&text).unwrap_or_default()
}
