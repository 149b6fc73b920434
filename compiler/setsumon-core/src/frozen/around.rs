//! The words that stand around the questions of an edition, as far as there are figures in them: whoever is asked for guests under
//! “In 2024” is asked for those of 2024.
//!
//! ```text
//! group "Your year 2024"              a.guests     "Your year 2024", "From January 2024"
//!   lead "From January 2024" {
//!     integer guests "Guests"
//! ```

use rustc_hash::FxHashMap;

use super::build::Build;
use super::{Item, Model, Question, Repeat, Section, Text, Type};
use crate::form::Form;
use crate::walk::flat;

/// What is said at a roster or question, by its path; what is said over several of them, as at a group, at each.
#[derive(Debug, Default)]
pub(crate) struct Around(FxHashMap<String, Vec<String>>);

impl Around {
    /// What stands around the questions of a form.
    pub(crate) fn of_form(form: &Form) -> Self {
        let build = Build::new(form);
        let sections: Vec<_> = form.sections().values().map(|section| build.section(section)).collect();
        let repeats: Vec<_> = form.repeats().values().map(|repeat| build.repeat(repeat)).collect();
        let questions: Vec<_> = form.questions().values().map(|question| build.question(question)).collect();
        Self::of(&sections, &repeats, &questions)
    }

    /// The same of a model.
    pub(crate) fn of_model(model: &Model) -> Self {
        Self::of(&model.sections, &model.repeats, &model.questions)
    }

    fn of(sections: &[Section], repeats: &[Repeat], questions: &[Question]) -> Self {
        let repeat_paths = repeats.iter().map(|repeat| (repeat.name.as_str(), repeat.path.as_str())).collect();
        let mut walk = Walk { repeat_paths, open: Vec::new(), found: Self::default() };
        // A section is called what it is called: what is to be given anew in all of it is marked there.
        sections.iter().for_each(|section| walk.items(&section.items));
        for repeat in repeats {
            walk.at(&repeat.path, [Some(&repeat.label), repeat.lead.as_ref(), repeat.hint.as_ref()]);
            walk.items(&repeat.items);
        }
        for question in questions {
            walk.at(&question.path, [question.lead.as_ref(), question.hint.as_ref()]);
            walk.answer(&question.answer);
        }
        walk.found
    }

    /// What stands around a question, from the outermost on.
    pub(crate) fn question(&self, path: &str) -> Vec<&str> {
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
        let owners = ends.filter_map(|end| self.0.get(path.get(..end)?));
        owners.flatten().map(String::as_str).collect()
    }
}

struct Walk<'m> {
    repeat_paths: FxHashMap<&'m str, &'m str>,
    /// The sentences and label cells over what is walked.
    open: Vec<&'m Text>,
    found: Around,
}

impl<'m> Walk<'m> {
    fn at(&mut self, path: &str, words: impl IntoIterator<Item = Option<&'m Text>>) {
        let words = words.into_iter().flatten().map(Text::plain);
        let with_figures: Vec<String> = words.filter(|words| words.chars().any(char::is_numeric)).collect();
        if !with_figures.is_empty() {
            self.found.0.entry(path.to_owned()).or_default().extend(with_figures);
        }
    }

    fn over(&mut self, path: &str) {
        let open = self.open.clone();
        self.at(path, open.into_iter().map(Some));
    }

    fn items(&mut self, items: &'m [Item]) {
        for item in items {
            match item {
                Item::Question { path } => self.over(path),
                Item::Repeat { name } => {
                    if let Some(path) = self.repeat_paths.get(name.as_str()).copied() {
                        self.over(path);
                    }
                }
                Item::Group(group) => {
                    self.under([group.label.as_ref(), group.lead.as_ref(), group.hint.as_ref()], &group.items);
                }
                Item::Led(led) => self.under([Some(&led.lead)], &led.items),
                Item::Headed(headed) => self.under([Some(&headed.label), headed.lead.as_ref()], &headed.items),
                Item::Branch(branch) => self.items(&branch.items),
                Item::Note(_) | Item::Calc { name: _ } | Item::End { end: _ } => {}
            }
        }
    }

    fn under<const N: usize>(&mut self, words: [Option<&'m Text>; N], items: &'m [Item]) {
        let outer = self.open.len();
        self.open.extend(words.into_iter().flatten());
        self.items(items);
        self.open.truncate(outer);
    }

    /// What stands in an answer.
    fn answer(&mut self, answer: &'m Type) {
        match answer {
            Type::Single { variable: _, choices }
            | Type::Multi { choices, pick: _ }
            | Type::Rank { choices, pick: _ } => flat(choices).for_each(|option| self.items(&option.items)),
            Type::Field { variable: _, field: _, specify: _, items, alternatives: _ } => self.items(items),
            Type::Gate { variable: _, options: _ } | Type::Grid { rows: _, cells: _ } => {}
        }
    }
}
