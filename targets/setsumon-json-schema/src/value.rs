//! From a variable's value to a schema: types, ranges, codes and shapes of text.

use serde_json::{Map, Value as Json, json};
use setsumon_core::calendar::{iso_day, iso_month};
use setsumon_core::form::{CodeList, Form, Role, TextShape, Value, Variable};
use setsumon_core::number::Number;
use setsumon_core::text::Text;
use setsumon_core::unit;

use crate::pattern::{self, Side};
use crate::pretty::{self, List};

/// The schema of one variable, with its label and unit.
pub(crate) fn property(form: &Form, variable: &Variable) -> Json {
    let mut schema = Map::new();
    schema.insert("title".into(), Json::String(join(&variable.label)));
    if let Some(unit) = unit::of_variable(form, variable) {
        schema.insert("description".into(), Json::String(unit));
    }
    match variable.role {
        Role::Answer | Role::Given => schema.extend(value(form, &variable.value)),
        Role::Retired => {
            schema.insert("deprecated".into(), Json::Bool(true));
            schema.insert("not".into(), json!({}));
        }
        Role::Last(_) => {
            schema.insert("not".into(), json!({}));
        }
    }
    Json::Object(schema)
}

/// Writes the schema of one variable, as `property` gives it, whose lines but the first are indented by so many steps.
pub(crate) fn write_property(out: &mut String, form: &Form, variable: &Variable, depth: usize) {
    let plain = match (&variable.value, variable.role, &variable.unit) {
        (Value::Tick | Value::Code(_), Role::Answer | Role::Given, None) => true,
        (
            Value::Tick
            | Value::Code(_)
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ },
            _,
            _,
        ) => false,
    };
    if !plain {
        pretty::value(out, &property(form, variable), depth);
        return;
    }
    // Most variables of any survey, and no object need be made for them.
    let mut list = List::new(out, '{', depth);
    list.key("title");
    pretty::string(list.out, &join(&variable.label));
    match variable.value.code_list() {
        Some(codes) => {
            list.key("$ref");
            pretty::string(list.out, &format!("#/$defs/codes.{}", form.code_lists().get(codes).name));
        }
        None => {
            list.key("const");
            list.out.push_str("true");
        }
    }
    list.end('}');
}

/// Label parts in one line.
pub(crate) fn join(label: &[Text]) -> String {
    label.iter().map(Text::words).collect::<Vec<_>>().join(" / ")
}

fn value(form: &Form, value: &Value) -> Map<String, Json> {
    match value {
        Value::Code(list) => {
            let name = &form.code_lists().get(*list).name;
            object(json!({ "$ref": format!("#/$defs/codes.{name}") }))
        }
        Value::Tick => object(json!({ "const": true })),
        Value::Rank { max } => object(json!({ "type": "integer", "minimum": 1, "maximum": max })),
        Value::Integer { min, max } => object(json!({ "type": "integer", "minimum": min, "maximum": max })),
        Value::Decimal { digits, min, max } => object(json!({
            "type": "number",
            "multipleOf": number(Number::new(1, *digits)),
            "minimum": number(*min),
            "maximum": number(*max),
        })),
        Value::Month { min, max } => bounded("#/$defs/month", &iso_month(*min), &iso_month(*max)),
        Value::Date { min, max } => bounded("#/$defs/day", &iso_day(*min), &iso_day(*max)),
        Value::Text { shape, max_length, lines } => text(shape, *max_length, *lines),
    }
}

/// The schema of a number, as JSON writes it.
pub(crate) fn number(number: Number) -> Json {
    match number.as_whole() {
        Some(whole) => json!(whole),
        None => number.to_string().parse::<f64>().map_or(Json::Null, |float| json!(float)),
    }
}

fn bounded(base: &str, min: &str, max: &str) -> Map<String, Json> {
    let mut schema = object(json!({ "type": "string", "$ref": base }));
    let mut bounds = Vec::new();
    if !min.starts_with("1000-01") {
        bounds.push(json!({ "pattern": pattern::beside(min, Side::From) }));
    }
    if !max.starts_with("9999-12") {
        bounds.push(json!({ "pattern": pattern::beside(max, Side::UpTo) }));
    }
    if !bounds.is_empty() {
        schema.insert("allOf".into(), Json::Array(bounds));
    }
    schema
}

fn text(shape: &TextShape, max_length: Option<u32>, lines: bool) -> Map<String, Json> {
    let mut schema = object(json!({ "type": "string", "$ref": if lines { "#/$defs/lines" } else { "#/$defs/line" } }));
    if let Some(pattern) = pattern::shape(shape) {
        schema.insert("pattern".into(), Json::String(pattern));
    }
    if let Some(max_length) = max_length {
        schema.insert("maxLength".into(), json!(max_length));
    }
    schema
}

/// A list of codes as `oneOf`, each code with its label as title: what form generators and readers know.
pub(crate) fn codes(list: &CodeList) -> Json {
    let live: Vec<_> = list
        .codes
        .iter()
        .filter(|code| !code.retired)
        .map(|code| json!({ "const": code.code, "title": join(&code.label) }))
        .collect();
    if live.is_empty() { json!({ "not": {} }) } else { json!({ "type": "string", "oneOf": live }) }
}

/// The definitions that values refer to by name.
pub(crate) fn definitions() -> Map<String, Json> {
    object(json!({
        "line": {
            "$comment": "Some character that is not white space, and neither a line break nor U+0000.",
            "type": "string",
            "pattern": pattern::SOME_INK,
            "not": { "pattern": pattern::LINE_BREAK_OR_NUL }
        },
        "lines": {
            "$comment": "Some character that is not white space, and no U+0000.",
            "type": "string",
            "pattern": pattern::SOME_INK,
            "not": { "pattern": pattern::NUL }
        },
        "month": { "type": "string", "maxLength": 7, "pattern": pattern::MONTH },
        "day": {
            "$comment": "A day that the calendar has, leap years included.",
            "type": "string",
            "maxLength": 10,
            "pattern": pattern::DAY
        }
    }))
}

pub(crate) fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}
