//! What the edition before had and this one has not: kept as `retired`, or told.

use setsumon_core::names;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use setsumon_core::frozen::{self, Item, Model, Question, Repeat, Text, Type};
use setsumon_core::walk::all;
use setsumon_core::{Finished, Site};
use setsumon_diagnostics::{Diagnostic, Span};

use super::history::History;
use super::lines::{derived, last, retired, written};
use super::places::{at_the_end, before, behind};
use crate::diff::{Change, Class, Kind, LikelyRename, LikelySplit, Told};
use crate::errors;

/// What is gone without a word, at the outermost thing that is.
pub(super) fn check(finished: &Finished<'_>, before: &Model, after: &Model, told: &Told) -> Vec<Diagnostic> {
    let kept = Kept::of(finished, after);
    let mut paths = BTreeSet::new();
    let mut problems = Vec::new();
    let options: BTreeSet<&str> = told
        .changes
        .iter()
        .filter(|change| is_gone(change) && change.subject.kind == Kind::Option)
        .filter_map(|change| Some(change.subject.old.as_deref()?.rsplit_once('.')?.1))
        .collect();
    let history = History::of(before);
    let gone = Gone { finished, before, after, likely: &told.likely, split: &told.split, options, history };
    // What is answered otherwise has other variables: that is told of, and is the root of this.
    let known: BTreeSet<Span> = finished.told.iter().map(Diagnostic::span).collect();
    let changed = |path: &str| finished.written.site(path).is_some_and(|site| known.contains(&site.name));
    let within_changed =
        |path: &str| changed(path) || path.match_indices('.').any(|(at, _)| path.get(..at).is_some_and(changed));
    for change in told.changes.iter().filter(|change| is_gone(change)) {
        let whole = gone.roster_around(change, &kept);
        let change = whole.as_ref().unwrap_or(change);
        let Some(path) = change.subject.old.as_deref() else { continue };
        // What stood in a `use` that likely has another code is told as that.
        let path = gone.renamed_around(path).unwrap_or(path);
        let inside = |outer: &String| path.strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with('.'));
        // What is asked now where it was computed keeps its code.
        let is_asked = change.subject.kind == Kind::Derived && kept.names.contains(names::of(path).as_str());
        let lost = kept.loses(before, path).unwrap_or_else(|| !kept.has_retired(path)) && !is_asked;
        if gone.is_drawn(change, path) {
            continue;
        }
        if lost && !within_changed(path) && !paths.iter().any(inside) && paths.insert(path.to_owned()) {
            problems.push(gone.told(change, path));
        }
    }
    let covered = |path: &str| paths.iter().any(|told| path == told || path.starts_with(&format!("{told}.")));
    for variable in before.variables.iter().filter(|variable| variable.role == frozen::Role::Answer) {
        let path = names::path(&variable.name);
        let drawn = path.rsplit_once('.').is_some_and(|(around, code)| gone.draws(around, code));
        // The cells of a column that is gone are told with it.
        let column = variable.question.as_ref().map(|question| format!("{question}.{}", names::code(&variable.name)));
        let drawn = drawn || column.is_some_and(|column| covered(&column));
        if !kept.name(&variable.name) && !drawn && !covered(&path) && !within_changed(&path) {
            problems.push(errors::code_dropped(finished.written.survey(), &format!("`{path}`"), None));
        }
    }
    let is_told = |path: &str| covered(path) || within_changed(path);
    problems.extend(gone.kept_no_more(&kept, is_told));
    problems
}

fn is_gone(change: &Change) -> bool {
    let gone = matches!(change.class, Class::Removed | Class::OptionRemoved) && change.subject.new.is_none();
    gone && match change.subject.kind {
        // A derived value has no answers to lose, and whoever reads the series by its name has it no more.
        Kind::Section | Kind::Roster | Kind::Question | Kind::Option | Kind::Row | Kind::Column | Kind::Derived => true,
        Kind::Survey | Kind::Page | Kind::Part | Kind::Group | Kind::Check | Kind::End => false,
    }
}

/// What there is in the new edition of names of the edition before.
pub(super) struct Kept<'a, 'f> {
    finished: &'a Finished<'f>,
    names: FxHashSet<&'a str>,
    /// The names, then and now, of what is retired: what lay inside is retired with it.
    retired: FxHashSet<&'a str>,
}

impl<'a, 'f> Kept<'a, 'f> {
    fn of(finished: &'a Finished<'f>, after: &'a Model) -> Self {
        let mut kept = Self { finished, names: FxHashSet::default(), retired: FxHashSet::default() };
        for variable in after.variables.iter().filter(|variable| variable.role != frozen::Role::Last) {
            let names = || std::iter::once(variable.name.as_str()).chain(variable.was.iter().map(String::as_str));
            kept.names.extend(names());
            if variable.role == frozen::Role::Retired {
                kept.retired.extend(names());
            }
        }
        kept
    }

    pub(super) fn name(&self, name: &str) -> bool {
        self.names.contains(name)
            || names::owners(name).any(|outer| self.retired.contains(outer))
            || self.has_retired(&names::path(name))
    }

    /// Whether a path, or what it stands in, is written as `retired`.
    fn has_retired(&self, path: &str) -> bool {
        let retired = |path: &str| self.finished.written.site(path).is_some_and(|site| site.retired);
        retired(path) || path.match_indices('.').any(|(at, _)| path.get(..at).is_some_and(retired))
    }

    /// Whether some variable at an old path has become nothing; nothing of a path without one: the code of a single choice.
    fn loses(&self, before: &Model, path: &str) -> Option<bool> {
        let name = names::of(path);
        let under = before
            .variables
            .iter()
            .filter(|variable| variable.role == frozen::Role::Answer && names::is_or_is_within(&variable.name, &name));
        under.map(|variable| !self.name(&variable.name)).reduce(|one, other| one || other)
    }
}

pub(super) struct Gone<'a, 'f> {
    pub(super) finished: &'a Finished<'f>,
    pub(super) before: &'a Model,
    pub(super) after: &'a Model,
    /// The codes of options that are gone.
    options: BTreeSet<&'a str>,
    /// What may have become of what is gone.
    likely: &'a [LikelyRename],
    /// What may have become several.
    split: &'a [LikelySplit],
    /// What the edition before kept for its history.
    pub(super) history: History,
}

impl Gone<'_, '_> {
    /// What something stood in that likely goes on under another code as a whole.
    fn renamed_around(&self, path: &str) -> Option<&str> {
        let around = |outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
        self.likely.iter().map(|likely| likely.old.as_str()).find(|old| around(old))
    }

    /// The roster of a question that is gone, where all of it is.
    fn roster_around(&self, change: &Change, kept: &Kept<'_, '_>) -> Option<Change> {
        let path = change.subject.old.as_deref().filter(|_| change.subject.kind == Kind::Question)?;
        let around = |outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
        let roster = self.before.repeats.iter().find(|roster| around(&roster.path))?;
        let mut own =
            self.before.variables.iter().filter(|variable| {
                variable.role == frozen::Role::Answer && variable.repeat.as_ref() == Some(&roster.name)
            });
        let is_gone = self.finished.written.site(&roster.path).is_none() && own.all(|own| !kept.name(&own.name));
        is_gone.then(|| {
            let mut whole = change.clone();
            whole.subject.kind = Kind::Roster;
            whole.subject.old = Some(roster.path.clone());
            whole.subject.name = roster.label.plain();
            whole
        })
    }

    /// Whether it is a row or option that a question draws from an earlier one, where the option is gone: that is the root of it.
    fn is_drawn(&self, change: &Change, path: &str) -> bool {
        let drawn = matches!(change.subject.kind, Kind::Option | Kind::Row);
        drawn && path.rsplit_once('.').is_some_and(|(around, code)| self.draws(around, code))
    }

    fn draws(&self, around: &str, code: &str) -> bool {
        let Some(site) = self.finished.written.site(around) else { return false };
        let words = self.finished.sources.text(site.whole.file).get(site.whole.range()).unwrap_or_default();
        self.options.contains(code) && words.contains("selected in")
    }

    /// What says that it is a part of it.
    fn parts(&self, path: &str) -> Vec<String> {
        let whole = names::of(path);
        let questions = self.after.variables.iter().filter(|variable| variable.splits.as_ref() == Some(&whole));
        let questions = questions.map(|variable| names::path(&variable.name));
        let (around, code) = path.rsplit_once('.').unwrap_or(("", path));
        let owner = names::of(around);
        let options = self.after.variables.iter().filter(|variable| variable.name == owner);
        let lists = options.filter_map(|variable| self.after.code_lists.get(variable.value.code_list()?));
        let options = lists.flat_map(|list| &list.codes);
        let options = options.filter(|one| one.splits.as_deref() == Some(code)).map(|one| one.code.clone());
        questions.chain(options).collect()
    }

    fn told(&self, change: &Change, path: &str) -> Diagnostic {
        let what = match change.subject.kind {
            Kind::Section => format!("the section `{path}`"),
            Kind::Roster => format!("the roster `{path}`"),
            Kind::Option => format!("the option `{path}`"),
            Kind::Row => format!("the row `{path}`"),
            Kind::Column => format!("the column `{path}`"),
            Kind::Derived => format!("the derived value `{path}`"),
            Kind::Survey | Kind::Page | Kind::Part | Kind::Group | Kind::Question | Kind::Check | Kind::End => {
                format!("`{path}`")
            }
        };
        let around = path.rsplit_once('.').and_then(|(around, _)| self.finished.written.site(around));
        let span = around.map_or(self.finished.written.survey(), |site| site.name);
        // What lies in what is gone as a whole may have become something else as well.
        let inside = |old: &str| old.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if let Some(split) = self.split.iter().find(|split| split.old == path) {
            let keep = if split.is_alike { None } else { self.keep(change, path) };
            return errors::code_likely_split(span, &what, split, keep);
        }
        let likely: Vec<&LikelyRename> = self.likely.iter().filter(|likely| inside(&likely.old)).collect();
        match likely.first() {
            Some(likely) if change.subject.kind == Kind::Derived => errors::value_renamed(span, &what, likely),
            Some(_) => errors::code_renamed(span, &what, &likely),
            None if !self.parts(path).is_empty() => {
                errors::code_split(span, &what, &self.parts(path), self.keep(change, path))
            }
            None => match (self.keep(change, path), change.subject.kind) {
                (None, Kind::Section | Kind::Roster) => errors::whole_dropped(span, &what, path),
                (keep, _) => errors::code_dropped(span, &what, keep),
            },
        }
    }

    /// The statement that keeps it, and where it is to stand.
    fn keep(&self, change: &Change, path: &str) -> Option<(String, Span, String)> {
        if change.subject.kind == Kind::Section {
            let section = self.before.sections.iter().find(|section| section.code == path)?;
            let inside = self.inside(path, &section.items)?;
            let retired = format!("section {path} {} {{ {inside} }}", written(&section.label.plain())?);
            let siblings: Vec<String> = self.before.sections.iter().map(|section| section.code.clone()).collect();
            return self.beside(&siblings, "", path, retired);
        }
        let (around, code) = path.rsplit_once('.')?;
        match change.subject.kind {
            Kind::Option | Kind::Row => {
                let retired = format!("retired {code} {}", written(&change.subject.name)?);
                let siblings = self.siblings(around, change.subject.kind);
                self.beside(&siblings, around, code, retired)
            }
            Kind::Question => {
                let question = self.before.questions.iter().find(|question| question.path == path)?;
                let label = Text::Plain(change.subject.name.clone());
                let is_there = self.finished.written.site(around).is_some();
                if !question.nested && is_there {
                    let kept = retired(question, code, &label, None)?;
                    let siblings = self.questions(question);
                    return self.beside(&siblings, around, code, kept);
                }
                // What stood in an option is kept beside its question, and what stood in a `use` or roster that is gone in its section,
                // where a code of its own is free.
                let (section, inner) = path.split_once('.')?;
                let (outer, _) = inner.split_once('.')?;
                let own = inner.replace('.', "_");
                if self.finished.written.site(&format!("{section}.{own}")).is_some() {
                    return None;
                }
                let kept = retired(question, &own, &label, Some(path))?;
                let (place, text) = match self.finished.written.site(&format!("{section}.{outer}")) {
                    Some(outer) => behind(self.finished.sources, outer, &kept),
                    None => at_the_end(self.finished.sources, self.finished.written.site(section)?, &kept)?,
                };
                Some((kept, place, text))
            }
            Kind::Roster => {
                let roster = self.before.repeats.iter().find(|roster| roster.path == path)?;
                self.beside(&[code.to_owned()], around, code, self.roster(roster, path)?)
            }
            Kind::Derived => {
                let calc = self.before.calcs.iter().find(|calc| calc.path == path)?;
                self.beside(&[code.to_owned()], around, code, derived(calc)?)
            }
            Kind::Survey
            | Kind::Page
            | Kind::Part
            | Kind::Section
            | Kind::Group
            | Kind::Column
            | Kind::Check
            | Kind::End => None,
        }
    }

    /// A roster that is gone, with all that stood in it: it keeps its table, and its entries are nobody's to fill in.
    fn roster(&self, roster: &Repeat, path: &str) -> Option<String> {
        let inside = self.inside(path, &roster.items)?;
        let code = last(path);
        let label = written(&roster.label.plain())?;
        let mark = if roster.personal { " @personal" } else { "" };
        Some(format!("repeat {code} {label} {}..{}{mark} {{ {inside} }}", roster.min, roster.max))
    }

    /// What keeps all that stood in a section or roster; nothing where something of it cannot be written so, or where all was kept for
    /// its history before.
    fn inside(&self, around: &str, items: &[Item]) -> Option<String> {
        let mut kept = Vec::new();
        for item in all(items) {
            match item {
                Item::Question { path } => {
                    let question = self.before.questions.iter().find(|question| question.path == *path)?;
                    let label = question.label.as_ref().unwrap_or(&question.name);
                    let own = path.strip_prefix(around).and_then(|rest| rest.strip_prefix('.'))?;
                    if !own.contains('.') {
                        kept.push(retired(question, &question.code, label, None)?);
                    } else if !question.nested
                        && question.repeat.as_ref().is_none_or(|roster| *roster == names::of(around))
                    {
                        // A block that was used there has no `retired` of its own; what stands in an option is kept with its question.
                        kept.push(retired(question, &own.replace('.', "_"), label, Some(path))?);
                    }
                }
                Item::Repeat { name } => {
                    let roster = self.before.repeats.iter().find(|roster| roster.name == *name)?;
                    kept.push(self.roster(roster, &roster.path)?);
                }
                Item::Calc { name } => {
                    kept.push(derived(self.before.calcs.iter().find(|calc| calc.name == *name)?)?);
                }
                Item::Group(_)
                | Item::Note(_)
                | Item::End { end: _ }
                | Item::Led(_)
                | Item::Headed(_)
                | Item::Branch(_) => {}
            }
        }
        kept.extend(self.history.lines_in(around));
        (!kept.is_empty()).then(|| kept.join("  "))
    }

    /// Behind the nearest thing that stood before it and still does, else before the nearest behind it, else at the end of what it stood
    /// in: of a table, where nothing is left, there is no telling rows and columns apart.
    pub(super) fn beside(
        &self,
        siblings: &[String],
        around: &str,
        code: &str,
        retired: String,
    ) -> Option<(String, Span, String)> {
        let place = siblings.iter().position(|sibling| sibling == code)?;
        let earlier = siblings.iter().take(place).rev();
        // Sections stand in nothing that has a path.
        let outer = self.finished.written.site(around);
        if outer.is_none() && !around.is_empty() {
            return None;
        }
        let site = |sibling: &String| match outer {
            None => self.finished.written.site(sibling),
            Some(outer) => {
                let site = self.finished.written.site(&format!("{around}.{sibling}"))?;
                // One of a list stands there, where all that use the list had what is gone.
                (outer.whole.contains(site.whole) || self.all_had(site, sibling, code)).then_some(site)
            }
        };
        let (place, text) = if let Some(earlier) = earlier.filter_map(&site).next() {
            behind(self.finished.sources, earlier, &retired)
        } else if let Some(next) = siblings.iter().skip(place + 1).filter_map(&site).next() {
            before(self.finished.sources, next, &retired)
        } else if self.is_table(around) {
            return None;
        } else {
            at_the_end(self.finished.sources, outer?, &retired)?
        };
        Some((retired, place, text))
    }

    /// Whether everything that offers what is written at a place offered a code of the edition before, in which that stood beside it.
    fn all_had(&self, site: Site, sibling: &str, code: &str) -> bool {
        if self
            .finished
            .sources
            .text(site.whole.file)
            .get(site.whole.range())
            .is_none_or(|words| words.starts_with('"'))
        {
            return false;
        }
        let uses = |path: &str| {
            self.finished.written.site(&format!("{path}.{sibling}")).is_some_and(|own| own.whole == site.whole)
        };
        let had = |path: &str| {
            let known = self.before.questions.iter().find(|question| question.path == path);
            known.is_some_and(|question| {
                [Kind::Option, Kind::Row]
                    .into_iter()
                    .any(|kind| crate::diff::codes(question, kind).iter().any(|known| known == code))
            })
        };
        self.after.questions.iter().filter(|question| uses(&question.path)).all(|question| had(&question.path))
    }

    fn is_table(&self, path: &str) -> bool {
        let question = self.before.questions.iter().find(|question| question.path == path);
        question.is_some_and(|question| match question.answer {
            Type::Grid { rows: _, cells: _ } => true,
            Type::Single { variable: _, choices: _ }
            | Type::Multi { choices: _, pick: _ }
            | Type::Rank { choices: _, pick: _ }
            | Type::Gate { variable: _, options: _ }
            | Type::Field { variable: _, field: _, specify: _, items: _, alternatives: _ } => false,
        })
    }

    /// The codes of the questions beside one, in the order of the edition before.
    fn questions(&self, question: &Question) -> Vec<String> {
        let around = question.path.rsplit_once('.').map(|(around, _)| around);
        let beside = |other: &&Question| other.path.rsplit_once('.').map(|(around, _)| around) == around;
        self.before.questions.iter().filter(beside).map(|question| question.code.clone()).collect()
    }

    /// The codes of the options or rows of a question, in the order of the edition before.
    fn siblings(&self, question: &str, kind: Kind) -> Vec<String> {
        let Some(question) = self.before.questions.iter().find(|known| known.path == question) else {
            return Vec::new();
        };
        crate::diff::codes(question, kind)
    }
}
