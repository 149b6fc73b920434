//! One answer against a constant: as a range of numbers, or of days and months as texts.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde_json::{Value as Json, json};
use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::cond::Comparison;
use setsumon_core::form::{Day, Form, Value};
use setsumon_core::ids::VarId;
use setsumon_core::number::Number;

use crate::linear::whole;
use crate::pattern::{Side, beside};
use crate::said::Said;
use crate::value::number;

/// How the values of a variable are counted and written.
#[derive(Debug, Clone, Copy)]
enum Grid {
    /// Numbers, by units of so many decimal places.
    Numbers(u32),
    Days,
    Months,
}

/// A variable's values as whole steps: how they are written, the first and the last.
struct Range {
    grid: Grid,
    min: i64,
    max: i64,
}

/// Values of an answer that lie between two others, given in steps of its grid; `None` where the variable counts nothing.
pub(crate) fn between(form: &Form, variable: VarId, low: i64, high: i64) -> Option<Said> {
    let Range { grid, min, max } = range(form, variable)?;
    let name = &form.variables().get(variable).name;
    if low > high || low > max || high < min {
        return Some(Said::Never);
    }
    let mut said = vec![Said::present(name)];
    if low == high {
        return Some(Said::there(name, json!({ "const": written(grid, low) })));
    }
    if low > min {
        said.push(Said::there(name, edge(grid, low, Side::From)));
    }
    if high < max {
        said.push(Said::there(name, edge(grid, high, Side::UpTo)));
    }
    Some(Said::all(said))
}

/// The answer compares so with a constant; `None` where the variable counts nothing.
pub(crate) fn against(form: &Form, variable: VarId, op: Comparison, constant: &BigRational) -> Option<Said> {
    let Range { grid, min, max } = range(form, variable)?;
    let scaled = match grid {
        Grid::Numbers(places) => constant * BigRational::from_integer(num_bigint::BigInt::from(10).pow(places)),
        Grid::Days | Grid::Months => constant.clone(),
    };
    // A constant beyond all numbers of the variable compares with each of them alike.
    let (is_above, is_below) = (scaled > whole(max), scaled < whole(min));
    if is_above || is_below {
        let holds = match op {
            Comparison::Equal => false,
            Comparison::NotEqual => true,
            Comparison::Less | Comparison::LessOrEqual => is_above,
            Comparison::Greater | Comparison::GreaterOrEqual => is_below,
        };
        return Some(if holds { Said::present(&form.variables().get(variable).name) } else { Said::Never });
    }
    let floor = scaled.floor().to_integer().to_i64()?;
    let ceil = scaled.ceil().to_integer().to_i64()?;
    match op {
        Comparison::Equal if floor == ceil => between(form, variable, floor, floor),
        Comparison::Equal => Some(Said::Never),
        Comparison::NotEqual => {
            let name = &form.variables().get(variable).name;
            if floor == ceil && (min..=max).contains(&floor) {
                return Some(Said::there(name, json!({ "not": { "const": written(grid, floor) } })));
            }
            Some(Said::present(name))
        }
        Comparison::Less => between(form, variable, min, ceil.saturating_sub(1)),
        Comparison::LessOrEqual => between(form, variable, min, floor),
        Comparison::Greater => between(form, variable, floor.saturating_add(1), max),
        Comparison::GreaterOrEqual => between(form, variable, ceil, max),
    }
}

/// The whole steps of a variable with few values, to be gone through one by one.
pub(crate) fn few(form: &Form, variable: VarId, at_most: i64) -> Option<std::ops::RangeInclusive<i64>> {
    let Range { grid, min, max } = range(form, variable)?;
    match grid {
        Grid::Numbers(0) if max.saturating_sub(min) < at_most => Some(min..=max),
        Grid::Numbers(_) | Grid::Days | Grid::Months => None,
    }
}

/// The first and last day of a variable that holds days.
pub(crate) fn days(form: &Form, variable: VarId) -> Option<(i32, i32)> {
    let Range { grid, min, max } = range(form, variable)?;
    match grid {
        Grid::Days => Some((i32::try_from(min).ok()?, i32::try_from(max).ok()?)),
        Grid::Numbers(_) | Grid::Months => None,
    }
}

fn range(form: &Form, variable: VarId) -> Option<Range> {
    match &form.variables().get(variable).value {
        Value::Code(_) | Value::Tick | Value::Text { shape: _, max_length: _, lines: _ } => None,
        Value::Rank { max } => Some(Range { grid: Grid::Numbers(0), min: 1, max: i64::from(*max) }),
        Value::Integer { min, max } => Some(Range { grid: Grid::Numbers(0), min: *min, max: *max }),
        Value::Decimal { digits, min, max } => {
            let steps = |number: &Number| {
                (number.ratio() * BigRational::from_integer(num_bigint::BigInt::from(10).pow(*digits)))
                    .to_integer()
                    .to_i64()
            };
            Some(Range { grid: Grid::Numbers(*digits), min: steps(min)?, max: steps(max)? })
        }
        Value::Month { min, max } => Some(Range { grid: Grid::Months, min: i64::from(*min), max: i64::from(*max) }),
        Value::Date { min, max } => Some(Range { grid: Grid::Days, min: i64::from(min.0), max: i64::from(max.0) }),
    }
}

fn written(grid: Grid, step: i64) -> Json {
    let count = i32::try_from(step).unwrap_or(i32::MAX);
    match grid {
        Grid::Numbers(places) => number(Number::new(step, places)),
        Grid::Days => Json::String(iso_day(Day(count))),
        Grid::Months => Json::String(iso_month(count)),
    }
}

fn edge(grid: Grid, step: i64, side: Side) -> Json {
    match (grid, side, written(grid, step)) {
        (Grid::Numbers(_), Side::From, number) => json!({ "minimum": number }),
        (Grid::Numbers(_), Side::UpTo, number) => json!({ "maximum": number }),
        (Grid::Days | Grid::Months, side, text) => {
            json!({ "pattern": beside(text.as_str().unwrap_or_default(), side) })
        }
    }
}
