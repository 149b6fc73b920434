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
    /// What else it may be called: there is no telling in a label where one part ends that has the sign between parts in it.
    or: Vec<String>,
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
        let own = known.0.get(name).map(|own| known.origin(own));
        // Of what nobody was asked under these names, it is known what it was elsewhere.
        let inside: Vec<&PastVariable> = known.inside(name).collect();
        let (called, wanted) = match own {
            Some(past) => (called(past), Some(kind(past))),
            None => (known.called_together(&inside, name), kind_of_parts(&inside, name)),
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
        let as_code = codes.iter().find(|past| past.code == code).and_then(called_code);
        let as_part = || known.part(owner, code);
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

    /// What an option, row or column was called that has ticks or cells of its own.
    fn part(&self, owner: &str, code: &str) -> Option<Called> {
        let name = names::member(owner, code);
        // Behind the words of the question come those of the row, and behind these those of a column.
        if let Some(own) = self.0.get(name.as_str()) {
            return called_part(own, 1, 0);
        }
        if let Some(cell) = self.inside(&name).next() {
            return called_part(cell, 1, depth(&cell.name, &name));
        }
        let is_column = |past: &&PastVariable| names::code(&past.name) == code && depth(&past.name, owner) == 2;
        called_part(self.inside(owner).find(is_column)?, 2, 0)
    }

    /// What lies in one question is called by that first.
    fn called_together(&self, inside: &[&PastVariable], owner: &str) -> Option<Called> {
        let all: Vec<(Called, usize)> =
            inside.iter().filter_map(|past| Some((called(past)?, depth(&past.name, owner)))).collect();
        let (first, _) = all.first()?;
        let parts: Vec<&str> = first.words.split(JOINT).collect();
        let own = all.iter().map(|(one, depth)| one.words.split(JOINT).count().saturating_sub(*depth)).min()?;
        let same = (1..=own).take_while(|count| {
            let begin = parts.get(..*count).unwrap_or_default();
            all.iter().all(|(one, _)| one.words.split(JOINT).take(*count).eq(begin.iter().copied()))
        });
        let longest = same.last()?;
        let begin = |count: usize| parts.get(..count).unwrap_or_default().join(JOINT);
        Some(Called {
            words: begin(longest),
            or: (1..longest).map(begin).collect(),
            edition: first.edition,
            last: first.last,
        })
    }

    /// What a variable was that nobody was asked under its name: it was kept elsewhere.
    fn origin(&self, mut past: &'p PastVariable) -> &'p PastVariable {
        for _ in 0..self.0.len().min(99) {
            let was =
                past.states.last().and_then(|state| state.was.as_slice().first().filter(|_| state.was.len() == 1));
            match was.filter(|_| past.editions.is_empty()).and_then(|was| self.0.get(was.as_str())) {
                Some(older) if older.name != past.name => past = older,
                Some(_) | None => break,
            }
        }
        past
    }
}

/// The kinds that keep one variable.
fn kind(past: &PastVariable) -> Wanted {
    match past.states.last() {
        Some(state) => kind_of(state),
        None => Wanted { kinds: any_of(past.kind), points: None, digits: None },
    }
}

impl Called {
    /// Whether words say it: years that moved are no other words.
    fn is(&self, words: &str, now: i64) -> bool {
        let editions = [now, self.last, self.edition];
        let says = |own: &String| {
            editions.into_iter().any(|edition| alike((self.edition, own), (edition, words)) != Alike::Other)
        };
        says(&self.words) || self.or.iter().any(says)
    }

    /// The same, or without the headings that stand before it.
    fn or_without_headings(self) -> Self {
        let parts: Vec<&str> = self.words.split(JOINT).collect();
        let tails = (1..parts.len().min(8)).map(|from| parts.get(from..).unwrap_or_default().join(JOINT)).collect();
        Self { or: tails, ..self }
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
        Some(state) => Called { words: state.label.clone(), edition: state.edition, last, or: Vec::new() },
        None => Called { words: past.label.clone(), edition: last, last, or: Vec::new() },
    })
}

/// The same of a part of a question, without the words of what it lies in, which are the first, and of what lies in it, the last.
fn called_part(past: &PastVariable, first: usize, last: usize) -> Option<Called> {
    let whole = called(past)?;
    let parts: Vec<&str> = whole.words.split(JOINT).collect();
    let words = parts.get(first..parts.len().checked_sub(last)?)?.join(JOINT);
    Some(Called { words, ..whole }.or_without_headings())
}

fn called_code(past: &PastCode) -> Option<Called> {
    let last = *past.editions.last()?;
    let since = past.labels.iter().rfind(|label| label.edition == last);
    let words = since.map_or(&past.label, |label| &label.label).clone();
    Some(Called { words, edition: last, last, or: Vec::new() }.or_without_headings())
}

/// How many codes of a name stand behind those of what it lies in.
fn depth(name: &str, owner: &str) -> usize {
    names::within(name, owner).map_or(0, |rest| names::codes(rest).count())
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
            _ if state.unit.is_some() || state.counted.is_some() => one(QuestionKind::Integer),
            // Models that were frozen before this was kept say of no whole number what it was written in.
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
