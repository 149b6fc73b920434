//! The fields on a sheet that is to be filled in on screen: which variable each place to write belongs to.

use setsumon_core::ids::VarId;

use crate::sheet::Shape;
use crate::widget::{Kind, Widget};

use super::View;

/// The fields so far; none are gathered where the sheet is for paper alone.
#[derive(Debug)]
pub(super) struct Widgets {
    fillable: bool,
    all: Vec<Widget>,
    /// Which occurrence of a roster is being printed.
    occurrence: Option<u32>,
}

impl Widgets {
    pub(super) fn new(fillable: bool) -> Self {
        Self { fillable, all: Vec::new(), occurrence: None }
    }

    /// Whether the sheet is to be filled in on screen.
    pub(super) fn are_wanted(&self) -> bool {
        self.fillable
    }

    pub(super) fn all(self) -> Vec<Widget> {
        self.all
    }

    fn add(&mut self, widget: Widget) -> Option<usize> {
        if !self.fillable {
            return None;
        }
        self.all.push(widget);
        self.all.len().checked_sub(1)
    }
}

impl View<'_> {
    /// Runs something for one occurrence of a roster.
    pub(super) fn in_occurrence<T>(&mut self, number: u32, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.widgets.occurrence.replace(number);
        let result = run(self);
        self.widgets.occurrence = outer;
        result
    }

    /// A field of a variable.
    pub(super) fn widget(&mut self, variable: VarId, kind: Kind, tip: String) -> Option<usize> {
        let name = self.field_name(variable);
        self.widgets.add(Widget { name, kind, tip })
    }

    /// A field that is called like its variable.
    pub(super) fn named_widget(&mut self, variable: VarId, kind: Kind) -> Option<usize> {
        let tip = self.tip(variable);
        self.widget(variable, kind, tip)
    }

    /// The fields at the points of a scale.
    pub(super) fn point_widgets(&mut self, variable: VarId, points: &[String]) -> Vec<usize> {
        let tip = self.tip(variable);
        let point = |point: &String| self.widget(variable, Kind::Radio(point.clone()), format!("{tip} {point}"));
        points.iter().filter_map(point).collect()
    }

    /// The fields of a blank: one, or `-1`, `-2` and so on for its parts.
    pub(super) fn blank_widgets(&mut self, variable: VarId, shape: &Shape) -> Vec<usize> {
        let (parts, kind) = match shape {
            Shape::Fill | Shape::Line { mm: _ } | Shape::Figure { mm: _ } => (1, Kind::Line),
            // What is worked out is not asked for.
            Shape::Total { mm: _, bracketed: _ } => (0, Kind::Line),
            Shape::Area { mm: _, framed: _ } => (1, Kind::Lines),
            Shape::Parts { parts } => (parts.len(), Kind::Line),
            Shape::Cells { cells } => (cells.iter().filter(|cell| cell.is_empty()).count(), Kind::Line),
        };
        let (name, tip) = (self.field_name(variable), self.tip(variable));
        (1..=parts)
            .filter_map(|part| {
                let name = if parts == 1 { name.clone() } else { format!("{name}-{part}") };
                self.widgets.add(Widget { name, kind: kind.clone(), tip: tip.clone() })
            })
            .collect()
    }

    /// The variable's name, with the number of the occurrence where there are several. A field's name has no full stops.
    fn field_name(&self, variable: VarId) -> String {
        let variable = self.form.variables().get(variable);
        match self.widgets.occurrence.filter(|_| variable.repeat.is_some()) {
            Some(number) => format!("{}[{number}]", variable.name),
            None => variable.name.clone(),
        }
    }

    fn tip(&self, variable: VarId) -> String {
        let label = &self.form.variables().get(variable).label;
        label.iter().map(|part| part.plain().replace('\n', " ")).collect::<Vec<_>>().join(" ")
    }
}
