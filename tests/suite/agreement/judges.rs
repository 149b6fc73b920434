//! Those who judge an answer file: the reference, the two schemas in a validator, and the database.

use std::collections::BTreeSet;

use jsonschema::Validator;
use rusqlite::{Connection, types::Value as Cell};
use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, Verdict, judge};
use setsumon_core::target::{Duty, Ledger};
use setsumon_json_schema as schema;
use setsumon_sql::load::{self, Parameter};
use setsumon_sql::{Dialect, Place};

/// A form with its judges.
pub(crate) struct Bench<'a> {
    form: &'a Form,
    keys: Keys<'a>,
    schemas: [Validator; 2],
    database: Connection,
    /// Rules that the schemas leave out.
    pub(super) declined: BTreeSet<String>,
    /// The reasons for which they do.
    pub(super) reasons: BTreeSet<&'static str>,
    /// Rules that the database checks only when a response is submitted.
    at_submission: BTreeSet<String>,
}

/// Two judges who disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disagreement {
    pub(super) who: &'static str,
    pub(super) mode: Mode,
    pub(super) what: String,
}

pub(super) const MODES: [Mode; 2] = [Mode::Submission, Mode::Draft];

impl<'a> Bench<'a> {
    /// # Errors
    /// Where a schema is no schema, or the database refuses its script.
    pub(crate) fn new(form: &'a Form) -> Result<Self, String> {
        let mut ledger = Ledger::new(form);
        let mut validators = Vec::new();
        for mode in [schema::Mode::Submission, schema::Mode::Draft] {
            let schema = schema::schema(form, mode, &mut ledger);
            if !jsonschema::draft202012::meta::is_valid(&schema) {
                return Err(format!("no schema of Draft 2020-12: {schema:#}"));
            }
            validators.push(jsonschema::draft202012::new(&schema).map_err(|why| format!("{why}\n{schema:#}"))?);
        }
        let mut declined = BTreeSet::new();
        let mut reasons = BTreeSet::new();
        for (id, duty) in ledger.iter() {
            let rule = form.rules().get(id);
            match duty {
                Some(Duty::Declined(why)) => {
                    declined.insert(rule.name.clone());
                    reasons.insert(*why);
                }
                Some(Duty::Enforced) => assert!(rule.hard, "{} is soft and refuses nothing", rule.name),
                Some(Duty::Printed) => assert!(!rule.hard, "{} is hard and only printed", rule.name),
                None => return Err(format!("the schemas forget {}", rule.name)),
            }
        }
        let script = setsumon_sql::script(form, Dialect::Sqlite);
        let database = Connection::open_in_memory().map_err(|why| why.to_string())?;
        database.execute_batch(&script).map_err(|why| format!("{why}\n{script}"))?;
        let at_submission = setsumon_sql::places(form, Dialect::Sqlite)
            .into_iter()
            .filter(|(_, place)| match place {
                Place::Submission | Place::View => true,
                Place::Column | Place::Constraint | Place::ConstraintOfSubmitted | Place::Table => false,
            })
            .map(|(id, _)| form.rules().get(id).name.clone())
            .collect();
        let schemas = validators.try_into().map_err(|_| "two schemas".to_owned())?;
        Ok(Self { form, keys: Keys::of(form), schemas, database, declined, reasons, at_submission })
    }

    /// Asks everybody, and reports who does not agree with the reference; gives what the reference says of a submission.
    pub(crate) fn ask(&self, file: &Map<String, Json>) -> (bool, Vec<Disagreement>) {
        let mut found = Vec::new();
        let mut valid = false;
        for mode in MODES {
            let verdict = judge(self.form, &Answers::from_object(&self.keys, file), None, mode);
            let broken: BTreeSet<_> = verdict.violations.iter().map(|violation| violation.rule.clone()).collect();
            if mode == Mode::Submission {
                valid = verdict.valid;
            }
            let schema = &self.schemas[usize::from(mode == Mode::Draft)];
            let instance = Json::Object(file.clone());
            // Why it is refused takes the validator much longer to say than whether, so it is asked only of what is right.
            let refused: Vec<_> = if schema.is_valid(&instance) {
                Vec::new()
            } else if verdict.valid {
                schema.iter_errors(&instance).map(|error| format!("{error} at {}", error.schema_path())).collect()
            } else {
                vec![String::new()]
            };
            let only_declined = !broken.is_empty() && broken.is_subset(&self.declined);
            compare("schema", mode, &broken, only_declined, &refused, &mut found);
            let expected = (verdict.valid && mode == Mode::Submission).then_some(&verdict);
            let (refused, differs) = match self.write(file, mode == Mode::Submission, expected) {
                Ok(differs) => (Vec::new(), differs),
                Err(why) => (vec![why], Vec::new()),
            };
            if !differs.is_empty() {
                found.push(Disagreement { who: "derived", mode, what: differs.join("; ") });
            }
            let only_later = mode == Mode::Draft && !broken.is_empty() && broken.is_subset(&self.at_submission);
            compare("database", mode, &broken, only_later, &refused, &mut found);
        }
        (valid, found)
    }

    /// The answer file, what the reference says of it, and its statements in every dialect.
    pub(super) fn case(&self, file: &Map<String, Json>) -> Json {
        let answers = Answers::from_object(&self.keys, file);
        let broken = |mode| {
            let verdict = judge(self.form, &answers, None, mode);
            verdict.violations.iter().map(|violation| violation.rule.clone()).collect::<BTreeSet<_>>()
        };
        let statements: Map<String, Json> = Dialect::ALL
            .iter()
            .map(|dialect| {
                let statements = load::insert(self.form, *dialect, "r1", file, true).ok();
                let texts =
                    statements.map(|all| all.iter().map(|statement| statement.literal(*dialect)).collect::<Vec<_>>());
                (dialect.file().to_owned(), serde_json::json!(texts))
            })
            .collect();
        serde_json::json!({
            "answers": file,
            "broken": broken(Mode::Submission),
            "broken_draft": broken(Mode::Draft),
            "declined": self.declined,
            "later": self.at_submission,
            "statements": statements,
        })
    }

    /// Writes the answers into the database and takes them back; where a verdict is at hand, compares what the views derive from them.
    fn write(
        &self,
        file: &Map<String, Json>,
        submitted: bool,
        expected: Option<&Verdict>,
    ) -> Result<Vec<String>, String> {
        let statements =
            load::insert(self.form, Dialect::Sqlite, "r1", file, submitted).map_err(|unfit| unfit.to_string())?;
        self.database.execute_batch("SAVEPOINT answer").unwrap();
        let written = statements.iter().try_for_each(|statement| {
            let cells = statement.parameters.iter().map(|parameter| match parameter {
                Parameter::Integer(number) => Cell::Integer(*number),
                Parameter::Decimal(number) => Cell::Real(*number),
                Parameter::Truth(truth) => Cell::Integer(i64::from(*truth)),
                Parameter::Text(text) => Cell::Text(text.clone()),
            });
            self.database
                .execute(&statement.sql, rusqlite::params_from_iter(cells))
                .map(|_| ())
                .map_err(|why| why.to_string())
        });
        let differs = match (&written, expected) {
            (Ok(()), Some(verdict)) => self.differs(verdict),
            _ => Vec::new(),
        };
        self.database.execute_batch("ROLLBACK TO answer; RELEASE answer").unwrap();
        written.map(|()| differs)
    }

    /// Where the views derive something else than the reference.
    fn differs(&self, verdict: &Verdict) -> Vec<String> {
        let mut differs = Vec::new();
        let survey = &self.form.survey().code;
        let mut compare = |view: &str, occurrence: Option<usize>, name: &str, value: &Json| {
            let only = occurrence.map(|number| format!(" WHERE \"_occurrence\" = {number}")).unwrap_or_default();
            let query = format!("SELECT \"{name}\" FROM \"{view}__derived\"{only}");
            let cell: Cell = self.database.query_row(&query, [], |row| row.get(0)).unwrap();
            let same = match (&cell, value) {
                (Cell::Null, Json::Null) => true,
                (Cell::Integer(cell), Json::Number(number)) => number.as_f64() == Some(*cell as f64),
                (Cell::Real(cell), Json::Number(number)) => {
                    (number.as_f64().unwrap() - cell).abs() < 1e-9 * cell.abs().max(1.0)
                }
                (Cell::Text(cell), Json::String(text)) => cell == text,
                // Numbers with more digits than JSON keeps are texts in the verdict, and doubles in SQLite.
                (Cell::Real(cell), Json::String(text)) => {
                    text.parse::<f64>().is_ok_and(|number| (number - cell).abs() < 1e-9 * cell.abs())
                }
                _ => false,
            };
            if !same {
                differs.push(format!("{name} is {value}, and {cell:?} in the view"));
            }
        };
        compare(survey, None, "_outcome", &serde_json::to_value(verdict.outcome).unwrap());
        for derived in &verdict.derived {
            let view = derived.repeat.as_ref().unwrap_or(survey);
            compare(view, derived.occurrence, &derived.name, derived.value.as_ref().unwrap_or(&Json::Null));
        }
        differs
    }
}

fn compare(
    who: &'static str,
    mode: Mode,
    broken: &BTreeSet<String>,
    excused: bool,
    refused: &[String],
    found: &mut Vec<Disagreement>,
) {
    let what = match (broken.is_empty(), refused.is_empty()) {
        (true, false) => format!("refuses what is right: {}", refused.join("; ")),
        (false, true) if !excused => format!("accepts what breaks {broken:?}"),
        _ => return,
    };
    found.push(Disagreement { who, mode, what });
}
