//! Reading: nothing that anybody could hand in stops the compiler.

use std::panic::{AssertUnwindSafe, catch_unwind};

use setsumon_diagnostics::FileId;
use setsumon_syntax::{parse, parse_bytes};
use setsumon_tests::repo;

fn every_survey() -> Vec<(String, String)> {
    let files = ["surveys", "examples", "tests/corpus"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    let texts: Vec<_> = files.map(|file| (repo::told(&file), repo::read(&file))).collect();
    assert!(texts.len() > 20, "the surveys of the repository are not where they were");
    texts
}

fn survives(what: &str, text: &str) {
    let done = catch_unwind(AssertUnwindSafe(|| parse(FileId(0), text)));
    assert!(done.is_ok(), "reading panics on {what}");
}

/// Places to break a text at: every character of a short one, and evenly chosen ones of a long one.
fn breaks(text: &str, most: usize) -> impl Iterator<Item = usize> {
    let every = (text.chars().count() / most).max(1);
    text.char_indices().map(|(at, _)| at).step_by(every)
}

#[test]
fn every_beginning_of_every_survey_is_read() {
    for (told, text) in every_survey() {
        for at in breaks(&text, 60) {
            survives(&format!("the first {at} bytes of {told}"), &text[..at]);
        }
    }
}

#[test]
fn every_survey_is_read_without_any_one_of_its_lines() {
    for (told, text) in every_survey() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        // All lines of a short survey; of one of a thousand lines, as many as a few seconds allow.
        let every = (lines.len() / 80).max(1);
        for without in (0..lines.len()).step_by(every) {
            let rest: String =
                lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
            survives(&format!("{told} without line {}", without + 1), &rest);
        }
    }
}

#[test]
fn hostile_texts_are_read() {
    let deep = |open: &str| open.repeat(50_000);
    let texts = [
        deep("("),
        deep("["),
        deep("{"),
        deep("}"),
        deep("section a \"a\" {"),
        deep("group g \"g\" {\n"),
        deep("\""),
        deep("\"\"\""),
        deep("@"),
        deep("not "),
        format!("setsumon 1\ncheck {} \"\"", deep("not ")),
        format!("setsumon 1\ncheck {} \"\"", deep("(")),
        format!("setsumon 1\ncheck {}1 \"\"", deep("- ")),
        format!("setsumon 1\npage \"{}\" \"\"", deep("{")),
        deep("\u{3000}"),
        deep("\u{0}"),
        deep("e\u{301}"),
        "setsumon 99999999999999999999".to_owned(),
        "setsumon 1 setsumon 1".to_owned(),
        "a".repeat(1_000_000),
    ];
    for (number, text) in texts.iter().enumerate() {
        survives(&format!("hostile text {number}"), text);
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let (text, parse) = parse_bytes(FileId(0), b"setsumon 1\nsurvey a \"\xff\xfe\" { locale ja  edition 1 }\n");
    assert!(text.contains('\u{fffd}'));
    assert!(parse.diagnostics.iter().any(|diagnostic| diagnostic.code.slug() == "not-utf8"));
}
