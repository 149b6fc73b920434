//! What is said where a few lines of a survey would grow into more than a machine can hold.

use setsumon_diagnostics::{Code, Diagnostic, Span};

fn too_large(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, message)
}

pub(crate) fn statements(span: Span, name: &str, most: usize) -> Diagnostic {
    let message = format!("with `{name}`, lists and blocks put more than {most} statements into the survey");
    too_large(span, message).here("here it becomes too much").help(
        "a list or block that uses another more than once grows by each level: use it once, or write out what differs",
    )
}

pub(crate) fn nested(span: Span, name: &str, most: usize) -> Diagnostic {
    too_large(span, format!("`{name}` is the end of a chain of more than {most} that use one another"))
        .here("here the chain becomes too long")
        .help("put what is needed into one list, block or file that the others use directly")
}

pub(crate) fn words(span: Span, name: &str, most: usize) -> Diagnostic {
    too_large(span, format!("with `{name}`, the words given to blocks grow beyond {most} characters"))
        .here("here they become too many")
        .help("a text that is handed on more than once doubles with each block: hand it on once")
}

pub(crate) fn formula(span: Span, most: u64) -> Diagnostic {
    too_large(span, format!("with all that it reads written out, this has more than {most} parts"))
        .here("too long")
        .help("a formula that reads another more than once grows by each level: read it once")
}

pub(crate) fn levels(span: Span, most: usize) -> Diagnostic {
    too_large(span, format!("with all that it reads written out, this has more than {most} levels"))
        .here("too deep")
        .help("add with `sum(a, b, …)` instead of one `+` after another")
}

pub(crate) fn nested_in(span: Span) -> Diagnostic {
    too_large(
        span,
        "with all that it reads written out, this has more brackets in one another than SQLite reads".to_owned(),
    )
    .here("too deep")
    .help("let a value read the answers rather than a value that reads a value, and so on")
}

pub(crate) fn formulas(span: Span, most: u64) -> Diagnostic {
    too_large(
        span,
        format!("with all that they read written out, the formulas of this survey have more than {most} parts"),
    )
    .here("here they become too many")
    .help("a formula that reads another more than once grows by each level: read it once")
}

pub(crate) fn written(span: Span, most: u64) -> Diagnostic {
    too_large(span, format!("written out, the rules of this survey have more than {most} parts"))
        .here("here they become too many")
        .help(
            "hundreds of early ends are copied into every rule: shorten the list, or ask once whether the survey ends",
        )
}

pub(crate) fn ranking(span: Span, options: u64) -> Diagnostic {
    too_large(span, format!("nobody can rank {options} options")).here("this ranking").help(
        "ask for the first few, as in `pick 1..3`, or ask with `multi` which ones matter; 60 can be ranked in full",
    )
}

pub(crate) fn alone(span: Span, alone: usize, most: usize) -> Diagnostic {
    too_large(span, format!("{alone} answers to one question each exclude all others, and {most} can"))
        .here("this question")
        .help("where each answer excludes the others, ask with `single`, which says just that")
}

pub(crate) fn number(span: Span, word: &str, most: u32) -> Diagnostic {
    too_large(span, format!("`{word}` can be {most} at most")).here("too many").help(format!("write {most} or less"))
}
