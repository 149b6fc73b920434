//! What a project and the caller make of warnings: the project file is looked for, read, and told once.

use std::path::{Path, PathBuf};

use setsumon::diagnostics::{Diagnostics, Levels, SourceMap};
use setsumon::project::{FILE, Settings};

use crate::console::{Console, counted};
use crate::disk::{self, Project};
use crate::exit::Failure;
use crate::survey::from_here;

/// What is made of the warnings of a survey.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) levels: Levels,
    /// Whether the project file has mistakes, which are printed already.
    broken: bool,
}

impl Rules {
    /// Those of a survey's project. What is wrong with the project file is said, of each file once.
    ///
    /// # Errors
    /// Where there is a project file that cannot be read.
    pub(crate) fn of(console: &Console, project: &Project) -> Result<Self, Failure> {
        let Some(file) = project_file(&project.home()) else { return Ok(Self::default()) };
        let mut sources = SourceMap::new();
        let (rules, wrong) = Self::read(&file, &mut sources)?;
        if console.is_news(&file) {
            console.diagnostics(&wrong, &sources);
        }
        Ok(rules)
    }

    /// Those that a project file says, and what is wrong with it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn read(file: &Path, sources: &mut SourceMap) -> Result<(Self, Diagnostics), Failure> {
        let bytes = disk::read_found(file).map_err(|error| Failure::file("read", file, &error))?;
        let (Settings { levels }, wrong) = Settings::read(&from_here(file), &bytes, sources);
        Ok((Self { levels, broken: wrong.has_errors() }, wrong))
    }

    /// Has what is told of a survey weigh what it is to weigh. Whether anything counts as a mistake then that is none of the survey's own.
    pub(crate) fn judge(&self, console: &Console, told: &mut Diagnostics) -> bool {
        self.levels.apply(told);
        let (_, warnings) = counted(told);
        let raised = told.iter().any(|one| one.severity() != one.code.severity());
        self.broken || raised || (console.denies_warnings && warnings > 0)
    }
}

/// The project file of what lies in a folder: the nearest one upwards, but none beyond the folder of the repository.
pub(crate) fn project_file(home: &Path) -> Option<PathBuf> {
    places(home).into_iter().find(|place| place.exists())
}

/// Where the project file of what lies in a folder may lie, the nearest place first.
pub(crate) fn places(home: &Path) -> Vec<PathBuf> {
    let mut places = Vec::new();
    for folder in home.ancestors() {
        places.push(folder.join(FILE));
        if folder.join(".git").exists() {
            break;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_file_up_to_the_repository_holds() {
        let outer = tempfile::tempdir().unwrap();
        let at = |path: &str| outer.path().join(path);
        fs::create_dir_all(at("repo/a/b")).unwrap();
        fs::create_dir_all(at("repo/c")).unwrap();
        fs::write(at(FILE), "").unwrap();
        assert_eq!(project_file(&at("repo/a/b")), Some(at(FILE)));
        // `.git` is a file in a worktree.
        fs::write(at("repo/.git"), "").unwrap();
        assert_eq!(project_file(&at("repo/a/b")), None);
        fs::write(at("repo").join(FILE), "").unwrap();
        assert_eq!(project_file(&at("repo/a/b")), Some(at("repo").join(FILE)));
        fs::write(at("repo/a").join(FILE), "").unwrap();
        assert_eq!(project_file(&at("repo/a/b")), Some(at("repo/a").join(FILE)));
        assert_eq!(project_file(&at("repo/c")), Some(at("repo").join(FILE)));
    }
}
