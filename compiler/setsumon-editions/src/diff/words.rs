//! How two texts differ: not at all, by the year that moved with the edition, by a number that is printed, by typography, or in
//! their words.

use setsumon_core::names;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use setsumon_core::alike::{digits, folded, unnumbered};
use setsumon_core::calendar::{long_day, parse_day, plain_day};
use setsumon_core::form::Locale;
use setsumon_core::frozen::{Block, Group, Inline, Model, Survey, Text};

use crate::years;

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
    /// Where a link leads.
    Link,
    /// Words.
    Words,
}

/// Years further from the edition than this do not roll with it.
const NEAR: i64 = 20;

/// Whether a year is so near an edition that it may roll with it.
pub(super) fn is_near(year: i64, edition: i64) -> bool {
    (year - edition).abs() <= NEAR
}

/// Characters of the private use area stand for the days of the edition while texts are compared.
const AS_OF: char = '\u{E000}';
const DEADLINE: char = '\u{E001}';

/// Compares texts of two editions.
#[derive(Debug)]
pub(super) struct Words {
    old: Edition,
    new: Edition,
    /// What variables of the old edition are called in the new.
    became: FxHashMap<String, String>,
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
    /// Of two editions and their groups. `now` gives what a path of the old edition is in the new, `became` the same of variables.
    pub(super) fn new(
        old: (&Model, &[&Group]),
        new: (&Model, &[&Group]),
        now: &dyn Fn(&str) -> String,
        became: FxHashMap<String, String>,
    ) -> Self {
        Self { old: Edition::of(old, now), new: Edition::of(new, &str::to_owned), became }
    }

    pub(super) fn difference(&self, old: &str, new: &str) -> Difference {
        // An answer that is quoted is the same under another name.
        let today = |name: &str, otherwise: &str| quoted(self.became.get(name).map_or(name, String::as_str), otherwise);
        let old = &with_answers(old, &today);
        if old == new {
            return Difference::None;
        }
        match self.moved(old, new) {
            Some(difference) => difference,
            None if self.moved(&folded(old), &folded(new)).is_some() => Difference::Typography,
            None => {
                let (old, new) = (with_links(old, &|_| String::new()), with_links(new, &|_| String::new()));
                let same = old == new || self.moved(&folded(&old), &folded(&new)).is_some();
                if same { Difference::Link } else { Difference::Words }
            }
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
        let locale = survey.locale;
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
        years::year(text).filter(|year| is_near(year.year, self.year)).map(|year| (year.year, year.length))
    }
}

/// Whether two texts of two editions say the same: years moved with the edition, printed numbers and typography aside.
pub(crate) fn say_the_same((old_year, old): (i64, &str), (new_year, new): (i64, &str)) -> bool {
    let edition = |year| Edition { year, days: Vec::new(), numbers: FxHashMap::default(), lengths: Vec::new() };
    let words = Words { old: edition(old_year), new: edition(new_year), became: FxHashMap::default() };
    old == new || words.moved(&unnumbered(&folded(old)), &unnumbered(&folded(new))).is_some()
}

/// How places of the questionnaire are printed in sentences, as `（２５）` or `（２５）の1`, with their paths.
fn printed_numbers(model: &Model, groups: &[&Group]) -> Vec<(String, String)> {
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
            numbers.extend(model.reference(section, number).map(|words| (words, path.clone())));
        }
    }
    numbers.retain(|(printed, _)| !printed.is_empty());
    numbers
}

/// The words of a text, an answer in it as [`quoted`], a link with where it leads; blocks parted by a newline.
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
        Inline::Strong { words } => words.iter().map(inline).collect(),
        Inline::Link { url, words } => {
            let [begin, end] = ADDRESS;
            let words: String = words.iter().map(inline).collect();
            if words == *url { words } else { format!("{words}{begin}{url}{end}") }
        }
        Inline::Answer { variable, otherwise } => quoted(variable, otherwise),
    }
}

/// The words of a link, and where it leads.
pub(crate) fn linked(words: &str, url: &str) -> String {
    if words == url { words.to_owned() } else { format!("{words} ({url})") }
}

/// Characters that stand in no text are around where a link leads, while texts are compared.
const ADDRESS: [char; 2] = ['\u{FDD3}', '\u{FDD4}'];

/// A text with the addresses of its links as `told` has them.
fn with_links(text: &str, told: &dyn Fn(&str) -> String) -> String {
    let [begin, end] = ADDRESS;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(begin) {
        out.push_str(before);
        let (url, after) = behind.split_once(end).unwrap_or((behind, ""));
        out.push_str(&told(url));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Characters that stand in no text are around an answer that is quoted, while texts are compared: its variable, and the words for none.
const ANSWER: [char; 3] = ['\u{FDD0}', '\u{FDD1}', '\u{FDD2}'];

/// An answer that is quoted in a text.
fn quoted(variable: &str, otherwise: &str) -> String {
    let [begin, middle, end] = ANSWER;
    format!("{begin}{variable}{middle}{otherwise}{end}")
}

/// A text with its quoted answers as `told` has them.
fn with_answers(text: &str, told: &dyn Fn(&str, &str) -> String) -> String {
    let [begin, middle, end] = ANSWER;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(begin) {
        out.push_str(before);
        let (answer, after) = behind.split_once(end).unwrap_or((behind, ""));
        let (variable, otherwise) = answer.split_once(middle).unwrap_or((answer, ""));
        out.push_str(&told(variable, otherwise));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What something is called, for readers.
pub(super) fn called(text: &str, model: &Model) -> String {
    readable(&with_links(text, &|_| String::new()), model)
}

/// A text for readers: its quoted answers by what they are called in an edition, never by the names of variables.
pub(super) fn readable(text: &str, model: &Model) -> String {
    let text = with_links(text, &|url| linked("", url));
    with_answers(&text, &|name, _| {
        let (last, own) = name.strip_prefix("last.").map_or((false, name), |own| (true, own));
        let known = model.variables.iter().find(|variable| variable.name == own);
        let label = known.map_or_else(
            || names::code(own).to_owned(),
            |variable| variable.label.iter().map(Text::plain).collect::<Vec<_>>().join(" / "),
        );
        answer_called(&label, last, model.survey.locale)
    })
}

/// `〔前回：登録患者数〕`: how an answer that a text quotes is told to those who have none.
pub(crate) fn answer_called(label: &str, last: bool, locale: Locale) -> String {
    (locale.words().reports.quoted_answer)(label, last)
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
            became: FxHashMap::default(),
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
