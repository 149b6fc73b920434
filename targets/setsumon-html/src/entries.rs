//! The whole in reading order: prose, parts, sections, gates and ends between them.

use setsumon_core::calendar::long_day;
use setsumon_core::form::{Branch, Entry, Marker, Page, Part};
use setsumon_core::ids::{Id, SectionId};

use crate::form_writer::FormWriter;
use crate::markup;

/// How deep a heading stands, so that no level is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Directly in the form.
    Top,
    /// In a part.
    Part,
}

impl FormWriter<'_> {
    /// Entries in reading order.
    pub(crate) fn entries(&mut self, entries: &[Entry], level: Level) {
        for entry in entries {
            match entry {
                Entry::Page(page) => self.prose_page(page, level),
                Entry::Note(note) => self.note(note),
                Entry::Part(part) => self.part(part),
                Entry::Section(id) => self.section(*id, level),
                Entry::Gate(id) => self.question(*id),
                Entry::End(id) => self.end(*id),
                Entry::Branch(branch) => self.entry_branch(branch, level),
            }
        }
    }

    /// The title, who asks, and until when.
    pub(crate) fn heading(&mut self) {
        let form = self.form;
        let survey = form.survey();
        self.html.raw("<h1>");
        self.line(&survey.title);
        self.html.raw("</h1><dl class=facts>");
        if let Some(publisher) = &survey.publisher {
            self.fact(self.words.publisher, &publisher.plain());
        }
        for (name, day) in [(self.words.as_of, survey.as_of), (self.words.deadline, survey.deadline)] {
            if let Some(day) = day {
                self.fact(name, &long_day(day, survey.locale));
            }
        }
        self.html.raw("</dl>");
    }

    fn fact(&mut self, name: &str, value: &str) {
        self.html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
    }

    fn open_heading(&mut self, level: Level) {
        self.html.raw(match level {
            Level::Top => "<h2",
            Level::Part => "<h3",
        });
    }

    fn close_heading(&mut self, level: Level) {
        self.html.raw(match level {
            Level::Top => "</h2>",
            Level::Part => "</h3>",
        });
    }

    fn prose_page(&mut self, page: &Page, level: Level) {
        if !Self::on_screen(page.medium) {
            return;
        }
        self.html.raw("<section");
        self.class("page", page.marker, "");
        self.asked(page.asked);
        self.html.raw(">");
        self.open_heading(level);
        self.html.raw(">");
        if let Some(number) = &page.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        self.line(&page.title);
        self.marker_word(page.marker);
        self.close_heading(level);
        markup::blocks(&mut self.html, &page.text);
        self.html.raw("</section>");
    }

    fn part(&mut self, part: &Part) {
        if !Self::on_screen(part.medium) {
            return;
        }
        self.html.raw("<section class=part").attr("id", &format!("part-{}", part.code));
        self.asked(part.asked);
        self.html.raw("><h2>");
        if let Some(number) = &part.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        self.line(&part.label);
        self.html.raw("</h2>");
        self.who(part.who.as_ref());
        self.boxed("<div class=lead>", part.lead.as_ref());
        self.within(part.asked, |page| page.entries(&part.entries, Level::Part));
        self.html.raw("</section>");
    }

    fn section(&mut self, id: SectionId, level: Level) {
        let form = self.form;
        let section = form.sections().get(id);
        if !Self::on_screen(section.medium) {
            return;
        }
        let index = id.index();
        self.html.raw("<section");
        self.class("sec", section.marker, "");
        self.html.raw(" id=s").number(index).raw(" aria-labelledby=s").number(index).raw("t");
        self.asked(section.asked);
        self.html.raw(">");
        self.open_heading(level);
        self.html.raw(" id=s").number(index).raw("t>");
        if let Some(number) = &section.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        self.line(&section.label);
        self.marker_word(section.marker);
        self.close_heading(level);
        self.who(section.who.as_ref());
        self.boxed("<div class=lead>", section.lead.as_ref());
        self.within(section.asked, |page| page.under(Marker::Kept, |page| page.items(&section.items)));
        self.html.raw("</section>");
    }

    fn entry_branch(&mut self, branch: &Branch<Entry>, level: Level) {
        self.html.raw("<div class=branch");
        self.asked(branch.asked);
        self.html.raw(">");
        self.who(branch.who.as_ref());
        self.within(branch.asked, |page| page.entries(&branch.items, level));
        self.html.raw("</div>");
    }
}
