//! Rosters: the same items for each occurrence. Without JavaScript some stand ready; with it they are added and removed.

use setsumon_core::form::Repeat;
use setsumon_core::ids::{Id, RepeatId};
use setsumon_core::text::Text;

use crate::form_writer::FormWriter;
use crate::markup;

/// How many occurrences stand ready for those who fill the form in without JavaScript.
const READY: u32 = 3;

impl FormWriter<'_> {
    /// A roster.
    pub(crate) fn roster(&mut self, id: RepeatId) {
        let form = self.form;
        let repeat = form.repeats().get(id);
        if !Self::on_screen(repeat.medium) {
            return;
        }
        self.html.raw("<fieldset");
        self.class("group", repeat.marker, " roster");
        self.html.raw(" data-roster=").number(id.index());
        self.html.raw(" data-min=").number(repeat.min).raw(" data-max=").number(repeat.max);
        self.asked(repeat.asked);
        self.html.raw("><legend>");
        if let Some(number) = &repeat.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        self.line(&repeat.label);
        self.marker(repeat.marker);
        self.html.raw("</legend>");
        self.who(repeat.who.as_ref());
        self.boxed("<div class=lead>", repeat.lead.as_ref());
        self.boxed("<div class=hint>", repeat.hint.as_ref());
        self.html.raw("<div class=occs>");
        let ready = repeat.min.max(repeat.max.min(READY));
        self.within(repeat.asked, |page| {
            page.under(repeat.marker, |page| {
                for number in 1..=ready.max(1) {
                    page.occurrence(repeat, number);
                }
            });
        });
        self.html.raw("</div><button type=button class=\"add needs-script\">");
        let label = repeat.label.plain();
        self.filled(self.words.add, &label);
        self.html.raw("</button></fieldset>");
    }

    fn occurrence(&mut self, repeat: &Repeat, number: u32) {
        self.html.raw("<fieldset class=occ data-occurrence=").number(number).raw("><legend>");
        self.occurrence_name(repeat.named.as_ref(), &repeat.label, number);
        self.html.raw("</legend>");
        let outside = self.occurrence.replace(number);
        self.items(&repeat.items);
        self.occurrence = outside;
        self.html.raw("<button type=button class=\"remove needs-script\">").text(self.words.remove);
        self.html.raw("<span class=vh> ");
        self.occurrence_name(repeat.named.as_ref(), &repeat.label, number);
        self.html.raw("</span></button></fieldset>");
    }

    /// What an occurrence is called: its number, and the author's words for it.
    fn occurrence_name(&mut self, named: Option<&Text>, label: &Text, number: u32) {
        self.html.raw("<span class=k>").number(number).raw("</span>. ");
        markup::line(&mut self.html, named.unwrap_or(label));
    }

    /// Words of the form with a name put in.
    fn filled(&mut self, words: &str, name: &str) {
        self.html.text(&words.replacen("{}", name, 1));
    }
}
