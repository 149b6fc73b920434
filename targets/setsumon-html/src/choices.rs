//! Options: round buttons, boxes and ranks, under headings, with their write-ins, fields and footnotes.

use setsumon_core::form::{Choice, ChoiceOption, Footnote, GateOption, Layout, Question};
use setsumon_core::ids::{QuestionId, VarId};
use setsumon_core::walk::flat;

use crate::control::Mark;
use crate::form_writer::{Anchor, FormWriter};
use crate::long;
use crate::markup;

impl FormWriter<'_> {
    /// The options of a question.
    pub(crate) fn choices(&mut self, id: QuestionId, question: &Question, choices: &[Choice], mark: Mark) {
        let anchor = self.anchor(id);
        let required = question.required && self.form.conds().is_always(question.asked);
        let options = Options { anchor, mark, layout: question.layout, required };
        if long::is_searched(self.form, question, choices, mark) {
            self.html.raw("<div class=long>");
            self.option_list(choices, options, &mut 0);
            self.html.raw("</div>");
        } else {
            self.option_list(choices, options, &mut 0);
        }
        self.footnotes(anchor, choices);
    }

    fn option_list(&mut self, choices: &[Choice], options: Options, headings: &mut usize) {
        let mut open = false;
        for choice in choices {
            match choice {
                Choice::Heading { label, choices } => {
                    self.close_options(&mut open);
                    *headings += 1;
                    let anchor = options.anchor.numbered("g", *headings);
                    self.html.raw("<div class=og role=group");
                    self.anchored("aria-labelledby", anchor);
                    self.html.raw("><p class=oh");
                    self.anchored("id", anchor);
                    self.html.raw(">");
                    self.line(label);
                    self.html.raw("</p>");
                    self.option_list(choices, options, headings);
                    self.html.raw("</div>");
                }
                Choice::Option(option) => {
                    if option.retired {
                        continue;
                    }
                    self.open_options(options.layout, &mut open);
                    self.option(option, options);
                }
            }
        }
        self.close_options(&mut open);
    }

    fn open_options(&mut self, layout: Layout, open: &mut bool) {
        if std::mem::replace(open, true) {
            return;
        }
        match (layout.across, layout.inline) {
            (Some(columns), _) => {
                self.html.raw("<div class=\"os across a").number(columns.clamp(1, 8)).raw("\">");
            }
            (None, true) => {
                self.html.raw("<div class=\"os inline\">");
            }
            (None, false) => {
                self.html.raw("<div class=os>");
            }
        }
    }

    fn close_options(&mut self, open: &mut bool) {
        if std::mem::take(open) {
            self.html.raw("</div>");
        }
    }

    fn option(&mut self, option: &ChoiceOption, options: Options) {
        // A paragraph may not hold blocks; most options are a label and need nothing around it.
        let holds_blocks = option.who.is_some() || !option.items.is_empty();
        if !holds_blocks && option.specify.is_none() && option.beside.is_none() {
            self.html.raw("<label");
            self.asked(option.offered);
            self.html.raw(">");
            self.option_label(option, options);
            return;
        }
        self.html.raw(if holds_blocks { "<div class=o" } else { "<p class=o" });
        self.asked(option.offered);
        self.html.raw("><label>");
        self.option_label(option, options);
        self.who(option.who.as_ref());
        if let Some(specify) = option.specify {
            self.specify(specify);
        }
        if let Some(beside) = &option.beside {
            self.html.raw("<small class=beside>");
            self.line(beside);
            self.html.raw("</small>");
        }
        if !option.items.is_empty() {
            self.html.raw("<div class=sub>");
            self.items(&option.items);
            self.html.raw("</div>");
        }
        self.html.raw(if holds_blocks { "</div>" } else { "</p>" });
    }

    /// An option's control and words, and the end of their label.
    fn option_label(&mut self, option: &ChoiceOption, options: Options) {
        self.mark(option, options);
        self.option_words(&option.label);
        self.footnote_sign(option.footnote.as_ref());
        self.marker(option.marker);
        if let Some(hint) = &option.hint {
            self.html.raw(" <small>");
            self.line(hint);
            self.html.raw("</small>");
        }
        self.html.raw("</label>");
    }

    /// The control before an option's words.
    fn mark(&mut self, option: &ChoiceOption, options: Options) {
        match (options.mark, option.variable) {
            (Mark::One(variable), _) => {
                self.html.raw("<input type=radio");
                self.name(variable);
                self.html.attr("value", &option.code);
                if let Some(kana) = &option.kana {
                    self.html.attr("data-kana", kana);
                }
            }
            (Mark::Many, Some(variable)) => {
                self.html.raw("<input type=checkbox");
                self.name(variable);
                self.html.raw(" value=true");
            }
            (Mark::Rank(last), Some(variable)) => {
                self.ranks(variable, last);
                return;
            }
            // A multiple choice has a variable for every option that is offered.
            (Mark::Many | Mark::Rank(_), None) => return,
        }
        if options.required && matches_one(options.mark) {
            self.html.raw(" required");
        }
        self.described_by_footnote(option.footnote.as_ref(), options.anchor);
        self.html.raw(">");
    }

    fn ranks(&mut self, variable: VarId, last: usize) {
        self.html.raw("<select");
        self.name(variable);
        self.html.raw(" data-kind=rank><option value=\"\">").text(self.words.no_rank).raw("</option>");
        for rank in 1..=last {
            self.html.raw("<option>").number(rank).raw("</option>");
        }
        self.html.raw("</select> ");
    }

    fn described_by_footnote(&mut self, footnote: Option<&Footnote>, anchor: Anchor) {
        if let Some(footnote) = footnote
            && footnote.printed
            && let Some(number) = footnote_number(footnote)
        {
            self.anchored("aria-describedby", anchor.numbered("n", number));
        }
    }

    /// The sign of a footnote.
    pub(crate) fn footnote_sign(&mut self, footnote: Option<&Footnote>) {
        if let Some(footnote) = footnote {
            self.html.raw("<sup>").text(&footnote.sign).raw("</sup>");
        }
    }

    /// The texts of the footnotes that are printed here.
    fn footnotes(&mut self, anchor: Anchor, choices: &[Choice]) {
        for option in flat(choices).filter(|option| !option.retired) {
            self.footnote(anchor, option.footnote.as_ref());
        }
    }

    /// The text of a footnote, where it is printed here.
    pub(crate) fn footnote(&mut self, anchor: Anchor, footnote: Option<&Footnote>) {
        let Some(footnote) = footnote else { return };
        if !footnote.printed {
            return;
        }
        self.html.raw("<p class=fn");
        if let Some(number) = footnote_number(footnote) {
            self.anchored("id", anchor.numbered("n", number));
        }
        self.html.raw(">").text(&footnote.sign).raw(" ");
        self.line(&footnote.text);
        self.html.raw("</p>");
    }

    /// The options of a filter, each with what those read who choose it.
    pub(crate) fn gate(&mut self, question: &Question, variable: VarId, options: &[GateOption]) {
        let required = question.required && self.form.conds().is_always(question.asked);
        self.html.raw("<div class=os>");
        for option in options.iter().filter(|option| !option.retired) {
            self.html.raw("<div class=o><label><input type=radio");
            self.name(variable);
            self.html.attr("value", &option.code);
            if required {
                self.html.raw(" required");
            }
            self.html.raw(">");
            self.option_words(&option.label);
            self.html.raw("</label>");
            self.boxed("<div class=then>", option.then.as_ref());
            if let Some(end) = option.end {
                self.html.raw("<div class=\"then ends\">");
                markup::blocks(&mut self.html, &self.form.ends().get(end).sentence);
                self.html.raw("</div>");
            }
            self.html.raw("</div>");
        }
        self.html.raw("</div>");
    }
}

/// What all options of a question share.
#[derive(Debug, Clone, Copy)]
struct Options {
    anchor: Anchor,
    mark: Mark,
    layout: Layout,
    /// Whether the browser itself may insist on an answer: only where everybody is asked.
    required: bool,
}

fn matches_one(mark: Mark) -> bool {
    match mark {
        Mark::One(_) => true,
        Mark::Many | Mark::Rank(_) => false,
    }
}

/// The number in a footnote's sign.
pub(crate) fn footnote_number(footnote: &Footnote) -> Option<usize> {
    let digits: String = footnote.sign.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}
