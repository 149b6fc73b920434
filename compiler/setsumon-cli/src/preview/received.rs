//! The page that answers a submission in the preview: what came in, and the reference's verdict on it.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use setsumon::answers::Answers;
use setsumon::judge::{Mode, Verdict, Violation, judge};
use setsumon::survey::Form;

const PAGE: &str = include_str!("received.html");

/// The field in which the form hands in its answer file.
const ANSWER_FILE: &str = "_answers";

/// The page about what was posted, as fields in their order.
///
/// # Errors
/// Where the page's template cannot be filled in, which is a bug of ours.
pub(crate) fn page(form: &Form, fields: &[(String, String)]) -> Result<String, minijinja::Error> {
    let answers = fields.iter().find(|(name, value)| name == ANSWER_FILE && !value.is_empty());
    let (verdict, file, problem) = match answers {
        Some((_, text)) => match Answers::from_json(form, text) {
            Ok(answers) => (Some(judge(form, &answers, None, Mode::Submission)), pretty(text), None),
            Err(problem) => (None, text.clone(), Some(problem.message)),
        },
        None => (None, String::new(), None),
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("received.html", PAGE)?;
    environment.get_template("received.html")?.render(context! {
        title => form.survey().title.plain(),
        judged => verdict.is_some(),
        valid => verdict.as_ref().is_some_and(|verdict| verdict.valid),
        outcome => verdict.as_ref().and_then(|verdict| verdict.outcome).map(|outcome| outcome.as_str()),
        violations => said(verdict.as_ref().map(|verdict| &verdict.violations)),
        warnings => said(verdict.as_ref().map(|verdict| &verdict.warnings)),
        derived => derived(verdict.as_ref()),
        file,
        problem,
        fields => filled_in(fields),
    })
}

/// The fields that are not empty, besides the answer file.
fn filled_in(fields: &[(String, String)]) -> Vec<[String; 2]> {
    let filled = fields.iter().filter(|(name, value)| name != ANSWER_FILE && !value.is_empty());
    filled.map(|(name, value)| [name.clone(), value.clone()]).collect()
}

fn pretty(text: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    value.ok().and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| text.to_owned())
}

/// Variable, rule and message of each.
fn said(violations: Option<&Vec<Violation>>) -> Vec<[String; 3]> {
    let rows = violations.into_iter().flatten();
    rows.map(|violation| [violation.place(), violation.rule.clone(), violation.message.clone()]).collect()
}

fn derived(verdict: Option<&Verdict>) -> Vec<[String; 2]> {
    let values = verdict.into_iter().flat_map(|verdict| &verdict.derived);
    let known =
        values.filter_map(|derived| derived.value.as_ref().map(|value| [derived.name.clone(), value.to_string()]));
    known.collect()
}
