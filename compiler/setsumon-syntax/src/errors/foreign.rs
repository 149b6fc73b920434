//! What is said about words and forms that people bring along from other tools and languages.

use setsumon_diagnostics::{Code, Diagnostic, Span};

/// A word of another tool, and what to write.
pub(crate) fn foreign_word(span: Span, raw: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not a word of this language")).help(help)
}

/// Something that this language says with other words: a word of another tool, or several.
pub(crate) fn said_so(span: Span, raw: &str, right: &str) -> Diagnostic {
    let help = format!("write `{right}`");
    let one_word = raw.chars().all(|char| char.is_alphabetic() || char == '_');
    if one_word {
        return foreign_word(span, raw, help);
    }
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how this language says it")).help(help)
}

/// A word for something that the language does not have.
pub(crate) fn no_such_thing(span: Span, raw: &str, instead: &str) -> Diagnostic {
    Diagnostic::new(Code::NoSuchThing, span, format!("`{raw}` stands for something that this language does not have"))
        .help(instead)
}

/// A word of this language for something that is written otherwise.
pub(crate) fn written_otherwise(span: Span, raw: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` does not stand here in this language")).help(help)
}

/// `text q "Q" type date`.
pub(crate) fn not_how_a_kind(span: Span, raw: &str, help: String) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how the kind of an answer is said")).help(help)
}

/// `when age > 17 then text …`.
pub(crate) fn then_for_braces(span: Span, raw: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` does not stand behind a condition in this language"))
        .help("write what is asked then in `{ }`, as in `when age > 17 { … }`")
}

/// `text q "Q" *`.
pub(crate) fn star_for_required(span: Span, raw: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` does not say that an answer must be given"))
        .help("write `required` behind the label")
        .fix("write `required`", edits)
}

/// A question in the shape of another tool: a row of a sheet, `q1 "…" : (a, b)`. `edits` write it in this one's, where a machine can.
pub(crate) fn other_shape(span: Span, raw: &str, right: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how a question is written"))
        .help(format!("write `{right}`"));
    match edits {
        Some(edits) => told.fix("write it in this language", edits),
        None => told,
    }
}

/// Commas or semicolons between statements: all those of a file are one habit. With each stands what goes in its place.
pub(crate) fn separators(raw: &str, edits: Vec<(Span, String)>) -> Option<Diagnostic> {
    let first = edits.first()?.0;
    let (message, title) = match edits.len() {
        1 => (format!("the sign `{raw}` stands between statements"), "take the sign out"),
        count => (format!("the sign `{raw}` stands between statements, {count} times"), "take the signs out"),
    };
    let help = "take it out: nothing is needed between options and statements but a blank or a new line";
    Some(Diagnostic::new(Code::Separator, first, message).help(help).fix(title, edits))
}

/// `option foot "On foot"`: all those of a file are one habit.
pub(crate) fn option_words(raw: &str, first: Span, right: &str, out: Vec<Span>) -> Diagnostic {
    foreign_word(first, raw, format!("write `{right}`: an option begins with its code"))
        .fix(format!("take `{raw}` out"), out.into_iter().map(|span| (span, String::new())).collect())
}

/// `"Your name ("as in your passport")"`.
pub(crate) fn quotes_within(span: Span, inner: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    Diagnostic::new(Code::QuoteWithin, span, "a `\"` in the middle of a text ends it")
        .here("meant as one text")
        .help(format!("write other quotes inside, as in `“{inner}”` or `「{inner}」`"))
        .fix("write the quotes inside as `“` and `”`", edits)
}

/// `text name = "Name"`, `text name label "Name"`.
pub(crate) fn before_label(span: Span, raw: &str, right: &str, (out, instead): (Span, &str)) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` stands between a code and its label"))
        .help(format!("write `{right}`: the label stands directly behind the code"))
        .fix(format!("take `{raw}` out"), vec![(out, instead.to_owned())])
}

/// `required=true`. `holds` is whether it says that it is so.
pub(crate) fn needless_value(span: Span, raw: &str, word: &str, holds: bool) -> Diagnostic {
    let told = Diagnostic::new(Code::ForeignWord, span, format!("`{word}` stands alone, without `{raw}`"));
    match holds {
        true => told.help(format!("write `{word}`")).fix(format!("write `{word}`"), vec![(span, String::new())]),
        false => told.help(format!("leave `{word}` out: what does not say it is not so")),
    }
}

/// `min=0`, `max: 10`.
pub(crate) fn sign_before_value(span: Span, raw: &str, right: &str, instead: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` does not stand before a value in this language"))
        .help(format!("write `{right}`"))
        .fix(format!("write `{right}`"), vec![(span, instead.to_owned())])
}

/// `check if age > 100 "…"`.
pub(crate) fn check_if(span: Span) -> Diagnostic {
    written_otherwise(
        span,
        "if",
        "a `check` says what must hold, and complains where it fails: write `check age <= 100 \"…\"`, without `if`",
    )
}

/// `check a < b message "…"`.
pub(crate) fn before_sentence(span: Span, raw: &str, out: Span) -> Diagnostic {
    foreign_word(
        span,
        raw,
        "take it out: the sentence stands directly behind the condition, as in `check a <= b \"…\"`",
    )
    .fix(format!("take `{raw}` out"), vec![(out, String::new())])
}

/// `in (a, b)`, `in {a, b}`.
pub(crate) fn other_brackets(span: Span, raw: &str, right: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` is not how a list of codes is written"))
        .help(format!("write `{right}`"))
        .fix(format!("write `{right}`"), edits)
}

/// `when "how = 'bike'"`.
pub(crate) fn quoted_condition(
    span: Span,
    raw: &str,
    after: &str,
    right: Result<String, Option<String>>,
) -> Diagnostic {
    let told = Diagnostic::new(Code::ForeignWord, span, format!("the condition {raw} stands in quotes"));
    match right {
        Ok(right) => told.help(format!("write `{after} {right}`")).fix("write it without quotes", vec![(span, right)]),
        Err(Some(help)) => told.help(format!("it stands without them; {help}")),
        Err(None) => {
            told.help("write it without, in the words of this language, as in `when how is bike` or `when age >= 18`")
        }
    }
}

/// `2025/11/28`. `after` is the word it stands behind with its blank, or nothing.
pub(crate) fn foreign_date(span: Span, raw: &str, after: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignDate, span, format!("`{raw}` is not how a day or a year is written"))
        .help(format!("write `{after}{right}`"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// `2025年4月`.
pub(crate) fn foreign_month(span: Span, raw: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignDate, span, format!("`{raw}` is not how a month is written"))
        .help(format!("write `{right}`"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// `100人`, `10万`, `1 000`. `counter` is what is counted.
pub(crate) fn amount_otherwise(span: Span, raw: &str, right: &str, counter: &str) -> Diagnostic {
    let help = match counter {
        "" => format!("write `{right}`"),
        counter => format!("write `{right}`: what is counted is said with the question, as in `unit \"{counter}\"`"),
    };
    Diagnostic::new(Code::UnreadableNumber, span, format!("`{raw}` is not how a number is written"))
        .help(help)
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// `100ほげ`.
pub(crate) fn figure_with_words(span: Span, raw: &str, number: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableNumber, span, format!("`{raw}` is not how a number is written")).help(format!(
        "write the figure alone, `{number}`; what is counted is said with the question, as in `unit \"…\"`"
    ))
}

/// `min "2025-01-31"`, `age > "18"`.
pub(crate) fn value_in_quotes(span: Span, raw: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableNumber, span, format!("{raw} is a number or a day in quotes"))
        .help(format!("write `{right}`, without quotes"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

/// `03/04/2025`.
pub(crate) fn which_day(span: Span, raw: &str, days: &[String]) -> Diagnostic {
    let days: Vec<String> = days.iter().map(|day| format!("`{day}`")).collect();
    Diagnostic::new(Code::ForeignDate, span, format!("`{raw}` is not how a day or a year is written"))
        .help(format!("write {}, year first", days.join(" or ")))
}

/// `1,000`, `0,5`. `or` is what else it might be.
pub(crate) fn number_with_commas(span: Span, raw: &str, right: &str, or: Option<&str>) -> Diagnostic {
    let told = Diagnostic::new(Code::UnreadableNumber, span, format!("`{raw}` is not how a number is written"));
    match or {
        Some(or) => told.help(format!("write `{right}`, or `{or}` if the comma is a decimal point")),
        None => told.help(format!("write `{right}`")).fix(format!("write `{right}`"), vec![(span, right.to_owned())]),
    }
}

/// `tea "Tea"` directly in a grid.
pub(crate) fn rows_missing(span: Span, first: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    Diagnostic::new(Code::RowsMissing, span, "these rows do not stand in `rows { }`")
        .here("meant as a row")
        .help(format!("write `rows {{ {first} … }}`, and the answers in `columns {{ … }}`"))
        .fix("put them into `rows { }`", edits)
}

/// `x == y`, where what `==` is depends on what stands beside it.
pub(crate) fn which_equals(span: Span, raw: &str, left: &str, right: &str, negated: bool) -> Diagnostic {
    let (is, sign) = if negated { ("is not", "!=") } else { ("is", "=") };
    let help = format!("write `{left} {is} {right}` if `{right}` is an option, `{sign}` between numbers and dates");
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` is not a sign of this language")).help(help)
}

/// A condition in the words of another language, and how it is said here.
pub(crate) fn said_otherwise(span: Span, raw: &str, right: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how a condition is said"))
        .help(format!("write `{right}`"));
    if edits.is_empty() { told } else { told.fix(format!("write `{right}`"), edits) }
}

/// `kids.count`, `countif(kids, age > 3)`.
pub(crate) fn reckoned_otherwise(span: Span, raw: &str, right: &str, edits: Vec<(Span, String)>) -> Diagnostic {
    let what = if right.starts_with("sum") { "added up" } else { "counted" };
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how something is {what}"))
        .help(format!("write `{right}`"))
        .fix(format!("write `{right}`"), edits)
}

/// `kids[1].age`.
pub(crate) fn not_by_number(span: Span, raw: &str, help: String) -> Diagnostic {
    Diagnostic::new(Code::ForeignSign, span, format!("`{raw}` names one entry of a roster, or all of them with a sign"))
        .help(help)
}

/// `pattern "[A-Z]{2}[0-9]{4}"`. `same` is whether `right` says quite the same.
pub(crate) fn expression_for_picture(span: Span, raw: &str, right: &str, same: bool) -> Diagnostic {
    let told = Diagnostic::new(Code::PatternUnreadable, span, format!("{raw} is no picture of an answer"))
        .help(format!("a picture has a sign for each of the answer, `9` for a digit and `A` for a letter A–Z: write `pattern \"{right}\"`, or `{{{{` and `}}}}` for braces that are part of it"));
    if same { told.fix(format!("write `\"{right}\"`"), vec![(span, format!("\"{right}\""))]) } else { told }
}

/// What is one thing in one tool and another in the next: `either` has both, the second in words.
pub(crate) fn may_mean_two(span: Span, raw: &str, either: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` may mean two things")).help(format!("write `{either}"))
}

/// `${how}` in a text.
pub(crate) fn dollar_field(span: Span, raw: &str, inside: &str) -> Diagnostic {
    // `${q://QID1/…}` names a question of another survey.
    let name = if inside.contains(['/', ':']) { "code" } else { inside };
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how a text quotes an answer"))
        .help(format!("write `{{{name} | …}}`, with the words that stand there if it is not answered"))
}

/// `max today`; `word` is the clause, `sign` the sign that a check has instead.
pub(crate) fn no_today(span: Span, raw: &str, code: &str, (word, sign): (&str, &str)) -> Diagnostic {
    no_such_thing(
        span,
        raw,
        &format!(
            "no survey knows the day on which it is answered: write the day itself, as in `2025-11-28`, or hold it against the day the survey is about, with `{word} as_of`, or `check {code} {sign} as_of \"…\"` where that has a sentence of its own"
        ),
    )
}

/// `1. A`, `- A`, `yes, no`, `"yes": "Yes"` for options: told once for all of them.
pub(crate) fn typed_options(
    span: Span,
    raw: &str,
    right: &str,
    complete: bool,
    edits: Option<Vec<(Span, String)>>,
) -> Diagnostic {
    let chosen = if complete { "" } else { ", which is yours to choose," };
    let told = Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is not how an option is written")).help(
        format!("write `{right}`: an option is a code of small letters{chosen} and behind it its label between `\"`"),
    );
    match edits {
        Some(edits) => told.fix("write them as options", edits),
        None => told,
    }
}

/// `-1 "Refused"` in a list.
pub(crate) fn code_with_minus(span: Span, raw: &str, right: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is no code of an option")).help(format!(
        "write `{right}`: a code is made of small letters, and `means dont_know`, `means refused` or `means not_applicable` says what is no answer proper"
    ));
    match edits {
        Some(edits) => told.fix(format!("write `{right}`"), edits),
        None => told,
    }
}

/// `{ "type": "radiogroup", … }`.
pub(crate) fn pasted_json(span: Span, raw: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignWord, span, format!("`{raw}` is how another tool stores a question"))
        .here("pasted from its file")
        .help("write the question in the words of this language, as in `single car \"Which car?\" { ford \"Ford\"  opel \"Opel\" }`")
}
