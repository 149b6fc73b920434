//! Every page of `compiler/setsumon-diagnostics/pages/` about reading keeps its word: its example gives exactly its code, its correction none.

use setsumon_diagnostics::{Code, FileId, Stage};

/// The fenced survey under a heading.
fn fenced<'p>(page: &'p str, heading: &str) -> &'p str {
    let section = page.split_once(&format!("\n## {heading}\n")).map_or("", |(_, section)| section);
    let rest = section.split_once("```survey\n").map_or("", |(_, rest)| rest);
    let survey = rest.split_once("```").map_or("", |(survey, _)| survey);
    assert!(!survey.is_empty(), "no survey under {heading}:\n{page}");
    survey
}

fn codes(text: &str) -> Vec<&'static str> {
    let parse = setsumon_syntax::parse(FileId(0), text);
    parse.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect()
}

#[test]
fn pages_keep_their_word() {
    let mut broken = Vec::new();
    for code in Code::ALL.iter().filter(|code| code.is_error_of(Stage::Reading)) {
        let page = code.page();
        assert!(page.starts_with(&format!("# {} {}\n", code.number(), code.slug())), "{}", code.number());
        let fixed = codes(fenced(page, "Fixed"));
        if !fixed.is_empty() {
            broken.push(format!("corrected example of {}: {fixed:?}", code.number()));
        }
        // That page cannot show its mistake: it is UTF-8 itself.
        let example = codes(fenced(page, "Example"));
        if *code != Code::NotUtf8 && example != [code.number()] {
            broken.push(format!("example of {}: {example:?}", code.number()));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn other_encodings_are_told_where_they_stand() {
    let mut bytes = b"setsumon 1\nnote \"".to_vec();
    bytes.extend([0x90, 0xB3, 0x8E, 0xAE]);
    bytes.extend(b"\"\n");
    let (text, parse) = setsumon_syntax::parse_bytes(FileId(0), &bytes);
    assert!(text.contains('\u{FFFD}'));
    let told: Vec<_> = parse.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(told, [Code::NotUtf8]);
}
