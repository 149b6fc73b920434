//! `selected in`: options and rows offered only where they were ticked, or answered so, before.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{Name, Says, Statement};

use super::referents::Referent;
use super::{Extent, Lowerer};
use crate::errors::{choices as choice_errors, logic};
use crate::form::Teller;
use crate::ids::{CondId, VarId};
use crate::resolve::draft::{ChoiceNode, Node};
use crate::text::Text;

/// What `selected in` looks at.
#[derive(Debug, Clone)]
pub(super) enum Selection {
    /// There is no `selected in`.
    None,
    /// The ticks of a multiple choice.
    Ticks(FxHashMap<String, VarId>, Teller),
    /// The rows of a grid, each with the condition that it was answered so.
    Rows(FxHashMap<String, CondId>, Teller),
}

impl Selection {
    /// Who tells that only what was chosen before is on offer.
    pub(super) fn told(&self) -> Teller {
        match self {
            Self::None => Teller::Nobody,
            Self::Ticks(_, told) | Self::Rows(_, told) => *told,
        }
    }
}

/// The answers that `selected in` names, and where it stands.
fn written(statement: &Statement) -> (&[Name], Span) {
    statement.selected_in().map_or((&[], statement.span), |found| (found.value.1, found.span))
}

/// Whether an option or row is on offer whatever was chosen before; of “none of these” everybody knows.
fn stands_by_itself(choice: &ChoiceNode<'_>) -> bool {
    match choice {
        ChoiceNode::Heading { statement: _, choices } => choices.iter().any(stands_by_itself),
        ChoiceNode::Option { statement, symbol: _, source, children: _, retired } => {
            source.is_none() && !retired && !statement.excludes()
        }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// What `selected in` looks at, for the options of a question or the rows of a grid.
    pub(super) fn selection(&mut self, node: &Node<'a>, statement: &Statement) -> Selection {
        let Some(source) = node.selected_in else { return Selection::None };
        let (answers, span) = written(statement);
        let told = match statement.says() {
            Some(Says::Words(_)) => Teller::Author,
            Some(Says::Nothing(_)) => Teller::Nobody,
            None => Teller::Compiler,
        };
        let Some(referent) = self.refer_symbol(source, span) else { return Selection::None };
        let found = self.symbols.get(source);
        let (path, declared) = (found.path.clone(), found.span);
        match referent {
            Referent::Ticks(ticks) if answers.is_empty() => {
                Selection::Ticks(ticks.ticks.iter().cloned().collect(), told)
            }
            Referent::Ticks(_) => {
                let help = "`as [..]` is for grids; of a multiple choice, what is ticked is selected";
                self.say(choice_errors::selected_kind(span, &path, declared, help));
                Selection::None
            }
            Referent::Grid { rows, asked: _ } if !answers.is_empty() => {
                let mut selected = FxHashMap::default();
                for (row, _) in rows.iter().copied() {
                    let code = self.symbols.get(row).code.clone();
                    let predicate = match self.referents.get(&row) {
                        Some(Referent::Ticks(_)) => setsumon_syntax::ast::Predicate::IncludesAny(answers.to_vec()),
                        _ => setsumon_syntax::ast::Predicate::In(answers.to_vec()),
                    };
                    let Some(referent) = self.refer_symbol(row, span) else { continue };
                    let pair = self.predicate(row, &referent, span, &predicate, node.scope);
                    selected.insert(code, pair.holds);
                }
                Selection::Rows(selected, told)
            }
            Referent::Grid { .. } => {
                let help = "add `as [code, code]`: the answers that make a row selected";
                self.say(choice_errors::selected_kind(span, &path, declared, help));
                Selection::None
            }
            Referent::Choice(_)
            | Referent::Value(_)
            | Referent::Flag { .. }
            | Referent::Cells(_)
            | Referent::Several(_)
            | Referent::Repeat { .. }
            | Referent::Calc(_)
            | Referent::Let { .. }
            | Referent::Option => {
                let noun = self.symbols.get(source).kind.noun();
                self.say(choice_errors::nothing_to_select(span, &path, noun, declared));
                Selection::None
            }
        }
    }

    /// That only what was chosen before is to be answered: where neither the author says it nor wants it unsaid.
    pub(super) fn narrowed(&mut self, node: &Node<'a>, statement: &Statement, selection: &Selection) -> Option<Text> {
        let source = node.selected_in.filter(|_| self.extent == Extent::Whole)?;
        match selection.told() {
            Teller::Compiler => {}
            Teller::Author | Teller::Nobody => return None,
        }
        let (answers, span) = written(statement);
        let above = self.symbols.get(source).number.is_some() && self.before == Some(source);
        let template = match selection {
            Selection::None => return None,
            Selection::Ticks(..) if above => self.wording.only_selected.clone(),
            Selection::Ticks(..) => self.wording.only_selected_in.clone(),
            Selection::Rows(..) => self.wording.only_answered.clone(),
        };
        let own = if node.rows.is_empty() { &node.choices } else { &node.rows };
        if own.iter().any(stands_by_itself) {
            self.say(logic::sentence_missing(
                span,
                "that only what was selected, and what stands here beside it, is on offer",
            ));
            return None;
        }
        if !above && self.shares_its_name(source) {
            self.say(logic::sentence_missing(span, "that only what was selected there is on offer"));
            return None;
        }
        let answers = self.columns_said(source, answers);
        let item = self.question_number(source, node.scope).unwrap_or_default();
        let label = self.label_words(source);
        let words = template.replace("{item}", &item).replace("{label}", &label).replace("{answers}", &answers);
        Some(Text::of(words))
    }

    /// When an option of an earlier question was selected.
    pub(super) fn selected(&mut self, answers: &Selection, code: &str) -> CondId {
        match answers {
            Selection::None => self.conds.always(),
            Selection::Ticks(ticks, _) => match ticks.get(code) {
                Some(tick) => self.conds.present(*tick),
                None => self.conds.never(),
            },
            Selection::Rows(rows, _) => match rows.get(code) {
                Some(cond) => *cond,
                None => self.conds.never(),
            },
        }
    }
}
