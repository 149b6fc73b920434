//! The table of two editions on paper: the same bytes each time, hostile words as words, rows higher than a page.
#![expect(clippy::unwrap_used, reason = "a test's helpers may fail as the test does: by panicking")]

use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_editions::compare::{Table, compare};
use setsumon_pdf::{PdfProblemKind, Theme, comparison};

fn model(edition: i64, label: &str, options: usize) -> Model {
    let options: String = (0..options).map(|code| format!("    o{code} \"{label} {code}\"\n")).collect();
    let text = format!(
        "setsumon 1\n\nsurvey demo \"Demo\" {{ locale ja  edition {edition} }}\n\nsection one \"いち\" {{\n  single kind \"{label}\" {{\n{options}  }}\n}}\n"
    );
    Model::of(
        &Session::new()
            .check(&MemorySources::new().with("main.survey", text), "main.survey")
            .soundness
            .sound()
            .unwrap(),
    )
}

fn table(label: &str, options: usize) -> Table {
    compare(&model(2023, "区分", 2), &model(2024, label, options))
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let print = || comparison::print(&table("種別", 3), &Theme::default(), Vec::new()).unwrap();
    let (first, second) = (print(), print());
    assert!(first.pdf.starts_with(b"%PDF-1.7") && first.pages == 1, "{} pages", first.pages);
    assert_eq!(first, second);
}

#[test]
fn words_of_authors_are_no_markup() {
    let hostile = "#panic() $x$ *b* _i_ `c` <label> @ref // */ https://example.org/a__b 〈甲〉";
    let printed = comparison::print(&table(hostile, 3), &Theme::default(), Vec::new()).unwrap();
    assert_eq!(printed.pages, 1);
}

#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let printed = comparison::print(&table("種別", 120), &Theme::default(), Vec::new()).unwrap();
    assert!(printed.pages > 2, "{} pages", printed.pages);
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let problems = comparison::print(&table("調査\u{2611}票", 2), &Theme::default(), Vec::new()).unwrap_err();
    let named = |kind: &PdfProblemKind| matches!(kind, PdfProblemKind::MissingGlyph { character, near: _ } if character == "\u{2611}");
    assert!(problems.iter().any(|problem| named(&problem.kind)), "{problems:?}");
}

/// Sections of which the title alone changed: heads with nothing under them, one after another and at the end.
#[test]
fn titles_without_rows_are_printed() {
    let model = |edition: i64, titles: [&str; 3]| {
        let sections: String = titles
            .iter()
            .zip(["a", "b", "c"])
            .map(|(title, code)| format!("section {code} \"{title}\" {{ text x \"X\" }}\n\n"))
            .collect();
        let text = format!("setsumon 1\n\nsurvey demo \"Demo\" {{ locale ja  edition {edition} }}\n\n{sections}");
        let sources = MemorySources::new().with("main.survey", text);
        Model::of(&Session::new().check(&sources, "main.survey").soundness.sound().unwrap())
    };
    let table = compare(&model(2023, ["一", "二", "三"]), &model(2024, ["壱", "弐", "参"]));
    assert!(table.rows.len() == 3 && table.rows.iter().all(|row| row.heading), "{:?}", table.rows);
    assert_eq!(comparison::print(&table, &Theme::default(), Vec::new()).unwrap().pages, 1);
}
