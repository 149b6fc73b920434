//! One edition, so that its things are found by path and name.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{Code, Entry, Group, Item, Model, Part, Question, Repeat, Section, Type, Value, Variable};

/// An edition with its indexes.
#[derive(Debug)]
pub(super) struct Side<'m> {
    pub(super) model: &'m Model,
    questions: FxHashMap<&'m str, &'m Question>,
    variables: FxHashMap<&'m str, &'m Variable>,
    of_question: FxHashMap<&'m str, Vec<&'m Variable>>,
}

impl<'m> Side<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let questions = model.questions.iter().map(|question| (question.path.as_str(), question)).collect();
        let mut variables = FxHashMap::default();
        let mut of_question: FxHashMap<&str, Vec<&Variable>> = FxHashMap::default();
        for variable in model.variables.iter().filter(|variable| variable.role != "last") {
            variables.insert(variable.name.as_str(), variable);
            if let Some(question) = &variable.question {
                of_question.entry(question).or_default().push(variable);
            }
        }
        Self { model, questions, variables, of_question }
    }

    pub(super) fn question(&self, path: &str) -> Option<&'m Question> {
        self.questions.get(path).copied()
    }

    pub(super) fn variable(&self, name: &str) -> Option<&'m Variable> {
        self.variables.get(name).copied()
    }

    pub(super) fn section(&self, code: &str) -> Option<&'m Section> {
        self.model.sections.iter().find(|section| section.code == code)
    }

    pub(super) fn roster(&self, name: &str) -> Option<&'m Repeat> {
        self.model.repeats.iter().find(|repeat| repeat.name == name)
    }

    /// The variables of a question, in reading order.
    pub(super) fn variables_of(&self, question: &Question) -> &[&'m Variable] {
        self.of_question.get(question.path.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The names of all variables at a path or inside of it.
    pub(super) fn names_under(&self, path: &str) -> Vec<String> {
        let name = path.replace('.', "__");
        let inside = format!("{name}__");
        let all = self.model.variables.iter().filter(|variable| variable.role != "last");
        let under = all.filter(|variable| variable.name == name || variable.name.starts_with(&inside));
        under.map(|variable| variable.name.clone()).collect()
    }

    /// Whether a question is kept for its history alone.
    pub(super) fn is_retired(&self, question: &Question) -> bool {
        let variables = self.variables_of(question);
        !variables.is_empty() && variables.iter().all(|variable| variable.role == "retired")
    }

    /// The codes of a variable that holds one of a list.
    pub(super) fn codes(&self, variable: &Variable) -> &'m [Code] {
        match &variable.value {
            Value::Code { list } => self.model.code_lists.get(*list as usize).map_or(&[], |list| &list.codes),
            Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, picture: _, max_length: _, lines: _ } => &[],
        }
    }

    /// All parts, outermost first.
    pub(super) fn parts(&self) -> Vec<&'m Part> {
        let mut parts = Vec::new();
        parts_in(&self.model.entries, &mut parts);
        parts
    }

    /// All groups with a path, in reading order.
    pub(super) fn groups(&self) -> Vec<&'m Group> {
        let mut groups = Vec::new();
        for items in self.model.sections.iter().map(|section| &section.items) {
            groups_in(items, &mut groups);
        }
        for repeat in &self.model.repeats {
            groups_in(&repeat.items, &mut groups);
        }
        groups
    }
}

fn parts_in<'m>(entries: &'m [Entry], parts: &mut Vec<&'m Part>) {
    for entry in entries {
        match entry {
            Entry::Part(part) => {
                parts.push(part);
                parts_in(&part.entries, parts);
            }
            Entry::Branch(branch) => parts_in(&branch.items, parts),
            Entry::Page(_) | Entry::Note(_) | Entry::Section { code: _ } | Entry::Gate { path: _ } | Entry::End { end: _ } => {}
        }
    }
}

fn groups_in<'m>(items: &'m [Item], groups: &mut Vec<&'m Group>) {
    for item in items {
        match item {
            Item::Group(group) => {
                groups.push(group);
                groups_in(&group.items, groups);
            }
            Item::Led(led) => groups_in(&led.items, groups),
            Item::Headed(headed) => groups_in(&headed.items, groups),
            Item::Branch(branch) => groups_in(&branch.items, groups),
            Item::Question { path: _ }
            | Item::Repeat { name: _ }
            | Item::Note(_)
            | Item::Calc { name: _ }
            | Item::End { end: _ } => {}
        }
    }
}

/// What a type is called in messages.
pub(super) fn type_name(answer: &Type) -> String {
    match answer {
        Type::Single { variable: _, choices: _ } => "single".to_owned(),
        Type::Multi { choices: _, pick: _ } => "multi".to_owned(),
        Type::Rank { choices: _, pick: _ } => "rank".to_owned(),
        Type::Gate { variable: _, options: _ } => "gate".to_owned(),
        Type::Grid { rows: _, cells } => match cells {
            setsumon_core::frozen::Cells::Single { choices: _ } => "grid of single".to_owned(),
            setsumon_core::frozen::Cells::Multi { choices: _ } => "grid of multi".to_owned(),
            setsumon_core::frozen::Cells::Fields { columns } => match columns.as_slice() {
                [only] => format!("grid of {}", only.field.kind),
                _ => "grid of fields".to_owned(),
            },
        },
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => field.kind.clone(),
    }
}
