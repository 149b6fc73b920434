//! `setsumon build`: every file of a survey, all of them or none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use setsumon_core::form::Form;
use setsumon_core::target::{Duty, Ledger, Refusal, Target};
use setsumon_diagnostics::{Code, SourceMap};

use crate::args::{Build, MessageFormat};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::staged::Staged;
use crate::survey::{compiled, let_go, refuse_second_standard_input};
use crate::{progress, registry, table};

/// So many rules are named for a reason, the others counted.
const NAMED: usize = 5;

/// What a survey became.
struct Built {
    folder: PathBuf,
    made: Vec<Made>,
    /// From reading to the last target.
    time: Duration,
}

/// What a target made.
struct Made {
    target: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
    time: Duration,
    declined: Vec<(&'static str, Vec<String>)>,
}

#[derive(Serialize)]
struct Written<'a> {
    written: String,
    target: &'a str,
    bytes: usize,
    microseconds: u128,
}

#[derive(Serialize)]
struct Declined<'a> {
    declined: &'a [String],
    target: &'a str,
    why: &'a str,
}

pub(crate) fn run(console: &Console, options: &Build) -> Result<Exit, Failure> {
    let Build { files, target, out, print } = options;
    refuse_second_standard_input(files)?;
    let targets = registry::chosen(target, print)?;
    let mut built: Vec<Built> = Vec::new();
    let mut exit = Exit::Fine;
    for file in files {
        match build(console, file, &targets, out.as_deref(), files.len() > 1)? {
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
    write(&built)?;
    for done in &built {
        tell(console, done);
    }
    Ok(Exit::Fine)
}

/// Makes everything of one survey in memory. The inner result is the exit code of mistakes that are printed already.
fn build(
    console: &Console,
    file: &Path,
    targets: &[Box<dyn Target>],
    out: Option<&Path>,
    several: bool,
) -> Result<Result<Built, Exit>, Failure> {
    let begin = Instant::now();
    let survey = compiled(console, file)?;
    let form = match survey.sound(console, file) {
        Ok(form) => form,
        Err(exit) => return Ok(Err(exit)),
    };
    let mut made = Vec::with_capacity(targets.len());
    let mut exit = Exit::Fine;
    for target in targets {
        match make(console, form, target.as_ref()) {
            Ok(done) => made.push(done),
            Err(refusals) => {
                for refusal in &refusals {
                    console.failure(&refused(target.name(), refusal, &survey.sources));
                }
                exit = Exit::Mistakes;
            }
        }
    }
    if exit != Exit::Fine {
        return Ok(Err(exit));
    }
    let built = Built { folder: folder(form, out, several), made, time: begin.elapsed() };
    let_go(survey, !several);
    Ok(Ok(built))
}

fn make(console: &Console, form: &Form, target: &dyn Target) -> Result<Made, Vec<Refusal>> {
    let begin = Instant::now();
    let name = target.name();
    let emitted = progress::during(console, &format!("making {name}"), || target.emit(form))?;
    Ok(Made { target: name, files: emitted.files, time: begin.elapsed(), declined: declined(form, &emitted.ledger) })
}

/// The rules a target leaves out, by reason.
fn declined(form: &Form, ledger: &Ledger) -> Vec<(&'static str, Vec<String>)> {
    let mut reasons: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (rule, duty) in ledger.iter() {
        let why = match duty {
            Some(Duty::Declined(why)) => *why,
            Some(Duty::Enforced | Duty::Printed) => continue,
            None => "forgotten: this is a bug in setsumon",
        };
        let name = form.rules().get(rule).name.clone();
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((why, vec![name])),
        }
    }
    reasons
}

fn refused(target: &str, refusal: &Refusal, sources: &SourceMap) -> Failure {
    let Refusal { message, help, origin } = refusal;
    let place = origin.map_or_else(String::new, |span| {
        let at = sources.start(span);
        format!("{}:{}:{}: ", sources.name(span.file), at.line, at.column)
    });
    let code = Code::TargetRefused.number();
    let failure = Failure::refused(format!("{place}{target}: {message} [{code}]"));
    match help {
        Some(help) => failure.help(help.clone()),
        None => failure,
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
fn write(built: &[Built]) -> Result<(), Failure> {
    let mut staged = Staged::default();
    for Built { folder, made, time: _ } in built {
        fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
        for (name, content) in made.iter().flat_map(|made| &made.files) {
            staged.add(&folder.join(name), content)?;
        }
    }
    staged.commit()
}

fn tell(console: &Console, built: &Built) {
    match console.format {
        MessageFormat::Json => tell_programs(console, built),
        MessageFormat::Short => {
            for (name, content) in built.made.iter().flat_map(|made| &made.files) {
                console.out(&format!("{}: {} bytes\n", built.folder.join(name).display(), content.len()));
            }
        }
        MessageFormat::Human => tell_people(console, built),
    }
}

fn tell_programs(console: &Console, built: &Built) {
    for Made { target, files, time, declined } in &built.made {
        for (name, content) in files {
            let written = built.folder.join(name).display().to_string();
            console.json(&Written { written, target, bytes: content.len(), microseconds: time.as_micros() });
        }
        for (why, rules) in declined {
            console.json(&Declined { declined: rules, target, why });
        }
    }
}

fn tell_people(console: &Console, built: &Built) {
    let Built { folder, made, time } = built;
    let mut rows = vec![["target", "file", "size", "time"].map(str::to_owned).to_vec()];
    let (mut files_in_all, mut bytes_in_all) = (0, 0);
    for Made { target, files, time, declined: _ } in made {
        for (index, (name, content)) in files.iter().enumerate() {
            // The time is the target's, not each file's.
            let first = index == 0;
            rows.push(vec![
                if first { (*target).to_owned() } else { String::new() },
                (*name).to_owned(),
                table::size(content.len()),
                if first { table::time(*time) } else { String::new() },
            ]);
            files_in_all += 1;
            bytes_in_all += content.len();
        }
    }
    rows.push(vec!["total".to_owned(), format!("{files_in_all} files"), table::size(bytes_in_all), table::time(*time)]);
    console.out(&format!("{}/\n{}", folder.display(), table::aligned(&rows, 2)));
    for Made { target, files: _, time: _, declined } in made {
        for (why, rules) in declined {
            console.aside(&format!("note: {target} leaves out {}: {why}\n", named(rules)));
        }
    }
}

fn named(rules: &[String]) -> String {
    let shown: Vec<String> = rules.iter().take(NAMED).map(|rule| format!("`{rule}`")).collect();
    match rules.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
