//! `setsumon rollover`: next year's file.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::diagnostics::{FileId, SourceMap};
use setsumon::editions::rollover::{Refused, Rolled, rollover};

use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::{Replacing, refuse_to_replace};
use crate::staged::Growing;
use crate::survey::{compiled, is_standard_input};

/// Write next year's file beside this year's: the edition and the survey's days moved on, `follows` set, and `@new`, `was`,
/// `splits`, `revised` and `break` taken out, because they speak of the edition before. Comments and layout stay. Years that
/// somebody typed into a text are pointed out and left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon rollover surveys/chiren/2024.survey        writes surveys/chiren/2025.survey
  setsumon rollover 2024.survey --out draft.survey")]
pub(crate) struct Rollover {
    /// This year's survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Where to write it.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Overwrite a file that is there.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Summary<'a> {
    rolled_over: String,
    edition: i64,
    cleared: usize,
    updated: usize,
    years: Vec<Year<'a>>,
}

#[derive(Serialize)]
struct Year<'a> {
    line: u32,
    column: u32,
    written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'a str>,
}

pub(crate) fn run(console: &Console, options: &Rollover) -> Result<Exit, Failure> {
    let Rollover { file, out, force, warnings: _ } = options;
    if is_standard_input(file) {
        return Err(Failure::usage("the standard input has no file beside which the next edition could stand"));
    }
    let survey = compiled(console, file)?;
    survey.refuse_model(file, "next year's is made from this year's")?;
    let edition = match survey.sound(console, file) {
        Ok(form) => form.survey().edition,
        Err(exit) => return Ok(exit),
    };
    let text = survey.checked.sources.ids().next().map_or("", |first| survey.checked.sources.text(first));
    let model = format!("{edition}.model.json");
    let rolled = rollover(text, &model).map_err(|refused| match refused {
        Refused::Broken => Failure::refused(format!("`{}` has mistakes", file.display())),
        Refused::NoEdition => Failure::refused(format!("`{}` has no edition", file.display())),
        Refused::Last => Failure::refused(format!("no edition comes after that of `{}`", file.display())),
    })?;
    let place = out.clone().unwrap_or_else(|| beside(file, edition, rolled.edition));
    refuse_to_replace(&place, Replacing { force: *force, inputs: std::slice::from_ref(file) })?;
    let mut next = Growing::new(&place, *force)?;
    next.write_all(rolled.text.as_bytes()).map_err(|error| Failure::file("write", &place, &error))?;
    next.commit(console)?;
    let frozen = file.with_file_name(&model);
    tell(console, &place, &rolled, (!frozen.exists()).then_some((file, frozen.as_path())));
    Ok(Exit::Fine)
}

/// `2025.survey` beside `2024.survey`; `cafe-2025.survey` beside `cafe-2024.survey`; else the edition alone.
fn beside(file: &Path, edition: i64, next: i64) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let moved = name.replacen(&edition.to_string(), &next.to_string(), 1);
    if moved == name { file.with_file_name(format!("{next}.survey")) } else { file.with_file_name(moved) }
}

fn tell(console: &Console, place: &Path, rolled: &Rolled, unfrozen: Option<(&Path, &Path)>) {
    let mut sources = SourceMap::new();
    sources.add(place.display().to_string(), rolled.text.as_str());
    let at = |offset: u32| sources.position(FileId(0), offset);
    if console.format == ResultFormat::Json {
        let year = |year: &'_ setsumon::editions::rollover::TypedYear| {
            let position = at(year.span.start);
            (position.line, position.column)
        };
        let years = rolled.years.iter().map(|typed| {
            let (line, column) = year(typed);
            Year { line, column, written: &typed.written, instead: typed.instead.as_deref() }
        });
        let Rolled { text: _, edition, cleared, updated, days_moved: _, years: _ } = rolled;
        console.json(&Summary {
            rolled_over: place.display().to_string(),
            edition: *edition,
            cleared: *cleared,
            updated: *updated,
            years: years.collect(),
        });
        return;
    }
    let mut words = format!("wrote {}: edition {}", place.display(), rolled.edition);
    if rolled.cleared > 0 {
        words.push_str(&format!(", {} of the edition before taken out", plural(rolled.cleared, "marker")));
    }
    console.out(&format!("{words}\n"));
    if rolled.days_moved {
        console.aside("look at the survey's days: they are a year later, whatever day of the week that is\n");
    }
    if rolled.updated > 0 {
        console.aside(&format!("{} `@updated` stay: a figure to be given anew is one every year\n", rolled.updated));
    }
    for year in &rolled.years {
        let position = at(year.span.start);
        let would = match &year.instead {
            Some(instead) => format!("`{instead}` would have moved by itself"),
            None => "look whether it has to move".to_owned(),
        };
        let (place, line, column) = (place.display(), position.line, position.column);
        console.aside(&format!("{place}:{line}:{column}: `{}` was typed here; {would}\n", year.written));
    }
    if let Some((file, model)) = unfrozen {
        let (file, model) = (file.display(), model.display());
        console.aside(&format!("it follows {model}, which is not there yet: setsumon freeze {file}\n"));
    }
}
