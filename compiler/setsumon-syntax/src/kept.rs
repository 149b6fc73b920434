//! What a correction may not do, whoever made it: take out a text or a figure of the author's, or read a number as another. Such a mistake
//! is told, and its author corrects it.

use setsumon_diagnostics::{Code, Diagnostics, Span};

use crate::lex::to_ascii;

/// Takes away the corrections after which something of the author's would be gone.
pub(crate) fn guard(text: &str, diagnostics: &mut Diagnostics) {
    diagnostics.reword(|one| {
        // The number before a label is what its correction is about.
        let asked = one.code == Code::NumberTyped;
        if !asked && one.fix.as_ref().is_some_and(|fix| loses(text, &fix.edits)) {
            one.fix = None;
        }
    });
}

/// Whether something of the author's is gone after these edits.
fn loses(text: &str, edits: &[(Span, String)]) -> bool {
    edits.iter().any(|(span, instead)| parts_a_number(text, *span, instead)) || takes_out(text, edits)
}

/// Whether a figure stands on both sides of a sign that goes: `10，000` would be ten, or another number.
fn parts_a_number(text: &str, span: Span, instead: &str) -> bool {
    let digit = |char: char| char.is_ascii_digit() || ('０'..='９').contains(&char);
    let range = span.range();
    let before = text.get(..range.start).is_some_and(|before| before.ends_with(digit));
    let behind = text.get(range.end..).is_some_and(|behind| behind.starts_with(digit));
    let inside = text.get(range).unwrap_or_default();
    before && behind && !inside.is_empty() && instead.trim().is_empty() && !inside.contains(digit)
}

/// Whether edits that write nothing take out a text or a figure.
fn takes_out(text: &str, edits: &[(Span, String)]) -> bool {
    if edits.iter().any(|(_, instead)| !instead.trim().is_empty()) {
        return false;
    }
    let removed = edits.iter().filter_map(|(span, _)| text.get(span.range()));
    removed.into_iter().any(|removed| {
        let said = to_ascii(removed);
        let value = said.trim_start_matches([' ', '=', ':']).trim_matches(['"', '\'']);
        // `required=1` says no more than the word before it.
        let needless = crate::foreign::truth(&crate::foreign::squeezed(value)).is_some();
        !needless && (said.contains('"') || said.contains(|char: char| char.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use setsumon_diagnostics::{FileId, Span};

    use super::loses;

    #[test]
    fn nothing_of_the_authors_is_taken_out() {
        let cut = |text: &str, cut: &str, instead: &str| {
            let at = text.find(cut).unwrap() as u32;
            loses(text, &[(Span::new(FileId(0), at, at + cut.len() as u32), instead.to_owned())])
        };
        assert!(cut("max １０，０００円", "，", " "));
        assert!(cut("pick 1,3", ",", ""));
        assert!(cut("when a \"If so:\" {", "\"If so:\"", ""));
        assert!(cut("max 10 000", " 000", ""));
        assert!(!cut("a \"A\", b \"B\"", ",", ""));
        assert!(!cut("required=true", "=true", ""));
        assert!(!cut("required = \"1\"", " = \"1\"", ""));
        assert!(!cut("max 1,000", "1,000", "1000"));
        assert!(!cut("a \"A\" hint \"B\"", "hint \"B\"", "{ hint \"B\" }"));
    }
}
