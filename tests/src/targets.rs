//! The targets that are made without the PDF engine, and what a form becomes in them.

use setsumon_core::form::Form;
use setsumon_core::frozen::ModelTarget;
use setsumon_core::target::{Emitted, Target};

/// All of them.
pub fn text_targets() -> Vec<Box<dyn Target>> {
    vec![
        Box::new(setsumon_html::Html::default()),
        Box::new(setsumon_json_schema::JsonSchema),
        Box::new(setsumon_sql::Ddl),
        Box::new(setsumon_codebook::CodebookTarget),
        Box::new(ModelTarget),
    ]
}

/// What a target makes of a form that it must not refuse.
pub fn emit(target: &dyn Target, form: &Form, told: &str) -> Emitted {
    target.emit(form).unwrap_or_else(|refusals| {
        let refusals: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        panic!("{told}: the target {} refuses: {}", target.name(), refusals.join("; "))
    })
}

/// One file of what was made.
pub fn file<'e>(emitted: &'e Emitted, name: &str) -> &'e str {
    let (_, bytes) =
        emitted.files.iter().find(|(file, _)| *file == name).unwrap_or_else(|| panic!("{name} was not made"));
    std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is not UTF-8"))
}
