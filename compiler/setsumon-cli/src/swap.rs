//! A folder whose files change all at once: whoever looks finds all of the old ones or all of the new ones, even if the
//! command is ended from outside in any moment.
//!
//! Files can only be replaced one by one, but two folders can change their names in one step. So the new files and links to
//! all others are put into a second folder; the two change names; what is now out of sight is brought up to date file by
//! file; and the two change names again, so that in the end the folder is the one it was – a server that has it open, a shell
//! that stands in it and whatever else lies in it notice nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::exit::Failure;
use crate::place::{Place, folder_of};
use crate::staged::{FILES, Stage, Staged, rescue, same_disk};

/// Folders with more than this in them have their files replaced one by one.
const MOST: usize = 1000;

/// The files of one folder, written in full and waiting.
#[derive(Debug)]
pub(crate) enum Folder {
    /// All of them change at once.
    AtOnce(Swap),
    /// Where the system or what lies in the folder does not allow that: one by one, each at once.
    OneByOne(Staged),
}

/// A second folder that waits to become the first.
#[derive(Debug)]
pub(crate) struct Swap {
    stage: Stage,
    /// Without links in its path.
    folder: PathBuf,
    names: Vec<String>,
    /// Whether there was a folder before.
    existed: bool,
}

impl Folder {
    /// Writes everything that a folder is to hold beside what else it holds.
    pub(crate) fn written<'f>(
        folder: &Path,
        files: impl Iterator<Item = (&'f str, &'f Vec<u8>)> + Clone,
    ) -> Result<Self, Failure> {
        let unwritable = |error: io::Error| Failure::file("write into", folder, &error);
        let home = folder_of(folder);
        fs::create_dir_all(home).map_err(|error| Failure::file("make the folder", home, &error))?;
        for (name, _) in files.clone() {
            Place::of_file(&folder.join(name))?;
        }
        // What is left of a crash lies beside the folder, or in it.
        if let Some(swap) = Swap::written(folder, files.clone()).map_err(unwritable)? {
            return Ok(Self::AtOnce(swap));
        }
        fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
        let mut staged = Staged::beneath(folder)?;
        for (name, content) in files {
            staged.add(&folder.join(name), content)?;
        }
        Ok(Self::OneByOne(staged))
    }

    /// Puts the files of all folders in place. Where one folder cannot be changed, those before it are as they were.
    pub(crate) fn put_in_place(folders: Vec<Self>, console: &Console) -> Result<(), Failure> {
        let mut swaps = Vec::new();
        let mut others = Vec::new();
        for folder in folders {
            match folder {
                Self::AtOnce(swap) => swaps.push(swap),
                Self::OneByOne(staged) => others.push(staged),
            }
        }
        let mut done: Vec<Swap> = Vec::new();
        let take_back = |done: Vec<Swap>| done.iter().rev().for_each(Swap::undo);
        for swap in swaps {
            match swap.exchange() {
                Ok(()) => done.push(swap),
                Err(error) => {
                    take_back(done);
                    return Err(Failure::file("replace what is in", &swap.folder, &error));
                }
            }
        }
        for staged in others {
            if let Err(failure) = staged.commit(console) {
                take_back(done);
                return Err(failure);
            }
        }
        for swap in &done {
            swap.settle();
            for name in &swap.names {
                console.wrote(&swap.folder.join(name));
            }
        }
        Ok(())
    }
}

impl Swap {
    /// The second folder; none where the first cannot change its name with another.
    fn written<'f>(folder: &Path, files: impl Iterator<Item = (&'f str, &'f Vec<u8>)>) -> io::Result<Option<Self>> {
        let existed = fs::symlink_metadata(folder).is_ok();
        let folder = if existed { folder.canonicalize()? } else { folder.to_path_buf() };
        let others = if existed { others(&folder) } else { Some(Vec::new()) };
        let (Some(home), Some(others)) = (folder.parent().map(|_| folder_of(&folder)), others) else { return Ok(None) };
        // Whoever may not write beside the folder may still write into it.
        let Ok(mut stage) = Stage::in_folder(home) else { return Ok(None) };
        let second = stage.path().join(FILES);
        fs::create_dir(&second)?;
        let mut names = Vec::new();
        for (name, content) in files {
            let place = folder.join(name);
            if fs::symlink_metadata(&place).is_ok_and(|found| !found.is_file()) {
                return Ok(None);
            }
            let written = stage.write(&place, content)?;
            fs::rename(written, second.join(name))?;
            names.push(name.to_owned());
        }
        stage.note(&folder, &names)?;
        for other in others.iter().filter(|other| !names.iter().any(|name| *name == **other)) {
            if fs::hard_link(folder.join(other), second.join(other)).is_err() {
                return Ok(None);
            }
        }
        if existed {
            let rights = fs::metadata(&folder)?.permissions();
            fs::set_permissions(&second, rights)?;
            // Whether the system can do it, and whether the folder can be moved at all – another disk cannot – is tried out
            // before anything depends on it.
            let there_and_back = |folder: &Path| exchange(&second, folder).and_then(|()| exchange(&second, folder));
            let trial = stage.path().join("a.trial");
            if !same_disk(home, &folder) || fs::create_dir(&trial).and_then(|()| there_and_back(&trial)).is_err() {
                return Ok(None);
            }
        }
        Ok(Some(Self { stage, folder, names, existed }))
    }

    fn second(&self) -> PathBuf {
        self.stage.path().join(FILES)
    }

    /// The step: before it all is old, after it all is new.
    fn exchange(&self) -> io::Result<()> {
        if self.existed { exchange(&self.second(), &self.folder) } else { fs::rename(self.second(), &self.folder) }
    }

    fn undo(&self) {
        // As well as it can be done: what stopped the other folder may stop this.
        let _ = if self.existed { self.exchange() } else { fs::rename(&self.folder, self.second()) };
    }

    /// Brings the folder that was there before up to date, out of sight, and puts it back. What cannot be done of it changes
    /// nothing for those who look: the new files are there, in the one folder or in the other.
    fn settle(&self) {
        if self.existed && self.bring_up_to_date().is_ok() {
            let _ = exchange(&self.second(), &self.folder);
        }
        rescue(self.stage.path());
        let _ = fs::File::open(&self.folder).and_then(|folder| folder.sync_all());
    }

    fn bring_up_to_date(&self) -> io::Result<()> {
        for name in &self.names {
            let link = self.stage.path().join("a.link");
            fs::hard_link(self.folder.join(name), &link)?;
            fs::rename(&link, self.second().join(name))?;
        }
        Ok(())
    }
}

/// What a folder holds, where it is files and few of them. Folders in it cannot have two names, so they could not be in both.
fn others(folder: &Path) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        if !entry.file_type().ok()?.is_file() || names.len() == MOST {
            return None;
        }
        names.push(entry.file_name().into_string().ok()?);
    }
    Some(names)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;
    use crate::options::{Color, MessageFormat};

    const NAMES: [&str; 3] = ["a", "b", "c"];

    fn swap(folder: &Path) -> Swap {
        let content = b"new".to_vec();
        Swap::written(folder, NAMES.iter().map(|name| (*name, &content))).unwrap().unwrap()
    }

    fn folder_with_old_files() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().canonicalize().unwrap().join("out");
        fs::create_dir(&folder).unwrap();
        for (name, content) in [("a", "old"), ("b", "old"), ("c", "old"), ("foreign", "mine")] {
            fs::write(folder.join(name), content).unwrap();
        }
        (home, folder)
    }

    fn read(folder: &Path) -> Vec<String> {
        NAMES.iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect()
    }

    /// The command is ended after each step: what is there is whole, the next build clears up, and nothing foreign is lost.
    #[test]
    fn after_every_step_all_is_old_or_all_is_new() {
        type Step = fn(&Swap) -> io::Result<()>;
        let steps: [Step; 3] = [Swap::exchange, Swap::bring_up_to_date, |swap| exchange(&swap.second(), &swap.folder)];
        for ended_after in 0..=steps.len() {
            let (home, folder) = folder_with_old_files();
            let swap = swap(&folder);
            for step in steps.iter().take(ended_after) {
                step(&swap).unwrap();
            }
            swap.stage.abandon();
            let expected = if ended_after == 0 { "old" } else { "new" };
            assert_eq!(read(&folder), [expected; 3], "ended after step {ended_after}");
            assert_eq!(fs::read_to_string(folder.join("foreign")).unwrap(), "mine");
            drop(Stage::in_folder(home.path()).unwrap());
            assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "something is left after step {ended_after}");
            assert_eq!(read(&folder), [expected; 3]);
            assert_eq!(fs::read_to_string(folder.join("foreign")).unwrap(), "mine");
        }
    }

    #[test]
    fn the_folder_stays_the_one_it_was() {
        let (home, folder) = folder_with_old_files();
        let number = |folder: &Path| fs::metadata(folder).unwrap().ino();
        let (before, foreign) = (number(&folder), number(&folder.join("foreign")));
        let console = Console::new(MessageFormat::Human, Color::Never);
        Folder::put_in_place(vec![Folder::AtOnce(swap(&folder))], &console).unwrap();
        assert_eq!(read(&folder), ["new"; 3]);
        assert_eq!((number(&folder), number(&folder.join("foreign"))), (before, foreign));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    /// Somebody writes a file while the two folders have each other's names, into the one and into the other.
    #[test]
    fn what_comes_in_between_is_not_lost() {
        let (home, folder) = folder_with_old_files();
        let swap = swap(&folder);
        swap.exchange().unwrap();
        fs::write(folder.join("late"), "late").unwrap();
        fs::write(swap.second().join("later"), "later").unwrap();
        swap.settle();
        drop(swap);
        assert_eq!(fs::read_to_string(folder.join("late")).unwrap(), "late");
        assert_eq!(fs::read_to_string(folder.join("later")).unwrap(), "later");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_one_folder_cannot_be_changed_the_others_are_as_they_were() {
        let (_home, folder) = folder_with_old_files();
        let (_other_home, other) = folder_with_old_files();
        let folders = vec![Folder::AtOnce(swap(&folder)), Folder::AtOnce(swap(&other))];
        fs::remove_dir_all(&other).unwrap();
        let console = Console::new(MessageFormat::Human, Color::Never);
        assert!(Folder::put_in_place(folders, &console).is_err());
        assert_eq!(read(&folder), ["old"; 3]);
    }

    #[test]
    fn with_folders_or_links_in_it_files_are_replaced_one_by_one() {
        let (_home, folder) = folder_with_old_files();
        fs::create_dir(folder.join("kept")).unwrap();
        let content = b"new".to_vec();
        let written = Folder::written(&folder, NAMES.iter().map(|name| (*name, &content))).unwrap();
        assert!(matches!(written, Folder::OneByOne(_)));
        let console = Console::new(MessageFormat::Human, Color::Never);
        Folder::put_in_place(vec![written], &console).unwrap();
        assert_eq!(read(&folder), ["new"; 3]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
    }
}
