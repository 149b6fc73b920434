//! What the page needs to take in the answer file of the edition before: markers, names and codes of then, and what is offered no more.

use std::collections::HashSet;

use setsumon_core::carry::{Changed, changed, of_a_year};
use setsumon_core::form::{Answer, CodeEntry, Form, Marker, Role, Variable};
use setsumon_core::ids::{Id, QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_core::unit;

use crate::rules::key;
use crate::term::{list, number, string};

/// Writes the entries of the model that speak of the edition before.
pub(crate) fn write(out: &mut String, form: &Form) {
    key(out, "follows");
    match form.previous() {
        Some(previous) => number(out, previous.edition),
        None => out.push_str("null"),
    }
    markers(out, form);
    names(out, form);
    let changed = form.previous().map_or_else(Vec::new, |previous| changed(form, &previous.past, previous.edition));
    retired(out, form, &changed);
    titles(out, form);
    reworded(out, &changed);
    renamed_codes(out, form);
    reshaped(out, form);
}

/// Where one answer became several or several one, the codes by which they are told apart: variable, then codes in the order of `was`.
fn reshaped(out: &mut String, form: &Form) {
    key(out, "shapes");
    let shapes = form.variables().iter().filter(|(_, variable)| !variable.was_codes.is_empty());
    list(out, shapes, |out, (id, variable)| {
        out.push('[');
        number(out, id.index());
        for code in &variable.was_codes {
            out.push(',');
            string(out, code);
        }
        out.push(']');
    });
}

/// The options that say something else than they did: variable and code, or `true` where the option has a variable of its own.
fn reworded(out: &mut String, changed: &[Changed]) {
    key(out, "reworded");
    list(out, changed, |out, Changed { variable, code, words: _, how: _ }| {
        out.push('[');
        number(out, variable.index());
        out.push(',');
        one_of(out, code.as_deref());
        out.push(']');
    });
}

/// A code, or `true` for whatever a variable of its own holds.
fn one_of(out: &mut String, code: Option<&str>) {
    match code {
        Some(code) => string(out, code),
        None => out.push_str("true"),
    }
}

/// The codes that a choice had under other names: variable, then and now.
fn renamed_codes(out: &mut String, form: &Form) {
    let entries = form.variables().iter().filter_map(|(id, variable)| Some((id, codes(form, variable)?)));
    let renamed = entries.flat_map(|(id, codes)| {
        codes.iter().flat_map(move |entry| entry.was.iter().map(move |was| (id, was, &entry.code)))
    });
    key(out, "codes");
    list(out, renamed, |out, (id, was, code)| {
        out.push('[');
        number(out, id.index());
        for code in [was, code] {
            out.push(',');
            string(out, code);
        }
        out.push(']');
    });
}

/// The codes that a variable may hold, where it holds any.
fn codes<'a>(form: &'a Form, variable: &Variable) -> Option<&'a [CodeEntry]> {
    variable.value.code_list().map(|list| form.code_lists().get(list).codes.as_slice())
}

/// The markers of all variables, each said where it differs from that of the variable before: 0 kept, 1 new, 2 updated.
fn markers(out: &mut String, form: &Form) {
    let mut before = 0;
    let previous = form.previous();
    let of_a_year: HashSet<VarId> = previous
        .map_or_else(Vec::new, |previous| of_a_year(form, &previous.past, previous.edition))
        .into_iter()
        .collect();
    let changes = form.variables().iter().filter_map(|(id, variable)| {
        // Whatever speaks of this year is to be given anew, as what is marked so.
        let due = of_a_year.contains(&id);
        let marker = if due { UPDATED } else { place(variable.marker) };
        (std::mem::replace(&mut before, marker) != marker).then_some([id.index(), marker])
    });
    key(out, "markers");
    list(out, changes, |out, change| list(out, change, number));
}

/// The marker of what is to be given anew.
const UPDATED: usize = 2;

fn place(marker: Marker) -> usize {
    match marker {
        Marker::Kept => 0,
        Marker::New => 1,
        Marker::Updated => UPDATED,
    }
}

/// The names that variables had in the edition before, where they differ.
fn names(out: &mut String, form: &Form) {
    key(out, "was");
    let renamed = form.variables().iter().filter(|(_, variable)| !variable.was.is_empty());
    list(out, renamed, |out, (id, variable)| {
        out.push('[');
        number(out, id.index());
        for name in &variable.was {
            out.push(',');
            string(out, name);
        }
        out.push(']');
    });
}

/// What last year's file may still hold and nobody is offered any more, or in other words: question, variable, code, and the words to
/// show it with; before it the figures that are counted otherwise, with what is to be read behind them.
fn retired(out: &mut String, form: &Form, changed: &[Changed]) {
    let mut found: Vec<(QuestionId, VarId, Option<&str>, String)> = Vec::new();
    for (id, variable) in form.variables().iter() {
        let Some(question) = variable.question else { continue };
        match variable.role {
            Role::Answer => {
                let retired = codes(form, variable).unwrap_or_default().iter().filter(|entry| entry.retired);
                found.extend(
                    retired.filter_map(|entry| {
                        Some((question, id, Some(entry.code.as_str()), entry.label.last()?.plain()))
                    }),
                );
            }
            Role::Retired => {
                if let Some(words) = option_words(form, variable) {
                    found.push((question, id, None, words.plain()));
                }
            }
            Role::Given | Role::Last(_) => {}
        }
    }
    let (figures, options): (Vec<&Changed>, Vec<&Changed>) =
        changed.iter().partition(|changed| changed.how.is_of_a_figure());
    for Changed { variable, code, words, how: _ } in options {
        if let Some(question) = form.variables().get(*variable).question {
            found.push((question, *variable, code.as_deref(), words.clone()));
        }
    }
    key(out, "counted");
    list(out, figures, |out, Changed { variable, code: _, words, how: _ }| {
        out.push('[');
        number(out, variable.index());
        out.push(',');
        let (sign, behind) = unit::around_figure(words, form.survey().locale);
        string(out, &behind);
        out.push(',');
        string(out, sign);
        out.push(']');
    });
    key(out, "retired");
    list(out, found, |out, (question, id, code, words)| {
        out.push('[');
        number(out, question.index());
        out.push(',');
        number(out, id.index());
        out.push(',');
        one_of(out, code);
        out.push(',');
        string(out, &words);
        out.push(']');
    });
}

/// The words of a tick, where it is an option of a question of several.
fn option_words<'f>(form: &'f Form, variable: &'f Variable) -> Option<&'f Text> {
    match form.questions().get(variable.question?).answer {
        Answer::Multi { choices: _, pick: _ } => variable.label.last(),
        Answer::Single { variable: _, choices: _ }
        | Answer::Rank { choices: _, pick: _ }
        | Answer::Gate { variable: _, options: _ }
        | Answer::Grid(_)
        | Answer::Field(_) => None,
    }
}

/// What was asked and is asked no more, under its caption of then: it has no place in the page whose words could name it.
fn titles(out: &mut String, form: &Form) {
    let gone = form.variables().iter().filter(|(_, variable)| match variable.role {
        Role::Retired => option_words(form, variable).is_none(),
        Role::Answer | Role::Given | Role::Last(_) => false,
    });
    key(out, "titles");
    list(out, gone, |out, (id, variable)| {
        let caption: Vec<String> = variable.label.iter().map(Text::plain).collect();
        out.push('[');
        number(out, id.index());
        out.push(',');
        string(out, &caption.join(" › "));
        out.push(']');
    });
}
