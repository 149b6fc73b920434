//! Reading a head behind its label: which clause is at hand, whether it may stand there, where the head ends.

use super::Reader;
use super::brought::{Around, Small};
use super::order::Met;
use crate::ast::{Clause, ClauseKind, Kind, Layout, Statement};
use crate::clauses::{self, ClauseWord, Set};
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::{T, Token};
use crate::words;

/// What is known of a head while its clauses are read.
#[derive(Debug)]
pub(super) struct Head {
    around: Around,
    /// The kind whose clauses are taken.
    kind: Kind,
    pub(super) met: Vec<Met>,
    pub(super) small: Vec<Small>,
    /// Whether the clause before lacks its value.
    lacks: bool,
}

/// So often in a row a head may go on with nothing taken: where what is read made another kind of the statement, and the same is asked again.
const MOST_IDLE: usize = 2;

impl Head {
    /// Of a statement behind whose label nothing is read yet.
    pub(super) fn of(statement: &Statement, around: Around) -> Self {
        Self { around, kind: statement.kind, met: Vec::new(), small: Vec::new(), lacks: false }
    }
}

impl Reader<'_, '_, '_> {
    /// Reads clauses until the statement ends, its `{` comes or the next statement on the line begins.
    pub(super) fn clauses(&mut self, statement: &mut Statement, taken: Set, place: Place, owner: Option<Kind>) {
        let mut head = Head::of(statement, Around { taken, place, owner });
        let mut idle = 0;
        while self.goes_on() {
            let before = self.at;
            if !self.clause_of_head(statement, &mut head) {
                break;
            }
            // Whoever is asked last has taken what nobody else understood. That it cannot be forgotten anywhere, it is seen to here.
            idle = if self.at == before { idle + 1 } else { 0 };
            if idle > MOST_IDLE {
                self.take();
            }
        }
        if statement.kind == Kind::Page
            && statement.prose.is_none()
            && let Some(title) = statement.label.take()
        {
            self.say(errors::page_without_title(title.span));
            statement.prose = Some(title);
        }
        self.small_print_behind(statement, head.small);
        self.order(&head.met);
    }

    /// Reads one thing behind a label. Returns whether the head goes on.
    pub(super) fn clause_of_head(&mut self, statement: &mut Statement, head: &mut Head) -> bool {
        let token = self.peek();
        // `type date` makes another kind of it, which takes other clauses.
        if statement.kind != head.kind {
            (head.around.taken, head.kind) = (clauses::taken_by(statement.kind), statement.kind);
        }
        let Head { around, met, small, lacks, kind: _ } = head;
        let Around { taken, place, owner: _ } = *around;
        if token.kind == T::Open || self.ends_then(token) {
            return false;
        }
        if self.typed_on_line(statement, place) || (token.is_text() && self.texts_on_line(statement)) {
            return true;
        }
        if token.is_text() {
            return self.late_text(statement, taken, met, *lacks);
        }
        if taken.has(ClauseWord::Ends) && self.ends_apart(statement) {
            return true;
        }
        // `when n is not between 10 and 20`: no figure of the answer.
        if token.kind == T::Number
            && self.clause_at_hand(statement.kind, taken, place).is_none()
            && self.behind_condition(token, statement)
        {
            return true;
        }
        if self.figures_otherwise(statement, met) || self.kind_behind(statement, *around, met) {
            return true;
        }
        if statement.kind == Kind::Calc && statement.condition.is_none() && self.colon_for_equals() {
            statement.condition = Some(self.condition("="));
            return true;
        }
        let Some(word) = self.clause_at_hand(statement.kind, taken, place) else {
            if statement.kind == Kind::Calc && statement.condition.is_none() && met.is_empty() && self.is_code(token) {
                self.say(errors::missing_equals(self.here(), "calc"));
                statement.condition = Some(self.condition("="));
                return true;
            }
            if self.options_on_line(statement, place)
                || self.star_for_required(statement, taken, met)
                || self.brought_head(statement, *around, met, small)
            {
                return true;
            }
            if self.next_statement(token, place) {
                return false;
            }
            if !self.bare_label(token, statement, taken, place) {
                self.junk(token, statement, taken);
            }
            return true;
        };
        if matches!(word, ClauseWord::Times | ClauseWord::Points)
            && !taken.has(word)
            && (self.range_of_others(statement, taken, met) || self.limits_in_words(statement, taken, met))
        {
            return true;
        }
        let before = self.at;
        let read = self.one_clause(word, statement);
        *lacks = read.is_none();
        let span = self.since(token.start);
        if self.at == before {
            self.take();
        }
        self.keep(statement, taken, met, Met { word, span, whole: read.is_some() }, read);
        true
    }

    pub(super) fn keep(
        &mut self,
        statement: &mut Statement,
        taken: Set,
        met: &mut Vec<Met>,
        new: Met,
        read: Option<ClauseKind>,
    ) {
        if !taken.has(new.word) {
            let name = words::friendly(statement.kind);
            self.say(errors::misplaced_clause(new.span, new.word.word(), &name));
            // Its sentence goes with it.
            if matches!(new.word, ClauseWord::When | ClauseWord::Selected) && self.take_word("says").is_some() {
                self.says();
            }
            return;
        }
        let Some(kind) = read else {
            // Reported; it still counts for the order and for being there twice.
            met.push(new);
            return;
        };
        if let ClauseKind::Layout(layout) = kind
            && (layout == Layout::BySection) != (statement.kind == Kind::Survey)
        {
            self.say(errors::misplaced_layout(new.span, statement.kind == Kind::Survey));
            return;
        }
        let same = |clause: &&Clause| match (&clause.kind, &kind) {
            (ClauseKind::Marker(old), ClauseKind::Marker(new)) => old == new,
            (ClauseKind::Spelling(_), ClauseKind::Spelling(_)) => false,
            (ClauseKind::Allow { code: old, why: _ }, ClauseKind::Allow { code: new, why: _ }) => {
                old.value == new.value
            }
            (ClauseKind::As(_), ClauseKind::As(_)) => true,
            _ => std::mem::discriminant(&clause.kind) == std::mem::discriminant(&kind),
        };
        if let Some(first) = statement.clauses.iter().find(same) {
            let first = first.span;
            self.say(errors::repeated_clause(new.span, first, new.word.word()));
            return;
        }
        if self.contradicts(statement, &kind, new.span) {
            return;
        }
        let trails = new.word == ClauseWord::Says && !statement.clauses.iter().any(|clause| is_condition(&clause.kind));
        if trails && !matches!(statement.kind, Kind::When | Kind::End) {
            self.say(errors::says_without_condition(new.span));
            return;
        }
        met.push(new);
        statement.clauses.push(Clause { span: new.span, kind });
    }

    /// Which clause begins with the token at hand.
    pub(super) fn clause_at_hand(&self, kind: Kind, taken: Set, place: Place) -> Option<ClauseWord> {
        let (token, next) = (self.peek(), self.ahead(1));
        if token.kind == T::Marker {
            return Some(ClauseWord::Marker);
        }
        if token.kind == T::LeftParen && kind == Kind::Block {
            return Some(ClauseWord::Parameters);
        }
        if token.kind == T::Equal && matches!(kind, Kind::Calc | Kind::Let) {
            return Some(ClauseWord::Equals);
        }
        let dashed = next.kind == T::Minus && self.ahead(2).kind == T::Number && !self.ahead(2).fresh;
        let ranged = taken.has(ClauseWord::Times) || taken.has(ClauseWord::Points) || taken.has(ClauseWord::Min);
        if token.kind == T::Number && (next.kind == T::Range || (dashed && ranged)) {
            return Some(ClauseWord::Times);
        }
        let to = next.kind == T::Word && self.str(next) == "to" && !next.fresh;
        let signed = token.kind == T::Minus && next.kind == T::Number;
        if (token.kind == T::Number && to) || (signed && taken.has(ClauseWord::Points)) {
            return Some(ClauseWord::Points);
        }
        if token.kind != T::Word {
            return None;
        }
        let word = self.str(token);
        let clause = clauses::clause(word)?;
        if clause == ClauseWord::Or && next.kind != T::Open {
            return None;
        }
        // `allow "Allow it"`: the word is free to be the code of an option.
        if clause == ClauseWord::Allow && place.is_list() && next.is_text() {
            return None;
        }
        // `yes "はい" value "価値"`: a code that may not be one, rather than a clause that is not taken here.
        let text_follows = next.is_text() && !next.fresh && !self.two_texts_follow(word);
        if place.is_list() && text_follows && !taken.has(clause) && kind == Kind::Option {
            return None;
        }
        Some(clause)
    }

    /// Whether the token at hand begins another statement on the line.
    pub(super) fn next_statement(&self, token: Token, place: Place) -> bool {
        if !self.is_code(token) {
            return false;
        }
        let next = self.ahead(1);
        let followed = !next.fresh && (next.is_text() || next.kind == T::Open);
        let word = self.str(token);
        if place.is_list() {
            // `x = "X" y = "Y"`: the sign is told where the option is read.
            let label = self.ahead(2);
            let equals = next.kind == T::Equal && !next.fresh && label.is_text() && !label.fresh;
            let kind_follows = next.kind == T::Word && !next.fresh && words::kind(word).is_some();
            // An option of a list from a file has no label, and may stand before one.
            let kept = word == "retired" && self.is_code(next) && !next.fresh;
            return followed
                || kept
                || (equals && clauses::clause(word).is_none())
                || kind_follows
                || self.option_word_at_hand()
                || (place == Place::Columns && self.brought_at_hand());
        }
        if self.brought_at_hand() || (place == Place::Survey && self.next_of_survey(token)) {
            return true;
        }
        let entry = matches!(place, Place::Entries | Place::Units) && followed;
        entry || words::kind(word).is_some() || word == "otherwise"
    }

    /// A string that is not the label: a spelling, the sentence of a `check` or `end`, or nothing.
    /// Returns whether the head goes on. Where the clause before it `lacks` its value, it keeps the two apart: without it, the clause
    /// would take what stands behind.
    fn late_text(&mut self, statement: &mut Statement, taken: Set, met: &[Met], lacks: bool) -> bool {
        let token = self.peek();
        if token.fresh && statement.kind == Kind::Option {
            return false;
        }
        if taken.has(ClauseWord::Spelling) {
            let text = self.text();
            statement.clauses.push(Clause { span: text.span, kind: ClauseKind::Spelling(text) });
            return true;
        }
        if statement.kind == Kind::Page && statement.label.is_some() && statement.prose.is_none() {
            statement.prose = Some(self.text());
            return true;
        }
        let wanted = words::spec(statement.kind).label != words::Need::No;
        if statement.label.is_none() && statement.prose.is_none() && wanted {
            let text = self.text();
            let sentence = matches!(statement.kind, Kind::Check | Kind::End);
            if let (false, Some(first)) = (sentence, met.first().filter(|_| statement.code.is_some())) {
                let code = statement.code.as_ref().map_or(statement.kind_span, |code| code.span);
                let label = self.lexed.slice(text.span.start, text.span.end);
                let edits = match lacks {
                    true => Vec::new(),
                    false => vec![(code.after(), format!(" {label}")), (text.span, String::new())],
                };
                self.say(errors::label_first(text.span, first.span, edits));
            }
            statement.label = Some(text);
            return true;
        }
        if taken.has(ClauseWord::Ends) && !token.fresh && self.bare_ends(statement) {
            return true;
        }
        let text = self.text();
        self.say(match token.fresh && statement.kind == Kind::Option {
            true => errors::option_without_code(text.span, self.lexed.slice(text.span.start, text.span.end)),
            false => errors::second_text(
                text.span,
                statement.label.as_ref().map(|label| label.span),
                Self::may_be_unit(statement),
            ),
        });
        true
    }
}

/// Whether `says` may follow it.
fn is_condition(kind: &ClauseKind) -> bool {
    matches!(kind, ClauseKind::When(_) | ClauseKind::SelectedIn { .. })
}
