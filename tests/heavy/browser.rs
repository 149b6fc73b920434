//! The web form in browsers, as respondents meet it. The judges are scripts in `tests/judges/browser/`; what they need to know of a
//! survey – right answers, what is asked when – the reference tells here, so that nothing is written down twice.

mod agreement;
mod branches;
mod engines;
mod flow;
mod hostile;
mod keyboard;
mod robust;
mod sittings;
mod states;

use std::path::PathBuf;

use serde_json::Value as Json;
use setsumon_core::form::Form;
use setsumon_core::target::Target;
use setsumon_html::{Html, Options};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;
use tempfile::TempDir;

use crate::run::{done, node};

/// The real survey.
const REAL: &str = "surveys/chiren/2024.survey";

/// A survey of the repository.
fn survey(told: &str) -> Compiled {
    Compiled::file(&repo::path(told))
}

/// What a judge is given: its job, and the pages it opens. With `SETSUMON_KEEP=DIR` they stay, so that a judge can be run by itself.
struct Desk {
    folder: TempDir,
    kept: Option<PathBuf>,
}

impl Desk {
    fn new(name: &str) -> Self {
        let kept = std::env::var_os("SETSUMON_KEEP").map(|folder| PathBuf::from(folder).join(name));
        if let Some(kept) = &kept {
            std::fs::create_dir_all(kept).expect("the folder for the pages can be made");
        }
        Self { folder: tempfile::tempdir().expect("a folder for the pages"), kept }
    }

    /// Where a file of this name lies.
    fn path(&self, name: &str) -> PathBuf {
        self.kept.as_deref().unwrap_or(self.folder.path()).join(name)
    }

    /// Writes the page of a form, and says where it lies.
    fn page(&self, name: &str, form: &Form, action: Option<&str>) -> PathBuf {
        let target = Html { options: Options { action: action.map(str::to_owned) } };
        let emitted = setsumon_tests::targets::emit(&target as &dyn Target, form, name);
        let path = self.path(&format!("{name}.html"));
        std::fs::write(&path, setsumon_tests::targets::file(&emitted, "form.html")).expect("the page can be written");
        path
    }

    /// Runs a judge, which must find nothing wrong.
    fn judge(&self, script: &str, job: &Json) {
        self.judge_in("chromium", script, job);
    }

    /// Runs a judge in one of the engines.
    fn judge_in(&self, engine: &str, script: &str, job: &Json) {
        let path = self.path("job.json");
        std::fs::write(&path, job.to_string()).expect("the job can be written");
        eprint!("{}", done(node(&format!("browser/{script}")).arg(path).arg(engine)));
    }
}

/// The names of a form's rosters, in the order in which the page counts them.
fn rosters(form: &Form) -> Vec<&str> {
    form.repeats().values().map(|repeat| repeat.name.as_str()).collect()
}
