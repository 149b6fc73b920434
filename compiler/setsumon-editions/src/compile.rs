//! The whole compilation of a survey: by itself, as a step from the edition before, and held against its lock.

use setsumon_core::sources::Sources;
use setsumon_core::{Compilation, compile_and};

use crate::{lock, step};

/// Compiles the survey at a path, and holds it against the edition before and against its lock.
///
/// This is the one way in for whoever makes something of a survey.
pub fn compile(sources: &dyn Sources, root: &str) -> Compilation {
    compile_accepting(sources, root, &[])
}

/// The same, the new meaning of what stands at some paths accepted whatever the lock remembers.
pub fn compile_accepting(sources: &dyn Sources, root: &str, accepted: &[String]) -> Compilation {
    compile_and(sources, root, |mut finished| {
        let (mut problems, after) = step::check(&finished);
        let codes = lock::check(sources, root, &mut finished, after, &problems, accepted);
        problems.extend(codes);
        problems
    })
}
