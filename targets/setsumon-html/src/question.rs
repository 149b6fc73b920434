//! A question: its words, its frame and what stands around its control.

use setsumon_core::form::{Note, Question};
use setsumon_core::ids::QuestionId;

use crate::control::{Control, Frame};
use crate::form_writer::{Anchor, FormWriter};
use crate::markup;

impl FormWriter<'_> {
    /// A question with all that belongs to it.
    pub(crate) fn question(&mut self, id: QuestionId) {
        let question = self.form.questions().get(id);
        if !Self::on_screen(question.medium) {
            return;
        }
        let control = Control::of(&question.answer);
        let frame = control.frame();
        self.open_question(id, question, &control, frame);
        self.within(question.asked, |page| {
            page.under(question.marker, |page| page.question_body(id, question, &control, frame));
        });
        self.html.raw(match frame {
            Frame::Fieldset => "</fieldset>",
            Frame::Label | Frame::Ticked => "</div>",
        });
    }

    fn open_question(&mut self, id: QuestionId, question: &Question, control: &Control<'_>, frame: Frame) {
        let anchor = self.anchor(id);
        self.html.raw(match frame {
            Frame::Fieldset => "<fieldset",
            Frame::Label | Frame::Ticked => "<div",
        });
        self.class("q", question.marker, control.class());
        self.anchored("id", anchor);
        if frame == Frame::Fieldset {
            let described = described(question, anchor);
            self.anchors("aria-describedby", &described);
        }
        self.asked(question.asked);
        self.html.raw(">");
        match frame {
            Frame::Fieldset => {
                self.html.raw("<legend>");
                self.caption(question);
                self.html.raw("</legend>");
            }
            Frame::Label => {
                self.html.raw("<label class=cap");
                self.anchored("for", anchor.part("i"));
                self.html.raw(">");
                self.caption(question);
                self.html.raw("</label>");
            }
            Frame::Ticked => {}
        }
    }

    /// Number, words, instruction, "required" and marker, in the order in which they are read.
    pub(crate) fn caption(&mut self, question: &Question) {
        if let Some(number) = &question.number {
            self.html.raw("<span class=no>").text(number).raw("</span> ");
        }
        match (&question.label, &question.lead) {
            (Some(label), _) => self.line(label),
            (None, Some(lead)) => {
                self.html.raw("<span class=led>");
                self.line(lead);
                self.html.raw("</span>");
            }
            (None, None) => {
                self.html.raw("<span class=vh>");
                self.line(&question.name);
                self.html.raw("</span>");
            }
        }
        if let Some(instruction) = &question.instruction {
            self.html.raw("<span class=ins>").text(self.words.bracket_open);
            self.line(instruction);
            self.html.text(self.words.bracket_close).raw("</span>");
        }
        if question.required {
            self.html.raw(" <span class=req>").text(self.words.required).raw("</span>");
        }
        self.marker(question.marker);
    }

    fn question_body(&mut self, id: QuestionId, question: &Question, control: &Control<'_>, frame: Frame) {
        let anchor = self.anchor(id);
        self.who(question.who.as_ref());
        if let (Some(_), Some(lead)) = (&question.label, &question.lead) {
            self.html.raw("<div class=lead");
            self.anchored("id", anchor.part("l"));
            self.html.raw(">");
            markup::blocks(&mut self.html, lead);
            self.html.raw("</div>");
        }
        if let Some(hint) = &question.hint {
            self.html.raw("<div class=hint");
            self.anchored("id", anchor.part("h"));
            self.html.raw(">");
            markup::blocks(&mut self.html, hint);
            self.html.raw("</div>");
        }
        for note in &question.notes {
            self.note(note);
        }
        match control {
            Control::Choices(choices, mark) => self.choices(id, question, choices, *mark),
            Control::Gate(variable, options) => self.gate(question, *variable, options),
            Control::Table(grid) => self.grid(id, question, grid),
            Control::Points(field, from, to) => self.points(field, *from, *to),
            Control::Tick(field) => self.tick(id, question, field),
            Control::Blank(field) => self.field(id, question, field, frame),
        }
        if let (Some(beside), Frame::Fieldset) = (&question.beside, frame) {
            self.html.raw("<div class=beside");
            self.anchored("id", anchor.part("b"));
            self.html.raw(">");
            markup::blocks(&mut self.html, beside);
            self.html.raw("</div>");
        }
    }

    /// A paragraph of its own.
    pub(crate) fn note(&mut self, note: &Note) {
        if !Self::on_screen(note.medium) {
            return;
        }
        self.html.raw("<div class=note");
        self.asked(note.asked);
        self.html.raw(">");
        markup::blocks(&mut self.html, &note.text);
        self.html.raw("</div>");
    }
}

/// What describes a question beyond its caption, in reading order.
pub(crate) fn described(question: &Question, anchor: Anchor) -> Vec<Anchor> {
    let lead = question.label.as_ref().and(question.lead.as_ref()).map(|_| anchor.part("l"));
    let hint = question.hint.as_ref().map(|_| anchor.part("h"));
    let beside = question.beside.as_ref().map(|_| anchor.part("b"));
    [lead, hint, beside].into_iter().flatten().collect()
}
