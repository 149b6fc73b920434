//! The snapshots of a survey on disk: the folder beside it, what is kept there, and what waits there for review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use setsumon_editions::snapshot::{self, PENDING, Snapshot};

use crate::disk;
use crate::exit::Failure;
use crate::staged::Staged;

const ENDING: &str = ".snap";

/// The snapshots of a survey.
#[derive(Debug)]
pub(crate) struct Kept {
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
    /// What is kept for a survey.
    pub(crate) fn of(survey: &Path) -> Result<Self, Failure> {
        let source = survey.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut kept =
            Self { folder: beside(survey, "snapshots"), source, files: BTreeMap::new(), pending: Vec::new() };
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
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let (place, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let inside = format!("{path}{name}");
            if place.is_dir() {
                self.look(&place, &format!("{inside}/"))?;
            } else if name.ends_with(ENDING) {
                let bytes = disk::read_at_most(&place).map_err(|error| Failure::file("read", &place, &error))?;
                self.files.insert(inside, String::from_utf8_lossy(&bytes).into_owned());
            } else if name.ends_with(&format!("{ENDING}{PENDING}")) {
                self.pending.push(inside);
            }
        }
        Ok(())
    }

    fn text(&self, snapshot: &Snapshot) -> String {
        snapshot::write(&self.source, &snapshot.path, &snapshot.name, &snapshot.content)
    }

    /// Takes these snapshots as reviewed, and removes those of what is gone.
    pub(crate) fn accept(&self, now: &[&Snapshot], gone: &[&str]) -> Result<(), Failure> {
        self.put(now, "")?;
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
    pub(crate) fn propose(&self, now: &[&Snapshot]) -> Result<(), Failure> {
        self.put(now, PENDING)?;
        let open: BTreeSet<&str> = now.iter().map(|snapshot| snapshot.file.as_str()).collect();
        for file in &self.pending {
            let name = file.strip_suffix(PENDING).unwrap_or(file);
            if !open.contains(name) {
                self.withdraw(name)?;
            }
        }
        Ok(())
    }

    fn put(&self, snapshots: &[&Snapshot], ending: &str) -> Result<(), Failure> {
        let mut staged = Staged::default();
        for snapshot in snapshots {
            let place = self.folder.join(format!("{}{ending}", snapshot.file));
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
            }
            staged.add(&place, self.text(snapshot).as_bytes())?;
        }
        staged.commit()
    }

    fn withdraw(&self, file: &str) -> Result<(), Failure> {
        let waiting = format!("{file}{PENDING}");
        if self.pending.contains(&waiting) { self.remove(&waiting) } else { Ok(()) }
    }

    fn remove(&self, file: &str) -> Result<(), Failure> {
        let place = self.folder.join(file);
        match fs::remove_file(&place) {
            Ok(()) => {}
            // What waits is withdrawn when it is taken, and again when nothing is left to be reviewed.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::file("remove", &place, &error)),
        }
        // An empty folder is no longer a section's; one that is not empty stays.
        if let Some(folder) = place.parent().filter(|folder| *folder != self.folder) {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}
