//! Filled databases taken from one edition to the next, and looked at afterwards: the schema is that of a new database, every answer
//! stands in its column or beside it, and what came over is what the new edition would let stand.

mod editions;
mod fragile;
mod kept;
mod made_up;
mod oracle;

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, judge};
use setsumon_sql::Dialect;
use setsumon_sql::load::Loader;
use setsumon_sql::migrate::migration;

use self::oracle::Oracle;
use super::answers::{Sort, answers};
use super::judge::File;
use super::random::Random;

pub use editions::{Step, made_up, real, topics, wide};
pub use fragile::Fragile;
pub use kept::kept;

/// A database of one dialect that lasts over several scripts.
pub trait Database {
    /// Its name for people.
    fn name(&self) -> &'static str;

    /// Its dialect.
    fn dialect(&self) -> Dialect;

    /// An empty one in place of what there was.
    fn fresh(&mut self);

    /// Runs a script to its end, or to the first error, as a person would who follows the documentation.
    ///
    /// # Errors
    /// With what the database told.
    fn run(&mut self, script: &str) -> Result<(), String>;

    /// The same, and every row that the queries of the script return, as text.
    ///
    /// # Errors
    /// With what the database told.
    fn told(&mut self, script: &str) -> Result<Vec<Vec<String>>, String>;

    /// What it returns for a query whose columns are named so.
    fn rows(&mut self, query: &str, columns: &[&str]) -> Vec<File>;

    /// What its system tables know of everything in it: a line a thing.
    fn catalogue(&mut self) -> Vec<String>;
}

/// A response: its key, what was answered, and whether it was handed in.
#[derive(Debug, Clone)]
pub struct Response {
    /// The key.
    pub key: String,
    /// The answers.
    pub file: File,
    /// Whether it was submitted.
    pub submitted: bool,
}

/// Responses to an edition that it accepts, some of them drafts.
pub fn responses(form: &Form, count: usize, random: &mut Random) -> Vec<Response> {
    let keys = Keys::of(form);
    let mut found = Vec::new();
    let mut tries = 0;
    while found.len() < count && tries < 20 * count {
        tries += 1;
        let sort = if random.chance(70) { Sort::Right } else { Sort::Changed };
        let mut file = answers(form, sort, random);
        let accepts = |mode| judge(form, &Answers::from_object(&keys, &file), None, mode).valid;
        let submitted = accepts(Mode::Submission) && random.chance(80);
        if !submitted && !accepts(Mode::Draft) {
            continue;
        }
        let names: Vec<Json> = file.keys().filter(|_| random.chance(10)).map(|name| json!(name)).collect();
        file.insert("_carried".to_owned(), Json::Array(names));
        file.insert("_respondent".to_owned(), json!(format!("R{}", found.len())));
        file.insert("_notes".to_owned(), json!({ "a note": "it's \\ \"so\"" }));
        found.push(Response { key: format!("r{}", found.len() + 1), file, submitted });
    }
    found
}

/// The script that writes responses.
pub fn filling(form: &Form, dialect: Dialect, responses: &[Response]) -> String {
    let loader = Loader::new(form, dialect);
    let mut script = loader.begin();
    for Response { key, file, submitted } in responses {
        script.push_str(&loader.script(key, file, *submitted).unwrap());
    }
    script.push_str(loader.end(true));
    script
}

/// Which step, and what it is made of.
struct Case<'a> {
    old: &'a Form,
    new: &'a Form,
    responses: &'a [Response],
}

/// Migrates a filled database and looks at everything. Gives what is wrong, and how many values were put aside.
///
/// # Errors
/// With the first thing that is wrong.
pub fn migrates(database: &mut dyn Database, step: &Step, responses: &[Response]) -> Result<usize, String> {
    let Step { told, old, new } = step;
    Case { old, new, responses }.migrates(database).map_err(|why| format!("{}: {told}: {why}", database.name()))
}

/// What the counting script of a step tells of a database with these responses: how many values would have no place, by variable and
/// reason.
///
/// # Errors
/// With what the database told.
pub fn counts(database: &mut dyn Database, step: &Step, responses: &[Response]) -> Result<Counted, String> {
    let Step { told: _, old, new } = step;
    let dialect = database.dialect();
    database.fresh();
    database.run(&setsumon_sql::script(old, dialect))?;
    database.run(&filling(old, dialect, responses))?;
    let way = migration(old, new, dialect, &[]).map_err(|why| why.to_string())?;
    Case { old, new, responses }.counted(database, &way.dry_run())
}

impl Case<'_> {
    fn migrates(&self, database: &mut dyn Database) -> Result<usize, String> {
        let Self { old, new, responses } = self;
        let dialect = database.dialect();
        let migration = migration(old, new, dialect, &[]).map_err(|why| why.to_string())?;
        database.fresh();
        database.run(&setsumon_sql::script(new, dialect))?;
        let wanted = database.catalogue();
        let told_of_new = self.catalogue_tables(database, new);
        database.fresh();
        database.run(&setsumon_sql::script(old, dialect))?;
        database.run(&filling(old, dialect, responses)).map_err(|why| format!("the old database: {why}"))?;

        let before = database.catalogue();
        let counted = self.counted(database, &migration.dry_run())?;
        if database.catalogue() != before {
            return Err("the dry run changed the schema".to_owned());
        }
        let at_risk = counted.values().filter(|count| **count > 0).count();
        if at_risk > 0 {
            if database.run(&migration.script(true)).is_ok() {
                return Err("what was to be refused was not".to_owned());
            }
            if database.catalogue() != before {
                return Err("a refused migration changed the schema".to_owned());
            }
        }
        let script = migration.script(false);
        database.run(&script).map_err(|why| format!("{why}\n{}", migration.told().lines()))?;
        self.same_schema(&wanted, &database.catalogue())?;
        if self.catalogue_tables(database, new) != told_of_new {
            return Err("the catalogue tells something else than that of a new database".to_owned());
        }
        let found = self.read(database);
        let aside = Oracle::of(old, new).compares(responses, &found)?;
        let mut by_reason: Counted = Counted::new();
        for (name, why) in found.aside.iter().map(|row| (text(&row["variable"]), text(&row["why"]))) {
            *by_reason.entry((name, why)).or_default() += 1;
        }
        // A value may be put aside for two reasons and stands there once, under the first by name.
        let counts = |counted: &Counted| {
            counted.iter().filter(|(_, count)| **count > 0).map(|(key, _)| key.0.clone()).collect::<BTreeSet<_>>()
        };
        if counts(&counted) != counts(&by_reason) {
            return Err(format!("the dry run counted {counted:?}, and put aside was {by_reason:?}"));
        }
        for (key, count) in &by_reason {
            if counted.get(key).copied().unwrap_or_default() < *count {
                return Err(format!("the dry run counted {counted:?}, and put aside was {by_reason:?}"));
            }
        }
        if database.run(&script).is_ok() {
            return Err("it could be migrated twice".to_owned());
        }
        if database.catalogue() != wanted {
            return Err("a second migration was refused, and changed the schema".to_owned());
        }
        self.takes_new_responses(database)?;
        Ok(aside)
    }

    fn same_schema(&self, wanted: &[String], found: &[String]) -> Result<(), String> {
        let [wanted, found] = [wanted, found].map(|lines| lines.iter().collect::<BTreeSet<_>>());
        let missing: Vec<_> = wanted.difference(&found).take(5).collect();
        let extra: Vec<_> = found.difference(&wanted).take(5).collect();
        if missing.is_empty() && extra.is_empty() {
            Ok(())
        } else {
            Err(format!("the schema is another: missing {missing:#?}, too much {extra:#?}"))
        }
    }

    /// What a dry run counts, by variable and reason.
    fn counted(&self, database: &mut dyn Database, script: &str) -> Result<Counted, String> {
        let rows = database.told(script)?;
        let counts = rows.iter().filter_map(|row| match row.as_slice() {
            [variable, why, _, _, answers] => Some(((variable.clone(), why.clone()), answers.parse().unwrap())),
            _ => None,
        });
        Ok(counts.collect())
    }

    /// The rows of the tables that tell what the columns mean.
    fn catalogue_tables(&self, database: &mut dyn Database, form: &Form) -> BTreeSet<String> {
        let survey = &form.survey().code;
        let mut rows = database.rows(
            &format!("SELECT variable, stored_in, question, label, kind, list, role, asked FROM {survey}__variable"),
            &["variable", "stored_in", "question", "label", "kind", "list", "role", "asked"],
        );
        for (table, columns) in [
            ("edition", &["edition", "title"][..]),
            ("rule", &["rule", "variable", "binds", "kept_by", "message"]),
            ("code", &["list", "code", "label", "retired"]),
            ("option", &["question", "code", "label", "variable"]),
            ("section", &["section", "label"]),
            ("question", &["question", "label", "kind", "who"]),
        ] {
            let listed = columns.join(", ");
            rows.extend(database.rows(&format!("SELECT {listed} FROM {survey}__{table}"), columns));
        }
        rows.iter().map(|row| Json::Object(row.clone()).to_string()).collect()
    }

    /// Everything that stands in the migrated database.
    fn read(&self, database: &mut dyn Database) -> Found {
        let survey = &self.new.survey().code;
        let dialect = database.dialect();
        let quote = |name: &str| match dialect {
            Dialect::MySql => format!("`{name}`"),
            Dialect::PostgreSql | Dialect::Sqlite | Dialect::DuckDb => format!("\"{name}\""),
        };
        let main = quote(survey);
        let own = ["_response", "_respondent", "_edition", "_status", "_carried", "_notes"];
        let responses = database.rows(&format!("SELECT {} FROM {main}", own.join(", ")), &own);
        let stored =
            database.rows(&format!("SELECT variable, stored_in FROM {survey}__variable"), &["variable", "stored_in"]);
        let mut tables: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
        for row in &stored {
            tables.entry(text(&row["stored_in"])).or_default().push(text(&row["variable"]));
        }
        let rosters: BTreeSet<String> = self.new.repeats().values().map(|repeat| repeat.name.clone()).collect();
        let mut rows = Vec::new();
        for (table, variables) in &tables {
            let roster = self.new.variables().values().find(|one| one.name == variables[0]).unwrap().repeat.is_some();
            let mut columns = vec!["_response"];
            columns.extend(roster.then_some("_occurrence"));
            columns.extend(variables.iter().map(String::as_str));
            // A table that is wide is read in pieces: a row of JSON has its limits too.
            for piece in columns[if roster { 2 } else { 1 }..].chunks(80) {
                let mut own = vec!["_response"];
                own.extend(roster.then_some("_occurrence"));
                own.extend(piece);
                let listed: Vec<String> = own.iter().map(|name| quote(name)).collect();
                rows.extend(database.rows(&format!("SELECT {} FROM {}", listed.join(", "), quote(table)), &own));
            }
        }
        let bases = rosters
            .iter()
            .map(|roster| {
                let query = format!("SELECT _response, _occurrence FROM {}", quote(roster));
                (roster.clone(), database.rows(&query, &["_response", "_occurrence"]))
            })
            .collect();
        let columns = ["_response", "_occurrence", "_edition", "variable", "value", "why"];
        let aside = |table: &str, database: &mut dyn Database| {
            database.rows(&format!("SELECT {} FROM {survey}__{table}", columns.join(", ")), &columns)
        };
        let open = aside("earlier", database);
        let personal = aside("earlier_personal", database);
        Found { responses, rows, bases, personal: personal.clone(), aside: open.into_iter().chain(personal).collect() }
    }

    /// Right responses to the new edition are taken, and what breaks a rule is not.
    fn takes_new_responses(&self, database: &mut dyn Database) -> Result<(), String> {
        let dialect = database.dialect();
        let keys = Keys::of(self.new);
        let mut random = Random::new(7);
        let mut right = 0;
        for number in 0..4 {
            let file = answers(self.new, Sort::Right, &mut random);
            if !judge(self.new, &Answers::from_object(&keys, &file), None, Mode::Submission).valid {
                continue;
            }
            right += 1;
            let response = Response { key: format!("new{number}"), file, submitted: true };
            database.run(&filling(self.new, dialect, &[response])).map_err(|why| format!("a right response: {why}"))?;
        }
        if right > 0 {
            let main = if dialect == Dialect::MySql {
                format!("`{}`", self.new.survey().code)
            } else {
                format!("\"{}\"", self.new.survey().code)
            };
            let wrong = format!("UPDATE {main} SET _status = 'earlier' WHERE _response LIKE 'new%';");
            if database.run(&wrong).is_ok() {
                return Err("a response to this edition could be called one to an earlier".to_owned());
            }
            if !self.responses.is_empty() {
                let wrong = format!("UPDATE {main} SET _status = 'submitted' WHERE _response = 'r1';");
                if database.run(&wrong).is_ok() {
                    return Err("a response to an earlier edition could be submitted to this one".to_owned());
                }
            }
        }
        Ok(())
    }
}

/// How many values, by variable and reason.
pub type Counted = std::collections::BTreeMap<(String, String), u64>;

/// What stands in a migrated database.
#[derive(Debug)]
pub struct Found {
    responses: Vec<File>,
    /// Rows of all tables of answers, in pieces: keys and some columns.
    rows: Vec<File>,
    /// The occurrences of each roster.
    bases: Vec<(String, Vec<File>)>,
    aside: Vec<File>,
    personal: Vec<File>,
}

/// A cell as text.
fn text(cell: &Json) -> String {
    match cell {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell as a number.
fn number(cell: &Json) -> u64 {
    text(cell).parse().unwrap()
}
