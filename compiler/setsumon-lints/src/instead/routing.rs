//! Who is asked, and where to go on, in the author's words.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::FIELD;

use crate::language::Phrases;
use crate::script::{Part, Script};
use crate::words::Words;

/// How a text begins that says whom it is for.
const WHOM: &[&str] = &[
    "if yes",
    "if no,",
    "if no:",
    "if so,",
    "if so:",
    "if not,",
    "if not:",
    "if you answered",
    "if you selected",
    "if you chose",
    "if you ticked",
    "if you said",
    "if “yes”",
    "if ‘yes’",
    "if “no”",
    "if ‘no’",
];

/// What says so in the first sentence of a Japanese text.
static WHOM_JA: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "はいの場合",
        "「はい」の場合",
        "いいえの場合",
        "「いいえ」の場合",
        "と回答した方",
        "と回答された方",
        "と回答した場合",
        "と回答された場合",
        "と答えた方",
        "と答えた場合",
        "とお答えの方",
        "を選択した方",
        "を選択された方",
        "を選択した場合",
        "を選択された場合",
        "を選んだ方",
        "を選んだ場合",
        "に○をした方",
        "に○をつけた方",
    ])
});

/// What says where to go on.
static WHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "go to question",
        "go to section",
        "go to part",
        "skip to",
        "skip the next",
        "continue with question",
        "continue with section",
        "proceed to question",
        "proceed to section",
        "go straight to",
        "へお進みください",
        "へお進み下さい",
        "にお進みください",
        "にお進み下さい",
        "へ進んでください",
        "に進んでください",
        "へ進む",
        "→問",
        "→設問",
    ])
});

/// “If yes, how large?”, “go to question 5”.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in &script.texts {
        let may_say_whom = match text.part {
            Part::Label | Part::Lead | Part::Hint | Part::Instruction => true,
            Part::Option | Part::Prose => false,
            Part::Title | Part::Around | Part::Message | Part::House | Part::Aside => continue,
        };
        let whom = may_say_whom.then(|| whom_in(&text.words)).flatten();
        let question = text.question.and_then(|at| script.questions.get(at));
        if let Some(part) = whom {
            let told = Diagnostic::new(Code::RoutingTyped, text.words.place(part), "the text says whom it is for");
            found.push(if question.is_some_and(|question| script.is_conditional(question)) {
                told.here("said twice").help(
                    "leave it out: the compiler tells who is asked from the condition, and `says \"…\"` behind it replaces its sentence",
                )
            } else {
                told.here("everybody is asked").help(
                    "say it with `when`: then it holds on screen and in the data, and the compiler writes the sentence for paper",
                )
            });
        } else if let Some(part) = way_in(&text.words) {
            found.push(
                Diagnostic::new(Code::RoutingTyped, text.words.place(part), "the text says where to go on")
                    .here("nothing in the survey does so")
                    .help("put `when` on what some are not asked, or `end when`: the compiler writes sentences and arrows"),
            );
        }
    }
}

/// Where a text begins with whom it is for.
fn whom_in(words: &Words) -> Option<Range<usize>> {
    let folded = words.folded();
    let begins = WHOM.iter().find(|word| folded.starts_with(**word)).map(|word| 0..word.len());
    let sentence = || {
        let end = folded.find(['。', '\n', '?']).unwrap_or(folded.len());
        WHOM_JA.first(folded.get(..end).unwrap_or_default())
    };
    begins.or_else(sentence).map(|part| words.unfolded(part))
}

/// Where it says where to go on; not with a number that the compiler fills in.
pub(super) fn way_in(words: &Words) -> Option<Range<usize>> {
    let part = WHERE.first(words.folded())?;
    let numbered = words.folded().contains(FIELD);
    (!numbered).then(|| words.unfolded(part))
}
