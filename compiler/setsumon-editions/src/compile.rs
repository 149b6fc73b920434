//! The whole compilation of a survey: by itself, as a step from the edition before, and held against its lock.

use setsumon_core::sources::Sources;
use setsumon_core::{Compilation, compile_and};
use setsumon_diagnostics::Code;

use crate::{lock, step};

/// Compiles the survey at a path, and holds it against the edition before and against its lock.
///
/// This is the one way in for whoever makes something of a survey.
pub fn compile(sources: &dyn Sources, root: &str) -> Compilation {
    compile_accepting(sources, root, &[])
}

/// The same, the new meaning of what stands at some paths accepted whatever the lock remembers.
pub fn compile_accepting(sources: &dyn Sources, root: &str, accepted: &[String]) -> Compilation {
    let mut renamed = Vec::new();
    let mut compiled = compile_and(sources, root, |mut finished| {
        let checked = step::check(&finished);
        let mut problems = checked.problems;
        renamed = checked.renamed;
        let codes = lock::check(sources, root, &mut finished, checked.after, &problems, accepted);
        problems.extend(codes);
        problems
    });
    // That something is new was told before the editions could be compared.
    compiled.diagnostics.reword(|told| {
        let likely = renamed.iter().find(|one| told.code == Code::MarkerMissing && one.places.contains(&told.span()));
        if let Some(likely) = likely {
            told.help = Some(likely.help.clone());
            told.fix = None;
        }
    });
    compiled
}
