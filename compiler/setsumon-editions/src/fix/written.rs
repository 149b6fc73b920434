//! Files with corrections made in them, and what of a survey's mistakes is of whose making.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use setsumon_core::Compilation;
use setsumon_core::sources::{SourceError, Sources};
use setsumon_diagnostics::{Code, Diagnostic, Span};

use super::gain::rank_of;
use super::offered::Offered;

/// Files as they are, those that changed over them.
pub(super) struct Overlay<'a> {
    pub(super) under: &'a dyn Sources,
    pub(super) files: BTreeMap<String, String>,
}

impl Sources for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        match self.files.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.under.read(path),
        }
    }
}

/// One edit as it was made.
#[derive(Debug)]
struct Edit {
    /// What stood there before.
    was: Range<usize>,
    /// What stands there now.
    is: Range<usize>,
    /// Whose it is, by its number among the corrections made. An edit that several share is the first one's.
    of: usize,
}

/// Where in each file something was written, in order.
#[derive(Debug, Default)]
pub(super) struct Written {
    edits: BTreeMap<String, Vec<Edit>>,
}

/// The files with corrections made in them, and where.
pub(super) fn apply(
    before: &Overlay<'_>,
    base: &Compilation,
    corrections: &[&Offered],
) -> (BTreeMap<String, String>, Written) {
    let mut edits: BTreeMap<&(Span, String), usize> = BTreeMap::new();
    for (number, one) in corrections.iter().enumerate() {
        for edit in &one.edits {
            edits.entry(edit).or_insert(number);
        }
    }
    let mut by_file: BTreeMap<_, Vec<(&(Span, String), usize)>> = BTreeMap::new();
    for (edit, of) in edits {
        by_file.entry(edit.0.file).or_default().push((edit, of));
    }
    let (mut files, mut written) = (before.files.clone(), Written::default());
    for (file, mut edits) in by_file {
        // What is written at one place stands in the order in which it was told.
        edits.sort_by_key(|(edit, of)| (edit.0, *of));
        let (text, places) = edited(base.sources.text(file), &edits);
        files.insert(base.sources.name(file).to_owned(), text);
        written.edits.insert(base.sources.name(file).to_owned(), places);
    }
    (files, written)
}

/// A text with edits made, and the places of what was written.
fn edited(text: &str, edits: &[(&(Span, String), usize)]) -> (String, Vec<Edit>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::new());
    let mut at = 0;
    for ((span, instead), of) in edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        let start = out.len();
        out.push_str(instead);
        places.push(Edit { was: span.range(), is: start..out.len(), of: *of });
        at = at.max(span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    (out, places)
}

impl Written {
    fn in_file(&self, name: &str) -> &[Edit] {
        self.edits.get(name).map_or(&[], Vec::as_slice)
    }

    /// The edit whose words a message of some rank calls a mistake. What comes to light behind it, now that it can be read, is none of
    /// its making.
    fn mistaken(&self, after: &Compilation, one: &Diagnostic, last: usize) -> Option<&Edit> {
        // Of two that bear one code either may be what was written.
        if [Code::DuplicateCode, Code::NameCollision].contains(&one.code) {
            return one.labels.iter().find_map(|label| {
                let edits = self.in_file(after.sources.name(label.span.file));
                let first = edits.partition_point(|edit| edit.is.end <= label.span.start as usize);
                edits.get(first).filter(|edit| edit.is.start < label.span.end as usize)
            });
        }
        if rank_of(one.code) > last {
            return None;
        }
        let (edits, at) = (self.in_file(after.sources.name(one.span().file)), one.span().range());
        let behind = edits.partition_point(|edit| edit.is.start <= at.start);
        edits.get(..behind)?.last().filter(|edit| at.start < edit.is.end && edit.is.start < at.end)
    }

    /// Whether what was written is itself called a mistake, as bad as the worst that was to be mended.
    pub(super) fn is_mistaken(&self, after: &Compilation, made: &[&Offered]) -> bool {
        let last = made.iter().map(|one| rank_of(one.code)).max().unwrap_or(0);
        after.diagnostics.iter().any(|one| self.mistaken(after, one, last).is_some())
    }

    /// Where a place stood before, and whose edit is the nearest.
    fn before(&self, name: &str, at: usize) -> (usize, Option<usize>) {
        let edits = self.in_file(name);
        let behind = edits.partition_point(|edit| edit.is.start <= at);
        let last = behind.checked_sub(1).and_then(|last| edits.get(last));
        let next = edits.get(behind);
        let was = match last {
            Some(edit) if at < edit.is.end => edit.was.start,
            Some(edit) => at - edit.is.end + edit.was.end,
            None => at,
        };
        let nearest = match (last, next) {
            (Some(last), Some(next)) if next.is.start - at < at.saturating_sub(last.is.end) => next.of,
            (Some(one), _) | (None, Some(one)) => one.of,
            (None, None) => return (was, None),
        };
        (was, Some(nearest))
    }

    /// Which of the corrections made went wrong at their own place, by their numbers: what they were offered for is still there, what
    /// they wrote is a mistake, or there is one beside it that was not there before. If `any` mistake counts, it may be slighter than
    /// theirs.
    pub(super) fn blamed(
        &self,
        base: &Compilation,
        after: &Compilation,
        made: &[&Offered],
        any: bool,
    ) -> BTreeSet<usize> {
        let mut known: BTreeMap<(Code, &str, usize), usize> = BTreeMap::new();
        for one in &base.diagnostics {
            let span = one.span();
            *known.entry((one.code, base.sources.name(span.file), span.start as usize)).or_insert(0) += 1;
        }
        let last = made.iter().map(|one| rank_of(one.code)).max().unwrap_or(0);
        let mut blamed = BTreeSet::new();
        let mut still = BTreeSet::new();
        for one in &after.diagnostics {
            let name = after.sources.name(one.span().file);
            let (was, nearest) = self.before(name, one.span().start as usize);
            blamed.extend(self.mistaken(after, one, last).map(|edit| edit.of));
            match known.get_mut(&(one.code, name, was)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    still.insert((one.code, name, was));
                }
                Some(_) | None => {
                    let own = nearest.and_then(|number| made.get(number));
                    let counts = own.is_some_and(|own| any || rank_of(one.code) <= rank_of(own.code));
                    blamed.extend(nearest.filter(|_| counts));
                }
            }
        }
        for (number, one) in made.iter().enumerate() {
            let place = (one.code, base.sources.name(one.span.file), one.span.start as usize);
            if still.contains(&place) {
                blamed.insert(number);
            }
        }
        blamed
    }
}
