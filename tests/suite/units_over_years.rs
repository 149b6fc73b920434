//! A figure that is counted otherwise, and as before again: what the office knows, what is asked, and what is asked of each occurrence.
//! Values of two units stand neither in one series nor in one column, in SQLite over files and over migrations.

use rusqlite::Connection;
use serde_json::{Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_sql::Dialect;
use setsumon_sql::migrate::migration;
use setsumon_sql::years::{Year, script};
use setsumon_tests::project::Project;
use setsumon_tests::tables::rows;

use crate::years::file;

/// The figures, by their variables.
const FIGURES: [&str; 4] = ["given__road", "given__rate", "s__way", "s__legs__n"];

/// Editions of 2021 and the years after, in each of which the figures are counted so.
fn editions(units: &[&str]) -> Vec<(Form, Model)> {
    let mut chain: Vec<(Form, Model)> = Vec::new();
    for (unit, edition) in units.iter().zip(2021..) {
        let before = chain.last().map(|(_, model)| model);
        let follows = before.map_or("", |_| " follows \"m\"");
        let text = format!(
            "setsumon 1\nsurvey trip \"Trips\" {{ locale en  edition {edition}{follows}\n  \
             given integer road \"Road\" unit \"{unit}\"  given decimal rate \"Rate\" digits 1 unit \"{unit}\" }}\n\
             section s \"S\" {{\n  integer way \"How far?\" unit \"{unit}\" min 0\n  \
             repeat legs \"Legs\" 0..3 {{ integer n \"How long?\" unit \"{unit}\" }}\n}}\n"
        );
        let project = Project::of(&text);
        let project = before.map_or(project.clone(), |before| project.with("m", before.write()));
        let form = project.compile().form_before_markers(&text).clone();
        let model = Model::freeze(&form, before);
        chain.push((form, model));
    }
    chain
}

/// Every figure of an edition is a number that tells which edition it is of.
fn answers(edition: i64) -> Json {
    json!({ "given__road": edition, "given__rate": edition, "s__way": edition, "s__legs": [{ "s__legs__n": edition }] })
}

/// The view over all years of files that hold one response each.
fn over_the_years(chain: &[(Form, Model)]) -> Connection {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Connection::open_in_memory().expect("SQLite opens in memory");
    let mut schemas = Vec::new();
    for (form, _) in chain {
        let edition = form.survey().edition;
        file(folder.path(), form, &[("a", answers(edition))]);
        let place = folder.path().join(edition.to_string()).display().to_string();
        database.execute(&format!("ATTACH '{place}' AS trip_{edition}"), []).expect("the file is attached");
        schemas.push(format!("trip_{edition}"));
    }
    let years: Vec<Year<'_>> = chain.iter().zip(&schemas).map(|((_, model), schema)| Year { model, schema }).collect();
    database.execute_batch(&script(&years, Dialect::Sqlite).expect("a chain")).expect("the script runs");
    database
}

/// The database of the first edition with a response, taken from edition to edition, in each of which another response is added.
fn taken_along(chain: &[(Form, Model)]) -> Connection {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, _) = chain.first().expect("an edition");
    file(folder.path(), first, &[("r2021", answers(2021))]);
    let database = Connection::open(folder.path().join("2021")).expect("a file");
    for pair in chain.windows(2) {
        let [(old, _), (new, _)] = pair else { continue };
        let way = migration(old, new, Dialect::Sqlite, &[]).expect("a step");
        database.execute_batch(&way.script(false)).expect("it migrates");
        let edition = new.survey().edition;
        let loader = setsumon_sql::load::Loader::new(new, Dialect::Sqlite);
        let answers = answers(edition);
        let key = format!("r{edition}");
        let statements = loader.insert(&key, answers.as_object().expect("an object"), true).expect("the answers fit");
        let script: Vec<String> = statements.iter().map(|one| one.literal(Dialect::Sqlite)).collect();
        database.execute_batch(&script.join(";\n")).expect("the answers are taken");
    }
    database
}

/// What stands under a name over the years: editions and values, of those that were answered.
fn series(database: &Connection, variable: &str) -> Vec<String> {
    let query = format!(
        "SELECT _edition, value FROM trip__all_years WHERE variable = '{variable}' AND state = 'answered' ORDER BY 1"
    );
    rows(database, &query).iter().map(|row| row.replace(".0", "")).collect()
}

#[test]
fn values_of_two_units_are_two_series() {
    let database = over_the_years(&editions(&["km", "m"]));
    for figure in FIGURES {
        assert_eq!(series(&database, figure), ["2022 | 2022"], "{figure}");
        assert_eq!(series(&database, &format!("{figure}_")), ["2021 | 2021"], "{figure}");
        let told = format!(
            "SELECT variable, unit FROM trip__years_variable WHERE variable IN ('{figure}', '{figure}_') ORDER BY 1"
        );
        assert_eq!(rows(&database, &told), [format!("{figure} | m"), format!("{figure}_ | km")]);
    }
}

#[test]
fn the_same_unit_is_one_series() {
    let database = over_the_years(&editions(&["km", "km"]));
    for figure in FIGURES {
        assert_eq!(series(&database, figure), ["2021 | 2021", "2022 | 2022"], "{figure}");
    }
}

/// A unit that comes back does not join what lies before and behind the other one: three series, and none is called as another.
#[test]
fn a_unit_that_comes_back_begins_a_series() {
    let database = over_the_years(&editions(&["km", "m", "km"]));
    for figure in FIGURES {
        for (name, year) in [(figure.to_owned(), 2023), (format!("{figure}_"), 2022), (format!("{figure}__"), 2021)] {
            assert_eq!(series(&database, &name), [format!("{year} | {year}")], "{name}");
        }
    }
    let labels = rows(&database, "SELECT variable, label, unit, last_edition FROM trip__years_variable ORDER BY 1");
    assert_eq!(
        labels.iter().filter(|row| row.starts_with("s__way")).collect::<Vec<_>>(),
        [
            "s__way | How far? (km) | km | 2023",
            "s__way_ | How far? (m) | m | 2022",
            "s__way__ | How far? (km, 2021) | km | 2021",
        ]
    );
    let mut names: Vec<&str> = labels.iter().filter_map(|row| row.split(" | ").nth(1)).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{labels:#?}");
}

/// Nothing of another unit comes into today's column, nor back into it, and nothing is lost.
#[test]
fn values_of_two_units_are_no_column() {
    let database = taken_along(&editions(&["km", "m", "km"]));
    for figure in FIGURES {
        let (table, variable) = if figure.contains("legs") { ("s__legs", figure) } else { ("trip", figure) };
        let own = format!("SELECT _response, {variable} FROM {table} WHERE {variable} IS NOT NULL ORDER BY 1");
        let own: Vec<String> = rows(&database, &own).iter().map(|row| row.replace(".0", "")).collect();
        assert_eq!(own, ["r2023 | 2023"], "{figure}");
        let aside = format!("SELECT _response, value, why FROM trip__earlier WHERE variable = '{figure}' ORDER BY 1");
        let aside: Vec<String> = rows(&database, &aside).iter().map(|row| row.replace(".0", "")).collect();
        assert_eq!(aside, ["r2021 | 2021 | unit", "r2022 | 2022 | unit"], "{figure}");
        let edition = format!("SELECT DISTINCT _edition FROM trip__earlier WHERE variable = '{figure}' ORDER BY 1");
        assert_eq!(rows(&database, &edition), ["2021", "2022"]);
    }
    let plan = |units: &[&str]| {
        let chain = editions(units);
        let told = migration(&chain[0].0, &chain[1].0, Dialect::Sqlite, &[]).expect("a step").told();
        let at_risk: Vec<String> = told.at_risk().map(str::to_owned).collect();
        at_risk
    };
    let mut told = plan(&["km", "m"]);
    told.sort_by_key(|name| FIGURES.iter().position(|figure| figure == name));
    assert_eq!(told, FIGURES);
    assert_eq!(plan(&["km", "km"]), [""; 0]);
}
