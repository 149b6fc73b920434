//! Every page of the printed real survey, and of the table that compares it with the year before, as a picture and as text: compared
//! with those in `tests/heavy/pages/` and `tests/heavy/comparison/`.
//!
//! `UPDATE_PAGES=1` writes them anew, to be looked at before they are committed.

use std::path::{Path, PathBuf};
use std::process::Command;

use setsumon_tests::repo;

use crate::built::{CHIREN, STEP};
use crate::run::{bytes, done, setsumon};

/// Enough to see every table and line, and no more: the pictures lie in the repository.
const DOTS_PER_INCH: &str = "30";
/// Two versions of poppler draw the edges of letters a little differently: so far may a dot go, and so many dots further.
const SHADES: u8 = 64;
const DOTS_IN_A_THOUSAND: usize = 2;

/// A picture: red, green and blue of each dot.
struct Picture {
    width: usize,
    dots: Vec<u8>,
}

/// The text of every page; poppler ends each with a form feed.
fn texts(pdf: &Path) -> Vec<String> {
    let all = done(Command::new("pdftotext").arg("-raw").arg(pdf).arg("-"));
    all.split_terminator('\u{c}').map(str::to_owned).collect()
}

/// A picture of every page.
fn pictures(pdf: &Path, into: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(into).expect("a folder for pictures");
    done(Command::new("pdftoppm").args(["-r", DOTS_PER_INCH, "-png"]).arg(pdf).arg(into.join("page")));
    let drawn = std::fs::read_dir(into).expect("the pictures").map(|entry| entry.expect("a picture").path());
    let mut drawn: Vec<PathBuf> = drawn.collect();
    drawn.sort();
    drawn
}

fn picture(path: &Path) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes(path))).read_info().expect("a picture");
    let mut dots = vec![0; reader.output_buffer_size().expect("a picture of a page is small")];
    let info = reader.next_frame(&mut dots).expect("a whole picture");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight), "{path:?}");
    Picture { width: info.width as usize, dots }
}

/// How many values of a thousand differ by more than a shade.
fn difference(one: &Picture, other: &Picture) -> usize {
    if one.width != other.width || one.dots.len() != other.dots.len() {
        return 1000;
    }
    let far = one.dots.iter().zip(&other.dots).filter(|(a, b)| a.abs_diff(**b) > SHADES).count();
    (far * 1000).div_ceil(one.dots.len().max(1))
}

#[test]
fn every_page_is_as_it_was_looked_at() {
    looked_at(&CHIREN.file("questionnaire.pdf"), "tests/heavy/pages");
}

#[test]
fn every_page_of_the_comparison_is_as_it_was_looked_at() {
    looked_at(&STEP.file("compare.pdf"), "tests/heavy/comparison");
}

/// Compares every page of a PDF with what lies in a folder.
fn looked_at(pdf: &Path, known_in: &str) {
    let folder = repo::path(known_in);
    let scratch = tempfile::tempdir().expect("a folder for pictures");
    let (texts, pictures) = (texts(pdf), pictures(pdf, scratch.path()));
    assert_eq!(texts.len(), pictures.len(), "every page has a text and a picture");
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    if update {
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).expect("the folder of the pages");
    }
    let mut wrong = Vec::new();
    for (page, (text, now)) in (1..).zip(texts.iter().zip(&pictures)) {
        let known_text = folder.join(format!("{page:02}.txt"));
        let known_picture = folder.join(format!("{page:02}.png"));
        if update {
            std::fs::write(&known_text, text).expect("the text is written");
            std::fs::copy(now, &known_picture).expect("the picture is written");
            continue;
        }
        if !known_text.exists() || !known_picture.exists() {
            wrong.push(format!("page {page} is new"));
            continue;
        }
        if repo::read(&known_text) != *text {
            wrong.push(format!("page {page} has other text than {}", repo::told(&known_text)));
        }
        let difference = difference(&picture(&known_picture), &picture(now));
        if difference > DOTS_IN_A_THOUSAND {
            let told = repo::told(&known_picture);
            wrong.push(format!("page {page} looks other than {told}: {difference} values in a thousand"));
        }
    }
    let known = repo::files(known_in, ".txt").len();
    if known != texts.len() {
        wrong.push(format!("the print has {} pages, and had {known}", texts.len()));
    }
    assert!(wrong.is_empty(), "{}\nlook at them, then write them anew with UPDATE_PAGES=1", wrong.join("\n"));
}

#[test]
fn a_changed_question_changes_its_page_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["2023.model.json", "2024.survey", "common.survey"] {
        std::fs::copy(repo::path("surveys/chiren").join(name), folder.path().join(name)).expect("the survey is copied");
    }
    let survey = folder.path().join("2024.survey");
    let (before, after) = ("貴地連NWへの影響の有無", "貴地連NWへの影響の大小");
    // Whoever changes words says why.
    let line = |label: &str, why: &str| format!("\"{label}\" layout inline {why}{{");
    let written = repo::read(&survey);
    assert_eq!(written.matches(&line(before, "")).count(), 1, "the label to be changed");
    let changed = written.replace(&line(before, ""), &line(after, "revised typo \"誤記\" "));
    std::fs::write(&survey, changed).expect("the changed survey");
    let out = folder.path().join("out");
    done(setsumon().arg("build").arg(&survey).args(["--target", "pdf", "--out"]).arg(&out));

    let (old, new) = (CHIREN.file("questionnaire.pdf"), out.join("questionnaire.pdf"));
    let drawn = |pdf: &Path, name: &str| pictures(pdf, &folder.path().join(name));
    let (old_pages, new_pages) = (drawn(&old, "old"), drawn(&new, "new"));
    assert_eq!(old_pages.len(), new_pages.len());
    let looks_other = |(_, (old, new)): &(usize, (&PathBuf, &PathBuf))| picture(old).dots != picture(new).dots;
    let changed: Vec<usize> =
        (1..).zip(old_pages.iter().zip(&new_pages)).filter(looks_other).map(|(page, _)| page).collect();
    let with: Vec<usize> =
        (1..).zip(texts(&new)).filter(|(_, text)| text.contains(after)).map(|(page, _)| page).collect();
    assert_eq!(with.len(), 1, "the new label is on one page");
    assert_eq!(changed, with, "the pages that look otherwise, and the page of the question");
}
