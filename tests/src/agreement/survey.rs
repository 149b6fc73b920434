//! Surveys made up from a seed: every construct of the language, conditions on whatever stands before, in text as an author would write it.

mod chains;
mod conditions;
mod editions;
mod fields;
mod grids;
mod maker;
mod questions;
mod rosters;
mod rules;
mod structure;
mod wide;

pub use chains::chains;
pub use editions::before;
pub use maker::survey;
use setsumon_core::form::Form;
use setsumon_diagnostics::Diagnostic;
pub use wide::wide;

use crate::project::Project;
use crate::repo;

/// A survey, with the other files it reads.
#[derive(Debug, Clone)]
pub struct Survey {
    /// What stands in its own file.
    pub text: String,
    others: Project,
}

impl Survey {
    /// A survey of one file.
    pub fn new(text: String) -> Self {
        Self { text, others: Project::default() }
    }

    /// The same other files under another survey.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self { text, others: self.others.clone() }
    }

    /// The same survey with another file beside it.
    #[must_use]
    pub fn with(self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { others: self.others.with(name, content), ..self }
    }

    /// It with all the files that it needs.
    pub fn project(&self) -> Project {
        self.others.with_survey(&self.text)
    }

    /// Where the conditions end that a diagnostic of this code points at, brackets around them included, each once, from the first to the
    /// last.
    pub fn missing(&self, code: setsumon_diagnostics::Code) -> Vec<usize> {
        let compiled = self.others.with_survey(&self.text).compile().0;
        let found = compiled.diagnostics.iter().filter(|found| found.code == code);
        let mut ends: Vec<usize> =
            found.filter_map(|found| found.labels.first()).map(|label| label.span.end as usize).collect();
        for end in &mut ends {
            *end += self.text[*end..].bytes().take_while(|byte| *byte == b')').count();
        }
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// What it means; whether its changes since the edition before say why bears on no answer.
    ///
    /// # Errors
    /// Where something is wrong with it, in one line.
    pub fn form(&self) -> Result<Form, String> {
        let compiled = self.others.with_survey(&self.text).compile().0;
        let told = |found: &Diagnostic| format!("{:?} {}", found.code, found.message);
        let said = || compiled.diagnostics.iter().map(told).collect::<Vec<_>>().join("; ");
        compiled.soundness.before_markers().ok_or_else(said)
    }
}

/// The surveys of the repository that are meant to compile, under their paths.
pub fn written() -> Vec<(String, Survey)> {
    let mut found = Vec::new();
    for folder in ["examples", "tests/corpus/types", "surveys/chiren"] {
        let files =
            |ending| repo::files(folder, ending).into_iter().filter(|path| path.parent() == Some(&repo::path(folder)));
        let others =
            [".survey", ".json", ".csv"].into_iter().flat_map(files).fold(Project::default(), |others, path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                others.with(&name, std::fs::read(&path).unwrap())
            });
        for path in files(".survey") {
            let survey = Survey { text: repo::read(&path), others: others.clone() };
            // The others are read by these, or are broken on purpose.
            if survey.form().is_ok() {
                found.push((repo::told(&path), survey));
            }
        }
    }
    found
}
