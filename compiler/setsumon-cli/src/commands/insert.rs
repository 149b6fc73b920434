//! `setsumon insert`: answer files as SQL, one or thousands, in one transaction that comes about only if all of them are right.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::Form;
use setsumon_core::judge::{Mode, judge};
use setsumon_sql::Dialect;
use setsumon_sql::load::Loader;

use crate::args::{DialectKind, MessageFormat};
use crate::console::{Console, plural};
use crate::exit::{Exit, Failure};
use crate::survey::{compiled, is_standard_input, refuse_second_standard_input, shown};

/// Write answer files as SQL for the database that `build --target ddl` makes: one transaction, to the standard output.
/// Each response is judged first; if any is refused, the script undoes itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon insert 2024.survey incoming/*.json --dialect postgresql | psql -v ON_ERROR_STOP=1 survey
  setsumon insert 2024.survey all.jsonl --dialect sqlite | sqlite3 -bail survey.db
  setsumon insert 2024.survey half.json --draft --dialect mysql | mariadb survey")]
pub(crate) struct Insert {
    /// The survey.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The answer files: each one JSON object, or one after another as in JSON Lines; `-` is the standard input.
    /// A response's key is its `_response`, else the name of its file.
    #[arg(required = true, value_name = "ANSWERS")]
    pub(crate) answers: Vec<PathBuf>,

    /// Whose SQL.
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub(crate) dialect: DialectKind,

    /// Leave them as drafts: answers may be missing, none may be wrong.
    #[arg(long)]
    pub(crate) draft: bool,
}

pub(crate) fn run(console: &Console, options: &Insert) -> Result<Exit, Failure> {
    let Insert { file, answers, dialect, draft } = options;
    match console.format {
        MessageFormat::Human | MessageFormat::Short => {}
        MessageFormat::Json => {
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
    let dialect = dialect.dialect();
    let mut writer =
        Writer { console, form, keys: Keys::of(form), loader: Loader::new(form, dialect), dialect, draft: *draft };
    console.document(writer.begin());
    let mut told = Told { exit: Exit::Fine, written: 0, refused: 0 };
    for path in answers {
        // What went wrong in the middle of a file is told, and the rest of the files are looked at too.
        if let Err(failure) = writer.file(path, &mut told) {
            console.failure(&failure);
            told.exit = told.exit.and(failure.exit);
        }
    }
    // Nothing is kept unless everything is: whoever reads the script runs it to its end and finds the tables as they were.
    console.document(match told.exit {
        Exit::Fine => "COMMIT;\n",
        Exit::Mistakes | Exit::Usage | Exit::Files | Exit::Bug => "ROLLBACK;\n",
    });
    console.aside(&match told.exit {
        Exit::Fine => format!("{} written\n", plural(told.written, "response")),
        Exit::Mistakes | Exit::Usage | Exit::Files | Exit::Bug => {
            let refused = plural(told.refused, "response");
            format!("{refused} refused, so nothing is written: the script ends with ROLLBACK\n")
        }
    });
    Ok(told.exit)
}

/// Characters of a response's key.
const KEY_BYTES: usize = 64;

struct Told {
    exit: Exit,
    written: usize,
    refused: usize,
}

struct Writer<'a> {
    console: &'a Console,
    form: &'a Form,
    keys: Keys<'a>,
    loader: Loader<'a>,
    dialect: Dialect,
    draft: bool,
}

impl Writer<'_> {
    fn begin(&self) -> &'static str {
        match self.dialect {
            Dialect::PostgreSql | Dialect::DuckDb => "BEGIN;\n",
            Dialect::Sqlite => "PRAGMA foreign_keys = ON;\nBEGIN;\n",
            Dialect::MySql => "SET NAMES utf8mb4;\nSTART TRANSACTION;\n",
        }
    }

    /// One answer file after another, as they come: neither the file nor the script is ever in memory as a whole.
    fn file(&mut self, path: &Path, told: &mut Told) -> Result<(), Failure> {
        let name = shown(path);
        let reader: Box<dyn Read> = if is_standard_input(path) {
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(path).map_err(|error| Failure::file("read", path, &error))?)
        };
        let stem = if is_standard_input(path) {
            "response".to_owned()
        } else {
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let mut number = 0;
        let mut objects = serde_json::Deserializer::from_reader(BufReader::new(reader)).into_iter::<Value>();
        let mut first = objects.next();
        while let Some(value) = first.take() {
            let value = value.map_err(|error| Failure::refused(format!("{name}: {error}")))?;
            number += 1;
            first = objects.next();
            let only = number == 1 && first.is_none();
            let Value::Object(object) = value else {
                return Err(Failure::refused(format!("{name}: response {number} is no JSON object")));
            };
            let key = key(&object, &stem, if only { None } else { Some(number) });
            match self.response(&key, &object) {
                Ok(script) => {
                    told.written += 1;
                    self.console.document(&script);
                }
                Err(why) => {
                    told.refused += 1;
                    told.exit = told.exit.and(Exit::Mistakes);
                    self.console.failure(&Failure::refused(format!("{name}: response `{key}`: {why}")));
                }
            }
        }
        Ok(())
    }

    /// The statements of one response, or why it is refused.
    fn response(&self, key: &str, object: &Map<String, Value>) -> Result<String, String> {
        if key.is_empty() || key.len() > KEY_BYTES || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                "its key is not 1 to 64 letters, digits and signs of ASCII: give it one as `_response`".to_owned()
            );
        }
        let mode = if self.draft { Mode::Draft } else { Mode::Submission };
        let verdict = judge(self.form, &Answers::from_object(&self.keys, object), None, mode);
        if let Some(first) = verdict.violations.first() {
            let others = match verdict.violations.len() - 1 {
                0 => String::new(),
                more => format!(", and {} more: see `setsumon validate`", plural(more, "violation")),
            };
            return Err(format!("{}: {}{others}", first.variable, first.message.replace('\n', " ")));
        }
        let statements = self.loader.insert(key, object, !self.draft).map_err(|unfit| unfit.to_string())?;
        let mut script = String::new();
        for statement in statements {
            script.push_str(&statement.literal(self.dialect));
            script.push_str(";\n");
        }
        Ok(script)
    }
}

/// The key of a response: what its file says, else the name of the file, with a number where it holds several.
fn key(object: &Map<String, Value>, stem: &str, number: Option<usize>) -> String {
    match (object.get("_response").and_then(Value::as_str), number) {
        (Some(key), _) => key.to_owned(),
        (None, None) => stem.to_owned(),
        (None, Some(number)) => format!("{stem}-{number}"),
    }
}
