//! Days and years as people write them elsewhere: `2025/11/28`, `2025年11月28日`, `2025年度`, `令和7年度`.

use setsumon_diagnostics::Span;

use crate::ast::{Expr, ExprKind, Kind};
use crate::errors::{expression, foreign as errors, head};
use crate::lex::to_ascii;
use crate::read::Reader;
use crate::token::{T, Token};

/// The years before the first of an era.
const ERAS: [(&str, i64); 4] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018)];

/// A year that words begin with, and what stands behind it.
pub(super) fn era_year(words: &str) -> Option<(i64, &str)> {
    let (before, rest) =
        ERAS.iter().find_map(|(era, before)| words.strip_prefix(era).map(|rest| (*before, rest))).unwrap_or((0, words));
    let (rest, first) = match rest.strip_prefix('元') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = if first { 1 } else { rest.get(..digits)?.parse().ok()? };
    let year = before + number;
    (1000..10_000).contains(&year).then_some((year, if first { rest } else { rest.get(digits..)? }))
}

/// A day in another form.
pub(super) fn day(words: &str) -> Option<(i64, u32, u32)> {
    let (year, rest) = era_year(words)?;
    let mut parts = rest.strip_prefix(['/', '.', '年', '-'])?.split(['/', '.', '月', '-']);
    let number = |part: &str| part.trim_end_matches('日').parse::<u32>().ok();
    let (month, day) = (number(parts.next()?)?, number(parts.next()?)?);
    parts.next().is_none().then_some((year, month, day))
}

/// The days that `30/06/2025` may be: one where only one of its numbers can be a month, else two.
fn days_first(words: &str) -> Vec<(i64, u32, u32)> {
    let mut parts = words.split(['/', '.', '-']);
    let (Some(one), Some(other), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Vec::new();
    };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let (Some(one), Some(other)) = (number(one), number(other)) else { return Vec::new() };
    let Some(year) = year.parse::<i64>().ok().filter(|year| (1000..10_000).contains(year)) else { return Vec::new() };
    let mut days = vec![(year, other, one), (year, one, other)];
    days.retain(|(_, month, day)| (1..=12).contains(month) && (1..=31).contains(day));
    days.dedup();
    days
}

impl Reader<'_, '_, '_> {
    /// What stands at hand without a blank in it, in ASCII where it has it, and how many tokens it is.
    fn glued(&self) -> (String, usize) {
        let mut end = self.peek().end;
        let mut tokens = 1;
        let ends =
            |token: Token| matches!(token.kind, T::Open | T::Close | T::End | T::LeftParen | T::RightParen | T::Comma);
        while self.ahead(tokens).start == end && !ends(self.ahead(tokens)) {
            end = self.ahead(tokens).end;
            tokens += 1;
        }
        (to_ascii(self.lexed.slice(self.peek().start, end)), tokens)
    }

    /// A day in another form at hand, told and read.
    pub(in crate::read) fn foreign_day(&mut self) -> Option<Expr> {
        let token = self.peek();
        if !self.is_code(token) && token.kind != T::Date {
            return None;
        }
        let (words, tokens) = self.glued();
        let (year, month, day) = day(&words)?;
        let span = self.taken_whole(tokens);
        let right = format!("{year:04}-{month:02}-{day:02}");
        self.say(errors::foreign_date(span, self.lexed.slice(span.start, span.end), "", &right));
        Some(Expr { span, kind: ExprKind::Date { year: i32::try_from(year).ok()?, month, day } })
    }

    /// A day whose year stands last, where nothing but a day can stand: elsewhere it divides.
    pub(in crate::read) fn day_first(&mut self) -> Option<Expr> {
        if !self.is_code(self.peek()) {
            return None;
        }
        let (words, tokens) = self.glued();
        let days = days_first(&words);
        let (year, month, day) = *days.first()?;
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let right: Vec<String> =
            days.iter().map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")).collect();
        match right.as_slice() {
            [only] => self.say(errors::foreign_date(span, raw, "", only)),
            several => self.say(errors::which_day(span, raw, several)),
        }
        Some(Expr { span, kind: ExprKind::Date { year: i32::try_from(year).ok()?, month, day } })
    }

    /// Takes tokens that are one word to their author; what was said of their signs is no mistake of its own.
    pub(super) fn taken_whole(&mut self, tokens: usize) -> Span {
        let span = self.taken(tokens);
        let wide = !self.lexed.slice(span.start, span.end).is_ascii();
        if wide {
            self.told_whole.push(span);
        }
        span
    }

    /// Takes the day of the week behind a day, which is worked out: `（金）`.
    fn weekday_behind(&mut self) {
        let (open, day, close) = (self.peek(), self.ahead(1), self.ahead(2));
        let named = ["月", "火", "水", "木", "金", "土", "日"].contains(&self.str(day).trim_end_matches("曜日"));
        let closed = open.kind == T::LeftParen && close.kind == T::RightParen && !open.fresh;
        if named && closed {
            let from = self.last_end;
            let taken = self.taken(3);
            self.told_whole.push(taken);
            let whole = Span::new(self.file_id(), from, taken.end);
            let raw = self.lexed.slice(taken.start, taken.end);
            let help = "take it out: the day of the week is worked out and printed";
            self.say(errors::foreign_word(taken, raw, help).fix("take it out", vec![(whole, String::new())]));
        }
    }

    /// The number of an edition.
    pub(in crate::read) fn edition_number(&mut self) -> Option<Expr> {
        let token = self.peek();
        let number = |token: Token| token.kind == T::Number && !token.fresh;
        let (words, tokens) = self.glued();
        if self.is_code(token)
            && !token.fresh
            && (tokens > 1 || !number(token))
            && let Some((year, "年度" | "年" | "年版" | "年度版" | "")) = era_year(&words)
        {
            let span = self.taken_whole(tokens);
            let right = year.to_string();
            self.say(errors::foreign_date(span, self.lexed.slice(span.start, span.end), "edition ", &right));
            return Some(Expr { span, kind: ExprKind::Number(right) });
        }
        if let Some(read) = self.head_in_quotes(Kind::Edition) {
            return Some(read);
        }
        if !number(token) {
            self.say(head::missing_value(self.here(), "edition", "a number, as in `edition 2024`"));
            if token.is_text() && !token.fresh {
                self.take();
            }
            return None;
        }
        self.take();
        let span = self.span(token);
        if self.str(token).contains('.') {
            self.say(head::not_whole(span, self.str(token), "edition"));
        }
        Some(Expr { span, kind: ExprKind::Number(self.str(token).to_owned()) })
    }

    /// The day of `as_of` or `deadline`.
    pub(in crate::read) fn date_value(&mut self, after: &str) -> Option<Expr> {
        let token = self.peek();
        if token.kind != T::Date || token.fresh {
            if !token.fresh
                && let Some(read) = self
                    .foreign_day()
                    .or_else(|| self.day_first())
                    .or_else(|| self.head_in_quotes(if after == "as_of" { Kind::AsOf } else { Kind::Deadline }))
            {
                self.weekday_behind();
                return Some(read);
            }
            self.say(expression::missing_date(self.here(), after));
            let stands = !token.fresh && !matches!(token.kind, T::Open | T::Close | T::End);
            if stands {
                self.take();
                self.skip_line(|_, _| false);
            }
            return None;
        }
        self.atom()
    }
}

#[cfg(test)]
mod tests {
    use super::{day, days_first, era_year};

    #[test]
    fn days_are_read_as_people_write_them() {
        for words in ["2025/11/28", "2025.11.28", "2025年11月28日", "令和7年11月28日", "R7.11.28", "2025-11/28"]
        {
            assert_eq!(day(words), Some((2025, 11, 28)), "{words}");
        }
        for words in ["28/11/2025", "11/28", "2025/11", "2025年度", "a/b/c", "2025/11/28/3"] {
            assert_eq!(day(words), None, "{words}");
        }
        assert_eq!(days_first("30/06/2025"), [(2025, 6, 30)]);
        assert_eq!(days_first("06/30/2025"), [(2025, 6, 30)]);
        assert_eq!(days_first("03.03.2025"), [(2025, 3, 3)]);
        assert_eq!(days_first("03/04/2025"), [(2025, 4, 3), (2025, 3, 4)]);
        for words in ["40/06/2025", "6/2025", "3/4/25", "1/2/3/2025", "2025/3/4"] {
            assert_eq!(days_first(words), [], "{words}");
        }
        assert_eq!(era_year("令和元年度"), Some((2019, "年度")));
    }
}
