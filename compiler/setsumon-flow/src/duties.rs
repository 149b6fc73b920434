//! Which duties bear on an answer: those of its own question, and the author's checks that read it.

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, Id, RepeatId, RuleId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::{Rule, RuleKind};

/// The hard duties of a form, by what they bear on.
///
/// What is asked later never keeps an earlier answer from being given, so the duties of a later question do not bear on what its condition
/// reads; a check of the author's does, on all that it holds against one another.
#[derive(Debug)]
pub(crate) struct Duties {
    of_variable: Vec<Vec<RuleId>>,
    of_roster: FxHashMap<RepeatId, Vec<RuleId>>,
    domains: FxHashMap<VarId, RuleId>,
}

impl Duties {
    pub(crate) fn of(form: &Form) -> Self {
        let mut all = Self {
            of_variable: vec![Vec::new(); form.variables().len()],
            of_roster: FxHashMap::default(),
            domains: FxHashMap::default(),
        };
        for (id, rule) in form.rules().iter().filter(|(_, rule)| rule.hard) {
            all.enter(form, id, rule);
        }
        all
    }

    fn enter(&mut self, form: &Form, id: RuleId, rule: &Rule) {
        match &rule.kind {
            RuleKind::Domain { variable } => {
                self.domains.insert(*variable, id);
            }
            RuleKind::Asked { variable, when: _ } | RuleKind::Offered { variable, code: _, when: _ } => {
                self.bears(id, [*variable]);
            }
            RuleKind::Required { question: _, variables, when: _ }
            | RuleKind::Alternative { variables }
            | RuleKind::PickMin { variables, min: _ }
            | RuleKind::PickMax { variables, max: _ }
            | RuleKind::RanksDiffer { variables }
            | RuleKind::RanksWithoutGap { variables } => self.bears(id, variables.iter().copied()),
            RuleKind::Exclusive { option, others } => {
                self.bears(id, std::iter::once(*option).chain(others.iter().copied()));
            }
            RuleKind::OccurrencesMin { repeat, min: _, when: _ }
            | RuleKind::OccurrencesMax { repeat, max: _, when: _ } => {
                self.of_roster.entry(*repeat).or_default().push(id);
            }
            RuleKind::Check { complains, message: _ } => {
                let (variables, rosters) = held_against(form, rule, *complains);
                self.bears(id, variables);
                for roster in rosters {
                    self.of_roster.entry(roster).or_default().push(id);
                }
            }
        }
    }

    fn bears(&mut self, id: RuleId, on: impl IntoIterator<Item = VarId>) {
        for variable in on {
            if let Some(rules) = self.of_variable.get_mut(variable.index()) {
                rules.push(id);
            }
        }
    }

    /// The duties that bear on an answer, but for its domain.
    pub(crate) fn on(&self, variable: VarId) -> &[RuleId] {
        self.of_variable.get(variable.index()).map_or(&[], Vec::as_slice)
    }

    /// The duties that bear on how many entries a roster has.
    pub(crate) fn on_roster(&self, repeat: RepeatId) -> &[RuleId] {
        self.of_roster.get(&repeat).map_or(&[], Vec::as_slice)
    }

    /// The duty that a value be of its type.
    pub(crate) fn domain(&self, variable: VarId) -> Option<RuleId> {
        self.domains.get(&variable).copied()
    }
}

/// The part of a check that is its own: beyond all that must hold for its question to be asked.
pub(crate) fn own_part(form: &Form, rule: &Rule, complains: CondId) -> Vec<CondId> {
    let around: FxHashSet<CondId> = form.conds().conjuncts(form.variables().get(rule.at).asked).into_iter().collect();
    form.conds().conjuncts(complains).into_iter().filter(|part| !around.contains(part)).collect()
}

/// The answers and rosters that a check holds against one another.
fn held_against(form: &Form, rule: &Rule, complains: CondId) -> (Vec<VarId>, Vec<RepeatId>) {
    let mut all = Reads::default();
    for part in own_part(form, rule, complains) {
        let reads = Reads::of_cond(form, part);
        all.variables.extend(reads.variables);
        all.within.extend(reads.within);
        all.repeats.extend(reads.repeats);
    }
    // Where it is said of an answer that must be there, that one is read too.
    all.variables.extend(all.within);
    (all.variables.into_iter().collect(), all.repeats.into_iter().collect())
}
