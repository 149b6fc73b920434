//! A condition half-way to a schema: plain facts about keys are kept apart, so that what must hold together can be written in one object.

use serde_json::{Map, Value as Json, json};

/// A condition as a schema to be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    /// Always met.
    Always,
    /// Never met.
    Never,
    /// Keys that must be there, and what must be true of the values of keys if they are there.
    Facts(Facts),
    /// Any other schema.
    Other(Json),
}

/// Facts about keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts {
    required: Vec<String>,
    properties: Vec<(String, Vec<Json>)>,
}

impl Facts {
    fn require(&mut self, key: &str) {
        if !self.required.iter().any(|known| known == key) {
            self.required.push(key.to_owned());
        }
    }

    fn add(&mut self, key: &str, schema: Json) {
        match self.properties.iter_mut().find(|(known, _)| known == key) {
            Some((_, schemas)) => {
                if !schemas.contains(&schema) {
                    schemas.push(schema);
                }
            }
            None => self.properties.push((key.to_owned(), vec![schema])),
        }
    }

    fn absorb(&mut self, other: Self) {
        let Self { required, properties } = other;
        for key in required {
            self.require(&key);
        }
        for (key, schemas) in properties {
            for schema in schemas {
                self.add(&key, schema);
            }
        }
    }

    fn into_json(self) -> Map<String, Json> {
        let Self { required, properties } = self;
        let mut schema = Map::new();
        if !properties.is_empty() {
            let properties = properties
                .into_iter()
                .map(|(key, mut schemas)| {
                    let only = if schemas.len() == 1 { schemas.pop() } else { None };
                    (key, only.unwrap_or_else(|| json!({ "allOf": schemas })))
                })
                .collect();
            schema.insert("properties".into(), Json::Object(properties));
        }
        if !required.is_empty() {
            schema.insert("required".into(), json!(required));
        }
        schema
    }
}

impl Said {
    /// The key is there.
    pub(crate) fn present(key: &str) -> Self {
        let mut facts = Facts::default();
        facts.require(key);
        Self::Facts(facts)
    }

    /// The key is not there.
    pub(crate) fn absent(key: &str) -> Self {
        Self::if_there(key, Json::Bool(false))
    }

    /// The key is there, and its value is so.
    pub(crate) fn there(key: &str, schema: Json) -> Self {
        let mut facts = Facts::default();
        facts.require(key);
        facts.add(key, schema);
        Self::Facts(facts)
    }

    /// If the key is there, its value is so.
    pub(crate) fn if_there(key: &str, schema: Json) -> Self {
        let mut facts = Facts::default();
        facts.add(key, schema);
        Self::Facts(facts)
    }

    /// All of these.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut facts = Facts::default();
        let mut others: Vec<Json> = Vec::new();
        for part in parts {
            match part {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::Facts(more) => facts.absorb(more),
                Self::Other(schema) => {
                    if !others.contains(&schema) {
                        others.push(schema);
                    }
                }
            }
        }
        match (facts == Facts::default(), others.as_slice()) {
            (true, []) => Self::Always,
            (true, [only]) => Self::Other(only.clone()),
            (false, []) => Self::Facts(facts),
            (_, _) => {
                let mut schema = facts.into_json();
                schema.insert("allOf".into(), Json::Array(others));
                Self::Other(Json::Object(schema))
            }
        }
    }

    /// At least one of these.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::Facts(_) | Self::Other(_) => {
                    if !kept.contains(&part) {
                        kept.push(part);
                    }
                }
            }
        }
        match kept.as_slice() {
            [] => Self::Never,
            [only] => only.clone(),
            _ => Self::Other(json!({ "anyOf": kept.into_iter().map(Self::into_json).collect::<Vec<_>>() })),
        }
    }

    /// What holds exactly where this does not.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Facts(facts) => Self::Other(json!({ "not": facts.into_json() })),
            Self::Other(schema) => Self::Other(json!({ "not": schema })),
        }
    }

    /// The finished schema.
    pub(crate) fn into_json(self) -> Json {
        match self {
            Self::Always => Json::Bool(true),
            Self::Never => Json::Bool(false),
            Self::Facts(facts) => Json::Object(facts.into_json()),
            Self::Other(schema) => schema,
        }
    }
}
