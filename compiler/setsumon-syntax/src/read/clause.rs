//! Reading the clauses of a head.

use setsumon_diagnostics::{Spanned, did_you_mean};

use super::Reader;
use super::brought::Around;
use super::order::Met;
use crate::ast::{
    Clause, ClauseKind, Kind, Layout, Marker, Name, QuestionKind, Reason, ReasonSort, Role, Says, Statement, Text,
};
use crate::clauses::{self, ClauseWord, Set};
use crate::errors::head as errors;
use crate::places::Place;
use crate::token::{T, Token};
use crate::words;

impl Reader<'_, '_, '_> {
    /// Reads clauses until the statement ends, its `{` comes or the next statement on the line begins.
    pub(super) fn clauses(&mut self, statement: &mut Statement, taken: Set, place: Place, owner: Option<Kind>) {
        let mut met: Vec<Met> = Vec::new();
        let mut small = Vec::new();
        let mut lacks = false;
        while self.goes_on() {
            let token = self.peek();
            if token.kind == T::Open || self.ends_then(token) {
                break;
            }
            if self.typed_on_line(statement, place) || (token.is_text() && self.texts_on_line(statement)) {
                continue;
            }
            if token.is_text() {
                if !self.late_text(statement, taken, &met, lacks) {
                    break;
                }
                continue;
            }
            if taken.has(ClauseWord::Ends) && self.ends_apart(statement) {
                continue;
            }
            if self.figures_otherwise(statement, &mut met) {
                continue;
            }
            let Some(word) = self.clause_at_hand(statement.kind, taken, place) else {
                if statement.kind == Kind::Calc
                    && statement.condition.is_none()
                    && met.is_empty()
                    && self.is_code(token)
                {
                    self.say(errors::missing_equals(self.here(), "calc"));
                    statement.condition = Some(self.condition("="));
                    continue;
                }
                if self.options_on_line(statement, place) || self.star_for_required(statement, taken, &mut met) {
                    continue;
                }
                if self.brought_head(statement, Around { taken, place, owner }, &mut met, &mut small) {
                    continue;
                }
                if self.next_statement(token, place) {
                    break;
                }
                if !self.bare_label(token, statement, taken, place) {
                    self.junk(token, statement, taken);
                }
                continue;
            };
            if matches!(word, ClauseWord::Times | ClauseWord::Points)
                && !taken.has(word)
                && (self.range_of_others(statement, taken, &mut met)
                    || self.limits_in_words(statement, taken, &mut met))
            {
                continue;
            }
            let before = self.at;
            let read = self.one_clause(word, statement);
            lacks = read.is_none();
            let span = self.since(token.start);
            if self.at == before {
                self.take();
            }
            self.keep(statement, taken, &mut met, Met { word, span, whole: read.is_some() }, read);
        }
        if statement.kind == Kind::Page
            && statement.prose.is_none()
            && let Some(title) = statement.label.take()
        {
            self.say(errors::page_without_title(title.span));
            statement.prose = Some(title);
        }
        self.small_print_behind(statement, small);
        self.order(&met);
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
            let kind_follows = next.kind == T::Word && !next.fresh && words::kind(word).is_some();
            return followed
                || kind_follows
                || self.option_word_at_hand()
                || (place == Place::Columns && self.brought_at_hand());
        }
        if self.brought_at_hand() {
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

    /// Reads one clause; nothing if it could not be read, which has been told.
    pub(super) fn one_clause(&mut self, word: ClauseWord, statement: &mut Statement) -> Option<ClauseKind> {
        let symbol = matches!(
            word,
            ClauseWord::Marker | ClauseWord::Parameters | ClauseWord::Equals | ClauseWord::Times | ClauseWord::Points
        );
        if !symbol {
            self.take();
            self.value_of_others(word);
        }
        match word {
            ClauseWord::Parameters => self.parameters(),
            ClauseWord::Of => self.of_kind(),
            ClauseWord::Points => self.points(),
            ClauseWord::Ends => {
                let low = self.wanted_text("ends", "the words at both ends, as in `ends \"低い\" \"高い\"`")?;
                let high = self.wanted_text("ends", "the words at the other end")?;
                Some(ClauseKind::Ends { low, high })
            }
            ClauseWord::Equals => self.equals(statement),
            ClauseWord::Times => self.times(),
            ClauseWord::Named => {
                Some(ClauseKind::Named(self.wanted_text("named", "a text, as in `named \"{name}\"`")?))
            }
            ClauseWord::Follows => self.follows(),
            ClauseWord::From => self.from(),
            ClauseWord::Selected => self.selected(),
            ClauseWord::With => self.with(),
            ClauseWord::When => Some(ClauseKind::When(self.condition("when"))),
            ClauseWord::Says => self.says().map(ClauseKind::Says),
            ClauseWord::Specify => {
                let required = self.take_word("required").is_some();
                Some(ClauseKind::Specify { required })
            }
            ClauseWord::Required => Some(ClauseKind::Required),
            ClauseWord::Optional => Some(ClauseKind::Optional),
            ClauseWord::Exclusive => Some(ClauseKind::Exclusive),
            ClauseWord::Warn => Some(ClauseKind::Warn),
            ClauseWord::Min => self.bound("min", statement).map(ClauseKind::Min),
            ClauseWord::Max => self.bound("max", statement).map(ClauseKind::Max),
            ClauseWord::Digits => self.whole("digits", "how many, as in `digits 1`").map(ClauseKind::Digits),
            ClauseWord::MaxLength => {
                self.whole("max_length", "how many, as in `max_length 200`").map(ClauseKind::MaxLength)
            }
            ClauseWord::Unit => self.unit(),
            ClauseWord::Prefix => {
                Some(ClauseKind::Prefix(self.wanted_text("prefix", "a text, as in `prefix \"約\"`")?))
            }
            ClauseWord::Suffix => {
                Some(ClauseKind::Suffix(self.wanted_text("suffix", "a text, as in `suffix \"を連携中\"`")?))
            }
            ClauseWord::Pattern => {
                Some(ClauseKind::Pattern(self.wanted_text("pattern", "a picture, as in `pattern \"AA-9999\"`")?))
            }
            ClauseWord::Value => self.score(),
            ClauseWord::Means => self.role(),
            ClauseWord::Pick => self.pick(),
            ClauseWord::Layout => self.layout(),
            ClauseWord::Or => self.or(),
            ClauseWord::Marker => self.marker(),
            ClauseWord::Was => {
                let paths = self.path_list("was");
                (!paths.is_empty()).then_some(ClauseKind::Was(paths))
            }
            ClauseWord::Splits => self
                .wanted_code("splits", "the code that was split, as in `@new splits cannot`")
                .map(ClauseKind::Splits),
            ClauseWord::Revised => {
                self.reason("revised", "the reason, as in `revised typo \"表記を統一\"`").map(ClauseKind::Revised)
            }
            ClauseWord::Break => {
                self.reason("break", "the reason, as in `break concept \"定義を変更\"`").map(ClauseKind::Break)
            }
            ClauseWord::Then => Some(ClauseKind::Then(self.wanted_text("then", "a sentence")?)),
            ClauseWord::End => Some(ClauseKind::End(self.wanted_text("end", "a sentence")?)),
            ClauseWord::As => self.wanted_code("as", "a code").map(ClauseKind::As),
            ClauseWord::Spelling => None,
        }
    }

    /// Whether it is `ends "…" "…"`, which no option is.
    pub(super) fn two_texts_follow(&self, word: &str) -> bool {
        let text = |ahead: usize| self.ahead(ahead).is_text() && !self.ahead(ahead).fresh;
        word == "ends" && text(1) && text(2)
    }

    fn wanted_text(&mut self, after: &str, wanted: &str) -> Option<Text> {
        let text = self.text_here();
        if text.is_none() {
            self.say(errors::missing_value(self.here(), after, wanted));
        }
        text
    }

    pub(super) fn wanted_file(&mut self, after: &str, wanted: &str) -> Option<Text> {
        let token = self.peek();
        if !token.is_text() || token.fresh {
            self.say(errors::missing_value(self.here(), after, wanted));
            return None;
        }
        Some(self.plain_text(token))
    }

    pub(super) fn wanted_code(&mut self, after: &str, wanted: &str) -> Option<Name> {
        let token = self.peek();
        if !self.is_code(token) || token.fresh || words::is_reserved(self.str(token)) || self.two_figures_at_hand() {
            self.say(errors::missing_value(self.here(), after, wanted));
            return None;
        }
        Some(self.used_code())
    }

    pub(super) fn says(&mut self) -> Option<Says> {
        if let Some(none) = self.take_word("none") {
            return Some(Says::Nothing(self.span(none)));
        }
        self.wanted_text("says", "a sentence, as in `says \"…とお答えの方\"`, or `none`").map(Says::Words)
    }

    fn of_kind(&mut self) -> Option<ClauseKind> {
        let token = self.peek();
        let word = if token.kind == T::Word && !token.fresh { self.str(token) } else { "" };
        if let Some(kind) = words::question_kind(word) {
            self.take();
            return Some(ClauseKind::Of(kind));
        }
        let known = words::KEYWORDS.iter().filter(|(_, kind)| matches!(kind, Kind::Question(_))).map(|(word, _)| *word);
        let meant = self.kind_of_others(word).or_else(|| did_you_mean(word, known));
        let kind = meant.and_then(words::question_kind);
        if word.is_empty() || words::is_reserved(word) {
            self.say(errors::missing_value(self.here(), "of", "a kind of question, as in `of single`"));
        } else {
            self.take();
            self.say(errors::unknown_question_kind(self.span(token), word, meant));
        }
        // A grid without a kind would make all of it unreadable; the commonest kind does least harm.
        Some(ClauseKind::Of(kind.unwrap_or(QuestionKind::Single)))
    }

    fn unit(&mut self) -> Option<ClauseKind> {
        let token = self.peek();
        if token.kind == T::Word && !token.fresh && !words::is_reserved(self.str(token)) {
            return Some(ClauseKind::UnitCode(self.used_code()));
        }
        self.wanted_text("unit", "a unit, as in `unit \"人\"`").map(ClauseKind::Unit)
    }

    fn role(&mut self) -> Option<ClauseKind> {
        let token = self.peek();
        let word = if token.kind == T::Word && !token.fresh { self.str(token) } else { "" };
        let roles =
            [("dont_know", Role::DontKnow), ("refused", Role::Refused), ("not_applicable", Role::NotApplicable)];
        if let Some((_, role)) = roles.iter().find(|(name, _)| *name == word) {
            self.take();
            return Some(ClauseKind::Means(Spanned::new(*role, self.span(token))));
        }
        if !word.is_empty() && !words::is_reserved(word) && !self.ahead(1).is_text() {
            self.take();
            let meant = did_you_mean(word, roles.iter().map(|(name, _)| *name));
            self.say(errors::unknown_word(
                self.span(token),
                word,
                "means",
                "`dont_know`, `refused` or `not_applicable`",
                meant,
            ));
        } else {
            self.say(errors::missing_value(self.here(), "means", "`dont_know`, `refused` or `not_applicable`"));
        }
        None
    }

    /// The sort of reason, if it is given, and the reason.
    fn reason(&mut self, after: &str, wanted: &str) -> Option<Reason> {
        let token = self.peek();
        let word = if token.kind == T::Word && !token.fresh { self.str(token) } else { "" };
        let known = REASONS.iter().find(|(name, _)| *name == word).map(|(_, sort)| *sort);
        let followed = self.ahead(1).is_text() && !self.ahead(1).fresh;
        if known.is_some() {
            self.take();
        } else if followed && !word.is_empty() {
            self.take();
            let meant = did_you_mean(word, REASONS.iter().map(|(name, _)| *name));
            let listed = "`typo`, `concept`, `reality`, `addition` or `other`";
            self.say(errors::unknown_word(self.span(token), word, after, listed, meant));
        }
        let words = self.wanted_text(after, wanted)?;
        Some(Reason { sort: known.unwrap_or(ReasonSort::Other), words })
    }

    fn marker(&mut self) -> Option<ClauseKind> {
        let token = self.take();
        let word = self.str(token);
        let markers = [
            ("@new", Marker::New),
            ("@updated", Marker::Updated),
            ("@personal", Marker::Personal),
            ("@not_personal", Marker::NotPersonal),
            ("@screen_only", Marker::ScreenOnly),
            ("@print_only", Marker::PrintOnly),
        ];
        if let Some((_, marker)) = markers.iter().find(|(name, _)| *name == word) {
            return Some(ClauseKind::Marker(*marker));
        }
        let meant = did_you_mean(word, markers.iter().map(|(name, _)| *name));
        self.say(errors::unknown_marker(self.span(token), word, meant));
        let marker = markers.iter().find(|(name, _)| Some(*name) == meant);
        marker.map(|(_, marker)| ClauseKind::Marker(*marker))
    }
}

/// The words for sorts of reasons; they are words in that place alone.
const REASONS: [(&str, ReasonSort); 5] = [
    ("typo", ReasonSort::Typo),
    ("concept", ReasonSort::Concept),
    ("reality", ReasonSort::Reality),
    ("addition", ReasonSort::Addition),
    ("other", ReasonSort::Other),
];

/// Whether `says` may follow it.
fn is_condition(kind: &ClauseKind) -> bool {
    matches!(kind, ClauseKind::When(_) | ClauseKind::SelectedIn { .. })
}
