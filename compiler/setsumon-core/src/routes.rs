//! Where to go: which items the choice of an option leads to, read from the conditions of the items.
//!
//! There is a route where the option alone decides, so that it is never wrong. Where a condition joins several answers, only
//! the sentence at the item tells who is asked. What paper does not show is no goal.

use std::collections::{BTreeMap, BTreeSet};

use crate::cond::Cond;
use crate::form::{Entry, Form, Item, Medium, Question, Value};
use crate::ids::{CondId, SectionId, VarId};

/// An answer of `other than …` leads on from so many options at most: more arrows would say nothing.
const MOST_OTHERS: usize = 3;

/// The routes of a form.
#[derive(Debug, Default)]
pub struct Routes {
    from: BTreeMap<(VarId, String), Vec<Target>>,
    goals: BTreeSet<String>,
}

/// Where an answer leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The path of the item, or the code of the section.
    pub goal: String,
    /// Its number as it is said from here: `4`, `（２）の1`, `3～5`.
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    section: Option<SectionId>,
    goal: String,
    number: Number,
    /// The paths of the items it leads to.
    items: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Number {
    Section(String),
    Item(String),
    Items(String, String),
}

/// A numbered item.
#[derive(Debug, Clone)]
struct Numbered {
    section: Option<SectionId>,
    path: String,
    number: String,
}

impl Routes {
    /// Reads them from the conditions of a form.
    pub fn of(form: &Form) -> Self {
        let mut walk = Walk { form, routes: Self::default(), ended: false };
        walk.entries(form.entries(), None);
        walk.routes
    }

    /// Whether a route leads to the item of this path, or the section of this code.
    pub fn lead_to(&self, path: &str) -> bool {
        self.goals.contains(path)
    }

    /// Where the answer leads, from a question of this section: a code, or a tick where the code is empty.
    pub fn from(&self, form: &Form, section: Option<SectionId>, variable: VarId, code: &str) -> Vec<Route> {
        let Some(targets) = self.from.get(&(variable, code.to_owned())) else { return Vec::new() };
        // A route to one of several items says more than the route to all of them.
        let told = |target: &Target| targets.iter().any(|other| other != target && target.covers(other));
        targets
            .iter()
            .filter(|target| !told(target))
            .map(|target| Route { goal: target.goal.clone(), words: target.words(form, section) })
            .collect()
    }
}

impl Target {
    /// Whether it leads to several items of which the other is one.
    fn covers(&self, other: &Self) -> bool {
        self.items.len() > 1 && other.items.len() < self.items.len() && self.items.contains(&other.goal)
    }

    fn words(&self, form: &Form, here: Option<SectionId>) -> String {
        let wording = form.wording();
        let item = match &self.number {
            Number::Section(number) => return number.clone(),
            Number::Item(number) => number.clone(),
            Number::Items(first, last) => wording.range_ref.replace("{first}", first).replace("{last}", last),
        };
        let section = self.section.filter(|section| Some(*section) != here);
        match section.and_then(|section| form.sections().get(section).number.as_deref()) {
            Some(section) => wording.item_ref.replace("{section}", section).replace("{item}", &item),
            None => item,
        }
    }
}

struct Walk<'a> {
    form: &'a Form,
    routes: Routes,
    /// Whether an early end stands before: every later condition then says that it did not come.
    ended: bool,
}

impl Walk<'_> {
    fn entries(&mut self, entries: &[Entry], around: Option<CondId>) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) => {
                    let inside = inside_entries(self.form, &part.entries);
                    self.route(around, part.asked, &inside);
                    self.entries(&part.entries, Some(part.asked));
                }
                Entry::Section(id) => self.section(*id, around),
                Entry::Gate(_) | Entry::End(_) => self.ended = true,
                Entry::Branch(branch) => {
                    let inside = inside_entries(self.form, &branch.items);
                    self.route(around, branch.asked, &inside);
                    self.entries(&branch.items, Some(branch.asked));
                }
            }
        }
    }

    fn section(&mut self, id: SectionId, around: Option<CondId>) {
        let section = self.form.sections().get(id);
        if let Some(number) = section.number.clone().filter(|_| on_paper(section.medium)) {
            let target = Target {
                section: Some(id),
                goal: section.code.clone(),
                number: Number::Section(number),
                items: Vec::new(),
            };
            self.route(around, section.asked, &Inside::Section(target));
        }
        self.items(&section.items, Some(section.asked));
    }

    fn items(&mut self, items: &[Item], around: Option<CondId>) {
        for item in items {
            match item {
                Item::Question(id) => {
                    let question = self.form.questions().get(*id);
                    self.route(around, question.asked, &Inside::Items(numbered(self.form, item)));
                }
                Item::Group(group) => self.route(around, group.asked, &Inside::Items(numbered(self.form, item))),
                Item::Repeat(id) => {
                    let repeat = self.form.repeats().get(*id);
                    self.route(around, repeat.asked, &Inside::Items(numbered(self.form, item)));
                }
                Item::End(_) => self.ended = true,
                Item::Note(_) | Item::Calc(_) => {}
                Item::Led(led) => self.items(&led.items, around),
                Item::Headed(headed) => self.items(&headed.items, around),
                Item::Branch(branch) => {
                    let inside = branch.items.iter().flat_map(|item| numbered(self.form, item)).collect();
                    self.route(around, branch.asked, &Inside::Items(inside));
                    self.items(&branch.items, Some(branch.asked));
                }
            }
        }
    }

    /// Notes the answers that lead to what is inside, if one answer alone does.
    fn route(&mut self, around: Option<CondId>, asked: CondId, inside: &Inside) {
        let known = around.map(|around| self.form.conds().conjuncts(around)).unwrap_or_default();
        let own: Vec<CondId> = self
            .form
            .conds()
            .conjuncts(asked)
            .into_iter()
            .filter(|part| !(known.contains(part) || self.ended && self.denies(*part)))
            .collect();
        let [only] = own.as_slice() else { return };
        let mut answers = Vec::new();
        self.answers(*only, &mut answers);
        if self.is_every_answer(&answers) {
            return;
        }
        let Some(target) = inside.target() else { return };
        for answer in answers {
            let targets = self.routes.from.entry(answer).or_default();
            if !targets.contains(&target) {
                targets.push(target.clone());
            }
            self.routes.goals.insert(target.goal.clone());
        }
    }

    /// Whether a condition only says what was not answered: so reads that no early end came.
    fn denies(&self, cond: CondId) -> bool {
        match self.form.conds().get(cond) {
            Cond::Absent(_) | Cond::NotIn { variable: _, codes: _ } => true,
            Cond::All(parts) | Cond::Any(parts) => parts.iter().all(|part| self.denies(*part)),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => false,
        }
    }

    /// The answers each of which makes the condition hold.
    fn answers(&self, cond: CondId, out: &mut Vec<(VarId, String)>) {
        match self.form.conds().get(cond) {
            Cond::In { variable, codes } => out.extend(codes.iter().map(|code| (*variable, code.clone()))),
            Cond::NotIn { variable, codes } => {
                let others = self.others(*variable, codes);
                if others.len() <= MOST_OTHERS {
                    out.extend(others.into_iter().map(|code| (*variable, code)));
                }
            }
            Cond::Present(variable) if self.is_tick(*variable) => out.push((*variable, String::new())),
            Cond::Any(parts) => parts.iter().for_each(|part| self.answers(*part, out)),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::All(_)
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => {}
        }
    }

    /// Whether every option leads there: then none needs an arrow.
    fn is_every_answer(&self, answers: &[(VarId, String)]) -> bool {
        let Some((first, _)) = answers.first() else { return true };
        let variables = self.form.variables();
        if self.is_tick(*first) {
            let question = variables.get(*first).question;
            let ticks = variables.iter().filter(|(id, variable)| variable.question == question && self.is_tick(*id));
            let all = ticks.count();
            return all > 1 && answers.len() >= all;
        }
        let codes: Vec<String> = answers.iter().map(|(_, code)| code.clone()).collect();
        answers.iter().all(|(variable, _)| variable == first) && self.others(*first, &codes).is_empty()
    }

    fn is_tick(&self, variable: VarId) -> bool {
        matches!(self.form.variables().get(variable).value, Value::Tick)
    }

    /// The codes that may be chosen besides these.
    fn others(&self, variable: VarId, codes: &[String]) -> Vec<String> {
        let Some(list) = self.form.variables().get(variable).value.code_list() else { return Vec::new() };
        let offered = self.form.code_lists().get(list).codes.iter().filter(|entry| !entry.retired);
        offered.map(|entry| entry.code.clone()).filter(|code| !codes.contains(code)).collect()
    }
}

/// What a condition stands over.
enum Inside {
    Section(Target),
    Items(Vec<Numbered>),
}

impl Inside {
    fn target(&self) -> Option<Target> {
        match self {
            Self::Section(target) => Some(target.clone()),
            Self::Items(items) => {
                let (first, last) = (items.first()?, items.last()?);
                let number = if items.len() > 1 && first.section == last.section {
                    Number::Items(first.number.clone(), last.number.clone())
                } else {
                    Number::Item(first.number.clone())
                };
                let items = items.iter().map(|item| item.path.clone()).collect();
                Some(Target { section: first.section, goal: first.path.clone(), number, items })
            }
        }
    }
}

/// The first section of entries under a condition.
fn inside_entries(form: &Form, entries: &[Entry]) -> Inside {
    let first = entries.iter().find_map(|entry| match entry {
        Entry::Section(id) => {
            let section = form.sections().get(*id);
            let number = section.number.clone().filter(|_| on_paper(section.medium))?;
            Some(Target {
                section: Some(*id),
                goal: section.code.clone(),
                number: Number::Section(number),
                items: Vec::new(),
            })
        }
        Entry::Page(_) | Entry::Note(_) | Entry::Part(_) | Entry::Gate(_) | Entry::End(_) | Entry::Branch(_) => None,
    });
    first.map_or(Inside::Items(Vec::new()), Inside::Section)
}

/// The numbered items of an item: itself, or those it stands around.
fn numbered(form: &Form, item: &Item) -> Vec<Numbered> {
    match item {
        Item::Question(id) => {
            let Question { section, number, path, medium, .. } = form.questions().get(*id);
            one(*section, path, number.as_ref(), *medium)
        }
        Item::Group(group) => {
            let section = form.sections().iter().find(|(_, section)| path_in(&group.path, &section.code));
            one(section.map(|(id, _)| id), &group.path, group.number.as_ref(), group.medium)
        }
        Item::Repeat(id) => {
            let repeat = form.repeats().get(*id);
            one(repeat.section, &repeat.path, repeat.number.as_ref(), repeat.medium)
        }
        Item::Led(led) => led.items.iter().flat_map(|item| numbered(form, item)).collect(),
        Item::Headed(headed) => headed.items.iter().flat_map(|item| numbered(form, item)).collect(),
        Item::Branch(branch) => branch.items.iter().flat_map(|item| numbered(form, item)).collect(),
        Item::Note(_) | Item::Calc(_) | Item::End(_) => Vec::new(),
    }
}

fn path_in(path: &str, section: &str) -> bool {
    path.split('.').next() == Some(section)
}

fn one(section: Option<SectionId>, path: &str, number: Option<&String>, medium: Medium) -> Vec<Numbered> {
    match number {
        Some(number) if on_paper(medium) => {
            vec![Numbered { section, path: path.to_owned(), number: number.clone() }]
        }
        Some(_) | None => Vec::new(),
    }
}

fn on_paper(medium: Medium) -> bool {
    match medium {
        Medium::Both | Medium::Paper => true,
        Medium::Screen => false,
    }
}
