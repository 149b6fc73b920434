//! The target `model`, the layout of its file, and its schema.

use serde::Serialize;

use super::Model;
use crate::form::Form;
use crate::target::{Duty, Emitted, Ledger, Refusal, Target};

/// The checked model as versioned JSON, with its JSON Schema.
#[derive(Debug, Clone, Copy, Default)]
pub struct ModelTarget;

impl Target for ModelTarget {
    fn name(&self) -> &'static str {
        "model"
    }

    fn emit(&self, form: &Form) -> Result<Emitted, Vec<Refusal>> {
        let mut ledger = Ledger::new(form);
        for (rule, _) in form.rules().iter() {
            ledger.enter(rule, Duty::Printed);
        }
        let files = vec![("model.json", Model::of(form).write()), ("model.schema.json", schema())];
        Ok(Emitted { files, ledger })
    }
}

/// The JSON Schema of a model, frozen or not.
pub fn schema() -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&schemars::schema_for!(Model)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

impl Model {
    /// The file: one element of a list on a line, so that two models can be compared line by line.
    pub fn write(&self) -> Vec<u8> {
        let mut page = Page::default();
        page.value("format", &self.format);
        page.value("language", &self.language);
        page.value("survey", &self.survey);
        page.list("entries", &self.entries);
        page.list("sections", &self.sections);
        page.list("questions", &self.questions);
        page.list("variables", &self.variables);
        page.list("code_lists", &self.code_lists);
        page.list("repeats", &self.repeats);
        page.list("calcs", &self.calcs);
        page.list("ends", &self.ends);
        page.list("rules", &self.rules);
        page.list("conditions", &self.conditions);
        page.list("wording", &self.wording);
        if let Some(history) = &self.history {
            page.list("history", history);
        }
        page.finish()
    }
}

#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
}

impl Page {
    fn key(&mut self, key: &str) {
        self.bytes.extend_from_slice(if self.bytes.is_empty() { b"{\n  \"" } else { b",\n  \"" });
        self.bytes.extend_from_slice(key.as_bytes());
        self.bytes.extend_from_slice(b"\": ");
    }

    fn value(&mut self, key: &str, value: &impl Serialize) {
        self.key(key);
        self.json(value);
    }

    fn list(&mut self, key: &str, list: &[impl Serialize]) {
        self.key(key);
        self.bytes.push(b'[');
        for (index, element) in list.iter().enumerate() {
            self.bytes.extend_from_slice(if index == 0 { b"\n    " } else { b",\n    " });
            self.json(element);
        }
        self.bytes.extend_from_slice(if list.is_empty() { b"]" } else { b"\n  ]" });
    }

    /// Writing to memory what has only string keys does not fail.
    fn json(&mut self, value: &impl Serialize) {
        let written = serde_json::to_writer(&mut self.bytes, value);
        debug_assert!(written.is_ok(), "a model can always be written");
    }

    fn finish(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(b"\n}\n");
        self.bytes
    }
}
