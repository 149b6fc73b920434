//! What a scenario may speak of: every part, section, group, question, option and row, and when each is asked.

use setsumon_core::walk::{all, flat};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use setsumon_core::answers::Keys;
use setsumon_core::form::{Answer, Choice, Entry, Form, Item, Question, Role, Row, RowEntry};
use setsumon_core::ids::{CondId, QuestionId, RepeatId};
use setsumon_core::names;
use setsumon_diagnostics::{Comparisons, did_you_mean};

/// The names of a survey.
#[derive(Debug)]
pub struct Names<'a> {
    pub(super) form: &'a Form,
    pub(super) keys: Keys<'a>,
    things: BTreeMap<String, Thing>,
    rules: BTreeMap<&'a str, ()>,
    variables: BTreeSet<&'a str>,
    /// Those of the edition before.
    last: BTreeSet<&'a str>,
    comparisons: Comparisons,
}

/// Something that is asked, or not.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// It is where all of these hold.
    pub(super) asked: Vec<CondId>,
    /// The roster it is in.
    pub(super) repeat: Option<RepeatId>,
    /// What people call it.
    pub(super) label: String,
    /// A question that stands for itself.
    is_question: bool,
}

impl<'a> Names<'a> {
    /// Of a survey.
    pub fn of(form: &'a Form) -> Self {
        let rules = form.rules().values().map(|rule| (rule.name.as_str(), ())).collect();
        let variables = form.variables().values().filter(|variable| match variable.role {
            Role::Answer | Role::Given | Role::Retired => true,
            Role::Last(_) => false,
        });
        let mut names = Self {
            form,
            keys: Keys::of(form),
            things: BTreeMap::new(),
            rules,
            variables: variables.map(|variable| variable.name.as_str()).collect(),
            last: form.previous().into_iter().flat_map(|last| &last.variables).map(|last| last.name.as_str()).collect(),
            comparisons: Comparisons::new(),
        };
        for variable in form.variables().values() {
            match variable.role {
                Role::Answer | Role::Given | Role::Retired => {
                    let label = variable.label.last().map(setsumon_core::text::Text::plain).unwrap_or_default();
                    names.put(&names::path(&variable.name), vec![variable.asked], variable.repeat, label, false);
                }
                Role::Last(_) => {}
            }
        }
        names.entries(form.entries());
        for section in form.sections().values() {
            names.put(&section.code, vec![section.asked], None, section.label.plain(), false);
            names.items(&section.items, None);
        }
        for (id, repeat) in form.repeats().iter() {
            names.put(&repeat.path, vec![repeat.asked], None, repeat.label.plain(), false);
            names.items(&repeat.items, Some(id));
        }
        for (id, question) in form.questions().iter() {
            names.question(id, question);
        }
        for calc in form.calcs().values() {
            names.put(&calc.path, vec![calc.asked], calc.repeat, calc.label.plain(), false);
        }
        names
    }

    fn put(&mut self, path: &str, asked: Vec<CondId>, repeat: Option<RepeatId>, label: String, is_question: bool) {
        self.things.insert(path.to_owned(), Thing { asked, repeat, label, is_question });
    }

    fn entries(&mut self, entries: &[Entry]) {
        for part in all(entries).filter_map(Entry::part) {
            self.put(&part.code, vec![part.asked], None, part.label.plain(), false);
        }
    }

    fn items(&mut self, items: &[Item], repeat: Option<RepeatId>) {
        for group in all(items).filter_map(Item::group) {
            let label = group.label.as_ref().map(setsumon_core::text::Text::plain).unwrap_or_default();
            self.put(&group.path, vec![group.asked], repeat, label, false);
        }
    }

    fn question(&mut self, _: QuestionId, question: &Question) {
        let Question { path, asked, repeat, name, nested, answer, .. } = question;
        self.put(path, vec![*asked], *repeat, name.plain(), !nested);
        match answer {
            Answer::Single { variable: _, choices } => self.options(path, choices, question),
            Answer::Grid(grid) => self.rows(path, &grid.rows, question),
            Answer::Gate { variable: _, options } => {
                for option in options {
                    self.put(&format!("{path}.{}", option.code), vec![*asked], *repeat, option.label.plain(), false);
                }
            }
            // The options of these are variables.
            Answer::Multi { choices: _, pick: _ } | Answer::Rank { choices: _, pick: _ } | Answer::Field(_) => {}
        }
    }

    fn options(&mut self, path: &str, choices: &[Choice], question: &Question) {
        for option in flat(choices) {
            let asked = vec![question.asked, option.offered];
            self.put(&format!("{path}.{}", option.code), asked, question.repeat, option.label.plain(), false);
        }
    }

    fn rows(&mut self, path: &str, rows: &[RowEntry], question: &Question) {
        for Row { code, label, offered, .. } in flat(rows) {
            let asked = vec![question.asked, *offered];
            self.put(&format!("{path}.{code}"), asked, question.repeat, label.plain(), false);
        }
    }

    /// What a path is of.
    pub(super) fn thing(&self, path: &str) -> Option<&Thing> {
        self.things.get(path)
    }

    /// Whether there is something of this path, or a rule of this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.things.contains_key(name) || self.rules.contains_key(name)
    }

    /// The variables in what has this name: the options of a question, the fields of a group. They lie side by side in their order, so
    /// that looking for those of one name does not look through all.
    pub(super) fn inside(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let inside = names::beginning_within(name);
        let from = self.variables.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded));
        from.copied().take_while(move |known| known.starts_with(&inside))
    }

    /// The questions at a path and in it, by path, without fields in options, rows and fields.
    pub(super) fn questions_in(&self, path: &str) -> Vec<(&str, &Thing)> {
        let inside = format!("{path}.");
        let all = self.things.iter().filter(|(name, thing)| thing.is_question && name.starts_with(&inside));
        all.map(|(name, thing)| (name.as_str(), thing)).collect()
    }

    /// Whether the edition before had a variable of this name.
    pub(super) fn knew(&self, name: &str) -> bool {
        self.last.contains(name)
    }

    /// The name of the edition before that may have been meant.
    pub(super) fn meant_then(&self, name: &str) -> Option<&str> {
        did_you_mean(name, self.comparisons.with(self.last.iter().copied()))
    }

    /// The name that may have been meant.
    pub(super) fn meant(&self, name: &str) -> Option<&str> {
        did_you_mean(name, self.comparisons.with(self.things.keys()))
    }
}
