//! Who is asked, in words: for every variable the sentences of all that stands around it, from the outermost in.

use crate::form::{
    Answer, Choice, ChoiceOption, Entry, Field, FieldKind, Form, Item, Question, Row, RowEntry, Section,
};
use crate::ids::{Id, QuestionId, RepeatId, SectionId, VarId};
use crate::text::Text;
use crate::walk::flat;
use setsumon_words::reference;

/// Who is asked each variable. Variables asked alike share one chain of sentences.
#[derive(Debug)]
pub struct Audiences {
    chain: Vec<Link>,
    of: Vec<u32>,
}

#[derive(Debug)]
struct Link {
    outer: u32,
    sentence: String,
}

const EVERYBODY: u32 = 0;

impl Audiences {
    /// Walks the form once.
    pub fn of(form: &Form) -> Self {
        let chain = vec![Link { outer: EVERYBODY, sentence: String::new() }];
        let audiences = Self { chain, of: vec![EVERYBODY; form.variables().len()] };
        let mut walk = Walk { form, audiences };
        walk.entries(form.entries(), EVERYBODY);
        walk.audiences
    }

    /// A number that is the same for variables asked of the same people in the same words; 0 is everybody.
    pub fn number(&self, variable: VarId) -> u32 {
        self.of.get(variable.index()).copied().unwrap_or(EVERYBODY)
    }

    /// The sentences, from the outermost to the innermost; none where everybody is asked.
    pub fn sentences(&self, variable: VarId) -> Vec<&str> {
        let mut sentences = Vec::new();
        let mut at = self.number(variable);
        while at != EVERYBODY {
            let Some(link) = self.chain.get(at as usize) else { break };
            sentences.push(link.sentence.as_str());
            at = link.outer;
        }
        sentences.reverse();
        sentences
    }
}

struct Walk<'a> {
    form: &'a Form,
    audiences: Audiences,
}

impl Walk<'_> {
    fn within(&mut self, outer: u32, who: Option<&Text>) -> u32 {
        match who {
            Some(who) => self.narrowed(outer, who.plain()),
            None => outer,
        }
    }

    fn narrowed(&mut self, outer: u32, sentence: String) -> u32 {
        if sentence.is_empty() {
            return outer;
        }
        let link = u32::try_from(self.audiences.chain.len()).unwrap_or(EVERYBODY);
        self.audiences.chain.push(Link { outer, sentence });
        link
    }

    fn set(&mut self, variable: VarId, audience: u32) {
        if let Some(slot) = self.audiences.of.get_mut(variable.index()) {
            *slot = audience;
        }
    }

    fn entries(&mut self, entries: &[Entry], outer: u32) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) | Entry::End(_) => {}
                Entry::Part(part) => {
                    let inner = self.within(outer, part.who.as_ref());
                    self.entries(&part.entries, inner);
                }
                Entry::Section(section) => self.section(*section, outer),
                Entry::Gate(question) => self.question(*question, outer),
                Entry::Branch(branch) => {
                    let inner = self.within(outer, branch.who.as_ref());
                    self.entries(&branch.items, inner);
                }
            }
        }
    }

    fn section(&mut self, id: SectionId, outer: u32) {
        let section: &Section = self.form.sections().get(id);
        let inner = self.within(outer, section.who.as_ref());
        self.items(&section.items, inner);
    }

    fn items(&mut self, items: &[Item], outer: u32) {
        for item in items {
            match item {
                Item::Question(question) => self.question(*question, outer),
                Item::Group(group) => {
                    let inner = self.within(outer, group.who.as_ref());
                    self.items(&group.items, inner);
                }
                Item::Repeat(repeat) => self.repeat(*repeat, outer),
                Item::Led(led) => self.items(&led.items, outer),
                Item::Headed(headed) => self.items(&headed.items, outer),
                Item::Branch(branch) => {
                    let inner = self.within(outer, branch.who.as_ref());
                    self.items(&branch.items, inner);
                }
                Item::Note(_) | Item::Calc(_) | Item::End(_) => {}
            }
        }
    }

    fn repeat(&mut self, id: RepeatId, outer: u32) {
        let repeat = self.form.repeats().get(id);
        let inner = self.within(outer, repeat.who.as_ref());
        self.items(&repeat.items, inner);
    }

    fn question(&mut self, id: QuestionId, outer: u32) {
        let question = self.form.questions().get(id);
        let asked = self.within(outer, question.who.as_ref());
        match &question.answer {
            Answer::Single { variable, choices } => {
                self.set(*variable, asked);
                self.choices(question, choices, asked);
            }
            Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
                self.choices(question, choices, asked);
            }
            Answer::Gate { variable, options: _ } => self.set(*variable, asked),
            Answer::Grid(grid) => self.rows(question, &grid.rows, asked),
            Answer::Field(field) => {
                self.set(field.variable, asked);
                for alternative in &field.alternatives {
                    self.set(alternative.variable, asked);
                }
                let answered = self.filled_in(question, field, asked);
                self.items(&field.items, answered);
                self.write_in(field.specify, answered);
            }
        }
    }

    /// Those who filled in a field; a field without others in it has no sentence to spare.
    fn filled_in(&mut self, question: &Question, field: &Field, asked: u32) -> u32 {
        if field.items.is_empty() && field.specify.is_none() {
            return asked;
        }
        let wording = self.form.wording();
        let template = match &field.spec.kind {
            FieldKind::Flag => &wording.asked_of_ticked,
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Integer
            | FieldKind::Decimal { digits: _ }
            | FieldKind::Scale { from: _, to: _, ends: _ }
            | FieldKind::Year
            | FieldKind::FiscalYear
            | FieldKind::Month
            | FieldKind::Date
            | FieldKind::Email
            | FieldKind::Tel
            | FieldKind::Postal
            | FieldKind::Url => &wording.asked_of_answered,
        };
        let sentence = self.about(template, question);
        self.narrowed(asked, sentence)
    }

    fn choices(&mut self, question: &Question, choices: &[Choice], asked: u32) {
        for option in flat(choices) {
            self.option(question, option, asked);
        }
    }

    fn option(&mut self, question: &Question, option: &ChoiceOption, asked: u32) {
        let offered = self.within(asked, option.who.as_ref());
        if let Some(variable) = option.variable {
            self.set(variable, offered);
        }
        if option.items.is_empty() && option.specify.is_none() {
            return;
        }
        let wording = self.form.wording();
        let answers = wording.answer.replace("{label}", &option.label.plain());
        let sentence = self.about(&wording.asked_of_item, question).replace("{answers}", &answers);
        let chosen = self.narrowed(offered, sentence);
        self.items(&option.items, chosen);
        self.write_in(option.specify, chosen);
    }

    fn rows(&mut self, question: &Question, rows: &[RowEntry], asked: u32) {
        for row in flat(rows) {
            self.row(question, row, asked);
        }
    }

    fn row(&mut self, question: &Question, row: &Row, asked: u32) {
        let offered = self.within(asked, row.who.as_ref());
        for cell in &row.cells {
            self.set(*cell, offered);
        }
        if row.items.is_empty() && row.specify.is_none() {
            return;
        }
        let template = self.form.wording().asked_of_answered.replace("{label}", &row.label.plain());
        let sentence = self.about(&template, question);
        let answered = self.narrowed(offered, sentence);
        self.items(&row.items, answered);
        self.write_in(row.specify, answered);
    }

    fn write_in(&mut self, specify: Option<QuestionId>, outer: u32) {
        if let Some(specify) = specify {
            self.question(specify, outer);
        }
    }

    /// A sentence about a question: its number and its name filled in.
    fn about(&self, template: &str, question: &Question) -> String {
        let item = number(self.form, question.section, question.number.as_deref());
        template.replace("{item}", &item).replace("{label}", &question.name.plain())
    }
}

/// The number of an item in full, `（２５）の1`; its section's where there is none of its own.
pub fn number(form: &Form, section: Option<SectionId>, item: Option<&str>) -> String {
    let section = section.and_then(|section| form.sections().get(section).number.as_deref());
    match (section, item) {
        (Some(section), Some(item)) => reference(&form.wording().item_ref, form.survey().locale, section, item),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => String::new(),
    }
}
