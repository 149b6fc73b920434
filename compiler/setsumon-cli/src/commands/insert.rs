//! `setsumon insert`: answer files as SQL, one or thousands, in one transaction that comes about only if all of them are right.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use setsumon::answers::{Answers, Columns, Keys, check_origin, own_key};
use setsumon::judge::{Mode, judge};
use setsumon::survey::Form;
use setsumon::targets::sql::Dialect;
use setsumon::targets::sql::load::{Loader, is_key};

use crate::answers::{self, Answer};
use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings, dialects};
use crate::survey::{compiled, refuse_second_standard_input};

/// Write answer files as SQL for the database that `build --target ddl` makes: one transaction, to the standard output.
/// Each response is judged first; if any is refused, the script undoes itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon insert 2024.survey incoming/*.json --dialect postgresql | psql -v ON_ERROR_STOP=1 survey
  setsumon insert 2024.survey all.jsonl --dialect sqlite | sqlite3 -bail survey.db
  setsumon insert 2024.survey half.json --draft --dialect mysql | mariadb survey")]
pub(crate) struct Insert {
    /// The survey, or its model (.json).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The answers: JSON objects, one a file or one after another as in JSON Lines, or CSV with a heading of variables; `-` is
    /// the standard input.
    /// A response's key is its `_response`, else the name of its file.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// Whose SQL.
    #[arg(long, value_parser = dialects(), value_name = "DIALECT")]
    pub(crate) dialect: Dialect,

    /// Leave them as drafts: answers may be missing, none may be wrong.
    #[arg(long)]
    pub(crate) draft: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

pub(crate) fn run(console: &Console, options: &Insert) -> Result<Exit, Failure> {
    let Insert { file, answers, dialect, draft, warnings: _ } = options;
    match console.format {
        ResultFormat::Human | ResultFormat::Short => {}
        ResultFormat::Json => {
            let message = "`insert` writes SQL to the standard output, so messages as JSON cannot go there too";
            return Err(
                Failure::usage(message).help("leave out `--message-format json`; see `setsumon validate` for verdicts")
            );
        }
    }
    let mut inputs = vec![file.clone()];
    inputs.extend(answers.iter().cloned());
    refuse_second_standard_input(&inputs)?;
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(exit),
    };
    let loader = Loader::new(form, *dialect);
    let writer = Writer { console, form, keys: Keys::of(form), loader, draft: *draft };
    console.document(&writer.loader.begin());
    let mut told = Inserted { exit: Exit::Fine, written: 0, refused: 0, places: HashMap::new() };
    for path in answers {
        // What went wrong in the middle of a file is told, and the rest of the files are looked at too.
        if let Err(failure) = writer.file(path, &mut told) {
            if console.is_lost() {
                return Err(failure);
            }
            console.failure(&failure);
            told.exit = told.exit.and(failure.exit);
        }
    }
    // Nothing is kept unless everything is: whoever reads the script runs it to its end and finds the tables as they were.
    console.document(writer.loader.end(told.exit == Exit::Fine));
    if console.is_lost() {
        return Ok(told.exit);
    }
    console.aside(&match told.exit {
        Exit::Fine => format!("{} written\n", plural(told.written, "response")),
        Exit::Mistakes | Exit::Usage | Exit::Files | Exit::Bug => {
            let refused = plural(told.refused, "response");
            format!("{refused} refused, so nothing is written: the script ends with ROLLBACK\n")
        }
    });
    Ok(told.exit)
}

struct Inserted {
    exit: Exit,
    written: usize,
    refused: usize,
    /// Where each response stands that was written, by its key.
    places: HashMap<String, String>,
}

struct Writer<'a> {
    console: &'a Console,
    form: &'a Form,
    keys: Keys<'a>,
    loader: Loader<'a>,
    draft: bool,
}

impl Writer<'_> {
    /// One answer file after another, as they come: neither the file nor the script is ever in memory as a whole.
    fn file(&self, path: &Path, told: &mut Inserted) -> Result<(), Failure> {
        answers::each(path, &|heading| Columns::of_form(&self.keys, heading), &mut |Answer { name, stem, read }| {
            let own = read.as_ref().map_or(Ok(None), |object| own_key(object, "_response"));
            let (read, key) = match own {
                Ok(key) => (read, key.unwrap_or(stem)),
                Err(why) => (Err(why), stem),
            };
            let twice = told.places.get(&key).map(|place| format!("it was written already, as it stands in {place}"));
            match twice.map_or(read, Err).and_then(|object| self.response(&key, &object)) {
                Ok(script) => {
                    told.written += 1;
                    told.places.insert(key, name);
                    self.console.document(&script);
                }
                Err(why) => {
                    told.refused += 1;
                    told.exit = told.exit.and(Exit::Mistakes);
                    self.console.failure(&Failure::refused(format!("{name}: response `{key}`: {why}")));
                }
            }
            // Where the script cannot go anywhere, there is no use in more of it.
            if self.console.is_lost() { Err(self.console.lost().unwrap_or_else(lost)) } else { Ok(()) }
        })
    }

    /// The statements of one response, or why it is refused.
    fn response(&self, key: &str, object: &Map<String, Value>) -> Result<String, String> {
        if !is_key(key) {
            return Err(
                "its key is not 1 to 64 letters, digits and signs of ASCII: give it one as `_response`".to_owned()
            );
        }
        check_origin(&self.form.survey().code, self.form.survey().edition, object).map_err(|why| why.to_string())?;
        let mode = if self.draft { Mode::Draft } else { Mode::Submission };
        let verdict = judge(self.form, &Answers::from_object(&self.keys, object), None, mode);
        if let Some(first) = verdict.violations.first() {
            let others = match verdict.violations.len() - 1 {
                0 => String::new(),
                more => format!(", and {} more: see `setsumon validate`", plural(more, "violation")),
            };
            return Err(format!("{}: {}{others}", first.variable, first.message.replace('\n', " ")));
        }
        self.loader.script(key, object, !self.draft).map_err(|unfit| unfit.to_string())
    }
}

fn lost() -> Failure {
    Failure::unwritable("the script could not be written")
}
