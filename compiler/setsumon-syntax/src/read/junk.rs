//! What stands in a head where a clause should and is none: a label without quotes, a clause misspelt, anything else.

use setsumon_diagnostics::did_you_mean;

use super::Reader;
use crate::ast::{ClauseKind, Expr, ExprKind, Kind, Piece, QuestionKind, Statement, Text};
use crate::clauses::{self, Set};
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::{T, Token};
use crate::words;

/// Markers without their sign are words like any other, but none of these is one that somebody would put there.
const MARKERS: [&str; 5] = ["@updated", "@personal", "@not_personal", "@screen_only", "@print_only"];

/// What is counted or measured: a word that is not of ASCII letters, or an abbreviation.
fn is_unit(word: &str) -> bool {
    let short = ["kg", "g", "mg", "t", "km", "m", "cm", "mm", "ha", "l", "ml", "h", "min", "s", "kcal", "km2", "m2"];
    let long =
        ["hours", "minutes", "days", "weeks", "months", "years", "people", "persons", "times", "points", "percent"];
    !word.contains(|sign: char| sign.is_ascii()) || short.contains(&word) || long.contains(&word)
}

impl Reader<'_, '_, '_> {
    /// Words behind a code that stand where its label should, without the quotes. Returns whether it was that.
    pub(super) fn bare_label(&mut self, token: Token, statement: &mut Statement, taken: Set, place: Place) -> bool {
        let wanted = words::spec(statement.kind).label != words::Need::No && statement.label.is_none();
        let word = self.str(token);
        // A word of ASCII letters is as likely a misspelt clause or a second code.
        let words_of_an_author = token.kind == T::Word && !word.is_ascii();
        if !wanted || !words_of_an_author || statement.code.is_none() || !statement.clauses.is_empty() {
            return false;
        }
        let code = statement.code.as_ref().map_or(statement.kind_span, |code| code.span);
        let before = self.lexed.slice(code.start, code.end);
        let mut span = self.span(token);
        self.take();
        // Of two words neither of which can be a code, both are as likely options.
        if statement.kind == Kind::Option && !before.is_ascii() && crate::read::mended_code(before).is_none() {
            let whole = code.to(span);
            self.told_whole.push(whole);
            self.say(errors::bare_options(whole, self.lexed.slice(whole.start, whole.end), before, word));
            statement.label = Some(Text { span, pieces: vec![Piece::Plain(word.to_owned())] });
            return true;
        }
        while self.may_be_label(self.peek()) && self.clause_at_hand(statement.kind, taken, place).is_none() {
            span = span.to(self.span(self.peek()));
            self.take();
        }
        let label = self.lexed.slice(span.start, span.end).to_owned();
        // What its signs would mean outside of a text is no mistake of their own.
        self.told_whole.push(span);
        self.say(errors::bare_label(span, &label));
        statement.label = Some(Text { span, pieces: vec![Piece::Plain(label)] });
        true
    }

    /// Whether a token behind words without quotes is still one of them.
    fn may_be_label(&self, token: Token) -> bool {
        let ends = matches!(token.kind, T::End | T::Open | T::Close | T::Marker);
        let written_text = token.is_text() && token.mended == 0;
        // `yes はい no いいえ`: a word of small ASCII letters is a clause or the next code.
        let code = token.kind == T::Word && self.str(token).starts_with(|char: char| char.is_ascii_lowercase());
        !(token.fresh || ends || written_text || code)
    }

    /// A word before `when`: it may say who is not asked. Without it the others would be.
    pub(super) fn before_condition(&mut self, token: Token) -> bool {
        let when = self.ahead(1);
        if token.kind != T::Word || when.kind != T::Word || when.fresh || self.str(when) != "when" {
            return false;
        }
        let words = self.taken(2);
        let told = self.out.len();
        let condition = self.condition("when").span;
        // A condition that is told itself is not shown as the one to write.
        let right = match self.out.len() == told {
            true => self.lexed.slice(condition.start, condition.end),
            false => "…",
        };
        self.say(errors::word_before_when(words, self.str(token), right));
        true
    }

    /// A word right behind a condition: it may have been part of it, and may turn round what it says. Nothing of it is read then, and no
    /// correction within it is offered.
    #[expect(clippy::wildcard_enum_match_arm, reason = "one clause holds a condition")]
    pub(super) fn behind_condition(&mut self, token: Token, statement: &mut Statement) -> bool {
        let last_end = self.last_end;
        let ends_here = |expr: &&mut Expr| expr.span.end == last_end;
        let clause = statement.clauses.last_mut().and_then(|clause| match &mut clause.kind {
            ClauseKind::When(expr) => Some(expr),
            _ => None,
        });
        let own = statement.condition.as_mut().filter(|_| matches!(statement.kind, Kind::Check | Kind::End));
        let Some(expr) = clause.filter(ends_here).or_else(|| own.filter(ends_here)) else { return false };
        if !matches!(token.kind, T::Word | T::Number) {
            return false;
        }
        let start = expr.span.start;
        expr.kind = ExprKind::Unreadable;
        // It may be the name of a kind or of a clause, and is none here.
        self.take();
        self.skip_line(|reader, token| {
            token.is_text() || reader.begins_clause(token) || reader.begins_statement(token)
        });
        let whole = self.since(start);
        self.out.drop_last_within(whole);
        self.told_whole.push(whole);
        let raw = self.lexed.slice(whole.start, whole.end);
        let name: String =
            raw.chars().take_while(|char| char.is_ascii_alphanumeric() || ['_', '.'].contains(char)).collect();
        let forms = match self.heard().kind(&name) {
            Some(QuestionKind::Single) => format!("`{name} is …`, `{name} is not …` or `{name} in [..]`"),
            Some(QuestionKind::Multi | QuestionKind::Rank) => {
                format!("`{name} includes …`, `{name} includes none of [..]` or `count({name}) >= …`")
            }
            Some(QuestionKind::Flag) => format!("`{name} is ticked` or `{name} is not ticked`"),
            Some(
                QuestionKind::Integer
                | QuestionKind::Decimal
                | QuestionKind::Year
                | QuestionKind::FiscalYear
                | QuestionKind::Scale
                | QuestionKind::Month
                | QuestionKind::Date,
            ) => {
                format!("`{name} >= …`, `{name} < …`, `{name} = …` or `not answered {name}`")
            }
            Some(
                QuestionKind::Text
                | QuestionKind::LongText
                | QuestionKind::Email
                | QuestionKind::Tel
                | QuestionKind::Postal
                | QuestionKind::Url,
            ) => format!("`answered {name}` or `not answered {name}`"),
            None => "`a is b`, `a is not b`, `n >= 1` or `not answered a`".to_owned(),
        };
        self.say(errors::unread_condition(whole, raw, &forms));
        true
    }

    /// Something that is no clause: perhaps one misspelt.
    pub(super) fn junk(&mut self, token: Token, statement: &mut Statement, taken: Set) {
        let kind = statement.kind;
        let word = self.str(token);
        let span = self.span(token);
        if token.kind == T::Strange {
            self.take();
            return;
        }
        if token.kind == T::Comma {
            return self.separator();
        }
        if self.sign_before_label(token, statement) {
            return;
        }
        let meant = if token.kind == T::Word { did_you_mean(word, taken.words()) } else { None };
        if let Some(meant) = meant {
            self.say(errors::misspelt_clause(span, word, meant));
            // What follows is the value of the clause that was meant; leaving it out is milder than reading it wrongly.
            self.take();
            self.skip_line(|reader, token| reader.begins_clause(token));
            if self.peek().is_text() && !self.peek().fresh {
                self.take();
            }
            return;
        }
        if self.before_condition(token) || self.behind_condition(token, statement) {
            return;
        }
        let marker = format!("@{word}");
        if token.kind == T::Word && taken.has(clauses::ClauseWord::Marker) && MARKERS.contains(&marker.as_str()) {
            self.take();
            return self.told_as(span, &marker);
        }
        if word == "or" && token.kind == T::Word {
            let wanted = "the further answers in `{ }`, as in `or { unknown \"把握していない\" means dont_know }`";
            self.say(errors::missing_value(span, "or", wanted));
        } else if token.kind == T::Word && is_unit(word) && Self::may_be_unit(statement) {
            self.say(errors::perhaps_unit(span, word, &words::friendly(kind)));
        } else {
            self.say(errors::unknown_clause(span, word, &words::friendly(kind)));
        }
        self.take();
        // A page without its text would be a second mistake.
        let page = kind == Kind::Page && statement.prose.is_none();
        self.skip_line(|reader, token| {
            reader.begins_clause(token) || reader.begins_statement(token) || (page && token.is_text())
        });
    }

    pub(super) fn begins_clause(&self, token: Token) -> bool {
        token.kind == T::Marker || (token.kind == T::Word && clauses::clause(self.str(token)).is_some())
    }

    pub(super) fn begins_statement(&self, token: Token) -> bool {
        token.kind == T::Word && words::kind(self.str(token)).is_some()
    }
}
