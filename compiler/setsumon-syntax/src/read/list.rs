//! Reading the clauses that hold numbers, lists and options: `from`, `selected in`, `1..5`, `= band`, `or { }`.

use setsumon_diagnostics::{Spanned, did_you_mean};

use super::Reader;
use crate::ast::{BandRow, ClauseKind, Follows, Kind, Layout, ListPick, Statement, Unfielded};
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::T;
use crate::words;

impl Reader<'_, '_, '_> {
    /// `from LIST`, `from LIST except x`, `from LIST only [a, b]`, `from file "x.csv"`.
    pub(super) fn from(&mut self) -> Option<ClauseKind> {
        let next = self.ahead(1);
        if self.is_word("file") && next.is_text() && !next.fresh {
            self.take();
            return self.wanted_file("from file", "the name of a file").map(ClauseKind::FromFile);
        }
        let list = self.wanted_code("from", "the code of a list of `choices`, as in `from areas`")?;
        let pick = if self.take_word("except").is_some() {
            ListPick::Except(self.code_list("except", true, None))
        } else if self.take_word("only").is_some() {
            ListPick::Only(self.code_list("only", true, None))
        } else {
            ListPick::All
        };
        if let Some(word) = self.take_word("selected") {
            let named = self.take_word("in").is_some() && self.is_code(self.peek()) && !self.peek().fresh;
            let question = named.then(|| self.path().span);
            let question = question.map_or(list.value.as_str(), |span| self.lexed.slice(span.start, span.end));
            self.say(errors::from_selected(self.span(word), question));
        }
        Some(ClauseKind::From { list, pick })
    }

    /// `follows "2023.model.json"`, `follows "2019.model.json" except 2020 "the epidemic", 2021 "the same"`.
    pub(super) fn follows(&mut self) -> Option<ClauseKind> {
        let help = "the frozen model of the edition before, as in `follows \"2023.model.json\"`";
        let model = self.wanted_file("follows", help)?;
        let mut except = Vec::new();
        let mut more = self.take_word("except").is_some();
        while more {
            let wanted = "the edition that was not fielded, and why, as in `except 2020 \"the epidemic\"`";
            let Some(edition) = self.whole("except", wanted) else { break };
            let Some(why) = self.wanted_file(&edition.value.to_string(), "why it was not fielded, as a text") else {
                break;
            };
            except.push(Unfielded { edition, why });
            let comma = self.peek();
            more = comma.kind == T::Comma && !comma.fresh;
            if more {
                self.take_sign(T::Comma);
            }
        }
        Some(ClauseKind::Follows(Follows { model, except }))
    }

    /// `selected in Q`, `selected in G as [a, b]`.
    pub(super) fn selected(&mut self) -> Option<ClauseKind> {
        if self.take_word("in").is_none() {
            self.say(errors::missing_value(
                self.here(),
                "selected",
                "`in` and an earlier question, as in `selected in lent`",
            ));
        }
        let token = self.peek();
        if !self.is_code(token) || token.fresh {
            self.say(errors::missing_value(self.here(), "selected in", "the code of an earlier question"));
            return None;
        }
        let question = self.path();
        let answers = match self.take_word("as") {
            Some(_) => self.code_list("as", true, None),
            None => Vec::new(),
        };
        Some(ClauseKind::SelectedIn { question, answers })
    }

    /// `with parameter "text", other "text"`.
    pub(super) fn with(&mut self) -> Option<ClauseKind> {
        let mut given = Vec::new();
        loop {
            let name =
                self.wanted_code("with", "a parameter of the block and its text, as in `with what \"カルテ\"`")?;
            let Some(text) = self.text_here() else {
                self.say(errors::missing_value(self.here(), &name.value, "a text"));
                return None;
            };
            given.push((name, text));
            let token = self.peek();
            if token.kind == T::Comma && !token.fresh {
                self.take_sign(T::Comma);
                continue;
            }
            let next = self.ahead(1);
            let more = self.is_code(token) && !token.fresh && next.is_text() && !next.fresh;
            if !more || crate::clauses::clause(self.str(token)).is_some() {
                return Some(ClauseKind::With(given));
            }
        }
    }

    /// `(a, b)` of a block.
    pub(super) fn parameters(&mut self) -> Option<ClauseKind> {
        let open = self.take();
        let mut names = Vec::new();
        loop {
            let token = self.peek();
            if self.is_code(token) {
                names.push(self.new_code(false));
            } else if token.kind == T::Comma {
                self.take_sign(T::Comma);
            } else if token.kind == T::Strange {
                self.take();
            } else if self.take_if(T::RightParen).is_some() {
                return Some(ClauseKind::Parameters(names));
            } else {
                self.say(errors::unclosed_bracket(self.span(open), "(", ")", self.here()));
                return Some(ClauseKind::Parameters(names));
            }
        }
    }

    /// A whole number that a word needs behind it.
    pub(super) fn whole(&mut self, after: &str, wanted: &str) -> Option<Spanned<u32>> {
        let token = self.peek();
        if token.kind != T::Number || token.fresh {
            self.say(errors::missing_value(self.here(), after, &format!("a number: {wanted}")));
            return None;
        }
        self.take();
        let span = self.span(token);
        match self.str(token).parse() {
            Ok(value) => Some(Spanned::new(value, span)),
            Err(_) => {
                self.say(errors::not_whole(span, self.str(token), after));
                None
            }
        }
    }

    /// A number as written, with its sign.
    pub(super) fn signed(&mut self) -> Option<Spanned<String>> {
        let minus = (self.peek().kind == T::Minus && self.ahead(1).kind == T::Number).then(|| self.take());
        let number = self.take_if(T::Number)?;
        let sign = if minus.is_some() { "-" } else { "" };
        let start = minus.map_or(number.start, |minus| minus.start);
        Some(Spanned::new(format!("{sign}{}", self.str(number)), self.since(start)))
    }

    /// `0 to 10`.
    pub(super) fn points(&mut self) -> Option<ClauseKind> {
        let low = self.signed()?;
        if self.take_word("to").is_none() {
            self.say(errors::missing_value(self.here(), &low.value, "`to` and the highest point, as in `0 to 10`"));
            return None;
        }
        let Some(high) = self.signed() else {
            self.say(errors::missing_value(self.here(), "to", "the highest point, as in `0 to 10`"));
            return None;
        };
        Some(ClauseKind::Points { from: self.point(low)?, to: self.point(high)? })
    }

    fn point(&mut self, written: Spanned<String>) -> Option<Spanned<i64>> {
        let value = written.value.parse();
        if value.is_err() {
            self.say(errors::not_whole(written.span, &written.value, "a scale"));
        }
        Some(Spanned::new(value.ok()?, written.span))
    }

    /// `1..5` of a repeat.
    pub(super) fn times(&mut self) -> Option<ClauseKind> {
        let (min, max) = self.range("a repeat")?;
        Some(ClauseKind::Times { min, max })
    }

    /// `pick 1..3`, `pick 3`.
    pub(super) fn pick(&mut self) -> Option<ClauseKind> {
        if self.ahead(1).kind == T::Range {
            let (min, max) = self.range("pick")?;
            return Some(ClauseKind::Pick { min, max });
        }
        let count = self.whole("pick", "how many, as in `pick 3` or `pick 1..3`")?;
        if self.peek().kind == T::Minus && self.ahead(1).kind == T::Number {
            let dash = self.take();
            let most = self.whole("..", "the most, as in `1..5`")?;
            self.say(errors::dash_for_dots(self.span(dash), count.value, most.value));
            return Some(ClauseKind::Pick { min: count, max: most });
        }
        Some(ClauseKind::Pick { min: count, max: count })
    }

    fn range(&mut self, after: &str) -> Option<(Spanned<u32>, Spanned<u32>)> {
        let min = self.whole(after, "the least and the most, as in `1..5`");
        let dash = self.take_if(T::Minus);
        if dash.is_none() {
            self.take_sign(T::Range);
        }
        let max = self.whole("..", "the most, as in `1..5`");
        if let (Some(dash), Some(min), Some(max)) = (dash, &min, &max) {
            self.say(errors::dash_for_dots(self.span(dash), min.value, max.value));
        }
        Some((min?, max?))
    }

    /// `layout across 3`, `layout inline`.
    pub(super) fn layout(&mut self) -> Option<ClauseKind> {
        let token = self.peek();
        let word = if token.kind == T::Word && !token.fresh { self.str(token) } else { "" };
        let names = ["across", "inline", "stacked", "lines", "new_page", "by_section"];
        let listed = "`across 3`, `inline`, `stacked`, `lines 5`, `new_page` or, of a survey, `by_section`";
        if !names.contains(&word) {
            if word.is_empty() || words::is_reserved(word) {
                self.say(errors::missing_value(self.here(), "layout", listed));
            } else {
                self.take();
                self.say(errors::unknown_word(self.span(token), word, "layout", listed, did_you_mean(word, names)));
                self.take_if(T::Number);
            }
            return None;
        }
        self.take();
        let layout = match word {
            "across" => Layout::Across(self.whole("across", "how many columns, as in `across 3`")?.value),
            "lines" => Layout::Lines(self.whole("lines", "how many lines, as in `lines 5`")?.value),
            "inline" => Layout::Inline,
            "stacked" => Layout::Stacked,
            "by_section" => Layout::BySection,
            _ => Layout::NewPage,
        };
        Some(ClauseKind::Layout(layout))
    }

    /// `value 3`, as written.
    pub(super) fn score(&mut self) -> Option<ClauseKind> {
        let value = if self.peek().fresh { None } else { self.signed() };
        if value.is_none() {
            self.say(errors::missing_value(self.here(), "value", "a number, as in `value 3`"));
        }
        value.map(ClauseKind::Value)
    }

    /// `or { unknown "把握していない" means dont_know }`.
    pub(super) fn or(&mut self) -> Option<ClauseKind> {
        self.take();
        let mut options = Vec::new();
        self.statements(Place::Special, None, &mut options);
        self.take_if(T::Close);
        if options.is_empty() {
            self.say(errors::missing_value(self.here(), "or", "options in its `{ }`"));
        }
        Some(ClauseKind::Or(options))
    }

    /// `= E` of a calc; `= band E { … }`.
    pub(super) fn equals(&mut self, statement: &mut Statement) -> Option<ClauseKind> {
        self.take_sign(T::Equal);
        let next = self.ahead(1);
        let band = self.is_word("band") && (self.is_code(next) || next.kind == T::LeftParen) && !next.fresh;
        if !band {
            if statement.kind == Kind::Calc {
                statement.condition = Some(self.condition("="));
            }
            return None;
        }
        self.take();
        statement.condition = Some(self.condition("band"));
        if self.take_if(T::Open).is_none() {
            self.say(errors::missing_value(self.here(), "band", "its bands in `{ }`, as in `{ 0..4 low \"低い\" }`"));
            return None;
        }
        let mut rows = Vec::new();
        while self.peek().kind != T::Close && self.peek().kind != T::End {
            let before = self.at;
            if let Some(row) = self.band_row() {
                rows.push(row);
            }
            if self.at == before {
                self.take();
            }
        }
        self.take_if(T::Close);
        Some(ClauseKind::Band(rows))
    }

    /// `0..4 low "最小限"`, `..4 …`, `20.. …`, `5 …`.
    fn band_row(&mut self) -> Option<BandRow> {
        let start = self.peek().start;
        let low = self.signed();
        let range = self.take_sign(T::Range);
        let high = match (&range, &low) {
            (Some(_), _) => self.signed(),
            (None, low) => low.clone(),
        };
        let token = self.peek();
        let row = (low.is_some() || range.is_some()) && self.is_code(token) && self.ahead(1).is_text();
        if !row {
            let span = if token.start > start { self.since(start) } else { self.span(token) };
            self.say(errors::band_row(span));
            self.take();
            let starts = |_: &Self, token: crate::token::Token| token.kind == T::Number || token.kind == T::Range;
            self.skip_line(starts);
            if self.peek().kind == T::Open {
                self.skip_braces();
            }
            return None;
        }
        let code = self.new_code(false);
        let label = self.text();
        Some(BandRow { span: self.since(start), low, high, code, label })
    }
}
