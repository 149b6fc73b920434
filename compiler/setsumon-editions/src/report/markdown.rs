//! A diff as Markdown, for a report or a review.

use std::fmt::Write as _;

use setsumon_core::form::Locale;

use super::Shown;
use super::words;
use crate::diff::Change;
use crate::marks::{marked, shortened, words as words_of};

/// The report as Markdown, in the language of the survey whose BCP 47 tag is given.
pub fn markdown(shown: &Shown<'_>, locale: Locale) -> String {
    let language = locale;
    let diff = shown.diff;
    let mut out = format!("# {}: {} → {}\n\n", escaped(&diff.survey), diff.old, diff.new);
    if shown.changes.is_empty() {
        let _ = writeln!(out, "{}", language.words().reports.changes.nothing);
    } else {
        let heads = words::heads(language);
        let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
        for change in &shown.changes {
            let [class, what, old, new, respondent, data, series] = cells(change, language);
            let (old, new) = marked(&old, &new);
            let (old, new) = (words_of(&shortened(old)), words_of(&shortened(new)));
            let row = [class, what, old, new, respondent, data, series];
            let _ = writeln!(out, "| {} |", row.map(|cell| escaped(&cell)).join(" | "));
        }
    }
    if !shown.hidden.is_empty() {
        let hidden: Vec<String> =
            shown.hidden.iter().map(|(class, count)| format!("{} {count}", words::class(*class, language))).collect();
        let _ = writeln!(
            out,
            "\n{} {}",
            language.words().reports.changes.omitted,
            hidden.join(language.words().writing.comma)
        );
    }
    out
}

/// The cells of a change, in the order of the heads.
pub(super) fn cells(change: &Change, language: Locale) -> [String; 7] {
    let Change { class, subject, part, old, new, variables: _, reason, effect, told: _, words_of: _, parts } = change;
    // What became several is called as it was.
    let of_parts = subject.old.as_deref().filter(|_| !parts.is_empty());
    let path = of_parts.or(subject.new.as_deref()).or(subject.old.as_deref()).unwrap_or_default();
    let kind = words::kind(subject.kind, language);
    let mut what =
        if path == subject.name { format!("{kind} {path}") } else { format!("{kind} {path}\n{}", subject.name) };
    if let Some(reason) = reason {
        let _ = write!(what, "\n{}{}", words::why(language), words::reason(reason, language));
    }
    let class = words::class(*class, language);
    let class = part.map_or_else(|| class.to_owned(), |part| format!("{class}\n{}", words::part(part, language)));
    [
        class,
        what,
        old.clone().unwrap_or_default(),
        new.clone().unwrap_or_default(),
        words::respondent(effect.respondent, language).to_owned(),
        words::data(effect.data, language).to_owned(),
        words::series(effect.series, language).to_owned(),
    ]
}

/// An author's words as words: what Markdown or HTML would take for a sign of theirs is told apart.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_authors_are_no_markup() {
        assert_eq!(super::escaped("a|b <b>*x*\nc"), "a\\|b &lt;b>\\*x\\*<br>c");
    }
}
