//! Branches of the real form and of one of 1,000 questions opened in a browser, and how quick that was.
//!
//! `cargo test -p setsumon-tests --test heavy branches_open -- --nocapture` prints the milliseconds. The goals are 200 of script until
//! the real form is usable and 50 until a branch is shown; a busy machine is no verdict on them.

use std::fmt::Write as _;

use serde_json::Value as Json;
use setsumon_core::form::Form;
use setsumon_core::target::Target as _;
use setsumon_html::Html;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

use crate::run::{done, node};

/// A survey of 1,000 questions in 50 sections, every tenth of which is asked by the answer before it.
fn thousand() -> String {
    let mut text = String::from("setsumon 1\nsurvey big \"大きな調査\" { locale ja  edition 2025 }\n");
    for section in 0..50 {
        let _ = writeln!(text, "section s{section} \"第{section}章\" {{");
        for question in 0..20 {
            let label = format!("q{question} \"第{section}章の設問{question}の内容について\"");
            let _ = match question % 10 {
                0 => writeln!(
                    text,
                    "  single {label} {{ a \"行っている\"  b \"行っていない\"  other \"その他\" specify }}"
                ),
                1 => writeln!(text, "  text {label} when q{} is a", question - 1),
                2..=4 => writeln!(
                    text,
                    "  multi {label} {{ a \"一つ目の項目\"  b \"二つ目の項目\"  c \"三つ目の項目\"  d \"四つ目の項目\" }}"
                ),
                5 => writeln!(
                    text,
                    "  grid {label} of single {{ rows {{ a \"一行目\"  b \"二行目\"  c \"三行目\"  d \"四行目\" }}  columns {{ x \"よい\"  y \"ふつう\"  z \"わるい\" }} }}"
                ),
                6 | 7 => writeln!(text, "  integer {label} unit \"人\" min 0"),
                _ => writeln!(text, "  single {label} {{ a \"はい\"  b \"いいえ\"  c \"どちらともいえない\" }}"),
            };
        }
        text.push_str("}\n");
    }
    text
}

#[test]
fn branches_open_in_small_and_large_forms() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = |name: &str, form: &Form| {
        let emitted = Html::default().emit(form).expect("the form is made");
        let file = folder.path().join(name);
        std::fs::write(&file, &emitted.files[0].1).expect("a page");
        file
    };
    let real = Compiled::file(&repo::path("surveys/chiren/2024.survey"));
    let big = Project::of(&thousand()).compile();
    let pages = [
        page("real.html", real.form("surveys/chiren/2024.survey")),
        page("big.html", big.form("a survey of 1,000 questions")),
    ];
    let said = done(node("speed.cjs").args(pages));
    let said: Vec<Json> = serde_json::from_str(&said).expect("the judge writes JSON");
    eprintln!("milliseconds, the real form and one of 1,000 questions: {said:?}");
    let number = |at: usize, name: &str| said[at][name].as_f64().expect("a number");
    for (at, name) in ["the real form", "a form of 1,000 questions"].iter().enumerate() {
        assert!(number(at, "branches") > 3.0, "{name}: only {} branches were opened", number(at, "branches"));
    }
}
