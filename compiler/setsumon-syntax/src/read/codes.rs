//! Reading codes, paths of codes and lists of them.

use crate::names;
use std::borrow::Cow;

use setsumon_diagnostics::{Span, Spanned, did_you_mean};

use super::Reader;
use crate::ast::{ClauseKind, Kind, Name, Path, Statement};
use crate::clauses;
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::{Lexed, T, Token};
use crate::words::{self, Need};

/// What a code may be made of.
pub(super) fn is_well_formed(code: &str, digits_first: bool) -> bool {
    let begins =
        code.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || (digits_first && byte.is_ascii_digit()));
    begins
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !names::has_several(code)
        && !code.ends_with('_')
}

/// The nearest well-formed code, if any letters are left. `firstName` is two words as `first_name` is.
pub(crate) fn mended_code(raw: &str) -> Option<String> {
    let mut code = String::new();
    let mut small_before = false;
    for char in raw.chars() {
        if char.is_ascii_alphanumeric() {
            if char.is_ascii_uppercase() && small_before {
                code.push('_');
            }
            code.push(char.to_ascii_lowercase());
        } else if ['_', '-', '.', ' '].contains(&char) && !code.is_empty() && !code.ends_with('_') {
            code.push('_');
        }
        small_before = char.is_ascii_lowercase();
    }
    let code = code.trim_end_matches('_');
    match code.bytes().next() {
        Some(first) if first.is_ascii_digit() => Some(format!("n{code}")),
        Some(_) => Some(code.to_owned()),
        None => None,
    }
}

/// The code at a token, and the place behind it. `new-patients` comes as three tokens; it was meant as one code.
pub(super) fn hyphened<'l>(lexed: &'l Lexed<'_>, at: usize) -> (Option<Cow<'l, str>>, usize) {
    let code = |at: usize| lexed.tokens.get(at).copied().filter(|token| matches!(token.kind, T::Word | T::Number));
    let Some(first) = code(at) else { return (None, at + 1) };
    let (mut raw, mut end, mut behind) = (Cow::Borrowed(lexed.str(first)), first.end, at + 1);
    while let (Some(minus), Some(next)) = (lexed.tokens.get(behind), code(behind + 1))
        && minus.kind == T::Minus
        && minus.start == end
        && next.start == minus.end
    {
        let joined = raw.to_mut();
        joined.push('-');
        joined.push_str(lexed.str(next));
        (end, behind) = (next.end, behind + 2);
    }
    (Some(raw), behind)
}

impl<'l> Reader<'l, '_, '_> {
    /// Whether the token at hand can stand for a code.
    pub(super) fn is_code(&self, token: Token) -> bool {
        token.kind == T::Word || token.kind == T::Number
    }

    /// Takes a code that is given here, and says what is wrong with it.
    pub(super) fn new_code(&mut self, digits_first: bool) -> Name {
        let (raw, span) = self.code_with_hyphens();
        let name = self.check_code(&raw, span, digits_first, false);
        if words::is_reserved(&name.value) {
            let proposed = self.heard().better(&name.value).unwrap_or_else(|| words::proposed_code(&name.value));
            self.say(errors::reserved_code(span, &name.value, &proposed));
        }
        name
    }

    /// Takes a code that was given elsewhere; it may begin with a digit if the list it comes from allows that.
    pub(super) fn used_code(&mut self) -> Name {
        let (raw, span) = self.code_with_hyphens();
        self.check_code(&raw, span, true, true)
    }

    fn code_with_hyphens(&mut self) -> (Cow<'l, str>, Span) {
        let start = self.peek().start;
        let (raw, behind) = hyphened(self.lexed, self.at);
        let first = self.take();
        while self.at < behind {
            self.take();
        }
        (raw.unwrap_or_else(|| self.str(first).into()), self.since(start))
    }

    fn check_code(&mut self, raw: &str, span: Span, digits_first: bool, used: bool) -> Name {
        if is_well_formed(raw, digits_first) {
            return Spanned::new(raw.to_owned(), span);
        }
        // Without its letters of another script, a name that is given elsewhere would be another.
        let known = || self.heard().better(raw).filter(|mended| raw.is_ascii() || !used || self.heard().knows(mended));
        let mended = crate::foreign::code_of_label(raw).map(str::to_owned).or_else(known);
        self.say(errors::malformed_code(span, raw, mended.as_deref()));
        Spanned::new(mended.unwrap_or_else(|| raw.to_owned()), span)
    }

    /// Takes a dotted path.
    pub(super) fn path(&mut self) -> Path {
        if let Some(path) = self.path_with_hyphens() {
            return path;
        }
        let token = self.take();
        let mut raw = self.str(token);
        let mut start = token.start;
        let span = self.span(token);
        let exact = token.mended == 0;
        let mut segments = Vec::with_capacity(2);
        loop {
            let (segment, rest) = raw.split_once('.').map_or((raw, None), |(segment, rest)| (segment, Some(rest)));
            let end = start + segment.len() as u32;
            let place = if exact { Span::new(self.file_id(), start, end) } else { span };
            segments.push(self.check_code(segment, place, true, true));
            match rest {
                Some(rest) => (raw, start) = (rest, end + 1),
                None => return Path { span, segments },
            }
        }
    }

    /// `My-Question`, where a question is called so, and not what is left of `My` without `Question`.
    fn path_with_hyphens(&mut self) -> Option<Path> {
        let (raw, behind) = hyphened(self.lexed, self.at);
        let raw = raw.filter(|raw| behind > self.at + 1 && self.heard().is_given(raw))?;
        let start = self.peek().start;
        while self.at < behind {
            self.take();
        }
        let span = self.since(start);
        let name = self.check_code(&raw, span, true, true);
        Some(Path { span, segments: vec![name] })
    }

    /// `[a, b]`, or one alone where `single` allows it. Says what is wrong; empty if nothing could be read. `question` is whose options
    /// they are, where that is known.
    pub(super) fn code_list(&mut self, after: &str, single: bool, question: Option<&str>) -> Vec<Name> {
        let mut names = Vec::new();
        let Some(open) = self.take_if(T::LeftBracket) else {
            let token = self.peek();
            if self.is_code(token) && !token.fresh {
                if !single && let Some(names) = self.codes_without_brackets(after, question) {
                    return names;
                }
                let name = self.used_code();
                if !single {
                    self.say(errors::list_without_brackets(name.span, after, &name.value));
                }
                return vec![name];
            }
            if token.is_text() && self.at_hand(token) && !single {
                return self.code_in_quotes(question).into_iter().collect();
            }
            if self.at_hand(token)
                && let Some(names) = self.codes_in_other_brackets()
            {
                return names;
            }
            self.say(errors::missing_value(self.here(), after, "codes in brackets, as in `[yes, no]`"));
            return names;
        };
        let open = self.span(open);
        let mut quoted = false;
        loop {
            let token = self.peek();
            if self.is_code(token) {
                names.push(self.used_code());
            } else if token.is_text() {
                quoted = true;
                names.extend(self.code_in_quotes(question));
            } else if token.kind == T::Comma {
                self.take_sign(T::Comma);
            } else if token.kind == T::Strange {
                self.take();
            } else if token.kind == T::RightBracket {
                self.take();
                break;
            } else {
                self.say(errors::unclosed_bracket(open, "[", "]", self.here()));
                break;
            }
        }
        if names.is_empty() && !quoted {
            self.say(errors::missing_value(self.since(open.start), after, "at least one code in the brackets"));
        }
        names
    }

    /// Whether the number at hand is the first of two, as in `1..10` and `0 to 10`, and so no code.
    pub(super) fn two_figures_at_hand(&self) -> bool {
        let (token, next) = (self.peek(), self.ahead(1));
        let to = next.kind == T::Word && !next.fresh && self.str(next) == "to";
        token.kind == T::Number && (next.kind == T::Range || to)
    }

    /// `given integer beds "…"`, `retired integer cost "…"`: the kind of what the code names.
    pub(super) fn kind_of_code(&mut self, statement: &mut Statement, place: Place) {
        let token = self.peek();
        let next = self.ahead(1);
        let question = if token.kind == T::Word && !token.fresh { words::question_kind(self.str(token)) } else { None };
        let code_follows = self.is_code(next) && !next.fresh;
        if let Some(question) = question
            && code_follows
        {
            self.take();
            let span = self.span(token);
            statement.clauses.push(crate::ast::Clause { span, kind: ClauseKind::Of(question) });
        } else if statement.kind == Kind::Given || (!place.is_list() && !token.is_text()) {
            let word = self.lexed.slice(statement.kind_span.start, statement.kind_span.end);
            let known =
                words::KEYWORDS.iter().filter(|(_, kind)| matches!(kind, Kind::Question(_))).map(|(word, _)| *word);
            let meant = if code_follows { did_you_mean(self.str(token), known) } else { None };
            self.say(errors::kind_of_question(statement.kind_span, word, meant));
            if meant.is_some() {
                self.take();
            }
        }
    }

    /// `note n1 "…"`: a code where the kind has none.
    pub(super) fn unwanted_code(&mut self, statement: &Statement, told: bool) -> Option<Span> {
        let (token, next) = (self.peek(), self.ahead(1));
        let text_kind = words::spec(statement.kind).label != Need::No && statement.kind != Kind::Check;
        let code = token.kind == T::Word && !token.fresh && clauses::clause(self.str(token)).is_none();
        if !(text_kind && code && next.is_text() && !next.fresh) {
            return None;
        }
        let out = Span::new(self.file_id(), token.start, next.start);
        self.take();
        if told {
            return Some(out);
        }
        let word = words::keyword(statement.kind).unwrap_or("this");
        self.say(errors::unwanted_code(self.span(token), word, self.str(token), out));
        None
    }

    /// `was a, b`, `was a and b`: several without their brackets. A code with a label behind it is the next option of the line.
    fn further_paths(&mut self, start: u32, after: &str, paths: &mut Vec<Path>) {
        let mut several = false;
        loop {
            let (joint, next, behind) = (self.peek(), self.ahead(1), self.ahead(2));
            let joins = matches!(joint.kind, T::Comma | T::Plus)
                || (joint.kind == T::Word && matches!(self.str(joint), "and" | "or" | "と"));
            let labelled = !behind.fresh && (behind.is_text() || matches!(behind.kind, T::Open | T::Equal));
            if joint.fresh
                || !joins
                || next.fresh
                || !self.is_code(next)
                || labelled
                || words::is_reserved(self.str(next))
            {
                break;
            }
            self.take();
            paths.push(self.path_or_name());
            several = true;
        }
        if several {
            let whole = self.since(start);
            let names: Vec<String> = paths
                .iter()
                .map(|path| path.segments.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join("."))
                .collect();
            self.told_whole.push(whole);
            self.say(errors::paths_without_brackets(whole, after, &format!("[{}]", names.join(", "))));
        }
    }

    /// A path, also where it is written as the codebook and the database name its variable: `was size__beds`.
    fn path_or_name(&mut self) -> Path {
        let token = self.peek();
        let name = self.str(token);
        let parts: Vec<&str> = names::codes(name).collect();
        if token.kind != T::Word || parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
            return self.path();
        }
        let span = self.taken(1);
        let right = parts.join(".");
        self.told_whole.push(span);
        self.say(errors::name_of_variable(span, name, &right));
        Path { span, segments: parts.into_iter().map(|part| Spanned::new(part.to_owned(), span)).collect() }
    }

    /// `[a, sec.b]`, or one path alone.
    pub(super) fn path_list(&mut self, after: &str) -> Vec<Path> {
        let token = self.peek();
        if self.is_code(token) && !token.fresh && !self.two_figures_at_hand() {
            let start = token.start;
            let mut paths = vec![self.path_or_name()];
            self.further_paths(start, after, &mut paths);
            return paths;
        }
        let Some(open) = self.take_if(T::LeftBracket) else {
            self.say(errors::missing_value(self.here(), after, "the code it had, as in `was old_code`"));
            return Vec::new();
        };
        let mut paths = Vec::new();
        loop {
            let token = self.peek();
            if self.is_code(token) {
                paths.push(self.path_or_name());
            } else if token.kind == T::Comma {
                self.take_sign(T::Comma);
            } else if token.kind == T::Strange {
                self.take();
            } else if self.take_if(T::RightBracket).is_some() {
                return paths;
            } else {
                let open = self.span(open);
                self.say(errors::unclosed_bracket(open, "[", "]", self.here()));
                return paths;
            }
        }
    }
}
