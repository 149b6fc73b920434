//! `setsumon new`: a survey to begin with, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use setsumon::Locale;

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::ResultFormat;
use crate::place::refuse_led_out;
use crate::staged::Staged;

/// Begin a survey in a folder of its own: a small one that works, to be changed. Nothing is asked and nothing is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon new cafe                                   writes cafe/cafe.survey
  setsumon new surveys/cafe --locale ja               in Japanese")]
pub(crate) struct New {
    /// The folder to make; its name becomes the code of the survey.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,

    /// The language of the survey; if left out, that of your system where there are words for it, else English.
    #[arg(long, value_enum)]
    pub(crate) locale: Option<Locale>,
}

#[derive(Serialize)]
struct Begun {
    begun: String,
    locale: &'static str,
}

pub(crate) fn run(console: &Console, options: &New) -> Result<Exit, Failure> {
    let New { folder, locale } = options;
    let locale = locale.unwrap_or_else(of_the_system);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(Failure::usage(format!("`{}` names no folder to make", folder.display()))
            .help("write a name, as in `setsumon new cafe`"));
    };
    let code = setsumon::text::code_of(&name);
    let place = folder.join(format!("{code}.survey"));
    let there = folder.exists();
    made(folder)?;
    if let Err(failure) = written(console, &place, &survey(locale, &code)) {
        if !there {
            // It is empty; where it cannot be removed either, the failure is what matters.
            let _ = fs::remove_dir(folder);
        }
        return Err(failure);
    }
    let shown = place.display().to_string();
    match console.format {
        ResultFormat::Json => console.json(&Begun { begun: shown, locale: locale.tag() }),
        ResultFormat::Short => console.out(&format!("{shown}\n")),
        ResultFormat::Human => {
            let quoted = if shown.contains([' ', '\'', '"', '\\']) {
                format!("'{}'", shown.replace('\'', "'\\''"))
            } else {
                shown.clone()
            };
            console.out(&format!("wrote {shown}\n"));
            console.aside(&format!(
                "see it while you write:    setsumon preview {quoted}\nmake the form and the rest: setsumon build {quoted}\n"
            ));
        }
    }
    Ok(Exit::Fine)
}

/// The language of the system: the first of the variables that say it.
fn of_the_system() -> Locale {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let first = said.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    Locale::ALL.into_iter().find(|locale| first.starts_with(locale.tag())).unwrap_or(Locale::En)
}

/// The survey to begin with, under its code and of this year.
fn survey(locale: Locale, code: &str) -> String {
    locale.words().first_survey.replacen("survey cafe ", &format!("survey {code} "), 1).replacen(
        "edition 2025",
        &format!("edition {}", this_year()),
        1,
    )
}

/// The year by the system's clock, in UTC.
fn this_year() -> u64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days_in = |year: u64| {
        if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) { 366 } else { 365 }
    };
    let (mut year, mut days) = (1970, seconds / 86_400);
    while days >= days_in(year) {
        days -= days_in(year);
        year += 1;
    }
    year
}

/// Makes the folder. One that is there and empty will do.
fn made(folder: &Path) -> Result<(), Failure> {
    refuse_led_out(folder)?;
    let taken = fs::symlink_metadata(folder).is_ok();
    let empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if taken && !empty {
        return Err(Failure::refused(format!("`{}` is there already", folder.display()))
            .help("take another name; nothing was changed"));
    }
    fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))
}

/// Writes the survey, whole or not at all.
fn written(console: &Console, place: &Path, text: &str) -> Result<(), Failure> {
    let mut staged = Staged::default();
    staged.fresh(place, text.as_bytes())?;
    staged.commit(console)
}
