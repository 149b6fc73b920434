//! The edition held against the one before: markers and the codes of variables.

use rustc_hash::FxHashSet;
use setsumon_syntax::ast::Statement;

use super::Lowerer;
use crate::errors::editions as errors;
use crate::form::{Marker, Role};

impl Lowerer<'_, '_> {
    /// Marker against history, variable by variable; a question is reported once, at its first variable that lies.
    pub(super) fn check_editions(&mut self, survey: &Statement) {
        let Some(previous) = &self.previous else { return };
        let before: FxHashSet<&str> = previous
            .variables
            .iter()
            .filter(|variable| variable.editions.contains(&previous.edition))
            .map(|variable| variable.name.as_str())
            .collect();
        let mut problems = Vec::new();
        let mut reported = FxHashSet::default();
        let mut kept: FxHashSet<&str> = FxHashSet::default();
        for variable in self.variables.values() {
            kept.insert(variable.name.as_str());
            kept.extend(variable.was.iter().map(String::as_str));
            match variable.role {
                Role::Answer => {}
                Role::Given | Role::Retired | Role::Last(_) => continue,
            }
            let existed = before.contains(variable.name.as_str())
                || variable.was.iter().any(|name| before.contains(name.as_str()));
            let problem = match (variable.marker, existed) {
                (Marker::New, true) => errors::marker_wrong(variable.origin, &format!("`{}`", variable.name)),
                (Marker::Kept | Marker::Updated, false) => {
                    errors::marker_missing(variable.origin, &format!("`{}`", variable.name))
                }
                (Marker::New, false) | (Marker::Kept | Marker::Updated, true) => continue,
            };
            // The cells of one question lie together: one message for all of them.
            if reported.insert(variable.question) {
                problems.push(problem);
            }
        }
        let mut gone: Vec<&str> = before.into_iter().filter(|name| !kept.contains(name)).collect();
        gone.sort_unstable();
        for name in gone {
            problems.push(errors::code_dropped(survey.kind_span, &format!("`{name}`")));
        }
        self.diagnostics.extend(problems);
    }
}
