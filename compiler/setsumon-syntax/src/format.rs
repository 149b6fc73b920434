//! The one canonical layout: the author's lines and remarks, with blanks, indentation and clause order put right.
//!
//! It walks tokens, not the tree, so that whatever cannot be read is still there afterwards. Where a line ends is the
//! author's choice; only a `{ }` over several lines opens at the end of a line and closes on one of its own.

mod blank;
mod block;

use std::collections::{BTreeMap, BTreeSet};

use setsumon_diagnostics::{Code, Diagnostics, FileId, LineIndex, Span};

use crate::braces;
use crate::lex;
use crate::read;
use crate::token::{Comment, Lexed, T, Token};

/// How often corrections are made: one may bring the next to light.
const ROUNDS: usize = 4;

/// The text in its one canonical layout. What it cannot read it leaves as it is.
pub fn format(text: &str) -> String {
    let mended = mend(text);
    let mut out = Diagnostics::new();
    let mut lexed = lex::lex(FileId(0), &mended, &mut out);
    let written = lexed.tokens.clone();
    braces::balance(&mut lexed, &mut out);
    let file = read::read(&lexed, &mut out);
    let mut starts = BTreeSet::new();
    blank::statement_starts(&file.statements, &mut starts);
    let lines = LineIndex::new(&mended);
    let unread = unread_lines(&lines, &out);
    // A day that is written as elsewhere is one word to its author, and is told as one.
    let days = out.iter().filter(|one| one.code == Code::ForeignDate).map(|one| (one.span().start, one.span().end));
    let whole = days.collect();
    let tokens = merge(written, &lexed.tokens);
    let layout =
        Layout { lexed: &lexed, lines, starts, unread, whole, out: String::with_capacity(mended.len() + 64), depth: 0 };
    layout.run(&tokens)
}

/// Corrections that keep the meaning: full-width slips and the order of clauses.
fn mend(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    for _ in 0..ROUNDS {
        let parse = crate::parse(FileId(0), &text);
        let mut edits: BTreeMap<u32, (u32, &str)> = BTreeMap::new();
        for diagnostic in &parse.diagnostics {
            let safe = matches!(diagnostic.code, Code::FullWidthSign | Code::ClauseOrder | Code::RequiredWhen);
            if let (true, Some(fix)) = (safe, &diagnostic.fix)
                && fix.edits.iter().all(|(span, _)| is_free(&edits, *span))
            {
                edits.extend(fix.edits.iter().map(|(span, words)| (span.start, (span.end, words.as_str()))));
            }
        }
        if edits.is_empty() {
            break;
        }
        let mut mended = String::with_capacity(text.len());
        let mut at = 0;
        for (start, (end, words)) in &edits {
            mended.push_str(text.get(at as usize..*start as usize).unwrap_or(""));
            mended.push_str(words);
            at = *end;
        }
        mended.push_str(text.get(at as usize..).unwrap_or(""));
        text = mended;
    }
    text
}

/// Whether no correction touches a place yet.
fn is_free(edits: &BTreeMap<u32, (u32, &str)>, span: Span) -> bool {
    let before = edits.range(..=span.start).next_back();
    let after = edits.range(span.start..).next();
    before.is_none_or(|(start, (end, _))| *end <= span.start && *start != span.start)
        && after.is_none_or(|(start, _)| span.end <= *start && *start != span.start)
}

/// The lines on which something could not be read.
fn unread_lines(lines: &LineIndex, out: &Diagnostics) -> BTreeSet<u32> {
    let unread = |code: Code| {
        matches!(
            code,
            Code::UnclosedString
                | Code::UnknownSign
                | Code::UnreadableCondition
                | Code::MissingBracket
                | Code::ForeignSign
                | Code::NothingAfter
                | Code::MalformedCode
                | Code::UnknownClause
                | Code::UnreadableNumber
                | Code::TooDeep
        )
    };
    let broken = out.iter().filter(|diagnostic| unread(diagnostic.code));
    broken.map(|diagnostic| lines.line(diagnostic.span().start)).collect()
}

/// A token to write, and whether it counts for the indentation.
#[derive(Debug, Clone, Copy)]
struct Step {
    token: Token,
    /// A `}` that closes nothing, a brace nested too deep, a `}` that is only thought: see [`merge`].
    counts: bool,
    written: bool,
}

/// The tokens as typed and the `}` that were put in, in one row. What balancing took out is written but counts for nothing.
fn merge(written: Vec<Token>, balanced: &[Token]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(written.len());
    let mut rest = balanced.iter().peekable();
    for token in written {
        while let Some(thought) = rest.next_if(|next| next.kind == T::Close && next.start == next.end) {
            steps.push(Step { token: *thought, counts: true, written: false });
        }
        let counts = rest.next_if(|next| next.start == token.start && next.kind == token.kind).is_some();
        steps.push(Step { token, counts, written: true });
    }
    steps
}

struct Layout<'l, 't> {
    lexed: &'l Lexed<'t>,
    lines: LineIndex,
    starts: BTreeSet<u32>,
    unread: BTreeSet<u32>,
    /// What is one word of several tokens: where it begins and ends.
    whole: BTreeMap<u32, u32>,
    out: String,
    depth: usize,
}

impl Layout<'_, '_> {
    fn run(mut self, steps: &[Step]) -> String {
        let broken = broken_braces(self.lexed, steps);
        let mut comments = self.lexed.comments.iter().copied().peekable();
        let mut before: Option<Token> = None;
        let mut end_before = 0u32;
        let mut brackets = 0usize;
        for (at, step) in steps.iter().enumerate() {
            let Step { token, counts, written } = *step;
            if !written {
                self.depth = self.depth.saturating_sub(1);
                continue;
            }
            let mut remarked = false;
            while let Some(comment) = comments.next_if(|comment| comment.start < token.start) {
                self.comment(comment, end_before, brackets);
                end_before = comment.end;
                // What stands behind a `/* … */` on its line goes on there.
                let goes_on = self.lexed.slice(comment.start, comment.end).ends_with("*/")
                    && !self.lexed.slice(comment.end, token.start).contains('\n');
                remarked |= !goes_on;
            }
            if token.kind == T::End {
                break;
            }
            let closing = token.kind == T::Close && counts;
            if closing {
                self.depth = self.depth.saturating_sub(1);
            }
            if matches!(token.kind, T::RightParen | T::RightBracket) {
                brackets = brackets.saturating_sub(1);
            }
            let opened = before.is_some_and(|before| before.kind == T::Open && broken.contains(&before.start));
            let ends_block = before.is_some_and(|before| before.kind == T::Close);
            let otherwise = ends_block && token.kind == T::Word && self.lexed.str(token) == "otherwise";
            let on_new_line = token.fresh && !otherwise;
            let breaks = on_new_line || remarked || opened || (closing && broken.contains(&token.start));
            if breaks {
                let first = before.is_some_and(|before| before.kind == T::Open) && !remarked;
                let extra = usize::from(brackets > 0 || self.continues(steps, at));
                self.line_break(end_before, token.start, extra, first || closing);
            } else if let Some(before) = before {
                self.space(before, end_before, token);
            }
            self.write(token);
            if token.kind == T::Open && counts {
                self.depth += 1;
            }
            if matches!(token.kind, T::LeftParen | T::LeftBracket) {
                brackets += 1;
            }
            if matches!(token.kind, T::Open | T::Close) {
                brackets = 0;
            }
            before = Some(token);
            end_before = token.end;
        }
        let kept = self.out.trim_end().len();
        self.out.truncate(kept);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Whether a token that begins a line goes on with the statement of the line before.
    fn continues(&self, steps: &[Step], at: usize) -> bool {
        let Some(Step { token, .. }) = steps.get(at) else { return false };
        let follows = at
            .checked_sub(1)
            .and_then(|at| steps.get(at))
            .is_some_and(|before| before.written && !matches!(before.token.kind, T::Open | T::Close));
        let word = token.kind == T::Word && ["and", "or", "then", "says"].contains(&self.lexed.str(*token));
        follows && (word || token.is_text()) && !self.starts.contains(&token.start)
    }

    /// Ends the line; keeps one empty line where the author left some, but none at the edges of a `{ }`.
    fn line_break(&mut self, from: u32, to: u32, extra: usize, edge: bool) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        if self.out.is_empty() {
            return;
        }
        let ends = self.lexed.slice(from, to).bytes().filter(|byte| *byte == b'\n').count();
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        if ends > 1 && !edge {
            self.out.push('\n');
        }
        self.indent(extra);
    }

    fn indent(&mut self, extra: usize) {
        for _ in 0..self.depth + extra {
            self.out.push_str("  ");
        }
    }

    fn comment(&mut self, comment: Comment, from: u32, brackets: usize) {
        let raw = self.lexed.slice(comment.start, comment.end);
        let own_line = self.out.is_empty() || self.lexed.slice(from, comment.start).contains('\n');
        if own_line {
            let opened = self.out.trim_end().ends_with('{');
            self.line_break(from, comment.start, usize::from(brackets > 0), opened);
        } else {
            self.out.push_str("  ");
        }
        // `//note` and `// note` are the same remark.
        match raw.strip_prefix("//") {
            Some(words) if !words.starts_with([' ', '/', '!', '\u{3000}']) && !words.is_empty() => {
                self.out.push_str("// ");
                self.out.push_str(words);
            }
            Some(_) | None => self.out.push_str(raw),
        }
    }

    /// What stands between two tokens of a line, from the last that was written on: a remark may stand between them.
    fn space(&mut self, before: Token, from: u32, token: Token) {
        let gap = self.lexed.slice(from, token.start);
        let within = self.whole.range(..=before.start).next_back().is_some_and(|(_, end)| token.end <= *end);
        if within || self.unread.contains(&self.lines.line(token.start)) {
            return self.out.push_str(gap);
        }
        if self.starts.contains(&token.start) && before.kind != T::Open {
            return self.out.push_str("  ");
        }
        if blank::between(self.lexed, before, token) {
            self.out.push(' ');
        }
    }

    fn write(&mut self, token: Token) {
        let raw = self.lexed.slice(token.start, token.end);
        if token.kind == T::Block && raw.contains('\n') && raw.len() >= 6 && raw.ends_with("\"\"\"") {
            let content = raw.get(3..raw.len() - 3).unwrap_or("");
            block::write(content, self.depth, &mut self.out);
            return;
        }
        self.out.push_str(raw);
    }
}

/// The braces, by their first byte, of every `{ }` that goes over several lines.
fn broken_braces(lexed: &Lexed<'_>, steps: &[Step]) -> BTreeSet<u32> {
    let mut broken = BTreeSet::new();
    let mut open: Vec<(u32, bool)> = Vec::new();
    for step in steps {
        let Step { token, counts, written } = *step;
        let breaks = written && (token.fresh || (token.kind == T::Block && has_line_end(lexed, token)));
        if breaks {
            for (_, over_lines) in &mut open {
                *over_lines = true;
            }
        }
        if !counts {
            continue;
        }
        if token.kind == T::Open {
            open.push((token.start, false));
        }
        if token.kind == T::Close
            && let Some((start, over_lines)) = open.pop()
        {
            let first = lexed.comments.partition_point(|comment| comment.start < start);
            let remark = lexed.comments.get(first).is_some_and(|comment| comment.start < token.start);
            if over_lines || remark {
                broken.insert(start);
                broken.insert(token.start);
            }
        }
    }
    broken
}

fn has_line_end(lexed: &Lexed<'_>, token: Token) -> bool {
    lexed.slice(token.start, token.end).contains('\n')
}
