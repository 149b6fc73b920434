//! A folder in which files wait to be put in place, and what such folders of an earlier crash are worth: nothing.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

/// What the name of every such folder begins with.
const PREFIX: &str = ".setsumon-";

/// The folder in it that changes its name with the one beside it.
pub(crate) const FILES: &str = "files";

/// The name of the folder beside it, then those of the files that this command writes there.
const NAMES: &str = "names";

/// A folder of this command's own, beside what it is about to write. It is removed with all that is left in it.
#[derive(Debug)]
pub(crate) struct Stage {
    folder: TempDir,
    home: PathBuf,
    count: usize,
    /// The folder itself, locked as long as the command runs that made it, and by nobody after a crash.
    _lock: Option<File>,
}

impl Stage {
    /// Makes one, and clears what a crash has left beside it.
    pub(crate) fn in_folder(home: &Path) -> io::Result<Self> {
        for left in named_so(home) {
            clear(&left);
        }
        Self::new(home)
    }

    /// Makes one, and leaves others alone.
    fn new(home: &Path) -> io::Result<Self> {
        loop {
            let folder = Builder::new().prefix(PREFIX).tempdir_in(home)?;
            let lock = match File::open(folder.path()) {
                // Where a folder cannot be locked, none is taken for left behind either.
                Ok(itself) => itself.lock().map(|()| itself).ok(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(_) => None,
            };
            // Until it is locked, another command takes it for left behind and may clear it.
            if folder.path().is_dir() {
                return Ok(Self { folder, home: home.to_path_buf(), count: 0, _lock: lock });
            }
        }
    }

    /// Notes whose files wait in [`FILES`], and what they are called.
    pub(crate) fn note(&self, folder: &Path, names: &[String]) -> io::Result<()> {
        let folder = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
        fs::write(self.path().join(NAMES), format!("{folder}\n{}\n", names.join("\n")))
    }

    /// Leaves all as it is when a process is ended from outside.
    #[cfg(test)]
    pub(crate) fn abandon(self) {
        let _ = self.folder.keep();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Whether what lies in a folder can wait here.
    pub(crate) fn serves(&self, folder: &Path) -> bool {
        folder.starts_with(&self.home) && same_disk(folder, &self.home)
    }

    /// Writes a file in full, with the rights of what is at its place; where it waits.
    pub(crate) fn write(&mut self, place: &Path, content: &[u8]) -> io::Result<PathBuf> {
        let (mut file, written) = self.begin(place)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(written)
    }

    /// An empty file, with the rights of what is at its place; where it waits.
    pub(crate) fn begin(&mut self, place: &Path) -> io::Result<(File, PathBuf)> {
        self.count += 1;
        let written = self.path().join(format!("{}.new", self.count));
        let file = File::create_new(&written)?;
        if let Ok(old) = fs::metadata(place) {
            keep_owner(&file, &old);
            file.set_permissions(old.permissions())?;
        }
        Ok((file, written))
    }
}

/// Whoever works for somebody else, as root may, leaves their file theirs. Who may give no file away keeps the group at least.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_theirs = fchown(file, Some(old.uid()), Some(old.gid())).is_ok();
    let _is_of_the_group = is_theirs || fchown(file, None, Some(old.gid())).is_ok();
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

#[cfg(unix)]
pub(crate) fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |folder: &Path| fs::metadata(folder).map(|found| found.dev()).ok();
    device(one) == device(other)
}

#[cfg(not(unix))]
pub(crate) fn same_disk(_: &Path, _: &Path) -> bool {
    true
}

/// The folders beside something that are named as ours are.
fn named_so(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home) else { return Vec::new() };
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).filter(|folder| is_named_so(folder)).collect()
}

/// Removes what a command left when it was ended from outside: a folder that nobody holds locked, with nothing in it that would
/// not be ours. It is held locked meanwhile, so that whoever has just made it notices.
fn clear(left: &Path) {
    let Ok(itself) = File::open(left) else { return };
    if itself.try_lock().is_ok() && holds_ours_alone(left) {
        rescue(left);
        // Whoever may not remove it is not kept from writing.
        let _ = fs::remove_dir_all(left);
    }
}

/// Puts what is not this command's own, and came into [`FILES`] while the folders had each other's names, where its writer
/// looks for it, unless it was saved there later.
fn rescue(left: &Path) {
    let Ok(text) = fs::read_to_string(left.join(NAMES)) else { return };
    let (Some((folder, own)), Ok(entries)) = (text.split_once('\n'), fs::read_dir(left.join(FILES))) else { return };
    let own: Vec<&str> = own.lines().collect();
    for entry in entries.filter_map(Result::ok) {
        let place = left.with_file_name(folder).join(entry.file_name());
        let foreign = entry.file_name().to_str().is_none_or(|name| !own.contains(&name));
        if foreign && (fs::symlink_metadata(&place).is_err() || came_later(&entry.path(), &place)) {
            let _ = fs::rename(entry.path(), place);
        }
    }
}

/// Whether one of two files got its name after the other. When it was written says nothing: a copy bears the time of what was copied.
#[cfg(unix)]
fn came_later(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(one), Ok(other)) = (fs::symlink_metadata(one), fs::symlink_metadata(other)) else { return false };
    one.is_file() && other.is_file() && (one.ctime(), one.ctime_nsec()) > (other.ctime(), other.ctime_nsec())
}

/// Where no folders can be exchanged, nothing came into the wrong one.
#[cfg(not(unix))]
fn came_later(_: &Path, _: &Path) -> bool {
    false
}

fn is_named_so(folder: &Path) -> bool {
    folder.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with(PREFIX))
}

fn holds_ours_alone(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else { return false };
    let ours = |name: &OsStr| {
        let ending = Path::new(name).extension().and_then(OsStr::to_str);
        name == FILES || name == NAMES || ["new", "old", "link", "trial"].iter().any(|own| ending == Some(own))
    };
    entries.all(|entry| entry.is_ok_and(|entry| ours(&entry.file_name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_crash_left_is_cleared_and_what_is_in_use_is_not() {
        let home = tempfile::tempdir().unwrap();
        let alive = Stage::in_folder(home.path()).unwrap();
        let dead = home.path().join(".setsumon-dead");
        let foreign = home.path().join(".setsumon-notes");
        for folder in [&dead, &foreign] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("1.new"), "half").unwrap();
        }
        fs::write(foreign.join("note.txt"), "mine").unwrap();
        let next = Stage::in_folder(home.path()).unwrap();
        assert!(alive.path().is_dir() && next.path().is_dir() && foreign.is_dir());
        assert!(!dead.exists());
    }

    /// Many make one at once, beside each other: none finds that another has cleared its own.
    #[test]
    fn what_was_just_made_is_not_taken_for_left_behind() {
        let home = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let mut stage = Stage::in_folder(home.path()).unwrap();
                        stage.write(&home.path().join("none"), b"").unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn of_a_file_in_both_folders_the_later_is_kept() {
        for later_is_left in [true, false] {
            let home = tempfile::tempdir().unwrap();
            let (left, folder) = (home.path().join(".setsumon-dead"), home.path().join("out"));
            for made in [&left.join(FILES), &folder] {
                fs::create_dir_all(made).unwrap();
            }
            fs::write(left.join(NAMES), "out\nown\n").unwrap();
            let mut places = [folder.join("foreign"), left.join(FILES).join("foreign")];
            if !later_is_left {
                places.reverse();
            }
            for (place, text) in places.iter().zip(["earlier", "later"]) {
                fs::write(place, text).unwrap();
                // The system's clock for files moves in steps.
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            drop(Stage::in_folder(home.path()).unwrap());
            assert_eq!(fs::read_to_string(folder.join("foreign")).unwrap(), "later");
            assert!(!left.exists());
        }
    }
}
