//! The words beside a box to tick.

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::QuestionKind;

use crate::script::{Asks, Script};
use crate::words::Words;

/// The boxes with their labels.
fn boxes<'s>(script: &'s Script<'_>) -> impl Iterator<Item = &'s Words> {
    let boxes = script.questions.iter().filter(|question| question.asks == Asks::Plain(QuestionKind::Flag));
    boxes.filter_map(|question| script.words(question.label))
}

/// How a refusal begins.
const REFUSED: &[&str] = &[
    "do not ",
    "don't ",
    "don’t ",
    "please do not ",
    "please don't ",
    "please don’t ",
    "i do not want ",
    "i do not wish ",
    "i don't want ",
    "i don’t want ",
    "i would not like ",
    "i do not agree",
    "i do not consent",
];

/// How it ends in Japanese.
const REFUSED_JA: &[&str] =
    &["希望しない", "希望しません", "同意しない", "同意しません", "不要", "不要です", "必要ない", "必要ありません"];

/// “Do not send me …”: who leaves it empty says yes.
pub(crate) fn negative(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for label in boxes(script) {
        let folded = label.folded();
        let plain = folded.trim_end_matches('。');
        let refuses =
            REFUSED.iter().any(|word| folded.starts_with(word)) || REFUSED_JA.iter().any(|word| plain.ends_with(word));
        if refuses {
            found.push(
                Diagnostic::new(Code::FlagNegative, label.span, "a box to be ticked says what is not wanted")
                    .here("an empty one says yes")
                    .help("say what is wanted, as “Send me …”: an empty box is no answer to most, and here it would agree"),
            );
        }
    }
}

/// “Do you deliver?” beside a box.
pub(crate) fn question(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for label in boxes(script) {
        let plain = label.folded().trim_end_matches(['。', ' ']);
        if plain.ends_with('?') || ["ですか", "ますか", "ましたか", "ませんか"].iter().any(|end| plain.ends_with(end))
        {
            found.push(
                Diagnostic::new(Code::FlagIsQuestion, label.span, format!("a box cannot answer `{}`", label.shown()))
                    .here("a question")
                    .help("make it a `single` with yes and no, or write a statement, as “We deliver”: an empty box is no “no”"),
            );
        }
    }
}
