//! Figures that are put together are counted in the same, whether that is said by their unit or in front of them.

use setsumon_diagnostics::Code;
use setsumon_tests::project::{Compiled, Project};

/// What figures are counted in, and every way to say so. A figure of which nothing is said fits all.
const COUNTED: [(&str, &[&str]); 5] = [
    ("", &["min 0"]),
    (
        "pounds",
        &[
            "prefix \"£\"",
            "unit \"£\"",
            "prefix \"about £\"",
            "prefix \"￡\"",
            "prefix \"GBP\"",
            "unit \"pounds\"",
            "prefix \"about\" unit \"£\"",
        ],
    ),
    ("euros", &["prefix \"€\"", "unit \"€\"", "prefix \"EUR\""]),
    ("pounds a week", &["prefix \"£\" unit \"a week\"", "unit \"£ a week\""]),
    ("kilograms", &["unit \"kg\"", "prefix \"PCR\" unit \"kg\""]),
];

#[test]
fn what_is_counted_otherwise_is_not_put_together() {
    let all: Vec<(&str, &str)> =
        COUNTED.iter().flat_map(|(what, ways)| ways.iter().map(move |way| (*what, *way))).collect();
    for (left, one) in &all {
        for (right, other) in &all {
            let fits = left == right || left.is_empty() || right.is_empty();
            for joined in [
                "calc c \"C\" = x + y",
                "calc c \"C\" = sum(x, y)",
                "check x < y \"No\"",
                "check first of (x, 1) < y \"No\"",
                "calc c \"C\" = first of (x, y)",
                "calc c \"C\" = x * 2  check c < y \"No\"",
                "calc c \"C\" = sum(g.r)",
            ] {
                let head = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025  units { p \"£\" \"GBP\" \"pounds\"  e \"€\" \"EUR\" } }";
                let grid = format!(
                    "grid g \"G\" {{ rows {{ r \"R\" }} columns {{ integer a \"A\" {one}  integer b \"B\" {other} }} }}"
                );
                let text = format!(
                    "{head}\nsection s \"S\" {{\n  integer x \"X\" {one}\n  integer y \"Y\" {other}\n  {grid}\n  {joined}\n}}\n"
                );
                let Compiled(compiled) = Project::of(&text).compile();
                let told: Vec<Code> = compiled.diagnostics.iter().map(|one| one.code).collect();
                let wanted: &[Code] = if fits { &[] } else { &[Code::UnitsDiffer] };
                assert_eq!(told, wanted, "{joined}, {one} and {other}");
            }
        }
    }
}

/// Two spellings of one unit are listed; two currencies are converted, and no list makes one of them.
#[test]
fn two_currencies_are_to_be_converted() {
    for (one, other, currencies) in [
        ("prefix \"£\"", "prefix \"€\"", true),
        ("unit \"£\"", "prefix \"EUR\"", true),
        ("prefix \"£\" unit \"a week\"", "prefix \"€\" unit \"a week\"", true),
        ("unit \"kg\"", "unit \"kilograms\"", false),
        ("unit \"£\"", "unit \"£ a week\"", false),
        ("unit \"£\"", "unit \"pounds\"", false),
    ] {
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  integer x \"X\" {one}\n  integer y \"Y\" {other}\n  calc c \"C\" = x + y\n}}\n"
        );
        let Compiled(compiled) = Project::of(&text).compile();
        let help = compiled.diagnostics.iter().find_map(|told| told.help.clone()).unwrap_or_default();
        assert_eq!((help.contains("convert one"), help.contains("units {")), (currencies, !currencies), "{text}{help}");
    }
}
