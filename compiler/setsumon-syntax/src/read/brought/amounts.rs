//! Days, years and amounts as they are written in Japanese and elsewhere, wherever a number or a day is read: `令和6年4月1日`, `10万`,
//! `100人`, `１０，０００円`, `1_000`, `"18"`.

use setsumon_diagnostics::Span;

use super::dates::{day, era_year};
use crate::ast::{Expr, ExprKind};
use crate::errors::foreign as errors;
use crate::lex::to_ascii;
use crate::read::Reader;
use crate::token::{T, Token};

/// What is counted: written behind a figure, it is no part of it.
const COUNTERS: &[&str] = &[
    "歳",
    "才",
    "人",
    "名",
    "点",
    "円",
    "回",
    "個",
    "つ",
    "件",
    "分",
    "時間",
    "秒",
    "日",
    "日間",
    "週間",
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "箇月",
    "年",
    "年間",
    "年生",
    "台",
    "本",
    "冊",
    "枚",
    "杯",
    "食",
    "世帯",
    "校",
    "社",
    "店",
    "か所",
    "ヶ所",
    "カ所",
    "箇所",
    "件数",
    "ドル",
    "ポイント",
    "％",
    "%",
    "パーセント",
    "度",
    "階",
    "匹",
    "頭",
    "室",
    "床",
    "戸",
    "棟",
    "番",
    "位",
    "票",
    "組",
    "クラス",
    "キロ",
    "グラム",
    "メートル",
    "時",
    "円未満",
];

/// A value that is written otherwise.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    Day {
        year: i64,
        month: u32,
        day: u32,
    },
    Month {
        year: i64,
        month: u32,
    },
    Year(i64),
    /// A number, and what is counted behind it.
    Amount(String, String),
}

impl Value {
    /// As it is to be written.
    fn written(&self) -> String {
        match self {
            Value::Day { year, month, day } => format!("{year:04}-{month:02}-{day:02}"),
            Value::Month { year, month } => format!("{year:04}-{month:02}"),
            Value::Year(year) => year.to_string(),
            Value::Amount(number, _) => number.clone(),
        }
    }

    fn read(self) -> Option<ExprKind> {
        let written = self.written();
        Some(match self {
            Value::Day { year, month, day } => ExprKind::Date { year: i32::try_from(year).ok()?, month, day },
            Value::Month { year, month } => ExprKind::Month { year: i32::try_from(year).ok()?, month },
            Value::Year(_) | Value::Amount(_, _) => ExprKind::Number(written),
        })
    }
}

/// The value that words in ASCII, where they have it, are another form of.
fn value(words: &str) -> Option<Value> {
    if let Some((year, month, day)) = day(words) {
        return Some(Value::Day { year, month, day });
    }
    if let Some((year, rest)) = era_year(words) {
        if matches!(rest, "年" | "年度") {
            return Some(Value::Year(year));
        }
        let month = rest.strip_prefix('年').and_then(|rest| rest.strip_suffix('月'));
        if let Some(month) = month.and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month)) {
            return Some(Value::Month { year, month });
        }
    }
    let (number, counter) = amount(words)?;
    (counter.is_empty() || COUNTERS.contains(&counter)).then(|| Value::Amount(number, counter.to_owned()))
}

fn kanji_digit(char: char) -> Option<i64> {
    "〇一二三四五六七八九".chars().position(|digit| digit == char).and_then(|at| i64::try_from(at).ok())
}

/// What a sign for tens multiplies by, and whether all before it, not the last figure alone.
fn times(char: char) -> Option<(u32, bool)> {
    Some(match char {
        '十' => (1, false),
        '百' => (2, false),
        '千' => (3, false),
        '万' | '萬' => (4, true),
        '億' => (8, true),
        '兆' => (12, true),
        _ => return None,
    })
}

/// The number that words begin with – `1,000`, `1_000`, `10万`, `1.5万`, `二十`, `1億2000万` –, and what stands behind it.
fn amount(words: &str) -> Option<(String, &str)> {
    let (mut whole, mut part, mut figure) = (0_i64, 0_i64, None::<i64>);
    let mut end = 0;
    for (at, char) in words.char_indices() {
        let behind = words.get(at.saturating_add(char.len_utf8())..)?;
        if let Some(digit) = char.to_digit(10).map(i64::from).or_else(|| kanji_digit(char)) {
            figure = Some(figure.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        } else if let Some((power, all)) = times(char) {
            let ten = 10_i64.checked_pow(power)?;
            if all {
                whole = whole
                    .checked_add(part.checked_add(figure.unwrap_or(0))?.max(i64::from(at == 0)).checked_mul(ten)?)?;
                part = 0;
            } else {
                part = part.checked_add(figure.unwrap_or(1).checked_mul(ten)?)?;
            }
            figure = None;
        } else if matches!(char, ',' | '_') && at > 0 && in_threes(behind) {
            continue;
        } else if char == '.' && whole == 0 && part == 0 && behind.starts_with(|char: char| char.is_ascii_digit()) {
            return with_decimals(figure?, behind);
        } else {
            break;
        }
        end = at.saturating_add(char.len_utf8());
    }
    let sum = whole.checked_add(part)?.checked_add(figure.unwrap_or(0))?;
    (end > 0).then_some((sum.to_string(), words.get(end..)?))
}

/// Whether three digits follow and no fourth.
fn in_threes(behind: &str) -> bool {
    behind.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// `1.5万`, `2.5時間`: what stands behind the point, and what that is multiplied by.
fn with_decimals(figure: i64, behind: &str) -> Option<(String, &str)> {
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let (decimals, rest) = behind.split_at_checked(digits)?;
    let Some((power, _)) = rest.chars().next().and_then(times) else {
        return Some((format!("{figure}.{decimals}"), rest));
    };
    let power = usize::try_from(power).ok()?;
    let sign = rest.chars().next().map_or(0, char::len_utf8);
    (decimals.len() <= power)
        .then(|| format!("{figure}{decimals:0<power$}"))
        .and_then(|number| Some((number.parse::<i64>().ok()?.to_string(), rest.get(sign..)?)))
}

impl Reader<'_, '_, '_> {
    /// What stands at hand in one piece and may be a figure or a day, in ASCII where it has it, and how many tokens it is.
    fn figure_at_hand(&self) -> (String, usize) {
        let mut end = self.peek().end;
        let mut tokens = 1;
        loop {
            let (token, next) = (self.ahead(tokens), self.ahead(tokens + 1));
            let joins = token.kind == T::Comma && next.start == token.end && self.is_code(next);
            let counted = token.kind == T::Strange && matches!(self.lexed.slice(token.start, token.end), "%" | "％");
            if token.start != end || !(self.is_code(token) || joins || counted) {
                break;
            }
            end = token.end;
            tokens += 1;
        }
        (to_ascii(self.lexed.slice(self.peek().start, end)), tokens)
    }

    /// A day, a year or an amount in another form at hand, told and read.
    pub(in crate::read) fn value_otherwise(&mut self) -> Option<Expr> {
        let token = self.peek();
        if !self.is_code(token) {
            return None;
        }
        let (words, tokens) = self.figure_at_hand();
        let underlined = token.kind == T::Word && words.starts_with(|char: char| char.is_ascii_digit());
        if (words.is_ascii() && !underlined) || self.heard().knows(self.str(token)) {
            return None;
        }
        let begins = words.starts_with(|char: char| char.is_ascii_digit());
        let Some(value) = value(&words) else {
            let (number, _) = amount(&words).filter(|_| begins && !words.is_ascii())?;
            let span = self.taken(tokens);
            self.told_whole.push(span);
            self.say(errors::figure_with_words(span, self.lexed.slice(span.start, span.end), &number));
            return Some(Expr { span, kind: ExprKind::Unreadable });
        };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        self.tell_value(span, &value);
        Some(Expr { span, kind: value.read()? })
    }

    fn tell_value(&mut self, span: Span, value: &Value) {
        let raw = self.lexed.slice(span.start, span.end);
        let right = value.written();
        self.say(match value {
            Value::Day { .. } | Value::Year(_) => errors::foreign_date(span, raw, "", &right),
            Value::Month { .. } => errors::foreign_month(span, raw, &right),
            Value::Amount(_, counter) => errors::amount_otherwise(span, raw, &right, counter),
        });
    }

    /// `max 1 000`: a number in groups of three, where nothing but a number can follow. Told and read.
    pub(super) fn number_with_blanks(&mut self) -> Option<Expr> {
        let first = self.peek();
        let group = |token: Token| token.kind == T::Number && !token.fresh && token.mended == 0;
        let figures = |token: Token| self.str(token).bytes().all(|byte| byte.is_ascii_digit());
        let mut tokens = 1;
        while group(self.ahead(tokens)) && self.str(self.ahead(tokens)).len() == 3 && figures(self.ahead(tokens)) {
            tokens += 1;
        }
        if tokens == 1 || !group(first) || !figures(first) || self.str(first).len() > 3 {
            return None;
        }
        let span = self.taken(tokens);
        let raw = self.lexed.slice(span.start, span.end);
        let right: String = raw.chars().filter(char::is_ascii_digit).collect();
        self.say(errors::amount_otherwise(span, raw, &right, ""));
        Some(Expr { span, kind: ExprKind::Number(right) })
    }

    /// `"2025-01-31"`, `"18"`: a day or a number in quotes, where one is wanted. Told and read.
    pub(in crate::read) fn value_in_quotes(&mut self) -> Option<Expr> {
        let token = self.peek();
        let words = to_ascii(self.lexed.content(token).0.trim());
        let value = plain(&words).or_else(|| value(&words))?;
        let right = value.written();
        let span = self.taken(1);
        self.told_whole.push(span);
        self.say(errors::value_in_quotes(span, self.lexed.slice(span.start, span.end), &right));
        Some(Expr { span, kind: value.read()? })
    }
}

/// A number or a day as it is written here.
fn plain(words: &str) -> Option<Value> {
    let number = |words: &str| {
        let (whole, decimals) = words.split_once('.').unwrap_or((words, "0"));
        [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if number(words) {
        return Some(Value::Amount(words.to_owned(), String::new()));
    }
    let mut parts = words.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next());
    let fits = year.len() == 4 && month.len() == 2 && day.is_none_or(|day| day.len() == 2) && parts.next().is_none();
    let (year, month) = (year.parse().ok().filter(|_| fits)?, month.parse().ok()?);
    Some(match day {
        Some(day) => Value::Day { year, month, day: day.parse().ok()? },
        None => Value::Month { year, month },
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_are_read_as_people_write_them() {
        let read = |words: &str| value(words).map(|value| value.written());
        for (words, right) in [
            ("令和6年4月1日", "2024-04-01"),
            ("2025年1月31日", "2025-01-31"),
            ("令和元年5月", "2019-05"),
            ("2024年4月", "2024-04"),
            ("平成30年度", "2018"),
            ("1990年", "1990"),
            ("10年", "10"),
            ("10万", "100000"),
            ("1.5万円", "15000"),
            ("1億2,000万円", "120000000"),
            ("100人", "100"),
            ("10,000円", "10000"),
            ("1_000", "1000"),
            ("二十五", "25"),
            ("十万", "100000"),
            ("3千円", "3000"),
            ("2.5時間", "2.5"),
        ] {
            assert_eq!(read(words).as_deref(), Some(right), "{words}");
        }
        for words in ["18歳以上", "x", "2025年13月", "100ほげ", "1e", ""] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
