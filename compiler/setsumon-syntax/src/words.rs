//! The words of the language: what begins a statement, what may not be a code, and what people call it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ast::{Kind, QuestionKind};

/// Refused as any code, and nothing else; frozen for language version 1.
pub const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "in",
    "includes",
    "where",
    "answered",
    "ticked",
    "last",
    "sum",
    "count",
    "edition",
    "as_of",
    "deadline",
    "given",
    "of",
    "from",
    "selected",
    "except",
    "only",
    "when",
    "otherwise",
    "says",
    "then",
    "end",
    "as",
    "with",
    "required",
    "optional",
    "min",
    "max",
    "digits",
    "unit",
    "prefix",
    "suffix",
    "max_length",
    "pattern",
    "specify",
    "exclusive",
    "value",
    "means",
    "pick",
    "layout",
    "ends",
    "named",
    "warn",
    "was",
    "splits",
    "revised",
    "break",
    "retired",
    "lead",
    "hint",
    "beside",
    "note",
    "heading",
    "instruction",
    "rationale",
    "rows",
    "columns",
    "check",
    "calc",
    "let",
    "use",
];

/// The functions of conditions and of derived values: words that stand before a bracket.
pub const FUNCTIONS: &[&str] = &["count", "sum", "round", "days", "age"];

/// The words that begin a statement, and what they begin.
pub const KEYWORDS: &[(&str, Kind)] = &[
    ("survey", Kind::Survey),
    ("locale", Kind::Locale),
    ("edition", Kind::Edition),
    ("publisher", Kind::Publisher),
    ("submit", Kind::Submit),
    ("as_of", Kind::AsOf),
    ("deadline", Kind::Deadline),
    ("numbers", Kind::Numbers),
    ("wording", Kind::Wording),
    ("units", Kind::Units),
    ("info", Kind::Info),
    ("given", Kind::Given),
    ("import", Kind::Import),
    ("choices", Kind::Choices),
    ("block", Kind::Block),
    ("let", Kind::Let),
    ("page", Kind::Page),
    ("part", Kind::Part),
    ("section", Kind::Section),
    ("group", Kind::Group),
    ("note", Kind::Note),
    ("lead", Kind::Lead),
    ("instruction", Kind::Instruction),
    ("hint", Kind::Hint),
    ("beside", Kind::Beside),
    ("heading", Kind::Heading),
    ("rationale", Kind::Rationale),
    ("gate", Kind::Gate),
    ("end", Kind::End),
    ("when", Kind::When),
    ("grid", Kind::Grid),
    ("rows", Kind::Rows),
    ("columns", Kind::Columns),
    ("repeat", Kind::Repeat),
    ("use", Kind::Use),
    ("calc", Kind::Calc),
    ("check", Kind::Check),
    ("retired", Kind::Retired),
    ("single", Kind::Question(QuestionKind::Single)),
    ("multi", Kind::Question(QuestionKind::Multi)),
    ("rank", Kind::Question(QuestionKind::Rank)),
    ("scale", Kind::Question(QuestionKind::Scale)),
    ("text", Kind::Question(QuestionKind::Text)),
    ("longtext", Kind::Question(QuestionKind::LongText)),
    ("integer", Kind::Question(QuestionKind::Integer)),
    ("decimal", Kind::Question(QuestionKind::Decimal)),
    ("year", Kind::Question(QuestionKind::Year)),
    ("fiscal_year", Kind::Question(QuestionKind::FiscalYear)),
    ("month", Kind::Question(QuestionKind::Month)),
    ("date", Kind::Question(QuestionKind::Date)),
    ("email", Kind::Question(QuestionKind::Email)),
    ("tel", Kind::Question(QuestionKind::Tel)),
    ("postal", Kind::Question(QuestionKind::Postal)),
    ("url", Kind::Question(QuestionKind::Url)),
    ("flag", Kind::Question(QuestionKind::Flag)),
];

static KINDS: LazyLock<FxHashMap<&'static str, Kind>> = LazyLock::new(|| KEYWORDS.iter().copied().collect());
static RESERVED_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| RESERVED.iter().copied().collect());

/// What a word begins.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    KINDS.get(word).copied()
}

/// The word that begins a kind; none for what begins with a code.
pub fn keyword(kind: Kind) -> Option<&'static str> {
    KEYWORDS.iter().find(|(_, named)| *named == kind).map(|(keyword, _)| *keyword)
}

/// The kind of question a word names.
pub(crate) fn question_kind(word: &str) -> Option<QuestionKind> {
    if let Some(Kind::Question(kind)) = kind(word) { Some(kind) } else { None }
}

/// Whether the language keeps a word for itself.
pub fn is_reserved(word: &str) -> bool {
    RESERVED_SET.contains(word)
}

/// Whether the `{ }` behind such a word holds options.
pub(crate) fn holds_options(word: &str) -> bool {
    ["single", "multi", "rank", "choices", "gate"].contains(&word)
}

/// Whether a word begins a question or something as large.
pub(crate) fn begins_item(word: &str) -> bool {
    question_kind(word).is_some() || ["grid", "group", "repeat", "gate", "section", "part"].contains(&word)
}

/// What people call a kind: `a question`, `an option`.
pub fn friendly(kind: Kind) -> String {
    let name = match kind {
        Kind::Option => return "an option".to_owned(),
        Kind::Entry => return "an entry".to_owned(),
        Kind::UnitEntry => return "a unit".to_owned(),
        Kind::Survey
        | Kind::Locale
        | Kind::Edition
        | Kind::Publisher
        | Kind::Submit
        | Kind::AsOf
        | Kind::Deadline
        | Kind::Numbers
        | Kind::Wording
        | Kind::Units
        | Kind::Info
        | Kind::Given
        | Kind::Import
        | Kind::Choices
        | Kind::Block
        | Kind::Let
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
        | Kind::End
        | Kind::When
        | Kind::Question(_)
        | Kind::Grid
        | Kind::Rows
        | Kind::Columns
        | Kind::Repeat
        | Kind::Use
        | Kind::Calc
        | Kind::Check
        | Kind::Retired => keyword(kind).unwrap_or("statement"),
    };
    format!("`{name}`")
}

/// Whether a part of a statement must, may or must not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Must,
    May,
    No,
}

/// What a kind of statement is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spec {
    pub(crate) code: bool,
    pub(crate) label: Need,
    pub(crate) body: Need,
}

/// What a kind of statement is made of.
pub(crate) fn spec(kind: Kind) -> Spec {
    let (code, label, body) = match kind {
        Kind::Survey | Kind::Part | Kind::Section | Kind::Repeat => (true, Need::Must, Need::Must),
        Kind::Locale | Kind::Let => (true, Need::No, Need::No),
        Kind::Edition | Kind::AsOf | Kind::Deadline => (false, Need::No, Need::No),
        Kind::Publisher
        | Kind::Submit
        | Kind::Import
        | Kind::Note
        | Kind::Hint
        | Kind::Beside
        | Kind::Rationale
        | Kind::Check => (false, Need::Must, Need::No),
        Kind::Numbers | Kind::Wording | Kind::Units | Kind::When => (false, Need::No, Need::Must),
        Kind::Entry | Kind::UnitEntry | Kind::Info | Kind::Given | Kind::Calc => (true, Need::Must, Need::No),
        Kind::Choices => (true, Need::No, Need::May),
        Kind::Block => (true, Need::No, Need::Must),
        Kind::Page | Kind::End => (false, Need::Must, Need::No),
        Kind::Instruction => (false, Need::May, Need::No),
        Kind::Group | Kind::Gate | Kind::Grid => (true, Need::May, Need::Must),
        Kind::Lead | Kind::Heading => (false, Need::Must, Need::May),
        Kind::Question(_) => (true, Need::May, Need::May),
        Kind::Rows | Kind::Columns => (false, Need::No, Need::May),
        Kind::Use => (true, Need::May, Need::No),
        Kind::Retired | Kind::Option => (true, Need::Must, Need::May),
    };
    Spec { code, label, body }
}

/// A code to take instead of a word of the language.
pub fn proposed_code(word: &str) -> String {
    let better = match word {
        "and" => "both",
        "or" => "either",
        "not" => "not_so",
        "is" => "is_so",
        "in" => "within",
        "end" => "ended",
        "value" => "amount",
        "unit" => "unit_name",
        "use" => "usage",
        "note" | "lead" | "hint" => return format!("{word}s"),
        "count" | "sum" => return format!("{word}_total"),
        "last" => "previous",
        "required" => "needed",
        "optional" => "not_needed",
        "only" => "just_this",
        "of" | "from" | "with" | "as" | "when" | "where" | "then" | "otherwise" => {
            return format!("{word}_this");
        }
        _ => return format!("{word}_item"),
    };
    better.to_owned()
}

/// A code for something by its name: that of a folder.
pub fn code_of(name: &str) -> String {
    let Some(code) = crate::read::mended_code(name) else { return "questionnaire".to_owned() };
    free_code(code)
}

/// A code, or the one to take instead if it is a word of the language.
pub(crate) fn free_code(code: String) -> String {
    if is_reserved(&code) { proposed_code(&code) } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposed_codes_are_free() {
        for word in RESERVED {
            let proposed = proposed_code(word);
            assert!(!is_reserved(&proposed), "{word} → {proposed}");
        }
    }
}
