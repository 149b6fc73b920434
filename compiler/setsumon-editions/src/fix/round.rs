//! One round of corrections: which of those that are offered stand.
//!
//! Each trial checks the whole survey, so there may not be as many of them as there are corrections. All are tried at once, less those
//! that go wrong at their own place. What is left is halved until what cannot stand is found; once several of one sort were refused,
//! the others of that sort that went wrong along with them are refused too.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::Compilation;
use setsumon_core::sources::Sources;
use setsumon_diagnostics::Levels;

use super::gain::{is_gain, is_less};
use super::offered::{Kin, Known, Offered, offered};
use super::written::{Overlay, Written, apply};
use super::{Done, told};
use crate::Session;

/// So often in a round all corrections are tried at once, each time without those that went wrong.
const TOGETHER: usize = 4;

/// So many corrections of one sort are refused one by one.
const KIN: usize = 8;

/// So many trials of halves there are in all, and so many more whenever there are twice as many corrections.
const TRIALS: usize = 64;
const TRIALS_MORE: u32 = 16;

/// Whoever makes corrections, with what is known of those that cannot stand.
pub(super) struct Mender<'a> {
    pub(super) session: &'a mut Session,
    pub(super) sources: &'a dyn Sources,
    pub(super) root: &'a str,
    /// What is not told is not mended.
    pub(super) levels: &'a Levels,
    /// There may never be more mistakes than so many.
    pub(super) at_most: usize,
    /// How often the survey was checked.
    pub(super) checks: usize,
    /// How many trials of halves are left, and for how many corrections they are meant.
    trials: usize,
    allotted: usize,
    refused: BTreeSet<Known>,
    /// How many of a sort were refused one by one, and which sorts stood at least once.
    refused_kin: BTreeMap<Kin, usize>,
    stood: BTreeSet<Kin>,
}

/// The corrections of one round that were made, and what came of them.
pub(super) struct Round {
    pub(super) done: Vec<Done>,
    pub(super) files: BTreeMap<String, String>,
    pub(super) compiled: Compilation,
}

/// What came of corrections that were tried.
struct Trial {
    files: BTreeMap<String, String>,
    compiled: Compilation,
    written: Written,
}

impl<'a> Mender<'a> {
    pub(super) fn new(
        session: &'a mut Session,
        sources: &'a dyn Sources,
        root: &'a str,
        levels: &'a Levels,
        at_most: usize,
    ) -> Self {
        Self {
            session,
            sources,
            root,
            levels,
            at_most,
            checks: 0,
            trials: 0,
            allotted: 0,
            refused: BTreeSet::new(),
            refused_kin: BTreeMap::new(),
            stood: BTreeSet::new(),
        }
    }

    /// Checks the survey with some files in the place of those that there are.
    pub(super) fn check(&mut self, files: &BTreeMap<String, String>) -> Compilation {
        self.checks += 1;
        told(self.session, &Overlay { under: self.sources, files: files.clone() }, self.root, self.levels)
    }

    /// Makes what stands of what is offered.
    pub(super) fn round(&mut self, now: &Overlay<'_>, compiled: &Compilation) -> Option<Round> {
        let offered = offered(now, compiled, &self.refused);
        if offered.is_empty() {
            return None;
        }
        self.allot(offered.len());
        let mut wrong = BTreeSet::new();
        if let Some(round) = self.together(now, compiled, &offered, &mut wrong) {
            return Some(round);
        }
        self.halved(now, compiled, &offered, &wrong)
    }

    /// Gives trials for so many corrections, unless as many were offered before.
    fn allot(&mut self, corrections: usize) {
        let wanted = TRIALS + (TRIALS_MORE * (corrections + 1).ilog2()) as usize;
        self.trials += wanted.saturating_sub(self.allotted);
        self.allotted = self.allotted.max(wanted);
    }

    fn tried(&mut self, now: &Overlay<'_>, base: &Compilation, made: &[&Offered]) -> Trial {
        let (files, written) = apply(now, base, made);
        let compiled = self.check(&files);
        Trial { files, compiled, written }
    }

    /// Whether a trial leaves less wrong than there was by those of its corrections that are new.
    fn stands(&self, was: &Compilation, trial: &Trial, new: &[&Offered]) -> bool {
        trial.compiled.diagnostics.len() <= self.at_most
            && is_gain(was, &trial.compiled, new)
            && !trial.written.is_mistaken(&trial.compiled, new)
    }

    /// Tries all at once, and again without those that went wrong at their own place, which `wrong` gathers.
    fn together(
        &mut self,
        now: &Overlay<'_>,
        base: &Compilation,
        offered: &[Offered],
        wrong: &mut BTreeSet<usize>,
    ) -> Option<Round> {
        for _ in 0..TOGETHER {
            let left: Vec<usize> = (0..offered.len()).filter(|number| !wrong.contains(number)).collect();
            let made: Vec<&Offered> = left.iter().filter_map(|number| offered.get(*number)).collect();
            if made.is_empty() {
                return None;
            }
            let trial = self.tried(now, base, &made);
            if self.stands(base, &trial, &made) {
                return Some(self.made(trial, &made));
            }
            let too_many = trial.compiled.diagnostics.len() > self.at_most;
            let blamed = trial.written.blamed(base, &trial.compiled, &made, too_many);
            if blamed.is_empty() {
                return None;
            }
            wrong.extend(blamed.iter().filter_map(|number| left.get(*number)));
        }
        None
    }

    /// Tries each half by itself, and halves again what is no gain. What is no gain alone is refused for good.
    fn halved(
        &mut self,
        now: &Overlay<'_>,
        base: &Compilation,
        offered: &[Offered],
        wrong: &BTreeSet<usize>,
    ) -> Option<Round> {
        let (mut best, mut chosen): (Option<Trial>, Vec<usize>) = (None, Vec::new());
        // Those of one sort stand or fall together more often than those of one place.
        let mut all: Vec<usize> = (0..offered.len()).collect();
        all.sort_by_key(|number| offered.get(*number).map(|one| &one.kin));
        let mut open = if all.len() == 1 { vec![all] } else { halves(&all) };
        while let Some(part) = open.pop() {
            let is_open = |number: &usize| offered.get(*number).is_some_and(|one| !self.refused.contains(&one.known));
            let part: Vec<usize> = part.into_iter().filter(is_open).collect();
            let new: Vec<&Offered> = part.iter().filter_map(|number| offered.get(*number)).collect();
            if new.is_empty() {
                continue;
            }
            if self.trials == 0 {
                self.refused.extend(new.iter().map(|one| one.known.clone()));
                continue;
            }
            self.trials -= 1;
            let mut kept: Vec<usize> = chosen.iter().chain(&part).copied().collect();
            kept.sort_unstable();
            let made: Vec<&Offered> = kept.iter().filter_map(|number| offered.get(*number)).collect();
            let trial = self.tried(now, base, &made);
            let was = best.as_ref().map_or(base, |best| &best.compiled);
            if self.stands(was, &trial, &new) {
                self.stood.extend(new.iter().map(|one| one.kin.clone()));
                (best, chosen) = (Some(trial), kept);
            } else if let [one] = new[..] {
                self.refuse(one, offered, wrong);
            } else {
                open.extend(halves(&part));
            }
        }
        let made: Vec<&Offered> = chosen.iter().filter_map(|number| offered.get(*number)).collect();
        best.map(|trial| self.made(trial, &made))
    }

    /// Refuses a correction for good, and once there are several of its sort, those others of it that went wrong as well; all others if
    /// none of that sort ever stood.
    fn refuse(&mut self, one: &Offered, offered: &[Offered], wrong: &BTreeSet<usize>) {
        self.refused.insert(one.known.clone());
        let count = self.refused_kin.entry(one.kin.clone()).or_insert(0);
        *count += 1;
        if *count < KIN {
            return;
        }
        let all = !self.stood.contains(&one.kin);
        let kin = offered
            .iter()
            .enumerate()
            .filter(|(number, other)| other.kin == one.kin && (all || wrong.contains(number)));
        self.refused.extend(kin.map(|(_, other)| other.known.clone()));
    }

    fn made(&mut self, trial: Trial, made: &[&Offered]) -> Round {
        self.stood.extend(made.iter().map(|one| one.kin.clone()));
        let done = made.iter().map(|one| one.done()).collect();
        Round { done, files: trial.files, compiled: trial.compiled }
    }

    /// Tries corrections together with those of what they bring to light: a marker that goes from a group is wanted at what is new in
    /// it. For when nothing is a gain by itself. All of one sort are tried at once, and then some of them one by one.
    pub(super) fn in_two(&mut self, now: &Overlay<'_>, base: &Compilation) -> Option<Round> {
        let all = offered(now, base, &BTreeSet::new());
        let mut sorts: BTreeMap<&Kin, Vec<&Offered>> = BTreeMap::new();
        for one in &all {
            sorts.entry(&one.kin).or_default().push(one);
        }
        let known: BTreeSet<&Known> = all.iter().map(|one| &one.known).collect();
        sorts.values().find_map(|kin| {
            let at_once = (kin.len() > 1).then(|| self.tried_in_two(now, base, kin, &known)).flatten();
            at_once.or_else(|| {
                kin.iter().take(KIN).find_map(|one| self.tried_in_two(now, base, std::slice::from_ref(one), &known))
            })
        })
    }

    fn tried_in_two(
        &mut self,
        now: &Overlay<'_>,
        base: &Compilation,
        first: &[&Offered],
        known: &BTreeSet<&Known>,
    ) -> Option<Round> {
        let trial = self.tried(now, base, first);
        let between = Overlay { under: now.under, files: trial.files };
        let further = offered(&between, &trial.compiled, &BTreeSet::new());
        let further: Vec<&Offered> = further.iter().filter(|one| !known.contains(&one.known)).collect();
        if further.is_empty() || trial.written.is_mistaken(&trial.compiled, first) {
            return None;
        }
        let last = self.tried(&between, &trial.compiled, &further);
        let enough = last.compiled.diagnostics.len() + first.len() <= base.diagnostics.len() || first.len() == 1;
        if !enough || !is_less(base, &last.compiled) || last.written.is_mistaken(&last.compiled, &further) {
            return None;
        }
        let done = first.iter().chain(&further).map(|one| one.done()).collect();
        Some(Round { done, files: last.files, compiled: last.compiled })
    }
}

/// Both halves of some, the first one last, which is where it is taken from.
fn halves(part: &[usize]) -> Vec<Vec<usize>> {
    let (first, second) = part.split_at(part.len().div_ceil(2));
    vec![second.to_vec(), first.to_vec()]
}
