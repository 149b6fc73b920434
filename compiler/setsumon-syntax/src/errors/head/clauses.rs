//! What is said about clauses.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A clause where a statement was to begin.
pub(crate) fn clause_on_own_line(span: Span, word: &str, fresh: bool) -> Diagnostic {
    if !fresh {
        return Diagnostic::new(
            Code::ClauseOnOwnLine,
            span,
            format!("`{word}` stands behind the statement it belongs to"),
        )
        .help("move it before the `{` of its statement");
    }
    let help = match word {
        "when" => "move it up to the line of its question, or write what is asked then in `{ }`",
        "warn" => "write what must hold as a check, as in `check age <= 100 \"…\" warn`",
        _ => "move it up to the end of the line of its statement, before the `{` if there is one",
    };
    Diagnostic::new(Code::ClauseOnOwnLine, span, format!("`{word}` begins a line of its own")).help(help)
}

/// What is said of a statement in its `{ }`; `right` is its head as it is to be written. What `stays` there is said in other words.
pub(crate) fn said_in_braces(span: Span, words: &[&str], right: &str, stays: bool) -> Diagnostic {
    if let (true, [word, ..]) = (stays, words) {
        let message = format!("`{word}` is not a word of this language");
        return Diagnostic::new(Code::ForeignWord, span, message).help(format!("write `{right}`"));
    }
    let shown = words.iter().take(3).map(|word| format!("`{word}`")).collect::<Vec<_>>();
    let list = match shown.as_slice() {
        [one] => format!("{one} stands"),
        [first, rest @ ..] if words.len() > 3 => format!("{first}, {} and more stand", rest.join(", ")),
        [first @ .., last] => format!("{} and {last} stand", first.join(", ")),
        [] => "something stands".to_owned(),
    };
    let what = if words.len() == 1 { "what it belongs to" } else { "what they belong to" };
    Diagnostic::new(Code::ClauseOnOwnLine, span, format!("{list} in the `{{ }}` of {what}"))
        .help(format!("write `{right}`: what is said of a statement stands on its line, before the `{{`"))
}

/// A word that is no clause.
pub(crate) fn unknown_clause(span: Span, word: &str, name: &str) -> Diagnostic {
    let help = match word {
        "-" => "a range is written with two dots, as in `1..3`; anything else is taken out",
        _ => "take it out, or begin a new line if it begins a statement",
    };
    Diagnostic::new(Code::UnknownClause, span, format!("`{word}` means nothing behind {name}")).help(help)
}

/// `when q is red 以外`, `when liked omits cake`.
pub(crate) fn unread_condition(whole: Span, raw: &str, forms: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableCondition, whole, format!("`{raw}` cannot be read as a condition"))
        .help(format!("write {forms}; what stands last may turn it round, so nothing of it is taken out here"))
}

/// `hide when q is red`.
pub(crate) fn word_before_when(whole: Span, word: &str, condition: &str) -> Diagnostic {
    let said = format!("`{word}` stands before `when`, which says who is asked");
    Diagnostic::new(Code::UnknownClause, whole, said).help(format!(
        "write `when {condition}` if those are asked, and `when not ({condition})` if it is hidden from those"
    ))
}

/// `integer n "…" 人`.
pub(crate) fn perhaps_unit(span: Span, word: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownClause, span, format!("`{word}` means nothing behind {name}"))
        .help(format!("if it is what is counted, write `unit \"{word}\"`; else take it out"))
}

/// `pick 1-3`.
pub(crate) fn dash_for_dots(span: Span, least: u32, most: u32) -> Diagnostic {
    Diagnostic::new(Code::UnknownClause, span, "`-` stands in a range")
        .help(format!("a range is written with two dots: write `{least}..{most}`"))
        .fix("write `..`", vec![(span, "..".to_owned())])
}

/// `scale again "…" 0..10`, `integer age "…" 0..120`.
pub(crate) fn range_of_others(span: Span, name: &str, raw: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::MisplacedClause, span, format!("{name} takes no `{raw}`"))
        .help(format!("write `{right}`; `1..5` tells how often a `repeat` may occur"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// A clause before the statement it belongs to.
pub(crate) fn clause_before(span: Span, word: &str, right: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    let told =
        Diagnostic::new(Code::ClauseOnOwnLine, span, format!("`{word}` stands before the statement it belongs to"))
            .help(format!("write it behind the label, as in `{right}`"));
    if edits.is_empty() { told } else { told.fix(format!("move `{word}` behind the label"), edits) }
}

/// `text name "Name" hint "…"`.
pub(crate) fn small_print_behind(span: Span, word: &str, text: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::Misplaced, span, format!("`{word}` stands behind the question it belongs to"))
        .help(format!("put it into the question's `{{ }}`, as in `{{ {word} {text} }}`"));
    if edits.is_empty() { told } else { told.fix(format!("put `{word}` into the `{{ }}`"), edits) }
}

/// A misspelt clause.
pub(crate) fn misspelt_clause(span: Span, word: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownClause, span, format!("`{word}` means nothing here"))
        .help(format!("did you mean `{meant}`?"))
        .fix(format!("write `{meant}`"), vec![(span, meant.to_owned())])
}

/// A clause that another kind takes.
pub(crate) fn misplaced_clause(span: Span, word: &str, name: &str) -> Diagnostic {
    let help = match word {
        ".." => "`1..5` tells how often a `repeat` may occur; limits of a number are `min` and `max`",
        "to" => "`0 to 10` tells the points of a `scale`",
        "=" => "`=` stands in `calc`, `let` and conditions",
        "pick" => "`pick` tells how many may be ticked in a `multi` or `rank`",
        "when" => "put it into a `when … { }` instead",
        "required" => "write it on the questions that must be answered",
        "min" | "max" if matches!(name, "`multi`" | "`rank`") => "write how many may be chosen, as in `pick 1..3`",
        "min" | "max" if name == "`repeat`" => "write how often it may occur, as in `repeat people \"People\" 0..5`",
        "min" | "max" if matches!(name, "`text`" | "`longtext`") => {
            "limits are for numbers and dates; for a text there is `max_length`"
        }
        "min" | "max" if name == "`scale`" => "write its lowest and its highest point, as in `1 to 5`",
        "min" | "max" => "limits are for numbers and dates",
        "prefix" | "suffix" if name == "`calc`" => {
            "write `unit`; the sign of a currency, as in `unit \"£\"`, stands in front of its figure"
        }
        "from" if name == "`grid`" => {
            "write the list where its options or rows stand, in its `{ }`: `columns from LIST` or `rows from LIST`"
        }
        "digits" if name == "`calc`" => "round the formula, as in `round(cost / guests, 1)`",
        "or" => "`or { }` stands on a number or text; a choice holds the answer among its options",
        _ => "take it out",
    };
    Diagnostic::new(Code::MisplacedClause, span, format!("{name} takes no `{word}`")).help(help)
}

/// `layout by_section` of anything but the survey, or another layout of it.
pub(crate) fn misplaced_layout(span: Span, of_survey: bool) -> Diagnostic {
    let (message, help) = if of_survey {
        ("a survey is laid out in one way only", "write `layout by_section`, or lay out what stands in the survey")
    } else {
        ("`layout by_section` is of the survey as a whole", "write it behind the title of the `survey`, before its `{`")
    };
    Diagnostic::new(Code::MisplacedClause, span, message).help(help)
}

/// A clause that is there twice.
pub(crate) fn repeated_clause(span: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::RepeatedClause, span, format!("`{word}` is said twice"))
        .here("again here")
        .label(first, "first here")
        .help("take one of them out")
}

/// `required optional`.
pub(crate) fn contradicting_clause(span: Span, first: Span, word: &str, before: &str) -> Diagnostic {
    Diagnostic::new(Code::RepeatedClause, span, format!("`{word}` says the opposite of `{before}`"))
        .here("the opposite here")
        .label(first, "first here")
        .help("take out the one that is not meant")
}

/// `says` without a condition before it.
pub(crate) fn says_without_condition(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MisplacedClause, span, "`says` does not follow a condition")
        .help("write it behind `when …` or `selected in …`, whose words it gives")
}

/// Clauses in the wrong order.
pub(crate) fn clause_order(
    span: Span,
    before: Span,
    word: &str,
    earlier: &str,
    edits: Vec<(Span, String)>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::ClauseOrder, span, format!("`{word}` stands after `{earlier}`"))
        .here("this comes first")
        .label(before, "this comes after it")
        .help(format!("write `{word}` before `{earlier}`; `setsumon fmt` puts clauses in order"));
    ordered(diagnostic, edits)
}

/// `required when …`.
pub(crate) fn required_when(span: Span, before: Span, earlier: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    let message = format!("`{earlier} when` reads as if `{earlier}` depended on the condition");
    let diagnostic = Diagnostic::new(Code::RequiredWhen, span, message)
        .here("says when the question is asked at all")
        .label(before, "holds whenever it is asked")
        .help(match earlier {
            "required" => "write `when …` first and `required` behind it if the question is for those alone; if everybody is asked and those must answer, write it without both, and below it what must hold, as in `check age <= 3 or answered name \"…\"`".to_owned(),
            "optional" => "write `when …` first and `optional` behind it if the question is for those alone; a question is `optional` for everybody or for nobody".to_owned(),
            earlier => format!("write `when …` first and `{earlier}` behind it"),
        });
    ordered(diagnostic, edits)
}

fn ordered(diagnostic: Diagnostic, edits: Vec<(Span, String)>) -> Diagnostic {
    if edits.is_empty() { diagnostic } else { diagnostic.fix("put the clauses in order", edits) }
}

/// A word without what must follow it.
pub(crate) fn missing_value(span: Span, after: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, format!("`{after}` lacks what must follow it"))
        .help(format!("write behind it {wanted}"))
}

/// `let a b` instead of `let a = b`.
pub(crate) fn missing_equals(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, format!("`{word}` lacks its `=`"))
        .help("write `=` between the code and what it stands for")
        .fix("put in `=`", vec![(span, " =".to_owned())])
}

/// `end "…"` without a condition.
pub(crate) fn end_without_when(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, "`end` lacks its `when`")
        .help("write when the survey ends, as in `end when status is ended \"…\"`")
}

/// A list without its brackets.
pub(crate) fn list_without_brackets(span: Span, after: &str, code: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingBracket, span, format!("the codes behind `{after}` do not stand in brackets"))
        .help(format!("write `[{code}]`"))
        .fix("put in the brackets", vec![(span.before(), "[".to_owned()), (span.after(), "]".to_owned())])
}

/// `in foot, bike`. `right` is the list.
pub(crate) fn several_without_brackets(span: Span, after: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingBracket, span, format!("the codes behind `{after}` do not stand in brackets"))
        .help(format!("write `{right}`"))
        .fix("put in the brackets", vec![(span, right.to_owned())])
}

/// `[` without `]`.
pub(crate) fn unclosed_bracket(open: Span, sign: &str, closing: &str, place: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingBracket, open, format!("this `{sign}` is never closed"))
        .here("opened here")
        .label(place, format!("a `{closing}` was expected here"))
        .help(format!("put a `{closing}` where the list ends"))
}

/// `of singel`.
pub(crate) fn unknown_question_kind(span: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownKind, span, format!("`{word}` is no kind of question"));
    match meant {
        Some(meant) => diagnostic
            .help(format!("did you mean `{meant}`?"))
            .fix(format!("write `{meant}`"), vec![(span, meant.to_owned())]),
        None => diagnostic.help("a grid is `of single`, `of multi`, `of integer`, `of text` or `of scale`"),
    }
}

/// A word that is none of those a clause knows.
pub(crate) fn unknown_word(span: Span, word: &str, after: &str, wanted: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::MissingValue, span, format!("`{after}` does not know `{word}`"));
    match meant {
        Some(meant) => diagnostic
            .help(format!("did you mean `{meant}`?"))
            .fix(format!("write `{meant}`"), vec![(span, meant.to_owned())]),
        None => diagnostic.help(format!("write {wanted}")),
    }
}

/// `allow E0404 "…"`.
pub(crate) fn allowed_mistake(span: Span, code: Code) -> Diagnostic {
    let said = format!("{} is a mistake, and cannot be allowed", code.number());
    Diagnostic::new(Code::MissingValue, span, said)
        .help("take it out, and mend what is told; warnings alone, whose numbers begin with W, can be allowed")
}

/// `was size__beds`.
pub(crate) fn name_of_variable(span: Span, name: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::MalformedCode, span, format!("`{name}` is how data name a variable"))
        .help(format!("write `{right}`: in a survey, codes are parted by dots"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// `was a, b`.
pub(crate) fn paths_without_brackets(span: Span, after: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingBracket, span, format!("several codes behind `{after}` stand in brackets"))
        .help(format!("write `{after} {right}`"))
        .fix("put in the brackets", vec![(span, right.to_owned())])
}

/// `@nwe`.
pub(crate) fn unknown_marker(span: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownMarker, span, format!("there is no marker `{word}`"));
    match meant {
        Some(meant) => diagnostic
            .help(format!("did you mean `{meant}`?"))
            .fix(format!("write `{meant}`"), vec![(span, meant.to_owned())]),
        None => diagnostic
            .help("the markers are `@new`, `@updated`, `@personal`, `@not_personal`, `@screen_only` and `@print_only`"),
    }
}

/// `from lent selected`.
pub(crate) fn from_selected(span: Span, list: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownClause, span, "`selected` stands behind `from`")
        .help(format!("`from` takes a list of `choices`; what was ticked before is `selected in {list}`"))
}

/// A number that is not whole, or too large.
pub(crate) fn not_whole(span: Span, number: &str, after: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableNumber, span, format!("`{number}` is not a whole number that `{after}` can take"))
        .help("write a whole number")
}

/// A line of a band that is none.
pub(crate) fn band_row(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableNumber, span, "this is not a band with a code and a label")
        .help("write its limits, a code and a label, as in `0..4 low \"低い\"`")
}
