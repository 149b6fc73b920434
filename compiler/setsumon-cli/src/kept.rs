//! The snapshots of a survey on disk: the folder beside it, what is kept there, and what waits there for review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use setsumon::editions::snapshot::{self, PENDING, Snapshot};

use crate::console::Console;
use crate::disk;
use crate::exit::Failure;
use crate::place::{folder_of, refuse_led_out, refuse_outside};
use crate::staged::Staged;
use crate::turn::Turns;

const ENDING: &str = ".snap";

/// The snapshots of a survey.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The survey's folder, and the one of its snapshots.
    home: PathBuf,
    folder: PathBuf,
    /// The name of the survey's file, which each snapshot bears.
    source: String,
    /// The texts of the files, by their paths in the folder, with `/`.
    pub(crate) files: BTreeMap<String, String>,
    /// The paths of the files that wait for review.
    pending: Vec<String>,
}

/// A folder of a survey's own, beside it: `snapshots/2024` of `2024.survey`.
pub(crate) fn beside(survey: &Path, kind: &str) -> PathBuf {
    let stem = survey.file_stem().map(PathBuf::from).unwrap_or_default();
    survey.with_file_name(kind).join(stem)
}

impl Kept {
    /// What is kept for a survey. What others have put there, and what a link or a pipe leads to, is left alone and unread.
    pub(crate) fn of(survey: &Path) -> Result<Self, Failure> {
        let source = survey.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (home, folder) = (folder_of(survey).to_path_buf(), beside(survey, "snapshots"));
        refuse_outside(&folder, &home)?;
        let mut kept = Self { home, folder, source, files: BTreeMap::new(), pending: Vec::new() };
        if kept.is_there() {
            let folder = kept.folder.clone();
            kept.look(&folder, "")?;
        }
        Ok(kept)
    }

    pub(crate) fn is_there(&self) -> bool {
        self.folder.is_dir()
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn look(&mut self, folder: &Path, path: &str) -> Result<(), Failure> {
        let unreadable = |error: std::io::Error| Failure::file("read", folder, &error);
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            // Another command that writes here has cleared its own folder, or an empty one, since it was listed.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(unreadable(error)),
        };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let (place, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let inside = format!("{path}{name}");
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                self.look(&place, &format!("{inside}/"))?;
            }
            let (kept, waits) = (name.ends_with(ENDING), name.ends_with(&format!("{ENDING}{PENDING}")));
            if !kind.is_file() || !(kept || waits) {
                continue;
            }
            let bytes = match disk::read_found(&place) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Failure::file("read", &place, &error)),
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match (kept, snapshot::is_ours(&text)) {
                (_, false) => {}
                (true, true) => {
                    self.files.insert(inside, text);
                }
                (false, true) => self.pending.push(inside),
            }
        }
        Ok(())
    }

    fn text(&self, snapshot: &Snapshot) -> String {
        snapshot::write(&self.source, &snapshot.path, &snapshot.name, &snapshot.content)
    }

    /// Takes these snapshots as reviewed, and removes those of what is gone.
    pub(crate) fn accept(&self, console: &Console, now: &[&Snapshot], gone: &[&str]) -> Result<(), Failure> {
        let _turns = self.turn()?;
        self.put(console, now, "")?;
        for file in gone {
            self.remove(file)?;
        }
        let settled = now.iter().map(|snapshot| snapshot.file.as_str()).chain(gone.iter().copied());
        for file in settled {
            self.withdraw(file)?;
        }
        Ok(())
    }

    /// Leaves these to be reviewed, and withdraws what waited before and is as it was again.
    pub(crate) fn propose(&self, console: &Console, now: &[&Snapshot]) -> Result<(), Failure> {
        let _turns = self.turn()?;
        self.put(console, now, PENDING)?;
        let open: BTreeSet<&str> = now.iter().map(|snapshot| snapshot.file.as_str()).collect();
        for file in &self.pending {
            let name = file.strip_suffix(PENDING).unwrap_or(file);
            if !open.contains(name) {
                self.withdraw(name)?;
            }
        }
        Ok(())
    }

    /// Nobody else's, from here on: who removes an empty folder would take it from under another's file.
    fn turn(&self) -> Result<Turns, Failure> {
        let mut turns = Turns::default();
        turns.take(&self.folder)?;
        Ok(turns)
    }

    fn put(&self, console: &Console, snapshots: &[&Snapshot], ending: &str) -> Result<(), Failure> {
        if snapshots.is_empty() {
            return Ok(());
        }
        let unmade = |folder: &Path, error| Failure::file("make the folder", folder, &error);
        refuse_led_out(&self.folder)?;
        fs::create_dir_all(&self.folder).map_err(|error| unmade(&self.folder, error))?;
        let mut staged = Staged::beneath(&self.folder)?;
        for snapshot in snapshots {
            let place = self.folder.join(format!("{}{ending}", snapshot.file));
            refuse_foreign(&place)?;
            if let Some(folder) = place.parent() {
                refuse_outside(folder, &self.home)?;
                fs::create_dir_all(folder).map_err(|error| unmade(folder, error))?;
            }
            staged.add(&place, self.text(snapshot).as_bytes())?;
        }
        staged.commit(console)
    }

    fn withdraw(&self, file: &str) -> Result<(), Failure> {
        let waiting = format!("{file}{PENDING}");
        if self.pending.contains(&waiting) { self.remove(&waiting) } else { Ok(()) }
    }

    fn remove(&self, file: &str) -> Result<(), Failure> {
        let place = self.folder.join(file);
        refuse_led_out(folder_of(&place))?;
        refuse_outside(folder_of(&place), &self.home)?;
        match fs::remove_file(&place) {
            Ok(()) => {}
            // What waits is withdrawn when it is taken, and again when nothing is left to be reviewed.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::file("remove", &place, &error)),
        }
        // An empty folder is no longer a section's; one that is not empty stays.
        if let Some(folder) = place.parent().filter(|folder| *folder != self.folder) {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}

/// What lies where a snapshot is to come and is none is somebody's. It is looked at now: another command may have put one there since.
fn refuse_foreign(place: &Path) -> Result<(), Failure> {
    let Ok(there) = fs::symlink_metadata(place) else { return Ok(()) };
    let is_ours = |bytes: Vec<u8>| snapshot::is_ours(&String::from_utf8_lossy(&bytes));
    if there.is_file() && disk::read_found(place).is_ok_and(is_ours) {
        return Ok(());
    }
    Err(Failure::refused(format!("`{}` is there, and is no snapshot", place.display()))
        .help("move it elsewhere: nothing was written over it"))
}
