//! Values as other tools write them: `required=true`, `min: 0`, `(必須)`, and what else stands where it is not needed.

use super::{Around, Kind};
use crate::ast::{ClauseKind, Expr, Statement};
use crate::clauses::{ClauseWord, Set};
use crate::errors::foreign as errors;
use crate::foreign::{self, Head};
use crate::read::Reader;
use crate::read::order::Met;
use crate::token::T;

impl Reader<'_, '_, '_> {
    /// What stands elsewhere between a clause and its value, or behind a clause that has none: told, and passed over.
    pub(in crate::read) fn value_of_others(&mut self, word: ClauseWord) {
        let sign = self.peek();
        let raw = self.lexed.slice(sign.start, sign.end);
        let is_sign = !sign.fresh && (sign.kind == T::Equal || matches!(raw, ":" | "："));
        let value = self.ahead(usize::from(is_sign));
        if value.fresh {
            return;
        }
        if matches!(word, ClauseWord::Required | ClauseWord::Optional | ClauseWord::Exclusive | ClauseWord::Warn) {
            let quoted = is_sign && value.is_text();
            let words = if quoted { self.lexed.content(value).0 } else { self.str(value) };
            // `exclusive yes "Yes"`: the next option.
            let behind = self.ahead(usize::from(is_sign) + 1);
            let option = behind.is_text() && !behind.fresh;
            let Some(holds) = foreign::truth(&foreign::squeezed(words)).filter(|_| !option) else { return };
            let span = self.taken(1 + usize::from(is_sign));
            self.told_whole.push(span);
            self.say(errors::needless_value(span, self.lexed.slice(span.start, span.end), word.word(), holds));
        } else if is_sign {
            let span = self.taken(1);
            self.told_whole.push(span);
            let right = format!("{} {}", word.word(), self.lexed.slice(value.start, value.end));
            let instead = if value.start == span.end { " " } else { "" };
            self.say(errors::sign_before_value(span, raw, &right, instead));
        }
    }

    /// `calc double "Double": age * 2`. Returns whether it was that.
    pub(in crate::read) fn colon_for_equals(&mut self) -> bool {
        let sign = self.peek();
        let raw = self.lexed.slice(sign.start, sign.end);
        if sign.kind != T::Strange || sign.fresh || self.ahead(1).fresh || !matches!(raw, ":" | "：" | ":=") {
            return false;
        }
        let glued = self.last_end == sign.start;
        let span = self.taken(1);
        self.told_whole.push(span);
        let told = errors::foreign_word(span, raw, "write `=`");
        self.say(told.fix("write `=`", vec![(span, if glued { " =" } else { "=" }.to_owned())]));
        true
    }

    /// How many tokens there are of a clause without a value, behind so many of its word, that says of itself that it is not so: `: no`.
    pub(super) fn denied(&self, word: ClauseWord, tokens: usize) -> Option<usize> {
        if !matches!(word, ClauseWord::Required | ClauseWord::Optional | ClauseWord::Exclusive | ClauseWord::Warn) {
            return None;
        }
        let sign = self.ahead(tokens);
        let is_sign =
            !sign.fresh && (sign.kind == T::Equal || matches!(self.lexed.slice(sign.start, sign.end), ":" | "："));
        let at = tokens + usize::from(is_sign);
        let (value, behind) = (self.ahead(at), self.ahead(at + 1));
        let words = if is_sign && value.is_text() { self.lexed.content(value).0 } else { self.str(value) };
        let option = behind.is_text() && !behind.fresh;
        (!value.fresh && !option && foreign::truth(&foreign::squeezed(words)) == Some(false)).then_some(at + 1)
    }

    /// `(必須)` behind a label. Returns whether it was that.
    pub(super) fn required_in_brackets(
        &mut self,
        statement: &mut Statement,
        around: Around,
        met: &mut Vec<Met>,
    ) -> bool {
        let (open, word, close) = (self.peek(), self.ahead(1), self.ahead(2));
        let closed = open.kind == T::LeftParen && word.kind == T::Word && close.kind == T::RightParen;
        let means = || foreign::head(&foreign::squeezed(self.str(word)));
        let required = self.str(word) == "required" || matches!(means(), Some(Head::Clause(ClauseWord::Required, _)));
        if !closed || !required || !around.taken.has(ClauseWord::Required) {
            return false;
        }
        let span = self.taken(3);
        self.told_whole.push(span);
        let told = errors::foreign_word(span, self.lexed.slice(span.start, span.end), "write `required`");
        self.say(told.fix("write `required`", vec![(span, " required".to_owned())]));
        let met_here = Met { word: ClauseWord::Required, span, whole: true };
        self.keep(statement, around.taken, met, met_here, Some(ClauseKind::Required));
        true
    }

    /// `text q "Q" *`, `text q * "Q"`. Returns whether it was that.
    pub(in crate::read) fn star_for_required(
        &mut self,
        statement: &mut Statement,
        taken: Set,
        met: &mut Vec<Met>,
    ) -> bool {
        let (star, next) = (self.peek(), self.ahead(1));
        let said = statement.clauses.iter().any(|clause| clause.kind == ClauseKind::Required);
        if star.kind != T::Star || star.fresh || !taken.has(ClauseWord::Required) || said {
            return false;
        }
        let before_label = statement.label.is_none() && next.is_text() && !next.fresh;
        let glued = self.last_end == star.start;
        let span = self.taken(1);
        self.told_whole.push(span);
        let label = self.span(next);
        let edits = match (before_label, glued) {
            (true, true) => vec![(span, String::new()), (label.after(), " required".to_owned())],
            (true, false) => vec![(span.to(label.before()), String::new()), (label.after(), " required".to_owned())],
            (false, true) => vec![(span, " required".to_owned())],
            (false, false) => vec![(span, "required".to_owned())],
        };
        self.say(errors::star_for_required(span, self.lexed.slice(span.start, span.end), edits));
        if before_label {
            statement.label = Some(self.text());
        }
        let here = Met { word: ClauseWord::Required, span, whole: true };
        self.keep(statement, taken, met, here, Some(ClauseKind::Required));
        true
    }

    /// The condition of a `check`, which says what must hold. `check if …` says what must not.
    pub(in crate::read) fn what_must_hold(&mut self) -> Expr {
        let word = self.peek();
        if self.is_word("if") && !word.fresh && self.is_code(self.ahead(1)) {
            self.take();
            self.say(errors::check_if(self.span(word)));
        }
        self.condition("check")
    }

    /// `- yes "Yes"`, `* yes "Yes"`. Returns whether it was that.
    pub(in crate::read) fn bullet(&mut self) -> bool {
        let (sign, next) = (self.peek(), self.ahead(1));
        let found = matches!(sign.kind, T::Minus | T::Star) && !next.fresh && (self.is_code(next) || next.is_text());
        if found {
            self.separator();
        }
        found
    }

    /// Whether a `{` stands on the line at hand.
    pub(super) fn opens_on_its_line(&self) -> bool {
        let rest = (1..16).map(|count| self.ahead(count)).take_while(|token| !token.fresh && token.kind != T::End);
        rest.into_iter().any(|token| token.kind == T::Open)
    }

    /// Whether words behind a figure's label may be its unit.
    pub(in crate::read) fn may_be_unit(statement: &Statement) -> bool {
        use crate::ast::QuestionKind::{Decimal, Integer, Scale};
        statement.label.is_some() && matches!(statement.kind, Kind::Question(Integer | Decimal | Scale) | Kind::Calc)
    }
}
