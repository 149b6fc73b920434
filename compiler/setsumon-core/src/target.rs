//! What a target is, and how it accounts for every rule.

use std::fmt;

use crate::form::Form;
use crate::ids::{Id, RuleId};

/// A projection of the model: files out of a form, with an account of every rule.
pub trait Target {
    /// Its name on the command line: `html`, `json-schema`, `ddl`, `pdf`, `codebook`, `model`.
    fn name(&self) -> &'static str;

    /// Total and pure: the same form gives the same bytes.
    ///
    /// # Errors
    /// Where the form has something the target cannot put on its page at all, such as a glyph that no font has.
    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>>;
}

/// What a target made.
#[derive(Debug, Clone)]
pub struct Emitted {
    /// File name and content, in the order to be listed.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// What became of each rule; for a target that makes several files, the best of them.
    pub ledger: Ledger,
}

/// Why a target could not be made.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is written, if known.
    pub origin: Option<setsumon_diagnostics::Span>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What a target does about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// An answer file that breaks the rule is refused.
    Enforced,
    /// The rule is told to the reader.
    Printed,
    /// The rule is left out, and why.
    Declined(&'static str),
}

/// What became of each rule of a form.
#[derive(Debug, Clone)]
pub struct Ledger {
    duties: Vec<Option<Duty>>,
}

impl Ledger {
    /// A ledger in which nothing is entered yet.
    pub fn new(form: &Form) -> Self {
        Self { duties: vec![None; form.rules().len()] }
    }

    /// Enters what becomes of a rule. A rule entered twice keeps the weaker duty: one clause left out leaves it declined.
    pub fn enter(&mut self, rule: RuleId, duty: Duty) {
        if let Some(slot) = self.duties.get_mut(rule.index()) {
            let weaker = match (slot.as_ref(), &duty) {
                (None, _) | (Some(Duty::Enforced), _) | (Some(Duty::Printed), Duty::Declined(_)) => true,
                (Some(Duty::Printed), Duty::Enforced | Duty::Printed) | (Some(Duty::Declined(_)), _) => false,
            };
            if weaker {
                *slot = Some(duty);
            }
        }
    }

    /// Every rule with its duty; `None` is a rule the target forgot, which a test refuses.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, Option<&Duty>)> {
        self.duties
            .iter()
            .enumerate()
            .map(|(index, duty)| (RuleId::new(u32::try_from(index).unwrap_or(u32::MAX)), duty.as_ref()))
    }
}
