//! Reading the `{ }` of a statement.

use setsumon_diagnostics::{Diagnostic, Span};

use super::Reader;
use super::brought::{Braces, Properties, is_choice, unknown_label};
use super::statement::draws;
use crate::ast::{Kind, QuestionKind, Statement};
use crate::errors::head as errors;
use crate::places::{self, Place};
use crate::token::T;
use crate::words::{self, Need};

impl Reader<'_, '_, '_> {
    /// What stands on the lines below a head without a `{ }`, as YAML has it: `label: "Q"`.
    fn properties_below(&mut self, statement: &mut Statement, place: Place) -> Option<(Diagnostic, bool)> {
        let (kind, margin) = (statement.kind, self.column(statement.kind_span.start));
        let inside = places::within(kind, place);
        let below = |reader: &Self| {
            let (key, sign) = (reader.peek(), reader.ahead(1));
            let signed = !sign.fresh && matches!(reader.str(sign), ":" | "：");
            key.fresh && key.kind == T::Word && signed && reader.column(key.start) > margin
        };
        if !matches!(kind, Kind::Question(_) | Kind::Grid) || !below(self) {
            return None;
        }
        let written = self.lexed.slice(0, self.last_end);
        let head = written.trim_end_matches([':', '：', ' ']).len() as u32;
        let colon = Span::new(self.file_id(), head, self.last_end);
        let mut properties = Properties::below();
        let mut body = Vec::new();
        while below(self) && self.property(statement, (place, inside), true, &mut body, &mut properties) {}
        if properties.is_empty() {
            return None;
        }
        self.told_whole.push(colon);
        statement.body = body;
        if is_choice(kind) && statement.body.is_empty() && !draws(statement) {
            self.body_missing(statement, place);
        } else if !statement.body.is_empty() {
            statement.body_span = Some(self.since(head));
        }
        self.told_of_properties(statement, properties, head, Braces::None(colon))
    }

    /// Returns what is told of properties in it that belong before it, and whether they name another kind.
    pub(super) fn body_of(&mut self, statement: &mut Statement, place: Place) -> Option<(Diagnostic, bool)> {
        let kind = statement.kind;
        let need = words::spec(kind).body;
        let token = self.peek();
        if statement.body_span.is_some() || self.typed_body(statement, place) {
            return None;
        }
        if !token.fresh && self.json_at_hand(token) && matches!(kind, Kind::Question(_) | Kind::Group | Kind::Section) {
            self.pasted_json(token);
            let whole = self.since(token.start);
            statement.label.get_or_insert_with(|| unknown_label(whole));
            statement.body_span = Some(whole);
            return None;
        }
        if self.survey_without_braces(statement) {
            return None;
        }
        if let Some(told) = self.properties_below(statement, place) {
            return Some(told);
        }
        if token.kind != T::Open || self.json_at_hand(token) {
            let draws = draws(statement);
            let choice =
                matches!(kind, Kind::Question(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank));
            let listed = matches!(kind, Kind::Rows | Kind::Columns | Kind::Choices | Kind::Heading);
            if need == Need::Must || ((choice || listed) && !draws) {
                self.body_missing(statement, place);
            }
            return None;
        }
        if need == Need::No || (place == Place::Gate && kind == Kind::Option) {
            if token.fresh {
                return None;
            }
            self.say(errors::unwanted_body(self.span(token), kind));
            self.skip_braces();
            return None;
        }
        if token.fresh {
            let gap = Span::new(self.file_id(), self.last_end, token.start);
            self.say(errors::brace_on_next_line(self.span(token), gap));
        }
        let (head, inside) = (self.last_end, places::within(kind, place));
        let open = self.take();
        let mut body = Vec::new();
        let mut properties = Properties::default();
        while !matches!(self.peek().kind, T::End | T::Close) {
            let first = body.is_empty();
            if !self.property(statement, (place, inside), first, &mut body, &mut properties) {
                self.one_statement(inside, Some(statement), &mut body);
            }
        }
        let close = self.take_if(T::Close);
        statement.body_span = Some(self.since(open.start));
        statement.body = body;
        self.leads(&statement.body);
        let alone = close.filter(|_| statement.body.is_empty()).map(|close| self.span(close));
        let told = self.told_of_properties(statement, properties, head, Braces::Around(alone));
        if !matches!(kind, Kind::When | Kind::Lead | Kind::Heading) {
            self.labels_within(statement);
        }
        told
    }
}
