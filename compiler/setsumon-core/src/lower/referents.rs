//! What a name stands for once its question has been passed: what conditions, calculations and texts can read of it.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::{Path, QuestionKind};

use super::Lowerer;
use crate::errors::{logic, names};
use crate::form::{FieldKind, FieldSpec, Medium};
use crate::ids::{CalcId, CondId, RepeatId, VarId};
use crate::number::Number;
use crate::resolve::symbols::{SymbolId, SymbolKind};

/// What can be read of something.
#[derive(Debug, Clone)]
pub(super) enum Referent<'a> {
    /// One code: a single choice, a gate, the row of a grid of single.
    Choice(ChoiceReferent),
    /// Ticks or ranks: a multiple choice, a ranking, the row of a grid of multi.
    Ticks(TicksReferent),
    /// A figure, day, month or text.
    Value(ValueReferent),
    /// A box.
    Flag { variable: VarId, asked: CondId },
    /// Several cells: the row of a grid of blanks.
    Cells(Rc<[VarId]>),
    /// A grid: its rows, each with when it is asked.
    Grid { rows: Rc<[(SymbolId, CondId)]>, asked: CondId },
    /// A group, a use or a column: what it holds.
    Several(Rc<[SymbolId]>),
    /// A roster.
    Repeat { id: RepeatId, asked: CondId },
    /// A derived value.
    Calc(CalcId),
    /// A name for a condition or value.
    Let { statement: &'a setsumon_syntax::ast::Statement, scope: SymbolId },
    /// The tick or code of one option: it can be named in a text only.
    Option,
}

impl Referent<'_> {
    /// Whether it is a figure.
    pub(super) fn is_figure(&self) -> bool {
        matches!(self, Self::Value(value) if value.kind == ValueKind::Number)
    }

    /// Whether several can be ticked or ranked.
    pub(super) fn is_ticks(&self) -> bool {
        matches!(self, Self::Ticks(_))
    }

    /// Whether it is a box by itself.
    pub(super) fn is_flag(&self) -> bool {
        matches!(self, Self::Flag { variable: _, asked: _ })
    }
}

/// What can be read of everything that has been passed. Most that bears a code is an option, of which there is nothing to keep.
#[derive(Debug, Default)]
pub(super) struct Referents<'a> {
    of: FxHashMap<SymbolId, Referent<'a>>,
    options: FxHashSet<SymbolId>,
}

impl<'a> Referents<'a> {
    pub(super) fn get(&self, symbol: &SymbolId) -> Option<&Referent<'a>> {
        let option = || self.options.contains(symbol).then_some(&Referent::Option);
        self.of.get(symbol).or_else(option)
    }

    pub(super) fn contains_key(&self, symbol: &SymbolId) -> bool {
        self.get(symbol).is_some()
    }

    pub(super) fn insert(&mut self, symbol: SymbolId, referent: Referent<'a>) {
        match referent {
            Referent::Option => {
                self.of.remove(&symbol);
                self.options.insert(symbol);
            }
            Referent::Choice(_)
            | Referent::Ticks(_)
            | Referent::Value(_)
            | Referent::Flag { .. }
            | Referent::Cells(_)
            | Referent::Grid { .. }
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Calc(_)
            | Referent::Let { .. } => {
                self.of.insert(symbol, referent);
            }
        }
    }
}

/// The scores of a choice's options; or the option that has none, and where it is written.
pub(super) type Scores = Result<Vec<(String, Number)>, (String, Span)>;

#[derive(Debug, Clone)]
pub(super) struct ChoiceReferent {
    pub(super) variable: VarId,
    /// The codes offered, those of retired options too.
    pub(super) codes: Rc<[String]>,
    /// The scores, where every plain option has one; else the first option without.
    pub(super) scores: Rc<Scores>,
    pub(super) gate: bool,
}

#[derive(Debug, Clone)]
pub(super) struct TicksReferent {
    pub(super) ticks: Rc<[(String, VarId)]>,
    pub(super) asked: CondId,
}

#[derive(Debug, Clone)]
pub(super) struct ValueReferent {
    pub(super) variable: VarId,
    pub(super) kind: ValueKind,
    pub(super) unit: Option<String>,
    /// The sign of a currency that stands in front of it as its prefix.
    pub(super) sign: Option<String>,
    /// The ticks that take its place.
    pub(super) alternatives: Rc<[(String, VarId)]>,
}

/// What kind of value something is, for comparing and calculating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Number,
    Day,
    Month,
    Text,
}

impl ValueKind {
    pub(super) fn of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Year
            | FieldKind::FiscalYear
            | FieldKind::Flag => Self::Number,
            FieldKind::Month => Self::Month,
            FieldKind::Date => Self::Day,
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url => Self::Text,
        }
    }

    /// What is filled into a question, where that is no choice and no box.
    pub(super) fn of_question(kind: QuestionKind) -> Option<Self> {
        match kind {
            QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank | QuestionKind::Flag => None,
            QuestionKind::Integer
            | QuestionKind::Decimal
            | QuestionKind::Scale
            | QuestionKind::Year
            | QuestionKind::FiscalYear => Some(Self::Number),
            QuestionKind::Month => Some(Self::Month),
            QuestionKind::Date => Some(Self::Day),
            QuestionKind::Text
            | QuestionKind::LongText
            | QuestionKind::Email
            | QuestionKind::Tel
            | QuestionKind::Postal
            | QuestionKind::Url => Some(Self::Text),
        }
    }

    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Day => "a day",
            Self::Month => "a month",
            Self::Text => "a text",
        }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// Finds what a path names and has been passed.
    pub(super) fn refer(&mut self, path: &Path, scope: SymbolId) -> Option<(SymbolId, Referent<'a>)> {
        let symbol = match self.symbols.find(path, scope) {
            Ok(symbol) => symbol,
            Err(problem) => {
                self.say(problem);
                return None;
            }
        };
        self.refer_symbol(symbol, path.span).map(|referent| (symbol, referent))
    }

    pub(super) fn refer_symbol(&mut self, symbol: SymbolId, span: Span) -> Option<Referent<'a>> {
        if let Some(referent) = self.referents.get(&symbol) {
            return Some(referent.clone());
        }
        let found = self.symbols.get(symbol);
        match found.kind {
            SymbolKind::Part | SymbolKind::Section | SymbolKind::Info | SymbolKind::Root | SymbolKind::GivenSpace => {
                let what = format!("the {} `{}`", found.kind.noun(), found.path);
                self.say(crate::errors::types::not_a_condition(span, &what, "the path of a question in it"));
            }
            SymbolKind::Column => {
                let what = format!("the column `{}`", found.path);
                self.say(crate::errors::types::not_a_condition(
                    span,
                    &what,
                    "`grid.row.column`, or the row with `includes`",
                ));
            }
            SymbolKind::Retired => {
                let what = format!("the retired question `{}`", found.path);
                self.say(crate::errors::types::not_a_condition(
                    span,
                    &what,
                    "the path of a question that is still asked",
                ));
            }
            // One that was passed but could not be lowered has been reported at its own place.
            SymbolKind::Given(_)
            | SymbolKind::Group
            | SymbolKind::Use
            | SymbolKind::Repeat
            | SymbolKind::Question(_)
            | SymbolKind::Grid
            | SymbolKind::Gate
            | SymbolKind::Calc
            | SymbolKind::Let
            | SymbolKind::Option
            | SymbolKind::Row
            | SymbolKind::Specify => {
                let itself = found.statement.is_some_and(|statement| statement.span.contains(span));
                if !self.lies_behind(symbol) {
                    self.say(match itself {
                        true => names::of_itself(span, &found.path, found.span),
                        false => names::forward(span, &found.path, found.span),
                    });
                }
            }
        }
        None
    }

    /// Whether something, or what it stands in, has been passed.
    fn lies_behind(&self, symbol: SymbolId) -> bool {
        let mut around = Some(symbol);
        while let Some(id) = around {
            if self.passed.contains(&id) {
                return true;
            }
            around = self.symbols.get(id).parent;
        }
        false
    }

    /// Notes that a variable is read here: for privacy, medium and the place where a check reports.
    pub(super) fn note_read(&mut self, variable: VarId, path: &str, span: Span, gate: bool) {
        let found = self.variables.get(variable);
        self.within_its_roster(Some(variable), found.repeat, path, span, found.origin);
        self.read(variable, path, span, gate);
    }

    /// Notes that a derived value is read here, and with it what it reads. Of a roster that it does not lie in it has read all occurrences.
    pub(super) fn note_calc(&mut self, id: CalcId, path: &str, span: Span) {
        let found = self.calcs.get(id);
        self.within_its_roster(None, found.repeat, path, span, found.origin);
        self.trace.beyond_gates = true;
        for variable in self.calc_reads.get(&id).cloned().unwrap_or_default() {
            self.read(variable, path, span, false);
        }
    }

    /// Notes that the occurrences of a roster are counted here. How many there are is as personal as the roster is as a whole.
    pub(super) fn note_occurrences(&mut self, id: RepeatId, path: &str, span: Span) {
        let found = self.repeats.get(id);
        if found.personal && self.trace.personal.is_none() {
            self.trace.personal = Some((span, path.to_owned(), found.origin));
        }
        self.trace.beyond_gates = true;
        let first = self.variables.iter().find(|(_, variable)| variable.repeat == Some(id)).map(|(first, _)| first);
        self.trace.reads.extend(first);
    }

    /// What lies in a roster is read of an occurrence.
    fn within_its_roster(
        &mut self,
        variable: Option<VarId>,
        repeat: Option<RepeatId>,
        path: &str,
        span: Span,
        origin: Span,
    ) {
        if let Some(repeat) = repeat
            && self.reading_repeat != Some(repeat)
        {
            // The ticks of one question are read one by one.
            let again = |one: &Diagnostic| one.code == Code::RepeatRead && one.span() == span;
            if self.diagnostics.iter().last().is_some_and(again) {
                return;
            }
            let right = self.instead_of_entry(variable, path);
            self.say(logic::repeat_read(span, path, origin, right));
        }
    }

    fn read(&mut self, variable: VarId, path: &str, span: Span, gate: bool) {
        let found = self.variables.get(variable);
        let (personal, origin, question) = (found.personal, found.origin, found.question);
        if personal && self.trace.personal.is_none() {
            self.trace.personal = Some((span, path.to_owned(), origin));
        }
        if !gate {
            self.trace.beyond_gates = true;
            if question.is_some_and(|id| self.questions.get(id).medium == Medium::Screen) {
                self.trace.screen_only = true;
            }
        }
        self.trace.reads.push(variable);
    }

    /// The variables of whatever a symbol stands for, for `answered`, `count` and `sum`.
    pub(super) fn variables_of(&self, symbol: SymbolId) -> Vec<VarId> {
        match self.referents.get(&symbol) {
            None | Some(Referent::Calc(_) | Referent::Let { .. } | Referent::Option | Referent::Repeat { .. }) => {
                Vec::new()
            }
            Some(Referent::Choice(choice)) => vec![choice.variable],
            Some(Referent::Ticks(ticks)) => ticks.ticks.iter().map(|(_, tick)| *tick).collect(),
            Some(Referent::Value(value)) => {
                std::iter::once(value.variable).chain(value.alternatives.iter().map(|(_, tick)| *tick)).collect()
            }
            Some(Referent::Flag { variable, asked: _ }) => vec![*variable],
            Some(Referent::Cells(cells)) => cells.to_vec(),
            Some(Referent::Grid { rows, asked: _ }) => {
                rows.iter().flat_map(|(row, _)| self.variables_of(*row)).collect()
            }
            Some(Referent::Several(members)) => members.iter().flat_map(|member| self.variables_of(*member)).collect(),
        }
    }

    /// Makes a field readable.
    pub(super) fn readable_field(
        &mut self,
        symbol: SymbolId,
        variable: VarId,
        spec: &FieldSpec,
        asked: CondId,
        alternatives: Rc<[(String, VarId)]>,
    ) {
        let currency = spec.prefix.as_ref().map(|prefix| crate::unit::currency(&prefix.plain())).unwrap_or_default();
        if !currency.is_empty() {
            self.currencies.insert(variable, currency);
        }
        let referent = match spec.kind {
            FieldKind::Flag => Referent::Flag { variable, asked },
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Decimal { .. }
            | FieldKind::Scale { .. }
            | FieldKind::Year
            | FieldKind::FiscalYear
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url => Referent::Value(ValueReferent {
                variable,
                kind: ValueKind::of(&spec.kind),
                unit: spec.unit.as_ref().map(crate::text::Text::plain).filter(|unit| !unit.is_empty()),
                sign: spec
                    .prefix
                    .as_ref()
                    .map(crate::text::Text::plain)
                    .filter(|prefix| crate::unit::is_currency_sign(prefix)),
                alternatives,
            }),
        };
        self.referents.insert(symbol, referent);
    }
}
