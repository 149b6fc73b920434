//! How long the way through an edition is: the questions asked and the blanks to be filled in, of one answer file, at least and at most.
//!
//! A *question* is one that stands by itself or in a group, gates included; write-ins and further fields belong to the question they
//! stand in. A *blank* is one thing to answer: a choice, a set of ticks or a ranking is one, as is each row of a table of choices, each
//! cell of a table of figures, each write-in and each further field.

mod cases;
mod search;

use serde::Serialize;
use setsumon_core::answers::Answers;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Answer, Cells, Form, Question, Role, RowEntry};
use setsumon_core::ids::{CondId, QuestionId, RepeatId};
use setsumon_core::walk::flat;

pub use search::{Bound, End, Found, extreme};

/// How long a way is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Length {
    /// The questions asked.
    pub questions: usize,
    /// The blanks to be filled in.
    pub blanks: usize,
}

/// How large an edition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The questions that stand by themselves or in a group; what is retired is none.
    pub questions: usize,
    /// The variables that hold answers to them.
    pub variables: usize,
}

impl Size {
    /// Of a form, as [`crate::compare()`] and [`crate::impact()`] count.
    pub fn of(form: &Form) -> Self {
        let variables = form.variables().values().filter(|variable| variable.role == Role::Answer).count();
        Self { questions: Counter::new(form).all().questions, variables }
    }
}

/// What of a way is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The questions asked.
    Questions,
    /// The blanks to be filled in.
    Blanks,
}

impl Length {
    /// One of the two.
    pub fn by(self, measure: Measure) -> usize {
        match measure {
            Measure::Questions => self.questions,
            Measure::Blanks => self.blanks,
        }
    }
}

/// A form as what is counted in it.
#[derive(Debug)]
pub struct Counter<'f> {
    pub(crate) form: &'f Form,
    units: Vec<Unit>,
}

/// Something that is asked as a whole.
#[derive(Debug, Clone)]
struct Unit {
    question: QuestionId,
    /// When its question is asked.
    asked: CondId,
    /// When its row is offered, where it is one.
    offered: Option<CondId>,
    repeat: Option<RepeatId>,
    length: Length,
}

impl Unit {
    /// What must hold where it is asked.
    fn conds(&self) -> impl Iterator<Item = CondId> {
        [self.asked].into_iter().chain(self.offered)
    }
}

impl<'f> Counter<'f> {
    /// What is counted in a form.
    pub fn new(form: &'f Form) -> Self {
        let retired = setsumon_flow::retired(form);
        let mut units = Vec::new();
        for (id, question) in form.questions().iter().filter(|(id, _)| !retired.contains(id)) {
            units_of(id, question, &mut units);
        }
        Self { form, units }
    }

    /// Everything that there is to ask, as if all of it were asked of everybody, each roster once.
    pub fn all(&self) -> Length {
        self.units.iter().fold(Length::default(), |sum, unit| plus(sum, unit.length, 1))
    }

    /// How long the way of an answer file is. Of an answer that should not be there it makes no difference: what counts is what is asked.
    pub fn length(&self, answers: &Answers) -> Length {
        let mut length = Length::default();
        self.each(answers, |unit| length = plus(length, unit.length, 1));
        length
    }

    /// The questions that an answer file is asked, once for each time.
    pub fn asked(&self, answers: &Answers) -> Vec<QuestionId> {
        let mut asked = Vec::new();
        self.each(answers, |unit| {
            if unit.length.questions > 0 {
                asked.push(unit.question);
            }
        });
        asked
    }

    /// Calls for each unit that is asked, once for each time.
    fn each(&self, answers: &Answers, mut call: impl FnMut(&Unit)) {
        let file = Scope::file(self.form, answers, None);
        let mut inside: std::collections::BTreeMap<RepeatId, Vec<Scope<'_>>> = std::collections::BTreeMap::new();
        for (id, _) in self.form.repeats().iter() {
            inside.insert(id, file.occurrences(id).collect());
        }
        for unit in &self.units {
            let holds = |scope: &Scope<'_>| unit.conds().all(|cond| scope.holds(cond));
            match unit.repeat {
                None => {
                    if holds(&file) {
                        call(unit);
                    }
                }
                Some(repeat) => {
                    let scopes = inside.get(&repeat).map(Vec::as_slice).unwrap_or_default();
                    scopes.iter().filter(|scope| holds(scope)).for_each(|_| call(unit));
                }
            }
        }
    }
}

fn plus(one: Length, other: Length, times: usize) -> Length {
    Length {
        questions: one.questions.saturating_add(other.questions.saturating_mul(times)),
        blanks: one.blanks.saturating_add(other.blanks.saturating_mul(times)),
    }
}

fn units_of(id: QuestionId, question: &Question, units: &mut Vec<Unit>) {
    let begin = units.len();
    let mut unit = |offered: Option<CondId>, blanks: usize| {
        let length = Length { questions: 0, blanks };
        units.push(Unit { question: id, asked: question.asked, offered, repeat: question.repeat, length });
    };
    match &question.answer {
        Answer::Single { variable: _, choices: _ }
        | Answer::Multi { choices: _, pick: _ }
        | Answer::Rank { choices: _, pick: _ }
        | Answer::Gate { variable: _, options: _ }
        | Answer::Field(_) => unit(None, 1),
        Answer::Grid(grid) => {
            unit(None, 0);
            rows_of(&grid.rows, &grid.cells, &mut unit);
        }
    }
    if let Some(first) = units.get_mut(begin).filter(|_| !question.nested) {
        first.length.questions = 1;
    }
}

fn rows_of(rows: &[RowEntry], cells: &Cells, unit: &mut impl FnMut(Option<CondId>, usize)) {
    for row in flat(rows).filter(|row| !row.retired) {
        match cells {
            Cells::Single { choices: _ } | Cells::Multi { choices: _ } => unit(Some(row.offered), 1),
            Cells::Fields { columns } => unit(Some(row.offered), columns.len()),
        }
    }
}
