//! A condition as a sentence: who is asked, in the words of the survey's language.
//!
//! Said from the author's expression, not from the lowered condition: a reader wants the question and the answers,
//! not the guards. What has no natural sentence is left to the author.

use setsumon_syntax::ast::{CompareOp, Expr, ExprKind, Name, Path, Predicate};

use super::Lowerer;
use super::referents::{Referent, ValueKind};
use crate::calendar;
use crate::ids::CondId;
use crate::resolve::symbols::{SymbolId, SymbolKind};

/// One thing asked of an earlier answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) subject: SymbolId,
    pub(super) said: Said,
}

/// How answers are put together, for what may be joined to them without a second meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One.
    One,
    /// One or the other.
    Any,
    /// One and the other.
    All,
    /// Any but one.
    Other,
    /// Any but one, or any but another.
    AnyOther,
    /// None of several.
    NoneOf,
}

impl Shape {
    pub(super) fn of_comparison(op: CompareOp) -> Self {
        match op {
            CompareOp::NotEqual => Self::Other,
            CompareOp::Equal
            | CompareOp::Less
            | CompareOp::LessOrEqual
            | CompareOp::Greater
            | CompareOp::GreaterOrEqual => Self::One,
        }
    }

    /// What two become; none where the words would have two meanings.
    fn joined(self, other: Self, all: bool) -> Option<Self> {
        match (all, self, other) {
            (false, Self::One | Self::Any, Self::One | Self::Any) => Some(Self::Any),
            (false, Self::Other | Self::AnyOther, Self::Other | Self::AnyOther) => Some(Self::AnyOther),
            (true, Self::One | Self::All | Self::Other | Self::NoneOf, Self::One | Self::Other | Self::NoneOf) => {
                Some(Self::All)
            }
            (_, _, _) => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// Labels in quotes, or figures, joined.
    Answers(String, Shape),
    /// The same in every row of a grid.
    InEachRow(String),
    /// How many answers or entries there are.
    Count(String),
    Answered,
    Unanswered,
    Ticked,
    Unticked,
}

impl Said {
    /// Whether its own “or” beside an “and” has two meanings, or its “and” beside an “or”.
    pub(super) fn runs_into(&self, all: bool) -> bool {
        match self {
            Self::Answers(_, Shape::Any | Shape::AnyOther | Shape::NoneOf) => all,
            Self::Answers(_, Shape::All) => !all,
            Self::Answers(_, Shape::One | Shape::Other)
            | Self::InEachRow(_)
            | Self::Count(_)
            | Self::Answered
            | Self::Unanswered
            | Self::Ticked
            | Self::Unticked => false,
        }
    }
}

/// A condition that can be said.
pub(super) enum Sayable {
    One(Part),
    Several { parts: Vec<Part>, all: bool },
}

impl Lowerer<'_, '_> {
    /// The sentence for a condition, where there is a natural one. `group` is the item it stands in, for conditions on its own fields.
    pub(super) fn sentence(&mut self, expr: &Expr, scope: SymbolId, group: Option<SymbolId>) -> Option<String> {
        let sayable = self.sayable(expr, scope)?;
        self.said(&sayable, scope, group)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn sayable(&mut self, expr: &Expr, scope: SymbolId) -> Option<Sayable> {
        match &expr.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                let all = matches!(expr.kind, ExprKind::And(_));
                let mut said = Vec::new();
                for part in parts {
                    match self.sayable(part, scope)? {
                        Sayable::One(part) => said.push(part),
                        Sayable::Several { .. } => return None,
                    }
                }
                self.same_question(said, all)
            }
            ExprKind::Predicate { subject: Some(subject), predicate } => {
                let symbol = self.on_paper(subject, scope)?;
                self.predicate_said(symbol, predicate).map(Sayable::One)
            }
            ExprKind::Quantified { all, over, predicate } => self.quantified_said(*all, over, predicate, scope),
            ExprKind::Answered(path) => {
                let symbol = self.on_paper(path, scope)?;
                Some(Sayable::One(Part { subject: symbol, said: Said::Answered }))
            }
            ExprKind::Not(inner) => self.not_so(inner, scope),
            ExprKind::Compare { left, op, right } => self.comparison_said(left, op.value, right, scope),
            ExprKind::Path(path) => self.let_said(path, scope, false),
            _ => None,
        }
    }

    /// What a path names, where a reader of the paper can find it: it has a number, or stands in what has one.
    pub(super) fn on_paper(&self, path: &Path, scope: SymbolId) -> Option<SymbolId> {
        let symbol = self.symbols.seek(path, scope)?;
        let derived = matches!(self.referents.get(&symbol), Some(Referent::Calc(_)));
        // A cell would have to be named by its row and its column.
        let cell = self.symbols.get(symbol).kind == SymbolKind::Column;
        (!derived && !cell && self.question_number(symbol, scope).is_some()).then_some(symbol)
    }

    /// `any of G P`, `all of G P` of a grid.
    fn quantified_said(&mut self, all: bool, over: &Path, predicate: &Expr, scope: SymbolId) -> Option<Sayable> {
        let subject = self.on_paper(over, scope)?;
        let Some(Referent::Grid { rows, asked: _ }) = self.referents.get(&subject).cloned() else { return None };
        let row = rows.first().map(|(row, _)| *row)?;
        let ExprKind::Predicate { subject: None, predicate } = &predicate.kind else { return None };
        let said = self.predicate_said(row, predicate)?.said;
        let said = match said {
            said if !all => said,
            // Whoever is asked no row has not answered so in each of them; the condition holds all the same.
            Said::Answers(words, _) if rows.iter().all(|(_, asked)| self.is_reached_by_all(*asked)) => {
                Said::InEachRow(words)
            }
            Said::Answers(..)
            | Said::InEachRow(_)
            | Said::Count(_)
            | Said::Answered
            | Said::Unanswered
            | Said::Ticked
            | Said::Unticked => return None,
        };
        Some(Sayable::One(Part { subject, said }))
    }

    /// Whether something is asked of everybody for whom the survey has not ended.
    fn is_reached_by_all(&mut self, asked: CondId) -> bool {
        self.conds.all([self.not_ended, asked]) == self.not_ended
    }

    /// What stands behind a name, or that it does not hold.
    pub(super) fn let_said(&mut self, path: &Path, scope: SymbolId, denied: bool) -> Option<Sayable> {
        let symbol = self.symbols.seek(path, scope)?;
        let Some(Referent::Let { statement, scope }) = self.referents.get(&symbol).cloned() else { return None };
        if !self.takes(1, path.span) || !self.opens(symbol, path.span) {
            return None;
        }
        let said = statement.condition.as_ref().and_then(|expr| match denied {
            true => self.not_so(expr, scope),
            false => self.sayable(expr, scope),
        });
        self.open_lets.pop();
        said
    }

    /// Several answers of one question read as one: 「a」、または「b」.
    fn same_question(&mut self, parts: Vec<Part>, all: bool) -> Option<Sayable> {
        let first = parts.first()?.subject;
        // One row may be answered so and another so: put together they would be asked of one row.
        let rows = matches!(self.referents.get(&first), Some(Referent::Grid { .. }));
        if all && rows {
            return (parts.len() == 2).then_some(Sayable::Several { parts, all });
        }
        let mut answers = Vec::new();
        let mut shape = None;
        for part in &parts {
            match &part.said {
                Said::Answers(words, own) if part.subject == first => {
                    answers.push(words.clone());
                    shape = match shape {
                        None => Some(*own),
                        Some(before) => Some(Shape::joined(before, *own, all)?),
                    };
                }
                Said::Answers(..)
                | Said::InEachRow(_)
                | Said::Count(_)
                | Said::Answered
                | Said::Unanswered
                | Said::Ticked
                | Said::Unticked => {
                    // Three and more conditions joined are no sentence any more.
                    return (parts.len() == 2).then_some(Sayable::Several { parts, all });
                }
            }
        }
        let joint = if all { &self.wording.and } else { &self.wording.or };
        Some(Sayable::One(Part { subject: first, said: Said::Answers(answers.join(joint), shape?) }))
    }

    pub(super) fn predicate_said(&mut self, subject: SymbolId, predicate: &Predicate) -> Option<Part> {
        let several = |codes: &[Name], shape: Shape| if codes.len() > 1 { shape } else { Shape::One };
        let said = match predicate {
            Predicate::Is { code, negated: false } | Predicate::Includes(code) => {
                Said::Answers(self.labels(subject, std::slice::from_ref(code), false)?, Shape::One)
            }
            Predicate::Is { code, negated: true } => {
                let labels = self.labels(subject, std::slice::from_ref(code), false)?;
                Said::Answers(self.wording.other_than.replace("{answers}", &labels), Shape::Other)
            }
            Predicate::In(codes) | Predicate::IncludesAny(codes) => {
                Said::Answers(self.labels(subject, codes, false)?, several(codes, Shape::Any))
            }
            Predicate::IncludesAll(codes) => {
                let labels = self.labels(subject, codes, true)?;
                // All of one is that one.
                let template = if codes.len() > 1 { self.wording.all_of.as_str() } else { "{answers}" };
                Said::Answers(template.replace("{answers}", &labels), several(codes, Shape::All))
            }
            Predicate::IncludesNone(codes) => {
                let labels = self.labels(subject, codes, false)?;
                let shape = if codes.len() > 1 { Shape::NoneOf } else { Shape::Other };
                // Beside an option that excludes the others there is nothing: whoever has not chosen it has chosen another.
                let alone = codes.iter().all(|code| self.stands_alone(subject, &code.value));
                let template = if alone { &self.wording.other_than } else { &self.wording.none_of };
                Said::Answers(template.replace("{answers}", &labels), shape)
            }
            Predicate::Ticked { negated: false } => Said::Ticked,
            Predicate::Ticked { negated: true } => Said::Unticked,
            Predicate::Compare(op, right) => {
                Said::Answers(self.figures(subject, op.value, right)?, Shape::of_comparison(op.value))
            }
        };
        Some(Part { subject, said })
    }

    /// `n < 7`, `count(Q) >= 2`: an answer, or how many there are, against what is written there.
    pub(super) fn comparison_said(
        &mut self,
        left: &Expr,
        op: CompareOp,
        right: &Expr,
        scope: SymbolId,
    ) -> Option<Sayable> {
        match (&left.kind, &right.kind) {
            (ExprKind::Path(path), _) if written(right) => {
                let subject = self.on_paper(path, scope)?;
                let said = Said::Answers(self.figures(subject, op, right)?, Shape::of_comparison(op));
                Some(Sayable::One(Part { subject, said }))
            }
            (ExprKind::Count { of, filter: None }, ExprKind::Number(digits)) => {
                let subject = self.on_paper(of, scope)?;
                match self.referents.get(&subject)? {
                    Referent::Ticks(_) | Referent::Repeat { .. } => {}
                    Referent::Choice(_)
                    | Referent::Value(_)
                    | Referent::Flag { .. }
                    | Referent::Cells(_)
                    | Referent::Grid { .. }
                    | Referent::Several(_)
                    | Referent::Calc(_)
                    | Referent::Let { .. }
                    | Referent::Option => return None,
                }
                let said = Said::Count(self.against_number(op, digits));
                Some(Sayable::One(Part { subject, said }))
            }
            (_, ExprKind::Path(_)) if written(left) => self.comparison_said(right, mirrored(op), left, scope),
            (_, ExprKind::Count { .. }) if written(left) => self.comparison_said(right, mirrored(op), left, scope),
            _ => None,
        }
    }

    /// A figure, day or month against one that is written there, where the subject is such a blank.
    pub(super) fn figures(&self, subject: SymbolId, op: CompareOp, right: &Expr) -> Option<String> {
        let Some(Referent::Value(value)) = self.referents.get(&subject) else { return None };
        let locale = self.survey.locale;
        match (&right.kind, value.kind) {
            (ExprKind::Number(digits), ValueKind::Number) => {
                let unit = value.unit.as_deref().unwrap_or_default();
                let (sign, behind) = crate::unit::around(unit);
                let sign = if sign.is_empty() { value.sign.as_deref().unwrap_or_default() } else { sign };
                let behind = crate::unit::behind(behind, digits, locale);
                let is_word = behind.starts_with(char::is_alphabetic);
                let space = if is_word { crate::unit::before_suffix(locale) } else { "" };
                Some(self.against_number(op, &format!("{sign}{digits}{space}{behind}")))
            }
            (ExprKind::Date { year, month, day }, ValueKind::Day) => {
                let day = calendar::day(*year, *month, *day)?;
                Some(self.against_day(op, &calendar::plain_day(day, locale)))
            }
            (ExprKind::Month { year, month }, ValueKind::Month) if (1..=12).contains(month) => {
                Some(self.against_day(op, &calendar::long_month(calendar::month_count(*year, *month), locale)))
            }
            _ => None,
        }
    }

    fn against_number(&self, op: CompareOp, number: &str) -> String {
        let wording = &self.wording;
        match op {
            CompareOp::Equal => number.to_owned(),
            CompareOp::NotEqual => wording.other_than.replace("{answers}", number),
            CompareOp::Less => wording.less_than.replace("{number}", number),
            CompareOp::LessOrEqual => wording.at_most.replace("{number}", number),
            CompareOp::Greater => wording.more_than.replace("{number}", number),
            CompareOp::GreaterOrEqual => wording.at_least.replace("{number}", number),
        }
    }

    fn against_day(&self, op: CompareOp, day: &str) -> String {
        let wording = &self.wording;
        match op {
            CompareOp::Equal => day.to_owned(),
            CompareOp::NotEqual => wording.other_than.replace("{answers}", day),
            CompareOp::Less => wording.before.replace("{day}", day),
            CompareOp::LessOrEqual => wording.until.replace("{day}", day),
            CompareOp::Greater => wording.after.replace("{day}", day),
            CompareOp::GreaterOrEqual => wording.since.replace("{day}", day),
        }
    }

    fn labels(&mut self, subject: SymbolId, codes: &[Name], all: bool) -> Option<String> {
        let mut labels = Vec::new();
        for code in codes {
            let label = self.option_label(subject, &code.value)?;
            labels.push(self.wording.answer.replace("{label}", &label));
        }
        let joint = if all { &self.wording.and } else { &self.wording.or };
        Some(labels.join(joint))
    }

    /// The labels of a grid's columns, as answers of which one was given.
    pub(super) fn columns_said(&mut self, grid: SymbolId, codes: &[Name]) -> String {
        self.labels(grid, codes, false).unwrap_or_default()
    }

    /// The label of an option.
    fn option_label(&mut self, subject: SymbolId, code: &str) -> Option<String> {
        let option = self.option_of(subject, code)?;
        Some(self.label_words(option))
    }

    /// An option: the question's own, or the grid's column.
    pub(super) fn option_of(&self, subject: SymbolId, code: &str) -> Option<SymbolId> {
        let found = self.symbols.get(subject);
        let own = found.members.get(code);
        // The codes of a row are its grid's columns.
        let of_grid = || {
            let grid = found.parent.filter(|_| found.kind == SymbolKind::Row)?;
            self.symbols.get(grid).members.get(code)
        };
        own.or_else(of_grid).copied()
    }

    /// Whether an option excludes the others.
    fn stands_alone(&self, subject: SymbolId, code: &str) -> bool {
        let option = self.option_of(subject, code).and_then(|option| self.symbols.get(option).statement);
        option.is_some_and(setsumon_syntax::ast::Statement::excludes)
    }
}

/// Whether an expression is a number, day or month that stands there.
fn written(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Number(_) | ExprKind::Date { .. } | ExprKind::Month { .. })
}

/// The comparison that says the same with its sides exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::Equal,
        CompareOp::NotEqual => CompareOp::NotEqual,
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
    }
}
