//! What tells who somebody is, and what people do not like to say.

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{ClauseKind, QuestionKind};

use super::topics::{SENSITIVE, Topic, topic};
use crate::script::{Asks, Question, Script, behind_settings};

/// What a question asks for that tells who the respondent is.
fn told_by(script: &Script<'_>, question: &Question<'_>) -> Option<&'static str> {
    let Asks::Plain(kind) = question.asks else { return None };
    let topic = || script.words(question.label).and_then(topic);
    let text = matches!(kind, QuestionKind::Text | QuestionKind::LongText);
    match kind {
        QuestionKind::Email => Some("an e-mail address"),
        QuestionKind::Tel => Some("a telephone number"),
        QuestionKind::Postal => Some("a postal code"),
        QuestionKind::Date | QuestionKind::Text | QuestionKind::LongText => match topic()? {
            Topic::Birth => Some("a date of birth"),
            Topic::Name if text => Some("a name"),
            Topic::Address if text => Some("an address"),
            Topic::Email if text => Some("an e-mail address"),
            Topic::Tel if text => Some("a telephone number"),
            Topic::Name
            | Topic::Address
            | Topic::Email
            | Topic::Tel
            | Topic::Postal
            | Topic::Url
            | Topic::Age
            | Topic::Date => None,
        },
        QuestionKind::Single
        | QuestionKind::Multi
        | QuestionKind::Rank
        | QuestionKind::Scale
        | QuestionKind::Integer
        | QuestionKind::Decimal
        | QuestionKind::Year
        | QuestionKind::FiscalYear
        | QuestionKind::Month
        | QuestionKind::Url
        | QuestionKind::Flag => None,
    }
}

/// A name or an address that lies among the other answers.
pub(crate) fn personal_unmarked(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in script.questions.iter().filter(|question| question.personal.is_none()) {
        let Some(what) = told_by(script, question) else { continue };
        let told = Diagnostic::new(
            Code::PersonalUnmarked,
            script.name(question),
            format!("{what} tells who the respondent is, and lies among the other answers"),
        )
        .here("not marked")
        .help("write `@personal` behind it, or on what it stands in; `@not_personal` where it is of no person");
        found.push(match behind_settings(question.statement) {
            Some(place) => told.fix("write `@personal`", vec![(place, " @personal".to_owned())]),
            None => told,
        });
    }
}

/// Whether a question asks for what people do not like to say.
fn is_sensitive(script: &Script<'_>, question: &Question<'_>) -> bool {
    [question.label, question.lead]
        .into_iter()
        .filter_map(|text| script.words(text))
        .any(|words| SENSITIVE.are_in(words.folded()))
}

/// A question about religion that has to be answered.
pub(crate) fn required(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let clauses = &question.statement.clauses;
        let Some(required) = clauses.iter().find(|clause| clause.kind == ClauseKind::Required) else { continue };
        let way_out = !question.alternatives.is_empty()
            || question.options.iter().any(|option| {
                let label = script.label(option);
                option.statement.means().is_some() || label.is_some_and(crate::options::is_apart)
            });
        if way_out || !is_sensitive(script, question) {
            continue;
        }
        let help = if question.options.is_empty() {
            "add a way out, as `or { secret \"I would rather not say\" means refused }`, or leave `required` out"
        } else {
            "add a way out, as `secret \"I would rather not say\" means refused`, or leave `required` out"
        };
        found.push(
            Diagnostic::new(
                Code::SensitiveRequired,
                script.name(question),
                "not everybody likes to say this, and an answer is required",
            )
            .here("asked here")
            .label(required.span, "required")
            .help(help),
        );
    }
}

/// The fewest questions of a survey that has a beginning.
const FEWEST: usize = 15;

/// A question about income among the first.
pub(crate) fn early(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let asked = script.questions.iter().filter(|question| !question.nested).collect::<Vec<_>>();
    if asked.len() < FEWEST {
        return;
    }
    for question in asked.iter().take(asked.len().div_ceil(10)).filter(|question| is_sensitive(script, question)) {
        found.push(
            Diagnostic::new(
                Code::SensitiveEarly,
                script.name(question),
                "not everybody likes to say this, and it is asked at the beginning",
            )
            .here("one of the first questions")
            .help("ask it near the end: who has answered the rest knows by then what it is for"),
        );
    }
}
