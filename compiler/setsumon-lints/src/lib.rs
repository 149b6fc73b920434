//! What a good editor would say of a survey without a mistake: of its options, its wording, its design.
//!
//! Nothing here says that a survey is wrong, and nothing that is made of it depends on this crate. A finding is a warning with a code of
//! the stage “wording”; `allow` at the thing keeps it from being told. Texts are judged as they are written, with a mark for what is
//! filled in, so that every finding and every correction has its place in the author's file.
//!
//! To add a rule: a code and its page, a function over a [`script::Script`] in the module of its group, a line in that module's `RULES`,
//! and surveys in `tests/corpus/lints/` that are wrong and right.

mod access;
mod found;
mod instead;
mod japanese;
mod language;
mod options;
mod rule;
mod script;
mod structure;
mod wording;
mod words;

use rustc_hash::FxHashSet;
use setsumon_core::Compilation;
use setsumon_diagnostics::{Code, Diagnostic};

use crate::rule::Rule;
use crate::script::Script;

/// All rules, by group.
const GROUPS: &[&[Rule]] =
    &[options::RULES, instead::RULES, structure::RULES, wording::RULES, access::RULES, japanese::RULES];

/// What all rules find in a survey, in reading order, each thing once, whatever uses it. Nothing of a survey with mistakes of its own,
/// which are mended first, and nothing of a model, which has no text.
///
/// It is for [`Compilation::advise`]: what an author allows is still among it, and so is what is told only where a project asks for it.
pub fn find(compilation: &Compilation) -> Vec<Diagnostic> {
    let Some(script) = Script::of(compilation) else { return Vec::new() };
    let mut found = Vec::new();
    for rule in GROUPS.iter().copied().flatten() {
        (rule.find)(&script, &mut found);
    }
    let mut seen = FxHashSet::default();
    found.retain(|told| seen.insert((told.code, told.span())));
    found.sort_by_key(|told| (told.span().file, told.span().start, told.code));
    found
}

/// The codes that rules have, in the order of the rules.
pub fn codes() -> impl Iterator<Item = Code> {
    GROUPS.iter().copied().flatten().map(|rule| rule.code)
}
