//! What is no sum of unknowns: products, quotients, rounded values, full years, days some months later.
//!
//! Such a value is an unknown of its own, bounded roughly. Once all it is made of has values it is computed exactly; where it differs,
//! that it is this whenever its parts are those is learnt, and the search goes on.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use setsumon_core::calendar;
use setsumon_core::form::Day;

use batsat::Lit;

use crate::arithmetic::units;
use crate::linear::{Linear, Unknown, ten_to};

/// A computed value.
#[derive(Debug)]
pub(crate) struct Computed {
    /// The unknown that stands for it.
    pub(crate) out: Unknown,
    /// Of how many decimal places it counts units.
    pub(crate) places: u32,
    /// What it is.
    pub(crate) what: Made,
    /// Where it has a value.
    pub(crate) has: Lit,
}

/// What a value is made of.
#[derive(Debug)]
pub(crate) enum Made {
    /// One times the other.
    Product(Linear, Linear),
    /// One divided by the other, rounded to so many places, halves away from zero.
    Rounded(Linear, Linear, u32),
    /// Full years from one day to the other.
    Years(Linear, Linear),
    /// A day so many months later.
    Later(Linear, i32),
}

impl Made {
    /// What it is made of.
    pub(crate) fn parts(&self) -> Vec<&Linear> {
        match self {
            Self::Product(one, other) | Self::Rounded(one, other, _) | Self::Years(one, other) => vec![one, other],
            Self::Later(day, _) => vec![day],
        }
    }

    /// Its value, of these parts in this order; none where they are out of all bounds.
    fn of(&self, parts: &[BigRational]) -> Option<BigRational> {
        match (self, parts) {
            (Self::Product(..), [one, other]) => Some(one * other),
            (Self::Rounded(_, _, places), [over, under]) => {
                (!under.is_zero()).then(|| rounded(&(over / under), *places))
            }
            (Self::Years(..), [from, to]) => {
                Some(BigRational::from_integer(calendar::full_years(day(from)?, day(to)?).into()))
            }
            (Self::Later(_, months), [from]) => {
                Some(BigRational::from_integer(calendar::plus_months(day(from)?, *months).0.into()))
            }
            (Self::Product(..) | Self::Rounded(..) | Self::Years(..) | Self::Later(..), _) => None,
        }
    }
}

impl Computed {
    /// The values of its parts, and its own in its units, where the unknowns have these values.
    pub(crate) fn exactly(&self, of: impl Fn(Unknown) -> Option<BigInt> + Copy) -> Option<(Vec<BigRational>, BigInt)> {
        let parts: Vec<BigRational> =
            self.what.parts().into_iter().map(|part| part.value(of)).collect::<Option<_>>()?;
        let value = units(&self.what.of(&parts)?, self.places)?;
        Some((parts, value))
    }
}

fn day(value: &BigRational) -> Option<Day> {
    value.to_integer().to_i32().map(Day)
}

/// Rounded to so many decimal places, halves away from zero.
pub(crate) fn rounded(value: &BigRational, places: u32) -> BigRational {
    let scale = ten_to(places);
    let scaled = value.abs() * BigRational::from_integer(scale.clone());
    let two = BigInt::from(2);
    // ⌊x + 1/2⌋, of what is not negative.
    let whole = (scaled.numer() * &two + scaled.denom()).div_floor(&(scaled.denom() * &two));
    let sign = if value.is_negative() { -BigInt::one() } else { BigInt::one() };
    BigRational::new(sign * whole, scale)
}
