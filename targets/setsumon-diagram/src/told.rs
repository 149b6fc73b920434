//! Conditions in words: those that the survey prints, and where it prints none, words of the picture's own.

use setsumon_core::cond::Cond;
use setsumon_core::form::{Form, Own};
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::notation;
use setsumon_core::text::Text;

/// A condition of more parts than these is not put into words: nobody would read them in a picture.
const MOST: u64 = 24;

/// Who goes here, where not everybody does who comes by.
pub(crate) fn who(form: &Form, who: Option<&Text>, own: Option<Own>) -> Option<String> {
    let printed = who.map(|who| one_line(&who.told(form))).filter(|who| !who.is_empty());
    printed.or_else(|| own.map(|own| condition(form, own.when)))
}

/// A condition in words.
pub(crate) fn condition(form: &Form, id: CondId) -> String {
    if form.conds().parts(id) > MOST { notation::settled(form, &[id]) } else { in_words(form, id) }
}

/// A text on one line, as it stands in a box.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_words(form: &Form, id: CondId) -> String {
    let words = form.survey().locale.words();
    let states = &words.judge.states;
    match form.conds().get(id) {
        Cond::In { variable, codes } => (words.diagram.is)(&called(form, *variable), &answers(form, *variable, codes)),
        Cond::NotIn { variable, codes } => {
            (words.diagram.is_none_of)(&called(form, *variable), &answers(form, *variable, codes))
        }
        Cond::Present(variable) if is_tick(form, *variable) => (states.ticked)(&called(form, *variable)),
        Cond::Absent(variable) if is_tick(form, *variable) => (states.unticked)(&called(form, *variable)),
        Cond::Present(variable) => (states.answered)(&called(form, *variable)),
        Cond::Absent(variable) => (states.unanswered)(&called(form, *variable)),
        Cond::All(parts) => joined(form, parts, words.diagram.and),
        Cond::Any(parts) => joined(form, parts, words.diagram.or),
        Cond::Always
        | Cond::Never
        | Cond::Compare { left: _, op: _, right: _ }
        | Cond::Some { repeat: _, cond: _ }
        | Cond::Every { repeat: _, cond: _ } => notation::settled(form, &[id]),
    }
}

fn joined(form: &Form, parts: &[CondId], joint: &str) -> String {
    parts.iter().map(|part| in_words(form, *part)).collect::<Vec<_>>().join(joint)
}

fn is_tick(form: &Form, id: VarId) -> bool {
    form.variables().get(id).value == setsumon_core::form::Value::Tick
}

/// What a variable is called, in quotation marks.
fn called(form: &Form, id: VarId) -> String {
    let words = form.survey().locale.words();
    let variable = form.variables().get(id);
    let label = labels(form, &variable.label);
    let name = if label.is_empty() { notation::path(form, id) } else { label };
    (words.writing.quoted)(&name)
}

/// The labels of codes, in quotation marks.
fn answers(form: &Form, id: VarId, codes: &[String]) -> Vec<String> {
    let words = form.survey().locale.words();
    let list = form.variables().get(id).value.code_list().map(|list| form.code_lists().get(list));
    let label = |code: &String| {
        let entry = list.and_then(|list| list.codes.iter().find(|entry| entry.code == *code));
        entry.map_or_else(|| code.clone(), |entry| labels(form, &entry.label))
    };
    codes.iter().map(|code| (words.writing.quoted)(&label(code))).collect()
}

/// A label with those that it stands under.
fn labels(form: &Form, parts: &[Text]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| one_line(&part.told(form))).collect();
    parts.join(form.survey().locale.words().writing.between_labels)
}
