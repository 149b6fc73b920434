//! Last year's answers in warnings: each read through a variable of its own, which lies in no answer file of this year.

use crate::names;
use setsumon_syntax::ast::Path;

use super::Lowerer;
use super::conditions::dotted;
use super::referents::{Referent, ValueKind};
use super::terms::Operand;
use crate::errors::types;
use crate::form::{Role, Variable};
use crate::ids::VarId;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;

impl Lowerer<'_, '_> {
    /// `last Q` in a calculation: a figure, day, month or score.
    pub(super) fn last_operand(&mut self, path: &Path, scope: SymbolId) -> Option<Operand> {
        if !self.last_allowed {
            self.say(types::last_outside(path.span));
            return None;
        }
        let (symbol, referent) = self.refer(path, scope)?;
        let operand = self.operand_of(symbol, &referent, path.span, &dotted(path))?;
        let term = match operand.term {
            Term::Value(variable) => {
                self.last_reads.push((variable, path.span));
                Term::Value(self.last_of(variable))
            }
            Term::Score { variable, scores } => {
                self.last_reads.push((variable, path.span));
                Term::Score { variable: self.last_of(variable), scores }
            }
            Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::CountPresent(_)
            | Term::Sum(_)
            | Term::Add(..)
            | Term::Subtract(..)
            | Term::Multiply(..)
            | Term::Divide(..)
            | Term::Negative(_)
            | Term::Round(..)
            | Term::Days(..)
            | Term::Age(..)
            | Term::PlusDays(..)
            | Term::PlusMonths(..)
            | Term::FirstOf(_)
            | Term::CountWhere { .. }
            | Term::SumWhere { .. }
            | Term::If { .. } => {
                self.say(types::not_a_number(path.span, &format!("`last {}`", dotted(path))));
                return None;
            }
        };
        Some(Operand { term, ..operand })
    }

    /// The variable of last year's value, made when first asked for.
    pub(super) fn last_of(&mut self, variable: VarId) -> VarId {
        if let Some(last) = self.lasts.get(&variable) {
            return *last;
        }
        let Variable {
            name,
            question,
            repeat,
            value,
            role: _,
            label,
            unit,
            asked: _,
            marker,
            personal,
            was,
            was_codes,
            splits,
            origin,
        } = self.variables.get(variable).clone();
        let asked = self.always();
        let last = self.variables.push(Variable {
            // Two underscores never begin a name of the survey's, so this one is nobody else's.
            name: names::of_last_year(&name),
            question,
            repeat,
            value,
            role: Role::Last(variable),
            label,
            unit,
            asked,
            marker,
            personal,
            // What held another kind of value last year has none to be compared with.
            was: if was_codes.is_empty() { was } else { Vec::new() },
            was_codes: Vec::new(),
            splits,
            origin,
        });
        self.lasts.insert(variable, last);
        last
    }

    /// Whether a value that a text quotes can be quoted from last year's file.
    pub(super) fn quotable_last(referent: &Referent<'_>) -> bool {
        match referent {
            Referent::Value(value) => value.kind != ValueKind::Text || value.alternatives.is_empty(),
            Referent::Choice(_) => true,
            Referent::Ticks(_)
            | Referent::Flag { .. }
            | Referent::Cells(_)
            | Referent::Grid { .. }
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Calc(_)
            | Referent::Let { .. }
            | Referent::Option => false,
        }
    }
}
