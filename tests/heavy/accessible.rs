//! The printed questionnaire for those who cannot see it: by the checker `pdfua`, and by the tree of tags itself.

use std::path::Path;
use std::process::Command;

use setsumon_core::form::{Form, Locale};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

use crate::built::everything;
use crate::reading::{Said, stretches};
use crate::reading_order::bare;
use crate::run::{bytes, done, judges, setsumon};
use crate::tags::{Kid, Tag, tags};

/// A survey that says a text in every place there is.
const READING: &str = "tests/heavy/reading/texts.survey";

/// What the checker found: nothing.
fn checked(told: &str, pdf: &Path) {
    let report = done(Command::new(judges().join("python/bin/python")).args(["-m", "pdfua", "check"]).arg(pdf));
    assert!(report.contains("errors=0 warnings=0"), "{told}: {report}");
}

#[test]
fn the_checker_finds_nothing() {
    for (told, built) in everything() {
        checked(told, &built.file("questionnaire.pdf"));
    }
    let folder = tempfile::tempdir().expect("a folder");
    for survey in [READING, "surveys/chiren/2024.survey", "examples/05-lists-and-grids.survey"] {
        for fillable in [false, true] {
            let mut build = setsumon();
            build.args(["build", survey, "--target", "pdf", "--out"]).arg(folder.path());
            if fillable {
                build.arg("--fillable");
            }
            done(&mut build);
            checked(survey, &folder.path().join("questionnaire.pdf"));
        }
    }
}

#[test]
fn conformance_is_claimed() {
    for (told, built) in everything() {
        let pdf = bytes(&built.file("questionnaire.pdf"));
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("pdfuaid:part"), "{told} claims no PDF/UA");
        assert!(text.contains("/DisplayDocTitle true"), "{told}: the window shows the file's name");
    }
}

/// What is to be a heading, and what is to be read behind it before the next: all titles, and each item by its number and label.
fn wanted(form: &Form) -> Vec<(String, String)> {
    let mut wanted: Vec<(String, String)> = Vec::new();
    for (place, stretch) in stretches(form).iter().enumerate() {
        let mut number = String::new();
        for (at, told) in stretch.iter().enumerate() {
            let (whose, what) = told.whose.rsplit_once(" (").expect("whose it is, and what");
            let words = bare(&told.words);
            let is = |what: &str, other: &Said| other.whose == format!("{whose} ({what})");
            match what {
                "number)" if stretch.get(at + 1).is_some_and(|next| is("title", next)) => number = words,
                "number)" => {
                    let label = stretch[at..].iter().find(|other| is("label", other));
                    wanted.push((words, label.map_or(String::new(), |label| bare(&label.words))));
                }
                // Of a title in several lines, another one.
                "title)" if number.is_empty() && at > 0 && is("title", &stretch[at - 1]) => {
                    wanted.last_mut().expect("its first line").0.push_str(&words);
                }
                "title)" => wanted.push((std::mem::take(&mut number) + &words, String::new())),
                "heading)" if at == 0 && place > 0 => wanted.push((words, String::new())),
                _ => {}
            }
        }
    }
    // Many sections have a list of contents behind the survey's title.
    if stretches(form).len() > 21 {
        let contents = if form.survey().locale == Locale::Ja { "目次" } else { "Contents" };
        wanted.insert(1, (contents.to_owned(), String::new()));
    }
    wanted
}

/// The headings of a tree with their levels, and what is read behind each before the next.
fn outline(tags: &[Tag]) -> Vec<(usize, String, String)> {
    fn walk(tag: &Tag, out: &mut Vec<(usize, String, String)>) {
        if let Some(level) = tag.tag.strip_prefix('H').and_then(|level| level.parse().ok()) {
            return out.push((level, bare(&tag.words()), String::new()));
        }
        for kid in &tag.kids {
            match (kid, out.last_mut()) {
                (Kid::Tag(tag), _) => walk(tag, out),
                (Kid::Words(words), Some((_, _, behind))) => behind.push_str(&bare(words)),
                (Kid::Words(_), None) => {}
            }
        }
    }
    let mut out = Vec::new();
    tags.iter().for_each(|tag| walk(tag, &mut out));
    out
}

/// Whoever goes by headings comes to every title and to every item, which says its number and then its label.
#[test]
fn every_item_is_found_by_its_number_and_its_label() {
    for (told, built) in everything() {
        let compiled = Compiled::file(&repo::path(told));
        let found = outline(&tags(&built.file("questionnaire.pdf")));
        let wanted = wanted(compiled.form(told));
        let headings = |list: Vec<&String>| list.into_iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        assert_eq!(
            headings(found.iter().map(|(_, heading, _)| heading).collect()),
            headings(wanted.iter().map(|(heading, _)| heading).collect()),
            "{told}: the headings"
        );
        for ((_, heading, behind), (_, label)) in found.iter().zip(&wanted) {
            assert!(behind.contains(label), "{told}: behind {heading} there is no {label}\n{behind}");
        }
        let mut above = 0;
        for (level, heading, _) in &found {
            assert!(*level <= above + 1, "{told}: {heading} is of level {level} under one of {above}");
            above = *level;
        }
    }
}

/// Tables are those of data: every row has its head, and a head stands over the columns. Nothing is a paragraph in a paragraph.
#[test]
fn every_table_has_heads() {
    let mut tables = 0;
    for (told, built) in everything() {
        let tags = tags(&built.file("questionnaire.pdf"));
        let of = |tag: &Tag, name: &str| tag.all().iter().filter(|inner| inner.tag == name).count();
        for tag in tags.iter().flat_map(Tag::all) {
            if tag.tag == "Table" {
                tables += 1;
                let rows: Vec<&Tag> = tag.all().into_iter().filter(|inner| inner.tag == "TR").collect();
                let first = rows.first().unwrap_or_else(|| panic!("{told}: a table without rows"));
                assert!(
                    of(first, "TH") > 0 && of(first, "TD") == 0,
                    "{told}: no head over the columns: {}",
                    tag.words()
                );
                for row in rows {
                    assert!(of(row, "TH") > 0, "{told}: a row without a head: {}", row.words());
                }
            }
            if tag.tag == "P" {
                let inner = ["P", "H1", "H2", "H3", "H4", "Div", "Table"].iter().find(|inner| {
                    tag.kids.iter().any(|kid| match kid {
                        Kid::Words(_) => false,
                        Kid::Tag(kid) => of(kid, inner) > 0,
                    })
                });
                assert!(inner.is_none(), "{told}: a paragraph holds {inner:?}: {}", tag.words());
            }
        }
    }
    assert!(tables > 5, "only {tables} tables were looked at");
}
