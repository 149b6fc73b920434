//! From text to tokens: pest reads the shape, typing slips are told and mended.

mod quotes;
mod run;

use pest::Parser;
use setsumon_diagnostics::{Diagnostics, FileId, Span};

use crate::errors::typing as errors;
use crate::token::{Comment, Lexed, T, Token};

/// What pest makes of `survey.pest`.
#[allow(missing_docs, missing_debug_implementations, reason = "pest generates the rules' enum from the grammar")]
mod shape {
    #[derive(pest_derive::Parser)]
    #[grammar = "survey.pest"]
    pub(super) struct Shape;
}

use shape::{Rule, Shape};

/// So many bytes are read anew where a remark or a text without its end hid where things begin; twice as many each time that all went
/// well. Were it the rest of the file each time, many such places would cost as many times its length.
const STRETCH: usize = 1024;

/// Where a text is to be read on behind a stretch of it.
enum Again {
    /// Where the grammar saw it otherwise than it was meant.
    From(u32),
    /// Where what the stretch cuts through begins.
    Longer(u32),
}

struct Lexer<'t, 'd> {
    lexed: Lexed<'t>,
    out: &'d mut Diagnostics,
    /// The end of the token or comment before: what lies behind it up to the next is a gap.
    before: u32,
    /// Whether a line end stood before the comments that have just been read.
    line_ended: bool,
    strange_end: u32,
    /// Up to where everything is a remark.
    skip_to: u32,
    /// What was looked for in vain, so that it is not looked for again.
    vain: run::InVain,
}

/// Reads the tokens of a file.
pub(crate) fn lex<'t>(file: FileId, text: &'t str, out: &mut Diagnostics) -> Lexed<'t> {
    let tokens = Vec::with_capacity(text.len() / 12 + 16);
    let lexed = Lexed { file, text, tokens, comments: Vec::new(), mended: Vec::new() };
    let vain = run::InVain::default();
    let mut lexer = Lexer { lexed, out, before: 0, line_ended: false, strange_end: u32::MAX, skip_to: 0, vain };
    lexer.run(0, text.len() as u32);
    lexer.join_quotes();
    let end = text.len() as u32;
    let fresh = true;
    lexer.lexed.tokens.push(Token { kind: T::End, fresh, start: end, end, mended: 0 });
    lexer.lexed
}

impl Lexer<'_, '_> {
    /// Gives the tokens of a part of the text.
    fn run(&mut self, mut from: u32, to: u32) {
        let mut stretch = (to - from) as usize;
        loop {
            let mut end = (from as usize).saturating_add(stretch).min(to as usize);
            while !self.lexed.text.is_char_boundary(end) {
                end += 1;
            }
            (from, stretch) = match self.run_up_to(from, end as u32, to) {
                None => return,
                Some(Again::From(at)) => (at, STRETCH),
                Some(Again::Longer(at)) => (at, stretch.saturating_mul(2)),
            };
        }
    }

    /// Gives the tokens of a stretch of the text, up to where it is to be read on otherwise; `last` is where all of the text ends.
    fn run_up_to(&mut self, from: u32, to: u32, last: u32) -> Option<Again> {
        let rest = self.lexed.slice(from, to);
        // The grammar reads every text; were it ever not so, an empty file would be the mildest outcome.
        let mut pairs = Shape::parse(Rule::file, rest).ok()?;
        for pair in pairs.next()?.into_inner() {
            let span = pair.as_span();
            let (start, end) = (from + span.start() as u32, from + span.end() as u32);
            if pair.as_rule() == Rule::open_block && start >= self.skip_to {
                return Some(if to < last { Again::Longer(start) } else { Again::From(self.unclosed_block(start)) });
            }
            // A remark ends inside of what was no text, since it began in the remark: `/* say "so */ min 3 unit "l"`.
            if start < self.skip_to && self.skip_to < end && pair.as_rule() != Rule::run {
                return Some(Again::From(self.skip_to));
            }
            if end == to && to < last {
                return Some(Again::Longer(start));
            }
            self.token(pair.as_rule(), start, end);
        }
        None
    }

    fn token(&mut self, rule: Rule, start: u32, end: u32) {
        if start < self.skip_to && rule != Rule::run {
            return;
        }
        match rule {
            Rule::run => self.run_of_words(start, end),
            Rule::line => self.push(T::Text, start, end),
            Rule::open => self.push(T::Open, start, end),
            Rule::close => self.push(T::Close, start, end),
            Rule::block => self.push(T::Block, start, end),
            Rule::remark => self.comment(start, end),
            Rule::open_line => self.unclosed_line(start, end),
            // Silent rules and the two ends give no token; `open_block` was handled by the caller.
            Rule::file | Rule::item | Rule::open_block | Rule::EOI => {}
        }
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.lexed.file, start, end)
    }

    fn push(&mut self, kind: T, start: u32, end: u32) {
        let fresh = self.line_ended || self.lexed.tokens.is_empty() || self.gap_ends_line(start);
        self.line_ended = false;
        self.before = end;
        self.lexed.tokens.push(Token { kind, fresh, start, end, mended: 0 });
    }

    fn gap_ends_line(&self, start: u32) -> bool {
        self.lexed.slice(self.before, start).as_bytes().contains(&b'\n')
    }

    fn push_mended(&mut self, kind: T, start: u32, end: u32, text: String) {
        self.push(kind, start, end);
        self.lexed.mended.push(text);
        let index = self.lexed.mended.len() as u32;
        if let Some(token) = self.lexed.tokens.last_mut() {
            token.mended = index;
        }
    }

    fn comment(&mut self, start: u32, end: u32) {
        self.line_ended |= self.gap_ends_line(start);
        let width = self.lexed.slice(start, end).trim_end().len() as u32;
        self.lexed.comments.push(Comment { start, end: start + width });
        self.before = end;
    }

    /// `＜＝` comes as two signs; they are one.
    fn join_wide(&mut self) {
        let tokens = &mut self.lexed.tokens;
        let Some([first, second]) = tokens.last_chunk::<2>().copied() else {
            return;
        };
        if first.end != second.start || second.kind != T::Equal {
            return;
        }
        let joined = match first.kind == T::Less {
            true => T::LessOrEqual,
            false if first.kind == T::Greater => T::GreaterOrEqual,
            false => return,
        };
        tokens.pop();
        let mended = if joined == T::LessOrEqual { "<=" } else { ">=" };
        self.lexed.mended.push(mended.to_owned());
        let index = self.lexed.mended.len() as u32;
        if let Some(token) = tokens.last_mut() {
            *token = Token { kind: joined, end: second.end, mended: index, ..first };
        }
    }

    fn strange(&mut self, start: u32, end: u32) {
        // A run of strange signs is one mistake.
        if self.strange_end != start {
            let (place, raw) = (self.span(start, end), self.lexed.slice(start, end));
            let label_follows =
                self.lexed.text.get(end as usize..).is_some_and(|rest| rest.trim_start().starts_with(['"', '{', '｛']));
            let colon = label_follows && [":", "："].contains(&raw);
            self.out.push(if colon { errors::colon(place, raw) } else { errors::unknown_sign(place, raw) });
        }
        self.strange_end = end;
        self.push(T::Strange, start, end);
    }

    fn unclosed_line(&mut self, start: u32, end: u32) {
        let raw = self.lexed.slice(start, end).trim_end();
        let end = start + raw.len() as u32;
        let content = raw.strip_prefix('"').unwrap_or(raw);
        // `"…”`: the closing quote came from the Japanese keyboard. What stands behind it on the line is read on.
        if let Some((words, rest)) = content.split_once(['”', '“', '＂']) {
            let at = end - rest.len() as u32;
            let raw = self.lexed.slice(start, at);
            self.out.push(errors::full_width_quotes(self.span(start, at), raw, words));
            let words = words.to_owned();
            self.push_mended(T::Text, start, at, words);
            return self.run(at, end);
        }
        // A `{` at the end of the line is the statement's body, not words: taking it along would break everything behind.
        if let Some(words) = content.strip_suffix('{').map(str::trim_end) {
            let at = start + 1 + words.len() as u32;
            self.out.push(errors::unclosed_string(self.span(start, at)));
            let words = words.to_owned();
            self.push_mended(T::Text, start, at, words);
            return self.push(T::Open, end - 1, end);
        }
        self.out.push(errors::unclosed_string(self.span(start, end)));
        let content = content.to_owned();
        self.push_mended(T::Text, start, end, content);
    }

    /// A `"""` without its end would take the rest of the file along. It is taken to end before the first line that
    /// begins with a `}` or is blank, and the rest is read on. Returns where.
    fn unclosed_block(&mut self, start: u32) -> u32 {
        let text = self.lexed.text;
        let rest = text.get(start as usize..).unwrap_or("");
        let mut at = start as usize + rest.find('\n').map_or(rest.len(), |end| end + 1);
        for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
            let words = line.trim();
            if words.is_empty() || words.starts_with('}') {
                break;
            }
            at += line.len();
        }
        let end = text.get(..at).map_or(at, |before| before.trim_end().len()).max(start as usize + 3) as u32;
        let content = self.lexed.slice(start + 3, end).to_owned();
        self.out.push(errors::unclosed_block(self.span(start, start + 3)));
        self.push_mended(T::Block, start, end, content);
        end
    }
}

fn is_number(raw: &str) -> bool {
    let mut parts = raw.split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(digits) && parts.next().is_none_or(digits) && parts.next().is_none()
}

/// Full-width letters, digits and signs as ASCII; everything else as it is.
pub(crate) fn to_ascii(raw: &str) -> String {
    let narrow = |char: char| match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(char as u32 - 0xFEE0).unwrap_or(char),
        _ => char,
    };
    raw.chars().map(narrow).collect()
}

fn sign_kind(sign: &str) -> T {
    match sign {
        "(" => T::LeftParen,
        ")" => T::RightParen,
        "[" => T::LeftBracket,
        "]" => T::RightBracket,
        "," => T::Comma,
        ".." => T::Range,
        "=" => T::Equal,
        "!=" => T::NotEqual,
        "<" => T::Less,
        "<=" => T::LessOrEqual,
        ">" => T::Greater,
        ">=" => T::GreaterOrEqual,
        "+" => T::Plus,
        "-" => T::Minus,
        "*" => T::Star,
        "/" => T::Slash,
        _ => T::Strange,
    }
}
