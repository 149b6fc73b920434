//! Of several commands that write into one folder at once, each waits for the one before.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::exit::Failure;
use crate::place::folder_of;

/// So long a command waits for another.
const PATIENCE: Duration = Duration::from_secs(5);

/// So often it looks.
const PAUSE: Duration = Duration::from_millis(10);

/// The folders in which it is this command's turn, until this is dropped or the command ends, however it ends.
///
/// What is locked is the folder around the one that is written: that one may not be there yet, and changes its name.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    taken: Vec<(PathBuf, Option<File>)>,
}

impl Turns {
    /// Waits until no other command writes into a folder. The one around it has to be there.
    pub(crate) fn take(&mut self, folder: &Path) -> Result<(), Failure> {
        self.take_within(folder, PATIENCE)
    }

    fn take_within(&mut self, folder: &Path, patience: Duration) -> Result<(), Failure> {
        let end = folder.canonicalize().ok();
        let home = end.as_deref().map_or_else(|| folder_of(folder), folder_of);
        let home = home.canonicalize().unwrap_or_else(|_| home.to_path_buf());
        // A second lock of one's own would wait for the first.
        if self.taken.iter().any(|(known, _)| *known == home) {
            return Ok(());
        }
        let locked = match File::open(&home) {
            Ok(itself) => wait(itself, patience).map_err(|Busy| {
                let message = format!("another command is writing into `{}`", folder.display());
                Failure::unwritable(message).help("run this one again when that one has ended")
            })?,
            // Whoever may not look into it cannot exchange anything in it either.
            Err(_) => None,
        };
        self.taken.push((home, locked));
        Ok(())
    }
}

/// Somebody else's turn lasts too long.
struct Busy;

/// The folder, locked; none where the system knows no locks.
fn wait(itself: File, patience: Duration) -> Result<Option<File>, Busy> {
    let begin = Instant::now();
    loop {
        match itself.try_lock() {
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
}
