//! What is said about slips of typing: full-width signs, quotes, signs of other languages.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A full-width word, number or sign outside a text.
pub(crate) fn full_width(span: Span, raw: &str, ascii: &str) -> Diagnostic {
    Diagnostic::new(Code::FullWidthSign, span, format!("`{raw}` is typed in full width"))
        .here("outside a text")
        .help(format!("write `{ascii}`"))
        .fix(format!("write `{ascii}`"), vec![(span, ascii.to_owned())])
}

/// A text in the quotes of Japanese typing.
pub(crate) fn full_width_quotes(span: Span, raw: &str, content: &str) -> Diagnostic {
    let quote: String = raw.chars().filter(|char| ['“', '”', '＂'].contains(char)).take(1).collect();
    let mended = format!("\"{content}\"");
    Diagnostic::new(Code::FullWidthSign, span, format!("the quote `{quote}` is typed in full width"))
        .here("a text begins and ends with `\"`")
        .help(format!("write `{mended}`"))
        .fix("write the quotes as `\"`", vec![(span, mended)])
}

/// A text in 「」 or ''.
pub(crate) fn foreign_quotes(span: Span, raw: &str, content: &str) -> Diagnostic {
    let mended = format!("\"{content}\"");
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` stands in quotes that do not make a text"))
        .here("a text begins and ends with `\"`")
        .help(format!("write `{mended}`"))
        .fix("write the quotes as `\"`", vec![(span, mended)])
}

/// A remark that begins with something else than `//`.
pub(crate) fn foreign_comment(span: Span, raw: &str) -> Diagnostic {
    let message = "this remark does not begin with `//`";
    let words = match raw.strip_prefix("/*") {
        Some(words) => words.strip_suffix("*/").unwrap_or(words),
        None => raw.trim_start_matches(['#', '／']),
    };
    let diagnostic = Diagnostic::new(Code::ForeignSign, span, message).help("write `//` before every line of a remark");
    if words.contains('\n') {
        return diagnostic;
    }
    diagnostic.fix("begin the remark with `//`", vec![(span, format!("// {}", words.trim()))])
}

/// What a sign is read as that is told by the reader, where it is taken: what is wrong with it depends on what it stands between.
pub(crate) fn meant_where_it_stands(raw: &str) -> Option<&'static str> {
    match raw {
        "==" => Some("="),
        "、" | "，" | ";" | "；" => Some(","),
        "~" | "～" | "〜" => Some(".."),
        _ => None,
    }
}

/// What a sign of other languages is in this one.
pub(crate) fn foreign_sign_meant(raw: &str) -> Option<&'static str> {
    match raw {
        "<>" => Some("!="),
        "=<" => Some("<="),
        "=>" => Some(">="),
        "&&" | "&" => Some("and"),
        "||" => Some("or"),
        "!" => Some("not"),
        _ => None,
    }
}

/// A sign of other languages.
pub(crate) fn foreign_sign(span: Span, raw: &str, right: &str) -> Diagnostic {
    let spaced = if raw == "!" { "not ".to_owned() } else { right.to_owned() };
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` is not a sign of this language"))
        .help(format!("write `{right}`"))
        .fix(format!("write `{right}`"), vec![(span, spaced)])
}

/// A sign the language does not have.
pub(crate) fn unknown_sign(span: Span, raw: &str) -> Diagnostic {
    let help = match raw {
        ":" | "：" => "take it out; a code is followed by its label, with a blank between",
        "\\" => "take it out; a `\"` inside a text is typed as `”`, or the text stands between `\"\"\"`",
        "・" | "●" | "○" | "□" => "take it out; options need no bullet",
        _ => "take it out, or put it into a text between `\"`",
    };
    Diagnostic::new(Code::UnknownSign, span, format!("the sign `{raw}` has no meaning here")).help(help)
}

/// `text name: "Name"`.
pub(crate) fn colon(span: Span, raw: &str) -> Diagnostic {
    unknown_sign(span, raw).fix("take it out", vec![(span, String::new())])
}

/// A `"` without its partner on the line.
pub(crate) fn unclosed_string(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedString, span, "this text does not end on its line")
        .here("begins here")
        .help("close it with `\"`, or write it between `\"\"\"` if it is to go over several lines")
}

/// A `"""` without its partner.
pub(crate) fn unclosed_block(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedString, span, "this text over several lines is never closed")
        .here("begins here")
        .help("close it with `\"\"\"`")
}

/// Bytes that are no UTF-8.
pub(crate) fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8 from here on")
        .help("save the file as UTF-8; it was probably saved as Shift_JIS")
}
