//! The days that a survey names.

use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::{ExprKind, Kind};

use crate::script::Script;

/// A last day to answer that lies before the day that the answers are about.
pub(crate) fn deadline(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let day = |kind: Kind| -> Option<((i32, u32, u32), Span)> {
        let said = script.survey?.body.iter().find(|inner| inner.kind == kind)?.condition.as_ref()?;
        let ExprKind::Date { year, month, day } = said.kind else { return None };
        Some(((year, month, day), said.span))
    };
    let Some(((deadline, place), (as_of, other))) = day(Kind::Deadline).zip(day(Kind::AsOf)) else { return };
    if deadline < as_of {
        found.push(
            Diagnostic::new(
                Code::DeadlineBeforeAsOf,
                place,
                "the last day to answer lies before the day that the answers are about",
            )
            .here("by then")
            .label(other, "as of then")
            .help("one of them has last year’s date, most likely"),
        );
    }
}
