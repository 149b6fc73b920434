//! What stands in an item, line by line, as the questionnaire sets it.

use setsumon_core::form::Locale;
use setsumon_core::frozen::{
    Alternative, Calc, Cells, Choice, Column, End, Footnote, Group, Item, Note, Page, Part, Question, Repeat, RowEntry,
    Section, Text, Type,
};
use setsumon_core::walk::flat;

use super::Role;
use super::paper::{Paper, Unit, What, entry_notes, notes};
use super::speech::Speech;

/// A line before it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// What it is, in the names of its edition: `path#part` or `path#part:code`.
    pub(super) key: String,
    pub(super) role: Role,
    /// How far it stands in.
    pub(super) level: usize,
    pub(super) words: String,
}

impl Draft {
    /// What it is, without what it says: the part, where its key goes on with its words.
    pub(super) fn spoken(&self) -> Option<&str> {
        let (part, words) = self.key.get(self.owner().len().saturating_add(1)..)?.split_once(':')?;
        (words == self.words).then_some(part)
    }

    /// The path of what it belongs to.
    pub(super) fn owner(&self) -> &str {
        self.key.split('#').next().unwrap_or("")
    }
}

/// The lines of a unit.
pub(super) fn of(paper: &Paper<'_>, unit: &Unit<'_>, language: Locale) -> Vec<Draft> {
    let mut writer =
        Writer { speech: Speech { paper, language }, owner: unit.key.clone(), level: 0, lines: Vec::new() };
    writer.unit(unit);
    writer.lines
}

struct Writer<'a, 'm> {
    speech: Speech<'a, 'm>,
    owner: String,
    level: usize,
    lines: Vec<Draft>,
}

impl<'m> Writer<'_, 'm> {
    fn unit(&mut self, unit: &Unit<'m>) {
        match unit.what {
            What::Survey => self.survey(),
            What::Page(page) => self.page(page),
            What::Part(part) => self.part(part),
            What::Section(section) => self.section(section),
            What::Question(question) => {
                self.caption(question.number.as_ref(), &[question.label.as_ref()]);
                self.around(unit);
                self.question_body(question);
            }
            What::Group(group) => {
                self.caption(group.number.as_ref(), &[group.label.as_ref()]);
                self.around(unit);
                self.group(group);
            }
            What::Roster(repeat) => {
                self.caption(repeat.number.as_ref(), &[Some(&repeat.label)]);
                self.around(unit);
                self.roster(repeat);
            }
            What::Calc(calc) => self.calc(calc),
            What::End(end) => self.end(end),
        }
        self.checks(unit);
    }

    fn line(&mut self, part: &str, role: Role, words: String) {
        if !words.is_empty() {
            let key = format!("{}#{part}", self.owner);
            self.lines.push(Draft { key, role, level: self.level, words });
        }
    }

    fn text(&mut self, part: &str, role: Role, text: Option<&Text>) {
        if let Some(text) = text {
            self.line(part, role, self.speech.said(text));
        }
    }

    fn caption(&mut self, number: Option<&String>, label: &[Option<&Text>]) {
        let label: Vec<String> = label.iter().flatten().map(|text| self.speech.said(text)).collect();
        let gap = self.speech.language.words().paper.space;
        let parts: Vec<&str> = number.map(String::as_str).into_iter().chain(label.iter().map(String::as_str)).collect();
        self.line("caption", Role::Caption, parts.join(gap));
    }

    /// Who is asked, and the sentences in front that speak of others too.
    fn around(&mut self, unit: &Unit<'m>) {
        for (place, who) in unit.who.iter().enumerate() {
            self.text(&format!("around:{place}"), Role::Who, Some(who));
        }
        for (place, text) in unit.before.iter().enumerate() {
            self.text(&format!("before:{place}"), Role::Lead, Some(text));
        }
    }

    fn survey(&mut self) {
        let survey = &self.speech.paper.model.survey;
        self.text("caption", Role::Caption, Some(&survey.title));
        self.text("publisher", Role::Small, survey.publisher.as_ref());
        for info in &survey.info {
            self.text(&format!("info:{}", info.code), Role::Small, Some(&info.text));
        }
        self.notes(entry_notes(&self.speech.paper.model.entries).into_iter());
    }

    fn page(&mut self, page: &'m Page) {
        self.caption(page.number.as_ref(), &[Some(&page.title)]);
        self.paragraphs("text", &page.text);
    }

    fn part(&mut self, part: &'m Part) {
        self.caption(part.number.as_ref(), &[Some(&part.label)]);
        self.text("who", Role::Who, part.who.as_ref());
        if let Some(lead) = &part.lead {
            self.paragraphs("lead", lead);
        }
    }

    fn section(&mut self, section: &'m Section) {
        self.text("who", Role::Who, section.who.as_ref());
        self.text("lead", Role::Lead, section.lead.as_ref());
        self.notes(notes(&section.items).into_iter());
    }

    /// A long text paragraph by paragraph.
    fn paragraphs(&mut self, part: &str, text: &Text) {
        for words in self.speech.said(text).lines() {
            self.spoken(part, Role::Lead, words.to_owned());
        }
    }

    fn notes<'n>(&mut self, notes: impl Iterator<Item = &'n Note>) {
        for note in notes {
            self.spoken("note", Role::Note, self.speech.said(&note.text));
        }
    }

    /// One of several sentences, known by what it says.
    fn spoken(&mut self, part: &str, role: Role, words: String) {
        self.line(&format!("{part}:{words}"), role, words);
    }

    fn calc(&mut self, calc: &'m Calc) {
        self.caption(None, &[Some(&calc.label)]);
        self.text("unit", Role::Small, calc.unit.as_ref());
    }

    fn end(&mut self, end: &'m End) {
        self.text("sentence", Role::Caption, Some(&end.sentence));
        self.text("then", Role::Lead, end.then.as_ref());
    }

    fn group(&mut self, group: &'m Group) {
        self.text("who", Role::Who, group.who.as_ref());
        self.text("lead", Role::Lead, group.lead.as_ref());
        self.text("hint", Role::Small, group.hint.as_ref());
        self.items(&group.items);
        self.text("beside", Role::Small, group.beside.as_ref());
    }

    fn roster(&mut self, repeat: &'m Repeat) {
        self.text("who", Role::Who, repeat.who.as_ref());
        self.text("lead", Role::Lead, repeat.lead.as_ref());
        self.text("hint", Role::Small, repeat.hint.as_ref());
        let (min, max) = (repeat.min, repeat.max);
        let times = (self.speech.say().times)(min, max);
        self.line("times", Role::Small, times);
        self.items(&repeat.items);
    }

    fn items(&mut self, items: &'m [Item]) {
        for (place, item) in items.iter().enumerate() {
            match item {
                Item::Question { path } => {
                    if let Some(question) = self.speech.paper.question(path) {
                        self.nested(question);
                    }
                }
                Item::Group(group) => self.inside(&group.path, |writer| {
                    writer.caption(group.number.as_ref(), &[group.label.as_ref()]);
                    writer.group(group);
                }),
                Item::Note(note) => self.spoken("note", Role::Note, self.speech.said(&note.text)),
                Item::Led(led) => {
                    self.text(&format!("led:{place}"), Role::Lead, Some(&led.lead));
                    self.items(&led.items);
                }
                Item::Headed(headed) => {
                    self.text(&format!("headed:{place}"), Role::Caption, Some(&headed.label));
                    self.text(&format!("headed-lead:{place}"), Role::Lead, headed.lead.as_ref());
                    self.items(&headed.items);
                }
                Item::Branch(branch) => {
                    self.text(&format!("branch:{place}"), Role::Who, branch.who.as_ref());
                    self.items(&branch.items);
                }
                Item::Repeat { name } => {
                    if let Some(repeat) = self.speech.paper.model.repeats.iter().find(|repeat| repeat.name == *name) {
                        self.inside(&repeat.path, |writer| {
                            writer.caption(repeat.number.as_ref(), &[Some(&repeat.label)]);
                            writer.roster(repeat);
                        });
                    }
                }
                Item::Calc { name: _ } | Item::End { end: _ } => {}
            }
        }
    }

    /// What stands a step further in, under a path of its own.
    fn inside(&mut self, path: &str, write: impl FnOnce(&mut Self)) {
        let owner = std::mem::replace(&mut self.owner, path.to_owned());
        self.level = self.level.saturating_add(1);
        write(self);
        self.level = self.level.saturating_sub(1);
        self.owner = owner;
    }

    /// A question among others: a blank behind its label, anything else under it.
    fn nested(&mut self, question: &'m Question) {
        self.inside(&question.path, |writer| {
            writer.level = writer.level.saturating_sub(1);
            let blank = match &question.answer {
                Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => {
                    Some(writer.speech.blank(field))
                }
                Type::Single { variable: _, choices: _ }
                | Type::Multi { choices: _, pick: _ }
                | Type::Rank { choices: _, pick: _ }
                | Type::Gate { variable: _, options: _ }
                | Type::Grid { rows: _, cells: _ } => None,
            };
            let label = question.label.as_ref().map_or_else(String::new, |label| writer.speech.said(label));
            let words = match blank {
                Some(blank) if label.is_empty() => blank,
                Some(blank) => format!("{label}{}{blank}", writer.speech.language.words().writing.colon),
                None => label,
            };
            writer.line("caption", Role::Item, words);
            writer.level = writer.level.saturating_add(1);
            writer.question_body(question);
        });
    }

    /// Everything of a question but its number and label.
    fn question_body(&mut self, question: &'m Question) {
        self.text("who", Role::Who, question.who.as_ref());
        self.text("lead", Role::Lead, question.lead.as_ref());
        self.text("instruction", Role::Small, question.instruction.as_ref());
        if question.required {
            let words = self.speech.wording("required").trim().to_owned();
            self.line("required", Role::Small, words);
        }
        self.text("hint", Role::Small, question.hint.as_ref());
        self.notes(question.notes.iter());
        self.answer(question);
        self.text("beside", Role::Small, question.beside.as_ref());
    }

    fn answer(&mut self, question: &'m Question) {
        match &question.answer {
            Type::Single { variable: _, choices } => self.choices(choices, "○"),
            Type::Multi { choices, pick: _ } => self.choices(choices, "□"),
            Type::Rank { choices, pick: _ } => self.choices(choices, self.speech.say().rank),
            Type::Gate { variable: _, options } => {
                for option in options.iter().filter(|option| !option.retired) {
                    let end = option.end.and_then(|end| self.speech.paper.model.ends.get(usize::try_from(end).ok()?));
                    let leads = option.then.as_ref().or(end.map(|end| &end.sentence));
                    let route = leads.map_or_else(String::new, |text| format!(" → {}", self.speech.said(text)));
                    let words = format!("○{}{}{route}", self.speech.gap(), self.speech.said(&option.label));
                    self.line(&format!("option:{}", option.code), Role::Option, words);
                }
            }
            Type::Grid { rows, cells } => {
                self.cells(cells);
                self.rows(rows);
            }
            Type::Field { variable: _, field, specify, items, alternatives } => {
                // Among others, a blank stands behind its label.
                if !self.lines.iter().any(|line| line.owner() == self.owner && line.role == Role::Item) {
                    let words = self.speech.blank(field);
                    self.line("blank", Role::Option, words);
                }
                if let Some((low, high)) = &field.ends {
                    let between = self.speech.language.words().writing.between_points;
                    let words = [low, high].map(|end| self.speech.said(end)).join(between);
                    self.line("ends", Role::Small, words);
                }
                self.alternatives(alternatives);
                self.specify(specify.as_deref());
                self.items(items);
            }
        }
    }

    fn choices(&mut self, choices: &'m [Choice], sign: &str) {
        for choice in choices {
            match choice {
                Choice::Heading { label, choices } => {
                    let words = self.speech.said(label);
                    self.line(&format!("heading:{words}"), Role::Item, words.clone());
                    self.choices(choices, sign);
                }
                Choice::Option(option) if option.retired => {}
                Choice::Option(option) => {
                    let mut words = format!("{sign}{}{}", self.speech.gap(), self.speech.said(&option.label));
                    words.push_str(&self.speech.write_in(option.specify.as_deref()));
                    let small = [option.hint.as_ref(), option.beside.as_ref()];
                    words.push_str(&self.speech.small(small, option.footnote.as_ref()));
                    self.text(&format!("who:{}", option.code), Role::Who, option.who.as_ref());
                    self.line(&format!("option:{}", option.code), Role::Option, words);
                    self.footnote(&option.code, option.footnote.as_ref());
                    self.level = self.level.saturating_add(1);
                    self.items(&option.items);
                    self.level = self.level.saturating_sub(1);
                }
            }
        }
    }

    fn rows(&mut self, rows: &'m [RowEntry]) {
        for row in rows {
            match row {
                RowEntry::Heading { label, rows } => {
                    let words = self.speech.said(label);
                    self.line(&format!("heading:{words}"), Role::Item, words.clone());
                    self.level = self.level.saturating_add(1);
                    self.rows(rows);
                    self.level = self.level.saturating_sub(1);
                }
                RowEntry::Row(row) if row.retired => {}
                RowEntry::Row(row) => {
                    let mut words = format!("{}{}", self.speech.say().row, self.speech.said(&row.label));
                    words.push_str(&self.speech.write_in(row.specify.as_deref()));
                    words.push_str(&self.speech.small([row.hint.as_ref(), row.beside.as_ref()], row.footnote.as_ref()));
                    self.text(&format!("who:{}", row.code), Role::Who, row.who.as_ref());
                    self.line(&format!("row:{}", row.code), Role::Option, words);
                    self.footnote(&row.code, row.footnote.as_ref());
                    self.level = self.level.saturating_add(1);
                    self.items(&row.items);
                    self.level = self.level.saturating_sub(1);
                }
            }
        }
    }

    fn cells(&mut self, cells: &'m Cells) {
        match cells {
            Cells::Single { choices } => self.heads(choices, "○"),
            Cells::Multi { choices } => self.heads(choices, "□"),
            Cells::Fields { columns } => {
                let words: Vec<String> = columns.iter().map(|column| self.column(column)).collect();
                self.line("columns", Role::Option, words.join(self.speech.say().between_columns));
            }
        }
    }

    /// The options of a grid stand side by side over its rows.
    fn heads(&mut self, choices: &'m [Choice], sign: &str) {
        let offered = flat(choices).filter(|option| !option.retired);
        let words: Vec<String> =
            offered.map(|option| format!("{sign}{}{}", self.speech.gap(), self.speech.said(&option.label))).collect();
        self.line("columns", Role::Option, words.join(self.speech.say().between_marks));
    }

    fn column(&self, column: &Column) -> String {
        let blank = self.speech.blank(&column.field);
        match &column.label {
            Some(label) => format!("{}{}{blank}", self.speech.said(label), self.speech.language.words().writing.colon),
            None => blank,
        }
    }

    fn alternatives(&mut self, alternatives: &[Alternative]) {
        for alternative in alternatives.iter().filter(|alternative| !alternative.retired) {
            let words = format!("□{}{}", self.speech.gap(), self.speech.said(&alternative.label));
            self.line(&format!("option:{}", alternative.code), Role::Option, words);
        }
    }

    fn specify(&mut self, path: Option<&str>) {
        let words = self.speech.write_in(path);
        self.line("specify", Role::Option, words);
    }

    fn footnote(&mut self, code: &str, footnote: Option<&Footnote>) {
        if let Some(note) = footnote.filter(|note| note.printed) {
            let words = format!("{} {}", note.sign, self.speech.said(&note.text));
            self.line(&format!("footnote:{code}"), Role::Small, words);
        }
    }

    /// What the form says when answers do not go together.
    fn checks(&mut self, unit: &Unit<'m>) {
        let paper = self.speech.paper;
        for message in paper.checks(&unit.questions).filter_map(|rule| rule.message.as_ref()) {
            let words = self.speech.said(message);
            let told = format!("{}{words}", self.speech.say().checked);
            self.spoken("check", Role::Check, told);
        }
    }
}
