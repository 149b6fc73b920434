//! From tokens to the tree: the cursor that every part of the reader moves.

mod body;
mod brought;
mod clause;
mod codes;
mod ends;
mod expression;
mod field;
mod file;
mod functions;
mod given;
mod head;
mod hearsay;
mod junk;
mod labels;
mod list;
mod order;
mod otherwise;
mod predicate;
mod retired;
mod signs;
mod statement;
pub(crate) mod text;

pub(crate) use codes::mended_code;
pub(crate) use hearsay::InQuotes;

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;
use setsumon_diagnostics::{Diagnostic, Diagnostics, FileId, Span};

use crate::ast;
use crate::token::{Lexed, T, Token};

/// Reads the tokens of a file, whose braces match. `out` has what was said of its signs.
pub(crate) fn read(lexed: &Lexed<'_>, out: &mut Diagnostics) -> ast::File {
    let mut told = Diagnostics::new();
    let repeated = signs::Repeated::default();
    let mut reader = Reader {
        lexed,
        at: 0,
        out: &mut told,
        told_whole: Vec::new(),
        last_end: 0,
        depth: 0,
        signs: 0,
        begun: 0,
        thens: 0,
        habits: brought::Habits::default(),
        heard: OnceCell::new(),
        repeated,
        named: Named::of(lexed),
        in_quotes: false,
        unbroken: None,
    };
    let file = reader.file();
    reader.tell_repeated();
    out.drop_within_any(reader.told_whole);
    out.extend(told);
    file
}

/// The names for conditions that a file can know.
struct Named<'l> {
    /// Those that it gives itself.
    own: FxHashSet<&'l str>,
    /// Whether other files bring theirs.
    imports: bool,
}

impl<'l> Named<'l> {
    fn of(lexed: &'l Lexed<'_>) -> Self {
        let begins = |token: &Token, word: &str| token.fresh && token.kind == T::Word && lexed.str(*token) == word;
        let own = lexed.tokens.windows(2).filter_map(|pair| match pair {
            [word, name] if word.kind == T::Word && lexed.str(*word) == "let" => Some(lexed.str(*name)),
            _ => None,
        });
        Self { own: own.collect(), imports: lexed.tokens.iter().any(|token| begins(token, "import")) }
    }
}

/// Reads tokens one after the other.
pub(crate) struct Reader<'l, 't, 'd> {
    lexed: &'l Lexed<'t>,
    at: usize,
    /// What is said while reading.
    out: &'d mut Diagnostics,
    /// What is told as one mistake: what was said of the signs in it is none of its own.
    told_whole: Vec<Span>,
    /// The end of the token taken last.
    last_end: u32,
    /// How deep the expression being read is nested.
    depth: usize,
    /// How many signs of arithmetic stand in it so far.
    signs: usize,
    /// How many `begin_group` are open.
    begun: usize,
    /// How many conditions with a `then` are open.
    thens: usize,
    /// What the head being read says as another tool's does.
    habits: brought::Habits,
    /// What the file's words say of its codes; looked up only where something is wrong.
    heard: OnceCell<Rc<hearsay::Hearsay<'l>>>,
    /// Slips that are told once for the whole file.
    repeated: signs::Repeated,
    named: Named<'l>,
    /// Whether what is read is a condition that stood in quotes.
    in_quotes: bool,
    /// The token that is read as if it stood on the line before, because what it begins belongs there.
    unbroken: Option<usize>,
}

impl<'l> Reader<'l, '_, '_> {
    fn file_id(&self) -> FileId {
        self.lexed.file
    }

    /// The token at hand.
    fn peek(&self) -> Token {
        self.ahead(0)
    }

    /// A token further on; past the end, the end.
    fn ahead(&self, count: usize) -> Token {
        let end = self.lexed.text.len() as u32;
        let none = Token { kind: T::End, fresh: true, start: end, end, mended: 0 };
        let token = self.lexed.tokens.get(self.at + count).copied().unwrap_or(none);
        Token { fresh: token.fresh && self.unbroken != Some(self.at + count), ..token }
    }

    /// Takes the token at hand; the end is never taken.
    fn take(&mut self) -> Token {
        let token = self.peek();
        if token.kind != T::End {
            self.at += 1;
            self.last_end = token.end;
        }
        token
    }

    /// Takes the token at hand if it is of a kind.
    fn take_if(&mut self, kind: T) -> Option<Token> {
        (self.peek().kind == kind).then(|| self.take())
    }

    /// Takes the word at hand if it is this one and stands on the same line.
    fn take_word(&mut self, word: &str) -> Option<Token> {
        (!self.peek().fresh && self.is_word(word)).then(|| self.take())
    }

    /// Whether the token at hand is this word.
    fn is_word(&self, word: &str) -> bool {
        let token = self.peek();
        token.kind == T::Word && self.str(token) == word
    }

    /// A token's text.
    fn str(&self, token: Token) -> &'l str {
        self.lexed.str(token)
    }

    /// A token's place.
    fn span(&self, token: Token) -> Span {
        self.lexed.span(token)
    }

    /// From a byte to the end of the token taken last.
    fn since(&self, start: u32) -> Span {
        Span::new(self.file_id(), start, self.last_end.max(start))
    }

    /// The empty place behind the token taken last.
    fn here(&self) -> Span {
        Span::new(self.file_id(), self.last_end, self.last_end)
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Whether the statement being read goes on with the token at hand: on its line, or on the next, where that begins
    /// with a text or with one of the words that begin no statement.
    fn goes_on(&self) -> bool {
        let token = self.peek();
        if token.kind == T::End || token.kind == T::Close {
            return false;
        }
        if !token.fresh || token.is_text() {
            return true;
        }
        token.kind == T::Word && ["and", "or", "then", "says"].contains(&self.str(token))
    }

    /// Takes the braces at hand with all they hold.
    fn skip_braces(&mut self) {
        let mut depth = 0usize;
        loop {
            let token = self.peek();
            if token.kind == T::End {
                return;
            }
            if token.kind == T::Close {
                if depth <= 1 {
                    if depth == 1 {
                        self.take();
                    }
                    return;
                }
                depth -= 1;
            }
            if token.kind == T::Open {
                depth += 1;
            }
            self.take();
        }
    }

    /// Skips to the end of the line, leaving `{`, `}` and whatever `stop` knows how to read on.
    fn skip_line(&mut self, stop: impl Fn(&Self, Token) -> bool) {
        loop {
            let token = self.peek();
            let ends = token.fresh || token.kind == T::End || token.kind == T::Close || token.kind == T::Open;
            if ends || stop(self, token) {
                return;
            }
            self.take();
        }
    }
}
