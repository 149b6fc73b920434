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
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// A number from one bound to another, both included; the lower where they are in the wrong order.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::try_from(i128::from(high) - i128::from(low) + 1).unwrap_or(1);
        let further = i128::try_from(u128::from(self.number()) % span).unwrap_or(0);
        i64::try_from(i128::from(low) + further).unwrap_or(low)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
