//! What is said about codes and labels.

use crate::names;
use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A kind without the code it needs.
pub(crate) fn missing_code(span: Span, word: &str, label: Option<&str>, alone: bool) -> Diagnostic {
    if alone && label.is_none() {
        return Diagnostic::new(Code::NothingAfter, span, format!("`{word}` stands alone"))
            .help(format!("write a code and a label behind it, as in `{word} name \"…\"`"));
    }
    let example = label.unwrap_or("\"…\"");
    Diagnostic::new(Code::MissingCode, span, format!("this `{word}` has no code"))
        .help(format!("write a code of small letters behind it, as in `{word} name {example}`"))
}

/// A code behind a kind that has none. `out` is the code with the blank behind it.
pub(crate) fn unwanted_code(span: Span, word: &str, code: &str, out: Span) -> Diagnostic {
    Diagnostic::new(Code::UnwantedCode, span, format!("`{word}` takes no code"))
        .here(format!("`{code}` is read as one"))
        .help("take it out")
        .fix(format!("take `{code}` out"), vec![(out, String::new())])
}

/// A word of the language as a code.
pub(crate) fn reserved_code(span: Span, code: &str, proposed: &str) -> Diagnostic {
    Diagnostic::new(Code::ReservedCode, span, format!("`{code}` is a word of the language and cannot be a code"))
        .help(format!("take another code, for example `{proposed}`"))
        .fix(format!("write `{proposed}`"), vec![(span, proposed.to_owned())])
}

/// A code of other signs than codes are made of.
pub(crate) fn malformed_code(span: Span, raw: &str, mended: Option<&str>) -> Diagnostic {
    let message = if names::has_several(raw) {
        format!("the code `{raw}` has two `_` side by side")
    } else if raw.ends_with('_') {
        format!("the code `{raw}` ends with `_`")
    } else if raw.bytes().next().is_some_and(|first| first.is_ascii_digit()) {
        format!("the code `{raw}` begins with a digit")
    } else if !raw.is_ascii() {
        format!("the code `{raw}` is not made of the letters a to z")
    } else if raw.contains('.') {
        format!("the code `{raw}` has a `.` in it")
    } else if raw.contains('-') {
        format!("the code `{raw}` has a `-` in it")
    } else {
        format!("the code `{raw}` has capital letters")
    };
    let diagnostic = Diagnostic::new(Code::MalformedCode, span, message);
    match mended {
        Some(mended) => diagnostic
            .help(format!("write `{mended}`; a code is made of small letters, digits and single `_`"))
            .fix(format!("write `{mended}`"), vec![(span, mended.to_owned())]),
        None => diagnostic.help("a code is made of small letters a to z, digits and single `_`, as in `official_name`"),
    }
}

/// A kind without the label it needs.
pub(crate) fn missing_label(span: Span, word: &str, code: Option<&str>) -> Diagnostic {
    let message = match (word, code) {
        ("", Some(code)) => format!("`{code}` has no label"),
        (word, Some(code)) => format!("`{word} {code}` has no label"),
        (word, None) => format!("`{word}` has no text"),
    };
    let help = match (word, code) {
        ("use … as", Some(code)) => {
            format!("write it behind the new code, as in `as {code} \"…\"`")
        }
        ("", Some(code)) => format!("write it behind the code, as in `{code} \"…\"`"),
        (word, Some(code)) => format!("write it behind the code, as in `{word} {code} \"…\"`"),
        ("check" | "end", None) => "write the sentence that is shown at the end of the line, between `\"`".to_owned(),
        (word, None) => format!("write it behind the word, as in `{word} \"…\"`"),
    };
    Diagnostic::new(Code::MissingLabel, span, message).help(help)
}

/// A label without the quotes around it.
pub(crate) fn bare_label(span: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingLabel, span, format!("`{label}` stands where a label does, without quotes"))
        .help(format!("write `\"{label}\"`"))
        .fix("put quotes around it", vec![(span.before(), "\"".to_owned()), (span.after(), "\"".to_owned())])
}

/// `{ 徒歩 自転車 }`.
pub(crate) fn bare_options(span: Span, raw: &str, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingLabel, span, format!("`{raw}` has neither codes nor quotes")).help(format!(
        "write each option with a code of small letters and its label, as in `one \"{first}\"  two \"{second}\"`"
    ))
}

/// A question that nothing names.
pub(crate) fn missing_label_or_lead(span: Span, word: &str, code: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingLabel, span, format!("`{word} {code}` has neither label nor `lead`"))
        .help(format!("write a label behind the code, as in `{word} {code} \"…\"`, or a `lead \"…\"` in its `{{ }}`"))
}

/// `""`.
pub(crate) fn empty_label(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingLabel, span, "this text is empty")
        .help("write the words, or leave the text out if there is a `lead`")
}

/// A label behind a kind that has none. Its words are the author's: no correction takes them out.
pub(crate) fn unwanted_label(span: Span, word: &str) -> Diagnostic {
    let help = match word {
        "rows" | "columns" => "write its words into the label of the grid, or take it out",
        "numbers" | "wording" | "units" | "choices" => "take it out, or make it a remark: `// …` on a line of its own",
        _ => "write its words where they are to be read, as in `note \"…\"`, or take it out",
    };
    Diagnostic::new(Code::UnwantedLabel, span, format!("`{word}` takes no label")).help(help)
}

/// `when age < 18 "If you are young:" { … }`.
pub(crate) fn sentence_without_says(span: Span, raw: &str) -> Diagnostic {
    Diagnostic::new(Code::UnwantedLabel, span, "the sentence of a condition stands without its word")
        .help(format!("write `says {raw}`"))
        .fix("write `says` before it", vec![(span.before(), "says ".to_owned())])
}

/// A label behind the clauses.
pub(crate) fn label_first(span: Span, first: Span, edits: Vec<(Span, String)>) -> Diagnostic {
    Diagnostic::new(Code::ClauseOrder, span, "the label does not stand directly behind the code")
        .label(first, "this stands before it")
        .help("move the label to the code")
        .fix("move the label to the code", edits)
}

/// `page """text"""`.
pub(crate) fn page_without_title(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingLabel, span, "a `page` has a title and a text: there is only one of them")
        .help("write both, as in `page \"title\" \"\"\"text\"\"\"`; a text without a title is a `note`")
}

/// `given beds "…"`.
pub(crate) fn kind_of_question(span: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write the kind before the code, as in `{word} integer beds \"病床数\"`"),
    };
    Diagnostic::new(Code::MissingValue, span, format!("`{word}` does not say of which kind the answer is")).help(help)
}

/// `retired section`, `retired repeat`: `edits` are what keeps it, where nothing is lost by that.
pub(crate) fn retired_whole(span: Span, word: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(Code::Misplaced, span, format!("no `{word}` is `retired`, but each question in it"))
        .here("not at the whole")
        .help(format!(
            "keep the `{word}`, and write `retired` at each of its questions, as in `retired text name \"…\"`; of what is left out `check` says what keeps it, and `fix` writes it"
        ));
    match edits {
        Some(edits) if edits.len() > 1 => told.fix("write `retired` at each question", edits),
        Some(edits) => told.fix("leave it out", edits),
        None => told,
    }
}

/// `retired grid`, `retired gate`, `retired calc`.
pub(crate) fn retired_as_what_it_held(span: Span, word: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let how = match word {
        "grid" => {
            "say what its cells held, as in `retired single taste \"…\"`, without rows and columns: the edition before remembers them"
        }
        "gate" => "a gate is one of several: `retired single taking \"…\"`",
        _ => "say what it came to, as in `retired integer total \"…\"`, or `retired single` of a band",
    };
    let told = Diagnostic::new(Code::MissingValue, span, format!("`{word}` is no kind of answer that `retired` keeps"))
        .help(how);
    match edits {
        Some(edits) => told.fix("say what it held", edits),
        None => told,
    }
}

/// A `lead` further down.
pub(crate) fn misplaced_lead(span: Span, before: Span, second: bool) -> Diagnostic {
    let message = if second { "there is a second `lead` here" } else { "this `lead` is not the first in its `{ }`" };
    let label = if second { "the first `lead`" } else { "this stands before it" };
    Diagnostic::new(Code::MisplacedLead, span, message)
        .label(before, label)
        .help("move it up, write `lead \"…\" { … }` round the items it covers, or make it a `note`")
}
