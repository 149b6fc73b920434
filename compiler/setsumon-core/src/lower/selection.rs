//! `selected in`: options and rows offered only where they were ticked, or answered so, before.

use setsumon_diagnostics::Span;
use setsumon_syntax::ast::{ClauseKind, Statement};

use super::Lowerer;
use super::referents::Referent;
use crate::errors::choices as choice_errors;
use crate::ids::{CondId, VarId};
use crate::resolve::draft::Node;

/// What `selected in` looks at.
#[derive(Debug, Clone)]
pub(super) enum Selection {
    /// There is no `selected in`.
    None,
    /// The ticks of a multiple choice.
    Ticks(Vec<(String, VarId)>),
    /// The rows of a grid, each with the condition that it was answered so.
    Rows(Vec<(String, CondId)>),
}

impl<'a> Lowerer<'a, '_> {
    /// What `selected in` looks at, for the options of a question or the rows of a grid.
    pub(super) fn selection(&mut self, node: &Node<'a>, statement: &Statement) -> Selection {
        let Some(source) = node.selected_in else { return Selection::None };
        let (answers, span): (&[setsumon_syntax::ast::Name], Span) = statement
            .clauses
            .iter()
            .find_map(|clause| match &clause.kind {
                ClauseKind::SelectedIn { question: _, answers } => Some((answers.as_slice(), clause.span)),
                _ => None,
            })
            .unwrap_or((&[], statement.span));
        let Some(referent) = self.refer_symbol(source, span) else { return Selection::None };
        let found = self.symbols.get(source);
        let (path, declared) = (found.path.clone(), found.span);
        match referent {
            Referent::Ticks(ticks) if answers.is_empty() => Selection::Ticks(ticks.ticks.to_vec()),
            Referent::Ticks(_) => {
                let help = "`as [..]` is for grids; of a multiple choice, what is ticked is selected";
                self.say(choice_errors::selected_kind(span, &path, declared, help));
                Selection::None
            }
            Referent::Grid { rows, asked: _ } if !answers.is_empty() => {
                let mut selected = Vec::new();
                for (row, _) in rows.iter().copied() {
                    let code = self.symbols.get(row).code.clone();
                    let predicate = match self.referents.get(&row) {
                        Some(Referent::Ticks(_)) => setsumon_syntax::ast::Predicate::IncludesAny(answers.to_vec()),
                        _ => setsumon_syntax::ast::Predicate::In(answers.to_vec()),
                    };
                    let Some(referent) = self.refer_symbol(row, span) else { continue };
                    let pair = self.predicate(row, &referent, span, &predicate, node.scope);
                    selected.push((code, pair.holds));
                }
                Selection::Rows(selected)
            }
            Referent::Grid { .. } => {
                let help = "add `as [code, code]`: the answers that make a row selected";
                self.say(choice_errors::selected_kind(span, &path, declared, help));
                Selection::None
            }
            _ => {
                let noun = self.symbols.get(source).kind.noun();
                self.say(choice_errors::nothing_to_select(span, &path, noun, declared));
                Selection::None
            }
        }
    }

    /// When an option of an earlier question was selected.
    pub(super) fn selected(&mut self, answers: &Selection, code: &str) -> CondId {
        match answers {
            Selection::None => self.conds.always(),
            Selection::Ticks(ticks) => match ticks.iter().find(|(known, _)| known == code) {
                Some((_, tick)) => self.conds.present(*tick),
                None => self.conds.never(),
            },
            Selection::Rows(rows) => match rows.iter().find(|(known, _)| known == code) {
                Some((_, cond)) => *cond,
                None => self.conds.never(),
            },
        }
    }
}
