//! What is said about the heads of statements: kinds, codes, labels, clauses, places.

use setsumon_diagnostics::{Code, Diagnostic, Span};

use crate::ast::Kind;
use crate::places::Place;

mod clauses;
mod parts;

pub(crate) use clauses::*;
pub(crate) use parts::*;

/// A file that does not say its language version.
pub(crate) fn missing_version(span: Span, version: u32) -> Diagnostic {
    Diagnostic::new(Code::MissingVersion, span, format!("the file does not begin with `setsumon {version}`"))
        .help(format!("write `setsumon {version}` on the first line"))
        .fix(format!("write `setsumon {version}`"), vec![(span, format!("setsumon {version}\n\n"))])
}

/// `setsumon` and no number.
pub(crate) fn version_number(span: Span, version: u32) -> Diagnostic {
    Diagnostic::new(Code::MissingVersion, span, "`setsumon` lacks the number of the language version")
        .help(format!("write `setsumon {version}`"))
        .fix(format!("write `setsumon {version}`"), vec![(span, format!(" {version}"))])
}

/// `setsumon 2`.
pub(crate) fn unknown_version(span: Span, found: &str, version: u32) -> Diagnostic {
    Diagnostic::new(Code::UnknownVersion, span, format!("this compiler does not know version {found} of the language"))
        .help(format!("write `setsumon {version}`, or use a newer compiler"))
}

/// Something behind the version.
pub(crate) fn after_version(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownClause, span, "something stands behind the version of the language")
        .help("begin a new line after `setsumon 1`")
}

/// `survey` further down.
pub(crate) fn survey_first(span: Span, first: Option<Span>) -> Diagnostic {
    match first {
        Some(first) => Diagnostic::new(Code::Misplaced, span, "there is a second `survey` in the file")
            .label(first, "the first")
            .help("one file describes one survey; take one of the two out"),
        None => Diagnostic::new(Code::Misplaced, span, "`survey` is not the first statement of the file")
            .help("move it up, directly under `setsumon 1`"),
    }
}

/// A line that begins with an unknown word.
pub(crate) fn unknown_kind(span: Span, word: &str, label: Option<&str>, place: Place) -> Diagnostic {
    let help = match label {
        Some(label) => format!(
            "write the kind before the code, as in `text {word} {label}`; options stand in the `{{ }}` of a question"
        ),
        None => place.holds().to_owned(),
    };
    Diagnostic::new(Code::UnknownKind, span, format!("`{word}` begins no statement"))
        .here("a kind was expected here")
        .help(help)
}

/// `q1 text "…"`, `q1: text "…"`.
pub(crate) fn code_before_kind(span: Span, code: &str, right: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(Code::UnknownKind, span, format!("`{code}` stands before the kind of its question"))
        .help(format!("write `{right} \"…\"`"));
    match edits {
        Some(edits) => told.fix(format!("write `{right}`"), edits),
        None => told,
    }
}

/// A misspelt kind.
pub(crate) fn misspelt_kind(span: Span, word: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownKind, span, format!("`{word}` begins no statement"))
        .help(format!("did you mean `{meant}`?"))
        .fix(format!("write `{meant}`"), vec![(span, meant.to_owned())])
}

/// A statement in a place that does not hold its kind.
pub(crate) fn misplaced(span: Span, word: &str, kind: Kind, place: Place) -> Diagnostic {
    let what = if kind == Kind::Option { format!("the option `{word}`") } else { format!("`{word}`") };
    Diagnostic::new(Code::Misplaced, span, format!("{what} cannot stand in {}", place.name()))
        .help(where_it_stands(word, kind, place))
}

/// Where a kind may stand that may not stand in a place, or what the place holds.
pub(crate) fn where_it_stands(word: &str, kind: Kind, place: Place) -> String {
    match (kind, place) {
        (Kind::Gate, _) => "a `gate` stands in a section, a part or the file".to_owned(),
        (Kind::Question(_) | Kind::Grid | Kind::Group | Kind::Repeat | Kind::Use, Place::File(_) | Place::Part) => {
            "put it into a `section`".to_owned()
        }
        (Kind::Section, Place::Section) => {
            "a section cannot stand in a section; use a `group`, or close the first one before".to_owned()
        }
        (Kind::Hint | Kind::Beside, _) => format!(
            "it belongs to one question: put it into the `{{ }}` of that, as in `text name \"…\" {{ {word} \"…\" }}`"
        ),
        _ => place.holds().to_owned(),
    }
}

/// A sign where a statement was to begin.
pub(crate) fn begins_nothing(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::NothingAfter, span, format!("`{sign}` begins no statement"))
        .help("take it out; a condition goes on only where the next line begins with `and` or `or`")
}

/// A text where a statement was to begin.
pub(crate) fn stray_text(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayText, span, "this text belongs to nothing")
        .help("write what it is before it, as in `note \"…\"`, `lead \"…\"` or `text name \"…\"`")
}

/// A line of a list that is only a text. The example has its own words: they are of the survey's language.
pub(crate) fn option_without_code(span: Span, label: &str) -> Diagnostic {
    let label = if label.chars().count() > 40 || label.contains('\n') { "\"…\"" } else { label };
    Diagnostic::new(Code::MissingCode, span, "this option has no code")
        .here("only a label")
        .help(format!("write a code of small letters before the label, as in `first {label}`"))
}

/// A second text where there is one already.
pub(crate) fn second_text(span: Span, first: Option<Span>, unit: bool) -> Diagnostic {
    let example = if unit { "`unit \"…\"`" } else { "`hint \"…\"`" };
    let diagnostic = Diagnostic::new(Code::StrayText, span, "this text belongs to nothing")
        .help(format!("join it with the one before, or write what it is before it, as in {example}"));
    match first {
        Some(first) => diagnostic.label(first, "the statement has its text already"),
        None => diagnostic,
    }
}

/// The words at the ends of a scale without the word that says so.
pub(crate) fn ends_unnamed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayText, span, "these texts belong to nothing")
        .help("write `ends` before the words at the lowest and at the highest point")
        .fix("write `ends` before them", vec![(span.before(), "ends ".to_owned())])
}

/// `min "bad" max "good"`. `whole` is all of it, `right` the clause.
pub(crate) fn ends_apart(whole: Span, right: &str) -> Diagnostic {
    Diagnostic::new(Code::MisplacedClause, whole, "the words at the ends of a scale are one clause")
        .help(format!("write `{right}`: the words at the lowest point, then those at the highest"))
        .fix(format!("write `{right}`"), vec![(whole, right.to_owned())])
}

/// `{` where a statement was to begin.
pub(crate) fn brace_of_nothing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnwantedBody, span, "this `{` belongs to no statement")
        .help("write the statement it belongs to before it, on the same line")
}

/// `{` on the line behind.
pub(crate) fn brace_on_next_line(span: Span, gap: Span) -> Diagnostic {
    Diagnostic::new(Code::BraceOnNextLine, span, "this `{` stands on the line after its statement")
        .help("move it up to the end of the line before")
        .fix("move the `{` up", vec![(gap, " ".to_owned())])
}

/// `otherwise` without `when`.
pub(crate) fn lone_otherwise(span: Span) -> Diagnostic {
    Diagnostic::new(Code::LoneOtherwise, span, "`otherwise` does not follow the `}` of a `when`")
        .help("write it directly behind, as in `when a is yes { … } otherwise { … }`")
}

/// A `{ }` behind something that has none.
pub(crate) fn unwanted_body(span: Span, kind: Kind) -> Diagnostic {
    let help = if kind == Kind::Calc {
        "write the formula behind the label, as in `calc total \"…\" = a + b`"
    } else if kind == Kind::Check {
        "write what must hold and behind it the sentence, as in `check a <= b \"…\"`"
    } else if kind == Kind::Page {
        "write its title and its text, as in `page \"…\" \"\"\"…\"\"\"`; questions stand in a `section`"
    } else if kind == Kind::Let {
        "write the condition behind the code, as in `let grown = age >= 18`"
    } else {
        "take the braces and what they hold out"
    };
    let name = crate::words::friendly(kind);
    Diagnostic::new(Code::UnwantedBody, span, format!("{name} has no `{{ }}`")).help(help)
}

/// No `{ }` behind something that needs one.
pub(crate) fn missing_body(span: Span, word: &str, kind: Kind) -> Diagnostic {
    let choice = matches!(kind, Kind::Question(_));
    let (what, help) = if choice {
        ("options", format!("write them in `{{ }}`, or `{word} … from` and the code of a list"))
    } else if kind == Kind::Choices {
        ("options", "write them in `{ }`, or `from file` and the name of a file".to_owned())
    } else if matches!(kind, Kind::Rows | Kind::Columns) {
        ("content", format!("write it in `{{ }}`, or `{word} from` and the code of a list"))
    } else if kind == Kind::When && word == "when" {
        let help = "write what is asked then in `{ }`, or move the condition up to the line of its question";
        ("`{ }`", help.to_owned())
    } else {
        ("`{ }`", "write what belongs to it in `{ }`, beginning on the same line".to_owned())
    };
    Diagnostic::new(Code::MissingBody, span, format!("`{word}` has no {what}")).help(help)
}
