//! What may stand where: the table of the language.

use crate::ast::{Kind, QuestionKind};

/// A kind of `{ }`, by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The file, and `when { }` in it if the flag is set.
    File(bool),
    Survey,
    /// `numbers` and `wording`.
    Entries,
    Units,
    Part,
    Section,
    Group,
    Repeat,
    Block,
    /// Of a `single`, `multi` or `rank`.
    Choice,
    /// Of `choices`.
    List,
    Rows,
    Columns,
    Grid,
    Gate,
    /// Of an option, row or field.
    Field,
    /// Of `or { }`.
    Special,
    /// Of a kind that has no `{ }`: what stands there has been reported.
    Nowhere,
}

impl Place {
    /// Whether a line there is an option unless it begins with a word that may stand there.
    pub(crate) fn is_list(self) -> bool {
        match self {
            Place::Choice | Place::List | Place::Rows | Place::Columns | Place::Gate | Place::Special => true,
            Place::File(_)
            | Place::Survey
            | Place::Entries
            | Place::Units
            | Place::Part
            | Place::Section
            | Place::Group
            | Place::Repeat
            | Place::Block
            | Place::Grid
            | Place::Field
            | Place::Nowhere => false,
        }
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Place::File(false) => "a file",
            Place::File(true) => "a `when` outside parts and sections",
            Place::Survey => "`survey { }`",
            Place::Entries => "`numbers { }` or `wording { }`",
            Place::Units => "`units { }`",
            Place::Part => "a part",
            Place::Section => "a section",
            Place::Group => "a group",
            Place::Repeat => "a repeat",
            Place::Block => "a block",
            Place::Choice | Place::List => "a list of options",
            Place::Rows => "a list of rows",
            Place::Columns => "a list of columns",
            Place::Grid => "a grid",
            Place::Gate => "a gate",
            Place::Field => "the `{ }` of an option, row or field",
            Place::Special => "`or { }`",
            Place::Nowhere => "this `{ }`",
        }
    }

    /// What its children may be, for help.
    pub(crate) fn holds(self) -> &'static str {
        match self {
            Place::File(false) => {
                "a file holds `survey`, `import`, `choices`, `block`, `let`, `page`, `part`, `note`, `section`, `gate` and `end`"
            }
            Place::File(true) => "it holds `page`, `part`, `note`, `section`, `gate` and `end`",
            Place::Survey => {
                "it holds `locale`, `edition`, `publisher`, `submit`, `as_of`, `deadline`, `numbers`, `wording`, `units`, `info` and `given`"
            }
            Place::Entries => "it holds lines of a code and a text",
            Place::Units => "it holds lines of a code and the spellings of the unit",
            Place::Part => {
                "a part holds `lead`, `page`, `note`, `section`, `gate` and `end`; put questions into a `section`"
            }
            Place::Section => {
                "a section holds questions, `grid`, `group`, `repeat`, `use`, `gate`, `calc`, `check`, `note` and `end`"
            }
            Place::Group => "a group holds questions, `grid`, `group`, `repeat`, `use`, `calc`, `check` and `note`",
            Place::Repeat => "a repeat holds questions, `grid`, `group`, `use`, `calc`, `check` and `note`",
            Place::Block => "a block holds questions, `grid`, `group`, `use`, `calc`, `check` and `note`",
            Place::Choice => {
                "it holds options; put a further question into the `{ }` of an option, or both into a `group`"
            }
            Place::List | Place::Rows => {
                "it holds options, `heading` and `retired`; a question stands in the `{ }` of one of them"
            }
            Place::Columns => "it holds options, or fields of different kinds",
            Place::Grid => "a grid holds `rows` and `columns`",
            Place::Gate => "a gate holds options with `then` or `end`, `lead` and `note`",
            Place::Field => "it holds questions, `hint`, `note`, `beside`, `check` and `when`",
            Place::Special => "it holds options, as in `or { unknown \"…\" means dont_know }`",
            Place::Nowhere => "nothing may stand there",
        }
    }
}

/// What the `{ }` of a statement holds, seen from the `{ }` it stands in.
pub(crate) fn within(kind: Kind, place: Place) -> Place {
    match kind {
        Kind::Survey => Place::Survey,
        Kind::Numbers | Kind::Wording => Place::Entries,
        Kind::Units => Place::Units,
        Kind::Part => Place::Part,
        Kind::Section => Place::Section,
        Kind::Group => match place {
            // A group in a repeat or block may not hold what those may not.
            Place::Repeat => Place::Repeat,
            Place::Block => Place::Block,
            Place::File(_)
            | Place::Survey
            | Place::Entries
            | Place::Units
            | Place::Part
            | Place::Section
            | Place::Group
            | Place::Choice
            | Place::List
            | Place::Rows
            | Place::Columns
            | Place::Grid
            | Place::Gate
            | Place::Field
            | Place::Special
            | Place::Nowhere => Place::Group,
        },
        Kind::Repeat => Place::Repeat,
        Kind::Block => Place::Block,
        Kind::Choices => Place::List,
        Kind::Question(QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank) => Place::Choice,
        Kind::Question(_) | Kind::Option => Place::Field,
        Kind::Grid => Place::Grid,
        Kind::Rows => Place::Rows,
        Kind::Columns => Place::Columns,
        Kind::Gate => Place::Gate,
        Kind::Retired => Place::List,
        Kind::When if matches!(place, Place::File(_)) => Place::File(true),
        // These hold what the place they stand in holds.
        Kind::When | Kind::Lead | Kind::Heading => place,
        Kind::Locale
        | Kind::Edition
        | Kind::Publisher
        | Kind::Submit
        | Kind::AsOf
        | Kind::Deadline
        | Kind::Entry
        | Kind::UnitEntry
        | Kind::Info
        | Kind::Given
        | Kind::Import
        | Kind::Let
        | Kind::Page
        | Kind::Note
        | Kind::Instruction
        | Kind::Hint
        | Kind::Beside
        | Kind::Rationale
        | Kind::End
        | Kind::Use
        | Kind::Calc
        | Kind::Check => Place::Nowhere,
    }
}

/// What is asked or shown in a section, wherever it stands.
fn is_item(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Question(_)
            | Kind::Grid
            | Kind::Group
            | Kind::Use
            | Kind::Calc
            | Kind::Let
            | Kind::Check
            | Kind::Note
            | Kind::Retired
            | Kind::Lead
            | Kind::Heading
            | Kind::When
            | Kind::Instruction
            | Kind::Hint
            | Kind::Beside
            | Kind::Rationale
    )
}

/// Whether what stands in the `{ }` of an owner is read by it. Small print belongs to one thing: in the `{ }` of a section or a
/// `when` it would be nobody's, which is easily written by putting it behind a question instead of into its `{ }`.
pub(crate) fn is_read_by(owner: Option<Kind>, kind: Kind) -> bool {
    match (kind, owner) {
        (Kind::Hint | Kind::Beside, None | Some(Kind::Section | Kind::When | Kind::Lead | Kind::Heading)) => false,
        (Kind::Beside, Some(Kind::Repeat)) => false,
        (_, _) => true,
    }
}

/// Whether a kind may stand in a place.
pub(crate) fn may_hold(place: Place, kind: Kind) -> bool {
    match place {
        Place::File(inner) => {
            let shown = matches!(
                kind,
                Kind::Page | Kind::Part | Kind::Note | Kind::Section | Kind::Gate | Kind::End | Kind::When
            );
            let once = matches!(kind, Kind::Survey | Kind::Import | Kind::Choices | Kind::Block | Kind::Let);
            shown || (once && !inner)
        }
        Place::Survey => matches!(
            kind,
            Kind::Locale
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
        ),
        Place::Entries => kind == Kind::Entry,
        Place::Units => kind == Kind::UnitEntry,
        Place::Part => matches!(
            kind,
            Kind::Lead
                | Kind::Page
                | Kind::Note
                | Kind::Section
                | Kind::Gate
                | Kind::End
                | Kind::When
                | Kind::Rationale
        ),
        Place::Section => is_item(kind) || matches!(kind, Kind::Repeat | Kind::Gate | Kind::End),
        Place::Group => is_item(kind) || kind == Kind::Repeat,
        Place::Repeat | Place::Block => is_item(kind),
        Place::Choice | Place::List | Place::Rows => matches!(
            kind,
            Kind::Option
                | Kind::Heading
                | Kind::Retired
                | Kind::Lead
                | Kind::Instruction
                | Kind::Hint
                | Kind::Beside
                | Kind::Note
                | Kind::Rationale
        ),
        Place::Columns => matches!(kind, Kind::Option | Kind::Question(_) | Kind::Retired),
        Place::Grid => matches!(
            kind,
            Kind::Rows
                | Kind::Columns
                | Kind::Lead
                | Kind::Instruction
                | Kind::Hint
                | Kind::Beside
                | Kind::Note
                | Kind::Rationale
                | Kind::Check
        ),
        Place::Gate => matches!(
            kind,
            Kind::Option | Kind::Lead | Kind::Note | Kind::Instruction | Kind::Rationale | Kind::Hint | Kind::Retired
        ),
        Place::Field => matches!(
            kind,
            Kind::Question(_)
                | Kind::Grid
                | Kind::Hint
                | Kind::Note
                | Kind::Beside
                | Kind::Lead
                | Kind::Instruction
                | Kind::Rationale
                | Kind::Check
                | Kind::When
                | Kind::Retired
        ),
        Place::Special => matches!(kind, Kind::Option | Kind::Retired),
        Place::Nowhere => false,
    }
}
