//! Files on disk as sources: nothing outside the project folder is ever read for a survey.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use setsumon::sources::{SourceError, Sources};

/// What makes a folder a project: everything below the nearest of these may be imported.
const MARKERS: [&str; 2] = [".git", "setsumon.toml"];

/// Larger files are refused: places in a file are counted in 32 bits, and no survey comes near.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A survey's project folder, with the survey itself already read.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder, without links in its path.
    pub(crate) folder: PathBuf,
    /// The survey's path in it, with `/`.
    pub(crate) root: String,
    content: Vec<u8>,
}

impl Project {
    /// The project of a survey on disk.
    pub(crate) fn of_file(file: &Path) -> io::Result<Self> {
        let file = file.canonicalize()?;
        let content = read_at_most(&file)?;
        let home = file.parent().unwrap_or(Path::new("/"));
        let folder = project_folder(home);
        let root = slashed(file.strip_prefix(&folder).unwrap_or(&file));
        Ok(Self { folder, root, content })
    }

    /// The folder in which the survey lies.
    pub(crate) fn home(&self) -> PathBuf {
        let file = self.folder.join(&self.root);
        file.parent().map_or_else(|| self.folder.clone(), Path::to_path_buf)
    }

    /// The project of a survey on the standard input: its imports are looked for from the current folder.
    pub(crate) fn of_standard_input() -> io::Result<Self> {
        let home = std::env::current_dir()?.canonicalize()?;
        let folder = project_folder(&home);
        let content = standard_input()?;
        // No file can have this name, so it shadows none.
        let root = slashed(&home.strip_prefix(&folder).unwrap_or(Path::new("")).join("\u{0}"));
        Ok(Self { folder, root, content })
    }
}

impl Sources for Project {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        if path == self.root {
            return Ok(self.content.clone());
        }
        let relative = Path::new(path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(SourceError::Outside);
        }
        let named = self.folder.join(relative);
        let file = named.canonicalize().map_err(|error| {
            let wrong = source_error(&error);
            // Where a link lies, somebody meant that there is something.
            let hangs = wrong == SourceError::NotFound && named.is_symlink();
            if hangs { SourceError::Unreadable("it is a link that leads nowhere".to_owned()) } else { wrong }
        })?;
        // A link may lead anywhere; where it really ends decides.
        if !file.starts_with(&self.folder) {
            return Err(SourceError::Outside);
        }
        if !file.is_file() {
            return Err(SourceError::Unreadable("it is no file".to_owned()));
        }
        read_at_most(&file).map_err(|error| source_error(&error))
    }
}

fn source_error(error: &io::Error) -> SourceError {
    let missing = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&error.kind());
    if missing { SourceError::NotFound } else { SourceError::Unreadable(error.to_string()) }
}

/// The nearest folder, from `home` upwards, that bears a marker; else `home`.
pub(crate) fn project_folder(home: &Path) -> PathBuf {
    marked_folder(home).unwrap_or(home).to_path_buf()
}

/// The nearest folder, from `home` upwards, that bears a marker.
pub(crate) fn marked_folder(home: &Path) -> Option<&Path> {
    home.ancestors().find(|folder| MARKERS.iter().any(|marker| folder.join(marker).exists()))
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The whole of a file, if it is not too large.
pub(crate) fn read_at_most(file: &Path) -> io::Result<Vec<u8>> {
    if file.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    limited(fs::File::open(file)?)
}

/// The same of a file that nobody named but that lies where one is looked for: a pipe or a device is none.
pub(crate) fn read_found(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
    }
    read_at_most(file)
}

/// The whole of the standard input, if it is not too large.
pub(crate) fn standard_input() -> io::Result<Vec<u8>> {
    limited(io::stdin().lock())
}

fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut content)?;
    if content.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 256 MiB"));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in
            [("setsumon.toml", ""), ("a/s.survey", "survey"), ("a/lib.survey", "lib"), ("b/c.csv", "csv")]
        {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        folder
    }

    #[test]
    fn the_project_is_the_nearest_marked_folder() {
        let folder = folder();
        let project = Project::of_file(&folder.path().join("a/s.survey")).unwrap();
        assert_eq!(project.folder, folder.path().canonicalize().unwrap());
        assert_eq!(project.root, "a/s.survey");
        assert_eq!(project.read("a/s.survey").unwrap(), b"survey");
        assert_eq!(project.read("b/c.csv").unwrap(), b"csv");
    }

    #[test]
    fn a_folder_without_a_marker_is_a_project_of_its_own() {
        let folder = folder();
        fs::remove_file(folder.path().join("setsumon.toml")).unwrap();
        let project = Project::of_file(&folder.path().join("a/s.survey")).unwrap();
        assert_eq!(project.root, "s.survey");
        assert_eq!(project.read("lib.survey").unwrap(), b"lib");
        assert_eq!(project.read("../b/c.csv"), Err(SourceError::Outside));
    }

    #[test]
    fn paths_that_lead_out_are_refused_before_the_disk_is_asked() {
        let folder = folder();
        let project = Project::of_file(&folder.path().join("a/s.survey")).unwrap();
        for path in ["/etc/passwd", "../x", "a/../../x", "./a/s.survey", "a/../b/c.csv"] {
            assert_eq!(project.read(path), Err(SourceError::Outside), "{path}");
        }
        assert_eq!(project.read("a/none.survey"), Err(SourceError::NotFound));
        assert!(matches!(project.read("a"), Err(SourceError::Unreadable(_))));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_refused_and_those_that_stay_are_followed() {
        let folder = folder();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "secret").unwrap();
        let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, folder.path().join(to)).unwrap();
        link(&outside.path().join("secret"), "a/file_out");
        link(outside.path(), "a/folder_out");
        link(&folder.path().join("b/c.csv"), "a/within");
        link(Path::new("none"), "a/nowhere");
        let project = Project::of_file(&folder.path().join("a/s.survey")).unwrap();
        assert!(matches!(project.read("a/nowhere"), Err(SourceError::Unreadable(_))));
        assert_eq!(project.read("a/file_out"), Err(SourceError::Outside));
        assert_eq!(project.read("a/folder_out/secret"), Err(SourceError::Outside));
        assert_eq!(project.read("a/within").unwrap(), b"csv");
    }
}
