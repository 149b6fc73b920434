//! `setsumon migrate`: the SQL that takes a filled database of one edition to the next.

use std::path::PathBuf;

use setsumon::targets::sql::Dialect;
use setsumon::targets::sql::migrate::{Refused, migration};

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings, dialects};
use crate::survey::{compiled, refuse_second_standard_input};

/// Write the SQL that takes a filled database of one edition to the next, to the standard output. Renames keep data, codes
/// go by `was`, and what has no place in the new edition is kept in a side table, unless `--drop` names it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon migrate 2023.survey 2024.survey --dialect postgresql --plan        what would happen
  setsumon migrate 2023.survey 2024.survey --dialect postgresql --dry-run | psql -v ON_ERROR_STOP=1 survey
  setsumon migrate 2023.survey 2024.survey --dialect postgresql | psql -v ON_ERROR_STOP=1 survey
  setsumon migrate 2023.survey 2024.survey --dialect sqlite --drop s__fax | sqlite3 -bail survey.db")]
pub(crate) struct Migrate {
    /// The edition that the database was made from: its survey, or its model (.json).
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The edition after: its survey, or its model.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// Whose SQL.
    #[arg(long, value_parser = dialects(), value_name = "DIALECT")]
    pub(crate) dialect: Dialect,

    /// Write SQL that counts the answers at risk instead, and changes nothing.
    #[arg(long, conflicts_with = "plan")]
    pub(crate) dry_run: bool,

    /// Tell what would happen instead; with `--message-format json` as JSON.
    #[arg(long)]
    pub(crate) plan: bool,

    /// Put nothing aside: where an answer has no place, the script changes nothing and fails.
    #[arg(long)]
    pub(crate) refuse: bool,

    /// Throw away what has no place of these variables and rosters of the old edition, parted by commas.
    #[arg(long, value_delimiter = ',', value_name = "VARIABLE")]
    pub(crate) drop: Vec<String>,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

pub(crate) fn run(console: &Console, options: &Migrate) -> Result<Exit, Failure> {
    let Migrate { old, new, dialect, dry_run, plan, refuse, drop, warnings: _ } = options;
    let as_json = match console.format {
        ResultFormat::Human | ResultFormat::Short => false,
        ResultFormat::Json => true,
    };
    if as_json && !plan {
        let message = "`migrate` writes SQL to the standard output, so messages as JSON cannot go there too";
        return Err(
            Failure::usage(message).help("add `--plan` for what happens as JSON, or leave out `--message-format json`")
        );
    }
    refuse_second_standard_input(&[old.clone(), new.clone()])?;
    let (before, now) = (compiled(console, old)?, compiled(console, new)?);
    let forms = (before.sound(console, old), now.sound(console, new));
    let (before, now) = match forms {
        (Ok(before), Ok(now)) => (before, now),
        (Err(exit), _) | (_, Err(exit)) => return Ok(exit),
    };
    let found = migration(before, now, *dialect, drop).map_err(|why| refused(&why))?;
    let told = found.told();
    match (plan, as_json) {
        (true, true) => console.json(&told),
        (true, false) => console.out(&told.lines()),
        (false, _) => {
            console.document(&if *dry_run { found.dry_run() } else { found.script(*refuse) });
            console.aside(&told.lines());
        }
    }
    Ok(Exit::Fine)
}

fn refused(why: &Refused) -> Failure {
    let failure = Failure::refused(why.to_string());
    match why {
        Refused::NothingToDrop { name: _, known: _ } => failure.help("see what is at risk with `--plan`"),
        Refused::OtherSurvey { old: _, new: _ }
        | Refused::NotLater { old: _, new: _ }
        | Refused::FollowsAnother { old: _, follows: _ } => failure,
    }
}
