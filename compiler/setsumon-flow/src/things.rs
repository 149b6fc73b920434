//! What has a condition in a survey, in reading order, each with what it stands in.

use rustc_hash::FxHashSet;
use setsumon_core::form::{Answer, Choice, Entry, Form, Item, Own, Question, Role, RowEntry};
use setsumon_core::ids::{CondId, EndId, QuestionId, RepeatId};
use setsumon_core::walk::flat;
use setsumon_diagnostics::Span;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A part of sections.
    Part,
    /// A section.
    Section,
    /// A page of prose.
    Page,
    /// A paragraph.
    Note,
    /// What stands in `when { }`.
    Branch,
    /// A group.
    Group,
    /// A roster.
    Roster,
    /// A question.
    Question(QuestionId),
    /// An option of a question.
    Option,
    /// A row of a table.
    Row,
    /// An early end.
    End(EndId),
}

/// Something that is not always there.
#[derive(Debug)]
pub(crate) struct Thing {
    pub(crate) sort: Sort,
    /// What the author calls it: a path, or a code.
    pub(crate) name: String,
    /// When it is there: all of these.
    pub(crate) asked: Vec<CondId>,
    /// When what it stands in is.
    pub(crate) around: Vec<CondId>,
    /// Its own condition.
    pub(crate) own: Option<CondId>,
    /// The roster in whose entries it stands.
    pub(crate) repeat: Option<RepeatId>,
    /// The thing that it stands in, by its place.
    pub(crate) inside: Option<usize>,
    pub(crate) origin: Span,
}

/// All things of a form.
pub(crate) fn of(form: &Form) -> Vec<Thing> {
    let mut walk = Walk { form, things: Vec::new(), around: Vec::new(), inside: None, repeat: None };
    walk.entries(form.entries());
    walk.things
}

struct Walk<'f> {
    form: &'f Form,
    things: Vec<Thing>,
    /// When what is being looked at stands where it does.
    around: Vec<CondId>,
    inside: Option<usize>,
    repeat: Option<RepeatId>,
}

impl<'f> Walk<'f> {
    fn thing(&mut self, sort: Sort, name: &str, asked: Vec<CondId>, own: Option<Own>, origin: Span) -> usize {
        self.things.push(Thing {
            sort,
            name: name.to_owned(),
            asked,
            around: self.around.clone(),
            own: own.map(|own| own.when),
            repeat: self.repeat,
            inside: self.inside,
            origin,
        });
        self.things.len() - 1
    }

    /// Looks at what stands in a thing.
    fn within(&mut self, thing: usize, asked: Vec<CondId>, look: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.around, asked);
        let inside = self.inside.replace(thing);
        look(self);
        self.around = around;
        self.inside = inside;
    }

    fn entries(&mut self, entries: &'f [Entry]) {
        for entry in entries {
            match entry {
                Entry::Page(page) => {
                    let name = page.number.clone().unwrap_or_default();
                    self.thing(Sort::Page, &name, vec![page.asked], None, page.origin);
                }
                Entry::Note(note) => {
                    self.thing(Sort::Note, "", vec![note.asked], None, note.origin);
                }
                Entry::Part(part) => {
                    let thing = self.thing(Sort::Part, &part.code, vec![part.asked], part.own, part.origin);
                    self.within(thing, vec![part.asked], |walk| walk.entries(&part.entries));
                }
                Entry::Section(id) => {
                    let section = self.form.sections().get(*id);
                    let asked = vec![section.asked];
                    let thing = self.thing(Sort::Section, &section.code, asked.clone(), section.own, section.origin);
                    self.within(thing, asked, |walk| walk.items(&section.items));
                }
                Entry::Gate(id) => self.question(*id),
                Entry::End(id) => self.end(*id),
                Entry::Branch(branch) => {
                    let thing = self.thing(Sort::Branch, "", vec![branch.asked], branch.own, branch.origin);
                    self.within(thing, vec![branch.asked], |walk| walk.entries(&branch.items));
                }
            }
        }
    }

    fn items(&mut self, items: &'f [Item]) {
        for item in items {
            match item {
                Item::Question(id) => self.question(*id),
                Item::Group(group) => {
                    let thing = self.thing(Sort::Group, &group.path, vec![group.asked], group.own, group.origin);
                    self.within(thing, vec![group.asked], |walk| walk.items(&group.items));
                }
                Item::Repeat(id) => {
                    let roster = self.form.repeats().get(*id);
                    let thing = self.thing(Sort::Roster, &roster.path, vec![roster.asked], roster.own, roster.origin);
                    let repeat = self.repeat.replace(*id);
                    self.within(thing, vec![roster.asked], |walk| walk.items(&roster.items));
                    self.repeat = repeat;
                }
                Item::Note(note) => {
                    self.thing(Sort::Note, "", vec![note.asked], None, note.origin);
                }
                Item::Calc(_) => {}
                Item::End(id) => self.end(*id),
                Item::Led(led) => self.items(&led.items),
                Item::Headed(headed) => self.items(&headed.items),
                Item::Branch(branch) => {
                    let thing = self.thing(Sort::Branch, "", vec![branch.asked], branch.own, branch.origin);
                    self.within(thing, vec![branch.asked], |walk| walk.items(&branch.items));
                }
            }
        }
    }

    fn end(&mut self, id: EndId) {
        let end = self.form.ends().get(id);
        // The end that an option of a gate brings about is as little there as the option.
        if end.gate.is_none() {
            self.thing(Sort::End(id), "", vec![end.fires], end.own, end.origin);
        }
    }

    fn question(&mut self, id: QuestionId) {
        let question = self.form.questions().get(id);
        let asked = vec![question.asked];
        let thing = self.thing(Sort::Question(id), &question.path, asked.clone(), question.own, question.origin);
        self.within(thing, asked, |walk| walk.answer(question));
    }

    fn answer(&mut self, question: &'f Question) {
        match &question.answer {
            Answer::Single { variable: _, choices }
            | Answer::Multi { choices, pick: _ }
            | Answer::Rank { choices, pick: _ } => self.options(question, choices),
            Answer::Gate { variable: _, options: _ } => {}
            Answer::Grid(grid) => self.rows(question, &grid.rows),
            Answer::Field(field) => {
                field.specify.iter().for_each(|id| self.question(*id));
                self.items(&field.items);
            }
        }
    }

    fn options(&mut self, question: &'f Question, choices: &'f [Choice]) {
        for option in flat(choices).filter(|option| !option.retired) {
            let asked = vec![question.asked, option.offered];
            let name = format!("{}.{}", question.path, option.code);
            let thing = self.thing(Sort::Option, &name, asked.clone(), option.own, question.origin);
            self.within(thing, asked, |walk| {
                option.specify.iter().for_each(|id| walk.question(*id));
                walk.items(&option.items);
            });
        }
    }

    fn rows(&mut self, question: &'f Question, rows: &'f [RowEntry]) {
        for row in flat(rows).filter(|row| !row.retired) {
            let asked = vec![question.asked, row.offered];
            let name = format!("{}.{}", question.path, row.code);
            let thing = self.thing(Sort::Row, &name, asked.clone(), row.own, question.origin);
            self.within(thing, asked, |walk| {
                row.specify.iter().for_each(|id| walk.question(*id));
                walk.items(&row.items);
            });
        }
    }
}

/// The questions that are kept for their history alone.
pub fn retired(form: &Form) -> FxHashSet<QuestionId> {
    let (mut retired, mut asked) = (FxHashSet::default(), FxHashSet::default());
    for variable in form.variables().values() {
        let own = if variable.role == Role::Retired { &mut retired } else { &mut asked };
        own.extend(variable.question);
    }
    retired.retain(|question| !asked.contains(question));
    retired
}
