//! Reading conditions and calculations: one grammar for both, since what fits together is a matter of types.

use setsumon_diagnostics::{Spanned, did_you_mean};

use super::Reader;
use crate::ast::{ArithmeticOp, CalendarUnit, Expr, ExprKind};
use crate::clauses;
use crate::errors::expression as errors;
use crate::errors::foreign as brought;
use crate::foreign;
use crate::token::{T, Token};
use crate::words;

/// How deep brackets and signs before an operand may be nested.
const DEPTH: usize = 32;

/// The most signs of arithmetic in one formula: each is a level of what is made of it.
const SIGNS: usize = 250;

impl Reader<'_, '_, '_> {
    /// A whole condition or calculation behind a word. What cannot be read is told and skipped.
    pub(super) fn condition(&mut self, after: &str) -> Expr {
        let token = self.peek();
        let quoted = token.is_text() && (!token.fresh || self.in_quotes);
        let ends = matches!(token.kind, T::Open | T::Close | T::End) && !self.name_in_braces();
        if (token.fresh && !self.in_quotes) || ends || quoted {
            if quoted && after == "when" {
                self.condition_in_quotes(after);
            } else {
                self.say(errors::missing(self.here(), after));
            }
            return Expr { span: self.here(), kind: ExprKind::Unreadable };
        }
        self.guarded(Self::or_chain)
    }

    /// A bound: a number, a date, `edition` and a number.
    pub(super) fn limit(&mut self, after: &str) -> Option<Expr> {
        let token = self.peek();
        if token.is_text()
            && !token.fresh
            && let Some(read) = self.value_in_quotes()
        {
            return Some(read);
        }
        let absent = token.fresh || matches!(token.kind, T::Open | T::Close | T::End) || token.is_text();
        let reserved = token.kind == T::Word && clauses::clause(self.str(token)).is_some();
        if absent || reserved {
            self.say(errors::missing_limit(self.here(), after));
            return None;
        }
        let read = self.guarded(Self::sum);
        (read.kind != ExprKind::Unreadable).then_some(read)
    }

    fn guarded(&mut self, read: fn(&mut Self) -> Option<Expr>) -> Expr {
        let first = self.peek();
        self.depth = 0;
        self.signs = 0;
        match read(self) {
            Some(expr) => expr,
            None => {
                self.skip_line(|reader, token| token.is_text() || reader.ends_condition(token));
                let span = self.since(first.start);
                Expr { span, kind: ExprKind::Unreadable }
            }
        }
    }

    /// A word that cannot stand in a condition and so must be the next clause.
    fn ends_condition(&self, token: Token) -> bool {
        let word = if token.kind == T::Word { self.str(token) } else { "" };
        token.kind == T::Marker || (word != "or" && word != "of" && clauses::clause(word).is_some())
    }

    /// Operands joined by `and` or by `or`. Mixing the two is told, and read as arithmetic reads `*` and `+`.
    pub(super) fn or_chain(&mut self) -> Option<Expr> {
        let first = self.operand()?;
        let mut ands = vec![first];
        let mut ors: Vec<Expr> = Vec::new();
        let mut word_before: Option<(Token, bool)> = None;
        let mut told = false;
        while let Some((token, is_or)) = self.joint() {
            if let Some((before, was_or)) = word_before
                && was_or != is_or
                && !told
            {
                self.say(errors::mixed(self.span(token), self.span(before), is_or));
                told = true;
            }
            word_before.get_or_insert((token, is_or));
            self.tell_joint(token, is_or);
            self.take();
            if self.peek().fresh && self.depth == 0 {
                self.say(errors::breaks_off(self.span(token), self.str(token)));
                let next = self.peek();
                if next.kind != T::Word || words::kind(self.str(next)).is_some() {
                    return None;
                }
                // The author meant the condition to go on here: read on as if it did.
                self.depth += 1;
                let _ = self.operand()?;
                self.depth -= 1;
                return None;
            }
            let operand = self.operand()?;
            if is_or {
                let group = std::mem::replace(&mut ands, vec![operand]);
                ors.push(joined(group, ExprKind::And)?);
            } else {
                ands.push(operand);
            }
        }
        ors.push(joined(ands, ExprKind::And)?);
        joined(ors, ExprKind::Or)
    }

    /// `and` or `or` at hand; `or {` is a clause.
    fn joint(&self) -> Option<(Token, bool)> {
        let token = self.peek();
        if token.kind != T::Word {
            return None;
        }
        if self.at_hand(token)
            && let Some(is_or) = foreign::joins(self.str(token))
        {
            return Some((token, is_or));
        }
        let is_or = self.str(token) == "or";
        let joins = self.str(token) == "and" || (is_or && self.ahead(1).kind != T::Open);
        joins.then_some((token, is_or))
    }

    /// One more level of nesting, unless there are too many.
    pub(super) fn deeper(&mut self, token: Token) -> Option<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            self.say(errors::too_deep(self.span(token), DEPTH));
            return None;
        }
        Some(())
    }

    /// One more sign of arithmetic, unless there are too many.
    fn another_sign(&mut self, token: Token) -> Option<()> {
        self.signs += 1;
        if self.signs > SIGNS {
            self.say(errors::too_many_signs(self.span(token), SIGNS));
            return None;
        }
        Some(())
    }

    /// A predicate, perhaps with `not` before it.
    fn operand(&mut self) -> Option<Expr> {
        let token = self.peek();
        if token.kind == T::Word && self.str(token) == "not" && self.at_hand(token) {
            self.take();
            self.deeper(token)?;
            let inner = self.operand()?;
            self.depth -= 1;
            return Some(Expr { span: self.span(token).to(inner.span), kind: ExprKind::Not(Box::new(inner)) });
        }
        let left = self.sum()?;
        self.predicate_of(left)
    }

    /// Whether a token still belongs to the expression: on its line, or anywhere within brackets.
    pub(super) fn at_hand(&self, token: Token) -> bool {
        !token.fresh || self.depth > 0
    }

    /// Terms joined by `+` and `-`; with `days`, `months` or `years` behind the second, a date moved.
    pub(super) fn sum(&mut self) -> Option<Expr> {
        let mut left = self.product()?;
        loop {
            let token = self.peek();
            let minus = token.kind == T::Minus;
            if !(minus || token.kind == T::Plus) || !self.at_hand(token) {
                return Some(left);
            }
            self.take();
            self.another_sign(token)?;
            let right = self.product()?;
            let span = left.span.to(right.span);
            left = match self.calendar_unit() {
                Some(unit) => {
                    let kind = ExprKind::Shift { date: Box::new(left), amount: Box::new(right), minus, unit };
                    Expr { span: self.since(span.start), kind }
                }
                None => {
                    let op = if minus { ArithmeticOp::Subtract } else { ArithmeticOp::Add };
                    Self::arithmetic(left, op, self.span(token), right)
                }
            };
        }
    }

    fn arithmetic(left: Expr, op: ArithmeticOp, at: setsumon_diagnostics::Span, right: Expr) -> Expr {
        let span = left.span.to(right.span);
        let (left, right) = (Box::new(left), Box::new(right));
        Expr { span, kind: ExprKind::Arithmetic { left, op: Spanned::new(op, at), right } }
    }

    fn calendar_unit(&mut self) -> Option<CalendarUnit> {
        let token = self.peek();
        if token.kind != T::Word || !self.at_hand(token) || self.ahead(1).kind == T::LeftParen {
            return None;
        }
        let unit = match self.str(token) {
            "days" | "day" => CalendarUnit::Days,
            "months" | "month" => CalendarUnit::Months,
            "years" | "year" => CalendarUnit::Years,
            _ => return None,
        };
        // `+ 1 year start "…"`: a statement that follows on the line, not a unit.
        if !self.str(token).ends_with('s') && self.is_code(self.ahead(1)) && !self.ahead(1).fresh {
            return None;
        }
        self.take();
        Some(unit)
    }

    fn product(&mut self) -> Option<Expr> {
        let mut left = self.signed_atom()?;
        loop {
            let token = self.peek();
            if let Some(sign) = self.no_such_sign(token) {
                self.say(brought::no_such_thing(self.span(token), self.str(token), sign));
                self.told_whole.push(self.span(token));
                self.take();
                return None;
            }
            let divide = token.kind == T::Slash;
            if !(divide || token.kind == T::Star) || !self.at_hand(token) {
                return Some(left);
            }
            // `min 0 *`: the mark of what must be answered.
            let next = self.ahead(1);
            if !divide && self.depth == 0 && (next.fresh || matches!(next.kind, T::Open | T::Close | T::End)) {
                return Some(left);
            }
            self.take();
            self.another_sign(token)?;
            let right = self.signed_atom()?;
            let op = if divide { ArithmeticOp::Divide } else { ArithmeticOp::Multiply };
            left = Self::arithmetic(left, op, self.span(token), right);
        }
    }

    /// What is said of `^` and `%` between two operands; nothing where they are none of arithmetic.
    fn no_such_sign(&self, token: Token) -> Option<&'static str> {
        let next = self.ahead(1);
        let word = next.kind == T::Word && clauses::clause(self.str(next)).is_none();
        let operand = word || matches!(next.kind, T::Number | T::LeftParen);
        if token.kind != T::Strange || !self.at_hand(token) || !self.at_hand(next) || !operand {
            return None;
        }
        match self.str(token) {
            "^" => Some("a power is written out, as in `age * age`; the signs are `+`, `-`, `*` and `/`"),
            "%" => Some(
                "there is no remainder; of hundred is `round(part * 100 / whole, 1)`, and the signs are `+`, `-`, `*` and `/`",
            ),
            _ => None,
        }
    }

    fn signed_atom(&mut self) -> Option<Expr> {
        let token = self.peek();
        if token.kind != T::Minus || !self.at_hand(token) {
            return self.atom();
        }
        self.take();
        self.deeper(token)?;
        let inner = self.signed_atom()?;
        self.depth -= 1;
        Some(Expr { span: self.span(token).to(inner.span), kind: ExprKind::Negative(Box::new(inner)) })
    }

    pub(super) fn atom(&mut self) -> Option<Expr> {
        let token = self.peek();
        let span = self.span(token);
        if let Some(read) = self.option_as_box() {
            return Some(read);
        }
        let ends = matches!(token.kind, T::Open | T::Close | T::End) && !self.name_in_braces();
        if !(self.at_hand(token) || self.in_quotes) || ends {
            self.say(errors::operand_missing(self.here()));
            return None;
        }
        if let Some(read) = self.value_otherwise() {
            return Some(read);
        }
        if token.kind == T::Number {
            // `2025/11/28` would be read as two divisions.
            if self.ahead(1).start == token.end
                && let Some(day) = self.foreign_day()
            {
                return Some(day);
            }
            if self.depth == 0
                && let Some(number) = self.number_with_commas(None)
            {
                return Some(number);
            }
            self.take();
            return Some(Expr { span, kind: ExprKind::Number(self.str(token).to_owned()) });
        }
        if token.kind == T::Date {
            self.take();
            return self.date(token);
        }
        if token.kind == T::LeftParen {
            self.take();
            self.deeper(token)?;
            let inner = self.or_chain()?;
            self.closing(token)?;
            self.depth -= 1;
            return Some(inner);
        }
        if token.kind == T::Word {
            return self.worded_atom(token);
        }
        if let Some(question) = self.question_in_brackets() {
            return Some(question);
        }
        if token.is_text() {
            if let Some(read) = self.value_in_quotes() {
                return Some(read);
            }
            self.say(errors::text_as_operand(span));
            // Left there it would be taken for a label.
            self.take();
        } else {
            self.say(errors::not_an_operand(span, self.str(token)));
        }
        None
    }

    /// The `)` of a `(`.
    pub(super) fn closing(&mut self, open: Token) -> Option<()> {
        if self.take_if(T::RightParen).is_some() {
            return Some(());
        }
        let next = self.peek();
        let found = (!next.fresh && next.kind != T::End).then(|| self.str(next));
        self.say(errors::unclosed(self.span(open), self.here(), found));
        None
    }

    fn date(&mut self, token: Token) -> Option<Expr> {
        let span = self.span(token);
        let mut parts = self.str(token).split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let kind = match parts.next() {
            Some(day) => ExprKind::Date { year, month, day: day.parse().ok()? },
            None => ExprKind::Month { year, month },
        };
        Some(Expr { span, kind })
    }

    /// What begins with a word: a reference, or one of the words that compute.
    fn worded_atom(&mut self, token: Token) -> Option<Expr> {
        let (word, span) = (self.str(token), self.span(token));
        let bracket = self.ahead(1).kind == T::LeftParen && !self.ahead(1).fresh;
        let next = self.ahead(1);
        let of = next.kind == T::Word && self.str(next) == "of" && !next.fresh;
        match word {
            "last" | "answered" => {
                self.take();
                let brackets = self.take_if(T::LeftParen);
                let path = self.reference(word)?;
                if let Some(open) = brackets {
                    self.closing(open)?;
                }
                let kind = if word == "last" { ExprKind::Last(path) } else { ExprKind::Answered(path) };
                return Some(Expr { span: self.since(token.start), kind });
            }
            "any" | "all" if of || self.lacks_of(next) => return self.quantified(token, word == "all"),
            "first" if of => {
                self.take();
                self.take();
                let terms = self.terms(token)?;
                return Some(Expr { span: self.since(token.start), kind: ExprKind::FirstOf(terms.0) });
            }
            _ if bracket && words::FUNCTIONS.contains(&word) => return self.function(token),
            "count" | "sum" => {
                if let Some(read) = self.count_selected() {
                    return Some(read);
                }
                if let Some(read) = self.aggregate_of(token) {
                    return read;
                }
                self.say(errors::needs_brackets(self.span(token), word));
                return None;
            }
            _ => {}
        }
        if let Some(read) = self.aggregate_behind(token).or_else(|| self.aggregate_of(token)) {
            return read;
        }
        if let Some(read) = self.quantifier_otherwise(token) {
            return read;
        }
        if bracket && let Some(read) = self.foreign_call(token) {
            return read;
        }
        let small = word.to_lowercase();
        if bracket && words::FUNCTIONS.contains(&small.as_str()) {
            self.say(brought::foreign_word(
                span,
                word,
                format!("write `{small}(a, b)`, in small letters and with commas"),
            ));
            return None;
        }
        if bracket {
            let near = did_you_mean(word, words::FUNCTIONS.iter().copied());
            self.say(errors::unknown_function(self.span(token), word, near));
            self.skip_call();
            return None;
        }
        let constant = matches!(word, "edition" | "as_of" | "deadline") || word.starts_with("given.");
        // A question whose code is a word of the language was told where it stands; here it is read as meant.
        let said_of = next.kind == T::Word && ["is", "in", "includes"].contains(&self.str(next)) && !next.fresh;
        let meant = said_of && !["and", "or", "not", "is", "in", "includes"].contains(&word);
        if words::is_reserved(word) && !constant && !meant {
            self.say(errors::not_an_operand(self.span(token), word));
            if clauses::clause(word).is_none() {
                self.take();
            }
            return None;
        }
        if !word.is_ascii()
            && let Some(read) = self.limit_of_label(token)
        {
            return Some(read);
        }
        let path = self.name_with_more(token).unwrap_or_else(|| self.path());
        if let Some(read) = self.entry_by_number(&path) {
            return read;
        }
        Some(Expr { span: path.span, kind: ExprKind::Path(path) })
    }

    /// A reference that a word needs behind it.
    pub(super) fn reference(&mut self, after: &str) -> Option<crate::ast::Path> {
        let token = self.peek();
        let reserved = token.kind == T::Word && words::is_reserved(self.str(token));
        if !self.is_code(token) || !self.at_hand(token) || reserved {
            self.say(errors::missing_reference(self.here(), after));
            return None;
        }
        Some(self.path())
    }

    /// `any of G P`, `all of G P`.
    pub(super) fn quantified(&mut self, token: Token, all: bool) -> Option<Expr> {
        self.take();
        self.of_behind(token, all);
        let over = self.reference(if all { "all of" } else { "any of" })?;
        let at = self.peek();
        let brackets = self.take_if(T::LeftParen);
        let Some(predicate) = self.bare_predicate()? else {
            self.say(errors::quantified_without_predicate(self.here(), all));
            return None;
        };
        if let Some(open) = brackets {
            self.closing(open)?;
        }
        let span = self.since(at.start);
        let predicate = Box::new(Expr { span, kind: ExprKind::Predicate { subject: None, predicate } });
        Some(Expr { span: self.since(token.start), kind: ExprKind::Quantified { all, over, predicate } })
    }
}

/// One alone as it is, several under one head.
fn joined(mut parts: Vec<Expr>, head: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    if parts.len() == 1 {
        return parts.pop();
    }
    let span = parts.first()?.span.to(parts.last()?.span);
    Some(Expr { span, kind: head(parts) })
}
