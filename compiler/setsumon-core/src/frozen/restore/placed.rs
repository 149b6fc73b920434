//! Everything stands in one place: nothing twice, nothing nowhere, and nothing in itself.

use super::{At, Restored, wrong};
use crate::form::{Answer, Cells, Choice, Entry, Form, Item, Role, RowEntry};
use crate::ids::{Id, QuestionId, RepeatId, SectionId};
use crate::walk::{all, flat};

/// How deep questions, rosters and sections stand inside one another.
const MOST_LEVELS: u32 = 100;

/// What may stand in one another by name.
#[derive(Clone, Copy)]
enum Thing {
    Section(SectionId),
    Question(QuestionId),
    Repeat(RepeatId),
}

/// Where each thing was met on the way from the top.
struct Met {
    sections: Vec<bool>,
    questions: Vec<bool>,
    repeats: Vec<bool>,
}

impl Met {
    fn of(&mut self, thing: Thing) -> Option<&mut bool> {
        match thing {
            Thing::Section(id) => self.sections.get_mut(id.index()),
            Thing::Question(id) => self.questions.get_mut(id.index()),
            Thing::Repeat(id) => self.repeats.get_mut(id.index()),
        }
    }
}

/// Goes through everything from the top. What is met twice stands twice or in itself; what is not met stands nowhere, or only in itself.
pub(super) fn check(form: &Form) -> Restored<()> {
    let mut met = Met {
        sections: vec![false; form.sections().len()],
        questions: vec![false; form.questions().len()],
        repeats: vec![false; form.repeats().len()],
    };
    let mut found = Vec::new();
    entries(form.entries(), &mut found);
    let mut open: Vec<(Thing, u32, bool)> = found.into_iter().map(|thing| (thing, 0, false)).collect();
    while let Some((thing, level, in_roster)) = open.pop() {
        let at = || place(thing);
        if met.of(thing).is_some_and(|met| std::mem::replace(met, true)) {
            return wrong("it stands in two places").at_place(at);
        }
        if level > MOST_LEVELS {
            return wrong("it stands too deep in others").at_place(at);
        }
        let mut inside = Vec::new();
        let mut here = in_roster;
        match thing {
            Thing::Section(id) => items(&form.sections().get(id).items, &mut inside),
            Thing::Question(id) => answer(&form.questions().get(id).answer, &mut inside),
            Thing::Repeat(_) if in_roster => return wrong("it stands in another roster").at_place(at),
            Thing::Repeat(id) => {
                here = true;
                items(&form.repeats().get(id).items, &mut inside);
            }
        }
        open.extend(inside.into_iter().map(|thing| (thing, level + 1, here)));
    }
    // Nobody is asked for an entry of a roster that is all kept for its history: it stands nowhere.
    for (id, _) in form.repeats().iter() {
        if let Some(met) = met.of(Thing::Repeat(id)).filter(|met| !**met) {
            *met = is_history(form, id);
        }
    }
    // Nor is a section of which all is kept for its history: nothing stands in it.
    for (id, section) in form.sections().iter() {
        if let Some(met) = met.of(Thing::Section(id)).filter(|met| !**met) {
            *met = section.items.is_empty();
        }
    }
    for (list, met) in [("sections", &met.sections), ("questions", &met.questions), ("repeats", &met.repeats)] {
        if let Some(index) = met.iter().position(|met| !met) {
            return wrong("it stands nowhere").at(&format!("{list}[{index}]"));
        }
    }
    Ok(())
}

fn is_history(form: &Form, roster: RepeatId) -> bool {
    let own = || form.variables().values().filter(|variable| variable.repeat == Some(roster));
    own().next().is_some() && own().all(|variable| variable.role == Role::Retired)
}

fn place(thing: Thing) -> String {
    match thing {
        Thing::Section(id) => format!("sections[{}]", id.index()),
        Thing::Question(id) => format!("questions[{}]", id.index()),
        Thing::Repeat(id) => format!("repeats[{}]", id.index()),
    }
}

fn entries(entries: &[Entry], found: &mut Vec<Thing>) {
    found.extend(all(entries).filter_map(|entry| match entry {
        Entry::Section(id) => Some(Thing::Section(*id)),
        Entry::Gate(id) => Some(Thing::Question(*id)),
        Entry::Page(_) | Entry::Note(_) | Entry::Part(_) | Entry::End(_) | Entry::Branch(_) => None,
    }));
}

fn items(items: &[Item], found: &mut Vec<Thing>) {
    for item in all(items) {
        match item {
            Item::Question(id) => found.push(Thing::Question(*id)),
            Item::Repeat(id) => found.push(Thing::Repeat(*id)),
            Item::Group(_)
            | Item::Led(_)
            | Item::Headed(_)
            | Item::Branch(_)
            | Item::Note(_)
            | Item::Calc(_)
            | Item::End(_) => {}
        }
    }
}

fn under(specify: Option<QuestionId>, inside: &[Item], found: &mut Vec<Thing>) {
    found.extend(specify.map(Thing::Question));
    items(inside, found);
}

fn answer(answer: &Answer, found: &mut Vec<Thing>) {
    match answer {
        Answer::Single { variable: _, choices }
        | Answer::Multi { choices, pick: _ }
        | Answer::Rank { choices, pick: _ } => self::choices(choices, found),
        Answer::Gate { variable: _, options: _ } => {}
        Answer::Grid(grid) => {
            rows(&grid.rows, found);
            match &grid.cells {
                Cells::Single { choices } | Cells::Multi { choices } => self::choices(choices, found),
                Cells::Fields { columns: _ } => {}
            }
        }
        Answer::Field(field) => under(field.specify, &field.items, found),
    }
}

fn choices(choices: &[Choice], found: &mut Vec<Thing>) {
    for option in flat(choices) {
        under(option.specify, &option.items, found);
    }
}

fn rows(rows: &[RowEntry], found: &mut Vec<Thing>) {
    for row in flat(rows) {
        under(row.specify, &row.items, found);
    }
}
