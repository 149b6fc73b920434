//! An answer file as rows: one `INSERT` a table and occurrence, then, for a response that is handed in, the `UPDATE` that submits it.
//!
//! The mapping is the plain one. A key is a column; text, codes, days and months are texts, `true` is TRUE, numbers are numbers; an array
//! is a roster, whose objects are rows numbered from 1. What is no JSON of the column's type fits no column and is refused here.

use std::fmt;

use serde_json::{Map, Value as Json};
use setsumon_core::calendar::parse_day;
use setsumon_core::form::{Form, Value};
use setsumon_core::ids::RepeatId;
use setsumon_core::number::Number;

use crate::dialect::Dialect;
use crate::layout::{Layout, Table};

/// A statement with its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The statement, with `?` or, for PostgreSQL, `$1` for each parameter.
    pub sql: String,
    /// The parameters.
    pub parameters: Vec<Parameter>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    /// A whole number.
    Integer(i64),
    /// A number with decimal places.
    Decimal(f64),
    /// A tick.
    Truth(bool),
    /// A text.
    Text(String),
}

/// Why an answer file fits no rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The key.
    pub key: String,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` fits no column", self.key)
    }
}

/// The statements that write an answer file: as a draft, and then submitted, if it is.
///
/// # Errors
/// Where a key is no variable or a value is not of its column's type.
pub fn insert(
    form: &Form,
    dialect: Dialect,
    response: &str,
    answers: &Map<String, Json>,
    submitted: bool,
) -> Result<Vec<Statement>, Unfit> {
    // Where rules are kept does not matter here.
    let layout = Layout::of(form, dialect, &[]);
    let loader = Loader { form, layout: &layout, response };
    let mut statements = loader.response(answers)?;
    if submitted {
        let place = |index: usize| placeholder(dialect, index);
        statements.push(Statement {
            sql: format!(
                "UPDATE {} SET {} = {} WHERE {} = {}",
                layout.main_name(),
                dialect.name("_status"),
                place(1),
                dialect.name("_response"),
                place(2)
            ),
            parameters: vec![Parameter::Text("submitted".to_owned()), Parameter::Text(response.to_owned())],
        });
    }
    Ok(statements)
}

impl Statement {
    /// The statement with its parameters written into it, for scripts.
    pub fn literal(&self, dialect: Dialect) -> String {
        let mut sql = String::new();
        let mut parameters = self.parameters.iter();
        let mut chars = self.sql.chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '?' | '$' => {
                    while chars.peek().is_some_and(char::is_ascii_digit) {
                        chars.next();
                    }
                    sql.push_str(&parameters.next().map_or_else(String::new, |parameter| written(dialect, parameter)));
                }
                other => sql.push(other),
            }
        }
        sql
    }
}

fn written(dialect: Dialect, parameter: &Parameter) -> String {
    match parameter {
        Parameter::Integer(number) => number.to_string(),
        Parameter::Decimal(number) => number.to_string(),
        Parameter::Truth(truth) => dialect.truth(*truth).to_owned(),
        Parameter::Text(text) => dialect.text(text),
    }
}

fn placeholder(dialect: Dialect, index: usize) -> String {
    match dialect {
        Dialect::PostgreSql => format!("${index}"),
        Dialect::Sqlite | Dialect::MySql | Dialect::DuckDb => "?".to_owned(),
    }
}

struct Loader<'a> {
    form: &'a Form,
    layout: &'a Layout,
    response: &'a str,
}

impl Loader<'_> {
    fn response(&self, answers: &Map<String, Json>) -> Result<Vec<Statement>, Unfit> {
        let mut taken = Vec::new();
        let mut statements = Vec::new();
        for table in self.layout.tables.iter().filter(|table| table.repeat.is_none()) {
            let mut columns = self.columns(table, answers, &mut taken)?;
            if table.base {
                columns.extend(own_columns(answers));
            }
            if table.base || !columns.is_empty() {
                statements.push(self.row(table, None, columns));
            }
        }
        for (id, repeat) in self.form.repeats().iter() {
            if let Some(occurrences) = answers.get(&repeat.name) {
                taken.push(repeat.name.clone());
                let unfit = || Unfit { key: repeat.name.clone() };
                for (index, occurrence) in occurrences.as_array().ok_or_else(unfit)?.iter().enumerate() {
                    let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
                    statements.extend(self.occurrence(id, number, occurrence.as_object().ok_or_else(unfit)?)?);
                }
            }
        }
        all_taken(answers, &taken)?;
        Ok(statements)
    }

    fn occurrence(&self, repeat: RepeatId, number: i64, answers: &Map<String, Json>) -> Result<Vec<Statement>, Unfit> {
        let mut taken = Vec::new();
        let mut statements = Vec::new();
        for table in self.layout.tables.iter().filter(|table| table.repeat == Some(repeat)) {
            let columns = self.columns(table, answers, &mut taken)?;
            if table.base || !columns.is_empty() {
                statements.push(self.row(table, Some(number), columns));
            }
        }
        for key in answers.keys() {
            if !taken.contains(key) {
                return Err(Unfit { key: key.clone() });
            }
        }
        Ok(statements)
    }

    fn columns(
        &self,
        table: &Table,
        answers: &Map<String, Json>,
        taken: &mut Vec<String>,
    ) -> Result<Vec<(String, Parameter)>, Unfit> {
        let mut columns = Vec::new();
        for id in &table.variables {
            let variable = self.form.variables().get(*id);
            if let Some(json) = answers.get(&variable.name) {
                let parameter = fit(self.layout.dialect, &variable.value, json)
                    .ok_or_else(|| Unfit { key: variable.name.clone() })?;
                taken.push(variable.name.clone());
                columns.push((variable.name.clone(), parameter));
            }
        }
        Ok(columns)
    }

    fn row(&self, table: &Table, occurrence: Option<i64>, columns: Vec<(String, Parameter)>) -> Statement {
        let dialect = self.layout.dialect;
        let mut all = vec![("_response".to_owned(), Parameter::Text(self.response.to_owned()))];
        all.extend(occurrence.map(|number| ("_occurrence".to_owned(), Parameter::Integer(number))));
        all.extend(columns);
        let names: Vec<_> = all.iter().map(|(name, _)| dialect.name(name)).collect();
        let places: Vec<_> = (1..=all.len()).map(|index| placeholder(dialect, index)).collect();
        Statement {
            sql: format!(
                "INSERT INTO {} ({}) VALUES ({})",
                dialect.name(&table.name),
                names.join(", "),
                places.join(", ")
            ),
            parameters: all.into_iter().map(|(_, parameter)| parameter).collect(),
        }
    }
}

/// The file's own keys that have columns. The edition is that of the database, whatever the file says.
fn own_columns(answers: &Map<String, Json>) -> Vec<(String, Parameter)> {
    ["_carried", "_confirmed", "_notes"]
        .into_iter()
        .filter_map(|key| answers.get(key).map(|json| (key.to_owned(), Parameter::Text(json.to_string()))))
        .collect()
}

fn all_taken(answers: &Map<String, Json>, taken: &[String]) -> Result<(), Unfit> {
    for key in answers.keys() {
        // Keys that begin with `_` are the file's own, whether they have a column or not.
        if !key.starts_with('_') && !taken.contains(key) {
            return Err(Unfit { key: key.clone() });
        }
    }
    Ok(())
}

/// The JSON as a parameter of the column's type.
fn fit(dialect: Dialect, value: &Value, json: &Json) -> Option<Parameter> {
    match value {
        Value::Code(_) | Value::Month { min: _, max: _ } | Value::Text { shape: _, max_length: _, lines: _ } => {
            let text = json.as_str()?;
            // PostgreSQL holds no U+0000, and no script does; the constraints of the others are never to see what stood in its place.
            (keeps_as_is(dialect) || !text.contains('\0')).then(|| Parameter::Text(text.to_owned()))
        }
        Value::Date { min: _, max: _ } => {
            let day = json.as_str()?;
            (keeps_as_is(dialect) || parse_day(day).is_some()).then(|| Parameter::Text(day.to_owned()))
        }
        Value::Tick => json.as_bool().map(Parameter::Truth),
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } => whole(json).map(Parameter::Integer),
        Value::Decimal { digits, min: _, max: _ } => {
            let fits = Number::parse(&json.to_string()).is_some_and(|number| number.places() <= *digits);
            (keeps_as_is(dialect) || fits).then(|| json.as_f64().map(Parameter::Decimal))?
        }
    }
}

/// Whether days and decimals are stored as they are written, so that constraints see them so.
fn keeps_as_is(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Sqlite => true,
        Dialect::PostgreSql | Dialect::MySql | Dialect::DuckDb => false,
    }
}

/// A whole number, however JSON writes it.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, as just asked")]
fn whole(json: &Json) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    json.as_i64().or_else(|| {
        let float = json.as_f64()?;
        (float.fract() == 0.0 && float.abs() < EXACT).then_some(float as i64)
    })
}
