//! Whether less is wrong than there was.

use setsumon_core::Compilation;
use setsumon_diagnostics::{Code, Diagnostics, Severity, Stage};

use super::offered::Offered;

/// So many sorts of mistakes, of which each hides those behind it.
const RANKS: usize = 5;

/// How much is wrong, the root of other things first.
fn rank(diagnostics: &Diagnostics) -> [usize; RANKS] {
    let mut rank = [0; RANKS];
    for one in diagnostics {
        if let Some(count) = rank.get_mut(rank_of(one.code)) {
            *count += 1;
        }
    }
    rank
}

/// What cannot be read, what is wrong in what was read, the step from the edition before, reasons that only an author can give, warnings.
pub(super) fn rank_of(code: Code) -> usize {
    match (code.severity(), code) {
        (Severity::Warning, _) => 4,
        (Severity::Error, Code::ReasonMissing) => 3,
        // Clauses in another order were read: a word that is mended may bring it to light.
        (Severity::Error, Code::ClauseOrder) => 1,
        (Severity::Error, code) if code.stage() == Stage::Reading => 0,
        (Severity::Error, code) if code.stage() == Stage::Editions => 2,
        (Severity::Error, _) => 1,
    }
}

/// Whether less is wrong than there was.
pub(super) fn is_less(before: &Compilation, after: &Compilation) -> bool {
    rank(&after.diagnostics) < rank(&before.diagnostics)
}

/// Whether corrections leave less wrong than there was: each takes away what it was offered for, and what cannot be read counts more
/// than what was read and is wrong, because reading on brings mistakes to light.
pub(super) fn is_gain(before: &Compilation, after: &Compilation, made: &[&Offered]) -> bool {
    let (was, is) = (rank(&before.diagnostics), rank(&after.diagnostics));
    let mut wanted = [0; RANKS];
    for one in made {
        if let Some(count) = wanted.get_mut(rank_of(one.code)) {
            *count += 1;
        }
    }
    for ((was, is), wanted) in was.iter().zip(&is).zip(&wanted) {
        // Several corrections may mend one mistake, and one alone has to mend it.
        let least = if made.len() == 1 { (*wanted).min(1) } else { *wanted };
        if is + least > *was {
            return false;
        }
        if is < was {
            return true;
        }
    }
    false
}
