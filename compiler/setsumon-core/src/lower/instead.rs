//! What to write where something is counted, added up or compared that has no one value: its ticks, its entries, its figures.

use super::Lowerer;
use super::referents::{Referent, ValueKind};
use crate::form::Value;
use crate::ids::VarId;
use crate::resolve::symbols::SymbolId;

impl<'a> Lowerer<'a, '_> {
    /// The roster that something lies in and what it is called there, as it is named from outside: `kids` and `age` of `kids.age`.
    fn entry_of<'n>(&self, symbol: SymbolId, name: &'n str) -> Option<(&'n str, &'n str)> {
        self.repeat_of(symbol)?;
        name.rsplit_once('.')
    }

    /// A figure that each entry of a roster has.
    fn figure_in(&self, roster: SymbolId) -> Option<&str> {
        let member = |id: &&SymbolId| self.referents.get(id).is_some_and(Referent::is_figure);
        self.symbols.get(roster).order.iter().find(member).map(|id| self.symbols.get(*id).code.as_str())
    }

    /// The code of the first thing in something.
    pub(super) fn first_in(&self, symbol: SymbolId) -> Option<&str> {
        let first = self.symbols.get(symbol).order.first()?;
        Some(self.symbols.get(*first).code.as_str())
    }

    /// What is asked of an option, by its question and its code.
    fn of_option(&self, symbol: SymbolId, name: &str) -> Option<String> {
        let (question, code) = name.rsplit_once('.')?;
        let parent = self.symbols.get(symbol).parent?;
        Some(if self.referents.get(&parent)?.is_ticks() {
            format!("`{question} includes {code}` for whether it is ticked, `count({question})` for how many are")
        } else {
            format!("`{question} is {code}` for whether it was chosen")
        })
    }

    /// What to write for `count(…)` of something that is not counted.
    pub(super) fn instead_of_count(&self, symbol: SymbolId, referent: &Referent<'a>, name: &str) -> String {
        if let Some((roster, question)) = self.entry_of(symbol, name) {
            return format!(
                "`count({roster})` for how many entries there are, `count({roster} where {})` for how many of them {}",
                said_of(referent, question),
                if referent.is_flag() { "have it ticked" } else { "answer it" },
            );
        }
        let itself =
            |example: &str| format!("`{name}{example}`: it is one answer; `count(…)` counts ticks, rows and entries");
        match referent {
            Referent::Option => self.of_option(symbol, name).unwrap_or_else(|| "the question of the option".to_owned()),
            Referent::Flag { variable: _, asked: _ } => itself(" is ticked"),
            Referent::Let { statement: _, scope: _ } => format!("`{name}` alone: it is a condition"),
            Referent::Calc(_) => itself(" >= 1"),
            Referent::Choice(_)
            | Referent::Value(_)
            | Referent::Ticks(_)
            | Referent::Cells(_)
            | Referent::Grid { rows: _, asked: _ }
            | Referent::Several(_)
            | Referent::Repeat { id: _, asked: _ } => {
                format!("`answered {name}`: it is one answer; `count(…)` counts ticks, rows and entries")
            }
        }
    }

    /// What to write for what is added up or compared as if it were a number.
    pub(super) fn instead_of_number(&self, symbol: SymbolId, referent: &Referent<'a>, name: &str) -> Option<String> {
        if let Some((roster, question)) = self.entry_of(symbol, name) {
            let said = said_of(referent, question);
            return Some(format!("`count({roster} where {said})` for how many entries that holds of"));
        }
        match referent {
            Referent::Repeat { id: _, asked: _ } => Some(match self.figure_in(symbol) {
                Some(figure) => {
                    format!(
                        "`count({name})` for how many entries there are, `sum({name}.{figure})` to add up a figure of theirs"
                    )
                }
                None => format!("`count({name})` for how many entries there are"),
            }),
            Referent::Ticks(_) => Some(format!("`count({name})` for how many are ticked")),
            Referent::Grid { rows, asked: _ } => {
                let count = format!("`count({name})` for how many of its rows are answered");
                let row = rows.first().and_then(|(row, _)| self.referents.get(row));
                Some(match row.is_some_and(has_figures) {
                    true => format!("`sum({name})` to add up its figures, {count}"),
                    false => count,
                })
            }
            Referent::Several(_) => Some(format!(
                "`sum({name})` to add up the figures in it, `count({name})` for how many of its fields are answered"
            )),
            Referent::Cells(_) => {
                let cell = self.first_in(symbol).map(|cell| format!(", `{name}.{cell}` for one cell of it"));
                Some(format!("`sum({name})` to add up the row{}", cell.unwrap_or_default()))
            }
            Referent::Flag { variable: _, asked: _ } => Some(format!(
                "`{name} is ticked` for whether it is; how many of several boxes are ticked is counted of a `multi`, as in `count(…)`"
            )),
            Referent::Option => self.of_option(symbol, name),
            Referent::Value(value) if value.kind == ValueKind::Text => Some(format!(
                "`answered {name}` for whether something was written; what is to be reckoned with is asked as `integer` or `decimal`"
            )),
            Referent::Value(_) | Referent::Choice(_) | Referent::Calc(_) | Referent::Let { statement: _, scope: _ } => {
                None
            }
        }
    }

    /// What to write where an answer of each entry of a roster is read as if there were one.
    pub(super) fn instead_of_entry(&self, variable: Option<VarId>, name: &str) -> String {
        let Some((roster, question)) = name.rsplit_once('.') else {
            return "write `count(R where …)`, `sum(R.q)`, `any of R.q …` or `all of R.q …`".to_owned();
        };
        // A derived value is a figure, or a band of one.
        let sum = match variable.map(|variable| &self.variables.get(variable).value) {
            None => String::new(),
            Some(Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ }) => {
                format!(", `sum({name})` for a sum")
            }
            Some(
                Value::Code(_)
                | Value::Tick
                | Value::Rank { max: _ }
                | Value::Month { min: _, max: _ }
                | Value::Date { min: _, max: _ }
                | Value::Text { shape: _, max_length: _, lines: _ },
            ) => String::new(),
        };
        format!(
            "write `any of {name} …` or `all of {name} …` for what holds of one or of each, `count({roster} where {question} …)` for how many{sum}"
        )
    }
}

/// Whether a row of a grid has figures in it.
fn has_figures(row: &Referent<'_>) -> bool {
    row.is_figure() || matches!(row, Referent::Cells(_))
}

/// What can be said of an answer of its kind where only that it is there matters.
fn said_of(referent: &Referent<'_>, question: &str) -> String {
    if referent.is_flag() { format!("{question} is ticked") } else { format!("answered {question}") }
}
