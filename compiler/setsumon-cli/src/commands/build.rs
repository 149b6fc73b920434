//! `setsumon build`: every file of a survey, put in place together. What one target refuses keeps no other from being made.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use setsumon::diagnostics::{Code, SourceMap};
use setsumon::survey::Form;
use setsumon::targets::{Refusal, Target};

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::output::refuse_what_is_read;
use crate::print::Print;
use crate::registry::TargetKind;
use crate::report::{self, Account};
use crate::survey::{compiled, let_go, refuse_second_standard_input};
use crate::swap::Folders;
use crate::{progress, registry, table};

/// Write the files of surveys. They replace older ones all together, and only if no survey has a mistake. A target that cannot be made
/// is told, and the others are written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon build 2024.survey                          into out/<survey>-<edition>/
  setsumon build 2024.survey --target html,ddl        these targets only
  setsumon build 2024.survey --out /var/www/survey    into this folder
  setsumon build surveys/*/2024.survey --out out      each into out/<survey>-<edition>/
  setsumon build 2024.survey --theme house.toml       printed in the colours of the house
  setsumon build 2024.survey --action /answers        the form posts there
  setsumon build 2024.survey --report                 and what becomes of each rule in each target")]
pub(crate) struct Build {
    /// The surveys, or models of surveys (.json); `-` is the standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What to make, parted by commas; everything if left out.
    #[arg(long, short, value_enum, value_delimiter = ',', value_name = "TARGET")]
    pub(crate) target: Vec<TargetKind>,

    /// Into which folder. With several surveys, each has a folder `<survey>-<edition>` in it.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Where the form posts the answers to: an http(s) address, or a path on its own server. Without it the form offers the answer file.
    #[arg(long, value_name = "URL", value_parser = setsumon::targets::HtmlOptions::posting_to)]
    pub(crate) action: Option<setsumon::targets::HtmlOptions>,

    /// Account for every rule: say which a target leaves out and why, and write report.csv, a row a rule.
    #[arg(long)]
    pub(crate) report: bool,

    #[command(flatten)]
    pub(crate) print: Print,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

/// What a survey became.
struct Built {
    folder: PathBuf,
    made: Vec<Made>,
    /// The targets that could not be made.
    refused: Vec<&'static str>,
    /// The names of the survey's rules.
    rules: Vec<String>,
    /// The account of every rule as a file, where it is asked for.
    report: Option<Vec<u8>>,
    /// From reading to the last target.
    time: Duration,
}

/// What a target made.
struct Made {
    account: Account,
    files: Vec<(&'static str, Vec<u8>)>,
    time: Duration,
}

impl Built {
    /// Every file, in the order to be listed.
    fn files(&self) -> impl Iterator<Item = (&str, &Vec<u8>)> + Clone {
        let made = self.made.iter().flat_map(|made| &made.files).map(|(name, content)| (*name, content));
        made.chain(self.report.iter().map(|report| (report::FILE, report)))
    }

    fn accounts(&self) -> Vec<&Account> {
        self.made.iter().map(|made| &made.account).collect()
    }
}

#[derive(Serialize)]
struct Written<'a> {
    written: String,
    target: &'a str,
    bytes: usize,
    microseconds: u128,
}

pub(crate) fn run(console: &Console, options: &Build) -> Result<Exit, Failure> {
    let Build { files, target, out, action, report, print, warnings: _ } = options;
    refuse_second_standard_input(files)?;
    let targets = registry::chosen(target, action.as_ref(), print)?;
    let mut built: Vec<Built> = Vec::new();
    let mut exit = Exit::Fine;
    for file in files {
        match build(console, file, &targets, out.as_deref(), *report, files.len() > 1)? {
            Ok(done) => {
                if built.iter().any(|other| other.folder == done.folder) {
                    let folder = done.folder.display();
                    return Err(Failure::usage(format!("two of these surveys would be written to `{folder}`"))
                        .help("build them one by one, each with its own `--out`"));
                }
                built.push(done);
            }
            Err(wrong) => exit = exit.and(wrong),
        }
    }
    if exit != Exit::Fine {
        return Ok(exit);
    }
    write(console, &built, &options.files)?;
    for done in &built {
        tell(console, done, *report);
        if !done.refused.is_empty() {
            exit = Exit::Mistakes;
        }
    }
    Ok(exit)
}

/// Makes everything of one survey in memory. The inner result is the exit code of mistakes that are printed already.
fn build(
    console: &Console,
    file: &Path,
    targets: &[Box<dyn Target>],
    out: Option<&Path>,
    report: bool,
    several: bool,
) -> Result<Result<Built, Exit>, Failure> {
    let begin = Instant::now();
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(Err(exit)),
    };
    let mut made = Vec::with_capacity(targets.len());
    let mut refused = Vec::new();
    for target in targets {
        match make(console, form, target.as_ref()) {
            Ok(done) => made.push(done),
            Err(refusals) => {
                tell_refused(console, target.name(), &refusals, &survey.checked.sources);
                refused.push(target.name());
            }
        }
    }
    if made.is_empty() && !refused.is_empty() {
        return Ok(Err(Exit::Mistakes));
    }
    let report = if report { Some(account_of_rules(form, &survey.checked.sources, &made)?) } else { None };
    let (folder, rules) = (folder(form, out, several), report::names(form));
    let built = Built { folder, made, refused, rules, report, time: begin.elapsed() };
    let_go(survey, !several);
    Ok(Ok(built))
}

fn make(console: &Console, form: &Form, target: &dyn Target) -> Result<Made, Vec<Refusal>> {
    let begin = Instant::now();
    let name = target.name();
    let emitted = progress::during(console, &format!("making {name}"), || target.emit(form))?;
    Ok(Made { account: Account::new(name, &emitted.ledger), files: emitted.files, time: begin.elapsed() })
}

fn account_of_rules(form: &Form, sources: &SourceMap, made: &[Made]) -> Result<Vec<u8>, Failure> {
    let accounts: Vec<&Account> = made.iter().map(|made| &made.account).collect();
    report::csv(form, sources, &accounts).map_err(|error| Failure::file("write", Path::new(report::FILE), &error))
}

/// Says why a target cannot be made.
pub(crate) fn tell_refused(console: &Console, target: &str, refusals: &[Refusal], sources: &SourceMap) {
    for Refusal { message, help, origin } in refusals {
        let place = origin.map_or_else(String::new, |span| format!("{}: ", sources.place(span)));
        let code = Code::TargetRefused.number();
        let failure = Failure::refused(format!("{place}{target}: {message} [{code}]"));
        console.failure(&match help {
            Some(help) => failure.help(help.clone()),
            None => failure,
        });
    }
}

fn folder(form: &Form, out: Option<&Path>, several: bool) -> PathBuf {
    let own = format!("{}-{}", form.survey().code, form.survey().edition);
    match (out, several) {
        (Some(out), false) => out.to_path_buf(),
        (Some(out), true) => out.join(own),
        (None, _) => Path::new("out").join(own),
    }
}

/// Every file of every survey is written before the first is put in place.
fn write(console: &Console, built: &[Built], inputs: &[PathBuf]) -> Result<(), Failure> {
    let mut folders = Folders::default();
    for done in built {
        done.files().try_for_each(|(name, _)| refuse_what_is_read(&done.folder.join(name), inputs))?;
        folders.add(&done.folder, done.files())?;
    }
    folders.put_in_place(console)
}

fn tell(console: &Console, built: &Built, report: bool) {
    tell_written(console, built, report);
    for target in &built.refused {
        console.aside(&format!("note: {target} is not made; what an earlier build wrote of it stays as it was\n"));
    }
}

fn tell_written(console: &Console, built: &Built, report: bool) {
    match console.format {
        ResultFormat::Json => tell_programs(console, built),
        ResultFormat::Short => {
            for (name, content) in built.files() {
                console.out(&format!("{}: {} bytes\n", built.folder.join(name).display(), content.len()));
            }
        }
        ResultFormat::Human => tell_people(console, built, report),
    }
}

fn tell_programs(console: &Console, built: &Built) {
    for Made { account, files, time } in &built.made {
        let target = account.target;
        for (name, content) in files {
            let written = built.folder.join(name).display().to_string();
            console.json(&Written { written, target, bytes: content.len(), microseconds: time.as_micros() });
        }
        for declined in account.declined(&built.rules) {
            console.json(&declined);
        }
    }
    if let Some(report) = &built.report {
        let written = built.folder.join(report::FILE).display().to_string();
        console.json(&Written { written, target: "report", bytes: report.len(), microseconds: 0 });
    }
}

fn tell_people(console: &Console, built: &Built, report: bool) {
    let mut rows = vec![["target", "file", "size", "time"].map(str::to_owned).to_vec()];
    for Made { account, files, time } in &built.made {
        for (index, (name, content)) in files.iter().enumerate() {
            // The time is the target's, not each file's.
            let first = index == 0;
            rows.push(vec![
                if first { account.target.to_owned() } else { String::new() },
                (*name).to_owned(),
                table::size(content.len()),
                if first { table::time(*time) } else { String::new() },
            ]);
        }
    }
    if let Some(report) = &built.report {
        let size = table::size(report.len());
        rows.push(vec!["report".to_owned(), report::FILE.to_owned(), size, String::new()]);
    }
    let bytes = built.files().map(|(_, content)| content.len()).sum();
    let files = format!("{} files", built.files().count());
    rows.push(vec!["total".to_owned(), files, table::size(bytes), table::time(built.time)]);
    console.out(&format!("{}/\n{}", built.folder.display(), table::aligned(&rows, 2)));
    if report {
        report::tell(console, &built.rules, &built.accounts());
    }
}
