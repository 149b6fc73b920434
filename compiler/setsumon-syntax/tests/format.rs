//! The formatter keeps meaning, remarks and groups of lines, and has nothing left to do the second time.

use setsumon_diagnostics::FileId;
use setsumon_syntax::{format, same_meaning};

const SAMPLES: &[&str] = &[
    include_str!("samples/taste.survey"),
    include_str!("samples/all.survey"),
    include_str!("../../../surveys/chiren/common.survey"),
    include_str!("../../../surveys/chiren/2024.survey"),
];

fn tree(text: &str) -> setsumon_syntax::ast::File {
    setsumon_syntax::parse(FileId(0), text).file
}

#[test]
fn meaning_and_remarks_stay() {
    for sample in SAMPLES {
        let laid_out = format(sample);
        assert!(same_meaning(&tree(sample), &tree(&laid_out)));
        assert_eq!(format(&laid_out), laid_out);
        assert_eq!(sample.matches("//").count(), laid_out.matches("//").count());
    }
}

/// What looks like the mark of a place may be what the author wrote.
#[test]
fn words_are_no_places() {
    let labelled = |label: &str, space: &str| tree(&format!("setsumon 1\nsection{space}s \"{label}\" {{ }}\n"));
    assert!(same_meaning(&labelled("office@12", " "), &labelled("office@12", "   ")));
    for (one, other) in [("office@12", "office@34.56"), ("a \\ @1", "a \\ @2"), ("@1", "@"), ("a", "b")] {
        assert!(!same_meaning(&labelled(one, " "), &labelled(other, " ")), "{one} and {other}");
    }
}

#[test]
fn layout() {
    let messy = include_str!("samples/messy.survey");
    let laid_out = format(messy);
    assert_eq!(format(&laid_out), laid_out);
    insta::assert_snapshot!(laid_out);
}

#[test]
fn what_cannot_be_read_stays() {
    let broken =
        "setsumon 1\nsection s \"S\" {\n text a  \"A\n   single b \"B\"   when  a   is ~~  x {\n yes \"Y\"\n }\n}\n";
    let laid_out = format(broken);
    assert_eq!(format(&laid_out), laid_out);
    insta::assert_snapshot!(laid_out);
}
