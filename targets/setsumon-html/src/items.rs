//! What stands in sections, groups and under options: items in reading order.

use setsumon_core::form::{Branch, Calc, CalcValue, End, Group, Headed, Item, Led};
use setsumon_core::ids::{CalcId, EndId, Id};
use setsumon_core::text::Text;

use crate::form_writer::FormWriter;
use crate::markup;

impl FormWriter<'_> {
    /// Items in reading order.
    pub(crate) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Question(id) => self.question(*id),
                Item::Group(group) => self.group(group),
                Item::Repeat(id) => self.roster(*id),
                Item::Note(note) => self.note(note),
                Item::Calc(id) => self.calc(*id),
                Item::End(id) => self.end(*id),
                Item::Led(led) => self.led(led),
                Item::Headed(headed) => self.headed(headed),
                Item::Branch(branch) => self.branch(branch),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        if !Self::on_screen(group.medium) {
            return;
        }
        self.html.raw("<fieldset");
        self.class("group", group.marker, "");
        self.asked(group.asked);
        self.html.raw("><legend>");
        if let Some(number) = &group.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        match (&group.label, &group.lead) {
            (Some(label), _) => self.line(label),
            (None, Some(lead)) => {
                self.html.raw("<span class=led>");
                self.line(lead);
                self.html.raw("</span>");
            }
            (None, None) => {}
        }
        self.marker(group.marker);
        self.html.raw("</legend>");
        self.who(group.who.as_ref());
        if group.label.is_some() {
            self.boxed("<div class=lead>", group.lead.as_ref());
        }
        self.boxed("<div class=hint>", group.hint.as_ref());
        self.within(group.asked, |page| page.under(group.marker, |page| page.items(&group.items)));
        self.boxed("<div class=beside>", group.beside.as_ref());
        self.html.raw("</fieldset>");
    }

    fn led(&mut self, led: &Led) {
        self.html.raw("<div class=leds>");
        self.boxed("<div class=lead>", Some(&led.lead));
        self.items(&led.items);
        self.html.raw("</div>");
    }

    fn headed(&mut self, headed: &Headed) {
        self.html.raw("<div class=headed><p class=head>");
        self.line(&headed.label);
        self.html.raw("</p>");
        self.boxed("<div class=lead>", headed.lead.as_ref());
        self.items(&headed.items);
        self.html.raw("</div>");
    }

    fn branch(&mut self, branch: &Branch<Item>) {
        self.html.raw("<div class=branch");
        self.asked(branch.asked);
        self.html.raw(">");
        self.who(branch.who.as_ref());
        self.within(branch.asked, |page| page.items(&branch.items));
        self.html.raw("</div>");
    }

    /// A derived value: the script fills it in, and without it nothing is shown.
    fn calc(&mut self, id: CalcId) {
        let calc = self.form.calcs().get(id);
        let Calc { path: _, name: _, label, unit, term: _, value, adds: _, asked, repeat: _, personal: _, origin: _ } =
            calc;
        self.html.raw("<p class=calc");
        self.asked(*asked);
        self.html.raw(">");
        self.line(label);
        let unit = match value {
            CalcValue::Number { digits: _ } => unit.as_ref(),
            CalcValue::Date | CalcValue::Month | CalcValue::Band(_) => None,
        };
        let plain = unit.map(Text::plain).unwrap_or_default();
        let (sign, rest) = setsumon_core::unit::around(&plain);
        self.html.raw(" ").text(sign);
        self.html.raw("<span class=value data-calc=").number(id.index()).raw(">–</span>");
        match unit {
            Some(unit) if sign.is_empty() => {
                self.html.raw(" ");
                self.line(unit);
            }
            Some(_) if !rest.is_empty() => {
                self.html.raw(" ").text(rest);
            }
            Some(_) | None => {}
        }
        self.html.raw("</p>");
    }

    /// An early end as a box; that of a gate's option is told there.
    pub(crate) fn end(&mut self, id: EndId) {
        let End { fires, who, own: _, sentence, others, then, outcome: _, gate, origin: _ } = self.form.ends().get(id);
        if gate.is_some() {
            return;
        }
        let place = self.needed.take(*fires);
        self.html.raw("<div class=end data-end=").number(place).raw(">");
        self.who(who.as_ref());
        self.html.raw("<div class=stops>");
        markup::blocks(&mut self.html, sentence);
        self.html.raw("</div>");
        self.who(others.as_ref());
        self.boxed("<div class=goes>", then.as_ref());
        self.html.raw("</div>");
    }
}
