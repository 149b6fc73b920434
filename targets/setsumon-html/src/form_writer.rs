//! What every part of the page is written with: the form, the words, the conditions already assured, the names and anchors.

use std::fmt;

use setsumon_core::form::{Form, Marker, Medium};
use setsumon_core::ids::{CondId, Id, QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_words::Page;

use crate::markup;
use crate::rules::Needed;
use crate::writer::Html;

/// The page while it is written.
#[derive(Debug)]
pub(crate) struct FormWriter<'a> {
    pub(crate) form: &'a Form,
    pub(crate) words: &'static Page,
    pub(crate) html: Html,
    pub(crate) needed: Needed<'a>,
    /// The variables whose names stand in the page, in the order in which they first do.
    pub(crate) named: Named,
    /// The condition that whatever stands around assures already.
    around: Option<CondId>,
    /// The marker that whatever stands around has told already.
    told: Marker,
    /// The occurrence of a roster that is being written.
    pub(crate) occurrence: Option<u32>,
}

/// Variables in the order in which the page first names them.
#[derive(Debug)]
pub(crate) struct Named {
    order: Vec<VarId>,
    seen: Vec<bool>,
}

impl Named {
    fn take(&mut self, variable: VarId) {
        if let Some(seen) = self.seen.get_mut(variable.index())
            && !std::mem::replace(seen, true)
        {
            self.order.push(variable);
        }
    }

    /// The variables in their order.
    pub(crate) fn order(&self) -> &[VarId] {
        &self.order
    }
}

/// An anchor of the page: a question or a part of one, in an occurrence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    question: usize,
    part: &'static str,
    number: Option<usize>,
    occurrence: Option<u32>,
    beside: &'static str,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "q{}{}", self.question, self.part)?;
        if let Some(number) = self.number {
            write!(f, "{number}")?;
        }
        f.write_str(self.beside)?;
        match self.occurrence {
            Some(occurrence) => write!(f, "-{occurrence}"),
            None => Ok(()),
        }
    }
}

impl Anchor {
    /// A numbered part of the same question: a row, a column.
    pub(crate) fn numbered(self, part: &'static str, number: usize) -> Self {
        Self { part, number: Some(number), ..self }
    }

    /// A part of the same question: its hint, its blank.
    pub(crate) fn part(self, part: &'static str) -> Self {
        Self { part, number: None, ..self }
    }

    /// The words behind a blank.
    pub(crate) fn unit(self) -> Self {
        Self { beside: "u", ..self }
    }

    /// The sign of a currency in front of it.
    pub(crate) fn sign(self) -> Self {
        Self { beside: "s", ..self }
    }

    /// The ends of the scale that a blank is on.
    pub(crate) fn ends(self) -> Self {
        Self { beside: "e", ..self }
    }
}

impl<'a> FormWriter<'a> {
    pub(crate) fn new(form: &'a Form) -> Self {
        let capacity = form.variables().len() * 320 + 4096;
        Self {
            form,
            words: &form.survey().locale.words().page,
            html: Html::with_capacity(capacity),
            needed: Needed::new(form),
            named: Named { order: Vec::new(), seen: vec![false; form.variables().len()] },
            around: None,
            told: Marker::Kept,
            occurrence: None,
        }
    }

    /// Whether something of this medium belongs on the page.
    pub(crate) fn on_screen(medium: Medium) -> bool {
        match medium {
            Medium::Both | Medium::Screen => true,
            Medium::Paper => false,
        }
    }

    /// Says when the element being opened is asked, where nothing around it has said so.
    pub(crate) fn asked(&mut self, asked: CondId) {
        if self.around != Some(asked) && !self.form.conds().is_always(asked) {
            let place = self.needed.take(asked);
            self.html.raw(" data-if=").number(place);
        }
    }

    /// Writes what stands inside an element that said `asked`.
    pub(crate) fn within(&mut self, asked: CondId, write: impl FnOnce(&mut Self)) {
        let outside = self.around.replace(asked);
        write(self);
        self.around = outside;
    }

    /// Writes what stands inside an element that told this marker.
    pub(crate) fn under(&mut self, marker: Marker, write: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.told, marker);
        write(self);
        self.told = outside;
    }

    /// The anchor of a question.
    pub(crate) fn anchor(&self, question: QuestionId) -> Anchor {
        Anchor { question: question.index(), part: "", number: None, occurrence: self.occurrence, beside: "" }
    }

    /// ` name="overview__status"`; in a roster with the occurrence behind it.
    pub(crate) fn name(&mut self, variable: VarId) {
        self.named.take(variable);
        let name = &self.form.variables().get(variable).name;
        match self.occurrence {
            Some(occurrence) => self.html.attr("name", &format!("{name}.{occurrence}")),
            None => self.html.attr("name", name),
        };
    }

    /// An attribute whose value is an anchor.
    pub(crate) fn anchored(&mut self, attribute: &'static str, anchor: Anchor) {
        self.html.raw(" ").raw(attribute).raw("=").number(anchor);
    }

    /// An attribute whose value is one or several anchors; nothing where there is none.
    pub(crate) fn anchors(&mut self, attribute: &'static str, anchors: &[Anchor]) {
        match anchors {
            [] => return,
            [only] => return self.anchored(attribute, *only),
            _ => {}
        }
        self.html.raw(" ").raw(attribute).raw("=\"");
        for (index, anchor) in anchors.iter().enumerate() {
            if index > 0 {
                self.html.raw(" ");
            }
            self.html.number(anchor);
        }
        self.html.raw("\"");
    }

    /// The classes of an element: what it is, the one that colours what is marked, and what more there is with a blank before it.
    pub(crate) fn class(&mut self, name: &'static str, marker: Marker, more: &'static str) {
        let marked = match marker {
            Marker::Kept => "",
            Marker::New => " new",
            Marker::Updated => " updated",
        };
        // One word needs no quotes.
        let quote = if marked.is_empty() && more.is_empty() { "" } else { "\"" };
        self.html.raw(" class=").raw(quote).raw(name).raw(marked).raw(more).raw(quote);
    }

    /// The word of a marker, where nothing around has told it.
    pub(crate) fn marker(&mut self, marker: Marker) {
        if marker == self.told {
            return;
        }
        self.marker_word(marker);
    }

    /// The word of a marker.
    pub(crate) fn marker_word(&mut self, marker: Marker) {
        let wording = self.form.wording();
        match marker {
            Marker::Kept => {}
            Marker::New => {
                self.html.raw(" <span class=\"mark new\">").text(&wording.new).raw("</span>");
            }
            Marker::Updated => {
                self.html.raw(" <span class=\"mark updated\">").text(&wording.updated).raw("</span>");
            }
        }
    }

    /// Who is asked, in words: for readers without JavaScript, who see every question.
    pub(crate) fn who(&mut self, who: Option<&Text>) {
        if let Some(who) = who {
            self.html.raw("<div class=who>");
            markup::blocks(&mut self.html, who);
            self.html.raw("</div>");
        }
    }

    /// A text in a box of its own class, where there is one.
    pub(crate) fn boxed(&mut self, open: &'static str, text: Option<&Text>) {
        if let Some(text) = text {
            self.html.raw(open);
            markup::blocks(&mut self.html, text);
            self.html.raw("</div>");
        }
    }

    /// The words of an option behind its mark: bare where they are nothing but words, as most of a form's options are.
    pub(crate) fn option_words(&mut self, words: &Text) {
        if markup::is_bare(words) {
            self.line(words);
        } else {
            self.html.raw("<span>");
            self.line(words);
            self.html.raw("</span>");
        }
    }

    /// A text within a line.
    pub(crate) fn line(&mut self, text: &Text) {
        markup::line(&mut self.html, text);
    }
}
