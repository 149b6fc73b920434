//! The words at the ends of a scale, as people write them who do not know `ends`.

use super::Reader;
use crate::ast::{Clause, ClauseKind, Statement};
use crate::errors::head as errors;
use crate::token::Token;

/// What is written before the words at the lowest point, and at the highest.
const LOW: [&str; 7] = ["min", "low", "lowest", "left", "from", "min_label", "start"];
const HIGH: [&str; 7] = ["max", "high", "highest", "right", "to", "max_label", "end"];

/// Whether a word stands before one of the ends.
pub(super) fn is_end(word: &str) -> bool {
    LOW.contains(&word) || HIGH.contains(&word)
}

impl Reader<'_, '_, '_> {
    /// Two texts behind the points of a scale are the words at its ends.
    pub(super) fn bare_ends(&mut self, statement: &mut Statement) -> bool {
        let has = |is: fn(&ClauseKind) -> bool| statement.clauses.iter().any(|clause| is(&clause.kind));
        let (points, ends) = (
            has(|kind| matches!(kind, ClauseKind::Points { .. })),
            has(|kind| matches!(kind, ClauseKind::Ends { .. })),
        );
        let next = self.ahead(1);
        if !points || ends || !next.is_text() || next.fresh {
            return false;
        }
        let (low, high) = (self.text(), self.text());
        let span = low.span.to(high.span);
        self.say(errors::ends_unnamed(span));
        statement.clauses.push(Clause { span, kind: ClauseKind::Ends { low, high } });
        true
    }

    /// `min "bad" max "good"`, each end with a word of its own: whether the highest stands first.
    pub(super) fn ends_apart_at_hand(&self) -> Option<bool> {
        let tokens = [self.peek(), self.ahead(1), self.ahead(2), self.ahead(3)];
        let [one, first, other, second] = tokens;
        let is_text = |token: Token| token.is_text() && !token.fresh;
        if !is_text(first) || !is_text(second) {
            return None;
        }
        let is = |words: [&str; 7], token: Token| words.contains(&self.str(token));
        let turned = is(HIGH, one) && is(LOW, other);
        let in_order = is(LOW, one) && is(HIGH, other);
        (turned || in_order).then_some(turned)
    }

    /// The same on a line: told and read.
    pub(super) fn ends_apart(&mut self, statement: &mut Statement) -> bool {
        let (one, other) = (self.peek(), self.ahead(2));
        let Some(turned) = self.ends_apart_at_hand() else { return false };
        // In a `{ }` each may stand on a line of its own.
        if other.fresh && !one.fresh {
            return false;
        }
        self.take();
        let left = self.text();
        self.take();
        let right = self.text();
        let (low, high) = if turned { (right, left) } else { (left, right) };
        let whole = self.since(one.start);
        let written = |text: &crate::ast::Text| self.lexed.slice(text.span.start, text.span.end);
        let ends = format!("ends {} {}", written(&low), written(&high));
        self.say(errors::ends_apart(whole, &ends));
        if !statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Ends { .. })) {
            statement.clauses.push(Clause { span: whole, kind: ClauseKind::Ends { low, high } });
        }
        true
    }
}
