//! Which conditions of both editions are the same, found part by part: behind a hundred early ends each question has a condition that,
//! written out, names them all.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{Condition, Model};

use super::formula::Formula;
use super::pairs::Step;
use super::{flow, measure};

/// What a condition is, where its parts are known.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    Leaf(String),
    All(Vec<usize>),
    Any(Vec<usize>),
}

/// The conditions of both editions by what they say in the names of the new one.
#[derive(Debug, Default)]
pub(super) struct Same {
    old: Vec<usize>,
    new: Vec<usize>,
    /// Of what each says: whether something that it compares is measured otherwise today.
    moved: Vec<bool>,
    /// How many early ends from the first on are the same.
    ends: usize,
}

impl Same {
    pub(super) fn of(step: &Step<'_>) -> Self {
        let mut same = Self::default();
        let mut known = FxHashMap::default();
        same.old = same.read(step, step.old.model, &mut known, flow::before);
        same.new = same.read(step, step.new.model, &mut known, flow::after);
        let (old, new) = (step.ends.0.all(), step.ends.1.all());
        same.ends = old.iter().zip(new).take_while(|(old, new)| same.is(Some(**old), Some(**new))).count();
        same
    }

    fn read(
        &mut self,
        step: &Step<'_>,
        model: &Model,
        known: &mut FxHashMap<Shape, usize>,
        formula: fn(&Step<'_>, Option<u32>) -> Formula,
    ) -> Vec<usize> {
        let mut read: Vec<usize> = Vec::with_capacity(model.conditions.len());
        for (condition, place) in model.conditions.iter().zip(0_u32..) {
            let parts =
                |of: &[u32]| of.iter().map(|part| read.get(*part as usize).copied()).collect::<Option<Vec<_>>>();
            let shape = match condition {
                Condition::All { of } => parts(of).map(Shape::All),
                Condition::Any { of } => parts(of).map(Shape::Any),
                Condition::Always
                | Condition::Never
                | Condition::Present { .. }
                | Condition::Absent { .. }
                | Condition::In { .. }
                | Condition::NotIn { .. }
                | Condition::Compare { .. }
                | Condition::Some { .. }
                | Condition::Every { .. } => None,
            };
            let leaf = || formula(step, Some(place));
            let (shape, moved) = match shape {
                Some(Shape::All(parts)) => {
                    let moved = self.any_moved(&parts);
                    (Shape::All(parts), moved)
                }
                Some(Shape::Any(parts)) => {
                    let moved = self.any_moved(&parts);
                    (Shape::Any(parts), moved)
                }
                Some(Shape::Leaf(_)) | None => {
                    let leaf = leaf();
                    let moved = measure::is_between(step, &leaf, &leaf);
                    (Shape::Leaf(format!("{leaf:?}")), moved)
                }
            };
            let next = self.moved.len();
            let said = *known.entry(shape).or_insert(next);
            if said == next {
                self.moved.push(moved);
            }
            read.push(said);
        }
        read
    }

    fn any_moved(&self, parts: &[usize]) -> bool {
        parts.iter().any(|part| self.moved.get(*part).copied().unwrap_or(true))
    }

    /// Whether two conditions say the same of what is measured as it was.
    pub(super) fn is(&self, old: Option<u32>, new: Option<u32>) -> bool {
        let (Some(old), Some(new)) = (old, new) else { return old.is_none() && new.is_none() };
        let moved = self.new.get(new as usize).and_then(|said| self.moved.get(*said));
        self.says_so(old, new) && moved == Some(&false)
    }

    /// Whether two conditions say the same, however that is measured.
    pub(super) fn says_so(&self, old: u32, new: u32) -> bool {
        let old = self.old.get(old as usize);
        old.is_some() && old == self.new.get(new as usize)
    }

    /// Whether so many early ends are the same.
    pub(super) fn are_ends(&self, old: usize, new: usize) -> bool {
        old == new && new <= self.ends
    }
}
