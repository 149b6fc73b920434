//! Which derived values are totals: what people add up themselves on paper, right under the parts.

use super::{Context, Lowerer};
use crate::form::{Answer, CalcValue, Cells, FieldKind, Medium, Role};
use crate::ids::{RepeatId, VarId};
use crate::term::Term;

/// A part of a sum: a blank, or a blank of all occurrences of a roster.
struct Part {
    variable: VarId,
    roster: Option<RepeatId>,
}

impl Lowerer<'_, '_> {
    /// The blanks that a term adds up and does nothing else with: figures that are asked on paper in the same section. One figure
    /// alone is no sum; a column of a roster is one.
    pub(super) fn added_up(&mut self, term: &Term, value: &CalcValue, context: &Context) -> Vec<VarId> {
        let number = match value {
            CalcValue::Number { digits: _ } => true,
            CalcValue::Date | CalcValue::Month | CalcValue::Band(_) => false,
        };
        let mut parts = Vec::new();
        if !number || context.medium == Medium::Screen || !self.summands(term, &mut parts) {
            return Vec::new();
        }
        let several = parts.len() > 1 || parts.iter().any(|part| part.roster.is_some());
        if several && parts.iter().all(|part| self.is_figure_beside(part, context)) {
            parts.into_iter().map(|part| part.variable).collect()
        } else {
            Vec::new()
        }
    }

    /// Takes a sum apart; false where it is more than a sum.
    fn summands(&mut self, term: &Term, parts: &mut Vec<Part>) -> bool {
        match term {
            Term::Value(variable) => {
                parts.push(Part { variable: *variable, roster: None });
                true
            }
            Term::Sum(terms) => terms.iter().all(|term| self.summands(term, parts)),
            Term::Add(a, b) => self.summands(a, parts) && self.summands(b, parts),
            Term::SumWhere { repeat, term, cond } if *cond == self.conds.always() => match term.as_variable() {
                Some(variable) => {
                    parts.push(Part { variable, roster: Some(*repeat) });
                    true
                }
                None => false,
            },
            Term::SumWhere { repeat: _, term: _, cond: _ }
            | Term::Number(_)
            | Term::Day(_)
            | Term::Month(_)
            | Term::Score { variable: _, scores: _ }
            | Term::CountPresent(_)
            | Term::Subtract(..)
            | Term::Multiply(..)
            | Term::Divide(..)
            | Term::Negative(_)
            | Term::Round(..)
            | Term::Days(..)
            | Term::Age(..)
            | Term::PlusDays(..)
            | Term::PlusMonths(..)
            | Term::FirstOf(_)
            | Term::CountWhere { repeat: _, cond: _ }
            | Term::If { cond: _, then: _, otherwise: _ } => false,
        }
    }

    /// Whether a part is a figure that is written down beside its total.
    fn is_figure_beside(&self, part: &Part, context: &Context) -> bool {
        let variable = self.variables.get(part.variable);
        let Some(question) = variable.question.map(|id| self.questions.get(id)) else { return false };
        let kind = match &question.answer {
            Answer::Field(field) => Some(&field.spec.kind),
            Answer::Grid(grid) => match &grid.cells {
                // All columns that are added up are figures, or none is: a mixed table has its kinds by column.
                Cells::Fields { columns } if columns.iter().all(|column| FieldKind::is_figure(&column.field.kind)) => {
                    columns.first().map(|column| &column.field.kind)
                }
                Cells::Fields { columns: _ } | Cells::Single { choices: _ } | Cells::Multi { choices: _ } => None,
            },
            Answer::Single { .. } | Answer::Multi { .. } | Answer::Rank { .. } | Answer::Gate { .. } => None,
        };
        variable.role == Role::Answer
            && variable.repeat == part.roster.or(context.repeat)
            && question.section == context.section
            && question.medium != Medium::Screen
            && kind.is_some_and(FieldKind::is_figure)
    }
}
