//! What is asked in one question: one thing, of one time.

use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::FIELD;
use setsumon_syntax::ast::{ClauseKind, Kind, QuestionKind};

use super::outside;
use crate::language::Phrases;
use crate::script::{Asks, Part, Script, Written};

/// Two questions with one blank.
pub(crate) fn two(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| matches!(text.part, Part::Label | Part::Lead)) {
        let words = outside(text.words.blank());
        let marks: Vec<usize> = words
            .match_indices(['?', '？'])
            .map(|(at, _)| at)
            // Several marks in a row are one.
            .filter(|at| !words.get(..*at).is_some_and(|before| before.ends_with(['?', '？', '!', '！'])))
            .filter(|at| !is_example(&words, *at))
            .collect();
        let [first, second, ..] = marks.as_slice() else { continue };
        let part = |at: usize| at..at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        found.push(
            Diagnostic::new(Code::TwoQuestions, text.words.place(part(*second)), "two questions are asked at once")
                .here("the second")
                .label(text.words.place(part(*first)), "the first")
                .help("ask each by itself, the second with `when` if it depends on the first: nobody knows which one was answered"),
        );
    }
}

/// Whether a question is one of those that are given as examples.
fn is_example(words: &str, mark: usize) -> bool {
    let before = words.get(..mark).unwrap_or_default().to_ascii_lowercase();
    ["for example", "for instance", "e.g.", "such as", "例："].iter().any(|word| before.contains(word))
}

/// What puts two things into one question.
static BOTH: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["及び", "および", "だけでなく"]));

/// One answer to two things: “the taste and/or the price”, 味および値段に満足していますか.
pub(crate) fn barrelled(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| matches!(text.part, Part::Label | Part::Lead)) {
        let Some(question) = text.question.and_then(|at| script.questions.get(at)) else { continue };
        let scale = matches!(question.asks.blank(), Some(QuestionKind::Scale));
        if !question.asks.one() && !scale || question.asks == Asks::Gate {
            continue;
        }
        let words = outside(text.words.blank());
        let asks = words.trim_end_matches(['。', '？', '?']).ends_with('か');
        let part = words.to_ascii_lowercase().find("and/or").map(|at| at..at + "and/or".len());
        let Some(part) = part.or_else(|| BOTH.first(&words).filter(|_| asks)) else { continue };
        let raw = words.get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::DoubleBarrelled, text.words.place(part), format!("`{raw}` asks for two things, and one answer is taken"))
                .here("two things")
                .help("ask for each by itself, as two questions or as two rows of a grid: who thinks otherwise of the two cannot answer"),
        );
    }
}

static HOW_OFTEN: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["how many times", "how often", "何回", "何度", "頻度"]));

/// What tells a time, in English.
static TIME: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "day",
        "days",
        "daily",
        "week",
        "weeks",
        "weekly",
        "month",
        "months",
        "monthly",
        "year",
        "years",
        "yearly",
        "today",
        "yesterday",
        "ever",
        "usually",
        "normally",
        "typically",
        "since",
        "last",
        "past",
        "recent",
        "previous",
        "during",
        "each",
        "every",
        "between",
        "until",
        "when",
        "hour",
        "hours",
        "before",
        "after",
        "while",
        "life",
        "season",
        "ago",
        "summer",
        "winter",
        "on average",
        "per",
        "now",
        "currently",
    ])
});

/// What tells a time, in Japanese: kanji that stand in all such words.
const TIME_JA: &[char] = &['日', '週', '月', '年', '時', '間', '期', '毎', '今', '過', '普', '常', '平', '回', '最'];

fn tells_time(words: &str) -> bool {
    let dated = words.contains(|sign: char| sign == FIELD || sign.is_ascii_digit());
    dated || TIME.are_in(words) || words.contains(TIME_JA)
}

/// “How many times?”, and not since when.
pub(crate) fn recall(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    // Whether what stands above, in the section, tells the time.
    let mut above = false;
    for text in &script.texts {
        let folded = text.words.folded();
        match text.part {
            Part::Title if matches!(text.owner.kind, Kind::Section | Kind::Part) => above = tells_time(folded),
            Part::Title | Part::Prose | Part::Instruction => above |= tells_time(folded),
            Part::Lead => {
                above |= without_question(folded).is_some_and(|rest| tells_time(&rest));
                found.extend(untimed(script, text).filter(|_| !above));
            }
            Part::Label => found.extend(untimed(script, text).filter(|_| !above)),
            Part::Hint | Part::Option | Part::Around | Part::Message | Part::House | Part::Aside => {}
        }
    }
}

/// Words without those that ask how often, which have kanji of time in them.
fn without_question(folded: &str) -> Option<String> {
    let part = HOW_OFTEN.first(folded);
    let Some(part) = part else { return Some(folded.to_owned()) };
    Some(format!("{} {}", folded.get(..part.start)?, folded.get(part.end..)?))
}

/// A text that asks how often, of no time.
fn untimed(script: &Script<'_>, text: &Written<'_>) -> Option<Diagnostic> {
    let part = HOW_OFTEN.first_in(&text.words)?;
    let question = script.questions.get(text.question?)?;
    let choices = question.options.iter().chain(&question.rows).filter_map(|choice| script.label(choice));
    let mut all = script.asked(question).chain(choices);
    // A bound has figures too, and tells no time.
    let around = question.statement.clauses.iter().any(|clause| {
        let words = matches!(clause.kind, ClauseKind::Unit(_) | ClauseKind::Prefix(_) | ClauseKind::Suffix(_));
        words && tells_time(&script.sources.slice(clause.span).replace('回', ""))
    });
    if around || all.any(|words| without_question(words.folded()).is_none_or(|rest| tells_time(&rest))) {
        return None;
    }
    Some(
        Diagnostic::new(Code::RecallPeriodMissing, text.words.place(part), "asked how often, and of no time")
            .here("since when?")
            .help("say the time, as `in the last 30 days` or `この１年間に`: each thinks of another one otherwise"),
    )
}
