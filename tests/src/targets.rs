//! x
use setsumon_core::form::Form;
use setsumon_core::frozen::ModelTarget;
use setsumon_core::target::{Emitted, Target};

/// All of them.
pub fn text_targets() -> Vec<Box<dyn Target>> {
    vec![
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
