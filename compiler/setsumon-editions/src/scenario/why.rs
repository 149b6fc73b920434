//! Why something came as it did: the answer that decided, or the condition.

use setsumon_core::answers::Held;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::Value;
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::judge::{Cause, why_not};
use setsumon_core::notation::{path, settled};
use setsumon_core::reads::Reads;
use setsumon_core::text::Text;

/// Conditions with more parts than these are told by the first of them.
const MOST: usize = 3;

/// Why conditions that are all to hold do not: the first that fails, and the answer behind it.
pub(super) fn not_so(scope: &Scope<'_>, conditions: &[CondId]) -> Option<String> {
    let mut parts = conditions.iter().flat_map(|condition| scope.form().conds().conjuncts(*condition));
    let first = parts.find(|part| !scope.holds(*part))?;
    let needs = format!("it is asked when {}", settled(scope.form(), &[first]));
    Some(match why_not(scope, first) {
        Cause::AnswerFirst(variable) => format!("{needs}; {} is not answered", named(scope, variable)),
        Cause::Answered(variable) => format!("{needs}; {}", stands(scope, variable)),
        Cause::Roster(roster) => format!("{needs}; see the roster {}", scope.form().repeats().get(roster).path),
        Cause::Never => "nothing that can be answered brings it about".to_owned(),
        Cause::Unclear => needs,
    })
}

/// Why a condition holds: what it says, and the answers it looks at.
pub(super) fn so(scope: &Scope<'_>, conditions: &[CondId]) -> String {
    let conditions: Vec<CondId> =
        conditions.iter().copied().filter(|condition| !scope.form().conds().is_always(*condition)).collect();
    if conditions.is_empty() {
        return "it is always asked".to_owned();
    }
    let said = looked_at(scope, &conditions);
    let said = if said.is_empty() { String::new() } else { format!("; {said}") };
    format!("it is asked when {}{said}", settled(scope.form(), &conditions))
}

/// The answers that conditions look at.
pub(super) fn looked_at(scope: &Scope<'_>, conditions: &[CondId]) -> String {
    let mut variables: Vec<VarId> = Vec::new();
    for condition in conditions {
        variables.extend(Reads::of_cond(scope.form(), *condition).variables);
    }
    variables.dedup();
    let mut said: Vec<String> = variables.iter().take(MOST).map(|variable| stands(scope, *variable)).collect();
    if variables.len() > MOST {
        said.push("…".to_owned());
    }
    said.join(", ")
}

/// How an answer stands: `overview.status “稼働状況” is ended “運用終了済”`.
fn stands(scope: &Scope<'_>, variable: VarId) -> String {
    let name = named(scope, variable);
    let of = scope.form().variables().get(variable);
    match scope.held(variable).filter(|held| held.is_present()) {
        None if of.value == Value::Tick => format!("{name} is not ticked"),
        None => format!("{name} is not answered"),
        Some(Held::Tick) => format!("{name} is ticked"),
        Some(Held::Number(number)) => format!("{name} is {number}"),
        Some(Held::Misplaced(_)) => format!("{name} is no answer"),
        Some(Held::Text(text)) => {
            let list = of.value.code_list().map(|list| scope.form().code_lists().get(list));
            let entry = list.and_then(|list| list.codes.iter().find(|entry| entry.code == *text));
            match entry.and_then(|entry| entry.label.last()) {
                Some(label) => format!("{name} is {text} “{}”", label.plain()),
                None => format!("{name} is “{text}”"),
            }
        }
    }
}

/// A variable with what people call it.
fn named(scope: &Scope<'_>, variable: VarId) -> String {
    let label = scope.form().variables().get(variable).label.first().map(Text::plain).unwrap_or_default();
    let path = path(scope.form(), variable);
    match label.lines().next().filter(|label| !label.is_empty() && label.chars().count() <= 40) {
        Some(label) => format!("{path} “{label}”"),
        None => path,
    }
}
