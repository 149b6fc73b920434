//! Who is asked: whether more, fewer or others are than before.

use setsumon_core::decide::{Relation, Universe, relation};
use setsumon_core::frozen::{Question, Term, Value, Variable};

use super::formula::{Formula, Reader};
use super::pairs::Step;
use super::{Change, Class, Subject, change, measure};

/// How those who are asked now lie to those who were asked.
pub(super) fn asked(step: &Step<'_>, old: Option<u32>, new: Option<u32>) -> Relation {
    if step.same.is(old, new) {
        return Relation::Equal;
    }
    lie(step, &before(step, old), &after(step, new))
}

/// How the answers of which the new condition holds lie to those of the old. What is measured otherwise today has no answers in common
/// with what was asked then.
fn lie(step: &Step<'_>, old: &Formula, new: &Formula) -> Relation {
    if measure::is_between(step, old, new) {
        return Relation::Other;
    }
    relation(old, new, &|variable| universe(step, variable))
}

/// How those whom no early end before a thing stopped lie to those whom none stopped: by the conditions of those ends.
pub(super) fn come_as_far(step: &Step<'_>, old: &[u32], new: &[u32]) -> Relation {
    if step.same.are_ends(old.len(), new.len()) {
        return Relation::Equal;
    }
    let before = Formula::Any(old.iter().map(|fires| before(step, Some(*fires))).collect());
    let after = Formula::Any(new.iter().map(|fires| after(step, Some(*fires))).collect());
    lie(step, &before, &after).of_the_others()
}

/// A condition of the old edition in the names of the new.
pub(super) fn before(step: &Step<'_>, condition: Option<u32>) -> Formula {
    let rename = |name: &str, code: Option<&str>| match code {
        None => step.became(name).map_or_else(|| name.to_owned(), |variable| variable.name.clone()),
        Some(code) => renamed_code(step, name, code),
    };
    Reader { model: step.old.model, rename }.formula(condition)
}

/// A condition of the new edition.
pub(super) fn after(step: &Step<'_>, condition: Option<u32>) -> Formula {
    let rename = |name: &str, code: Option<&str>| code.unwrap_or(name).to_owned();
    Reader { model: step.new.model, rename }.formula(condition)
}

fn renamed_code(step: &Step<'_>, name: &str, code: &str) -> String {
    let now = step.became(name).and_then(|variable| {
        let codes = step.new.codes(variable).iter();
        codes.filter(|now| now.was.iter().any(|was| was == code)).map(|now| now.code.clone()).next()
    });
    now.unwrap_or_else(|| code.to_owned())
}

fn universe(step: &Step<'_>, name: &str) -> Universe {
    match step.new.variable(name).map(|variable| (variable, &variable.value)) {
        Some((variable, Value::Code { list: _ })) => {
            Universe::Codes(step.new.codes(variable).iter().map(|code| code.code.clone()).collect())
        }
        Some((_, Value::Integer { min: _, max: _ } | Value::Rank { max: _ })) => Universe::Whole,
        Some((_, _)) | None => Universe::Any,
    }
}

/// The class of a relation, if it is a change.
pub(super) fn class(relation: Relation) -> Option<Class> {
    match relation {
        Relation::Equal => None,
        Relation::Wider => Some(Class::ConditionWider),
        Relation::Narrower => Some(Class::ConditionNarrower),
        // What could not be decided is not called wider or narrower.
        Relation::Other | Relation::Undecided => Some(Class::ConditionOther),
    }
}

/// A change of who is asked a question, unless what it stands in, or who comes as far, changed in the same way.
pub(super) fn question(
    step: &Step<'_>,
    (old, new): (&Question, &Question),
    subject: &Subject,
    around: [Relation; 2],
    changes: &mut Vec<Change>,
) -> Relation {
    let relation = asked(step, old.asked, new.asked);
    if let Some(class) = class(relation).filter(|_| !around.contains(&relation)) {
        let mut change = change(class, subject.clone());
        change.old = Some(who(&step.old.variables_of(old)));
        change.new = Some(who(&step.new.variables_of(new)));
        change.variables = step.new.names_under(&new.path);
        changes.push(change);
    }
    relation
}

/// Who is asked, in words; empty for everybody.
fn who(variables: &&[&Variable]) -> String {
    variables.first().map_or_else(String::new, |variable| variable.who.join(" "))
}

/// A term of the old edition as a text in the names of the new, whose parts' places do not matter.
pub(super) fn term_before(step: &Step<'_>, term: &Term) -> String {
    let rename = |name: &str, code: Option<&str>| match code {
        None => step.became(name).map_or_else(|| name.to_owned(), |variable| variable.name.clone()),
        Some(code) => renamed_code(step, name, code),
    };
    Reader { model: step.old.model, rename }.settled(term)
}

/// A term of the new edition in the same way.
pub(super) fn term_after(step: &Step<'_>, term: &Term) -> String {
    let rename = |name: &str, code: Option<&str>| code.unwrap_or(name).to_owned();
    Reader { model: step.new.model, rename }.settled(term)
}
