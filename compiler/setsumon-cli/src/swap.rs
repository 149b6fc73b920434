//! A folder whose files change all at once: whoever looks finds all of the old ones or all of the new ones, even if the
//! command is ended from outside in any moment.
//!
//! Files can only be replaced one by one, but two folders can change their names in one step. So the new files and links to
//! all others are put into a second folder; the two change names; what is now out of sight is brought up to date file by
//! file; and the two change names again, so that in the end the folder is the one it was – a server that has it open, a shell
//! that stands in it and whatever else lies in it notice nothing.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::exit::Failure;
use crate::place::{Place, folder_of, refuse_led_out};
use crate::staged::{FILES, Stage, Staged, same_disk};
use crate::turn::Turns;

/// Folders with more than this in them have their files replaced one by one.
const MOST: usize = 1000;

/// Folders whose files are written in full and waiting.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    /// All files of each of these change at once.
    at_once: Vec<Swap>,
    /// Where the system or what lies in the folder does not allow that: one by one, each at once.
    one_by_one: Vec<Staged>,
    /// Nobody else writes into them from before they were looked at until all is in place. Dropped last.
    turns: Turns,
}

/// What tells a file from another that takes its name.
type Identity = (u64, u64);

/// The files of others, each as it lay in the one and in the other folder when they were last brought in step.
type InStep = BTreeMap<OsString, Vec<Identity>>;

/// A second folder that waits to become the first.
#[derive(Debug)]
pub(crate) struct Swap {
    stage: Stage,
    /// Without links in its path.
    folder: PathBuf,
    names: Vec<String>,
    others: InStep,
    /// Whether there was a folder before.
    existed: bool,
}

impl Folders {
    /// Writes everything that a folder is to hold beside what else it holds.
    pub(crate) fn add<'f>(
        &mut self,
        folder: &Path,
        files: impl Iterator<Item = (&'f str, &'f Vec<u8>)> + Clone,
    ) -> Result<(), Failure> {
        let unwritable = |error: io::Error| Failure::file("write into", folder, &error);
        refuse_led_out(folder)?;
        self.turns.take(folder)?;
        for (name, _) in files.clone() {
            Place::of_file(&folder.join(name))?;
        }
        // What is left of a crash lies beside the folder, or in it.
        if let Some(swap) = Swap::written(folder, files.clone()).map_err(unwritable)? {
            self.at_once.push(swap);
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
        let mut staged = Staged::beneath(folder)?;
        for (name, content) in files {
            staged.add(&folder.join(name), content)?;
        }
        self.one_by_one.push(staged);
        Ok(())
    }

    /// Puts the files of all folders in place. Where one folder cannot be changed, those before it are as they were.
    pub(crate) fn put_in_place(self, console: &Console) -> Result<(), Failure> {
        let Self { turns: _turns, at_once, one_by_one } = self;
        let mut done: Vec<Swap> = Vec::new();
        let take_back = |done: Vec<Swap>| done.iter().rev().for_each(Swap::undo);
        for swap in at_once {
            match swap.exchange() {
                Ok(()) => done.push(swap),
                Err(error) => {
                    take_back(done);
                    return Err(swap.not_exchanged(&error));
                }
            }
        }
        for staged in one_by_one {
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
        let Some(others) = linked(&folder, &second, &names, others) else { return Ok(None) };
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
        Ok(Some(Self { stage, folder, names, others, existed }))
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

    fn not_exchanged(&self, error: &io::Error) -> Failure {
        if !self.existed && fs::symlink_metadata(&self.folder).is_ok() {
            let message = format!("`{}` was made by somebody else meanwhile", self.folder.display());
            return Failure::refused(message).help("nothing was written; run the command again");
        }
        Failure::file("replace what is in", &self.folder, error)
    }

    /// Brings the folder that was there before up to date, out of sight, and puts it back. What cannot be done of it changes
    /// nothing for those who look: the new files are there, in the one folder or in the other.
    fn settle(&self) {
        let mut in_step = self.others.clone();
        if self.existed && self.bring_up_to_date(&mut in_step).is_ok() {
            let _ = exchange(&self.second(), &self.folder);
        }
        self.bring_into_sight(&in_step);
        let _ = fs::File::open(&self.folder).and_then(|folder| folder.sync_all());
    }

    /// Gives the folder that is out of sight this command's new files, and what others saved in the one that is in sight.
    fn bring_up_to_date(&self, in_step: &mut InStep) -> io::Result<()> {
        let link = self.stage.path().join("a.link");
        for name in &self.names {
            fs::hard_link(self.folder.join(name), &link)?;
            fs::rename(&link, self.second().join(name))?;
        }
        for name in self.foreign(&self.folder) {
            // What is no file, or gone again, is looked at when the folders have changed back.
            if fs::hard_link(self.folder.join(&name), &link).is_err() {
                continue;
            }
            let (hidden, Some(saved)) = (self.second().join(&name), identity(&link)) else { continue };
            let seen = in_step.entry(name).or_default();
            if seen.contains(&saved) {
                // Out of sight may lie what was saved after the first look.
                seen.extend(identity(&hidden));
            } else {
                fs::rename(&link, hidden)?;
                *seen = vec![saved];
            }
            // Between two names of one file a rename does nothing, so the link may still be there.
            let _ = fs::remove_file(&link);
        }
        Ok(())
    }

    /// Takes over what others saved in the folder that is out of sight now, unless it was saved again since.
    fn bring_into_sight(&self, in_step: &InStep) {
        for name in self.foreign(&self.second()) {
            let (hidden, place) = (self.second().join(&name), self.folder.join(&name));
            let seen = |file: &Identity| in_step.get(&name).is_some_and(|seen| seen.contains(file));
            let Some(saved) = identity(&hidden).filter(|saved| !seen(saved)) else { continue };
            match identity(&place) {
                None => {
                    let _ = fs::rename(&hidden, &place);
                }
                Some(there) if there != saved && seen(&there) => {
                    // Who saves it in this very moment is later, and their file is the one that comes out.
                    if exchange(&hidden, &place).is_ok() && identity(&hidden) != Some(there) {
                        let _ = exchange(&hidden, &place);
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// The names in one of the two folders that are not this command's own.
    fn foreign(&self, folder: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok)).into_iter().flatten();
        let names = entries.map(|entry| entry.file_name());
        names.filter(|name| !self.names.iter().any(|own| name == own.as_str())).collect()
    }
}

#[cfg(unix)]
fn identity(file: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(file).ok().map(|found| (found.dev(), found.ino()))
}

/// Where no folders can be exchanged, nothing is ever in two.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<Identity> {
    None
}

/// Gives the files of others, which are not among the names, a second name in the second folder; none where one cannot have it.
fn linked(folder: &Path, second: &Path, names: &[String], others: Vec<String>) -> Option<InStep> {
    let mut linked = InStep::new();
    for other in others.into_iter().filter(|other| !names.contains(other)) {
        let link = second.join(&other);
        match fs::hard_link(folder.join(&other), &link) {
            Ok(()) => linked.insert(other.into(), vec![identity(&link)?]),
            // Its owner has taken it away meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(_) => return None,
        };
    }
    Some(linked)
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
        let steps: [Step; 3] = [
            Swap::exchange,
            |swap| swap.bring_up_to_date(&mut swap.others.clone()),
            |swap| exchange(&swap.second(), &swap.folder),
        ];
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
        Folders { at_once: vec![swap(&folder)], ..Folders::default() }.put_in_place(&console).unwrap();
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

    /// Somebody saves a file as editors do, by a new one in its place, before each of the steps and after the last.
    #[test]
    fn what_was_saved_last_stays() {
        for moments in 1..1 << 4_u32 {
            let (_home, folder) = folder_with_old_files();
            let mut last = String::from("mine");
            let mut save = |moment: u32| {
                if moments & (1 << moment) != 0 {
                    last = format!("saved at {moment}");
                    fs::write(folder.join("saving"), &last).unwrap();
                    fs::rename(folder.join("saving"), folder.join("foreign")).unwrap();
                }
            };
            let swap = swap(&folder);
            save(0);
            swap.exchange().unwrap();
            save(1);
            let mut in_step = swap.others.clone();
            swap.bring_up_to_date(&mut in_step).unwrap();
            save(2);
            exchange(&swap.second(), &swap.folder).unwrap();
            save(3);
            swap.bring_into_sight(&in_step);
            assert_eq!(fs::read_to_string(folder.join("foreign")).unwrap(), last, "{moments:b}");
            assert_eq!(read(&folder), ["new"; 3]);
        }
    }

    #[test]
    fn a_folder_that_was_made_meanwhile_is_told_in_words() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("out");
        let waiting = Folders { at_once: vec![swap(&folder)], ..Folders::default() };
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("foreign"), "mine").unwrap();
        let console = Console::new(MessageFormat::Human, Color::Never);
        let failure = waiting.put_in_place(&console).unwrap_err();
        assert!(failure.message.ends_with("was made by somebody else meanwhile"), "{}", failure.message);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn where_one_folder_cannot_be_changed_the_others_are_as_they_were() {
        let (_home, folder) = folder_with_old_files();
        let (_other_home, other) = folder_with_old_files();
        let folders = Folders { at_once: vec![swap(&folder), swap(&other)], ..Folders::default() };
        fs::remove_dir_all(&other).unwrap();
        let console = Console::new(MessageFormat::Human, Color::Never);
        assert!(folders.put_in_place(&console).is_err());
        assert_eq!(read(&folder), ["old"; 3]);
    }

    #[test]
    fn with_folders_or_links_in_it_files_are_replaced_one_by_one() {
        let (_home, folder) = folder_with_old_files();
        fs::create_dir(folder.join("kept")).unwrap();
        let content = b"new".to_vec();
        let mut folders = Folders::default();
        folders.add(&folder, NAMES.iter().map(|name| (*name, &content))).unwrap();
        assert_eq!((folders.at_once.len(), folders.one_by_one.len()), (0, 1));
        let console = Console::new(MessageFormat::Human, Color::Never);
        folders.put_in_place(&console).unwrap();
        assert_eq!(read(&folder), ["new"; 3]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
    }
}
