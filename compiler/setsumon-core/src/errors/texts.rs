//! What is said about texts and what stands in their braces.

use setsumon_diagnostics::{Code, Diagnostic, Span};

use super::{or_list, suggestion};

pub(crate) fn answer_needs_words(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::AnswerNeedsWords, span, format!("`{path}` may not be answered yet"))
        .here("quoted here")
        .help(format!("give the words that stand there then: `{{{path} | …}}`; paper prints them"))
}

pub(crate) fn nothing_numbered(span: Span, path: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::NothingNumbered, span, format!("`{path}` has no number"))
        .here("its number is asked for")
        .label(declared, "declared here")
        .help("sections and the items that stand directly in them are numbered, unless they are for the screen alone")
}

pub(crate) fn nothing_to_quote(span: Span, path: &str, kind: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, span, format!("the {kind} `{path}` has no answer that a text could quote"))
        .here("quoted here")
        .help(format!("write `{{label of {path}}}` or `{{number of {path}}}`"))
}

pub(crate) fn link_scheme(span: Span, url: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkScheme, span, format!("the link `{url}` leads nowhere a reader can go"))
        .here("in this text")
        .help("a link begins with `https://`, `http://`, `mailto:` or `tel:`")
}

pub(crate) fn unknown_wording(span: Span, word: &str, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownWording, span, format!("there is nothing called `{word}` to be replaced"))
            .here("not known");
    match suggestion(word, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.help(format!("there is {}", or_list(known))),
    }
}

pub(crate) fn number_sample(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownWording, span, "the sample shows no number one")
        .here("this sample")
        .help("write the first number as it is to look: `\"（１）\"`, `\"1.\"`, `\"第一部\"`")
}

pub(crate) fn printed_as_it_stands(span: Span, raw: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::PrintedAsItStands, span, format!("`{raw}` in a text is printed as it stands"))
        .here("in this text")
        .help(format!(
            "write `{{{name} | …}}` to quote the answer, with the words that stand there if it is not answered"
        ))
}

pub(crate) fn calendar_missing(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::CalendarMissing, span, format!("the survey gives no `{word}`"))
        .here("asked for here")
        .help(format!("add `{word} 2025-02-28` to `survey {{ }}`"))
}

/// `allow W0506 "…"` where W0506 is not told.
pub(crate) fn allowed_nothing(clause: Span, code: Code, whole: Span) -> Diagnostic {
    let said = format!("{} is allowed here, and is not told", code.number());
    Diagnostic::new(Code::AllowedNothing, clause, said)
        .help("take it out: it would silence what comes later unseen")
        .fix("take it out", vec![(whole, String::new())])
}
