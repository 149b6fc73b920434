//! What a rule is.

use setsumon_diagnostics::{Code, Diagnostic};

use crate::script::Script;

/// A rule: what it is called, and who looks for it. Its default level is that of its code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// Its code: number, name, page, and whether it is told unasked.
    pub(crate) code: Code,
    /// Adds what it finds, in any order; the same place may be found again.
    pub(crate) find: fn(&Script<'_>, &mut Vec<Diagnostic>),
}
