//! Options that say that there is no answer, and do not say so to the data.

use setsumon_diagnostics::{Code, Diagnostic};

use super::meaning::apart;
use crate::language::same;
use crate::script::{Question, Script};
use crate::words::Words;

/// What the opposite of a label would read, which makes an answer of it: who knows and who does not.
const OPPOSITES: &[(&str, &str)] = &[
    ("わからない", "わかる"),
    ("分からない", "分かる"),
    ("わかりません", "わかります"),
    ("分かりません", "分かります"),
    ("把握していない", "把握している"),
    ("把握していません", "把握しています"),
    ("覚えていない", "覚えている"),
    ("該当しない", "該当する"),
    ("該当なし", "該当あり"),
    ("非該当", "該当"),
    ("do not know", "know"),
    ("i do not know", "i know"),
    ("i don't know", "i know"),
    ("don't remember", "remember"),
    ("i don't remember", "i remember"),
    ("does not apply", "applies"),
    ("not sure", "sure"),
    ("unsure", "sure"),
    ("unknown", "known"),
];

/// Whether the question is about just that: its options are one and the opposite.
fn is_asked(script: &Script<'_>, question: &Question<'_>, label: &Words) -> bool {
    let opposite = OPPOSITES.iter().filter(|(not, _)| same(not) == label.normal()).map(|(_, is)| same(is));
    let opposites: Vec<String> = opposite.collect();
    !opposites.is_empty()
        && question
            .options
            .iter()
            .filter_map(|option| script.label(option))
            .any(|other| opposites.iter().any(|is| other.normal().starts_with(is.as_str())))
}

/// An option that says “I do not know” among answers, without `means`.
pub(crate) fn not_marked(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in script.questions.iter().filter(|question| question.asks.one() || question.asks.several()) {
        for option in question.options.iter().filter(|option| option.statement.means().is_none()) {
            let Some(label) = script.label(option) else { continue };
            let Some(role) = apart(label).and_then(super::meaning::Apart::role) else { continue };
            if is_asked(script, question, label) {
                continue;
            }
            let told = Diagnostic::new(
                Code::NonanswerNotMarked,
                label.span,
                format!("`{}` counts as an answer like the others", label.shown()),
            )
            .here("it says that there is none")
            .help(format!("write `means {role}` behind it: then data and codebook keep it apart from the answers"));
            let alone = option.statement.clauses.is_empty() && label.is_written();
            found.push(if alone {
                told.fix(format!("write `means {role}`"), vec![(label.span.after(), format!(" means {role}"))])
            } else {
                told
            });
        }
    }
}
