//! A survey from its path: read, compiled, and everything said about it. A published model is read wherever a survey is.

use std::path::{Path, PathBuf};

use setsumon::Compilation;
use setsumon::Session;
use setsumon::survey::Form;

use crate::console::{Console, counted, plural};
use crate::disk::{self, Project};
use crate::exit::{Exit, Failure};
use crate::progress;
use crate::rules::Rules;

/// The name of the standard input in messages.
pub(crate) const STANDARD_INPUT: &str = "<standard input>";

/// A compiled survey.
#[derive(Debug)]
pub(crate) struct Survey {
    /// What became of it. What was said of it is printed already.
    pub(crate) checked: Compilation,
    /// Whether something counts as a mistake that is none of the survey's own: what its project or the caller makes of warnings, or
    /// the project file itself.
    pub(crate) refused: bool,
}

/// Whether a path means the standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How a path is called in messages.
pub(crate) fn shown(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.to_owned() } else { path.display().to_string() }
}

/// The text of a JSON file, or of the standard input.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    text_of(path, if is_standard_input(path) { disk::standard_input() } else { disk::read_at_most(path) })
}

/// The same of a file that nobody named but that lies where one is looked for.
pub(crate) fn read_found_text(path: &Path) -> Result<String, Failure> {
    text_of(path, disk::read_found(path))
}

fn text_of(path: &Path, bytes: std::io::Result<Vec<u8>>) -> Result<String, Failure> {
    let bytes = bytes.map_err(|error| Failure::file("read", Path::new(&shown(path)), &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::refused(format!("`{}` is not UTF-8, so it is no JSON", shown(path))))?;
    // Some programs put a byte order mark before everything they write.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The standard input can be read once.
pub(crate) fn refuse_second_standard_input(paths: &[PathBuf]) -> Result<(), Failure> {
    if paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
        return Err(Failure::usage("`-` can be given once: there is one standard input"));
    }
    Ok(())
}

/// Whether a path is the one that is named, or lies in it.
pub(crate) fn is_named(path: &str, name: &str) -> bool {
    path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

/// Refuses to accept what is at a path where nothing differs: it is misspelt, or taken already.
pub(crate) fn refuse_stray<'d>(
    accepted: &[String],
    differing: impl Iterator<Item = &'d str> + Clone,
) -> Result<(), Failure> {
    let mut named = accepted.iter().filter(|name| !name.is_empty());
    let Some(stray) = named.find(|name| differing.clone().all(|path| !is_named(path, name))) else { return Ok(()) };
    let failure = Failure::usage(format!("nothing at `{stray}` differs"));
    Err(match setsumon::diagnostics::did_you_mean(stray, differing) {
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None => failure,
    })
}

/// Compiles a survey and prints everything to be said about it.
pub(crate) fn compiled(console: &Console, path: &Path) -> Result<Survey, Failure> {
    compiled_accepting(console, path, &[])
}

/// The same, the new meaning of what stands at some paths accepted whatever the lock remembers.
pub(crate) fn compiled_accepting(console: &Console, path: &Path, accepted: &[String]) -> Result<Survey, Failure> {
    let (checked, rules) = read(console, path, accepted)?;
    Ok(told(console, checked, &rules))
}

/// Compiles a survey and prints everything to be said about it, also what a good editor would say.
pub(crate) fn advised(console: &Console, path: &Path) -> Result<Survey, Failure> {
    let (mut checked, rules) = read(console, path, &[])?;
    let mut found = setsumon::lints::find(&checked);
    found.extend(setsumon::flow::find(&checked));
    checked.advise(found);
    Ok(told(console, checked, &rules))
}

/// Prints what is said of a survey, each thing as heavy as it is to be.
fn told(console: &Console, mut checked: Compilation, rules: &Rules) -> Survey {
    let refused = rules.judge(console, &mut checked.diagnostics);
    console.diagnostics(&checked.diagnostics, &checked.sources);
    Survey { checked, refused }
}

fn read(console: &Console, path: &Path, accepted: &[String]) -> Result<(Compilation, Rules), Failure> {
    let project = if is_standard_input(path) { Project::of_standard_input() } else { Project::of_file(path) };
    let project = project.map_err(|error| Failure::file("read", Path::new(&shown(path)), &error))?;
    let rules = Rules::of(console, &project)?;
    let name = shown(path);
    let step = format!("reading {name}");
    let mut checked =
        progress::during(console, &step, || Session::new().accepting(accepted).check(&project, &project.root));
    checked.sources.rename(|known| as_typed(&project, path, known));
    Ok((checked, rules))
}

/// What is said of a model where the text is needed that an author wrote.
pub(crate) fn no_text(path: &Path, why: &str) -> Failure {
    Failure::usage(format!("`{}` is a model, which has no text: {why}", shown(path)))
        .help("name the survey that it was made of")
}

/// A file's name as the caller would type it: the survey as it was typed, others from the current folder.
pub(crate) fn as_typed(project: &Project, path: &Path, known: &str) -> String {
    if known == project.root {
        return shown(path);
    }
    from_here(&project.folder.join(known))
}

/// A file's name as seen from the current folder, where it lies in it.
pub(crate) fn from_here(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here.ok().and_then(|here| file.strip_prefix(here).ok().map(Path::to_path_buf)) {
        Some(near) => near.display().to_string(),
        None => file.display().to_string(),
    }
}

/// Drops a value, unless the process is about to end: it then returns all its memory at once, and giving back a large
/// survey piece by piece would take a tenth of the time of checking it.
pub(crate) fn let_go<T>(value: T, ends_now: bool) {
    if ends_now {
        std::mem::forget(value);
    }
}

impl Survey {
    /// The form, or the exit code for a survey with mistakes, which are printed already.
    pub(crate) fn sound(&self, console: &Console, path: &Path) -> Result<&Form, Exit> {
        self.checked.form().filter(|_| !self.refused).ok_or_else(|| self.mistakes(console, path))
    }

    /// The form, or the exit code for a survey with mistakes other than in its step from the edition before.
    pub(crate) fn before_markers(&self, console: &Console, path: &Path) -> Result<&Form, Exit> {
        self.checked.form_before_markers().filter(|_| !self.refused).ok_or_else(|| self.mistakes(console, path))
    }

    /// Whether nothing is made of it.
    pub(crate) fn is_wrong(&self) -> bool {
        self.refused || self.checked.form().is_none()
    }

    /// Refuses a model where the text is needed that an author wrote.
    pub(crate) fn refuse_model(&self, path: &Path, why: &str) -> Result<(), Failure> {
        if self.checked.is_model() { Err(no_text(path, why)) } else { Ok(()) }
    }

    fn mistakes(&self, console: &Console, path: &Path) -> Exit {
        let (errors, warnings) = counted(&self.checked.diagnostics);
        let what = match (errors, warnings) {
            (0, 0) => format!("not looked at while `{}` has mistakes", setsumon::project::FILE),
            (0, _) => format!("{}, which count as mistakes", plural(warnings, "warning")),
            (_, _) => plural(errors, "mistake"),
        };
        console.aside(&format!("{}: {what}\n", shown(path)));
        Exit::Mistakes
    }
}
