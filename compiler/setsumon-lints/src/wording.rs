//! Rules about words: what is asked at once, what leads, what is denied twice, what is too long, what was left by mistake.

mod asked;
mod boxes;
mod length;
mod numbers;
mod slant;
mod slips;

use std::borrow::Cow;

use setsumon_diagnostics::Code;

use crate::rule::Rule;

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::TwoQuestions, find: asked::two },
    Rule { code: Code::DoubleBarrelled, find: asked::barrelled },
    Rule { code: Code::DoubleNegation, find: slant::double_negation },
    Rule { code: Code::Leading, find: slant::leading },
    Rule { code: Code::RecallPeriodMissing, find: asked::recall },
    Rule { code: Code::FlagNegative, find: boxes::negative },
    Rule { code: Code::FlagIsQuestion, find: boxes::question },
    Rule { code: Code::QuestionNumberTyped, find: numbers::typed },
    Rule { code: Code::SentenceTooLong, find: length::sentence },
    Rule { code: Code::QuestionTooLong, find: length::question },
    Rule { code: Code::PlaceholderLeft, find: slips::placeholder },
    Rule { code: Code::QuestionMarkMissing, find: slips::mark },
    Rule { code: Code::WordTwice, find: slips::word_twice },
    Rule { code: Code::BracketsUnmatched, find: slips::brackets },
];

/// Words with spaces for what stands in brackets or quotes, each part where it was.
fn outside(words: &str) -> Cow<'_, str> {
    const PAIRS: &[(char, char)] = &[('（', '）'), ('(', ')'), ('「', '」'), ('『', '』'), ('“', '”'), ('‘', '’')];
    if !words.contains(['（', '(', '「', '『', '“', '‘']) {
        return Cow::Borrowed(words);
    }
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, sign) in words.char_indices() {
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == sign) {
            open.push((at, *close));
        } else if let Some(place) = open.iter().rposition(|(_, close)| *close == sign) {
            let start = open.get(place).map_or(at, |(start, _)| *start);
            open.truncate(place);
            // What stands within is hidden with it.
            while hidden.last().is_some_and(|(inner, _)| *inner > start) {
                hidden.pop();
            }
            hidden.push((start, at + sign.len_utf8()));
        }
    }
    let mut plain = String::with_capacity(words.len());
    let mut from = 0;
    for (start, end) in hidden {
        plain.push_str(words.get(from..start).unwrap_or_default());
        plain.extend(std::iter::repeat_n(' ', end - start));
        from = end;
    }
    plain.push_str(words.get(from..).unwrap_or_default());
    Cow::Owned(plain)
}
