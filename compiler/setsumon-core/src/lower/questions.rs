//! Questions: choices, rankings, gates and blanks, each with its variables, its duties and what can be read of it.

use crate::names;
use std::rc::Rc;

use setsumon_diagnostics::{Span, Spanned};
use setsumon_syntax::ast::{ClauseKind, Kind, ListPick, QuestionKind, Statement};

use super::choices::{Frame, Outline};
use super::fields::NewVariable;
use super::referents::{ChoiceReferent, Referent, TicksReferent};
use super::selection::Selection;
use super::sentences::{Asked, Duty, Led};
use super::{Context, Lowerer};
use crate::errors::choices as choice_errors;
use crate::form::{Alternative, Answer, Field, Instructed, Note, Pick, Question, Role, Value};
use crate::ids::{QuestionId, VarId};
use crate::number::Number;
use crate::resolve::draft::{ChoiceNode, Node};
use crate::resolve::symbols::SymbolId;
use crate::text::Text;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn question(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
    ) -> Option<QuestionId> {
        let Kind::Question(kind) = node.statement.kind else { return None };
        match kind {
            QuestionKind::Single => self.choice_question(node, context, group, ChoiceKind::Single),
            QuestionKind::Multi => self.choice_question(node, context, group, ChoiceKind::Multi),
            QuestionKind::Rank => self.choice_question(node, context, group, ChoiceKind::Rank),
            QuestionKind::Scale
            | QuestionKind::Text
            | QuestionKind::LongText
            | QuestionKind::Integer
            | QuestionKind::Decimal
            | QuestionKind::Year
            | QuestionKind::FiscalYear
            | QuestionKind::Month
            | QuestionKind::Date
            | QuestionKind::Email
            | QuestionKind::Tel
            | QuestionKind::Postal
            | QuestionKind::Url
            | QuestionKind::Flag => self.field_question(node, context, group, kind),
        }
    }

    /// What all questions have, the answer left open.
    pub(super) fn begin(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
        duty: Duty,
    ) -> Option<(QuestionId, SymbolId, Context)> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, group);
        let mut inner = self.inherit(context, statement);
        let (holds, who, own) = Asked::parts(told);
        inner.asked = self.asked(context, holds);
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope));
        let authored = self.own_lead(statement, node.scope);
        let Led { on_screen: Instructed { lead, instruction }, on_paper, beside_legend } =
            self.lead_and_instruction(statement, node.scope, context, duty);
        // That something names it has been seen to while reading.
        let name = label.clone().or(authored).or_else(|| context.owner.as_deref().cloned()).unwrap_or_default();
        let hint = self.small_print(statement, Kind::Hint, node.scope);
        let beside = self.small_print(statement, Kind::Beside, node.scope);
        let rationale = self.rationale(statement, node.scope);
        let notes: Vec<Note> = statement
            .body
            .iter()
            .filter(|inner| inner.kind == Kind::Note)
            .filter_map(|note| self.note_of(note, node.scope, &inner, true))
            .collect();
        let found = self.symbols.get(symbol);
        let (path, code, number) = (found.path.clone(), found.code.clone(), found.number.clone());
        self.begun.insert(symbol);
        self.latest = Some(symbol);
        self.before = self.above;
        if number.is_some() {
            self.above = Some(symbol);
        }
        let layout = self.layout(statement);
        let id = self.questions.push(Question {
            path,
            code,
            section: inner.section,
            repeat: inner.repeat,
            number,
            label,
            name: name.clone(),
            lead,
            instruction,
            on_paper,
            beside_legend,
            hint,
            beside,
            notes,
            who,
            own,
            narrowed: None,
            asked: inner.asked,
            required: statement.has(&ClauseKind::Required),
            marker: Self::marker(&inner),
            personal: inner.personal,
            medium: inner.medium,
            nested: context.nested,
            answer: Answer::Multi { choices: Vec::new(), pick: None },
            layout,
            rationale,
            revised: None,
            breaks: None,
            origin: statement.span,
        });
        inner.owner = Some(Rc::new(name));
        Some((id, symbol, inner))
    }

    pub(super) fn name_of(&self, question: QuestionId) -> Text {
        self.questions.get(question).name.clone()
    }

    /// The name of the variable of a symbol.
    pub(super) fn variable_name(&self, symbol: SymbolId) -> String {
        names::of(&self.symbols.get(symbol).path)
    }

    fn choice_question(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
        kind: ChoiceKind,
    ) -> Option<QuestionId> {
        let statement = node.statement;
        let mut flat = Vec::new();
        ChoiceNode::flat(&node.choices, &mut flat);
        let pick = self.pick(statement, flat.len());
        let duty = match kind {
            ChoiceKind::Single => Duty::One,
            ChoiceKind::Multi => Duty::several(pick, flat.iter().any(|option| option.stands_alone())),
            ChoiceKind::Rank => {
                let all = u32::try_from(flat.iter().filter(|option| option.is_live()).count()).unwrap_or(u32::MAX);
                Duty::Rank(pick.unwrap_or(Pick { min: 1, max: all }))
            }
        };
        // `above` moves on with this question, and its own condition speaks of the one before: `begin` reads it first.
        let (id, symbol, mut inner) = self.begin(node, context, group, duty)?;
        self.check_option_clauses(&node.choices, kind == ChoiceKind::Multi);
        let selection = self.selection(node, statement);
        self.questions.get_mut(id).narrowed = self.narrowed(node, statement, &selection);
        let outlines = self.outlines(&node.choices, node.scope, &inner, &selection);
        if outlines.iter().all(|outline| outline.retired) {
            if !Self::told_of_list(statement) {
                self.say(choice_errors::no_options(statement.kind_span, &self.symbols.get(symbol).path));
            }
            return Some(id);
        }
        if kind == ChoiceKind::Rank {
            let ranked = u32::try_from(outlines.iter().filter(|outline| !outline.retired).count()).unwrap_or(u32::MAX);
            if !self.has_room_for_ranks(ranked, pick.map_or(ranked, |pick| pick.max), statement.kind_span) {
                return Some(id);
            }
        }
        // What is on offer is asked where it is offered. That something is at all, which the question waits for, follows from it, and
        // would be said of each by all.
        let each = inner.clone();
        let offered = self.any_offered(&outlines);
        inner.asked = self.conds.all([inner.asked, offered]);
        self.questions.get_mut(id).asked = inner.asked;
        let selected = !matches!(selection, Selection::None);
        let answer = match kind {
            ChoiceKind::Single => self.single(node, id, symbol, [&inner, &each], &outlines, selected),
            ChoiceKind::Multi | ChoiceKind::Rank => {
                self.several(node, id, symbol, &each, &outlines, selected, kind, pick)
            }
        };
        self.questions.get_mut(id).answer = answer;
        Some(id)
    }

    fn single(
        &mut self,
        node: &Node<'a>,
        id: QuestionId,
        symbol: SymbolId,
        [inner, each]: [&Context; 2],
        outlines: &[Outline],
        selected: bool,
    ) -> Answer {
        let variable = self.code_variable(node.statement, id, symbol, inner, outlines, vec![self.name_of(id)]);
        self.choice_rules(variable, outlines);
        if self.questions.get(id).required {
            self.required_rule(id, vec![variable], inner.asked);
        }
        self.readable_choice(symbol, variable, outlines, false);
        let frame = Frame { context: each, scope: node.scope, code_of: Some(variable), own: Vec::new(), selected };
        let choices = self.choices(&node.choices, outlines, &frame);
        Answer::Single { variable, choices }
    }

    /// A variable whose values are the codes of these options.
    pub(super) fn code_variable(
        &mut self,
        statement: &Statement,
        id: QuestionId,
        symbol: SymbolId,
        inner: &Context,
        outlines: &[Outline],
        label: Vec<Text>,
    ) -> VarId {
        let name = self.variable_name(symbol);
        let list_name = whole_list(statement).unwrap_or(name.as_str()).to_owned();
        let list = self.code_list(&list_name, &name, outlines);
        let span = self.symbols.get(symbol).span;
        self.variable(
            NewVariable {
                name,
                question: Some(id),
                value: Value::Code(list),
                role: Role::Answer,
                label,
                unit: None,
                asked: inner.asked,
                span,
            },
            inner,
        )
    }

    pub(super) fn choice_rules(&mut self, variable: VarId, outlines: &[Outline]) {
        self.domain_rule(variable);
        self.asked_rule(variable);
        for outline in outlines.iter().filter(|outline| !outline.retired) {
            self.offered_rule(variable, &outline.code, outline.offered);
        }
    }

    pub(super) fn readable_choice(&mut self, symbol: SymbolId, variable: VarId, outlines: &[Outline], gate: bool) {
        let mut scores: Result<Vec<(String, Number)>, (String, Span)> = Ok(Vec::new());
        for outline in outlines {
            match (outline.value, outline.means, outline.retired) {
                (Some(value), _, _) => {
                    if let Ok(scores) = &mut scores {
                        scores.push((outline.code.clone(), value));
                    }
                }
                (None, None, false) if scores.is_ok() => scores = Err((outline.code.clone(), outline.span)),
                (_, _, _) => {}
            }
        }
        let codes = outlines.iter().map(|outline| outline.code.clone()).collect();
        self.referents
            .insert(symbol, Referent::Choice(ChoiceReferent { variable, codes, scores: Rc::new(scores), gate }));
        self.readable_options(symbol);
    }

    /// Options can be named in texts, and mistaken for questions in conditions.
    pub(super) fn readable_options(&mut self, symbol: SymbolId) {
        for member in &self.symbols.get(symbol).order {
            if matches!(self.symbols.get(*member).kind, crate::resolve::symbols::SymbolKind::Option) {
                self.referents.insert(*member, Referent::Option);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one question's parts, used here alone")]
    fn several(
        &mut self,
        node: &Node<'a>,
        id: QuestionId,
        symbol: SymbolId,
        inner: &Context,
        outlines: &[Outline],
        selected: bool,
        kind: ChoiceKind,
        pick: Option<Pick>,
    ) -> Answer {
        let base = self.variable_name(symbol);
        let max = u32::try_from(outlines.iter().filter(|outline| !outline.retired).count()).unwrap_or(u32::MAX);
        let mut own = Vec::new();
        for outline in outlines {
            let asked = self.conds.all([inner.asked, outline.offered]);
            let mut label = vec![self.name_of(id)];
            label.extend(outline.label.iter().cloned());
            let value = match kind {
                ChoiceKind::Rank => Value::Rank { max: pick.map_or(max, |pick| pick.max) },
                ChoiceKind::Single | ChoiceKind::Multi => Value::Tick,
            };
            let variable = self.variable(
                NewVariable {
                    name: names::member(&base, &outline.code),
                    question: Some(id),
                    value,
                    role: if outline.retired { Role::Retired } else { Role::Answer },
                    label,
                    unit: None,
                    asked,
                    span: outline.span,
                },
                inner,
            );
            self.domain_rule(variable);
            self.asked_rule(variable);
            own.push(variable);
        }
        let live: Vec<(VarId, &Outline)> =
            own.iter().copied().zip(outlines).filter(|(_, outline)| !outline.retired).collect();
        let all: Vec<VarId> = live.iter().map(|(variable, _)| *variable).collect();
        let exclusive: Vec<VarId> =
            live.iter().filter(|(_, outline)| outline.exclusive).map(|(variable, _)| *variable).collect();
        let plain: Vec<VarId> =
            live.iter().filter(|(_, outline)| !outline.exclusive).map(|(variable, _)| *variable).collect();
        self.exclusive_rules(&all, &exclusive, node.statement.kind_span);
        if let Some(pick) = pick {
            self.pick_rules(&plain, &exclusive, pick.min, pick.max);
        }
        if kind == ChoiceKind::Rank {
            self.rank_rules(&all, pick.map_or(max, |pick| pick.max));
        }
        let asked = self.questions.get(id).asked;
        if self.questions.get(id).required {
            self.required_rule(id, all, asked);
        }
        let ticks = live.iter().map(|(variable, outline)| (outline.code.clone(), *variable)).collect();
        self.referents.insert(symbol, Referent::Ticks(TicksReferent { ticks, asked }));
        self.readable_options(symbol);
        let frame = Frame { context: inner, scope: node.scope, code_of: None, own, selected };
        let choices = self.choices(&node.choices, outlines, &frame);
        match kind {
            ChoiceKind::Rank => Answer::Rank { choices, pick },
            ChoiceKind::Single | ChoiceKind::Multi => Answer::Multi { choices, pick },
        }
    }

    fn pick(&mut self, statement: &Statement, options: usize) -> Option<Pick> {
        let Spanned { value: (min, max), span } = statement.pick()?;
        let pick = Pick { min, max };
        if pick.min > pick.max || pick.max == 0 || pick.max as usize > options {
            self.say(choice_errors::pick_range(span, options));
        }
        Some(pick)
    }

    fn field_question(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
        kind: QuestionKind,
    ) -> Option<QuestionId> {
        let statement = node.statement;
        let spec = self.field_spec(kind, statement, node.scope)?;
        let (id, symbol, inner) = self.begin(node, context, group, Self::field_duty(&spec.kind))?;
        let value = self.value_of(&spec, statement);
        let name = self.variable_name(symbol);
        let variable = self.variable(
            NewVariable {
                name: name.clone(),
                question: Some(id),
                value,
                role: Role::Answer,
                label: vec![self.name_of(id)],
                unit: spec.unit.clone(),
                asked: inner.asked,
                span: self.symbols.get(symbol).span,
            },
            &inner,
        );
        self.domain_rule(variable);
        self.asked_rule(variable);
        let alternatives = self.alternatives(node, id, &name, &inner);
        let mut all = vec![variable];
        all.extend(alternatives.iter().filter(|one| !one.retired).map(|one| one.variable));
        if all.len() > 1 && self.has_room_alone(all.len() - 1, node.statement.kind_span) {
            self.alternative_rule(all.clone());
        }
        if self.questions.get(id).required {
            self.required_rule(id, all, inner.asked);
        }
        let named: Rc<[_]> = alternatives.iter().map(|one| (one.code.clone(), one.variable)).collect();
        self.readable_field(symbol, variable, &spec, inner.asked, named);
        self.readable_options(symbol);
        let answered = self.conds.present(variable);
        let asked = self.conds.all([inner.asked, answered]);
        let under = Context { asked, nested: true, in_group: true, instructed: false, ..inner.clone() };
        let specify = self.specify(statement, symbol, &under);
        let items = self.fields_under(&node.children, &under);
        self.questions.get_mut(id).answer = Answer::Field(Field { variable, spec, specify, items, alternatives });
        Some(id)
    }

    /// `or { unknown "…" }`: ticks that take the value's place.
    fn alternatives(&mut self, node: &Node<'a>, id: QuestionId, base: &str, inner: &Context) -> Vec<Alternative> {
        let outlines = self.outlines(&node.alternatives, node.scope, inner, &Selection::None);
        let mut alternatives = Vec::new();
        for outline in outlines {
            let mut label = vec![self.name_of(id)];
            label.extend(outline.label.iter().cloned());
            let variable = self.variable(
                NewVariable {
                    name: names::member(base, &outline.code),
                    question: Some(id),
                    value: Value::Tick,
                    role: if outline.retired { Role::Retired } else { Role::Answer },
                    label,
                    unit: None,
                    asked: inner.asked,
                    span: outline.span,
                },
                inner,
            );
            self.domain_rule(variable);
            self.asked_rule(variable);
            alternatives.push(Alternative {
                code: outline.code,
                label: outline.label.last().cloned().unwrap_or_default(),
                variable,
                means: outline.means,
                retired: outline.retired,
            });
        }
        alternatives
    }
}

/// Which way of choosing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChoiceKind {
    Single,
    Multi,
    Rank,
}

/// The name of the list that a statement takes whole and as it is.
pub(super) fn whole_list(statement: &Statement) -> Option<&str> {
    let (list, pick) = statement.from()?;
    let (list, whole) = (list.value.as_str(), *pick == ListPick::All);
    let within = |option: &Statement| {
        option.span.file == statement.span.file
            && statement.span.start <= option.span.start
            && option.span.end <= statement.span.end
    };
    let adds = statement
        .body
        .iter()
        .any(|inner| matches!(inner.kind, Kind::Option | Kind::Heading | Kind::Retired) && within(inner));
    (whole && !adds).then_some(list)
}
