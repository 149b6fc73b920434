//! The schema's `$defs` of conditions: what is used more than once is written once, under a name that does not move with other questions.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};
use setsumon_core::cond::{Cond, Conds};
use setsumon_core::form::Form;
use setsumon_core::ids::CondId;

/// A condition that has a definition.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) name: String,
    /// What the definition leaves out, if anything.
    pub(crate) left_out: Option<&'static str>,
}

/// Definitions made so far, and which conditions deserve one.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    uses: BTreeMap<CondId, u32>,
    asked: BTreeMap<CondId, String>,
    known: BTreeMap<CondId, Definition>,
    /// The definitions themselves, by name.
    pub(crate) definitions: Map<String, Json>,
}

impl Shared {
    /// Nothing defined yet.
    pub(crate) fn new(form: &Form) -> Self {
        let mut asked = BTreeMap::new();
        for variable in form.variables().values() {
            asked.entry(variable.asked).or_insert_with(|| format!("asked.{}", variable.name));
        }
        Self { asked, ..Self::default() }
    }

    /// Counts a use of a condition and, the first time, of its parts.
    pub(crate) fn count(&mut self, conds: &Conds, id: CondId) {
        match conds.get(id) {
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => {}
            Cond::All(parts) | Cond::Any(parts) => {
                let uses = self.uses.entry(id).or_default();
                *uses += 1;
                if *uses == 1 {
                    for part in parts {
                        self.count(conds, *part);
                    }
                }
            }
        }
    }

    /// Whether the condition is used more than once.
    pub(crate) fn is_shared(&self, id: CondId) -> bool {
        self.uses.get(&id).is_some_and(|uses| *uses > 1)
    }

    /// The definition of a condition, if it has one already.
    pub(crate) fn known(&self, id: CondId) -> Option<&Definition> {
        self.known.get(&id)
    }

    /// Writes a definition and gives its name: after the first variable asked under it, else after what it says.
    pub(crate) fn define(&mut self, id: CondId, schema: Json, left_out: Option<&'static str>) -> String {
        let name = match self.asked.get(&id) {
            Some(name) => name.clone(),
            None => format!("when.{:08x}", short_hash(&schema.to_string())),
        };
        self.definitions.insert(name.clone(), of_objects(schema));
        self.known.insert(id, Definition { name: name.clone(), left_out });
        name
    }
}

/// The schema with its type said first, which strict validators want to read where a definition stands alone.
fn of_objects(schema: Json) -> Json {
    let mut typed = Map::new();
    typed.insert("type".into(), Json::String("object".to_owned()));
    match schema {
        Json::Object(schema) => typed.extend(schema),
        other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_)) => return other,
    }
    Json::Object(typed)
}

/// FNV-1a, folded to 32 bits: the same on every machine and in every release.
pub(crate) fn short_hash(text: &str) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d]) ^ u32::from_be_bytes([e, f, g, h])
}
