//! What is said of where answers can lead.

use setsumon_core::rule::RuleKind;
use setsumon_diagnostics::{Code, Diagnostic, Span};

use crate::encode::Why;
use crate::things::Sort;

/// What a thing is called, with its article.
fn called(sort: &Sort, name: &str) -> String {
    let named = |what: &str| if name.is_empty() { what.to_owned() } else { format!("{what} `{name}`") };
    match sort {
        Sort::Part => named("the part"),
        Sort::Section => named("the section"),
        Sort::Page => named("the page"),
        Sort::Note => "this note".to_owned(),
        Sort::Branch => "what stands in this `when`".to_owned(),
        Sort::Group => named("the group"),
        Sort::Roster => named("the roster"),
        Sort::Question(_) => named("the question"),
        Sort::Option => named("the option"),
        Sort::Row => named("the row"),
        Sort::End(_) => "this early end".to_owned(),
    }
}

pub(crate) fn never_asked(span: Span, sort: &Sort, name: &str) -> Diagnostic {
    let (never, here) = match sort {
        Sort::Part | Sort::Section | Sort::Page | Sort::Note | Sort::Branch => ("comes to", "nobody comes here"),
        Sort::Group | Sort::Roster | Sort::Question(_) => ("is asked", "asked of nobody"),
        Sort::Option | Sort::Row => ("is offered", "offered to nobody"),
        Sort::End(_) => ("meets", "ends it for nobody"),
    };
    Diagnostic::new(Code::NeverAsked, span, format!("nobody {never} {}, whatever is answered", called(sort, name)))
        .here(here)
        .help("no answers that could be handed in meet all that must hold here: mend the condition, or what contradicts it; if it is kept in reserve, say so with `allow E1001 \"why\"`")
}

/// Nobody comes to all of these.
pub(crate) fn never_together(span: Span, names: &[String]) -> Diagnostic {
    let said = match names {
        [] => "nobody can hand this survey in".to_owned(),
        [only] => format!("nobody comes to `{only}`, whatever is answered"),
        several => {
            let several: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            format!("nobody comes to all of {}, whatever is answered", several.join(", "))
        }
    };
    Diagnostic::new(Code::NeverAsked, span, said)
        .here("never, with what is asked for")
        .help("the places shown clash: without one of them somebody would")
}

/// Adds that the same holds of others for the same reason.
pub(crate) fn so_are_others(told: &mut Diagnostic, count: usize) {
    let more = if count == 1 { "one more thing".to_owned() } else { format!("{count} more things") };
    let help = told.help.take().unwrap_or_default();
    told.help = Some(format!("{help} (the same holds of {more} for the same reason)"));
}

pub(crate) fn ends_for_everybody(span: Span, first: Span, count: usize) -> Diagnostic {
    let behind = if count == 1 { "the question".to_owned() } else { format!("the {count} questions") };
    Diagnostic::new(
        Code::NeverAsked,
        span,
        format!("the survey ends here for everybody, and nobody is asked {behind} behind it"),
    )
    .here("ends it whatever is answered")
    .label(first, "the first that nobody comes to")
    .help("mend the condition of this end, or take it out")
}

pub(crate) fn always_asked(span: Span, sort: &Sort, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ConditionIdle,
        span,
        format!("the condition of {} decides nothing: it holds of everybody who comes here", called(sort, name)),
    )
    .here("its condition always holds")
    .help("take the condition out, or write the one that was meant")
}

pub(crate) fn required_in_vain(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::NoAnswerPossible, span, format!("`{path}` must be answered, and no answer can be right"))
        .here("whoever is asked this can never hand in")
        .help("leave out `required`, or offer an answer that everybody asked can give")
}

pub(crate) fn no_answer(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NoAnswerPossible,
        span,
        format!("no answer to `{name}` can be right: what is checked rules out all"),
    )
    .here("every answer is refused")
    .help("mend the checks, or the bounds of the answers they compare")
}

pub(crate) fn never_handed_in(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NoAnswerPossible,
        span,
        "nobody can hand this survey in: what must be answered and what is checked clash",
    )
    .here("this and the others clash")
    .help("without one of them somebody could: mend the one that was not meant so")
}

pub(crate) fn check_idle(span: Span, hard: bool) -> Diagnostic {
    let never = if hard { "never refuses anything" } else { "never warns of anything" };
    Diagnostic::new(Code::CheckIdle, span, format!("this check {never} that would otherwise be accepted"))
        .here("always met")
        .help("take it out, or write the comparison that was meant: bounds, conditions and other checks see to it already")
}

pub(crate) fn quote_never_there(span: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(
        Code::QuoteNeverThere,
        span,
        format!("a text quotes the answer to `{name}`, which nobody has given who reads it"),
    )
    .here("quoted here")
    .label(declared, "never answered by the same people")
    .help("ask this only of those who have answered, or leave the answer out of the text")
}

pub(crate) fn not_decided(span: Span, why: Why, roster: Option<&str>, others: usize) -> Diagnostic {
    let because = match why {
        Why::TooLong => "it would take too long".to_owned(),
        Why::Entries(_) => {
            format!("it may hang on more entries of `{}` than are looked at", roster.unwrap_or("a roster"))
        }
        Why::Computed => "it hangs on a value that is multiplied, divided or rounded".to_owned(),
    };
    let more = match others {
        0 => String::new(),
        1 => ", nor at one more place".to_owned(),
        count => format!(", nor at {count} more places"),
    };
    Diagnostic::new(Code::NotDecided, span, format!("whether somebody comes here was not found out{more}: {because}"))
        .here("not found out")
        .help("nothing is wrong with that; look at it yourself")
}

/// What a duty that clashes says, in a few words.
pub(crate) fn says(kind: &RuleKind) -> &'static str {
    match kind {
        RuleKind::Domain { variable: _ } => "within these bounds",
        RuleKind::Asked { variable: _, when: _ } => "asked only under its condition",
        RuleKind::Offered { variable: _, code: _, when: _ } => "an option offered only under its condition",
        RuleKind::Required { question: _, variables: _, when: _ } => "must be answered",
        RuleKind::Exclusive { option: _, others: _ } => "an option that excludes the others",
        RuleKind::Alternative { variables: _ } => "a value or what takes its place, not both",
        RuleKind::PickMin { variables: _, min: _ } => "so many at least",
        RuleKind::PickMax { variables: _, max: _ } => "so many at most",
        RuleKind::RanksDiffer { variables: _ } => "no rank twice",
        RuleKind::RanksWithoutGap { variables: _ } => "no rank left out",
        RuleKind::OccurrencesMin { repeat: _, min: _, when: _ } => "so many entries at least",
        RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => "so many entries at most",
        RuleKind::Check { complains: _, message: _ } => "this check",
    }
}
