//! Blanks: one input with the words around it, its write-in, the ticks that may take its place, and the fields under it.

use setsumon_core::form::{Field, FieldKind, FieldSpec, Layout, Question};
use setsumon_core::ids::{QuestionId, VarId};
use setsumon_core::text::Text;
use setsumon_core::unit;
use setsumon_core::within::within;

use crate::control::{Frame, is_long_scale};
use crate::form_writer::{Anchor, FormWriter};
use crate::question::described;

/// Where a blank stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Alone,
    /// In a table. The example of how to write it stands in the blank itself, where it would repeat in every row.
    Row,
    /// In a table under a head, which tells the bounds of all blanks under it.
    Column,
}

/// How one blank is written.
#[derive(Debug)]
pub(crate) struct Blank<'a> {
    pub(crate) variable: VarId,
    pub(crate) spec: &'a FieldSpec,
    pub(crate) layout: Layout,
    pub(crate) required: bool,
    pub(crate) personal: bool,
    /// Where it stands.
    pub(crate) place: Place,
    /// Where the input itself stands, for its label and for links.
    pub(crate) input: Anchor,
    /// What names it, where no label does.
    pub(crate) named_by: Vec<Anchor>,
    /// What describes it.
    pub(crate) described_by: Vec<Anchor>,
}

impl FormWriter<'_> {
    /// A question with one blank.
    pub(crate) fn field(&mut self, id: QuestionId, question: &Question, field: &Field, frame: Frame) {
        let anchor = self.anchor(id);
        let (named_by, described_by) = match frame {
            Frame::Fieldset => (Vec::new(), Vec::new()),
            Frame::Label | Frame::Ticked => (Vec::new(), described(question, anchor)),
        };
        if frame == Frame::Fieldset {
            self.html.raw("<label class=vh");
            self.anchored("for", anchor.part("i"));
            self.html.raw(">");
            self.line(&question.name);
            self.html.raw("</label>");
        }
        self.html.raw("<div class=blank>");
        self.blank(&Blank {
            variable: field.variable,
            spec: &field.spec,
            layout: question.layout,
            required: question.required && field.alternatives.is_empty() && self.form.conds().is_always(question.asked),
            personal: question.personal,
            place: Place::Alone,
            input: anchor.part("i"),
            named_by,
            described_by,
        });
        if let (Some(beside), Frame::Label) = (&question.beside, frame) {
            self.html.raw("<span class=beside");
            self.anchored("id", anchor.part("b"));
            self.html.raw(">");
            self.line(beside);
            self.html.raw("</span>");
        }
        self.html.raw("</div>");
        self.below_field(field);
    }

    /// What stands under a blank: its write-in, the ticks that may take its place, its fields.
    fn below_field(&mut self, field: &Field) {
        if let Some(specify) = field.specify {
            self.specify(specify);
        }
        for alternative in field.alternatives.iter().filter(|alternative| !alternative.retired) {
            self.html.raw("<div class=o><label><input type=checkbox");
            self.name(alternative.variable);
            self.html.raw(" value=true>");
            self.option_words(&alternative.label);
            self.html.raw("</label></div>");
        }
        if !field.items.is_empty() {
            self.html.raw("<div class=sub>");
            self.items(&field.items);
            self.html.raw("</div>");
        }
    }

    /// A question with one box to tick.
    pub(crate) fn tick(&mut self, id: QuestionId, question: &Question, field: &Field) {
        let anchor = self.anchor(id);
        self.html.raw("<div class=o><label><input type=checkbox");
        self.anchored("id", anchor.part("i"));
        self.name(field.variable);
        self.html.raw(" value=true");
        if question.required && self.form.conds().is_always(question.asked) {
            self.html.raw(" required");
        }
        let described = described(question, anchor);
        self.anchors("aria-describedby", &described);
        self.html.raw("><span>");
        self.caption(question);
        self.html.raw("</span></label>");
        if let Some(beside) = &question.beside {
            self.html.raw("<span class=beside");
            self.anchored("id", anchor.part("b"));
            self.html.raw(">");
            self.line(beside);
            self.html.raw("</span>");
        }
        self.html.raw("</div>");
        self.below_field(field);
    }

    /// Points in a line, with words at the ends.
    pub(crate) fn points(&mut self, field: &Field, from: i64, to: i64) {
        self.html.raw("<div class=blank>");
        self.around(field.spec.prefix.as_ref());
        self.scale(&field.spec, field.variable, from, to, &[]);
        self.around(field.spec.unit.as_ref());
        self.around(field.spec.suffix.as_ref());
        self.html.raw("</div>");
        self.below_field(field);
    }

    fn around(&mut self, words: Option<&Text>) {
        if let Some(words) = words {
            self.html.raw("<span class=unit>");
            self.line(words);
            self.html.raw("</span>");
        }
    }

    /// The round buttons of a scale; `named_by` is what names them beside their own number.
    pub(crate) fn scale(&mut self, spec: &FieldSpec, variable: VarId, from: i64, to: i64, named_by: &[Anchor]) {
        let ends = spec.kind.ends();
        self.html.raw("<div class=scale>");
        for point in from..=to {
            self.html.raw("<label><input type=radio data-kind=scale");
            self.name(variable);
            self.html.raw(" value=\"").number(point).raw("\"");
            if !named_by.is_empty() {
                self.anchors("aria-describedby", named_by);
            }
            self.html.raw("><span>").number(point).raw("</span>");
            if let Some((low, high)) = ends {
                let words = if point == from {
                    Some(low)
                } else if point == to {
                    Some(high)
                } else {
                    None
                };
                if let Some(words) = words {
                    self.html.raw("<small>");
                    self.line(words);
                    self.html.raw("</small>");
                }
            }
            self.html.raw("</label>");
        }
        self.html.raw("</div>");
    }

    /// One input with the words around it.
    pub(crate) fn blank(&mut self, blank: &Blank<'_>) {
        let mut described_by = blank.described_by.clone();
        if let Some(prefix) = &blank.spec.prefix {
            self.html.raw("<span class=unit>");
            self.line(prefix);
            self.html.raw("</span>");
        }
        let unit_words = blank.spec.unit.as_ref().map(Text::plain);
        let (sign, rest) = unit_words.as_deref().map_or(("", ""), unit::around);
        let rest = Text::of(rest);
        let of_unit = match (sign, &blank.spec.unit) {
            ("", unit) => unit.as_ref(),
            (_, _) => Some(&rest).filter(|rest| !rest.is_empty()),
        };
        let behind = [of_unit, blank.spec.suffix.as_ref()];
        let example = if blank.place == Place::Alone { self.example(&blank.spec.kind) } else { None };
        let bounds = if blank.place == Place::Column { None } else { within(self.form, blank.variable) };
        let has_words_behind = example.is_some() || bounds.is_some() || behind.iter().any(Option::is_some);
        let behind_it = blank.input.unit();
        if has_words_behind {
            described_by.insert(0, behind_it);
        }
        if !sign.is_empty() {
            let in_front = blank.input.sign();
            described_by.insert(0, in_front);
            self.html.raw("<span class=unit");
            self.anchored("id", in_front);
            self.html.raw(">").text(sign).raw("</span>");
        }
        let ends = blank.input.ends();
        if long_scale(&blank.spec.kind).is_some() {
            described_by.push(ends);
        }
        self.input(blank, &described_by);
        if has_words_behind {
            self.html.raw("<span class=unit");
            self.anchored("id", behind_it);
            self.html.raw(">");
            for (index, words) in behind.into_iter().flatten().enumerate() {
                if index > 0 {
                    self.html.raw(unit::before_suffix(self.form.survey().locale));
                }
                self.line(words);
            }
            let told: Vec<&str> = bounds.as_deref().into_iter().chain(example).collect();
            if !told.is_empty() {
                self.html.raw(" <small>").text(self.words.bracket_open).text(&told.join(self.words.example_joint));
                self.html.text(self.words.bracket_close).raw("</small>");
            }
            self.html.raw("</span>");
        }
        if let Some(scale) = long_scale(&blank.spec.kind) {
            self.scale_line(ends, scale);
        }
    }

    /// The ends of a scale that is a figure: where the slider stands, and without it what figures there are.
    fn scale_line(&mut self, anchor: Anchor, LongScale { from, to, ends }: LongScale<'_>) {
        self.html.raw("<span class=ends");
        self.anchored("id", anchor);
        self.html.raw(">");
        for (point, words) in [(from, ends.map(|ends| &ends.0)), (to, ends.map(|ends| &ends.1))] {
            self.html.raw("<span>").number(point);
            if let Some(words) = words {
                self.html.raw(" ");
                self.line(words);
            }
            self.html.raw("</span> ");
        }
        self.html.raw("</span>");
    }

    /// How a year, month or day may be written: eras are taken too, so the browser's own calendar, which swallows them, is not used.
    fn example(&self, kind: &FieldKind) -> Option<&'static str> {
        self.examples(kind).map(|[example, _]| example)
    }

    /// The same, and shorter for the cell of a table, where it stands in the blank itself and more would be cut off.
    fn examples(&self, kind: &FieldKind) -> Option<[&'static str; 2]> {
        let words = &self.words;
        match kind {
            FieldKind::Year | FieldKind::FiscalYear => Some([words.example_year, words.short_year]),
            FieldKind::Month => Some([words.example_month, words.short_month]),
            FieldKind::Date => Some([words.example_date, words.short_date]),
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url
            | FieldKind::Flag
            | FieldKind::Scale { from: _, to: _, ends: _ } => None,
        }
    }

    fn input(&mut self, blank: &Blank<'_>, described_by: &[Anchor]) {
        let kind = InputKind::of(&blank.spec.kind);
        let example = self.examples(&blank.spec.kind).filter(|_| blank.place != Place::Alone).map(|[_, short]| short);
        self.html.raw(kind.open);
        self.anchored("id", blank.input);
        self.name(blank.variable);
        if let Some(LongScale { from, to, ends: _ }) = long_scale(&blank.spec.kind) {
            self.html.raw(" data-from=").number(from).raw(" data-to=").number(to);
        }
        if let Some(token) = kind.autofill
            && blank.personal
        {
            self.html.raw(" autocomplete=").raw(token);
        }
        if blank.required {
            self.html.raw(" required");
        }
        if let Some(example) = example {
            self.html.attr("placeholder", example);
        }
        self.anchors("aria-labelledby", &blank.named_by);
        self.anchors("aria-describedby", described_by);
        if kind.is_tall {
            self.html.raw(" rows=").number(blank.layout.lines.unwrap_or(4)).raw("></textarea>");
        } else {
            self.html.raw(">");
        }
    }

    /// A write-in: one line that stands behind its owner's words.
    pub(crate) fn specify(&mut self, id: QuestionId) {
        let question = self.form.questions().get(id);
        let field = match &question.answer {
            setsumon_core::form::Answer::Field(field) => field,
            setsumon_core::form::Answer::Single { variable: _, choices: _ }
            | setsumon_core::form::Answer::Multi { choices: _, pick: _ }
            | setsumon_core::form::Answer::Rank { choices: _, pick: _ }
            | setsumon_core::form::Answer::Gate { variable: _, options: _ }
            | setsumon_core::form::Answer::Grid(_) => return self.question(id),
        };
        let anchor = self.anchor(id);
        self.html.raw("<span class=\"q spec\"");
        self.anchored("id", anchor);
        self.asked(question.asked);
        self.html.raw("><label");
        self.anchored("for", anchor.part("i"));
        self.html.raw("><span class=vh>");
        self.line(&question.name);
        self.html.raw(" </span>").text(self.words.bracket_open).text(&self.form.wording().specify);
        self.html.text(self.words.bracket_close);
        if question.required {
            self.html.raw(" <span class=req>").text(self.words.required).raw("</span>");
        }
        self.html.raw("</label>");
        self.blank(&Blank {
            variable: field.variable,
            spec: &field.spec,
            layout: question.layout,
            required: false,
            personal: question.personal,
            place: Place::Alone,
            input: anchor.part("i"),
            named_by: Vec::new(),
            described_by: Vec::new(),
        });
        self.html.raw("</span>");
    }
}

/// A scale that is a figure: its first and last point, and the words at them.
#[derive(Debug, Clone, Copy)]
struct LongScale<'a> {
    from: i64,
    to: i64,
    ends: Option<&'a (Text, Text)>,
}

/// The scale that a blank is on, where it is a figure.
fn long_scale(kind: &FieldKind) -> Option<LongScale<'_>> {
    let (from, to, ends) = kind.points()?;
    is_long_scale(from, to).then_some(LongScale { from, to, ends })
}

/// The native input of a kind of blank. Numbers are text: `type=number` swallows full-width digits and changes by the wheel.
/// Years, months and days are text with the whole keyboard: 令和6年 cannot be typed on a pad of digits, and `type=date` takes no era.
struct InputKind {
    open: &'static str,
    autofill: Option<&'static str>,
    is_tall: bool,
}

impl InputKind {
    fn of(kind: &FieldKind) -> Self {
        let (open, autofill) = match kind {
            FieldKind::Text => ("<input class=wide", None),
            FieldKind::LongText => ("<textarea data-kind=longtext", None),
            FieldKind::Integer => ("<input class=num inputmode=numeric data-kind=integer", None),
            FieldKind::Scale { from: _, to: _, ends: _ } => {
                ("<input class=num inputmode=numeric data-kind=scale", None)
            }
            FieldKind::Decimal { digits: _ } => ("<input class=num inputmode=decimal data-kind=decimal", None),
            FieldKind::Year => ("<input class=num data-kind=year", None),
            FieldKind::FiscalYear => ("<input class=num data-kind=fiscal_year", None),
            FieldKind::Month => ("<input class=mid data-kind=month", None),
            FieldKind::Date => ("<input class=mid data-kind=date", Some("bday")),
            FieldKind::Email => ("<input class=wide inputmode=email data-kind=email", Some("email")),
            FieldKind::Tel => ("<input class=mid type=tel data-kind=tel", Some("tel")),
            FieldKind::Postal => ("<input class=mid inputmode=numeric data-kind=postal", Some("postal-code")),
            FieldKind::Url => ("<input class=wide inputmode=url data-kind=url", None),
            FieldKind::Flag => ("<input type=checkbox value=true", None),
        };
        let is_tall = kind == &FieldKind::LongText;
        Self { open, autofill, is_tall }
    }
}
