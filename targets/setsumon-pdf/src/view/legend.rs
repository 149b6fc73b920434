//! The legend: what marks and colours mean.

use setsumon_core::form::{Answer as CoreAnswer, Cells, Form, Marker as CoreMarker};

use crate::sheet::Block;
use crate::theme::{Instructions, Theme};

use super::words::Language;

/// Whether it says what the marks ask for, so that no question need to.
pub(super) fn tells(form: &Form, theme: &Theme, language: Language) -> bool {
    !form.wording().legend_marks.is_empty()
        && match theme.apparatus.instructions {
            Instructions::Auto => language.told_by_legend,
            Instructions::Each => false,
            Instructions::Legend => true,
        }
}

/// The legend of a form.
pub(super) fn legend(form: &Form, told_by_legend: bool) -> Block {
    let wording = form.wording();
    let marked = form.questions().values().any(|question| match &question.answer {
        CoreAnswer::Single { variable: _, choices: _ }
        | CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Grid(_) => true,
        CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Field(_) => false,
    });
    let tables = form.questions().values().any(|question| match &question.answer {
        CoreAnswer::Grid(grid) => match &grid.cells {
            Cells::Single { choices: _ } | Cells::Multi { choices: _ } => true,
            Cells::Fields { columns: _ } => false,
        },
        CoreAnswer::Single { variable: _, choices: _ }
        | CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Field(_) => false,
    });
    let some = |wanted: CoreMarker| form.variables().values().any(|variable| variable.marker == wanted);
    let line = |there: bool, words: &str| if there { words.to_owned() } else { String::new() };
    Block::Legend {
        marks: line(marked, &wording.legend_marks),
        rows: line(tables && told_by_legend, &wording.legend_rows),
        new: line(some(CoreMarker::New), &wording.legend_new),
        updated: line(some(CoreMarker::Updated), &wording.legend_updated),
    }
}
