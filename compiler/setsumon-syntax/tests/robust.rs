//! Nothing that can be typed makes the reader or the formatter panic, hang, or point between two characters.

use setsumon_diagnostics::FileId;

const SAMPLES: &[&str] = &[include_str!("samples/taste.survey"), include_str!("samples/all.survey")];

/// Reads a text and looks whether every place lies in it, on characters.
fn read(text: &str) -> usize {
    let parse = setsumon_syntax::parse(FileId(0), text);
    for diagnostic in &parse.diagnostics {
        let edits = diagnostic.fix.iter().flat_map(|fix| fix.edits.iter().map(|(span, _)| *span));
        for span in diagnostic.labels.iter().map(|label| label.span).chain(edits) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {} in {text}", diagnostic.message);
        }
    }
    parse.diagnostics.len()
}

fn format_twice(text: &str) {
    let once = setsumon_syntax::format(text);
    let twice = setsumon_syntax::format(&once);
    assert_eq!(once, twice, "of\n{text}");
}

#[test]
fn beginnings_of_a_file_are_read() {
    for sample in SAMPLES {
        // Every fifth character: each kind of token is cut through many times, in a fifth of the time.
        for (at, _) in sample.char_indices().step_by(5) {
            read(sample.split_at(at).0);
        }
    }
}

#[test]
fn every_file_without_one_of_its_lines_is_read_and_laid_out() {
    for sample in SAMPLES {
        let lines: Vec<&str> = sample.split_inclusive('\n').collect();
        for missing in 0..lines.len() {
            let rest: String =
                lines.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, line)| *line).collect();
            read(&rest);
            format_twice(&rest);
        }
    }
}

#[test]
fn every_file_without_one_of_its_signs_is_read() {
    for sample in SAMPLES {
        for (at, sign) in sample.char_indices().filter(|(_, char)| "{}\"()[]@,|".contains(*char)) {
            let (before, after) = sample.split_at(at);
            read(&format!("{before}{}", after.strip_prefix(sign).unwrap_or(after)));
        }
    }
}

/// The words, numbers and signs of a text, each with its place.
fn pieces(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        match found.last_mut() {
            Some(last) if is_word(before) && is_word(char) => last.end = at + char.len_utf8(),
            _ if char.is_whitespace() => {}
            _ => found.push(at..at + char.len_utf8()),
        }
        before = char;
    }
    found
}

/// What is told of one mistake grows with the text, and not with the time that is given.
#[test]
fn every_file_with_a_piece_missing_twice_or_elsewhere_is_read() {
    for sample in SAMPLES {
        let pieces = pieces(sample);
        for (number, piece) in pieces.iter().enumerate() {
            let (before, after) = (sample.split_at(piece.start).0, sample.split_at(piece.end).1);
            let other = pieces
                .get((number * 7 + 13) % pieces.len())
                .and_then(|other| sample.get(other.clone()))
                .unwrap_or_default();
            let own = sample.get(piece.clone()).unwrap_or_default();
            // One of the three each, for the time it takes.
            let text = match number % 3 {
                0 => format!("{before}{after}"),
                1 => format!("{before}{own} {own}{after}"),
                _ => format!("{before}{other}{after}"),
            };
            let told = read(&text);
            assert!(told < 400, "{told} mistakes of one in\n{text}");
        }
    }
}

#[test]
fn deep_nesting_is_told_once() {
    let groups = format!("setsumon 1\nsection s \"S\" {{{}{}}}", "group g \"G\" {".repeat(20_000), "}".repeat(20_000));
    read(&groups);
    for sign in ["(", "not ", "- ", "[", "{", "}", "\"", "\"\"\"", "any of ", "a is b and (", "/*", "#", "“", "@", "第"]
    {
        let text = format!("setsumon 1\nsection s \"S\" {{\n  text a \"A\" when {}\n}}\n", sign.repeat(50_000));
        assert!(read(&text) < 60_000, "{sign}");
    }
    let brackets = format!("setsumon 1\nsection s \"S\" {{\n  text a \"A\" when {}\n}}\n", "(".repeat(50_000));
    assert_eq!(read(&brackets), 1);
}

#[test]
fn odd_files_are_read() {
    for text in
        ["", "\u{FEFF}", "\n\n", "\r\n", "setsumon", "setsumon 1", "setsumon 99999999999999", "{", "}", "\"", "@", "//"]
    {
        read(text);
        format_twice(text);
    }
}

#[test]
fn line_ends_blanks_and_byte_order_mark_of_other_systems_are_the_same_to_it() {
    for sample in SAMPLES {
        let windows = format!("\u{FEFF}{}", sample.replace('\n', "\r\n"));
        assert_eq!(read(&windows), 0);
        assert_eq!(setsumon_syntax::format(&windows), setsumon_syntax::format(sample));
        assert_eq!(read(&sample.replace("  ", "\u{3000}")), 0);
    }
}
