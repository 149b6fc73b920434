//! Reasons for changes: demanded where the time series asks for one, stale where nothing changed.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::Finished;
use setsumon_core::form::{Locale, ReasonSort};
use setsumon_core::frozen::{self, Model};
use setsumon_core::names;
use setsumon_diagnostics::{Diagnostic, Span};

use crate::diff::{self, Change, Class, Told};
use crate::errors;
use crate::marks::{self, marked, shortened};

/// So many characters of a wording are quoted in a message.
const QUOTED: usize = 160;

/// What changed in meaning without a word of why: one message for each question, at its first place.
pub(super) fn demanded(finished: &Finished<'_>, before: &Model, changes: &[Change]) -> Vec<Diagnostic> {
    let mut by_owner: BTreeMap<(Span, String), Vec<(&Change, Span)>> = BTreeMap::new();
    // What is told of already, a type that changed or an option that is not marked, is the root of these.
    let known: BTreeSet<Span> = finished.told.iter().map(Diagnostic::span).collect();
    for change in changes.iter().filter(|change| diff::wants_reason(change)) {
        let Some(path) = change.subject.new.as_deref() else { continue };
        // No reason makes a code free that was given up: that it is taken is told of it.
        if change.class == Class::CodeReused && was_retired(before, change) {
            continue;
        }
        // The changes of a question's options, rows and columns are one decision.
        let (owner, _) = change.subject.thing();
        let Some(site) = finished.written.site(owner) else { continue };
        let place = finished.written.site(path).unwrap_or(site).name;
        if known.contains(&place) || known.contains(&site.name) {
            continue;
        }
        by_owner.entry((site.name, owner.to_owned())).or_default().push((change, place));
    }
    let mut owners: BTreeMap<(Span, bool), Vec<String>> = BTreeMap::new();
    let mut told = Vec::new();
    for ((span, owner), changes) in by_owner {
        let message = match changes.as_slice() {
            [(only, _)] => format!("{}, and nothing says why", what_changed(only)),
            several => format!(
                "`{owner}` is not what it was in edition {}: {} changes, and nothing says why",
                before.survey.edition,
                several.len()
            ),
        };
        let facts = match changes.as_slice() {
            [(_, place)] => vec![(*place, "changed here".to_owned())],
            several => several.iter().map(|(change, place)| (*place, fact(change))).collect(),
        };
        let first = facts.first().map_or(span, |(place, _)| *place);
        let span = if changes.len() == 1 { first } else { span };
        let help = help(&owner, &changes, finished.form.survey().locale);
        // What stands in a list or a block is told once, not at every question that uses it, and names them all.
        let own = owners.entry((span, facts.len() > 1)).or_default();
        if own.is_empty() {
            told.push((span, message, facts, help));
        }
        own.push(owner);
    }
    let told = told.into_iter().map(|(span, message, facts, help)| {
        let used_by = owners.remove(&(span, facts.len() > 1)).unwrap_or_default();
        errors::reason_missing(span, message, facts, help, &used_by)
    });
    told.collect()
}

/// Whether an option was kept for its history alone in the edition before.
fn was_retired(before: &Model, change: &Change) -> bool {
    let Some((around, code)) = change.subject.old.as_deref().and_then(|path| path.rsplit_once('.')) else {
        return false;
    };
    let name = names::of(around);
    let member = names::member(&name, code);
    let variables = || before.variables.iter();
    let list = variables().find(|variable| variable.name == name).and_then(|variable| variable.value.code_list());
    let codes = list.and_then(|list| before.code_lists.get(list)).map_or(&[][..], |list| &list.codes);
    codes.iter().any(|known| known.code == code && known.retired)
        || variables().any(|variable| variable.name == member && variable.role == frozen::Role::Retired)
}

fn what_changed(change: &Change) -> String {
    let path = change.subject.new.as_deref().unwrap_or_default();
    let both = || both(change);
    match change.class {
        Class::Wording => format!("the words of `{path}` changed: {}", both()),
        Class::OptionReworded => format!("the option `{path}` changed its words: {}", both()),
        Class::OptionAdded => format!("the option `{path}` was added"),
        Class::OptionRemoved => format!("the option `{path}` is no longer offered"),
        Class::ConditionWider => format!("`{path}` is asked of more than before"),
        Class::ConditionNarrower => format!("`{path}` is asked of fewer than before"),
        Class::ConditionOther => format!("`{path}` is asked of others than before"),
        Class::Derivation => format!("`{path}` is derived otherwise than before"),
        Class::Merged => format!("`{path}` is what several were before"),
        Class::Split => format!("{} became {}", was(change), listed(&change.parts)),
        Class::Unit => format!("the unit of `{path}` changed: {}", both()),
        Class::Scale => format!("the points of `{path}` mean something else: {}", both()),
        Class::Type => format!("`{path}` is answered otherwise than before: {}", both()),
        Class::CodeReused => format!("`{path}` means something else than before: {}", both()),
        Class::RollOver
        | Class::Typography
        | Class::Renumbered
        | Class::Moved
        | Class::Guidance
        | Class::Required
        | Class::OptionReordered
        | Class::Range
        | Class::Rule
        | Class::Privacy
        | Class::Renamed
        | Class::Added
        | Class::Removed => format!("`{path}` changed"),
    }
}

/// Paths, as they are named in a sentence.
fn listed(paths: &[String]) -> String {
    let all: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    match all.as_slice() {
        [all @ .., one, last] if !all.is_empty() => format!("{}, {one} and {last}", all.join(", ")),
        _ => all.join(" and "),
    }
}

/// One of several changes, at its own place.
fn fact(change: &Change) -> String {
    match change.class {
        Class::Wording | Class::OptionReworded | Class::CodeReused => format!("was {}", was(change)),
        Class::OptionAdded => "added".to_owned(),
        Class::OptionRemoved => "no longer offered".to_owned(),
        Class::ConditionWider => "asked of more".to_owned(),
        Class::ConditionNarrower => "asked of fewer".to_owned(),
        Class::ConditionOther => "asked of others".to_owned(),
        Class::Derivation => "derived otherwise".to_owned(),
        Class::Merged => "was several".to_owned(),
        Class::Split => format!("part of what was {}", was(change)),
        Class::Unit => format!("the unit was {}", was(change)),
        Class::Scale => format!("the scale was {}", was(change)),
        Class::Type => format!("the type was {}", was(change)),
        Class::RollOver
        | Class::Typography
        | Class::Renumbered
        | Class::Moved
        | Class::Guidance
        | Class::Required
        | Class::OptionReordered
        | Class::Range
        | Class::Rule
        | Class::Privacy
        | Class::Renamed
        | Class::Added
        | Class::Removed => "changed".to_owned(),
    }
}

fn help(owner: &str, changes: &[(&Change, Span)], locale: Locale) -> String {
    let sort = sort(changes);
    let why = locale.words().reports.changes.why.to_lowercase();
    // Whether only the writing changed is for the author to say: it is not there to be pasted.
    let (sort, typo) = if sort == "typo" { ("", " (`revised typo` if only the writing changed)") } else { (sort, "") };
    let said = if sort.is_empty() { String::new() } else { format!("{sort} ") };
    // What cannot be guessed is not proposed: a word pasted from here would be believed in the report.
    let sorts = match sort {
        "" => {
            "; before the reason may stand its sort, `concept` if another thing is meant, `reality` if the world changed"
        }
        _ => "",
    };
    format!(
        "add `revised {said}\"{why}\"` to `{owner}` if its series goes on{typo}, `break {said}\"{why}\"` if it ends here{sorts}"
    )
}

/// The sort of reason that the changes suggest; what is meant is for the author to say.
fn sort(changes: &[(&Change, Span)]) -> &'static str {
    let all = |classes: &[Class]| changes.iter().all(|(change, _)| classes.contains(&change.class));
    if all(&[Class::OptionAdded]) {
        "addition"
    } else if changes.iter().all(|(change, _)| diff::can_be_writing(change)) {
        "typo"
    } else if all(&[Class::ConditionWider, Class::ConditionNarrower, Class::ConditionOther]) {
        "reality"
    } else {
        ""
    }
}

/// What was, and what is.
fn both(change: &Change) -> String {
    let (old, new) = parts(change);
    format!("{old} → {new}")
}

/// What was.
fn was(change: &Change) -> String {
    parts(change).0
}

/// Both wordings, of long ones the part that changed, each from a little before where they part: what is cut off is not the difference.
fn parts(change: &Change) -> (String, String) {
    let [old, new] = [&change.old, &change.new].map(|words| words.as_deref().unwrap_or_default().replace('\n', " "));
    let (before, after) = marked(&old, &new);
    let (old, new) = (marks::words(&shortened(before)), marks::words(&shortened(after)));
    let same = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    (excerpt(&old, same), excerpt(&new, same))
}

/// The words in one line, or the part of them in which a place lies.
fn excerpt(words: &str, place: usize) -> String {
    let words: Vec<char> = words.chars().collect();
    if words.is_empty() {
        return "nothing".to_owned();
    }
    let most = words.len().saturating_sub(QUOTED);
    let from = if most == 0 { 0 } else { place.saturating_sub(QUOTED / 3).min(most) };
    let part: String = words.iter().skip(from).take(QUOTED).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if from + QUOTED < words.len() { "…" } else { "" });
    format!("`{before}{part}{after}`")
}

/// Reasons of a sort that the change is not: a slip of the pen takes no option away, and where nothing was added no addition was made.
pub(super) fn contradicting(finished: &Finished<'_>, told: &Told) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut places = BTreeSet::new();
    // A reason in a list is one for all that use it.
    let mut added: BTreeSet<Span> = BTreeSet::new();
    let given_for = |path: &str| -> Vec<&Change> {
        let places = told.given_for.get(path).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| told.changes.get(*place)).collect()
    };
    for stated in finished.form.reasons() {
        if given_for(&stated.path).into_iter().any(diff::adds) {
            added.insert(stated.origin);
        }
    }
    for stated in finished.form.reasons() {
        let changes = given_for(&stated.path);
        let problem = match stated.reason.sort {
            ReasonSort::Typo => changes.into_iter().find(|change| !diff::can_be_writing(change)).map(|change| {
                let site = change.subject.new.as_deref().and_then(|path| finished.written.site(path));
                let place = site.map(|site| (site.name, fact(change)));
                errors::reason_contradicts(stated.origin, "typo", &what_changed(change), place)
            }),
            ReasonSort::Addition => (!changes.is_empty() && !added.contains(&stated.origin)).then(|| {
                let why = format!("nothing was added to `{}`", stated.path);
                errors::reason_contradicts(stated.origin, "addition", &why, None)
            }),
            ReasonSort::Concept | ReasonSort::Reality | ReasonSort::Other => None,
        };
        problems.extend(problem.filter(|_| places.insert(stated.origin)));
    }
    problems
}

/// Reasons at what did not change.
pub(super) fn stale(finished: &Finished<'_>, explained: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut by_place: BTreeMap<Span, Vec<&str>> = BTreeMap::new();
    for stated in finished.form.reasons() {
        by_place.entry(stated.origin).or_default().push(&stated.path);
    }
    // A reason in a list is one for all that use it, and true if it explains a change in one of them.
    let stale = by_place.into_iter().filter(|(_, paths)| paths.iter().all(|path| !explained.contains(*path)));
    let told = stale.filter_map(|(span, paths)| {
        let path = paths.first()?;
        Some(errors::reason_stale(span, path, finished.written.clause_with_space(path, span)))
    });
    told.collect()
}
