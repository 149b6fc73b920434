//! Whom a condition leaves, as a sentence: all who answered, but not so.

use setsumon_syntax::ast::{CompareOp, Expr, ExprKind, Kind, Name, Predicate};

use super::Lowerer;
use super::prose::{Part, Said, Sayable, Shape};
use super::referents::Referent;
use crate::resolve::symbols::SymbolId;

/// So many options are named in the place of the others; more are no sentence.
const MOST_REMAINING: usize = 4;

impl Lowerer<'_, '_> {
    /// The sentence for all who answered, but not so: of a condition on one answer.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn sentence_of_others(
        &mut self,
        expr: &Expr,
        scope: SymbolId,
        group: Option<SymbolId>,
    ) -> Option<String> {
        let sayable = match &expr.kind {
            ExprKind::Predicate { .. } | ExprKind::Compare { .. } | ExprKind::Not(_) => self.not_so(expr, scope)?,
            _ => return None,
        };
        self.said(&sayable, scope, group)
    }

    /// That a condition does not hold: of one answer, behind however many names and further `not`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
    pub(super) fn not_so(&mut self, expr: &Expr, scope: SymbolId) -> Option<Sayable> {
        match &expr.kind {
            ExprKind::Answered(path) => {
                let subject = self.on_paper(path, scope)?;
                Some(Sayable::One(Part { subject, said: Said::Unanswered }))
            }
            ExprKind::Predicate { subject: Some(subject), predicate } => {
                let symbol = self.on_paper(subject, scope)?;
                self.denied(symbol, predicate).map(Sayable::One)
            }
            ExprKind::Compare { left, op, right } => self.comparison_said(left, inverse(op.value), right, scope),
            ExprKind::Not(inner) => self.sayable(inner, scope),
            ExprKind::Path(path) => self.let_said(path, scope, true),
            _ => None,
        }
    }

    /// `not (Q is x)`, `not (Q includes x)`: as `is not` and `includes none of` are said, which mean the same.
    fn denied(&mut self, subject: SymbolId, predicate: &Predicate) -> Option<Part> {
        match predicate {
            Predicate::Is { code, negated } => {
                let turned = Predicate::Is { code: code.clone(), negated: !negated };
                self.predicate_said(subject, &turned)
            }
            Predicate::Includes(code) => self.predicate_said(subject, &Predicate::IncludesNone(vec![code.clone()])),
            Predicate::IncludesAny(codes) => self.predicate_said(subject, &Predicate::IncludesNone(codes.clone())),
            Predicate::IncludesNone(codes) => self.predicate_said(subject, &Predicate::IncludesAny(codes.clone())),
            Predicate::Ticked { negated } => self.predicate_said(subject, &Predicate::Ticked { negated: !negated }),
            Predicate::In(codes) => self.remaining(subject, codes),
            Predicate::Compare(op, right) => {
                let op = inverse(op.value);
                let said = Said::Answers(self.figures(subject, op, right)?, Shape::of_comparison(op));
                Some(Part { subject, said })
            }
            Predicate::IncludesAll(_) => None,
        }
    }

    /// The options of a choice that are none of these, where they are few enough to be named.
    fn remaining(&mut self, subject: SymbolId, codes: &[Name]) -> Option<Part> {
        let Some(Referent::Choice(choice)) = self.referents.get(&subject) else { return None };
        let all = choice.codes.clone();
        let is_other = |code: &&String| codes.iter().all(|known| known.value != **code);
        let mut labels = Vec::new();
        for code in all.iter().filter(is_other) {
            let option = self.option_of(subject, code)?;
            if self.symbols.get(option).statement.is_some_and(|statement| statement.kind == Kind::Retired) {
                continue;
            }
            let label = self.label_words(option);
            labels.push(self.wording.answer.replace("{label}", &label));
        }
        let shape = if labels.len() > 1 { Shape::Any } else { Shape::One };
        let words = labels.join(&self.wording.or);
        (1..=MOST_REMAINING).contains(&labels.len()).then_some(Part { subject, said: Said::Answers(words, shape) })
    }
}

/// The comparison that holds of a figure where the other does not.
fn inverse(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
    }
}
