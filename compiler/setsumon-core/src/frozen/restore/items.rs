//! What stands in a survey, in reading order: parts, sections, groups, rosters, branches and prose.

use super::{At, NOWHERE, Restore, Restored, each, marker_of, medium_of, names, wrong};
use crate::form;
use crate::frozen as f;

/// The most occurrences of a roster, columns of options and lines of a blank.
const MOST_OCCURRENCES: u32 = 10_000;
const MOST_ACROSS: u32 = 100;
const MOST_LINES: u32 = 200;

impl Restore<'_> {
    pub(super) fn entries(&self, place: &str, entries: &[f::Entry]) -> Restored<Vec<form::Entry>> {
        each(place, entries, |entry| self.entry(entry))
    }

    fn entry(&self, entry: &f::Entry) -> Restored<form::Entry> {
        Ok(match entry {
            f::Entry::Page(page) => form::Entry::Page(self.page(page)?),
            f::Entry::Note(note) => form::Entry::Note(self.note(note)?),
            f::Entry::Part(part) => form::Entry::Part(self.part(part)?),
            f::Entry::Section { code } => form::Entry::Section(self.names.section(code).at("code")?),
            f::Entry::Gate { path } => form::Entry::Gate(self.names.question(path).at("path")?),
            f::Entry::End { end } => form::Entry::End(self.names.end(*end).at("end")?),
            f::Entry::Branch(branch) => form::Entry::Branch(self.branch(branch, |entry| self.entry(entry))?),
        })
    }

    fn branch<T, U>(&self, branch: &f::Branch<T>, restore: impl FnMut(&T) -> Restored<U>) -> Restored<form::Branch<U>> {
        let f::Branch { who, own, asked, items } = branch;
        Ok(form::Branch {
            who: self.words("who", who)?,
            own: self.own(*own)?,
            asked: self.asked(*asked)?,
            items: each("items", items, restore)?,
            origin: NOWHERE,
        })
    }

    fn page(&self, page: &f::Page) -> Restored<form::Page> {
        let f::Page { number, title, text, asked, medium, marker } = page;
        Ok(form::Page {
            number: number.clone(),
            title: self.text("title", title)?,
            text: self.text("text", text)?,
            asked: self.asked(*asked)?,
            medium: medium_of(*medium),
            marker: marker_of(*marker),
            origin: NOWHERE,
        })
    }

    fn part(&self, part: &f::Part) -> Restored<form::Part> {
        let f::Part { code, number, label, lead, who, own, asked, medium, entries } = part;
        Ok(form::Part {
            code: names::code(code).at("code")?,
            number: number.clone(),
            label: self.text("label", label)?,
            lead: self.words("lead", lead)?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            asked: self.asked(*asked)?,
            medium: medium_of(*medium),
            entries: self.entries("entries", entries)?,
            origin: NOWHERE,
        })
    }

    pub(super) fn section(&self, section: &f::Section) -> Restored<form::Section> {
        let f::Section { code, number, label, lead, who, own, asked, marker, medium, new_page, rationale, items } =
            section;
        Ok(form::Section {
            code: code.clone(),
            number: number.clone(),
            label: self.text("label", label)?,
            lead: self.words("lead", lead)?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            asked: self.asked(*asked)?,
            marker: marker_of(*marker),
            medium: medium_of(*medium),
            new_page: *new_page,
            rationale: self.words("rationale", rationale)?,
            items: self.items(items)?,
            origin: NOWHERE,
        })
    }

    pub(super) fn repeat(&self, repeat: &f::Repeat) -> Restored<form::Repeat> {
        let f::Repeat {
            path,
            name,
            section,
            number,
            label,
            lead,
            hint,
            who,
            own,
            asked,
            min,
            max,
            named,
            marker,
            personal,
            medium,
            items,
        } = repeat;
        if min > max || *max == 0 || *max > MOST_OCCURRENCES {
            return wrong(format!("it occurs at most so often, which is 1 to {MOST_OCCURRENCES}")).at("max");
        }
        Ok(form::Repeat {
            path: names::path(path).at("path")?,
            name: name.clone(),
            number: number.clone(),
            label: self.text("label", label)?,
            lead: self.words("lead", lead)?,
            hint: self.words("hint", hint)?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            asked: self.asked(*asked)?,
            min: *min,
            max: *max,
            named: self.words("named", named)?,
            marker: marker_of(*marker),
            personal: *personal,
            medium: medium_of(*medium),
            section: section.as_deref().map(|code| self.names.section(code)).transpose().at("section")?,
            items: self.items(items)?,
            origin: NOWHERE,
        })
    }

    pub(super) fn items(&self, items: &[f::Item]) -> Restored<Vec<form::Item>> {
        each("items", items, |item| self.item(item))
    }

    fn item(&self, item: &f::Item) -> Restored<form::Item> {
        Ok(match item {
            f::Item::Question { path } => form::Item::Question(self.names.question(path).at("path")?),
            f::Item::Group(group) => form::Item::Group(self.group(group)?),
            f::Item::Repeat { name } => form::Item::Repeat(self.names.repeat(name).at("name")?),
            f::Item::Note(note) => form::Item::Note(self.note(note)?),
            f::Item::Calc { name } => form::Item::Calc(self.names.calc(name).at("name")?),
            f::Item::End { end } => form::Item::End(self.names.end(*end).at("end")?),
            f::Item::Led(f::Led { lead, items }) => form::Item::Led(form::Led {
                lead: self.text("lead", lead)?,
                items: self.items(items)?,
                origin: NOWHERE,
            }),
            f::Item::Headed(f::Headed { label, lead, items }) => form::Item::Headed(form::Headed {
                label: self.text("label", label)?,
                lead: self.words("lead", lead)?,
                items: self.items(items)?,
                origin: NOWHERE,
            }),
            f::Item::Branch(branch) => form::Item::Branch(self.branch(branch, |item| self.item(item))?),
        })
    }

    pub(super) fn note(&self, note: &f::Note) -> Restored<form::Note> {
        let f::Note { text, asked, medium } = note;
        Ok(form::Note {
            text: self.text("text", text)?,
            asked: self.asked(*asked)?,
            medium: medium_of(*medium),
            origin: NOWHERE,
        })
    }

    fn group(&self, group: &f::Group) -> Restored<form::Group> {
        let f::Group {
            path,
            number,
            label,
            lead,
            hint,
            beside,
            who,
            own,
            asked,
            marker,
            medium,
            layout,
            rationale,
            items,
        } = group;
        Ok(form::Group {
            path: names::path(path).at("path")?,
            number: number.clone(),
            label: self.words("label", label)?,
            lead: self.words("lead", lead)?,
            hint: self.words("hint", hint)?,
            beside: self.words("beside", beside)?,
            who: self.words("who", who)?,
            own: self.own(*own)?,
            asked: self.asked(*asked)?,
            marker: marker_of(*marker),
            medium: medium_of(*medium),
            layout: layout_of(*layout).at("layout")?,
            rationale: self.words("rationale", rationale)?,
            items: self.items(items)?,
            origin: NOWHERE,
        })
    }
}

pub(super) fn layout_of(layout: f::Layout) -> Restored<form::Layout> {
    let f::Layout { across, inline, stacked, lines, new_page } = layout;
    if across.is_some_and(|across| across > MOST_ACROSS) {
        return wrong(format!("{MOST_ACROSS} columns at most")).at("across");
    }
    if lines.is_some_and(|lines| lines > MOST_LINES) {
        return wrong(format!("{MOST_LINES} lines at most")).at("lines");
    }
    Ok(form::Layout { across, inline, stacked, lines, new_page })
}
