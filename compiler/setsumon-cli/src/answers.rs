//! Answer files as every command takes them: JSON objects or rows of CSV, one at a time, so that no file is ever in memory as a whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use serde_json::{Map, Value};
use setsumon::answers::{BadColumns, Columns, Strict};
use setsumon::answers::{BadTable, Table, Width};

use crate::exit::Failure;
use crate::survey::{is_standard_input, shown};

/// One answer file, or what is wrong with it.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Where it stands: the file, with the line where the file has several.
    pub(crate) name: String,
    /// A name for a file of its own: that of the file it comes from, with a number where that has several.
    pub(crate) stem: String,
    pub(crate) read: ReadFile,
}

/// An answer file, or what is wrong with it.
type ReadFile = Result<Map<String, Value>, String>;

/// What takes them.
type Visit<'v> = dyn FnMut(Answer) -> Result<(), Failure> + 'v;

/// How the heading of a table is read: of which edition its variables are is known to the command.
type ReadHeading<'h> = dyn Fn(&csv::StringRecord) -> Result<Columns, BadColumns> + 'h;

/// Hands out the answers of a file in their order.
pub(crate) fn each(path: &Path, heading: &ReadHeading<'_>, visit: &mut Visit<'_>) -> Result<(), Failure> {
    let standard = is_standard_input(path);
    let reader: Box<dyn Read> = if standard {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|error| Failure::file("read", path, &error))?)
    };
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let stem = if standard { None } else { path.file_stem() };
    let stem = stem.map_or_else(|| "answers".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut queue = Queue { name: shown(path), stem, number: 0, waiting: None, visit };
    let first = first(&mut reader).map_err(|error| Failure::file("read", Path::new(&queue.name), &error))?;
    match first {
        Some(b'{') => json(reader, &mut queue)?,
        Some(b'[') => {
            return Err(Failure::refused(format!("{}: a JSON array", queue.name))
                .help("hand in one JSON object after another, as in JSON Lines: jq -c '.[]'"));
        }
        Some(_) => csv(reader, heading, &mut queue)?,
        None => return Err(no_answers(&queue.name)),
    }
    queue.finish()
}

/// The first byte that is no white space and no byte order mark, left to be read.
fn first(reader: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let skipped =
            bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte)).count();
        let found = bytes.get(skipped).copied();
        reader.consume(skipped);
        if found.is_some() {
            return Ok(found);
        }
    }
}

/// The answers of one file. The first waits for a second: alone it bears the file's name. What cannot be read is told with its line.
struct Queue<'v> {
    name: String,
    stem: String,
    number: usize,
    waiting: Option<(usize, ReadFile)>,
    visit: &'v mut Visit<'v>,
}

impl Queue<'_> {
    fn push(&mut self, line: usize, read: ReadFile) -> Result<(), Failure> {
        if self.number == 0 && self.waiting.is_none() && read.is_ok() {
            self.waiting = Some((line, read));
            return Ok(());
        }
        if let Some((line, read)) = self.waiting.take() {
            self.visit_numbered(line, read)?;
        }
        self.visit_numbered(line, read)
    }

    fn visit_numbered(&mut self, line: usize, read: ReadFile) -> Result<(), Failure> {
        self.number += 1;
        let (name, stem) = (format!("{}:{line}", self.name), format!("{}-{}", self.stem, self.number));
        (self.visit)(Answer { name, stem, read })
    }

    fn finish(mut self) -> Result<(), Failure> {
        match self.waiting.take() {
            Some((_, read)) => (self.visit)(Answer { name: self.name, stem: self.stem, read }),
            None if self.number == 0 => Err(no_answers(&self.name)),
            None => Ok(()),
        }
    }
}

fn no_answers(name: &str) -> Failure {
    Failure::refused(format!("{name}: there are no answers in it"))
}

fn object(value: Value) -> ReadFile {
    match value {
        Value::Object(object) => Ok(object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err("an answer file is one JSON object".to_owned())
        }
    }
}

/// JSON Lines where the first line is an object, else objects over several lines.
fn json(mut reader: impl BufRead, queue: &mut Queue<'_>) -> Result<(), Failure> {
    let name = queue.name.clone();
    let unreadable = |error: &io::Error| Failure::file("read", Path::new(&name), error);
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes).map_err(|error| unreadable(&error))?;
    if serde_json::from_slice::<Strict>(&bytes).is_err_and(|error| error.is_eof()) {
        return objects(Cursor::new(bytes).chain(reader), queue);
    }
    for line in 1.. {
        if bytes.is_empty() {
            break;
        }
        if !bytes.trim_ascii().is_empty() {
            let read = serde_json::from_slice(&bytes).map_err(|error| told(&error));
            queue.push(line, read.and_then(|Strict(value)| object(value)))?;
        }
        bytes.clear();
        reader.read_until(b'\n', &mut bytes).map_err(|error| unreadable(&error))?;
    }
    Ok(())
}

/// The parser's words with the column alone: the line is that of the file.
fn told(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(before, _)| before);
    format!("column {}: {words}", error.column())
}

/// Objects one after another. Where one is broken, nobody can say where the next begins.
fn objects(reader: impl Read, queue: &mut Queue<'_>) -> Result<(), Failure> {
    let values = serde_json::Deserializer::from_reader(reader).into_iter::<Strict>();
    for (number, value) in (1..).zip(values) {
        match value {
            Ok(Strict(value)) => queue.push(number, object(value))?,
            Err(error) if error.is_io() => return Err(Failure::file("read", Path::new(&queue.name), &error)),
            Err(error) => {
                queue.push(error.line(), Err(told(&error)))?;
                break;
            }
        }
    }
    Ok(())
}

fn csv(reader: impl Read, read_heading: &ReadHeading<'_>, queue: &mut Queue<'_>) -> Result<(), Failure> {
    let name = queue.name.clone();
    let wrong = |bad: BadTable| match bad {
        BadTable::Unread(error) => Failure::file("read", Path::new(&name), &error),
        BadTable::OpenQuote(_) | BadTable::NotUtf8(_) | BadTable::Cells { .. } | BadTable::Separator(_) => {
            Failure::refused(format!("{name}: {bad}"))
        }
    };
    let mut table = Table::new(reader, Width::Full).map_err(wrong)?;
    let columns = read_heading(table.heading()).map_err(|why| {
        Failure::refused(format!("{name}: {why}")).help("the first line names the variables, as in the codebook")
    })?;
    while let Some((line, row)) = table.row().map_err(wrong)? {
        queue.push(usize::try_from(line).unwrap_or(usize::MAX), Ok(columns.file(&row)))?;
    }
    Ok(())
}
