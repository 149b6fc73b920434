//! The schemas, judged by validators of other languages: ajv under Node, `jsonschema` under Python.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_tests::agreement::judge::{File, Judge, Said};
use setsumon_tests::agreement::schema::{excused, schemas};

use super::speaking::Speaking;
use crate::run::{node, python};

/// A validator.
pub(super) struct Validator {
    name: &'static str,
    program: Speaking,
}

impl Validator {
    pub(super) fn ajv() -> Self {
        Self { name: "ajv", program: Speaking::start(&mut node("ajv_agree.cjs")) }
    }

    pub(super) fn python() -> Self {
        Self { name: "Python's jsonschema", program: Speaking::start(&mut python("jsonschema_agree.py")) }
    }
}

impl Judge for Validator {
    fn name(&self) -> &'static str {
        self.name
    }

    fn excused(&self, form: &Form, _: Mode) -> BTreeSet<String> {
        excused(form)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let answer = self.program.ask(&json!({ "schemas": schemas(form), "files": files }));
        if let Some(error) = answer["error"].as_str() {
            return Err(error.to_owned());
        }
        let said = |said: &Json| Said { refused: said.as_str().map(str::to_owned), derived: Map::new() };
        let both = |both: &Json| [said(&both[0]), said(&both[1])];
        Ok(answer["said"].as_array().expect("it says something of each file").iter().map(both).collect())
    }
}
