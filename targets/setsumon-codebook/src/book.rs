//! The codebook's content, chapter by chapter: every variable with all that is to be said of it, the same for all three files.

use setsumon_core::names;
use setsumon_core::unit;
use setsumon_core::walk::flat;
use std::rc::Rc;

use setsumon_core::audience::Audiences;
use setsumon_core::form::{Answer, ChoiceOption, Field, Form, Marker, Question, Reason, Role, Section, Variable};
use setsumon_core::ids::{CondId, Id, QuestionId, RepeatId, SectionId, VarId};

use crate::codes::{CodeLists, Codes, JOINT, label_in_full, one_line};
use crate::duties::{Duties, Required};
use crate::value::Facts;
use crate::words::{self, Words};
use setsumon_core::notation::condition;

mod history;
mod others;
mod owners;

pub(crate) use history::unfielded;

use history::History;
use owners::Owners;

/// A section of the survey, or the variables that stand in none.
#[derive(Debug, Default)]
pub(crate) struct Chapter {
    /// Unique among chapters.
    pub(crate) id: String,
    /// The section's code, where it is one.
    pub(crate) code: String,
    /// Its printed number.
    pub(crate) number: String,
    /// Its title.
    pub(crate) title: String,
    /// Its questions.
    pub(crate) blocks: Vec<Block>,
}

/// A question with its variables.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// Its path; empty where the rows belong to no question.
    pub(crate) path: String,
    /// Its number in full.
    pub(crate) number: String,
    /// Its name.
    pub(crate) title: String,
    /// The captions of the groups and rosters that it stands in.
    pub(crate) within: String,
    /// What is to be said of it: heading and words.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// Its rules in sentences.
    pub(crate) rules: Vec<String>,
    /// Whether what changed between editions is told of each variable; else it is the same for all, and a fact of the question.
    pub(crate) history_apart: bool,
    /// Its variables.
    pub(crate) rows: Vec<Row>,
}

impl Block {
    /// The label of one of its variables: what the question's name does not say, and in full where there is no question.
    pub(crate) fn label_of<'b>(&'b self, row: &'b Row) -> &'b str {
        match (self.path.is_empty(), row.short_label.as_str()) {
            (true, _) => &row.label,
            (false, "") => &self.title,
            (false, short) => short,
        }
    }
}

/// A variable.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) role: &'static str,
    /// Its label in full.
    pub(crate) label: String,
    /// Its label without the question's name, where something is left.
    pub(crate) short_label: String,
    pub(crate) facts: Facts,
    /// Kind, bounds and unit in words.
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) codes: Option<Rc<Codes>>,
    /// The first variable of the block with the same codes.
    pub(crate) codes_of: Option<String>,
    /// What is to be said of a tick's option.
    pub(crate) remarks: Vec<&'static str>,
    pub(crate) required: Required,
    pub(crate) who: Rc<str>,
    pub(crate) condition: Rc<str>,
    pub(crate) marker: Marker,
    pub(crate) personal: bool,
    pub(crate) table: Rc<str>,
    pub(crate) was: String,
    pub(crate) editions: Rc<str>,
    /// What changed between editions, a line an edition.
    pub(crate) history: Vec<String>,
    pub(crate) revised: Option<Rc<str>>,
    pub(crate) breaks: Option<Rc<str>>,
    /// What differs from the rest of its question.
    pub(crate) differs: Vec<String>,
}

/// The table a variable lies in: that of its roster, and whether it is the personal one.
type Place = (Option<RepeatId>, bool);

/// Everything the chapters are made from.
pub(crate) struct Book<'a> {
    pub(crate) form: &'a Form,
    duties: &'a Duties,
    pub(crate) words: &'static Words,
    audiences: Audiences,
    codes: CodeLists<'a>,
    history: History,
    owners: Owners<'a>,
    by_question: Vec<Vec<VarId>>,
    /// What was written before, by the numbers of audiences and conditions.
    said: Vec<Option<Rc<str>>>,
    conditions: Vec<Option<Rc<str>>>,
    tables: Vec<(Place, Rc<str>)>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(form: &'a Form, duties: &'a Duties) -> Self {
        let words = &form.survey().locale.words().codebook;
        let mut by_question = vec![Vec::new(); form.questions().len()];
        for (id, variable) in form.variables().iter() {
            let question = variable.question.and_then(|question| by_question.get_mut(question.index()));
            if let Some(variables) = question {
                variables.push(id);
            }
        }
        Self {
            form,
            duties,
            words,
            audiences: Audiences::of(form),
            codes: CodeLists::new(form, words),
            history: History::of(form, words),
            owners: Owners::of(form),
            by_question,
            said: Vec::new(),
            conditions: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Hands out every chapter in reading order.
    pub(crate) fn each(mut self, mut write: impl FnMut(&Chapter)) {
        let mut chapter: Option<(Option<SectionId>, Chapter)> = None;
        for (id, question) in self.form.questions().iter() {
            let block = self.block(id, question);
            match &mut chapter {
                Some((section, open)) if *section == question.section => open.blocks.push(block),
                _ => {
                    if let Some((_, full)) = chapter.take() {
                        write(&full);
                    }
                    let mut open = self.chapter(id, question.section);
                    open.blocks.push(block);
                    chapter = Some((question.section, open));
                }
            }
        }
        if let Some((_, full)) = chapter {
            write(&full);
        }
        for other in self.other_chapters() {
            write(&other);
        }
    }

    fn chapter(&self, first: QuestionId, section: Option<SectionId>) -> Chapter {
        match section.map(|section| self.form.sections().get(section)) {
            Some(Section { code, number, label, .. }) => Chapter {
                id: format!("s-{code}"),
                code: code.clone(),
                number: number.clone().unwrap_or_default(),
                title: one_line(label),
                blocks: Vec::new(),
            },
            None => {
                Chapter { id: format!("g-{}", first.index()), title: self.words.gates.to_owned(), ..Chapter::default() }
            }
        }
    }

    fn block(&mut self, id: QuestionId, question: &'a Question) -> Block {
        let variables = self.by_question.get_mut(id.index()).map(std::mem::take).unwrap_or_default();
        let words = self.words;
        let mut rows: Vec<Row> = Vec::with_capacity(variables.len());
        let mut lists = Vec::new();
        let (revised, breaks) = (self.why(question.revised.as_ref()), self.why(question.breaks.as_ref()));
        let (revised, breaks): (Option<Rc<str>>, Option<Rc<str>>) = (revised.map(Rc::from), breaks.map(Rc::from));
        for variable in &variables {
            let mut row = self.row(*variable, self.form.variables().get(*variable));
            row.revised.clone_from(&revised);
            row.breaks.clone_from(&breaks);
            row.history = self.history.changes(&row.name, Some(question));
            self.compare(question, &mut row, *variable);
            if let Some(list) = row.facts.codes {
                match lists.iter().find(|(known, _)| *known == list) {
                    Some((_, name)) => row.codes_of = Some(String::clone(name)),
                    None => lists.push((list, row.name.clone())),
                }
            }
            rows.push(row);
        }
        remark(question, &variables, &mut rows, self.words);
        let mut facts = self.facts(question, variables.first().copied());
        let history = together(&rows);
        facts.extend(history.iter().map(|line| (words.history, line.clone())));
        Block {
            path: question.path.clone(),
            number: self.owners.number(self.form, question),
            title: one_line(&question.name),
            within: self.owners.captions(question),
            history_apart: history.is_empty(),
            facts,
            rules: self.duties.sentences(self.form, self.words, id),
            rows,
        }
    }

    /// What is to be said of a question as a whole.
    fn facts(&mut self, question: &'a Question, first: Option<VarId>) -> Vec<(&'static str, String)> {
        let words = self.words;
        let mut facts = vec![(words.path, format!("{} ({})", question.path, self.kind(&question.answer)))];
        let within = self.owners.captions(question);
        facts.extend(Some((words.within, within)).filter(|(_, within)| !within.is_empty()));
        let lead = question.lead.as_ref().map(one_line).filter(|lead| *lead != one_line(&question.name));
        facts.extend(lead.map(|lead| (words.lead, lead)));
        for hint in [&question.hint, &question.beside].into_iter().flatten() {
            facts.push((words.hint, one_line(hint)));
        }
        for note in &question.notes {
            facts.push((words.hint, one_line(&note.text)));
        }
        let who = first.map_or_else(String::new, |first| self.audiences.sentences(first).join(" "));
        let always = self.form.conds().is_always(question.asked);
        // A condition that nobody put into words is not everybody.
        let who = if who.is_empty() && always { words.everybody.to_owned() } else { who };
        facts.extend(Some((words.who, who)).filter(|(_, who)| !who.is_empty()));
        if !always {
            facts.push((words.condition, self.condition(question.asked).to_string()));
        }
        let answer = if question.required { words.required } else { words.optional };
        facts.push((words.answer, answer.to_owned()));
        if self.form.previous().is_some() {
            facts.push((words.marker, words::marker(words, question.marker).to_owned()));
        }
        if let Some(first) = first {
            facts.push((words.stored, self.table(self.form.variables().get(first)).to_string()));
        }
        if question.personal {
            facts.push((words.personal, "✓".to_owned()));
        }
        facts.extend(words::medium(words, question.medium).map(|word| (words.medium, word.to_owned())));
        let reasons = [
            (words.rationale, question.rationale.as_ref().map(one_line)),
            (words.revised, self.why(question.revised.as_ref())),
            (words.breaks, self.why(question.breaks.as_ref())),
        ];
        for (heading, text) in reasons {
            facts.extend(text.map(|text| (heading, text)));
        }
        facts
    }

    /// A reason after its sort.
    fn why(&self, reason: Option<&Reason>) -> Option<String> {
        let Reason { sort, words } = reason?;
        let words = one_line(words);
        Some(match sort.name(self.form.survey().locale) {
            Some(sort) => format!("{sort}{}{words}", self.words.colon),
            None => words,
        })
    }

    fn kind(&self, answer: &Answer) -> &'static str {
        match answer {
            Answer::Single { variable: _, choices: _ } => self.words.single,
            Answer::Multi { choices: _, pick: _ } => self.words.multi,
            Answer::Rank { choices: _, pick: _ } => self.words.rank,
            Answer::Gate { variable: _, options: _ } => self.words.gate,
            Answer::Grid(_) => self.words.grid,
            Answer::Field(_) => self.words.field,
        }
    }

    fn row(&mut self, id: VarId, variable: &Variable) -> Row {
        let Variable {
            name,
            question: _,
            repeat: _,
            value,
            role,
            label,
            unit: _,
            asked: _,
            marker,
            personal,
            was,
            was_codes: _,
            splits: _,
            origin: _,
        } = variable;
        let facts = Facts::of(value);
        let unit = unit::of_variable(self.form, variable);
        let asked = self.duties.asked(self.form, id);
        let (first, others) = label.split_at(label.len().min(1));
        let (mut full, short_label) = (label_in_full(first), label_in_full(others));
        if !full.is_empty() && !short_label.is_empty() {
            full.push_str(JOINT);
        }
        full.push_str(&short_label);
        Row {
            name: name.clone(),
            role: match role {
                Role::Answer => "answer",
                Role::Given => "given",
                Role::Retired => "retired",
                Role::Last(_) => "last",
            },
            label: full,
            short_label,
            kind: facts.in_words(self.words, unit.as_deref()),
            unit: unit.unwrap_or_default(),
            codes: facts.codes.map(|list| self.codes.get(list)),
            codes_of: None,
            facts,
            remarks: Vec::new(),
            required: self.duties.required(id),
            who: self.who(id),
            condition: self.condition(asked),
            marker: *marker,
            personal: *personal,
            table: self.table(variable),
            was: was.join(", "),
            editions: self.history.editions(name),
            history: Vec::new(),
            revised: None,
            breaks: None,
            differs: Vec::new(),
        }
    }

    /// What of a variable is not as of its question.
    fn compare(&mut self, question: &Question, row: &mut Row, variable: VarId) {
        let words = self.words;
        if row.role == "retired" {
            row.differs.push(words.retired.to_owned());
            return;
        }
        if row.marker != question.marker && self.form.previous().is_some() {
            row.differs.push(words::marker(words, row.marker).to_owned());
        }
        if row.personal != question.personal && row.personal {
            row.differs.push(words.personal.to_owned());
        }
        if self.duties.asked(self.form, variable) != question.asked {
            row.differs.push(format!("{}: {}", words.condition, row.condition));
        }
    }

    fn who(&mut self, variable: VarId) -> Rc<str> {
        let audiences = &self.audiences;
        let number = audiences.number(variable) as usize;
        known_or(&mut self.said, number, || audiences.sentences(variable).join(" "))
    }

    fn condition(&mut self, id: CondId) -> Rc<str> {
        let form = self.form;
        let words = || if form.conds().is_always(id) { String::new() } else { condition(form, id) };
        known_or(&mut self.conditions, id.index(), words)
    }

    /// The table a variable lies in.
    fn table(&mut self, variable: &Variable) -> Rc<str> {
        let key = (variable.repeat, variable.personal);
        if let Some((_, known)) = self.tables.iter().find(|(known, _)| *known == key) {
            return Rc::clone(known);
        }
        let table: Rc<str> = Rc::from(table(self.form, variable));
        self.tables.push((key, Rc::clone(&table)));
        table
    }
}

/// What is at a place, made where nothing is yet.
fn known_or(known: &mut Vec<Option<Rc<str>>>, place: usize, words: impl FnOnce() -> String) -> Rc<str> {
    if known.len() <= place {
        known.resize(place + 1, None);
    }
    match known.get_mut(place) {
        Some(slot) => Rc::clone(slot.get_or_insert_with(|| Rc::from(words()))),
        None => Rc::from(words()),
    }
}

/// What changed between editions, where it is the same for all variables of a question.
fn together(rows: &[Row]) -> Vec<String> {
    match rows {
        [first, others @ ..] if others.iter().all(|row| row.history == first.history) => first.history.clone(),
        _ => Vec::new(),
    }
}

/// The table a variable lies in, as the databases name it.
fn table(form: &Form, variable: &Variable) -> String {
    let (base, apart) = match variable.repeat.map(|repeat| form.repeats().get(repeat)) {
        // A roster that is personal as a whole is a table apart already.
        Some(repeat) => (repeat.name.as_str(), variable.personal && !repeat.personal),
        None => (form.survey().code.as_str(), variable.personal),
    };
    if apart { names::member(base, "personal") } else { base.to_owned() }
}

/// What an option means or excludes stands at its tick.
fn remark(question: &Question, variables: &[VarId], rows: &mut [Row], words: &'static Words) {
    match &question.answer {
        Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
            for option in flat(choices) {
                remark_option(option, variables, rows, words);
            }
        }
        Answer::Field(Field { variable: _, spec: _, specify: _, items: _, alternatives }) => {
            for alternative in alternatives {
                if let (Some(row), Some(means)) = (row_of(alternative.variable, variables, rows), alternative.means) {
                    row.remarks.push(words::special(words, means));
                }
            }
        }
        Answer::Single { variable: _, choices: _ } | Answer::Gate { variable: _, options: _ } | Answer::Grid(_) => {}
    }
}

fn remark_option(option: &ChoiceOption, variables: &[VarId], rows: &mut [Row], words: &'static Words) {
    if !option.exclusive && option.means.is_none() {
        return;
    }
    if let Some(row) = option.variable.and_then(|variable| row_of(variable, variables, rows)) {
        row.remarks.extend(option.exclusive.then_some(words.exclusive));
        row.remarks.extend(option.means.map(|means| words::special(words, means)));
    }
}

fn row_of<'r>(variable: VarId, variables: &[VarId], rows: &'r mut [Row]) -> Option<&'r mut Row> {
    let at = variables.iter().position(|known| *known == variable)?;
    rows.get_mut(at)
}
