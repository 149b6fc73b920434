//! Words above a question that say the opposite of its kind.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::language::Phrases;
use crate::script::{Asks, Question, Script};
use crate::words::Words;

/// What asks for several answers.
pub(crate) static SEVERAL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "all that apply",
        "all which apply",
        "all that are applicable",
        "as many as apply",
        "as many as you like",
        "more than one answer",
        "複数選択",
        "複数回答",
        "いくつでも",
        "すべて選",
        "全て選",
        "すべてお選び",
        "全てお選び",
        "すべてに○",
        "全てに○",
        "ものすべて",
        "もの全て",
        "ものをすべて",
        "ものを全て",
    ])
});

/// What asks for one.
pub(crate) static ONE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "choose one",
        "choose only one",
        "select one",
        "select only one",
        "tick one",
        "tick only one",
        "check one",
        "check only one",
        "mark one",
        "mark only one",
        "pick one",
        "pick only one",
        "one answer only",
        "only one answer",
        "1つだけ",
        "一つだけ",
        "ひとつだけ",
        "1つ選",
        "一つ選",
        "ひとつ選",
        "1つお選び",
        "一つお選び",
        "ひとつお選び",
        "1つに○",
        "一つに○",
        "1つを選",
        "一つを選",
    ])
});

/// “Tick all that apply” above one answer, “choose only one” above several. An instruction that does so is refused elsewhere.
pub(crate) fn contradicted(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let Some((words, part, said, is, help)) = contradiction(script, question) else { continue };
        found.push(
            Diagnostic::new(Code::KindContradicted, words.place(part), format!("{said}, and {is} taken"))
                .here("said here")
                .label(question.statement.kind_span, "taken so")
                .help(help),
        );
    }
}

type Contradiction<'s> = (&'s Words, Range<usize>, &'static str, &'static str, &'static str);

fn contradiction<'s>(script: &'s Script<'_>, question: &'s Question<'_>) -> Option<Contradiction<'s>> {
    let one = question.asks.one() && question.asks != Asks::Gate;
    let at_most_one = question.statement.pick().is_some_and(|pick| pick.value.1 == 1);
    let mut texts = script.asked(question);
    if one {
        let help = "make it a `multi`, or say that one is to be chosen: the compiler does, where nothing is said";
        texts.find_map(|words| {
            let part = SEVERAL.first_in(words)?;
            Some((words, part, "several answers are asked for", "one is", help))
        })
    } else if question.asks.several() && !at_most_one {
        let help = "make it a `single`, or say that several may be chosen: the compiler does, where nothing is said";
        texts.find_map(|words| {
            let part = one_in(words)?;
            Some((words, part, "one answer is asked for", "several are", help))
        })
    } else {
        None
    }
}

/// Where one answer is asked for: not “one of these”, not “one or more”.
pub(crate) fn one_in(words: &Words) -> Option<Range<usize>> {
    let part = ONE.first(words.folded())?;
    let behind = words.folded().get(part.end..).unwrap_or_default().trim_start();
    let goes_on = ["of ", "or ", "以上", "または", "ずつ"].iter().any(|word| behind.starts_with(word));
    (!goes_on).then(|| words.unfolded(part))
}
