//! Many mistakes in one file: each is told in one run, at its own place, in the words held in the snapshots.

use setsumon_diagnostics::{SourceMap, render};

/// The messages about a text, each with its places and its way out.
fn told(name: &str, text: &str) -> String {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let mut out = String::new();
    for diagnostic in &setsumon_syntax::parse(file, text).diagnostics {
        out.push_str(&render::short(diagnostic, &sources));
        for label in &diagnostic.labels {
            out.push_str(&format!("\n    [{}] {}", sources.slice(label.span).replace('\n', "⏎"), label.text));
        }
        if let Some(help) = &diagnostic.help {
            out.push_str(&format!("\n    help: {help}"));
        }
        if let Some(fix) = &diagnostic.fix {
            out.push_str(&format!("\n    fix: {}", fix.title));
        }
        out.push('\n');
    }
    out
}

#[test]
fn messages() {
    for (name, text) in [
        ("many", include_str!("broken/many.survey")),
        ("braces", include_str!("broken/braces.survey")),
        ("stray", include_str!("broken/stray.survey")),
        ("flat", include_str!("broken/flat.survey")),
        ("wide", include_str!("broken/wide.survey")),
        ("places", include_str!("broken/places.survey")),
    ] {
        insta::assert_snapshot!(name, told(name, text));
    }
}

#[test]
fn full_width_slips_leave_nothing_else_to_say_once_mended() {
    let mended = setsumon_syntax::format(include_str!("broken/wide.survey"));
    let left = told("wide", &mended);
    assert!(!left.contains("E0104"), "{mended}\n{left}");
}
