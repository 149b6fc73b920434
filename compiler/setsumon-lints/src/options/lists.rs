//! What a list of options lacks, or has too much of.

use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{ClauseKind, QuestionKind};

use super::meaning::apart;
use crate::language::{Phrases, has_kana, same};
use crate::script::{Asks, Script};

/// How an option begins that says that none is so.
static NONE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "no",
        "none",
        "not",
        "never",
        "nothing",
        "nobody",
        "neither",
        "なし",
        "ない",
        "無し",
        "無い",
        "いない",
        "していない",
    ])
});

/// A multiple choice that must be answered, and offers nothing to whom none of it concerns.
pub(crate) fn required_without_none(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let several = |asks| asks == Asks::Plain(QuestionKind::Multi);
    for question in script.questions.iter().filter(|question| several(question.asks)) {
        let Some(required) = question.statement.clauses.iter().find(|clause| clause.kind == ClauseKind::Required)
        else {
            continue;
        };
        let way_out = |option: &crate::script::Choice<'_>| {
            option.statement.excludes()
                || option.statement.specify().is_some()
                || script.label(option).is_some_and(|label| apart(label).is_some() || NONE.are_in(label.folded()))
        };
        // What was ticked before brings at least one that fits.
        if question.options.iter().any(way_out) || question.statement.selected_in().is_some() {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::RequiredMultiWithoutNone,
                required.span,
                "an answer is required, and none of the options need fit",
            )
            .here("required here")
            .label(script.name(question), "no option says that none of them is so")
            .help("add an option such as `none \"None of these\" exclusive`, or leave `required` out"),
        );
    }
}

/// A choice that leaves nothing to choose.
pub(crate) fn only_one(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let choice = |asks| matches!(asks, Asks::Plain(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank));
    for question in script.questions.iter().filter(|question| choice(question.asks)) {
        let [only] = question.options.as_slice() else { continue };
        if question.statement.selected_in().is_some() {
            continue;
        }
        let Some(label) = script.label(only) else { continue };
        found.push(
            Diagnostic::new(Code::OptionOnlyOne, label.span, format!("`{}` is the only option", label.shown()))
                .here("nothing else to choose")
                .help("make it a box to tick, `flag code \"…\"`: then leaving it empty says no"),
        );
    }
}

/// Among several answers one that stands for all of them.
pub(crate) fn all_of_the_above(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
        let labels = [
            "all of the above",
            "all of these",
            "all of them",
            "all the above",
            "all",
            "上記すべて",
            "上記全て",
            "上記のすべて",
            "上記の全て",
            "以上すべて",
            "以上全て",
            "すべて",
            "全て",
            "全部",
            "すべて当てはまる",
            "全て当てはまる",
            "すべてあてはまる",
            "いずれも",
        ];
        labels.iter().map(|label| same(label)).collect()
    });
    for question in script.questions.iter().filter(|question| question.asks.several()) {
        for label in question.options.iter().filter_map(|option| script.label(option)) {
            if !ALL.iter().any(|all| all == label.normal()) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    Code::OptionAllOfTheAbove,
                    label.span,
                    format!("`{}` says what ticking all the others says", label.shown()),
                )
                .here("said twice")
                .help("take it out: who ticks it alone and who ticks each are counted apart"),
            );
        }
    }
}

/// An option that is a paragraph.
pub(crate) fn too_long(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for label in
        script.questions.iter().flat_map(|question| &question.options).filter_map(|option| script.label(option))
    {
        let (length, most) = (label.blank().chars().count(), if has_kana(label.blank()) { 80 } else { 250 });
        if length <= most {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::OptionTooLong,
                label.span,
                format!("an option of {length} characters is read by nobody to its end"),
            )
            .here(format!("over {most}"))
            .help("say in few words what is chosen, and the rest in a `note` in its `{ }` or in the question's `hint`"),
        );
    }
}
