//! The target `model`, the layout of its file, and its schema.

use serde::Serialize;

use super::Model;
use super::build::{Build, survey, wording};
use crate::audience::Audiences;
use crate::form::Form;
use crate::frozen::{FORMAT, LANGUAGE};
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
        let files = vec![("model.json", streamed(form)), ("model.schema.json", schema())];
        Ok(Emitted { files, ledger })
    }
}

/// The JSON Schema of a model, frozen or not.
pub fn schema() -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&schemars::schema_for!(Model)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What a variable takes in the file, roughly, with its share of everything else.
const BYTES_OF_A_VARIABLE: usize = 512;

/// The same as `Model::of(form).write()`, an element at a time, so that the model never is in memory as a whole.
fn streamed(form: &Form) -> Vec<u8> {
    let build = Build::new(form);
    let audiences = Audiences::of(form);
    let mut page = Page { bytes: Vec::with_capacity(form.variables().len() * BYTES_OF_A_VARIABLE) };
    page.value("format", &FORMAT);
    page.value("language", &LANGUAGE);
    page.value("survey", &survey(form));
    page.list("entries", form.entries().iter().map(|entry| build.entry(entry)));
    page.list("sections", form.sections().values().map(|section| build.section(section)));
    page.list("questions", form.questions().values().map(|question| build.question(question)));
    page.list("variables", form.variables().iter().map(|(id, one)| build.variable(one, audiences.sentences(id))));
    page.list("code_lists", form.code_lists().values().map(|list| build.code_list(list)));
    page.list("repeats", form.repeats().values().map(|repeat| build.repeat(repeat)));
    page.list("calcs", form.calcs().values().map(|calc| build.calc(calc)));
    page.list("ends", form.ends().values().map(|end| build.end(end)));
    page.list("rules", form.rules().values().map(|rule| build.rule(rule)));
    page.list("conditions", form.conds().iter().map(|(_, cond)| build.condition(cond)));
    page.list("wording", wording(form).iter());
    if !form.reasons().is_empty() {
        page.list("reasons", form.reasons().iter().map(|reason| build.reason(reason)));
    }
    page.finish()
}

impl Model {
    /// The file: one element of a list on a line, so that two models can be compared line by line.
    pub fn write(&self) -> Vec<u8> {
        let mut page = Page { bytes: Vec::new() };
        page.value("format", &self.format);
        page.value("language", &self.language);
        page.value("survey", &self.survey);
        page.list("entries", self.entries.iter());
        page.list("sections", self.sections.iter());
        page.list("questions", self.questions.iter());
        page.list("variables", self.variables.iter());
        page.list("code_lists", self.code_lists.iter());
        page.list("repeats", self.repeats.iter());
        page.list("calcs", self.calcs.iter());
        page.list("ends", self.ends.iter());
        page.list("rules", self.rules.iter());
        page.list("conditions", self.conditions.iter());
        page.list("wording", self.wording.iter());
        if !self.reasons.is_empty() {
            page.list("reasons", self.reasons.iter());
        }
        if let Some(history) = &self.history {
            page.list("history", history.iter());
        }
        if !self.past_calcs.is_empty() {
            page.list("past_calcs", self.past_calcs.iter());
        }
        page.finish()
    }
}

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

    fn list(&mut self, key: &str, list: impl Iterator<Item = impl Serialize>) {
        self.key(key);
        self.bytes.push(b'[');
        let mut empty = true;
        for element in list {
            self.bytes.extend_from_slice(if empty { b"\n    " } else { b",\n    " });
            self.json(&element);
            empty = false;
        }
        self.bytes.extend_from_slice(if empty { b"]" } else { b"\n  ]" });
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
