//! The template and the engine, with a sheet that uses everything the template can draw.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test's helpers may fail as the test does: by panicking"
)]

use setsumon_pdf::{PdfProblemKind, RenderOptions, render};

const SHEET: &str = include_str!("data/sheet.json");

fn options() -> RenderOptions {
    RenderOptions { fonts: Vec::new(), ident: "test".to_owned(), date: Some((2024, 12, 1)), ..Default::default() }
}

fn sheet_with(title: &str) -> String {
    let mut sheet: serde_json::Value = serde_json::from_str(SHEET).unwrap();
    sheet["title"] = serde_json::json!([title]);
    sheet.to_string()
}

fn problems(json: String) -> Vec<PdfProblemKind> {
    render(json, &options()).unwrap_err().into_iter().map(|problem| problem.kind).collect()
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let first = render(SHEET.to_owned(), &options()).unwrap();
    let second = render(SHEET.to_owned(), &options()).unwrap();
    assert!(first.pdf.starts_with(b"%PDF-1.7"));
    assert!(first.pages >= 4, "{} pages", first.pages);
    assert_eq!(first, second);
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_surroundings() {
    let found = problems(sheet_with("調査\u{2611}票"));
    let [PdfProblemKind::MissingGlyph { character, near }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(character, "\u{2611}");
    assert!(near.contains("調査"), "{near}");
}

#[test]
fn what_runs_out_of_the_page_is_an_error() {
    let mut sheet: serde_json::Value = serde_json::from_str(SHEET).unwrap();
    let blank = |mm: f64| {
        serde_json::json!({"k": "item", "keep": true, "label_mm": [46.0], "notes": [], "rows": [{
            "number": {"text": "1", "marker": null, "rows": 1, "anchor": null, "title": ""}, "span": 1, "keep": true, "strip": false, "flush": false,
            "labels": [{"text": ["高すぎる欄"], "hint": [], "fields": [], "rows": 1, "columns": 1}],
            "body": [{"k": "blank", "before": [], "after": [], "beside": [], "shape": "area", "mm": mm, "framed": true, "widgets": []}],
        }]})
    };
    sheet["blocks"] = serde_json::json!([blank(100.0)]);
    assert!(render(sheet.to_string(), &options()).is_ok());
    sheet["blocks"] = serde_json::json!([blank(400.0)]);
    let found = problems(sheet.to_string());
    assert!(found.iter().all(|kind| matches!(kind, PdfProblemKind::Overflow { side: _, near: _ })), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn a_text_over_the_border_of_its_cell_is_an_error() {
    let mut sheet: serde_json::Value = serde_json::from_str(SHEET).unwrap();
    sheet["blocks"] = serde_json::json!([{"k": "item", "keep": true, "label_mm": [3.0], "notes": [], "rows": [{
        "number": {"text": "1", "marker": null, "rows": 1, "anchor": null, "title": ""},
        "span": 1, "keep": true, "strip": false, "flush": false,
        "labels": [{"text": ["欄"], "hint": [], "fields": [], "rows": 1, "columns": 1}], "body": [],
    }]}]);
    let found = problems(sheet.to_string());
    assert!(found.iter().any(|kind| matches!(kind, PdfProblemKind::Collision { near: _, with: _ })), "{found:?}");
}

#[test]
fn more_pages_than_allowed_are_an_error() {
    let mut options = options();
    options.page.limit = Some(2);
    let problems = render(SHEET.to_owned(), &options).unwrap_err();
    assert!(matches!(problems[0].kind, PdfProblemKind::TooManyPages { pages: _, limit: 2 }), "{problems:?}");
}

#[test]
fn text_is_never_markup() {
    for hostile in ["#panic(1) *a* _b_ $x$ `c`", "#read(\"/etc/passwd\")", "@a <b> \\ // /* */ [ ] { }", "= title"] {
        assert!(render(sheet_with(hostile), &options()).is_ok(), "{hostile}");
    }
}

#[test]
fn a_font_that_is_none_is_refused() {
    let options = RenderOptions { fonts: vec![b"no font".to_vec()], ..options() };
    let problems = render(SHEET.to_owned(), &options).unwrap_err();
    assert_eq!(problems[0].kind, PdfProblemKind::UnreadableFont { position: 1 });
}

#[test]
fn what_is_no_sheet_is_an_error_and_not_a_panic() {
    for broken in ["", "{}", "[1, 2"] {
        assert!(matches!(problems(broken.to_owned()).as_slice(), [PdfProblemKind::Engine { .. }, ..]), "{broken}");
    }
}
