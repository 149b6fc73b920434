//! What holds for every target on every survey: the same bytes each time, no duty forgotten, nobody's text taken for code.

use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;
use setsumon_tests::targets::{emit, text_targets};

fn surveys() -> Vec<(String, Compiled)> {
    let steps = repo::files("examples", ".survey").into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(|first: char| first.is_ascii_digit())
    });
    let files = steps.chain([repo::path("surveys/chiren/2023.survey"), repo::path("surveys/chiren/2024.survey")]);
    files.map(|file| (repo::told(&file), Compiled::file(&file))).collect()
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    for (told, compiled) in surveys() {
        let again = Compiled::file(&repo::path(&told));
        for target in text_targets() {
            let first = emit(target.as_ref(), compiled.form(&told), &told);
            let second = emit(target.as_ref(), again.form(&told), &told);
            assert!(
                first.files == second.files,
                "{told}: the target {} gives other bytes the second time",
                target.name()
            );
        }
    }
}

#[test]
fn no_target_forgets_a_rule() {
    for (told, compiled) in surveys() {
        let form = compiled.form(&told);
        for target in text_targets() {
            let emitted = emit(target.as_ref(), form, &told);
            let forgotten: Vec<&str> = emitted
                .ledger
                .iter()
                .filter(|(_, duty)| duty.is_none())
                .map(|(rule, _)| form.rules().get(rule).name.as_str())
                .collect();
            assert!(forgotten.is_empty(), "{told}: the target {} forgets {}", target.name(), forgotten.join(", "));
        }
    }
}

/// Words that would do something in one notation or another, wherever an author may write them.
const HOSTILE: &str = "</script><script>alert(1)</script> ' ; DROP TABLE x; -- $$ | \\ ` <b> & ]]> %s";

#[test]
fn text_of_the_author_is_data() {
    let survey = format!(
        "setsumon 1\n\nsurvey hostile \"\"\"{HOSTILE}\"\"\" {{ locale en  edition 2025 }}\n\n\
         page \"\"\"{HOSTILE}\"\"\" \"\"\"{HOSTILE}\"\"\"\n\n\
         section s \"\"\"{HOSTILE}\"\"\" {{\n  single q \"\"\"{HOSTILE}\"\"\" {{ hint \"\"\"{HOSTILE}\"\"\"\n a \"\"\"{HOSTILE}\"\"\"  b \"B\" }}\n  \
         integer n \"\"\"{HOSTILE}\"\"\" unit \"\"\"{HOSTILE}\"\"\" min 0\n  check n <= 3 \"\"\"{HOSTILE}\"\"\"\n}}\n"
    );
    let compiled = Project::of(&survey).compile();
    let form = compiled.form("the hostile survey");
    for target in text_targets() {
        for (name, bytes) in emit(target.as_ref(), form, "the hostile survey").files {
            let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is not UTF-8"));
            if name.ends_with(".html") {
                assert!(!text.contains("<script>alert(1)"), "{name}: a label became a script");
                assert!(!text.contains("<b>"), "{name}: a label became an element");
            }
            if name.ends_with(".json") {
                assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name} is not JSON");
            }
            if name == "sqlite.sql" {
                let database = rusqlite::Connection::open_in_memory().expect("SQLite opens in memory");
                database.execute_batch(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
    }
}

/// A check's sentence that quotes what is known before leaves no gap for readers who have no answers.
#[test]
fn an_answer_that_a_check_quotes_is_told_by_its_label() {
    let text = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025  given integer members \"Members in **the** register\" }\n\
                section s \"S\" {\ninteger n \"N\"\ninteger m \"M\"\ninteger k \"K\" min 0 max 9\n\
                check n <= given.members \"The register has {given.members}. Is it right?\"\n\
                check m * n <= k * m \"The register has {given.members} and {n | none}. Is it right?\"\n\
                check m <= 2 * last m warn \"Last time {last m}. Is it right?\"\n}\n";
    let compiled = Project::of(text).compile();
    let mut told = 0;
    for target in text_targets() {
        for (name, bytes) in emit(target.as_ref(), compiled.form("quotes"), "quotes").files {
            // In Markdown a bracket is escaped.
            let text = String::from_utf8_lossy(&bytes).replace("\\[", "[").replace("\\]", "]");
            assert!(!text.contains("has . Is") && !text.contains("has  and"), "{name} has a gap");
            told += text.matches("The register has [Members in the register]. Is it right?").count();
            if text.contains("[Members") && text.contains("Last time") {
                assert!(text.contains("Last time [last time: M]. Is it right?"), "{name}");
            }
        }
    }
    // Two schemas, four databases and three codebooks; what leaves the check out says so with its sentence.
    assert!(told >= 7, "told {told} times");
}
