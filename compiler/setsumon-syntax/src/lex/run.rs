//! Splitting a run of words into words, numbers, markers and signs.

use super::{Lexer, is_number, sign_kind, to_ascii};
use crate::errors::typing::{self as errors, BehindRemark};
use crate::token::T;

/// What a letter outside ASCII is worth: full-width letters and digits, kana, kanji, accented letters make words too, so
/// that a code typed in Japanese is one mistake and not ten.
fn is_wide_letter(char: char) -> bool {
    matches!(char,
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{3005}' | '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}')
}

fn is_letter(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_' || is_wide_letter(char)
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\n' | '\t' | '\r' | '\u{3000}' | '\u{FEFF}' | '\u{A0}')
}

/// How many bytes at the beginning are letters.
fn letters(text: &str) -> usize {
    let ascii = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    match text.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => {
            let digits = text.find(|char| !is_digit(char)).unwrap_or(text.len());
            // `5ー7` is a number, a sign and a number.
            let minus = text.get(digits..).is_some_and(is_minus);
            if minus { digits } else { text.find(|char| !is_letter(char)).unwrap_or(text.len()) }
        }
        Some(_) | None => ascii,
    }
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || ('０'..='９').contains(&char)
}

/// Whether a text begins with the long sign of kana, typed for a minus: a digit follows it.
fn is_minus(text: &str) -> bool {
    text.strip_prefix('ー').is_some_and(|rest| rest.starts_with(is_digit))
}

/// How many bytes at the beginning are a word, a dotted path or a number.
fn atom(text: &str) -> usize {
    let mut length = letters(text);
    while let Some(rest) = text.get(length..) {
        let Some(more) = rest.strip_prefix(['.', '．']) else { break };
        let part = letters(more);
        if part == 0 {
            break;
        }
        length += rest.len() - more.len() + part;
    }
    length
}

/// How many bytes at the beginning are `2025-01-31` or `2025-01`.
fn date(text: &str) -> Option<usize> {
    let fits = |from: usize, picture: &[u8]| {
        let bytes = text.as_bytes().get(from..from + picture.len())?;
        let same = |(byte, wanted): (&u8, &u8)| if *wanted == b'9' { byte.is_ascii_digit() } else { byte == wanted };
        bytes.iter().zip(picture).all(same).then_some(())
    };
    fits(0, b"9999-99")?;
    let length = if fits(7, b"-99").is_some() { 10 } else { 7 };
    let ends = text.get(length..).and_then(|rest| rest.chars().next()).is_none_or(|char| !is_letter(char));
    ends.then_some(length)
}

/// What was looked for in vain: many quotes or remarks without their end would each look through all that follows.
#[derive(Debug, Default)]
pub(super) struct InVain {
    /// From where on there is no `*/`, and no `-->`.
    remark_ends: [Option<u32>; 2],
    /// Quotes that nothing closes up to the end of a line.
    quotes: Vec<(char, u32)>,
    /// The line looked at last.
    line: Line,
}

/// A line as somebody sees it who wants to put a remark at its end.
#[derive(Debug, Default, Clone, Copy)]
struct Line {
    start: u32,
    /// Without the blanks at its end.
    end: u32,
    /// The first `"""` and the last.
    blocks: Option<(u32, u32)>,
}

const TWO: &[&str] = &["->", "<=", ">=", "!=", "==", "..", "&&", "||", "<>", "=<", "=>"];

impl<'t> Lexer<'t, '_> {
    /// Gives the tokens of a run.
    pub(super) fn run_of_words(&mut self, start: u32, end: u32) {
        let mut at = start.max(self.skip_to);
        while at < end {
            let rest = self.lexed.slice(at, end);
            let Some(first) = rest.chars().next() else { return };
            let length = if is_blank(first) {
                rest.len() - rest.trim_start_matches(is_blank).len()
            } else {
                self.something(first, rest, at)
            };
            at = (at + length.max(1) as u32).max(self.skip_to);
        }
    }

    /// Gives the token at the beginning of `rest`, and how long it is.
    fn something(&mut self, first: char, rest: &str, at: u32) -> usize {
        let end = |length: usize| at + length as u32;
        if first.is_ascii_digit()
            && let Some(length) = date(rest)
        {
            self.push(T::Date, at, end(length));
            return length;
        }
        if is_minus(rest) {
            self.wide(at, end(first.len_utf8()));
            return first.len_utf8();
        }
        if is_letter(first) {
            let length = atom(rest);
            self.atom(at, end(length));
            return length;
        }
        if self.is_foreign_remark(first, rest, at) {
            return self.foreign_remark(at);
        }
        match first {
            '@' | '＠' => {
                let length = first.len_utf8() + rest.get(first.len_utf8()..).map_or(0, letters);
                self.marker(at, end(length));
                length
            }
            '$' => self.dollar(at),
            // Read as the word for it, which is told where it stands.
            '→' | '⇒' | '➡' => {
                self.push_mended(T::Word, at, end(first.len_utf8()), "goto".to_owned());
                first.len_utf8()
            }
            '/' if rest.starts_with("/*") => self.foreign_block_remark(at, 0, "*/"),
            '<' if rest.starts_with("<!--") => self.foreign_block_remark(at, 1, "-->"),
            '“' | '”' | '＂' => self.wide_quotes(rest, at),
            '「' | '『' | '\'' | '‘' | '‚' | '„' | '«' | '»' | '‹' | '›' => {
                self.other_quotes(first, rest, at)
            }
            '\u{FF01}'..='\u{FF5E}' | '、' | '〜' | '−' | '×' | '÷' | '≦' | '≧' | '≤' | '≥' | '≠' => {
                self.wide(at, end(first.len_utf8()));
                first.len_utf8()
            }
            _ if first.is_ascii_punctuation() => {
                let length = if TWO.iter().any(|sign| rest.starts_with(sign)) { 2 } else { 1 };
                self.sign(at, end(length));
                length
            }
            _ => {
                self.strange(at, end(first.len_utf8()));
                first.len_utf8()
            }
        }
    }

    /// Whether a remark of another language begins here: `# …`, `-- …`, and at the beginning of a line `; …`, `% …`, `' …`.
    fn is_foreign_remark(&self, first: char, rest: &str, at: u32) -> bool {
        if first == '#' || rest.starts_with("／／") {
            return true;
        }
        if !matches!(first, '-' | ';' | '%' | '\'') {
            return false;
        }
        let before = self.lexed.text.get(..at as usize).unwrap_or_default();
        let all = self.lexed.text.get(at as usize..).unwrap_or_default();
        let begins_line = || before.trim_end_matches([' ', '\t', '\u{3000}']).ends_with('\n');
        if first == '-' {
            // Before a figure or a word `--` may be two signs of arithmetic.
            let dashes = all.strip_prefix("--").is_some_and(|words| words.starts_with([' ', '-', '\n']));
            return dashes && (before.ends_with(' ') || begins_line());
        }
        // Each of these is looked at no further than where it begins a line: many on one would each look through all of it.
        let line = || all.lines().next().unwrap_or_default();
        begins_line()
            && match first {
                '\'' => line().matches('\'').count() == 1,
                _ => line().chars().any(char::is_alphanumeric),
            }
    }

    /// `# …` and `／／ …`: all that stands on the line is a remark, whatever the grammar made of it.
    fn foreign_remark(&mut self, at: u32) -> usize {
        let rest = self.lexed.text.get(at as usize..).unwrap_or("");
        let length = rest.find('\n').unwrap_or(rest.len());
        self.skip_to = at + length as u32;
        let raw = self.lexed.slice(at, self.skip_to).trim_end();
        let end = at + raw.len() as u32;
        self.out.push(errors::foreign_comment(self.span(at, end), raw));
        self.comment(at, end);
        length
    }

    /// `/* … */` and `<!-- … -->`, over lines. `sort` is which of the two.
    fn foreign_block_remark(&mut self, at: u32, sort: usize, closing: &str) -> usize {
        let rest = self.lexed.text.get(at as usize..).unwrap_or("");
        let in_vain = self.vain.remark_ends.get(sort).copied().flatten();
        let known = in_vain.is_some_and(|from| from <= at);
        let found = if known { None } else { rest.find(closing) };
        if found.is_none()
            && let Some(end) = self.vain.remark_ends.get_mut(sort)
        {
            end.get_or_insert(at);
        }
        let length = found.map_or_else(|| rest.find('\n').unwrap_or(rest.len()), |end| end + closing.len());
        self.skip_to = at + length as u32;
        let raw = self.lexed.slice(at, self.skip_to);
        let told = errors::foreign_block_comment(self.span(at, self.skip_to), raw, self.behind_remark(at));
        self.out.push(told);
        self.comment(at, self.skip_to);
        length
    }

    /// `${age}`, as answers are named in forms of XLSForm.
    fn dollar(&mut self, at: u32) -> usize {
        let rest = self.lexed.text.get(at as usize..).unwrap_or("");
        let name = rest.strip_prefix("${").and_then(|rest| {
            let (name, behind) = rest.split_at_checked(atom(rest))?;
            (!name.is_empty() && behind.starts_with('}')).then_some(name)
        });
        let Some(name) = name else {
            self.strange(at, at + 1);
            return 1;
        };
        let length = name.len() + "${}".len();
        self.skip_to = at + length as u32;
        let raw = self.lexed.slice(at, self.skip_to);
        self.out.push(errors::dollar_name(self.span(at, self.skip_to), raw, name));
        self.push_mended(T::Word, at, self.skip_to, name.to_owned());
        length
    }

    /// What stands behind a remark on its line, and whether the line can take a remark at its end.
    fn behind_remark(&mut self, at: u32) -> BehindRemark {
        let (first, last) = (self.line_around(at), self.line_around(self.skip_to));
        // Behind `"""` the end of the line is inside of a text, before it the beginning is.
        let before = first.blocks.is_some_and(|(block, _)| block + 3 <= at);
        let behind = last.blocks.is_some_and(|(_, block)| self.skip_to <= block);
        match (self.lexed.slice(self.skip_to, last.end).is_empty(), before || behind) {
            (true, _) => BehindRemark::Nothing,
            (false, true) => BehindRemark::Text,
            (false, false) => BehindRemark::Clauses { end: self.span(self.skip_to, last.end).after() },
        }
    }

    /// The line in which a byte stands. It is kept: remarks that share a line would each look through all of it.
    fn line_around(&mut self, at: u32) -> Line {
        let kept = self.vain.line;
        if kept.start <= at && at <= kept.end && kept.start < kept.end {
            return kept;
        }
        let (before, rest) = self.lexed.text.split_at_checked(at as usize).unwrap_or(("", ""));
        let start = before.rfind('\n').map_or(0, |end| end + 1) as u32;
        let line = self.lexed.slice(start, at + rest.find('\n').unwrap_or(rest.len()) as u32).trim_end();
        let place = |found: usize| start + found as u32;
        let blocks = line.find("\"\"\"").zip(line.rfind("\"\"\"")).map(|(one, other)| (place(one), place(other)));
        self.vain.line = Line { start, end: start + line.len() as u32, blocks };
        self.vain.line
    }

    /// `“…”`.
    fn wide_quotes(&mut self, rest: &str, at: u32) -> usize {
        let closing = ['“', '”', '＂'];
        if let Some((raw, content)) = self.quoted(at, &closing) {
            self.skip_to = at + raw.len() as u32;
            self.out.push(errors::full_width_quotes(self.span(at, self.skip_to), raw, &content));
            self.push_mended(T::Text, at, self.skip_to, content);
            return raw.len();
        }
        let line = rest.split('\n').next().unwrap_or(rest);
        let raw = line.trim_end();
        let content = raw.trim_start_matches(closing).to_owned();
        self.out.push(errors::full_width_quotes(self.span(at, at + raw.len() as u32), raw, &content));
        self.push_mended(T::Text, at, at + raw.len() as u32, content);
        raw.len()
    }

    /// `「…」`, `'…'`, `„…“`, `«…»`.
    fn other_quotes(&mut self, first: char, rest: &str, at: u32) -> usize {
        let closing: &[char] = match first {
            '「' => &['」'],
            '『' => &['』'],
            '«' => &['»'],
            '»' => &['«'],
            '‹' => &['›'],
            '›' => &['‹'],
            '‘' | '‚' => &['’', '‘'],
            '„' => &['“', '”', '„'],
            _ => &['\''],
        };
        let found = self.closed(first, at, closing).filter(|(raw, _)| raw.len() <= rest.len() || first != '\'');
        let Some((raw, content)) = found else {
            self.strange(at, at + first.len_utf8() as u32);
            return first.len_utf8();
        };
        self.skip_to = at + raw.len() as u32;
        self.out.push(errors::foreign_quotes(self.span(at, self.skip_to), raw, &content));
        self.push_mended(T::Text, at, self.skip_to, content);
        raw.len()
    }

    /// The same as `quoted`, unless one such quote of the line was found to have no end.
    fn closed(&mut self, first: char, at: u32, closing: &[char]) -> Option<(&'t str, String)> {
        if self.vain.quotes.iter().any(|(quote, end)| *quote == first && at < *end) {
            return None;
        }
        let found = self.quoted(at, closing);
        // A `'` looks no further than the next `"`.
        if found.is_none() && first != '\'' {
            let rest = self.lexed.text.get(at as usize..).unwrap_or("");
            let end = at + rest.find('\n').unwrap_or(rest.len()) as u32;
            self.vain.quotes.retain(|(quote, _)| *quote != first);
            self.vain.quotes.push((first, end));
        }
        found
    }

    /// A text from a foreign quote on to one that closes it on its line, and what stands in it: there a `"` of two ends neither, and
    /// becomes a quote within. One that stands close behind words closes the text as well.
    fn quoted(&self, at: u32, closing: &[char]) -> Option<(&'t str, String)> {
        let rest = self.lexed.text.get(at as usize..)?;
        let first = rest.chars().next()?;
        let mut content = String::new();
        let mut inner = false;
        let mut chars = rest.char_indices().skip(1).take_while(|(_, char)| *char != '\n').peekable();
        while let Some((place, char)) = chars.next() {
            // `'It''s'`: two are one within the text.
            if first == '\''
                && char == '\''
                && !content.is_empty()
                && chars.next_if(|(_, next)| *next == '\'').is_some()
            {
                content.push('\'');
                continue;
            }
            let closes = match char {
                '"' => !content.is_empty() && !content.ends_with([' ', '(', '（']),
                char => closing.contains(&char),
            };
            if closes && !inner {
                // A quote of print is closed by one of its own where there is one, `'` by nothing else.
                return (first != '\'' || char == first).then_some((rest.get(..place + char.len_utf8())?, content));
            }
            match (char, inner) {
                ('"', false) => content.push('“'),
                ('"', true) => content.push('”'),
                _ => content.push(char),
            }
            inner ^= char == '"';
        }
        None
    }

    fn atom(&mut self, start: u32, end: u32) {
        let raw = self.lexed.slice(start, end);
        let kind = if is_number(raw) { T::Number } else { T::Word };
        if raw.is_ascii() {
            return self.push(kind, start, end);
        }
        let ascii = to_ascii(raw);
        if ascii != raw {
            self.out.push(errors::full_width(self.span(start, end), raw, &ascii));
            let kind = if is_number(&ascii) { T::Number } else { T::Word };
            return self.push_mended(kind, start, end, ascii);
        }
        self.push(kind, start, end);
    }

    fn marker(&mut self, start: u32, end: u32) {
        let raw = self.lexed.slice(start, end);
        let ascii = to_ascii(raw);
        if ascii == raw {
            return self.push(T::Marker, start, end);
        }
        self.out.push(errors::full_width(self.span(start, end), raw, &ascii));
        self.push_mended(T::Marker, start, end, ascii);
    }

    fn sign(&mut self, start: u32, end: u32) {
        let raw = self.lexed.slice(start, end);
        if raw == "->" {
            return self.push_mended(T::Word, start, end, "goto".to_owned());
        }
        if let Some(right) = errors::meant_where_it_stands(raw) {
            return self.push_mended(sign_kind(right), start, end, right.to_owned());
        }
        if let Some(right) = errors::foreign_sign_meant(raw) {
            self.out.push(errors::foreign_sign(self.span(start, end), raw, right));
            let kind = if ["and", "or", "not"].contains(&right) { T::Word } else { sign_kind(right) };
            return self.push_mended(kind, start, end, right.to_owned());
        }
        match sign_kind(raw) == T::Strange {
            true => self.strange(start, end),
            false => self.push(sign_kind(raw), start, end),
        }
    }

    fn wide(&mut self, start: u32, end: u32) {
        let raw = self.lexed.slice(start, end);
        if let Some(right) = errors::meant_where_it_stands(raw) {
            return self.push_mended(sign_kind(right), start, end, right.to_owned());
        }
        let ascii = match raw {
            "−" | "ー" => "-".to_owned(),
            "×" => "*".to_owned(),
            "÷" => "/".to_owned(),
            "≦" | "≤" => "<=".to_owned(),
            "≧" | "≥" => ">=".to_owned(),
            "≠" => "!=".to_owned(),
            _ => to_ascii(raw),
        };
        let kind = match ascii.as_str() {
            "{" => T::Open,
            "}" => T::Close,
            sign => sign_kind(sign),
        };
        if kind == T::Strange {
            return self.strange(start, end);
        }
        self.out.push(errors::full_width(self.span(start, end), raw, &ascii));
        self.push_mended(kind, start, end, ascii);
        self.join_wide();
    }
}
