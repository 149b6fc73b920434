//! Variables, lists of codes, derived values and early ends.

use super::{
    At, NOWHERE, Restore, Restored, conditions, day, each, marker_of, month, names, number, special_of, wrong,
};
use crate::form::{self, TextShape};
use crate::frozen as f;
use crate::ids::CodeListId;

impl Restore<'_> {
    pub(super) fn variable(&self, variable: &f::Variable) -> Restored<form::Variable> {
        let f::Variable {
            name,
            role,
            of,
            question,
            repeat,
            label,
            value,
            unit,
            // What conditions say once more in words.
            who: _,
            asked,
            marker,
            personal,
            was,
            was_codes,
            splits,
        } = variable;
        Ok(form::Variable {
            name: names::code(name).at("name")?,
            question: question.as_deref().map(|path| self.names.question(path)).transpose().at("question")?,
            repeat: repeat.as_deref().map(|name| self.names.repeat(name)).transpose().at("repeat")?,
            value: self.value(value).at("value")?,
            role: match (role, of) {
                (f::Role::Answer, None) => form::Role::Answer,
                (f::Role::Given, None) => form::Role::Given,
                (f::Role::Retired, None) => form::Role::Retired,
                (f::Role::Last, Some(of)) if of.starts_with("last.") => {
                    return wrong("it is last year's value of a variable of this edition").at("of");
                }
                (f::Role::Last, Some(of)) => form::Role::Last(self.names.variable(of).at("of")?),
                (f::Role::Last, None) => return wrong("it does not say of what it is last year's value").at("of"),
                (f::Role::Answer | f::Role::Given | f::Role::Retired, Some(_)) => {
                    return wrong("it is last year's value of nothing").at("of");
                }
            },
            label: each("label", label, |part| self.text("", part))?,
            unit: self.words("unit", unit)?,
            asked: self.asked(*asked)?,
            marker: marker_of(*marker),
            personal: *personal,
            was: was.clone(),
            was_codes: was_codes.clone(),
            splits: splits.clone(),
            origin: NOWHERE,
        })
    }

    fn value(&self, value: &f::Value) -> Restored<form::Value> {
        value_with(value, |list| self.names.list(list).at("list"))
    }

    pub(super) fn code_list(&self, list: &f::CodeList) -> Restored<form::CodeList> {
        let f::CodeList { name, codes } = list;
        let code = |code: &f::Code| {
            let f::Code { code, label, value, means, retired, was, splits } = code;
            Ok(form::CodeEntry {
                code: names::code(code).at("code")?,
                label: each("label", label, |part| self.text("", part))?,
                value: value.as_deref().map(number).transpose().at("value")?,
                means: means.map(special_of),
                retired: *retired,
                was: was.clone(),
                splits: splits.clone(),
            })
        };
        Ok(form::CodeList { name: names::code(name).at("name")?, codes: each("codes", codes, code)? })
    }

    pub(super) fn calc(&self, calc: &f::Calc) -> Restored<form::Calc> {
        let f::Calc { path, name, label, unit, value, term, adds, asked, repeat, personal } = calc;
        Ok(form::Calc {
            path: names::path(path).at("path")?,
            name: name.clone(),
            label: self.text("label", label)?,
            unit: self.words("unit", unit)?,
            term: conditions::term(&self.names, &self.conds, term).at("term")?,
            value: self.calc_value(value).at("value")?,
            adds: self.names.variables("adds", adds)?,
            asked: self.asked(*asked)?,
            repeat: repeat.as_deref().map(|name| self.names.repeat(name)).transpose().at("repeat")?,
            personal: *personal,
            origin: NOWHERE,
        })
    }

    fn calc_value(&self, value: &f::CalcValue) -> Restored<form::CalcValue> {
        Ok(match value {
            f::CalcValue::Number { digits } => form::CalcValue::Number { digits: *digits },
            f::CalcValue::Date => form::CalcValue::Date,
            f::CalcValue::Month => form::CalcValue::Month,
            f::CalcValue::Band { rows } => form::CalcValue::Band(each("rows", rows, |row| {
                let f::BandRow { low, high, code, label } = row;
                Ok(form::BandRow {
                    low: low.as_deref().map(number).transpose().at("low")?,
                    high: high.as_deref().map(number).transpose().at("high")?,
                    code: names::code(code).at("code")?,
                    label: self.text("label", label)?,
                })
            })?),
        })
    }

    pub(super) fn end(&self, end: &f::End) -> Restored<form::End> {
        let f::End { fires, who, own, sentence, others, then, outcome, gate } = end;
        Ok(form::End {
            fires: self.names.cond(*fires).at("fires")?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            sentence: self.text("sentence", sentence)?,
            others: self.words("others", others)?,
            then: self.words("then", then)?,
            outcome: outcome.outcome(),
            gate: gate.as_deref().map(|path| self.names.question(path)).transpose().at("gate")?,
            origin: NOWHERE,
        })
    }
}

/// What a variable holds, where it holds no code of a list of its model; nothing where that is none.
pub(crate) fn plain_value(value: &f::Value) -> Option<form::Value> {
    value_with(value, |_| wrong("it is a code")).ok()
}

fn value_with(value: &f::Value, list_of: impl FnOnce(u32) -> Restored<CodeListId>) -> Restored<form::Value> {
    let restored = match value {
        f::Value::Code { list } => form::Value::Code(list_of(*list)?),
        f::Value::Tick => form::Value::Tick,
        f::Value::Rank { max } => form::Value::Rank { max: *max },
        f::Value::Integer { min, max } => ordered(*min, *max, |min, max| form::Value::Integer { min, max })?,
        f::Value::Decimal { digits, min, max } => {
            let (min, max) = (number(min).at("min")?, number(max).at("max")?);
            let digits = places(*digits).at("digits")?;
            ordered(min, max, |min, max| form::Value::Decimal { digits, min, max })?
        }
        f::Value::Month { min, max } => {
            ordered(month(min).at("min")?, month(max).at("max")?, |min, max| form::Value::Month { min, max })?
        }
        f::Value::Date { min, max } => {
            ordered(day(min).at("min")?, day(max).at("max")?, |min, max| form::Value::Date { min, max })?
        }
        f::Value::Text { shape, picture, max_length, lines } => {
            form::Value::Text { shape: shape_of(*shape, picture.as_deref())?, max_length: *max_length, lines: *lines }
        }
    };
    Ok(restored)
}

/// The decimal places of a number that is answered.
pub(super) fn places(digits: u32) -> Restored<u32> {
    if (1..=9).contains(&digits) { Ok(digits) } else { wrong("a decimal number has 1 to 9 decimal places") }
}

fn ordered<T: PartialOrd>(min: T, max: T, make: impl FnOnce(T, T) -> form::Value) -> Restored<form::Value> {
    if min > max { wrong("the lowest is higher than the highest") } else { Ok(make(min, max)) }
}

fn shape_of(shape: f::TextShape, picture: Option<&str>) -> Restored<TextShape> {
    Ok(match (shape, picture) {
        (f::TextShape::Picture, Some(picture)) => TextShape::Picture(picture.to_owned()),
        (f::TextShape::Picture, None) => return wrong("there is no picture").at("picture"),
        (f::TextShape::Free, _) => TextShape::Free,
        (f::TextShape::Email, _) => TextShape::Email,
        (f::TextShape::Tel, _) => TextShape::Tel,
        (f::TextShape::PostalJa, _) => TextShape::PostalJa,
        (f::TextShape::Postal, _) => TextShape::PostalAny,
        (f::TextShape::Url, _) => TextShape::Url,
    })
}
