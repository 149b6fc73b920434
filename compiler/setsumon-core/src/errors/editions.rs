//! What is said when an edition is held against the one before.

use setsumon_diagnostics::{Code, Diagnostic, Span};

pub(crate) fn follows_unreadable(span: Span, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::FollowsUnreadable, span, format!("the edition before cannot be read from `{path}`: {why}"))
        .here("followed here")
        .help("`setsumon freeze` writes the model of an edition when it goes to the field")
}

pub(crate) fn marker_without_follows(span: Span, marker: &str) -> Diagnostic {
    Diagnostic::new(Code::MarkerWithoutFollows, span, format!("`{marker}` is said of a survey that follows no edition"))
        .here("this marker")
        .help("add `follows \"2023.model.json\"` after the edition, or leave the marker out")
}

pub(crate) fn marker_missing(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::MarkerMissing, span, format!("{what} was not in the edition before"))
        .here("new, and not marked")
        .help("add `@new`; if it only bore another code, say so with `was`")
}

pub(crate) fn marker_wrong(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::MarkerWrong, span, format!("{what} was in the edition before"))
        .here("marked `@new`")
        .help("leave `@new` out, or give it a code of its own if it means something else now")
}

pub(crate) fn was_unknown(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::WasUnknown, span, format!("the edition before had no `{path}`"))
        .here("named here")
        .help("`was` names a code of the edition before: a bare one in the same place, a dotted path from elsewhere")
}

pub(crate) fn code_dropped(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here")
        .help("keep it as `retired`, or say with `was` what it has become")
}

pub(crate) fn type_changed(span: Span, name: &str, before: &str, now: &str) -> Diagnostic {
    Diagnostic::new(Code::TypeChanged, span, format!("`{name}` held {before} and now holds {now}"))
        .here("another kind of value")
        .help("give the question a new code and keep the old one as `retired`: the two cannot stand in one column")
}
