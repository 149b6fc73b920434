//! What stands in an item, line by line, as the questionnaire sets it.

use setsumon_core::frozen::{
    Alternative, Block, Calc, Cells, Choice, Column, End, FieldSpec, Footnote, Group, Inline, Item, Note, Page, Part,
    Question, Repeat, RowEntry, Section, Text, Type,
};

use super::Role;
use super::paper::{Paper, Unit, What, entry_notes, notes};
use crate::report::words::Language;

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
    /// The path of what it belongs to.
    pub(super) fn owner(&self) -> &str {
        self.key.split('#').next().unwrap_or("")
    }
}

/// The lines of a unit.
pub(super) fn of(paper: &Paper<'_>, unit: &Unit<'_>, language: Language) -> Vec<Draft> {
    let mut writer = Writer { paper, language, owner: unit.key.clone(), level: 0, lines: Vec::new() };
    writer.unit(unit);
    writer.lines
}

struct Writer<'a, 'm> {
    paper: &'a Paper<'m>,
    language: Language,
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
            self.line(part, role, self.said(text));
        }
    }

    fn caption(&mut self, number: Option<&String>, label: &[Option<&Text>]) {
        let label: Vec<String> = label.iter().flatten().map(|text| self.said(text)).collect();
        let gap = self.language.pick("　", " ");
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
        let survey = &self.paper.model.survey;
        self.text("caption", Role::Caption, Some(&survey.title));
        self.text("publisher", Role::Small, survey.publisher.as_ref());
        for info in &survey.info {
            self.text(&format!("info:{}", info.code), Role::Small, Some(&info.text));
        }
        self.notes(entry_notes(&self.paper.model.entries).into_iter());
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

    /// A long text paragraph by paragraph, each known by its place.
    fn paragraphs(&mut self, part: &str, text: &Text) {
        for (place, words) in self.said(text).lines().enumerate() {
            self.line(&format!("{part}:{place}"), Role::Lead, words.to_owned());
        }
    }

    fn notes<'n>(&mut self, notes: impl Iterator<Item = &'n Note>) {
        for (place, note) in notes.enumerate() {
            self.text(&format!("note:{place}"), Role::Note, Some(&note.text));
        }
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
        let times = match self.language {
            Language::Japanese => format!("（{min}～{max}件）"),
            Language::English => format!("({min} to {max} times)"),
        };
        self.line("times", Role::Small, times);
        self.items(&repeat.items);
    }

    fn items(&mut self, items: &'m [Item]) {
        for (place, item) in items.iter().enumerate() {
            match item {
                Item::Question { path } => {
                    if let Some(question) = self.paper.question(path) {
                        self.nested(question);
                    }
                }
                Item::Group(group) => self.inside(&group.path, |writer| {
                    writer.caption(group.number.as_ref(), &[group.label.as_ref()]);
                    writer.group(group);
                }),
                Item::Note(note) => self.text(&format!("note:{place}"), Role::Note, Some(&note.text)),
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
                    if let Some(repeat) = self.paper.model.repeats.iter().find(|repeat| repeat.name == *name) {
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
                Type::Field { variable: _, field, specify: _, items: _, alternatives: _ } => Some(writer.blank(field)),
                Type::Single { variable: _, choices: _ }
                | Type::Multi { choices: _, pick: _ }
                | Type::Rank { choices: _, pick: _ }
                | Type::Gate { variable: _, options: _ }
                | Type::Grid { rows: _, cells: _ } => None,
            };
            let label = question.label.as_ref().map_or_else(String::new, |label| writer.said(label));
            let words = match blank {
                Some(blank) if label.is_empty() => blank,
                Some(blank) => format!("{label}{}{blank}", writer.language.pick("：", ": ")),
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
            let words = self.wording("required").trim().to_owned();
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
            Type::Rank { choices, pick: _ } => self.choices(choices, self.language.pick("［　］", "[  ]")),
            Type::Gate { variable: _, options } => {
                for option in options.iter().filter(|option| !option.retired) {
                    let end = option.end.and_then(|end| self.paper.model.ends.get(usize::try_from(end).ok()?));
                    let leads = option.then.as_ref().or(end.map(|end| &end.sentence));
                    let route = leads.map_or_else(String::new, |text| format!(" → {}", self.said(text)));
                    let words = format!("○{}{}{route}", self.gap(), self.said(&option.label));
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
                    let words = self.blank(field);
                    self.line("blank", Role::Option, words);
                }
                if let Some((low, high)) = &field.ends {
                    let words = [low, high].map(|end| self.said(end)).join(" ～ ");
                    self.line("ends", Role::Small, words);
                }
                self.alternatives(alternatives);
                self.specify(specify.as_deref());
                self.items(items);
            }
        }
    }

    fn gap(&self) -> &'static str {
        self.language.pick("", " ")
    }

    fn choices(&mut self, choices: &'m [Choice], sign: &str) {
        for choice in choices {
            match choice {
                Choice::Heading { label, choices } => {
                    let words = self.said(label);
                    self.line(&format!("heading:{words}"), Role::Item, words.clone());
                    self.choices(choices, sign);
                }
                Choice::Option(option) if option.retired => {}
                Choice::Option(option) => {
                    let mut words = format!("{sign}{}{}", self.gap(), self.said(&option.label));
                    words.push_str(&self.write_in(option.specify.as_deref()));
                    let small = [option.hint.as_ref(), option.beside.as_ref()];
                    words.push_str(&self.small(small, option.footnote.as_ref()));
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
                    let words = self.said(label);
                    self.line(&format!("heading:{words}"), Role::Item, words.clone());
                    self.level = self.level.saturating_add(1);
                    self.rows(rows);
                    self.level = self.level.saturating_sub(1);
                }
                RowEntry::Row(row) if row.retired => {}
                RowEntry::Row(row) => {
                    let mut words = format!("{}{}", self.language.pick("・", "– "), self.said(&row.label));
                    words.push_str(&self.write_in(row.specify.as_deref()));
                    words.push_str(&self.small([row.hint.as_ref(), row.beside.as_ref()], row.footnote.as_ref()));
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
                self.line("columns", Role::Option, words.join(self.language.pick("　／　", " / ")));
            }
        }
    }

    /// The options of a grid stand side by side over its rows.
    fn heads(&mut self, choices: &'m [Choice], sign: &str) {
        let mut words = Vec::new();
        self.heads_in(choices, sign, &mut words);
        self.line("columns", Role::Option, words.join(self.language.pick("　", "   ")));
    }

    fn heads_in(&self, choices: &[Choice], sign: &str, words: &mut Vec<String>) {
        for choice in choices {
            match choice {
                Choice::Heading { label: _, choices } => self.heads_in(choices, sign, words),
                Choice::Option(option) if option.retired => {}
                Choice::Option(option) => words.push(format!("{sign}{}{}", self.gap(), self.said(&option.label))),
            }
        }
    }

    fn column(&self, column: &Column) -> String {
        let blank = self.blank(&column.field);
        match &column.label {
            Some(label) => format!("{}{}{blank}", self.said(label), self.language.pick("：", ": ")),
            None => blank,
        }
    }

    fn alternatives(&mut self, alternatives: &[Alternative]) {
        for alternative in alternatives.iter().filter(|alternative| !alternative.retired) {
            let words = format!("□{}{}", self.gap(), self.said(&alternative.label));
            self.line(&format!("option:{}", alternative.code), Role::Option, words);
        }
    }

    fn specify(&mut self, path: Option<&str>) {
        let words = self.write_in(path);
        self.line("specify", Role::Option, words);
    }

    /// The blank behind an option that is to be told more exactly.
    fn write_in(&self, path: Option<&str>) -> String {
        let Some(question) = path.and_then(|path| self.paper.question(path)) else { return String::new() };
        let label = match &question.label {
            Some(label) => self.said(label),
            None => self.wording("specify").to_owned(),
        };
        match self.language {
            Language::Japanese => format!("（{label}：＿＿＿＿）"),
            Language::English => format!(" ({label}: ______)"),
        }
    }

    fn small(&self, texts: [Option<&Text>; 2], footnote: Option<&Footnote>) -> String {
        let words: String = texts.into_iter().flatten().map(|text| format!(" {}", self.said(text))).collect();
        footnote.map_or(words.clone(), |note| format!("{words} {}", note.sign))
    }

    fn footnote(&mut self, code: &str, footnote: Option<&Footnote>) {
        if let Some(note) = footnote.filter(|note| note.printed) {
            let words = format!("{} {}", note.sign, self.said(&note.text));
            self.line(&format!("footnote:{code}"), Role::Small, words);
        }
    }

    /// A place to write in, with the words around it.
    fn blank(&self, field: &FieldSpec) -> String {
        let japanese = self.language == Language::Japanese;
        let shape = match (field.kind.as_str(), field.points) {
            ("scale", Some((from, to))) => format!("{from} ～ {to}"),
            ("flag", _) => "□".to_owned(),
            ("integer" | "decimal" | "year" | "fiscal_year", _) if japanese => "（　　　　）".to_owned(),
            ("date", _) if japanese => "＿＿年＿＿月＿＿日".to_owned(),
            ("month", _) if japanese => "＿＿年＿＿月".to_owned(),
            ("date", _) => "____ / __ / __".to_owned(),
            ("month", _) => "____ / __".to_owned(),
            _ if japanese => "＿＿＿＿＿＿".to_owned(),
            _ => "________".to_owned(),
        };
        let around = |text: Option<&Text>| text.map_or_else(String::new, |text| self.said(text));
        let parts = [around(field.prefix.as_ref()), shape, around(field.unit.as_ref()), around(field.suffix.as_ref())];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(self.gap())
    }

    /// What the form says when answers do not go together.
    fn checks(&mut self, unit: &Unit<'m>) {
        let rules = self.paper.model.rules.iter().filter(|rule| rule.kind == "check");
        for rule in rules {
            let question = self.paper.variable(&rule.at).and_then(|variable| variable.question.as_deref());
            let Some(message) =
                rule.message.as_ref().filter(|_| question.is_some_and(|path| unit.questions.contains(&path)))
            else {
                continue;
            };
            let words = self.said(message);
            let told = format!("{}{words}", self.language.pick("【入力時の確認】", "[Checked on entry] "));
            self.line(&format!("check:{words}"), Role::Check, told);
        }
    }

    fn wording(&self, name: &str) -> &'m str {
        let known = self.paper.model.wording.iter().find(|(known, _)| known == name);
        known.map_or("", |(_, words)| words.as_str())
    }

    /// The words of a text; an answer in it by what it is called.
    fn said(&self, text: &Text) -> String {
        let line = |line: &[Inline]| line.iter().map(|inline| self.inline(inline)).collect::<String>();
        match text {
            Text::Plain(words) => words.clone(),
            Text::Rich(blocks) => {
                let lines = blocks.iter().flat_map(|block| match block {
                    Block::Paragraph { line: words } => vec![line(words)],
                    Block::Bullets { items } => items.iter().map(|item| format!("・{}", line(item))).collect(),
                    Block::Numbered { items } => {
                        let counted = items.iter().zip(1_u32..);
                        counted.map(|(item, number)| format!("{number}. {}", line(item))).collect()
                    }
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Plain { words } => words.clone(),
            Inline::Strong { words } | Inline::Link { url: _, words } => {
                words.iter().map(|inline| self.inline(inline)).collect()
            }
            Inline::Answer { variable, otherwise: _ } => self.answer_of(variable),
        }
    }

    /// `〔前回：登録患者数〕`
    fn answer_of(&self, name: &str) -> String {
        let known = self.paper.variable(name);
        let last = known.is_some_and(|variable| variable.role == "last");
        let own = known.and_then(|variable| self.paper.variable(variable.of.as_deref()?)).or(known);
        let label = own.map_or_else(
            || name.to_owned(),
            |variable| variable.label.iter().map(Text::plain).collect::<Vec<_>>().join(" / "),
        );
        match (self.language, last) {
            (Language::Japanese, true) => format!("〔前回：{label}〕"),
            (Language::Japanese, false) => format!("〔{label}〕"),
            (Language::English, true) => format!("[last time: {label}]"),
            (Language::English, false) => format!("[{label}]"),
        }
    }
}
