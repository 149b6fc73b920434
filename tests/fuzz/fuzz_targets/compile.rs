//! Any bytes as a survey: a form or a message comes of them, never a panic, and every message has its place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use setsumon_editions::Session;
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::render::human;

fuzz_target!(|bytes: &[u8]| {
    let sources = MemorySources::new().with("main.survey", bytes);
    let compilation = Session::new().check(&sources, "main.survey");
    for diagnostic in compilation.diagnostics.iter() {
        let text = human(diagnostic, &compilation.sources, false);
        assert!(!text.is_empty());
    }
    let finished = compilation.form().is_some() || !compilation.diagnostics.is_empty();
    assert!(finished, "neither a form nor a message");
});
