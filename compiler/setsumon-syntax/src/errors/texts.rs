//! What is said about texts and what stands in `{ }` in them.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A control character and the like.
pub(crate) fn unshown(span: Span, sign: char) -> Diagnostic {
    let message = format!("U+{:04X} stands in a text, and cannot be shown", u32::from(sign));
    Diagnostic::new(Code::UnshownCharacter, span, message)
        .here("just before here, or just behind")
        .help("it came with the text from another program and is not seen: delete it, or type these words anew")
}

/// `&nbsp;` in a text.
pub(crate) fn entity(span: Span, raw: &str, sign: &str) -> Diagnostic {
    let told = Diagnostic::new(Code::PrintedAsItStands, span, format!("`{raw}` in a text is printed as it stands"));
    match raw {
        "&quot;" => told
            .help(format!("write the quote as it is printed: `{sign}`"))
            .fix(format!("write `{sign}`"), vec![(span, sign.to_owned())]),
        _ => told
            .help(format!("write the sign itself: `{sign}`"))
            .fix("write the sign itself", vec![(span, sign.to_owned())]),
    }
}

/// `<b>` in a text.
pub(crate) fn tag(span: Span, raw: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::PrintedAsItStands, span, format!("`{raw}` in a text is printed as it stands")).help(help)
}

/// `Q1. How do you like it?`
pub(crate) fn number_typed(span: Span, number: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(Code::NumberTyped, span, format!("the label begins with a number of its own, `{number}`"))
        .help("take it out: questions are numbered by themselves; how their numbers look is said with `numbers` in `survey { }`");
    match edits {
        Some(edits) => told.fix("take the number out", edits),
        None => told,
    }
}

/// Braces whose content is none of the known forms.
pub(crate) fn unreadable_field(span: Span, inside: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if inside.contains('(') => {
            "no text computes: write two texts, each under its `when`, or quote an answer as `{code | …}`".to_owned()
        }
        None if inside.trim().is_empty() => "write `{{` and `}}` for braces in the text".to_owned(),
        None => "it may hold `edition`, `deadline`, `number of …`, `label of …` or the code of a question; \
                 write `{{` and `}}` for braces in the text"
            .to_owned(),
    };
    let message = format!("`{{{}}}` in a text cannot be read", inside.trim());
    Diagnostic::new(Code::UnreadableField, span, message).help(help)
}

/// `{deadline | …}`.
pub(crate) fn needless_words(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableField, span, "words for \"not answered\" stand where nothing is answered")
        .help("take out `|` and what follows it")
}

/// A `{` in a text without its `}`.
pub(crate) fn unclosed_field(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedField, span, "this `{` in a text has no `}`")
        .here("opened here")
        .help("close it, or write `{{` for a brace in the text")
}

/// A `}` in a text without its `{`.
pub(crate) fn stray_closing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedField, span, "this `}` in a text has no `{`")
        .help("write `}}` for a brace in the text")
        .fix("write `}}`", vec![(span, "}}".to_owned())])
}

/// A field in the name of a file or the like.
pub(crate) fn field_not_allowed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableField, span, "nothing can be filled in here").help("write the text without `{ }`")
}
