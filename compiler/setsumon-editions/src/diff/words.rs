//! How two texts differ: not at all, by the year that moved with the edition, by a number that is printed, by typography, or in
//! their words.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use setsumon_core::calendar::{long_day, parse_day, plain_day};
use setsumon_core::form::Locale;
use setsumon_core::frozen::{Block, Group, Inline, Model, Survey, Text};
use unicode_normalization::UnicodeNormalization;

use crate::years::{self, digits};

/// How two texts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// Not at all.
    None,
    /// Years and days of the edition moved with it, and nothing else.
    RollOver,
    /// The printed number of another place, which moved.
    Renumbered,
    /// Width, spacing or punctuation.
    Typography,
    /// Words.
    Words,
}

/// Years further from the edition than this do not roll with it.
const NEAR: i64 = 20;

/// Characters of the private use area stand for the days of the edition while texts are compared.
const AS_OF: char = '\u{E000}';
const DEADLINE: char = '\u{E001}';

/// Compares texts of two editions.
#[derive(Debug)]
pub(super) struct Words {
    old: Edition,
    new: Edition,
}

#[derive(Debug)]
struct Edition {
    year: i64,
    /// Spellings of the edition's days, longest first, with what stands for them.
    days: Vec<(String, char)>,
    /// Printed numbers of places, with the places.
    numbers: FxHashMap<String, String>,
    /// How many bytes printed numbers have, the longest first: a longer number is no shorter one with something behind it.
    lengths: Vec<usize>,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A year near the edition, absolute.
    Year(i64),
    /// A place in the questionnaire, as it is printed and as what it is.
    Place {
        printed: String,
        path: String,
    },
    Other(char),
}

impl Words {
    /// Of two editions and their groups. `now` gives what a path of the old edition is in the new.
    pub(super) fn new(old: (&Model, &[&Group]), new: (&Model, &[&Group]), now: &dyn Fn(&str) -> String) -> Self {
        Self { old: Edition::of(old, now), new: Edition::of(new, &str::to_owned) }
    }

    pub(super) fn difference(&self, old: &str, new: &str) -> Difference {
        if old == new {
            return Difference::None;
        }
        match self.moved(old, new) {
            Some(difference) => difference,
            None if self.moved(&folded(old), &folded(new)).is_some() => Difference::Typography,
            None => Difference::Words,
        }
    }

    /// What moved with the edition, if the two are otherwise the same.
    fn moved(&self, old: &str, new: &str) -> Option<Difference> {
        let (before, after) = (self.old.tokens(old), self.new.tokens(new));
        let same = before.len() == after.len()
            && before.iter().zip(&after).all(|pair| match pair {
                (Token::Year(before), Token::Year(after)) => {
                    before == after || before - self.old.year == after - self.new.year
                }
                // What looks like a place may be no more than a number in brackets.
                (Token::Place { printed: old, path: before }, Token::Place { printed: new, path: after }) => {
                    before == after || old == new
                }
                (Token::Other(before), Token::Other(after)) => before == after,
                (Token::Year(_) | Token::Place { printed: _, path: _ } | Token::Other(_), _) => false,
            });
        let renumbered = before.iter().zip(&after).any(|pair| match pair {
            (Token::Place { printed: before, path: _ }, Token::Place { printed: after, path: _ }) => before != after,
            (_, _) => false,
        });
        same.then_some(if renumbered { Difference::Renumbered } else { Difference::RollOver })
    }
}

impl Edition {
    fn of((model, groups): (&Model, &[&Group]), now: &dyn Fn(&str) -> String) -> Self {
        let mut numbers = FxHashMap::default();
        for (printed, path) in printed_numbers(model, groups) {
            numbers.insert(folded(&printed), now(&path));
            numbers.insert(printed, now(&path));
        }
        Self::without_places(&model.survey).with_places(numbers)
    }

    fn with_places(self, numbers: FxHashMap<String, String>) -> Self {
        let lengths: BTreeSet<usize> = numbers.keys().map(String::len).collect();
        Self { numbers, lengths: lengths.into_iter().rev().collect(), ..self }
    }

    fn without_places(survey: &Survey) -> Self {
        let locale = if survey.locale == Locale::Ja.tag() { Locale::Ja } else { Locale::En };
        let mut days = Vec::new();
        for (written, sign) in [(&survey.as_of, AS_OF), (&survey.deadline, DEADLINE)] {
            let Some(day) = written.as_deref().and_then(parse_day) else { continue };
            for spelling in [long_day(day, locale), plain_day(day, locale)] {
                days.push((folded(&spelling), sign));
                days.push((spelling, sign));
            }
        }
        days.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        Self { year: survey.edition, days, numbers: FxHashMap::default(), lengths: Vec::new() }
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some((spelling, sign)) = self.days.iter().find(|(spelling, _)| rest.starts_with(spelling.as_str())) {
                tokens.push(Token::Other(*sign));
                rest = rest.get(spelling.len()..).unwrap_or("");
            } else if let Some((printed, path)) = self.place(rest) {
                tokens.push(Token::Place { printed: printed.to_owned(), path: path.to_owned() });
                rest = rest.get(printed.len()..).unwrap_or("");
            } else if let Some((year, length)) = self.year(rest) {
                tokens.push(Token::Year(year));
                rest = rest.get(length..).unwrap_or("");
            } else {
                // A longer number is taken whole, lest its end be read as a year.
                let length = digits(rest).map_or(first.len_utf8(), |digits| digits.length);
                let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
                tokens.extend(taken.chars().map(Token::Other));
                rest = after;
            }
        }
        tokens
    }

    /// The longest printed number that a text begins with, and the place it is of.
    fn place<'t>(&'t self, text: &'t str) -> Option<(&'t str, &'t str)> {
        self.lengths.iter().find_map(|length| {
            let printed = text.get(..*length)?;
            self.numbers.get(printed).map(|path| (printed, path.as_str()))
        })
    }

    /// The year near the edition that a text begins with, and its length in bytes.
    fn year(&self, text: &str) -> Option<(i64, usize)> {
        years::year(text).filter(|year| (year.year - self.year).abs() <= NEAR).map(|year| (year.year, year.length))
    }
}

/// Whether two texts of two editions say the same: years moved with the edition, printed numbers and typography aside.
pub(crate) fn say_the_same((old_year, old): (i64, &str), (new_year, new): (i64, &str)) -> bool {
    let edition = |year| Edition { year, days: Vec::new(), numbers: FxHashMap::default(), lengths: Vec::new() };
    let words = Words { old: edition(old_year), new: edition(new_year) };
    old == new || words.moved(&unnumbered(&folded(old)), &unnumbered(&folded(new))).is_some()
}

/// A folded text with `(#)` for the printed numbers of places, as `(25)の1`.
fn unnumbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let (before, bracket) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let inner = bracket.get(1..).unwrap_or("");
        let number =
            digits(inner).filter(|digits| inner.get(digits.length..).is_some_and(|rest| rest.starts_with(')')));
        let Some(number) = number else {
            out.push('(');
            rest = inner;
            continue;
        };
        out.push_str("(#)");
        rest = inner.get(number.length + 1..).unwrap_or("");
        let item = rest.strip_prefix('の').and_then(|item| Some((item, digits(item)?)));
        if let Some((item, number)) = item {
            rest = item.get(number.length..).unwrap_or("");
        }
    }
    out.push_str(rest);
    out
}

/// How places of the questionnaire are printed in sentences, as `（２５）` or `（２５）の1`, with their paths.
fn printed_numbers(model: &Model, groups: &[&Group]) -> Vec<(String, String)> {
    let joint = model.wording.iter().find(|(name, _)| name == "item_ref").map_or("", |(_, words)| words.as_str());
    let mut sections: BTreeMap<&str, &str> = BTreeMap::new();
    let mut numbers = Vec::new();
    for section in &model.sections {
        // A bare digit would be found everywhere.
        if let Some(number) =
            section.number.as_deref().filter(|number| number.chars().any(|sign| !sign.is_alphanumeric()))
        {
            sections.insert(&section.code, number);
            numbers.push((number.to_owned(), section.code.clone()));
        }
    }
    let questions = model.questions.iter().map(|question| (&question.path, &question.number));
    for (path, number) in questions.chain(groups.iter().map(|group| (&group.path, &group.number))) {
        let section = path.split('.').next().and_then(|code| sections.get(code));
        if let (Some(section), Some(number)) = (section, number) {
            numbers.push((joint.replace("{section}", section).replace("{item}", number), path.clone()));
        }
    }
    numbers.retain(|(printed, _)| !printed.is_empty());
    numbers
}

/// The words of a text, an answer in it by its variable; blocks parted by a newline.
pub(super) fn said(text: &Text) -> String {
    let line = |line: &[Inline]| line.iter().map(inline).collect::<String>();
    match text {
        Text::Plain(words) => words.clone(),
        Text::Rich(blocks) => {
            let lines = blocks.iter().flat_map(|block| match block {
                Block::Paragraph { line: words } => vec![line(words)],
                Block::Bullets { items } | Block::Numbered { items } => items.iter().map(|item| line(item)).collect(),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn inline(piece: &Inline) -> String {
    match piece {
        Inline::Plain { words } => words.clone(),
        Inline::Strong { words } | Inline::Link { url: _, words } => words.iter().map(inline).collect(),
        Inline::Answer { variable, otherwise } if otherwise.is_empty() => format!("{{{variable}}}"),
        Inline::Answer { variable, otherwise } => format!("{{{variable} | {otherwise}}}"),
    }
}

/// A text without what only its setter sees: width, spaces, and which of several signs of one use stands there.
pub(super) fn folded(text: &str) -> String {
    let sign = |character: char| match character {
        '、' | ',' => ',',
        '。' | '.' => '.',
        '〜' | '～' | '∼' | '~' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '“' | '”' | '„' | '〝' | '〟' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '･' | '·' | '•' => '・',
        other => other,
    };
    text.nfkc().filter(|character| !character.is_whitespace() && *character != '\u{200B}').map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(locale: Locale) -> Words {
        let days = |as_of: &str, deadline: &str| {
            let mut days = Vec::new();
            for (day, sign) in [(as_of, AS_OF), (deadline, DEADLINE)] {
                let day = parse_day(day).unwrap();
                days.push((long_day(day, locale), sign));
                days.push((plain_day(day, locale), sign));
            }
            days
        };
        let numbers = |numbers: &[(&str, &str)]| {
            let both =
                numbers.iter().flat_map(|(printed, path)| [((*printed).to_owned(), path), (folded(printed), path)]);
            both.map(|(printed, path)| (printed, (*path).to_owned())).collect()
        };
        let edition = |year, days, places: &[(&str, &str)]| {
            Edition { year, days, numbers: FxHashMap::default(), lengths: Vec::new() }.with_places(numbers(places))
        };
        Words {
            old: edition(
                2023,
                days("2024-01-01", "2024-02-28"),
                &[("（２１）の1", "purpose.goals"), ("（２１）", "purpose"), ("（２２）", "cost")],
            ),
            new: edition(
                2024,
                days("2025-01-01", "2025-03-03"),
                &[("（２５）の1", "purpose.goals"), ("（２５）", "purpose"), ("（２１）", "cost"), ("（２２）", "x")],
            ),
        }
    }

    #[test]
    fn years_that_move_with_the_edition_are_no_other_words() {
        let words = words(Locale::Ja);
        for (old, new, difference) in [
            ("運営予算", "運営予算", Difference::None),
            ("2023年度の予算", "2024年度の予算", Difference::RollOver),
            ("令和５年度と2012年以降", "令和６年度と2012年以降", Difference::RollOver),
            ("2024年2月28日（水）までに", "2025年3月3日（月）までに", Difference::RollOver),
            ("2023年度の予算", "2023年度の予算 ", Difference::Typography),
            ("2023年度の予算", "2025年度の予算", Difference::Words),
            ("12023件", "12024件", Difference::Words),
        ] {
            assert_eq!(words.difference(old, new), difference, "{old} → {new}");
        }
    }

    #[test]
    fn a_place_is_what_it_is_whatever_its_number() {
        let words = words(Locale::Ja);
        assert_eq!(words.difference("設問（２１）の1で", "設問（２５）の1で"), Difference::Renumbered);
        assert_eq!(words.difference("（２２）以降", "（２１）以降"), Difference::Renumbered);
        assert_eq!(words.difference("設問（２１）で", "設問（２２）で"), Difference::Words);
    }

    #[test]
    fn width_spaces_and_signs_are_typography() {
        let words = words(Locale::Ja);
        for (old, new) in [
            ("ＰＨＲ（１）", "PHR(1)"),
            ("実施、予定", "実施，予定"),
            ("はい。 いいえ", "はい．いいえ"),
            ("2023年度ＮＷ", "2024年度NW"),
        ] {
            assert_eq!(words.difference(old, new), Difference::Typography, "{old} → {new}");
        }
        assert_eq!(words.difference("実施している", "実施していない"), Difference::Words);
    }
}
