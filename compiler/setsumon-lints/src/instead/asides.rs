//! Whether something must be filled in, typed behind its label.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::ClauseKind;

use crate::script::{Part, Script};
use crate::words::Words;

/// The words that say it, and whether they say that it must be.
const WORDS: &[(&str, bool)] = &[
    ("(required)", true),
    ("(mandatory)", true),
    ("(compulsory)", true),
    ("(必須)", true),
    ("(記入必須)", true),
    ("(入力必須)", true),
    ("(回答必須)", true),
    ("【必須】", true),
    ("[必須]", true),
    ("※必須", true),
    ("(optional)", false),
    ("(任意)", false),
    ("【任意】", false),
    ("[任意]", false),
];

/// “(required)”, “（必須）”, a star at the end.
pub(crate) fn required(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let labels = script.texts.iter().filter(|text| matches!(text.part, Part::Label | Part::Lead | Part::Hint));
    for text in labels {
        let Some((part, must)) = said(&text.words, text.part) else { continue };
        let question = text.question.and_then(|at| script.questions.get(at));
        let is = question.is_some_and(|question| question.statement.has(&ClauseKind::Required));
        let (message, here, help) = match (must, is) {
            (true, true) => (
                "the text says that an answer is required",
                "said twice",
                "leave it out: the compiler says it of what is `required`",
            ),
            (true, false) => (
                "the text says that an answer is required, and none is",
                "nobody asks for it",
                "write `required` behind the label instead: the compiler says it then",
            ),
            (false, true) => (
                "the text says that no answer is required, and one is",
                "it is `required`",
                "leave it out, or leave `required` out",
            ),
            (false, false) => (
                "the text says that no answer is required",
                "said of one alone",
                "leave it out: the compiler marks what is `required`, and the rest may be left empty",
            ),
        };
        let told = Diagnostic::new(Code::RequiredTyped, text.words.place(part.clone()), message).here(here).help(help);
        let start = text.words.blank().get(..part.start).map_or(0, |before| before.trim_end().len());
        // What is said and not so is for its author to decide.
        let edit = (must == is && start > 0).then(|| text.words.edit(start..part.end, "")).flatten();
        found.push(match edit {
            Some(edit) => told.fix("take it out", vec![edit]),
            None => told,
        });
    }
}

fn said(words: &Words, part: Part) -> Option<(Range<usize>, bool)> {
    let folded = words.folded();
    let bracket = WORDS.iter().find_map(|(word, must)| {
        let at = folded.find(word)?;
        Some((words.unfolded(at..at + word.len()), *must))
    });
    // One star; two are strong words, and one further up is a footnote's.
    let star = || {
        let before = folded.strip_suffix('*')?;
        let alone = part == Part::Label && !before.contains('*');
        alone.then(|| (words.unfolded(before.len()..folded.len()), true))
    };
    bracket.or_else(star)
}
