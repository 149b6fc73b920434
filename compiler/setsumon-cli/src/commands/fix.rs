//! `setsumon fix`: the corrections that a machine can make.

use std::path::{Path, PathBuf};

use serde::Serialize;
use setsumon::Compilation;
use setsumon::editions::{Done, Fixed, FixedFile, unified};

use crate::console::{Console, counted, plural};
use crate::disk::Project;
use crate::exit::{Exit, Failure};
use crate::options::{ResultFormat, Warnings};
use crate::rules::Rules;
use crate::staged::Staged;
use crate::survey::{as_typed, is_standard_input, no_text, refuse_second_standard_input, shown};

/// Make every correction that messages offer: markers, what was left from last year, order of clauses, misspelt words. What a
/// survey imports is corrected too. Then say what is left, which is for its author.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  setsumon fix 2024.survey
  setsumon fix --diff 2024.survey                     show what would change, change nothing
  setsumon fix - < 2024.survey                        to the standard output")]
pub(crate) struct Fix {
    /// The surveys; `-` corrects the standard input to the standard output.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Change nothing; show what would change, and end with 1 if anything would.
    #[arg(long, visible_alias = "diff")]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) warnings: Warnings,
}

#[derive(Serialize)]
struct Corrected<'a> {
    correction: &'a str,
    code: &'static str,
    place: String,
}

#[derive(Serialize)]
struct Summary<'a> {
    fixed: &'a str,
    corrections: usize,
    changed: Vec<String>,
    errors: usize,
    warnings: usize,
}

pub(crate) fn run(console: &Console, options: &Fix) -> Result<Exit, Failure> {
    let Fix { files, check, warnings: _ } = options;
    refuse_second_standard_input(files)?;
    let mut exit = Exit::Fine;
    for file in files {
        exit = exit.and(corrected(console, file, *check)?);
    }
    Ok(exit)
}

fn corrected(console: &Console, file: &Path, check: bool) -> Result<Exit, Failure> {
    let project = if is_standard_input(file) { Project::of_standard_input() } else { Project::of_file(file) };
    let project = project.map_err(|error| Failure::file("read", Path::new(&shown(file)), &error))?;
    let read = setsumon::sources::Sources::read(&project, &project.root).unwrap_or_default();
    if setsumon::is_model(&read) {
        return Err(no_text(file, "there is nothing to correct"));
    }
    let rules = Rules::of(console, &project)?;
    let Fixed { files, done, left, checks: _ } = setsumon::editions::fix_told(&project, &project.root, &rules.levels);
    let Compilation { mut diagnostics, mut sources, .. } = left;
    let refused = rules.judge(console, &mut diagnostics);
    let name = |path: &str| as_typed(&project, file, path);
    let own = |changed: &FixedFile| changed.path == project.root;
    if is_standard_input(file)
        && !check
        && let Some(other) = files.iter().find(|changed| !own(changed))
    {
        return Err(Failure::refused(format!("`{}` is to be corrected too", name(&other.path)))
            .help("give the survey as a file, so that what it imports is corrected with it"));
    }
    told(console, &done, &name);
    if check {
        for changed in &files {
            differs(console, &name(&changed.path), changed);
        }
    } else if is_standard_input(file) {
        let text = files
            .iter()
            .find(|changed| own(changed))
            .map_or_else(|| read.clone(), |changed| changed.after.clone().into_bytes());
        console.document(&String::from_utf8_lossy(&text));
    } else {
        let mut staged = Staged::default();
        for FixedFile { path, before, after } in &files {
            // A survey that was named by a link is written as others are: not through one that leads out.
            let place = if *path == project.root { file.to_path_buf() } else { project.folder.join(path) };
            staged.instead(&place, Some(before.as_bytes()), after.as_bytes())?;
        }
        staged.commit(console)?;
    }
    sources.rename(name);
    console.diagnostics(&diagnostics, &sources);
    let (errors, warnings) = counted(&diagnostics);
    let whole = shown(file);
    match console.format {
        ResultFormat::Json => console.json(&Summary {
            fixed: &whole,
            corrections: done.len(),
            changed: files.iter().map(|changed| name(&changed.path)).collect(),
            errors,
            warnings,
        }),
        ResultFormat::Human | ResultFormat::Short => {
            let fixed = if done.is_empty() { "nothing to fix".to_owned() } else { format!("{} fixed", done.len()) };
            let fixed = if check { fixed.replace("fixed", "to be fixed") } else { fixed };
            let left =
                if errors == 0 { "no mistakes left".to_owned() } else { format!("{} left", plural(errors, "mistake")) };
            let warned = if warnings == 0 { String::new() } else { format!(", {}", plural(warnings, "warning")) };
            console.aside(&format!("{whole}: {fixed}, {left}{warned}\n"));
        }
    }
    let unfinished = refused || errors > 0 || (check && !files.is_empty());
    Ok(if unfinished { Exit::Mistakes } else { Exit::Fine })
}

/// What was done, or would be.
fn told(console: &Console, done: &[Done], name: &impl Fn(&str) -> String) {
    for Done { code, title, place } in done {
        let (path, at) = place.split_once(':').unwrap_or((place, ""));
        let place = format!("{}:{at}", name(path));
        match console.format {
            ResultFormat::Json => console.json(&Corrected { correction: title, code: code.number(), place }),
            ResultFormat::Human | ResultFormat::Short => {
                console.aside(&format!("{place}: {}: {title}\n", code.number()));
            }
        }
    }
}

fn differs(console: &Console, name: &str, FixedFile { path: _, before, after }: &FixedFile) {
    match console.format {
        ResultFormat::Json => {}
        ResultFormat::Short => console.out(&format!("{name}: would change\n")),
        ResultFormat::Human => console.document(&unified([before, after], [name, &format!("{name} (fixed)")])),
    }
}
