//! SQLite, in memory.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::types::Value as Cell;
use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::judge::Mode;
use setsumon_sql::Dialect;
use setsumon_sql::load::{Parameter, Statement};

use super::judge::{File, Judge, Said};
use super::migration::Database;
use super::sql::{excused, rows, views};

/// A database in memory that lasts over several scripts.
#[derive(Debug)]
pub struct Lasting(Connection);

impl Lasting {
    /// An empty one.
    pub fn new() -> Self {
        Self(Connection::open_in_memory().unwrap())
    }
}

impl Default for Lasting {
    fn default() -> Self {
        Self::new()
    }
}

impl Database for Lasting {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn fresh(&mut self) {
        *self = Self::new();
    }

    /// The client with `-bail` ends at the first error, and what was not committed goes with it.
    fn run(&mut self, script: &str) -> Result<(), String> {
        self.0.execute_batch(script).map_err(|why| {
            if !self.0.is_autocommit() {
                self.0.execute_batch("ROLLBACK").unwrap();
            }
            why.to_string()
        })
    }

    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String> {
        let mut told = Vec::new();
        let mut statements = rusqlite::Batch::new(&self.0, script);
        while let Some(mut statement) = statements.next().map_err(|why| why.to_string())? {
            let columns = statement.column_count();
            let mut rows = statement.query([]).map_err(|why| why.to_string())?;
            while let Some(row) = rows.next().map_err(|why| why.to_string())? {
                let cell = |index| match of_cell(row.get(index).unwrap()) {
                    Json::String(text) => text,
                    other => other.to_string(),
                };
                told.push((0..columns).map(cell).collect());
            }
        }
        Ok(told)
    }

    fn rows(&mut self, query: &str, _: &[&str]) -> Vec<File> {
        objects(&self.0, query)
    }

    fn catalogue(&mut self) -> Vec<String> {
        let known = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2";
        objects(&self.0, known).iter().map(|row| format!("{row:?}")).collect()
    }
}

/// SQLite, to which answers are handed as parameters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sqlite;

impl Judge for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn excused(&self, form: &Form, mode: Mode) -> BTreeSet<String> {
        excused(form, Dialect::Sqlite, mode)
    }

    fn ask(&mut self, form: &Form, files: &[File]) -> Result<Vec<[Said; 2]>, String> {
        let script = setsumon_sql::script(form, Dialect::Sqlite);
        let database = Connection::open_in_memory().map_err(|why| why.to_string())?;
        database.execute_batch(&script).map_err(|why| format!("{why}\n{script}"))?;
        let views = views(form);
        Ok(files.iter().map(|file| ask(&database, form, file, &views)).collect())
    }
}

impl Sqlite {
    /// The rows of a table of a survey's database, which is made for it.
    pub fn table(form: &Form, table: &str) -> Vec<File> {
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch(&setsumon_sql::script(form, Dialect::Sqlite)).unwrap();
        let rows = rows_of(&database, table);
        rows.as_array().unwrap().iter().map(|row| row.as_object().unwrap().clone()).collect()
    }
}

/// Writes the answers into the database as a draft, submits them, and takes them back.
fn ask(database: &Connection, form: &Form, file: &File, views: &[String]) -> [Said; 2] {
    let (inserts, submit) = match rows(form, Dialect::Sqlite, file) {
        Ok(statements) => statements,
        Err(why) => return [(); 2].map(|()| Said { refused: Some(why.clone()), derived: Map::new() }),
    };
    database.execute_batch("SAVEPOINT answer").unwrap();
    let draft = inserts.iter().try_for_each(|statement| run(database, statement)).err();
    let submitted = draft.clone().or_else(|| run(database, &submit).err());
    let derived = match submitted {
        None => views.iter().map(|view| (view.clone(), rows_of(database, view))).collect(),
        Some(_) => Map::new(),
    };
    database.execute_batch("ROLLBACK TO answer; RELEASE answer").unwrap();
    [Said { refused: submitted, derived }, Said { refused: draft, derived: Map::new() }]
}

fn run(database: &Connection, statement: &Statement) -> Result<(), String> {
    let cells = statement.parameters.iter().map(|parameter| match parameter {
        Parameter::Integer(number) => Cell::Integer(*number),
        Parameter::Decimal(number) => Cell::Real(*number),
        Parameter::Truth(truth) => Cell::Integer(i64::from(*truth)),
        Parameter::Text(text) => Cell::Text(text.clone()),
    });
    let done = database.execute(&statement.sql, rusqlite::params_from_iter(cells));
    done.map(|_| ()).map_err(|why| why.to_string())
}

/// The rows of a view as JSON.
fn rows_of(database: &Connection, view: &str) -> Json {
    objects(database, &format!("SELECT * FROM \"{view}\"")).into_iter().map(Json::Object).collect()
}

/// What a query returns, each row as JSON.
fn objects(database: &Connection, query: &str) -> Vec<File> {
    let mut query = database.prepare(query).unwrap_or_else(|why| panic!("{why}: {query}"));
    let names: Vec<String> = query.column_names().map(str::to_owned).collect();
    let rows = query.query_map([], |row| {
        let cell = |(index, name): (usize, &String)| Ok((name.clone(), of_cell(row.get(index)?)));
        names.iter().enumerate().map(cell).collect::<rusqlite::Result<Map<String, Json>>>()
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn of_cell(cell: Cell) -> Json {
    match cell {
        Cell::Null | Cell::Blob(_) => Json::Null,
        Cell::Integer(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::Text(text) => json!(text),
    }
}
