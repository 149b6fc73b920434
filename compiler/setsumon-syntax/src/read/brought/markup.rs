//! What other tools have in their texts and this language prints as it stands: tags and entities of HTML, and numbers typed before a
//! question.

use setsumon_diagnostics::Span;

use crate::ast::{Kind, QuestionKind, Statement};
use crate::errors::texts as errors;
use crate::lex::to_ascii;
use crate::read::Reader;
use crate::token::{T, Token};

/// Tags, and what is written in their place.
const TAGS: &[(&[&str], &str)] = &[
    (&["b", "strong", "i", "em", "u"], "write `**…**` around what is to be strong; there is no other emphasis"),
    (
        &["br", "p", "div"],
        "write the text over several lines between `\"\"\"`, with an empty line where a paragraph begins",
    ),
    (&["ul", "ol", "li"], "write the text over several lines between `\"\"\"`, with `- ` before each item"),
    (&["a"], "write a link as `[words](https://…)`"),
    (
        &["span", "font", "sup", "sub", "small", "h1", "h2", "h3", "center"],
        "take it out: how a text looks is not the survey's to say",
    ),
];

/// The longest name of a tag that is looked for.
const LONGEST_TAG: usize = 8;
/// So many tags of a text are looked at.
const MOST_TAGS: usize = 8;

/// Entities, and their signs.
const ENTITIES: [(&str, &str); 12] = [
    ("&nbsp;", "\u{a0}"),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "”"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&apos;", "’"),
    ("&#39;", "’"),
    ("&mdash;", "—"),
    ("&ndash;", "–"),
    ("&hellip;", "…"),
];

impl Reader<'_, '_, '_> {
    /// Tells of what a text has that is for a browser.
    pub(in crate::read) fn for_a_browser(&mut self, content: &str, start: u32) {
        if !content.contains(['<', '&']) {
            return;
        }
        let file = self.file_id();
        let place = |at: usize, length: usize| {
            let start = start.saturating_add(u32::try_from(at).unwrap_or(0));
            Span::new(file, start, start.saturating_add(u32::try_from(length).unwrap_or(0)))
        };
        for (entity, sign) in ENTITIES {
            let both = ["“", "”"].into_iter().cycle();
            for ((at, raw), quote) in content.match_indices(entity).zip(both) {
                // The first of two opens.
                let sign = if entity == "&quot;" { quote } else { sign };
                self.say(errors::entity(place(at, raw.len()), raw, sign));
            }
        }
        let small = content.to_ascii_lowercase();
        let known = small.match_indices('<').filter_map(|(at, _)| {
            let rest = small.get(at.saturating_add(1)..)?;
            let name = rest.strip_prefix('/').unwrap_or(rest);
            let name = name.get(..name.bytes().take_while(u8::is_ascii_alphanumeric).count().min(LONGEST_TAG))?;
            let (_, help) = TAGS.iter().find(|(names, _)| names.contains(&name))?;
            Some((at, rest, name, *help))
        });
        // The first few tell what the text is: many would each look through all that follows.
        let tag = known.take(MOST_TAGS).find_map(|(at, rest, name, help)| {
            // One that nothing closes is as likely a sign of the author's own.
            let closed = name == "br" || small.contains(&format!("</{name}>"));
            closed.then_some((at, rest.find('>')?.saturating_add(2), help))
        });
        if let Some((at, length, help)) = tag {
            self.say(errors::tag(
                place(at, length),
                content.get(at..at.saturating_add(length)).unwrap_or_default(),
                help,
            ));
        }
    }

    /// Tells of a number that is typed before the words of a question.
    pub(in crate::read) fn number_before_label(&mut self, statement: &Statement, token: Token) {
        let box_to_tick = statement.kind == Kind::Question(QuestionKind::Flag);
        let asks = matches!(statement.kind, Kind::Question(_) | Kind::Grid | Kind::Group) && !box_to_tick;
        if !asks || token.kind != T::Text {
            return;
        }
        let (content, start) = self.lexed.content(token);
        let Some(length) = number_before(content) else { return };
        let number = content.get(..length).unwrap_or_default().trim();
        let span = Span::new(self.file_id(), start, start.saturating_add(u32::try_from(length).unwrap_or(0)));
        let edits = (token.mended == 0).then(|| vec![(span, String::new())]);
        self.say(errors::number_typed(span, number, edits));
    }
}

/// How long a number is that words begin with, as people number questions: `Q1. `, `問２　`, `3) `, `(4) `, `⑤`. A number with a stop is
/// one only before a question: “1. April” is a day.
fn number_before(words: &str) -> Option<usize> {
    let ascii = to_ascii(words);
    let begins = ["Question ", "Q", "q", "問", "設問", "質問"].into_iter().find(|begin| ascii.starts_with(begin));
    let bracket = begins.is_none() && ascii.starts_with('(');
    let circled = words.starts_with(|char| ('①'..='⑳').contains(&char));
    // Signs of full width become one of ASCII each: what is counted are characters.
    let mut chars =
        ascii.chars().enumerate().skip(begins.map_or(0, |begin| begin.chars().count()) + usize::from(bracket));
    let mut digits = 0;
    let (mut end, mut stop) = (0, None);
    for (at, char) in chars.by_ref() {
        let digit = char.is_ascii_digit() || (digits > 0 && matches!(char, '-' | '‐'));
        if !digit {
            (end, stop) = (at, Some(char));
            break;
        }
        digits += 1;
    }
    if circled {
        (end, stop, digits) = (0, Some(')'), 1);
    }
    let asks = ascii.trim_end().ends_with(['?', '。']) || words.trim_end().ends_with('か');
    let stops = match stop {
        Some(')') => true,
        // What ends with its number is called so, and has no words behind it.
        None => false,
        Some(_) if bracket => false,
        Some('.') => begins.is_some() || asks,
        Some(':' | ' ' | '\u{3000}') => begins.is_some(),
        Some(_) => false,
    };
    let behind: String = words.chars().skip(end.saturating_add(1)).collect();
    let rest = behind.trim_start();
    // `1.5 metres` and `(2025)` are no numbers of questions.
    let decimal = stop == Some('.') && behind.starts_with(|char: char| char.is_ascii_digit());
    (digits > 0 && digits < 4 && stops && !decimal && !rest.is_empty()).then(|| words.len().saturating_sub(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn numbers_before_questions_are_told_from_other_figures() {
        for words in [
            "Q1. How?",
            "Q1．いかが",
            "問１　いかが",
            "問1-2 いかが",
            "1) How",
            "(2) How",
            "③いかが",
            "1. How?",
            "Question 3: How",
        ] {
            let rest = number_before(words).and_then(|length| words.get(length..));
            assert!(rest.is_some_and(|rest| rest.starts_with(['H', 'い'])), "{words}: {rest:?}");
        }
        for words in [
            "1. April",
            "2024年度の売上",
            "10 km",
            "Q",
            "(a) How",
            "3",
            "1.5 metres?",
            "24時間の対応",
            "(2025) How",
            "Questions",
            "Question 0",
            "問12",
        ] {
            assert_eq!(number_before(words), None, "{words}");
        }
    }
}
