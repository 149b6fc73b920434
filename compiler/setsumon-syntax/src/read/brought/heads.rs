//! Words of other tools behind a code and its label.

use setsumon_diagnostics::{Span, Spanned};

use super::{Around, Kind};
use crate::ast::{Clause, ClauseKind, Expr, ExprKind, Layout, QuestionKind, Role, Statement};
use crate::clauses::{ClauseWord, Set};
use crate::errors::{foreign as errors, head};
use crate::foreign::{self, Call, Head};
use crate::lex::to_ascii;
use crate::places;
use crate::read::Reader;
use crate::read::order::Met;
use crate::token::{T, Token};
use crate::words::{self, Need};

/// Of so many tokens limits in words are made at most.
const MOST_OF_LIMITS: usize = 8;

/// Small print that stands behind a question instead of in its `{ }`.
#[derive(Debug)]
pub(in crate::read) struct Small {
    word: Span,
    text: Span,
    /// From the end of what stands before it.
    whole: Span,
    written: &'static str,
}

/// What is counted, where it stands behind each of two limits: `18歳以上60歳以下`.
const COUNTERS: &str = "歳才人名点円回年個件分";
/// What limits are said with, beside figures.
const LIMIT_SIGNS: &str = "以上下からまで歳才人名点円回年個件分";

impl Reader<'_, '_, '_> {
    /// A word in a head that another tool has for something. Returns whether it was that.
    pub(in crate::read) fn brought_head(
        &mut self,
        statement: &mut Statement,
        around: Around,
        met: &mut Vec<Met>,
        small: &mut Vec<Small>,
    ) -> bool {
        let token = self.peek();
        if self.required_in_brackets(statement, around, met) {
            return true;
        }
        if !token.fresh
            && (self.limits_in_words(statement, around.taken, met) || self.words_in_brackets(statement, around.taken))
        {
            return true;
        }
        if token.kind != T::Word || token.fresh {
            return false;
        }
        let (word, tokens) = self.squeezed();
        // `other: true` of a question; that of an option is its blank.
        let of_list = word == "other" && statement.kind != Kind::Option && !self.next_statement(token, around.place);
        let meant = foreign::head(if of_list { "hasother" } else { &word });
        let Some(meant) = meant else { return false };
        let next = self.ahead(tokens);
        // `hidden when …`: the word is no more than the condition's.
        if matches!(meant, Head::Nothing(_)) && self.before_condition(token) {
            return true;
        }
        let own = words::kind(self.str(token)).is_some();
        if own && !self.is_no_statement(statement, meant, next, around) {
            return false;
        }
        let free = own || !self.next_statement(token, around.place);
        let wants_label = words::spec(statement.kind).label != Need::No && statement.label.is_none();
        // A word of the author's own where the label is missing is the label, without its quotes.
        let bare_label = wants_label && !self.str(token).is_ascii();
        if !free || bare_label {
            return false;
        }
        let text_follows = next.is_text() && !next.fresh;
        match meant {
            Head::Label if wants_label && text_follows && matches!(statement.kind, Kind::Check | Kind::End) => {
                let span = self.taken(tokens);
                let out = Span::new(self.file_id(), span.start, next.start);
                self.say(errors::before_sentence(span, self.lexed.slice(span.start, span.end), out));
            }
            Head::Label => {
                if !(wants_label && text_follows && statement.code.is_some()) {
                    return false;
                }
                let span = self.taken(tokens);
                self.label_behind(statement, span);
            }
            Head::Small(written) if text_follows => {
                let before = self.last_end;
                let word = self.taken(tokens);
                let text = self.take();
                let text = self.span(text);
                small.push(Small { word, text, whole: Span::new(self.file_id(), before, text.end), written });
            }
            Head::Small(written) => {
                let span = self.taken(tokens);
                let raw = self.lexed.slice(span.start, span.end);
                self.say(errors::foreign_word(
                    span,
                    raw,
                    format!("write `{written}` in the question's `{{ }}`, as in `{{ {written} \"…\" }}`"),
                ));
                self.skip_value(around);
            }
            Head::Kind(help) => {
                if self.kind_in_slot(statement, around, met, tokens) {
                    return true;
                }
                let span = self.taken(tokens);
                self.say(errors::foreign_word(span, self.lexed.slice(span.start, span.end), help));
                self.skip_value(around);
                self.told_whole.push(self.since(span.end));
            }
            Head::Clause(clause, written) => self.brought_clause(statement, around, met, (tokens, clause, written)),
            Head::Elsewhere(help) => {
                let span = self.taken(tokens);
                self.say(errors::foreign_word(span, self.lexed.slice(span.start, span.end), help));
                self.skip_value(around);
                // `other: true`: the sign before the value goes with it.
                self.told_whole.push(self.since(span.end));
            }
            Head::Nothing(instead) => {
                let span = self.taken(tokens);
                self.say(errors::no_such_thing(span, self.lexed.slice(span.start, span.end), instead));
                self.skip_value(around);
                // `→問５へ`: how its target is typed is no mistake of its own.
                self.told_whole.push(self.since(span.start));
            }
        }
        true
    }

    /// Whether a word that begins a statement elsewhere begins none here: `rows 5`, `text` behind an option, `hint "…"` where
    /// nothing would read it.
    fn is_no_statement(&self, statement: &Statement, meant: Head, next: Token, around: Around) -> bool {
        let alone = next.fresh || !(self.is_code(next) || next.is_text());
        match meant {
            Head::Clause(ClauseWord::Layout, _) => next.kind == T::Number && !next.fresh,
            Head::Clause(ClauseWord::Specify, _) => statement.kind == Kind::Option && alone,
            Head::Small(_) => {
                let kind = words::kind(self.str(self.peek())).unwrap_or(Kind::Hint);
                let asked = matches!(statement.kind, Kind::Question(_) | Kind::Grid | Kind::Group);
                let read = places::may_hold(around.place, kind) && places::is_read_by(around.owner, kind);
                // What another statement begins with would stand there wrongly too, and is told as that.
                asked && !read && next.is_text() && !next.fresh
            }
            Head::Clause(_, _) | Head::Label | Head::Elsewhere(_) | Head::Kind(_) | Head::Nothing(_) => false,
        }
    }

    /// Skips what stands behind a word that is told, up to what can be read on.
    fn skip_value(&mut self, around: Around) {
        self.skip_line(|reader, token| {
            let option = around.place.is_list() && reader.next_statement(token, around.place);
            option || token.is_text() || reader.begins_clause(token) || reader.begins_statement(token)
        });
        if self.peek().is_text() && !self.peek().fresh {
            self.take();
        }
    }

    /// `text name label "Name"`, `text name = "Name"`: what stands between the code and the label.
    fn label_behind(&mut self, statement: &Statement, span: Span) {
        let token = self.peek();
        let written =
            self.lexed.slice(statement.kind_span.start, statement.code.as_ref().map_or(0, |code| code.span.end));
        let right = format!("{written} {}", self.lexed.slice(token.start, token.end));
        let out = Span::new(self.file_id(), span.start, token.start);
        let before = statement.code.as_ref().map_or(0, |code| code.span.end);
        let instead = if before == span.start { " " } else { "" };
        self.say(errors::before_label(span, self.lexed.slice(span.start, span.end), &right, (out, instead)));
    }

    /// `text name = "Name"`. Returns whether it is that.
    pub(in crate::read) fn sign_before_label(&mut self, token: Token, statement: &Statement) -> bool {
        let next = self.ahead(1);
        let wanted = statement.label.is_none() && words::spec(statement.kind).label != Need::No;
        if token.kind != T::Equal || !wanted || !next.is_text() || next.fresh || statement.code.is_none() {
            return false;
        }
        self.take();
        self.label_behind(statement, self.span(token));
        true
    }

    /// A clause by the word of another tool.
    fn brought_clause(
        &mut self,
        statement: &mut Statement,
        around: Around,
        met: &mut Vec<Met>,
        (tokens, clause, written): (usize, ClauseWord, &'static str),
    ) {
        let token = self.peek();
        if !around.taken.has(clause) {
            // A limit of the question it is not, and may be one of the condition before it.
            if matches!(clause, ClauseWord::Min | ClauseWord::Max) && self.behind_condition(token, statement) {
                return;
            }
            let span = self.taken(tokens);
            let raw = self.lexed.slice(span.start, span.end);
            let help = if clause == ClauseWord::Means && around.taken.has(ClauseWord::Or) {
                format!("write it as a further answer with words of its own: `or {{ no_answer \"…\" {written} }}`")
            } else if clause == ClauseWord::Required {
                "write `required` on the questions that must be answered".to_owned()
            } else {
                let name = words::friendly(statement.kind);
                format!("it would be `{written}`, which {name} does not take; take it out")
            };
            self.say(errors::foreign_word(span, raw, help));
            return self.skip_value(around);
        }
        let place = Span::new(self.file_id(), token.start, self.ahead(tokens - 1).end);
        let raw = self.lexed.slice(place.start, place.end);
        let told = match self.str(token) == raw && words::kind(raw).is_some() {
            true => errors::written_otherwise(place, raw, format!("write `{}`", self.with_value(written, tokens))),
            false => errors::foreign_word(place, raw, format!("write `{}`", self.with_value(written, tokens))),
        };
        // `mandatory: no` asks for nothing.
        if let Some(tokens) = self.denied(clause, tokens) {
            let span = self.taken(tokens);
            self.told_whole.push(span);
            self.say(errors::needless_value(span, self.lexed.slice(span.start, span.end), clause.word(), false));
            return;
        }
        let mut out = place;
        let read = if written == clause.word() {
            for _ in 1..tokens {
                self.take();
            }
            let (said, value) = (self.out.len(), self.ahead(1).start);
            let read = self.one_clause(clause, statement);
            // `mandatory=Y` is one mistake.
            let alone = matches!(read, Some(ClauseKind::Required | ClauseKind::Optional | ClauseKind::Exclusive));
            if alone && self.last_end > value {
                self.out.drop_since(said, Span::new(self.file_id(), value, self.last_end));
                out = self.since(place.start);
            }
            read
        } else {
            self.taken(tokens);
            self.two_words(written)
        };
        // `other` alone is in other tools an option of its own, the last of the list.
        let may_be_option = clause == ClauseWord::Specify && matches!(raw, "other" | "Other") && out == place;
        if may_be_option {
            let either = "specify` if the answer before it is to have a blank, or `other \"…\" specify` if it is an option of its own";
            self.say(errors::may_mean_two(place, raw, either));
            return;
        }
        self.say(told.fix(format!("write `{written}`"), vec![(out, written.to_owned())]));
        let span = self.since(token.start);
        self.keep(statement, around.taken, met, Met { word: clause, span, whole: read.is_some() }, read);
    }

    /// A clause with the number behind it, for a message.
    fn with_value(&self, written: &str, tokens: usize) -> String {
        let next = self.ahead(tokens);
        if next.kind == T::Number && !next.fresh { format!("{written} {}", self.str(next)) } else { written.to_owned() }
    }

    /// A clause of two words, the second of which is its value or has one.
    pub(super) fn two_words(&mut self, written: &str) -> Option<ClauseKind> {
        let here = self.here();
        let role = |role| Some(ClauseKind::Means(Spanned::new(role, here)));
        match written {
            "means dont_know" => role(Role::DontKnow),
            "means refused" => role(Role::Refused),
            "means not_applicable" => role(Role::NotApplicable),
            "layout inline" => Some(ClauseKind::Layout(Layout::Inline)),
            "layout stacked" => Some(ClauseKind::Layout(Layout::Stacked)),
            "layout lines" => {
                let lines = self.whole("lines", "how many lines, as in `lines 5`")?;
                Some(ClauseKind::Layout(Layout::Lines(lines.value)))
            }
            _ => {
                let columns = self.whole("across", "how many columns, as in `across 3`")?;
                Some(ClauseKind::Layout(Layout::Across(columns.value)))
            }
        }
    }

    /// Tells the small print that stands behind a question, and puts it where it belongs.
    pub(in crate::read) fn small_print_behind(&mut self, statement: &Statement, small: Vec<Small>) {
        let next = self.peek();
        let alone = small.len() == 1 && matches!(statement.kind, Kind::Question(_) | Kind::Grid | Kind::Group);
        for Small { word, text, whole, written } in small {
            let raw = self.lexed.slice(word.start, word.end);
            let words = self.lexed.slice(text.start, text.end);
            if raw != written {
                let help = format!("write `{written}` in the question's `{{ }}`, as in `{{ {written} {words} }}`");
                self.say(errors::foreign_word(word, raw, help));
                continue;
            }
            let edits = if !alone {
                Vec::new()
            } else if next.kind == T::Open && !next.fresh {
                vec![(whole, String::new()), (self.span(next).after(), format!(" {written} {words} "))]
            } else {
                vec![(whole, String::new()), (self.here(), format!(" {{ {written} {words} }}"))]
            };
            self.say(head::small_print_behind(word, written, words, joined(edits)));
        }
    }

    /// `0..10` of a scale, `0..120` of a number. Returns whether it was that.
    pub(in crate::read) fn range_of_others(
        &mut self,
        statement: &mut Statement,
        taken: Set,
        met: &mut Vec<Met>,
    ) -> bool {
        let scale = statement.kind == Kind::Question(QuestionKind::Scale);
        let day = matches!(statement.kind, Kind::Question(QuestionKind::Month | QuestionKind::Date));
        let number = taken.has(ClauseWord::Min) && matches!(statement.kind, Kind::Question(_)) && !day;
        let limited = |clause: &Clause| matches!(clause.kind, ClauseKind::Min(_) | ClauseKind::Max(_));
        if !scale && (!number || statement.clauses.iter().any(limited)) {
            return false;
        }
        let (low, dots, high) = (self.peek(), self.ahead(1), self.ahead(2));
        let to = dots.kind == T::Word && self.str(dots) == "to";
        if !(to || matches!(dots.kind, T::Range | T::Minus)) || high.kind != T::Number || high.fresh {
            return false;
        }
        // What is no year is no limit of one.
        let year = matches!(statement.kind, Kind::Question(QuestionKind::Year | QuestionKind::FiscalYear));
        if year && !(self.str(low).len() == 4 && self.str(high).len() == 4) {
            return false;
        }
        let span = self.taken_whole(3);
        let (low_span, high_span) = (self.span(low), self.span(high));
        let (low, high) = (self.str(low), self.str(high));
        let name = words::friendly(statement.kind);
        if scale {
            let points = |clause: &Clause| matches!(clause.kind, ClauseKind::Points { .. });
            if let Some(first) = statement.clauses.iter().find(|clause| points(clause)) {
                self.say(head::repeated_clause(span, first.span, "to"));
                return true;
            }
            let raw = self.lexed.slice(span.start, span.end);
            self.say(head::range_of_others(span, &name, raw, &format!("{low} to {high}")));
            let (Ok(from), Ok(to)) = (low.parse(), high.parse()) else { return true };
            let points = ClauseKind::Points { from: Spanned::new(from, low_span), to: Spanned::new(to, high_span) };
            self.keep(statement, taken, met, Met { word: ClauseWord::Points, span, whole: true }, Some(points));
            return true;
        }
        let raw = self.lexed.slice(span.start, span.end);
        self.say(head::range_of_others(span, &name, raw, &format!("min {low} max {high}")));
        limits(statement, Some((low_span, low)), Some((high_span, high)));
        met.push(Met { word: ClauseWord::Max, span, whole: true });
        true
    }

    /// What may be limits in words: `0以上100以下`, `0 以上 100 以下`, `0 – 100`, `(0-100)`, in one piece, and how many tokens it is.
    fn limits_at_hand(&self) -> Option<(String, usize)> {
        let bracket = self.peek().kind == T::LeftParen;
        let mut words = String::new();
        let mut tokens = usize::from(bracket);
        loop {
            let token = self.ahead(tokens);
            let raw = to_ascii(self.str(token));
            let limit = |char: char| char.is_ascii_digit() || char == '.' || LIMIT_SIGNS.contains(char);
            // What joins two figures stands behind the first.
            let dash = token.kind == T::Strange && matches!(raw.as_str(), "–" | "—" | "~");
            let joint = !words.is_empty() && (dash || matches!(token.kind, T::Minus | T::Range));
            let part = token.kind == T::Number || (token.kind == T::Word && raw.chars().all(limit));
            if token.fresh || !(part || joint) || tokens > MOST_OF_LIMITS {
                break;
            }
            let joined = if joint { "から" } else { raw.as_str() };
            words.push_str(joined);
            tokens += 1;
        }
        if bracket && self.ahead(tokens).kind != T::RightParen {
            return None;
        }
        let words: String = words.chars().filter(|char| !COUNTERS.contains(*char)).collect();
        // A figure alone limits nothing.
        let figures = words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        (!figures).then_some((words, tokens + usize::from(bracket)))
    }

    /// `0以上100以下` behind a number. Returns whether it was that.
    pub(in crate::read) fn limits_in_words(
        &mut self,
        statement: &mut Statement,
        taken: Set,
        met: &mut Vec<Met>,
    ) -> bool {
        let limited = |clause: &Clause| matches!(clause.kind, ClauseKind::Min(_) | ClauseKind::Max(_));
        let number = matches!(statement.kind, Kind::Question(QuestionKind::Integer | QuestionKind::Decimal));
        if !number || !taken.has(ClauseWord::Min) || statement.clauses.iter().any(limited) {
            return false;
        }
        let Some((words, tokens)) = self.limits_at_hand() else { return false };
        let Some((low, high)) = limits_of(&words) else { return false };
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let both = [("min", low), ("max", high)];
        let right: Vec<String> =
            both.into_iter().filter_map(|(word, limit)| Some(format!("{word} {}", limit?))).collect();
        let right = right.join(" ");
        let told = errors::foreign_word(span, raw, format!("write `{right}`"));
        self.say(told.fix(format!("write `{right}`"), vec![(span, right)]));
        limits(statement, low.map(|low| (span, low)), high.map(|high| (span, high)));
        met.push(Met { word: ClauseWord::Max, span, whole: true });
        true
    }

    /// The value of `min` or `max`.
    pub(in crate::read) fn bound(&mut self, word: &str, statement: &Statement) -> Option<Expr> {
        let token = self.peek();
        let today = token.kind == T::Word
            && !token.fresh
            && foreign::call(&foreign::squeezed(self.str(token))) == Some(Call::Today);
        if !today {
            if statement.kind == Kind::Question(QuestionKind::Date)
                && !token.fresh
                && let Some(day) = self.day_first()
            {
                return Some(day);
            }
            let whole = statement.kind == Kind::Question(QuestionKind::Integer);
            let sign = if token.kind == T::Minus { Some(self.take()) } else { None };
            // `１０，０００円` is more than its number with a comma.
            if sign.is_none()
                && !token.fresh
                && let Some(read) = self.value_otherwise()
            {
                return Some(read);
            }
            if self.peek().kind == T::Number
                && !self.peek().fresh
                && let Some(number) = self.number_with_blanks().or_else(|| self.number_with_commas(Some(whole)))
            {
                let Some(sign) = sign else { return Some(number) };
                let span = self.span(sign).to(number.span);
                return Some(Expr { span, kind: ExprKind::Negative(Box::new(number)) });
            }
            self.at -= usize::from(sign.is_some());
            return self.limit(word);
        }
        self.take();
        let raw = self.str(token);
        if self.take_if(T::LeftParen).is_some() {
            self.take_if(T::RightParen);
        }
        let code = statement.code.as_ref().map_or("day", |code| code.value.as_str()).to_owned();
        let sign = if word == "min" { ">=" } else { "<=" };
        self.say(errors::no_today(self.span(token), raw, &code, (word, sign)));
        None
    }
}

/// The least and the most, as clauses.
pub(super) fn limits(statement: &mut Statement, low: Option<(Span, &str)>, high: Option<(Span, &str)>) {
    let limit = |(span, number): (Span, &str)| Expr { span, kind: ExprKind::Number(number.to_owned()) };
    let low = low.map(|low| Clause { span: low.0, kind: ClauseKind::Min(limit(low)) });
    let high = high.map(|high| Clause { span: high.0, kind: ClauseKind::Max(limit(high)) });
    statement.clauses.extend(low.into_iter().chain(high));
}

/// The least and the most of `0以上100以下`, `0から100まで`, `18以上`, `100以下`.
fn limits_of(raw: &str) -> Option<(Option<&str>, Option<&str>)> {
    let number = |raw: &'_ str| raw.find(|char: char| !char.is_ascii_digit() && char != '.').filter(|end| *end > 0);
    let (first, rest) = raw.split_at_checked(number(raw)?)?;
    if matches!(rest, "以下" | "まで") {
        return Some((None, Some(first)));
    }
    let rest = rest.strip_prefix("以上").or_else(|| rest.strip_prefix("から"))?;
    if rest.is_empty() {
        return Some((Some(first), None));
    }
    let (second, end) = rest.split_at_checked(number(rest).unwrap_or(rest.len()))?;
    let digits = second.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (digits && matches!(end, "" | "以下" | "まで")).then_some((Some(first), Some(second)))
}

/// Edits that touch one another as one.
fn joined(edits: Vec<(Span, String)>) -> Vec<(Span, String)> {
    match edits.as_slice() {
        [(first, one), (second, other)] if first.end == second.start => {
            vec![(first.to(*second), format!("{one}{other}"))]
        }
        _ => edits,
    }
}
