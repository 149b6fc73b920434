//! Whether what an answer stands in says something else: whoever wrote “Boat” behind “Otherwise” wrote it behind no “In a hotel”.
//!
//! ```text
//! a.how.other.specify    in the option `other` of a.how, or in a row of that code
//! a.machines.maker       in the blank a.machines itself
//! ```
//! What came here from elsewhere did not stand in what is around it today: `was` is its author's word that it is the same.

use super::{Alike, How, Marker, Role, Step, label_then};
use crate::form::{Answer, Question, Row};
use crate::frozen::{JOINT, PastVariable};
use crate::names;
use crate::walk::flat;

impl Step<'_> {
    /// The option, row or question that it stood in, in the words of then, where that says something else today.
    pub(super) fn hangs_on_other(&self, inner: &PastVariable) -> Option<String> {
        let (around, code) = self.around()?;
        let before = self.before;
        match &around.answer {
            Answer::Single { variable, choices: _ } | Answer::Gate { variable, options: _ } => {
                before.step(*variable).other_option(code, inner)
            }
            Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
                let option = flat(choices).find(|option| option.code == code)?;
                before.step(option.variable?).other_itself(inner)
            }
            Answer::Grid(grid) => {
                let row = flat(&grid.rows).find(|row| row.code == code)?;
                row.cells.iter().find_map(|cell| before.step(*cell).other_row(row, inner))
            }
            Answer::Field(field) => before.step(field.variable).other_itself(inner),
        }
    }

    /// Whether it stands in an answer that is given anew, because the year in its question moved.
    pub(super) fn hangs_on_a_year(&self) -> bool {
        let Some((around, code)) = self.around() else { return false };
        let holder = match &around.answer {
            Answer::Single { variable, choices: _ } | Answer::Gate { variable, options: _ } => Some(*variable),
            Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
                flat(choices).find(|option| option.code == code).and_then(|option| option.variable)
            }
            Answer::Grid(grid) => {
                flat(&grid.rows).find(|row| row.code == code).and_then(|row| row.cells.first().copied())
            }
            Answer::Field(field) => Some(field.variable),
        };
        holder.is_some_and(|holder| self.before.is_of_a_year(holder))
    }

    /// The question that it stands in, and the code behind that: of one of its options or rows, where it has any.
    fn around(&self) -> Option<(&Question, &str)> {
        let path = self.question()?.path.as_str();
        path.rmatch_indices('.').find_map(|(at, _)| {
            let id = self.before.questions.get(path.get(..at)?)?;
            let code = path.get(at + 1..)?.split('.').next()?;
            Some((self.before.form.questions().get(*id), code))
        })
    }

    /// An option of a choice, in which it stood.
    fn other_option(&self, code: &str, inner: &PastVariable) -> Option<String> {
        let list = self.variable.value.code_list()?;
        let entry = self.before.form.code_lists().get(list).codes.iter().find(|entry| entry.code == code)?;
        let is_kept = !entry.retired && entry.was.is_empty();
        self.around_then(inner).filter(|_| is_kept).find_map(|then| {
            let offered = then.codes.iter().filter(|known| known.editions.contains(&self.before.edition));
            let known = offered.into_iter().find(|known| known.code == code)?;
            let itself = || self.option(code, &entry.label, &known.label).map(|changed| changed.words);
            self.of_other(then).map(|_| last(&known.label)).or_else(itself)
        })
    }

    /// A tick, a rank or a blank, in which it stood. One of another kind may ask for the same.
    fn other_itself(&self, inner: &PastVariable) -> Option<String> {
        self.around_then(inner).find_map(|then| {
            let mut changed = self.before.changed_from(self.id, then).into_iter();
            let is_other = changed.any(|changed| match changed.how {
                How::Moved | How::Reworded | How::Unit | How::Scale | How::OfOther => true,
                How::Kind | How::Option => false,
            });
            is_other.then(|| last(&then.label))
        })
    }

    /// The row of a cell, in which it stood.
    fn other_row(&self, row: &Row, inner: &PastVariable) -> Option<String> {
        if !self.is_answered() || !names::codes(&inner.name).any(|code| code == row.code) {
            return None;
        }
        self.before.was(self.variable).filter(|then| self.keeps(then, &row.code)).find_map(|then| {
            let parts: Vec<&str> = label_then(then, self.before.edition).split(JOINT).collect();
            let is_other = self.said_among(&parts, &row.code, &row.label) == Some(Alike::Other)
                || self.of_question(then, &parts).is_some_and(|of| of.is == Alike::Other)
                || self.hangs_on_other(then).is_some();
            let words = parts.get(1..).unwrap_or_default().join(JOINT);
            is_other.then_some(words)
        })
    }

    /// What it was in that edition, where the other stood in it.
    fn around_then<'s>(&'s self, inner: &'s PastVariable) -> impl Iterator<Item = &'s PastVariable> {
        let was = self.before.was(self.variable).filter(|_| self.is_answered());
        was.filter(|then| names::within(&inner.name, &then.name).is_some())
    }

    fn is_answered(&self) -> bool {
        self.variable.role == Role::Answer && self.variable.marker != Marker::New
    }
}

/// Its own words, of its label in full.
fn last(label: &str) -> String {
    label.rsplit(JOINT).next().unwrap_or_default().to_owned()
}
