//! Every page of the printed real survey as a picture and as text, compared with those in `tests/heavy/pages/`.
//!
//! `UPDATE_PAGES=1` writes them anew, to be looked at before they are committed.

use std::path::{Path, PathBuf};
use std::process::Command;

use setsumon_tests::repo;

use crate::built::CHIREN;
use crate::run::{bytes, done, setsumon};

/// Enough to see every table and line, and no more: the pictures lie in the repository.
const DOTS_PER_INCH: &str = "40";
/// Two versions of poppler draw the edges of letters a little differently: so far may a dot go, and so many dots further.
const SHADES: u8 = 64;
const DOTS_IN_A_THOUSAND: usize = 2;

/// A picture in shades of grey.
struct Picture {
    width: usize,
    dots: Vec<u8>,
}

fn pages(pdf: &Path) -> usize {
    let info = done(Command::new("pdfinfo").arg(pdf));
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:")).expect("pdfinfo counts the pages");
    line.trim().parse().expect("a number of pages")
}

fn text(pdf: &Path, page: usize) -> String {
    let page = page.to_string();
    done(Command::new("pdftotext").args(["-raw", "-f", &page, "-l", &page]).arg(pdf).arg("-"))
}

fn draw(pdf: &Path, page: usize, into: &Path) -> PathBuf {
    let number = page.to_string();
    let name = into.join(format!("{page:02}"));
    let mut poppler = Command::new("pdftoppm");
    poppler.args(["-r", DOTS_PER_INCH, "-gray", "-png", "-singlefile", "-f", &number, "-l", &number]);
    done(poppler.arg(pdf).arg(&name));
    name.with_extension("png")
}

fn picture(path: &Path) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes(path))).read_info().expect("a picture");
    let mut dots = vec![0; reader.output_buffer_size().expect("a picture of a page is small")];
    let info = reader.next_frame(&mut dots).expect("a whole picture");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight), "{path:?}");
    Picture { width: info.width as usize, dots }
}

/// How many dots in a thousand differ by more than a shade.
fn difference(one: &Picture, other: &Picture) -> usize {
    if one.width != other.width || one.dots.len() != other.dots.len() {
        return 1000;
    }
    let far = one.dots.iter().zip(&other.dots).filter(|(a, b)| a.abs_diff(**b) > SHADES).count();
    (far * 1000).div_ceil(one.dots.len().max(1))
}

#[test]
fn every_page_is_as_it_was_looked_at() {
    let pdf = CHIREN.file("questionnaire.pdf");
    let folder = repo::path("tests/heavy/pages");
    let drawn = tempfile::tempdir().expect("a folder for pictures");
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    let count = pages(&pdf);
    if update {
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).expect("the folder of the pages");
    }
    let mut wrong = Vec::new();
    for page in 1..=count {
        let known_text = folder.join(format!("{page:02}.txt"));
        let known_picture = folder.join(format!("{page:02}.png"));
        let now = draw(&pdf, page, drawn.path());
        if update {
            std::fs::write(&known_text, text(&pdf, page)).expect("the text is written");
            std::fs::copy(&now, &known_picture).expect("the picture is written");
            continue;
        }
        if !known_text.exists() || !known_picture.exists() {
            wrong.push(format!("page {page} is new"));
            continue;
        }
        if repo::read(&known_text) != text(&pdf, page) {
            wrong.push(format!("page {page} has other text than {}", repo::told(&known_text)));
        }
        let difference = difference(&picture(&known_picture), &picture(&now));
        if difference > DOTS_IN_A_THOUSAND {
            let told = repo::told(&known_picture);
            wrong.push(format!("page {page} looks other than {told}: {difference} dots in a thousand"));
        }
    }
    let known = repo::files("tests/heavy/pages", ".txt").len();
    if known != count {
        wrong.push(format!("the print has {count} pages, and had {known}"));
    }
    assert!(wrong.is_empty(), "{}\nlook at them, then write them anew: UPDATE_PAGES=1 tests/all", wrong.join("\n"));
}

#[test]
fn a_changed_question_changes_its_page_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["2023.model.json", "2024.survey", "common.survey"] {
        std::fs::copy(repo::path("surveys/chiren").join(name), folder.path().join(name)).expect("the survey is copied");
    }
    let survey = folder.path().join("2024.survey");
    let (before, after) = ("貴地連NWへの影響の有無", "貴地連NWへの影響の大小");
    let written = repo::read(&survey);
    assert_eq!(written.matches(before).count(), 1, "the label to be changed");
    std::fs::write(&survey, written.replace(before, after)).expect("the changed survey");
    let out = folder.path().join("out");
    done(setsumon().arg("build").arg(&survey).args(["--target", "pdf", "--out"]).arg(&out));

    let (old, new) = (CHIREN.file("questionnaire.pdf"), out.join("questionnaire.pdf"));
    assert_eq!(pages(&old), pages(&new));
    let drawn = tempfile::tempdir().expect("a folder for pictures");
    let changed: Vec<usize> = (1..=pages(&old))
        .filter(|page| {
            let old = picture(&draw(&old, *page, drawn.path()));
            let new = picture(&draw(&new, *page, drawn.path()));
            old.dots != new.dots
        })
        .collect();
    let with: Vec<usize> = (1..=pages(&new)).filter(|page| text(&new, *page).contains(after)).collect();
    assert_eq!(with.len(), 1, "the new label is on one page");
    assert_eq!(changed, with, "the pages that look otherwise, and the page of the question");
}
