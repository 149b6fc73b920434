//! Options and rows that read the same, though they are not written the same.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Code, Diagnostic};

use crate::script::{Choice, Script};
use crate::words::Words;

/// Two options, or two rows, that nobody can tell apart. Options that are written the same are refused elsewhere.
pub(crate) fn same_label(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let options = (&question.options, "options", true);
        let rows = (&question.rows, "rows", false);
        for (choices, what, refused) in [options, rows] {
            let mut seen: FxHashMap<(usize, String), &Words> = FxHashMap::default();
            for (choice, label) in labelled(script, choices) {
                let read = (choice.heading, label.read(script.sources));
                let Some(first) = seen.get(&read).copied() else {
                    seen.insert(read, label);
                    continue;
                };
                let identical = first.written(script.sources) == label.written(script.sources);
                if identical && refused || first.span == label.span {
                    continue;
                }
                found.push(
                    Diagnostic::new(Code::OptionSameLabel, label.span, format!("two {what} read `{}`", label.shown()))
                        .here("the second")
                        .label(first.span, "the first")
                        .help("reword one of them, or take it out: capitals, width and spaces tell nobody apart"),
                );
            }
        }
    }
}

/// Those that are always offered, with their labels.
fn labelled<'s>(
    script: &'s Script<'_>,
    choices: &'s [Choice<'_>],
) -> impl Iterator<Item = (&'s Choice<'s>, &'s Words)> {
    let always = choices.iter().filter(|choice| choice.statement.when().is_none());
    always.filter_map(|choice| Some((choice, script.label(choice)?)))
}
