//! What the edition before kept for its history: a line of `retired` that is left out takes its variable out of the codebook, and is told
//! as what is asked is.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use setsumon_core::frozen::{FieldKind, Model, PastVariable, Question, Role, TextShape, Value, ValueKind, Variable};
use setsumon_core::names;
use setsumon_diagnostics::Diagnostic;

use super::dropped::{Gone, Kept};
use super::lines::{last, written};
use super::places::at_the_end;
use crate::diff::Kind;
use crate::errors;

/// The questions that an edition keeps, by their paths.
#[derive(Debug, Default)]
pub(super) struct History(BTreeMap<String, Line>);

/// A question that is kept: the line that keeps it, and its variables.
#[derive(Debug)]
struct Line {
    /// What it stands in.
    around: String,
    /// The line; nothing where its words cannot be written so.
    words: Option<String>,
    names: Vec<String>,
}

impl History {
    pub(super) fn of(before: &Model) -> Self {
        let kept: Vec<&Variable> =
            before.variables.iter().filter(|own| own.role == Role::Retired && own.question.is_none()).collect();
        if kept.is_empty() {
            return Self::default();
        }
        let around = containers(before);
        let mut parts: BTreeMap<(String, String), Vec<&Variable>> = BTreeMap::new();
        for variable in kept {
            let path = names::path(&variable.name);
            let ends = path.match_indices('.').map(|(at, _)| at);
            let outer = ends.filter_map(|at| path.get(..at)).rfind(|outer| around.contains(outer));
            let Some(outer) = outer else { continue };
            let code = path.get(outer.len() + 1..).and_then(|rest| rest.split('.').next()).unwrap_or_default();
            parts.entry((outer.to_owned(), format!("{outer}.{code}"))).or_default().push(variable);
        }
        let past: BTreeMap<String, PastVariable> =
            before.past().into_iter().map(|past| (past.name.clone(), past)).collect();
        let lines = parts.into_iter().map(|((around, path), variables)| {
            let words = line(&path, &variables, &past);
            let names = variables.iter().map(|variable| variable.name.clone()).collect();
            (path, Line { around, words, names })
        });
        Self(lines.collect())
    }

    /// The lines that keep what stood in something.
    pub(super) fn lines_in(&self, around: &str) -> Vec<String> {
        let inside = self.0.values().filter(|line| line.around == around);
        inside.filter_map(|line| line.words.clone()).collect()
    }
}

/// What a question may stand in: sections, rosters, and what else questions that are asked stand in.
fn containers(before: &Model) -> FxHashSet<&str> {
    let sections = before.sections.iter().map(|section| section.code.as_str());
    let rosters = before.repeats.iter().map(|roster| roster.path.as_str());
    let around = before.questions.iter().flat_map(|question| {
        let path = question.path.as_str();
        path.match_indices('.').filter_map(move |(at, _)| path.get(..at))
    });
    sections.chain(rosters).chain(around).collect()
}

/// The line that keeps what stood in these variables.
fn line(path: &str, variables: &[&Variable], past: &BTreeMap<String, PastVariable>) -> Option<String> {
    let own = variables.iter().find(|variable| names::path(&variable.name) == path);
    let first = own.or_else(|| variables.first())?;
    let label = written(&first.label.first()?.plain())?;
    let (kind, behind) = match own {
        Some(own) => kind_of(own, past.get(&own.name)),
        None => (kind_of_parts(path, variables, past), String::new()),
    };
    Some(format!("retired {kind} {} {label}{behind}", last(path)))
}

/// The kind that keeps a variable, and what stands behind its label.
fn kind_of(variable: &Variable, past: Option<&PastVariable>) -> (String, String) {
    let blank = past.and_then(|past| past.states.last()).and_then(|state| state.blank);
    let bare = |kind: FieldKind| (kind.to_string(), String::new());
    match &variable.value {
        Value::Code { list: _ } => ("single".to_owned(), String::new()),
        Value::Tick => bare(FieldKind::Flag),
        Value::Rank { max: _ } => ("rank".to_owned(), String::new()),
        Value::Integer { min, max } => match blank {
            Some(FieldKind::Scale) => (FieldKind::Scale.to_string(), format!(" {min} to {max}")),
            Some(year @ (FieldKind::Year | FieldKind::FiscalYear)) => bare(year),
            _ => bare(FieldKind::Integer),
        },
        Value::Decimal { digits, min: _, max: _ } => (FieldKind::Decimal.to_string(), format!(" digits {digits}")),
        Value::Month { min: _, max: _ } => bare(FieldKind::Month),
        Value::Date { min: _, max: _ } => bare(FieldKind::Date),
        Value::Text { shape, picture: _, max_length: _, lines } => bare(match shape {
            TextShape::Email => FieldKind::Email,
            TextShape::Tel => FieldKind::Tel,
            TextShape::Postal | TextShape::PostalJa => FieldKind::Postal,
            TextShape::Url => FieldKind::Url,
            TextShape::Free if *lines => FieldKind::LongText,
            TextShape::Free | TextShape::Picture => FieldKind::Text,
        }),
    }
}

/// The kind that keeps what had no column of its own.
fn kind_of_parts(path: &str, variables: &[&Variable], past: &BTreeMap<String, PastVariable>) -> String {
    let is = |kind: ValueKind| variables.iter().any(|variable| variable.value.kind() == kind);
    let owner = names::of(path);
    let direct =
        |variable: &&&Variable| names::within(&variable.name, &owner).is_some_and(|rest| !names::has_several(rest));
    if is(ValueKind::Rank) {
        return "rank".to_owned();
    }
    if is(ValueKind::Code) {
        return "single".to_owned();
    }
    let ticks = variables.iter().all(|variable| variable.value.kind() == ValueKind::Tick);
    if ticks || variables.iter().filter(direct).any(|variable| variable.value.kind() == ValueKind::Tick) {
        return "multi".to_owned();
    }
    let mut kinds = variables.iter().map(|variable| kind_of(variable, past.get(&variable.name)).0);
    let first = kinds.next().unwrap_or_default();
    // A table of several columns is kept as text, and of points nobody knows here how many there are in all rows.
    let is_one = kinds.all(|kind| kind == first) && first != FieldKind::Scale.as_str();
    let is_one = is_one && first != FieldKind::Decimal.as_str();
    if is_one { first } else { FieldKind::Text.to_string() }
}

impl Gone<'_, '_> {
    /// What was kept for its history and is kept no more.
    pub(super) fn kept_no_more(&self, kept: &Kept<'_, '_>, is_told: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (path, line) in &self.history.0 {
            if is_told(path) || line.names.iter().all(|name| kept.name(name)) {
                continue;
            }
            let site = self.finished.written.site(&line.around);
            let span = site.map_or(self.finished.written.survey(), |site| site.name);
            let place = site.and_then(|site| at_the_end(self.finished.sources, site, line.words.as_ref()?));
            let keep = line.words.clone().map(|words| (words, place));
            problems.push(errors::history_dropped(span, &format!("`{path}`"), keep));
        }
        for question in &self.before.questions {
            self.options_kept_no_more(question, kept, &is_told, &mut problems);
        }
        problems
    }

    /// The options and rows of a question that is asked still.
    fn options_kept_no_more(
        &self,
        question: &Question,
        kept: &Kept<'_, '_>,
        is_told: &impl Fn(&str) -> bool,
        problems: &mut Vec<Diagnostic>,
    ) {
        for kind in [Kind::Option, Kind::Row] {
            let gone = crate::diff::retired(question, kind);
            if gone.is_empty() {
                continue;
            }
            let Some(now) = self.became(question) else { continue };
            let codes = crate::diff::codes(now, kind);
            for (code, label) in gone {
                let old = format!("{}.{code}", question.path);
                let path = format!("{}.{code}", now.path);
                let is_there = codes.contains(&code)
                    || self.finished.written.site(&path).is_some()
                    || kept.name(&names::of(&old))
                    || self.is_code_before(now, &code);
                if is_there || is_told(&old) || is_told(&path) {
                    continue;
                }
                let span =
                    self.finished.written.site(&now.path).map_or(self.finished.written.survey(), |site| site.name);
                let keep = written(&label).map(|label| {
                    let line = format!("retired {code} {label}");
                    let place = self.beside(&crate::diff::codes(question, kind), &now.path, &code, line.clone());
                    (line, place.map(|(_, place, text)| (place, text)))
                });
                let what = if kind == Kind::Row { format!("the row `{old}`") } else { format!("the option `{old}`") };
                problems.push(errors::history_dropped(span, &what, keep));
            }
        }
    }

    /// What a question is in the new edition.
    fn became(&self, question: &Question) -> Option<&Question> {
        let here = self.after.questions.iter().find(|now| now.path == question.path);
        here.or_else(|| {
            let own = self.before.variables.iter().find(|own| own.question.as_ref() == Some(&question.path))?;
            let now = self.after.variables.iter().find(|now| now.was.contains(&own.name))?;
            self.after.questions.iter().find(|after| Some(&after.path) == now.question.as_ref())
        })
    }

    /// Whether a code of a question says that it was this one.
    fn is_code_before(&self, now: &Question, code: &str) -> bool {
        let own = self.after.variables.iter().filter(|own| own.question.as_ref() == Some(&now.path));
        let lists = own.filter_map(|own| self.after.code_lists.get(own.value.code_list()?));
        lists.flat_map(|list| &list.codes).any(|own| own.was.iter().any(|was| was == code))
    }
}
