//! Duties collected: each rule with the condition that is its whole meaning.

use setsumon_diagnostics::Span;

use super::Lowerer;
use crate::cond::Comparison;
use crate::ids::{CondId, QuestionId, RepeatId, VarId};
use crate::number::Number;
use crate::rule::{Binds, Rule, RuleKind};
use crate::term::Term;

impl Lowerer<'_, '_> {
    fn rule(&mut self, at: VarId, what: &str, kind: RuleKind, holds: CondId, binds: Binds) {
        let variable = self.variables.get(at);
        let name = format!("{}.{what}", variable.name);
        let (repeat, origin) = (variable.repeat, variable.origin);
        self.writes(self.conds.parts(holds), origin);
        self.rules.push(Rule { name, kind, holds, binds, hard: true, repeat, at, origin });
    }

    /// The value is of its type.
    pub(super) fn domain_rule(&mut self, variable: VarId) {
        let holds = self.always();
        self.rule(variable, "domain", RuleKind::Domain { variable }, holds, Binds::Always);
    }

    /// Nothing stands where it is not asked.
    pub(super) fn asked_rule(&mut self, variable: VarId) {
        let when = self.variables.get(variable).asked;
        if self.conds.is_always(when) {
            return;
        }
        let absent = self.conds.absent(variable);
        let holds = self.conds.any([when, absent]);
        self.rule(variable, "asked", RuleKind::Asked { variable, when }, holds, Binds::Always);
    }

    /// A code that is offered only sometimes.
    pub(super) fn offered_rule(&mut self, variable: VarId, code: &str, when: CondId) {
        if self.conds.is_always(when) {
            return;
        }
        let absent = self.conds.absent(variable);
        let other = self.conds.none_of(variable, vec![code.to_owned()]);
        let holds = self.conds.any([when, absent, other]);
        let kind = RuleKind::Offered { variable, code: code.to_owned(), when };
        self.rule(variable, &format!("offered.{code}"), kind, holds, Binds::Always);
    }

    /// One of these must have a value where asked.
    pub(super) fn required_rule(&mut self, question: QuestionId, variables: Vec<VarId>, when: CondId) {
        let Some(at) = variables.first().copied() else { return };
        let not_asked = self.conds.negate(when);
        let present: Vec<CondId> = variables.iter().map(|variable| self.conds.present(*variable)).collect();
        let holds = self.conds.any(std::iter::once(not_asked).chain(present));
        self.rule(at, "required", RuleKind::Required { question, variables, when }, holds, Binds::Submission);
    }

    /// Those of an answer's ticks that exclude all others.
    pub(super) fn exclusive_rules(&mut self, all: &[VarId], exclusive: &[VarId], span: Span) {
        if !self.has_room_alone(exclusive.len(), span) {
            return;
        }
        for option in exclusive {
            let others = all.iter().copied().filter(|other| other != option).collect();
            self.exclusive_rule(*option, others);
        }
    }

    /// Where the exclusive tick is set, no other is.
    fn exclusive_rule(&mut self, option: VarId, others: Vec<VarId>) {
        if others.is_empty() {
            return;
        }
        let absent = self.conds.absent(option);
        let none: Vec<CondId> = others.iter().map(|other| self.conds.absent(*other)).collect();
        let none = self.conds.all(none);
        let holds = self.conds.any([absent, none]);
        self.rule(option, "exclusive", RuleKind::Exclusive { option, others }, holds, Binds::Always);
    }

    /// At most one of a value and the ticks that take its place.
    pub(super) fn alternative_rule(&mut self, variables: Vec<VarId>) {
        let Some(at) = variables.first().copied() else { return };
        let mut pairs = Vec::new();
        for (index, one) in variables.iter().enumerate() {
            for other in variables.iter().skip(index + 1) {
                let one = self.conds.absent(*one);
                let other = self.conds.absent(*other);
                pairs.push(self.conds.any([one, other]));
            }
        }
        let holds = self.conds.all(pairs);
        self.rule(at, "alternative", RuleKind::Alternative { variables }, holds, Binds::Always);
    }

    /// So many ticks; one exclusive tick alone is enough.
    pub(super) fn pick_rules(&mut self, variables: &[VarId], exclusive: &[VarId], min: u32, max: u32) {
        let Some(at) = variables.first().copied() else { return };
        let count = Term::CountPresent(variables.to_vec());
        if min > 1 {
            // No tick at all is no answer, which is a matter of `required`.
            let none = self.conds.compare(count.clone(), Comparison::Equal, Term::Number(Number::ZERO));
            let enough = self.conds.compare(count.clone(), Comparison::GreaterOrEqual, number(min));
            let special: Vec<CondId> = exclusive.iter().map(|tick| self.conds.present(*tick)).collect();
            let holds = self.conds.any([none, enough].into_iter().chain(special));
            let kind = RuleKind::PickMin { variables: variables.to_vec(), min };
            self.rule(at, "pick_min", kind, holds, Binds::Submission);
        }
        if (max as usize) < variables.len() {
            let holds = self.conds.compare(count, Comparison::LessOrEqual, number(max));
            let kind = RuleKind::PickMax { variables: variables.to_vec(), max };
            self.rule(at, "pick_max", kind, holds, Binds::Always);
        }
    }

    /// Ranks differ, and none is left out before one that is given.
    pub(super) fn rank_rules(&mut self, ranks: &[VarId], most: u32) {
        let Some(at) = ranks.first().copied() else { return };
        let mut differ = Vec::new();
        for (index, one) in ranks.iter().enumerate() {
            for other in ranks.iter().skip(index + 1) {
                let a = self.conds.absent(*one);
                let b = self.conds.absent(*other);
                let unequal = self.conds.compare(Term::Value(*one), Comparison::NotEqual, Term::Value(*other));
                differ.push(self.conds.any([a, b, unequal]));
            }
        }
        let holds = self.conds.all(differ);
        let kind = RuleKind::RanksDiffer { variables: ranks.to_vec() };
        self.rule(at, "ranks_differ", kind, holds, Binds::Always);
        let mut gapless = Vec::new();
        for rank in 1..most {
            let next: Vec<CondId> = ranks
                .iter()
                .map(|variable| self.conds.compare(Term::Value(*variable), Comparison::Equal, number(rank + 1)))
                .collect();
            let next = self.conds.any(next);
            let not_next = self.conds.negate(next);
            let this: Vec<CondId> = ranks
                .iter()
                .map(|variable| self.conds.compare(Term::Value(*variable), Comparison::Equal, number(rank)))
                .collect();
            let this = self.conds.any(this);
            gapless.push(self.conds.any([not_next, this]));
        }
        let holds = self.conds.all(gapless);
        let kind = RuleKind::RanksWithoutGap { variables: ranks.to_vec() };
        self.rule(at, "ranks_gap", kind, holds, Binds::Submission);
    }

    /// How often a roster may occur.
    pub(super) fn occurrence_rules(&mut self, repeat: RepeatId, at: VarId, origin: Span) {
        let found = self.repeats.get(repeat);
        let (name, min, max, when) = (found.name.clone(), found.min, found.max, found.asked);
        let always = self.always();
        let count = Term::CountWhere { repeat, cond: always };
        let not_asked = self.conds.negate(when);
        let few = self.conds.compare(count.clone(), Comparison::LessOrEqual, number(max));
        let none = self.conds.compare(count.clone(), Comparison::Equal, Term::Number(Number::ZERO));
        let within = self.conds.all([when, few]);
        let holds = self.conds.any([none, within]);
        let kind = RuleKind::OccurrencesMax { repeat, max, when };
        let name_max = format!("{name}.occurrences_max");
        self.rules.push(Rule {
            name: name_max,
            kind,
            holds,
            binds: Binds::Always,
            hard: true,
            repeat: None,
            at,
            origin,
        });
        if min > 0 {
            let enough = self.conds.compare(count, Comparison::GreaterOrEqual, number(min));
            let holds = self.conds.any([not_asked, enough]);
            let kind = RuleKind::OccurrencesMin { repeat, min, when };
            let name = format!("{name}.occurrences_min");
            self.rules.push(Rule { name, kind, holds, binds: Binds::Submission, hard: true, repeat: None, at, origin });
        }
    }
}

fn number(value: u32) -> Term {
    Term::Number(Number::whole(i64::from(value)))
}
