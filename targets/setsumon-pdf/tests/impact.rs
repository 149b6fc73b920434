//! What a new edition means, on paper: the same bytes each time, hostile words as words.
#![expect(clippy::unwrap_used, reason = "a test's helpers may fail as the test does: by panicking")]

use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_editions::impact::{Impact, Respondents, Side, impact};
use setsumon_pdf::{Theme, impact as paper};

fn form(edition: i64, locale: &str, labels: &[String]) -> Form {
    let items: String = (0..).zip(labels).map(|(at, label)| format!("  text q{at} \"{label}\"\n")).collect();
    let text = format!(
        "setsumon 1\n\nsurvey demo \"Demo\" {{ locale {locale}  edition {edition} }}\n\nsection one \"One\" {{\n{items}}}\n"
    );
    Session::new().check(&MemorySources::new().with("main.survey", text), "main.survey").soundness.sound().unwrap()
}

fn told(locale: &str, label: &str, count: usize) -> Impact {
    let labels = |word: &str| (0..count).map(|at| format!("{word} {at}")).collect::<Vec<_>>();
    let (old, new) = (form(2023, locale, &labels("Old")), form(2024, locale, &labels(label)));
    let (before, after) = (Model::of(&old), Model::of(&new));
    let side = |model, form| Side { model, form: Some(form) };
    impact(side(&before, &old), side(&after, &new), &Respondents::MadeUp(3))
}

#[test]
fn the_same_step_gives_the_same_bytes() {
    for locale in ["ja", "en"] {
        // From no change at all to more than are listed.
        for (label, count) in [("Old", 1), ("New", 2), ("New", 60)] {
            let print = || paper::print(&told(locale, label, count), &Theme::default(), Vec::new()).unwrap();
            let first = print();
            assert!(first.pdf.starts_with(b"%PDF-1.7") && first.pages < 4, "{} pages", first.pages);
            assert_eq!(first, print());
        }
    }
}

#[test]
fn words_of_authors_are_no_markup() {
    let hostile = "#panic() $x$ *b* _i_ `c` <label> @ref // */ https://example.org/a__b 〈甲〉";
    paper::print(&told("ja", hostile, 3), &Theme::default(), Vec::new()).unwrap();
}
