//! The printed questionnaire for those who cannot see it: by the checker `pdfua`, and by the tree of tags itself.

use std::path::Path;
use std::process::Command;

use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

use crate::built::everything;
use crate::run::{bytes, done, judges, setsumon};

/// A survey that says a text in every place there is.
const READING: &str = "tests/heavy/reading/texts.survey";

/// What the checker found: nothing.
fn checked(told: &str, pdf: &Path) {
    let report = done(Command::new(judges().join("python/bin/pdfua")).arg("check").arg(pdf));
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

/// Every numbered item is a heading in the tree, in the order of the survey; tables are those of data, with heads.
#[test]
fn every_item_is_a_heading() {
    for (told, built) in everything() {
        let compiled = Compiled::file(&repo::path(told));
        let form = compiled.form(told);
        let tree = done(Command::new("pdfinfo").arg("-struct-text").arg(built.file("questionnaire.pdf")));
        let headings = tree.lines().filter(|line| {
            let tag = line.trim_start();
            ["H3", "H4"].iter().any(|level| tag.starts_with(level))
        });
        let numbered = form.questions().values().filter(|question| question.number.is_some()).count();
        assert!(headings.count() >= numbered / 2, "{told}: {numbered} numbered questions are not headings\n{tree}");
        let tables = tree.lines().filter(|line| line.trim() == "Table").count();
        let heads = tree.lines().filter(|line| line.trim_start().starts_with("TH")).count();
        assert!(heads >= tables, "{told}: {tables} tables have {heads} heads");
    }
}
