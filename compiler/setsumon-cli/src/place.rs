//! Where something is written: what a name leads to, and whether it may be written there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{marked_folder, project_folder};
use crate::exit::Failure;

/// Where a name leads to.
#[derive(Debug)]
pub(crate) enum Place {
    /// A file, or a place where one may come: what is there is replaced as a whole.
    File(PathBuf),
    /// A device, a pipe: what is there is written into. Nothing can take its place.
    Stream(PathBuf),
}

impl Place {
    /// Looks at a name. A link is followed as far as it stays in the project: who checks out a survey from elsewhere is not
    /// to find that a file of their own was overwritten through a link that came with it.
    pub(crate) fn of(name: &Path) -> Result<Self, Failure> {
        let unreadable = |error: &io::Error| Failure::file("write", name, error);
        if !is_of_the_system(name) {
            refuse_led_out(folder_of(name))?;
        }
        let kind = match fs::symlink_metadata(name) {
            Ok(itself) => itself.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::File(name.to_path_buf())),
            Err(error) => return Err(unreadable(&error)),
        };
        if is_of_the_system(name) && fs::metadata(name).is_ok_and(|end| !end.is_dir() && !end.is_file()) {
            return Ok(Self::Stream(name.to_path_buf()));
        }
        if !kind.is_symlink() {
            return match (kind.is_file(), kind.is_dir()) {
                (true, _) => Ok(Self::File(name.to_path_buf())),
                (_, true) => Err(unreadable(&io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"))),
                (false, false) => Ok(Self::Stream(name.to_path_buf())),
            };
        }
        let refused = |why: String| {
            let help = "name the file itself that is to be written, or remove the link";
            Failure::unwritable(format!("`{}` is a link {why}", name.display())).help(help)
        };
        let end = name.canonicalize().map_err(|_| refused("that leads nowhere".to_owned()))?;
        let home = folder_of(name).canonicalize().map_err(|error| unreadable(&error))?;
        let project = project_folder(&home);
        if !end.starts_with(&project) {
            let (end, project) = (end.display(), project.display());
            return Err(refused(format!("to `{end}`, which is not in the project folder `{project}`")));
        }
        match fs::metadata(&end) {
            Ok(found) if found.is_file() => Ok(Self::File(end)),
            Ok(found) if found.is_dir() => {
                Err(unreadable(&io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")))
            }
            Ok(_) => Err(refused(format!("to `{}`, which is no file", end.display()))),
            Err(error) => Err(unreadable(&error)),
        }
    }

    /// A file that may be replaced; a device or a pipe is none.
    pub(crate) fn of_file(name: &Path) -> Result<PathBuf, Failure> {
        match Self::of(name)? {
            Self::File(place) => {
                refuse_if_read_only(&place)?;
                Ok(place)
            }
            Self::Stream(place) => {
                Err(Failure::unwritable(format!("`{}` is no file, and is not replaced by one", place.display())))
            }
        }
    }
}

/// Root may write everywhere, and a rename asks for no right to what it replaces; that somebody has locked a file is respected all the same.
pub(crate) fn refuse_if_read_only(place: &Path) -> Result<(), Failure> {
    match fs::metadata(place) {
        Ok(found) if found.permissions().readonly() => {
            let error = io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only");
            Err(Failure::file("replace", place, &error).help("give yourself the right to write it, if it is to change"))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Refuses a folder that a link has led out of the project that `home` belongs to.
pub(crate) fn refuse_outside(folder: &Path, home: &Path) -> Result<(), Failure> {
    // What is not there yet will be made, so the nearest that is there decides.
    let Some(end) = folder.ancestors().find_map(|part| within(part).canonicalize().ok()) else { return Ok(()) };
    let home = within(home).canonicalize().map_err(|error| Failure::file("read", home, &error))?;
    let project = project_folder(&home);
    if end.starts_with(&project) {
        return Ok(());
    }
    let message = format!(
        "`{}` leads to `{}`, which is not in the project folder `{}`",
        folder.display(),
        end.display(),
        project.display()
    );
    Err(Failure::unwritable(message).help("remove the link: nothing is read, written or removed through it"))
}

/// Refuses a folder to be written into where a link on the way to it, as it was named, leads out of the project that the link lies
/// in. Links that lie in no project, nor below the current folder, are the system's or the user's own.
pub(crate) fn refuse_led_out(folder: &Path) -> Result<(), Failure> {
    let here = within(Path::new("")).canonicalize().map(|here| project_folder(&here));
    for part in folder.ancestors().map(|part| part.components().as_path()).filter(|part| part.is_symlink()) {
        let Ok(home) = folder_of(part).canonicalize() else { continue };
        let concerns_us = marked_folder(&home).is_some() || here.as_ref().is_ok_and(|here| home.starts_with(here));
        let project = project_folder(&home);
        let leads = match part.canonicalize() {
            Ok(end) if !concerns_us || end.starts_with(&project) => continue,
            Ok(end) => {
                format!("to `{}`, which is not in the project folder `{}`", end.display(), project.display())
            }
            Err(_) => "that leads nowhere".to_owned(),
        };
        return Err(Failure::unwritable(format!("`{}` is a link {leads}", part.display()))
            .help("name the folder itself that is meant, or remove the link"));
    }
    Ok(())
}

/// Names that the system gives, such as `/dev/stdout`, lead wherever it says.
fn is_of_the_system(name: &Path) -> bool {
    name.starts_with("/dev") || name.starts_with("/proc")
}

/// The folder that a name stands in.
pub(crate) fn folder_of(place: &Path) -> &Path {
    within(place.parent().unwrap_or(Path::new("")))
}

/// The current folder is called `.`, not by the empty name.
fn within(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_within_the_project_alone() {
        let (project, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (inside, secret) = (project.path().join("a/file"), outside.path().join("file"));
        fs::create_dir(project.path().join("a")).unwrap();
        for file in [&inside, &secret, &project.path().join("setsumon.toml")] {
            fs::write(file, "old").unwrap();
        }
        let link = |to: &Path, name: &str| {
            symlink(to, project.path().join(name)).unwrap();
            Place::of(&project.path().join(name))
        };
        assert!(matches!(link(&inside, "within"), Ok(Place::File(end)) if end == inside.canonicalize().unwrap()));
        assert!(link(&secret, "out").is_err());
        assert!(link(&outside.path().join("none"), "nowhere").is_err());
        assert!(link(Path::new("/dev/null"), "device").is_err());
        assert!(link(&project.path().join("loop"), "loop").is_err());
        assert!(link(outside.path(), "folder").is_err());
        assert!(refuse_outside(&project.path().join("folder/deeper"), &inside.with_file_name("")).is_err());
        assert!(refuse_outside(&project.path().join("not/there"), &inside.with_file_name("")).is_ok());
    }

    #[test]
    fn devices_are_written_into() {
        assert!(matches!(Place::of(Path::new("/dev/null")), Ok(Place::Stream(_))));
        assert!(Place::of_file(Path::new("/dev/null")).is_err());
    }
}
