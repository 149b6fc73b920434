//! What stands in sections: groups, rosters, branches, notes, ends, checks and derived values.

use setsumon_syntax::ast::{ClauseKind, Kind, Layout as LayoutWord, Says, Statement};

use super::referents::{Referent, ValueKind};
use super::sentences::Duty;
use super::{Context, Lowerer, clause};
use crate::errors::{choices, logic, types};
use crate::form::{
    BandRow, Branch, Calc, CalcValue, End, Group, Headed, Item, Layout, Led, Note, Outcome, Repeat,
};
use crate::ids::{CondId, EndId};
use crate::number::Number;
use crate::resolve::draft::{Node, when_of};
use crate::resolve::symbols::SymbolId;
use crate::rule::{Binds, Rule, RuleKind};
use crate::text::Text;

/// A branch: its sentence and what its items inherit.
type BranchContext = (Option<Text>, Context);

impl<'a> Lowerer<'a, '_> {
    pub(super) fn items(&mut self, nodes: &[Node<'a>], context: &Context, group: Option<SymbolId>) -> Vec<Item> {
        let mut items = Vec::new();
        for node in nodes {
            self.item(node, context, group, &mut items);
        }
        items
    }

    fn item(&mut self, node: &Node<'a>, context: &Context, group: Option<SymbolId>, items: &mut Vec<Item>) {
        let statement = node.statement;
        match statement.kind {
            Kind::Question(_) => items.extend(self.question(node, context, group).map(Item::Question)),
            Kind::Grid => items.extend(self.grid(node, context, group).map(Item::Question)),
            Kind::Gate => items.extend(self.gate(node, context).map(Item::Question)),
            Kind::Group => items.extend(self.group(node, context).map(Item::Group)),
            Kind::Use => match node.symbol {
                Some(_) => items.extend(self.group(node, context).map(Item::Group)),
                None => {
                    let inner = self.inherit(context, statement);
                    let inside = self.items(&node.children, &inner, group);
                    items.extend(inside);
                }
            },
            Kind::Repeat => items.extend(self.repeat(node, context).map(Item::Repeat)),
            Kind::Note => items.extend(self.note(node, context).map(Item::Note)),
            Kind::End => items.extend(self.end(node, context).map(Item::End)),
            Kind::Calc => items.extend(self.calc(node, context).map(Item::Calc)),
            Kind::Check => self.check(node, context),
            Kind::Let => self.let_statement(node),
            Kind::Retired => self.retired(node, context),
            Kind::Lead if statement.body_span.is_some() => {
                let lead = statement.label.as_ref().map(|label| self.text(label, node.scope));
                let (lead, instructed) = self.covering_lead(lead, statement, node.scope);
                let inner = Context { instructed: instructed || context.instructed, ..context.clone() };
                let inside = self.items(&node.children, &inner, group);
                let lead = lead.unwrap_or_default();
                items.push(Item::Led(Led { lead, items: inside, origin: statement.span }));
            }
            Kind::Heading => {
                let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
                let lead = self.own_lead(statement, node.scope);
                let (lead, instructed) = self.covering_lead(lead, statement, node.scope);
                let inner = Context { instructed: instructed || context.instructed, ..context.clone() };
                let inside = self.items(&node.children, &inner, group);
                items.push(Item::Headed(Headed { label, lead, items: inside, origin: statement.span }));
            }
            Kind::When => {
                let (first, second) = self.branch_contexts(node, context, group);
                let (who, inner) = first;
                let inside = self.items(&node.children, &inner, group);
                items.push(Item::Branch(Branch { who, asked: inner.asked, items: inside, origin: statement.span }));
                if let Some((who, inner)) = second {
                    let inside = self.items(&node.otherwise, &inner, group);
                    items.push(Item::Branch(Branch { who, asked: inner.asked, items: inside, origin: statement.span }));
                }
            }
            // Small print and instructions are taken up by what they stand in.
            _ => {}
        }
        self.passed.extend(node.symbol);
    }

    /// Both branches of a `when`: `otherwise` is asked where the condition fails.
    pub(super) fn branch_contexts(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
    ) -> (BranchContext, Option<BranchContext>) {
        let statement = node.statement;
        let says = clause(statement, |kind| match kind {
            ClauseKind::Says(says) => Some(says),
            _ => None,
        });
        let told = statement
            .condition
            .as_ref()
            .or_else(|| when_of(statement))
            .map(|expr| self.told(expr, says, node.scope, context, group));
        let (pair, who) = match told {
            Some(told) => (told.pair, told.who),
            None => (self.undecided(), None),
        };
        let asked = self.asked(context, Some(pair.holds));
        let first = (who, Context { asked, ..context.clone() });
        let second = statement.otherwise.as_ref().map(|otherwise| {
            let who = match &otherwise.says {
                Some(Says::Words(text)) => Some(self.text(text, node.scope)),
                Some(Says::Nothing(_)) => None,
                None => first.0.as_ref().map(|_| Text::of(self.wording.asked_of_others.clone())),
            };
            let asked = self.asked(context, Some(pair.fails));
            (who, Context { asked, ..context.clone() })
        });
        (first, second)
    }

    pub(super) fn note(&mut self, node: &Node<'a>, context: &Context) -> Option<Note> {
        self.note_of(node.statement, node.scope, context)
    }

    pub(super) fn note_of(&mut self, statement: &Statement, scope: SymbolId, context: &Context) -> Option<Note> {
        let label = statement.label.as_ref()?;
        let inner = self.inherit(context, statement);
        // A message needs no sentence that tells whom it is for: it is shown to them, and paper shows it to all.
        let own = when_of(statement).map(|expr| {
            let (pair, _, _) = self.traced(context, |lowerer| lowerer.condition(expr, scope));
            pair.holds
        });
        let text = self.text(label, scope);
        let asked = self.asked(context, own);
        Some(Note { text, asked, medium: inner.medium, origin: statement.span })
    }

    pub(super) fn end(&mut self, node: &Node<'a>, context: &Context) -> Option<EndId> {
        let statement = node.statement;
        let expr = statement.condition.as_ref().or_else(|| when_of(statement))?;
        let (pair, _, _) = self.traced(context, |lowerer| lowerer.condition(expr, node.scope));
        let fires = self.asked(context, Some(pair.holds));
        let sentence = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let then = clause(statement, |kind| match kind {
            ClauseKind::Then(text) => Some(text),
            _ => None,
        });
        let then = then.map(|text| self.text(text, node.scope));
        let outcome = self.outcome(statement);
        let id = self.ends.push(End { fires, sentence, then, outcome, gate: None, origin: statement.span });
        self.ended(fires);
        Some(id)
    }

    /// From here on nothing is asked where the end fires.
    pub(super) fn ended(&mut self, fires: CondId) {
        let goes_on = self.conds.negate(fires);
        self.not_ended = self.conds.all([self.not_ended, goes_on]);
    }

    pub(super) fn outcome(&mut self, statement: &Statement) -> Outcome {
        let named = clause(statement, |kind| match kind {
            ClauseKind::As(name) => Some(name),
            _ => None,
        });
        match named {
            None => Outcome::Ended,
            Some(name) => match name.value.as_str() {
                "out_of_scope" => Outcome::OutOfScope,
                "refused" => Outcome::Refused,
                "complete" => Outcome::Complete,
                "ended" => Outcome::Ended,
                word => {
                    self.say(logic::outcome(name.span, word));
                    Outcome::Ended
                }
            },
        }
    }

    pub(super) fn layout(&self, statement: &Statement) -> Layout {
        let mut layout = Layout::default();
        for clause in &statement.clauses {
            if let ClauseKind::Layout(word) = &clause.kind {
                match word {
                    LayoutWord::Across(count) => layout.across = Some(*count),
                    LayoutWord::Inline => layout.inline = true,
                    LayoutWord::Stacked => layout.stacked = true,
                    LayoutWord::Lines(count) => layout.lines = Some(*count),
                    LayoutWord::NewPage => layout.new_page = true,
                }
            }
        }
        layout
    }

    /// A text of a body: `hint` or `beside`, several of them as paragraphs.
    pub(super) fn small_print(&mut self, statement: &Statement, kind: Kind, scope: SymbolId) -> Option<Text> {
        let mut blocks = Vec::new();
        for inner in statement.body.iter().filter(|inner| inner.kind == kind) {
            if let Some(label) = &inner.label {
                blocks.extend(self.text(label, scope).blocks);
            }
        }
        (!blocks.is_empty()).then_some(Text { blocks })
    }

    fn group(&mut self, node: &Node<'a>, context: &Context) -> Option<Group> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (own, who) = told.map_or((None, None), |told| (Some(told.pair.holds), told.who));
        inner.asked = self.asked(context, own);
        inner.in_group = true;
        let is_use = statement.kind == Kind::Use;
        let inside = if is_use { symbol } else { node.scope };
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope));
        let lead = self.own_lead(statement, inside);
        let (lead, instructed) = self.covering_lead(lead, statement, inside);
        inner.instructed = context.instructed || instructed;
        if let Some(name) = label.clone().or_else(|| lead.clone()) {
            inner.owner = Some(name);
        }
        let hint = self.small_print(statement, Kind::Hint, inside);
        let beside = self.small_print(statement, Kind::Beside, inside);
        let rationale = self.rationale(statement, inside);
        let layout = self.layout(statement);
        let items = self.items(&node.children, &inner, Some(symbol));
        let members: Vec<SymbolId> = members(&node.children);
        self.referents.insert(symbol, Referent::Several(members));
        let found = self.symbols.get(symbol);
        let (path, number) = (found.path.clone(), found.number.clone());
        if number.is_some() {
            self.above = Some(symbol);
        }
        Some(Group {
            path,
            number,
            label,
            lead,
            hint,
            beside,
            who,
            asked: inner.asked,
            marker: Self::marker(&inner),
            medium: inner.medium,
            layout,
            rationale,
            items,
            origin: statement.span,
        })
    }

    fn repeat(&mut self, node: &Node<'a>, context: &Context) -> Option<crate::ids::RepeatId> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (own, who) = told.map_or((None, None), |told| (Some(told.pair.holds), told.who));
        inner.asked = self.asked(context, own);
        let (min, max, span) = statement
            .clauses
            .iter()
            .find_map(|clause| match &clause.kind {
                ClauseKind::Times { min, max } => Some((min.value, max.value, clause.span)),
                _ => None,
            })
            .unwrap_or((0, 1, statement.span));
        if min > max || max == 0 {
            self.say(types::empty_range(span, &min.to_string(), &max.to_string()));
        }
        let found = self.symbols.get(symbol);
        let (path, number) = (found.path.clone(), found.number.clone());
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let lead = self.own_lead(statement, symbol);
        let (lead, instructed) = self.covering_lead(lead, statement, symbol);
        let hint = self.small_print(statement, Kind::Hint, symbol);
        let id = self.repeats.push(Repeat {
            name: path.replace('.', "__"),
            path,
            number: number.clone(),
            label: label.clone(),
            lead,
            hint,
            who,
            asked: inner.asked,
            min,
            max,
            named: None,
            marker: Self::marker(&inner),
            personal: inner.personal,
            medium: inner.medium,
            section: inner.section,
            items: Vec::new(),
            origin: statement.span,
        });
        inner.repeat = Some(id);
        inner.in_group = true;
        inner.instructed = context.instructed || instructed;
        inner.owner = Some(label);
        // An end inside would end one occurrence only; the grammar keeps it out, so what holds outside holds inside.
        let asked_outside = inner.asked;
        let before = self.variables.len();
        let outer = self.reading_repeat.replace(id);
        let items = self.items(&node.children, &inner, Some(symbol));
        let named = clause(statement, |kind| match kind {
            ClauseKind::Named(text) => Some(text),
            _ => None,
        });
        let named =
            named.map(|text| self.personally(inner.personal, |lowerer| lowerer.text_with_answers(text, symbol)));
        self.reading_repeat = outer;
        self.referents.insert(symbol, Referent::Repeat { id, asked: asked_outside });
        let stored = self.repeats.get_mut(id);
        stored.items = items;
        stored.named = named;
        let first =
            self.variables.iter().skip(before).find(|(_, variable)| variable.repeat == Some(id)).map(|(id, _)| id);
        if let Some(first) = first {
            self.occurrence_rules(id, first, statement.span);
        }
        if number.is_some() {
            self.above = Some(symbol);
        }
        Some(id)
    }

    /// Runs something that may quote personal answers where it is personal itself.
    pub(super) fn personally<T>(&mut self, personal: bool, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.personal_here, personal);
        let result = run(self);
        self.personal_here = outer;
        result
    }

    pub(super) fn let_statement(&mut self, node: &Node<'a>) {
        if let Some(symbol) = node.symbol {
            self.referents.insert(symbol, Referent::Let { statement: node.statement, scope: node.scope });
        }
    }

    fn calc(&mut self, node: &Node<'a>, context: &Context) -> Option<crate::ids::CalcId> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let expr = statement.condition.as_ref()?;
        let own = when_of(statement).map(|expr| {
            let (pair, _, _) = self.traced(context, |lowerer| lowerer.condition(expr, node.scope));
            pair.holds
        });
        let (operand, reads, summary) = self.traced(context, |lowerer| lowerer.operand(expr, node.scope));
        let operand = operand?;
        let asked = self.asked(context, own);
        let asked = self.conds.all([asked, operand.decided]);
        let band = clause(statement, |kind| match kind {
            ClauseKind::Band(rows) => Some(rows),
            _ => None,
        });
        if super::quotients::divides(&operand.term) {
            self.say(types::unrounded(expr.span));
        }
        let value = match (band, operand.kind) {
            (Some(rows), ValueKind::Number) => self.band(rows, node.scope),
            (None, ValueKind::Number) => CalcValue::Number { digits: self.digits(&operand.term) },
            (None, ValueKind::Day) => CalcValue::Date,
            (None, ValueKind::Month) => CalcValue::Month,
            (_, kind) => {
                self.say(types::not_a_number(expr.span, kind.noun()));
                return None;
            }
        };
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let unit = self.unit(statement, node.scope).or_else(|| operand.unit.clone().map(Text::of));
        let path = self.symbols.get(symbol).path.clone();
        let name = path.replace('.', "__");
        if name.len() > 63 {
            self.say(crate::errors::names::name_too_long(statement.kind_span, &name));
        }
        let id = self.calcs.push(Calc {
            path,
            name,
            label,
            unit,
            term: operand.term,
            value,
            asked,
            repeat: context.repeat,
            personal: summary.personal,
            origin: statement.span,
        });
        self.calc_reads.insert(id, reads);
        self.referents.insert(symbol, Referent::Calc(id));
        Some(id)
    }

    /// How many decimal places a derived number can have.
    fn digits(&self, term: &crate::term::Term) -> u32 {
        use crate::term::Term;
        match term {
            Term::Number(number) => number.places(),
            Term::Value(variable) => match self.variables.get(*variable).value {
                crate::form::Value::Decimal { digits, min: _, max: _ } => digits,
                _ => 0,
            },
            Term::Score { variable: _, scores } => scores.iter().map(|(_, score)| score.places()).max().unwrap_or(0),
            Term::Round(_, digits) => *digits,
            Term::Sum(parts) | Term::FirstOf(parts) => parts.iter().map(|part| self.digits(part)).max().unwrap_or(0),
            Term::Add(a, b) | Term::Subtract(a, b) => self.digits(a).max(self.digits(b)),
            Term::Multiply(a, b) => self.digits(a).saturating_add(self.digits(b)),
            Term::Negative(a) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => self.digits(a),
            Term::SumWhere { repeat: _, term, cond: _ } => self.digits(term),
            Term::If { cond: _, then, otherwise } => self.digits(then).max(self.digits(otherwise)),
            Term::Day(_)
            | Term::Month(_)
            | Term::CountPresent(_)
            | Term::Divide(..)
            | Term::Days(..)
            | Term::Age(..)
            | Term::CountWhere { .. } => 0,
        }
    }

    fn band(&mut self, rows: &[setsumon_syntax::ast::BandRow], scope: SymbolId) -> CalcValue {
        let mut lowered: Vec<BandRow> = Vec::new();
        for row in rows {
            let number = |text: &Option<setsumon_diagnostics::Spanned<String>>| {
                text.as_ref().and_then(|digits| Number::parse(&digits.value))
            };
            let (low, high) = (number(&row.low), number(&row.high));
            if let (Some(low), Some(high)) = (low, high)
                && low > high
            {
                self.say(types::empty_range(row.span, &low.to_string(), &high.to_string()));
            }
            if let Some(before) = lowered.last() {
                match (before.high, low) {
                    (Some(high), Some(low)) if low > high => {}
                    _ => self.say(choices::band(row.span, "this row begins before the one above it ends")),
                }
            }
            if lowered.iter().any(|before| before.code == row.code.value) {
                self.say(choices::band(row.code.span, "two rows of the band bear the same code"));
            }
            let label = self.text(&row.label, scope);
            lowered.push(BandRow { low, high, code: row.code.value.clone(), label });
        }
        CalcValue::Band(lowered)
    }

    /// An edit rule: it complains where its condition fails, and its own `when` holds.
    pub(super) fn check(&mut self, node: &Node<'a>, context: &Context) {
        let statement = node.statement;
        let Some(expr) = &statement.condition else { return };
        let soft = clause(statement, |kind| matches!(kind, ClauseKind::Warn).then_some(())).is_some();
        self.last_allowed = soft;
        let before = self.diagnostics.len();
        let ((pair, own), reads, summary) = self.traced(context, |lowerer| {
            let own = when_of(statement).map(|expr| lowerer.condition(expr, node.scope).holds);
            (lowerer.condition(expr, node.scope), own)
        });
        let message = statement
            .label
            .as_ref()
            .map(|label| self.personally(context.personal, |lowerer| lowerer.text_with_answers(label, node.scope)));
        self.last_allowed = false;
        let around = self.asked(context, own);
        let complains = self.conds.all([around, pair.fails]);
        let Some(at) = reads.last().copied() else {
            if self.diagnostics.len() == before {
                self.say(logic::check_not_yet(expr.span));
            }
            return;
        };
        let holds = self.conds.negate(complains);
        self.checks += 1;
        let section = context.section.map(|id| self.sections.get(id).code.clone()).unwrap_or_default();
        let name = format!("{section}.check{}", self.checks);
        let kind = RuleKind::Check {
            complains,
            message: message.unwrap_or_default(),
            arithmetic: summary.arithmetic,
            last: summary.last,
        };
        let binds = if summary.blanks || soft { Binds::Submission } else { Binds::Always };
        self.rules.push(Rule {
            name,
            kind,
            holds,
            binds,
            hard: !soft,
            repeat: context.repeat,
            at,
            origin: statement.span,
        });
    }

    /// The duty of a blank: only free text tells its reader anything.
    pub(super) fn field_duty(kind: &crate::form::FieldKind) -> Duty {
        use crate::form::FieldKind;
        match kind {
            FieldKind::LongText => Duty::Free,
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Year
            | FieldKind::FiscalYear
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url
            | FieldKind::Flag => Duty::Nothing,
        }
    }
}

/// What a group holds, whatever leads, headings and branches stand between.
fn members(nodes: &[Node<'_>]) -> Vec<SymbolId> {
    let mut found = Vec::new();
    for node in nodes {
        match node.symbol {
            Some(symbol) => found.push(symbol),
            None => {
                found.extend(members(&node.children));
                found.extend(members(&node.otherwise));
            }
        }
    }
    found
}
