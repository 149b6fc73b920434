//! The corrections that messages offer, and which of them can be made together.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::Compilation;
use setsumon_core::sources::Sources;
use setsumon_diagnostics::{Code, FileId, Severity, Span};

use super::Done;
use super::written::Overlay;

/// A correction that is offered.
#[derive(Debug)]
pub(super) struct Offered {
    pub(super) code: Code,
    pub(super) title: String,
    pub(super) place: String,
    /// Where it is wrong.
    pub(super) span: Span,
    pub(super) edits: Vec<(Span, String)>,
    /// What it would be again in another round.
    pub(super) known: Known,
    pub(super) kin: Kin,
}

impl Offered {
    pub(super) fn done(&self) -> Done {
        Done { code: self.code, title: self.title.clone(), place: self.place.clone() }
    }
}

/// A correction by what is wrong, where, and what would be done.
pub(super) type Known = (Code, String, String);

/// Corrections of one sort: what is wrong, and what would be done, whatever words of the author's stand in it.
pub(super) type Kin = (Code, String);

/// The corrections that can be made together.
pub(super) fn offered(files: &Overlay<'_>, compiled: &Compilation, refused: &BTreeSet<Known>) -> Vec<Offered> {
    let mut edits: BTreeSet<(Span, String)> = BTreeSet::new();
    let mut places: BTreeSet<Span> = BTreeSet::new();
    let mut ours: BTreeMap<FileId, bool> = BTreeMap::new();
    let mut offered = Vec::new();
    // Where an `allow` has a slip, nobody knows yet what it allows: what is warned of waits.
    let waits = compiled
        .diagnostics
        .iter()
        .any(|one| one.severity() == Severity::Error && line_around(compiled, one.span()).contains("allow "));
    for diagnostic in &compiled.diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        if waits && diagnostic.severity() == Severity::Warning {
            continue;
        }
        let place = compiled.sources.place(diagnostic.span());
        let known = (diagnostic.code, place.clone(), fix.title.clone());
        let twice = fix.edits.iter().all(|edit| edits.contains(edit));
        let fits = fix.edits.iter().all(|(span, _)| {
            *ours.entry(span.file).or_insert_with(|| is_ours(files, compiled, span.file))
                && apart(diagnostic.code, *span, &places)
        });
        if fix.edits.is_empty() || twice || !fits || refused.contains(&known) {
            continue;
        }
        places.extend(fix.edits.iter().map(|(span, _)| *span));
        edits.extend(fix.edits.iter().cloned());
        offered.push(Offered {
            code: diagnostic.code,
            title: fix.title.clone(),
            place,
            span: diagnostic.span(),
            edits: fix.edits.clone(),
            known,
            kin: (diagnostic.code, without_words(&fix.title)),
        });
    }
    offered
}

/// The line in which something begins.
fn line_around(compiled: &Compilation, span: Span) -> &str {
    let text = compiled.sources.text(span.file);
    let (before, behind) = text.split_at_checked(span.start as usize).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = span.start as usize + behind.find('\n').unwrap_or(behind.len());
    text.get(start..end).unwrap_or_default()
}

/// Whether a file was read whole: one that is no UTF-8 is left alone.
fn is_ours(files: &Overlay<'_>, compiled: &Compilation, file: FileId) -> bool {
    let sources = &compiled.sources;
    files.read(sources.name(file)).is_ok_and(|bytes| bytes == sources.text(file).as_bytes())
}

/// Whether an edit leaves alone those at some places, which leave each other alone. What is put in at the place of another waits for
/// the next round, lest it be the same thing twice; what the step from the edition before lacks is told apart by its codes.
fn apart(code: Code, one: Span, places: &BTreeSet<Span>) -> bool {
    if places.contains(&one) && !(one.is_empty() && code == Code::CodeDropped) {
        return false;
    }
    let meets =
        |other: &Span| *other != one && other.file == one.file && other.start < one.end && one.start < other.end;
    // Of those that begin before it only the last can reach into it.
    let before = places.range(..one).next_back();
    // Of those that begin where it does at most one is not empty, and the next begins behind it.
    let from = places.range(one..).take_while(|other| other.file == one.file && other.start <= one.start.max(one.end));
    !before.is_some_and(meets) && !from.take(3).any(meets)
}

/// A title without what it quotes.
fn without_words(title: &str) -> String {
    let mut kept = String::new();
    let mut closing = None;
    for char in title.chars() {
        match (closing, char) {
            (Some(end), char) if char == end => closing = None,
            (Some(_), _) => {}
            (None, '`') => closing = Some('`'),
            (None, '“') => closing = Some('”'),
            (None, char) if char.is_ascii_digit() => {}
            (None, char) => kept.push(char),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the comparison with every other place.
    #[test]
    fn a_place_meets_others_as_if_each_were_asked() {
        let span = |start, end| Span::new(FileId(0), start, end);
        let by_each = |one: Span, places: &BTreeSet<Span>| {
            places.iter().all(|other| *other != one && (one.end <= other.start || other.end <= one.start))
        };
        let places: BTreeSet<Span> =
            [span(2, 2), span(2, 5), span(5, 5), span(7, 9), span(9, 9), span(9, 12)].into_iter().collect();
        for start in 0..14 {
            for end in start..14 {
                let one = span(start, end);
                assert_eq!(apart(Code::UnknownName, one, &places), by_each(one, &places), "{one:?}");
            }
        }
        assert!(apart(Code::CodeDropped, span(5, 5), &places));
        assert!(!apart(Code::CodeDropped, span(3, 3), &places));
    }

    #[test]
    fn what_a_title_quotes_is_no_part_of_its_sort() {
        assert_eq!(without_words("write `q_2`"), without_words("write `q`"));
        assert_ne!(without_words("write `q`"), without_words("take out `q`"));
    }
}
