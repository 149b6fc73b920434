//! Where drafts and the account go: the standard output, a folder of files, a report that grows line by line.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};
use setsumon::answers::{Spreadsheet, own_key};
use setsumon::editions::prefill::Line;
use setsumon::survey::{Form, Role};

use super::DraftFormat;
use crate::answers::Answer;
use crate::console::{Console, Pieces, plural};
use crate::disk::read_found;
use crate::exit::Failure;
use crate::output::{Replacing, refuse_to_replace};
use crate::place::refuse_led_out;
use crate::staged::{Growing, Staged};

/// A line of the account, with where its answers stand.
#[derive(Debug, Serialize)]
pub(super) struct AccountLine<'a> {
    pub(super) answers: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) respondent: Option<&'a str>,
    #[serde(flatten)]
    pub(super) line: &'a Line<'a>,
}

/// Where drafts go.
pub(super) enum Drafts<'a> {
    Lines(BufWriter<Pieces<'a>>),
    Indented(BufWriter<Pieces<'a>>),
    Rows { sheet: Box<Spreadsheet<BufWriter<Pieces<'a>>>>, columns: Vec<&'a str>, rosters: Vec<(&'a str, usize)> },
    Folder(Box<Folder<'a>>),
}

/// A folder of drafts: all that can be made are written in full first, then all are put in place, or none.
pub(super) struct Folder<'a> {
    staged: Staged,
    folder: PathBuf,
    /// Whether it was made for them.
    made: bool,
    replacing: Replacing<'a>,
    taken: HashSet<PathBuf>,
    /// How many have no place to go to.
    homeless: usize,
}

/// The file's own entries that a row of CSV has.
const OWN: [&str; 6] = ["_survey", "_edition", "_respondent", "_response", CARRIED, "_last"];

/// The one of them that names the variables that are filled in.
const CARRIED: &str = "_carried";

impl<'a> Drafts<'a> {
    pub(super) fn new(
        console: &'a Console,
        form: &'a Form,
        format: Option<DraftFormat>,
        out: Option<&Path>,
        replacing: Replacing<'a>,
    ) -> Result<Self, Failure> {
        if let Some(folder) = out {
            return Ok(Self::Folder(Box::new(Folder::new(folder, replacing)?)));
        }
        let stdout = console.writer();
        Ok(match format.unwrap_or(DraftFormat::Jsonl) {
            DraftFormat::Jsonl => Self::Lines(BufWriter::with_capacity(1 << 16, stdout)),
            DraftFormat::Json => Self::Indented(BufWriter::with_capacity(1 << 16, stdout)),
            DraftFormat::Csv => rows(console, form)?,
        })
    }

    /// Writes one.
    pub(super) fn write(
        &mut self,
        console: &Console,
        answer: &Answer,
        draft: &Map<String, Value>,
    ) -> Result<(), Failure> {
        let written: io::Result<()> = match self {
            Self::Lines(out) => {
                serde_json::to_writer(&mut *out, draft).map_err(Into::into).and_then(|()| out.write_all(b"\n"))
            }
            Self::Indented(out) => {
                serde_json::to_writer_pretty(&mut *out, draft).map_err(Into::into).and_then(|()| out.write_all(b"\n"))
            }
            Self::Rows { sheet, columns, rosters } => {
                for (roster, left) in rosters {
                    *left += usize::from(draft.contains_key(*roster));
                }
                let carried = carried_here(draft, columns);
                let value = |column: &str| if column == CARRIED { carried.as_ref() } else { draft.get(column) };
                let cells = OWN.iter().chain(columns.iter()).map(|column| cell(value(column)));
                sheet.row(cells)
            }
            Self::Folder(folder) => {
                let added = folder.add(&file_name(draft, &answer.stem), draft);
                folder.homeless += usize::from(added.is_err());
                return added;
            }
        };
        arrived(console, written)
    }

    /// Writes what is left, and says what rows could not hold.
    pub(super) fn finish(self, console: &Console) -> Result<Vec<(&'a str, usize)>, Failure> {
        match self {
            Self::Lines(mut out) | Self::Indented(mut out) => {
                arrived(console, out.flush())?;
                Ok(Vec::new())
            }
            Self::Rows { sheet, columns: _, rosters } => {
                arrived(console, sheet.finish().and_then(|mut out| out.flush()))?;
                Ok(rosters.into_iter().filter(|(_, left)| *left > 0).collect())
            }
            Self::Folder(folder) => folder.put_in_place(console).map(|()| Vec::new()),
        }
    }
}

impl<'a> Folder<'a> {
    fn new(folder: &Path, replacing: Replacing<'a>) -> Result<Self, Failure> {
        refuse_led_out(folder)?;
        let made = !folder.exists();
        fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
        let staged = Staged::beneath(folder)?;
        Ok(Self { staged, folder: folder.to_path_buf(), made, replacing, taken: HashSet::new(), homeless: 0 })
    }

    fn add(&mut self, name: &str, draft: &Map<String, Value>) -> Result<(), Failure> {
        let place = self.folder.join(format!("{name}.json"));
        if !self.taken.insert(place.clone()) {
            return Err(Failure::refused(format!("two drafts would be written to `{}`", place.display()))
                .help("give each answer file a `_response` of its own"));
        }
        let mut content = serde_json::to_vec_pretty(draft).unwrap_or_default();
        content.push(b'\n');
        // A run that was ended in its midst is run again, and goes on where that stopped.
        if !self.replacing.force && read_found(&place).is_ok_and(|there| there == content) {
            return Ok(());
        }
        refuse_to_replace(&place, self.replacing)?;
        if self.replacing.force { self.staged.add(&place, &content) } else { self.staged.fresh(&place, &content) }
    }

    fn put_in_place(self, console: &Console) -> Result<(), Failure> {
        let Self { staged, folder, made, replacing: _, taken: _, homeless } = self;
        let done = if homeless == 0 {
            staged.commit(console)
        } else {
            drop(staged);
            let message = format!("{} could not be written, so none was", plural(homeless, "draft"));
            Err(Failure::refused(message).help(format!("`{}` is as it was", folder.display())))
        };
        if made && done.is_err() {
            // It is empty; where it cannot be removed either, the failure is what matters.
            let _ = fs::remove_dir(&folder);
        }
        done
    }
}

fn rows<'a>(console: &'a Console, form: &'a Form) -> Result<Drafts<'a>, Failure> {
    let answers = form.variables().values().filter(|variable| match variable.role {
        Role::Answer => variable.repeat.is_none(),
        Role::Given | Role::Retired | Role::Last(_) => false,
    });
    let columns: Vec<&str> = answers.map(|variable| variable.name.as_str()).collect();
    let out = BufWriter::with_capacity(1 << 16, console.writer());
    let sheet = Spreadsheet::new(out, OWN.iter().chain(&columns)).map_err(|error| not_arrived(console, &error))?;
    let rosters = form.repeats().values().map(|repeat| (repeat.name.as_str(), 0)).collect();
    Ok(Drafts::Rows { sheet: Box::new(sheet), columns, rosters })
}

/// The names of what is filled in, as far as the row has a column of them: what stands in a roster is left out with it.
fn carried_here(draft: &Map<String, Value>, columns: &[&str]) -> Option<Value> {
    let names = draft.get(CARRIED)?.as_array()?;
    let here = names.iter().filter(|name| name.as_str().is_some_and(|name| columns.contains(&name)));
    let here: Vec<Value> = here.cloned().collect();
    (!here.is_empty()).then_some(Value::Array(here))
}

/// A value as a cell: text as it is, all else as JSON.
fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The key of the response, where it can be the name of a file; else the name of the file the answers come from.
fn file_name(draft: &Map<String, Value>, stem: &str) -> String {
    let plain = |name: &&str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    own_key(draft, "_response").ok().flatten().filter(|name| plain(&name.as_str())).unwrap_or_else(|| stem.to_owned())
}

fn arrived(console: &Console, written: io::Result<()>) -> Result<(), Failure> {
    written.map_err(|error| not_arrived(console, &error))
}

/// The console knows why the standard output did not take it.
fn not_arrived(console: &Console, error: &io::Error) -> Failure {
    console.lost().unwrap_or_else(|| Failure::file("write", Path::new("<standard output>"), error))
}

/// The account as a file.
pub(super) struct Report {
    place: PathBuf,
    file: ReportFile,
}

/// JSON Lines, or CSV.
enum ReportFile {
    Lines(Growing),
    Rows(Box<Spreadsheet<Growing>>),
}

impl Report {
    pub(super) fn new(place: &Path, replacing: Replacing<'_>) -> Result<Self, Failure> {
        refuse_to_replace(place, replacing)?;
        let (file, place) = (Growing::new(place, replacing.force)?, place.to_path_buf());
        if place.extension() != Some(OsStr::new("csv")) {
            return Ok(Self { place, file: ReportFile::Lines(file) });
        }
        let heading = [
            "answers",
            "respondent",
            "key",
            "roster",
            "occurrence",
            "value",
            "status",
            "reason",
            "variable",
            "became",
            "words",
            "personal",
        ];
        let sheet = Spreadsheet::new(file, heading).map_err(|error| Failure::file("write", &place, &error))?;
        Ok(Self { place, file: ReportFile::Rows(Box::new(sheet)) })
    }

    pub(super) fn write(&mut self, told: &AccountLine<'_>) -> Result<(), Failure> {
        let written: io::Result<()> = match &mut self.file {
            ReportFile::Lines(file) => {
                serde_json::to_writer(&mut *file, told).map_err(Into::into).and_then(|()| file.write_all(b"\n"))
            }
            ReportFile::Rows(sheet) => sheet.row(row(told)),
        };
        written.map_err(|error| Failure::file("write", &self.place, &error))
    }

    pub(super) fn finish(self, console: &Console) -> Result<(), Failure> {
        match self.file {
            ReportFile::Lines(file) => file.commit(console),
            ReportFile::Rows(sheet) => match sheet.finish() {
                Ok(file) => file.commit(console),
                Err(error) => Err(Failure::file("write", &self.place, &error)),
            },
        }
    }
}

fn row(told: &AccountLine<'_>) -> [String; 12] {
    let AccountLine { answers, respondent, line } = told;
    let Line { key, roster, occurrence, value, status, reason, variable, became, words, personal } = line;
    [
        (*answers).to_owned(),
        respondent.unwrap_or_default().to_owned(),
        (*key).to_owned(),
        roster.unwrap_or_default().to_owned(),
        occurrence.map_or_else(String::new, |number| number.to_string()),
        cell(Some(*value)),
        status.as_str().to_owned(),
        reason.map_or("", |reason| reason.as_str()).to_owned(),
        variable.unwrap_or_default().to_owned(),
        cell(became.as_ref()),
        words.clone().unwrap_or_default(),
        if *personal { "yes" } else { "" }.to_owned(),
    ]
}
