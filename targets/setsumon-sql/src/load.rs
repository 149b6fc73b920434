//! An answer file as rows: one `INSERT` a table and occurrence, then, for a response that is handed in, the `UPDATE` that submits it.
//!
//! The mapping is the plain one. A key is a column; text, codes, days and months are texts, `true` is TRUE, numbers are numbers; an array
//! is a roster, whose objects are rows numbered from 1. What is no JSON of the column's type fits no column and is refused here.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value as Json};
use setsumon_core::answers::own_key;
use setsumon_core::calendar::parse_day;
use setsumon_core::form::{Form, Value};
use setsumon_core::ids::{Id, RepeatId, VarId};
use setsumon_core::number::Number;

use crate::dialect::{Dialect, Room};
use crate::layout::{Layout, Table};
use crate::table::KEY_BYTES;

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
    Loader::new(form, dialect).insert(response, answers, submitted)
}

impl Statement {
    /// The statement with its parameters written into it, for scripts.
    pub fn literal(&self, dialect: Dialect) -> String {
        let mut sql = String::new();
        self.write(&mut sql, dialect.room());
        sql
    }

    fn write(&self, sql: &mut String, dialect: &dyn Room) {
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
    }
}

/// Whether a text can be the key of a response: 1 to 64 letters, digits and signs of ASCII, as the column takes it.
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= KEY_BYTES && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn written(dialect: &dyn Room, parameter: &Parameter) -> String {
    match parameter {
        Parameter::Integer(number) => number.to_string(),
        Parameter::Decimal(number) => number.to_string(),
        Parameter::Truth(truth) => crate::dialect::truth(*truth).to_owned(),
        Parameter::Text(text) => dialect.text(text),
    }
}

/// Writes answer files of one survey, one after another.
#[derive(Debug)]
pub struct Loader<'a> {
    form: &'a Form,
    layout: Layout,
    keys: FxHashMap<&'a str, Key>,
}

/// What a key of an answer file is.
#[derive(Debug, Clone, Copy)]
enum Key {
    Variable(VarId),
    Roster(RepeatId),
}

impl<'a> Loader<'a> {
    /// For the tables of one dialect.
    pub fn new(form: &'a Form, dialect: Dialect) -> Self {
        // Where rules are kept does not matter here.
        let layout = Layout::of(form, dialect.room(), &[]);
        let variables = form.variables().iter().filter(|(id, _)| layout.home(*id).is_some());
        let mut keys: FxHashMap<&'a str, Key> =
            variables.map(|(id, variable)| (variable.name.as_str(), Key::Variable(id))).collect();
        keys.extend(form.repeats().iter().map(|(id, repeat)| (repeat.name.as_str(), Key::Roster(id))));
        Self { form, layout, keys }
    }

    /// The statements that write an answer file under the key of its response: as a draft, and then submitted, if it is.
    ///
    /// # Errors
    /// Where a key is no variable or a value is not of its column's type.
    pub fn insert(
        &self,
        response: &str,
        answers: &Map<String, Json>,
        submitted: bool,
    ) -> Result<Vec<Statement>, Unfit> {
        let mut statements = Vec::new();
        let mut rosters = Vec::new();
        self.rows(response, None, answers, &mut rosters, &mut statements)?;
        // In the order of the survey, whatever that of the file.
        rosters.sort_by_key(|(id, _)| id.index());
        for (id, occurrences) in rosters {
            let unfit = || Unfit { key: self.form.repeats().get(id).name.clone() };
            for (index, occurrence) in occurrences.as_array().ok_or_else(unfit)?.iter().enumerate() {
                let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
                let inner = occurrence.as_object().ok_or_else(unfit)?;
                self.rows(response, Some((id, number)), inner, &mut Vec::new(), &mut statements)?;
            }
        }
        if submitted {
            statements.push(self.submission(response));
        }
        Ok(statements)
    }

    /// What begins a script of answers: one transaction, and whatever a session may have been set to set aside.
    pub fn begin(&self) -> String {
        let frame = self.layout.dialect.frame();
        format!("{}{}", frame.begin.trim_start(), frame.transaction)
    }

    /// The statements that write an answer file, as [`insert`](Self::insert) gives them, for a script.
    ///
    /// # Errors
    /// Where a key is no variable or a value is not of its column's type.
    pub fn script(&self, response: &str, answers: &Map<String, Json>, submitted: bool) -> Result<String, Unfit> {
        let mut script = String::new();
        for statement in self.insert(response, answers, submitted)? {
            statement.write(&mut script, self.layout.dialect);
            script.push_str(";\n");
        }
        Ok(script)
    }

    /// What ends a script of answers: all of them are written, or none is.
    pub fn end(&self, all: bool) -> &'static str {
        if all { "COMMIT;\n" } else { "ROLLBACK;\n" }
    }

    fn submission(&self, response: &str) -> Statement {
        let place = |index: usize| self.layout.dialect.placeholder(index);
        Statement {
            sql: format!(
                "UPDATE {} SET _status = {}, _submitted_at = CURRENT_TIMESTAMP WHERE _response = {}",
                self.layout.main_name(),
                place(1),
                place(2)
            ),
            parameters: vec![Parameter::Text("submitted".to_owned()), Parameter::Text(response.to_owned())],
        }
    }

    /// The rows of the answer file itself, or of an occurrence; its rosters are put aside.
    fn rows<'j>(
        &self,
        response: &str,
        occurrence: Option<(RepeatId, i64)>,
        answers: &'j Map<String, Json>,
        rosters: &mut Vec<(RepeatId, &'j Json)>,
        statements: &mut Vec<Statement>,
    ) -> Result<(), Unfit> {
        let repeat = occurrence.map(|(repeat, _)| repeat);
        let mut rows: BTreeMap<usize, BTreeMap<usize, (&str, Parameter)>> = BTreeMap::new();
        for (key, json) in answers {
            let unfit = || Unfit { key: key.clone() };
            match self.keys.get(key.as_str()) {
                // Keys that begin with `_` are the file's own, whether they have a column or not.
                None if repeat.is_none() && key.starts_with('_') => {}
                None => return Err(unfit()),
                Some(Key::Roster(_)) if repeat.is_some() => return Err(unfit()),
                Some(Key::Roster(id)) => rosters.push((*id, json)),
                Some(Key::Variable(id)) => {
                    let variable = self.form.variables().get(*id);
                    let Some(home) = self.layout.home(*id).filter(|_| variable.repeat == repeat) else {
                        return Err(unfit());
                    };
                    let parameter = fit(self.layout.dialect, &variable.value, json).ok_or_else(unfit)?;
                    rows.entry(home).or_default().insert(id.index(), (self.layout.column(*id), parameter));
                }
            }
        }
        for (index, table) in self.layout.tables.iter().enumerate().filter(|(_, table)| table.repeat == repeat) {
            let cells = rows.remove(&index).unwrap_or_default();
            if !table.base && cells.is_empty() {
                continue;
            }
            let mut row = vec![("_response", Parameter::Text(response.to_owned()))];
            row.extend(occurrence.map(|(_, number)| ("_occurrence", Parameter::Integer(number))));
            row.extend(cells.into_values());
            if table.base && repeat.is_none() {
                row.extend(own_columns(self.layout.dialect, answers));
            }
            statements.push(self.statement(table, row));
        }
        Ok(())
    }

    fn statement(&self, table: &Table, row: Vec<(&str, Parameter)>) -> Statement {
        let dialect = self.layout.dialect;
        let mut sql = format!("INSERT INTO {} (", table.quoted);
        for (index, (name, _)) in row.iter().enumerate() {
            sql.push_str(if index > 0 { ", " } else { "" });
            sql.push_str(name);
        }
        sql.push_str(") VALUES (");
        for index in 1..=row.len() {
            sql.push_str(if index > 1 { ", " } else { "" });
            sql.push_str(&dialect.placeholder(index));
        }
        sql.push(')');
        Statement { sql, parameters: row.into_iter().map(|(_, parameter)| parameter).collect() }
    }
}

/// The file's own keys that have columns. The edition is that of the database, whatever the file says.
fn own_columns(dialect: &dyn Room, answers: &Map<String, Json>) -> Vec<(&'static str, Parameter)> {
    // Nothing in the file's own keys makes answers wrong, so what does not fit the column is left out.
    let respondent = own_key(answers, "_respondent").ok().flatten().filter(|text| is_key(text));
    let respondent = respondent.map(|text| ("_respondent", Parameter::Text(text)));
    let json = ["_carried", "_confirmed", "_notes"]
        .into_iter()
        .filter_map(|key| answers.get(key).map(|json| (key, json)))
        .filter(|(_, json)| dialect.json_holds_nul() || !has_nul(json))
        .map(|(key, json)| (key, Parameter::Text(json.to_string())));
    respondent.into_iter().chain(json).collect()
}

/// Whether U+0000 stands in a text or a name of some JSON.
fn has_nul(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
        Json::String(text) => text.contains('\0'),
        Json::Array(parts) => parts.iter().any(has_nul),
        Json::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
    }
}

/// The JSON as a parameter of the column's type.
fn fit(dialect: &dyn Room, value: &Value, json: &Json) -> Option<Parameter> {
    match value {
        Value::Code(_) | Value::Month { min: _, max: _ } | Value::Text { shape: _, max_length: _, lines: _ } => {
            let text = json.as_str()?;
            // PostgreSQL holds no U+0000, and no script does; the constraints of the others are never to see what stood in its place.
            (dialect.keeps_as_written() || !text.contains('\0')).then(|| Parameter::Text(text.to_owned()))
        }
        Value::Date { min: _, max: _ } => {
            let day = json.as_str()?;
            (dialect.keeps_as_written() || parse_day(day).is_some()).then(|| Parameter::Text(day.to_owned()))
        }
        Value::Tick => json.as_bool().map(Parameter::Truth),
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } => whole(json).map(Parameter::Integer),
        Value::Decimal { digits, min: _, max: _ } => {
            let fits = Number::parse(&json.to_string()).is_some_and(|number| number.places() <= *digits);
            (dialect.keeps_as_written() || fits).then(|| json.as_f64().map(Parameter::Decimal))?
        }
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
