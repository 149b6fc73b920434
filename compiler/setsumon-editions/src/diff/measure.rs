//! What is measured otherwise than before: the same figure of another scale, in another unit or of another kind.

use std::collections::BTreeSet;

use setsumon_core::frozen::{FieldKind, Question, ReasonSort, Variable};

use super::answers::{counted, field_of, is_turned};
use super::formula::{Atom, Formula, Test};
use super::pairs::Step;
use super::side::Side;

/// Whether two conditions compare what is measured otherwise today: 3 of 10 is not 3 of 5, so neither tells what the other would have.
pub(super) fn is_between(step: &Step<'_>, old: &Formula, new: &Formula) -> bool {
    let after = read(new);
    if after.is_empty() {
        return false;
    }
    read(old).intersection(&after).any(|name| is_otherwise(step, name))
}

/// The variables of which a condition wants to know more than whether they have a value.
fn read(formula: &Formula) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    collect(formula, &mut found);
    found
}

fn collect<'f>(formula: &'f Formula, found: &mut BTreeSet<&'f str>) {
    match formula {
        Formula::Always | Formula::Never => {}
        Formula::Atom(Atom::Value { variable, test }) => match test {
            Test::Present | Test::Absent => {}
            Test::In(_) | Test::NotIn(_) | Test::Compare(_, _) => {
                found.insert(variable);
            }
        },
        // Names of variables stand in its text; no other word of it is one.
        Formula::Atom(Atom::Opaque { text, holds: _ }) => {
            found.extend(text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_'));
        }
        Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| collect(part, found)),
    }
}

fn is_otherwise(step: &Step<'_>, name: &str) -> bool {
    let (Some(now), Some(then)) = (step.new.variable(name), step.was(name).first().copied()) else { return false };
    if now.value.kind() != then.value.kind() {
        return true;
    }
    let (Some(after), Some(before)) = (question(&step.new, now), question(&step.old, then)) else { return false };
    if is_typo(step, after) {
        return false;
    }
    let blanks = field_of(&before.answer, then).zip(field_of(&after.answer, now));
    let scale = blanks.is_some_and(|(old, new)| {
        let points = new.kind == FieldKind::Scale && then.value != now.value;
        old.kind != new.kind || points || is_turned(old, new)
    });
    scale || counted(&before.answer, then) != counted(&after.answer, now)
}

fn question<'m>(side: &Side<'m>, variable: &Variable) -> Option<&'m Question> {
    side.question(variable.question.as_deref()?)
}

/// Whether its author says that only the writing changed.
fn is_typo(step: &Step<'_>, question: &Question) -> bool {
    let around =
        |path: &str| question.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    step.new.model.reasons.iter().any(|reason| reason.sort == ReasonSort::Typo && around(&reason.path))
}
