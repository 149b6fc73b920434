//! Whether a check binds a draft: where no answer that is still to come can undo its complaint.

use rustc_hash::FxHashSet;

use super::Lowerer;
use crate::cond::{Cond, Conds};
use crate::ids::{CondId, VarId};
use crate::term::Term;

impl Lowerer<'_, '_> {
    /// Whether a complaint stays, whatever else is filled in: `fails` and `around` (when the check is made at all) only ever come to hold
    /// by answers. What must hold for an answer to be asked that the complaint needs is known of any file in which nothing is wrong.
    pub(super) fn complaint_stays(&self, fails: CondId, around: CondId) -> bool {
        if !grows(&self.conds, fails) {
            return false;
        }
        let mut needed = FxHashSet::default();
        for cond in [fails, around] {
            needs(&self.conds, cond, &mut needed);
        }
        let known: Vec<CondId> = needed.into_iter().map(|variable| self.variables.get(variable).asked).collect();
        let mut open = vec![around];
        while let Some(cond) = open.pop() {
            if known.iter().any(|asked| is_part(&self.conds, cond, *asked)) {
                continue;
            }
            match self.conds.get(cond) {
                Cond::All(parts) => open.extend(parts),
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { .. }
                | Cond::NotIn { .. }
                | Cond::Compare { .. }
                | Cond::Any(_)
                | Cond::Some { .. }
                | Cond::Every { .. } => {
                    if !grows(&self.conds, cond) {
                        return false;
                    }
                }
            }
        }
        true
    }
}

/// Whether a condition that holds goes on to hold, whatever else is filled in: nothing in it looks at what is missing.
fn grows(conds: &Conds, cond: CondId) -> bool {
    let mut open = vec![cond];
    let mut seen = FxHashSet::default();
    while let Some(next) = open.pop() {
        if !seen.insert(next) {
            continue;
        }
        match conds.get(next) {
            Cond::Always | Cond::Never | Cond::Present(_) | Cond::In { .. } | Cond::NotIn { .. } => {}
            Cond::Absent(_) | Cond::Every { .. } => return false,
            Cond::Compare { left, op: _, right } => {
                if !stays(left) || !stays(right) {
                    return false;
                }
            }
            Cond::All(parts) | Cond::Any(parts) => open.extend(parts),
            Cond::Some { repeat: _, cond } => open.push(*cond),
        }
    }
    true
}

/// Whether a term that has a value keeps it, whatever else is filled in.
fn stays(term: &Term) -> bool {
    match term {
        Term::Number(_) | Term::Day(_) | Term::Month(_) | Term::Value(_) | Term::Score { .. } => true,
        Term::Add(a, b)
        | Term::Subtract(a, b)
        | Term::Multiply(a, b)
        | Term::Divide(a, b)
        | Term::Days(a, b)
        | Term::Age(a, b) => stays(a) && stays(b),
        Term::Negative(a) | Term::Round(a, _) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => stays(a),
        Term::CountPresent(_)
        | Term::Sum(_)
        | Term::FirstOf(_)
        | Term::CountWhere { .. }
        | Term::SumWhere { .. }
        | Term::If { .. } => false,
    }
}

/// The variables without which a condition does not hold.
fn needs(conds: &Conds, cond: CondId, found: &mut FxHashSet<VarId>) {
    let mut open = vec![cond];
    while let Some(next) = open.pop() {
        match conds.get(next) {
            Cond::Present(variable) | Cond::In { variable, codes: _ } | Cond::NotIn { variable, codes: _ } => {
                found.insert(*variable);
            }
            Cond::All(parts) => open.extend(parts),
            Cond::Some { repeat: _, cond } => open.push(*cond),
            Cond::Always | Cond::Never | Cond::Absent(_) | Cond::Compare { .. } | Cond::Any(_) | Cond::Every { .. } => {
            }
        }
    }
}

/// Whether a condition is the other, or one of those that the other is the conjunction of.
fn is_part(conds: &Conds, part: CondId, whole: CondId) -> bool {
    let mut open = vec![whole];
    while let Some(next) = open.pop() {
        if next == part {
            return true;
        }
        match conds.get(next) {
            // What stands first is looked at last: the ends before, which may be many, are one part.
            Cond::All(parts) => open.extend(parts),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { .. }
            | Cond::NotIn { .. }
            | Cond::Compare { .. }
            | Cond::Any(_)
            | Cond::Some { .. }
            | Cond::Every { .. } => {}
        }
    }
    false
}
