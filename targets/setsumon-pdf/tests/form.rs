//! The real questionnaire on paper: everything is printed, every mark once, every rule accounted for, the same bytes each time.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers may fail as the test does: by panicking"
)]

use setsumon_core::form::{Answer, Cells, Choice, Form, RowEntry};
use setsumon_core::sources::MemorySources;
use setsumon_core::target::Target;
use setsumon_editions::Session;
use setsumon_pdf::{Pdf, Theme, print, sheet_json};

fn chiren() -> Form {
    let sources = MemorySources::new()
        .with("2024.survey", include_str!("../../../surveys/chiren/2024.survey"))
        .with("common.survey", include_str!("../../../surveys/chiren/common.survey"))
        .with("2023.model.json", include_str!("../../../surveys/chiren/2023.model.json"));
    let compilation = Session::new().check(&sources, "2024.survey");
    compilation.soundness.sound().unwrap_or_else(|| panic!("{:?}", compilation.diagnostics))
}

/// Every string that the sheet would print.
fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| strings(field, out)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

fn printed(form: &Form) -> Vec<String> {
    let sheet: serde_json::Value = serde_json::from_str(&sheet_json(form, &Theme::default()).unwrap()).unwrap();
    let mut out = Vec::new();
    strings(&sheet["blocks"], &mut out);
    out
}

fn options(choices: &[Choice]) -> usize {
    choices
        .iter()
        .map(|choice| match choice {
            Choice::Heading { label: _, choices } => options(choices),
            Choice::Option(option) => usize::from(!option.retired),
        })
        .sum()
}

fn rows(entries: &[RowEntry]) -> usize {
    entries
        .iter()
        .map(|entry| match entry {
            RowEntry::Heading { label: _, rows: inner } => rows(inner),
            RowEntry::Row(row) => usize::from(!row.retired),
        })
        .sum()
}

/// The marks that the model asks for: single, multiple.
fn marks(form: &Form) -> (usize, usize) {
    let mut marks = (0, 0);
    for question in form.questions().values() {
        match &question.answer {
            Answer::Single { variable: _, choices } => marks.0 += options(choices),
            Answer::Multi { choices, pick: _ } => marks.1 += options(choices),
            Answer::Grid(grid) => match &grid.cells {
                Cells::Single { choices } => marks.0 += rows(&grid.rows) * options(choices),
                Cells::Multi { choices } => marks.1 += rows(&grid.rows) * options(choices),
                Cells::Fields { columns: _ } => {}
            },
            Answer::Field(field) => {
                if field.spec.kind == setsumon_core::form::FieldKind::Flag {
                    marks.1 += 1;
                }
                marks.1 += field.alternatives.iter().filter(|alternative| !alternative.retired).count();
            }
            Answer::Rank { choices: _, pick: _ } | Answer::Gate { variable: _, options: _ } => {}
        }
    }
    marks
}

#[test]
fn every_option_is_printed_with_its_mark_once() {
    let form = chiren();
    let printed = printed(&form);
    let count = |sign: &str| printed.iter().filter(|text| text.as_str() == sign).count();
    assert_eq!((count("○"), count("□")), marks(&form));
    assert_eq!(count("○") + count("□"), 1101);
}

#[test]
fn every_label_and_lead_is_printed() {
    let form = chiren();
    // A sentence may be cut into pieces where it has weight or a link.
    let all = printed(&form).concat();
    // A gate is a question on screen; on paper it is the sentences of its options.
    let mut above = None;
    for question in form.questions().values().filter(|question| !matches!(question.answer, Answer::Gate { .. })) {
        // Neighbours for the same people stand under one sentence.
        let own = question.own.map(|own| own.when);
        let who = if own.is_some() && own == above { &None } else { &question.who };
        above = own;
        let texts = [&question.label, &question.lead, &question.hint, &question.beside, who];
        for text in texts.into_iter().flatten() {
            for line in text.plain().lines() {
                assert!(all.contains(line), "{} is not printed: {line}", question.path);
            }
        }
    }
    for section in form.sections().values() {
        assert!(all.contains(&section.label.plain()), "{}", section.code);
    }
}

#[test]
fn it_prints_the_same_bytes_and_accounts_for_every_rule() {
    let form = chiren();
    let emitted = Pdf::default().emit(&form).unwrap();
    for (id, duty) in emitted.ledger.iter() {
        assert!(duty.is_some(), "{} is forgotten", form.rules().get(id).name);
    }
    let again = print(&form, &Pdf::default()).unwrap();
    assert_eq!(emitted.files, [("questionnaire.pdf", again.pdf)]);
    assert!((25..=40).contains(&again.pages), "{} pages", again.pages);
}
