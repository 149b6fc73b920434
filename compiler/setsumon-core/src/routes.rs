//! Where to go: which item, section or early end the choice of an option leads to, read from the conditions.
//!
//! There is an arrow where one option alone decides, and only where it is never wrong: all that it passes over is certainly not
//! asked of whoever takes it, and what it leads to certainly is. Elsewhere the sentence at the item does the work alone. One option
//! has one way out, the nearest. What paper does not show is no goal.

mod known;

use crate::walk::flat;
use std::collections::{BTreeMap, BTreeSet};

use crate::cond::Cond;
use crate::form::{Answer, Choice, Entry, Form, Item, Medium, Own, Question, RowEntry, Value};
use crate::ids::{CondId, EndId, Id, QuestionId, SectionId, VarId};
use known::Known;
use setsumon_words::{reference, spoken_number};

/// An answer of `other than …` leads on from so many options at most: more arrows would say nothing.
const MOST_OTHERS: usize = 3;

/// So many places are looked at on the way to a goal; one that lies farther is left to its sentence.
const FARTHEST: usize = 2_000;

/// The routes of a form.
#[derive(Debug, Default)]
pub struct Routes {
    from: BTreeMap<(VarId, String), Target>,
    goals: BTreeSet<String>,
}

/// Where an answer leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The path of the item, the code of the section, or the name of the end.
    pub goal: String,
    /// Its number as it is said from here: `4`, `（２）の1`, `3～5`.
    pub words: String,
}

/// The name of an early end as a goal. No path has a colon.
pub fn end_goal(id: EndId) -> String {
    format!("end:{}", id.index())
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    section: Option<SectionId>,
    goal: String,
    number: Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Number {
    Section(String),
    Item(String),
    Items(String, String),
    End,
}

/// A numbered item.
#[derive(Debug, Clone)]
struct Numbered {
    section: Option<SectionId>,
    path: String,
    number: String,
    asked: CondId,
}

impl Routes {
    /// Reads them from the conditions of a form.
    pub fn of(form: &Form) -> Self {
        let mut walk = Walk { form, places: Vec::new(), behind: BTreeMap::new(), candidates: BTreeMap::new() };
        walk.entries(form.entries());
        walk.routes()
    }

    /// Whether a route leads to the item of this path, the section of this code, or this end.
    pub fn lead_to(&self, path: &str) -> bool {
        self.goals.contains(path)
    }

    /// Where the answer leads, from a question of this section: a code, or a tick where the code is empty.
    pub fn from(&self, form: &Form, section: Option<SectionId>, variable: VarId, code: &str) -> Option<Route> {
        let target = self.from.get(&(variable, code.to_owned()))?;
        Some(Route { goal: target.goal.clone(), words: target.words(form, section) })
    }
}

impl Target {
    fn words(&self, form: &Form, here: Option<SectionId>) -> String {
        let wording = form.wording();
        let locale = form.survey().locale;
        let item = match &self.number {
            Number::Section(number) => return wording.section_ref.replace("{section}", &spoken_number(locale, number)),
            Number::End => return wording.end_ref.clone(),
            Number::Item(number) => spoken_number(locale, number),
            Number::Items(first, last) => wording
                .range_ref
                .replace("{first}", &spoken_number(locale, first))
                .replace("{last}", &spoken_number(locale, last)),
        };
        let section = self.section.filter(|section| Some(*section) != here);
        match section.and_then(|section| form.sections().get(section).number.as_deref()) {
            Some(section) => reference(&wording.item_ref, locale, section, &item),
            None => item,
        }
    }
}

/// A place on paper that somebody comes by: something to answer, or an early end.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// When it concerns the reader: it is asked, or the end stops them.
    concerns: CondId,
}

/// A goal that an answer might lead to.
#[derive(Debug, Clone)]
struct Candidate {
    /// The first place behind its beginning.
    place: usize,
    /// When it is reached.
    reached: CondId,
    target: Target,
}

struct Walk<'a> {
    form: &'a Form,
    /// In the order of the paper.
    places: Vec<Place>,
    /// The first place behind each question and all that stands in it.
    behind: BTreeMap<QuestionId, usize>,
    candidates: BTreeMap<(VarId, String), Vec<Candidate>>,
}

impl Walk<'_> {
    /// Of the goals of each answer the nearest, if it is never wrong.
    fn routes(self) -> Routes {
        let mut routes = Routes::default();
        for ((variable, code), mut candidates) in self.candidates {
            let question = self.form.variables().get(variable).question;
            let Some((question, from)) = question.and_then(|id| Some((id, *self.behind.get(&id)?))) else { continue };
            // From the outermost in, where several begin at one place.
            candidates.sort_by_key(|candidate| candidate.place);
            let Some(Candidate { place, reached, target }) =
                candidates.into_iter().find(|candidate| candidate.place >= from)
            else {
                continue;
            };
            let Some(between) = self.places.get(from..place).filter(|between| between.len() <= FARTHEST) else {
                continue;
            };
            let mut known = Known::of(self.form, self.form.questions().get(question).asked, variable, &code);
            if known.surely(reached) && between.iter().all(|place| known.surely_not(place.concerns)) {
                routes.goals.insert(target.goal.clone());
                routes.from.insert((variable, code), target);
            }
        }
        routes
    }

    fn place(&mut self, concerns: CondId) {
        self.places.push(Place { concerns });
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) if !on_paper(part.medium) => {}
                Entry::Part(part) => {
                    let inside = inside_entries(self.form, &part.entries);
                    self.route(part.own, part.asked, &inside);
                    self.entries(&part.entries);
                }
                Entry::Section(id) => self.section(*id),
                Entry::Gate(id) => self.gate(*id),
                Entry::End(id) => self.end(*id),
                Entry::Branch(branch) => {
                    let inside = inside_entries(self.form, &branch.items);
                    self.route(branch.own, branch.asked, &inside);
                    self.entries(&branch.items);
                }
            }
        }
    }

    fn section(&mut self, id: SectionId) {
        let section = self.form.sections().get(id);
        if !on_paper(section.medium) {
            return;
        }
        if let Some(number) = section.number.clone() {
            let target = Target { section: Some(id), goal: section.code.clone(), number: Number::Section(number) };
            self.route(section.own, section.asked, &Inside::Section(target));
        }
        self.items(&section.items);
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Question(id) => {
                    let question = self.form.questions().get(*id);
                    if let Answer::Gate { variable: _, options: _ } = question.answer {
                        self.gate(*id);
                    } else if on_paper(question.medium) {
                        self.route(question.own, question.asked, &Inside::Items(numbered(self.form, item)));
                        self.question(*id);
                    }
                }
                Item::Group(group) if !on_paper(group.medium) => {}
                Item::Group(group) => {
                    self.route(group.own, group.asked, &Inside::Items(numbered(self.form, item)));
                    self.items(&group.items);
                }
                Item::Repeat(id) => {
                    let repeat = self.form.repeats().get(*id);
                    if on_paper(repeat.medium) {
                        self.route(repeat.own, repeat.asked, &Inside::Items(numbered(self.form, item)));
                        self.place(repeat.asked);
                        self.items(&repeat.items);
                    }
                }
                Item::End(id) => self.end(*id),
                Item::Note(_) | Item::Calc(_) => {}
                Item::Led(led) => self.items(&led.items),
                Item::Headed(headed) => self.items(&headed.items),
                Item::Branch(branch) => {
                    let inside = branch.items.iter().flat_map(|item| numbered(self.form, item)).collect();
                    self.route(branch.own, branch.asked, &Inside::Items(inside));
                    self.items(&branch.items);
                }
            }
        }
    }

    /// A question and all that stands in it.
    fn question(&mut self, id: QuestionId) {
        let form = self.form;
        let question = form.questions().get(id);
        self.place(question.asked);
        match &question.answer {
            Answer::Single { variable: _, choices }
            | Answer::Multi { choices, pick: _ }
            | Answer::Rank { choices, pick: _ } => self.choices(choices),
            Answer::Grid(grid) => self.rows(&grid.rows),
            Answer::Field(field) => {
                self.write_in(field.specify);
                self.items(&field.items);
            }
            Answer::Gate { variable: _, options: _ } => {}
        }
        self.behind.insert(id, self.places.len());
    }

    fn choices(&mut self, choices: &[Choice]) {
        for option in flat(choices).filter(|option| !option.retired) {
            self.write_in(option.specify);
            self.items(&option.items);
        }
    }

    fn rows(&mut self, rows: &[RowEntry]) {
        for row in flat(rows).filter(|row| !row.retired) {
            self.write_in(row.specify);
            self.items(&row.items);
        }
    }

    fn write_in(&mut self, specify: Option<QuestionId>) {
        if let Some(id) = specify {
            self.question(id);
        }
    }

    /// A gate has nothing to fill in on paper; what its options end is an end that lies on the way.
    fn gate(&mut self, id: QuestionId) {
        let question = self.form.questions().get(id);
        if !on_paper(question.medium) {
            return;
        }
        if let Answer::Gate { variable: _, options } = &question.answer {
            for end in options.iter().filter(|option| !option.retired).filter_map(|option| option.end) {
                self.place(self.form.ends().get(end).fires);
            }
        }
    }

    fn end(&mut self, id: EndId) {
        let end = self.form.ends().get(id);
        if end.gate.is_none() {
            let target = Target { section: None, goal: end_goal(id), number: Number::End };
            self.route(end.own, end.fires, &Inside::End(target));
            self.place(end.fires);
        }
    }

    /// Notes the answers that lead to what is inside, if one answer alone does.
    fn route(&mut self, own: Option<Own>, reached: CondId, inside: &Inside) {
        let Some(own) = own else { return };
        let mut answers = Vec::new();
        self.answers(own.when, &mut answers);
        if self.is_every_answer(&answers) {
            return;
        }
        let Some(target) = inside.target() else { return };
        // Whoever comes to several items comes to the first of them, which may have a condition of its own.
        let reached = inside.first().unwrap_or(reached);
        for answer in answers {
            let candidate = Candidate { place: self.places.len(), reached, target: target.clone() };
            self.candidates.entry(answer).or_default().push(candidate);
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
    End(Target),
    Items(Vec<Numbered>),
}

impl Inside {
    /// When the first item is asked.
    fn first(&self) -> Option<CondId> {
        match self {
            Self::Section(_) | Self::End(_) => None,
            Self::Items(items) => items.first().map(|item| item.asked),
        }
    }

    fn target(&self) -> Option<Target> {
        match self {
            Self::Section(target) | Self::End(target) => Some(target.clone()),
            Self::Items(items) => {
                let (first, last) = (items.first()?, items.last()?);
                // A run of numbers says that all of them are to be answered.
                let is_run = items.len() > 1 && items.iter().all(|item| item.asked == first.asked);
                let number = if is_run && first.section == last.section {
                    Number::Items(first.number.clone(), last.number.clone())
                } else {
                    Number::Item(first.number.clone())
                };
                Some(Target { section: first.section, goal: first.path.clone(), number })
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
            Some(Target { section: Some(*id), goal: section.code.clone(), number: Number::Section(number) })
        }
        Entry::Page(_) | Entry::Note(_) | Entry::Part(_) | Entry::Gate(_) | Entry::End(_) | Entry::Branch(_) => None,
    });
    first.map_or(Inside::Items(Vec::new()), Inside::Section)
}

/// The numbered items of an item: itself, or those it stands around.
fn numbered(form: &Form, item: &Item) -> Vec<Numbered> {
    match item {
        Item::Question(id) => {
            let Question { section, number, path, medium, asked, .. } = form.questions().get(*id);
            one(*section, path, number.as_ref(), *medium, *asked)
        }
        Item::Group(group) => {
            let section = form.sections().iter().find(|(_, section)| path_in(&group.path, &section.code));
            one(section.map(|(id, _)| id), &group.path, group.number.as_ref(), group.medium, group.asked)
        }
        Item::Repeat(id) => {
            let repeat = form.repeats().get(*id);
            one(repeat.section, &repeat.path, repeat.number.as_ref(), repeat.medium, repeat.asked)
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

fn one(
    section: Option<SectionId>,
    path: &str,
    number: Option<&String>,
    medium: Medium,
    asked: CondId,
) -> Vec<Numbered> {
    match number {
        Some(number) if on_paper(medium) => {
            vec![Numbered { section, path: path.to_owned(), number: number.clone(), asked }]
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
