//! Which word of the codebook's language stands for what.

use setsumon_core::form::{Marker, Medium, Special};
pub(crate) use setsumon_words::Codebook as Words;

pub(crate) fn marker(words: &Words, marker: Marker) -> &'static str {
    match marker {
        Marker::Kept => words.kept,
        Marker::New => words.new,
        Marker::Updated => words.updated,
    }
}

/// Where something is shown, if not everywhere.
pub(crate) fn medium(words: &Words, medium: Medium) -> Option<&'static str> {
    match medium {
        Medium::Both => None,
        Medium::Screen => Some(words.screen),
        Medium::Paper => Some(words.paper),
    }
}

pub(crate) fn special(words: &Words, special: Special) -> &'static str {
    match special {
        Special::DontKnow => words.dont_know,
        Special::Refused => words.refused,
        Special::NotApplicable => words.not_applicable,
    }
}
