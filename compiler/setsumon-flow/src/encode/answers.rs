//! An answer as propositions: whether it is there, and which code or number it is.

use batsat::Lit;
use num_bigint::BigInt;
use num_traits::ToPrimitive as _;
use setsumon_core::answers::Held;
use setsumon_core::calendar;
use setsumon_core::form::{Day, Role, Value};
use setsumon_core::ids::VarId;
use setsumon_core::number::Number;

use super::Encoder;
use crate::linear::{Linear, Unknown};
use crate::sat::Sat;

/// An answer as propositions.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// Whether it is there.
    pub(crate) there: Lit,
    /// What it is.
    pub(crate) value: Worth,
}

/// What an answer is.
#[derive(Debug, Clone)]
pub(crate) enum Worth {
    /// A tick: that it is there is all.
    Tick,
    /// One of these codes.
    Code(Vec<(String, Lit)>),
    /// A number: of so many decimal places, so many units.
    Number(Unknown, u32, Counted),
    /// A text: nothing but that it is there is ever asked.
    Text,
}

/// What was found of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decided {
    /// There is none.
    Blank,
    /// It is this.
    Held(Held),
    /// It is some text.
    AnyText,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Itself.
    Itself,
    /// Days since 1970-01-01.
    Days,
    /// Months since January of the year 0.
    Months,
}

impl Given {
    fn nothing(sat: &Sat) -> Self {
        Self { there: sat.constant(false), value: Worth::Tick }
    }

    /// What was found.
    pub(super) fn decided(&self, sat: &Sat, values: &[BigInt]) -> Decided {
        if !sat.holds(self.there) {
            return Decided::Blank;
        }
        let held = match &self.value {
            Worth::Tick => Some(Held::Tick),
            Worth::Text => return Decided::AnyText,
            Worth::Code(codes) => {
                codes.iter().find(|(_, lit)| sat.holds(*lit)).map(|(code, _)| Held::Text(code.clone()))
            }
            Worth::Number(unknown, places, counted) => {
                values.get(unknown.0 as usize).and_then(|units| counted.held(units, *places))
            }
        };
        held.map_or(Decided::Blank, Decided::Held)
    }
}

impl Counted {
    fn held(self, units: &BigInt, places: u32) -> Option<Held> {
        Some(match self {
            Self::Itself => Held::Number(Number::new(units.to_i64()?, places)),
            Self::Days => Held::Text(calendar::iso_day(Day(units.to_i32()?))),
            Self::Months => Held::Text(calendar::iso_month(units.to_i32()?)),
        })
    }
}

impl Encoder<'_> {
    /// An answer, in an entry of its roster where it lies in one; nothing where no such entry is looked at.
    pub(super) fn given(&mut self, id: VarId, entry: Option<u32>) -> Given {
        if let Some(known) = self.given.get(&(id, entry)) {
            return known.clone();
        }
        let variable = self.form.variables().get(id);
        let given = match (variable.role, variable.repeat, entry) {
            (Role::Retired, _, _) | (Role::Answer | Role::Given, Some(_), None) => Given::nothing(&self.sat),
            (Role::Answer | Role::Given, None, _)
            | (Role::Answer | Role::Given, Some(_), Some(_))
            | (Role::Last(_), _, _) => self.new_given(id),
        };
        self.given.insert((id, entry), given.clone());
        self.order.push((id, entry));
        if let (Some(repeat), Some(entry)) = (variable.repeat, entry) {
            let there = self.there(repeat, entry);
            self.sat.implies(given.there, there);
        }
        self.open.push((id, entry));
        given
    }

    fn new_given(&mut self, id: VarId) -> Given {
        let there = self.sat.fresh();
        let value = match self.form.variables().get(id).value.clone() {
            Value::Tick => Worth::Tick,
            Value::Text { shape: _, max_length: _, lines: _ } => Worth::Text,
            Value::Code(list) => {
                let codes = self.form.code_lists().get(list).codes.iter().filter(|code| !code.retired);
                let codes: Vec<(String, Lit)> = codes.map(|code| (code.code.clone(), self.sat.fresh())).collect();
                self.one_of(there, &codes);
                Worth::Code(codes)
            }
            Value::Rank { max } => self.between(id, there, (1.into(), max.into()), 0, Counted::Itself),
            Value::Integer { min, max } => self.between(id, there, (min.into(), max.into()), 0, Counted::Itself),
            Value::Month { min, max } => self.between(id, there, (min.into(), max.into()), 0, Counted::Months),
            Value::Date { min, max } => self.between(id, there, (min.0.into(), max.0.into()), 0, Counted::Days),
            Value::Decimal { digits, min, max } => {
                let units = |number: Number, up: bool| {
                    let scaled = number.ratio() * crate::linear::ten_to(digits);
                    if up { scaled.ceil().to_integer() } else { scaled.floor().to_integer() }
                };
                self.between(id, there, (units(min, true), units(max, false)), digits, Counted::Itself)
            }
        };
        Given { there, value }
    }

    /// That exactly one of the codes stands where there is an answer, and none elsewhere. One after the other, so that many cost no squares.
    fn one_of(&mut self, there: Lit, codes: &[(String, Lit)]) {
        self.sat.clause(codes.iter().map(|(_, lit)| *lit).chain([!there]));
        let mut before: Option<Lit> = None;
        for (_, lit) in codes {
            self.sat.implies(*lit, there);
            let seen = self.sat.fresh();
            self.sat.implies(*lit, seen);
            if let Some(before) = before {
                self.sat.implies(before, seen);
                self.sat.clause([!before, !*lit]);
            }
            before = Some(seen);
        }
    }

    /// A number that lies between two bounds where it is there.
    fn between(&mut self, id: VarId, there: Lit, (min, max): (BigInt, BigInt), places: u32, counted: Counted) -> Worth {
        let unknown = self.numbers.unknown();
        let units = Linear::of(unknown, 0);
        let below = units.clone().minus(&Linear::constant(max.into()));
        let above = Linear::constant(min.into()).minus(&units);
        let bounds = [below, above].map(|sum| self.numbers.not_above_zero(&mut self.sat, &sum, false));
        match self.duties.domain(id) {
            Some(duty) if !self.without.contains(&duty) => {
                let selector = self.selector(duty);
                for bound in bounds {
                    self.sat.clause([!selector, !there, bound]);
                }
            }
            Some(_) => {}
            // Of what was given last year nothing is asked but that it is of its type.
            None => bounds.into_iter().for_each(|bound| self.sat.implies(there, bound)),
        }
        Worth::Number(unknown, places, counted)
    }
}
