//! What is said aside on the line of a question, and lines that are for another reader: `(kg)`, `（複数回答可）`, `(go to Q5)`,
//! `※ …`, `[Note to programmer: …]`, tags, YAML.

use setsumon_diagnostics::Span;

use super::typed::is_choice;
use crate::ast::{Clause, ClauseKind, Kind, QuestionKind, Statement};
use crate::clauses::Set;
use crate::errors::foreign as errors;
use crate::foreign;
use crate::places::Place;
use crate::read::Reader;
use crate::token::{T, Token};

/// So long at most is a unit.
const UNIT: usize = 12;

impl<'l> Reader<'l, '_, '_> {
    /// Words in brackets behind a label. Returns whether there were any.
    pub(in crate::read) fn words_in_brackets(&mut self, statement: &mut Statement, taken: Set) -> bool {
        let open = self.peek();
        if open.kind == T::Strange && self.str(open).starts_with('※') && statement.label.is_some() {
            self.take();
            self.skip_line(|_, _| false);
            let span = self.since(open.start);
            self.told_whole.push(span);
            let words = self.lexed.slice(open.end, span.end).trim();
            let help = format!("write it in the `{{ }}` of what it belongs to, as in `{{ hint \"{words}\" }}`");
            self.say(errors::foreign_word(self.span(open), "※", help));
            return true;
        }
        if open.kind != T::LeftParen || open.fresh || statement.label.is_none() {
            return false;
        }
        let inside = |token: Token| !token.fresh && !matches!(token.kind, T::RightParen | T::Open | T::Close | T::End);
        let mut tokens = 1;
        while inside(self.ahead(tokens)) && !self.ahead(tokens).is_text() {
            tokens += 1;
        }
        let close = self.ahead(tokens);
        if close.kind != T::RightParen || close.fresh || tokens == 1 {
            return false;
        }
        let words = self.lexed.slice(open.end, close.start).trim();
        let before = self.last_end;
        let span = self.taken(tokens + 1);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let figure = matches!(
            statement.kind,
            Kind::Question(QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Scale)
        );
        let whole = Span::new(self.file_id(), before, span.end);
        if foreign::is_jump(words) {
            self.say(errors::no_such_thing(span, raw, foreign::JUMP));
        } else if is_choice(statement.kind) && foreign::is_instruction(words) {
            let help = "take it out: how many may be chosen is printed by itself; in words of your own it is `instruction \"…\"` in the `{ }`";
            self.say(errors::foreign_word(span, raw, help).fix("take it out", vec![(whole, String::new())]));
        } else if figure && taken.has(crate::clauses::ClauseWord::Unit) && words.len() <= UNIT && !words.contains(' ') {
            let unit = format!("unit \"{words}\"");
            let told = errors::foreign_word(span, raw, format!("write `{unit}`"));
            self.say(told.fix(format!("write `{unit}`"), vec![(whole, format!(" {unit}"))]));
            let text = crate::ast::Text { span, pieces: vec![crate::ast::Piece::Plain(words.to_owned())] };
            statement.clauses.push(Clause { span, kind: ClauseKind::Unit(text) });
        } else {
            let place = if statement.kind == Kind::Option { "note" } else { "hint" };
            let help = format!("write it in the label, between its `\"`, or as `{{ {place} \"{words}\" }}` behind it");
            self.say(errors::foreign_word(span, raw, help));
        }
        true
    }

    /// Lines that are no part of the survey, or are for its readers: told with what they would be. Returns whether there were any.
    pub(in crate::read) fn lines_of_others(&mut self, place: Place) -> bool {
        let (first, second, third) = (self.peek(), self.ahead(1), self.ahead(2));
        if !first.fresh {
            return false;
        }
        let tag = first.kind == T::Less && second.start == first.end && matches!(second.kind, T::Word | T::Slash);
        let colon = |token: Token| token.kind == T::Strange && matches!(self.str(token), ":" | "：");
        let yaml =
            first.kind == T::Minus && second.kind == T::Word && !second.fresh && colon(third) && !place.is_list();
        let mark = first.kind == T::Strange && self.str(first).starts_with('※') && !second.fresh && !place.is_list();
        let aside = first.kind == T::LeftBracket && !second.fresh && !place.is_list();
        if tag || yaml {
            self.pasted_lines(yaml);
            return true;
        }
        if !(mark || aside) {
            return false;
        }
        self.take();
        self.skip_line(|_, _| false);
        let span = self.since(first.start);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let words = raw.trim_start_matches(['※', '[']).trim_end_matches(']').trim();
        if aside {
            let help = format!("write `//` before it if it is a remark, or `note \"{words}\"` if it is to be printed");
            self.say(errors::foreign_word(span, raw, help));
        } else {
            let right = format!("note \"{words}\"");
            let told = errors::foreign_word(self.span(first), "※", format!("write `{right}`"));
            let plain = !words.contains(['"', '{', '}']);
            let edits = vec![(span, right.clone())];
            self.say(if plain { told.fix(format!("write `{right}`"), edits) } else { told });
        }
        true
    }

    /// Takes lines with tags, or of YAML.
    fn pasted_lines(&mut self, yaml: bool) {
        let first = self.peek();
        loop {
            self.take();
            self.skip_line(|_, _| false);
            while matches!(self.peek().kind, T::Open) && !self.peek().fresh {
                self.skip_braces();
            }
            let (next, colon) = (self.peek(), self.ahead(1));
            let key = next.kind == T::Word && matches!(self.str(colon), ":" | "：") && !colon.fresh;
            let goes_on = if yaml { next.kind == T::Minus || key } else { next.kind == T::Less };
            if next.kind == T::End || !goes_on {
                break;
            }
        }
        let span = self.since(first.start);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let shown = raw.split([' ', '>', '\n']).next().unwrap_or_default();
        let shown = if yaml { raw.split_once(':').map_or(raw, |(key, _)| key) } else { shown };
        self.say(errors::pasted_json(span, shown.trim()));
    }
}
