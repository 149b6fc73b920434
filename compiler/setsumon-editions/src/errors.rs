//! Everything that is said of a step from one edition to the next: one constructor for each thing.

use setsumon_diagnostics::{Code, Diagnostic, Span};

use crate::diff::{LikelyRename, LikelySplit};

/// A change without a word of why. `facts` are the further places that changed, `used_by` what changed with what is written there:
/// several, where that is a list or a block.
pub(crate) fn reason_missing(
    span: Span,
    message: String,
    facts: Vec<(Span, String)>,
    help: String,
    used_by: &[String],
) -> Diagnostic {
    let told = Diagnostic::new(Code::ReasonMissing, span, message);
    let help = match used_by {
        [] | [_] => help,
        [first, others @ ..] => {
            let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
            let others = others.join(", ");
            format!(
                "{help}; {others} changed with `{first}`: say it of each, or once for all of them at what changed, where it is written"
            )
        }
    };
    facts
        .into_iter()
        .fold(told, |told, (span, fact)| if span == told.span() { told.here(fact) } else { told.label(span, fact) })
        .help(help)
}

/// What stood in a roster and stands in none or in another, or the other way about: whether it stood in one then, and does now.
pub(crate) fn roster_changed(span: Span, path: &str, old: &str, (then, now): (bool, bool)) -> Diagnostic {
    let how = match (then, now) {
        (true, true) => "in the entries of another roster",
        (true, false) => "for each entry of a roster",
        (false, _) => "once, and not for each entry of a roster",
    };
    Diagnostic::new(Code::TypeChanged, span, format!("`{path}` cannot be what `{old}` was: that was answered {how}"))
        .here("nobody knows of which entry")
        .help(format!("write `@new` in place of `was`, and keep `{old}` as `retired`"))
}

/// A reason for nothing. `whole` is the clause with the space before it.
pub(crate) fn reason_stale(span: Span, path: &str, whole: Span) -> Diagnostic {
    Diagnostic::new(Code::ReasonStale, span, format!("nothing about `{path}` changed, and a reason is given for it"))
        .here("a reason for no change")
        .help("leave it out; if it was for an earlier edition, that edition still has it")
        .fix("leave out the reason", vec![(whole, String::new())])
}

/// A reason of a sort that what changed is not. `why` says which change it cannot cover, `facts` where that is written.
pub(crate) fn reason_contradicts(span: Span, sort: &str, why: &str, place: Option<(Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::ReasonContradicts, span, format!("the reason says `{sort}`, and {why}"))
        .here("this sort of reason");
    let told = match place {
        Some((place, fact)) if place != span => told.label(place, fact),
        Some(_) | None => told,
    };
    told.help("say what sort it is: `concept`, `reality` or `addition`; where it is none of these, leave the word out")
}

/// Something of the edition before that is gone. `what` is what it was, `keep` how it is kept, where that can be said,
/// and where that is to stand.
pub(crate) fn code_dropped(span: Span, what: &str, keep: Option<(String, Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here");
    match keep {
        Some((retired, place, written)) => told
            .help(format!("keep it as `{retired}`, or say with `was` what it has become"))
            .fix(format!("add `{retired}`"), vec![(place, written)]),
        None => told.help("keep it as `retired`, or say with `was` what it has become"),
    }
}

/// The same of a section or roster that cannot be written down as a whole: neither is `retired` itself.
pub(crate) fn whole_dropped(span: Span, what: &str, path: &str) -> Diagnostic {
    let code = path.rsplit('.').next().unwrap_or(path);
    Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here")
        .help(format!(
            "it has no `retired` of its own: keep it as `{code}` with each of its questions as `retired`, or say with `was` what they have become"
        ))
}

/// Something of the edition before that is gone, of which others say that they are its parts: its own column stays.
pub(crate) fn code_split(span: Span, what: &str, parts: &[String], keep: Option<(String, Span, String)>) -> Diagnostic {
    let told = Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here");
    let parts: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
    let beside = format!("beside its parts {}: its column holds what was answered before", parts.join(" and "));
    match keep {
        Some((retired, place, written)) => told
            .help(format!("keep it as `{retired}` {beside}"))
            .fix(format!("add `{retired}`"), vec![(place, written)]),
        None => told.help(format!("keep it as `retired` {beside}")),
    }
}

/// What to write where something new is likely something old: one and the same, or two.
pub(crate) fn likely_renamed(likely: &LikelyRename) -> String {
    let LikelyRename { old, new, likeness } = likely;
    let apart = |path: &str| path.rsplit_once('.').map(|(around, _)| around.to_owned());
    let code = if apart(old) == apart(new) { old.rsplit('.').next().unwrap_or(old) } else { old.as_str() };
    format!(
        "if `{new}` is what `{old}` was ({likeness} % alike), write `was {code}` at `{new}`; if it is another thing, `@new` there, and keep `{old}` as `retired`"
    )
}

/// What to do about something new while the survey has mistakes that keep it from being held against the edition before.
pub(crate) fn not_compared_yet(said: bool) -> String {
    if said {
        return "new, or something of the edition before under another code: see the first of these".to_owned();
    }
    "mend the other mistakes first: only then is the survey held against the edition before, and told whether this is new (`@new`) or something that is gone from there under another code (`was`)".to_owned()
}

/// What to write where several new things are likely the parts of one old.
pub(crate) fn likely_split(likely: &LikelySplit) -> String {
    let LikelySplit { old, parts, is_alike: _ } = likely;
    let code = old.rsplit('.').next().unwrap_or(old);
    let parts: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
    format!(
        "if {} are parts of what `{old}` was, write `@new splits {code}` at each, and keep `{code}` as `retired`; if one of them is what it was, `was {code}` at that; if they are other things, `@new` there, and keep `{code}` as `retired`",
        parts.join(" and ")
    )
}

/// Several ways out, of which the first few are said.
pub(crate) fn several(helps: impl Iterator<Item = String>) -> String {
    const SAID: usize = 5;
    let all: Vec<String> = helps.collect();
    let more = all.len().saturating_sub(SAID);
    let said = all.into_iter().take(SAID).collect::<Vec<_>>().join("; ");
    if more == 0 { said } else { format!("{said}; and so on, {more} more") }
}

/// Something of the edition before that is gone, and likely goes on under another code: which of the two it is, only its author knows.
pub(crate) fn code_renamed(span: Span, what: &str, likely: &[&LikelyRename]) -> Diagnostic {
    gone(span, what).help(several(likely.iter().map(|likely| likely_renamed(likely))))
}

/// Something of the edition before that is gone, and likely became several. `keep` is what keeps it, where that is sure to be wanted.
pub(crate) fn code_likely_split(
    span: Span,
    what: &str,
    split: &LikelySplit,
    keep: Option<(String, Span, String)>,
) -> Diagnostic {
    let told = gone(span, what).help(likely_split(split));
    match keep {
        Some((retired, place, written)) => told.fix(format!("add `{retired}`"), vec![(place, written)]),
        None => told,
    }
}

/// Something that was kept for its history and is not any more. `keep` is the line that keeps it, and where that may stand.
pub(crate) fn history_dropped(span: Span, what: &str, keep: Option<(String, Option<(Span, String)>)>) -> Diagnostic {
    let message = format!("{what}, which the edition before kept as `retired`, is gone without a word");
    let told = Diagnostic::new(Code::CodeDropped, span, message).here("missing here");
    let why = "its code stays taken, and without it the codebook does not say what the stored answers are";
    match keep {
        Some((line, Some(add))) => {
            told.help(format!("write `{line}` again: {why}")).fix(format!("add `{line}`"), vec![add])
        }
        Some((line, None)) => told.help(format!("write `{line}` again: {why}")),
        None => told.help(format!("keep it as `retired`: {why}")),
    }
}

fn gone(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here")
}

/// The same of a derived value, which bears no `@new`.
pub(crate) fn value_renamed(span: Span, what: &str, likely: &LikelyRename) -> Diagnostic {
    let LikelyRename { old, new, likeness } = likely;
    let code = old.rsplit('.').next().unwrap_or(old);
    Diagnostic::new(Code::CodeDropped, span, format!("{what} of the edition before is gone without a word"))
        .here("missing here")
        .help(format!("if `{new}` is what `{old}` was ({likeness} % alike), call it `{code}` as before; if it is another value, keep `{old}` as `retired`"))
}

/// A lock that is none.
pub(crate) fn lock_unreadable(span: Span, why: String, help: &'static str) -> Diagnostic {
    Diagnostic::new(Code::LockUnreadable, span, format!("the code lock cannot be read: {why}")).here("here").help(help)
}

/// A code that meant something else, was given up, and is taken again. `then` and `now` are its words and its kind of value.
pub(crate) fn code_reused(
    span: Span,
    path: &str,
    then: (&str, &str),
    now: (&str, &str),
    last: Option<i64>,
    remembered: Option<Span>,
) -> Diagnostic {
    let until = last.map_or_else(|| "long ago".to_owned(), |last| format!("until {last}"));
    let meant = meanings(then, now);
    let told = Diagnostic::new(Code::CodeReused, span, format!("`{path}` meant something else {until}: {meant}"))
        .here("a code that was taken");
    remembered_at(told, remembered)
        .help("take another code: in the data of that time this one keeps its meaning for ever")
}

/// A figure that was given up and comes back, counted or rated in something else.
pub(crate) fn measured_otherwise(span: Span, path: &str, then: &str, now: &str, last: Option<i64>) -> Diagnostic {
    let until = last.map_or_else(|| "long ago".to_owned(), |last| format!("until {last}"));
    Diagnostic::new(Code::CodeReused, span, format!("`{path}` was measured otherwise {until}: {then} → {now}"))
        .here("a code that was taken")
        .help("take another code: in the data of that time this one keeps its meaning for ever")
}

/// A code that means something else than in the last edition that had it.
pub(crate) fn meaning_changed(
    span: Span,
    path: &str,
    then: (&str, &str),
    now: (&str, &str),
    last: Option<i64>,
    follows: bool,
    remembered: Option<Span>,
) -> Diagnostic {
    let last = last.map_or_else(|| "before".to_owned(), |last| format!("in {last}"));
    let meant = meanings(then, now);
    let told = Diagnostic::new(
        Code::MeaningChanged,
        span,
        format!("`{path}` was something else {last}, and nothing says why: {meant}"),
    )
    .here("another meaning");
    let told = remembered_at(told, remembered);
    match follows {
        // Had the edition that is followed other words too, a reason would have been asked for.
        true => told.help(format!(
            "the frozen model that is followed has these words too: freeze that edition as it was in the field, or take them with `setsumon lock --accept {path}`"
        )),
        false => told.help(format!(
            "give it a code of its own; where it is the same question in better words, `setsumon lock --accept {path}` takes them"
        )),
    }
}

/// With the line of the lock that remembers it; the frozen model has no lines to show.
fn remembered_at(told: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(place) => told.label(place, "remembered here"),
        None => told,
    }
}

fn meanings((words, kind): (&str, &str), (new_words, new_kind): (&str, &str)) -> String {
    if kind == new_kind {
        format!("`{words}` → `{new_words}`")
    } else {
        format!("`{words}` ({kind}) → `{new_words}` ({new_kind})")
    }
}
