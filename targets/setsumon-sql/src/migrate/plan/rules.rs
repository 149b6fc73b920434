//! The steps by which the rules of the new edition are kept that bind whatever is in the tables.

use rustc_hash::FxHashSet;
use setsumon_core::form::Form;
use setsumon_core::ids::{RepeatId, RuleId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::{Binds, Rule, RuleKind};

use super::implied::Before;
use super::{Plan, Step, Unasked};
use crate::cond::Printer;
use crate::layout::Layout;

impl Plan<'_> {
    /// The steps by which rules are kept that bind whatever is in the tables.
    pub(super) fn rules(&mut self) {
        let form = self.new.form;
        self.without_what_fits();
        let before = Before::of(self);
        let kept = self.kept_before();
        let printer = Printer::constraint(form, &self.new.layout);
        // What comes over in part may be missing where it was not.
        let mut emptied = Emptied { variables: self.thinned(), rosters: FxHashSet::default() };
        let thinned = Emptied { variables: self.thinned(), rosters: FxHashSet::default() };
        // The same without those: how these come over is known.
        let mut taken = Emptied::default();
        let bound: Vec<(RuleId, &Rule)> =
            form.rules().iter().filter(|(_, rule)| rule.hard && rule.binds == Binds::Always).collect();
        let mut steps = Vec::new();
        for (id, rule) in &bound {
            // A check may count what is missing; the other rules of this sort no missing value breaks.
            let reads_thinned =
                rule.kind.message().is_some() && thinned.is_read(form, &Reads::of_cond(form, rule.holds));
            let rounds = self.rounds(rule);
            let same = kept.contains(&printer.cond(rule.holds)) && !reads_thinned;
            if rounds.is_empty() || same || self.excluded_before(&rule.kind) || before.keeps(rule, &taken, &[]) {
                continue;
            }
            let mut gone: Vec<VarId> = Vec::new();
            for (round, variables) in (0..).zip(rounds) {
                // What goes first is enough as a rule.
                if !gone.is_empty() && before.keeps(rule, &taken, &gone) {
                    break;
                }
                gone.extend(&variables);
                emptied.variables.extend(variables.iter().copied());
                taken.variables.extend(variables.iter().copied());
                steps.push(Step::Clear { rule: *id, round, variables });
            }
        }
        for (id, rule) in bound {
            let Some(what) = self.asked_for(rule) else { continue };
            let same = kept.contains(&printer.cond(rule.holds));
            // That the value itself is missing never breaks it; that it is not asked any more may.
            if same && !rule.kind.allowed_when().is_some_and(|when| emptied.is_read(form, &Reads::of_cond(form, when)))
            {
                continue;
            }
            if before.keeps(rule, &taken, &[]) {
                continue;
            }
            for gone in [&mut emptied, &mut taken] {
                match &what {
                    Unasked::Value(variable) => {
                        gone.variables.insert(*variable);
                    }
                    Unasked::Occurrences(roster) => {
                        gone.rosters.insert(*roster);
                    }
                }
            }
            steps.push(Step::Unask { rule: id, what });
        }
        self.steps.extend(steps);
    }

    /// The conditions of the rules that the old tables kept, in the names of the new ones. What reads a value that does not come over as
    /// it was is like no new one.
    fn kept_before(&self) -> FxHashSet<String> {
        let form = self.old.form;
        let columns = form.variables().iter().map(|(id, variable)| match self.pairs.became(id) {
            [to] if self.comes_over_in_part(id, *to) => self.new.layout.column(*to).to_owned(),
            _ => format!("?{}", variable.name),
        });
        let layout = Layout::of(form, self.dialect(), &[]).with_columns(columns.collect());
        let printer = Printer::constraint(form, &layout);
        let bound = form.rules().values().filter(|rule| rule.hard && rule.binds == Binds::Always);
        bound.map(|rule| printer.cond(rule.holds)).collect()
    }

    /// The new variables that have some of the values of their old ones, each as it was.
    fn thinned(&self) -> FxHashSet<VarId> {
        let all = self.new.form.variables().iter().map(|(id, _)| id);
        let part = |to: &VarId| match self.pairs.was(*to) {
            [from] => self.comes_over_in_part(*from, *to) && !self.comes_over_as_it_was(*from, *to),
            [] | [_, _, ..] => false,
        };
        all.filter(part).collect()
    }

    /// Whether the old tables kept an option from standing beside others, and of the others none is new but empty ones.
    fn excluded_before(&self, kind: &RuleKind) -> bool {
        let Some((option, others)) = kind.exclusive() else { return false };
        let is_of = |from: VarId, to: VarId| self.pairs.was(to) == [from] && self.comes_over_in_part(from, to);
        let kept = self.old.form.rules().values().filter(|rule| rule.hard && rule.binds == Binds::Always);
        kept.filter_map(|rule| rule.kind.exclusive()).any(|(before, beside)| {
            let filled = others.iter().filter(|other| self.has_values(**other));
            let mut known = filled.map(|other| beside.iter().any(|from| is_of(*from, *other)));
            is_of(before, option) && known.all(|known| known)
        })
    }

    /// Whether a new variable has any values at all.
    fn has_values(&self, variable: VarId) -> bool {
        self.sources(variable).next().is_some()
    }

    /// What loses its value where a rule is broken that no missing value breaks: in one round, and where that may not be enough, in
    /// another. Nothing where it cannot be broken, or is not of this sort.
    fn rounds(&self, rule: &Rule) -> Vec<Vec<VarId>> {
        let filled = |variables: &[VarId]| -> Vec<VarId> {
            variables.iter().copied().filter(|variable| self.has_values(*variable)).collect()
        };
        let all_of_more_than = |variables: &[VarId], most: usize| {
            let some = filled(variables);
            if some.len() > most { vec![some] } else { Vec::new() }
        };
        match &rule.kind {
            RuleKind::Exclusive { option, others } => {
                // All ticks together: a tick taken from among others would read as a no.
                if self.has_values(*option) && !filled(others).is_empty() {
                    let all: Vec<VarId> = std::iter::once(*option).chain(others.iter().copied()).collect();
                    all_of_more_than(&all, 1)
                } else {
                    Vec::new()
                }
            }
            // The value says more than what stands in its place.
            RuleKind::Alternative { variables } => match filled(variables).as_slice() {
                [_, rest @ ..] if !rest.is_empty() => vec![rest.to_vec()],
                _ => Vec::new(),
            },
            RuleKind::PickMax { variables, max } => {
                all_of_more_than(variables, usize::try_from(*max).unwrap_or(usize::MAX))
            }
            RuleKind::RanksDiffer { variables } => all_of_more_than(variables, 1),
            RuleKind::Check { complains: _, message: _ } => {
                let (first, rest): (Vec<VarId>, Vec<VarId>) =
                    self.read(rule).into_iter().partition(|variable| *variable == rule.at);
                [first, rest].into_iter().filter(|round| !round.is_empty()).collect()
            }
            RuleKind::Domain { variable: _ }
            | RuleKind::Asked { variable: _, when: _ }
            | RuleKind::Offered { variable: _, code: _, when: _ }
            | RuleKind::Required { question: _, variables: _, when: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
            | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => Vec::new(),
        }
    }

    /// The variables that a rule reads and that have values, those of the rosters that it goes through among them.
    fn read(&self, rule: &Rule) -> Vec<VarId> {
        let reads = Reads::of_cond(self.new.form, rule.holds);
        let variables = self.new.form.variables().iter().filter(|(id, variable)| {
            reads.variables.contains(id) || variable.repeat.is_some_and(|repeat| reads.repeats.contains(&repeat))
        });
        variables.map(|(id, _)| id).filter(|id| self.has_values(*id)).collect()
    }

    /// What goes where a rule is broken that a missing value may break; nothing where it cannot be broken, or is not of this sort.
    fn asked_for(&self, rule: &Rule) -> Option<Unasked> {
        match &rule.kind {
            RuleKind::Asked { variable, when: _ } | RuleKind::Offered { variable, code: _, when: _ } => {
                self.has_values(*variable).then_some(Unasked::Value(*variable))
            }
            RuleKind::OccurrencesMax { repeat, max: _, when: _ } => {
                self.pairs.roster_was(*repeat).map(|_| Unasked::Occurrences(*repeat))
            }
            RuleKind::Domain { variable: _ }
            | RuleKind::Required { question: _, variables: _, when: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
            | RuleKind::Check { complains: _, message: _ } => None,
        }
    }
}

/// What earlier steps may have emptied.
#[derive(Default)]
pub(super) struct Emptied {
    pub(super) variables: FxHashSet<VarId>,
    pub(super) rosters: FxHashSet<RepeatId>,
}

impl Emptied {
    /// Whether something is read that may have been emptied.
    fn is_read(&self, form: &Form, reads: &Reads) -> bool {
        let inside = |repeat: &RepeatId| {
            self.rosters.contains(repeat)
                || form
                    .variables()
                    .iter()
                    .any(|(id, variable)| variable.repeat == Some(*repeat) && self.variables.contains(&id))
        };
        reads.variables.iter().any(|variable| {
            let roster = form.variables().get(*variable).repeat;
            self.variables.contains(variable) || roster.is_some_and(|roster| self.rosters.contains(&roster))
        }) || reads.repeats.iter().any(inside)
    }
}
