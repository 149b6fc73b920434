//! Reading the clauses of a head.

use setsumon_diagnostics::{Code, Span, Spanned, did_you_mean};

use super::Reader;
use crate::ast::{ClauseKind, Kind, Marker, Name, QuestionKind, Reason, ReasonSort, Role, Says, Statement, Text};
use crate::clauses::ClauseWord;
use crate::errors::head as errors;
use crate::token::{T, Token};
use crate::words;

impl Reader<'_, '_, '_> {
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
                let text = self.wanted_text("pattern", "a picture, as in `pattern \"AA-9999\"`")?;
                self.picture(text)
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
            ClauseWord::Allow => self.allow(),
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

    /// `allow W0506 "why"`: a warning, and why it is meant.
    fn allow(&mut self) -> Option<ClauseKind> {
        let start = self.peek();
        let mut end = start;
        // The name of one has hyphens: `not-exclusive`.
        let joined = |token: Token, end: Token| token.start == end.end && matches!(token.kind, T::Minus | T::Word);
        if start.kind == T::Word && !start.fresh {
            self.take();
            while joined(self.peek(), end) {
                end = self.take();
            }
        }
        let span = Span::new(self.file_id(), start.start, end.end);
        let word = self.lexed.slice(start.start, end.end);
        if start.kind != T::Word || start.fresh {
            self.say(errors::missing_value(self.here(), "allow", "a warning and why, as in `allow W0506 \"…\"`"));
            // The reason is there.
            self.text_here();
            return None;
        }
        let code = match word.parse::<Code>() {
            // By its name it is found, too; written is its number.
            Ok(code) if code.may_be_allowed() => {
                if word != code.number() {
                    self.say(errors::unknown_word(span, word, "allow", "", Some(code.number())));
                }
                Some(code)
            }
            Ok(code) => {
                self.say(errors::allowed_mistake(span, code));
                None
            }
            Err(_) => {
                let numbers = || Code::ALL.iter().filter(|code| code.may_be_allowed()).map(|code| code.number());
                let listed = numbers().map(|number| format!("`{number}`")).collect::<Vec<_>>().join(", ");
                self.say(errors::unknown_word(span, word, "allow", &listed, did_you_mean(word, numbers())));
                None
            }
        };
        let why = self.wanted_text("allow", "why it is meant, as in `allow W0506 \"…\"`")?;
        Some(ClauseKind::Allow { code: Spanned::new(code?, span), why })
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
