//! The scenarios of a survey on disk: read, played, and told.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};
use setsumon::diagnostics::{FileId, SourceMap};
use setsumon::editions::scenario::{self, Before, Failed, Last, Names, Placed, Problem};
use setsumon::model::Model;
use setsumon::survey::Form;

use crate::exit::Failure;
use crate::kept::beside;
use crate::place::{folder_of, refuse_outside};
use crate::survey::read_found_text;

/// A scenario that was played, or that could not be.
#[derive(Debug, Serialize)]
pub(crate) struct Played {
    pub(crate) scenario: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    pub(crate) passed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<Found<Failed>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Found<Mistake>>,
}

/// Something in a scenario's file, and where.
#[derive(Debug, Serialize)]
struct Found<T> {
    line: u32,
    column: u32,
    #[serde(flatten)]
    what: T,
}

/// Why a scenario cannot be played.
#[derive(Debug, Serialize)]
struct Mistake {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// The scenarios of a survey, in the order of their names.
pub(crate) fn files(survey: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = beside(survey, "scenarios");
    refuse_outside(&folder, folder_of(survey))?;
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error: std::io::Error| Failure::file("read", &folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|ending| ending == "toml") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Plays scenarios. `previous` is the model of the edition before.
pub(crate) fn play(form: &Form, previous: Option<&Model>, files: &[PathBuf]) -> Result<Vec<Played>, Failure> {
    let names = Names::of(form);
    files.iter().map(|file| one(&names, previous, file)).collect()
}

fn one(names: &Names<'_>, previous: Option<&Model>, file: &Path) -> Result<Played, Failure> {
    let text = found(file)?;
    let mut sources = SourceMap::new();
    sources.add(file.display().to_string(), text.as_str());
    let mut played = Played {
        scenario: file.display().to_string(),
        title: String::new(),
        passed: false,
        failed: Vec::new(),
        problems: Vec::new(),
    };
    let read = scenario::read(names, &text).and_then(|scenario| {
        let last = last_answers(file, &scenario.last).map_err(|problem| vec![problem])?;
        let before = Before::of(names, &scenario, last, previous).map_err(|problem| vec![problem])?;
        Ok((scenario, before))
    });
    match read {
        Ok((scenario, before)) => {
            let failed = scenario::play(names, &scenario, &before);
            played.passed = failed.is_empty();
            played.title = scenario.title;
            played.failed = failed.into_iter().map(|failed| at(&sources, failed.at.clone(), failed)).collect();
        }
        Err(problems) => {
            let mistake = |Problem { message, help, at: place }| at(&sources, place, Mistake { message, help });
            played.problems = problems.into_iter().map(mistake).collect();
        }
    }
    Ok(played)
}

/// A file among the scenarios, unless a link has led it out of the project.
fn found(file: &Path) -> Result<String, Failure> {
    refuse_outside(file, folder_of(file))?;
    read_found_text(file)
}

fn at<T>(sources: &SourceMap, place: Range<usize>, what: T) -> Found<T> {
    let position = sources.position(FileId(0), u32::try_from(place.start).unwrap_or(0));
    Found { line: position.line, column: position.column, what }
}

/// Last year's answers, which lie in the scenario or beside it.
fn last_answers(scenario: &Path, last: &Last) -> Result<Option<Map<String, Value>>, Problem> {
    let Placed { value: name, at } = match last {
        Last::None => return Ok(None),
        Last::Here(answers) => return Ok(Some(answers.clone())),
        Last::File(file) => file,
    };
    let problem = |message: String| Problem { message, help: None, at: at.clone() };
    if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(problem(format!("`{name}` does not lie beside the scenario")));
    }
    let text = found(&scenario.with_file_name(name)).map_err(|failure| problem(failure.message))?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(answers)) => Ok(Some(answers)),
        Ok(_) => Err(problem(format!("`{name}` is no answer file: it is not one JSON object"))),
        Err(error) => Err(problem(format!("`{name}`: {error}"))),
    }
}

impl Played {
    /// What went wrong, for people; nothing of a scenario that passed.
    pub(crate) fn told(&self, colour: bool) -> String {
        if self.passed {
            return String::new();
        }
        let (red, plain) = if colour { ("\u{1b}[31m", "\u{1b}[0m") } else { ("", "") };
        let file = &self.scenario;
        let mut out = String::new();
        let _ = writeln!(out, "\n{red}scenario{plain} {}", if self.title.is_empty() { file } else { &self.title });
        for Found { line, column, what: Mistake { message, help } } in &self.problems {
            let _ = writeln!(out, "  {file}:{line}:{column}: {message}");
            if let Some(help) = help {
                let _ = writeln!(out, "    {help}");
            }
        }
        for Found { line, column, what: Failed { step, expected, found, why, at: _ } } in &self.failed {
            let step = step.as_ref().map(|step| format!(" ({step})")).unwrap_or_default();
            let _ = writeln!(out, "  expected {expected}{step}\n     found {found}");
            for line in why.iter().flat_map(|why| why.lines()) {
                let _ = writeln!(out, "           {line}");
            }
            let _ = writeln!(out, "  {file}:{line}:{column}");
        }
        out
    }

    /// The same in a line each, with the place first.
    pub(crate) fn told_shortly(&self) -> String {
        let file = &self.scenario;
        let mut out = String::new();
        for Found { line, column, what: Mistake { message, help: _ } } in &self.problems {
            let _ = writeln!(out, "{file}:{line}:{column}: {message}");
        }
        for Found { line, column, what: Failed { step: _, expected, found, why: _, at: _ } } in &self.failed {
            let _ = writeln!(out, "{file}:{line}:{column}: expected {expected}, found {found}");
        }
        out
    }
}
