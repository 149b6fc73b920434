//! What is kept for its history is kept as what it was: its words, its kind and its options are those of the last edition that asked it.
//!
//! ```text
//! then  single way "How did you come?" { foot "On foot"  bike "By bike" }
//! now   retired text way "Your way"      told, with `retired single way "How did you come?"`
//! ```

use std::collections::BTreeMap;
use std::ops::Bound;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Diagnostic, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, QuestionKind, Statement, Text};
use setsumon_syntax::words;

use super::Lowerer;
use crate::alike::{Alike, alike};
use crate::errors::editions as errors;
use crate::form::Previous;
use crate::frozen::{FieldKind, JOINT, PastCode, PastState, PastVariable, TextShape, Value, ValueKind};
use crate::names;
use crate::resolve::symbols::{SymbolId, SymbolKind};
use crate::resolve::written::with_space_before;

/// What the editions before remember, by name.
struct Remembered<'p>(BTreeMap<&'p str, &'p PastVariable>);

/// What a thing was called, with the edition whose words these are and the last one that asked it.
struct Called {
    words: String,
    edition: i64,
    last: i64,
}

/// What keeps something: its kind, and what stands behind its label.
struct Wanted {
    /// The kinds that are true of it, the best first.
    kinds: Vec<QuestionKind>,
    points: Option<(i64, i64)>,
    digits: Option<u32>,
}

impl Lowerer<'_, '_> {
    /// Tells of what is retired as something else than it was.
    pub(super) fn check_kept_as(&self) -> Vec<Diagnostic> {
        let Some(previous) = &self.previous else { return Vec::new() };
        let known = Remembered(previous.past.iter().map(|past| (past.name.as_str(), past)).collect());
        let mut old = FxHashMap::default();
        let mut places: FxHashSet<Span> = FxHashSet::default();
        let mut problems = Vec::new();
        for (id, symbol) in self.symbols.iter() {
            let Some(statement) = symbol.statement.filter(|_| symbol.kind != SymbolKind::Specify) else { continue };
            let in_retired = symbol.parent.is_some_and(|parent| self.symbols.get(parent).kind == SymbolKind::Retired);
            if statement.kind != Kind::Retired && !in_retired {
                continue;
            }
            let paths = self.old_paths(id, &mut old);
            let [path] = paths.as_slice() else { continue };
            let name = names::of(path);
            let problem = match symbol.kind == SymbolKind::Retired {
                true => self.question_otherwise(id, statement, &name, &known, previous),
                false => self.option_otherwise(id, statement, &name, &known, previous.edition + 1),
            };
            // What is written once in a list or block is told once.
            problems.extend(problem.filter(|problem| places.insert(problem.span())));
        }
        problems
    }

    /// A question that is retired in other words or as another kind.
    fn question_otherwise(
        &self,
        id: SymbolId,
        statement: &Statement,
        name: &str,
        known: &Remembered<'_>,
        previous: &Previous,
    ) -> Option<Diagnostic> {
        let symbol = self.symbols.get(id);
        let written = statement.of()?;
        let now = previous.edition + 1;
        let own = known.0.get(name).copied();
        let inside: Vec<&PastVariable> = known.inside(name).collect();
        let (called, wanted) = match own {
            Some(past) => (called(past), known.kind(past)),
            None => (known.called_together(&inside), kind_of_parts(&inside, name)),
        };
        let label = statement.label.as_ref()?;
        let words = bare(label);
        let says = |called: &Called| words.is_none_or(|words| called.is(words, now));
        let other_words = called.filter(|called| !says(called));
        let wanted = wanted.filter(|wanted| !wanted.kinds.is_empty());
        let other_kind = wanted.as_ref().filter(|wanted| !wanted.is_written(written, statement));
        if other_words.is_none() && other_kind.is_none() {
            return None;
        }
        let last = own.or(inside.first().copied()).and_then(|past| past.editions.last().copied());
        let words = match other_words {
            Some(called) => called.words,
            None => words?.to_owned(),
        };
        let kind = match other_kind {
            Some(wanted) => *wanted.kinds.first()?,
            None => written,
        };
        let behind = other_kind.map(Wanted::behind).unwrap_or_default();
        let quoted = quoted(&words);
        let line = format!(
            "retired {} {} {}{behind}",
            words::keyword(Kind::Question(kind)).unwrap_or("text"),
            symbol.code,
            quoted.clone().unwrap_or_else(|| format!("\"{words}\"")),
        );
        let edits = quoted.and_then(|quoted| rewritten(statement, kind, &quoted, other_kind, &behind));
        Some(errors::retired_otherwise(symbol.span, &symbol.path, &line, last, edits))
    }

    /// An option, row or column that is retired in other words, or was never one.
    fn option_otherwise(
        &self,
        id: SymbolId,
        statement: &Statement,
        name: &str,
        known: &Remembered<'_>,
        now: i64,
    ) -> Option<Diagnostic> {
        let symbol = self.symbols.get(id);
        let label = statement.label.as_ref()?;
        let written = bare(label)?;
        // Of a list from a file the words stand there.
        if label.span == statement.span {
            return None;
        }
        let (owner, code) = names::split(name)?;
        let codes = known.codes(owner);
        let as_code = codes.iter().find(|past| past.code == code).map(|past| called_code(past));
        let as_part = || known.parts(owner, code).next().map(called_last);
        match as_code.or_else(as_part) {
            Some(called) if called.is(written, now) => None,
            Some(called) => {
                let line = format!("retired {} \"{}\"", symbol.code, called.words);
                let line = if statement.kind == Kind::Retired { line } else { line.replacen("retired ", "", 1) };
                let whole = !called.words.contains(JOINT);
                let edits = quoted(&called.words).filter(|_| whole).map(|words| vec![(label.span, words)]);
                Some(errors::retired_otherwise(symbol.span, &symbol.path, &line, Some(called.last), edits))
            }
            // Something is known of what it stands in, and not this.
            None => {
                let parent = symbol.parent.filter(|parent| self.symbols.get(*parent).kind == SymbolKind::Retired)?;
                let around = self.symbols.get(parent);
                let is_known = !codes.is_empty() || known.inside(owner).next().is_some();
                is_known.then(|| {
                    errors::retired_more(
                        symbol.span,
                        &around.path,
                        &symbol.code,
                        around.statement.and_then(|around| without(around, statement)),
                    )
                })
            }
        }
    }
}

impl<'p> Remembered<'p> {
    /// What lay in something.
    fn inside(&self, name: &str) -> impl Iterator<Item = &'p PastVariable> {
        let begin = names::beginning_within(name);
        let own = self.0.range::<str, _>((Bound::Included(begin.as_str()), Bound::Unbounded));
        own.take_while(move |(known, _)| known.starts_with(&begin)).map(|(_, past)| *past)
    }

    /// The codes that something offered: a choice, or each row of a table of choices.
    fn codes(&self, owner: &str) -> &'p [PastCode] {
        let own = self.0.get(owner).map(|past| past.codes.as_slice()).filter(|codes| !codes.is_empty());
        own.unwrap_or_else(|| {
            self.inside(owner).map(|past| past.codes.as_slice()).find(|codes| !codes.is_empty()).unwrap_or_default()
        })
    }

    /// The ticks and cells of an option, row or column.
    fn parts(&self, owner: &str, code: &str) -> impl Iterator<Item = &'p PastVariable> {
        let name = names::member(owner, code);
        let own = self.0.get(name.as_str()).copied();
        let row = self.inside(&name).next();
        let code = code.to_owned();
        let depth = names::codes(owner).count() + 2;
        let column = self
            .inside(owner)
            .find(move |past| names::code(&past.name) == code && names::codes(&past.name).count() == depth);
        own.into_iter().chain(row).chain(column)
    }

    /// What lies in one question is called by that first.
    fn called_together(&self, inside: &[&PastVariable]) -> Option<Called> {
        let first = inside.first()?;
        let all: Vec<Called> = inside.iter().filter_map(|past| called(past)).collect();
        let Called { words, edition, last } = called(first)?;
        let ends = words.match_indices(JOINT).map(|(at, _)| at);
        let of_all = |end: &usize| {
            let begin = words.get(..end + JOINT.len()).unwrap_or_default();
            all.iter().all(|one| one.words.starts_with(begin))
        };
        let end = ends.filter(of_all).last()?;
        // One alone does not tell where its question ends and its own words begin.
        let end = if all.len() == 1 { words.find(JOINT)? } else { end };
        Some(Called { words: words.get(..end)?.to_owned(), edition, last })
    }

    /// The kinds that keep one variable.
    fn kind(&self, past: &'p PastVariable) -> Option<Wanted> {
        let mut past = past;
        // What was kept elsewhere was what it was there.
        for _ in 0..past.states.len().max(20) {
            let was = past.states.last().filter(|state| state.was.len() == 1).and_then(|state| state.was.first());
            match was.and_then(|was| self.0.get(was.as_str())) {
                Some(older) if !older.states.is_empty() && older.name != past.name => past = older,
                Some(_) | None => break,
            }
        }
        match past.states.last() {
            Some(state) => Some(kind_of(state)),
            None => Some(Wanted { kinds: any_of(past.kind), points: None, digits: None }),
        }
    }
}

impl Called {
    /// Whether words say it, or its last part does: years that moved are no other words.
    fn is(&self, words: &str, now: i64) -> bool {
        let parts: Vec<&str> = self.words.split(JOINT).collect();
        let tails = (0..parts.len().min(8)).map(|from| parts.get(from..).unwrap_or_default().join(JOINT));
        let editions = [now, self.last, self.edition];
        tails.into_iter().any(|own| {
            editions.into_iter().any(|edition| alike((self.edition, &own), (edition, words)) != Alike::Other)
        })
    }
}

impl Wanted {
    fn is_written(&self, kind: QuestionKind, statement: &Statement) -> bool {
        let points = self.points.is_none_or(|points| {
            kind != QuestionKind::Scale || statement.points().is_none_or(|own| own.value == points)
        });
        let digits = self.digits.is_none_or(|digits| {
            kind != QuestionKind::Decimal || statement.digits().is_none_or(|own| own.value == digits)
        });
        self.kinds.contains(&kind) && points && digits
    }

    fn behind(&self) -> String {
        let points = self.points.map(|(first, last)| format!(" {first} to {last}"));
        points.or(self.digits.map(|digits| format!(" digits {digits}"))).unwrap_or_default()
    }
}

/// What a variable was called in the last edition that asked it; nothing where none did.
fn called(past: &PastVariable) -> Option<Called> {
    let last = *past.editions.last()?;
    let state =
        past.states.last().filter(|state| alike((state.edition, &state.label), (last, &past.label)) == Alike::Other);
    Some(match state {
        // It was kept in other words since.
        Some(state) => Called { words: state.label.clone(), edition: state.edition, last },
        None => Called { words: past.label.clone(), edition: last, last },
    })
}

/// The same of an option or row with a variable of its own, without the words of its question.
fn called_last(past: &PastVariable) -> Called {
    let last = past.editions.last().copied().unwrap_or_default();
    let whole = called(past).unwrap_or(Called { words: past.label.clone(), edition: last, last });
    let own = whole.words.split_once(JOINT).map_or(whole.words.as_str(), |(_, own)| own).to_owned();
    Called { words: own, ..whole }
}

fn called_code(past: &PastCode) -> Called {
    let last = past.editions.last().copied().unwrap_or_default();
    let since = past.labels.iter().rfind(|label| label.edition == last);
    Called { words: since.map_or(&past.label, |label| &label.label).clone(), edition: last, last }
}

fn kind_of(state: &PastState) -> Wanted {
    let one = |kind| Wanted { kinds: vec![kind], points: None, digits: None };
    match &state.value {
        Value::Code { list: _ } => one(QuestionKind::Single),
        Value::Tick => one(QuestionKind::Flag),
        Value::Rank { max: _ } => one(QuestionKind::Rank),
        Value::Integer { min, max } => match state.blank {
            Some(FieldKind::Scale) => Wanted { points: Some((*min, *max)), ..one(QuestionKind::Scale) },
            Some(FieldKind::Year) => one(QuestionKind::Year),
            Some(FieldKind::FiscalYear) => one(QuestionKind::FiscalYear),
            // A whole number is nothing more to those that remember no more.
            _ => Wanted { kinds: any_of(ValueKind::Integer), points: None, digits: None },
        },
        Value::Decimal { digits, min: _, max: _ } => Wanted { digits: Some(*digits), ..one(QuestionKind::Decimal) },
        Value::Month { min: _, max: _ } => one(QuestionKind::Month),
        Value::Date { min: _, max: _ } => one(QuestionKind::Date),
        Value::Text { shape, picture: _, max_length: _, lines } => one(match shape {
            TextShape::Email => QuestionKind::Email,
            TextShape::Tel => QuestionKind::Tel,
            TextShape::Postal | TextShape::PostalJa => QuestionKind::Postal,
            TextShape::Url => QuestionKind::Url,
            TextShape::Free if *lines => QuestionKind::LongText,
            TextShape::Free | TextShape::Picture => QuestionKind::Text,
        }),
    }
}

/// All kinds that hold such values.
fn any_of(kind: ValueKind) -> Vec<QuestionKind> {
    match kind {
        ValueKind::Code => vec![QuestionKind::Single],
        ValueKind::Tick => vec![QuestionKind::Flag],
        ValueKind::Rank => vec![QuestionKind::Rank],
        ValueKind::Integer => {
            vec![QuestionKind::Integer, QuestionKind::Scale, QuestionKind::Year, QuestionKind::FiscalYear]
        }
        ValueKind::Decimal => vec![QuestionKind::Decimal],
        ValueKind::Month => vec![QuestionKind::Month],
        ValueKind::Date => vec![QuestionKind::Date],
        ValueKind::Text => vec![
            QuestionKind::Text,
            QuestionKind::LongText,
            QuestionKind::Email,
            QuestionKind::Tel,
            QuestionKind::Postal,
            QuestionKind::Url,
        ],
    }
}

/// The kinds that keep what had no column of its own: ticks, ranks and tables, which are kept as what their cells were.
fn kind_of_parts(inside: &[&PastVariable], name: &str) -> Option<Wanted> {
    let is = |kind: ValueKind| inside.iter().any(|past| past.kind == kind);
    let direct = |past: &&&PastVariable| names::within(&past.name, name).is_some_and(|rest| !names::has_several(rest));
    let mut kinds = if is(ValueKind::Rank) {
        vec![QuestionKind::Rank]
    } else if is(ValueKind::Code) {
        vec![QuestionKind::Single]
    } else if inside.iter().filter(direct).any(|past| past.kind == ValueKind::Tick) {
        vec![QuestionKind::Multi, QuestionKind::Flag]
    } else {
        Vec::new()
    };
    if kinds.is_empty() {
        // The cells of a table: of several columns it is kept as text.
        for past in inside {
            let own = past.states.last().map_or_else(|| any_of(past.kind), |state| kind_of(state).kinds);
            kinds.extend(own.into_iter().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
        }
        let more = [QuestionKind::Text, QuestionKind::Multi];
        let more = more.into_iter().filter(|kind| *kind == QuestionKind::Text || is(ValueKind::Tick));
        kinds.extend(more.filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
    }
    (!inside.is_empty()).then_some(Wanted { kinds, points: None, digits: None })
}

/// The words of a text in which nothing but words stands.
fn bare(text: &Text) -> Option<&str> {
    text.plain().filter(|words| !words.contains("**") && !words.contains("]("))
}

/// Words as a text of the source, where they can be written so.
fn quoted(words: &str) -> Option<String> {
    let plain = !words.contains(['"', '\n']) && !words.trim().is_empty();
    plain.then(|| format!("\"{}\"", words.replace('{', "{{").replace('}', "}}")))
}

/// What makes a statement say another kind and other words: what only the kind that was written can bear goes.
fn rewritten(
    statement: &Statement,
    kind: QuestionKind,
    words: &str,
    other_kind: Option<&Wanted>,
    behind: &str,
) -> Option<Vec<(Span, String)>> {
    let label = statement.label.as_ref()?;
    let of = statement.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Of(_)))?;
    let mut edits = vec![(label.span, format!("{words}{behind}"))];
    if other_kind.is_some() {
        edits.insert(0, (of.span, words::keyword(Kind::Question(kind))?.to_owned()));
        let stays = |clause: &ClauseKind| {
            matches!(
                clause,
                ClauseKind::Of(_)
                    | ClauseKind::Marker(_)
                    | ClauseKind::Was(_)
                    | ClauseKind::Splits(_)
                    | ClauseKind::Revised(_)
                    | ClauseKind::Break(_)
                    | ClauseKind::When(_)
                    | ClauseKind::Says(_)
            )
        };
        let gone = statement.clauses.iter().filter(|clause| !stays(&clause.kind));
        edits.extend(gone.map(|clause| (with_space_before(statement, clause.span), String::new())));
        let is_choice = matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank);
        if let Some(body) = statement.body_span.filter(|_| !is_choice) {
            edits.push((with_space_before(statement, body), String::new()));
        }
    }
    Some(edits)
}

/// What takes an option out of what it stands in.
fn without(around: &Statement, inner: &Statement) -> Option<Vec<(Span, String)>> {
    let body = around.body_span?;
    let at = around.body.iter().position(|own| own.span == inner.span)?;
    if around.body.len() == 1 {
        return Some(vec![(with_space_before(around, body), String::new())]);
    }
    let begin = at.checked_sub(1).and_then(|before| around.body.get(before)).map_or(body.start + 1, |own| own.span.end);
    Some(vec![(Span::new(body.file, begin, inner.span.end), String::new())])
}
