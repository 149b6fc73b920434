//! Of several commands that write into one folder at once, each waits for the one before.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::exit::Failure;
use crate::place::folder_of;

/// So long a command waits for another.
const PATIENCE: Duration = Duration::from_secs(5);

/// So often it looks.
const PAUSE: Duration = Duration::from_millis(10);

/// How a folder is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Nobody else writes into a folder in it.
    Alone,
    /// Others do, further down; but nobody writes into the folder on the way there, which may change its name meanwhile.
    Shared,
}

/// The folders in which it is this command's turn, until this is dropped or the command ends, however it ends.
///
/// What is locked is the folder around the one that is written: that one may not be there yet, and changes its name. All that lie
/// around it are locked too, from the outermost inwards, for whoever writes into one of them.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    taken: Vec<(PathBuf, Hold, Option<File>)>,
}

impl Turns {
    /// Waits until no other command writes into a folder, or into one that it lies in; the folder around it is made where there is none.
    pub(crate) fn take(&mut self, folder: &Path) -> Result<(), Failure> {
        self.take_within(folder, PATIENCE)
    }

    fn take_within(&mut self, folder: &Path, patience: Duration) -> Result<(), Failure> {
        let busy = |Busy| {
            let message = format!("another command is writing into `{}`, or into a folder around it", folder.display());
            Failure::unwritable(message).help("run this one again when that one has ended")
        };
        let end = folder.canonicalize().ok();
        let home = end.as_deref().map_or_else(|| folder_of(folder), folder_of);
        if !home.exists() {
            // What is not there yet is made in a folder that nobody is about to replace.
            let there = home.ancestors().find(|above| above.exists()).unwrap_or_else(|| Path::new("."));
            self.share(&resolved(there), patience).map_err(busy)?;
            fs::create_dir_all(home).map_err(|error| Failure::file("make the folder", home, &error))?;
        }
        let home = resolved(home);
        self.share(folder_of(&home), patience).map_err(busy)?;
        self.hold(&home, Hold::Alone, patience).map_err(busy)
    }

    /// A folder and all that lie around it, from the outermost inwards.
    fn share(&mut self, folder: &Path, patience: Duration) -> Result<(), Busy> {
        let around: Vec<&Path> = folder.ancestors().collect();
        around.into_iter().rev().try_for_each(|above| self.hold(above, Hold::Shared, patience))
    }

    fn hold(&mut self, place: &Path, hold: Hold, patience: Duration) -> Result<(), Busy> {
        // A second lock of one's own would wait for the first.
        if self.taken.iter().any(|(known, held, _)| known == place && (*held == Hold::Alone || *held == hold)) {
            return Ok(());
        }
        self.taken.retain(|(known, _, _)| known != place);
        let locked = match File::open(place) {
            Ok(itself) => wait(itself, hold, patience)?,
            // Whoever may not look into it cannot exchange anything in it either.
            Err(_) => None,
        };
        self.taken.push((place.to_path_buf(), hold, locked));
        Ok(())
    }
}

/// A folder by its one name, where it can be looked up.
fn resolved(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}

/// Somebody else's turn lasts too long.
struct Busy;

/// The folder, locked; none where the system knows no locks.
fn wait(itself: File, hold: Hold, patience: Duration) -> Result<Option<File>, Busy> {
    let begin = Instant::now();
    loop {
        let tried = match hold {
            Hold::Alone => itself.try_lock(),
            Hold::Shared => itself.try_lock_shared(),
        };
        match tried {
            Ok(()) => return Ok(Some(itself)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if begin.elapsed() >= patience => return Err(Busy),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_writes_into_a_folder_by_whatever_name() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("out");
        let mut one = Turns::default();
        one.take(&folder).unwrap();
        one.take(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(&folder, home.path().join("link")).unwrap();
        for name in ["out", "link"] {
            let refused = Turns::default().take_within(&home.path().join(name), PAUSE).unwrap_err();
            assert!(refused.message.contains("another command is writing"), "{}", refused.message);
        }
        drop(one);
        Turns::default().take_within(&folder, PAUSE).unwrap();
    }

    #[test]
    fn nobody_writes_into_a_folder_around_one_that_is_written() {
        let home = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = home.path().join(name);
            std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
            folder
        };
        for (first, second, together) in [
            ("o", "o/sub", false),
            ("o/sub", "o", false),
            ("o", "o/a/b", false),
            ("o/a/b", "o", false),
            ("o/a/b", "o/c/d", true),
            ("o/a/b", "p/a", true),
        ] {
            let (first, second) = (folder(first), folder(second));
            let mut one = Turns::default();
            one.take(&first).unwrap();
            let other = Turns::default().take_within(&second, PAUSE);
            assert_eq!(other.is_ok(), together, "{} and {}", first.display(), second.display());
            // One command may write into both.
            one.take_within(&second, PAUSE).unwrap();
            one.take_within(&first, PAUSE).unwrap();
            drop(one);
            Turns::default().take_within(&second, PAUSE).unwrap();
        }
    }
}
