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
        for left in left_behind(home) {
            rescue(&left);
            // Whoever may not remove it is not kept from writing.
            let _ = fs::remove_dir_all(left);
        }
        Self::new(home)
    }

    /// Makes one, and leaves others alone.
    fn new(home: &Path) -> io::Result<Self> {
        let folder = Builder::new().prefix(PREFIX).tempdir_in(home)?;
        // Where a folder cannot be locked, none is taken for left behind either.
        let lock = File::open(folder.path()).and_then(|itself| itself.lock().map(|()| itself)).ok();
        Ok(Self { folder, home: home.to_path_buf(), count: 0, _lock: lock })
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
            file.set_permissions(old.permissions())?;
        }
        Ok((file, written))
    }
}

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

/// The folders that a command left beside something when it was ended from outside.
fn left_behind(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home) else { return Vec::new() };
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).filter(|folder| is_named_so(folder) && is_dead(folder)).collect()
}

/// Puts what is not this command's own, and came into [`FILES`] while the folders had each other's names, where its writer
/// looks for it.
pub(crate) fn rescue(left: &Path) {
    let Ok(text) = fs::read_to_string(left.join(NAMES)) else { return };
    let (Some((folder, own)), Ok(entries)) = (text.split_once('\n'), fs::read_dir(left.join(FILES))) else { return };
    let own: Vec<&str> = own.lines().collect();
    for entry in entries.filter_map(Result::ok) {
        let place = left.with_file_name(folder).join(entry.file_name());
        let foreign = entry.file_name().to_str().is_none_or(|name| !own.contains(&name));
        if foreign && fs::symlink_metadata(&place).is_err() {
            let _ = fs::rename(entry.path(), place);
        }
    }
}

fn is_named_so(folder: &Path) -> bool {
    folder.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with(PREFIX))
}

/// Whether nobody holds the lock, and nothing is in it that would not be ours.
fn is_dead(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else { return false };
    let ours = |name: &OsStr| {
        let ending = Path::new(name).extension().and_then(OsStr::to_str);
        name == FILES || name == NAMES || ["new", "old", "link", "trial"].iter().any(|own| ending == Some(own))
    };
    let nothing_else = entries.all(|entry| entry.is_ok_and(|entry| ours(&entry.file_name())));
    nothing_else && File::open(folder).is_ok_and(|itself| itself.try_lock().is_ok())
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
}
