//! Questions in the shape of another tool: rows of a sheet, `select_one yesno | q1 | Do you come often?`, and what stands behind a
//! colon, `q1 "Do you come often?" : (yes, no)`.

use setsumon_diagnostics::{Span, Spanned};

use super::super::codes::is_well_formed;
use super::bare;
use crate::ast::{Clause, ClauseKind, Kind, ListPick, Piece, QuestionKind, Statement, Text};
use crate::errors::foreign as errors;
use crate::foreign::{self, Begins};
use crate::places::{self, Place};
use crate::read::Reader;
use crate::token::{T, Token};
use crate::words;

impl<'l> Reader<'l, '_, '_> {
    /// Takes a row that is pasted from a sheet, and tells it. Nothing if it is none.
    pub(in crate::read) fn pasted_row(&mut self, place: Place) -> Option<Option<Statement>> {
        let first = self.peek();
        let may_hold = places::may_hold(place, Kind::Question(QuestionKind::Text));
        if !first.fresh || place.is_list() || !may_hold {
            return None;
        }
        let (raw, tokens) = self.line_at_hand();
        let row = Row::of(raw)?;
        let (keyword, plain) = self.kind_of_row(row.kind)?;
        let kind = words::question_kind(keyword)?;
        let wants_list = matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank);
        if wants_list != row.list.is_some() {
            return None;
        }
        let span = self.taken(tokens);
        self.told_whole.push(span);
        let from = row.list.map(|list| format!(" from {list}")).unwrap_or_default();
        let right = format!("{keyword} {} \"{}\"{from}", row.code, row.label);
        let complete = plain && !row.more && words::kind(row.code).is_none() && is_well_formed(row.code, false);
        let edits = complete.then(|| vec![(span, right.clone())]);
        self.say(errors::other_shape(span, raw.trim(), &right, edits));
        // Read as what is to be written, so that what is wrong with that is told beside it.
        let pick = ListPick::All;
        let list = row
            .list
            .map(|list| Clause { span, kind: ClauseKind::From { list: Spanned::new(list.to_owned(), span), pick } });
        Some(complete.then(|| Statement {
            code: Some(Spanned::new(row.code.to_owned(), span)),
            label: Some(Text { span, pieces: vec![Piece::Plain(row.label.to_owned())] }),
            clauses: list.into_iter().collect(),
            ..bare(Kind::Question(kind), span)
        }))
    }

    /// What is left of the line, and how many tokens it is.
    fn line_at_hand(&self) -> (&'l str, usize) {
        let first = self.peek();
        let mut tokens = 1;
        let mut end = first.end;
        loop {
            let token = self.ahead(tokens);
            if token.fresh || matches!(token.kind, T::End | T::Open | T::Close) {
                break;
            }
            end = token.end;
            tokens += 1;
        }
        (self.lexed.slice(first.start, end), tokens)
    }

    /// The kind of question that a word of this language or another is, and whether its head needs nothing more.
    fn kind_of_row(&self, word: &str) -> Option<(&'static str, bool)> {
        let own = words::KEYWORDS.iter().find(|(keyword, _)| *keyword == word).map(|(keyword, _)| *keyword);
        let keyword = match (own, foreign::begins(&foreign::squeezed(word))) {
            (Some(keyword), _) | (None, Some(Begins::Kind(keyword))) => keyword,
            (None, Some(Begins::With(keyword, _) | Begins::Perhaps(keyword, _))) => return Some((keyword, false)),
            (None, Some(Begins::Paired(_, _) | Begins::Nothing(_)) | None) => return None,
        };
        let needs_more = matches!(words::question_kind(keyword)?, QuestionKind::Scale | QuestionKind::Decimal);
        Some((keyword, !needs_more))
    }

    /// `q1 "How often?" / "often" : (yes, no)`, with what to write, and whether a machine can; and how many tokens it is.
    pub(super) fn behind_colon(&self) -> Option<(String, bool, usize)> {
        let code = self.str(self.peek());
        let mut at = 1;
        if self.ahead(at).kind == T::Slash {
            at += 1;
        }
        let label = self.ahead(at);
        if !label.is_text() {
            return None;
        }
        at += 1;
        while self.ahead(at).kind == T::Slash && self.ahead(at + 1).is_text() {
            at += 2;
        }
        let colon = self.ahead(at);
        if colon.kind != T::Strange || colon.fresh || !matches!(self.str(colon), ":" | "：") {
            return None;
        }
        let label = self.lexed.slice(label.start, label.end);
        at += 1;
        let (mut keyword, first) = ("single", self.ahead(at));
        let set = foreign::squeezed(self.str(first)) == "set" && self.ahead(at + 2).kind == T::LeftParen;
        if set {
            keyword = "multi";
            at += 2;
        }
        let first = self.ahead(at);
        if first.fresh {
            return None;
        }
        if first.kind == T::LeftParen {
            let (options, complete, tokens) = self.options_in_brackets(at)?;
            return Some((format!("{keyword} {code} {label} {{ {options} }}"), complete, tokens));
        }
        let (dots, last) = (self.ahead(at + 1), self.ahead(at + 2));
        if first.kind == T::Number && dots.kind == T::Range && last.kind == T::Number {
            let limits = format!("min {} max {}", self.str(first), self.str(last));
            return Some((format!("integer {code} {label} {limits}"), true, at + 3));
        }
        let (keyword, complete) = self.kind_of_row(self.str(first))?;
        words::question_kind(keyword).filter(|kind| *kind != QuestionKind::Single && *kind != QuestionKind::Multi)?;
        let (figures, complete, tokens) = self.figures_behind(at + 1, keyword).unwrap_or((String::new(), complete, 0));
        Some((format!("{keyword} {code} {label}{figures}"), complete, at + 1 + tokens))
    }

    /// `(yes "Yes", no)`: as options, and whether each has its label; and how many tokens it is to its end.
    fn options_in_brackets(&self, open: usize) -> Option<(String, bool, usize)> {
        let mut at = open + 1;
        let mut options: Vec<String> = Vec::new();
        let mut complete = true;
        loop {
            let token = self.ahead(at);
            if token.kind == T::RightParen {
                break;
            }
            if token.kind == T::Comma {
                at += 1;
                continue;
            }
            if token.kind != T::Word || token.fresh {
                return None;
            }
            let label = self.ahead(at + 1);
            let has_label = label.is_text();
            let words = if has_label { self.lexed.slice(label.start, label.end) } else { "\"…\"" };
            complete &= has_label && is_well_formed(self.str(token), false);
            options.push(format!("{} {words}", self.str(token)));
            at += if has_label { 2 } else { 1 };
        }
        (options.len() > 1).then(|| (options.join("  "), complete, at + 1))
    }

    /// Tells a question whose kind stands behind a colon. Returns whether it was that.
    pub(super) fn told_behind_colon(&mut self, token: Token) -> bool {
        let Some((right, complete, tokens)) = self.behind_colon() else { return false };
        let well_formed = complete && is_well_formed(self.str(token), false);
        let start = token.start;
        let mut end = token.end;
        for at in 0..tokens {
            end = self.ahead(at).end;
        }
        let span = Span::new(self.file_id(), start, end);
        let edits = well_formed.then(|| vec![(span, right.clone())]);
        let raw = self.lexed.slice(start, end);
        self.say(errors::other_shape(span, raw, &right, edits));
        true
    }
}

/// The cells of a row: what kind of question it is, of which list, its code and its label.
struct Row<'r> {
    kind: &'r str,
    list: Option<&'r str>,
    code: &'r str,
    label: &'r str,
    /// Whether it says something more.
    more: bool,
}

impl<'r> Row<'r> {
    fn of(raw: &'r str) -> Option<Self> {
        if raw.contains(['"', '{', '}', '\\']) {
            return None;
        }
        let sign = ['|', '\t', ','].into_iter().find(|sign| raw.contains(*sign))?;
        let cells: Vec<&str> = match sign {
            ',' => parted_by_commas(raw),
            _ => raw.trim().trim_start_matches('|').split(sign).map(str::trim).collect(),
        };
        let [kind, code, label, rest @ ..] = cells.as_slice() else { return None };
        let mut words = kind.split_whitespace();
        let (kind, list) = (words.next()?, words.next());
        let named = list.is_none_or(|list| is_well_formed(list, false));
        let code_like = !code.is_empty() && !code.contains(char::is_whitespace);
        let fits = words.next().is_none() && named && code_like && !label.is_empty();
        fits.then(|| Self { kind, list, code, label, more: rest.iter().any(|cell| !cell.is_empty()) })
    }
}

/// The cells of a row that commas part. A comma with a blank behind it is one of the label, unless all are written so: then it is not told
/// what is the label's, and what else the row says is left to the author.
fn parted_by_commas(raw: &str) -> Vec<&str> {
    let mut cells: Vec<&str> = Vec::new();
    let spaced = raw.split_once(',').is_some_and(|(_, rest)| rest.starts_with(' '));
    let mut rest = raw;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find(',')).map(|at| at.saturating_add(from)) {
        let behind = rest.get(at.saturating_add(1)..).unwrap_or_default();
        if behind.starts_with(' ') && !spaced {
            from = at.saturating_add(1);
            continue;
        }
        cells.push(rest.get(..at).unwrap_or_default().trim());
        rest = behind;
        from = 0;
    }
    cells.push(rest.trim());
    cells
}
