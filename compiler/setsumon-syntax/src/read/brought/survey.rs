//! The head of a survey as other tools have it: `locale: en`, `edition = 2025`, `locale "日本語"`, and a survey without its `{ }`.

use setsumon_diagnostics::{Span, Spanned};

use super::Kind;
use super::dates::{day, era_year};
use crate::ast::{Expr, ExprKind, Name, Statement};
use crate::errors::{foreign as errors, head};
use crate::foreign;
use crate::places::Place;
use crate::read::Reader;
use crate::token::{T, Token};
use crate::words;

/// What the languages are called elsewhere.
const LOCALES: [(&str, &[&str]); 2] = [
    ("ja", &["jp", "jpn", "jajp", "japanese", "日本語", "日本", "和文"]),
    ("en", &["eng", "enus", "engb", "english", "英語", "英文"]),
];

impl Reader<'_, '_, '_> {
    /// Takes the sign between a word of the survey's head and its value: `locale: en`.
    pub(in crate::read) fn sign_before_value_of(&mut self, statement: &Statement) {
        let sign = self.peek();
        let is_sign = self.is_sign(sign);
        let value = self.ahead(1);
        let wanted = matches!(statement.kind, Kind::Locale | Kind::Edition | Kind::AsOf | Kind::Deadline);
        if !is_sign || !wanted || value.fresh {
            return;
        }
        let span = self.taken(1);
        self.told_whole.push(span);
        let word = words::keyword(statement.kind).unwrap_or_default();
        let right = format!("{word} {}", self.plain_of(value));
        let instead = if value.start == span.end { " " } else { "" };
        let raw = self.lexed.slice(span.start, span.end);
        self.say(errors::sign_before_value(span, raw, &right, instead));
    }

    /// The code of a language as it is called elsewhere, told and read: `日本語`, `"en"`, `en-US`.
    pub(in crate::read) fn locale_of_others(&mut self) -> Option<Name> {
        let token = self.peek();
        if token.fresh || !(token.kind == T::Word || token.is_text()) {
            return None;
        }
        let (word, tokens) =
            if token.is_text() { (foreign::squeezed(self.lexed.content(token).0), 1) } else { self.squeezed() };
        let meant = |(code, names): &&(&str, &[&str])| *code == word || names.contains(&word.as_str());
        let (code, _) = LOCALES.iter().find(meant)?;
        // What is only misspelt is told where it is looked up.
        if token.kind == T::Word && tokens == 1 && self.str(token).is_ascii() {
            return None;
        }
        let span = self.taken(tokens);
        self.told_as(span, code);
        self.told_whole.push(span);
        Some(Spanned::new((*code).to_owned(), span))
    }

    /// The number of an edition or a day in quotes, told and read.
    pub(in crate::read) fn head_in_quotes(&mut self, kind: Kind) -> Option<Expr> {
        let token = self.peek();
        if !token.is_text() || token.fresh {
            return None;
        }
        let words = crate::lex::to_ascii(self.lexed.content(token).0.trim());
        let (right, value) = if kind == Kind::Edition {
            let alone = || words.parse::<i64>().ok().map(|number| (number, ""));
            let (number, _) =
                era_year(&words).or_else(alone).filter(|(_, rest)| matches!(*rest, "" | "年" | "年度"))?;
            (number.to_string(), ExprKind::Number(number.to_string()))
        } else {
            let (year, month, day) = day(&words)?;
            let right = format!("{year:04}-{month:02}-{day:02}");
            (right, ExprKind::Date { year: i32::try_from(year).ok()?, month, day })
        };
        let span = self.taken(1);
        self.told_whole.push(span);
        let after = format!("{} ", words::keyword(kind).unwrap_or_default());
        self.say(errors::foreign_date(span, self.lexed.slice(span.start, span.end), &after, &right));
        Some(Expr { span, kind: value })
    }

    /// Whether a word begins a statement in `survey { }`, here or elsewhere, behind another on its line.
    pub(in crate::read) fn next_of_survey(&self, token: Token) -> bool {
        let of_others = foreign::of_survey(&foreign::squeezed(self.str(token))).is_some();
        token.kind == T::Word && (of_others || words::kind(self.str(token)).is_some())
    }

    /// `survey t "T" locale en edition 2025`, without braces. Returns whether it was that.
    pub(in crate::read) fn survey_without_braces(&mut self, statement: &mut Statement) -> bool {
        let first = self.peek();
        let begins = crate::places::may_hold(Place::Survey, words::kind(self.str(first)).unwrap_or(Kind::Option));
        let open = self.opens_on_its_line() || first.kind == T::Open;
        if statement.kind != Kind::Survey || first.fresh || !begins || open {
            return false;
        }
        let before = self.here();
        let mut body = Vec::new();
        while !self.peek().fresh && !matches!(self.peek().kind, T::End | T::Close) {
            self.one_statement(Place::Survey, Some(&*statement), &mut body);
        }
        let span = self.since(first.start);
        let told = head::missing_body(statement.kind_span, "survey", Kind::Survey);
        let right = format!("survey … {{ {} }}", self.lexed.slice(span.start, span.end));
        let edits: Vec<(Span, String)> = vec![(before, " {".to_owned()), (self.here(), " }".to_owned())];
        self.say(told.help(format!("write `{right}`")).fix("put the braces in", edits));
        statement.body = body;
        statement.body_span = Some(span);
        true
    }
}
