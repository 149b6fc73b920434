//! Variables: the columns of the data, what each may hold, and lists of codes.

use setsumon_diagnostics::Span;

use super::{Day, Marker, Special};
use crate::ids::{CodeListId, CondId, QuestionId, RepeatId, VarId};
use crate::number::Number;
use crate::text::Text;

/// One column of the data.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its one name everywhere: key, column, heading, `name`; at most 63 bytes.
    pub name: String,
    /// The question it belongs to; none for what is given or lies in last year's file.
    pub question: Option<QuestionId>,
    /// The roster whose table it lies in.
    pub repeat: Option<RepeatId>,
    /// What it may hold.
    pub value: Value,
    /// What it is for.
    pub role: Role,
    /// Its label in full: the question's name, then headings, row, option or column.
    pub label: Vec<Text>,
    /// Its unit.
    pub unit: Option<Text>,
    /// When it may have a value; for last year's and given ones always.
    pub asked: CondId,
    /// New, updated or kept.
    pub marker: Marker,
    /// Whether it tells who the respondent is.
    pub personal: bool,
    /// Its names in the edition before, where they differ (`was`).
    pub was: Vec<String>,
    /// Where one answer became several or several one: of a tick, the codes of `was` that it stands for; of a code, what each tick of
    /// `was` is today. Empty where it holds what it held.
    pub was_codes: Vec<String>,
    /// The variable of the edition before of which it is a part.
    pub splits: Option<String>,
    /// Where it is written.
    pub origin: Span,
}

/// What a variable is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An answer.
    Answer,
    /// Known before the respondent answers; always optional.
    Given,
    /// Kept for its history; refused in answers.
    Retired,
    /// Last year's value of a variable, read from last year's file; no part of this answer file.
    Last(VarId),
}

/// What a variable may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A code of a list that is not retired in it.
    Code(CodeListId),
    /// `true`, or absent.
    Tick,
    /// A rank from 1 to the number of options.
    Rank {
        /// The last rank.
        max: u32,
    },
    /// A whole number, of −(2^53−1) to 2^53−1 unless bounded. Years and scales are whole numbers too, always bounded.
    Integer {
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// A number with at most so many decimal places and 15 digits in all.
    Decimal {
        /// Decimal places.
        digits: u32,
        /// The lowest.
        min: Number,
        /// The highest.
        max: Number,
    },
    /// A month, `2025-01`, of the years 1000 to 9999 unless bounded.
    Month {
        /// The first, counted from January of the year 0.
        min: i32,
        /// The last.
        max: i32,
    },
    /// A day, `2025-01-31`, of the years 1000 to 9999 unless bounded.
    Date {
        /// The first.
        min: Day,
        /// The last.
        max: Day,
    },
    /// Text: some character that is not white space (U+0020, U+3000, tab, U+000A, U+000D), none that is U+0000, and of the shape.
    Text {
        /// What the text looks like.
        shape: TextShape,
        /// At most so many Unicode code points.
        max_length: Option<u32>,
        /// Whether a line break (U+000A, U+000D) may stand in it.
        lines: bool,
    },
}

impl Value {
    /// The list of the codes it may hold, where it holds one of a list.
    pub fn code_list(&self) -> Option<CodeListId> {
        if let Self::Code(list) = self { Some(*list) } else { None }
    }
}

/// What a text looks like. Each is defined in the reference, not by any engine's own idea of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextShape {
    /// Anything.
    Free,
    /// Printable ASCII without spaces, one `@` that is not first, and behind it a `.` that is neither first nor last there.
    Email,
    /// A `+` or digit, then 5 to 19 digits or hyphens.
    Tel,
    /// Three digits, a hyphen, four digits.
    PostalJa,
    /// 2 to 10 ASCII letters, digits, spaces or hyphens, the first and last no space or hyphen.
    PostalAny,
    /// `http://` or `https://` and at least one character; none that is a control character (U+0000–U+001F, U+007F–U+009F), a space or U+3000.
    Url,
    /// A picture: `9` a digit, `A` a letter A–Z, everything else itself.
    Picture(String),
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeList {
    /// A name for it: that of the `choices` it comes from where it is taken whole, else its first variable's.
    pub name: String,
    /// Its codes, in printed order.
    pub codes: Vec<CodeEntry>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeEntry {
    /// The code.
    pub code: String,
    /// Its label, headings first.
    pub label: Vec<Text>,
    /// Its score.
    pub value: Option<Number>,
    /// What it means, where it is no answer proper.
    pub means: Option<Special>,
    /// Kept for its history; refused in answers.
    pub retired: bool,
    /// Its codes in the edition before, where they differ; several were merged into it.
    pub was: Vec<String>,
    /// The code of the edition before of which it is a part.
    pub splits: Option<String>,
}
