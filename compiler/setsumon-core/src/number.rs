//! Exact decimal numbers, as they are written in a survey and in an answer file.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;

/// A decimal number: `units / 10^places`, always in lowest terms, so that equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    units: i64,
    places: u32,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { units: 0, places: 0 };

    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self { units: value, places: 0 }
    }

    /// `units / 10^places`.
    pub fn new(mut units: i64, mut places: u32) -> Self {
        while places > 0 && units % 10 == 0 {
            units /= 10;
            places -= 1;
        }
        Self { units, places }
    }

    /// Reads `-12.50`; `None` where it is not a decimal number or has over 18 digits. An exponent is understood too, because JSON may bring one.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        if digits.is_empty() || !digits.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let units: i64 = format!("{whole}{fraction}").parse().ok()?;
        let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if places >= 0 {
            let places = u32::try_from(places).ok()?;
            (places <= 18).then(|| Self::new(units, places))
        } else {
            let power = 10_i64.checked_pow(places.unsigned_abs())?;
            Some(Self::whole(units.checked_mul(power)?))
        }
    }

    /// The digits without their point.
    pub fn units(self) -> i64 {
        self.units
    }

    /// How many decimal places it has.
    pub fn places(self) -> u32 {
        self.places
    }

    /// The whole number it is, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        (self.places == 0).then_some(self.units)
    }

    /// The same number as an exact fraction.
    pub fn ratio(self) -> BigRational {
        BigRational::new(BigInt::from(self.units), BigInt::from(10).pow(self.places))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = i128::from(self.units).saturating_mul(10_i128.saturating_pow(other.places));
        let right = i128::from(other.units).saturating_mul(10_i128.saturating_pow(self.places));
        left.cmp(&right)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.places == 0 {
            return write!(f, "{}", self.units);
        }
        let sign = if self.units < 0 { "-" } else { "" };
        let power = 10_u64.pow(self.places);
        let units = self.units.unsigned_abs();
        let width = self.places as usize;
        write!(f, "{sign}{}.{:0width$}", units / power, units % power)
    }
}
