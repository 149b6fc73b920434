//! Blanks for text where the answer is of a kind that the language knows.

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{ClauseKind, QuestionKind};

use super::topics::{Topic, asks_how_many, topic};
use crate::script::{Asks, Script};
use crate::words::Words;

/// The lines of text without a picture of their own, with their labels.
fn lines<'s>(script: &'s Script<'_>) -> impl Iterator<Item = (&'s crate::script::Question<'s>, &'s Words)> {
    let lines = script
        .questions
        .iter()
        .filter(|question| question.asks == Asks::Plain(QuestionKind::Text) && question.statement.pattern().is_none());
    lines.filter_map(|question| Some((question, script.words(question.label)?)))
}

fn told(code: Code, label: &Words, question: &crate::script::Question<'_>, what: &str, help: String) -> Diagnostic {
    Diagnostic::new(code, label.span, format!("`{}` asks for {what}, and any text is taken", label.shown()))
        .here("asked for here")
        .label(question.statement.kind_span, "taken as it is written")
        .help(help)
}

/// A text that is a number.
pub(crate) fn number(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for (question, label) in lines(script) {
        // A telephone number is a number in name only.
        let counts = asks_how_many(label) || topic(label) == Some(Topic::Age);
        if !counts {
            continue;
        }
        let unit = question
            .statement
            .clauses
            .iter()
            .any(|clause| matches!(clause.kind, ClauseKind::Unit(_) | ClauseKind::UnitCode(_)));
        let help = if unit { "make it an `integer … min 0`" } else { "make it an `integer … unit \"…\" min 0`" };
        found.push(told(Code::TextForNumber, label, question, "a number", help.to_owned()));
    }
}

/// A text that is a day.
pub(crate) fn date(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for (question, label) in lines(script) {
        let folded = label.folded();
        let pictured = ["dd/mm", "mm/dd", "yyyy", "dd.mm", "年/月/日"].iter().any(|picture| folded.contains(picture));
        let day = pictured || folded.starts_with("date of ") || folded.trim_end().ends_with("年月日");
        if !day && !matches!(topic(label), Some(Topic::Date | Topic::Birth)) {
            continue;
        }
        let help = "make it a `date`, a `month` or a `year`: each is written in its own way and checked";
        found.push(told(Code::TextForDate, label, question, "a date", help.to_owned()));
    }
}

/// A text that is a way to reach somebody.
pub(crate) fn contact(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for (question, label) in lines(script) {
        let (what, kind) = match topic(label) {
            Some(Topic::Email) => ("an e-mail address", "email"),
            Some(Topic::Tel) => ("a telephone number", "tel"),
            Some(Topic::Postal) => ("a postal code", "postal"),
            Some(Topic::Url) => ("a web address", "url"),
            Some(Topic::Name | Topic::Address | Topic::Birth | Topic::Age | Topic::Date) | None => continue,
        };
        let help = format!("make it `{kind}`: it is checked, and a telephone shows the right keys");
        let told = told(Code::TextForContact, label, question, what, help);
        let plain = question.statement.clauses.iter().all(|clause| {
            matches!(
                clause.kind,
                ClauseKind::Required | ClauseKind::When(_) | ClauseKind::Says(_) | ClauseKind::Marker(_)
            )
        });
        found.push(if plain {
            told.fix(format!("make it `{kind}`"), vec![(question.statement.kind_span, kind.to_owned())])
        } else {
            told
        });
    }
}
