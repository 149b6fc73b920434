//! Edit rules, early ends and derived values.

use rustc_hash::FxHashSet;
use setsumon_core::frozen::{self, Calc, End, Model, Rule, Text};

use super::formula::Formula;
use super::pairs::Step;
use super::questions::{subject, texts};
use super::words::said;
use super::{Change, Class, Kind, Part, Subject, change, flow};

/// Everything that changed about them.
pub(super) fn changes(step: &Step<'_>, changes: &mut Vec<Change>) {
    checks(step, changes);
    ends(step, changes);
    derived(step, changes);
}

fn checks(step: &Step<'_>, changes: &mut Vec<Change>) {
    let of = |model| -> Vec<&Rule> { rules(model).filter(|rule| rule.kind == frozen::RuleKind::Check).collect() };
    let (before, mut left) = (of(step.new.model), of(step.old.model));
    let mut added = Vec::new();
    for rule in before {
        // Their names count them, so a rule is known by what it means, then by what it says.
        let formula = flow::after(step, rule.holds);
        let same = |old: &&Rule| flow::before(step, old.holds) == formula && old.soft == rule.soft;
        let says = |old: &&Rule| message(old) == message(rule) && !message(rule).is_empty();
        let found = left.iter().position(same).or_else(|| left.iter().position(says));
        match found.map(|place| left.remove(place)) {
            Some(old) => check(step, old, rule, &formula, changes),
            None => added.push(rule),
        }
    }
    for rule in added {
        let mut new = change(Class::Rule, named(rule, false, true));
        new.new = Some(message(rule));
        new.variables = vec![rule.at.clone()];
        changes.push(new);
    }
    for rule in left {
        let mut gone = change(Class::Rule, named(rule, true, false));
        gone.old = Some(message(rule));
        changes.push(gone);
    }
}

fn rules(model: &Model) -> impl Iterator<Item = &Rule> {
    model.rules.iter()
}

fn check(step: &Step<'_>, old: &Rule, new: &Rule, formula: &Formula, changes: &mut Vec<Change>) {
    let subject = named(new, true, true);
    let pair = [(Part::Message, old.message.as_ref(), new.message.as_ref(), Class::Guidance)];
    texts(step, &subject, &pair, changes);
    let weight = |rule: &Rule| if rule.soft { "asks" } else { "refuses" };
    if flow::before(step, old.holds) != *formula || old.soft != new.soft {
        let mut changed = change(Class::Rule, subject);
        if old.soft == new.soft {
            changed.part = Some(Part::Condition);
        } else {
            (changed.old, changed.new) = (Some(weight(old).to_owned()), Some(weight(new).to_owned()));
        }
        changed.variables = vec![new.at.clone()];
        changes.push(changed);
    }
}

fn named(rule: &Rule, old: bool, new: bool) -> Subject {
    let path = Some(rule.name.as_str());
    let name = rule.message.clone().unwrap_or_else(|| Text::Plain(rule.name.clone()));
    subject(Kind::Check, path.filter(|_| old), path.filter(|_| new), &name)
}

fn message(rule: &Rule) -> String {
    rule.message.as_ref().map_or_else(String::new, said)
}

fn ends(step: &Step<'_>, changes: &mut Vec<Change>) {
    let all = &step.ends;
    let mut left: Vec<&End> = step.old.model.ends.iter().collect();
    for end in &step.new.model.ends {
        let same = |old: &&End| step.same.says_so(old.fires, end.fires);
        let says = |old: &&End| old.sentence == end.sentence;
        let found = left.iter().position(same).or_else(|| left.iter().position(says));
        let Some(old) = found.map(|place| left.remove(place)) else {
            let mut new =
                change(Class::ConditionNarrower, subject(Kind::End, None, Some(end.outcome.as_str()), &end.sentence));
            new.new = Some(said(&end.sentence));
            changes.push(new);
            continue;
        };
        let subject = subject(Kind::End, Some(old.outcome.as_str()), Some(end.outcome.as_str()), &end.sentence);
        let pairs = [
            (Part::Message, Some(&old.sentence), Some(&end.sentence), Class::Guidance),
            (Part::Note, old.then.as_ref(), end.then.as_ref(), Class::Guidance),
        ];
        texts(step, &subject, &pairs, changes);
        // Whom it ends; that fewer come as far is told at the end before it.
        let relation = flow::asked(step, Some(old.fires), Some(end.fires));
        let (before, after) = (all.0.first(all.0.place(old.fires)), all.1.first(all.1.place(end.fires)));
        let told = flow::come_as_far(step, before, after);
        let class = flow::class(relation.of_the_others()).filter(|_| relation != told);
        if let Some(class) = class.or((old.outcome != end.outcome).then_some(Class::Rule)) {
            let mut changed = change(class, subject);
            changed.old = Some(old.outcome.as_str().to_owned());
            changed.new = Some(end.outcome.as_str().to_owned());
            changes.push(changed);
        }
    }
    for end in left {
        let mut gone =
            change(Class::ConditionWider, subject(Kind::End, Some(end.outcome.as_str()), None, &end.sentence));
        gone.old = Some(said(&end.sentence));
        changes.push(gone);
    }
}

fn derived(step: &Step<'_>, changes: &mut Vec<Change>) {
    let (before, after) = (&step.old.model.calcs, &step.new.model.calcs);
    let mut kept = FxHashSet::default();
    for calc in after {
        let subject = |old: Option<&Calc>| {
            subject(Kind::Derived, old.map(|old| old.path.as_str()), Some(&calc.path), &calc.label)
        };
        let Some(old) = step.calc_was(calc) else {
            changes.push(change(Class::Added, subject(None)));
            continue;
        };
        kept.insert(old.name.as_str());
        let pair = [
            (Part::Label, Some(&old.label), Some(&calc.label), Class::Guidance),
            (Part::Suffix, old.unit.as_ref(), calc.unit.as_ref(), Class::Unit),
        ];
        texts(step, &subject(Some(old)), &pair, changes);
        if (&old.term, &old.value) != (&calc.term, &calc.value) && !same_term(step, old, calc) {
            changes.push(change(Class::Derivation, subject(Some(old))));
        }
    }
    for gone in before.iter().filter(|old| !kept.contains(old.name.as_str())) {
        changes.push(change(Class::Removed, subject(Kind::Derived, Some(&gone.path), None, &gone.label)));
    }
}

/// Whether two derived values are computed in the same way, whatever their parts are called and wherever their conditions stand.
fn same_term(step: &Step<'_>, old: &Calc, new: &Calc) -> bool {
    old.value == new.value && flow::term_before(step, &old.term) == flow::term_after(step, &new.term)
}
