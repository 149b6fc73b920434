//! What `was` cannot say: an answer of each entry of a roster is no answer of the whole, nor the other way about.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::frozen::{Model, Role, Variable};
use setsumon_core::{Finished, names};
use setsumon_diagnostics::{Diagnostic, Span};

use crate::errors;

/// What went into a roster, out of one, or into another.
pub(super) fn moved(finished: &Finished<'_>, before: &Model, after: &Model) -> Vec<Diagnostic> {
    let old: FxHashMap<&str, &Variable> =
        before.variables.iter().filter(|old| old.role == Role::Answer).map(|old| (old.name.as_str(), old)).collect();
    let rosters: FxHashSet<&str> = after.repeats.iter().map(|roster| roster.name.as_str()).collect();
    let is_another = |then: &Option<String>, now: &Option<String>| match (then, now) {
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
        // A roster under another code is the same one, if none bears the code that it had.
        (Some(then), Some(now)) => then != now && rosters.contains(then.as_str()),
    };
    let mut places: BTreeSet<Span> = BTreeSet::new();
    let mut problems = Vec::new();
    for variable in after.variables.iter().filter(|variable| variable.role == Role::Answer) {
        let mut was = variable.was.iter().filter_map(|name| old.get(name.as_str()));
        let Some(then) = was.find(|old| is_another(&old.repeat, &variable.repeat)) else { continue };
        let path = names::path(&variable.name);
        let question = variable.question.as_deref().unwrap_or(&path);
        let Some(site) = finished.written.site(&path).or_else(|| finished.written.site(question)) else { continue };
        if places.insert(site.name) {
            let both = (then.repeat.is_some(), variable.repeat.is_some());
            problems.push(errors::roster_changed(site.name, &path, &names::path(&then.name), both));
        }
    }
    problems
}
