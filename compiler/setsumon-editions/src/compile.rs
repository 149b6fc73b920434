//! The whole compilation of a survey: by itself, and as a step from the edition before.

use setsumon_core::sources::Sources;
use setsumon_core::{Compilation, compile_and};

use crate::step;

/// Compiles the survey at a path, and holds it against the edition before and against its lock.
///
/// This is the one way in for whoever makes something of a survey.
pub fn compile(sources: &dyn Sources, root: &str) -> Compilation {
    compile_and(sources, root, |finished| step::check(&finished))
}
