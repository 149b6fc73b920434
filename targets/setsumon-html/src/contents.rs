//! The list of contents: every section with a place for its progress.

use setsumon_core::form::Entry;
use setsumon_core::ids::Id;

use crate::form_writer::FormWriter;

impl FormWriter<'_> {
    /// The list of contents of these entries.
    pub(crate) fn contents(&mut self, entries: &[Entry]) {
        self.html.raw("<ol>");
        self.content_entries(entries);
        self.html.raw("</ol>");
    }

    fn content_entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Part(part) => {
                    if !Self::on_screen(part.medium) {
                        continue;
                    }
                    self.html.raw("<li><a").attr("href", &format!("#part-{}", part.code)).raw(">");
                    self.line(&part.label);
                    self.html.raw("</a>");
                    self.contents(&part.entries);
                }
                Entry::Section(id) => self.content_section(*id),
                Entry::Branch(branch) => self.content_entries(&branch.items),
                Entry::Page(_) | Entry::Note(_) | Entry::Gate(_) | Entry::End(_) => {}
            }
        }
    }

    fn content_section(&mut self, id: setsumon_core::ids::SectionId) {
        let form = self.form;
        let section = form.sections().get(id);
        if !Self::on_screen(section.medium) {
            return;
        }
        self.html.raw("<li><a href=\"#s").number(id.index()).raw("\">");
        if let Some(number) = &section.number {
            self.html.text(number).raw(" ");
        }
        self.line(&section.label);
        self.html.raw("</a> <span class=state></span>");
    }
}
