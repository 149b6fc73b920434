//! Conditions: each expression becomes a pair of two-valued formulas, what makes it hold and what makes it fail.
//!
//! Where neither does, the condition is undecided: it needs an answer that is not there.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{CompareOp, Expr, ExprKind, Path};

use super::Lowerer;
use super::referents::Referent;
use super::terms::Operand;
use crate::cond::{Comparison, Cond};
use crate::errors::types;
use crate::form::CalcValue;
use crate::ids::CondId;
use crate::number::Number;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;

/// A lowered condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Where it holds.
    pub(super) holds: CondId,
    /// Where it fails.
    pub(super) fails: CondId,
}

impl Pair {
    pub(super) fn not(self) -> Self {
        Self { holds: self.fails, fails: self.holds }
    }
}

impl Lowerer<'_, '_> {
    /// Lowers a condition. What cannot be lowered has been reported and is undecided.
    pub(super) fn condition(&mut self, expr: &Expr, scope: SymbolId) -> Pair {
        if !self.takes_of_name(expr.span) {
            return self.undecided();
        }
        let pair = self.lowered(expr, scope);
        self.bounded(pair, expr.span)
    }

    fn lowered(&mut self, expr: &Expr, scope: SymbolId) -> Pair {
        match &expr.kind {
            ExprKind::And(parts) => {
                let parts: Vec<Pair> = parts.iter().map(|part| self.condition(part, scope)).collect();
                Pair {
                    holds: self.conds.all(parts.iter().map(|part| part.holds)),
                    fails: self.conds.any(parts.iter().map(|part| part.fails)),
                }
            }
            ExprKind::Or(parts) => {
                let parts: Vec<Pair> = parts.iter().map(|part| self.condition(part, scope)).collect();
                Pair {
                    holds: self.conds.any(parts.iter().map(|part| part.holds)),
                    fails: self.conds.all(parts.iter().map(|part| part.fails)),
                }
            }
            ExprKind::Not(inner) => self.condition(inner, scope).not(),
            ExprKind::Compare { left, op, right } => {
                if let Some(pair) = self.option_compared(left, *op, right, scope) {
                    return pair;
                }
                let left = self.operand(left, scope);
                let right = self.operand(right, scope);
                match (left, right) {
                    (Some(left), Some(right)) => self.comparison(left, op.value, right, expr.span),
                    _ => self.undecided(),
                }
            }
            ExprKind::Predicate { subject: Some(subject), predicate } => match self.refer(subject, scope) {
                Some((symbol, referent)) => self.predicate(symbol, &referent, subject.span, predicate, scope),
                None => self.undecided(),
            },
            ExprKind::Answered(path) => self.answered(path, scope),
            ExprKind::Quantified { all, over, predicate } => self.quantified(*all, over, predicate, scope),
            ExprKind::Path(path) => self.named_condition(path, scope),
            ExprKind::Unreadable => self.undecided(),
            ExprKind::Predicate { subject: None, predicate: _ } => {
                self.not_a_condition(expr.span, "this", "the question in front of it");
                self.undecided()
            }
            ExprKind::Number(_)
            | ExprKind::Date { .. }
            | ExprKind::Month { .. }
            | ExprKind::Last(_)
            | ExprKind::Negative(_)
            | ExprKind::Arithmetic { .. }
            | ExprKind::Shift { .. }
            | ExprKind::Count { .. }
            | ExprKind::Sum { .. }
            | ExprKind::Round { .. }
            | ExprKind::Days(..)
            | ExprKind::Age(..)
            | ExprKind::FirstOf(_) => {
                self.not_a_condition(expr.span, "a value by itself", "a comparison, such as `… >= 1`");
                self.undecided()
            }
        }
    }

    fn not_a_condition(&mut self, span: Span, what: &str, right: &str) {
        self.say(types::not_a_condition(span, what, right));
    }

    pub(super) fn undecided(&mut self) -> Pair {
        let never = self.conds.never();
        Pair { holds: never, fails: never }
    }

    /// A bare name as a condition: a `let`, or a mistake that the help puts right.
    fn named_condition(&mut self, path: &Path, scope: SymbolId) -> Pair {
        let Some((symbol, referent)) = self.refer(path, scope) else { return self.undecided() };
        let name = dotted(path);
        let right = match &referent {
            Referent::Let { statement, scope } => {
                let Some(expr) = &statement.condition else { return self.undecided() };
                if !self.opens(symbol, path.span) {
                    return self.undecided();
                }
                let pair = self.behind(path.span, |lowerer| lowerer.condition(expr, *scope));
                self.open_lets.pop();
                return pair;
            }
            Referent::Choice(choice) => {
                format!("`{name} is {}`", choice.codes.first().map_or("x", String::as_str))
            }
            Referent::Ticks(ticks) => {
                format!("`{name} includes {}`", ticks.ticks.first().map_or("x", |(code, _)| code.as_str()))
            }
            Referent::Flag { .. } => format!("`{name} is ticked`"),
            Referent::Value(value) if value.kind == super::referents::ValueKind::Text => format!("`answered {name}`"),
            Referent::Value(_) | Referent::Calc(_) => {
                format!("a comparison, such as `{name} >= 1`, or `answered {name}`")
            }
            Referent::Cells(_) | Referent::Several(_) => format!("`answered {name}`"),
            Referent::Grid { .. } => format!("`any of {name} …` or `all of {name} …`"),
            Referent::Repeat { .. } => format!("`count({name}) >= 1`"),
            Referent::Option => match path.segments.split_last() {
                Some((last, rest)) if !rest.is_empty() => {
                    let question = Path { span: path.span, segments: rest.to_vec() };
                    let word = match self.refer(&question, scope) {
                        Some((_, Referent::Ticks(_))) => "includes",
                        Some(_) | None => "is",
                    };
                    format!("`{} {word} {}`", dotted(&question), last.value)
                }
                _ => "the question and `is` in front of it".to_owned(),
            },
        };
        self.not_a_condition(path.span, &format!("`{name}` alone"), &right);
        self.undecided()
    }

    /// `answered Q`: never undecided.
    fn answered(&mut self, path: &Path, scope: SymbolId) -> Pair {
        let Some((symbol, referent)) = self.refer(path, scope) else { return self.undecided() };
        let holds = self.presence(symbol, &referent, path);
        let fails = self.conds.negate(holds);
        Pair { holds, fails }
    }

    /// The condition that something is answered.
    fn presence(&mut self, symbol: SymbolId, referent: &Referent<'_>, path: &Path) -> CondId {
        match referent {
            Referent::Calc(id) => {
                self.note_calc(*id, &dotted(path), path.span);
                if !self.takes(self.calc_parts.get(id).copied().unwrap_or_default(), path.span) {
                    return self.conds.never();
                }
                let calc = self.calcs.get(*id);
                let (term, asked, value) = (calc.term.clone(), calc.asked, calc.value.clone());
                let has_value = match &value {
                    CalcValue::Number { digits: _ } | CalcValue::Date | CalcValue::Month => term.guard(&mut self.conds),
                    // What no row takes has no value.
                    CalcValue::Band(rows) => {
                        let within: Vec<CondId> = rows.iter().map(|row| self.within(&term, row)).collect();
                        self.conds.any(within)
                    }
                };
                self.conds.all([asked, has_value])
            }
            // A box that is asked is answered, ticked or not.
            Referent::Flag { variable, asked } => {
                self.note_read(*variable, &dotted(path), path.span, false);
                *asked
            }
            Referent::Repeat { id, asked } => {
                self.note_occurrences(*id, &dotted(path), path.span);
                let always = self.always();
                let some = self.conds.add(Cond::Some { repeat: *id, cond: always });
                self.conds.all([*asked, some])
            }
            Referent::Let { .. } | Referent::Option => {
                self.not_a_condition(path.span, &format!("`answered {}`", dotted(path)), "the path of a question");
                self.conds.never()
            }
            Referent::Choice(_)
            | Referent::Ticks(_)
            | Referent::Value(_)
            | Referent::Cells(_)
            | Referent::Grid { .. }
            | Referent::Several(_) => {
                let gate = matches!(referent, Referent::Choice(choice) if choice.gate);
                let variables = self.variables_of(symbol);
                for variable in &variables {
                    self.note_read(*variable, &dotted(path), path.span, gate);
                }
                let present: Vec<CondId> = variables.into_iter().map(|variable| self.conds.present(variable)).collect();
                self.conds.any(present)
            }
        }
    }

    /// Compares two operands: exact, units equal, quotients multiplied out.
    pub(super) fn comparison(&mut self, left: Operand, op: CompareOp, right: Operand, span: Span) -> Pair {
        if left.kind != right.kind || left.kind == super::referents::ValueKind::Text {
            self.say(types::kinds_differ(span, left.kind.noun(), right.kind.noun()));
            return self.undecided();
        }
        self.check_units(&left, &right, span);
        let op = match op {
            CompareOp::Equal => Comparison::Equal,
            CompareOp::NotEqual => Comparison::NotEqual,
            CompareOp::Less => Comparison::Less,
            CompareOp::LessOrEqual => Comparison::LessOrEqual,
            CompareOp::Greater => Comparison::Greater,
            CompareOp::GreaterOrEqual => Comparison::GreaterOrEqual,
        };
        self.note_decided(&left, op, &right, span);
        let decided = self.conds.all([left.decided, right.decided]);
        let (left, right, divisors) = super::quotients::multiply_out(left.term, right.term);
        let mut guards = vec![decided];
        for divisor in divisors {
            guards.push(self.conds.compare(divisor, Comparison::NotEqual, Term::Number(Number::ZERO)));
        }
        let guard = self.conds.all(guards);
        if !self.has_room_to_compare(&left, &right, span) {
            return self.undecided();
        }
        if let Some(digits) = self.too_many_digits(&left, &right) {
            self.say(types::too_many_digits(span, digits));
        }
        let holds = self.conds.compare(left.clone(), op, right.clone());
        let fails = self.conds.compare(left, op.opposite(), right);
        Pair { holds: self.conds.all([guard, holds]), fails: self.conds.all([guard, fails]) }
    }
}

/// A path as written.
pub(super) fn dotted(path: &Path) -> String {
    let segments: Vec<&str> = path.segments.iter().map(|name| name.value.as_str()).collect();
    segments.join(".")
}
