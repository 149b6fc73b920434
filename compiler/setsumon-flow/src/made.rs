//! Answers made up from what was decided of some, with what else must be answered.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use setsumon_core::answers::{Answers, Held, LastAnswers, Row};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::ids::{CondId, RepeatId, RuleId, VarId};
use setsumon_core::number::Number;
use setsumon_core::rule::RuleKind;

use crate::encode::{Decided, Found};
use crate::respondent::plain_value;

/// Answers in the making.
#[derive(Debug)]
pub(crate) struct Made<'f> {
    form: &'f Form,
    file: BTreeMap<VarId, Held>,
    last: BTreeMap<VarId, Held>,
    rosters: BTreeMap<RepeatId, Vec<BTreeMap<VarId, Held>>>,
    rules: FxHashMap<&'f str, RuleId>,
    /// When a code is offered that is not always.
    offered: FxHashMap<(VarId, &'f str), CondId>,
    /// The answers that were decided, and are there.
    pub(crate) matter: Vec<VarId>,
}

impl<'f> Made<'f> {
    pub(crate) fn of(form: &'f Form, found: &Found) -> Self {
        let mut made = Self {
            form,
            file: BTreeMap::new(),
            last: BTreeMap::new(),
            rosters: found.entries.iter().map(|(repeat, count)| (*repeat, vec![BTreeMap::new(); *count])).collect(),
            rules: form.rules().iter().map(|(id, rule)| (rule.name.as_str(), id)).collect(),
            offered: form.rules().values().filter_map(|rule| offered(&rule.kind)).collect(),
            matter: Vec::new(),
        };
        for (id, entry, decided) in &found.answers {
            let variable = form.variables().get(*id);
            let held = match decided {
                Decided::Blank => continue,
                Decided::Held(held) => held.clone(),
                Decided::AnyText => match plain_value(form, variable) {
                    Some(held) => held,
                    None => continue,
                },
            };
            made.matter.push(*id);
            match variable.role {
                Role::Last(_) => {
                    made.last.insert(*id, held);
                }
                Role::Answer | Role::Given | Role::Retired => made.put(*id, *entry, held),
            }
        }
        made.matter.sort_unstable();
        made.matter.dedup();
        made
    }

    fn put(&mut self, id: VarId, entry: Option<usize>, held: Held) {
        match self.form.variables().get(id).repeat {
            None => {
                self.file.insert(id, held);
            }
            Some(repeat) => {
                let entries = self.rosters.entry(repeat).or_default();
                if let Some(row) = entry.and_then(|entry| entries.get_mut(entry)) {
                    row.insert(id, held);
                }
            }
        }
    }

    /// The answers so far, and last year's where there are any.
    pub(crate) fn answers(&self) -> (Answers, Option<LastAnswers>) {
        let rosters = self.rosters.iter().filter(|(_, rows)| !rows.is_empty());
        let rosters = rosters.map(|(repeat, rows)| (*repeat, rows.iter().map(|row| Row::of(row.clone())).collect()));
        let answers = Answers::of(Row::of(self.file.clone()), rosters);
        let last = (!self.last.is_empty()).then(|| LastAnswers::of(Row::of(self.last.clone())));
        (answers, last)
    }

    /// The duty of a name.
    pub(crate) fn rule(&self, name: &str) -> Option<RuleId> {
        self.rules.get(name).copied()
    }

    /// Answers what a broken duty wants answered, in an entry of its roster, from 1. Returns whether it could.
    pub(crate) fn mend(&mut self, rule: &str, entry: Option<usize>) -> bool {
        let Some(rule) = self.rules.get(rule).map(|id| self.form.rules().get(*id)) else { return false };
        let entry = entry.and_then(|entry| entry.checked_sub(1));
        match &rule.kind {
            RuleKind::Required { question: _, variables, when: _ } => self.answer(variables, 1, entry),
            RuleKind::PickMin { variables, min } => self.answer(variables, *min, entry),
            RuleKind::OccurrencesMin { repeat, min, when: _ } => {
                let entries = self.rosters.entry(*repeat).or_default();
                let wanted = usize::try_from(*min).unwrap_or(usize::MAX);
                let is_short = entries.len() < wanted;
                entries.resize(entries.len().max(wanted), BTreeMap::new());
                is_short
            }
            RuleKind::Domain { variable: _ }
            | RuleKind::Asked { variable: _, when: _ }
            | RuleKind::Offered { variable: _, code: _, when: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
            | RuleKind::Check { complains: _, message: _ } => false,
        }
    }

    /// Answers so many of these that may be answered.
    fn answer(&mut self, variables: &[VarId], count: u32, entry: Option<usize>) -> bool {
        let (answers, last) = self.answers();
        let file = Scope::file(self.form, &answers, last.as_ref());
        let mut chosen: Vec<(VarId, Held)> = Vec::new();
        let repeat = variables.first().and_then(|first| self.form.variables().get(*first).repeat);
        let inside = repeat.zip(entry).and_then(|(repeat, entry)| file.occurrences(repeat).nth(entry));
        let scope = inside.as_ref().unwrap_or(&file);
        let there = variables.iter().filter(|variable| scope.is_present(**variable)).count();
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        for id in variables.iter().filter(|id| !scope.is_present(**id)) {
            let variable = self.form.variables().get(*id);
            if there + chosen.len() < wanted && scope.holds(variable.asked) {
                let rank = there + chosen.len() + 1;
                chosen.extend(self.some_value(*id, scope, rank).map(|held| (*id, held)));
            }
        }
        let any = !chosen.is_empty();
        for (id, held) in chosen {
            self.put(id, entry, held);
        }
        any
    }

    /// A value that a variable may have: the first code that is offered.
    fn some_value(&self, id: VarId, scope: &Scope<'_>, rank: usize) -> Option<Held> {
        let variable = self.form.variables().get(id);
        match &variable.value {
            Value::Tick => Some(Held::Tick),
            Value::Rank { max: _ } => i64::try_from(rank).ok().map(|rank| Held::Number(Number::whole(rank))),
            Value::Code(list) => {
                let offered = |code: &str| self.offered.get(&(id, code)).is_none_or(|when| scope.holds(*when));
                let codes = self.form.code_lists().get(*list).codes.iter();
                codes
                    .filter(|code| !code.retired && offered(&code.code))
                    .map(|code| Held::Text(code.code.clone()))
                    .next()
            }
            Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => plain_value(self.form, variable),
        }
    }
}

fn offered(rule: &RuleKind) -> Option<((VarId, &str), CondId)> {
    if let RuleKind::Offered { variable, code, when } = rule { Some(((*variable, code.as_str()), *when)) } else { None }
}
