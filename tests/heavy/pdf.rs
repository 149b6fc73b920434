//! The printed questionnaire, by the eyes of qpdf and poppler: whole, its fonts in it, every label and mark on its pages.

use std::process::Command;

use setsumon_core::form::Form;
use setsumon_tests::census::{CHIREN_2024, Marks};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

use crate::built::{CHIREN, everything};
use crate::run::{done, ended, setsumon};

/// In the order in which the page was set: poppler's own guess at columns mixes two tables that stand one above the other.
fn text_of(pdf: &std::path::Path) -> String {
    done(Command::new("pdftotext").arg("-raw").arg(pdf).arg("-"))
}

/// What is left of a text when the line breaks, spaces and page breaks that layout puts in are taken out.
fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !char.is_control()).collect()
}

#[test]
fn every_pdf_is_sound() {
    for (told, built) in everything() {
        let pdf = built.file("questionnaire.pdf");
        done(Command::new("qpdf").arg("--check").arg(&pdf));
        let info = done(Command::new("pdfinfo").arg(&pdf));
        assert!(info.contains("Tagged:") && info.contains("yes"), "{told}: the PDF is not tagged\n{info}");
        assert!(info.contains("(A4)"), "{told}: the pages are not A4\n{info}");
    }
}

#[test]
fn every_font_is_embedded_as_a_subset() {
    for (told, built) in everything() {
        let fonts = done(Command::new("pdffonts").arg(built.file("questionnaire.pdf")));
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{told}: no font at all");
        for row in rows {
            // name, type, encoding, emb, sub, uni, object number and generation: the last columns are the steady ones.
            let columns: Vec<&str> = row.split_whitespace().rev().collect();
            assert_eq!(
                &columns[2..5],
                ["yes", "yes", "yes"],
                "{told}: not embedded, not a subset or not readable: {row}"
            );
        }
    }
}

#[test]
fn every_page_can_be_drawn() {
    let folder = tempfile::tempdir().expect("a folder for pictures");
    done(
        Command::new("pdftoppm")
            .args(["-r", "20"])
            .arg(CHIREN.file("questionnaire.pdf"))
            .arg(folder.path().join("page")),
    );
    let pages = std::fs::read_dir(folder.path()).expect("the pictures").count();
    assert!(pages >= 20, "only {pages} pages");
}

#[test]
fn the_real_survey_prints_every_mark_in_its_section() {
    let compiled = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let form = compiled.form("surveys/chiren/2024.survey");
    let text = bare(&text_of(&CHIREN.file("questionnaire.pdf")));
    let headings: Vec<String> = form
        .sections()
        .values()
        .filter_map(|section| Some(bare(&format!("{}{}", section.number.as_deref()?, section.label.plain()))))
        .collect();
    let mut rest = text.as_str();
    let mut starts = Vec::new();
    for heading in &headings {
        let at = rest
            .find(heading.as_str())
            .unwrap_or_else(|| panic!("the heading {heading} is not printed, or out of order"));
        starts.push(text.len() - rest.len() + at);
        rest = &rest[at + heading.len()..];
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut wrong = Vec::new();
    let mut all = Marks::default();
    for (((start, end), heading), (circles, boxes)) in starts.iter().zip(ends).zip(&headings).zip(CHIREN_2024) {
        let section = &text[*start..end];
        let marks = Marks { circles: section.matches('○').count(), boxes: section.matches('□').count() };
        all = [all, marks].into_iter().sum();
        if marks != (Marks { circles, boxes }) {
            wrong.push(format!("{heading}: ○{} □{}, wanted are ○{circles} □{boxes}", marks.circles, marks.boxes));
        }
    }
    assert!(wrong.is_empty(), "{} sections differ:\n  {}", wrong.len(), wrong.join("\n  "));
    assert_eq!(all.all(), 1101);
}

/// Every label that paper shows.
fn labels(form: &Form) -> Vec<String> {
    let mut labels: Vec<String> = form.sections().values().map(|section| section.label.plain()).collect();
    let printed = |question: &&setsumon_core::form::Question| question.medium != setsumon_core::form::Medium::Screen;
    labels.extend(
        form.questions().values().filter(printed).filter_map(|question| Some(question.label.as_ref()?.plain())),
    );
    for list in form.code_lists().values() {
        labels.extend(
            list.codes
                .iter()
                .filter(|code| !code.retired)
                .flat_map(|code| &code.label)
                .map(setsumon_core::text::Text::plain),
        );
    }
    labels
}

#[test]
fn every_label_is_printed() {
    let survey = "surveys/chiren/2024.survey";
    let compiled = Compiled::file(&repo::path(survey));
    let form = compiled.form(survey);
    let gates: Vec<String> = form
        .questions()
        .values()
        .filter(|question| matches!(question.answer, setsumon_core::form::Answer::Gate { .. }))
        .flat_map(gate_labels)
        .collect();
    let text = bare(&text_of(&CHIREN.file("questionnaire.pdf")));
    let missing: Vec<String> =
        labels(form).into_iter().filter(|label| !text.contains(&bare(label)) && !gates.contains(label)).collect();
    assert!(missing.is_empty(), "{} labels are not printed:\n  {}", missing.len(), missing.join("\n  "));
}

/// A gate is a sentence on paper: its own words are for the screen.
fn gate_labels(question: &setsumon_core::form::Question) -> Vec<String> {
    let mut labels = vec![question.name.plain()];
    if let setsumon_core::form::Answer::Gate { variable: _, options } = &question.answer {
        labels.extend(options.iter().map(|option| option.label.plain()));
    }
    labels
}

#[test]
fn a_character_no_font_has_is_refused() {
    let page = setsumon_tests::markdown::fences(repo::path("docs/errors/E0801.md"));
    for (heading, code) in [("Example", 1), ("Fixed", 0)] {
        let fence = page.iter().find(|fence| fence.heading == heading).expect("the page has both examples");
        let folder = tempfile::tempdir().expect("a folder");
        let survey = folder.path().join("example.survey");
        std::fs::write(&survey, &fence.text).expect("the example is written");
        let out = folder.path().join("out");
        let output = ended(setsumon().arg("build").arg(&survey).args(["--target", "pdf", "--out"]).arg(&out));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "“{heading}” of E0801: {told}");
        assert_eq!(told.contains("E0801"), code == 1, "“{heading}” of E0801: {told}");
        assert_eq!(out.join("questionnaire.pdf").exists(), code == 0, "“{heading}” of E0801");
    }
}
