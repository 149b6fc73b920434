//! Questions that nobody can tell apart.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::ClauseKind;

use crate::script::{Question, Script};

/// Two questions that read the same, at the same place, to the same people.
pub(crate) fn same(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<(usize, Vec<String>), Span> = FxHashMap::default();
    for question in script.questions.iter().filter(|question| !question.nested && !question.in_roster) {
        let Some(label) = script.words(question.label) else { continue };
        let key = (question.room, read(script, question));
        match seen.get(&key) {
            Some(first) if *first != label.span => found.push(
                Diagnostic::new(
                    Code::QuestionSameLabel,
                    label.span,
                    format!("two questions beside one another read `{}`", label.shown()),
                )
                .here("the second")
                .label(*first, "the first")
                .help("say in each what is asked, or put them under a `heading` or a `lead` of their own"),
            ),
            Some(_) => {}
            None => {
                seen.insert(key, label.span);
            }
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
