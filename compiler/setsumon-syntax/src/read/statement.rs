//! Reading statements: which kind a line is, its head, its body.

use setsumon_diagnostics::{Span, did_you_mean};

use super::Reader;
use super::brought::{Before, ForeignHead, Habits, bare};
use crate::ast::{ClauseKind, Expr, ExprKind, Kind, Statement};
use crate::clauses;
use crate::errors::head as errors;
use crate::places::{self, Place};
use crate::token::{T, Token};
use crate::words::{self, Need};

impl Reader<'_, '_, '_> {
    /// Reads statements up to the `}` or the end of the file, neither of which is taken. `owner` is the statement whose
    /// `{ }` it is.
    pub(super) fn statements(&mut self, place: Place, owner: Option<&Statement>, into: &mut Vec<Statement>) {
        loop {
            let token = self.peek();
            if token.kind == T::End || token.kind == T::Close {
                return;
            }
            self.one_statement(place, owner, into);
        }
    }

    /// Reads one statement; whatever comes of it, something has been taken.
    pub(super) fn one_statement(&mut self, place: Place, owner: Option<&Statement>, into: &mut Vec<Statement>) {
        let before = self.at;
        if self.marked_options(place, owner, into)
            || self.lines_of_others(place)
            || self.retired_whole(place, owner, into)
        {
            return;
        }
        if let Some(statement) = self.statement(place, owner) {
            into.push(statement);
        }
        if self.at == before {
            self.take();
        }
    }

    fn statement(&mut self, place: Place, owner: Option<&Statement>) -> Option<Statement> {
        let token = self.peek();
        if self.pasted_json(token) {
            return None;
        }
        if let Some(read) = self.pasted_row(place) {
            return read;
        }
        if token.kind == T::Word || token.kind == T::Number {
            return self.worded(token, place, owner);
        }
        if token.kind == T::Comma {
            self.separator();
            return None;
        }
        if place.is_list() && self.code_with_minus_at_hand() {
            return Some(self.code_with_minus(place, owner));
        }
        if place.is_list() && self.bullet() {
            return None;
        }
        if token.is_text() {
            let span = self.span(token);
            let option = errors::option_without_code(span, self.str(token));
            self.say(if place.is_list() { option } else { errors::stray_text(span) });
            return self.skip_statement();
        }
        if token.kind == T::Marker {
            self.say(errors::clause_on_own_line(self.span(token), self.str(token), token.fresh));
        } else if token.kind == T::Open {
            self.say(errors::brace_of_nothing(self.span(token)));
        } else if token.kind != T::Strange {
            self.say(errors::begins_nothing(self.span(token), self.str(token)));
        }
        self.skip_statement()
    }

    /// Skips what is left of a statement that could not be read, its `{ }` included.
    pub(super) fn skip_statement(&mut self) -> Option<Statement> {
        let first = self.at;
        if self.peek().kind != T::Open {
            self.take();
        }
        let stop = |reader: &Self, token: Token| token.kind == T::Word && words::kind(reader.str(token)).is_some();
        self.skip_line(stop);
        if self.peek().kind == T::Open && (!self.peek().fresh || self.at == first) {
            self.skip_braces();
        }
        None
    }

    /// A statement that begins with a word.
    fn worded(&mut self, token: Token, place: Place, owner: Option<&Statement>) -> Option<Statement> {
        let word = self.str(token);
        if place == Place::Entries {
            return self.known(Kind::Entry, place, owner);
        }
        if place == Place::Units {
            return self.known(Kind::UnitEntry, place, owner);
        }
        if place.is_list() {
            return self.in_list(token, place, owner);
        }
        if let Some(kind) = words::kind(word)
            && !self.means_another(kind, place)
        {
            return self.known(kind, place, owner);
        }
        if words::kind(word) == Some(Kind::End)
            && let Some(read) = self.brought(place, owner)
        {
            return read;
        }
        if word == "otherwise" || self.is_else() {
            return self.lone_otherwise(token, place);
        }
        if let Some(clause) = clauses::clause(word) {
            if self.stands_before_its_statement(clause) {
                return self.moved(clause, place, owner);
            }
            return self.lone_clause(token);
        }
        if let Some(read) = self.kind_slot_first(place, owner).or_else(|| self.brought(place, owner)) {
            return read;
        }
        if place == Place::Grid && self.option_at_hand(token) {
            return Some(self.rows_without_rows());
        }
        let next = self.ahead(1);
        let small = word.to_lowercase();
        if small != word
            && let Some((keyword, kind)) = words::KEYWORDS.iter().find(|(keyword, _)| *keyword == small)
            && places::may_hold(place, *kind)
            && !next.fresh
        {
            self.say(errors::misspelt_kind(self.span(token), word, keyword));
            return self.known(*kind, place, owner);
        }
        let allowed = words::KEYWORDS.iter().filter(|(_, kind)| places::may_hold(place, *kind)).map(|(word, _)| *word);
        if let Some(meant) = did_you_mean(word, allowed)
            && let Some(kind) = words::kind(meant)
            && !next.fresh
        {
            self.say(errors::misspelt_kind(self.span(token), word, meant));
            return self.known(kind, place, owner);
        }
        self.unknown_line(token, place)
    }

    /// A clause where a statement was to begin.
    fn lone_clause(&mut self, token: Token) -> Option<Statement> {
        let word = self.str(token);
        self.say(errors::clause_on_own_line(self.span(token), word, token.fresh));
        // The kind of a question behind `of` begins no question.
        if word == "of" && words::question_kind(self.str(self.ahead(1))).is_some() {
            self.take();
        }
        self.skip_statement()
    }

    /// A line in a list: an option, unless its word begins something that can be nothing else.
    fn in_list(&mut self, token: Token, place: Place, owner: Option<&Statement>) -> Option<Statement> {
        let word = self.str(token);
        let next = self.ahead(1);
        let text_follows = next.is_text() && !next.fresh;
        let Some(kind) = words::kind(word) else {
            if clauses::clause(word).is_some() && (!text_follows || self.two_texts_follow(word)) {
                return self.lone_clause(token);
            }
            if word == "otherwise" && !text_follows {
                return self.lone_otherwise(token, place);
            }
            if let Some(read) = self.brought_into_list(place, owner) {
                return read;
            }
            return self.known(Kind::Option, place, owner);
        };
        if words::is_reserved(word) {
            // `rows "行"` among options was meant as an option; `when a is b { … }` was not.
            let option = text_follows && !places::may_hold(place, kind);
            return self.known(if option { Kind::Option } else { kind }, place, owner);
        }
        let code_follows = next.kind == T::Word && !next.fresh && clauses::clause(self.str(next)).is_none();
        self.known(if code_follows { kind } else { Kind::Option }, place, owner)
    }

    /// A statement of a known kind, told and left out where it cannot stand.
    pub(super) fn known(&mut self, kind: Kind, place: Place, owner: Option<&Statement>) -> Option<Statement> {
        let token = self.peek();
        let allowed = places::may_hold(place, kind) && places::is_read_by(owner.map(|owner| owner.kind), kind);
        if !allowed && place != Place::Nowhere {
            let word = self.str(token);
            self.say(errors::misplaced(self.span(token), word, kind, place));
        }
        let told = self.out.len();
        let statement = self.built(kind, place, owner, None);
        if !allowed && place == Place::Nowhere {
            // All of it is a consequence of the `{ }` that should not be there.
            self.out.truncate(told);
        } else if !allowed {
            // What else is wrong with its head does not matter any more; what it holds may be put where it belongs.
            let end = statement.body_span.map_or(statement.span.end, |body| body.start);
            self.out.drop_since(told, Span::new(self.file_id(), token.start, end));
        }
        allowed.then_some(statement)
    }

    /// A statement of a kind; `before` is what stood where the word for it should, or before that.
    pub(super) fn built(
        &mut self,
        kind: Kind,
        place: Place,
        owner: Option<&Statement>,
        before: Option<Before>,
    ) -> Statement {
        let first = self.peek();
        let kind_span = before.as_ref().map_or_else(|| self.span(first), |before| before.kind_span(self));
        let mut statement = bare(kind, kind_span);
        let coded = matches!(kind, Kind::Option | Kind::Entry | Kind::UnitEntry);
        if !coded {
            self.take();
        }
        while self.peek().start < kind_span.end && !coded {
            self.take();
        }
        let told_before = self.out.len();
        let outer = std::mem::replace(&mut self.habits, Habits::of(before.as_ref()));
        self.take_beside(&mut statement);
        self.sign_before_value_of(&statement);
        let needless = self.code_of(&mut statement, place, owner, before.is_some());
        self.take_beside(&mut statement);
        self.value_of(&mut statement);
        let opened = if kind == Kind::When { self.opened_by_then(&mut statement, place) } else { None };
        let has_body = opened.as_ref().is_some_and(|opened| opened.has_body);
        self.label_of(&mut statement);
        self.figures_of_scale(&mut statement, before.as_ref());
        let taken = clauses::taken_by(kind);
        let taken = if kind != Kind::Option {
            taken
        } else if place == Place::Gate {
            taken.with(clauses::GATE_OPTION)
        } else if place == Place::Rows {
            taken.with(clauses::ROW)
        } else {
            taken
        };
        if !has_body {
            self.clauses(&mut statement, taken, place, owner.map(|owner| owner.kind));
        }
        if coded && self.lacks_label(&statement, owner) {
            // A line that has no label is no option and no entry: what else is wrong with it is no mistake of its own.
            if kind != Kind::Option && self.goes_on() {
                self.skip_statement();
            }
            self.out.drop_since(told_before, self.since(first.start));
        }
        let deferred = self.said_in_braces(false);
        // A `{ }` where none belongs is the root of what its head lacks.
        let told_by_braces = words::spec(kind).body == Need::No && self.peek().kind == T::Open && !self.peek().fresh;
        if !deferred && !told_by_braces {
            self.label_needed(&statement, owner);
        }
        let mut told = before.map(|before| self.complete(&mut statement, before, place, needless));
        self.tell_habits(&mut statement);
        self.habits = outer;
        let otherwise = opened.and_then(|opened| self.then_for_braces(opened, told.as_mut()));
        match &mut told {
            _ if has_body => {}
            Some(ForeignHead { told, ends_with: Some(end), body_is_given: _ }) => {
                self.body_until(&mut statement, place, end, told);
            }
            Some(ForeignHead { told: _, ends_with: None, body_is_given: true }) => {}
            Some(ForeignHead { told: _, ends_with: None, body_is_given: false }) | None => {
                let lacked = self.lacks_label(&statement, owner);
                match (&mut told, self.body_of(&mut statement, place)) {
                    (Some(head), Some(properties)) => head.with_properties(properties),
                    (None, Some((properties, _))) => self.say(properties),
                    (_, None) => {}
                }
                if deferred && lacked && !told_by_braces {
                    self.label_needed(&statement, owner);
                }
            }
        }
        if has_body {
            statement.otherwise = otherwise;
        } else if kind == Kind::When {
            statement.otherwise = self.otherwise(place, told.as_mut().map(|told| &mut told.told)).map(Box::new);
        }
        if let Some(told) = told {
            self.say(told.told);
        }
        statement.span = self.since(first.start);
        statement
    }

    /// The code, where the kind has one. Where it has none and something else is `told` of the statement, a code that is
    /// there all the same is given back, to be taken out with the rest.
    fn code_of(
        &mut self,
        statement: &mut Statement,
        place: Place,
        owner: Option<&Statement>,
        told: bool,
    ) -> Option<Span> {
        let kind = statement.kind;
        if matches!(kind, Kind::Given | Kind::Retired) {
            self.kind_of_code(statement, place);
        }
        if !words::spec(kind).code {
            return self.unwanted_code(statement, told);
        }
        if kind == Kind::Locale
            && let Some(locale) = self.locale_of_others()
        {
            statement.code = Some(locale);
            return None;
        }
        let token = self.peek();
        let written = self.is_code(token) && (!token.fresh || kind == Kind::Option);
        let reserved = written && words::is_reserved(self.str(token));
        // A word of the language followed by a text was meant as a code; followed by anything else, the code was forgotten.
        let meant = written && (!reserved || self.ahead(1).is_text());
        if !meant && !matches!(kind, Kind::Entry | Kind::UnitEntry | Kind::Option) {
            let alone = token.fresh && !token.is_text() || token.kind == T::End || token.kind == T::Close;
            let word = self.lexed.slice(statement.kind_span.start, statement.kind_span.end);
            let label = token.is_text().then(|| self.str(token));
            if self.said_in_braces(true) {
                return None;
            }
            self.say(errors::missing_code(statement.kind_span, word, label, alone));
            return None;
        }
        let digits_first = place == Place::List;
        // What a list of a file calls its options is called so wherever they are named.
        let used = kind == Kind::Use || (matches!(kind, Kind::Option | Kind::Retired) && owner.is_some_and(draws));
        let free = matches!(kind, Kind::Entry | Kind::Locale);
        statement.code = Some(match (used && !reserved) || free {
            true => self.used_code(),
            false => self.new_code(digits_first),
        });
        None
    }

    /// The expression that makes some kinds what they are.
    fn value_of(&mut self, statement: &mut Statement) {
        let open = self.peek();
        if matches!(statement.kind, Kind::Check | Kind::Let) && open.kind == T::Open && !open.fresh {
            statement.condition = Some(Expr { span: self.here(), kind: ExprKind::Unreadable });
            return;
        }
        statement.condition = match statement.kind {
            Kind::Edition => self.edition_number(),
            Kind::AsOf | Kind::Deadline => {
                let word = if statement.kind == Kind::AsOf { "as_of" } else { "deadline" };
                self.date_value(word)
            }
            Kind::When => Some(self.condition("when")),
            Kind::Check => Some(self.what_must_hold()),
            Kind::Let => {
                let token = self.peek();
                if token.kind == T::Equal && !token.fresh {
                    self.take_sign(T::Equal);
                } else if !token.fresh {
                    self.say(errors::missing_equals(self.here(), "let"));
                }
                Some(self.condition("let"))
            }
            Kind::End => {
                if self.take_word("when").is_none() {
                    self.say(errors::end_without_when(statement.kind_span));
                    return;
                }
                Some(self.condition("end when"))
            }
            Kind::Survey
            | Kind::Locale
            | Kind::Publisher
            | Kind::Submit
            | Kind::Numbers
            | Kind::Wording
            | Kind::Units
            | Kind::Entry
            | Kind::UnitEntry
            | Kind::Info
            | Kind::Given
            | Kind::Import
            | Kind::Choices
            | Kind::Block
            | Kind::Page
            | Kind::Part
            | Kind::Section
            | Kind::Group
            | Kind::Note
            | Kind::Lead
            | Kind::Instruction
            | Kind::Hint
            | Kind::Beside
            | Kind::Heading
            | Kind::Rationale
            | Kind::Gate
            | Kind::Question(_)
            | Kind::Grid
            | Kind::Rows
            | Kind::Columns
            | Kind::Repeat
            | Kind::Use
            | Kind::Calc
            | Kind::Retired
            | Kind::Option => None,
        };
    }

    /// The label, where it stands directly behind the code.
    fn label_of(&mut self, statement: &mut Statement) {
        let kind = statement.kind;
        if kind == Kind::Instruction && self.take_word("none").is_some() {
            return;
        }
        if kind == Kind::Use {
            return self.use_as(statement);
        }
        let token = self.peek();
        if kind == Kind::When && token.is_text() && !token.fresh {
            let text = self.text();
            self.say(errors::sentence_without_says(text.span, self.lexed.slice(text.span.start, text.span.end)));
            let says = crate::ast::Says::Words(text.clone());
            statement.clauses.push(crate::ast::Clause { span: text.span, kind: ClauseKind::Says(says) });
            return;
        }
        if !token.is_text() || !self.goes_on() || matches!(kind, Kind::Check | Kind::End | Kind::Edition) {
            return;
        }
        if token.fresh && kind == Kind::Option {
            // A line that is only a text: an option whose code was forgotten, not the label of the one before.
            return;
        }
        let code_forgotten = words::spec(kind).code && statement.code.is_none();
        let label = if kind == Kind::Import { self.plain_text(token) } else { self.text() };
        if words::spec(kind).label == Need::No {
            let word = words::keyword(kind).unwrap_or("this");
            if !code_forgotten {
                self.say(errors::unwanted_label(label.span, word));
            }
            return;
        }
        if label.pieces.is_empty() && kind != Kind::Entry {
            self.say(errors::empty_label(label.span));
        }
        self.number_before_label(statement, token);
        statement.label = Some(label);
        if kind == Kind::Page {
            statement.prose = self.text_here();
        }
    }

    /// `use BLOCK as CODE "label"`.
    fn use_as(&mut self, statement: &mut Statement) {
        if let Some(word) = self.take_word("as") {
            let token = self.peek();
            if self.is_code(token) && !token.fresh {
                let name = self.new_code(false);
                let span = self.since(word.start);
                statement.clauses.push(crate::ast::Clause { span, kind: ClauseKind::As(name) });
            } else {
                self.say(errors::missing_value(self.here(), "as", "a code, as in `use contact as office \"連絡先\"`"));
            }
        }
        statement.label = self.text_here();
    }
}

/// Whether a statement takes its options or rows from elsewhere.
pub(super) fn draws(statement: &Statement) -> bool {
    let from = |kind: &ClauseKind| {
        matches!(kind, ClauseKind::From { .. } | ClauseKind::FromFile(_) | ClauseKind::SelectedIn { .. })
    };
    statement.clauses.iter().any(|clause| from(&clause.kind))
}
