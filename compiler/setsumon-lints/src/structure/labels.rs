//! Questions that nobody can tell apart.

use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::ClauseKind;

use crate::script::{Question, Script};

/// Two questions, one behind the other, that read the same to the same people. With another between them, each belongs to what stands
/// before it: “Remarks” behind each of five is ordinary.
pub(crate) fn same(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut before: Option<(usize, Vec<String>, Span)> = None;
    for question in script.questions.iter().filter(|question| !question.nested) {
        let Some(label) = script.words(question.label).filter(|_| !question.in_roster) else {
            before = None;
            continue;
        };
        let now = (question.room, read(script, question), label.span);
        if let Some((room, read, first)) = before.replace(now)
            && before.as_ref().is_some_and(|(own, reads, _)| *own == room && *reads == read)
            && first != label.span
        {
            found.push(
                Diagnostic::new(
                    Code::QuestionSameLabel,
                    label.span,
                    format!("two questions beside one another read `{}`", label.shown()),
                )
                .here("the second")
                .label(first, "the first")
                .help("say in each what is asked, or put them under a `heading` or a `lead` of their own"),
            );
        }
    }
}

/// All that tells a question from others to its reader.
fn read(script: &Script<'_>, question: &Question<'_>) -> Vec<String> {
    let texts = [question.lead, question.label, question.hint];
    let mut read: Vec<String> = texts
        .into_iter()
        .map(|text| script.words(text).map_or_else(String::new, |words| words.read(script.sources)))
        .collect();
    for clause in &question.statement.clauses {
        let shown = matches!(
            clause.kind,
            ClauseKind::Unit(_)
                | ClauseKind::UnitCode(_)
                | ClauseKind::Prefix(_)
                | ClauseKind::Suffix(_)
                | ClauseKind::When(_)
                | ClauseKind::Says(_)
                | ClauseKind::SelectedIn { .. }
                | ClauseKind::Ends { .. }
        );
        if shown {
            read.push(script.sources.slice(clause.span).to_owned());
        }
    }
    let choices = question.options.iter().chain(&question.rows).filter_map(|choice| script.label(choice));
    read.extend(choices.map(|label| label.blank().to_owned()));
    // What is no choice has its kind: a box reads otherwise than a blank.
    read.push(format!("{:?}", question.asks));
    read
}
