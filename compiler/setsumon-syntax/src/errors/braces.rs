//! What is said about `{` and `}`.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A `{` that should have been closed before a certain line.
pub(crate) fn missing_brace(brace: Span, before: Span, place: Span, indent: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingBrace, brace, "this `{` is never closed")
        .here("opened here")
        .label(before, "a `}` is missing above this")
        .help("put a `}` on a line of its own where the list ends")
        .fix("put in the missing `}`", vec![(place, format!("\n{indent}}}"))])
}

/// Braces still open at the end of the file.
pub(crate) fn missing_at_end(brace: Span, count: usize, place: Span, missing: String) -> Diagnostic {
    let message = "this `{` is never closed";
    let help = match count {
        1 => "put a `}` where what belongs to it ends".to_owned(),
        _ => format!("{count} braces are still open where the file ends; put a `}}` where what belongs to each ends"),
    };
    Diagnostic::new(Code::MissingBrace, brace, message)
        .here("opened here")
        .help(help)
        .fix("close it at the end of the file", vec![(place, missing)])
}

/// A `}` too many.
pub(crate) fn stray_brace(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayBrace, span, "this `}` closes nothing")
        .here("no `{` is open for it")
        .help("take it out, or put the missing `{` at the end of the statement it belongs to")
        .fix("take the `}` out", vec![(span, String::new())])
}

/// Braces within braces within braces.
pub(crate) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, format!("more than {limit} `{{` stand one within the other"))
        .here("what stands in here is not read")
        .help("take the inner statements out into a `section` or `group` of their own")
}
