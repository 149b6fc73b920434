//! Why a condition does not hold, traced to the answer that a respondent can do something about.

use crate::cond::Cond;
use crate::evaluate::Scope;
use crate::form::Role;
use crate::ids::{CondId, RepeatId, VarId};
use crate::reads::Reads;
use crate::together::{is_flag, together};

/// Why a condition does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// This is not answered yet, and it decides.
    AnswerFirst(VarId),
    /// What is answered here, or that it is answered at all, or that this box is not ticked.
    Answered(VarId),
    /// What stands, or does not stand, in this roster.
    Roster(RepeatId),
    /// No answer of this form's can bring it about.
    Never,
    /// More than one sentence could tell.
    Unclear,
}

/// Conditions that hang on one another are followed this far back; beyond, nobody would follow either.
const STEPS: u32 = 200;

/// Why a condition that does not hold does not.
pub fn why_not(scope: &Scope<'_>, cond: CondId) -> Cause {
    let mut steps = STEPS;
    trace(scope, cond, &mut steps)
}

fn trace(scope: &Scope<'_>, cond: CondId, steps: &mut u32) -> Cause {
    match steps.checked_sub(1) {
        Some(left) => *steps = left,
        None => return Cause::Unclear,
    }
    match scope.form().conds().get(cond) {
        Cond::Always => Cause::Unclear,
        Cond::Never => Cause::Never,
        Cond::Absent(variable) => Cause::Answered(*variable),
        Cond::Present(variable) => missing(scope, *variable, steps),
        Cond::In { variable, codes: _ } | Cond::NotIn { variable, codes: _ } => {
            if scope.is_present(*variable) {
                Cause::Answered(*variable)
            } else {
                missing(scope, *variable, steps)
            }
        }
        Cond::Compare { left, op: _, right } => {
            let missing_side = [left, right].into_iter().find(|term| scope.quantity(term).is_none());
            let reads = Reads::of_term(scope.form(), missing_side.unwrap_or(left));
            let mut variables = reads.variables.into_iter();
            let deciding = if missing_side.is_some() {
                variables.find(|variable| !scope.is_present(*variable)).map(|variable| missing(scope, variable, steps))
            } else {
                variables.next().map(Cause::Answered)
            };
            deciding.or_else(|| reads.repeats.into_iter().next().map(Cause::Roster)).unwrap_or(Cause::Unclear)
        }
        Cond::All(parts) => {
            let first = parts.iter().find(|part| !scope.holds(**part));
            first.map_or(Cause::Unclear, |part| trace(scope, *part, steps))
        }
        Cond::Any(parts) => of_several(parts.iter().map(|part| trace(scope, *part, steps)).collect()),
        Cond::Some { repeat, cond: _ } | Cond::Every { repeat, cond: _ } => Cause::Roster(*repeat),
    }
}

/// Of several ways in which it could have held, the one that still stands open, else the first that is shut.
fn of_several(causes: Vec<Cause>) -> Cause {
    let rank = |cause: &Cause| match cause {
        Cause::AnswerFirst(_) => 0,
        Cause::Answered(_) | Cause::Roster(_) => 1,
        Cause::Unclear => 2,
        Cause::Never => 3,
    };
    causes.into_iter().min_by_key(rank).unwrap_or(Cause::Never)
}

/// Why a variable has no value: it is still to be answered, it was left out among others, or it is not asked itself.
fn missing(scope: &Scope<'_>, id: VarId, steps: &mut u32) -> Cause {
    let variable = scope.form().variables().get(id);
    match variable.role {
        Role::Given | Role::Retired | Role::Last(_) => return Cause::Unclear,
        Role::Answer => {}
    }
    if !scope.holds(variable.asked) {
        return trace(scope, variable.asked, steps);
    }
    let form = scope.form();
    let answered = together(form, id).iter().any(|other| scope.is_present(*other));
    if answered || is_flag(form, id) { Cause::Answered(id) } else { Cause::AnswerFirst(id) }
}
