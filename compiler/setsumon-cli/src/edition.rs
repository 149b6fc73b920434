//! An edition as commands that compare editions are given it: a survey, or its frozen model.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use setsumon::diagnostics::SourceMap;
use setsumon::model::Model;
use setsumon::survey::Form;

use crate::console::{Console, counted, plural};
use crate::exit::{Exit, Failure};
use crate::survey::{Survey, compiled, read_text, shown};

/// An edition, and where its things are written.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) model: Model,
    /// The place of each path and rule; none of a frozen model's.
    pub(crate) places: BTreeMap<String, String>,
    form: Source,
}

/// What an edition was read from.
#[derive(Debug)]
enum Source {
    /// A survey.
    Survey(Box<Survey>),
    /// A frozen model, and the survey that it is or why it is none: what is compared needs the model alone.
    Model(Result<Box<Form>, String>),
}

impl Edition {
    /// Reads a survey, or a frozen model where the name ends in `.json`. The inner result is the exit code of mistakes
    /// that are printed already. A survey whose markers and reasons are not complete is read, and that is said: who writes them looks at
    /// the changes first.
    pub(crate) fn read(console: &Console, path: &Path) -> Result<Result<Self, Exit>, Failure> {
        if path.extension() == Some(OsStr::new("json")) {
            let text = read_text(path)?;
            let model = Model::read(&text).map_err(|why| Failure::refused(format!("{}: {why}", path.display())))?;
            let form = Form::from_model(&model).map(Box::new).map_err(|why| why.to_string());
            return Ok(Ok(Self { model, places: BTreeMap::new(), form: Source::Model(form) }));
        }
        let survey = compiled(console, path)?;
        let checked = &survey.checked;
        let (model, places) = match survey.before_markers(console, path) {
            Ok(form) => (Model::of(form), places(form, &checked.sources)),
            Err(exit) => return Ok(Err(exit)),
        };
        if checked.form().is_none() {
            let left = plural(counted(&checked.diagnostics).0, "mistake");
            console.aside(&format!(
                "{}: {left} left in what it says of the edition before; what changed is told all the same\n",
                shown(path)
            ));
        }
        Ok(Ok(Self { model, places, form: Source::Survey(Box::new(survey)) }))
    }

    /// Two editions of one survey, the one before first.
    pub(crate) fn both(console: &Console, old: &Path, new: &Path) -> Result<Result<(Self, Self), Exit>, Failure> {
        let (old, new) = match (Self::read(console, old)?, Self::read(console, new)?) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(exit), _) | (_, Err(exit)) => return Ok(Err(exit)),
        };
        let (one, other) = (&old.model.survey.code, &new.model.survey.code);
        if one != other {
            return Err(Failure::refused(format!("`{one}` and `{other}` are two surveys"))
                .help("two editions have one code: the word behind `survey`"));
        }
        if let Some(skipped) = skipped(&old.model, &new.model) {
            console.aside(&skipped);
        }
        Ok(Ok((old, new)))
    }

    /// The form.
    ///
    /// # Errors
    /// Why it is none, of a frozen model that is no survey.
    pub(crate) fn form(&self) -> Result<&Form, &str> {
        match &self.form {
            Source::Survey(survey) => survey.checked.form_before_markers().ok_or("it has mistakes"),
            Source::Model(form) => form.as_deref().map_err(String::as_str),
        }
    }
}

/// What is said where an edition lies between: `was` speaks of the one that is followed.
fn skipped(old: &Model, new: &Model) -> Option<String> {
    let (old, new) = (&old.survey, &new.survey);
    let follows = new.follows.filter(|follows| old.edition < *follows)?;
    Some(format!(
        "edition {} follows {follows}, not {}: what was renamed by {follows} is told as gone and new; compare each edition with the one it follows\n",
        new.edition, old.edition
    ))
}

/// Where the things of a survey are written, by path; duties by name.
pub(crate) fn places(form: &Form, sources: &SourceMap) -> BTreeMap<String, String> {
    let sections = form.sections().values().map(|section| (section.code.clone(), sources.place(section.origin)));
    let questions = form.questions().values().map(|question| (question.path.clone(), sources.place(question.origin)));
    let parts = form.parts().map(|part| (part.code.clone(), sources.place(part.origin)));
    let calcs = form.calcs().values().map(|calc| (calc.path.clone(), sources.place(calc.origin)));
    let repeats = form.repeats().values().map(|repeat| (repeat.path.clone(), sources.place(repeat.origin)));
    let rules = form.rules().values().map(|rule| (rule.name.clone(), sources.place(rule.origin)));
    parts.chain(sections).chain(questions).chain(repeats).chain(calcs).chain(rules).collect()
}
