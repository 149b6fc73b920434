//! The kind of an answer said a second time, as a value or alone behind the label: `text born "Born" type date`, `inputType="email"`,
//! `single q "…" multiple { … }`, `text(date) born "Born"`.

use setsumon_diagnostics::Span;

use super::{Around, Kind};
use crate::ast::{Clause, ClauseKind, Layout, QuestionKind, Statement};
use crate::clauses::{self, ClauseWord};
use crate::errors::foreign as errors;
use crate::foreign::{self, Head, Said};
use crate::places::Place;
use crate::read::Reader;
use crate::read::order::{Met, word_of};
use crate::read::statement::draws;
use crate::token::{T, Token};
use crate::words;

/// Where the kind of an answer is said a second time.
#[derive(Debug, Clone, Copy)]
pub(super) struct KindSaid {
    /// All that says it, without the blank before.
    span: Span,
    said: Said,
    /// The kind before it was said.
    first: Kind,
}

/// What is told of such a word.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) span: Span,
    pub(super) help: String,
    /// What writes it in this language, where a machine can: beside the word for the kind.
    pub(super) keyword: Option<&'static str>,
    pub(super) edits: Vec<(Span, String)>,
}

impl Reader<'_, '_, '_> {
    /// What a value so many tokens ahead says of the kind or the look of an answer, and how many tokens it is with the sign before it.
    pub(super) fn kind_at(&self, at: usize) -> Option<(Said, usize)> {
        let sign = self.ahead(at);
        let is_sign = self.is_sign(sign);
        let from = at + usize::from(is_sign);
        let value = self.ahead(from);
        if value.fresh || !(value.kind == T::Word || value.is_text()) {
            return None;
        }
        if value.is_text() {
            return Some((foreign::said(self.lexed.content(value).0)?, from + 1 - at));
        }
        // `columns-3`
        let (minus, count) = (self.ahead(from + 1), self.ahead(from + 2));
        let columns =
            matches!(self.str(value), "columns" | "cols") && minus.kind == T::Minus && minus.start == value.end;
        if columns && count.kind == T::Number {
            return Some((Said::Across(self.str(count).parse().ok()?), from + 3 - at));
        }
        let (word, tokens) = self.squeezed_at(from);
        Some((foreign::said(&word)?, from + tokens - at))
    }

    /// `type date`, `inputType: "email"`, `as number`; a word for the slot stands at hand, so many tokens of it. Returns whether it was that.
    pub(super) fn kind_in_slot(
        &mut self,
        statement: &mut Statement,
        around: Around,
        met: &mut Vec<Met>,
        tokens: usize,
    ) -> bool {
        // `constraint age <= 120` says what must hold of `age`.
        let ends = |at: usize| {
            let behind = self.ahead(at);
            self.ends_head(behind) || behind.is_text() || behind.kind == T::Comma
        };
        let Some((said, more)) = self.kind_at(tokens).filter(|(_, more)| ends(tokens + more)) else { return false };
        let first = self.peek();
        let span = self.taken(tokens + more);
        self.kind_said(statement, around, met, (span, said));
        // `text born type date "Born"`: what stands behind it is the label.
        if statement.label.is_none() && self.peek().is_text() && !self.peek().fresh {
            let label = self.peek();
            let out = Span::new(self.file_id(), first.start, label.start);
            statement.label = Some(self.text());
            if let Some(kind) = &mut self.habits.kind {
                kind.span = out;
            }
        }
        true
    }

    /// A word for a kind alone behind a label: `text n "N" number`, `single q "Q" multiple { … }`, `text d "D" as date`. Returns whether
    /// it was that.
    pub(in crate::read) fn kind_behind(
        &mut self,
        statement: &mut Statement,
        around: Around,
        met: &mut Vec<Met>,
    ) -> bool {
        let token = self.peek();
        let asked = matches!(statement.kind, Kind::Question(_)) && statement.label.is_some();
        if token.fresh || token.kind != T::Word || !asked || around.place.is_list() {
            return false;
        }
        if self.str(token) == "as" && !around.taken.has(ClauseWord::As) {
            return self.kind_in_slot(statement, around, met, 1);
        }
        let (word, tokens) = self.squeezed();
        let free = foreign::head(&word).is_none() && clauses::clause(self.str(token)).is_none();
        let Some(said) = foreign::said(&word).filter(|_| free) else { return false };
        let behind = self.ahead(tokens);
        let is_sign = self.is_sign(behind);
        // `multiple=true`
        let value = self.ahead(tokens + 1);
        let holds = is_sign && !value.fresh && foreign::truth(&foreign::squeezed(self.plain_of(value))) == Some(true);
        if !(holds || self.ends_head(behind)) || matches!(said, Said::Nothing(_)) {
            return false;
        }
        let span = self.taken(tokens + if holds { 2 } else { 0 });
        self.kind_said(statement, around, met, (span, said));
        true
    }

    /// A line that begins with the word for the slot: `type date born "Born"`. Nothing if it does not.
    pub(in crate::read) fn kind_slot_first(
        &mut self,
        place: Place,
        owner: Option<&Statement>,
    ) -> Option<Option<Statement>> {
        let (word, tokens) = self.squeezed();
        let Head::Kind(_) = foreign::head(&word)? else { return None };
        let (Said::Kind(keyword) | Said::Perhaps(keyword, _), more) = self.kind_at(tokens)? else { return None };
        let (code, label) = (self.ahead(tokens + more), self.ahead(tokens + more + 1));
        let first = self.peek();
        let coded = self.is_code(code) && !code.fresh && label.is_text() && !label.fresh;
        if !coded {
            // `type: text, name: a, title: "A"`
            if !self.is_sign(self.ahead(tokens)) {
                return None;
            }
            self.taken(tokens);
            self.skip_line(|_, _| false);
            let whole = self.since(first.start);
            self.told_whole.push(whole);
            self.say(errors::pasted_json(self.span(first), self.str(first)));
            return Some(None);
        }
        let kind = words::kind(keyword)?;
        let whole = Span::new(self.file_id(), first.start, code.start);
        let right = format!("{keyword} {} {}", self.str(code), self.lexed.slice(label.start, label.end));
        let span = self.taken(tokens + more);
        self.told_whole.push(span);
        let raw = self.lexed.slice(span.start, span.end);
        let told = errors::not_how_a_kind(span, raw, format!("write `{right}`"));
        self.say(told.fix(format!("write `{keyword}`"), vec![(whole, format!("{keyword} "))]));
        self.at -= 1;
        Some(self.known(kind, place, owner))
    }

    /// `text(date) born`, `text:date born`, `text date born "…"`: a second word for the kind at the first, or at the code.
    pub(super) fn kind_beside(&mut self, statement: &mut Statement, span: Span, said: Said) {
        self.told_whole.push(span);
        self.habits.kind = Some(KindSaid { span, said, first: statement.kind });
        self.switch(statement, said);
    }

    /// The words of a text, or a word.
    pub(super) fn plain_of(&self, token: Token) -> &str {
        if token.is_text() { self.lexed.content(token).0 } else { self.str(token) }
    }

    /// Whether a token cannot go on what a word before it began.
    fn ends_head(&self, token: Token) -> bool {
        let ends = matches!(token.kind, T::End | T::Open | T::Close | T::Marker);
        token.fresh || ends || (token.kind == T::Word && clauses::clause(self.str(token)).is_some())
    }

    fn kind_said(&mut self, statement: &mut Statement, around: Around, met: &mut Vec<Met>, (span, said): (Span, Said)) {
        self.told_whole.push(span);
        match said {
            Said::Layout(written) if around.taken.has(ClauseWord::Layout) => {
                self.told_as(span, written);
                let kind = self.two_words(written);
                self.keep(statement, around.taken, met, Met { word: ClauseWord::Layout, span, whole: true }, kind);
            }
            Said::Across(count) => {
                self.told_as(span, &format!("layout across {count}"));
                let kind = Some(ClauseKind::Layout(Layout::Across(count)));
                self.keep(statement, around.taken, met, Met { word: ClauseWord::Layout, span, whole: true }, kind);
            }
            Said::Layout(written) => {
                let name = words::friendly(statement.kind);
                let raw = self.lexed.slice(span.start, span.end);
                let help = format!("it would be `{written}`, which {name} does not take; take it out");
                self.say(errors::foreign_word(span, raw, help));
            }
            Said::Nothing(instead) => {
                self.say(errors::no_such_thing(span, self.lexed.slice(span.start, span.end), instead));
            }
            Said::Kind(keyword) | Said::Perhaps(keyword, _) if statement.kind == Kind::Grid => {
                let of = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Of(_)));
                let Some(kind) = words::question_kind(keyword).filter(|_| !of) else {
                    let raw = self.lexed.slice(span.start, span.end);
                    let help = "take it out: what is in the cells is said once, as in `of single`";
                    return self.say(errors::not_how_a_kind(span, raw, help.to_owned()));
                };
                self.told_as(span, &format!("of {keyword}"));
                let met_here = Met { word: ClauseWord::Of, span, whole: true };
                self.keep(statement, around.taken, met, met_here, Some(ClauseKind::Of(kind)));
            }
            Said::Kind(_) | Said::Perhaps(_, _) if self.habits.kind.is_none() => {
                self.habits.kind = Some(KindSaid { span, said, first: statement.kind });
                self.switch(statement, said);
            }
            Said::Kind(_) | Said::Perhaps(_, _) => {
                let raw = self.lexed.slice(span.start, span.end);
                self.say(errors::foreign_word(span, raw, "take it out: one question has one kind"));
            }
        }
    }

    /// Reads on as if the question were of the kind that was said, where nothing is missing for that.
    fn switch(&mut self, statement: &mut Statement, said: Said) {
        let (Said::Kind(keyword) | Said::Perhaps(keyword, _)) = said else { return };
        let Some(kind) = words::question_kind(keyword) else { return };
        let Kind::Question(first) = statement.kind else { return };
        let has_options = self.opens_on_its_line() || draws(statement);
        if is_choice(kind) && !(is_choice(first) || has_options)
            || (is_choice(first) && !is_choice(kind) && has_options)
        {
            return;
        }
        statement.kind = Kind::Question(kind);
        let here = self.here();
        let more = if kind == QuestionKind::Decimal {
            ClauseKind::Digits(setsumon_diagnostics::Spanned::new(1, here))
        } else if kind == QuestionKind::Scale {
            let point = |at| setsumon_diagnostics::Spanned::new(at, here);
            ClauseKind::Points { from: point(0), to: point(10) }
        } else {
            return;
        };
        statement.clauses.push(Clause { span: here, kind: more });
    }

    /// What is told of a kind that is said a second time, once the head is read; nothing if none is.
    pub(super) fn told_of_kind(&mut self, statement: &Statement) -> Option<Told> {
        let KindSaid { span, said, first } = self.habits.kind.take()?;
        let before = self.lexed.slice(0, span.start).trim_end().len();
        // Behind the label the blank before it goes with it; before the label the one behind does.
        let behind = statement.label.as_ref().is_some_and(|label| label.span.end <= span.start);
        let from = if behind { u32::try_from(before).unwrap_or(span.start) } else { span.start };
        let out = (Span::new(self.file_id(), from, span.end), String::new());
        let (keyword, advice) = match said {
            Said::Kind(keyword) => (keyword, None),
            Said::Perhaps(keyword, advice) => (keyword, Some(advice)),
            Said::Layout(_) | Said::Across(_) | Said::Nothing(_) => return None,
        };
        let kind = words::question_kind(keyword)?;
        if first == Kind::Question(kind) && !self.habits.foreign {
            let help = format!("take it out: `{keyword}` says it already");
            return Some(Told { span, help, keyword: None, edits: vec![out] });
        }
        if let Some(advice) = advice {
            return Some(Told { span, help: advice.to_owned(), keyword: None, edits: Vec::new() });
        }
        let head = self.head_as(statement, keyword);
        let options = self.peek().kind == T::Open && !self.peek().fresh || draws(statement);
        let (right, whole) = if is_choice(kind) && !options {
            (format!("write `{head} {{ … }}`, with its options between the braces"), false)
        } else if kind == QuestionKind::Scale {
            (format!("write `{head} 0 to 10`, with its lowest and its highest point"), false)
        } else if kind == QuestionKind::Decimal {
            (format!("write `{head} digits 1`, with as many decimal places as it has"), false)
        } else {
            (format!("write `{head}`"), true)
        };
        let taken = clauses::taken_by(Kind::Question(kind));
        let fits = whole
            && statement.kind == Kind::Question(kind)
            && statement.clauses.iter().all(|clause| word_of(&clause.kind).is_none_or(|word| taken.has(word)));
        // A `text` is whatever nobody says more of; any other kind is one that somebody chose.
        let open = matches!(first, Kind::Question(QuestionKind::Text | QuestionKind::LongText));
        let fits = fits && (open || self.habits.foreign);
        let or = if open || self.habits.foreign { "" } else { ", or take this out" };
        let help = format!("{right}{or}: the kind stands before the code");
        Some(Told { span, help, keyword: fits.then_some(keyword), edits: if fits { vec![out] } else { Vec::new() } })
    }

    /// Tells what the head says a second time or in brackets, where nothing else is told of it.
    pub(in crate::read) fn tell_habits(&mut self, statement: &mut Statement) {
        if let Some(Told { span, help, keyword, mut edits }) = self.told_of_kind(statement) {
            let told = errors::not_how_a_kind(span, self.lexed.slice(span.start, span.end).trim(), help);
            edits.extend(keyword.map(|keyword| (statement.kind_span, keyword.to_owned())));
            let title = keyword.map_or_else(|| "take it out".to_owned(), |keyword| format!("write `{keyword}`"));
            self.say(if edits.is_empty() { told } else { told.fix(title, edits) });
        }
        if let Some(Told { span, help, keyword: _, edits }) = self.told_of_figures(statement) {
            let told = errors::said_so(span, self.lexed.slice(span.start, span.end).trim(), "").help(help);
            self.say(if edits.is_empty() { told } else { told.fix("write it behind the label", edits) });
        }
    }
}

pub(super) fn is_choice(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank)
}
