//! `setsumon years`: the SQL of a view over the databases of all editions.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use setsumon::targets::sql::Dialect;
use setsumon::targets::sql::years::{Year, script};

use crate::console::Console;
use crate::edition::Edition;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings, dialects};
use crate::survey::refuse_second_standard_input;

/// Write the SQL of one view over the databases of all editions, with today's names and codes: `<survey>__all_years`. It tells apart
/// what was not asked that year, what was asked but not of this respondent, and what was left blank.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon years 2023.model.json 2024.survey --dialect postgresql | psql -v ON_ERROR_STOP=1 survey
  setsumon years 2023.survey 2024.survey --dialect sqlite --schema 2023=before --schema 2024=main > years.sql")]
pub(crate) struct Years {
    /// The editions, oldest first, each following the one before it: surveys or frozen models.
    #[arg(required = true, num_args = 2.., value_name = "EDITION")]
    pub(crate) editions: Vec<PathBuf>,

    /// Whose SQL.
    #[arg(long, value_parser = dialects(), value_name = "DIALECT")]
    pub(crate) dialect: Dialect,

    /// The schema (PostgreSQL), database (MySQL, MariaDB) or attached file (SQLite, DuckDB) of an edition; `<survey>_<edition>` if left out.
    #[arg(long, value_name = "EDITION=NAME", value_parser = schema)]
    pub(crate) schema: Vec<(i64, String)>,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

fn schema(text: &str) -> Result<(i64, String), String> {
    let named = text.split_once('=').filter(|(_, name)| !name.is_empty());
    let found = named.and_then(|(edition, name)| Some((edition.parse().ok()?, name.to_owned())));
    found.ok_or_else(|| "an edition and its schema, such as `2023=chiren_2023`".to_owned())
}

#[derive(Serialize)]
struct Script<'a> {
    years: Vec<i64>,
    sql: &'a str,
}

pub(crate) fn run(console: &Console, options: &Years) -> Result<Exit, Failure> {
    let Years { editions, dialect, schema, warnings: _ } = options;
    refuse_second_standard_input(editions)?;
    let mut models = Vec::with_capacity(editions.len());
    for path in editions {
        match Edition::read(console, path)? {
            Ok(edition) => models.push(edition.model),
            Err(exit) => return Ok(exit),
        }
    }
    let known: Vec<i64> = models.iter().map(|model| model.survey.edition).collect();
    if let Some((other, _)) = schema.iter().find(|(edition, _)| !known.contains(edition)) {
        return Err(Failure::usage(format!("`--schema` names edition {other}, which is none of those given")));
    }
    if let Some((edition, _)) = schema
        .iter()
        .enumerate()
        .find_map(|(place, named)| schema.iter().take(place).any(|(before, _)| *before == named.0).then_some(named))
    {
        return Err(Failure::usage(format!("`--schema` names the schema of edition {edition} twice")));
    }
    let schemas: Vec<String> = models
        .iter()
        .map(|model| {
            let edition = model.survey.edition;
            let given = schema.iter().rev().find(|(of, _)| *of == edition).map(|(_, name)| name.clone());
            given.unwrap_or_else(|| format!("{}_{edition}", model.survey.code))
        })
        .collect();
    let mut places = BTreeMap::new();
    for (edition, schema) in known.iter().zip(&schemas) {
        if let Some(other) = places.insert(schema.as_str(), edition) {
            let told = format!("editions {other} and {edition} cannot both lie in the schema `{schema}`");
            return Err(Failure::usage(told).help("give each its own, as in `--schema 2023=before --schema 2024=main`"));
        }
    }
    let years: Vec<Year<'_>> = models.iter().zip(&schemas).map(|(model, schema)| Year { model, schema }).collect();
    let sql = script(&years, *dialect).map_err(|why| {
        Failure::refused(why.to_string())
            .help("name the editions oldest first and leave none out: `was` speaks of the edition before")
    })?;
    match console.format {
        ResultFormat::Json => console.json(&Script { years: known, sql: &sql }),
        ResultFormat::Human | ResultFormat::Short => console.document(&sql),
    }
    Ok(Exit::Fine)
}
