//! In which editions a variable stands.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use setsumon_core::form::{Form, PreviousVariable};

/// The editions before, by the names the variables bore then.
pub(crate) struct History<'a> {
    edition: i64,
    past: HashMap<&'a str, &'a PreviousVariable>,
    /// Most variables share a few histories.
    written: Vec<(Vec<i64>, Rc<str>)>,
}

impl<'a> History<'a> {
    pub(crate) fn of(form: &'a Form) -> Self {
        let variables = form.previous().map_or(&[][..], |previous| previous.variables.as_slice());
        let past = variables.iter().map(|variable| (variable.name.as_str(), variable)).collect();
        Self { edition: form.survey().edition, past, written: Vec::new() }
    }

    /// The editions of a variable, oldest first, those under its former names among them with the name in brackets.
    pub(crate) fn editions(&mut self, name: &str, was: &[String]) -> Rc<str> {
        let mut editions = self.past.get(name).map_or_else(Vec::new, |past| past.editions.clone());
        if was.is_empty() {
            editions.push(self.edition);
            if let Some((_, known)) = self.written.iter().find(|(known, _)| *known == editions) {
                return Rc::clone(known);
            }
            let words: Rc<str> = Rc::from(listed(&editions));
            self.written.push((editions, Rc::clone(&words)));
            return words;
        }
        let mut words = String::new();
        for former in was {
            for edition in self.past.get(former.as_str()).map_or(&[][..], |past| &past.editions) {
                let _ = write!(words, "{edition} ({former}), ");
            }
        }
        editions.push(self.edition);
        words.push_str(&listed(&editions));
        Rc::from(words)
    }
}

fn listed(editions: &[i64]) -> String {
    let words: Vec<String> = editions.iter().map(i64::to_string).collect();
    words.join(", ")
}
