//! Numbers: bounds of sums as literals, and whether what was decided of them can all be.

use std::collections::BTreeMap;

use batsat::Lit;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;
use rustc_hash::FxHashMap;

use crate::computed::Computed;
use crate::linear::{Bounded, Linear, Shape, Unknown};
use crate::sat::Sat;
use crate::simplex::{self, Bound, Found, Range, Sum};

/// How many exchanges one look for whole numbers may cost.
const STEPS: u32 = 3_000;

/// What was decided of numbers, held against one another.
#[derive(Debug)]
pub(crate) enum Numbers {
    /// A value for each unknown.
    Values(Vec<BigInt>),
    /// It cannot all be: one of these has to be otherwise.
    Clash(Vec<Lit>),
    /// It could not be found out in time.
    TooLong,
}

/// The unknowns, and what has been said of their sums.
#[derive(Debug, Default)]
pub(crate) struct Arithmetic {
    unknowns: u32,
    places: FxHashMap<Shape, usize>,
    /// Of each sum, that it is at most so much.
    sums: Vec<(Shape, BTreeMap<BigInt, Lit>)>,
    /// What is no sum, to be computed once all it is made of is known.
    pub(crate) computed: Vec<Computed>,
}

impl Arithmetic {
    pub(crate) fn unknown(&mut self) -> Unknown {
        self.unknowns += 1;
        Unknown(self.unknowns - 1)
    }

    /// A whole number that is 1 where a literal holds, else 0.
    pub(crate) fn indicator(&mut self, sat: &mut Sat, of: Lit) -> Linear {
        if let Some(settled) = sat.settled(of) {
            return Linear::whole(i64::from(settled));
        }
        let unknown = self.unknown();
        let bounds = self.bounds(&vec![(unknown, 1.into())]);
        bounds.insert((-1).into(), sat.constant(false));
        bounds.insert(0.into(), !of);
        bounds.insert(1.into(), sat.constant(true));
        Linear::of(unknown, 0)
    }

    fn bounds(&mut self, shape: &Shape) -> &mut BTreeMap<BigInt, Lit> {
        let place = *self.places.entry(shape.clone()).or_insert_with(|| {
            self.sums.push((shape.clone(), BTreeMap::new()));
            self.sums.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "`places` has places of `sums` alone")]
        &mut self.sums[place].1
    }

    /// That a sum is at most zero, or below it.
    pub(crate) fn not_above_zero(&mut self, sat: &mut Sat, sum: &Linear, strictly: bool) -> Lit {
        let (shape, most, below) = match sum.not_above_zero(strictly) {
            Bounded::Settled(holds) => return sat.constant(holds),
            Bounded::Open { shape, most, below } => (shape, most, below),
        };
        let bounds = self.bounds(&shape);
        if let Some(known) = bounds.get(&most) {
            return known.apply_sign(below);
        }
        let lower = bounds.range(..&most).next_back().map(|(_, lit)| *lit);
        let higher = bounds.range(&most..).next().map(|(_, lit)| *lit);
        let lit = match (lower, higher) {
            // Between what never and never, always and always holds lies the same.
            (Some(lower), _) if sat.settled(lower) == Some(true) => lower,
            (_, Some(higher)) if sat.settled(higher) == Some(false) => higher,
            (lower, higher) => {
                let lit = sat.fresh();
                lower.into_iter().for_each(|lower| sat.implies(lower, lit));
                higher.into_iter().for_each(|higher| sat.implies(lit, higher));
                lit
            }
        };
        self.bounds(&shape).insert(most, lit);
        lit.apply_sign(below)
    }

    /// That a sum is zero.
    pub(crate) fn is_zero(&mut self, sat: &mut Sat, sum: &Linear) -> Lit {
        let not_above = self.not_above_zero(sat, sum, false);
        let below = self.not_above_zero(sat, sum, true);
        sat.all([not_above, !below])
    }

    /// Whether what was decided of all sums can be, and values with which it is so.
    pub(crate) fn check(&self, sat: &Sat) -> Numbers {
        let mut alone: Vec<Range<Lit>> = vec![Range::default(); self.unknowns as usize];
        let mut sums: Vec<(&Shape, Range<Lit>)> = Vec::new();
        for (shape, bounds) in &self.sums {
            let range = range(sat, bounds);
            match shape.as_slice() {
                [(unknown, _)] => {
                    if let Some(slot) = alone.get_mut(unknown.0 as usize) {
                        *slot = range;
                    }
                }
                _ => sums.push((shape, range)),
            }
        }
        // Those that stand in no sum with others are free of them.
        let mut places: FxHashMap<Unknown, usize> = FxHashMap::default();
        let mut together: Vec<Range<Lit>> = Vec::new();
        for (unknown, _) in sums.iter().flat_map(|(shape, _)| shape.iter()) {
            places.entry(*unknown).or_insert_with(|| {
                together.push(alone.get(unknown.0 as usize).cloned().unwrap_or_default());
                together.len() - 1
            });
        }
        let rows: Vec<Sum<Lit>> = sums
            .into_iter()
            .map(|(shape, range)| {
                let parts = shape.iter().filter_map(|(unknown, times)| Some((*places.get(unknown)?, times.clone())));
                (parts.collect(), range)
            })
            .collect();
        let mut steps = STEPS;
        match simplex::solve(&together, &rows, &mut steps) {
            Found::Clash(why) => Numbers::Clash(why.into_iter().collect()),
            Found::TooLong => Numbers::TooLong,
            Found::Values(values) => {
                let value = |unknown: u32| {
                    let found = places.get(&Unknown(unknown)).and_then(|place| values.get(*place)).cloned();
                    found.unwrap_or_else(|| near_zero(alone.get(unknown as usize)))
                };
                Numbers::Values((0..self.unknowns).map(value).collect())
            }
        }
    }
}

/// What was decided of a sum's bounds. Literals of rising bounds imply one another, so the last that does not hold lies below the first that does.
fn range(sat: &Sat, bounds: &BTreeMap<BigInt, Lit>) -> Range<Lit> {
    let mut range = Range::default();
    for (most, lit) in bounds {
        if sat.settled(*lit).is_none() && !sat.is_decided(*lit) {
            continue;
        }
        if sat.holds(*lit) {
            range.high = Some(Bound { value: most.clone(), why: Some(*lit) });
            break;
        }
        range.low = Some(Bound { value: most + 1, why: Some(!*lit) });
    }
    range
}

/// The value of a range that lies nearest zero.
fn near_zero(range: Option<&Range<Lit>>) -> BigInt {
    let zero = BigInt::zero();
    let Some(range) = range else { return zero };
    match (&range.low, &range.high) {
        (Some(low), _) if low.value > zero => low.value.clone(),
        (_, Some(high)) if high.value < zero => high.value.clone(),
        (_, _) => zero,
    }
}

/// The whole number of so many units that a value is.
pub(crate) fn units(value: &BigRational, places: u32) -> Option<BigInt> {
    let scaled = value * BigRational::from_integer(crate::linear::ten_to(places));
    scaled.is_integer().then(|| scaled.to_integer())
}
