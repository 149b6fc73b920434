//! Making every `{` have its `}`, so that the reader can rely on it: missing ones are put in where indentation and the
//! words say they were meant, surplus ones and what is nested too deep are taken out, and each is told once.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Diagnostics, LineIndex, Span};

use crate::errors::braces as errors;
use crate::token::{Lexed, T, Token};
use crate::words;

/// So many blanks at most stand before a `}` that is put in.
const INDENT: usize = 80;

/// How deep braces may be nested.
pub(crate) const DEPTH: usize = 32;

/// A brace that is open.
struct Opened<'l> {
    token: Token,
    /// Where its line begins to be written, in columns.
    indent: u32,
    /// The same of its first line within.
    inner: Option<u32>,
    /// The word that began the statement it belongs to.
    head: &'l str,
}

/// Makes the braces of a file match.
pub(crate) fn balance(lexed: &mut Lexed<'_>, out: &mut Diagnostics) {
    let mut depth = 0usize;
    let mut deepest = 0usize;
    let mut matched = true;
    for token in &lexed.tokens {
        if token.kind == T::Open {
            depth += 1;
            deepest = deepest.max(depth);
        } else if token.kind == T::Close {
            matched &= depth > 0;
            depth = depth.saturating_sub(1);
        }
    }
    if !matched || depth > 0 {
        let tokens = Repair::new(lexed, out).run();
        lexed.tokens = tokens;
    }
    if deepest > DEPTH {
        flatten(lexed, out);
    }
}

/// Takes out what is nested too deep.
fn flatten(lexed: &mut Lexed<'_>, out: &mut Diagnostics) {
    let mut depth = 0usize;
    let mut kept = Vec::with_capacity(lexed.tokens.len());
    let mut told = false;
    for token in &lexed.tokens {
        if token.kind == T::Open {
            depth += 1;
            if depth == DEPTH + 1 && !told {
                out.push(errors::too_deep(lexed.span(*token), DEPTH));
                told = true;
            }
        }
        // The braces of the first that is too deep stay, empty: without them its statement would lack them.
        let edge = depth == DEPTH + 1 && matches!(token.kind, T::Open | T::Close);
        if depth <= DEPTH || edge {
            kept.push(*token);
        }
        if token.kind == T::Close {
            depth = depth.saturating_sub(1);
        }
    }
    lexed.tokens = kept;
}

/// How many braces are open, by where their line begins and by the word of their statement, of those words that are asked for: without
/// end one within the other, they cannot all be looked through at each line.
#[derive(Default)]
struct Open<'l> {
    indents: FxHashMap<u32, usize>,
    heads: FxHashMap<&'l str, usize>,
}

impl<'l> Open<'l> {
    fn push(&mut self, opened: &Opened<'l>) {
        *self.indents.entry(opened.indent).or_insert(0) += 1;
        *self.heads.entry(opened.head).or_insert(0) += 1;
    }

    fn pop(&mut self, opened: &Opened<'l>) {
        let one_less = |count: &mut usize| *count = count.saturating_sub(1);
        self.indents.entry(opened.indent).and_modify(one_less);
        self.heads.entry(opened.head).and_modify(one_less);
    }

    fn has_indent(&self, indent: u32) -> bool {
        self.indents.get(&indent).is_some_and(|count| *count > 0)
    }

    fn has_head(&self, head: &str) -> bool {
        self.heads.get(head).is_some_and(|count| *count > 0)
    }
}

/// What stands before the `}` of a brace on a line of its own.
fn blanks(opened: &Opened<'_>) -> String {
    " ".repeat((opened.indent as usize).min(INDENT))
}

struct Repair<'l, 't, 'd> {
    lexed: &'l Lexed<'t>,
    out: &'d mut Diagnostics,
    lines: LineIndex,
    stack: Vec<Opened<'l>>,
    open: Open<'l>,
    kept: Vec<Token>,
    /// How many `{` and `}` are still to come.
    opens: usize,
    closes: usize,
    /// Indentation of the line being read, and the word that began the statement being read.
    indent: u32,
    head: &'l str,
}

impl<'l, 't, 'd> Repair<'l, 't, 'd> {
    fn new(lexed: &'l Lexed<'t>, out: &'d mut Diagnostics) -> Self {
        let count = |kind: T| lexed.tokens.iter().filter(|token| token.kind == kind).count();
        let kept = Vec::with_capacity(lexed.tokens.len() + 8);
        Self {
            lexed,
            out,
            lines: LineIndex::new(lexed.text),
            stack: Vec::new(),
            open: Open::default(),
            kept,
            opens: count(T::Open),
            closes: count(T::Close),
            indent: 0,
            head: "",
        }
    }

    fn run(mut self) -> Vec<Token> {
        let lexed = self.lexed;
        let mut head_next = true;
        for (at, token) in lexed.tokens.iter().enumerate() {
            let token = *token;
            if token.fresh {
                self.indent = self.column(token);
                head_next = true;
            }
            if head_next && token.kind != T::Open && token.kind != T::Close {
                self.head = lexed.str(token);
                self.statement_begins(at, token);
                head_next = false;
            }
            match token.kind == T::Open {
                true => {
                    self.opens -= 1;
                    let opened = Opened { token, indent: self.indent, inner: None, head: self.head };
                    self.open.push(&opened);
                    self.stack.push(opened);
                    self.kept.push(token);
                    head_next = true;
                }
                false if token.kind == T::Close => {
                    self.closes -= 1;
                    self.close(token);
                    head_next = true;
                }
                false if token.kind == T::End => self.finish(token),
                false => self.kept.push(token),
            }
        }
        self.kept
    }

    /// Whether more `{` than `}` are left, the one at hand (if it is a `}`) counted by the caller.
    fn lacks(&self, extra: usize) -> bool {
        self.stack.len() + self.opens > self.closes + extra
    }

    fn statement_begins(&mut self, at: usize, token: Token) {
        if token.fresh {
            while self.lacks(0) && self.stack.last().is_some_and(|top| self.dedented(top)) {
                self.put_close(token);
            }
            let indent = self.indent;
            if let Some(top) = self.stack.last_mut() {
                top.inner.get_or_insert(indent);
            }
        }
        while self.lacks(0) && self.words_say_so(at) {
            self.put_close(token);
        }
    }

    /// The line stands no deeper than the one with the brace, though the author does indent here.
    fn dedented(&self, top: &Opened<'_>) -> bool {
        top.inner.is_some_and(|inner| inner > top.indent) && self.indent <= top.indent
    }

    /// A question in a list of options, a section in a section.
    fn words_say_so(&self, at: usize) -> bool {
        let Some(top) = self.stack.last() else {
            return false;
        };
        let tokens = &self.lexed.tokens;
        let is_word = |index: usize| tokens.get(index).is_some_and(|token| token.kind == T::Word);
        let text_follows = tokens.get(at + 2).is_some_and(|token| token.is_text());
        if !(is_word(at) && is_word(at + 1) && text_follows) {
            return false;
        }
        if self.head == "section" || self.head == "part" {
            return self.open.has_head("section") || (self.head == "part" && self.open.has_head("part"));
        }
        words::holds_options(top.head) && words::begins_item(self.head)
    }

    fn close(&mut self, token: Token) {
        // Braces above that lack their own, if one further down stands exactly under this one.
        if token.fresh {
            while self.lacks(1)
                && self.stack.last().is_some_and(|top| top.indent > self.indent)
                && self.open.has_indent(self.indent)
            {
                self.put_close(token);
            }
        }
        let surplus = self.stack.len() + self.opens < self.closes + 1;
        let deeper = self.stack.last().is_some_and(|top| {
            let own_line = self.line_of(top.token) == self.line_of(token);
            !own_line && top.indent < self.indent && top.inner.is_some_and(|inner| inner > top.indent)
        });
        if self.stack.is_empty() || (surplus && deeper) {
            self.out.push(errors::stray_brace(self.lexed.span(token)));
            return;
        }
        self.pop();
        self.kept.push(token);
    }

    fn pop(&mut self) -> Option<Opened<'l>> {
        let opened = self.stack.pop()?;
        self.open.pop(&opened);
        Some(opened)
    }

    /// Puts the `}` of the innermost brace before a token, and tells where it is missing.
    fn put_close(&mut self, before: Token) {
        let Some(opened) = self.pop() else {
            return;
        };
        let at = self.kept.last().map_or(before.start, |token| token.end);
        let fresh = before.fresh;
        self.kept.push(Token { kind: T::Close, fresh, start: at, end: at, mended: 0 });
        let place = Span::new(self.lexed.file, at, at);
        let indent = blanks(&opened);
        let brace = self.lexed.span(opened.token);
        self.out.push(errors::missing_brace(brace, self.lexed.span(before), place, &indent));
    }

    /// At the end of the file what is still open ends. Only the innermost is told: the others follow from it.
    fn finish(&mut self, end: Token) {
        let at = self.kept.last().map_or(0, |token| token.end);
        if let Some(innermost) = self.stack.last() {
            let place = Span::new(self.lexed.file, at, at);
            let brace = self.lexed.span(innermost.token);
            let mut missing = String::new();
            for opened in self.stack.iter().rev() {
                missing.push('\n');
                missing.push_str(&blanks(opened));
                missing.push('}');
            }
            self.out.push(errors::missing_at_end(brace, self.stack.len(), place, missing));
        }
        for _ in self.stack.drain(..) {
            self.kept.push(Token { kind: T::Close, fresh: true, start: at, end: at, mended: 0 });
        }
        self.kept.push(end);
    }

    fn line_of(&self, token: Token) -> u32 {
        self.lines.line(token.start)
    }

    fn column(&self, token: Token) -> u32 {
        let gap = self.lexed.slice(self.lines.start_of(self.line_of(token)).unwrap_or(token.start), token.start);
        // A tab is as good as four blanks, U+3000 as two: what matters is only which line stands deeper.
        let width = |char: char| match char {
            '\t' => 4,
            '\u{3000}' => 2,
            '\u{FEFF}' | '\r' => 0,
            _ => 1,
        };
        gap.chars().map(width).sum()
    }
}
