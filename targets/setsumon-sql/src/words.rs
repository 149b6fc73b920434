//! The words that every dialect writes: labels in one piece, said once for all of them.

use setsumon_core::audience::Audiences;
use setsumon_core::form::{Form, Variable};
use setsumon_core::ids::{Id, QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_core::unit;

/// What stands between the parts of a label.
const JOINT: &str = " / ";

/// The words of a form.
pub(crate) struct Words {
    labels: Vec<Label>,
    /// Who is asked each question, by its index; nothing where everybody is.
    who: Vec<Option<String>>,
}

struct Label {
    /// Label and unit.
    full: String,
    /// How much of it is the label.
    length: usize,
}

impl Words {
    pub(crate) fn of(form: &Form) -> Self {
        Self { labels: form.variables().values().map(|variable| label(form, variable)).collect(), who: who(form) }
    }

    /// Who is asked a question, in the sentences of the form, from the outermost; none where everybody is.
    pub(crate) fn who(&self, question: QuestionId) -> Option<&str> {
        self.who.get(question.index()).and_then(Option::as_deref)
    }

    /// A variable's label, with its unit in brackets.
    pub(crate) fn with_unit(&self, variable: VarId) -> &str {
        self.labels.get(variable.index()).map_or("", |label| label.full.as_str())
    }

    /// A variable's label.
    pub(crate) fn label(&self, variable: VarId) -> &str {
        self.labels.get(variable.index()).and_then(|label| label.full.get(..label.length)).unwrap_or_default()
    }
}

/// Those asked a question are those asked its first variable.
fn who(form: &Form) -> Vec<Option<String>> {
    let audiences = Audiences::of(form);
    let mut who: Vec<Option<String>> = vec![None; form.questions().len()];
    let mut last = None;
    for (id, variable) in form.variables().iter() {
        if variable.question == last {
            continue;
        }
        last = variable.question;
        if let Some(slot) = variable.question.and_then(|question| who.get_mut(question.index())) {
            let sentences = audiences.sentences(id);
            if slot.is_none() && !sentences.is_empty() {
                *slot = Some(sentences.join(JOINT));
            }
        }
    }
    who
}

fn label(form: &Form, variable: &Variable) -> Label {
    let mut full = joined(&variable.label);
    let length = full.len();
    if let Some(unit) = unit::of_variable(form, variable) {
        full.push_str(" (");
        full.push_str(&unit);
        full.push(')');
    }
    Label { full, length }
}

/// The parts of a label in one line.
pub(crate) fn joined(label: &[Text]) -> String {
    let mut whole = String::new();
    for (index, part) in label.iter().enumerate() {
        if index > 0 {
            whole.push_str(JOINT);
        }
        whole.push_str(&part.words());
    }
    whole
}
