//! From a condition to a schema that exactly those answer files match for which it holds.
//!
//! Guards are written out in the condition itself, so every atom is printed as it stands. An atom that cannot be said is taken as met:
//! negation sits at the atoms, so the whole then accepts more and never refuses an answer file that is right. The reason is kept.

use serde_json::json;
use setsumon_core::cond::Cond;
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, VarId};

use crate::said::Said;
use crate::shared::Shared;

/// Prints conditions of one schema.
pub(crate) struct Printer<'a> {
    pub(crate) form: &'a Form,
    pub(crate) shared: Shared,
    /// Why something was left out since it was last taken.
    left_out: Option<&'static str>,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(form: &'a Form) -> Self {
        Self { form, shared: Shared::new(form), left_out: None }
    }

    /// Why something of what was printed since the last call is left out.
    pub(crate) fn take_left_out(&mut self) -> Option<&'static str> {
        self.left_out.take()
    }

    /// Takes an atom as met because it cannot be said.
    pub(crate) fn leave_out(&mut self, why: &'static str) -> Said {
        self.left_out.get_or_insert(why);
        Said::Always
    }

    /// The name of a variable, which is its key.
    pub(crate) fn key(&self, variable: VarId) -> &'a str {
        &self.form.variables().get(variable).name
    }

    /// A condition, by reference where it is defined once for all.
    pub(crate) fn cond(&mut self, id: CondId) -> Said {
        if !self.shared.is_shared(id) {
            return self.written_out(id);
        }
        if let Some(definition) = self.shared.known(id).cloned() {
            if let Some(why) = definition.left_out {
                self.leave_out(why);
            }
            return refer(&definition.name);
        }
        let outer = self.take_left_out();
        let said = self.written_out(id);
        let left_out = self.take_left_out();
        self.left_out = outer.or(left_out);
        match said {
            Said::Always | Said::Never => said,
            Said::Facts(_) | Said::Other(_) => refer(&self.shared.define(id, said.into_json(), left_out)),
        }
    }

    fn written_out(&mut self, id: CondId) -> Said {
        let form = self.form;
        match form.conds().get(id) {
            Cond::Always => Said::Always,
            Cond::Never => Said::Never,
            Cond::Present(variable) => Said::present(self.key(*variable)),
            Cond::Absent(variable) => Said::absent(self.key(*variable)),
            Cond::In { variable, codes } => Said::there(self.key(*variable), one_of(codes)),
            Cond::NotIn { variable, codes } => Said::there(self.key(*variable), json!({ "not": one_of(codes) })),
            Cond::Compare { left, op, right } => self.compare(left, *op, right),
            Cond::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.cond(*part)).collect();
                Said::all(parts)
            }
            Cond::Any(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.cond(*part)).collect();
                Said::any(parts)
            }
            Cond::Some { repeat, cond } => self.some(*repeat, *cond),
            Cond::Every { repeat, cond } => self.every(*repeat, *cond),
        }
    }
}

/// One of these codes.
pub(crate) fn one_of(codes: &[String]) -> serde_json::Value {
    match codes {
        [only] => json!({ "const": only }),
        _ => json!({ "enum": codes }),
    }
}

/// A reference to a definition.
pub(crate) fn refer(name: &str) -> Said {
    Said::Other(json!({ "$ref": format!("#/$defs/{name}") }))
}
