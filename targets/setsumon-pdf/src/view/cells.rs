//! Blanks in tables: their cells, and what the heads of their columns say for all of them.

use setsumon_core::form::FieldKind;
use setsumon_core::ids::VarId;

use crate::sheet::{Answer, GridCell, Text};
use crate::widget::Kind;

use super::View;
use super::answers::MULTI;
use super::fields::{is_ruler, scale};
use super::language;
use super::measure::columns_f64;
use super::text::{label, optional, words};

/// The words at both ends of a scale, for the head of its column: its cells have room for the points alone.
pub(super) fn ends(kind: &FieldKind) -> Text {
    kind.ends().map_or_else(Text::new, |(low, high)| {
        let mut ends = label(low);
        ends.extend(words(" – "));
        ends.extend(label(high));
        ends
    })
}

/// What tells, for the head of a column of scales, that one of the points is circled.
pub(super) fn circled(view: &View<'_>, kind: &FieldKind) -> Text {
    let told = &view.form.wording().circle;
    if kind.points().is_none() || view.told_by_legend || told.is_empty() {
        return Text::new();
    }
    words(format!("{}{told}{}", view.language.open, view.language.close))
}

/// A column's unit stands in its head: its cells are empty.
pub(super) fn unit(view: &View<'_>, field: &setsumon_core::form::FieldSpec) -> Text {
    let mut inner = optional(field.prefix.as_ref());
    if !inner.is_empty() {
        inner.extend(words("…"));
    }
    inner.extend(optional(field.unit.as_ref()));
    super::fields::extend_with_suffix(view, &mut inner, field.suffix.as_ref());
    if inner.is_empty() {
        return inner;
    }
    let mut unit = words(view.language.open);
    unit.extend(inner);
    unit.extend(words(view.language.close));
    unit
}

/// How wide a column of blanks is; those without a width share what is left.
pub(super) fn blank_width(kind: &FieldKind) -> Option<f64> {
    match kind {
        FieldKind::Integer | FieldKind::Decimal { digits: _ } => Some(26.0),
        FieldKind::Year | FieldKind::FiscalYear => Some(22.0),
        FieldKind::Month => Some(36.0),
        FieldKind::Date => Some(46.0),
        FieldKind::Flag => Some(14.0),
        FieldKind::Postal => Some(28.0),
        FieldKind::Tel => Some(34.0),
        // A line to mark on takes what is left.
        FieldKind::Scale { from, to, ends: _ } if is_ruler(*from, *to) => None,
        FieldKind::Scale { from, to, ends: _ } => {
            Some(8.5 * columns_f64(usize::try_from(to.saturating_sub(*from)).unwrap_or(0).saturating_add(1)))
        }
        FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Url => None,
    }
}

/// What stands in a cell whose column has a head: nothing, where its unit is in the head.
pub(super) fn blank_cell(view: &mut View<'_>, kind: &FieldKind, variable: Option<VarId>) -> GridCell {
    match kind {
        FieldKind::Flag => GridCell::Mark {
            mark: MULTI.to_owned(),
            widget: variable.and_then(|variable| view.named_widget(variable, Kind::Check)),
        },
        FieldKind::Scale { from, to, ends: _ } => {
            let answer = scale(view, *from, *to, (Text::new(), Text::new()), variable);
            GridCell::Answers { answers: vec![answer], widget: None }
        }
        FieldKind::Date => {
            let parts = language::day(view.language);
            parts_cell(view, parts, variable)
        }
        FieldKind::Month => {
            let parts = language::month(view.language);
            parts_cell(view, parts, variable)
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Integer
        | FieldKind::Decimal { digits: _ }
        | FieldKind::Year
        | FieldKind::FiscalYear
        | FieldKind::Email
        | FieldKind::Tel
        | FieldKind::Postal
        | FieldKind::Url => GridCell::Answers {
            answers: Vec::new(),
            widget: variable.and_then(|variable| view.named_widget(variable, Kind::Line)),
        },
    }
}

fn parts_cell(view: &mut View<'_>, parts: Vec<crate::sheet::Part>, variable: Option<VarId>) -> GridCell {
    let shape = crate::sheet::Shape::Parts { parts };
    let widgets = variable.map(|variable| view.blank_widgets(variable, &shape)).unwrap_or_default();
    let blank = crate::sheet::Blank { before: Text::new(), after: Text::new(), beside: Text::new(), shape, widgets };
    GridCell::Answers { answers: vec![Answer::Blank(blank)], widget: None }
}
