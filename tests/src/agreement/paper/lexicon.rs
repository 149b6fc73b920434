//! What a reader can find on the paper by its number and its words, to understand the sentences by.

use setsumon_core::form::{
    Answer, Cells, Choice, ChoiceOption, Entry, FieldKind, Form, Item, Locale, Medium, Question, RowEntry, Value,
};
use setsumon_core::ids::{QuestionId, RepeatId, SectionId, VarId};

use super::words::Bound;

/// Something that a sentence may speak of.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its item's number, as said from another section and from its own.
    pub number: [String; 2],
    /// The section it stands in, counted as printed.
    pub section: Option<usize>,
    /// Its own words.
    pub label: String,
    /// The words of the row, where it is one.
    pub row: Option<String>,
    /// What can be said of it.
    pub holds: Holds,
    /// The variables of it, to know which item they stand in.
    pub variables: Vec<VarId>,
}

/// What an answer is.
#[derive(Debug, Clone)]
pub enum Holds {
    /// One of these codes.
    Code(VarId, Vec<(String, String)>),
    /// Any of these ticks or ranks.
    Ticks(Vec<(String, VarId)>),
    /// A figure, day, month or text, and the ticks in its place.
    Value(VarId, Vec<(String, VarId)>),
    /// A box.
    Flag(VarId),
    /// Several of which any counts as an answer: cells, a group.
    Several,
    /// A grid of choices, by its rows.
    Grid(Vec<Holds>),
    /// A roster.
    Roster(RepeatId),
}

impl Holds {
    /// The variables of a row's cells.
    pub fn variables(&self) -> Vec<VarId> {
        match self {
            Self::Code(variable, _) | Self::Flag(variable) => vec![*variable],
            Self::Ticks(ticks) => ticks.iter().map(|(_, tick)| *tick).collect(),
            Self::Value(variable, others) => {
                std::iter::once(*variable).chain(others.iter().map(|(_, tick)| *tick)).collect()
            }
            Self::Grid(rows) => rows.iter().flat_map(Self::variables).collect(),
            Self::Several | Self::Roster(_) => Vec::new(),
        }
    }
}

/// All of a form that is printed.
pub fn subjects(form: &Form) -> Vec<Subject> {
    let mut walk = Walk { form, printed: Vec::new(), found: Vec::new() };
    walk.printed = form.sections().iter().filter(|(_, section)| on_paper(section.medium)).map(|(id, _)| id).collect();
    walk.entries(form.entries());
    walk.found
}

struct Walk<'a> {
    form: &'a Form,
    printed: Vec<SectionId>,
    found: Vec<Subject>,
}

fn on_paper(medium: Medium) -> bool {
    !matches!(medium, Medium::Screen)
}

impl Walk<'_> {
    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Part(part) => self.entries(&part.entries),
                Entry::Section(id) => {
                    let section = self.form.sections().get(*id);
                    self.items(&section.items, *id, None);
                }
                Entry::Branch(branch) => self.entries(&branch.items),
                Entry::Page(_) | Entry::Note(_) | Entry::Gate(_) | Entry::End(_) => {}
            }
        }
    }

    fn items(&mut self, items: &[Item], section: SectionId, item: Option<&str>) {
        for entry in items {
            match entry {
                Item::Question(id) => self.question(*id, section, item),
                Item::Group(group) if on_paper(group.medium) => {
                    let number = group.number.as_deref().or(item);
                    let before = self.found.len();
                    self.items(&group.items, section, number);
                    let variables: Vec<VarId> =
                        self.found[before..].iter().flat_map(|subject| subject.variables.iter().copied()).collect();
                    let label =
                        group.label.as_ref().or(group.lead.as_ref()).map(|label| label.plain()).unwrap_or_default();
                    self.add(section, number, label, None, Holds::Several, variables);
                }
                Item::Group(_) => {}
                Item::Repeat(id) => {
                    let repeat = self.form.repeats().get(*id);
                    if on_paper(repeat.medium) {
                        let number = repeat.number.as_deref().or(item);
                        self.items(&repeat.items, section, number);
                        self.add(section, number, repeat.label.plain(), None, Holds::Roster(*id), Vec::new());
                    }
                }
                Item::Led(led) => self.items(&led.items, section, item),
                Item::Headed(headed) => self.items(&headed.items, section, item),
                Item::Branch(branch) => self.items(&branch.items, section, item),
                Item::Note(_) | Item::Calc(_) | Item::End(_) => {}
            }
        }
    }

    fn add(
        &mut self,
        section: SectionId,
        item: Option<&str>,
        label: String,
        row: Option<String>,
        holds: Holds,
        variables: Vec<VarId>,
    ) {
        let (Some(item), Some(number)) = (item, self.form.sections().get(section).number.as_deref()) else { return };
        let wording = self.form.wording();
        let plain = |number: &str| match self.form.survey().locale {
            Locale::En => number.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned(),
            Locale::Ja => number.to_owned(),
        };
        let fill = |template: &str| template.replace("{section}", &plain(number)).replace("{item}", &plain(item));
        let number = [fill(&wording.item_ref), fill(&wording.question_here)];
        let section = self.printed.iter().position(|id| *id == section);
        self.found.push(Subject { number, section, label, row, holds, variables });
    }

    fn question(&mut self, id: QuestionId, section: SectionId, around: Option<&str>) {
        let question = self.form.questions().get(id);
        if !on_paper(question.medium) {
            return;
        }
        let item = question.number.as_deref().or(around);
        let label = question.name.plain();
        match &question.answer {
            Answer::Single { variable, choices } => {
                let codes = flat(choices).map(|option| (option.label.plain(), option.code.clone())).collect();
                self.add(section, item, label, None, Holds::Code(*variable, codes), vec![*variable]);
                self.under(choices, section, item);
            }
            Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => {
                let ticks: Vec<_> =
                    flat(choices).filter_map(|option| Some((option.label.plain(), option.variable?))).collect();
                let variables = ticks.iter().map(|(_, tick)| *tick).collect();
                self.add(section, item, label, None, Holds::Ticks(ticks), variables);
                self.under(choices, section, item);
            }
            Answer::Field(field) => {
                let holds = match field.spec.kind {
                    FieldKind::Flag => Holds::Flag(field.variable),
                    _ => {
                        let others = field.alternatives.iter().map(|other| (other.label.plain(), other.variable));
                        Holds::Value(field.variable, others.collect())
                    }
                };
                let others = field.alternatives.iter().map(|other| other.variable);
                let variables = std::iter::once(field.variable).chain(others).collect();
                self.add(section, item, label, None, holds, variables);
                self.write_in(field.specify, section, item);
                self.items(&field.items, section, item);
            }
            Answer::Grid(grid) => self.grid(question, &grid.rows, &grid.cells, section, item),
            Answer::Gate { variable: _, options: _ } => {}
        }
    }

    fn grid(&mut self, question: &Question, rows: &[RowEntry], cells: &Cells, section: SectionId, item: Option<&str>) {
        let label = question.name.plain();
        let mut of_rows = Vec::new();
        let mut variables = Vec::new();
        let mut flat_rows = Vec::new();
        flatten(rows, &mut flat_rows);
        for row in flat_rows {
            let holds = match cells {
                Cells::Single { choices } => {
                    let codes = flat(choices).map(|option| (option.label.plain(), option.code.clone())).collect();
                    Holds::Code(row.cells[0], codes)
                }
                Cells::Multi { choices } => {
                    let labels = flat_all(choices).into_iter().map(|option| option.label.plain());
                    Holds::Ticks(labels.zip(row.cells.iter().copied()).collect())
                }
                Cells::Fields { columns } if columns.len() == 1 => Holds::Value(row.cells[0], Vec::new()),
                Cells::Fields { columns: _ } => Holds::Several,
            };
            variables.extend(&row.cells);
            of_rows.push(holds.clone());
            self.add(section, item, label.clone(), Some(row.label.plain()), holds, row.cells.clone());
            self.write_in(row.specify, section, item);
            self.items(&row.items, section, item);
        }
        self.add(section, item, label, None, Holds::Grid(of_rows), variables);
    }

    fn under(&mut self, choices: &[Choice], section: SectionId, item: Option<&str>) {
        for option in flat(choices) {
            self.write_in(option.specify, section, item);
            self.items(&option.items, section, item);
        }
    }

    fn write_in(&mut self, specify: Option<QuestionId>, section: SectionId, item: Option<&str>) {
        if let Some(id) = specify {
            let variables: Vec<VarId> = match &self.form.questions().get(id).answer {
                Answer::Field(field) => vec![field.variable],
                _ => Vec::new(),
            };
            let label = self.form.wording().specify.clone();
            self.add(section, item, label, None, Holds::Value(variables[0], Vec::new()), variables);
        }
    }
}

fn flat(choices: &[Choice]) -> impl Iterator<Item = &ChoiceOption> {
    flat_all(choices).into_iter().filter(|option| !option.retired)
}

fn flat_all(choices: &[Choice]) -> Vec<&ChoiceOption> {
    let mut found = Vec::new();
    for choice in choices {
        match choice {
            Choice::Heading { label: _, choices } => found.extend(flat_all(choices)),
            Choice::Option(option) => found.push(option),
        }
    }
    found
}

fn flatten<'a>(rows: &'a [RowEntry], found: &mut Vec<&'a setsumon_core::form::Row>) {
    for entry in rows {
        match entry {
            RowEntry::Heading { label: _, rows } => flatten(rows, found),
            RowEntry::Row(row) if row.retired => {}
            RowEntry::Row(row) => found.push(row),
        }
    }
}

/// Whether a variable's value could be this: nobody answers a number with a month.
pub fn is_of_kind(form: &Form, variable: VarId, bound: &Bound) -> bool {
    match (&form.variables().get(variable).value, bound) {
        (Value::Date { .. }, Bound::Text(day)) => day.len() == "2025-01-31".len(),
        (Value::Month { .. }, Bound::Text(month)) => month.len() == "2025-01".len(),
        (Value::Date { .. } | Value::Month { .. }, Bound::Number(_)) | (_, Bound::Text(_)) => false,
        (_, Bound::Number(_)) => true,
    }
}

/// Whether a variable holds a number, day or month, that can be more and less.
pub fn is_ordered(form: &Form, variable: VarId) -> bool {
    matches!(
        form.variables().get(variable).value,
        Value::Integer { .. } | Value::Decimal { .. } | Value::Date { .. } | Value::Month { .. } | Value::Rank { .. }
    )
}
