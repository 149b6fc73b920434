//! Limits of a figure, the ends of a scale and how many may be ticked, in the forms of other tools and of plain typing: `>= 18`,
//! `[18, 60]`, `from 18 to 60`, `constraint ". > 5"`, `1 (bad) to 5 (good)`, `up to 2`.

use setsumon_diagnostics::{Span, Spanned};

use super::heads::limits;
use crate::ast::{Clause, ClauseKind, Kind, Piece, QuestionKind, Statement, Text};
use crate::clauses::ClauseWord;
use crate::errors::foreign as errors;
use crate::foreign;
use crate::read::Reader;
use crate::read::order::Met;
use crate::token::T;

/// The least and the most, as they are to be written.
type Limits = (Option<String>, Option<String>);

impl<'l> Reader<'l, '_, '_> {
    /// Limits, ends or a number of ticks in another form. Returns whether it was that.
    pub(in crate::read) fn figures_otherwise(&mut self, statement: &mut Statement, met: &mut Vec<Met>) -> bool {
        if self.peek().fresh {
            return false;
        }
        if statement.kind == Kind::Repeat {
            return self.times_otherwise(statement, met);
        }
        let Kind::Question(kind) = statement.kind else { return false };
        if matches!(kind, QuestionKind::Integer | QuestionKind::Decimal) {
            let limited = |clause: &Clause| matches!(clause.kind, ClauseKind::Min(_) | ClauseKind::Max(_));
            (!statement.clauses.iter().any(limited) && self.limits_by_signs(statement, kind, met))
                || self.digits_otherwise(statement)
        } else if matches!(
            kind,
            QuestionKind::Date | QuestionKind::Month | QuestionKind::Year | QuestionKind::FiscalYear
        ) {
            self.days_by_signs(met)
        } else if kind == QuestionKind::Scale {
            let taken = crate::clauses::taken_by(statement.kind);
            self.ends_beside_points(statement, met) || self.points_otherwise(statement, taken, met)
        } else if matches!(kind, QuestionKind::Multi | QuestionKind::Rank) {
            self.up_to(statement, met)
        } else {
            let words = crate::clauses::taken_by(statement.kind).has(ClauseWord::MaxLength);
            words && self.length_otherwise(statement, kind, met)
        }
    }

    /// `>= 18 and <= 60`, `[18, 60]`, `from 18 to 60`, `constraint: . > 5`.
    fn limits_by_signs(&mut self, statement: &mut Statement, kind: QuestionKind, met: &mut Vec<Met>) -> bool {
        let first = self.peek();
        let word = foreign::squeezed(self.str(first));
        let constraint =
            matches!(word.as_str(), "constraint" | "validation" | "validate" | "range" | "minmax" | "from");
        let sign = matches!(first.kind, T::Less | T::LessOrEqual | T::Greater | T::GreaterOrEqual | T::LeftBracket);
        if !(sign || (constraint && first.kind == T::Word)) {
            return false;
        }
        let colon = matches!(self.str(self.ahead(1)), ":" | "：");
        let text = self.ahead(1 + usize::from(colon));
        let (tokens, raw) = if constraint && text.is_text() && !text.fresh {
            (2 + usize::from(colon), self.lexed.content(text).0)
        } else {
            let mut tokens = 1;
            // What may stand between figures and signs; a word of the language ends it.
            let more = |at: usize| {
                let token = self.ahead(at);
                let joint = token.kind == T::Word && matches!(self.str(token), "and" | "to");
                let other = matches!(
                    token.kind,
                    T::Number
                        | T::Comma
                        | T::RightBracket
                        | T::Strange
                        | T::Minus
                        | T::Less
                        | T::LessOrEqual
                        | T::Greater
                        | T::GreaterOrEqual
                );
                !token.fresh && (joint || other)
            };
            while more(tokens) {
                tokens += 1;
            }
            (tokens, self.lexed.slice(first.start, self.ahead(tokens - 1).end))
        };
        let raw = raw.trim_start_matches(|char: char| char.is_ascii_alphabetic()).trim_start_matches([':', ' ', '：']);
        let Some((low, high)) = limits_of(raw, kind == QuestionKind::Integer) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let both = [("min", &low), ("max", &high)];
        let written = both.into_iter().filter_map(|(word, limit)| Some(format!("{word} {}", limit.as_ref()?)));
        let right = written.collect::<Vec<_>>().join(" ");
        self.told_as(span, &right);
        limits(statement, low.as_deref().map(|low| (span, low)), high.as_deref().map(|high| (span, high)));
        met.push(Met { word: ClauseWord::Max, span, whole: true });
        true
    }

    /// `date d "…" > 2025-01-01`: of what lies before or behind a day itself no one else can say which is the last.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all signs this is about a few")]
    fn days_by_signs(&mut self, met: &mut Vec<Met>) -> bool {
        let sign = self.peek();
        let (word, or) = match sign.kind {
            T::Greater => ("min", " with the day, month or year behind it"),
            T::Less => ("max", " with the day, month or year before it"),
            T::GreaterOrEqual => ("min", ""),
            T::LessOrEqual => ("max", ""),
            _ => return false,
        };
        self.take();
        let from = self.peek().start;
        let read = self.limit(word).is_some();
        let span = self.since(sign.start);
        let bound = self.lexed.slice(from, span.end);
        let right = format!("{word} {bound}");
        let raw = self.lexed.slice(span.start, span.end);
        let told = errors::foreign_word(
            span,
            raw,
            match or {
                "" => format!("write `{right}`"),
                or => format!("write `{right}`, or `{word}`{or} if itself it may not be answered"),
            },
        );
        let told = if read && or.is_empty() {
            told.fix(format!("write `{word}`"), vec![(self.span(sign), word.to_owned())])
        } else {
            told
        };
        self.say(told);
        met.push(Met { word: if word == "min" { ClauseWord::Min } else { ClauseWord::Max }, span, whole: true });
        true
    }

    /// Tells that something is written otherwise, and how.
    pub(in crate::read) fn told_as(&mut self, span: Span, right: &str) {
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::said_so(span, raw, right).fix(format!("write `{right}`"), vec![(span, right.to_owned())]));
    }

    /// `1 (bad) to 5 (good)`, `1 = bad, 5 = good`, `1 to 5 (bad - good)`.
    fn ends_beside_points(&mut self, statement: &mut Statement, met: &mut Vec<Met>) -> bool {
        let first = self.peek();
        if first.kind != T::Number || !statement.clauses.is_empty() {
            return false;
        }
        let mut tokens = 0;
        while tokens == 0
            || !(self.ahead(tokens).fresh || matches!(self.ahead(tokens).kind, T::End | T::Open | T::Close))
        {
            tokens += 1;
        }
        let line = self.lexed.slice(first.start, self.ahead(tokens - 1).end);
        let Some([from, low, to, high]) = ends_of(line) else { return false };
        let (Ok(least), Ok(most)) = (from.parse::<i64>(), to.parse::<i64>()) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        self.told_as(span, &format!("{from} to {to} ends \"{low}\" \"{high}\""));
        let text = |words: &str| Text { span, pieces: vec![Piece::Plain(words.to_owned())] };
        let points = ClauseKind::Points { from: Spanned::new(least, span), to: Spanned::new(most, span) };
        statement.clauses.push(Clause { span, kind: points });
        statement.clauses.push(Clause { span, kind: ClauseKind::Ends { low: text(low), high: text(high) } });
        met.push(Met { word: ClauseWord::Ends, span, whole: true });
        true
    }

    /// `up to 2`, `max 2`, `min 1 max 2`, `at least 1`, `pick at most 2`, `pick 1 to 2`, `2つまで` for how many may be ticked.
    fn up_to(&mut self, statement: &mut Statement, met: &mut Vec<Met>) -> bool {
        let name = statement.code.as_ref().map_or("", |code| code.value.as_str());
        let options = self.heard().count(name).and_then(|count| u32::try_from(count).ok());
        let Some((low, high, tokens)) = self.how_many() else { return false };
        if statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Pick { .. })) || high == Some(0) {
            return false;
        }
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let least = low.unwrap_or(1);
        met.push(Met { word: ClauseWord::Pick, span, whole: true });
        let Some(most) = high.or(options).filter(|most| *most >= least) else {
            let help =
                format!("write `pick {least}..` and behind it how many may be ticked at most, as in `pick 1..3`");
            self.say(errors::foreign_word(span, raw, help));
            return true;
        };
        let right = format!("pick {least}..{most}");
        // More than there are would be another mistake.
        if options.is_some_and(|options| most <= options) {
            self.told_as(span, &right);
            let pick = ClauseKind::Pick { min: Spanned::new(least, span), max: Spanned::new(most, span) };
            statement.clauses.push(Clause { span, kind: pick });
        } else {
            self.say(errors::foreign_word(span, raw, format!("write `{right}`")));
        }
        true
    }

    /// The least and the most that words at hand say, and how many tokens they are; nothing where it is the clause itself.
    fn how_many(&self) -> Option<(Option<u32>, Option<u32>, usize)> {
        let first = self.peek();
        if let Some(most) = most_of(self.str(first)) {
            return Some((None, Some(most), 1));
        }
        let number = |at: usize| {
            let token = self.ahead(at);
            (token.kind == T::Number && !token.fresh).then(|| self.str(token).parse::<u32>().ok()).flatten()
        };
        let pick = usize::from(first.kind == T::Word && self.str(first) == "pick");
        if pick == 1 {
            // `pick 1 to 2`; `pick ..2`.
            let to = self.ahead(2).kind == T::Word && self.str(self.ahead(2)) == "to";
            if let (Some(low), true, Some(high)) = (number(1), to, number(3)) {
                return Some((Some(low), Some(high), 4));
            }
            if let (T::Range, Some(high)) = (self.ahead(1).kind, number(2)) {
                return Some((None, Some(high), 3));
            }
        }
        let (mut low, mut high, mut tokens) = (None, None, pick);
        while let Some((least, words)) = self.bound_in_words(tokens)
            && let Some(count) = number(tokens + words)
        {
            let place = if least { &mut low } else { &mut high };
            if place.replace(count).is_some() {
                return None;
            }
            tokens += words + 1;
            let joins = self.ahead(tokens);
            let and = joins.kind == T::Word && self.str(joins) == "and" || joins.kind == T::Comma;
            if and && !joins.fresh && self.bound_in_words(tokens + 1).is_some() {
                tokens += 1;
            }
        }
        (low.is_some() || high.is_some()).then_some((low, high, tokens))
    }

    /// Whether words so far ahead say the least or the most, and how many words they are.
    fn bound_in_words(&self, at: usize) -> Option<(bool, usize)> {
        let word = |more: usize| {
            let token = self.ahead(at + more);
            if token.kind == T::Word && !token.fresh { self.str(token) } else { "" }
        };
        match (word(0), word(1)) {
            ("up", "to") | ("at", "most") => return Some((false, 2)),
            ("no", "more") if word(2) == "than" => return Some((false, 3)),
            ("at", "least") => return Some((true, 2)),
            _ => {}
        }
        match foreign::squeezed(word(0)).as_str() {
            "max" | "maximum" | "atmost" | "maxanswers" | "maxselected" | "maxselect" | "upto" | "最大" => {
                Some((false, 1))
            }
            "min" | "minimum" | "atleast" | "minanswers" | "minselected" | "minselect" | "最小" => Some((true, 1)),
            _ => None,
        }
    }
}

/// How many may be ticked, as people say it in one word: `3つまで`, `最大3つ`, `2個以内`, `上位3つ`.
pub(super) fn most_of(word: &str) -> Option<u32> {
    let word = crate::lex::to_ascii(word);
    let before = ["最大", "上位", "最多"];
    let inner = before.iter().find_map(|begin| word.strip_prefix(begin));
    let counted =
        ["つまで", "個まで", "つ以内", "個以内", "つまで選択", "つまで選択可", "個まで選択可", "つまで回答可"];
    let rest = match inner {
        Some(inner) => ["つまで", "個まで", "つ", "個", "位", ""].iter().find_map(|end| inner.strip_suffix(end)),
        None => counted.iter().find_map(|end| word.strip_suffix(end)),
    };
    rest?.parse().ok().filter(|count| *count > 0)
}

/// The limits that signs say: `>= 18 and <= 60`, `. > 5`, `[18, 60]`, `18 to 60`. Of a whole number `> 5` is `min 6`.
fn limits_of(raw: &str, whole: bool) -> Option<Limits> {
    let raw = raw.trim().trim_start_matches('[').trim_end_matches([']', '.']);
    let pair = raw.split_once([',', '-', '–']).or_else(|| raw.split_once(" to ")).or_else(|| raw.split_once(' '));
    if let Some((low, high)) = pair
        && let (Some(low), Some(high)) = (figure(low), figure(high))
    {
        return Some((Some(low.to_owned()), Some(high.to_owned())));
    }
    let mut found: Limits = (None, None);
    for part in raw.split(" and ") {
        let part = part.trim().trim_start_matches('.').trim_start();
        let (sign, number) =
            part.split_at_checked(part.find(|char| !matches!(char, '<' | '>' | '=' | '≧' | '≦' | '≥' | '≤'))?)?;
        let number = figure(number)?;
        let next = |step: i64| {
            number.parse::<i64>().ok().and_then(|number| number.checked_add(step)).map(|next| next.to_string())
        };
        match sign {
            ">=" | "≧" | "≥" => found.0 = Some(number.to_owned()),
            "<=" | "≦" | "≤" => found.1 = Some(number.to_owned()),
            ">" if whole => found.0 = Some(next(1)?),
            "<" if whole => found.1 = Some(next(-1)?),
            _ => return None,
        }
    }
    (found.0.is_some() || found.1.is_some()).then_some(found)
}

fn figure(raw: &str) -> Option<&str> {
    let raw = raw.trim();
    let digits = |char: char| char.is_ascii_digit() || char == '.';
    (raw.starts_with(|char: char| char.is_ascii_digit()) && raw.chars().all(digits)).then_some(raw)
}

/// The points of a scale with the words at its ends, which stand beside them or behind both.
fn ends_of(line: &str) -> Option<[&str; 4]> {
    let digits = |raw: &str| raw.find(|char: char| !char.is_ascii_digit()).unwrap_or(raw.len());
    let (from, rest) = line.split_at_checked(digits(line))?;
    let joints = [" to ", ", ", " - ", " – ", "、", "〜", "～", "..", "-"];
    let parted = |rest: &'_ str, only_digits: bool| {
        joints.iter().find_map(|joint| {
            rest.match_indices(joint).find_map(|(at, joint)| {
                let behind = rest.get(at.saturating_add(joint.len())..)?.trim_start();
                (!only_digits || digits(behind) > 0).then_some((at, rest.len().saturating_sub(behind.len())))
            })
        })
    };
    let (at, behind) = parted(rest, true)?;
    let low = words_of(rest.get(..at)?);
    let (to, high) = rest.get(behind..)?.split_at_checked(digits(rest.get(behind..)?))?;
    let high = words_of(high);
    if let (Some(low), Some(high)) = (low, high) {
        return Some([from, low, to, high]);
    }
    let both = high.filter(|_| low.is_none())?;
    let (at, behind) = parted(both, false)?;
    Some([from, words_of(both.get(..at)?)?, to, words_of(both.get(behind..)?)?])
}

/// Words in brackets or behind a sign, without those.
fn words_of(raw: &str) -> Option<&str> {
    let words = raw.trim().trim_start_matches(['(', '=', ':', '（', '＝', '：']).trim_end_matches([')', '）']).trim();
    let plain = !words.is_empty() && !words.contains(['"', '(', ')', '=', '@', '{']);
    let clause = |word: &str| crate::clauses::clause(word).is_some();
    (plain && !words.split_whitespace().any(clause)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::{ends_of, limits_of};

    #[test]
    fn limits_are_read_from_signs() {
        let read = |raw: &str| limits_of(raw, true).map(|(low, high)| format!("{low:?} {high:?}"));
        for raw in [">= 18 and <= 60", "[18, 60]", "18 to 60", "> 17 and < 61", ". >= 18 and . <= 60", "18 60", "18-60"]
        {
            assert_eq!(read(raw).as_deref(), Some("Some(\"18\") Some(\"60\")"), "{raw}");
        }
        for raw in ["", "x", ">= x", "18", ">= 1 or <= 3"] {
            assert_eq!(read(raw), None, "{raw}");
        }
        assert_eq!(limits_of("> 5", false), None);
    }

    #[test]
    fn ends_are_read_beside_their_points() {
        for line in
            ["1 (bad) to 5 (good)", "1 = bad, 5 = good", "1 to 5 (bad - good)", "1-5 (bad to good)", "1: bad, 5: good"]
        {
            assert_eq!(ends_of(line), Some(["1", "bad", "5", "good"]), "{line}");
        }
        for line in ["1 to 5", "1 to 5 required", "0 to 10 ends \"a\" \"b\"", "1 to 5 (bad)"] {
            assert_eq!(ends_of(line), None, "{line}");
        }
    }
}
