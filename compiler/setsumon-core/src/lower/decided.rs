//! Comparisons that the bounds of an answer decide: whatever is answered, they hold, or fail.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::Span;
use setsumon_syntax::ast::ClauseKind;

use super::Lowerer;
use super::fields::{Bound, constant_of};
use super::terms::Operand;
use crate::calendar;
use crate::cond::Comparison;
use crate::errors::types;
use crate::form::{Answer, Day, Role, Value};
use crate::ids::{RepeatId, VarId};
use crate::number::Number;
use crate::term::Term;
use crate::walk::flat;

/// A comparison that is decided by what an answer can be.
#[derive(Debug)]
pub(super) struct Decided {
    span: Span,
    subject: Subject,
    /// Whether every answer makes it hold, or none.
    holds: bool,
    why: Why,
}

/// The path of each answer, and where it is declared.
type Declared<'d> = FxHashMap<VarId, (&'d str, Span)>;

/// What is compared.
#[derive(Debug, Clone, Copy)]
enum Subject {
    /// An answer.
    Answer(VarId),
    /// How many options of the question of this variable are ticked.
    Ticks(VarId),
    /// How many entries a roster has.
    Entries(RepeatId),
}

/// What decides.
#[derive(Debug)]
enum Why {
    /// It is so much at most.
    Highest(String),
    /// It is so much at least.
    Lowest(String),
    /// It has so many decimal places at most, and what it is compared with has more.
    Places(u32),
}

/// What something can be: from the lowest to the highest, in steps of so many decimal places where that is known.
struct Extent {
    subject: Subject,
    low: Bound,
    high: Bound,
    places: Option<u32>,
}

impl Lowerer<'_, '_> {
    /// Looks whether an answer's bounds decide how it compares with what is written there.
    pub(super) fn note_decided(&mut self, left: &Operand, op: Comparison, right: &Operand, span: Span) {
        let (term, op, written) = match (constant_of(&left.term), constant_of(&right.term)) {
            (None, Some(written)) => (&left.term, op, written),
            (Some(written), None) => (&right.term, op.mirrored(), written),
            (Some(_), Some(_)) | (None, None) => return,
        };
        let Some(Extent { subject, low, high, places }) = self.extent(term) else { return };
        let found = decided(low, high, op, written).or_else(|| between(places?, op, written));
        let Some((holds, why)) = found else { return };
        self.decided.push(Decided { span, subject, holds, why });
    }

    /// What a term can be, where it is an answer or a count.
    fn extent(&self, term: &Term) -> Option<Extent> {
        let number = |number: i64| Bound::Number(Number::whole(number));
        let counted = |subject: Subject, most: u32| Extent {
            subject,
            low: number(0),
            high: number(i64::from(most)),
            places: Some(0),
        };
        match term {
            Term::Value(id) => {
                let variable = self.variables.get(*id);
                // What was answered last year was within the bounds of last year.
                if matches!(variable.role, Role::Last(_)) {
                    return None;
                }
                let (low, high, places) = match variable.value {
                    Value::Integer { min, max } => (number(min), number(max), Some(0)),
                    Value::Rank { max } => (number(1), number(i64::from(max)), Some(0)),
                    Value::Decimal { digits, min, max } => (Bound::Number(min), Bound::Number(max), Some(digits)),
                    Value::Month { min, max } => (Bound::Month(min), Bound::Month(max), None),
                    Value::Date { min, max } => (Bound::Day(min.0), Bound::Day(max.0), None),
                    Value::Code(_) | Value::Tick | Value::Text { .. } => return None,
                };
                Some(Extent { subject: Subject::Answer(*id), low, high, places })
            }
            Term::CountPresent(ticks) => {
                let first = ticks.first().copied()?;
                Some(counted(Subject::Ticks(first), self.most_ticked(first, ticks)))
            }
            Term::CountWhere { repeat, cond: _ } => {
                Some(counted(Subject::Entries(*repeat), self.repeats.get(*repeat).max))
            }
            Term::Score { variable, scores } => {
                if matches!(self.variables.get(*variable).role, Role::Last(_)) {
                    return None;
                }
                let low = scores.iter().map(|(_, score)| *score).min()?;
                let high = scores.iter().map(|(_, score)| *score).max()?;
                let places = scores.iter().map(|(_, score)| score.places()).max();
                let subject = Subject::Answer(*variable);
                Some(Extent { subject, low: Bound::Number(low), high: Bound::Number(high), places })
            }
            Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::Sum(_)
            | Term::Add(..)
            | Term::Subtract(..)
            | Term::Multiply(..)
            | Term::Divide(..)
            | Term::Negative(_)
            | Term::Round(..)
            | Term::Days(..)
            | Term::Age(..)
            | Term::PlusDays(..)
            | Term::PlusMonths(..)
            | Term::FirstOf(_)
            | Term::SumWhere { .. }
            | Term::If { .. } => None,
        }
    }

    /// How many options can be ticked beside one another: no more than `pick` allows, and an exclusive one stands alone.
    fn most_ticked(&self, first: VarId, ticks: &[VarId]) -> u32 {
        let all = u32::try_from(ticks.len()).unwrap_or(u32::MAX);
        let question = self.variables.get(first).question.map(|question| &self.questions.get(question).answer);
        let Some(Answer::Multi { choices, pick }) = question else { return all };
        let plain = flat(choices).filter(|option| !option.retired && !option.exclusive).count();
        let plain = u32::try_from(plain).unwrap_or(u32::MAX).max(1);
        plain.min(pick.map_or(u32::MAX, |pick| pick.max)).min(all)
    }

    /// Whether something may be answered that is no value of a variable: another answer in its place, an option without a score.
    fn has_others(&self, variable: VarId) -> bool {
        let held = self.variables.get(variable);
        let Some(question) = held.question.map(|question| self.questions.get(question)) else { return false };
        match &question.answer {
            Answer::Field(field) => field.alternatives.iter().any(|alternative| !alternative.retired),
            Answer::Single { .. }
            | Answer::Multi { .. }
            | Answer::Rank { .. }
            | Answer::Gate { .. }
            | Answer::Grid(_) => match held.value {
                Value::Code(list) => {
                    let codes = &self.code_lists.get(list).codes;
                    codes.iter().any(|code| !code.retired && code.value.is_none())
                }
                Value::Tick
                | Value::Rank { .. }
                | Value::Integer { .. }
                | Value::Decimal { .. }
                | Value::Month { .. }
                | Value::Date { .. }
                | Value::Text { .. } => false,
            },
        }
    }

    /// The path of each answer and where it is declared, and where its bounds are written.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn bounded_answers(&self) -> (Declared<'_>, FxHashMap<(VarId, bool), Span>) {
        let mut places: FxHashMap<(VarId, bool), Span> = FxHashMap::default();
        let mut paths: FxHashMap<VarId, (&str, Span)> = FxHashMap::default();
        for (id, symbol) in self.symbols.iter() {
            let Some(statement) = symbol.statement else { continue };
            let mut bounds = Vec::new();
            for clause in &statement.clauses {
                match &clause.kind {
                    ClauseKind::Min(expr) => bounds.push((false, expr.span)),
                    ClauseKind::Max(expr) => bounds.push((true, expr.span)),
                    ClauseKind::Points { from: _, to: _ } => {
                        bounds.extend([(false, clause.span), (true, clause.span)]);
                    }
                    _ => {}
                }
            }
            for variable in self.variables_of(id) {
                // What a group holds is told by its own name.
                paths.insert(variable, (&symbol.path, symbol.span));
                places.extend(bounds.iter().map(|(highest, span)| ((variable, *highest), *span)));
            }
        }
        (paths, places)
    }

    /// Tells of them, each once, however often its condition is read.
    pub(super) fn check_decided(&mut self) {
        let found = std::mem::take(&mut self.decided);
        if found.is_empty() {
            return;
        }
        let (paths, places) = self.bounded_answers();
        let mut told = FxHashSet::default();
        let mut problems = Vec::new();
        for Decided { span, subject, holds, why } in found {
            // A “don't know” is an answer too, and is compared with nothing.
            if holds && matches!(subject, Subject::Answer(variable) if self.has_others(variable)) {
                continue;
            }
            let (bound, highest) = why.words();
            let counted = |path: &str, declared: Span| (format!("count({path})"), declared, None);
            let found = match subject {
                Subject::Answer(variable) => paths.get(&variable).map(|(path, declared)| {
                    let place = highest.and_then(|highest| places.get(&(variable, highest)));
                    ((*path).to_owned(), *place.unwrap_or(declared), Some(*path))
                }),
                Subject::Ticks(tick) => self.variables.get(tick).question.map(|question| {
                    let question = self.questions.get(question);
                    counted(&question.path, question.origin)
                }),
                Subject::Entries(repeat) => {
                    let roster = self.repeats.get(repeat);
                    Some(counted(&roster.path, roster.origin))
                }
            };
            let Some((what, place, answer)) = found.filter(|_| told.insert(span)) else { continue };
            problems.push(types::decided_by_bound(span, &what, holds, &bound, place, answer));
        }
        self.diagnostics.extend(problems);
    }
}

impl Why {
    /// What something is, and whether its highest says so, or its lowest.
    fn words(self) -> (String, Option<bool>) {
        match self {
            Self::Highest(bound) => (format!("at most {bound}"), Some(true)),
            Self::Lowest(bound) => (format!("at least {bound}"), Some(false)),
            Self::Places(0) => ("a whole number".to_owned(), None),
            Self::Places(1) => ("a number with 1 decimal place".to_owned(), None),
            Self::Places(places) => (format!("a number with {places} decimal places"), None),
        }
    }
}

/// How every value of so many decimal places compares with one of more: it is never the same.
fn between(places: u32, op: Comparison, written: Bound) -> Option<(bool, Why)> {
    let Bound::Number(number) = written else { return None };
    let holds = match op {
        Comparison::Equal => false,
        Comparison::NotEqual => true,
        Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => return None,
    };
    (number.places() > places).then_some((holds, Why::Places(places)))
}

/// How every value from the lowest to the highest compares, where all compare alike, and the bound that decides it.
fn decided(low: Bound, high: Bound, op: Comparison, written: Bound) -> Option<(bool, Why)> {
    let (from, to) = (order(low, written)?, order(high, written)?);
    let mut met =
        [Ordering::Less, Ordering::Equal, Ordering::Greater].into_iter().filter(|one| from <= *one && *one <= to);
    let holds = op.holds(met.next()?);
    let highest = to != Ordering::Greater;
    let why = if highest { Why::Highest(said(high)) } else { Why::Lowest(said(low)) };
    met.all(|one| op.holds(one) == holds).then_some((holds, why))
}

fn order(one: Bound, other: Bound) -> Option<Ordering> {
    match (one, other) {
        (Bound::Number(one), Bound::Number(other)) => Some(one.cmp(&other)),
        (Bound::Day(one), Bound::Day(other)) | (Bound::Month(one), Bound::Month(other)) => Some(one.cmp(&other)),
        (Bound::Number(_) | Bound::Day(_) | Bound::Month(_), _) => None,
    }
}

fn said(bound: Bound) -> String {
    match bound {
        Bound::Number(number) => number.to_string(),
        Bound::Day(day) => calendar::iso_day(Day(day)),
        Bound::Month(month) => calendar::iso_month(month),
    }
}
