//! Everything that is said of a step from one edition to the next: one constructor for each thing.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A change without a word of why. `facts` are the further places that changed.
pub(crate) fn reason_missing(span: Span, message: String, facts: Vec<(Span, String)>, help: String) -> Diagnostic {
    let told = Diagnostic::new(Code::ReasonMissing, span, message);
    facts
        .into_iter()
        .fold(told, |told, (span, fact)| if span == told.span() { told.here(fact) } else { told.label(span, fact) })
        .help(help)
}

/// A reason for nothing. `whole` is the clause with the space before it.
pub(crate) fn reason_stale(span: Span, path: &str, whole: Span) -> Diagnostic {
    Diagnostic::new(Code::ReasonStale, span, format!("nothing about `{path}` changed, and a reason is given for it"))
        .here("a reason for no change")
        .help("leave it out; if it was for an earlier edition, that edition still has it")
        .fix("leave out the reason", vec![(whole, String::new())])
}

/// Something of the edition before that is gone. `what` is what it was, `keep` how it is kept, where that can be said,
/// and where that is to stand.
pub(crate) fn code_dropped(span: Span, what: &str, keep: Option<(String, Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here");
    match keep {
        Some((retired, place, written)) => told
            .help(format!("keep it as `{retired}`, or say with `was` what it has become"))
            .fix(format!("add `{retired}`"), vec![(place, written)]),
        None => told.help("keep it as `retired`, or say with `was` what it has become"),
    }
}
