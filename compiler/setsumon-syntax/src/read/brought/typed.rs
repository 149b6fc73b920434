//! Options in another form than this language's, in a body or on the line of their question: told once, and read as they are to be
//! written.

use setsumon_diagnostics::{Span, Spanned};

use super::bare;
use super::listing::{Item, items};
use crate::ast::{Clause, ClauseKind, Kind, Piece, Role, Statement, Text};
use crate::clauses;
use crate::errors::foreign as errors;
use crate::foreign::{self, Head};
use crate::lex::to_ascii;
use crate::places::{self, Place};
use crate::read::Reader;
use crate::read::codes::{is_well_formed, mended_code};
use crate::read::statement::draws;
use crate::token::{T, Token};
use crate::words;

/// So many options are shown in a message.
const SHOWN: usize = 4;
/// A code that is made of words is no longer than this.
const LONGEST_CODE: usize = 20;

/// Options as they are to be written.
pub(super) struct Written {
    options: Vec<Statement>,
    /// Each in the words of this language.
    right: Vec<String>,
    /// Whether their codes are those that their author would choose.
    complete: bool,
}

impl<'l> Reader<'l, '_, '_> {
    /// `{ - Yes  - No }`, `{ yes, no }`, `{ "yes": "Yes" }`. Returns whether it was that.
    pub(in crate::read) fn typed_body(&mut self, statement: &mut Statement, place: Place) -> bool {
        let inside = places::within(statement.kind, place);
        let open = self.peek();
        if open.kind != T::Open || open.fresh || !inside.is_list() || inside == Place::Gate || self.key_at_hand() {
            return false;
        }
        let Some(tokens) = self.other_body() else { return false };
        // `from towns { 105 was [101, 102] }`: words are said of what a list brings.
        let said_of = |token: Token| {
            token.kind == T::Marker || (token.kind == T::Word && matches!(self.str(token), "was" | "splits"))
        };
        if draws(statement) && (1..tokens).any(|at| said_of(self.ahead(at))) {
            return false;
        }
        let close = self.ahead(tokens);
        let raw = self.lexed.slice(open.end, close.start);
        let Some(found) = items(raw).filter(|_| !raw.contains("//")) else { return false };
        let safe = self.says_nothing_more(1, tokens);
        self.taken(tokens + 1);
        let body = Span::new(self.file_id(), open.end, close.start);
        let lines = raw.contains('\n');
        let joint = if lines { format!("\n{}", indent(raw)) } else { "  ".to_owned() };
        let ends = (if lines { joint.as_str() } else { " " }, if lines { last_line(raw) } else { " ".to_owned() });
        let edit = |right: &[String]| vec![(body, format!("{}{}{}", ends.0, right.join(&joint), ends.1))];
        self.typed(statement, inside, body, &found, safe, edit);
        true
    }

    /// Whether the first word in the `{ }` at hand is the key of a property and not the code of an option: `{ options: [a, b] }`.
    fn key_at_hand(&self) -> bool {
        let (word, sign) = (self.ahead(1), self.ahead(2));
        let signed = self.is_sign(sign);
        let key = match foreign::head(&foreign::squeezed(self.str(word))) {
            Some(Head::Clause(clause, _)) => !matches!(
                clause,
                clauses::ClauseWord::Specify | clauses::ClauseWord::Means | clauses::ClauseWord::Exclusive
            ),
            Some(Head::Label | Head::Small(_) | Head::Kind(_)) => true,
            Some(Head::Elsewhere(_) | Head::Nothing(_)) | None => false,
        };
        word.kind == T::Word && signed && key
    }

    /// `single y "…" ["Yes", "No"]`, `□はい　□いいえ` behind the label. Returns whether it was that.
    pub(in crate::read) fn typed_on_line(&mut self, statement: &mut Statement, place: Place) -> bool {
        let first = self.peek();
        let objects = first.kind == T::LeftBracket && self.ahead(1).kind == T::Open;
        let begins = matches!(first.kind, T::LeftBracket | T::LeftParen | T::Strange | T::Minus | T::Star)
            || (first.is_text() && self.lexed.content(first).0.contains('|'));
        let wants = if objects { is_choice(statement.kind) } else { self.wants_options(statement) };
        if first.fresh || !begins || !wants {
            return false;
        }
        let mut tokens = 0;
        let mut end = first.start;
        while self.ahead(tokens).kind != T::End && (tokens == 0 || !self.ahead(tokens).fresh) {
            end = self.ahead(tokens).end;
            tokens += 1;
        }
        let raw = if tokens == 1 && first.is_text() {
            self.lexed.content(first).0
        } else {
            self.lexed.slice(first.start, end)
        };
        let closes = raw.contains('}') && !raw.starts_with('[');
        let Some(found) = items(raw).filter(|found| found.len() > 1 && !closes && !raw.contains("//")) else {
            return false;
        };
        let safe = self.says_nothing_more(0, tokens);
        let line = self.taken(tokens);
        let edit = |right: &[String]| vec![(line, format!("{{ {} }}", right.join("  ")))];
        self.typed(statement, places::within(statement.kind, place), line, &found, safe, edit);
        true
    }

    /// Options in another form that take up all of a place: their statements, how they are to be written, and whether their codes are those
    /// that their author would choose.
    pub(super) fn options_of(&self, span: Span, given: Vec<String>) -> Option<(Vec<Statement>, String, bool)> {
        let found = items(self.lexed.slice(span.start, span.end))?;
        let Written { options, right, complete } = written(&found, span, false, given);
        Some((options, right.join("  "), complete))
    }

    /// Lines below a question that has no `{ }`, each with a mark. Returns whether there were any.
    pub(in crate::read) fn typed_below(&mut self, statement: &mut Statement, place: Place) -> bool {
        let behind = self.here();
        // `options:` of YAML.
        let header = self.peek().fresh
            && foreign::head(&foreign::squeezed(self.str(self.peek())))
                .is_some_and(|head| matches!(head, Head::Clause(clauses::ClauseWord::From, _)))
            && matches!(self.str(self.ahead(1)), ":" | "：")
            && self.ahead(2).fresh;
        let start = self.at;
        if header {
            self.taken(2);
        }
        let Some((lines, raw)) = self.marked_lines() else {
            self.at = start;
            return false;
        };
        let Some(found) = items(raw) else { return false };
        let whole = Span::new(self.file_id(), behind.start, lines.end);
        self.told_whole.push(whole);
        let before = self.lexed.slice(0, lines.start);
        let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let inner = before.get(line_start..).unwrap_or_default().to_owned();
        let edit = |right: &[String]| {
            let outer = inner.get(2..).unwrap_or_default();
            vec![(whole, format!(" {{\n{inner}{}\n{outer}}}", right.join(&format!("\n{inner}"))))]
        };
        self.typed(statement, places::within(statement.kind, place), lines, &found, true, edit);
        true
    }

    /// In a list: lines with a mark before words that are no option. Returns whether there were any.
    pub(in crate::read) fn marked_options(
        &mut self,
        place: Place,
        owner: Option<&Statement>,
        into: &mut Vec<Statement>,
    ) -> bool {
        if !place.is_list() || place == Place::Gate {
            return false;
        }
        let Some((lines, raw)) = self.marked_lines() else { return false };
        let Some(found) = items(raw) else { return true };
        let kind = owner.map_or(Kind::Choices, |owner| owner.kind);
        let mut read = Statement { body: std::mem::take(into), ..bare(kind, lines) };
        let before = self.lexed.slice(0, lines.start);
        let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let joint = format!("\n{}", before.get(line_start..).unwrap_or_default());
        let edit = |right: &[String]| vec![(lines, right.join(&joint))];
        self.typed(&mut read, place, lines, &found, true, edit);
        *into = read.body;
        true
    }

    /// Whether an option is at hand whose code has a minus: `-1 "Refused"`.
    pub(in crate::read) fn code_with_minus_at_hand(&self) -> bool {
        let (minus, number, label) = (self.peek(), self.ahead(1), self.ahead(2));
        let glued = minus.kind == T::Minus && number.kind == T::Number && number.start == minus.end;
        glued && label.is_text() && !label.fresh
    }

    /// Takes such an option, and tells the code to write and what it means.
    pub(in crate::read) fn code_with_minus(&mut self, place: Place, owner: Option<&Statement>) -> Statement {
        let span = self.taken(2);
        self.told_whole.push(span);
        let label = self.text();
        let words = label.plain().unwrap_or_default().to_owned();
        let raw = self.lexed.slice(span.start, span.end);
        let item = Item { raw, key: Some(raw), words: &words };
        let Written { options, right, complete } = written(&[item], span, place == Place::List, Vec::new());
        let mut statement = Statement { label: Some(label), ..bare(Kind::Option, span) };
        statement.code = options.first().and_then(|option| option.code.clone());
        self.clauses(&mut statement, clauses::taken_by(Kind::Option), place, owner.map(|owner| owner.kind));
        let alone = statement.clauses.is_empty();
        statement.clauses.extend(options.into_iter().flat_map(|option| option.clauses));
        let right = right.concat();
        let whole = span.to(statement.label.as_ref().map_or(span, |label| label.span));
        let taken = owner.is_some_and(|owner| owner.body.iter().any(|one| one.code == statement.code));
        let edits = (complete && alone && !taken).then(|| vec![(whole, right.clone())]);
        self.say(errors::code_with_minus(span, raw, &right, edits));
        statement.span = self.since(span.start);
        statement
    }

    /// How many tokens there are to the `}` of the `{` at hand, if no option of this language stands between them.
    fn other_body(&self) -> Option<usize> {
        let mut at = 1;
        let mut inner = 0_usize;
        loop {
            let (token, next) = (self.ahead(at), self.ahead(at + 1));
            if token.kind == T::Close && inner == 0 {
                return (at > 1).then_some(at);
            }
            let begins = token.kind == T::Word && (token.fresh || at == 1);
            let own = begins && (words::kind(self.str(token)).is_some() || clauses::clause(self.str(token)).is_some());
            let option = self.is_code(token) && next.is_text() && !next.fresh;
            // `{ { "value": … } }` is no list of options here either, but may be one of another tool's.
            let ends = matches!(token.kind, T::End | T::Marker | T::Block | T::Open | T::Close);
            if own || option || ends {
                return None;
            }
            inner = inner.saturating_add(usize::from(token.kind == T::Open));
            at += 1;
        }
    }

    /// Whether none of so many tokens is a clause of this language, which would be more than words.
    fn says_nothing_more(&self, from: usize, to: usize) -> bool {
        let clause = |token: Token| token.kind == T::Word && clauses::clause(self.str(token)).is_some();
        (from..to).all(|at| !clause(self.ahead(at)))
    }

    /// Takes the lines that begin with a bullet, a number or a letter and are no options otherwise. Returns where they stand.
    fn marked_lines(&mut self) -> Option<(Span, &'l str)> {
        let start = self.peek().start;
        let first = self.at;
        while let Some(tokens) = self.list_mark() {
            let (word, label) = (self.ahead(tokens), self.ahead(tokens + 1));
            // `- yes "Yes"` is an option with a sign too many.
            if self.is_code(word) && label.is_text() && !label.fresh {
                break;
            }
            self.taken(tokens);
            self.skip_line(|_, _| false);
        }
        let span = self.since(start);
        let text: &'l str = self.lexed.slice(span.start, span.end);
        (self.at > first).then_some((span, text))
    }

    /// Tells options, and reads them into a statement.
    fn typed(
        &mut self,
        statement: &mut Statement,
        place: Place,
        whole: Span,
        found: &[Item<'_>],
        safe: bool,
        edit: impl FnOnce(&[String]) -> Vec<(Span, String)>,
    ) {
        let given: Vec<String> =
            statement.body.iter().filter_map(|one| one.code.as_ref()).map(|code| code.value.clone()).collect();
        let Written { options, right, complete } = written(found, whole, place == Place::List, given);
        let raw = found.first().map_or("", |item| item.raw);
        let mut shown = right.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("  ");
        if right.len() > SHOWN {
            shown.push_str(" …");
        }
        let edits = (complete && safe).then(|| edit(&right));
        self.told_whole.push(whole);
        self.say(errors::typed_options(whole, raw.lines().next().unwrap_or_default(), &shown, complete, edits));
        statement.body.extend(options);
        statement.body_span = Some(whole);
    }
}

/// Options as they are to be written. `digits` is whether a code may begin with one, `given` are the codes that are taken.
fn written(found: &[Item<'_>], span: Span, digits: bool, mut given: Vec<String>) -> Written {
    let (mut options, mut right) = (Vec::new(), Vec::new());
    let mut complete = true;
    for item in found {
        let role = role(item.words);
        let minus = item.key.is_some_and(|key| key.starts_with('-'));
        let made = code_of(item, digits, role.filter(|_| minus));
        let free = made.filter(|code| !given.contains(code));
        complete &= free.is_some();
        let letters = ('a'..='z').map(String::from).chain((1..).map(|count| format!("a{count}")));
        let code = free.or_else(|| letters.into_iter().find(|code| !given.contains(code))).unwrap_or_default();
        given.push(code.clone());
        let clause = role.filter(|_| minus);
        let means = clause.map(|(_, _, written)| format!(" {written}")).unwrap_or_default();
        right.push(format!("{code} \"{}\"{means}", item.words));
        options.push(Statement {
            code: Some(Spanned::new(code, span)),
            label: Some(Text { span, pieces: vec![Piece::Plain(item.words.to_owned())] }),
            clauses: clause
                .map(|(role, _, _)| Clause { span, kind: ClauseKind::Means(Spanned::new(role, span)) })
                .into_iter()
                .collect(),
            ..bare(Kind::Option, span)
        });
    }
    Written { options, right, complete }
}

/// The code that an option has, or that its author would give it.
fn code_of(item: &Item<'_>, digits: bool, role: Option<(Role, &'static str, &'static str)>) -> Option<String> {
    if let Some((_, code, _)) = role {
        return Some(code.to_owned());
    }
    match item.key.map(str::trim) {
        Some(key) if is_well_formed(key, digits) && words::kind(key).is_none() => {
            Some(words::free_code(key.to_owned()))
        }
        Some(key) if !key.starts_with('-') => mended_code(key).map(words::free_code),
        Some(_) | None if foreign::code_of_label(item.words).is_some() => {
            foreign::code_of_label(item.words).map(str::to_owned)
        }
        Some(_) | None => {
            let wide = !item.words.is_ascii() && mended_code(&to_ascii(item.words)).is_none();
            let named = if wide { None } else { mended_code(&to_ascii(item.words)) };
            named.filter(|code| code.len() <= LONGEST_CODE && item.words.is_ascii()).map(words::free_code)
        }
    }
}

/// What an option means that is no answer proper, by its words: its role, its code and its clause.
pub(in crate::read) fn role(words: &str) -> Option<(Role, &'static str, &'static str)> {
    let letters: String = words.chars().filter(|char| char.is_alphanumeric()).collect();
    let Some(Head::Clause(clauses::ClauseWord::Means, written)) = foreign::head(&foreign::squeezed(&letters)) else {
        return None;
    };
    match written {
        "means dont_know" => Some((Role::DontKnow, "dont_know", written)),
        "means refused" => Some((Role::Refused, "refused", written)),
        _ => Some((Role::NotApplicable, "not_applicable", written)),
    }
}

/// The blanks before the first line that is written.
fn indent(raw: &str) -> &str {
    let line = raw.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.get(..line.len().saturating_sub(line.trim_start().len())).unwrap_or_default()
}

/// The line end and the blanks before the `}`.
fn last_line(raw: &str) -> String {
    raw.rfind('\n').and_then(|at| raw.get(at..)).unwrap_or(" ").to_owned()
}

/// Whether a statement is a choice whose options may be typed otherwise.
pub(in crate::read) fn is_choice(kind: Kind) -> bool {
    matches!(kind, Kind::Question(kind) if super::kinds::is_choice(kind))
}
