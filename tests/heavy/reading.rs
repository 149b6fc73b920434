//! What a survey has to say on paper, text by text, in the order in which it is read.
//!
//! Number, sentences and labels come before the answers they speak of; the options of columns are read row by row, which is
//! the model's own order; what hangs on an option or row (its small print, its write-in, its fields) follows it at once.

use setsumon_core::form::Teller;
use setsumon_core::form::{
    Answer, Cells, Choice, ChoiceOption, Column, Entry, Field, FieldKind, FieldSpec, Footnote, Form, Grid, Group,
    Instructed, Item, Locale, Medium, Note, Question, Repeat, Row, RowEntry,
};
use setsumon_core::ids::{CondId, EndId, QuestionId, SectionId};
use setsumon_core::text::Text;

/// A text of the model and whose it is.
#[derive(Debug)]
pub(crate) struct Said {
    /// The path of what says it, and what it is there.
    pub(crate) whose: String,
    /// Its words, one line of them.
    pub(crate) words: String,
    /// A hint stands behind its label; where the label is set inside a cell of answers, behind those, and a footnote under the
    /// whole table: only that it follows is said of it, and no other text has to stand behind it.
    pub(crate) loose: bool,
}

/// Everything a survey says on paper, cut at its sections: the first stretch is what stands before them.
pub(crate) fn stretches(form: &Form) -> Vec<Vec<Said>> {
    let mut reader = Reader {
        form,
        whose: "survey".to_owned(),
        stretches: vec![Vec::new()],
        loosely: false,
        headed: false,
        covered: false,
        fields: false,
    };
    reader.text("title", &form.survey().title);
    reader.optional("publisher", form.survey().publisher.as_ref());
    reader.entries(form.entries());
    reader.stretches
}

struct Reader<'a> {
    form: &'a Form,
    whose: String,
    stretches: Vec<Vec<Said>>,
    /// Whether what is told next stands before or behind its neighbours as there is room.
    loosely: bool,
    /// Whether a heading's cell stands around: then the item begins with its number, and its sentences are in its cell.
    headed: bool,
    /// Whether the sentence over what stands next to it is said of it too.
    covered: bool,
    /// Whether what is read are the fields of one item, which each have their sentence in their cell.
    fields: bool,
}

impl Reader<'_> {
    fn tell(&mut self, what: &str, words: &str, loose: bool) {
        let whose = format!("{} ({what})", self.whose);
        let loose = loose || self.loosely;
        let stretch = self.stretches.last_mut().expect("there is always a stretch");
        let lines = words.lines().filter(|line| !line.trim().is_empty());
        stretch.extend(lines.map(|line| Said { whose: whose.clone(), words: line.to_owned(), loose }));
    }

    fn text(&mut self, what: &str, text: &Text) {
        self.tell(what, &text.plain(), false);
    }

    fn optional(&mut self, what: &str, text: Option<&Text>) {
        self.tell(what, &text.map(Text::plain).unwrap_or_default(), false);
    }

    fn loose(&mut self, what: &str, text: Option<&Text>) {
        self.tell(what, &text.map(Text::plain).unwrap_or_default(), true);
    }

    /// Whom it is for. Above an item the sentence comes first; inside of one it shares the cell with what it covers, whose label may
    /// stand in a cell of its own before.
    fn whom(&mut self, who: Option<&Text>, inside: bool) {
        let who = who.filter(|_| !std::mem::take(&mut self.covered));
        if inside { self.loose("who", who) } else { self.optional("who", who) }
    }

    fn number(&mut self, number: Option<&String>) {
        self.tell("number", number.map_or("", String::as_str), false);
    }

    /// In English the legend says what the marks ask for.
    fn instructed(&self, question: &Question) -> Instructed {
        match self.form.survey().locale {
            Locale::En => question.beside_legend.clone(),
            Locale::Ja => question.on_paper.clone(),
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Page(page) if page.medium == Medium::Screen => {}
                Entry::Page(page) => {
                    self.whose = "page".to_owned();
                    self.number(page.number.as_ref());
                    self.text("title", &page.title);
                    self.text("text", &page.text);
                }
                Entry::Note(note) => self.note(note),
                Entry::Part(part) if part.medium == Medium::Screen => {}
                Entry::Part(part) => {
                    self.whose.clone_from(&part.code);
                    self.number(part.number.as_ref());
                    self.text("title", &part.label);
                    self.optional("who", part.who.as_ref());
                    self.optional("lead", part.lead.as_ref());
                    self.entries(&part.entries);
                }
                Entry::Section(section) => self.section(*section),
                Entry::Gate(gate) => self.question(*gate),
                Entry::End(end) => self.end(*end, false),
                Entry::Branch(branch) => {
                    self.optional("who", branch.who.as_ref());
                    self.entries(&branch.items);
                }
            }
        }
    }

    fn section(&mut self, id: SectionId) {
        let section = self.form.sections().get(id);
        if section.medium == Medium::Screen {
            return;
        }
        self.stretches.push(Vec::new());
        self.whose.clone_from(&section.code);
        let heading = format!("{}{}", section.number.as_deref().unwrap_or_default(), section.label.plain());
        self.tell("heading", &heading, false);
        self.optional("who", section.who.as_ref());
        self.optional("lead", section.lead.as_ref());
        self.items(&section.items);
    }

    fn items(&mut self, items: &[Item]) {
        let mut above = None;
        for item in items {
            if let Some(here) = self.sentence_of(item) {
                // Neighbours for the same people stand under one sentence.
                self.covered = !self.fields && !self.headed && here.is_some() && here == above;
                above = here;
            }
            match item {
                Item::Question(question) => self.question(*question),
                Item::Group(group) if group.medium == Medium::Screen => {}
                Item::Group(group) => self.group(group),
                Item::Repeat(repeat) => self.repeat(self.form.repeats().get(*repeat)),
                Item::Note(note) => self.note(note),
                // Of derived values only totals are printed.
                Item::Calc(id) => {
                    let calc = self.form.calcs().get(*id);
                    if !calc.adds.is_empty() {
                        self.whose.clone_from(&calc.path);
                        self.text("total", &calc.label);
                        self.optional("unit", calc.unit.as_ref());
                    }
                }
                Item::End(end) => self.end(*end, false),
                Item::Led(led) => {
                    self.text("lead", &led.lead);
                    self.items(&led.items);
                }
                Item::Headed(headed) => {
                    self.optional("lead", headed.lead.as_ref());
                    // The cell of the heading stands behind the numbers of its items, which are theirs.
                    self.tell("heading", &headed.label.plain(), true);
                    let around = std::mem::replace(&mut self.headed, true);
                    self.items(&headed.items);
                    self.headed = around;
                }
                Item::Branch(branch) => {
                    self.whom(branch.who.as_ref(), false);
                    self.items(&branch.items);
                }
            }
        }
    }

    /// The condition of an item and the sentence over it, where it has one that could cover its neighbour as well: the words where they
    /// are the author's. Nothing of what is not printed.
    fn sentence_of(&self, item: &Item) -> Option<Option<(CondId, Option<String>)>> {
        let form = self.form;
        let (own, who) = match item {
            Item::Question(id) => {
                let question = form.questions().get(*id);
                (question.medium != Medium::Screen).then_some((question.own, question.who.as_ref()))?
            }
            Item::Group(group) => (group.medium != Medium::Screen).then_some((group.own, group.who.as_ref()))?,
            Item::Repeat(id) => {
                let repeat = form.repeats().get(*id);
                (repeat.medium != Medium::Screen).then_some((repeat.own, repeat.who.as_ref()))?
            }
            Item::Branch(branch) => (branch.own, branch.who.as_ref()),
            Item::Calc(id) if form.calcs().get(*id).adds.is_empty() => return None,
            Item::Note(note) if note.medium == Medium::Screen => return None,
            Item::Note(_) | Item::Calc(_) | Item::End(_) | Item::Led(_) | Item::Headed(_) => return Some(None),
        };
        let said = own.zip(who).filter(|(_, who)| !form.wording().is_of_others(&who.plain()));
        Some(said.map(|(own, who)| (own.when, (own.told == Teller::Author).then(|| who.plain()))))
    }

    fn note(&mut self, note: &Note) {
        if note.medium != Medium::Screen {
            self.text("note", &note.text);
        }
    }

    fn end(&mut self, id: EndId, of_its_gate: bool) {
        let end = self.form.ends().get(id);
        if end.gate.is_none() || of_its_gate {
            // A gate's sentence says itself whom it stops.
            if !of_its_gate {
                self.optional("end", end.who.as_ref());
            }
            self.text("end", &end.sentence);
            if !of_its_gate {
                self.optional("end", end.others.as_ref());
            }
            self.optional("end", end.then.as_ref());
        }
    }

    fn group(&mut self, group: &Group) {
        self.whose.clone_from(&group.path);
        self.number(group.number.as_ref().filter(|_| self.headed));
        self.whom(group.who.as_ref(), group.number.is_none() || self.headed);
        self.optional("lead", group.lead.as_ref());
        self.number(group.number.as_ref().filter(|_| !self.headed));
        self.optional("label", group.label.as_ref());
        self.loose("hint", group.hint.as_ref());
        let around = std::mem::replace(&mut self.fields, true);
        self.items(&group.items);
        self.fields = around;
        self.whose.clone_from(&group.path);
        self.optional("beside", group.beside.as_ref());
    }

    /// A roster: its items once. As a table it has their labels as heads; as blocks each further one has them anew.
    fn repeat(&mut self, repeat: &Repeat) {
        if repeat.medium == Medium::Screen {
            return;
        }
        self.whose.clone_from(&repeat.path);
        self.number(repeat.number.as_ref().filter(|_| self.headed));
        self.whom(repeat.who.as_ref(), repeat.number.is_none() || self.headed);
        self.optional("lead", repeat.lead.as_ref());
        self.number(repeat.number.as_ref().filter(|_| !self.headed));
        self.text("label", &repeat.label);
        self.loose("hint", repeat.hint.as_ref());
        self.items(&repeat.items);
    }

    fn question(&mut self, id: QuestionId) {
        let question = self.form.questions().get(id);
        if question.medium == Medium::Screen {
            return;
        }
        self.whose.clone_from(&question.path);
        let number = if is_gate(question) { None } else { question.number.as_ref() };
        self.number(number.filter(|_| self.headed));
        let inside = !is_gate(question) && (number.is_none() || self.headed);
        self.whom(question.who.as_ref().filter(|_| question.own.is_some()), inside);
        self.optional("lead", self.instructed(question).lead.as_ref());
        // An item's notes stand above its table, a field's in its cell before the answers.
        let own_item = question.number.is_some() || is_gate(question);
        if own_item {
            question.notes.iter().for_each(|note| self.note(note));
        }
        if !is_gate(question) {
            self.number(number.filter(|_| !self.headed));
            self.label(question);
        }
        if !own_item {
            question.notes.iter().for_each(|note| self.note(note));
        }
        // A sentence over no condition of the question's own is about its rows or options, and stands with them.
        self.optional("narrowed", question.narrowed.as_ref());
        self.optional("who", question.who.as_ref().filter(|_| question.own.is_none()));
        self.answer(question);
    }

    /// The label cell. A box to tick has its label behind it, so that a hint comes first.
    fn label(&mut self, question: &Question) {
        let field = match &question.answer {
            Answer::Field(field) => Some(field),
            Answer::Single { .. }
            | Answer::Multi { .. }
            | Answer::Rank { .. }
            | Answer::Gate { .. }
            | Answer::Grid(_) => None,
        };
        let tick = field.is_some_and(|field| field.spec.kind == FieldKind::Flag);
        if tick {
            self.loose("hint", question.hint.as_ref());
        }
        self.optional("label", question.label.as_ref());
        if question.label.is_some() {
            self.optional("instruction", self.instructed(question).instruction.as_ref());
        }
        if !tick {
            self.loose("hint", question.hint.as_ref());
            self.specify(field.and_then(|field| field.specify));
        }
    }

    fn answer(&mut self, question: &Question) {
        match &question.answer {
            Answer::Single { variable: _, choices }
            | Answer::Multi { choices, pick: _ }
            | Answer::Rank { choices, pick: _ } => {
                self.choices(choices, true);
            }
            // A gate is a sentence on paper: its own label and options are for the screen.
            Answer::Gate { variable: _, options } => {
                for option in options.iter().filter(|option| !option.retired) {
                    self.optional("gate", option.then.as_ref());
                    if let Some(end) = option.end {
                        self.end(end, true);
                    }
                }
            }
            Answer::Grid(grid) => self.grid(grid, question),
            Answer::Field(field) => return self.field(field, question),
        }
        self.whose.clone_from(&question.path);
        self.optional("beside", question.beside.as_ref());
    }

    /// Options, and with `whole` what hangs on them; the heads of a grid have none of that.
    fn choices(&mut self, choices: &[Choice], whole: bool) {
        for choice in choices {
            match choice {
                Choice::Heading { label, choices } => {
                    self.text("heading", label);
                    self.choices(choices, whole);
                }
                Choice::Option(option) if option.retired => {}
                Choice::Option(option) => self.option(option, whole),
            }
        }
    }

    fn option(&mut self, option: &ChoiceOption, whole: bool) {
        if whole {
            self.optional("who", option.who.as_ref());
        }
        self.text("option", &option.label);
        self.footnote(option.footnote.as_ref());
        self.optional("hint", option.hint.as_ref());
        if whole {
            self.specify(option.specify);
            self.optional("beside", option.beside.as_ref());
            self.inside(&option.items);
        }
    }

    /// The sign stands at the words, the text under the table.
    fn footnote(&mut self, footnote: Option<&Footnote>) {
        if let Some(Footnote { sign, text, printed }) = footnote {
            self.tell("footnote", sign, false);
            if *printed {
                self.loose("footnote", Some(text));
            }
        }
    }

    /// A write-in: its own name, or the survey's word for it.
    fn specify(&mut self, specify: Option<QuestionId>) {
        let Some(id) = specify else { return };
        let question = self.form.questions().get(id);
        match &question.label {
            Some(label) => self.text("write-in", label),
            None => self.tell("write-in", &self.form.wording().specify.clone(), false),
        }
        self.loose("hint", question.hint.as_ref());
        self.optional("beside", question.beside.as_ref());
    }

    fn inside(&mut self, items: &[Item]) {
        let whose = self.whose.clone();
        self.items(items);
        self.whose = whose;
    }

    /// A blank: the words around it, at it, and the answers that take its place.
    fn field(&mut self, field: &Field, question: &Question) {
        self.spec(&field.spec);
        self.optional("beside", question.beside.as_ref());
        if field.spec.kind == FieldKind::Flag {
            self.specify(field.specify);
        }
        for alternative in field.alternatives.iter().filter(|alternative| !alternative.retired) {
            self.text("instead", &alternative.label);
        }
        self.items(&field.items);
    }

    fn spec(&mut self, spec: &FieldSpec) {
        self.optional("prefix", spec.prefix.as_ref());
        self.optional("unit", spec.unit.as_ref());
        self.optional("suffix", spec.suffix.as_ref());
        if let FieldKind::Scale { from: _, to: _, ends: Some((low, high)) } = &spec.kind {
            self.text("low end", low);
            self.text("high end", high);
        }
    }

    /// A table has its heads once, above its rows; without heads every row has its own options or blank.
    fn grid(&mut self, grid: &Grid, question: &Question) {
        let in_rows = question.layout.inline || question.layout.stacked;
        let headed = match &grid.cells {
            Cells::Single { choices } | Cells::Multi { choices } => {
                if !in_rows {
                    self.choices(choices, false);
                }
                !in_rows
            }
            Cells::Fields { columns } => match columns.as_slice() {
                [only] if only.label.is_none() => {
                    let points = matches!(only.field.kind, FieldKind::Scale { .. });
                    if points {
                        self.spec(&only.field);
                    }
                    points
                }
                _ => {
                    columns.iter().for_each(|column| self.column(column));
                    true
                }
            },
        };
        self.rows(&grid.rows, (!headed).then_some(&grid.cells));
    }

    fn column(&mut self, column: &Column) {
        self.optional("column", column.label.as_ref());
        self.spec(&column.field);
    }

    /// Rows, and what each shows for itself.
    fn rows(&mut self, rows: &[RowEntry], own: Option<&Cells>) {
        for entry in rows {
            match entry {
                RowEntry::Heading { label, rows } => {
                    self.text("heading", label);
                    self.rows(rows, own);
                }
                RowEntry::Row(row) if row.retired => {}
                RowEntry::Row(row) => self.row(row, own),
            }
        }
    }

    fn row(&mut self, row: &Row, own: Option<&Cells>) {
        self.optional("who", row.who.as_ref());
        self.text("row", &row.label);
        self.footnote(row.footnote.as_ref());
        self.loose("hint", row.hint.as_ref());
        let Some(own) = own else {
            self.optional("beside", row.beside.as_ref());
            self.specify(row.specify);
            return self.inside(&row.items);
        };
        self.specify(row.specify);
        // One or two short fields stand in brackets behind the label, others behind the answers.
        self.loosely = true;
        self.inside(&row.items);
        self.loosely = false;
        match own {
            Cells::Single { choices } | Cells::Multi { choices } => self.choices(choices, false),
            Cells::Fields { columns } => columns.iter().for_each(|column| self.column(column)),
        }
        self.optional("beside", row.beside.as_ref());
    }
}

fn is_gate(question: &Question) -> bool {
    matches!(question.answer, Answer::Gate { .. })
}
