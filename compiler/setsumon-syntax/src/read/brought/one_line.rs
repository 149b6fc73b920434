//! What stands without its braces: `if age > 17 then text …`, `IF … THEN … ENDIF`, `single q "…" yes "Yes" no "No"`, rows in a grid.

use setsumon_diagnostics::{Span, Spanned};

use super::{ForeignHead, bare};
use crate::ast::{Kind, Otherwise, Piece, QuestionKind, Statement, Text};
use crate::clauses;
use crate::errors::{foreign as errors, head};
use crate::foreign;
use crate::places::{self, Place};
use crate::read::Reader;
use crate::read::codes::mended_code;
use crate::read::statement::draws;
use crate::token::{T, Token};
use crate::words;

/// So many conditions with a `then` are read one within the other.
const MOST_THENS: usize = 16;
/// So far ahead the word is looked for that ends them.
const MOST_AHEAD: usize = 500;

/// Where the body of a condition without braces ends.
#[derive(Debug, Clone, Copy)]
enum Ends {
    /// With its line.
    WithLine,
    /// At an `endif`.
    ByWord,
    /// Where lines begin no further to the right than here.
    AtMargin(usize),
}

/// What a `then` opens.
#[derive(Debug)]
pub(in crate::read) struct Opened {
    /// The word.
    pub(in crate::read) then: Span,
    /// What writes it with braces; none where it cannot be told where they end.
    pub(in crate::read) edits: Vec<(Span, String)>,
    /// Whether its body has been read.
    pub(in crate::read) has_body: bool,
    /// What is asked else.
    pub(in crate::read) otherwise: Option<Otherwise>,
}

impl Reader<'_, '_, '_> {
    /// Reads what stands behind the `then` or `:` of a condition, or on the lines below it: up to the end of the line, to its `endif`, or
    /// to where the lines stand as far left as the condition.
    pub(in crate::read) fn opened_by_then(&mut self, statement: &mut Statement, place: Place) -> Option<Opened> {
        let first = self.peek();
        if first.kind == T::End || self.thens >= MOST_THENS {
            return None;
        }
        if first.fresh {
            let end = self.end_of_lines(0)?;
            let edits = vec![(self.here(), " {".to_owned())];
            return Some(self.body_without_braces(statement, place, Ends::ByWord, end, edits));
        }
        // `; then`, as a shell has it.
        let semicolon = usize::from(first.kind == T::Comma && self.is_then(self.ahead(1)));
        let (then, next) = (self.ahead(semicolon), self.ahead(semicolon + 1));
        let is_sign = then.kind == T::Strange && matches!(self.str(then), ":" | "：");
        let sentence = next.is_text() && !next.fresh;
        if !(self.is_then(then) || is_sign) || then.fresh || sentence {
            return None;
        }
        let word = self.span(first).to(self.span(then));
        if next.kind == T::Open && !next.fresh {
            self.taken(semicolon + 1);
            self.told_whole.push(word);
            let edits = vec![(Span::new(self.file_id(), first.start, next.start), String::new())];
            return Some(Opened { then: word, edits, has_body: false, otherwise: None });
        }
        let alone = next.fresh || matches!(next.kind, T::End | T::Close);
        let margin = self.column(statement.kind_span.start);
        let ends = if !alone {
            Ends::WithLine
        } else if self.end_of_lines(semicolon + 1).is_some() {
            Ends::ByWord
        } else if is_sign && next.kind != T::Close && self.column(next.start) > margin {
            Ends::AtMargin(margin)
        } else {
            return None;
        };
        self.taken(semicolon + 1);
        let blank = if is_sign || semicolon > 0 { " {" } else { "{" };
        let edits = vec![(word, blank.to_owned())];
        Some(self.body_without_braces(statement, place, ends, word, edits))
    }

    /// Reads the body of a condition without braces. `word` is what is told of it.
    fn body_without_braces(
        &mut self,
        statement: &mut Statement,
        place: Place,
        ends: Ends,
        word: Span,
        mut edits: Vec<(Span, String)>,
    ) -> Opened {
        self.told_whole.push(word);
        self.thens += 1;
        let inside = places::within(Kind::When, place);
        let first = self.peek().start;
        let mut body = Vec::new();
        self.until_else(inside, statement, ends, &mut body);
        let mut otherwise = None;
        let token = self.peek();
        if self.is_branch(token, ends) && foreign::is_else(&foreign::squeezed(self.str(token))) {
            let sign = usize::from(matches!(self.str(self.ahead(1)), ":" | "："));
            let span = self.taken(1 + sign);
            self.told_whole.push(span);
            edits.push((span, "} otherwise {".to_owned()));
            let mut body = Vec::new();
            self.until_else(inside, statement, ends, &mut body);
            otherwise = Some(Otherwise { span, says: None, body });
        }
        let closing = self.end_at(0).filter(|_| self.is_branch(self.peek(), ends));
        match closing {
            Some(tokens) => {
                let span = self.taken(tokens);
                self.told_whole.push(span);
                edits.push((span, "}".to_owned()));
            }
            None => edits.push((self.here(), " }".to_owned())),
        }
        self.thens -= 1;
        statement.body_span = Some(self.since(first));
        statement.body = body;
        Opened { then: word, edits, has_body: true, otherwise }
    }

    fn is_then(&self, token: Token) -> bool {
        token.kind == T::Word && !token.fresh && foreign::squeezed(self.str(token)) == "then"
    }

    /// How far from the left a byte stands.
    pub(in crate::read) fn column(&self, at: u32) -> usize {
        let before = self.lexed.slice(0, at);
        before.len().saturating_sub(before.rfind('\n').map_or(0, |end| end.saturating_add(1)))
    }

    /// Reads statements up to an `else`, or to where the body ends.
    fn until_else(&mut self, inside: Place, owner: &Statement, ends: Ends, into: &mut Vec<Statement>) {
        loop {
            let token = self.peek();
            let over = match ends {
                Ends::WithLine => token.fresh,
                Ends::ByWord => false,
                Ends::AtMargin(margin) => token.fresh && self.column(token.start) <= margin,
            };
            if over || matches!(token.kind, T::End | T::Close) || self.is_branch(token, ends) {
                return;
            }
            self.one_statement(inside, Some(owner), into);
        }
    }

    /// Whether a word ends what a `then` opened: an `else`, or an `endif`.
    fn is_branch(&self, token: Token, ends: Ends) -> bool {
        let closes = || foreign::is_else(&foreign::squeezed(self.str(token))) || self.end_at(0).is_some();
        token.kind == T::Word && token.fresh != matches!(ends, Ends::WithLine) && closes()
    }

    /// How many tokens so far ahead end a condition elsewhere: `endif`, `end if`, `fi`.
    fn end_at(&self, at: usize) -> Option<usize> {
        let (token, next) = (self.ahead(at), self.ahead(at + 1));
        let word = foreign::squeezed(self.str(token));
        let pair = word == "end" && next.kind == T::Word && !next.fresh && foreign::squeezed(self.str(next)) == "if";
        match word.as_str() {
            _ if token.kind != T::Word => None,
            "endif" | "fi" => Some(1),
            "end" if pair => Some(2),
            _ => None,
        }
    }

    /// The same where a clause may stand, on the line of a `then`.
    pub(in crate::read) fn ends_then(&self, token: Token) -> bool {
        self.thens > 0 && self.is_branch(token, Ends::WithLine)
    }

    /// The word that ends the lines so far ahead, if it is this condition's own, and not one's that stands in it.
    fn end_of_lines(&self, from: usize) -> Option<Span> {
        let (mut braces, mut inner) = (0_usize, 0_usize);
        for at in from..MOST_AHEAD {
            let token = self.ahead(at);
            let outside = braces == 0 && token.kind == T::Word;
            if token.kind == T::End || (token.kind == T::Close && braces == 0) {
                return None;
            } else if token.kind == T::Open {
                braces += 1;
            } else if token.kind == T::Close {
                braces -= 1;
            } else if outside && token.fresh && self.end_at(at).is_some() {
                match inner.checked_sub(1) {
                    Some(left) => inner = left,
                    None => return Some(self.span(token)),
                }
            } else if outside && self.ahead(at + 1).fresh && foreign::squeezed(self.str(token)) == "then" {
                inner += 1;
            }
        }
        None
    }

    /// Tells of the braces that a condition lacks; `if` and `then` are one habit. What is asked else comes out.
    pub(in crate::read) fn then_for_braces(
        &mut self,
        opened: Opened,
        told: Option<&mut ForeignHead>,
    ) -> Option<Box<Otherwise>> {
        let Opened { then, mut edits, has_body: _, otherwise } = opened;
        if let Some(ForeignHead { told, ends_with: _, body_is_given: _ }) = told {
            told.help = Some("write `when`, and what is asked then in `{ }`".to_owned());
            if let Some(fix) = &mut told.fix {
                fix.edits.append(&mut edits);
            }
        } else {
            let raw = self.lexed.slice(then.start, then.end);
            self.say(errors::then_for_braces(then, raw).fix("write it in `{ }`", edits));
        }
        otherwise.map(Box::new)
    }

    /// Options on the line of their question, without braces. Returns whether there were any.
    pub(in crate::read) fn options_on_line(&mut self, statement: &mut Statement, place: Place) -> bool {
        let start = self.peek();
        if !self.wants_options(statement) {
            return false;
        }
        // `hint "…"` of another tool is no option, but behind one `other "…"` is.
        let word_of_others = foreign::head(&foreign::squeezed(self.str(start))).is_some();
        let options = !word_of_others && self.pair_at(0) && self.pair_at(self.behind_pair(0));
        if !options {
            return false;
        }
        let inside = places::within(statement.kind, place);
        let mut body = Vec::new();
        while !self.peek().fresh && self.pair_at(0) {
            body.extend(self.known(Kind::Option, inside, Some(&*statement)));
            while self.peek().kind == T::Comma && !self.peek().fresh {
                self.separator();
            }
        }
        let span = self.since(start.start);
        let edits = vec![(span.before(), "{ ".to_owned()), (self.here(), " }".to_owned())];
        let word = words::keyword(statement.kind).unwrap_or("this");
        let told = head::missing_body(statement.kind_span, word, statement.kind);
        self.say(
            told.help("write `{` before the first of them and `}` behind the last").fix("write them in `{ }`", edits),
        );
        statement.body = body;
        statement.body_span = Some(span);
        true
    }

    /// Options that are texts alone: `single q "…" "Yes" "No"`. Returns whether they are that. Their codes are their author's to choose.
    pub(in crate::read) fn texts_on_line(&mut self, statement: &mut Statement) -> bool {
        let start = self.peek();
        if start.fresh || !self.wants_options(statement) || !self.ahead(1).is_text() || self.ahead(1).fresh {
            return false;
        }
        let mut shown = Vec::new();
        let mut body: Vec<Statement> = Vec::new();
        while self.peek().is_text() && !self.peek().fresh {
            let token = self.take();
            let span = self.span(token);
            let words = self.lexed.content(token).0.to_owned();
            let taken =
                |code: &str| body.iter().any(|option| option.code.as_ref().is_some_and(|one| one.value == code));
            let code = mended_code(&words).filter(|code| code.len() <= 20 && !taken(code)).map(words::free_code);
            let code = code.filter(|code| !taken(code)).unwrap_or_else(|| format!("a{}", body.len() + 1));
            shown.push(format!("{code} {}", self.lexed.slice(span.start, span.end)));
            body.push(Statement {
                code: Some(Spanned::new(code, span)),
                label: Some(Text { span, pieces: vec![Piece::Plain(words)] }),
                ..bare(Kind::Option, span)
            });
        }
        let word = words::keyword(statement.kind).unwrap_or("this");
        let told = head::missing_body(statement.kind_span, word, statement.kind);
        let right = shown.join("  ");
        self.say(told.help(format!("write them in `{{ }}`, each with a code before it: `{{ {right} }}`")));
        statement.body = body;
        statement.body_span = Some(self.since(start.start));
        true
    }

    /// Whether a code with its label is at hand, as an option is.
    pub(in crate::read) fn option_at_hand(&self, token: Token) -> bool {
        let next = self.ahead(1);
        let word = self.str(token);
        let free = words::kind(word).is_none() && clauses::clause(word).is_none();
        token.kind == T::Word && free && next.is_text() && !next.fresh
    }

    /// Rows that stand in a grid as if it were a list of them.
    pub(in crate::read) fn rows_without_rows(&mut self) -> Statement {
        let (code, label) = (self.peek(), self.ahead(1));
        let first = format!("{} {}", self.str(code), self.lexed.slice(label.start, label.end));
        let mut rows = Vec::new();
        while self.option_at_hand(self.peek()) {
            rows.extend(self.known(Kind::Option, Place::Rows, None));
            while self.peek().kind == T::Comma {
                self.separator();
            }
        }
        let span = self.since(code.start);
        let edits = vec![(span.before(), "rows { ".to_owned()), (span.after(), " }".to_owned())];
        self.say(errors::rows_missing(self.span(code), &first, edits));
        Statement { body: rows, body_span: Some(span), ..bare(Kind::Rows, span) }
    }

    /// Whether a question lacks the options that may stand on its line.
    pub(super) fn wants_options(&self, statement: &Statement) -> bool {
        let choice =
            matches!(statement.kind, Kind::Question(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank));
        choice
            && statement.label.is_some()
            && statement.body_span.is_none()
            && !draws(statement)
            && !self.opens_on_its_line()
    }

    /// Whether a code and a label stand so far ahead on the line.
    fn pair_at(&self, at: usize) -> bool {
        let (code, label) = (self.ahead(at), self.ahead(at + 1));
        let word = self.str(code);
        let free = words::kind(word).is_none() && clauses::clause(word).is_none();
        matches!(code.kind, T::Word | T::Number) && !code.fresh && free && label.is_text() && !label.fresh
    }

    /// What stands behind a code, its label and the commas behind it.
    fn behind_pair(&self, at: usize) -> usize {
        let mut behind = at + 2;
        while self.ahead(behind).kind == T::Comma {
            behind += 1;
        }
        behind
    }
}
