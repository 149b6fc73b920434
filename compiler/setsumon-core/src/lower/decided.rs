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
use crate::ids::VarId;
use crate::number::Number;
use crate::term::Term;

/// A comparison that a bound decides.
#[derive(Debug)]
pub(super) struct Decided {
    span: Span,
    variable: VarId,
    /// Whether every answer makes it hold, or none.
    holds: bool,
    /// Whether the highest decides it, or the lowest.
    highest: bool,
    /// The bound as it is written.
    bound: String,
}

/// What decides: the highest or the lowest.
struct Outcome {
    holds: bool,
    highest: bool,
}

impl Lowerer<'_, '_> {
    /// Looks whether an answer's bounds decide how it compares with what is written there.
    pub(super) fn note_decided(&mut self, left: &Operand, op: Comparison, right: &Operand, span: Span) {
        let (term, op, written) = match (constant_of(&left.term), constant_of(&right.term)) {
            (None, Some(written)) => (&left.term, op, written),
            (Some(written), None) => (&right.term, op.mirrored(), written),
            (Some(_), Some(_)) | (None, None) => return,
        };
        let Some((variable, low, high)) = self.extent(term) else { return };
        let Some((Outcome { holds, highest }, bound)) = decided(low, high, op, written) else { return };
        self.decided.push(Decided { span, variable, holds, highest, bound: said(bound) });
    }

    /// The lowest and the highest that an answer can be.
    fn extent(&self, term: &Term) -> Option<(VarId, Bound, Bound)> {
        let number = |number: i64| Bound::Number(Number::whole(number));
        match term {
            Term::Value(id) => {
                let variable = self.variables.get(*id);
                // What was answered last year was within the bounds of last year.
                if matches!(variable.role, Role::Last(_)) {
                    return None;
                }
                let (low, high) = match variable.value {
                    Value::Integer { min, max } => (number(min), number(max)),
                    Value::Rank { max } => (number(1), number(i64::from(max))),
                    Value::Decimal { digits: _, min, max } => (Bound::Number(min), Bound::Number(max)),
                    Value::Month { min, max } => (Bound::Month(min), Bound::Month(max)),
                    Value::Date { min, max } => (Bound::Day(min.0), Bound::Day(max.0)),
                    Value::Code(_) | Value::Tick | Value::Text { .. } => return None,
                };
                Some((*id, low, high))
            }
            Term::Score { variable, scores } => {
                if matches!(self.variables.get(*variable).role, Role::Last(_)) {
                    return None;
                }
                let low = scores.iter().map(|(_, score)| *score).min()?;
                let high = scores.iter().map(|(_, score)| *score).max()?;
                Some((*variable, Bound::Number(low), Bound::Number(high)))
            }
            Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::CountPresent(_)
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
            | Term::CountWhere { .. }
            | Term::SumWhere { .. }
            | Term::If { .. } => None,
        }
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

    /// Tells of them, each once, however often its condition is read.
    pub(super) fn check_decided(&mut self) {
        let found = std::mem::take(&mut self.decided);
        if found.is_empty() {
            return;
        }
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
        let mut told = FxHashSet::default();
        for Decided { span, variable, holds, highest, bound } in found {
            // A “don't know” is an answer too, and is compared with nothing.
            if holds && self.has_others(variable) {
                continue;
            }
            let Some((path, declared)) = paths.get(&variable).filter(|_| told.insert(span)) else { continue };
            let place = places.get(&(variable, highest)).unwrap_or(declared);
            let bound = format!("{} {bound}", if highest { "at most" } else { "at least" });
            self.diagnostics.push(types::decided_by_bound(span, path, holds, &bound, *place));
        }
    }
}

/// How every value from the lowest to the highest compares, where all compare alike, and the bound that decides it.
fn decided(low: Bound, high: Bound, op: Comparison, written: Bound) -> Option<(Outcome, Bound)> {
    let (from, to) = (order(low, written)?, order(high, written)?);
    let mut met =
        [Ordering::Less, Ordering::Equal, Ordering::Greater].into_iter().filter(|one| from <= *one && *one <= to);
    let holds = op.holds(met.next()?);
    let highest = to != Ordering::Greater;
    met.all(|one| op.holds(one) == holds).then_some((Outcome { holds, highest }, if highest { high } else { low }))
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
