//! Responses as tables: one of the response itself, one for each roster; variables, derived values and the outcome.
//!
//! *Not asked* and *no answer* are told apart. A multiple choice is answered as a whole: where one of its options is ticked, the others are
//! answered with no; where none is, none is answered. A flag that is asked is always answered.

#[cfg(test)]
mod tests;

use crate::answers::{Answers, Held, LastAnswers};
use crate::evaluate::{CalcResult, Scope};
use crate::form::{Form, Role, Value};
use crate::ids::{CalcId, RepeatId, VarId};
use crate::judge::Verdict;
use crate::together::{is_flag, together};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// It was not asked, not offered or not derived.
    NotAsked,
    /// It was asked and has no answer; of a derived value, a part has none.
    NoAnswer,
    /// The value: a code, a number, a day or month as an answer file writes it, a text; 1 or 0 for a tick.
    Value(String),
}

impl Cell {
    /// As text, with words for the two kinds of nothing.
    pub fn text<'a>(&'a self, not_asked: &'a str, no_answer: &'a str) -> &'a str {
        match self {
            Self::NotAsked => not_asked,
            Self::NoAnswer => no_answer,
            Self::Value(value) => value,
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Variable(VarId),
    Calc(CalcId),
}

/// A table of responses. Its first columns begin with `_`, which no variable does.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name: the survey's code, or the roster's name.
    pub name: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<Cell>>,
    repeat: Option<RepeatId>,
    sources: Vec<Source>,
}

impl Sheet {
    fn new(form: &Form, repeat: Option<RepeatId>) -> Self {
        let (name, own) = match repeat {
            None => (form.survey().code.clone(), vec!["_response", "_outcome"]),
            Some(id) => (form.repeats().get(id).name.clone(), vec!["_response", "_occurrence"]),
        };
        let mut headings: Vec<String> = own.into_iter().map(str::to_owned).collect();
        let mut sources = Vec::new();
        for (id, variable) in form.variables().iter().filter(|(_, variable)| variable.repeat == repeat) {
            match variable.role {
                Role::Answer | Role::Given | Role::Retired => {
                    headings.push(variable.name.clone());
                    sources.push(Source::Variable(id));
                }
                Role::Last(_) => {}
            }
        }
        for (id, calc) in form.calcs().iter().filter(|(_, calc)| calc.repeat == repeat) {
            headings.push(calc.name.clone());
            sources.push(Source::Calc(id));
        }
        Self { name, headings, rows: Vec::new(), repeat, sources }
    }

    fn add(&mut self, scope: &Scope<'_>, response: &str, second: Cell) {
        let cells = self.sources.iter().map(|source| match source {
            Source::Variable(id) => variable_cell(scope, *id),
            Source::Calc(id) => calc_cell(scope, *id),
        });
        self.rows.push([Cell::Value(response.to_owned()), second].into_iter().chain(cells).collect());
    }
}

/// The tables of a form, to which responses are added one by one.
#[derive(Debug)]
pub struct Export<'a> {
    form: &'a Form,
    sheets: Vec<Sheet>,
}

impl<'a> Export<'a> {
    /// The tables without a response: first the response's own, then those of the rosters in reading order.
    pub fn of(form: &'a Form) -> Self {
        let rosters = form.repeats().iter().map(|(id, _)| Sheet::new(form, Some(id)));
        Self { form, sheets: std::iter::once(Sheet::new(form, None)).chain(rosters).collect() }
    }

    /// Adds a response under a key of the caller's, with the outcome of its verdict.
    pub fn add(&mut self, response: &str, answers: &Answers, last: Option<&LastAnswers>, verdict: &Verdict) {
        let file = Scope::file(self.form, answers, last);
        for sheet in &mut self.sheets {
            match sheet.repeat {
                None => {
                    let outcome = verdict.outcome.map(|outcome| Cell::Value(outcome.as_str().to_owned()));
                    sheet.add(&file, response, outcome.unwrap_or(Cell::NoAnswer));
                }
                Some(repeat) => {
                    for (index, occurrence) in file.occurrences(repeat).enumerate() {
                        sheet.add(&occurrence, response, Cell::Value((index + 1).to_string()));
                    }
                }
            }
        }
    }

    /// The tables.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}

fn variable_cell(scope: &Scope<'_>, id: VarId) -> Cell {
    match scope.held(id).filter(|held| held.is_present()) {
        Some(Held::Number(number)) => return Cell::Value(number.to_string()),
        Some(Held::Text(text)) => return Cell::Value(text.clone()),
        Some(Held::Tick) => return Cell::Value("1".to_owned()),
        Some(Held::Misplaced(_)) | None => {}
    }
    let form = scope.form();
    let variable = form.variables().get(id);
    let retired = match variable.role {
        Role::Retired => true,
        Role::Answer | Role::Given | Role::Last(_) => false,
    };
    if retired || !scope.holds(variable.asked) {
        return Cell::NotAsked;
    }
    let answered_with_no = variable.value == Value::Tick
        && (is_flag(form, id) || together(form, id).iter().any(|other| scope.is_present(*other)));
    if answered_with_no { Cell::Value("0".to_owned()) } else { Cell::NoAnswer }
}

fn calc_cell(scope: &Scope<'_>, id: CalcId) -> Cell {
    match scope.calc(id) {
        CalcResult::NotAsked => Cell::NotAsked,
        CalcResult::Missing => Cell::NoAnswer,
        CalcResult::Number(value) | CalcResult::Text(value) => Cell::Value(value),
    }
}
