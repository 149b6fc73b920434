//! Choices that follow from a seed, and are the same on every machine.

use std::ops::{Deref, DerefMut};

/// Numbers that follow from a seed, and what is chosen by them.
#[derive(Debug, Clone)]
pub struct Random(setsumon_flow::random::Random);

impl Deref for Random {
    type Target = setsumon_flow::random::Random;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Random {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Random {
    /// Those of a seed.
    pub fn new(seed: u64) -> Self {
        Self(setsumon_flow::random::Random::new(seed))
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Some of these, at least one, in their order.
    pub fn some<'a, T>(&mut self, from: &'a [T], at_most: usize) -> Vec<&'a T> {
        let mut left = 1 + self.below(at_most.min(from.len()));
        let mut some = Vec::new();
        for (index, item) in from.iter().enumerate() {
            if left > 0 && self.below(from.len() - index) < left {
                some.push(item);
                left -= 1;
            }
        }
        some
    }
}
