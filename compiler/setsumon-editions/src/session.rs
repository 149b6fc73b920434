//! The compilation of a survey: by itself, as a step from the edition before, and held against its lock.

use setsumon_core::sources::Sources;
use setsumon_core::{Compilation, Parses};
use setsumon_diagnostics::{Code, Diagnostics, Fix};

use crate::step::Renamed;
use crate::{errors, lock, step};

/// Checks surveys, and remembers between checks what has not changed: the one way in for whoever makes something of a survey.
///
/// ```
/// use setsumon_core::sources::MemorySources;
/// use setsumon_editions::Session;
///
/// let survey = r#"setsumon 1
/// survey visit "Visit" { locale en  edition 2026 }
/// section a "About you" { integer age "How old are you?" unit "years" min 0 }
/// "#;
/// let checked = Session::new().check(&MemorySources::new().with("visit.survey", survey), "visit.survey");
/// assert!(checked.form().is_some());
/// ```
#[derive(Debug, Default)]
pub struct Session {
    parses: Parses,
    accepted: Vec<String>,
}

impl Session {
    /// A session in which nothing was checked yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with the new meaning of what stands at some paths accepted, whatever the survey's lock remembers.
    #[must_use]
    pub fn accepting(self, paths: &[String]) -> Self {
        Self { accepted: paths.to_vec(), ..self }
    }

    /// Compiles the survey at a path, and holds it against the edition before and against its lock. Where a published model lies there,
    /// it is the survey that it was made of; it was held against both when it was published.
    ///
    /// Never fails: what is wrong is in the diagnostics, and the soundness says what can be done with the survey all the same.
    pub fn check(&mut self, sources: &dyn Sources, root: &str) -> Compilation {
        let Self { parses, accepted } = self;
        let (mut renamed, mut judged): (Vec<Renamed>, bool) = (Vec::new(), false);
        let mut compiled = setsumon_core::compile(sources, root, parses, |mut finished| {
            judged = true;
            let checked = step::check(&finished);
            let mut problems = checked.problems;
            renamed = checked.renamed;
            let codes = lock::check(sources, root, &mut finished, checked.after, &problems, accepted);
            problems.extend(codes);
            problems
        });
        // That something is new was told before the editions could be compared.
        compiled.diagnostics.reword(|told| {
            let is_here = |one: &&Renamed| told.code == Code::MarkerMissing && one.places.contains(&told.span());
            let likely: Vec<&Renamed> = renamed.iter().filter(is_here).collect();
            if !likely.is_empty() {
                told.fix = told.fix.take().filter(|_| likely.iter().all(|one| !one.is_likely));
                told.help = Some(errors::several(likely.into_iter().map(|one| one.help.clone())));
            }
        });
        if !judged && compiled.followed.is_some() {
            wait(&mut compiled.diagnostics);
        }
        compiled
    }
}

/// Takes back what would have something called new while nobody knows what is gone: it may be one of those under another code, and a
/// thing that bears `@new` is never asked that again. Why is said once.
fn wait(told: &mut Diagnostics) {
    let mut said = false;
    told.reword(|told| {
        let calls_new = |fix: &Fix| fix.edits.iter().any(|(_, text)| text.contains("@new"));
        if told.code != Code::MarkerMissing && !told.fix.as_ref().is_some_and(calls_new) {
            return;
        }
        told.fix = None;
        told.help = Some(errors::not_compared_yet(said));
        said = true;
    });
}
