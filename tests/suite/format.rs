//! The formatter: once is enough, comments stay, meaning stays, and broken files stay whole.

use setsumon_diagnostics::FileId;
use setsumon_syntax::{format, parse};
use setsumon_tests::repo;

fn every_survey() -> Vec<(String, String)> {
    let files = ["surveys", "examples", "tests/corpus"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    files.map(|file| (repo::told(&file), repo::read(&file))).collect()
}

fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("//"))
        .map(|line| line.trim_end().to_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn formatting_twice_changes_nothing_more() {
    for (told, text) in every_survey() {
        let once = format(&text);
        assert_eq!(once, format(&once), "{told}: the second time changes something");
    }
}

#[test]
fn comments_survive() {
    for (told, text) in every_survey() {
        let (before, after) = (comments(&text), comments(&format(&text)));
        for comment in &before {
            assert!(after.contains(comment), "{told}: the comment `//{comment}` is lost");
        }
    }
}

#[test]
fn no_mistake_comes_or_goes() {
    for (told, text) in every_survey() {
        let codes = |text: &str| {
            let mut codes: Vec<_> = parse(FileId(0), text).diagnostics.iter().map(|found| found.code.slug()).collect();
            codes.sort_unstable();
            codes
        };
        let before = codes(&text);
        if before.is_empty() {
            assert_eq!(codes(&format(&text)), before, "{told}: formatting breaks it");
        }
    }
}

#[test]
fn the_surveys_of_the_repository_are_formatted() {
    let files = ["surveys", "examples"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    for file in files.filter(|file| !repo::told(file).contains("broken")) {
        let text = repo::read(&file);
        assert_eq!(format(&text), text, "{}: run `setsumon fmt` on it", repo::told(&file));
    }
}
