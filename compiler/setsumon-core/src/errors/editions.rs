//! What is said when an edition is held against the one before.

use setsumon_diagnostics::{Code, Diagnostic, Span};

pub(crate) fn follows_unreadable(span: Span, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::FollowsUnreadable, span, format!("the edition before cannot be read from `{path}`: {why}"))
        .here("followed here")
        .help("`setsumon freeze` writes the model of an edition when it goes to the field")
}

pub(crate) fn follows_another(span: Span, then: &str, now: &str) -> Diagnostic {
    let message = format!("the survey that is followed is called `{then}`, and this one `{now}`");
    Diagnostic::new(Code::FollowsAnother, span, message)
        .here("a model of another survey")
        .help(format!("follow the edition before of `{now}`, or call this survey `{then}` if it is the same"))
}

pub(crate) fn follows_later(span: Span, then: i64, now: i64) -> Diagnostic {
    let message = format!("edition {now} follows edition {then}, which is not earlier");
    Diagnostic::new(Code::FollowsLater, span, message)
        .here(format!("the model of {then}"))
        .help(format!("follow the model of an edition before {now}, or give this one its own number"))
}

/// Two things that say they were one.
pub(crate) fn was_twice(span: Span, path: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::WasTwice, span, format!("two things say that they were `{path}` in the edition before"))
        .here("here")
        .label(first, "and here")
        .help("say `was` at the one that it became; one that was made of a part of it says `@new splits` and its code")
}

/// Something that says it was what is also kept as retired.
pub(crate) fn was_retired(span: Span, path: &str, retired: Span) -> Diagnostic {
    Diagnostic::new(Code::WasTwice, span, format!("`{path}` of the edition before is both renamed and retired"))
        .here("renamed here")
        .label(retired, "retired here")
        .help("leave out `retired` if it is asked under its new code, else the `was`")
}

pub(crate) fn unfielded_outside(span: Span, number: i64, before: Option<i64>, edition: i64) -> Diagnostic {
    let between = before.map_or_else(
        || format!("it is no edition before {edition}"),
        |before| format!("it does not lie between {before} and {edition}"),
    );
    let told = format!("edition {number} is said not to have been fielded, and {between}");
    Diagnostic::new(Code::NotBetween, span, told)
        .here("said not to have been fielded")
        .help("name what lies between the edition that is followed and this one, or leave it out")
}

pub(crate) fn unfielded_twice(span: Span, number: i64) -> Diagnostic {
    Diagnostic::new(Code::NotBetween, span, format!("edition {number} is said twice not to have been fielded"))
        .here("said again")
        .help("say it once, with one reason")
}

/// `whole` is the marker with the space before it.
pub(crate) fn marker_without_follows(span: Span, marker: &str, whole: Span) -> Diagnostic {
    Diagnostic::new(Code::MarkerWithoutFollows, span, format!("`{marker}` is said of a survey that follows no edition"))
        .here("this marker")
        .help("add `follows \"2023.model.json\"` after the edition, or leave the marker out")
        .fix(format!("leave out `{marker}`"), vec![(whole, String::new())])
}

/// `add` is where the marker goes, with what is written there.
pub(crate) fn marker_missing(span: Span, what: &str, add: Option<(Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::MarkerMissing, span, format!("{what} was not in the edition before"))
        .here("new, and not marked")
        .help("add `@new`; if it only bore another code, say so with `was`");
    match add {
        Some(add) => told.fix("add `@new`", vec![add]),
        None => told,
    }
}

/// `add` is where the marker goes, with what is written there.
pub(crate) fn privacy_dropped(span: Span, what: &str, add: Option<(Span, String)>) -> Diagnostic {
    let message = format!("{what} was personal in the edition before, and nothing says that it is not any more");
    let told = Diagnostic::new(Code::PrivacyDropped, span, message)
        .here("its answers would lie among the open ones")
        .help("add `@personal`; if it tells nobody who answers, say so with `@not_personal`");
    match add {
        Some(add) => told.fix("add `@personal`", vec![add]),
        None => told,
    }
}

/// `out` is what is to be taken out.
pub(crate) fn marker_wrong(span: Span, what: &str, out: Vec<Span>) -> Diagnostic {
    let told = Diagnostic::new(Code::MarkerWrong, span, format!("{what} was in the edition before"))
        .here("marked `@new`")
        .help("leave `@new` out, or give it a code of its own if it means something else now");
    if out.is_empty() {
        return told;
    }
    told.fix("leave out `@new`", out.into_iter().map(|span| (span, String::new())).collect())
}

pub(crate) fn updated_wrong(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::MarkerWrong, span, format!("{what} was not in the edition before: no figure is given anew"))
        .here("marked `@updated`")
        .help("write `@new`; if it only bore another code, say so with `was`")
        .fix("write `@new`", vec![(span, "@new".to_owned())])
}

/// `stale` is the clause with the space before it, where the edition before had the thing under its present code.
pub(crate) fn was_unknown(span: Span, path: &str, stale: Option<Span>) -> Diagnostic {
    let told =
        Diagnostic::new(Code::WasUnknown, span, format!("the edition before had no `{path}`")).here("named here");
    match stale {
        Some(whole) => told
            .help("it had this code already: what was renamed earlier says so no more")
            .fix("leave out `was`", vec![(whole, String::new())]),
        None => told.help(
            "`was` names a code of the edition before: a bare one in the same place, a dotted path from elsewhere",
        ),
    }
}

/// A `was` left from the edition before, in which codes were exchanged: `path` has its words there, and `old` had others.
pub(crate) fn was_left_over(span: Span, path: &str, old: &str, words: &str, whole: Span) -> Diagnostic {
    let said = format!("`{path}` was itself in the edition before, and `{old}` was `{words}`");
    Diagnostic::new(Code::WasUnknown, span, said)
        .here("named here")
        .help("leave it out: what was exchanged earlier says so no more, and the answers would be exchanged again")
        .fix("leave out `was`", vec![(whole, String::new())])
}

/// `was` of a question, of what nobody was asked.
pub(crate) fn was_derived(span: Span, path: &str, whole: Option<Span>) -> Diagnostic {
    let told =
        Diagnostic::new(Code::WasUnknown, span, format!("`{path}` of the edition before was derived, and not asked"))
            .here("nobody answered it")
            .help(format!(
                "leave `was` out and write `@new`: there are no answers to go along; keep `{path}` as `retired`"
            ));
    match whole {
        Some(whole) => told.fix("write `@new` in place of `was`", vec![(whole, " @new".to_owned())]),
        None => told,
    }
}

/// Something that is retired as what it was not: `line` is what keeps it, `last` the last edition that asked it, `edits` what makes it so.
pub(crate) fn retired_otherwise(
    span: Span,
    path: &str,
    line: &str,
    last: Option<i64>,
    edits: Option<Vec<(Span, String)>>,
) -> Diagnostic {
    let when = last.map_or_else(|| "the edition before".to_owned(), |last| format!("edition {last}"));
    let told = Diagnostic::new(
        Code::RetiredOtherwise,
        span,
        format!("`{path}` is kept as what it was not: in {when} it was `{}`", line.trim_start_matches("retired ")),
    )
    .here("not what it was")
    .help(format!("write `{line}`; if it is another thing, give it a code of its own"));
    match edits {
        Some(edits) => told.fix(format!("write `{line}`"), edits),
        None => told,
    }
}

/// An option of something retired that it never had.
pub(crate) fn retired_more(span: Span, path: &str, code: &str, edits: Option<Vec<(Span, String)>>) -> Diagnostic {
    let told = Diagnostic::new(
        Code::RetiredOtherwise,
        span,
        format!("`{path}` is kept with `{code}`, which it never offered"),
    )
    .here("never offered")
    .help("leave it out: what is retired keeps the options that it had, whether they are listed or not");
    match edits {
        Some(edits) => told.fix(format!("leave out `{code}`"), edits),
        None => told,
    }
}

/// `whole` is the clause with the space before it.
pub(crate) fn splits_unknown(span: Span, path: &str, whole: Span) -> Diagnostic {
    Diagnostic::new(Code::WasUnknown, span, format!("the edition before had no `{path}` that could have been split"))
        .here("named here")
        .help("`splits` names a code of the edition before in the same place")
        .fix("leave out `splits`", vec![(whole, String::new())])
}

pub(crate) fn type_changed(span: Span, name: &str, before: &str, now: &str) -> Diagnostic {
    Diagnostic::new(Code::TypeChanged, span, format!("`{name}` held {before} and now holds {now}"))
        .here("another kind of value")
        .help(
            "the two cannot stand in one column: give the question a new code and say with `was` what it was, then its answers are carried over where they fit; else keep the old one as `retired`",
        )
}

pub(crate) fn moving_option(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(Code::MovingOption, span, format!("the option `{code}` speaks of another year in every edition"))
        .here("one code, another meaning each year")
        .help("ask for the year itself with `year`, or say each year with `was` which option this one was")
}

/// One answer that became several or several that became one, where each option is what it was: whether it was one, and of a table.
pub(crate) fn shape_changed(span: Span, path: &str, code: &str, (was_one, of_table): (bool, bool)) -> Diagnostic {
    let (then, now) = if was_one { ("one answer", "several answers") } else { ("several answers", "one answer") };
    let each = if of_table { " in each row" } else { "" };
    let carried = match was_one {
        true => "each answer is then one tick",
        false => "an answer is carried over where one option alone was ticked",
    };
    Diagnostic::new(Code::TypeChanged, span, format!("`{path}` took {then}{each} and now takes {now}"))
        .here("another kind of value")
        .help(format!(
            "where it is the same question, write `was {code}` behind its label, its own code: {carried}; else give it a new code with `@new`, and keep the old one as `retired`"
        ))
}

/// One value that became several, or the other way round, where no answer can be what it was.
pub(crate) fn values_changed(span: Span, path: &str, before: &str, now: &str) -> Diagnostic {
    Diagnostic::new(Code::TypeChanged, span, format!("`{path}` held {before} and now holds {now}"))
        .here("another kind of value")
        .help("give it a new code with `@new`, and keep the old one as `retired`: its answers cannot stand here")
}
