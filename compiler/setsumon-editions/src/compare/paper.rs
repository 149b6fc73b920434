//! One edition as the rows of a comparison: what is set as one item, in reading order.

use rustc_hash::FxHashMap;
use setsumon_core::frozen::{
    self, Branch, Calc, Choice, End, Entry, Group, Item, Model, Note, Page, Part, Question, Repeat, RowEntry, Rule,
    RuleKind, Section, Text, Type, Variable,
};
use setsumon_core::walk::{all, bare, flat};

/// What is set as one item.
#[derive(Debug)]
pub(super) struct Unit<'m> {
    /// What it is called within its edition: its path, or a word and its code.
    pub(super) key: String,
    pub(super) what: What<'m>,
    /// The section it stands in.
    pub(super) section: Option<&'m str>,
    /// Sentences over it and others, that stand in front of it.
    pub(super) before: Vec<&'m Text>,
    /// Who is asked it and what stands around it, in words.
    pub(super) who: Vec<&'m Text>,
    /// The paths of the questions in it.
    pub(super) questions: Vec<&'m str>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What<'m> {
    Survey,
    Page(&'m Page),
    Part(&'m Part),
    Section(&'m Section),
    Question(&'m Question),
    Group(&'m Group),
    Roster(&'m Repeat),
    Calc(&'m Calc),
    End(&'m End),
}

/// An edition, so that its things are found.
#[derive(Debug)]
pub(super) struct Paper<'m> {
    pub(super) model: &'m Model,
    pub(super) units: Vec<Unit<'m>>,
    questions: FxHashMap<&'m str, &'m Question>,
    variables: FxHashMap<&'m str, &'m Variable>,
    of_question: FxHashMap<&'m str, Vec<&'m Variable>>,
    /// The checks by the question that they are told at, each with its place among all.
    checks: FxHashMap<&'m str, Vec<(usize, &'m Rule)>>,
    /// The place of the unit that a key, or the path of a question in it, names.
    places: FxHashMap<String, usize>,
}

impl<'m> Paper<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut of_question: FxHashMap<&str, Vec<&Variable>> = FxHashMap::default();
        for variable in &model.variables {
            if let Some(question) = variable.question.as_deref().filter(|_| variable.role != frozen::Role::Last) {
                of_question.entry(question).or_default().push(variable);
            }
        }
        let mut paper = Self {
            model,
            units: Vec::new(),
            questions: model.questions.iter().map(|question| (question.path.as_str(), question)).collect(),
            variables: model.variables.iter().map(|variable| (variable.name.as_str(), variable)).collect(),
            of_question,
            checks: FxHashMap::default(),
            places: FxHashMap::default(),
        };
        for (place, rule) in model.rules.iter().enumerate().filter(|(_, rule)| rule.kind == RuleKind::Check) {
            if let Some(question) = paper.variable(&rule.at).and_then(|variable| variable.question.as_deref()) {
                paper.checks.entry(question).or_default().push((place, rule));
            }
        }
        paper.push("survey".to_owned(), What::Survey, &Around::default());
        paper.entries(&model.entries, &Around::default());
        for (place, unit) in paper.units.iter().enumerate() {
            paper.places.insert(unit.key.clone(), place);
        }
        for (place, unit) in paper.units.iter().enumerate() {
            for path in &unit.questions {
                paper.places.entry((*path).to_owned()).or_insert(place);
            }
        }
        paper
    }

    pub(super) fn question(&self, path: &str) -> Option<&'m Question> {
        self.questions.get(path).copied()
    }

    pub(super) fn variable(&self, name: &str) -> Option<&'m Variable> {
        self.variables.get(name).copied()
    }

    /// A variable by its name, or by the one that it bore in the edition before.
    pub(super) fn variable_once(&self, name: &str) -> Option<&'m Variable> {
        let once = || self.model.variables.iter().find(|variable| variable.was.iter().any(|was| was == name));
        self.variable(name).or_else(once)
    }

    pub(super) fn variables_of(&self, path: &str) -> &[&'m Variable] {
        self.of_question.get(path).map_or(&[], Vec::as_slice)
    }

    /// The checks that are told at questions, in the order of the survey.
    pub(super) fn checks(&self, questions: &[&str]) -> impl Iterator<Item = &'m Rule> {
        let mut found: Vec<_> = questions.iter().filter_map(|path| self.checks.get(path)).flatten().copied().collect();
        found.sort_unstable_by_key(|(place, _)| *place);
        found.dedup_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, rule)| rule)
    }

    /// The place of what bears a key, or of what a path lies in.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        let mut key = key;
        loop {
            if let Some(place) = self.places.get(key) {
                return Some(*place);
            }
            key = key.rsplit_once('.')?.0;
        }
    }

    /// Whether a question is kept for its history alone.
    fn is_retired(&self, path: &str) -> bool {
        let variables = self.variables_of(path);
        !variables.is_empty() && variables.iter().all(|variable| variable.role == frozen::Role::Retired)
    }

    fn push(&mut self, key: String, what: What<'m>, around: &Around<'m>) {
        let questions = match what {
            What::Question(question) => {
                let mut paths = vec![question.path.as_str()];
                self.inside(&question.answer, &mut paths);
                paths
            }
            What::Group(group) => self.paths(&group.items),
            What::Roster(repeat) => self.paths(&repeat.items),
            What::Survey | What::Page(_) | What::Part(_) | What::Section(_) | What::Calc(_) | What::End(_) => {
                Vec::new()
            }
        };
        if !questions.is_empty() && questions.iter().all(|path| self.is_retired(path)) {
            return;
        }
        let Around { section, who, before } = around;
        self.units.push(Unit { key, what, section: *section, who: who.clone(), before: before.clone(), questions });
    }

    fn entries(&mut self, entries: &'m [Entry], around: &Around<'m>) {
        for entry in entries {
            match entry {
                Entry::Page(page) => self.push(page_key(page), What::Page(page), around),
                Entry::Part(part) => {
                    self.push(format!("part {}", part.code), What::Part(part), around);
                    self.entries(&part.entries, around);
                }
                Entry::Section { code } => {
                    if let Some(section) = self.model.sections.iter().find(|section| section.code == *code) {
                        let around = Around { section: Some(&section.code), ..around.clone() };
                        self.push(section_key(code), What::Section(section), &around);
                        self.items(&section.items, &around);
                    }
                }
                Entry::Gate { path } => {
                    if let Some(gate) = self.question(path) {
                        self.push(path.clone(), What::Question(gate), around);
                    }
                }
                Entry::End { end } => self.end(*end, around),
                Entry::Branch(branch) => self.entries(&branch.items, &around.within(branch)),
                // The survey's own words tell them.
                Entry::Note(_) => {}
            }
        }
    }

    fn items(&mut self, items: &'m [Item], around: &Around<'m>) {
        for item in items {
            match item {
                Item::Question { path } => {
                    if let Some(question) = self.question(path) {
                        self.push(path.clone(), What::Question(question), around);
                    }
                }
                Item::Group(group) => self.push(group.path.clone(), What::Group(group), around),
                Item::Repeat { name } => {
                    if let Some(repeat) = self.model.repeats.iter().find(|repeat| repeat.name == *name) {
                        self.push(repeat.path.clone(), What::Roster(repeat), around);
                    }
                }
                Item::Calc { name } => {
                    if let Some(calc) = self.model.calcs.iter().find(|calc| calc.name == *name) {
                        self.push(calc.path.clone(), What::Calc(calc), around);
                    }
                }
                Item::End { end } => self.end(*end, around),
                Item::Led(led) => self.headed(&led.items, around, [Some(&led.lead), None]),
                Item::Headed(headed) => self.headed(&headed.items, around, [Some(&headed.label), headed.lead.as_ref()]),
                Item::Branch(branch) => self.items(&branch.items, &around.within(branch)),
                // The head of the section tells them.
                Item::Note(_) => {}
            }
        }
    }

    /// Items under a sentence or a label of their own, which stands in front of the first.
    fn headed(&mut self, items: &'m [Item], around: &Around<'m>, words: [Option<&'m Text>; 2]) {
        let begin = self.units.len();
        self.items(items, around);
        if let Some(first) = self.units.get_mut(begin) {
            first.before.splice(0..0, words.into_iter().flatten());
        }
    }

    fn end(&mut self, place: u32, around: &Around<'m>) {
        let end = usize::try_from(place).ok().and_then(|place| self.model.ends.get(place));
        if let Some(end) = end.filter(|end| end.gate.is_none()) {
            self.push(end_key(end), What::End(end), around);
        }
    }

    /// The paths of all questions among these items.
    fn paths(&self, items: &'m [Item]) -> Vec<&'m str> {
        let mut paths = Vec::new();
        self.paths_in(items, &mut paths);
        paths
    }

    fn paths_in(&self, items: &'m [Item], paths: &mut Vec<&'m str>) {
        for item in items {
            match item {
                Item::Question { path } => {
                    paths.push(path);
                    if let Some(question) = self.question(path) {
                        self.inside(&question.answer, paths);
                    }
                }
                Item::Group(group) => self.paths_in(&group.items, paths),
                Item::Led(led) => self.paths_in(&led.items, paths),
                Item::Headed(headed) => self.paths_in(&headed.items, paths),
                Item::Branch(branch) => self.paths_in(&branch.items, paths),
                Item::Repeat { name } => {
                    if let Some(repeat) = self.model.repeats.iter().find(|repeat| repeat.name == *name) {
                        self.paths_in(&repeat.items, paths);
                    }
                }
                Item::Note(_) | Item::Calc { name: _ } | Item::End { end: _ } => {}
            }
        }
    }

    /// The paths of the questions in an answer: write-ins, and further fields.
    fn inside(&self, answer: &'m Type, paths: &mut Vec<&'m str>) {
        match answer {
            Type::Single { variable: _, choices }
            | Type::Multi { choices, pick: _ }
            | Type::Rank { choices, pick: _ } => {
                self.in_choices(choices, paths);
            }
            Type::Gate { variable: _, options: _ } => {}
            Type::Grid { rows, cells: _ } => self.in_rows(rows, paths),
            Type::Field { variable: _, field: _, specify, items, alternatives: _ } => {
                paths.extend(specify.as_deref());
                self.paths_in(items, paths);
            }
        }
    }

    fn in_choices(&self, choices: &'m [Choice], paths: &mut Vec<&'m str>) {
        for option in flat(choices) {
            paths.extend(option.specify.as_deref());
            self.paths_in(&option.items, paths);
        }
    }

    fn in_rows(&self, rows: &'m [RowEntry], paths: &mut Vec<&'m str>) {
        for row in flat(rows) {
            paths.extend(row.specify.as_deref());
            self.paths_in(&row.items, paths);
        }
    }
}

/// What stands around an item.
#[derive(Debug, Clone, Default)]
struct Around<'m> {
    section: Option<&'m str>,
    who: Vec<&'m Text>,
    before: Vec<&'m Text>,
}

impl<'m> Around<'m> {
    fn within<T>(&self, branch: &'m Branch<T>) -> Self {
        let mut inner = self.clone();
        inner.who.extend(branch.who.as_ref());
        inner
    }
}

pub(super) fn section_key(code: &str) -> String {
    format!("section {code}")
}

pub(super) fn page_key(page: &Page) -> String {
    format!("page {}", page.title.plain())
}

pub(super) fn end_key(end: &End) -> String {
    format!("end {}", end.sentence.plain())
}

/// The paragraphs that stand in a section by themselves.
pub(super) fn notes(items: &[Item]) -> Vec<&Note> {
    bare(items).filter_map(Item::note).collect()
}

/// The paragraphs that stand between sections.
pub(super) fn entry_notes(entries: &[Entry]) -> Vec<&Note> {
    all(entries).filter_map(Entry::note).collect()
}
