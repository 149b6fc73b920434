//! A small generator of numbers that gives the same ones for the same seed on every machine: SplitMix64.

/// Numbers that follow from a seed.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Those of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 on, below an end; 0 where there is none below.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// A number from one bound to another, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::try_from(i128::from(high) - i128::from(low) + 1).unwrap_or(1);
        i64::try_from(i128::from(low) + i128::try_from(u128::from(self.number()) % span).unwrap()).unwrap()
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
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
