//! `setsumon diff`: what changed between two editions.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_diagnostics::{SourceMap, Span};
use setsumon_editions::report::{self, Filter, Places};
use setsumon_editions::{diff, diff::schema};

use crate::args::{Diff, DiffFormat, MessageFormat};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::survey::{compiled, read_text, refuse_second_standard_input};

/// An edition, and where its things are written.
struct Edition {
    model: Model,
    places: BTreeMap<String, String>,
}

pub(crate) fn run(console: &Console, options: &Diff) -> Result<Exit, Failure> {
    let Diff { files, format, class, all, data, series, exit_code, schema: wants_schema } = options;
    if *wants_schema {
        console.json(&schema());
        return Ok(Exit::Fine);
    }
    let [old, new] = files.as_slice() else {
        return Err(Failure::usage("two editions are compared: the one before, then the one after"));
    };
    refuse_second_standard_input(files)?;
    let (old, new) = match (edition(console, old)?, edition(console, new)?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(exit), _) | (_, Err(exit)) => return Ok(exit),
    };
    let found = diff(&old.model, &new.model);
    let filter = Filter {
        classes: class.iter().map(|class| (*class).into()).collect(),
        all: *all,
        data: data.map(Into::into),
        series: series.map(Into::into),
    };
    let shown = filter.apply(&found);
    let survey = &new.model.survey;
    let format = if console.format == MessageFormat::Json { DiffFormat::Json } else { *format };
    match format {
        DiffFormat::Terminal => {
            let places = Places { old: old.places, new: new.places };
            console.out(&report::terminal(&shown, &places, console.colours_output()));
        }
        DiffFormat::Markdown => console.out(&report::markdown(&shown, &survey.locale)),
        DiffFormat::Html => {
            let page = report::html(&shown, &survey.title.plain(), &survey.locale);
            console.out(&page.map_err(|error| Failure::refused(format!("the page cannot be made: {error:#}")))?);
        }
        // Programs filter for themselves, and are to see what people are spared.
        DiffFormat::Json => console.json(&found),
    }
    let changed = !shown.changes.is_empty();
    Ok(if *exit_code && changed { Exit::Mistakes } else { Exit::Fine })
}

/// Reads a survey or a frozen model. The inner result is the exit code of mistakes that are printed already.
fn edition(console: &Console, path: &Path) -> Result<Result<Edition, Exit>, Failure> {
    if path.extension() == Some(OsStr::new("json")) {
        let text = read_text(path)?;
        let model = Model::read(&text).map_err(|why| Failure::refused(format!("{}: {why}", path.display())))?;
        return Ok(Ok(Edition { model, places: BTreeMap::new() }));
    }
    let survey = compiled(console, path)?;
    Ok(survey
        .sound(console, path)
        .map(|form| Edition { model: Model::of(form), places: places(form, &survey.sources) }))
}

fn places(form: &Form, sources: &SourceMap) -> BTreeMap<String, String> {
    let place = |span: Span| {
        let at = sources.start(span);
        format!("{}:{}:{}", sources.name(span.file), at.line, at.column)
    };
    let sections = form.sections().values().map(|section| (section.code.clone(), place(section.origin)));
    let questions = form.questions().values().map(|question| (question.path.clone(), place(question.origin)));
    let repeats = form.repeats().values().map(|repeat| (repeat.path.clone(), place(repeat.origin)));
    let rules = form.rules().values().map(|rule| (rule.name.clone(), place(rule.origin)));
    sections.chain(questions).chain(repeats).chain(rules).collect()
}
