//! The conditions and terms of a model as formulas in the names of the new edition, wherever their parts stand.

use setsumon_core::formula::Constant;
use setsumon_core::frozen::{Condition, Model, Term};
use setsumon_core::number::Number;

pub(super) use setsumon_core::formula::{Atom, Formula, Test};

/// Reads the conditions of a model as formulas.
pub(super) struct Reader<'m, F> {
    pub(super) model: &'m Model,
    /// The name in the new edition of a variable, and of a code of it.
    pub(super) rename: F,
}

impl<F: Fn(&str, Option<&str>) -> String> Reader<'_, F> {
    pub(super) fn formula(&self, condition: Option<u32>) -> Formula {
        let Some(condition) = condition else { return Formula::Always };
        match self.model.conditions.get(condition as usize) {
            Some(condition) => self.read(condition),
            None => Formula::Always,
        }
    }

    fn read(&self, condition: &Condition) -> Formula {
        let value = |variable: &str, test: Test| Formula::value((self.rename)(variable, None), test);
        let codes = |variable: &str, codes: &[String]| {
            codes.iter().map(|code| (self.rename)(variable, Some(code))).collect::<Vec<_>>()
        };
        match condition {
            Condition::Always => Formula::Always,
            Condition::Never => Formula::Never,
            Condition::Present { variable } => value(variable, Test::Present),
            Condition::Absent { variable } => value(variable, Test::Absent),
            Condition::In { variable, codes: named } => value(variable, Test::In(codes(variable, named))),
            Condition::NotIn { variable, codes: named } => value(variable, Test::NotIn(codes(variable, named))),
            Condition::Compare { left: Term::Value { variable }, op, right } => match constant(right) {
                Some(constant) => value(variable, Test::Compare(*op, constant)),
                None => self.opaque(condition),
            },
            Condition::Compare { left: _, op: _, right: _ }
            | Condition::Some { repeat: _, cond: _ }
            | Condition::Every { repeat: _, cond: _ } => self.opaque(condition),
            Condition::All { of } => Formula::All(of.iter().map(|part| self.formula(Some(*part))).collect()),
            Condition::Any { of } => Formula::Any(of.iter().map(|part| self.formula(Some(*part))).collect()),
        }
    }

    fn opaque(&self, condition: &Condition) -> Formula {
        Formula::opaque(self.settled(condition))
    }

    /// A condition or term as a text that depends neither on where its parts stand nor on old names.
    pub(super) fn settled(&self, part: &impl serde::Serialize) -> String {
        let mut value = serde_json::to_value(part).unwrap_or_default();
        self.settle(&mut value);
        value.to_string()
    }

    fn settle(&self, value: &mut serde_json::Value) {
        use serde_json::Value;
        match value {
            Value::Object(fields) => {
                for (key, field) in fields {
                    match (key.as_str(), &*field) {
                        ("cond", Value::Number(place)) => {
                            let place = place.as_u64().and_then(|place| u32::try_from(place).ok());
                            *field = Value::String(format!("{:?}", self.formula(place)));
                        }
                        ("variable", Value::String(name)) => *field = Value::String((self.rename)(name, None)),
                        (_, _) => self.settle(field),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.settle(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn constant(term: &Term) -> Option<Constant> {
    if let Term::Number { number } = term {
        Number::parse(number).map(Constant::Number)
    } else if let Term::Day { day: time } | Term::Month { month: time } = term {
        Some(Constant::Time(time.clone()))
    } else {
        None
    }
}
