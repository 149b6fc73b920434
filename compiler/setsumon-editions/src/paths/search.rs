//! The shortest and the longest way through a form, over everything that its conditions can tell apart.
//!
//! Variables are gone through in reading order. What is asked depends on what was answered so far through the few answers that some
//! later condition still reads; of all beginnings that agree in those, the best is kept. Where that are too many, one of those
//! answers is forgotten, and what depends on it counts as asked on the longest way and as not asked on the shortest. The way found is
//! then walked with the real evaluator: it is exact if a valid answer file is just as long.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;
use setsumon_core::answers::Answers;
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::judge::{Mode, judge};
use setsumon_core::reads::Reads;
use setsumon_flow::random::Random;
use setsumon_flow::respondent::{Case, Manner, respond};

use super::cases::{Cases, Compared, Decider, parts_down_to};
use super::{Counter, Measure};

/// The shortest or the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As short as can be.
    Shortest,
    /// As long as can be.
    Longest,
}

/// How long the shortest or longest way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// So long; no way is shorter than the shortest or longer than the longest.
    pub value: usize,
    /// Whether there is a valid answer file that is just as long. Else it is no more than a bound.
    pub exact: bool,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// How long it is.
    pub bound: Bound,
    /// An answer file that is just as long, if there is one.
    pub answers: Option<Answers>,
}

/// So many beginnings are kept apart at most, and so many at least.
const BEGINNINGS: usize = 20_000;
const FEWEST: usize = 50;
/// So many parts of conditions are decided, all beginnings together: what is asked after fifty ends is read from fifty answers, and
/// each beginning would read them again at each question.
const WORK: usize = 40_000_000;
/// A condition of more parts than these is decided once.
const MOST_READ_AGAIN: usize = 16;
/// The case of an answer that was forgotten.
const FORGOTTEN: u8 = u8::MAX;

/// The shortest or longest way through a form.
pub fn extreme(counter: &Counter<'_>, end: End, measure: Measure) -> Found {
    let plan = Plan::new(counter, end, measure);
    let (value, fixed) = plan.best();
    for manner in [Manner::Sparing, Manner::Full] {
        let answers = respond(counter.form, &fixed, manner, &mut Random::new(0));
        let as_long = counter.length(&answers).by(measure) == value;
        if as_long && judge(counter.form, &answers, None, Mode::Submission).valid {
            return Found { bound: Bound { value, exact: true }, answers: Some(answers) };
        }
    }
    Found { bound: Bound { value, exact: false }, answers: None }
}

/// A condition that many others have in them, as that nobody has left so far: it is decided where the last that it reads is answered, and
/// kept from there on as if it were an answer. Whatever hangs on it need not read again all that it reads.
struct Gate {
    slot: usize,
    /// Its parts, and itself behind them.
    parts: Vec<CondId>,
}

/// Something that is decided once all it depends on is known.
struct Factor {
    /// A condition and its parts before it, for each of the conditions.
    conds: Vec<Vec<CondId>>,
    /// What it counts where it holds; none for a duty, which must hold.
    weight: Option<usize>,
}

struct Plan<'f> {
    form: &'f Form,
    end: End,
    compared: Compared,
    variables: Vec<VarId>,
    cases: Vec<Vec<Case>>,
    /// The places of the variables by their ids.
    places: FxHashMap<VarId, usize>,
    /// By the place of the last variable each depends on.
    factors: Vec<Vec<Factor>>,
    /// Those that depend on none.
    constant: Vec<Factor>,
    /// Those that are decided at each place, parts before wholes.
    gates: Vec<Vec<Gate>>,
    /// Behind the places of the variables: where what was decided of a gate is kept.
    slots: FxHashMap<CondId, usize>,
    /// Where each gate is decided.
    decided_at: Vec<usize>,
    /// The last place where each variable, and each gate, is read.
    last_use: Vec<usize>,
}

/// A beginning: the best of all that agree in the answers still read.
struct Beginning {
    key: Vec<u8>,
    score: usize,
    /// The beginning it goes on from, in the layer before, and the case of the last variable.
    from: (usize, u8),
}

impl<'f> Plan<'f> {
    fn new(counter: &Counter<'f>, end: End, measure: Measure) -> Self {
        let form = counter.form;
        let groups = groups(counter, end, measure);
        let cases = relevant(form, groups.keys());
        let variables: Vec<VarId> = cases.variables().collect();
        let mut plan = Self {
            form,
            end,
            compared: Compared::default(),
            cases: variables.iter().map(|variable| cases.of(*variable)).collect(),
            places: variables.iter().enumerate().map(|(place, variable)| (*variable, place)).collect(),
            factors: variables.iter().map(|_| Vec::new()).collect(),
            constant: Vec::new(),
            gates: variables.iter().map(|_| Vec::new()).collect(),
            slots: FxHashMap::default(),
            decided_at: Vec::new(),
            last_use: (0..variables.len()).collect(),
            variables,
        };
        let rules: Vec<CondId> =
            form.rules().values().filter(|rule| rule.hard && rule.repeat.is_none()).map(|rule| rule.holds).collect();
        plan.keep_gates(groups.keys().flatten().chain(&rules).copied());
        for (conds, weight) in groups {
            plan.add(&conds, Some(weight));
        }
        for rule in rules {
            plan.add(&[rule], None);
        }
        plan
    }

    /// Makes gates of those of these conditions and their parts that have many parts themselves.
    fn keep_gates(&mut self, conds: impl Iterator<Item = CondId>) {
        let mut found = BTreeSet::new();
        let mut open: Vec<CondId> = conds.collect();
        while let Some(cond) = open.pop() {
            if found.insert(cond) {
                open.extend(self.form.conds().get(cond).joined());
            }
        }
        let mut sizes: FxHashMap<CondId, usize> = FxHashMap::default();
        // A condition's parts have smaller ids.
        for cond in found {
            let inside = self.form.conds().get(cond).joined().iter().filter_map(|part| sizes.get(part));
            let size = inside.fold(1, |sum: usize, part| sum.saturating_add(*part));
            sizes.insert(cond, size);
            if size > MOST_READ_AGAIN {
                let parts = self.parts(cond);
                let Some(place) = self.read_by(&[&parts]) else { continue };
                let slot = self.last_use.len();
                self.last_use.push(place);
                self.decided_at.push(place);
                self.slots.insert(cond, slot);
                sizes.insert(cond, 1);
                if let Some(gates) = self.gates.get_mut(place) {
                    gates.push(Gate { slot, parts });
                }
            }
        }
    }

    /// A condition and its parts down to gates.
    fn parts(&self, cond: CondId) -> Vec<CondId> {
        if self.slots.contains_key(&cond) {
            return vec![cond];
        }
        parts_down_to(self.form, cond, |part| self.slots.contains_key(&part))
    }

    /// The last place that these read, where they read any: until there, all that they read is kept.
    fn read_by(&mut self, conds: &[&[CondId]]) -> Option<usize> {
        let mut reads: Vec<(usize, usize)> = Vec::new();
        for part in conds.iter().copied().flatten() {
            if let Some(slot) = self.slots.get(part) {
                let gate = slot.saturating_sub(self.variables.len());
                reads.extend(self.decided_at.get(gate).map(|place| (*slot, *place)));
            } else if self.form.conds().get(*part).joined().is_empty() {
                let variables = Reads::of_cond(self.form, *part).variables;
                reads.extend(variables.iter().filter_map(|variable| self.places.get(variable)).map(|at| (*at, *at)));
            }
        }
        let last = reads.iter().map(|(_, place)| *place).max()?;
        for (slot, _) in reads {
            if let Some(used) = self.last_use.get_mut(slot) {
                *used = (*used).max(last);
            }
        }
        Some(last)
    }

    fn add(&mut self, conds: &[CondId], weight: Option<usize>) {
        let conds: Vec<Vec<CondId>> = conds.iter().map(|cond| self.parts(*cond)).collect();
        let place = self.read_by(&conds.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let factor = Factor { conds, weight };
        match place.and_then(|place| self.factors.get_mut(place)) {
            Some(factors) => factors.push(factor),
            None => self.constant.push(factor),
        }
    }

    /// The slots that are filled in at a place: that of its variable, and those of its gates.
    fn filled_at(&self, place: usize) -> impl Iterator<Item = usize> {
        let gates = self.gates.get(place).into_iter().flatten();
        std::iter::once(place).chain(gates.map(|gate| gate.slot))
    }

    /// The best, and what to answer for it.
    fn best(&self) -> (usize, BTreeMap<VarId, Case>) {
        let nothing = |_: VarId| None;
        let begin = self.scored(&self.constant, &nothing, &|_| None).unwrap_or(0);
        let mut layers = vec![vec![Beginning { key: Vec::new(), score: begin, from: (0, 0) }]];
        let mut live: Vec<usize> = Vec::new();
        let mut slots = vec![FORGOTTEN; self.last_use.len()];
        for place in 0..self.variables.len() {
            let next = self.live_after(&live, place);
            let layer = layers.last().map_or_else(Vec::new, |layer| self.layer(layer, &live, place, &next, &mut slots));
            let layer = self.bounded(layer, &next, self.most(place.saturating_add(1), next.len()));
            layers.push(layer);
            live = next;
        }
        self.traced(&layers)
    }

    /// The places whose answers are still read after this one.
    fn live_after(&self, live: &[usize], place: usize) -> Vec<usize> {
        let read_later = |at: &usize| self.last_use.get(*at).is_some_and(|last| *last > place);
        live.iter().copied().chain(self.filled_at(place)).filter(read_later).collect()
    }

    /// All beginnings with an answer more. `slots` has room for an answer at each place; none is left in it.
    fn layer(
        &self,
        from: &[Beginning],
        live: &[usize],
        place: usize,
        next: &[usize],
        slots: &mut [u8],
    ) -> Vec<Beginning> {
        let mut known: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
        let mut layer: Vec<Beginning> = Vec::new();
        let count = self.cases.get(place).map_or(0, Vec::len);
        for (parent, beginning) in from.iter().enumerate() {
            for (at, case) in live.iter().zip(&beginning.key) {
                set(slots, *at, *case);
            }
            for case in (0..count).filter_map(|case| u8::try_from(case).ok()) {
                set(slots, place, case);
                self.decide_gates(place, slots);
                let Some(score) = self.step(place, slots) else { continue };
                let key: Vec<u8> = next.iter().map(|at| slots.get(*at).copied().unwrap_or(FORGOTTEN)).collect();
                let score = beginning.score.saturating_add(score);
                keep(&mut layer, &mut known, self.end, Beginning { key, score, from: (parent, case) });
            }
        }
        for at in live.iter().copied().chain(self.filled_at(place)) {
            set(slots, at, FORGOTTEN);
        }
        layer
    }

    /// Decides the gates of a place, by the answers that are known.
    fn decide_gates(&self, place: usize, slots: &mut [u8]) {
        for Gate { slot, parts } in self.gates.get(place).into_iter().flatten() {
            set(slots, *slot, FORGOTTEN);
            let holds = self.with_known(slots, |known, kept| {
                Decider { form: self.form, compared: &self.compared, known, kept }.decide(parts)
            });
            set(slots, *slot, holds.map_or(FORGOTTEN, u8::from));
        }
    }

    /// What is known of variables and of gates.
    fn with_known<'s, T>(
        &'s self,
        slots: &[u8],
        then: impl FnOnce(&dyn Fn(VarId) -> Option<&'s Case>, &dyn Fn(CondId) -> Option<bool>) -> T,
    ) -> T {
        let held = |at: usize| slots.get(at).copied().filter(|held| *held != FORGOTTEN);
        let known = |variable: VarId| {
            let at = *self.places.get(&variable)?;
            self.cases.get(at)?.get(usize::from(held(at)?))
        };
        let kept = |cond: CondId| held(*self.slots.get(&cond)?).map(|held| held == 1);
        then(&known, &kept)
    }

    /// What is counted at a place; none where a duty is broken.
    fn step(&self, place: usize, slots: &[u8]) -> Option<usize> {
        let factors = self.factors.get(place).map_or(&[][..], Vec::as_slice);
        self.with_known(slots, |known, kept| self.scored(factors, known, kept))
    }

    fn scored<'s>(
        &'s self,
        factors: &[Factor],
        known: &dyn Fn(VarId) -> Option<&'s Case>,
        kept: &dyn Fn(CondId) -> Option<bool>,
    ) -> Option<usize> {
        let decider = Decider { form: self.form, compared: &self.compared, known, kept };
        let mut score = 0_usize;
        for Factor { conds, weight } in factors {
            let mut holds = Some(true);
            for parts in conds {
                match decider.decide(parts) {
                    Some(true) => {}
                    Some(false) => {
                        holds = Some(false);
                        break;
                    }
                    None => holds = None,
                }
            }
            match (weight, holds) {
                (None, Some(false)) => return None,
                (None, Some(true) | None) | (Some(_), Some(false)) => {}
                (Some(weight), Some(true)) => score = score.saturating_add(*weight),
                (Some(weight), None) => match self.end {
                    End::Longest => score = score.saturating_add(*weight),
                    End::Shortest => {}
                },
            }
        }
        Some(score)
    }

    /// How many beginnings may come to a place, by what each costs there: what is decided, and the answers that are kept of it.
    fn most(&self, place: usize, kept: usize) -> usize {
        let parts = |factor: &Factor| factor.conds.iter().map(Vec::len).sum::<usize>();
        let gates = self.gates.get(place).map_or(0, |gates| gates.iter().map(|gate| gate.parts.len()).sum::<usize>());
        let each = self.factors.get(place).map_or(gates, |factors| factors.iter().map(parts).sum::<usize>() + gates);
        let cases = self.cases.get(place).map_or(1, Vec::len);
        let share = WORK / self.variables.len().max(1);
        (share / each.saturating_add(1 + kept / 8).saturating_mul(cases).max(1)).clamp(FEWEST, BEGINNINGS)
    }

    /// Forgets answers until there are few enough beginnings, first those that are read longest.
    fn bounded(&self, mut layer: Vec<Beginning>, live: &[usize], most: usize) -> Vec<Beginning> {
        let mut forgettable: Vec<usize> = (0..live.len()).collect();
        forgettable.sort_by_key(|index| live.get(*index).and_then(|at| self.last_use.get(*at)));
        while layer.len() > most {
            let Some(index) = forgettable.pop() else { return layer };
            // Most were forgotten at a place before.
            if layer.iter().all(|beginning| beginning.key.get(index) == Some(&FORGOTTEN)) {
                continue;
            }
            let mut known = FxHashMap::default();
            let mut fewer = Vec::new();
            for mut beginning in layer {
                set(&mut beginning.key, index, FORGOTTEN);
                keep(&mut fewer, &mut known, self.end, beginning);
            }
            layer = fewer;
        }
        layer
    }

    fn traced(&self, layers: &[Vec<Beginning>]) -> (usize, BTreeMap<VarId, Case>) {
        let better = |one: &Beginning, other: &Beginning| match self.end {
            End::Longest => one.score > other.score,
            End::Shortest => one.score < other.score,
        };
        let mut best: Option<(usize, &Beginning)> = None;
        for (index, beginning) in layers.last().into_iter().flatten().enumerate() {
            if best.is_none_or(|(_, known)| better(beginning, known)) {
                best = Some((index, beginning));
            }
        }
        let score = best.map_or(0, |(_, beginning)| beginning.score);
        let mut fixed = BTreeMap::new();
        let mut index = best.map_or(0, |(index, _)| index);
        for (place, layer) in layers.iter().enumerate().skip(1).rev() {
            let Some(beginning) = layer.get(index) else { break };
            let (parent, case) = beginning.from;
            let at = place.saturating_sub(1);
            let chosen = self.cases.get(at).and_then(|cases| cases.get(usize::from(case)));
            if let (Some(variable), Some(case)) = (self.variables.get(at), chosen) {
                fixed.insert(*variable, case.clone());
            }
            index = parent;
        }
        (score, fixed)
    }
}

fn set(slots: &mut [u8], at: usize, case: u8) {
    if let Some(slot) = slots.get_mut(at) {
        *slot = case;
    }
}

/// Keeps the better of two that agree.
fn keep(layer: &mut Vec<Beginning>, known: &mut FxHashMap<Vec<u8>, usize>, end: End, beginning: Beginning) {
    match known.get(&beginning.key).and_then(|at| layer.get_mut(*at)) {
        Some(other) => {
            let better = match end {
                End::Longest => beginning.score > other.score,
                End::Shortest => beginning.score < other.score,
            };
            if better {
                *other = beginning;
            }
        }
        None => {
            known.insert(beginning.key.clone(), layer.len());
            layer.push(beginning);
        }
    }
}

/// What is counted, by the conditions on which it is.
fn groups(counter: &Counter<'_>, end: End, measure: Measure) -> BTreeMap<Vec<CondId>, usize> {
    let mut groups: BTreeMap<Vec<CondId>, usize> = BTreeMap::new();
    for unit in &counter.units {
        let mut conds: Vec<CondId> = unit.conds().collect();
        conds.dedup();
        let times = unit.repeat.map_or(1, |repeat| {
            let repeat = counter.form.repeats().get(repeat);
            match end {
                End::Shortest => repeat.min,
                End::Longest => repeat.max,
            }
        });
        let weight = unit.length.by(measure).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX));
        let sum = groups.entry(conds).or_default();
        *sum = sum.saturating_add(weight);
    }
    groups.retain(|_, weight| *weight > 0);
    groups
}

/// The variables by which it is decided what is asked, with their cases.
fn relevant<'f, 'c>(form: &'f Form, counted: impl Iterator<Item = &'c Vec<CondId>>) -> Cases<'f> {
    let mut cases = Cases::new(form);
    let mut open: Vec<CondId> = counted.flatten().copied().collect();
    while let Some(cond) = open.pop() {
        // Whether a variable may have a value hangs on whether it is asked.
        for variable in cases.read(cond) {
            open.push(form.variables().get(variable).asked);
        }
    }
    for rule in form.rules().values().filter(|rule| rule.hard && rule.repeat.is_none()) {
        cases.read_more(rule.holds);
    }
    cases
}
