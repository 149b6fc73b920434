//! Several answers that became one, of every kind: none is made of more than one that nobody gave. Drafts, databases and the view of all
//! years do the same of each; that the form does too is seen in `agreement::prefill`, which goes through these steps.

use rusqlite::Connection;
use serde_json::{Map, Value as Json};
use setsumon_core::frozen::Model;
use setsumon_editions::prefill::{Prefill, Reason, Status};
use setsumon_sql::Dialect;
use setsumon_sql::years::{Year, script};
use setsumon_tests::agreement::kinds::{Asked, merges};
use setsumon_tests::agreement::migration::{Response, Step};
use setsumon_tests::tables::rows;

use crate::kinds::{migrated, plain};

/// The kinds of which two that were answered are two parts of what is asked today: 2 and 2 is no 2.
const AMOUNTS: &[&str] =
    &["integer", "decimal", "year", "fiscal_year", "scale", "bounded", "grid of integer", "grid of scale"];

/// Whether the answers of a file are one answer.
fn is_one(then: &Asked, file: &Map<String, Json>) -> bool {
    let values: Vec<&Json> = file.values().collect();
    match values.as_slice() {
        [one, other] => one == other && !AMOUNTS.contains(&then.name),
        _ => true,
    }
}

#[test]
fn of_several_that_became_one_no_answer_is_made_that_nobody_gave() {
    let mut wrong = Vec::new();
    for (then, step, files) in merges() {
        let old = Model::of(&step.old);
        let carry = Prefill::new(&old, &step.new).expect("a step");
        let today = then.key_today();
        let response = |(index, file): (usize, &Map<String, Json>)| Response {
            key: format!("r{index}"),
            file: file.clone(),
            submitted: false,
        };
        let responses: Vec<Response> = files.iter().enumerate().map(response).collect();
        let (cells, aside) = migrated(&step.old, &step.new, &responses);
        let series = series(&step, &responses, &today);
        for Response { key, file, .. } in &responses {
            let one = is_one(&then, file);
            let value = file.values().next().map(plain).expect("an answer");
            let told = format!("{} {}", then.name, Json::Object(file.clone()));
            let carried = carry.carry(file).expect("answers of the edition before");
            // Whoever gets the draft sees what last year's file would have shown.
            let beside = carried.draft.get("_last").and_then(|last| last.get(&today)).and_then(Json::as_array);
            let shown: Vec<String> = beside.into_iter().flatten().map(plain).collect();
            let given: Vec<String> =
                carried.account.iter().map(|line| plain(line.became.as_ref().unwrap_or(line.value))).collect();
            if !one && shown != given {
                wrong.push(format!("{told}: the draft shows {shown:?} beside the blank"));
            }
            let account = carried.account;
            let wanted = if one { (Status::Carried, None) } else { (Status::NotCarried, Some(Reason::Several)) };
            for line in account {
                if (line.status, line.reason) != wanted {
                    wrong.push(format!("{told}: {} {:?} {:?}", line.key, line.status, line.reason));
                }
                let stands = aside.get(&(key.clone(), line.key.to_owned())).cloned();
                if stands != Some((plain(line.value), if one { "merged" } else { "several" }.to_owned())) {
                    wrong.push(format!("{told}: {} stands aside as {stands:?}", line.key));
                }
            }
            let cell = cells.get(&(key.clone(), today.clone()));
            if cell != one.then_some(&value) {
                wrong.push(format!("{told}: {cell:?} in the database"));
            }
            let seen = series.iter().find(|(response, _)| response == key).map(|(_, seen)| seen.as_str());
            let wanted = if one { format!("{} | answered", value) } else { "- | several".to_owned() };
            if seen.map(number) != Some(number(&wanted)) {
                wrong.push(format!("{told}: {seen:?} in the view of all years"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A figure is the same however its decimal places are written.
fn number(seen: &str) -> String {
    match seen.split_once(" | ") {
        Some((value, state)) => match value.parse::<f64>() {
            Ok(number) => format!("{number} | {state}"),
            Err(_) => seen.to_owned(),
        },
        None => seen.to_owned(),
    }
}

/// What the view of all years says of a variable, by response.
fn series(step: &Step, responses: &[Response], today: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let answers: Vec<(&str, Json)> =
        responses.iter().map(|one| (one.key.as_str(), Json::Object(one.file.clone()))).collect();
    crate::years::file(folder.path(), &step.old, &answers);
    crate::years::file(folder.path(), &step.new, &[]);
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    for edition in [2024, 2025] {
        let place = folder.path().join(edition.to_string()).display().to_string();
        database.execute(&format!("ATTACH ?1 AS t_{edition}"), [place]).expect("it is attached");
    }
    let old = Model::freeze(&step.old, None);
    let new = Model::freeze(&step.new, Some(&old));
    let years = [(&old, "t_2024"), (&new, "t_2025")];
    let text = script(&years.map(|(model, schema)| Year { model, schema }), Dialect::Sqlite).expect("a chain");
    database.execute_batch(&text).expect("the script runs");
    let query =
        format!("SELECT _response, value, state FROM t__all_years WHERE variable = '{today}' AND _edition = 2024");
    let split = |row: String| row.split_once(" | ").map(|(key, seen)| (key.to_owned(), seen.to_owned()));
    rows(&database, &query).into_iter().filter_map(split).collect()
}
