//! What is said about conditions and calculations.

use setsumon_diagnostics::{Code, Diagnostic, Span};

use crate::read::InQuotes;

fn unreadable(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::UnreadableCondition, span, message)
}

/// `when` and nothing.
pub(crate) fn missing(span: Span, after: &str) -> Diagnostic {
    let (what, help) = match after {
        "=" | "let" | "band" => ("what is to be computed", "write it behind the sign, as in `= edition - start_year`"),
        "check" => ("what must hold", "write what must hold, as in `check consented <= registered \"…\"`"),
        _ => ("its condition", "write the condition behind it, as in `when status is ended`"),
    };
    Diagnostic::new(Code::MissingValue, span, format!("`{after}` lacks {what}")).help(help)
}

/// `min` and nothing.
pub(crate) fn missing_limit(span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, format!("`{after}` lacks its number or date"))
        .help(format!("write it behind the word, as in `{after} 0` or `{after} edition + 1`"))
}

/// `as_of` without a date.
pub(crate) fn missing_date(span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, format!("`{after}` lacks its date"))
        .help(format!("write a date as year, month and day, as in `{after} 2025-02-28`"))
}

/// `a is x and b is y or c is z`.
pub(crate) fn mixed(span: Span, before: Span, is_or: bool) -> Diagnostic {
    let (here, there) = if is_or { ("or", "and") } else { ("and", "or") };
    Diagnostic::new(Code::MixedAndOr, span, "`and` and `or` stand together without brackets")
        .here(format!("`{here}` here"))
        .label(before, format!("`{there}` here"))
        .help("put the part that belongs together into brackets, as in `a is yes and (b is yes or c is yes)`")
}

/// A line that ends in `and`.
pub(crate) fn breaks_off(span: Span, word: &str) -> Diagnostic {
    unreadable(span, format!("the condition breaks off after `{word}`"))
        .help(format!("begin the next line with `{word}`; a condition goes on only there"))
}

/// Brackets in brackets in brackets.
pub(crate) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, format!("more than {limit} brackets stand one within the other"))
        .help("give parts of the condition a name with `let`")
}

/// A formula of hundreds of signs.
pub(crate) fn too_many_signs(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, format!("more than {limit} signs stand in one formula"))
        .here("from here on it is not read")
        .help("add with `sum(a, b, …)`, or make a part a derived value of its own with `calc`")
}

/// Nothing where a value was to come.
pub(crate) fn operand_missing(span: Span) -> Diagnostic {
    unreadable(span, "the condition breaks off here")
        .help("write the code of a question, a number or a date, or take the last word out")
}

/// A text where a value was to come.
pub(crate) fn text_as_operand(span: Span) -> Diagnostic {
    unreadable(span, "a text stands where a question, number or date was expected").help(
        "compare with the code of an option, as in `status is ended`; what was typed into a text cannot be compared",
    )
}

/// A sign or word where a value was to come.
pub(crate) fn not_an_operand(span: Span, found: &str) -> Diagnostic {
    let help = match found {
        "[" => {
            "several answers are asked for with `a in [x, y]` of a single choice, with `a includes any of [x, y]` of a multiple choice"
        }
        "*" => "write the code of what is counted, as in `count(people)` for the entries of a roster",
        _ => "write the code of a question, a number or a date there",
    };
    unreadable(span, format!("`{found}` stands where a question, number or date was expected")).help(help)
}

/// `(` without `)`.
pub(crate) fn unclosed(open: Span, place: Span, found: Option<&str>) -> Diagnostic {
    let here = match found {
        Some(found) => format!("a `)` was expected before `{found}`"),
        None => "a `)` was expected here".to_owned(),
    };
    Diagnostic::new(Code::MissingBracket, open, "this `(` is never closed")
        .here("opened here")
        .label(place, here)
        .help("put a `)` where the bracket ends")
}

/// `count` without brackets.
pub(crate) fn needs_brackets(span: Span, word: &str) -> Diagnostic {
    let example = match word {
        "count" => "count(goals)",
        "first" => "first of (a, b)",
        _ => "sum(a, b)",
    };
    unreadable(span, format!("`{word}` lacks its brackets")).help(format!("write `{example}`"))
}

/// `average(…)`.
pub(crate) fn unknown_function(span: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "what can be computed is `count`, `sum`, `round`, `days` and `age`".to_owned(),
    };
    unreadable(span, format!("`{word}(…)` is nothing that can be computed")).help(help)
}

/// `answered` and nothing.
pub(crate) fn missing_reference(span: Span, after: &str) -> Diagnostic {
    unreadable(span, format!("`{after}` lacks the code of a question"))
        .help(format!("write it behind the word, as in `{after} status`"))
}

/// `round(a where b)`.
pub(crate) fn where_not_here(span: Span, word: &str) -> Diagnostic {
    unreadable(span, format!("`where` cannot stand in `{word}(…)`"))
        .help("`where` stands in `count(…)` and `sum(…)` of a repeat")
}

/// `days(a)`.
pub(crate) fn wrong_count(span: Span, word: &str, count: usize) -> Diagnostic {
    let wanted = match word {
        "count" => "one thing in its brackets, as in `count(goals)`",
        "round" => "a value and decimal places in its brackets, as in `round(rate, 1)`",
        "sum" => "something in its brackets, as in `sum(a, b)`",
        "age" => "two dates in its brackets, as in `age(birth, as_of)`",
        _ => "two dates in its brackets, as in `days(begin, finish)`",
    };
    let found = if count == 0 { "none".to_owned() } else { count.to_string() };
    unreadable(span, format!("`{word}` wants {wanted}: there is {found}")).help(format!("`{word}` takes {wanted}"))
}

/// `count(a + b)`.
pub(crate) fn count_of_what(span: Span) -> Diagnostic {
    unreadable(span, "`count` wants the code of a question or repeat")
        .help("write the code alone, as in `count(goals)`")
}

/// `round(a, b)`.
pub(crate) fn decimal_places(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableNumber, span, "the decimal places of `round` are not a whole number")
        .help("write a number, as in `round(rate, 1)`")
}

/// `any of G` and nothing.
pub(crate) fn quantified_without_predicate(span: Span, all: bool) -> Diagnostic {
    let word = if all { "all of" } else { "any of" };
    unreadable(span, format!("`{word}` lacks what is said of the cells"))
        .help(format!("write it behind the code, as in `{word} disclosed in [everywhere, partly]`"))
}

/// `1 < a < 3`.
pub(crate) fn chained(span: Span, before: Span) -> Diagnostic {
    unreadable(span, "two comparisons stand in one")
        .label(before, "the first")
        .help("write them one by one, as in `a > 1 and a < 3`")
}

/// `(a + b) is yes`.
pub(crate) fn predicate_of_what(span: Span, word: &str, left: Span) -> Diagnostic {
    unreadable(span, format!("`{word}` does not follow the code of a question"))
        .label(left, "this is no question")
        .help(format!("write the code of a question before `{word}`"))
}

/// `status is ended or planned`.
pub(crate) fn is_or(span: Span, second: &str, right: &str) -> Diagnostic {
    unreadable(span, format!("`or {second}` says nothing of a question")).help(format!("write `{right}`"))
}

/// `Q not in [..]`.
pub(crate) fn not_in(span: Span, right: &str, whole: Option<Span>) -> Diagnostic {
    let told = unreadable(span, "`not` stands between a question and `in`").help(format!("write `{right}`"));
    match whole {
        Some(whole) => told.fix(format!("write `{right}`"), vec![(whole, right.to_owned())]),
        None => told,
    }
}

/// `selected(how, 'bike')`.
pub(crate) fn foreign_call(span: Span, word: &str, help: &str) -> Diagnostic {
    unreadable(span, format!("`{word}(…)` is nothing that can be computed")).help(help)
}

/// `number of age`.
pub(crate) fn reckoned_of(span: Span, raw: &str, help: &str) -> Diagnostic {
    unreadable(span, format!("`{raw}` is nothing that can be computed")).help(help)
}

/// `includes [a, b]`.
pub(crate) fn includes_list(span: Span) -> Diagnostic {
    unreadable(span, "`includes` does not say whether it means any or all of the list")
        .help("write `includes any of [..]`, `includes all of [..]` or `includes none of [..]`")
}

/// `status is "no"`, `status is "運用中"`, in whichever quotes.
pub(crate) fn quoted_code(span: Span, words: &str, meant: Option<InQuotes<'_>>) -> Diagnostic {
    let expected = |what: &str| format!("\"{words}\" is {what}, where the code of an option was expected");
    let (told, why, code) = match meant {
        Some(InQuotes::Code(code)) => (expected("a text"), "a code stands without quotes", code),
        Some(InQuotes::Label(code)) => (expected("a label"), "what is compared is the code, not the label", code),
        None => {
            let help = "write the code that stands before the label in the list of options, without quotes, as in `status is ended`";
            return unreadable(span, expected("a text")).help(help);
        }
    };
    let help = format!("write `{code}`: {why}");
    unreadable(span, told).help(help).fix(format!("write `{code}`"), vec![(span, code.to_owned())])
}

/// `status = "no"`, where the sign goes with the quotes.
pub(crate) fn equals_text(whole: Span, words: &str, right: &str) -> Diagnostic {
    unreadable(whole, format!("\"{words}\" is a text, where the code of an option was expected"))
        .help(format!("write `{right}`: what is compared is the code of an option, without quotes"))
        .fix(format!("write `{right}`"), vec![(whole, right.to_owned())])
}

/// The same where it is not known which options there are.
pub(crate) fn text_for_a_code(whole: Span, words: &str, word: &str) -> Diagnostic {
    unreadable(whole, format!("\"{words}\" is a text, where the code of an option was expected")).help(format!(
        "write `{word}` and the code that stands before the label in the list of options, without quotes"
    ))
}

/// `is` and nothing.
pub(crate) fn missing_answer(span: Span, after: &str) -> Diagnostic {
    let help = if after == "is not" {
        format!(
            "write it behind the word, as in `status {after} running`; of several answers, `not status in [running, ended]`"
        )
    } else {
        format!("write it behind the word, as in `status {after} running`")
    };
    unreadable(span, format!("`{after}` lacks the code of an option")).help(help)
}
