//! How diagnostics look on a line, as JSON and (with `graphical`) as excerpts; how places are counted.

use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, FileId, LineIndex, SourceMap, Span, render};

fn example() -> (SourceMap, Diagnostic) {
    let mut sources = SourceMap::new();
    let home = sources.add("a.survey", "setsumon 1\ntext 名前 \"氏名\"\n");
    let other = sources.add("common.survey", "choices areas { }\n");
    let diagnostic =
        Diagnostic::new(Code::MalformedCode, Span::new(home, 16, 22), "the code `名前` is not made of letters")
            .here("here")
            .label(Span::new(other, 8, 13), "a code like this")
            .help("write `name`")
            .fix("write `name`", vec![(Span::new(home, 16, 22), "name".to_owned())]);
    (sources, diagnostic)
}

#[test]
fn one_line() {
    let (sources, diagnostic) = example();
    let line = render::short(&diagnostic, &sources);
    assert_eq!(line, "a.survey:2:6: error[E0116]: the code `名前` is not made of letters");
}

#[test]
fn one_object() {
    let (sources, diagnostic) = example();
    let object: serde_json::Value = serde_json::from_str(&render::json(&diagnostic, &sources)).unwrap();
    assert_eq!(object["slug"], "malformed-code");
    assert_eq!(object["labels"][0]["end_column"], 8);
    assert_eq!(object["labels"][1]["file"], "common.survey");
    assert_eq!(object["fix"]["edits"][0]["text"], "name");
}

#[cfg(feature = "graphical")]
#[test]
fn excerpts() {
    let (sources, diagnostic) = example();
    let shown = render::human(&diagnostic, &sources, false);
    for part in ["E0116", "a.survey:2:6", "common.survey", "a code like this", "help: write `name`"] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn columns_of_people_and_of_editors() {
    let text = "a\n😀名x\n";
    let lines = LineIndex::new(text);
    let at = lines.position(text, 9);
    assert_eq!((at.line, at.column, at.utf16), (2, 3, 3));
    assert_eq!(lines.offset(text, 1, 3), Some(9));
    // Inside a character: the place before it.
    assert_eq!(lines.position(text, 8).column, 2);
    assert_eq!(lines.position(text, 999).line, 3);
}

#[test]
fn sorted_by_place_without_repeats() {
    let at = |start| Diagnostic::new(Code::StrayBrace, Span::new(FileId(0), start, start + 1), "m");
    let mut all: Diagnostics = [at(5), at(1), at(5), at(3)].into_iter().collect();
    all.sort();
    assert_eq!(all.iter().map(|one| one.span().start).collect::<Vec<_>>(), [1, 3, 5]);
    assert!(all.has_errors());
}

#[test]
fn codes_are_found_by_number_and_name() {
    assert_eq!("E0101".parse(), Ok(Code::MissingBrace));
    assert_eq!("missing-brace".parse(), Ok(Code::MissingBrace));
    assert!("nothing".parse::<Code>().is_err());
    let mut numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
    let mut slugs: Vec<_> = Code::ALL.iter().map(|code| code.slug()).collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!((numbers.len(), slugs.len()), (count, count));
}
