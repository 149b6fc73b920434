//! Which control a question gets: one exhaustive match over the question types.

use setsumon_core::form::{Answer, Choice, Field, FieldKind, GateOption, Grid};
use setsumon_core::ids::VarId;
use setsumon_core::walk::flat;

/// The control of a question.
#[derive(Debug)]
pub(crate) enum Control<'a> {
    /// Round buttons, boxes or ranks, one an option.
    Choices(&'a [Choice], Mark),
    /// A filter's round buttons.
    Gate(VarId, &'a [GateOption]),
    /// A table.
    Table(&'a Grid),
    /// Points in a line.
    Points(&'a Field, i64, i64),
    /// A single box to tick.
    Tick(&'a Field),
    /// A blank to be filled in.
    Blank(&'a Field),
}

/// What stands before an option.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark {
    /// A round button of this variable.
    One(VarId),
    /// A box of the option's own variable.
    Many,
    /// A list of ranks of the option's own variable.
    Rank(usize),
}

/// Whether the question's own words are a `legend` over several controls or the `label` of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// `fieldset` and `legend`.
    Fieldset,
    /// A `label`.
    Label,
    /// The words stand behind the box they belong to.
    Ticked,
}

impl Control<'_> {
    /// The control of an answer.
    pub(crate) fn of(answer: &Answer) -> Control<'_> {
        match answer {
            Answer::Single { variable, choices } => Control::Choices(choices, Mark::One(*variable)),
            Answer::Multi { choices, pick: _ } => Control::Choices(choices, Mark::Many),
            Answer::Rank { choices, pick } => {
                let last = pick.map_or_else(|| options(choices), |pick| pick.max as usize);
                Control::Choices(choices, Mark::Rank(last))
            }
            Answer::Gate { variable, options } => Control::Gate(*variable, options),
            Answer::Grid(grid) => Control::Table(grid),
            Answer::Field(field) => match &field.spec.kind {
                FieldKind::Scale { from, to, ends: _ } if !is_long_scale(*from, *to) => {
                    Control::Points(field, *from, *to)
                }
                FieldKind::Flag => Control::Tick(field),
                FieldKind::Scale { from: _, to: _, ends: _ }
                | FieldKind::Text
                | FieldKind::LongText
                | FieldKind::Integer
                | FieldKind::Decimal { digits: _ }
                | FieldKind::Year
                | FieldKind::FiscalYear
                | FieldKind::Month
                | FieldKind::Date
                | FieldKind::Email
                | FieldKind::Tel
                | FieldKind::Postal
                | FieldKind::Url => Control::Blank(field),
            },
        }
    }

    /// The class by which the style tells it, with a leading space.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Control::Gate(_, _) => " gate",
            Control::Table(_) => " table",
            Control::Choices(_, _) | Control::Points(_, _, _) | Control::Tick(_) | Control::Blank(_) => "",
        }
    }

    /// How the question's words stand to the control.
    pub(crate) fn frame(&self) -> Frame {
        match self {
            Control::Choices(_, _) | Control::Gate(_, _) | Control::Table(_) | Control::Points(_, _, _) => {
                Frame::Fieldset
            }
            Control::Tick(_) => Frame::Ticked,
            Control::Blank(field) => {
                if field.alternatives.is_empty() {
                    Frame::Label
                } else {
                    Frame::Fieldset
                }
            }
        }
    }
}

/// Whether a scale has more points than round buttons can show: it is a figure, with a slider beside it.
pub(crate) fn is_long_scale(from: i64, to: i64) -> bool {
    to.saturating_sub(from) > 20
}

/// How many options there are, under headings too.
fn options(choices: &[Choice]) -> usize {
    flat(choices).filter(|option| !option.retired).count()
}
