//! What stands without its braces: `if age > 17 then text …`, `IF … THEN … ENDIF`, `single q "…" yes "Yes" no "No"`, rows in a grid.

use setsumon_diagnostics::{Span, Spanned};

use super::{Told, bare};
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
    /// Reads what stands behind the `then` or `:` of a condition, up to the end of the line or its `endif`.
    pub(in crate::read) fn opened_by_then(&mut self, statement: &mut Statement, place: Place) -> Option<Opened> {
        let (then, next) = (self.peek(), self.ahead(1));
        let is_then = then.kind == T::Word && foreign::squeezed(self.str(then)) == "then";
        let is_sign = then.kind == T::Strange && matches!(self.str(then), ":" | "：");
        let sentence = next.is_text() && !next.fresh;
        let open = next.kind == T::Open && !next.fresh;
        let alone = next.fresh || matches!(next.kind, T::End | T::Close);
        let whole_line = !alone && !open;
        if then.fresh || !(is_then || is_sign) || sentence || self.thens >= MOST_THENS {
            return None;
        }
        if alone && (is_sign || !self.ends_with_endif()) {
            return None;
        }
        self.take();
        let word = self.span(then);
        self.told_whole.push(word);
        if open {
            let edits = vec![(Span::new(self.file_id(), then.start, next.start), String::new())];
            return Some(Opened { then: word, edits, has_body: false, otherwise: None });
        }
        self.thens += 1;
        let brace = if is_sign { " {" } else { "{" };
        let mut edits = vec![(word, brace.to_owned())];
        let inside = places::within(Kind::When, place);
        let first = self.peek().start;
        let mut body = Vec::new();
        self.until_else(inside, statement, whole_line, &mut body);
        let mut otherwise = None;
        let token = self.peek();
        if self.is_branch(token, whole_line) && foreign::is_else(&foreign::squeezed(self.str(token))) {
            self.take();
            let span = self.span(token);
            edits.push((span, "} otherwise {".to_owned()));
            let mut body = Vec::new();
            self.until_else(inside, statement, whole_line, &mut body);
            otherwise = Some(Otherwise { span, says: None, body });
        }
        let token = self.peek();
        if self.is_branch(token, whole_line) {
            self.take();
            edits.push((self.span(token), "}".to_owned()));
        } else {
            edits.push((self.here(), " }".to_owned()));
        }
        self.thens -= 1;
        statement.body_span = Some(self.since(first));
        statement.body = body;
        Some(Opened { then: word, edits, has_body: true, otherwise })
    }

    /// Reads statements up to an `else` or `endif`, and on one line up to its end.
    fn until_else(&mut self, inside: Place, owner: &Statement, whole_line: bool, into: &mut Vec<Statement>) {
        loop {
            let token = self.peek();
            let ends = matches!(token.kind, T::End | T::Close) || (whole_line && token.fresh);
            if ends || self.is_branch(token, whole_line) {
                return;
            }
            self.one_statement(inside, Some(owner), into);
        }
    }

    /// Whether a word ends what a `then` opened: an `else`, or an `endif`.
    fn is_branch(&self, token: Token, whole_line: bool) -> bool {
        let word = || foreign::squeezed(self.str(token));
        token.kind == T::Word && token.fresh != whole_line && (foreign::is_else(&word()) || word() == "endif")
    }

    /// The same where a clause may stand, on the line of a `then`.
    pub(in crate::read) fn ends_then(&self, token: Token) -> bool {
        self.thens > 0 && self.is_branch(token, true)
    }

    /// Whether the lines behind end with an `endif` that is this condition's own, and not one's that stands in it.
    fn ends_with_endif(&self) -> bool {
        let (mut braces, mut inner) = (0_usize, 0_usize);
        for at in 1..MOST_AHEAD {
            let token = self.ahead(at);
            let word = || foreign::squeezed(self.str(token));
            let outside = braces == 0 && token.kind == T::Word;
            if token.kind == T::End || (token.kind == T::Close && braces == 0) {
                return false;
            } else if token.kind == T::Open {
                braces += 1;
            } else if token.kind == T::Close {
                braces -= 1;
            } else if outside && token.fresh && word() == "endif" {
                match inner.checked_sub(1) {
                    Some(left) => inner = left,
                    None => return true,
                }
            } else if outside && self.ahead(at + 1).fresh && word() == "then" {
                inner += 1;
            }
        }
        false
    }

    /// Tells of the braces that a condition lacks; `if` and `then` are one habit. What is asked else comes out.
    pub(in crate::read) fn then_for_braces(
        &mut self,
        opened: Opened,
        told: Option<&mut Told>,
    ) -> Option<Box<Otherwise>> {
        let Opened { then, mut edits, has_body: _, otherwise } = opened;
        if let Some(Told { told, ends_with: _, body_is_given: _ }) = told {
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
    fn wants_options(&self, statement: &Statement) -> bool {
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
