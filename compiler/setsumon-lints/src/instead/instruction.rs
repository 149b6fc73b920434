//! What is to be done, typed into the question.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::Kind;

use crate::options::kind::{SEVERAL, one_in};
use crate::script::{Asks, Script};

/// “(Select all that apply)” in a label or lead, where the compiler says it too.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let own = question.statement.body.iter().any(|inner| inner.kind == Kind::Instruction);
        if own || question.asks == Asks::Gate {
            continue;
        }
        for words in [question.label, question.lead].into_iter().filter_map(|text| script.words(text)) {
            // What contradicts the kind is told as that.
            let part = if question.asks.several() {
                SEVERAL.first_in(words)
            } else if question.asks.one() {
                one_in(words)
            } else {
                None
            };
            let Some(part) = part else { continue };
            let told = Diagnostic::new(
                Code::InstructionTyped,
                words.place(part.clone()),
                "the text says how the question is answered",
            )
            .here("said twice")
            .help("leave it out: the compiler says it at the options; `instruction \"…\"` says it in your words");
            let edit = around(words.blank(), part).and_then(|part| words.edit(part, ""));
            found.push(match edit {
                Some(edit) => told.fix("take it out", vec![edit]),
                None => told,
            });
        }
    }
}

/// So many characters beside the words may go with them: “please”, “in each row”, “してください”.
const BESIDE: usize = 14;

/// The brackets or the last sentence that a part is the whole of, with the space before; none where more is said there, or nothing is
/// left.
fn around(words: &str, part: Range<usize>) -> Option<Range<usize>> {
    let before = words.get(..part.start)?;
    let behind = words.get(part.end..)?;
    let length = |sign: &str| sign.chars().next().map_or(0, char::len_utf8);
    let open = before.rfind(['(', '（']).filter(|at| !before.get(*at..).is_some_and(|rest| rest.contains([')', '）'])));
    let (start, end) = match (open, behind.find([')', '）'])) {
        (Some(open), Some(close)) => (open, part.end + close + length(behind.get(close..)?)),
        (Some(_), None) => return None,
        (None, _) => {
            let stop = before.rfind(['.', '?', '!', '。', '？', '！'])?;
            (stop + length(before.get(stop..)?), words.len())
        }
    };
    let more = words.get(start..end)?.chars().count().saturating_sub(words.get(part)?.chars().count());
    let start = words.get(..start)?.trim_end().len();
    (more <= BESIDE && start > 0).then_some(start..end)
}
