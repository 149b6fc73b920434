//! Calculations: expressions with a value, their kinds and units, and when they are decided at all.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{ArithmeticOp, CalendarUnit, Expr, ExprKind, Path};

use super::Lowerer;
use super::referents::{Referent, ValueKind};
use crate::calendar;
use crate::cond::Comparison;
use crate::errors::types;
use crate::form::{BandRow, CalcValue, Value};
use crate::ids::{CondId, VarId};
use crate::number::Number;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;
use crate::unit::Counted;

/// A lowered calculation.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) term: Term,
    pub(super) kind: ValueKind,
    /// What it is counted in, where anything is said of that; a bare number fits any.
    pub(super) unit: Option<Counted>,
    /// What must hold beyond its parts having values: `count(Q)` is undecided where Q is not asked.
    pub(super) decided: CondId,
    /// Whether it reads no answer.
    pub(super) constant: bool,
}

/// Makes one term of two.
type Join = fn(Box<Term>, Box<Term>) -> Term;

impl<'a> Lowerer<'a, '_> {
    /// Lowers a calculation; `None` where something was wrong, which has been reported.
    pub(super) fn operand(&mut self, expr: &Expr, scope: SymbolId) -> Option<Operand> {
        if !self.takes_of_name(expr.span) {
            return None;
        }
        match &expr.kind {
            ExprKind::Number(digits) => match Number::parse(digits) {
                Some(number) => Some(self.constant(Term::Number(number), ValueKind::Number)),
                None => self.not_a_number(expr.span, &format!("`{digits}`")),
            },
            ExprKind::Date { year, month, day } => match calendar::day(*year, *month, *day) {
                Some(day) => Some(self.constant(Term::Day(day.0), ValueKind::Day)),
                None => {
                    self.say(types::no_such_day(expr.span, &format!("{year}-{month:02}-{day:02}")));
                    None
                }
            },
            ExprKind::Month { year, month } => {
                if !(1..=12).contains(month) {
                    self.say(types::no_such_day(expr.span, &format!("{year}-{month:02}")));
                    return None;
                }
                Some(self.constant(Term::Month(calendar::month_count(*year, *month)), ValueKind::Month))
            }
            ExprKind::Path(path) => self.named_operand(path, scope),
            ExprKind::Last(path) => self.last_operand(path, scope),
            ExprKind::Negative(inner) => {
                let inner = self.figure(inner, scope)?;
                Some(Operand { term: Term::Negative(Box::new(inner.term)), ..inner })
            }
            ExprKind::Arithmetic { left, op, right } => self.arithmetic(left, op.value, right, expr.span, scope),
            ExprKind::Shift { date, amount, minus, unit } => self.shift(date, amount, *minus, *unit, scope),
            ExprKind::Count { of, filter } => self.count(of, filter.as_deref(), scope),
            ExprKind::Sum { terms, filter } => self.sum(terms, filter.as_deref(), expr.span, scope),
            ExprKind::Round { value, digits } => {
                let value = self.figure(value, scope)?;
                Some(Operand { term: Term::Round(Box::new(value.term), *digits), ..value })
            }
            ExprKind::Days(from, to) => {
                let (from, to) = self.two_days(from, to, scope)?;
                Some(self.joined(from, to, Term::Days))
            }
            ExprKind::Age(from, to) => {
                let (from, to) = self.two_days(from, to, scope)?;
                Some(self.joined(from, to, Term::Age))
            }
            ExprKind::FirstOf(parts) => {
                let parts: Vec<Operand> = parts.iter().filter_map(|part| self.operand(part, scope)).collect();
                let (first, rest) = parts.split_first()?;
                if let Some(other) = rest.iter().find(|part| part.kind != first.kind) {
                    self.say(types::kinds_differ(expr.span, first.kind.noun(), other.kind.noun()));
                    return None;
                }
                let kind = first.kind;
                // Whichever of them it is, it is counted in the same.
                let counted = parts.iter().find(|part| part.unit.is_some());
                if let Some(counted) = counted {
                    for other in &parts {
                        self.check_units(counted, other, expr.span);
                    }
                }
                let unit = counted.and_then(|counted| counted.unit.clone());
                let terms = parts.into_iter().map(|part| self.where_decided(part, expr.span)).collect();
                Some(Operand { term: Term::FirstOf(terms), kind, unit, decided: self.always(), constant: false })
            }
            ExprKind::Unreadable => None,
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Compare { .. }
            | ExprKind::Predicate { .. }
            | ExprKind::Answered(_)
            | ExprKind::Quantified { .. } => self.not_a_number(expr.span, "a condition"),
        }
    }

    fn constant(&mut self, term: Term, kind: ValueKind) -> Operand {
        Operand { term, kind, unit: None, decided: self.always(), constant: true }
    }

    /// A value where others are skipped that have none: `count(Q)` has none where Q is not asked.
    pub(super) fn where_decided(&mut self, operand: Operand, span: Span) -> Term {
        let Operand { term, kind: _, unit: _, decided, constant: _ } = operand;
        // A quotient is multiplied out in a comparison, and there is nothing to multiply out where it may be skipped.
        if super::quotients::divides(&term) {
            self.say(types::unrounded(span));
        }
        if self.conds.is_always(decided) {
            return term;
        }
        Term::If { cond: decided, then: Box::new(term), otherwise: Box::new(Term::nothing()) }
    }

    pub(super) fn not_a_number(&mut self, span: Span, what: &str) -> Option<Operand> {
        self.say(types::not_a_number(span, what));
        None
    }

    pub(super) fn figure(&mut self, expr: &Expr, scope: SymbolId) -> Option<Operand> {
        let operand = self.operand(expr, scope)?;
        if operand.kind == ValueKind::Number {
            return Some(operand);
        }
        self.not_a_number(expr.span, operand.kind.noun())
    }

    fn two_days(&mut self, from: &Expr, to: &Expr, scope: SymbolId) -> Option<(Operand, Operand)> {
        let from_operand = self.operand(from, scope);
        let to_operand = self.operand(to, scope);
        let (from_operand, to_operand) = (from_operand?, to_operand?);
        for (operand, expr) in [(&from_operand, from), (&to_operand, to)] {
            if operand.kind != ValueKind::Day {
                self.say(types::kinds_differ(expr.span, operand.kind.noun(), "a day"));
                return None;
            }
        }
        Some((from_operand, to_operand))
    }

    /// Two values made one. Their terms move into it: copied at each level, a long sum would cost the square of its length.
    fn joined(&mut self, left: Operand, right: Operand, join: Join) -> Operand {
        Operand {
            term: join(Box::new(left.term), Box::new(right.term)),
            kind: ValueKind::Number,
            unit: None,
            decided: self.conds.all([left.decided, right.decided]),
            constant: left.constant && right.constant,
        }
    }

    /// A name in a calculation.
    fn named_operand(&mut self, path: &Path, scope: SymbolId) -> Option<Operand> {
        if let [only] = path.segments.as_slice() {
            let term = match only.value.as_str() {
                "edition" => Some((Term::Number(Number::whole(self.survey.edition)), ValueKind::Number)),
                "as_of" | "deadline" => {
                    let day = if only.value == "as_of" { self.survey.as_of } else { self.survey.deadline };
                    let Some(day) = day else {
                        self.say(crate::errors::texts::calendar_missing(only.span, &only.value));
                        return None;
                    };
                    Some((Term::Day(day.0), ValueKind::Day))
                }
                _ => None,
            };
            if let Some((term, kind)) = term {
                return Some(self.constant(term, kind));
            }
        }
        let (symbol, referent) = self.refer(path, scope)?;
        self.operand_of(symbol, &referent, path.span, &super::conditions::dotted(path))
    }

    /// The value of something, where it has one; `name` is how it is written there.
    pub(super) fn operand_of(
        &mut self,
        symbol: SymbolId,
        referent: &Referent<'a>,
        span: Span,
        name: &str,
    ) -> Option<Operand> {
        let found = self.symbols.get(symbol);
        let (path, declared) = (found.path.clone(), found.span);
        match referent {
            Referent::Value(value) if value.kind != ValueKind::Text => {
                self.note_read(value.variable, &path, span, false);
                Some(Operand {
                    term: Term::Value(value.variable),
                    kind: value.kind,
                    unit: self.counted(value.variable),
                    decided: self.always(),
                    constant: false,
                })
            }
            Referent::Choice(choice) => match choice.scores.as_ref() {
                Ok(scores) => {
                    self.note_read(choice.variable, &path, span, choice.gate);
                    let term = Term::Score { variable: choice.variable, scores: scores.clone() };
                    Some(Operand { term, kind: ValueKind::Number, unit: None, decided: self.always(), constant: false })
                }
                Err((option, place)) => {
                    self.say(types::score_missing(span, &path, option, *place));
                    None
                }
            },
            Referent::Calc(id) => {
                if !self.takes(self.calc_parts.get(id).copied().unwrap_or_default(), span) {
                    return None;
                }
                let calc = self.calcs.get(*id);
                let (term, asked) = (calc.term.clone(), calc.asked);
                let kind = match &calc.value {
                    CalcValue::Number { digits: _ } => ValueKind::Number,
                    CalcValue::Date => ValueKind::Day,
                    CalcValue::Month => ValueKind::Month,
                    CalcValue::Band(_) => {
                        let right = format!("`{path} is …` with the code of a row");
                        self.say(types::wrong_predicate(span, &path, "a band", declared, &right));
                        return None;
                    }
                };
                let unit = self.calc_units.get(id).cloned();
                self.note_calc(*id, &path, span);
                Some(Operand { term, kind, unit, decided: asked, constant: false })
            }
            Referent::Let { statement, scope } => {
                let expr = statement.condition.as_ref()?;
                if !self.opens(symbol, span) {
                    return None;
                }
                let operand = self.behind(span, |lowerer| lowerer.operand(expr, *scope));
                self.open_lets.pop();
                operand
            }
            Referent::Value(_)
            | Referent::Ticks(_)
            | Referent::Flag { .. }
            | Referent::Cells(_)
            | Referent::Grid { .. }
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Option => {
                let what = format!("`{path}`, {},", self.noun(referent));
                let told = types::not_a_number(span, &what);
                let right = self.instead_of_number(symbol, referent, name);
                self.say(match right {
                    Some(right) => told.help(format!("write {right}")),
                    None => told,
                });
                None
            }
        }
    }

    fn arithmetic(
        &mut self,
        left: &Expr,
        op: ArithmeticOp,
        right: &Expr,
        span: Span,
        scope: SymbolId,
    ) -> Option<Operand> {
        if !self.enters(span) {
            return None;
        }
        let left = self.figure(left, scope);
        let right = self.figure(right, scope);
        self.leaves();
        let (left, right) = (left?, right?);
        let (unit, join): (_, Join) = match op {
            ArithmeticOp::Add | ArithmeticOp::Subtract => {
                self.check_units(&left, &right, span);
                let join = if op == ArithmeticOp::Add { Term::Add } else { Term::Subtract };
                (left.unit.clone().or_else(|| right.unit.clone()), join)
            }
            // A bare factor keeps the unit: twice last year's 人 are 人.
            ArithmeticOp::Multiply => {
                let unit = if left.constant {
                    right.unit.clone()
                } else if right.constant {
                    left.unit.clone()
                } else {
                    None
                };
                (unit, Term::Multiply)
            }
            ArithmeticOp::Divide => (left.unit.clone().filter(|_| right.constant), Term::Divide),
        };
        Some(Operand { unit, ..self.joined(left, right, join) })
    }

    /// What a figure is counted in.
    pub(super) fn counted(&self, variable: VarId) -> Option<Counted> {
        let unit = self.variables.get(variable).unit.as_ref().map(crate::text::Text::plain).unwrap_or_default();
        let currency = self.currencies.get(&variable).cloned().unwrap_or_default();
        let counted = Counted { currency, unit };
        (counted != Counted::default()).then_some(counted)
    }

    pub(super) fn check_units(&mut self, left: &Operand, right: &Operand, span: Span) {
        let spelling = |unit: &str| self.units.get(unit).map_or_else(|| unit.to_owned(), Clone::clone);
        let words = |operand: &Operand| operand.unit.as_ref()?.words(spelling);
        let (a, b) = (words(left), words(right));
        if let (Some(a), Some(b)) = (a, b)
            && a != b
        {
            self.say(types::units_differ(span, &a, &b));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn shift(
        &mut self,
        date: &Expr,
        amount: &Expr,
        minus: bool,
        unit: CalendarUnit,
        scope: SymbolId,
    ) -> Option<Operand> {
        let date_operand = self.operand(date, scope)?;
        let by = match &amount.kind {
            ExprKind::Number(digits) => digits.parse::<i32>().ok(),
            _ => None,
        };
        let Some(by) = by else {
            self.say(types::bad_bound(amount.span, "a whole number of days, months or years"));
            return None;
        };
        let by = if minus { -by } else { by };
        let inner = Box::new(date_operand.term.clone());
        let term = match (date_operand.kind, unit) {
            (ValueKind::Day, CalendarUnit::Days) => Term::PlusDays(inner, by),
            (ValueKind::Day | ValueKind::Month, CalendarUnit::Months) => Term::PlusMonths(inner, by),
            (ValueKind::Day | ValueKind::Month, CalendarUnit::Years) => Term::PlusMonths(inner, by.saturating_mul(12)),
            (ValueKind::Month, CalendarUnit::Days) | (ValueKind::Number | ValueKind::Text, _) => {
                self.say(types::kinds_differ(date.span, date_operand.kind.noun(), "a day"));
                return None;
            }
        };
        let stays = self.stays_within_the_calendar(&term, date_operand.kind);
        let decided = self.conds.all([date_operand.decided, stays]);
        Some(Operand { term, decided, ..date_operand })
    }

    /// That a sum of days or months does not leave the years that can be written: one that does has no value.
    fn stays_within_the_calendar(&mut self, sum: &Term, kind: ValueKind) -> CondId {
        let (first, last) = calendar::WRITTEN_MONTHS;
        let day = |month: i32, end: bool| {
            let (year, month) = calendar::year_and_month(month);
            let day = if end { calendar::days_in_month(year, month) } else { 1 };
            calendar::day(year, month, day).map(|day| day.0)
        };
        let (from, by, bound) = match (sum, kind) {
            (Term::PlusDays(from, by), _) => {
                let bound = if *by > 0 { day(last, true) } else { day(first, false) };
                (from, *by, bound.map(|day| day.saturating_sub(*by)))
            }
            (Term::PlusMonths(from, by), ValueKind::Day) => {
                let bound = if *by > 0 { last } else { first };
                (from, *by, day(bound.saturating_sub(*by), *by > 0))
            }
            (Term::PlusMonths(from, by), _) => {
                let bound = if *by > 0 { last } else { first };
                (from, *by, Some(bound.saturating_sub(*by)))
            }
            _ => return self.conds.always(),
        };
        let Some(bound) = bound else { return self.conds.never() };
        let stays = |value: i32| if by > 0 { value <= bound } else { value >= bound };
        let written = from.as_day_or_month().map(|at| (at, at));
        let answered = from.as_variable().and_then(|variable| match &self.variables.get(variable).value {
            Value::Date { min, max } => Some((min.0, max.0)),
            Value::Month { min, max } => Some((*min, *max)),
            Value::Code(_)
            | Value::Tick
            | Value::Rank { .. }
            | Value::Integer { .. }
            | Value::Decimal { .. }
            | Value::Text { .. } => None,
        });
        let held = written.or(answered);
        if held.is_some_and(|(min, max)| stays(min) && stays(max)) {
            return self.conds.always();
        }
        let bound = if kind == ValueKind::Day { Term::Day(bound) } else { Term::Month(bound) };
        let op = if by > 0 { Comparison::LessOrEqual } else { Comparison::GreaterOrEqual };
        self.conds.compare(from.as_ref().clone(), op, bound)
    }

    /// The condition that a value lies in a row of a band.
    pub(super) fn within(&mut self, term: &Term, row: &BandRow) -> CondId {
        let mut parts = Vec::new();
        if let Some(low) = row.low {
            parts.push(self.conds.compare(term.clone(), Comparison::GreaterOrEqual, Term::Number(low)));
        }
        if let Some(high) = row.high {
            parts.push(self.conds.compare(term.clone(), Comparison::LessOrEqual, Term::Number(high)));
        }
        if parts.is_empty() {
            parts.push(term.guard(&mut self.conds));
        }
        self.conds.all(parts)
    }
}
