//! Whole numbers within linear bounds: the general simplex over exact fractions (Dutertre and de Moura, CAV 2006), with branch and bound.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

/// A bound, and what set it; none of a branch that was tried.
#[derive(Debug, Clone)]
pub(crate) struct Bound<R> {
    pub(crate) value: BigInt,
    pub(crate) why: Option<R>,
}

/// What lies between bounds: an unknown, or a sum of unknowns.
#[derive(Debug, Clone)]
pub(crate) struct Range<R> {
    pub(crate) low: Option<Bound<R>>,
    pub(crate) high: Option<Bound<R>>,
}

impl<R> Default for Range<R> {
    fn default() -> Self {
        Self { low: None, high: None }
    }
}

/// A sum of unknowns, named by their places, and what it lies between.
pub(crate) type Sum<R> = (Vec<(usize, BigInt)>, Range<R>);

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found<R> {
    /// A whole number for each unknown.
    Values(Vec<BigInt>),
    /// There are none: these bounds clash.
    Clash(BTreeSet<R>),
    /// The steps did not suffice.
    TooLong,
}

/// Whole numbers for unknowns within their ranges, such that sums of them lie in theirs. Each sum names unknowns by their places.
pub(crate) fn solve<R: Copy + Ord>(unknowns: &[Range<R>], sums: &[Sum<R>], steps: &mut u32) -> Found<R> {
    let count = unknowns.len();
    let ranges: Vec<Range<R>> = unknowns.iter().chain(sums.iter().map(|(_, range)| range)).cloned().collect();
    let rows = sums.iter().enumerate().map(|(place, (parts, _))| {
        let row = parts.iter().map(|(unknown, times)| (*unknown, BigRational::from_integer(times.clone())));
        (count + place, row.collect())
    });
    let mut tableau = Tableau { values: vec![BigRational::zero(); ranges.len()], ranges, rows: rows.collect() };
    tableau.begin(count);
    tableau.whole(count, steps)
}

/// A row: what is dependent, as a sum of what is free.
type Row = BTreeMap<usize, BigRational>;

#[derive(Debug, Clone)]
struct Tableau<R> {
    ranges: Vec<Range<R>>,
    values: Vec<BigRational>,
    rows: BTreeMap<usize, Row>,
}

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
}

impl<R: Copy + Ord> Tableau<R> {
    /// Sets what is free to a value within its range, near zero, and what depends on it to its own.
    fn begin(&mut self, free: usize) {
        for (value, range) in self.values.iter_mut().zip(&self.ranges).take(free) {
            for bound in [&range.high, &range.low] {
                let Some(bound) = bound else { continue };
                let bound_value = BigRational::from_integer(bound.value.clone());
                let is_low = range.low.as_ref().is_some_and(|low| std::ptr::eq(low, bound));
                if (is_low && *value < bound_value) || (!is_low && *value > bound_value) {
                    *value = bound_value;
                }
            }
        }
        let sums: Vec<(usize, BigRational)> = self.rows.iter().map(|(place, row)| (*place, self.sum(row))).collect();
        for (place, sum) in sums {
            self.set(place, sum);
        }
    }

    fn sum(&self, row: &Row) -> BigRational {
        row.iter().fold(BigRational::zero(), |sum, (place, times)| sum + times * self.value(*place))
    }

    fn value(&self, place: usize) -> BigRational {
        self.values.get(place).cloned().unwrap_or_else(BigRational::zero)
    }

    fn set(&mut self, place: usize, value: BigRational) {
        if let Some(slot) = self.values.get_mut(place) {
            *slot = value;
        }
    }

    fn bound(&self, place: usize, side: Side) -> Option<&Bound<R>> {
        let range = self.ranges.get(place)?;
        match side {
            Side::Below => range.low.as_ref(),
            Side::Above => range.high.as_ref(),
        }
    }

    /// On which side of its range a value lies.
    fn outside(&self, place: usize) -> Option<(Side, &Bound<R>)> {
        let value = self.values.get(place)?;
        let beyond = |side: Side, bound: &Bound<R>| match side {
            Side::Below => *value < BigRational::from_integer(bound.value.clone()),
            Side::Above => *value > BigRational::from_integer(bound.value.clone()),
        };
        [Side::Below, Side::Above]
            .into_iter()
            .find_map(|side| self.bound(place, side).filter(|bound| beyond(side, bound)).map(|bound| (side, bound)))
    }

    /// Whether what is free may still be moved to a side.
    fn may_move(&self, place: usize, to: Side) -> bool {
        let value = self.value(place);
        self.bound(place, to).is_none_or(|bound| {
            let bound = BigRational::from_integer(bound.value.clone());
            match to {
                Side::Below => value > bound,
                Side::Above => value < bound,
            }
        })
    }

    /// Values within all ranges, if need be between whole numbers; else the bounds that clash. By Bland's rule, which ends.
    fn fractions(&mut self, steps: &mut u32) -> Result<(), Found<R>> {
        // What is free must lie in its own range first: bounds that cross clash by themselves.
        for range in &self.ranges {
            if let (Some(low), Some(high)) = (&range.low, &range.high)
                && low.value > high.value
            {
                return Err(Found::Clash([low.why, high.why].into_iter().flatten().collect()));
            }
        }
        loop {
            let Some(left) = steps.checked_sub(1) else { return Err(Found::TooLong) };
            *steps = left;
            let found = self.rows.keys().find_map(|place| self.outside(*place).map(|found| (*place, found)));
            let Some((place, (side, bound))) = found else { return Ok(()) };
            let bound = bound.clone();
            let Some(row) = self.rows.get(&place) else { return Ok(()) };
            // To bring a sum up, what counts for it goes up and what counts against it goes down.
            let way = |times: &BigRational| match (side, times.is_positive()) {
                (Side::Below, true) | (Side::Above, false) => Side::Above,
                (Side::Below, false) | (Side::Above, true) => Side::Below,
            };
            let entering = row.iter().find(|(free, times)| self.may_move(**free, way(times))).map(|(free, _)| *free);
            match entering {
                Some(free) => self.pivot(place, free, &BigRational::from_integer(bound.value)),
                None => {
                    let others = row.iter().filter_map(|(free, times)| self.bound(*free, way(times))?.why);
                    return Err(Found::Clash(others.chain(bound.why).collect()));
                }
            }
        }
    }

    /// Lets what depends take a value and exchanges it with what is free.
    fn pivot(&mut self, dependent: usize, free: usize, to: &BigRational) {
        let Some(mut row) = self.rows.remove(&dependent) else { return };
        let Some(times) = row.remove(&free) else { return };
        let change = (to - self.value(dependent)) / &times;
        self.set(dependent, to.clone());
        let moved = self.value(free) + &change;
        self.set(free, moved);
        // dependent = times * free + rest, hence free = dependent / times - rest / times.
        let mut turned: Row = row.into_iter().map(|(place, other)| (place, -other / &times)).collect();
        turned.insert(dependent, times.recip());
        let places: Vec<usize> =
            self.rows.iter().filter(|(_, row)| row.contains_key(&free)).map(|(place, _)| *place).collect();
        for place in places {
            let Some(row) = self.rows.get_mut(&place) else { continue };
            let Some(times) = row.remove(&free) else { continue };
            for (other, share) in &turned {
                let sum = row.remove(other).unwrap_or_else(BigRational::zero) + &times * share;
                if !sum.is_zero() {
                    row.insert(*other, sum);
                }
            }
            let value = self.value(place) + &times * &change;
            self.set(place, value);
        }
        self.rows.insert(free, turned);
    }

    /// Whole values. Where one is not whole, it is tried on both sides of its fraction.
    fn whole(mut self, count: usize, steps: &mut u32) -> Found<R> {
        if let Err(found) = self.fractions(steps) {
            return found;
        }
        let unknowns = self.values.iter().take(count);
        let Some(place) = unknowns.clone().position(|value| !value.is_integer()) else {
            return Found::Values(unknowns.map(BigRational::to_integer).collect());
        };
        let value = self.value(place);
        let mut clash = BTreeSet::new();
        for side in [Side::Above, Side::Below] {
            let mut tried = self.clone();
            let Some(range) = tried.ranges.get_mut(place) else { return Found::TooLong };
            match side {
                Side::Above => range.high = Some(Bound { value: value.floor().to_integer(), why: None }),
                Side::Below => range.low = Some(Bound { value: value.ceil().to_integer(), why: None }),
            }
            // What is free has to lie within its range; one that does not is moved there, and all that depends on it with it.
            tried.settle(place);
            match tried.whole(count, steps) {
                Found::Clash(more) => clash.extend(more),
                found @ (Found::Values(_) | Found::TooLong) => return found,
            }
        }
        Found::Clash(clash)
    }

    fn settle(&mut self, place: usize) {
        if self.rows.contains_key(&place) {
            return;
        }
        let Some((_, bound)) = self.outside(place) else { return };
        let to = BigRational::from_integer(bound.value.clone());
        self.set(place, to);
        let sums: Vec<(usize, BigRational)> = self.rows.iter().map(|(place, row)| (*place, self.sum(row))).collect();
        for (place, sum) in sums {
            self.set(place, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: Option<(i64, u32)>, high: Option<(i64, u32)>) -> Range<u32> {
        let bound = |(value, why): (i64, u32)| Bound { value: value.into(), why: Some(why) };
        Range { low: low.map(bound), high: high.map(bound) }
    }

    fn sum(parts: &[(usize, i64)]) -> Vec<(usize, BigInt)> {
        parts.iter().map(|(place, times)| (*place, BigInt::from(*times))).collect()
    }

    fn found(unknowns: &[Range<u32>], sums: &[Sum<u32>]) -> Found<u32> {
        solve(unknowns, sums, &mut 10_000)
    }

    #[test]
    fn what_clashes_is_named_and_nothing_else() {
        // x >= 3, y >= 4, z >= 0, x + y <= 6.
        let unknowns = [range(Some((3, 1)), None), range(Some((4, 2)), Some((90, 9))), range(Some((0, 3)), None)];
        let clash = found(&unknowns, &[(sum(&[(0, 1), (1, 1)]), range(None, Some((6, 4))))]);
        assert_eq!(clash, Found::Clash(BTreeSet::from([1, 2, 4])));
    }

    #[test]
    fn a_circle_of_less_than_has_no_end_to_be_found() {
        let unknowns = [range(Some((0, 1)), None), range(Some((0, 2)), None)];
        let less = |a: usize, b: usize, why| (sum(&[(a, 1), (b, -1)]), range(None, Some((-1, why))));
        assert_eq!(found(&unknowns, &[less(0, 1, 3), less(1, 0, 4)]), Found::Clash(BTreeSet::from([3, 4])));
    }

    #[test]
    fn between_two_whole_numbers_lies_none() {
        // 2x - 2y = 1 is met by fractions alone: with bounds it ends.
        let unknowns = [range(Some((0, 1)), Some((5, 2))), range(Some((0, 3)), Some((5, 4)))];
        let odd = (sum(&[(0, 2), (1, -2)]), range(Some((1, 5)), Some((1, 6))));
        let Found::Clash(clash) = found(&unknowns, &[odd]) else { panic!("there is none") };
        assert!(clash.contains(&5) && clash.contains(&6), "{clash:?}");
    }

    #[test]
    fn values_lie_in_all_ranges_or_there_are_none() {
        // Made-up systems over three unknowns of 0 to 3, held against all 64 of their values.
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        for _ in 0..3_000 {
            let unknowns = [0_u32, 2, 4].map(|why| range(Some((0, why)), Some((3, why + 1))));
            let sums: Vec<_> = (0..3_u32)
                .map(|why| {
                    let parts: Vec<(usize, i64)> =
                        (0..3).map(|place| (place, next(5) - 2)).filter(|(_, times)| *times != 0).collect();
                    let low = next(9) - 4;
                    (sum(&parts), range(Some((low, 10 + 2 * why)), Some((low + next(3), 11 + 2 * why))))
                })
                .collect();
            let fits = |values: &[BigInt]| {
                sums.iter().all(|(parts, range)| {
                    let sum: BigInt = parts.iter().map(|(place, times)| times * &values[*place]).sum();
                    range.low.as_ref().is_none_or(|low| sum >= low.value)
                        && range.high.as_ref().is_none_or(|high| sum <= high.value)
                })
            };
            let any = (0..64).any(|n: i64| fits(&[n % 4, n / 4 % 4, n / 16].map(BigInt::from)));
            match found(&unknowns, &sums) {
                Found::Values(values) => assert!(fits(&values), "{values:?} of {sums:?}"),
                Found::Clash(_) => assert!(!any, "{sums:?}"),
                Found::TooLong => panic!("{sums:?}"),
            }
        }
    }
}
