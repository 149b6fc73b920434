//! What conditions and terms read, for targets that lay variables out in several places.

use std::collections::BTreeSet;

use crate::cond::Cond;
use crate::form::Form;
use crate::ids::{CondId, RepeatId, VarId};
use crate::term::Term;

/// What a condition or a term reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    /// The variables it reads where it stands: those that it reaches only through an occurrence of its own
    /// (`Some`, `Every`, `CountWhere`, `SumWhere` over their roster) are not among them.
    pub variables: BTreeSet<VarId>,
    /// The variables that it reaches through an occurrence of its own.
    pub within: BTreeSet<VarId>,
    /// The rosters it goes through.
    pub repeats: BTreeSet<RepeatId>,
}

impl Reads {
    /// What a condition reads.
    pub fn of_cond(form: &Form, cond: CondId) -> Self {
        let mut reads = Self::default();
        reads.cond(form, cond, None);
        reads
    }

    /// What a term reads.
    pub fn of_term(form: &Form, term: &Term) -> Self {
        let mut reads = Self::default();
        reads.term(form, term, None);
        reads
    }

    /// Whether it reads a variable of this roster where it stands.
    pub fn inside(&self, form: &Form, repeat: RepeatId) -> bool {
        self.variables.iter().any(|variable| form.variables().get(*variable).repeat == Some(repeat))
    }

    fn variable(&mut self, form: &Form, variable: VarId, bound: Option<RepeatId>) {
        let repeat = form.variables().get(variable).repeat;
        let here = repeat.is_none() || repeat != bound;
        if here { &mut self.variables } else { &mut self.within }.insert(variable);
    }

    fn cond(&mut self, form: &Form, cond: CondId, bound: Option<RepeatId>) {
        match form.conds().get(cond) {
            Cond::Always | Cond::Never => {}
            Cond::Present(variable) | Cond::Absent(variable) => self.variable(form, *variable, bound),
            Cond::In { variable, codes: _ } | Cond::NotIn { variable, codes: _ } => {
                self.variable(form, *variable, bound);
            }
            Cond::Compare { left, op: _, right } => {
                self.term(form, left, bound);
                self.term(form, right, bound);
            }
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.cond(form, *part, bound);
                }
            }
            Cond::Some { repeat, cond } | Cond::Every { repeat, cond } => {
                self.repeats.insert(*repeat);
                self.cond(form, *cond, Some(*repeat));
            }
        }
    }

    fn term(&mut self, form: &Form, term: &Term, bound: Option<RepeatId>) {
        match term {
            Term::Number(_) | Term::Day(_) | Term::Month(_) => {}
            Term::Value(variable) | Term::Score { variable, scores: _ } => self.variable(form, *variable, bound),
            Term::CountPresent(variables) => {
                for variable in variables {
                    self.variable(form, *variable, bound);
                }
            }
            Term::Sum(parts) | Term::FirstOf(parts) => {
                for part in parts {
                    self.term(form, part, bound);
                }
            }
            Term::Add(a, b)
            | Term::Subtract(a, b)
            | Term::Multiply(a, b)
            | Term::Divide(a, b)
            | Term::Days(a, b)
            | Term::Age(a, b) => {
                self.term(form, a, bound);
                self.term(form, b, bound);
            }
            Term::Negative(a) | Term::Round(a, _) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => {
                self.term(form, a, bound);
            }
            Term::CountWhere { repeat, cond } => {
                self.repeats.insert(*repeat);
                self.cond(form, *cond, Some(*repeat));
            }
            Term::SumWhere { repeat, term, cond } => {
                self.repeats.insert(*repeat);
                self.term(form, term, Some(*repeat));
                self.cond(form, *cond, Some(*repeat));
            }
            Term::If { cond, then, otherwise } => {
                self.cond(form, *cond, bound);
                self.term(form, then, bound);
                self.term(form, otherwise, bound);
            }
        }
    }
}
