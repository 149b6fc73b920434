//! The two schemas, judged by the `jsonschema` crate, and what they leave out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_core::target::{Duty, Ledger};
use setsumon_json_schema as schema;

use super::judge::{File, Judge, MODES, Said};

/// The schemas of a form: for submissions and for drafts.
pub fn schemas(form: &Form) -> [Json; 2] {
    let mut ledger = Ledger::new(form);
    MODES.map(|mode| schema::schema(form, of(mode), &mut ledger))
}

/// The rules that the schemas leave out, and why.
///
/// # Panics
/// Where the schemas forget a rule, or say of a soft one that they enforce it.
pub fn declined(form: &Form) -> BTreeMap<String, &'static str> {
    let mut ledger = Ledger::new(form);
    for mode in MODES {
        schema::schema(form, of(mode), &mut ledger);
    }
    let mut declined = BTreeMap::new();
    for (id, duty) in ledger.iter() {
        let rule = form.rules().get(id);
        match duty {
            Some(Duty::Declined(why)) => {
                declined.insert(rule.name.clone(), *why);
            }
            Some(Duty::Enforced) => assert!(rule.hard, "{} is soft and refuses nothing", rule.name),
            Some(Duty::Printed) => assert!(!rule.hard, "{} is hard and only printed", rule.name),
            None => panic!("the schemas forget {}", rule.name),
        }
    }
    declined
}

/// What every validator of the schemas is excused from, in both modes.
pub fn excused(form: &Form) -> BTreeSet<String> {
    declined(form).into_keys().collect()
}

fn of(mode: Mode) -> schema::Mode {
    match mode {
        Mode::Submission => schema::Mode::Submission,
        Mode::Draft => schema::Mode::Draft,
    }
}

/// The `jsonschema` crate.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonSchema;

impl Judge for JsonSchema {
    fn name(&self) -> &'static str {
        "the crate jsonschema"
    }

    fn excused(&self, form: &Form, _: Mode) -> BTreeSet<String> {
        excused(form)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let mut validators = Vec::new();
        for schema in schemas(form) {
            if !jsonschema::draft202012::meta::is_valid(&schema) {
                return Err(format!("no schema of Draft 2020-12: {schema:#}"));
            }
            validators.push(jsonschema::draft202012::new(&schema).map_err(|why| format!("{why}\n{schema:#}"))?);
        }
        let say = |file: &File, index: usize| {
            let instance = Json::Object(file.clone());
            let valid = validators[index].is_valid(&instance);
            // Why it is refused takes the validator much longer to say than whether; one reason is enough.
            let why = || validators[index].iter_errors(&instance).next();
            let refused =
                (!valid).then(|| why().map_or_else(String::new, |why| format!("{why} at {}", why.schema_path())));
            Said { refused, ..Said::default() }
        };
        Ok(files.iter().map(|file| [say(file, 0), say(file, 1)]).collect())
    }
}
