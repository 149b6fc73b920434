//! What stands in quotes, and what is asked for between its braces: a part of the tree of a file.

use setsumon_diagnostics::Span;

use super::Path;

/// A string of the source: its pieces with what was written between braces read.
/// Block strings are dedented and their lines joined already: no space between Japanese characters, a space elsewhere,
/// `\n\n` between paragraphs, `\n- ` and `\n1. ` before the items of a list. `{{` and `}}` are single braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The whole string with its quotes.
    pub span: Span,
    /// Its pieces in order; no two plain ones in a row.
    pub pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words, with small markup (`**strong**`, links) still in them.
    Plain(String),
    /// What stands in `{ }`.
    Field(Field),
}

/// An interpolation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// With its braces.
    pub span: Span,
    /// What is asked for.
    pub kind: FieldKind,
}

/// What an interpolation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// `{edition}`, `{edition + 1}`.
    Edition {
        /// Added to the edition.
        offset: i64,
        /// `in era`.
        era: bool,
    },
    /// `{as_of}`, `{deadline}`, perhaps `in era`.
    Calendar {
        /// `deadline` rather than `as_of`.
        deadline: bool,
        /// `in era`.
        era: bool,
    },
    /// `{number of purpose.goals}`.
    NumberOf(Path),
    /// `{numbers of network}`.
    NumbersOf(Path),
    /// `{label of Q}`.
    LabelOf(Path),
    /// `{overview.status.ended}`, `{operator.name | 貴地連NW}`, `{approval}`, a block's parameter; `last Q` in a warning.
    Value {
        /// The path.
        path: Path,
        /// `last` stood before it.
        last: bool,
        /// The words for "not answered".
        otherwise: Option<String>,
    },
}
