//! Collecting what is to be said, so that all of it comes at once.

use std::cmp::Reverse;

use crate::code::Severity;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Diagnostics in the order found, until they are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing to say yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Whether one of them stops the compilation.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Changes what is said of each.
    pub fn reword(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.list.iter_mut().for_each(change);
    }

    /// Drops all but those of which it holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Drops all that were added after the first so many.
    pub fn truncate(&mut self, length: usize) {
        self.list.truncate(length);
    }

    /// Of those that were added after the first so many, drops the ones that lie within a place as a whole.
    pub fn drop_since(&mut self, length: usize, place: Span) {
        let later = self.list.split_off(length.min(self.list.len()));
        self.list.extend(later.into_iter().filter(|one| !place.contains(one.span())));
    }

    /// Drops what was told last, as long as it lies within a place that is told as one mistake.
    pub fn drop_last_within(&mut self, place: Span) {
        while self.list.last().is_some_and(|last| place.contains(last.span())) {
            self.list.pop();
        }
    }

    /// Drops those that lie within one of these places as a whole, because what stands there is told as one mistake. It is asked once
    /// for all places: each asked for by itself would look through all that is to be said.
    pub fn drop_within_any(&mut self, mut places: Vec<Span>) {
        if places.is_empty() {
            return;
        }
        // A place within another adds nothing.
        places.sort_by_key(|place| (place.file, place.start, Reverse(place.end)));
        places.dedup_by(|later, earlier| earlier.contains(*later));
        self.list.retain(|diagnostic| {
            let span = diagnostic.span();
            let after = places.partition_point(|place| (place.file, place.start) <= (span.file, span.start));
            !after.checked_sub(1).and_then(|at| places.get(at)).is_some_and(|place| place.contains(span))
        });
    }

    /// Puts them in reading order (stable: of two at one place, the root found first stays first) and drops repeats.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| {
            let span = diagnostic.span();
            (span.file, span.start)
        });
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.list.len());
        for diagnostic in self.list.drain(..) {
            let place = diagnostic.span();
            let same_place = kept.iter().rev().take_while(|earlier| earlier.span().start == place.start);
            if !same_place.into_iter().any(|earlier| *earlier == diagnostic) {
                kept.push(diagnostic);
            }
        }
        self.list = kept;
    }

    /// All, in order.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.list.extend(iter);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect() }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
