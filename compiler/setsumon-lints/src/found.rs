//! One cause, told with the places it is found at.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::script::Script;
use crate::words::Words;

/// A part of a text that is not as it should be.
#[derive(Debug, Clone)]
pub(crate) struct Place<'s> {
    /// The text.
    pub(crate) words: &'s Words,
    /// The part of [`Words::blank`].
    pub(crate) part: Range<usize>,
    /// What is to be written instead; none where only the author can tell.
    pub(crate) instead: Option<String>,
}

impl Place<'_> {
    /// What stands there.
    pub(crate) fn raw(&self) -> &str {
        self.words.blank().get(self.part.clone()).unwrap_or_default()
    }
}

/// What is said of several places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    /// Its code.
    pub(crate) code: Code,
    /// What is said at the first place.
    pub(crate) here: &'static str,
    /// What is said at the others.
    pub(crate) further: &'static str,
    /// The way out.
    pub(crate) help: &'static str,
    /// The same, by machine; none where each place wants words of its own.
    pub(crate) fix: Option<&'static str>,
}

/// So many places are shown: more are not read.
const MOST: usize = 4;

impl Said {
    /// One finding of all these places; none of none. In an edition that follows another, other words want a reason, and are written by
    /// their author.
    pub(crate) fn of(self, script: &Script<'_>, message: String, places: &[Place<'_>]) -> Option<Diagnostic> {
        let (first, others) = places.split_first()?;
        let told = Diagnostic::new(self.code, first.words.place(first.part.clone()), message).here(self.here);
        let shown = others.iter().take(MOST);
        let told = shown.fold(told, |told, other| told.label(other.words.place(other.part.clone()), self.further));
        let told = match others.len().checked_sub(MOST).filter(|more| *more > 0) {
            Some(more) => told.help(format!("{} (and {more} more)", self.help)),
            None => told.help(self.help),
        };
        let edits: Option<Vec<_>> =
            places.iter().map(|place| place.words.edit(place.part.clone(), place.instead.as_deref()?)).collect();
        Some(match edits.zip(self.fix).filter(|_| !script.follows()) {
            Some((edits, title)) => told.fix(title, edits),
            None => told,
        })
    }
}
