//! The scripts mean the same in whatever a session was set to before.

use std::path::Path;

use crate::run::{done, setsumon};
use crate::servers::{Mariadb, Postgresql};

/// Signs that a setting could take for something else, in a title, in labels, in a check and in an answer. The last byte of the kana
/// and the sign behind it are one letter where a session reads Shift JIS.
const SURVEY: &str = r#"setsumon 1

survey odd "It's \ odd あ\'" {
  locale en
  edition 2025
}

section s "back\slash" {
  text q "q あ\" required
  text r "r" pattern "A\9"
  single c "c あ\" {
    a "a\'"
    b "b\\"
  }
}
"#;

const ANSWER: &str = r#"{"s__q": "C:\\new \\' '; DROP TABLE x; -- \\\\ \" あ\\", "s__r": "B\\7", "s__c": "a"}"#;

const LABEL: &str = "q あ\\";

/// Schema and answers, as the command writes them.
fn scripts(folder: &Path, dialect: &str) -> (String, String) {
    let (survey, answer) = (folder.join("odd.survey"), folder.join("one.json"));
    std::fs::write(&survey, SURVEY).expect("a survey");
    std::fs::write(&answer, ANSWER).expect("an answer");
    let out = folder.join("out");
    done(setsumon().args(["build", "--target", "ddl", "--out"]).arg(&out).arg(&survey));
    let schema = std::fs::read_to_string(out.join(format!("{dialect}.sql"))).expect("the schema");
    let insert = done(setsumon().arg("insert").arg(&survey).arg(&answer).args(["--dialect", dialect]));
    (schema, insert)
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn expected() -> String {
    let answer: serde_json::Value = serde_json::from_str(ANSWER).expect("JSON");
    hex(answer["s__q"].as_str().expect("a text"))
}

#[test]
fn postgresql_reads_backslashes_as_they_are_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, insert) = scripts(folder.path(), "postgresql");
    let server = Postgresql::start();
    let settings = [
        "SET standard_conforming_strings = on;",
        "SET standard_conforming_strings = off; SET backslash_quote = on;",
        "SET client_encoding = 'LATIN1';",
        "SET client_encoding = 'SJIS';",
    ];
    for (number, (one, other)) in
        settings.iter().flat_map(|one| settings.iter().map(move |other| (one, other))).enumerate()
    {
        let database = format!("d{number}");
        server.run("postgres", &["-c", &format!("CREATE DATABASE {database}")]);
        server.takes(&database, &format!("{one}\n{schema}")).unwrap_or_else(|told| panic!("{one}: {told}"));
        server.takes(&database, &format!("{other}\n{insert}")).unwrap_or_else(|told| panic!("{other}: {told}"));
        let found = server.run(&database, &["-c", "SELECT encode(convert_to(s__q, 'UTF8'), 'hex') FROM odd"]);
        assert_eq!(found.trim(), expected(), "made with {one}, filled with {other}");
        let label = "SELECT encode(convert_to(label, 'UTF8'), 'hex') FROM odd__variable WHERE variable = 's__q'";
        assert_eq!(server.run(&database, &["-c", label]).trim(), hex(LABEL), "made with {one}");
        // The checks are read again by whoever comes later.
        let change = |to: &str| server.takes(&database, &format!("{other} UPDATE odd SET s__r = {to};"));
        change("'C' || chr(92) || '8'").unwrap_or_else(|told| panic!("made with {one}, changed with {other}: {told}"));
        assert!(change("'x'").is_err(), "made with {one}, changed with {other}");
    }
}

#[test]
fn mariadb_reads_backslashes_as_they_are_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, insert) = scripts(folder.path(), "mysql");
    let server = Mariadb::start();
    let settings = [
        "SET SESSION sql_mode = '';",
        "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE';",
        "SET NAMES sjis;",
    ];
    for (number, (one, other)) in
        settings.iter().flat_map(|one| settings.iter().map(move |other| (one, other))).enumerate()
    {
        let place = format!("CREATE DATABASE IF NOT EXISTS d{number}; USE d{number};");
        server.takes(&format!("{place}\n{one}\n{schema}")).unwrap_or_else(|told| panic!("{one}: {told}"));
        server.takes(&format!("{place}\n{other}\n{insert}")).unwrap_or_else(|told| panic!("{other}: {told}"));
        let found = server.takes(&format!("{place} SELECT LOWER(HEX(s__q)) FROM odd;")).expect("it is read");
        assert_eq!(found.trim(), expected(), "made with {one}, filled with {other}");
        let labels =
            server.takes(&format!("{place} SELECT LOWER(HEX(label)) FROM odd__variable WHERE variable = 's__q';"));
        assert_eq!(labels.expect("it is read").trim(), hex(LABEL), "made with {one}");
        // The checks are read again by whoever opens the table later.
        let change = |to: &str| server.takes(&format!("{place} {other} FLUSH TABLES; UPDATE odd SET s__r = {to};"));
        change("CONCAT('C', CHAR(92), '8')")
            .unwrap_or_else(|told| panic!("made with {one}, changed with {other}: {told}"));
        assert!(change("'x'").is_err(), "made with {one}, changed with {other}");
    }
}
