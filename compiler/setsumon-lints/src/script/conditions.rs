//! What conditions speak of.

use rustc_hash::FxHashSet;
use setsumon_syntax::ast::{Expr, ExprKind, Path, Predicate};

/// Adds the options that a condition names, each behind the code of its question.
pub(crate) fn named_options<'a>(condition: &'a Expr, found: &mut FxHashSet<(&'a str, &'a str)>) {
    let mut open = vec![(condition, None)];
    while let Some((expr, around)) = open.pop() {
        match &expr.kind {
            ExprKind::Predicate { subject, predicate } => {
                let question = subject.as_ref().or(around).map_or("", last);
                match predicate {
                    Predicate::Is { code, negated: _ } | Predicate::Includes(code) => {
                        found.insert((question, &code.value));
                    }
                    Predicate::In(codes)
                    | Predicate::IncludesAny(codes)
                    | Predicate::IncludesAll(codes)
                    | Predicate::IncludesNone(codes) => {
                        found.extend(codes.iter().map(|code| (question, code.value.as_str())));
                    }
                    Predicate::Ticked { negated: _ } => {}
                    Predicate::Compare(_, value) => open.push((value, None)),
                }
            }
            ExprKind::Quantified { all: _, over, predicate } => open.push((predicate, Some(over))),
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::FirstOf(parts) => {
                open.extend(parts.iter().map(|part| (part, around)));
            }
            ExprKind::Sum { terms, filter } => {
                open.extend(terms.iter().map(|part| (part, around)));
                open.extend(filter.iter().map(|filter| (&**filter, None)));
            }
            ExprKind::Count { of: _, filter } => open.extend(filter.iter().map(|filter| (&**filter, None))),
            ExprKind::Not(part) | ExprKind::Negative(part) | ExprKind::Round { value: part, digits: _ } => {
                open.push((part, around));
            }
            ExprKind::Compare { left, op: _, right } | ExprKind::Arithmetic { left, op: _, right } => {
                open.extend([(&**left, around), (&**right, around)]);
            }
            ExprKind::Days(one, other) | ExprKind::Age(one, other) => {
                open.extend([(&**one, around), (&**other, around)]);
            }
            ExprKind::Shift { date, amount, minus: _, unit: _ } => {
                open.extend([(&**date, around), (&**amount, around)]);
            }
            ExprKind::Number(_)
            | ExprKind::Date { .. }
            | ExprKind::Month { .. }
            | ExprKind::Path(_)
            | ExprKind::Last(_)
            | ExprKind::Answered(_)
            | ExprKind::Unreadable => {}
        }
    }
}

/// The code at the end of a path.
fn last(path: &Path) -> &str {
    path.segments.last().map_or("", |segment| segment.value.as_str())
}
