//! The typed tree of a `.survey` file: what was written, in reading order, knowing nothing of what it means.
//!
//! One shape serves every statement, because the language has one shape: KIND CODE "label" clauses { body }.
//! Which codes, labels, clauses and children a kind may have is checked while reading, so the compiler proper
//! can take what it finds at its word; what could not be read is left out of the tree and reported.

mod edition;
mod expression;
mod head;
mod text;

use setsumon_diagnostics::{Code, FileId, Span, Spanned};

pub use edition::{Follows, Unfielded};
pub use expression::{ArithmeticOp, CalendarUnit, CompareOp, Expr, ExprKind, Predicate};
pub use text::{Field, FieldKind, Piece, Text};

/// A code: the stable ASCII name of a section, question, option, row, list or block.
pub type Name = Spanned<String>;

/// One file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which file this is.
    pub id: FileId,
    /// The language version after `setsumon`, where it could be read.
    pub version: Option<Spanned<u32>>,
    /// The statements of the file, in order.
    pub statements: Vec<Statement>,
}

/// One statement, an option or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// Where the kind word stands; for an option, its code.
    pub kind_span: Span,
    /// The whole statement, body included.
    pub span: Span,
    /// The code, where the kind has one.
    pub code: Option<Name>,
    /// The label or sentence: the first string after the code. For `page`, the title; for `import`, the path.
    pub label: Option<Text>,
    /// The second string of a `page` (its prose), of a `check … warn` nothing.
    pub prose: Option<Text>,
    /// The expression of `when E {`, `end when E`, `check E`, `let c = E`, `calc c "…" = E`; the value of `as_of`, `deadline`.
    pub condition: Option<Expr>,
    /// The clauses in the order written.
    pub clauses: Vec<Clause>,
    /// What stands in `{ }`; empty when there was none.
    pub body: Vec<Statement>,
    /// The span of the body's braces, where there is one.
    pub body_span: Option<Span>,
    /// The `{ }` after `otherwise`, with the clauses (`says "…"`) written there; only on `when E { }`.
    pub otherwise: Option<Box<Otherwise>>,
}

/// The branch taken where the condition of a `when` fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// Where the word stands.
    pub span: Span,
    /// `says "…"` or `says none`, where given.
    pub says: Option<Says>,
    /// What is asked in that branch.
    pub body: Vec<Statement>,
}

/// The kinds of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `survey CODE "title" { … }`
    Survey,
    /// `locale ja`, in `survey { }`; the locale is the statement's code.
    Locale,
    /// `edition N follows "FILE"`, in `survey { }`; the number is the condition, a plain number.
    Edition,
    /// `publisher "…"`, in `survey { }`.
    Publisher,
    /// `submit "…"`, in `survey { }`.
    Submit,
    /// `as_of DATE`, in `survey { }`; the date is the condition.
    AsOf,
    /// `deadline DATE`, in `survey { }`.
    Deadline,
    /// `numbers { section "（１）" … }`, in `survey { }`; its body holds `Entry` statements.
    Numbers,
    /// `wording { choose_one "…" … }`, in `survey { }`; its body holds `Entry` statements.
    Wording,
    /// `units { person "人" "名" }`, in `survey { }`; its body holds `UnitEntry` statements.
    Units,
    /// One line of `numbers` or `wording`: code and text.
    Entry,
    /// One line of `units`: code, and its spellings (the label and then `Clause::Spelling`s).
    UnitEntry,
    /// `info CODE "…"`, in `survey { }`.
    Info,
    /// `given KIND code "label"`, in `survey { }`; the field kind is in `ClauseKind::Of`.
    Given,
    /// `import "file.survey"`.
    Import,
    /// `choices CODE { … }`, or `choices CODE from file "x.csv"`.
    Choices,
    /// `block CODE(parameter, …) { … }`; the parameters are a `ClauseKind::Parameters`.
    Block,
    /// `let code = E`.
    Let,
    /// `page "title" """text"""`; the title may be missing.
    Page,
    /// `part CODE "label" { … }`.
    Part,
    /// `section CODE "label" { … }`.
    Section,
    /// `group CODE "label" { … }`.
    Group,
    /// `note "…"`, perhaps `when E`.
    Note,
    /// `lead "…"`; with a body, it covers several items.
    Lead,
    /// `instruction "…"`; `instruction none` has no label.
    Instruction,
    /// `hint "…"`.
    Hint,
    /// `beside "…"`.
    Beside,
    /// `heading "…" { … }` over options, rows or items, or `heading "…" from LIST`.
    Heading,
    /// `rationale "…"`.
    Rationale,
    /// `gate CODE "label" { options }`.
    Gate,
    /// `end when E "…" then "…" as outcome`.
    End,
    /// `when E { … } otherwise { … }`.
    When,
    /// A question or field of a kind.
    Question(QuestionKind),
    /// `grid CODE "label" of KIND { rows … columns … }`.
    Grid,
    /// `rows { … }`, `rows from LIST`, `rows selected in Q`, in a grid.
    Rows,
    /// `columns { … }`, `columns from LIST`, in a grid; holds options or fields.
    Columns,
    /// `repeat CODE "label" 1..N named "…" { … }`.
    Repeat,
    /// `use BLOCK as CODE "label"`: `code` is the block's name; the new code is in `ClauseKind::As`.
    Use,
    /// `calc CODE "label" = E`.
    Calc,
    /// `check E when E "…" warn`. The second condition is a `ClauseKind::When`.
    Check,
    /// `retired CODE "…"` among options, `retired KIND CODE "…"` among questions (then with `ClauseKind::Of`).
    Retired,
    /// An option, row or option column: CODE "label".
    Option,
}

/// The kinds of questions and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuestionKind {
    /// One of the options.
    Single,
    /// Any number of the options.
    Multi,
    /// The options in order of importance.
    Rank,
    /// An integer drawn as points.
    Scale,
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Integer,
    /// A number with a fixed count of decimal places.
    Decimal,
    /// A calendar year.
    Year,
    /// A fiscal year.
    FiscalYear,
    /// A year and month.
    Month,
    /// A day.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A postal code.
    Postal,
    /// A web address.
    Url,
    /// A box to tick.
    Flag,
}

/// One clause of a statement's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The whole clause.
    pub span: Span,
    /// What it says.
    pub kind: ClauseKind,
}

/// What a clause says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseKind {
    /// `of single`: the kind of a grid's cells; also the kind of a `given` or of a retired question.
    Of(QuestionKind),
    /// `0 to 10`: the ends of a scale's numbers, of `scale` or of `of scale`.
    Points {
        /// The lowest point.
        from: Spanned<i64>,
        /// The highest point.
        to: Spanned<i64>,
    },
    /// `ends "…" "…"`: the words at a scale's ends.
    Ends {
        /// At the lowest point.
        low: Text,
        /// At the highest point.
        high: Text,
    },
    /// `= band E { 0..4 low "…" … }`: the rows of a band; the expression is the statement's condition.
    Band(Vec<BandRow>),
    /// `1..5`: how often a repeat may occur.
    Times {
        /// At least.
        min: Spanned<u32>,
        /// At most.
        max: Spanned<u32>,
    },
    /// `named "{family} {given}"`: how one occurrence of a repeat is called.
    Named(Text),
    /// `(a, b)`: the text parameters of a block.
    Parameters(Vec<Name>),
    /// `from LIST`, with what is taken of it.
    From {
        /// The list.
        list: Name,
        /// All of it, or less.
        pick: ListPick,
    },
    /// `from file "x.csv"`.
    FromFile(Text),
    /// `selected in Q`, for a grid with `as [a, b]`.
    SelectedIn {
        /// The earlier question.
        question: Path,
        /// The answers that count as selected; empty for a multiple choice.
        answers: Vec<Name>,
    },
    /// `as CODE`: the code of a `use`, or the outcome of an `end`.
    As(Name),
    /// `with parameter "text", …` of a `use`.
    With(Vec<(Name, Text)>),
    /// `when E`.
    When(Expr),
    /// `says "…"` or `says none`.
    Says(Says),
    /// `specify`, `specify required`.
    Specify {
        /// Whether the words must be given.
        required: bool,
    },
    /// `required`.
    Required,
    /// `optional`.
    Optional,
    /// `min E`.
    Min(Expr),
    /// `max E`.
    Max(Expr),
    /// `digits N`: decimal places.
    Digits(Spanned<u32>),
    /// `unit "人"`.
    Unit(Text),
    /// `unit code`, naming an entry of `units`.
    UnitCode(Name),
    /// `prefix "…"`.
    Prefix(Text),
    /// `suffix "…"`.
    Suffix(Text),
    /// `max_length N`.
    MaxLength(Spanned<u32>),
    /// `pattern "AA-9999"`.
    Pattern(Text),
    /// `exclusive`.
    Exclusive,
    /// `value N`: the score of an option, as written.
    Value(Spanned<String>),
    /// `means dont_know`.
    Means(Spanned<Role>),
    /// How an option is read: the column `kana` of a list that comes from a file.
    Kana(String),
    /// `pick 1..3`, `pick 3`.
    Pick {
        /// At least.
        min: Spanned<u32>,
        /// At most.
        max: Spanned<u32>,
    },
    /// `layout across 3`.
    Layout(Layout),
    /// `warn` of a check.
    Warn,
    /// `or { unknown "…" means dont_know }` of a number or text: options.
    Or(Vec<Statement>),
    /// `@new` and the like.
    Marker(Marker),
    /// `was code`, `was sec.q`, `was [a, b]`.
    Was(Vec<Path>),
    /// `splits X`, after `@new`.
    Splits(Name),
    /// `revised "why"`, `revised reality "why"`.
    Revised(Reason),
    /// `break "why"`, `break concept "why"`.
    Break(Reason),
    /// `then "…"`: of an `end`, and of a gate's option.
    Then(Text),
    /// `end "…"`: of a gate's option.
    End(Text),
    /// `follows "2023.model.json"`, `follows "2019.model.json" except 2020 "…"`.
    Follows(Follows),
    /// A further spelling of a unit.
    Spelling(Text),
    /// `allow W0506 "why"`: a warning that is not told of the statement and what stands in it.
    Allow {
        /// The warning.
        code: Spanned<Code>,
        /// Why it is allowed.
        why: Text,
    },
}

/// Why something was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What sort of reason it is.
    pub sort: ReasonSort,
    /// The words.
    pub words: Text,
}

/// The sorts of reasons, after the vocabulary of comparative surveys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReasonSort {
    /// `typo`: a mistake in writing, or other words for the same.
    Typo,
    /// `concept`: a better concept of what is measured.
    Concept,
    /// `reality`: what is measured has changed.
    Reality,
    /// `addition`: an element was added.
    Addition,
    /// `other`, or no word.
    Other,
}

/// How much of a list is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPick {
    /// All of it.
    All,
    /// All but these.
    Except(Vec<Name>),
    /// These alone.
    Only(Vec<Name>),
}

/// The sentence in which a condition is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The author's words.
    Words(Text),
    /// No sentence.
    Nothing(Span),
}

/// What a special answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Does not know.
    DontKnow,
    /// Prefers not to answer.
    Refused,
    /// Does not apply.
    NotApplicable,
}

/// Presentation, never meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// `across N`: options in N columns.
    Across(u32),
    /// `inline`: the options of a grid repeated in each row; those of a choice side by side.
    Inline,
    /// `stacked`: the options one below another in each row.
    Stacked,
    /// `lines N`: the height of a free text.
    Lines(u32),
    /// `new_page`: begin a page on paper.
    NewPage,
    /// `by_section`: a survey on screen one section at a time.
    BySection,
}

/// The markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marker {
    /// `@new`
    New,
    /// `@updated`
    Updated,
    /// `@personal`
    Personal,
    /// `@not_personal`
    NotPersonal,
    /// `@screen_only`
    ScreenOnly,
    /// `@print_only`
    PrintOnly,
}

/// One row of a band: `0..4 low "最小限"`; an end left out is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandRow {
    /// The whole row.
    pub span: Span,
    /// The lowest number, as written.
    pub low: Option<Spanned<String>>,
    /// The highest number, as written.
    pub high: Option<Spanned<String>>,
    /// The code.
    pub code: Name,
    /// The label.
    pub label: Text,
}

/// A dotted path of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The whole path.
    pub span: Span,
    /// Its codes; never empty.
    pub segments: Vec<Name>,
}
