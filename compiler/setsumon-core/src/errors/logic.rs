//! What is said about conditions, sentences, markers of privacy and medium, and rosters.

use setsumon_diagnostics::{Code, Diagnostic, Span};

pub(crate) fn sentence_missing(span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(Code::SentenceMissing, span, format!("{why} cannot be put into words by the compiler"))
        .here("needs a sentence")
        .help("add `says \"…\"` behind the condition, with the sentence that tells who is meant, or `says none` if nothing is to be printed")
}

pub(crate) fn personal_read(span: Span, path: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::PersonalRead, span, format!("`{path}` is personal and may not be read from outside"))
        .here("read here")
        .label(declared, "personal")
        .help("personal answers lie in a table of their own: mark the question `@not_personal` if it tells nobody who answers, or do without it")
}

pub(crate) fn instruction_contradicts(span: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::InstructionContradicts, span, format!("the instruction contradicts its question: {what}"))
        .here("this instruction")
        .help(help.to_owned())
}

pub(crate) fn print_only_value(span: Span) -> Diagnostic {
    Diagnostic::new(Code::PrintOnlyValue, span, "something that is answered cannot stand on paper only")
        .here("this marker")
        .help(
            "`@print_only` goes on `lead`, `hint`, `note` and `page`; a filter that is a sentence on paper is a `gate`",
        )
}

pub(crate) fn check_not_yet(span: Span) -> Diagnostic {
    Diagnostic::new(Code::CheckNotYet, span, "a check reads at least one answer")
        .here("reads none")
        .help("name the questions it is about")
}

/// `repeat r "R" 1..3 { calc k "K" = n + 1 }`.
pub(crate) fn roster_asks_nothing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NothingAsked, span, "a roster asks nothing")
        .here("no question stands in this roster")
        .help("ask something of each entry, or put what stands in it outside of the roster")
}

pub(crate) fn repeat_read(span: Span, path: &str, declared: Span, right: String) -> Diagnostic {
    Diagnostic::new(Code::RepeatRead, span, format!("`{path}` has one answer for each occurrence"))
        .here("which one is not said")
        .label(declared, "in this roster")
        .help(right)
}

pub(crate) fn marker_misplaced(span: Span, marker: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::MarkerMisplaced, span, format!("`{marker}` says nothing here"))
        .here("this marker")
        .help(help.to_owned())
}

pub(crate) fn outcome(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::GateOutcome, span, format!("there is no outcome `{word}`"))
        .here("not known")
        .help("write `as out_of_scope` or `as refused`, or leave it out for an ordinary early end")
}
