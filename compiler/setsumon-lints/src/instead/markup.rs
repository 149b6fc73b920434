//! Signs of other markups, which are printed as they stand.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::script::{Part, Script};

/// What is taken for markup: all of it, and the words in it.
type Found = (Range<usize>, Option<Range<usize>>);

/// `# Heading`, `_word_`, `~~word~~`, `` `word` ``.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let shown = script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House));
    for text in shown {
        let words = text.words.blank();
        let Some((whole, inside)) = heading(words).or_else(|| between(words)) else { continue };
        let raw = words.get(whole.clone()).unwrap_or_default().to_owned();
        let place = text.words.place(whole.clone());
        let told = Diagnostic::new(Code::MarkupTyped, place, format!("`{raw}` in a text is printed as it stands"))
            .here("no markup here")
            .help(
                "write `**…**` around what is to be strong; a title is the label of a section, a page or a `heading`",
            );
        let inside = inside.and_then(|inside| words.get(inside));
        let edit = inside.and_then(|inside| text.words.edit(whole, &format!("**{inside}**")));
        found.push(match edit {
            Some(edit) => told.fix("write it as strong", vec![edit]),
            None => told,
        });
    }
}

/// A sign that begins a heading elsewhere.
fn heading(words: &str) -> Option<Found> {
    let hashes = words.bytes().take_while(|byte| *byte == b'#').count();
    let is_one = (1..=6).contains(&hashes) && words.get(hashes..)?.starts_with(' ');
    is_one.then_some((0..hashes, None))
}

/// Words between signs that set them off elsewhere. What is struck out has no counterpart.
fn between(words: &str) -> Option<Found> {
    [('_', 2), ('~', 2), ('_', 1), ('`', 1)].into_iter().find_map(|(letter, count)| {
        let sign: String = std::iter::repeat_n(letter, count).collect();
        let mut from = 0;
        loop {
            let at = from + words.get(from..)?.find(&sign)?;
            let inner = at + sign.len();
            let end = inner + words.get(inner..)?.find(&sign)?;
            let (inside, outer) = (words.get(inner..end)?, end + sign.len());
            let before = words.get(..at)?.chars().next_back();
            let behind = words.get(outer..)?.chars().next();
            let is_words =
                inside.trim() == inside && inside.chars().any(char::is_alphabetic) && !inside.contains(['_', '\n']);
            if is_words && is_edge(before) && is_edge(behind) {
                return Some((at..outer, (letter != '~').then_some(inner..end)));
            }
            from = inner;
        }
    })
}

/// Whether a sign beside it is of no name or address: `first_name`, `a/_b_`.
fn is_edge(sign: Option<char>) -> bool {
    sign.is_none_or(|sign| !sign.is_ascii_alphanumeric() && !matches!(sign, '_' | '/'))
}
