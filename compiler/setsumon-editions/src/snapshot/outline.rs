//! The pages of a survey in reading order: its head, its parts, sections and rosters, and what stands in each.

use setsumon_core::calendar::iso_day;
use setsumon_core::form::{
    Calc, CalcValue, End, Entry, Form, Item, Note, Outcome, Part, Repeat, Role, Section, Survey,
};
use setsumon_core::frozen::Unfielded;
use setsumon_core::ids::{CalcId, CondId, EndId, QuestionId, RepeatId, SectionId};
use setsumon_core::names;
use setsumon_core::notation::settled_formula;
use setsumon_words::Wording;

use super::page::{Page, parts};
use super::questions::{self, Checks};
use super::{Kind, Snapshot, answers};

pub(super) fn all(form: &Form) -> Vec<Snapshot> {
    let mut walk = Walk { form, checks: Checks::of(form), snapshots: Vec::new() };
    walk.survey();
    walk.snapshots
}

struct Walk<'a> {
    form: &'a Form,
    checks: Checks,
    snapshots: Vec<Snapshot>,
}

/// The file of a page: the section is a folder. What begins with `_` is no code.
fn file_of(path: &str) -> String {
    match path.split_once('.') {
        Some((section, rest)) => format!("{section}/{rest}.snap"),
        None => format!("{path}.snap"),
    }
}

impl<'a> Walk<'a> {
    /// Puts a page in its place, which was taken when its writing began, so that what stands in it comes behind.
    fn place(&mut self, kind: Kind, path: &str, file: String, name: String) -> usize {
        self.snapshots.push(Snapshot { kind, path: path.to_owned(), name, file, content: String::new() });
        self.snapshots.len() - 1
    }

    fn fill(&mut self, place: usize, page: Page<'_>) {
        if let Some(snapshot) = self.snapshots.get_mut(place) {
            snapshot.content = page.finish();
        }
    }

    fn survey(&mut self) {
        let form = self.form;
        let Survey { code, title, locale, edition, unfielded, publisher, as_of, deadline, info, submit, by_section } =
            form.survey();
        let place = self.place(Kind::Survey, code, "_survey.snap".to_owned(), title.plain());
        let mut page = Page::new(form);
        page.text("title", Some(title));
        page.fact("language", locale.tag());
        page.fact("edition", &edition.to_string());
        if let Some(previous) = form.previous() {
            page.fact("follows", &previous.edition.to_string());
        }
        for Unfielded { edition, why } in unfielded {
            page.fact(&format!("not fielded {edition}"), why);
        }
        page.text("publisher", publisher.as_ref());
        for (key, day) in [("as_of", as_of), ("deadline", deadline)] {
            if let Some(day) = day {
                page.fact(key, &iso_day(*day));
            }
        }
        for (code, text) in info {
            page.text(&format!("info {code}"), Some(text));
        }
        page.text("submit", submit.as_ref());
        if *by_section {
            page.fact("layout", "by_section");
        }
        let usual = Wording::of(*locale);
        for ((name, words), (_, usual)) in form.wording().iter().zip(usual.iter()) {
            if words != usual {
                page.fact(&format!("wording {name}"), words);
            }
        }
        for (id, variable) in form.variables().iter().filter(|(_, variable)| variable.role == Role::Given) {
            page.mention(&format!("given {}", names::path(&variable.name).trim_start_matches("given.")));
            page.inside(|page| answers::given(page, id));
        }
        self.checks.nowhere(&mut page);
        self.entries(form.entries(), &mut page);
        self.fill(place, page);
    }

    fn entries(&mut self, entries: &'a [Entry], page: &mut Page<'a>) {
        for entry in entries {
            match entry {
                Entry::Page(prose) => {
                    let title = page.words(&prose.title).replace('\n', " ");
                    page.mention(&format!("page {title}"));
                    page.inside(|page| {
                        page.text("text", Some(&prose.text));
                        page.condition("shown", &parts(page.form, prose.asked, &[]));
                        page.medium(prose.medium);
                        page.marker(prose.marker);
                    });
                }
                Entry::Note(text) => note(page, text, &[]),
                Entry::Part(part) => {
                    page.mention(&format!("part {}", part.code));
                    self.part(part);
                }
                Entry::Section(section) => {
                    page.mention(&format!("section {}", self.form.sections().get(*section).code));
                    self.section(*section);
                }
                Entry::Gate(gate) => {
                    page.mention(&format!("gate {}", self.form.questions().get(*gate).path));
                    self.question(*gate, &[]);
                }
                Entry::End(end) => self.end(*end, page),
                Entry::Branch(branch) => match &branch.who {
                    Some(who) => {
                        page.text("for", Some(who));
                        let depth = &branch.items;
                        self.further_in(page, |walk, page| walk.entries(depth, page));
                    }
                    None => self.entries(&branch.items, page),
                },
            }
        }
    }

    fn further_in(&mut self, page: &mut Page<'a>, write: impl FnOnce(&mut Self, &mut Page<'a>)) {
        page.inside(|page| write(self, page));
    }

    fn part(&mut self, part: &'a Part) {
        let Part { code, number: _, label, lead, who, own: _, asked, medium, entries, origin: _ } = part;
        let place = self.place(Kind::Part, code, format!("_parts/{code}.snap"), label.plain());
        let mut page = Page::new(self.form);
        page.text("label", Some(label));
        page.text("lead", lead.as_ref());
        page.text("who", who.as_ref());
        page.condition("asked", &parts(self.form, *asked, &[]));
        page.medium(*medium);
        self.entries(entries, &mut page);
        self.fill(place, page);
    }

    fn section(&mut self, id: SectionId) {
        let section = self.form.sections().get(id);
        let Section {
            code,
            number: _,
            label,
            lead,
            who,
            own: _,
            asked,
            marker,
            medium,
            new_page: _,
            rationale,
            items,
            origin: _,
        } = section;
        let place = self.place(Kind::Section, code, format!("{code}/_section.snap"), label.plain());
        let mut page = Page::new(self.form);
        page.text("label", Some(label));
        page.text("lead", lead.as_ref());
        page.text("who", who.as_ref());
        page.condition("asked", &parts(self.form, *asked, &[]));
        page.marker(*marker);
        page.medium(*medium);
        page.text("rationale", rationale.as_ref());
        page.reasons(code);
        self.items(items, code, &mut page);
        self.fill(place, page);
    }

    /// What stands in a section or roster, whose path what stands in it begins with.
    fn items(&mut self, items: &'a [Item], within: &str, page: &mut Page<'a>) {
        for item in items {
            match item {
                Item::Question(id) => {
                    page.mention(&format!("question {}", inside(within, &self.form.questions().get(*id).path)));
                    self.question(*id, &[]);
                }
                Item::Group(group) => {
                    page.mention(&format!("group {}", inside(within, &group.path)));
                    self.further_in(page, |walk, page| {
                        page.text("label", group.label.as_ref());
                        page.text("lead", group.lead.as_ref());
                        page.text("hint", group.hint.as_ref());
                        page.text("beside", group.beside.as_ref());
                        page.text("who", group.who.as_ref());
                        page.marker(group.marker);
                        page.medium(group.medium);
                        page.text("rationale", group.rationale.as_ref());
                        page.reasons(&group.path);
                        walk.items(&group.items, within, page);
                    });
                }
                Item::Repeat(id) => {
                    page.mention(&format!("roster {}", inside(within, &self.form.repeats().get(*id).path)));
                    self.repeat(*id);
                }
                Item::Note(text) => note(page, text, &[]),
                Item::Calc(id) => {
                    page.mention(&format!("derived {}", inside(within, &self.form.calcs().get(*id).path)));
                    self.calc(*id);
                }
                Item::End(end) => self.end(*end, page),
                Item::Led(led) => {
                    page.text("over several", Some(&led.lead));
                    self.further_in(page, |walk, page| walk.items(&led.items, within, page));
                }
                Item::Headed(headed) => {
                    page.text("heading", Some(&headed.label));
                    self.further_in(page, |walk, page| {
                        page.text("lead", headed.lead.as_ref());
                        walk.items(&headed.items, within, page);
                    });
                }
                // Its condition stands at what it is around, wherever it is written.
                Item::Branch(branch) => match &branch.who {
                    Some(who) => {
                        page.text("for", Some(who));
                        self.further_in(page, |walk, page| walk.items(&branch.items, within, page));
                    }
                    None => self.items(&branch.items, within, page),
                },
            }
        }
    }

    fn question(&mut self, id: QuestionId, around: &[CondId]) {
        let question = self.form.questions().get(id);
        let place = self.place(Kind::Question, &question.path, file_of(&question.path), question.name.plain());
        let mut page = Page::new(self.form);
        questions::question(&mut page, id, around);
        self.checks.at(id, &mut page);
        self.fill(place, page);
    }

    fn repeat(&mut self, id: RepeatId) {
        let repeat = self.form.repeats().get(id);
        let Repeat {
            path,
            name: _,
            number: _,
            label,
            lead,
            hint,
            who,
            own: _,
            asked,
            min,
            max,
            named,
            marker,
            personal,
            medium,
            section: _,
            items,
            origin: _,
        } = repeat;
        let place = self.place(Kind::Roster, path, file_of(path), label.plain());
        let mut page = Page::new(self.form);
        page.text("label", Some(label));
        page.text("lead", lead.as_ref());
        page.text("hint", hint.as_ref());
        page.text("who", who.as_ref());
        page.condition("asked", &parts(self.form, *asked, &[]));
        page.fact("entries", &format!("{min} to {max}"));
        page.text("named", named.as_ref());
        page.marker(*marker);
        if *personal {
            page.fact("personal", "yes");
        }
        page.medium(*medium);
        page.reasons(path);
        self.items(items, path, &mut page);
        self.fill(place, page);
    }

    fn calc(&mut self, id: CalcId) {
        let Calc { path, name: _, label, unit, term, value, adds: _, asked, repeat: _, personal, origin: _ } =
            self.form.calcs().get(id);
        let place = self.place(Kind::Derived, path, file_of(path), label.plain());
        let mut page = Page::new(self.form);
        page.text("label", Some(label));
        page.text("unit", unit.as_ref());
        page.fact("is", &settled_formula(self.form, term));
        match value {
            CalcValue::Number { digits } => page.fact("value", &format!("a number, decimal places: {digits}")),
            CalcValue::Date => page.fact("value", "a day"),
            CalcValue::Month => page.fact("value", "a month"),
            CalcValue::Band(rows) => {
                for row in rows {
                    let bound = |number: Option<setsumon_core::number::Number>| {
                        number.map(|number| number.to_string()).unwrap_or_default()
                    };
                    let range = format!("{}..{}", bound(row.low), bound(row.high));
                    page.fact(&format!("row {}", row.code), &format!("{range} {}", page.words(&row.label)));
                }
            }
        }
        page.condition("derived", &parts(self.form, *asked, &[]));
        if *personal {
            page.fact("personal", "yes");
        }
        page.reasons(path);
        self.fill(place, page);
    }

    fn end(&mut self, id: EndId, page: &mut Page<'a>) {
        let End { fires, who, own: _, sentence, others: _, then, outcome, gate: _, origin: _ } =
            self.form.ends().get(id);
        page.text("end", Some(sentence));
        page.inside(|page| {
            page.condition("ends", &parts(page.form, *fires, &[]));
            page.text("who", who.as_ref());
            page.text("then", then.as_ref());
            page.fact("counts as", outcome_word(*outcome));
        });
    }
}

/// The path of something as seen from what it stands in.
fn inside<'p>(within: &str, path: &'p str) -> &'p str {
    path.strip_prefix(within).and_then(|rest| rest.strip_prefix('.')).unwrap_or(path)
}

pub(super) fn note(page: &mut Page<'_>, note: &Note, around: &[CondId]) {
    page.text("note", Some(&note.text));
    page.inside(|page| {
        page.condition("shown", &parts(page.form, note.asked, around));
        page.medium(note.medium);
    });
}

pub(super) fn outcome_word(outcome: Outcome) -> &'static str {
    setsumon_core::judge::OutcomeName::of(outcome).as_str()
}
