//! What is said about kinds of answers, figures, bounds and calculations.

use setsumon_diagnostics::{Code, Diagnostic, Span};

use crate::unit;

pub(crate) fn wrong_predicate(span: Span, path: &str, kind: &str, declared: Span, right: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongPredicate, span, format!("`{path}` is {kind}, which is not asked about in this way"))
        .here("asked here")
        .label(declared, "declared here")
        .help(format!("write {right}"))
}

pub(crate) fn not_a_number(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::NotANumber, span, format!("{what} is no number"))
        .here("a number is wanted")
        .help("calculate with numbers, scales, years, `count(…)`, `sum(…)`, and with options that all have a `value`")
}

pub(crate) fn kinds_differ(span: Span, left: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::NotANumber, span, format!("{left} and {right} cannot be put together so"))
        .here("of different kinds")
        .help("compare a number with a number, a day with a day, a month with a month; `days(a, b)` gives the days between two dates")
}

pub(crate) fn units_differ(span: Span, left: &str, right: &str) -> Diagnostic {
    let told = Diagnostic::new(Code::UnitsDiffer, span, format!("“{left}” and “{right}” are different units"))
        .here("put together here");
    if unit::are_two_currencies(left, right) {
        return told.help(
            "two currencies cannot be added or compared: convert one into the other first, as in `euros * 0.85`",
        );
    }
    told.help("if they are the same unit, list both spellings in `units { }` of the survey")
}

pub(crate) fn no_such_day(span: Span, words: &str) -> Diagnostic {
    Diagnostic::new(Code::NoSuchDay, span, format!("the calendar has no `{words}`"))
        .here("no such day")
        .help("write a day as `2025-02-28`, a month as `2025-02`")
}

pub(crate) fn bad_bound(span: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::BadBound, span, format!("the bound must be {wanted}"))
        .here("this bound")
        .help("bounds are constants: a number, a date, `edition` or `as_of`, with or without so much more or less; for more, write a `check`")
}

/// `edition 0`. One without a number was told where it stands.
pub(crate) fn bad_edition(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadBound, span, "an edition is a whole number from 1 to 9999")
        .here("this edition")
        .help("write the year of this edition, as in `edition 2025`, or its count, as in `edition 3`")
}

/// `integer n "N" max 1.000`: a thousand, or one.
pub(crate) fn point_in_whole(span: Span, written: &str) -> Diagnostic {
    let (whole, rest) = written.split_once('.').unwrap_or((written, ""));
    let help = match rest.len() {
        3 => format!("write `{whole}{rest}` if the point parts thousands, `{whole}` if it parts decimal places"),
        _ => format!(
            "write a whole number, such as `{whole}`; where answers have decimal places, ask with `decimal … digits 1`"
        ),
    };
    Diagnostic::new(
        Code::BadBound,
        span,
        format!("a bound of whole numbers has no decimal point, and `{written}` has one"),
    )
    .here("this bound")
    .help(help)
}

/// A bound that names a day, of a month.
pub(crate) fn day_for_month(span: Span, month: Option<&str>) -> Diagnostic {
    let example = month.unwrap_or("2025-02");
    Diagnostic::new(Code::BadBound, span, format!("the bound must be a month, such as `{example}`"))
        .here("a day")
        .help(format!("write the month itself, as in `{example}`: a day is no bound of a month"))
}

/// `digits 20`.
pub(crate) fn decimal_places(span: Span, digits: u32) -> Diagnostic {
    Diagnostic::new(Code::BadBound, span, format!("a number has from 1 to 9 decimal places, not {digits}"))
        .here("this count")
        .help("write `digits 2`, with as many decimal places as are wanted, or `integer` if there are none")
}

/// `repeat r 0..0`.
pub(crate) fn never_repeated(span: Span) -> Diagnostic {
    Diagnostic::new(Code::EmptyRange, span, "what is repeated at most 0 times is never asked")
        .here("at most none")
        .help("write how many there may be, as in `0..5`")
}

/// `repeat r "R" { … }`.
pub(crate) fn times_missing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, "a roster says how many entries it may have")
        .here("this roster")
        .help("add the least and the most behind its label, as in `0..6`")
}

/// `scale s "S"`.
pub(crate) fn points_missing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, span, "a scale says from where to where it goes")
        .here("this scale")
        .help("add its first and last point, as in `1 to 5`")
}

pub(crate) fn empty_range(span: Span, min: &str, max: &str) -> Diagnostic {
    Diagnostic::new(Code::EmptyRange, span, format!("nothing lies between {min} and {max}"))
        .here("empty")
        .help(if min == max { "write two that differ, the lower first" } else { "exchange the two" })
}

/// `scale s "…" 5 to 1`.
pub(crate) fn scale_downwards(span: Span, from: i64, to: i64) -> Diagnostic {
    Diagnostic::new(Code::EmptyRange, span, format!("the points of a scale rise, and {from} to {to} falls")).here("falls").help(
        format!("write `{to} to {from}`, and the words of `ends` in that order, the one of {to} first: the higher point is the one answered so"),
    )
}

/// `scale s "…" 0 to 1000`.
pub(crate) fn scale_too_long(span: Span, from: i64, to: i64, most: i64) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyRange,
        span,
        format!("a scale has at most {} points, and {from} to {to} has more", most + 1),
    )
    .here("too long")
    .help(format!("ask for a number, as in `integer … min {from} max {to}`"))
}

/// `n > 120` where `n` has `max 110`. `answer` is the path of what is answered, where it is not how many there are.
pub(crate) fn decided_by_bound(
    span: Span,
    path: &str,
    holds: bool,
    bound: &str,
    place: Span,
    answer: Option<&str>,
) -> Diagnostic {
    let (which, here, help) = match (holds, answer) {
        (true, Some(answer)) => {
            ("every", "always holds", format!("leave it out, or write `answered {answer}` if that is what is meant"))
        }
        (true, None) => ("every", "always holds", "leave it out".to_owned()),
        (false, Some(_)) => {
            ("no", "never holds", format!("compare `{path}` with what it can be, or change its bounds"))
        }
        (false, None) => ("no", "never holds", format!("compare `{path}` with how many there can be")),
    };
    Diagnostic::new(Code::DecidedByBound, span, format!("`{path}` is {bound}, and so {which} answer makes this hold"))
        .here(here)
        .label(place, bound.to_owned())
        .help(help)
}

pub(crate) fn too_many_digits(span: Span, digits: u32) -> Diagnostic {
    Diagnostic::new(
        Code::TooManyDigits,
        span,
        format!("what is computed here may have {digits} digits, and databases compute with 37"),
    )
    .here("computed here")
    .help("say how large the figures in it may be, with `min` and `max` on the blanks that it reads")
}

pub(crate) fn column_clause(span: Span, word: &str, right: &str) -> Diagnostic {
    let what = if word.contains(' ') { word.to_owned() } else { format!("`{word}`") };
    Diagnostic::new(Code::ColumnClause, span, format!("{what} does nothing in a column of blanks"))
        .here("in this column")
        .help(right.to_owned())
}

pub(crate) fn given_kind(span: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::GivenKind, span, format!("{what} cannot be given")).here("given here").help(help.to_owned())
}

pub(crate) fn not_a_condition(span: Span, what: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::NotACondition, span, format!("{what} says nothing that could hold or fail"))
        .here("a condition is wanted")
        .help(format!("write {right}"))
}

pub(crate) fn digits_missing(span: Span) -> Diagnostic {
    Diagnostic::new(Code::DigitsMissing, span, "a decimal says how many places it has")
        .here("this decimal")
        .help("add `digits 1`, or as many as are wanted, up to 9")
}

pub(crate) fn score_missing(span: Span, path: &str, option: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ScoreMissing,
        span,
        format!("`{path}` is counted with, but its option `{option}` has no `value`"),
    )
    .here("counted with here")
    .label(place, "no `value`")
    .help("give every plain option a `value`, and the others `means …`")
}

pub(crate) fn last_outside(span: Span) -> Diagnostic {
    Diagnostic::new(Code::LastOutsideWarning, span, "last year's answer may be read in a warning only")
        .here("read here")
        .help("use it in `check … \"…\" warn` and in that check's message")
}

pub(crate) fn last_unknown(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::LastOutsideWarning, span, format!("last year's edition had no `{path}`"))
        .here("read here")
        .help("leave the check out until next year, or name the old variable with `was` at the question")
}

pub(crate) fn unrounded(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnroundedQuotient, span, "a value that divides must say how it is rounded")
        .here("divides")
        .help("write `round(…, 1)` around it; halves are rounded away from zero")
}

pub(crate) fn pattern(span: Span) -> Diagnostic {
    Diagnostic::new(Code::PatternUnreadable, span, "this picture has no `9` and no `A` in it")
        .here("nothing to fill in")
        .help("`9` stands for a digit, `A` for a letter A–Z, everything else for itself: `AA-9999`")
}

pub(crate) fn grid_shape(span: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::GridShape, span, what.to_owned()).here("this grid").help(help.to_owned())
}
