//! `setsumon freeze`: the model of a survey that goes to the field.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::model::Model;

use crate::console::Console;
use crate::disk;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::staged::Staged;
use crate::survey::{compiled, is_standard_input};
use crate::table;

/// Write `<edition>.model.json` beside the survey: the checked model, with the variables of all editions before.
/// Next year's survey says `follows` to it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon freeze surveys/chiren/2024.survey          writes surveys/chiren/2024.model.json")]
pub(crate) struct Freeze {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Overwrite a frozen model that differs. What it said was in the field is then forgotten.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Frozen {
    frozen: String,
    bytes: usize,
    changed: bool,
}

pub(crate) fn run(console: &Console, options: &Freeze) -> Result<Exit, Failure> {
    let Freeze { file, force, warnings: _ } = options;
    if is_standard_input(file) {
        return Err(Failure::usage("a survey on the standard input cannot be frozen: its model lies beside its file"));
    }
    let survey = compiled(console, file)?;
    survey.refuse_model(file, "what is frozen is a survey that was checked against the edition before")?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let model = Model::freeze(form, survey.checked.followed.as_ref()).write();
    let place = file.with_file_name(format!("{}.model.json", form.survey().edition));
    let old = if place.exists() {
        Some(disk::read_found(&place).map_err(|error| Failure::file("read", &place, &error))?)
    } else {
        None
    };
    let changed = old.as_deref() != Some(model.as_slice());
    if old.is_some() && changed && !force {
        return Err(Failure::refused(format!("`{}` is frozen already, and differs", place.display())).help(
            "what was in the field must not change: give the survey a new edition; \
             or, if it was never in the field, use `--force`",
        ));
    }
    if changed {
        let mut staged = Staged::default();
        staged.instead(&place, old.as_deref(), &model)?;
        staged.commit(console)?;
    }
    told(console, &place, model.len(), changed);
    Ok(Exit::Fine)
}

fn told(console: &Console, place: &Path, bytes: usize, changed: bool) {
    let name = place.display().to_string();
    match console.format {
        ResultFormat::Json => console.json(&Frozen { frozen: name, bytes, changed }),
        ResultFormat::Human | ResultFormat::Short => {
            let what = if changed { "wrote" } else { "unchanged" };
            console.out(&format!("{what} {name} ({})\n", table::size(bytes)));
        }
    }
}
