//! What stands in sections: groups, rosters, branches, notes, ends, checks and derived values.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{ClauseKind, ExprKind, Kind, Layout as LayoutWord, Says, Statement};

use super::conditions::Pair;
use super::referents::Referent;
use super::sentences::{Asked, Duty};
use super::{Context, Extent, Lowerer};
use crate::errors::{logic, size};
use crate::form::{Branch, End, Group, Headed, Item, Layout, Led, Medium, Note, Outcome, Own, Teller};
use crate::ids::EndId;
use crate::resolve::draft::Node;
use crate::resolve::kept_alone::is_kept_alone;
use crate::resolve::symbols::SymbolId;
use crate::rule::{Binds, Rule, RuleKind};
use crate::text::Text;

/// The most lines of a blank, and columns of a list.
const MOST_LINES: u32 = 200;
const MOST_ACROSS: u32 = 100;

/// A branch: its sentence, its condition and what its items inherit.
type BranchContext = (Option<Text>, Option<Own>, Context);

impl<'a> Lowerer<'a, '_> {
    pub(super) fn items(&mut self, nodes: &[Node<'a>], context: &Context, group: Option<SymbolId>) -> Vec<Item> {
        let mut items = Vec::new();
        for node in nodes {
            self.item(node, context, group, &mut items);
        }
        items
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    fn item(&mut self, node: &Node<'a>, context: &Context, group: Option<SymbolId>, items: &mut Vec<Item>) {
        let statement = node.statement;
        let before = items.len();
        match statement.kind {
            Kind::Question(_) => items.extend(self.question(node, context, group).map(Item::Question)),
            Kind::Grid => items.extend(self.grid(node, context, group).map(Item::Question)),
            Kind::Gate => items.extend(self.gate(node, context).map(Item::Question)),
            Kind::Group => items.extend(self.group(node, context).map(Item::Group)),
            Kind::Use => match node.symbol {
                Some(_) => items.extend(self.group(node, context).map(Item::Group)),
                None => {
                    self.history_of_nothing(statement);
                    let inner = self.inherit(context, statement);
                    let inside = self.items(&node.children, &inner, group);
                    items.extend(inside);
                }
            },
            Kind::Repeat => items.extend(self.repeat(node, context).map(Item::Repeat)),
            Kind::Note => {
                let note = |lowerer: &mut Self, inner: &Context| lowerer.note_of(statement, node.scope, inner, false);
                match self.told_note(node, context, group) {
                    Some((who, own, inner)) => {
                        let inside = note(self, &inner).map(Item::Note).into_iter().collect();
                        let (asked, origin) = (inner.asked, statement.span);
                        items.push(Item::Branch(Branch { who, own, asked, items: inside, origin }));
                    }
                    None => items.extend(self.note(node, context).map(Item::Note)),
                }
            }
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
                let (who, own, inner) = first;
                let inside = self.items(&node.children, &inner, group);
                items.push(Item::Branch(Branch {
                    who,
                    own,
                    asked: inner.asked,
                    items: inside,
                    origin: statement.span,
                }));
                if let Some((who, own, inner)) = second {
                    let inside = self.items(&node.otherwise, &inner, group);
                    items.push(Item::Branch(Branch {
                        who,
                        own,
                        asked: inner.asked,
                        items: inside,
                        origin: statement.span,
                    }));
                }
            }
            // Small print and instructions are taken up by what they stand in.
            _ => {}
        }
        if is_kept_alone(statement) {
            items.truncate(before);
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
        let says = statement.says();
        let told = statement
            .condition
            .as_ref()
            .or_else(|| statement.when())
            .map(|expr| self.told(expr, says, node.scope, context, group));
        let pair = told.as_ref().map_or_else(|| self.undecided(), |told| told.pair);
        let (_, who, own) = Asked::parts(told);
        let asked = self.asked(context, Some(pair.holds));
        let first = (who, own, Context { asked, ..context.clone() });
        let second = statement.otherwise.as_ref().map(|otherwise| {
            let (who, told) = match &otherwise.says {
                Some(Says::Words(text)) => (Some(self.text(text, node.scope)), Teller::Author),
                Some(Says::Nothing(_)) => (None, Teller::Nobody),
                None if self.extent == Extent::Own => (None, Teller::Nobody),
                None if first.0.is_none() => (None, Teller::Nobody),
                None => (Some(Text::of(self.others(node, pair, group))), Teller::Compiler),
            };
            let asked = self.asked(context, Some(pair.fails));
            (who, Some(Own { when: pair.fails, told }), Context { asked, ..context.clone() })
        });
        (first, second)
    }

    /// Whom an `otherwise` is for. Where sentences stand in between, its reader would take the last of them for what it is the other
    /// of, and behind several items, perhaps on another page, would not know it at all: it is said in full, if there are words for that.
    fn others(&mut self, node: &Node<'a>, pair: Pair, group: Option<SymbolId>) -> String {
        let blanks_too = self.conds.may_hold_of_blanks(pair.fails);
        // Among those who left a question blank it is for some and not for others: no word tells them apart.
        if blanks_too
            && self.conds.negate(pair.holds) != pair.fails
            && let Some(otherwise) = &node.statement.otherwise
        {
            self.say(logic::sentence_missing(otherwise.span, "whom this is for among those who left something blank"));
        }
        let condition = node.statement.condition.as_ref().or_else(|| node.statement.when());
        // What stands in between is above it by then.
        let above = self.above.take();
        let in_full = condition
            .filter(|_| !blanks_too && is_far(&node.children))
            .and_then(|expr| self.sentence_of_others(expr, node.scope, group));
        self.above = above;
        let wording = &self.wording;
        in_full.unwrap_or_else(|| {
            let short = if blanks_too { &wording.asked_of_others } else { &wording.asked_of_other_answers };
            short.clone()
        })
    }

    pub(super) fn note(&mut self, node: &Node<'a>, context: &Context) -> Option<Note> {
        self.note_of(node.statement, node.scope, context, true)
    }

    /// The sentence over a paragraph or page that is not for everybody, and what it is under; none over a paragraph that only the screen
    /// shows, which shows it to those it is for.
    pub(super) fn told_note(
        &mut self,
        node: &Node<'a>,
        context: &Context,
        group: Option<SymbolId>,
    ) -> Option<BranchContext> {
        let on_paper = self.inherit(context, node.statement).medium != Medium::Screen;
        let is_told = on_paper || node.statement.kind == Kind::Page;
        let is_own = is_told && node.statement.when().is_some();
        is_own.then(|| self.branch_contexts(node, context, group).0)
    }

    /// A paragraph; with its own condition, unless that stands around it already.
    pub(super) fn note_of(
        &mut self,
        statement: &Statement,
        scope: SymbolId,
        context: &Context,
        conditioned: bool,
    ) -> Option<Note> {
        let label = statement.label.as_ref()?;
        let inner = self.inherit(context, statement);
        // Within a question a message needs no sentence that tells whom it is for: it is shown to them, and paper shows it to all.
        let own = statement.when().filter(|_| conditioned).map(|expr| {
            let (pair, _, _) = self.traced(context, |lowerer| lowerer.condition(expr, scope));
            pair.holds
        });
        let text = self.text(label, scope);
        let asked = self.asked(context, own);
        Some(Note { text, asked, medium: inner.medium, origin: statement.span })
    }

    pub(super) fn end(&mut self, node: &Node<'a>, context: &Context) -> Option<EndId> {
        let statement = node.statement;
        let expr = statement.condition.as_ref().or_else(|| statement.when())?;
        let says = statement.says();
        let told = self.told(expr, says, node.scope, context, None);
        let authored = told.told == Teller::Author;
        let (holds, who, own) = Asked::parts(Some(told));
        let who = if authored { who } else { who.map(|who| Text::of(self.wording.of_an_end(&who.plain()))) };
        let fires = self.asked(context, holds);
        let sentence = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let then = statement.then().map(|text| self.text(text, node.scope));
        // Whom the end does not stop is plain where it is told whom it does.
        let others = || Text::of(self.wording.of_an_end(&self.wording.asked_of_others));
        let others = who.as_ref().and(then.as_ref()).map(|_| others());
        let outcome = self.outcome(statement);
        let origin = statement.span;
        let id = self.ends.push(End { fires, who, own, sentence, others, then, outcome, gate: None, origin });
        let own = holds.unwrap_or_else(|| self.conds.always());
        self.ended(context.asked, own);
        Some(id)
    }

    pub(super) fn outcome(&mut self, statement: &Statement) -> Outcome {
        match statement.as_code() {
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

    /// A count, bounded: what is written so shortly is drawn, printed or made room for one by one.
    pub(super) fn at_most(&mut self, count: u32, most: u32, span: Span, word: &str) -> u32 {
        if count > most {
            self.say(size::number(span, word, most));
        }
        count.min(most)
    }

    pub(super) fn layout(&mut self, statement: &Statement) -> Layout {
        let mut layout = Layout::default();
        for clause in &statement.clauses {
            if let ClauseKind::Layout(word) = &clause.kind {
                match word {
                    LayoutWord::Across(count) => {
                        layout.across = Some(self.at_most(*count, MOST_ACROSS, clause.span, "layout across"));
                    }
                    LayoutWord::Inline => layout.inline = true,
                    LayoutWord::Stacked => layout.stacked = true,
                    LayoutWord::Lines(count) => {
                        layout.lines = Some(self.at_most(*count, MOST_LINES, clause.span, "layout lines"));
                    }
                    LayoutWord::NewPage => layout.new_page = true,
                    // Of a survey, which is no item.
                    LayoutWord::BySection => {}
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
                blocks.extend(self.text(label, scope).blocks().iter().cloned());
            }
        }
        (!blocks.is_empty()).then(|| Text::new(blocks))
    }

    fn group(&mut self, node: &Node<'a>, context: &Context) -> Option<Group> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let told = self.asked_when(statement, node.scope, context, None);
        let mut inner = self.inherit(context, statement);
        let (holds, who, own) = Asked::parts(told);
        inner.asked = self.asked(context, holds);
        inner.in_group = true;
        let is_use = statement.kind == Kind::Use;
        let inside = if is_use { symbol } else { node.scope };
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope));
        let lead = self.own_lead(statement, inside);
        let (lead, instructed) = self.covering_lead(lead, statement, inside);
        inner.instructed = context.instructed || instructed;
        if let Some(name) = label.clone().or_else(|| lead.clone()) {
            inner.owner = Some(std::rc::Rc::new(name));
        }
        let hint = self.small_print(statement, Kind::Hint, inside);
        let beside = self.small_print(statement, Kind::Beside, inside);
        let rationale = self.rationale(statement, inside);
        let layout = self.layout(statement);
        let items = self.items(&node.children, &inner, Some(symbol));
        let members: Vec<SymbolId> = members(&node.children);
        self.referents.insert(symbol, Referent::Several(members.into()));
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
            own,
            asked: inner.asked,
            marker: Self::marker(&inner),
            medium: inner.medium,
            layout,
            rationale,
            items,
            origin: statement.span,
        })
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

    /// An edit rule: it complains where its condition fails, and its own `when` holds.
    pub(super) fn check(&mut self, node: &Node<'a>, context: &Context) {
        let statement = node.statement;
        let Some(expr) = &statement.condition else { return };
        let soft = statement.has(&ClauseKind::Warn);
        self.last_allowed = soft;
        let before = self.diagnostics.len();
        let ((pair, own), reads, _) = self.traced(context, |lowerer| {
            let own = statement.when().map(|expr| lowerer.condition(expr, node.scope).holds);
            (lowerer.condition(expr, node.scope), own)
        });
        let message = statement
            .label
            .as_ref()
            .map(|label| self.personally(context.personal, |lowerer| lowerer.text_with_answers(label, node.scope)));
        self.last_allowed = false;
        let around = self.asked(context, own);
        let complains = self.conds.all([around, pair.fails]);
        // In reading order: the last question it reads is where the respondent can still mend it.
        let Some(at) = reads.iter().max().copied() else {
            // What could not be read has been told while reading.
            if self.diagnostics.len() == before && expr.kind != ExprKind::Unreadable {
                self.say(logic::check_not_yet(expr.span));
            }
            return;
        };
        let holds = self.conds.negate(complains);
        self.checks += 1;
        let section = context.section.map(|id| self.sections.get(id).code.clone()).unwrap_or_default();
        let name = format!("{section}.check{}", self.checks);
        let kind = RuleKind::Check { complains, message: message.unwrap_or_default() };
        let binds = if !soft && self.complaint_stays(pair.fails, around) { Binds::Always } else { Binds::Submission };
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

    /// The duty of a blank: only free text and a scale tell their reader anything.
    pub(super) fn field_duty(kind: &crate::form::FieldKind) -> Duty {
        use crate::form::FieldKind;
        match kind {
            FieldKind::LongText => Duty::Free,
            FieldKind::Scale { from: _, to: _, ends: _ } => Duty::Point,
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
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

/// Whether whoever reads on behind these has lost what was said above them: there are several, or they say themselves whom they are for.
fn is_far(nodes: &[Node<'_>]) -> bool {
    let holds_more = |node: &Node<'_>| matches!(node.statement.kind, Kind::Section | Kind::Part | Kind::Repeat);
    nodes.len() > 1 || nodes.iter().any(|node| holds_more(node) || says_whom(node))
}

/// Whether something is for others than what stands around it, there or within.
fn says_whom(node: &Node<'_>) -> bool {
    node.statement.kind == Kind::When || node.statement.when().is_some() || node.children.iter().any(says_whom)
}
