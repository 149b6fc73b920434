//! Gates and early ends: questions on screen, boxed sentences on paper.

use setsumon_core::form::{Answer as CoreAnswer, GateOption};
use setsumon_core::ids::{EndId, QuestionId};
use setsumon_core::routes::end_goal;

use crate::sheet::{Block, Para};

use super::fields::matches_screen;
use super::text::{optional, optional_prose, prose};
use super::{View, covered};

/// A gate is a question on screen and a sentence on paper.
pub(super) fn gate(view: &mut View<'_>, id: QuestionId, out: &mut Vec<Block>) {
    let question = view.form.questions().get(id);
    if matches_screen(question.medium) {
        return;
    }
    match &question.answer {
        CoreAnswer::Gate { variable, options } => {
            let mut above = optional_prose(view.instructed(question).lead.as_ref());
            for note in question.notes.iter().filter(|note| !matches_screen(note.medium)) {
                above.extend(prose(&note.text));
            }
            covered(view, question.own, question.who.as_ref(), out, |view, out| {
                if !above.is_empty() {
                    out.push(Block::Prose { body: above });
                }
                let body: Vec<Para> = options.iter().flat_map(|option| gate_text(view, option)).collect();
                if !body.is_empty() {
                    out.push(Block::Boxed { body, gate: Some(*variable) });
                }
            });
        }
        CoreAnswer::Single { variable: _, choices: _ }
        | CoreAnswer::Multi { choices: _, pick: _ }
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Grid(_)
        | CoreAnswer::Field(_) => {}
    }
}

/// What paper says in the place of a gate's option.
pub(super) fn gate_text(view: &View<'_>, option: &GateOption) -> Vec<Para> {
    let GateOption { code: _, label: _, then, end, retired } = option;
    if *retired {
        return Vec::new();
    }
    let mut body = optional_prose(then.as_ref());
    if let Some(id) = end {
        let end = view.form.ends().get(*id);
        body.extend(prose(&end.sentence));
        body.extend(optional_prose(end.then.as_ref()));
    }
    body
}

pub(super) fn end(view: &View<'_>, id: EndId, out: &mut Vec<Block>) {
    let end = view.form.ends().get(id);
    // A gate prints the sentences of its own ends.
    if let (None, Some(asked)) = (end.gate, super::items::asked(end.own, end.who.as_ref())) {
        out.push(Block::End {
            asked,
            body: prose(&end.sentence),
            others: optional(end.others.as_ref()),
            then: optional_prose(end.then.as_ref()),
            anchor: view.anchor(&end_goal(id)),
        });
    }
}
