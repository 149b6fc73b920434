//! What is said about slips of typing: full-width signs, quotes, signs of other languages.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A full-width word, number or sign outside a text.
pub(crate) fn full_width(span: Span, raw: &str, ascii: &str) -> Diagnostic {
    Diagnostic::new(Code::FullWidthSign, span, format!("`{raw}` is typed in full width"))
        .here("outside a text")
        .help(format!("write `{ascii}`"))
        .fix(format!("write `{ascii}`"), vec![(span, ascii.to_owned())])
}

/// A text in the quotes of Japanese typing, or in those that a word processor makes of plain ones.
pub(crate) fn full_width_quotes(span: Span, raw: &str, content: &str) -> Diagnostic {
    let quote: String = raw.chars().filter(|char| ['“', '”', '＂'].contains(char)).take(1).collect();
    let mended = format!("\"{content}\"");
    let how = if quote == "＂" { "typed in full width" } else { "a curly one, as word processors make them" };
    Diagnostic::new(Code::FullWidthSign, span, format!("the quote `{quote}` is {how}"))
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

/// `# …` and `／／ …`.
pub(crate) fn foreign_comment(span: Span, raw: &str) -> Diagnostic {
    remark(span)
        .help("write `//` before every line of a remark")
        .fix(BEGIN, vec![(span, written(raw.trim_start_matches(['#', '／', ';', '%', '\'', '-'])))])
}

/// What stands on the line behind a `/* … */`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BehindRemark {
    /// Nothing: the remark may take all of the line.
    Nothing,
    /// What is no remark and must not become one; where the line ends.
    Clauses { end: Span },
    /// A text over lines, which cannot take a remark.
    Text,
}

/// `/* … */`, `<!-- … -->`. What stands behind it on its line stays what it is: the remark moves to the end.
pub(crate) fn foreign_block_comment(span: Span, raw: &str, behind: BehindRemark) -> Diagnostic {
    let words = raw.strip_prefix("/*").or(raw.strip_prefix("<!--")).unwrap_or(raw);
    let words = words.strip_suffix("*/").or(words.strip_suffix("-->")).unwrap_or(words);
    let told = remark(span).help("write `//` before every line of a remark; what follows it on its line belongs to it");
    if words.contains('\n') {
        return told;
    }
    match behind {
        BehindRemark::Nothing => told.fix(BEGIN, vec![(span, written(words))]),
        BehindRemark::Clauses { end } => {
            let edits = vec![(span, " ".to_owned()), (end, format!(" {}", written(words)))];
            told.fix("move the remark to the end of the line, behind `//`", edits)
        }
        BehindRemark::Text => told,
    }
}

const BEGIN: &str = "begin the remark with `//`";

fn remark(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ForeignSign, span, "this remark does not begin with `//`")
}

fn written(words: &str) -> String {
    format!("// {}", words.trim())
}

/// `${age}` outside of a text.
pub(crate) fn dollar_name(span: Span, raw: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how a question is named"))
        .help(format!("write `{name}`"))
        .fix(format!("write `{name}`"), vec![(span, name.to_owned())])
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

/// A file in UTF-16.
pub(crate) fn utf16(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, "the file is saved as UTF-16").help("save the file as UTF-8")
}

/// Bytes that are no UTF-8.
pub(crate) fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8 from here on")
        .help("save the file as UTF-8; it was probably saved as Shift_JIS")
}
