//! Which files a survey was read from, and whether one of them has changed since.
//!
//! The few files are looked at several times a second. A watcher of the system's would be told at once, but not on
//! network drives and in containers, and editors that put a new file in the old one's place lose it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use setsumon::sources::{SourceError, Sources};

use crate::disk::Project;

/// What a file looks like from outside; `None` where there is none.
type Look = Option<(SystemTime, u64)>;

/// The files that a compilation asked for, those that are not there included: they may come.
#[derive(Debug, Default)]
pub(crate) struct Files {
    looks: BTreeMap<PathBuf, Look>,
}

impl Files {
    /// The survey alone, before it was read.
    pub(crate) fn of_survey(path: &Path) -> Self {
        let mut files = Self::default();
        files.add(path.to_path_buf());
        files
    }

    /// One more, as it looks now.
    pub(crate) fn add(&mut self, path: PathBuf) {
        let look = look(&path);
        self.looks.insert(path, look);
    }

    /// Whether one of them was saved, made or taken away since it was read.
    pub(crate) fn changed(&self) -> bool {
        self.looks.iter().any(|(path, then)| look(path) != *then)
    }
}

fn look(path: &Path) -> Look {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// A project that remembers what was asked of it.
#[derive(Debug)]
pub(crate) struct Watched<'a> {
    project: &'a Project,
    asked: RefCell<Files>,
}

impl<'a> Watched<'a> {
    /// Nothing asked yet but the survey itself, whose look was taken before it was read.
    pub(crate) fn new(project: &'a Project, survey: Files) -> Self {
        Self { project, asked: RefCell::new(survey) }
    }

    /// Everything that was asked for.
    pub(crate) fn into_files(self) -> Files {
        self.asked.into_inner()
    }
}

impl Sources for Watched<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        if path != self.project.root {
            // Looked at before it is read: a save between the two is seen as a change.
            self.asked.borrow_mut().add(self.project.folder.join(path));
        }
        self.project.read(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_comes_later_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let survey = folder.path().join("s.survey");
        fs::write(&survey, "setsumon 1\n").unwrap();
        let before = Files::of_survey(&survey);
        let project = Project::of_file(&survey).unwrap();
        let watched = Watched::new(&project, before);
        assert_eq!(watched.read("lib.survey"), Err(SourceError::NotFound));
        let files = watched.into_files();
        assert!(!files.changed());
        fs::write(folder.path().join("lib.survey"), "").unwrap();
        assert!(files.changed());
    }
}
