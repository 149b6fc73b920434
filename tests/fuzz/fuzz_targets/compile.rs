//! Any bytes as a survey: a form or a message comes of them, never a panic, and every message has its place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use setsumon_core::sources::MemorySources;
use setsumon_core::target::Target;
use setsumon_diagnostics::render::human;

fuzz_target!(|bytes: &[u8]| {
    let sources = MemorySources::new().with("main.survey", bytes);
    let compilation = setsumon_core::compile(&sources, "main.survey");
    for diagnostic in compilation.diagnostics.iter() {
        let text = human(diagnostic, &compilation.sources, false);
        assert!(!text.is_empty());
    }
    let Some(form) = compilation.form else {
        assert!(!compilation.diagnostics.is_empty(), "neither a form nor a message");
        return;
    };
    for target in [&setsumon_sql::Ddl as &dyn Target, &setsumon_json_schema::JsonSchema] {
        assert!(target.emit(&form).is_ok(), "{} refuses a form", target.name());
    }
});
