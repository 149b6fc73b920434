//! Which variables are answered together: the ticks of a multiple choice, the ranks of a ranking, a value and the answers in its place.

use crate::form::{Answer, Cells, Field, Form, Value};
use crate::ids::VarId;
use crate::walk::flat;

/// The variables of which one answer answers all: the ticks or ranks of a question or of a row, or a value and what takes its place.
/// Any other variable is alone.
pub fn together(form: &Form, id: VarId) -> Vec<VarId> {
    let Some(question) = form.variables().get(id).question else { return vec![id] };
    let mut found = Vec::new();
    match &form.questions().get(question).answer {
        Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
            found.extend(flat(choices).filter_map(|option| option.variable));
        }
        Answer::Grid(grid) => match grid.cells {
            Cells::Multi { choices: _ } => {
                let own = flat(&grid.rows).filter(|row| row.cells.contains(&id));
                found.extend(own.flat_map(|row| &row.cells));
            }
            Cells::Single { choices: _ } | Cells::Fields { columns: _ } => {}
        },
        Answer::Field(Field { variable, spec: _, specify: _, items: _, alternatives }) => {
            found.push(*variable);
            found.extend(alternatives.iter().map(|alternative| alternative.variable));
        }
        Answer::Single { variable: _, choices: _ } | Answer::Gate { variable: _, options: _ } => {}
    }
    if found.contains(&id) { found } else { vec![id] }
}

/// Whether a variable is a flag: a tick that stands for itself, and which, asked, is never without an answer.
pub fn is_flag(form: &Form, id: VarId) -> bool {
    form.variables().get(id).value == Value::Tick && together(form, id) == [id]
}
