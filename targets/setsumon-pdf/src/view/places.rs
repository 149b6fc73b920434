//! Whose the blocks are, and where it is written.

use setsumon_core::form::{Entry, Form, Item};
use setsumon_core::ids::QuestionId;
use setsumon_diagnostics::Span;

/// Whose an entry is, and where it is written.
pub(super) fn entry_place<'f>(form: &'f Form, entry: &'f Entry) -> (&'f str, Span) {
    match entry {
        Entry::Page(page) => ("", page.origin),
        Entry::Note(note) => ("", note.origin),
        Entry::Part(part) => (&part.code, part.origin),
        Entry::Section(id) => {
            let section = form.sections().get(*id);
            (&section.code, section.origin)
        }
        Entry::Gate(id) => question_place(form, *id),
        Entry::End(id) => ("", form.ends().get(*id).origin),
        Entry::Branch(branch) => ("", branch.origin),
    }
}

/// Whose an item is, and where it is written.
pub(super) fn item_place<'f>(form: &'f Form, item: &'f Item) -> (&'f str, Span) {
    match item {
        Item::Question(id) => question_place(form, *id),
        Item::Group(group) => (&group.path, group.origin),
        Item::Repeat(id) => {
            let repeat = form.repeats().get(*id);
            (&repeat.path, repeat.origin)
        }
        Item::Note(note) => ("", note.origin),
        Item::Calc(id) => {
            let calc = form.calcs().get(*id);
            (&calc.path, calc.origin)
        }
        Item::End(id) => ("", form.ends().get(*id).origin),
        Item::Led(led) => ("", led.origin),
        Item::Headed(headed) => ("", headed.origin),
        Item::Branch(branch) => ("", branch.origin),
    }
}

fn question_place(form: &Form, id: QuestionId) -> (&str, Span) {
    let question = form.questions().get(id);
    (&question.path, question.origin)
}
