//! “Other”: where it stands, and whether it can be said what.

use rustc_hash::FxHashSet;
use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{Kind, QuestionKind};

use super::meaning::{Apart, apart, denies};
use crate::script::{Asks, Choice, Script, named_options};

/// “Other” that nobody can say more of.
pub(crate) fn without_specify(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut named = FxHashSet::default();
    script.conditions.iter().for_each(|condition| named_options(condition, &mut named));
    let choice = |asks| matches!(asks, Asks::Plain(QuestionKind::Single | QuestionKind::Multi));
    for question in script.questions.iter().filter(|question| choice(question.asks)) {
        let code = question.statement.code.as_ref().map_or("", |code| code.value.as_str());
        // Who ticks it is asked of it again.
        if script.selected.contains(code) {
            continue;
        }
        for option in &question.options {
            let Some(label) = script.label(option) else { continue };
            let own = option.statement.code.as_ref().map_or("", |code| code.value.as_str());
            let asked_more = option.statement.specify().is_some()
                || option.statement.body.iter().any(|inner| inner.kind != Kind::Note)
                || named.contains(&(code, own));
            if asked_more || option.statement.means().is_some() || apart(label) != Some(Apart::Other) {
                continue;
            }
            let told = Diagnostic::new(
                Code::OtherWithoutSpecify,
                label.span,
                format!("whoever chooses `{}` cannot say what", label.shown()),
            )
            .here("no blank beside it")
            .help("write `specify` behind it, and what is missing from the list will be known next time");
            let alone = option.statement.clauses.is_empty() && label.is_written();
            found.push(if alone {
                told.fix("write `specify`", vec![(label.span.after(), " specify".to_owned())])
            } else {
                told
            });
        }
    }
}

/// Whether an option is looked for at the end of its list.
fn is_last(script: &Script<'_>, option: &Choice<'_>) -> bool {
    let says = script.label(option).and_then(apart);
    option.statement.means().is_some() || matches!(says, Some(Apart::Other | Apart::DontKnow | Apart::Refused))
}

/// Whether an option is no answer like the others, and may stand at the end as well.
fn may_be_last(script: &Script<'_>, option: &Choice<'_>) -> bool {
    option.statement.excludes() || script.label(option).is_some_and(|label| denies(label) || apart(label).is_some())
}

/// “Other” or “I do not know”, and behind it an answer that is overlooked.
pub(crate) fn not_last(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let choice = |asks: Asks| asks.one() && asks != Asks::Gate || asks.several();
    for question in script.questions.iter().filter(|question| choice(question.asks)) {
        let mut early: Option<&Choice<'_>> = None;
        for option in &question.options {
            if early.is_none_or(|early| early.heading != option.heading) {
                early = is_last(script, option).then_some(option);
                continue;
            }
            if may_be_last(script, option) {
                continue;
            }
            let Some((first, behind)) = early.and_then(|early| script.label(early)).zip(script.label(option)) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    Code::OptionAfterOther,
                    behind.span,
                    format!("`{}` stands behind `{}`", behind.shown(), first.shown()),
                )
                .here("overlooked here")
                .label(first.span, "read as the last")
                .help(format!("put `{}` at the end: who has read it does not look further", first.shown())),
            );
            break;
        }
    }
}
