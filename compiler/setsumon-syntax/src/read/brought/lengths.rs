//! How long an answer may be and how many points a scale has, as people write them who do not know the words for it: `20`, `(20)`,
//! `max 20 characters`, `20文字以内`; `(1-5)`, `5`, `1から5`, `5段階`.

use setsumon_diagnostics::Spanned;

use crate::ast::{ClauseKind, Kind, Layout, QuestionKind, Statement};
use crate::clauses::{self, ClauseWord, Set};
use crate::errors::foreign as errors;
use crate::lex::to_ascii;
use crate::read::Reader;
use crate::read::order::{Met, word_of};
use crate::token::{T, Token};

/// Of so many tokens a length is made at most.
const MOST_TOKENS: usize = 7;

/// What stands before the figure of a length, squeezed.
const BEFORE: [&str; 28] = [
    "maxlength",
    "length",
    "len",
    "maximum",
    "maxcharacters",
    "maxchars",
    "max",
    "limitedto",
    "limit",
    "upto",
    "atmost",
    "nomorethan",
    "notmorethan",
    "characters",
    "chars",
    "最大文字数",
    "最大",
    "最長",
    "文字数",
    "字数",
    "from1to",
    "from0to",
    "1to",
    "0to",
    "1..",
    "0..",
    "1-",
    "0-",
];

/// What stands behind it.
const BEHIND: [&str; 19] = [
    "characters",
    "character",
    "chars",
    "char",
    "letters",
    "signs",
    "digits",
    "文字以内",
    "字以内",
    "文字まで",
    "字まで",
    "文字以下",
    "字以下",
    "文字程度",
    "字程度",
    "文字",
    "字",
    "桁",
    "max",
];

/// What is said of a blank for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Length(u32),
    /// A figure alone, which may be either.
    Bare(u32),
    /// A blank so wide.
    Wide(u32),
    Lines(u32),
}

impl Reader<'_, '_, '_> {
    /// How long an answer may be. Returns whether it was that.
    pub(super) fn length_otherwise(
        &mut self,
        statement: &mut Statement,
        kind: QuestionKind,
        met: &mut Vec<Met>,
    ) -> bool {
        let said = |word| statement.clauses.iter().any(|clause| word_of(&clause.kind) == Some(word));
        if statement.label.is_none() || said(ClauseWord::MaxLength) {
            return false;
        }
        // `max_length 20` and `max_length=20` are told as what they are.
        let own = self.is_word(ClauseWord::MaxLength.word()) && !(1..3).any(|at| self.ahead(at).is_text());
        let Some((room, tokens)) = self.longest(room_of).filter(|_| !own) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let taken = clauses::taken_by(statement.kind);
        let length = |length| (ClauseWord::MaxLength, ClauseKind::MaxLength(Spanned::new(length, span)));
        let (word, clause) = match room {
            Room::Bare(count) if kind == QuestionKind::LongText => {
                let raw = self.lexed.slice(span.start, span.end);
                let help = format!(
                    "write `max_length {count}` for so many characters, `layout lines {count}` for so many lines"
                );
                self.say(errors::foreign_word(span, raw, help));
                length(count)
            }
            Room::Wide(count) => {
                let raw = self.lexed.slice(span.start, span.end);
                let help = format!(
                    "write `max_length {count}` if no more may be written; how wide a blank is drawn is not said"
                );
                self.say(errors::foreign_word(span, raw, help));
                length(count)
            }
            Room::Length(count) | Room::Bare(count) => {
                self.told_as(span, &format!("max_length {count}"));
                length(count)
            }
            Room::Lines(count) => {
                let right = format!("layout lines {count}");
                if kind == QuestionKind::LongText {
                    self.told_as(span, &right);
                } else {
                    let raw = self.lexed.slice(span.start, span.end);
                    self.say(errors::foreign_word(
                        span,
                        raw,
                        format!("write `longtext` for several lines, and `{right}`"),
                    ));
                    return true;
                }
                (ClauseWord::Layout, ClauseKind::Layout(Layout::Lines(count)))
            }
        };
        self.keep(statement, taken, met, Met { word, span, whole: true }, Some(clause));
        true
    }

    /// Whether figures of another form stand at hand in the `{ }` of what they belong to.
    pub(super) fn figures_in_braces(&self, statement: &Statement) -> bool {
        let own = |word: ClauseWord| self.is_word(word.word());
        if statement.kind == Kind::Repeat {
            return self.longest(times_of).is_some_and(|(_, tokens)| tokens > 1);
        }
        let Kind::Question(kind) = statement.kind else { return false };
        if kind == QuestionKind::Scale {
            return self.longest(points_of).is_some_and(|(_, tokens)| tokens > 1);
        }
        if matches!(kind, QuestionKind::Multi | QuestionKind::Rank) {
            let at = 1 + usize::from(self.is_sign(self.ahead(1)));
            return own(ClauseWord::Max) && self.ahead(at).kind == T::Number && !self.ahead(at + 1).is_text();
        }
        let words = clauses::taken_by(statement.kind).has(ClauseWord::MaxLength) && !own(ClauseWord::MaxLength);
        words && self.longest(room_of).is_some_and(|(_, tokens)| tokens > 1)
    }

    /// `1 "bad"  5 "good"` in the `{ }` of a scale: as it is to be written, how many tokens it is, and whether nothing is lost by that.
    pub(super) fn points_in_braces(&self, statement: &Statement) -> Option<(String, usize, bool)> {
        let said = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Points { .. }));
        if said || statement.kind != Kind::Question(QuestionKind::Scale) {
            return None;
        }
        if let Some(read) = self.ends_of_points() {
            return Some(read);
        }
        let (mut at, mut pairs) = (0, Vec::new());
        loop {
            // `min 1 "bad"  max 5 "good"`
            let named = self.ahead(at).kind == T::Word && super::super::ends::is_end(self.str(self.ahead(at)));
            let (point, words) = (self.ahead(at + usize::from(named)), self.ahead(at + usize::from(named) + 1));
            if point.kind != T::Number || !words.is_text() {
                break;
            }
            pairs.push((self.str(point), self.str(words)));
            at += 2 + usize::from(named);
            at += usize::from(self.ahead(at).kind == T::Comma);
        }
        let [(low, bad), .., (high, good)] = pairs.as_slice() else { return None };
        Some((format!("{low} to {high} ends {bad} {good}"), at, pairs.len() == 2))
    }

    /// `min 1  max 5` in the `{ }` of a scale, in one line or two.
    fn ends_of_points(&self) -> Option<(String, usize, bool)> {
        let mut at = 0;
        let mut points = Vec::new();
        for words in ["min", "max"] {
            let word = self.str(self.ahead(at));
            let named = super::super::ends::is_end(word) && word.starts_with(words);
            at += 1;
            at += usize::from(self.is_sign(self.ahead(at)));
            let point = self.ahead(at);
            if !named || point.kind != T::Number || self.ahead(at + 1).is_text() {
                return None;
            }
            points.push(self.str(point));
            at += 1;
            at += usize::from(self.ahead(at).kind == T::Comma && points.len() == 1);
        }
        Some((points.join(" to "), at, true))
    }

    /// Whether it is a sign that other languages have between a word and its value.
    pub(in crate::read) fn is_sign(&self, token: Token) -> bool {
        !token.fresh && (token.kind == T::Equal || matches!(self.str(token), ":" | "：" | "＝"))
    }

    /// How often something may be repeated. Returns whether it was that.
    pub(super) fn times_otherwise(&mut self, statement: &mut Statement, met: &mut Vec<Met>) -> bool {
        let said = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Times { .. }));
        let own = matches!(self.ahead(1).kind, T::Range);
        if said || own || statement.label.is_none() {
            return false;
        }
        let Some(((min, max), tokens)) = self.longest(times_of) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        self.told_as(span, &format!("{min}..{max}"));
        let times = ClauseKind::Times { min: Spanned::new(min, span), max: Spanned::new(max, span) };
        let taken = clauses::taken_by(statement.kind);
        self.keep(statement, taken, met, Met { word: ClauseWord::Times, span, whole: true }, Some(times));
        true
    }

    /// How many digits a whole number has, which is a limit. Returns whether it was that.
    pub(super) fn digits_otherwise(&mut self, statement: &Statement) -> bool {
        let integer = statement.kind == Kind::Question(QuestionKind::Integer) && statement.label.is_some();
        let Some((digits, tokens)) = self.longest(digits_of).filter(|_| integer) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let most = "9".repeat(usize::try_from(digits).unwrap_or(1));
        let help = format!("write `max {most}`: a whole number has a greatest value, and no decimal places");
        self.say(errors::said_so(span, raw, "").help(help));
        true
    }

    /// The points of a scale. Returns whether it was that.
    pub(super) fn points_otherwise(&mut self, statement: &mut Statement, taken: Set, met: &mut Vec<Met>) -> bool {
        let said = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Points { .. }));
        if said || statement.kind != Kind::Question(QuestionKind::Scale) || statement.label.is_none() {
            return false;
        }
        // `0..10` and `-5 to 5` are told as what they are.
        let own = |tokens: usize| matches!(self.ahead(1).kind, T::Range | T::Minus) && tokens == 3;
        let Some(((from, to), tokens)) = self.longest(points_of).filter(|(_, tokens)| !own(*tokens)) else {
            return false;
        };
        let raw = self.lexed.slice(self.peek().start, self.ahead(tokens - 1).end);
        let behind = self.ahead(tokens);
        // `5 to 1` is told as what it is: which end is which, the compiler knows.
        let downwards = behind.kind == T::Word && self.str(behind) == "to" && !behind.fresh;
        if raw == format!("{from} to {to}") || downwards {
            return false;
        }
        let span = self.taken(tokens);
        self.told_whole.push(span);
        self.told_as(span, &format!("{from} to {to}"));
        let points = ClauseKind::Points { from: Spanned::new(from, span), to: Spanned::new(to, span) };
        self.keep(statement, taken, met, Met { word: ClauseWord::Points, span, whole: true }, Some(points));
        true
    }

    /// The most tokens at hand whose words, squeezed, can be read as something, and what they are.
    fn longest<R>(&self, read: fn(&str) -> Option<R>) -> Option<(R, usize)> {
        let joins = |at: &usize| {
            let token = self.ahead(*at);
            let own = token.kind == T::Word
                && *at > 0
                && clauses::clause(self.str(token))
                    .is_some_and(|word| !matches!(word, ClauseWord::Min | ClauseWord::Max | ClauseWord::Digits));
            !(token.fresh || own || matches!(token.kind, T::End | T::Open | T::Close | T::Marker | T::Block))
        };
        let most = (0..MOST_TOKENS).take_while(joins).count();
        (1..=most).rev().find_map(|tokens| {
            let raw = self.lexed.slice(self.peek().start, self.ahead(tokens - 1).end);
            let squeezed =
                |char: &char| !char.is_whitespace() && !['(', ')', '[', ']', '=', ':', '"', '_'].contains(char);
            let words: String = to_ascii(raw).to_lowercase().chars().filter(squeezed).collect();
            Some((read(&words)?, tokens))
        })
    }
}

fn room_of(words: &str) -> Option<Room> {
    let lines = ["lines", "rows", "行"].iter().find_map(|end| words.strip_suffix(end));
    if let Some(lines) = lines {
        return Some(Room::Lines(count(lines)?));
    }
    if let Some(count) = count(words) {
        return Some(Room::Bare(count));
    }
    if let Some(wide) = ["size", "width", "cols", "columns"].iter().find_map(|begin| words.strip_prefix(begin)) {
        return Some(Room::Wide(count(wide)?));
    }
    let before = BEFORE.iter().find_map(|begin| words.strip_prefix(begin));
    let inner = before.unwrap_or(words);
    // `max 3..5` and `1` behind `max` are no lengths of their own.
    let behind = BEHIND.iter().find_map(|end| inner.strip_suffix(end));
    (before.is_some() || behind.is_some()).then_some(())?;
    Some(Room::Length(count(behind.unwrap_or(inner))?))
}

fn times_of(words: &str) -> Option<(u32, u32)> {
    let words = ["times", "entries", "回まで", "回", "件まで", "件", "人まで"]
        .iter()
        .find_map(|end| words.strip_suffix(end))
        .unwrap_or(words);
    if let Some((min, max)) = words.strip_prefix("min").and_then(|rest| rest.split_once("max")) {
        let (min, max) = (count_from_nought(min)?, count(max)?);
        return (min <= max).then_some((min, max));
    }
    let most = ["maximum", "max", "upto", "atmost", "最大"].iter().find_map(|begin| words.strip_prefix(begin));
    if let Some(most) = most.or(Some(words)).and_then(count) {
        return Some((0, most));
    }
    let (min, max) = ["to", "から", "~", "〜", "–", "-", ".."].iter().find_map(|joint| words.split_once(joint))?;
    let (min, max) = (count_from_nought(min)?, count(max)?);
    (min <= max).then_some((min, max))
}

fn digits_of(words: &str) -> Option<u32> {
    let rest = ["digits", "digit", "桁以内", "桁まで", "桁"].iter().find_map(|end| words.strip_suffix(end));
    count(rest.or_else(|| words.strip_prefix("digits"))?).filter(|digits| *digits < 10)
}

fn points_of(words: &str) -> Option<(i64, i64)> {
    let words = words.strip_prefix("from").unwrap_or(words);
    if let Some((min, max)) = words.strip_prefix("min").and_then(|rest| rest.split_once("max")) {
        let (min, max) = (count_from_nought(min)?, count(max)?);
        return (min < max).then_some((i64::from(min), i64::from(max)));
    }
    let ends =
        ["段階評価", "段階", "点満点", "点", "pointscale", "-pointscale", "points", "-point", "point", "stars", ""];
    let alone = ends.iter().find_map(|end| count(words.strip_suffix(end)?));
    if let Some(most) = alone {
        return (2..=100).contains(&most).then_some((1, i64::from(most)));
    }
    let (from, to) =
        ["から", "to", "〜", "~", "–", "—", "-", "..", ",", "・"].iter().find_map(|joint| words.split_once(joint))?;
    let (from, to) = (count_from_nought(from)?, count(to.strip_suffix("まで").unwrap_or(to))?);
    (from < to).then_some((i64::from(from), i64::from(to)))
}

/// A whole number above nought.
fn count(words: &str) -> Option<u32> {
    count_from_nought(words).filter(|count| *count > 0)
}

fn count_from_nought(words: &str) -> Option<u32> {
    let digits = !words.is_empty() && words.len() < 7 && words.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| words.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Room, points_of, room_of};

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for words in ["max20", "max20characters", "upto20", "20characters", "20文字以内", "最大20文字", "1..20", "0-20"]
        {
            assert_eq!(room_of(words), Some(Room::Length(20)), "{words}");
        }
        assert_eq!((room_of("20"), room_of("5lines")), (Some(Room::Bare(20)), Some(Room::Lines(5))));
        for words in ["", "max", "characters", "0", "maxtoday", "20km", "3..5", "lines"] {
            assert_eq!(room_of(words), None, "{words}");
        }
    }

    #[test]
    fn points_are_read_as_people_write_them() {
        for words in
            ["1-5", "1から5", "1から5まで", "5段階", "5", "1to5", "5points", "1~5", "1,5", "from1to5", "min1max5"]
        {
            assert_eq!(points_of(words), Some((1, 5)), "{words}");
        }
        for words in ["", "1", "5-1", "a", "5kg", "-1to5"] {
            assert_eq!(points_of(words), None, "{words}");
        }
    }
}
