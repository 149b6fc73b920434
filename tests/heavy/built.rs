//! The real survey, built twice into every target by the finished command.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::run::{bytes, done, setsumon};

/// Every file that `build` makes.
pub(crate) const FILES: [&str; 13] = [
    "answer.draft.schema.json",
    "answer.schema.json",
    "codebook.csv",
    "codebook.html",
    "codebook.md",
    "duckdb.sql",
    "form.html",
    "model.json",
    "model.schema.json",
    "mysql.sql",
    "postgresql.sql",
    "questionnaire.pdf",
    "sqlite.sql",
];

/// A survey built into a folder that lives as long as the tests.
pub(crate) struct Built {
    folder: TempDir,
}

impl Built {
    /// Builds a survey of the repository.
    pub(crate) fn of(survey: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for what is built");
        done(setsumon().args(["build", survey, "--out"]).arg(folder.path()));
        Self { folder }
    }

    /// A file of it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All files by name.
    fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder can be read");
        let content = |path: &Path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes(path));
        entries.map(|entry| content(&entry.expect("an entry").path())).collect()
    }
}

/// The real survey.
pub(crate) static CHIREN: LazyLock<Built> = LazyLock::new(|| Built::of("surveys/chiren/2024.survey"));

/// The real survey's step from the year before: what compares the two editions, as files.
pub(crate) static STEP: LazyLock<Built> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for what is made");
    let (old, new) = ("surveys/chiren/2023.survey", "surveys/chiren/2024.survey");
    for (command, name) in [
        ("compare", "compare.pdf"),
        ("compare", "again.pdf"),
        ("compare", "compare.html"),
        ("impact", "impact.html"),
        ("impact", "impact.pdf"),
        ("impact", "impact-again.pdf"),
    ] {
        done(setsumon().args([command, old, new, "--out"]).arg(folder.path().join(name)));
    }
    let changes = done(setsumon().args(["diff", old, new, "--format", "html"]));
    std::fs::write(folder.path().join("diff.html"), changes).expect("the page of the changes is written");
    Built { folder }
});

/// The steps of the course, which between them have every construct.
pub(crate) static COURSE: LazyLock<Vec<(String, Built)>> = LazyLock::new(|| {
    let steps = setsumon_tests::repo::files("examples", ".survey").into_iter().filter(|step| {
        let name = step.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(|first: char| first.is_ascii_digit())
    });
    steps.map(|step| setsumon_tests::repo::told(&step)).map(|told| (told.clone(), Built::of(&told))).collect()
});

/// The real survey and the course.
pub(crate) fn everything() -> Vec<(&'static str, &'static Built)> {
    let course = COURSE.iter().map(|(told, built)| (told.as_str(), built));
    std::iter::once(("surveys/chiren/2024.survey", &*CHIREN)).chain(course).collect()
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let first = CHIREN.contents();
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, FILES, "the files that are built");
    for (name, content) in Built::of("surveys/chiren/2024.survey").contents() {
        assert!(first[&name] == content, "{name} has other bytes the second time");
    }
}
