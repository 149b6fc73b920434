//! How many marks a section prints: ○ for one answer, □ for several, counted from the model.

use setsumon_core::form::{Answer, Cells, Choice, Field, FieldKind, Form, Grid, Item, Medium, RowEntry, Section};
use setsumon_core::ids::QuestionId;

/// ○ and □.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// ○, choose one.
    pub circles: usize,
    /// □, choose all that apply.
    pub boxes: usize,
}

impl Marks {
    /// Both together.
    pub fn all(self) -> usize {
        self.circles + self.boxes
    }

    fn add(&mut self, other: Self) {
        self.circles += other.circles;
        self.boxes += other.boxes;
    }

    fn times(self, count: usize) -> Self {
        Self { circles: self.circles * count, boxes: self.boxes * count }
    }
}

impl std::iter::Sum for Marks {
    fn sum<I: Iterator<Item = Self>>(marks: I) -> Self {
        marks.fold(Self::default(), |mut sum, marks| {
            sum.add(marks);
            sum
        })
    }
}

const CIRCLE: Marks = Marks { circles: 1, boxes: 0 };
const BOX: Marks = Marks { circles: 0, boxes: 1 };

/// The marks a section prints on paper.
pub fn of_section(form: &Form, section: &Section) -> Marks {
    of_items(form, &section.items)
}

fn of_items(form: &Form, items: &[Item]) -> Marks {
    items.iter().map(|item| of_item(form, item)).sum()
}

fn of_item(form: &Form, item: &Item) -> Marks {
    match item {
        Item::Question(question) => of_question(form, *question),
        Item::Group(group) => of_items(form, &group.items),
        Item::Repeat(repeat) => {
            let repeat = form.repeats().get(*repeat);
            of_items(form, &repeat.items).times(repeat.max as usize)
        }
        Item::Led(led) => of_items(form, &led.items),
        Item::Headed(headed) => of_items(form, &headed.items),
        Item::Branch(branch) => of_items(form, &branch.items),
        Item::Note(_) | Item::Calc(_) | Item::End(_) => Marks::default(),
    }
}

fn of_question(form: &Form, question: QuestionId) -> Marks {
    let question = form.questions().get(question);
    if question.medium == Medium::Screen {
        return Marks::default();
    }
    match &question.answer {
        Answer::Single { variable: _, choices } => of_choices(form, choices, CIRCLE),
        Answer::Multi { choices, pick: _ } => of_choices(form, choices, BOX),
        // A rank is written into a blank.
        Answer::Rank { choices, pick: _ } => of_choices(form, choices, Marks::default()),
        // A gate is a sentence on paper.
        Answer::Gate { variable: _, options: _ } => Marks::default(),
        Answer::Grid(grid) => of_grid(form, grid),
        Answer::Field(field) => of_field(form, field),
    }
}

fn of_choices(form: &Form, choices: &[Choice], mark: Marks) -> Marks {
    let one = |choice: &Choice| match choice {
        Choice::Heading { label: _, choices } => of_choices(form, choices, mark),
        Choice::Option(option) if option.retired => Marks::default(),
        Choice::Option(option) => [mark, of_items(form, &option.items)].into_iter().sum(),
    };
    choices.iter().map(one).sum()
}

fn of_field(form: &Form, field: &Field) -> Marks {
    let own = if field.spec.kind == FieldKind::Flag { BOX } else { Marks::default() };
    let instead = field.alternatives.iter().filter(|alternative| !alternative.retired).count();
    [own, BOX.times(instead), of_items(form, &field.items)].into_iter().sum()
}

fn of_grid(form: &Form, grid: &Grid) -> Marks {
    let row = match &grid.cells {
        Cells::Single { choices } => of_choices(form, choices, CIRCLE),
        Cells::Multi { choices } => of_choices(form, choices, BOX),
        Cells::Fields { columns } => {
            BOX.times(columns.iter().filter(|column| column.field.kind == FieldKind::Flag).count())
        }
    };
    of_rows(form, &grid.rows, row)
}

fn of_rows(form: &Form, rows: &[RowEntry], marks: Marks) -> Marks {
    let one = |entry: &RowEntry| match entry {
        RowEntry::Heading { label: _, rows } => of_rows(form, rows, marks),
        RowEntry::Row(row) if row.retired => Marks::default(),
        RowEntry::Row(row) => [marks, of_items(form, &row.items)].into_iter().sum(),
    };
    rows.iter().map(one).sum()
}

/// The marks of the 2024 questionnaire by section, （１） to （５５）, with three of the original's slips corrected:
/// twelve □ of questions that take one answer are ○.
pub const CHIREN_2024: [(usize, usize); 55] = [
    (28, 8),
    (12, 0),
    (8, 0),
    (22, 0),
    (4, 0),
    (4, 0),
    (4, 0),
    (32, 0),
    (4, 8),
    (5, 12),
    (3, 24),
    (0, 0),
    (2, 0),
    (0, 0),
    (4, 0),
    (24, 7),
    (13, 0),
    (6, 0),
    (7, 17),
    (12, 6),
    (4, 14),
    (8, 20),
    (4, 0),
    (0, 0),
    (189, 38),
    (12, 0),
    (24, 0),
    (10, 0),
    (16, 0),
    (96, 0),
    (3, 10),
    (26, 11),
    (8, 4),
    (11, 0),
    (14, 9),
    (9, 12),
    (3, 8),
    (30, 0),
    (4, 0),
    (9, 1),
    (0, 0),
    (5, 0),
    (0, 0),
    (8, 0),
    (0, 27),
    (5, 0),
    (0, 29),
    (10, 0),
    (0, 8),
    (7, 48),
    (3, 8),
    (0, 15),
    (0, 28),
    (0, 9),
    (0, 8),
];
