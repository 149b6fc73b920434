//! Blanks and variables: what may be written where, under which name.

use setsumon_diagnostics::{Code, Span, Spanned};
use setsumon_syntax::ast::{ClauseKind, Expr, ExprKind, QuestionKind, Statement};

use super::referents::ValueKind;
use super::{Context, Lowerer};
use crate::calendar;
use crate::domain::{MOST_WHOLE, every_decimal};
use crate::errors::{names, types};
use crate::form::{Day, FieldKind, FieldSpec, Role, TextShape, Value, Variable};
use crate::ids::{CondId, QuestionId, VarId};
use crate::number::Number;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;
use crate::text::Text;
use crate::within::{YEARS, every_day, every_month};

/// The number that is written in an expression with a decimal point.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn with_a_point(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Number(digits) => digits.contains('.').then_some(digits.as_str()),
        ExprKind::Negative(inner) => with_a_point(inner),
        _ => None,
    }
}

/// The most bytes of a variable's name: PostgreSQL's limit, and the least of all databases'.
const MOST_BYTES: usize = 63;

/// A variable to be made.
pub(super) struct NewVariable {
    pub(super) name: String,
    pub(super) question: Option<QuestionId>,
    pub(super) value: Value,
    pub(super) role: Role,
    pub(super) label: Vec<Text>,
    pub(super) unit: Option<Text>,
    pub(super) asked: CondId,
    pub(super) span: Span,
}

/// One end of a range as it was written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bound {
    Number(Number),
    Day(i32),
    Month(i32),
}

/// A scale of 0 to 100 is the longest.
const MOST_POINTS: i64 = 100;

impl Lowerer<'_, '_> {
    /// Makes a variable; its name is checked for length and for being the only one.
    pub(super) fn variable(&mut self, new: NewVariable, context: &Context) -> VarId {
        let NewVariable { name, question, value, role, label, unit, asked, span } = new;
        if name.len() > MOST_BYTES {
            self.say(names::name_too_long(span, &name));
        }
        if let Some(first) = self.names.get(&name) {
            let first = self.variables.get(*first).origin;
            if !self.told_as_duplicate(span) {
                self.say(names::name_collision(&name, span, first));
            }
        }
        // Whoever reads a variable must not have to know of its history to know that nobody is asked for it.
        let asked = match role {
            Role::Retired => self.conds.never(),
            Role::Answer | Role::Given | Role::Last(_) => asked,
        };
        let id = self.variables.push(Variable {
            name: name.clone(),
            question,
            repeat: context.repeat,
            value,
            role,
            label,
            unit,
            asked,
            marker: Self::marker(context),
            personal: context.personal,
            was: Vec::new(),
            was_codes: Vec::new(),
            splits: None,
            origin: span,
        });
        self.names.entry(name).or_insert(id);
        self.said_open.extend(context.open.then_some(id));
        id
    }

    /// Whether two equal codes have been told there: the equal names that follow from them are no news.
    fn told_as_duplicate(&mut self, span: Span) -> bool {
        // Looked through once: thousands of equal names would each look through what is said of the others.
        let new = self.diagnostics.iter().skip(self.looked_through).filter(|told| told.code == Code::DuplicateCode);
        self.duplicates.extend(new.map(|told| told.span()));
        self.looked_through = self.diagnostics.len();
        self.duplicates.range(span.before()..=span.after()).any(|place| span.contains(*place))
    }

    /// The blank that a kind and a statement's clauses describe; `None` for kinds that are no blank.
    pub(super) fn field_spec(
        &mut self,
        kind: QuestionKind,
        statement: &Statement,
        scope: SymbolId,
    ) -> Option<FieldSpec> {
        let kind = match kind {
            QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank => return None,
            QuestionKind::Scale => self.scale(statement, scope)?,
            QuestionKind::Text => FieldKind::Text,
            QuestionKind::LongText => FieldKind::LongText,
            QuestionKind::Integer => FieldKind::Integer,
            QuestionKind::Decimal => match statement.digits() {
                Some(digits) if (1..=9).contains(&digits.value) => FieldKind::Decimal { digits: digits.value },
                Some(digits) => {
                    self.say(types::decimal_places(digits.span, digits.value));
                    FieldKind::Decimal { digits: 1 }
                }
                None => {
                    self.say(types::digits_missing(statement.kind_span));
                    FieldKind::Decimal { digits: 1 }
                }
            },
            QuestionKind::Year => FieldKind::Year,
            QuestionKind::FiscalYear => FieldKind::FiscalYear,
            QuestionKind::Month => FieldKind::Month,
            QuestionKind::Date => FieldKind::Date,
            QuestionKind::Email => FieldKind::Email,
            QuestionKind::Tel => FieldKind::Tel,
            QuestionKind::Postal => FieldKind::Postal,
            QuestionKind::Url => FieldKind::Url,
            QuestionKind::Flag => FieldKind::Flag,
        };
        let prefix = statement.prefix().map(|text| self.text(text, scope));
        let suffix = statement.suffix().map(|text| self.text(text, scope));
        let unit = self.unit(statement, scope).or_else(|| self.natural_unit(&kind));
        Some(FieldSpec { kind, prefix, unit, suffix })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn unit(&mut self, statement: &Statement, scope: SymbolId) -> Option<Text> {
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::Unit(text) => return Some(self.text(text, scope)),
                ClauseKind::UnitCode(code) => {
                    return match self.units.get(&format!("={}", code.value)) {
                        Some(unit) => Some(Text::of(unit.clone())),
                        None => {
                            let known: Vec<String> =
                                self.units.keys().filter_map(|key| key.strip_prefix('=').map(str::to_owned)).collect();
                            let known: Vec<&str> = known.iter().map(String::as_str).collect();
                            self.say(names::unknown_unit(code, &known));
                            None
                        }
                    };
                }
                _ => {}
            }
        }
        None
    }

    fn natural_unit(&self, kind: &FieldKind) -> Option<Text> {
        let words = match kind {
            FieldKind::Year => &self.wording.year,
            FieldKind::FiscalYear => &self.wording.fiscal_year,
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url
            | FieldKind::Flag => return None,
        };
        (!words.is_empty()).then(|| Text::of(words.clone()))
    }

    fn scale(&mut self, statement: &Statement, scope: SymbolId) -> Option<FieldKind> {
        let Some(Spanned { value: (from, to), span }) = statement.points() else {
            self.say(types::points_missing(statement.kind_span));
            return None;
        };
        if from > to {
            self.say(types::scale_downwards(span, from, to));
        } else if from == to {
            self.say(types::empty_range(span, &from.to_string(), &to.to_string()));
        } else if to.saturating_sub(from) > MOST_POINTS {
            self.say(types::scale_too_long(span, from, to, MOST_POINTS));
        }
        let ends = statement.ends().map(|(low, high)| (self.text(low, scope), self.text(high, scope)));
        Some(FieldKind::Scale { from, to, ends })
    }

    /// What a blank may hold: its kind, its bounds, its shape.
    pub(super) fn value_of(&mut self, spec: &FieldSpec, statement: &Statement) -> Value {
        let mut bound_of = |expr: Option<&Expr>| expr.and_then(|expr| Some((self.bound(expr, &spec.kind)?, expr.span)));
        let min = bound_of(statement.min());
        let max = bound_of(statement.max());
        let span = max.as_ref().or(min.as_ref()).map_or(statement.kind_span, |(_, span)| *span);
        let number = |bound: Option<(Bound, Span)>| match bound {
            Some((Bound::Number(number), _)) => Some(number),
            _ => None,
        };
        let count = |bound: Option<(Bound, Span)>| match bound {
            Some((Bound::Day(count) | Bound::Month(count), _)) => Some(count),
            _ => None,
        };
        match &spec.kind {
            FieldKind::Integer => self.whole(number(min), number(max), (-MOST_WHOLE, MOST_WHOLE), span),
            FieldKind::Year | FieldKind::FiscalYear => {
                let (first, last) = (i64::from(YEARS.0), i64::from(YEARS.1));
                self.whole(number(min), number(max), (first, last), span)
            }
            FieldKind::Scale { from, to, ends: _ } => Value::Integer { min: *from, max: *to },
            FieldKind::Decimal { digits } => {
                let [least, most] = every_decimal(*digits);
                let min = number(min).unwrap_or(least).max(least);
                let max = number(max).unwrap_or(most).min(most);
                if min > max {
                    self.say(types::empty_range(span, &min.to_string(), &max.to_string()));
                }
                Value::Decimal { digits: *digits, min, max }
            }
            FieldKind::Month => {
                let [first, last] = every_month();
                let (min, max) = (count(min).unwrap_or(first), count(max).unwrap_or(last));
                if min > max {
                    self.say(types::empty_range(span, &calendar::iso_month(min), &calendar::iso_month(max)));
                }
                Value::Month { min, max }
            }
            FieldKind::Date => {
                let [first, last] = every_day();
                let min = count(min).map_or(first, Day);
                let max = count(max).map_or(last, Day);
                if min > max {
                    self.say(types::empty_range(span, &calendar::iso_day(min), &calendar::iso_day(max)));
                }
                Value::Date { min, max }
            }
            FieldKind::Flag => Value::Tick,
            FieldKind::Text => self.text_value(statement, TextShape::Free, false),
            FieldKind::LongText => self.text_value(statement, TextShape::Free, true),
            FieldKind::Email => self.text_value(statement, TextShape::Email, false),
            FieldKind::Tel => self.text_value(statement, TextShape::Tel, false),
            FieldKind::Postal => {
                let is_japanese = self.survey.locale.words().writing.japanese_postal_codes;
                let shape = if is_japanese { TextShape::PostalJa } else { TextShape::PostalAny };
                self.text_value(statement, shape, false)
            }
            FieldKind::Url => self.text_value(statement, TextShape::Url, false),
        }
    }

    fn whole(&mut self, min: Option<Number>, max: Option<Number>, natural: (i64, i64), span: Span) -> Value {
        let ceil = |number: Number| {
            let ratio = number.ratio().ceil();
            i64::try_from(ratio.to_integer()).unwrap_or(natural.0)
        };
        let floor = |number: Number| {
            let ratio = number.ratio().floor();
            i64::try_from(ratio.to_integer()).unwrap_or(natural.1)
        };
        let min = min.map_or(natural.0, ceil).max(natural.0);
        let max = max.map_or(natural.1, floor).min(natural.1);
        if min > max {
            self.say(types::empty_range(span, &min.to_string(), &max.to_string()));
        }
        Value::Integer { min, max }
    }

    fn text_value(&mut self, statement: &Statement, shape: TextShape, lines: bool) -> Value {
        let max_length = statement.max_length();
        let shape = match statement.pattern() {
            None => shape,
            Some(text) => {
                let picture = crate::resolve::expand::plain(text);
                if !picture.contains(['9', 'A']) {
                    self.say(types::pattern(text.span));
                }
                TextShape::Picture(picture)
            }
        };
        Value::Text { shape, max_length, lines }
    }

    /// A bound: a constant of the blank's own kind.
    fn bound(&mut self, expr: &Expr, kind: &FieldKind) -> Option<Bound> {
        let scope = self.symbols.root();
        let before = self.diagnostics.len();
        if reads_an_answer(expr) {
            self.say(types::bad_bound(expr.span, "a constant"));
            return None;
        }
        if let (FieldKind::Integer | FieldKind::Year | FieldKind::FiscalYear, Some(written)) =
            (kind, with_a_point(expr))
        {
            self.say(types::point_in_whole(expr.span, written));
            return None;
        }
        let operand = self.operand(expr, scope);
        let Some(operand) = operand else {
            // What could not be read was told where it stands.
            if self.diagnostics.len() == before && expr.kind != ExprKind::Unreadable {
                self.say(types::bad_bound(expr.span, "a constant"));
            }
            return None;
        };
        let wanted = ValueKind::of(kind);
        let fits = operand.constant && operand.kind == wanted && wanted != ValueKind::Text && *kind != FieldKind::Flag;
        let bound = if fits { constant_of(&operand.term) } else { None };
        if bound.is_none() {
            // `as_of` is a day, and what the survey is of is its month.
            if wanted == ValueKind::Month && operand.kind == ValueKind::Day {
                let day = operand.term.as_day_or_month().map(|day| calendar::iso_day(Day(day)));
                self.say(types::day_for_month(expr.span, day.as_deref().and_then(|day| day.get(..7))));
                return None;
            }
            let wanted = match wanted {
                ValueKind::Number => "a number",
                ValueKind::Day => "a day, such as `2025-02-28`",
                ValueKind::Month => "a month, such as `2025-02`",
                ValueKind::Text => "left out: a text has no lowest and highest",
            };
            self.say(types::bad_bound(expr.span, wanted));
        }
        bound
    }
}

/// Whether a bound names anything but the days and the number that the survey itself gives.
fn reads_an_answer(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(path) => {
            let [only] = path.segments.as_slice() else { return true };
            !["edition", "as_of", "deadline"].contains(&only.value.as_str())
        }
        ExprKind::Arithmetic { left, op: _, right } => reads_an_answer(left) || reads_an_answer(right),
        ExprKind::Shift { date, amount, minus: _, unit: _ } => reads_an_answer(date) || reads_an_answer(amount),
        ExprKind::Negative(inner) => reads_an_answer(inner),
        ExprKind::Number(_)
        | ExprKind::Date { year: _, month: _, day: _ }
        | ExprKind::Month { year: _, month: _ }
        | ExprKind::Last(_)
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Compare { .. }
        | ExprKind::Predicate { .. }
        | ExprKind::Answered(_)
        | ExprKind::Quantified { .. }
        | ExprKind::Count { .. }
        | ExprKind::Sum { .. }
        | ExprKind::Round { .. }
        | ExprKind::Days(..)
        | ExprKind::Age(..)
        | ExprKind::FirstOf(_)
        | ExprKind::Unreadable => false,
    }
}

/// The value of a term that reads nothing; its parts are constants.
pub(super) fn constant_of(term: &Term) -> Option<Bound> {
    let whole = |term: &Term| match constant_of(term)? {
        Bound::Number(number) => Some(number),
        Bound::Day(_) | Bound::Month(_) => None,
    };
    match term {
        Term::Number(number) => Some(Bound::Number(*number)),
        Term::Day(day) => Some(Bound::Day(*day)),
        Term::Month(month) => Some(Bound::Month(*month)),
        Term::Negative(inner) => {
            whole(inner).map(|number| Bound::Number(Number::new(-number.units(), number.places())))
        }
        Term::Add(a, b) => {
            Some(Bound::Number(Number::whole(whole(a)?.as_whole()?.checked_add(whole(b)?.as_whole()?)?)))
        }
        Term::Subtract(a, b) => {
            Some(Bound::Number(Number::whole(whole(a)?.as_whole()?.checked_sub(whole(b)?.as_whole()?)?)))
        }
        Term::PlusDays(inner, by) => match constant_of(inner)? {
            Bound::Day(day) => Some(Bound::Day(calendar::plus_days(Day(day), *by).0)),
            Bound::Number(_) | Bound::Month(_) => None,
        },
        Term::PlusMonths(inner, by) => match constant_of(inner)? {
            Bound::Day(day) => Some(Bound::Day(calendar::plus_months(Day(day), *by).0)),
            Bound::Month(month) => Some(Bound::Month(month.saturating_add(*by))),
            Bound::Number(_) => None,
        },
        Term::Value(_)
        | Term::Score { .. }
        | Term::CountPresent(_)
        | Term::Sum(_)
        | Term::Multiply(..)
        | Term::Divide(..)
        | Term::Round(..)
        | Term::Days(..)
        | Term::Age(..)
        | Term::FirstOf(_)
        | Term::CountWhere { .. }
        | Term::SumWhere { .. }
        | Term::If { .. } => None,
    }
}
