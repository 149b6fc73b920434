//! The published model against the schema that is published with it.

use setsumon_core::frozen::ModelTarget;
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;
use setsumon_tests::targets::{emit, file};

#[test]
fn the_model_fits_its_own_schema_and_a_broken_one_does_not() {
    let told = "surveys/chiren/2024.survey";
    let compiled = Compiled::file(&repo::path(told));
    let emitted = emit(&ModelTarget, compiled.form(told), told);
    let json = |name: &str| -> serde_json::Value { serde_json::from_str(file(&emitted, name)).expect("it is JSON") };
    let validator = jsonschema::draft202012::new(&json("model.schema.json")).expect("the schema is one");
    let mut model = json("model.json");
    if let Some(error) = validator.iter_errors(&model).next() {
        panic!("{}: {error}", error.instance_path());
    }
    model["variables"][0]["value"] = serde_json::json!({ "kind": "nonsense" });
    assert!(!validator.is_valid(&model), "the schema would take anything");
}
