//! Options that are the opposite of one another.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Code, Diagnostic};

use super::meaning::apart;
use super::ranges::Range;
use crate::language::{Phrases, same};
use crate::script::Script;
use crate::words::Words;

/// Words and what they are the opposite of, in the languages that surveys and codes are written in.
const PAIRS: &[(&[&str], &[&str])] = &[
    (&["yes", "はい"], &["no", "いいえ"]),
    (&["male", "man", "men", "男性", "男"], &["female", "woman", "women", "女性", "女"]),
    (
        &["agree", "agreed", "賛成", "同意する", "同意します"],
        &["disagree", "disagreed", "反対", "同意しない", "同意しません"],
    ),
    (&["good", "よい", "良い"], &["bad", "poor", "わるい", "悪い", "よくない", "良くない"]),
    (&["always", "いつも", "常に"], &["never", "決して", "全くない", "まったくない"]),
    (&["satisfied", "満足"], &["dissatisfied", "unsatisfied", "不満"]),
    (&["true", "正しい"], &["false", "誤り"]),
    (
        &["increased", "increase", "more", "増えた", "増加"],
        &["decreased", "decrease", "less", "fewer", "減った", "減少"],
    ),
    (&["exists", "あり", "ある"], &["absent", "なし", "ない"]),
];

/// Which pair a word is of, and which side of it.
static SIDES: LazyLock<FxHashMap<String, (usize, bool)>> = LazyLock::new(|| {
    let all = PAIRS.iter().enumerate().flat_map(|(pair, (one, other))| {
        let side =
            move |words: &'static [&'static str], first| words.iter().map(move |word| (same(word), (pair, first)));
        side(one, true).chain(side(other, false))
    });
    all.collect()
});

/// Options whose codes say the opposite of their labels: mostly two that were exchanged.
pub(crate) fn code_opposite(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let exchanged = question.options.iter().chain(&question.rows).filter_map(|option| {
            let (code, label) = option.statement.code.as_ref().zip(script.label(option))?;
            let (of_code, of_label) = SIDES.get(&code.value).zip(SIDES.get(label.normal()))?;
            (of_code.0 == of_label.0 && of_code.1 != of_label.1).then_some((code, label))
        });
        let told = exchanged.fold(None, |told: Option<Diagnostic>, (code, label)| {
            Some(match told {
                Some(told) => told.label(label.span, format!("and so does `{}`", code.value)),
                None => Diagnostic::new(
                    Code::OptionCodeOpposite,
                    label.span,
                    format!("the code `{}` says the opposite of `{}`", code.value, label.shown()),
                )
                .here("what is read")
                .label(code.span, "what is counted")
                .help("exchange the labels, or the codes if nobody has answered yet"),
            })
        });
        found.extend(told);
    }
}

/// What is asked for by a number.
static HOW_MANY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "how many",
        "how much",
        "how old",
        "how long",
        "how often",
        "how far",
        "how large",
        "number of",
        "何人",
        "何件",
        "何回",
        "何年",
        "何歳",
        "いくら",
        "いくつ",
        "人数",
        "件数",
        "回数",
        "年数",
        "金額",
        "年齢",
        "員数",
        "者数",
        "席数",
        "床数",
        "売上",
        "面積",
        "日数",
        "時間数",
    ])
});

/// A multiple choice whose options exclude one another.
pub(crate) fn exclusive(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in script.questions.iter().filter(|question| question.asks.several()) {
        let labels: Vec<&Words> = question.options.iter().filter_map(|option| script.label(option)).collect();
        let side = |wanted: bool| labels.iter().find(|label| SIDES.get(label.normal()) == Some(&(0, wanted)));
        let ranges = || {
            let answers = labels.iter().filter(|label| apart(label).is_none());
            let all: Option<Vec<Range>> = answers.map(|label| Range::of(label.folded())).collect();
            let ranged = all.is_some_and(|all| all.len() >= 3 && all.iter().any(|range| range.low != range.high));
            let asked = script.asked(question).any(|words| HOW_MANY.are_in(words.folded()));
            (ranged && asked).then(|| labels.first().copied().zip(labels.last().copied())).flatten()
        };
        let Some((one, other)) = side(true).copied().zip(side(false).copied()).or_else(ranges) else { continue };
        let told = Diagnostic::new(
            Code::MultiOfExclusiveOptions,
            script.name(question),
            format!("both `{}` and `{}` can be ticked", one.shown(), other.shown()),
        );
        found.push(
            told.here("takes several answers")
                .label(one.span, "excludes the other")
                .label(other.span, "excludes the first")
                .help("make it a `single`"),
        );
    }
}
