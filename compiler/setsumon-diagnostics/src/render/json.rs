//! One JSON object a diagnostic, on one line, for tools.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;
use crate::span::Span;

#[derive(Serialize)]
struct Message<'a> {
    code: &'static str,
    slug: &'static str,
    severity: &'static str,
    message: &'a str,
    labels: Vec<Place<'a>>,
    help: Option<&'a str>,
    fix: Option<Correction<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Correction<'a> {
    title: &'a str,
    edits: Vec<Place<'a>>,
}

fn place<'a>(span: Span, text: &'a str, sources: &'a SourceMap) -> Place<'a> {
    let (from, to) = (sources.start(span), sources.end(span));
    Place {
        file: sources.name(span.file),
        start: span.start,
        end: span.end,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        text,
    }
}

/// One line of JSON, without a line end. `text` of a label is the fact there, of an edit what is to stand there.
pub fn json(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let Diagnostic { code, severity, message, labels, help, fix } = diagnostic;
    let message = Message {
        code: code.number(),
        slug: code.slug(),
        severity: severity.word(),
        message,
        labels: labels.iter().map(|label| place(label.span, &label.text, sources)).collect(),
        help: help.as_deref(),
        fix: fix.as_ref().map(|fix| Correction {
            title: &fix.title,
            edits: fix.edits.iter().map(|(span, text)| place(*span, text, sources)).collect(),
        }),
    };
    // Strings and numbers only: serialising cannot fail, and an empty line would be the mildest way to say so.
    serde_json::to_string(&message).unwrap_or_default()
}
