//! One edition, so that its things are found by path and name.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{self, Code, Entry, Group, Item, Model, Part, Question, Repeat, Section, Type, Variable};
use setsumon_core::names;
use setsumon_core::walk::{all, bare};

/// An edition with its indexes.
#[derive(Debug)]
pub(super) struct Side<'m> {
    pub(super) model: &'m Model,
    questions: FxHashMap<&'m str, &'m Question>,
    variables: FxHashMap<&'m str, &'m Variable>,
    of_question: FxHashMap<&'m str, Vec<&'m Variable>>,
    sections: FxHashMap<&'m str, &'m Section>,
    /// The place of each question in the reading order.
    places: FxHashMap<&'m str, usize>,
    of_section: FxHashMap<Option<&'m str>, Vec<&'m Question>>,
    /// The names of variables with their places in the reading order, by name.
    names: Vec<(&'m str, usize)>,
    groups: Vec<&'m Group>,
    groups_by_path: FxHashMap<&'m str, &'m Group>,
    groups_of_section: FxHashMap<&'m str, Vec<&'m Group>>,
    /// By the path of a question, the group that it stands in.
    group_around: FxHashMap<&'m str, &'m Group>,
}

impl<'m> Side<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let questions = model.questions.iter().map(|question| (question.path.as_str(), question)).collect();
        let mut variables = FxHashMap::default();
        let mut of_question: FxHashMap<&str, Vec<&Variable>> = FxHashMap::default();
        for variable in model.variables.iter().filter(|variable| variable.role != frozen::Role::Last) {
            variables.insert(variable.name.as_str(), variable);
            if let Some(question) = &variable.question {
                of_question.entry(question).or_default().push(variable);
            }
        }
        let mut of_section: FxHashMap<Option<&str>, Vec<&Question>> = FxHashMap::default();
        for question in &model.questions {
            of_section.entry(question.section.as_deref()).or_default().push(question);
        }
        let current = model.variables.iter().filter(|variable| variable.role != frozen::Role::Last);
        let mut names: Vec<(&str, usize)> =
            current.enumerate().map(|(place, variable)| (variable.name.as_str(), place)).collect();
        names.sort_unstable();
        let groups = groups(model);
        let mut groups_of_section: FxHashMap<&str, Vec<&Group>> = FxHashMap::default();
        for group in &groups {
            groups_of_section.entry(section_of(&group.path)).or_default().push(group);
        }
        Self {
            model,
            questions,
            variables,
            of_question,
            sections: model.sections.iter().map(|section| (section.code.as_str(), section)).collect(),
            places: model
                .questions
                .iter()
                .enumerate()
                .map(|(place, question)| (question.path.as_str(), place))
                .collect(),
            of_section,
            names,
            groups_by_path: groups.iter().map(|group| (group.path.as_str(), *group)).collect(),
            groups_of_section,
            group_around: groups
                .iter()
                .flat_map(|group| Self::directly_in(group).map(move |path| (path, *group)))
                .collect(),
            groups,
        }
    }

    /// The questions of a section, in reading order; without one, the gates between sections.
    pub(super) fn questions_of<'s>(&'s self, section: Option<&'s str>) -> &'s [&'m Question] {
        self.of_section.get(&section).map_or(&[], Vec::as_slice)
    }

    /// The place of a question in the reading order.
    pub(super) fn place(&self, question: &Question) -> Option<usize> {
        self.places.get(question.path.as_str()).copied()
    }

    pub(super) fn question(&self, path: &str) -> Option<&'m Question> {
        self.questions.get(path).copied()
    }

    pub(super) fn variable(&self, name: &str) -> Option<&'m Variable> {
        self.variables.get(name).copied()
    }

    pub(super) fn section(&self, code: &str) -> Option<&'m Section> {
        self.sections.get(code).copied()
    }

    pub(super) fn roster(&self, name: &str) -> Option<&'m Repeat> {
        self.model.repeats.iter().find(|repeat| repeat.name == name)
    }

    /// The variables of a question, in reading order.
    pub(super) fn variables_of(&self, question: &Question) -> &[&'m Variable] {
        self.of_question.get(question.path.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The names of all variables at a path or inside of it, in reading order.
    pub(super) fn names_under(&self, path: &str) -> Vec<String> {
        let name = names::of(path);
        let begin = self.names.partition_point(|(known, _)| *known < name.as_str());
        let near = self.names.get(begin..).unwrap_or_default().iter().take_while(|(known, _)| known.starts_with(&name));
        // `size2` lies between `size` and `size__beds` and is neither.
        let mut under: Vec<(usize, &str)> = near
            .filter(|(known, _)| names::is_or_is_within(known, &name))
            .map(|(known, place)| (*place, *known))
            .collect();
        under.sort_unstable();
        under.into_iter().map(|(_, known)| known.to_owned()).collect()
    }

    /// Whether a question is kept for its history alone.
    pub(super) fn is_retired(&self, question: &Question) -> bool {
        let variables = self.variables_of(question);
        !variables.is_empty() && variables.iter().all(|variable| variable.role == frozen::Role::Retired)
    }

    /// The codes of a variable that holds one of a list.
    pub(super) fn codes(&self, variable: &Variable) -> &'m [Code] {
        let list = variable.value.code_list().and_then(|list| self.model.code_lists.get(list));
        list.map_or(&[], |list| &list.codes)
    }

    /// All parts, outermost first.
    pub(super) fn parts(&self) -> Vec<&'m Part> {
        all(&self.model.entries).filter_map(Entry::part).collect()
    }

    pub(super) fn group(&self, path: &str) -> Option<&'m Group> {
        self.groups_by_path.get(path).copied()
    }

    /// The group that a question stands in.
    pub(super) fn group_around(&self, question: &str) -> Option<&'m Group> {
        self.group_around.get(question).copied()
    }

    /// The paths of the questions that stand in a group and in no group inside of it.
    pub(super) fn directly_in(group: &Group) -> impl Iterator<Item = &str> {
        bare(&group.items).filter_map(|item| match item {
            Item::Question { path } => Some(path.as_str()),
            Item::Group(_)
            | Item::Repeat { name: _ }
            | Item::Calc { name: _ }
            | Item::Note(_)
            | Item::End { end: _ }
            | Item::Led(_)
            | Item::Headed(_)
            | Item::Branch(_) => None,
        })
    }

    /// The groups of a section, in reading order.
    pub(super) fn groups_of(&self, section: &str) -> &[&'m Group] {
        self.groups_of_section.get(section).map_or(&[], Vec::as_slice)
    }

    /// All groups, in reading order.
    pub(super) fn groups(&self) -> &[&'m Group] {
        &self.groups
    }
}

/// The code of the section that a path lies in.
fn section_of(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

fn groups(model: &Model) -> Vec<&Group> {
    let sections = model.sections.iter().flat_map(|section| all(&section.items));
    let rosters = model.repeats.iter().flat_map(|repeat| all(&repeat.items));
    sections.chain(rosters).filter_map(Item::group).collect()
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
                [first, rest @ ..] if rest.iter().all(|column| column.field.kind == first.field.kind) => {
                    format!("grid of {}", first.field.kind)
                }
                _ => "grid of fields".to_owned(),
            },
        },
        Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => field.kind.to_string(),
    }
}
