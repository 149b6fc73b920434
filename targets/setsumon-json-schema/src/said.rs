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

/// Facts about keys, in the order they were said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts {
    /// Keys that must be there; the values say nothing.
    required: Map<String, Json>,
    /// Keys, and the list of what is true of the value of each.
    properties: Map<String, Json>,
}

impl Facts {
    fn require(&mut self, key: &str) {
        self.required.insert(key.to_owned(), Json::Null);
    }

    fn add(&mut self, key: &str, schema: Json) {
        match self.properties.get_mut(key) {
            Some(Json::Array(schemas)) => {
                if !schemas.contains(&schema) {
                    schemas.push(schema);
                }
            }
            Some(Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) | None => {
                self.properties.insert(key.to_owned(), Json::Array(vec![schema]));
            }
        }
    }

    fn absorb(&mut self, other: Self) {
        let Self { required, properties } = other;
        self.required.extend(required);
        for (key, schemas) in properties {
            for schema in listed(schemas) {
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
                .map(|(key, schemas)| {
                    let mut schemas = listed(schemas);
                    let only = if schemas.len() == 1 { schemas.pop() } else { None };
                    (key, only.unwrap_or_else(|| json!({ "allOf": schemas })))
                })
                .collect();
            schema.insert("properties".into(), Json::Object(properties));
        }
        if !required.is_empty() {
            let keys: Vec<_> = required.into_iter().map(|(key, _)| Json::String(key)).collect();
            schema.insert("required".into(), Json::Array(keys));
        }
        schema
    }
}

fn listed(schemas: Json) -> Vec<Json> {
    match schemas {
        Json::Array(schemas) => schemas,
        other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) => vec![other],
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
