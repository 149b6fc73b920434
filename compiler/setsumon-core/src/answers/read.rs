//! JSON text to values: one object, no key twice, and each value as its variable's type reads it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value as Json};

use super::{Held, Misplaced, Problem};
use crate::form::Value;
use crate::number::Number;

/// Reads the one object that an answer file is.
///
/// # Errors
/// Where the text is no JSON, bears a key twice or is no object.
pub fn object(text: &str) -> Result<Map<String, Json>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Strict(json) = serde_json::from_str(text).map_err(|error| Problem {
        message: without_place(&error.to_string()),
        line: error.line(),
        column: error.column(),
    })?;
    match json {
        Json::Object(object) => Ok(object),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            Err(Problem { message: "an answer file is one JSON object".to_owned(), line: 0, column: 0 })
        }
    }
}

/// The parser's message ends with its own ` at line 1 column 2`, which stands beside it already.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(before, _)| before).to_owned()
}

/// What stands for a variable of this type.
pub fn held(value: &Value, json: &Json) -> Held {
    match (value, json) {
        (_, Json::Null) => Held::Misplaced(Misplaced::Null),
        (_, Json::Bool(false)) => Held::Misplaced(Misplaced::False),
        (Value::Tick, Json::Bool(true)) => Held::Tick,
        (Value::Rank { max: _ } | Value::Integer { .. } | Value::Decimal { .. }, Json::Number(number)) => {
            Number::parse(&number.to_string()).map_or(Held::Misplaced(Misplaced::HugeNumber), Held::Number)
        }
        (Value::Code(_) | Value::Month { .. } | Value::Date { .. } | Value::Text { .. }, Json::String(text)) => {
            Held::Text(text.clone())
        }
        (
            Value::Code(_)
            | Value::Tick
            | Value::Rank { .. }
            | Value::Integer { .. }
            | Value::Decimal { .. }
            | Value::Month { .. }
            | Value::Date { .. }
            | Value::Text { .. },
            Json::Bool(true) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_),
        ) => Held::Misplaced(Misplaced::OtherType),
    }
}

/// JSON in which a key that stands twice is an error: which of the two was meant cannot be known.
#[derive(Debug)]
pub struct Strict(
    /// What was read.
    pub Json,
);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(element)) = elements.next_element()? {
            array.push(element);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = entries.next_entry::<String, Strict>()? {
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    return Err(A::Error::custom(format!("the key `{}` stands twice", entry.key())));
                }
            }
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_object_is_a_problem_with_its_place() {
        for (text, message, line, column) in [
            ("", "EOF while parsing a value", 1, 0),
            ("{\n  \"a\": 1,\n}", "trailing comma", 3, 1),
            ("{\"a\": 1, \"a\": 2}", "the key `a` stands twice", 1, 16),
            ("{\"a\": [{\"b\": 1, \"b\": 1}]}", "the key `b` stands twice", 1, 23),
            ("[]", "an answer file is one JSON object", 0, 0),
            ("{\"a\": \"\\ud800\"}", "unexpected end of hex escape", 1, 14),
        ] {
            let problem = object(text).expect_err(text);
            assert_eq!((problem.message.as_str(), problem.line, problem.column), (message, line, column), "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_does_not_matter() {
        assert!(object("\u{feff}{}").is_ok());
    }

    /// Rust reads a text into the nearest double, and so do browsers, Python and databases.
    #[test]
    fn numbers_are_read_into_the_nearest_double() {
        let mut seed: u64 = 1;
        let mut texts: Vec<String> =
            ["999999999999999.9", "2251799813685249.25", "9007199254740991.4"].map(str::to_owned).to_vec();
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (digits, places) = (seed >> 4, (seed % 17) as usize);
            let digits = format!("{digits:018}");
            let (whole, fraction) = digits.split_at(digits.len() - places);
            texts.push(format!("1{whole}.{fraction}0"));
        }
        for text in texts {
            let object = object(&format!("{{\"a\": {text}}}")).expect(&text);
            let read = object.get("a").and_then(Json::as_f64).expect(&text);
            assert_eq!(read.to_bits(), text.parse::<f64>().expect(&text).to_bits(), "{text}");
        }
    }

    #[test]
    fn numbers_of_fifteen_digits_come_through_exactly() {
        let decimal = Value::Decimal { digits: 9, min: Number::ZERO, max: Number::ZERO };
        for (json, number) in [
            ("0", "0"),
            ("-0", "0"),
            ("12.10", "12.1"),
            ("1.0", "1"),
            ("1e2", "100"),
            ("0.1", "0.1"),
            ("123456.789012345", "123456.789012345"),
            ("999999999999.999", "999999999999.999"),
            ("9007199254740993", "9007199254740993"),
            ("-0.000000001", "-0.000000001"),
        ] {
            let object = object(&format!("{{\"a\": {json}}}")).expect(json);
            assert_eq!(
                held(&decimal, object.get("a").expect("a")),
                Held::Number(Number::parse(number).expect(number)),
                "{json}"
            );
        }
        for json in ["1e30", "1e-30", "100000000000000000000"] {
            let object = object(&format!("{{\"a\": {json}}}")).expect(json);
            assert_eq!(held(&decimal, object.get("a").expect("a")), Held::Misplaced(Misplaced::HugeNumber), "{json}");
        }
    }
}
