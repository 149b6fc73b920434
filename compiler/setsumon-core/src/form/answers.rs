//! What may be answered: the closed list of question types and what they are made of.

use super::{Item, Marker, Own};
use crate::ids::{CondId, EndId, QuestionId, VarId};
use crate::names;
use crate::number::Number;
use crate::text::Text;
use crate::walk::flat;

/// What may be answered: the closed list of question types. A new one does not compile until every target handles it.
#[derive(Debug, Clone)]
pub enum Answer {
    /// One of the options.
    Single {
        /// Its variable: a code.
        variable: VarId,
        /// The options.
        choices: Vec<Choice>,
    },
    /// Any number of the options.
    Multi {
        /// The options, each with a tick of its own.
        choices: Vec<Choice>,
        /// At least so many ticks, and at most.
        pick: Option<Pick>,
    },
    /// The options in order of importance, from 1.
    Rank {
        /// The options, each with a rank of its own.
        choices: Vec<Choice>,
        /// At least so many ranks, and at most.
        pick: Option<Pick>,
    },
    /// A filter: a question on screen, a sentence on paper.
    Gate {
        /// Its variable: a code.
        variable: VarId,
        /// The options.
        options: Vec<GateOption>,
    },
    /// A table.
    Grid(Grid),
    /// One blank.
    Field(Field),
}

/// At least and at most so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// What stands in a list of options.
#[derive(Debug, Clone)]
pub enum Choice {
    /// A heading over some of them.
    Heading {
        /// Its words.
        label: Text,
        /// The options under it.
        choices: Vec<Choice>,
    },
    /// An option.
    Option(ChoiceOption),
}

/// An option.
#[derive(Debug, Clone)]
pub struct ChoiceOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its own variable, in a multiple choice (a tick) or ranking (a rank).
    pub variable: Option<VarId>,
    /// When it is offered, beyond its question being asked: its own condition, or its having been ticked before.
    pub offered: CondId,
    /// Its own condition in words.
    pub who: Option<Text>,
    /// When it is offered, its own condition or its having been chosen before, and who tells it.
    pub own: Option<Own>,
    /// Whether it excludes the others, in a multiple choice.
    pub exclusive: bool,
    /// What it means, where it is no answer proper.
    pub means: Option<Special>,
    /// Its score.
    pub value: Option<Number>,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print behind it.
    pub hint: Option<Text>,
    /// Words at its blank.
    pub beside: Option<Text>,
    /// How it is read, where its list says so: it is found by that on screen.
    pub kana: Option<String>,
    /// Its footnote, with the number the compiler gave it: `※1`, `*1`.
    pub footnote: Option<Footnote>,
    /// Its write-in, the field coded `specify`.
    pub specify: Option<QuestionId>,
    /// Further fields asked where it is chosen; the write-in is not among them.
    pub items: Vec<Item>,
    /// Kept for its history: not offered, not printed, refused in answers.
    pub retired: bool,
}

/// A footnote of an option or row.
#[derive(Debug, Clone)]
pub struct Footnote {
    /// `※1`, `*1`.
    pub sign: String,
    /// Its text.
    pub text: Text,
    /// Whether this is the place where the text is printed; the same note under the same list elsewhere only repeats the sign.
    pub printed: bool,
}

/// What a special answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Special {
    /// Does not know.
    DontKnow,
    /// Prefers not to answer.
    Refused,
    /// Does not apply.
    NotApplicable,
}

/// An option of a gate.
#[derive(Debug, Clone)]
pub struct GateOption {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// What those read who go on.
    pub then: Option<Text>,
    /// The early end it causes.
    pub end: Option<EndId>,
    /// Kept for its history.
    pub retired: bool,
}

/// A table of rows and columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its rows.
    pub rows: Vec<RowEntry>,
    /// What each row holds.
    pub cells: Cells,
}

impl Grid {
    /// The variables of the first row, by which its columns are known.
    pub fn first_cells(&self) -> &[VarId] {
        flat(&self.rows).map(|row| row.cells.as_slice()).find(|cells| !cells.is_empty()).unwrap_or_default()
    }
}

impl Answer {
    /// What a variable of this name is written in, where it is written: a cell of a table by its column, whose code its name ends with.
    pub fn blank_of(&self, variable: &str) -> Option<&FieldSpec> {
        match self {
            Self::Field(field) => Some(&field.spec),
            Self::Grid(grid) => {
                let Cells::Fields { columns } = &grid.cells else { return None };
                let code = names::code(variable);
                Some(&columns.iter().find(|column| column.code == code || columns.len() == 1)?.field)
            }
            Self::Single { variable: _, choices: _ }
            | Self::Multi { choices: _, pick: _ }
            | Self::Rank { choices: _, pick: _ }
            | Self::Gate { variable: _, options: _ } => None,
        }
    }
}

/// What stands among the rows of a grid.
#[derive(Debug, Clone)]
pub enum RowEntry {
    /// A label cell over some rows.
    Heading {
        /// Its words.
        label: Text,
        /// The rows under it.
        rows: Vec<RowEntry>,
    },
    /// A row.
    Row(Row),
}

/// A row of a grid.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// When it is offered, beyond its grid being asked.
    pub offered: CondId,
    /// Its own condition in words.
    pub who: Option<Text>,
    /// When it is offered, its own condition or its having been chosen before, and who tells it.
    pub own: Option<Own>,
    /// Whether it may stay blank though the grid is required.
    pub optional: bool,
    /// New, updated or kept.
    pub marker: Marker,
    /// Small print under it.
    pub hint: Option<Text>,
    /// Words at its blanks.
    pub beside: Option<Text>,
    /// Its footnote.
    pub footnote: Option<Footnote>,
    /// Its write-in.
    pub specify: Option<QuestionId>,
    /// Further fields, asked where the row is answered.
    pub items: Vec<Item>,
    /// The variables of its cells: one for `Single` (a code), one for each option of `Multi` (ticks), one for each column of `Fields`.
    pub cells: Vec<VarId>,
    /// Kept for its history.
    pub retired: bool,
}

/// What the rows of a grid hold.
#[derive(Debug, Clone)]
pub enum Cells {
    /// One of the options a row.
    Single {
        /// The options, which have neither fields nor variables of their own.
        choices: Vec<Choice>,
    },
    /// Any number of the options a row.
    Multi {
        /// The options, which have neither fields nor variables of their own.
        choices: Vec<Choice>,
    },
    /// Blanks.
    Fields {
        /// The columns; one without label and code where the grid has no `columns`.
        columns: Vec<Column>,
    },
}

/// A column of blanks.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its code; empty where the grid has no `columns`.
    pub code: String,
    /// Its label.
    pub label: Option<Text>,
    /// The blank. Its `variable` is that of no row: take the row's cells.
    pub field: FieldSpec,
    /// Whether each blank must be filled in.
    pub required: bool,
    /// New, updated or kept.
    pub marker: Marker,
}

/// One blank of its own.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its variable.
    pub variable: VarId,
    /// What may be written.
    pub spec: FieldSpec,
    /// Its write-in, the field coded `specify`.
    pub specify: Option<QuestionId>,
    /// Further fields, asked where it is answered (a flag: ticked).
    pub items: Vec<Item>,
    /// Answers that take the place of a value: `or { unknown "…" }`. Each is a tick of its own.
    pub alternatives: Vec<Alternative>,
}

/// A tick that takes the place of a value.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// Its tick.
    pub variable: VarId,
    /// What it means.
    pub means: Option<Special>,
    /// Kept for its history.
    pub retired: bool,
}

/// What may be written in a blank, and the words around it.
#[derive(Debug, Clone)]
pub struct FieldSpec {
    /// The kind of blank.
    pub kind: FieldKind,
    /// Words before it.
    pub prefix: Option<Text>,
    /// Its unit as printed.
    pub unit: Option<Text>,
    /// Words behind it.
    pub suffix: Option<Text>,
}

/// The kinds of blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Integer,
    /// A number with so many decimal places.
    Decimal {
        /// Decimal places, 1 to 9.
        digits: u32,
    },
    /// Points from one number to another, with words at the ends.
    Scale {
        /// The lowest.
        from: i64,
        /// The highest.
        to: i64,
        /// Words at the lowest and at the highest.
        ends: Option<(Text, Text)>,
    },
    /// A calendar year.
    Year,
    /// A fiscal year.
    FiscalYear,
    /// A month.
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

/// The lowest and the highest point of a scale, and the words at both.
pub type Points<'f> = (i64, i64, Option<&'f (Text, Text)>);

impl FieldKind {
    /// The lowest and the highest point to choose from and the words at both, where it is a scale.
    pub fn points(&self) -> Option<Points<'_>> {
        match self {
            Self::Scale { from, to, ends } => Some((*from, *to, ends.as_ref())),
            Self::Text
            | Self::LongText
            | Self::Integer
            | Self::Decimal { digits: _ }
            | Self::Year
            | Self::FiscalYear
            | Self::Month
            | Self::Date
            | Self::Email
            | Self::Tel
            | Self::Postal
            | Self::Url
            | Self::Flag => None,
        }
    }

    /// Whether figures are written in it that could be added up: points of a scale and years are none.
    pub fn is_figure(&self) -> bool {
        match self {
            Self::Integer | Self::Decimal { digits: _ } => true,
            Self::Text
            | Self::LongText
            | Self::Scale { from: _, to: _, ends: _ }
            | Self::Year
            | Self::FiscalYear
            | Self::Month
            | Self::Date
            | Self::Email
            | Self::Tel
            | Self::Postal
            | Self::Url
            | Self::Flag => false,
        }
    }

    /// The words at the lowest and the highest point, where it is a scale that has them.
    pub fn ends(&self) -> Option<&(Text, Text)> {
        self.points()?.2
    }

    /// The word of the language for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "longtext",
            Self::Integer => "integer",
            Self::Decimal { digits: _ } => "decimal",
            Self::Scale { from: _, to: _, ends: _ } => "scale",
            Self::Year => "year",
            Self::FiscalYear => "fiscal_year",
            Self::Month => "month",
            Self::Date => "date",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Postal => "postal",
            Self::Url => "url",
            Self::Flag => "flag",
        }
    }
}
