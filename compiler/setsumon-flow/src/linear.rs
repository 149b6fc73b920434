//! Sums of whole-numbered unknowns, exactly, and the one way in which a bound of such a sum is written.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, Zero as _};

/// A whole number that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Unknown(pub(crate) u32);

/// More decimal places are not looked for.
const MOST_PLACES: u32 = 18;

/// Unknowns, each so many times, and a constant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Linear {
    times: BTreeMap<Unknown, BigRational>,
    constant: BigRational,
}

/// A sum of unknowns in lowest terms, the first of them counted positively: of all sums that are multiples of one another one.
pub(crate) type Shape = Vec<(Unknown, BigInt)>;

/// That a sum lies below a bound, in its one writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bounded {
    /// It does, or does not, whatever the unknowns are.
    Settled(bool),
    /// `shape` is at most `most`; or, where it is not `below`, more than that.
    Open { shape: Shape, most: BigInt, below: bool },
}

impl Linear {
    pub(crate) fn constant(constant: BigRational) -> Self {
        Self { times: BTreeMap::new(), constant }
    }

    pub(crate) fn whole(constant: i64) -> Self {
        Self::constant(BigRational::from_integer(constant.into()))
    }

    /// An unknown that counts units of a power of ten: so many decimal places.
    pub(crate) fn of(unknown: Unknown, places: u32) -> Self {
        let times = BTreeMap::from([(unknown, BigRational::new(BigInt::one(), ten_to(places)))]);
        Self { times, constant: BigRational::zero() }
    }

    /// Its value, where it has no unknown.
    pub(crate) fn known(&self) -> Option<&BigRational> {
        self.times.is_empty().then_some(&self.constant)
    }

    pub(crate) fn plus(mut self, other: &Self) -> Self {
        self.constant += &other.constant;
        for (unknown, times) in &other.times {
            let sum = self.times.remove(unknown).unwrap_or_else(BigRational::zero) + times;
            if !sum.is_zero() {
                self.times.insert(*unknown, sum);
            }
        }
        self
    }

    pub(crate) fn times(mut self, factor: &BigRational) -> Self {
        if factor.is_zero() {
            return Self::whole(0);
        }
        self.constant *= factor;
        self.times.values_mut().for_each(|times| *times *= factor);
        self
    }

    pub(crate) fn minus(self, other: &Self) -> Self {
        self.plus(&other.clone().times(&-BigRational::one()))
    }

    /// How many decimal places its value can have: none where it may have any number of them.
    pub(crate) fn places(&self) -> Option<u32> {
        let denominators = self.times.values().chain([&self.constant]).map(BigRational::denom);
        denominators
            .map(|denominator| (0..=MOST_PLACES).find(|places| ten_to(*places).is_multiple_of(denominator)))
            .max_by_key(|places| places.unwrap_or(u32::MAX))?
    }

    /// What it comes to where the unknowns are these; none where one is not among them.
    pub(crate) fn value(&self, of: impl Fn(Unknown) -> Option<BigInt>) -> Option<BigRational> {
        self.times.iter().try_fold(self.constant.clone(), |sum, (unknown, times)| {
            Some(sum + times * BigRational::from_integer(of(*unknown)?))
        })
    }

    /// That it is at most zero, or below zero.
    pub(crate) fn not_above_zero(&self, strictly: bool) -> Bounded {
        let Some(first) = self.times.values().next() else {
            let below = if strictly { self.constant.is_negative() } else { !self.constant.is_positive() };
            return Bounded::Settled(below);
        };
        let denominators = self.times.values().fold(BigInt::one(), |all, times| all.lcm(times.denom()));
        let whole = |times: &BigRational| (times * &denominators).to_integer();
        let shared = self.times.values().fold(BigInt::zero(), |all, times| all.gcd(&whole(times)));
        let sign = if first.is_negative() { -BigInt::one() } else { BigInt::one() };
        let shape = self.times.iter().map(|(unknown, times)| (*unknown, &sign * whole(times) / &shared)).collect();
        // The sum of the unknowns is at most this, or at least where the sign was turned.
        let limit = -&self.constant * BigRational::new(&sign * denominators, shared);
        let (floor, ceil) = (limit.floor().to_integer(), limit.ceil().to_integer());
        match (first.is_negative(), strictly) {
            (false, false) => Bounded::Open { shape, most: floor, below: true },
            (false, true) => Bounded::Open { shape, most: ceil - 1, below: true },
            (true, false) => Bounded::Open { shape, most: ceil - 1, below: false },
            (true, true) => Bounded::Open { shape, most: floor, below: false },
        }
    }
}

/// A power of ten.
pub(crate) fn ten_to(places: u32) -> BigInt {
    BigInt::from(10).pow(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x(times: i64, places: u32) -> Linear {
        Linear::of(Unknown(0), places).times(&BigRational::from_integer(times.into()))
    }

    fn open(most: i64, below: bool) -> Bounded {
        Bounded::Open { shape: vec![(Unknown(0), BigInt::one())], most: most.into(), below }
    }

    #[test]
    fn bounds_of_one_unknown_have_one_writing() {
        // x < 3, x <= 2, 2x <= 5, not x > 2, -x > -3.
        assert_eq!(x(1, 0).minus(&Linear::whole(3)).not_above_zero(true), open(2, true));
        assert_eq!(x(1, 0).minus(&Linear::whole(2)).not_above_zero(false), open(2, true));
        assert_eq!(x(2, 0).minus(&Linear::whole(5)).not_above_zero(false), open(2, true));
        assert_eq!(Linear::whole(2).minus(&x(1, 0)).not_above_zero(true), open(2, false));
        assert_eq!(Linear::whole(3).minus(&x(1, 0)).not_above_zero(false), open(2, false));
        // 0.1 x < 0.25 is x <= 2.
        let quarter = Linear::constant(BigRational::new(1.into(), 4.into()));
        assert_eq!(x(1, 1).minus(&quarter).not_above_zero(true), open(2, true));
        assert_eq!(x(1, 0).minus(&x(1, 0)).not_above_zero(false), Bounded::Settled(true));
        assert_eq!(x(1, 0).minus(&x(1, 0)).not_above_zero(true), Bounded::Settled(false));
    }
}
