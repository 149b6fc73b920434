//! The clauses: their words, their order, and which kind of statement takes which.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::ast::{Kind, QuestionKind};

macro_rules! clauses {
    ($($name:ident $word:literal $rank:ident)*) => {
        /// The clauses by the word that begins them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum ClauseWord {
            $($name,)*
        }

        impl ClauseWord {
            pub(crate) const ALL: &'static [ClauseWord] = &[$(ClauseWord::$name,)*];

            /// How it is written; a clause without a word of its own is shown by its sign.
            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(ClauseWord::$name => $word,)*
                }
            }

            /// Its place among the others.
            pub(crate) fn rank(self) -> Rank {
                match self {
                    $(ClauseWord::$name => Rank::$rank,)*
                }
            }
        }
    };
}

/// Where in the head a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// What belongs to the kind: `of …`, `= E`, `1..N named …`.
    Shape,
    /// Where the options, rows or fields come from.
    Source,
    /// `when … says "…"`.
    When,
    /// The first of the settings.
    Specify,
    /// Any other setting.
    Setting,
    /// Markers and what is said of the edition before.
    Edition,
    /// Stands where its author likes, once the label is there.
    Free,
}

clauses! {
    Parameters "(" Shape
    Of "of" Shape
    Points "to" Shape
    Ends "ends" Shape
    Equals "=" Shape
    Times ".." Shape
    Named "named" Shape
    Follows "follows" Shape
    From "from" Source
    Selected "selected" Source
    With "with" Source
    When "when" When
    Says "says" When
    Specify "specify" Specify
    Required "required" Setting
    Optional "optional" Setting
    Min "min" Setting
    Max "max" Setting
    Digits "digits" Setting
    Unit "unit" Setting
    Prefix "prefix" Setting
    Suffix "suffix" Setting
    MaxLength "max_length" Setting
    Pattern "pattern" Setting
    Exclusive "exclusive" Setting
    Value "value" Setting
    Means "means" Setting
    Pick "pick" Setting
    Layout "layout" Setting
    Warn "warn" Setting
    Then "then" Setting
    End "end" Setting
    As "as" Setting
    Marker "@" Edition
    Was "was" Edition
    Splits "splits" Edition
    Revised "revised" Edition
    Break "break" Edition
    Or "or" Free
    Allow "allow" Free
    Spelling "\"" Free
}

static BY_WORD: LazyLock<FxHashMap<&'static str, ClauseWord>> =
    LazyLock::new(|| ClauseWord::ALL.iter().map(|clause| (clause.word(), *clause)).filter(is_word).collect());

fn is_word((word, clause): &(&'static str, ClauseWord)) -> bool {
    *clause != ClauseWord::Points && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The clause a word begins.
pub(crate) fn clause(word: &str) -> Option<ClauseWord> {
    BY_WORD.get(word).copied()
}

/// A set of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Set(u64);

impl Set {
    const NONE: Set = Set(0);

    const fn of(clauses: &[ClauseWord]) -> Set {
        let mut bits = 0;
        let mut rest = clauses;
        while let [first, others @ ..] = rest {
            bits |= 1 << (*first as u64);
            rest = others;
        }
        Set(bits)
    }

    const fn and(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    /// Whether it has a clause.
    pub(crate) fn has(self, clause: ClauseWord) -> bool {
        self.0 & (1 << (clause as u64)) != 0
    }

    /// The words in it that are typed as words.
    pub(crate) fn words(self) -> impl Iterator<Item = &'static str> {
        let within = move |clause: &&ClauseWord| self.has(**clause);
        ClauseWord::ALL
            .iter()
            .filter(within)
            .map(|clause| (clause.word(), *clause))
            .filter(is_word)
            .map(|(word, _)| word)
    }
}

use ClauseWord as C;

const WHEN: Set = Set::of(&[C::When, C::Says]);
const MARKED: Set = Set::of(&[C::Marker]);
const REASON: Set = Set::of(&[C::Revised, C::Break]);
const EDITION: Set = REASON.and(Set::of(&[C::Marker, C::Was, C::Splits]));
const ASKED: Set = WHEN.and(EDITION).and(Set::of(&[C::Required, C::Optional, C::Layout]));
const SOURCE: Set = Set::of(&[C::From, C::Selected, C::Says]);
const CHOICE: Set = ASKED.and(SOURCE).and(Set::of(&[C::Specify]));
const AROUND: Set = Set::of(&[C::Prefix, C::Unit, C::Suffix]);
const FIELD: Set = ASKED.and(AROUND).and(Set::of(&[C::Specify, C::Or]));
const BOUNDS: Set = Set::of(&[C::Min, C::Max]);
const WORDS: Set = Set::of(&[C::MaxLength]);
const SCALE: Set = Set::of(&[C::Points, C::Ends]);
const OPTION: Set = WHEN.and(EDITION).and(Set::of(&[C::Specify, C::Exclusive, C::Value, C::Means, C::Layout]));

fn question(kind: QuestionKind) -> Set {
    match kind {
        QuestionKind::Single => CHOICE,
        QuestionKind::Multi | QuestionKind::Rank => CHOICE.and(Set::of(&[C::Pick])),
        QuestionKind::Scale => FIELD.and(SCALE),
        QuestionKind::Text => FIELD.and(WORDS).and(Set::of(&[C::Pattern])),
        QuestionKind::LongText | QuestionKind::Email | QuestionKind::Tel | QuestionKind::Postal | QuestionKind::Url => {
            FIELD.and(WORDS)
        }
        QuestionKind::Decimal => FIELD.and(BOUNDS).and(Set::of(&[C::Digits])),
        QuestionKind::Integer
        | QuestionKind::Year
        | QuestionKind::FiscalYear
        | QuestionKind::Month
        | QuestionKind::Date => FIELD.and(BOUNDS),
        QuestionKind::Flag => ASKED.and(Set::of(&[C::Specify])),
    }
}

/// The clauses a kind of statement takes. An option of a `gate` takes `then` and `end` besides, a row `optional`; their lists add them.
pub(crate) fn taken_by(kind: Kind) -> Set {
    let own = own(kind);
    // What takes no clause is a line of settings, and so are two of these: what is said of it is allowed at `survey`.
    // What lists and blocks hold is told at its use, and allowed there.
    let settings = matches!(kind, Kind::Edition | Kind::UnitEntry | Kind::Choices | Kind::Block);
    if own == Set::NONE || settings { own } else { own.and(ALLOW) }
}

const ALLOW: Set = Set::of(&[C::Allow]);

fn own(kind: Kind) -> Set {
    match kind {
        Kind::Question(kind) => question(kind),
        Kind::Option => OPTION,
        Kind::Grid => {
            ASKED.and(SCALE).and(BOUNDS).and(WORDS).and(AROUND).and(Set::of(&[C::Of, C::Pick, C::Digits, C::Pattern]))
        }
        Kind::Edition => Set::of(&[C::Follows]),
        Kind::UnitEntry => Set::of(&[C::Spelling]),
        Kind::Given => {
            MARKED.and(AROUND).and(BOUNDS).and(WORDS).and(SCALE).and(Set::of(&[C::From, C::Digits, C::Pattern]))
        }
        Kind::Choices => Set::of(&[C::From]),
        Kind::Block => Set::of(&[C::Parameters]),
        Kind::Page => WHEN.and(MARKED).and(Set::of(&[C::Layout])),
        Kind::Part => WHEN.and(MARKED).and(REASON).and(Set::of(&[C::Layout])),
        Kind::Section => WHEN.and(EDITION).and(Set::of(&[C::Layout])),
        Kind::Group => WHEN.and(MARKED).and(REASON).and(Set::of(&[C::Layout])),
        Kind::Note => WHEN.and(MARKED),
        Kind::Lead | Kind::Instruction | Kind::Hint | Kind::Beside => MARKED.and(Set::of(&[C::When, C::Says])),
        Kind::Heading => MARKED.and(Set::of(&[C::From])),
        Kind::Gate => WHEN.and(EDITION).and(Set::of(&[C::Layout])),
        Kind::End => Set::of(&[C::When, C::Says, C::Then, C::As]),
        Kind::When => Set::of(&[C::Says]),
        Kind::Rows | Kind::Columns => SOURCE,
        Kind::Repeat => WHEN.and(EDITION).and(Set::of(&[C::Times, C::Named, C::Layout])),
        Kind::Use => WHEN.and(EDITION).and(Set::of(&[C::With, C::As, C::Layout])),
        // A derived value is computed anew in each edition; nothing is carried over that it could have been called before.
        Kind::Calc => REASON.and(Set::of(&[C::Marker, C::Unit, C::Equals])),
        Kind::Check => Set::of(&[C::When, C::Warn]),
        Kind::Retired => EDITION.and(AROUND).and(BOUNDS).and(WORDS).and(SCALE).and(Set::of(&[
            C::From,
            C::Digits,
            C::Pattern,
            C::Specify,
            C::Exclusive,
            C::Value,
            C::Means,
            C::Pick,
        ])),
        Kind::Survey => Set::of(&[C::Layout]),
        Kind::Locale
        | Kind::Publisher
        | Kind::Submit
        | Kind::AsOf
        | Kind::Deadline
        | Kind::Numbers
        | Kind::Wording
        | Kind::Units
        | Kind::Entry
        | Kind::Info
        | Kind::Import
        | Kind::Let
        | Kind::Rationale => Set::NONE,
    }
}

/// What an option of a `gate` takes besides.
pub(crate) const GATE_OPTION: Set = Set::of(&[C::Then, C::End, C::As]);

/// What a row takes besides: it may stay blank though its grid is required.
pub(crate) const ROW: Set = Set::of(&[C::Optional]);

impl Set {
    /// Both together.
    pub(crate) fn with(self, other: Set) -> Set {
        self.and(other)
    }
}
