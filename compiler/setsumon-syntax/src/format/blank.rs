//! Where a blank stands between two tokens, and where statements begin.

use std::collections::BTreeSet;

use crate::ast::{ClauseKind, Statement};
use crate::token::{Lexed, T, Token};

/// The first byte of every statement, options of `or { }` and rows of a band included.
pub(super) fn statement_starts(statements: &[Statement], into: &mut BTreeSet<u32>) {
    for statement in statements {
        into.insert(statement.span.start);
        statement_starts(&statement.body, into);
        if let Some(otherwise) = &statement.otherwise {
            statement_starts(&otherwise.body, into);
        }
        for clause in &statement.clauses {
            if let ClauseKind::Or(options) = &clause.kind {
                statement_starts(options, into);
            }
            if let ClauseKind::Band(rows) = &clause.kind {
                into.extend(rows.iter().map(|row| row.span.start));
            }
        }
    }
}

/// Whether a blank stands between two tokens on one line.
pub(super) fn between(lexed: &Lexed<'_>, before: Token, token: Token) -> bool {
    match (before.kind, token.kind) {
        (T::LeftParen | T::LeftBracket, _) | (_, T::RightParen | T::RightBracket | T::Comma) => false,
        (T::Range, T::Number) | (T::Number, T::Range) => false,
        // A sign before a number or code belongs to it: `min -5`, `* -1`.
        (T::Minus, _) => !is_prefix(lexed, before),
        // `count(…)`, `block contact(…)`; but `and (…)`, `first of (…)`.
        (T::Word, T::LeftParen) => {
            ["and", "or", "not", "of", "where", "when", "check", "is", "in", "min", "max", "band"]
                .contains(&lexed.str(before))
        }
        _ => true,
    }
}

/// Whether a `-` stands before what it makes negative, rather than between two numbers.
fn is_prefix(lexed: &Lexed<'_>, minus: Token) -> bool {
    let at = lexed.tokens.partition_point(|token| token.start < minus.start);
    let Some(before) = at.checked_sub(1).and_then(|at| lexed.tokens.get(at)) else { return true };
    let ends_value = matches!(before.kind, T::Number | T::Date | T::RightParen | T::RightBracket);
    let word = lexed.str(*before);
    let code = before.kind == T::Word
        && (!crate::words::is_reserved(word) || ["edition", "as_of", "deadline"].contains(&word));
    !ends_value && !code
}
