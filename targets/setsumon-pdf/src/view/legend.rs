//! The legend: what marks and colours mean.

use setsumon_core::form::{Answer as CoreAnswer, Cells, Form, Marker as CoreMarker};
use setsumon_words::Paper;

use crate::sheet::Block;
use crate::theme::{Instructions, Theme};

/// Whether it says what the marks ask for, so that no question need to.
pub(super) fn tells(form: &Form, theme: &Theme, language: &Paper) -> bool {
    !form.wording().legend_marks.is_empty()
        && match theme.apparatus.instructions {
            Instructions::Auto => language.told_by_legend,
            Instructions::Each => false,
            Instructions::Legend => true,
        }
}

/// What stands on the paper that the legend speaks of.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    /// ○ or □ of options.
    marked: bool,
    /// The same in the rows of a table.
    tables: bool,
    scales: bool,
}

impl Marks {
    fn of(form: &Form) -> Self {
        form.questions().values().fold(Self::default(), |mut marks, question| {
            marks.see(&question.answer);
            marks
        })
    }

    fn see(&mut self, answer: &CoreAnswer) {
        match answer {
            CoreAnswer::Single { variable: _, choices: _ } | CoreAnswer::Multi { choices: _, pick: _ } => {
                self.marked = true;
            }
            CoreAnswer::Grid(grid) => {
                self.marked = true;
                match &grid.cells {
                    Cells::Single { choices: _ } | Cells::Multi { choices: _ } => self.tables = true,
                    Cells::Fields { columns } => {
                        self.scales |= columns.iter().any(|column| column.field.kind.points().is_some());
                    }
                }
            }
            CoreAnswer::Field(field) => {
                self.scales |= field.spec.kind.points().is_some();
                self.marked |= field.alternatives.iter().filter(|one| !one.retired).count() > 1;
            }
            CoreAnswer::Rank { choices: _, pick: _ } | CoreAnswer::Gate { variable: _, options: _ } => {}
        }
    }
}

/// The legend of a form.
pub(super) fn legend(form: &Form, told_by_legend: bool) -> Block {
    let wording = form.wording();
    let Marks { marked, tables, scales } = Marks::of(form);
    let some = |wanted: CoreMarker| form.variables().values().any(|variable| variable.marker == wanted);
    let line = |there: bool, words: &str| if there { words.to_owned() } else { String::new() };
    Block::Legend {
        marks: line(marked, &wording.legend_marks),
        rows: line(tables && told_by_legend, &wording.legend_rows),
        scales: line(scales && told_by_legend, &wording.legend_scales),
        new: line(some(CoreMarker::New), &wording.legend_new),
        updated: line(some(CoreMarker::Updated), &wording.legend_updated),
    }
}
