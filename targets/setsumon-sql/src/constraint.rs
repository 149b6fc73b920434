//! The constraints of the tables: one a rule, but one a question for the rules that keep its answers out where it is not asked.

use setsumon_core::names;
use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, QuestionId, RuleId, VarId};
use setsumon_core::rule::{Rule, RuleKind};

use crate::cond::Printer;
use crate::layout::Layout;
use crate::place::Place;

/// A constraint of a table.
#[derive(Debug)]
pub(crate) struct Constraint<'a> {
    /// Its name, not yet quoted or shortened: that of its rule, or `question.asked`.
    pub(crate) name: Cow<'a, str>,
    /// The first of the rules it keeps.
    pub(crate) rule: RuleId,
    says: Says,
}

#[derive(Debug)]
enum Says {
    /// The rule's condition.
    Holds(CondId),
    /// The rule's condition, of submitted responses.
    HoldsOnceSubmitted(CondId),
    /// These have no value unless the condition holds.
    OnlyWhen(CondId, Vec<VarId>),
}

/// All constraints of a layout: for each table its own, in the order of their first rules.
pub(crate) fn constraints<'a>(form: &'a Form, layout: &Layout) -> Vec<Vec<Constraint<'a>>> {
    let mut tables: Vec<Vec<Constraint<'a>>> = layout.tables.iter().map(|_| Vec::new()).collect();
    let mut questions: FxHashMap<(usize, QuestionId, CondId), usize> = FxHashMap::default();
    for (id, rule) in form.rules().iter() {
        let kept = layout.kept(id);
        let Some((table, constraints)) = kept.table.and_then(|table| Some((table, tables.get_mut(table)?))) else {
            continue;
        };
        if form.conds().is_always(rule.holds) {
            continue;
        }
        let says = match kept.place {
            Place::Column | Place::Submission | Place::View | Place::Table => continue,
            Place::ConstraintOfSubmitted => Says::HoldsOnceSubmitted(rule.holds),
            Place::Constraint => match asked(form, rule) {
                None => Says::Holds(rule.holds),
                Some((question, variable, when)) => {
                    let place = questions.entry((table, question, when)).or_insert(constraints.len());
                    if let Some(known) = constraints.get_mut(*place) {
                        known.join(variable);
                        continue;
                    }
                    Says::OnlyWhen(when, vec![variable])
                }
            },
        };
        constraints.push(Constraint { name: Cow::Borrowed(&rule.name), rule: id, says });
    }
    name_by_question(form, &mut tables);
    tables
}

/// What a rule of being asked is about, where its variable belongs to a question.
fn asked(form: &Form, rule: &Rule) -> Option<(QuestionId, VarId, CondId)> {
    match &rule.kind {
        RuleKind::Asked { variable, when } => {
            form.variables().get(*variable).question.map(|question| (question, *variable, *when))
        }
        RuleKind::Domain { variable: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _ } => None,
    }
}

/// A constraint of several rules is called after their question, unless another bears that name already.
fn name_by_question(form: &Form, tables: &mut [Vec<Constraint<'_>>]) {
    let mut taken: FxHashSet<Cow<'_, str>> =
        tables.iter().flatten().map(|constraint| constraint.name.clone()).collect();
    for constraint in tables.iter_mut().flatten() {
        let question = match &constraint.says {
            Says::OnlyWhen(_, variables) if variables.len() > 1 => {
                variables.first().and_then(|variable| form.variables().get(*variable).question)
            }
            Says::OnlyWhen(_, _) | Says::Holds(_) | Says::HoldsOnceSubmitted(_) => None,
        };
        if let Some(question) = question {
            let name: Cow<'_, str> = Cow::Owned(format!("{}.asked", names::of(&form.questions().get(question).path)));
            if taken.insert(name.clone()) {
                constraint.name = name;
            }
        }
    }
}

impl Constraint<'_> {
    fn join(&mut self, variable: VarId) {
        match &mut self.says {
            Says::OnlyWhen(_, variables) => variables.push(variable),
            Says::Holds(_) | Says::HoldsOnceSubmitted(_) => {}
        }
    }

    /// Writes its condition. A row is refused where that is FALSE, and so it is never NULL.
    pub(crate) fn write(&self, out: &mut String, printer: Printer<'_>) {
        match &self.says {
            Says::Holds(holds) => printer.write_decided(out, *holds),
            Says::HoldsOnceSubmitted(holds) => {
                printer.write_status(out);
                out.push_str(" <> 'submitted' OR ");
                printer.write_decided(out, *holds);
            }
            Says::OnlyWhen(when, variables) => {
                let never = printer.form.conds().is_never(*when);
                missing(out, printer, variables, !never);
                if !never {
                    out.push_str(" OR ");
                    printer.write_decided(out, *when);
                }
            }
        }
    }
}

/// None of these has a value.
fn missing(out: &mut String, printer: Printer<'_>, variables: &[VarId], beside: bool) {
    let bracketed = beside && variables.len() > 1;
    if bracketed {
        out.push('(');
    }
    for (index, variable) in variables.iter().enumerate() {
        if index > 0 {
            out.push_str(" AND ");
        }
        printer.write_column(out, *variable);
        out.push_str(" IS NULL");
    }
    if bracketed {
        out.push(')');
    }
}
