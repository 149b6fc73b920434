//! The constraints of the tables: one a rule, but one a question for the rules that keep its answers out where it is not asked.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, QuestionId, RuleId, VarId};
use setsumon_core::rule::{Rule, RuleKind};

use crate::cond::Printer;
use crate::layout::Layout;
use crate::place::Place;

/// A constraint of a table.
#[derive(Debug)]
pub(crate) struct Constraint {
    /// Its name, not yet quoted or shortened: that of its rule, or `question.asked`.
    pub(crate) name: String,
    pub(crate) table: usize,
    pub(crate) rules: Vec<RuleId>,
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

/// All constraints of a layout, in the order of their first rules.
pub(crate) fn constraints(form: &Form, layout: &Layout) -> Vec<Constraint> {
    let mut constraints: Vec<Constraint> = Vec::new();
    let mut questions: BTreeMap<(usize, QuestionId, CondId), usize> = BTreeMap::new();
    for (id, rule) in form.rules().iter() {
        let kept = layout.kept(id);
        let Some(table) = kept.table else { continue };
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
                        known.join(id, variable);
                        continue;
                    }
                    Says::OnlyWhen(when, vec![variable])
                }
            },
        };
        constraints.push(Constraint { name: rule.name.clone(), table, rules: vec![id], says });
    }
    name_by_question(form, &mut constraints);
    constraints
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
        | RuleKind::Check { complains: _, message: _, arithmetic: _, last: _ } => None,
    }
}

/// A constraint of several rules is called after their question, unless another bears that name already.
fn name_by_question(form: &Form, constraints: &mut [Constraint]) {
    let mut taken: BTreeSet<String> = constraints.iter().map(|constraint| constraint.name.clone()).collect();
    for constraint in constraints {
        let question = match &constraint.says {
            Says::OnlyWhen(_, variables) if variables.len() > 1 => {
                variables.first().and_then(|variable| form.variables().get(*variable).question)
            }
            Says::OnlyWhen(_, _) | Says::Holds(_) | Says::HoldsOnceSubmitted(_) => None,
        };
        if let Some(question) = question {
            let name = format!("{}.asked", form.questions().get(question).path.replace('.', "__"));
            if taken.insert(name.clone()) {
                constraint.name = name;
            }
        }
    }
}

impl Constraint {
    fn join(&mut self, rule: RuleId, variable: VarId) {
        self.rules.push(rule);
        match &mut self.says {
            Says::OnlyWhen(_, variables) => variables.push(variable),
            Says::Holds(_) | Says::HoldsOnceSubmitted(_) => {}
        }
    }

    /// Its condition.
    pub(crate) fn condition(&self, printer: Printer<'_>) -> String {
        let form = printer.form;
        match &self.says {
            Says::Holds(holds) => printer.cond(*holds),
            Says::HoldsOnceSubmitted(holds) => {
                format!("{} <> 'submitted' OR {}", printer.status(), printer.nested(*holds))
            }
            Says::OnlyWhen(when, variables) => {
                let missing: Vec<_> =
                    variables.iter().map(|variable| format!("{} IS NULL", printer.column(*variable))).collect();
                let missing = match missing.as_slice() {
                    [only] => only.clone(),
                    several => format!("({})", several.join(" AND ")),
                };
                if form.conds().is_never(*when) { missing } else { format!("{missing} OR {}", printer.nested(*when)) }
            }
        }
    }
}
